//! Views of the frame of every page, and of free pages.

use serde::Serialize;

use super::correction::CorrectionView;

/// The variable `page` of all templates: the frame of the page.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The kind of page: `home`, `timeline`, `newest`, `headlines`, `key`, `event`, `article`, `sources`, `origins`, `actors`, `actor`, `tags`, `tag`,
    /// `places`, `place`, `map`, `disputes`, `question`, `corrections`, `background`, `page`, `share`, `print`, `embed`, `404`
    /// or `redirect`.
    pub kind: &'static str,
    /// The heading, without the site's title.
    pub title: String,
    /// A description in one or two sentences.
    pub description: String,
    /// Address of the home page.
    pub home: String,
    /// The content security policy, for `<meta http-equiv>`.
    pub policy: String,
    /// Addresses of the font files that nearly every page needs, to be loaded before the style sheet names them. Empty if
    /// the site does not use the font that comes with the program, or has relative links.
    pub fonts: Vec<String>,
    /// Addresses of the style sheets, in order: `fonts.css`, except on embedded pages, if the site uses the font that comes
    /// with the program; `style.css`; `pages.css`, except on the home page, the timeline and embedded
    /// pages; `home.css` on the home page; `map.css` on pages with a map; `embed.css` on embedded pages; `compact.css` and
    /// `docket.css` if `[theme]` asks for them; the site's `theme.css` if it exists.
    pub styles: Vec<String>,
    /// Address of the style sheet for printing.
    pub print_style: String,
    /// Address of the script. The page can be read, followed and printed without it.
    pub script: String,
    /// Address of the icon.
    pub icon: String,
    /// The picture in the header, if there is one.
    pub logo: Option<LogoView>,
    /// Address of the feed.
    pub feed: String,
    /// Links in the header.
    pub nav: Vec<NavLinkView>,
    /// The absolute address of the page, if the site has a `base_url`. For an embedded page it is that of the page that
    /// it is a copy of.
    pub canonical: Option<String>,
    /// When an event was first published, as an ISO 8601 date.
    pub published: Option<String>,
    /// The date of the latest correction of an event.
    pub modified: Option<String>,
    /// The site's locale for Open Graph, if its language tag has a region: `pt_BR`.
    pub locale: Option<String>,
    /// Address of the oEmbed document that describes how to embed this page's content, if there is one.
    pub oembed: Option<String>,
    /// Address of the page about citing and sharing.
    pub share: String,
    /// Address of the timeline for printing.
    pub print: String,
    /// Address of the corrections page.
    pub corrections: String,
    /// Address of the disputes page.
    pub disputes: String,
    /// Address of the sources page.
    pub sources: String,
    /// Address of the origins page.
    pub origins: String,
    /// Address of the index of people and bodies, if there are any.
    pub actors: Option<String>,
    /// Address of the index of topics, if there are any.
    pub tags: Option<String>,
    /// Address of the index of places, if there are any.
    pub places: Option<String>,
    /// Address of the page with the map, if there is one.
    pub map: Option<String>,
    /// Address of the data file.
    pub data: String,
    /// The picture that other sites show for a link to this page, if the site makes such pictures and has a `base_url`.
    pub card: Option<CardView>,
}

/// The picture in the header.
#[derive(Clone, Debug, Serialize)]
pub struct LogoView {
    /// Its address.
    pub url: String,
    /// Its alternative text, if it replaces the site's name. If `None`, it is shown beside the name.
    pub alt: Option<String>,
}

/// A social card: that of the page, or that of the whole timeline.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// Its absolute address.
    pub url: String,
    /// Its alternative text.
    pub alt: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A link in the header.
#[derive(Clone, Debug, Serialize)]
pub struct NavLinkView {
    /// The text of the link.
    pub name: String,
    /// The address.
    pub url: String,
    /// The value of `aria-current`: `page` on the linked page, `true` on pages below it, else empty.
    pub current: &'static str,
}

/// The view of `page.html`: a free page.
#[derive(Clone, Debug, Serialize)]
pub struct FreePageView {
    /// The text.
    pub body_html: String,
    /// Changes after publication, newest first.
    pub corrections: Vec<CorrectionView>,
}
