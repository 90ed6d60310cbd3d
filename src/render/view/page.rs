//! The frame of every page, and pages of free text.

use serde::Serialize;

use super::correction::CorrectionView;

/// `page`: what the frame of every page needs.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// Which template: `timeline`, `event`, `article`, `sources`, `actors`, `actor`, `tags`, `tag`, `places`,
    /// `place`, `disputes`, `corrections`, `background`, `page`, `share`, `print`, `embed`, `404`.
    pub kind: &'static str,
    /// Heading, without the site's title.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// Address of the home page.
    pub home: String,
    /// The content security policy, for `<meta http-equiv>`.
    pub policy: String,
    /// Addresses of the style sheets, in their order: `style.css`, on all pages but the timeline `pages.css`, `compact.css`
    /// where `[theme] density` asks for it, that of the theme, and the site's `theme.css` where there is one.
    pub styles: Vec<String>,
    /// Address of the style sheet for paper.
    pub print_style: String,
    /// Address of the script. The page reads, links and prints without it.
    pub script: String,
    /// Address of the icon.
    pub icon: String,
    /// The picture of the header, if there is one.
    pub logo: Option<LogoView>,
    /// Address of the feed.
    pub feed: String,
    /// Links of the header.
    pub nav: Vec<NavLinkView>,
    /// The page's own absolute address, if the site has one; of an embedded page that of the page that it stands for.
    pub canonical: Option<String>,
    /// Of an event: when it was first published, an ISO 8601 date.
    pub published: Option<String>,
    /// Of an event: the date of its latest correction.
    pub modified: Option<String>,
    /// The site's language as Open Graph writes it, where it names a region: `pt_BR`.
    pub locale: Option<String>,
    /// Where programs read how to embed what this page shows (oEmbed), if they can.
    pub oembed: Option<String>,
    /// Address of the page about citing and sharing.
    pub share: String,
    /// Address of the timeline for paper.
    pub print: String,
    /// Address of the corrections page.
    pub corrections: String,
    /// Address of the disputes page.
    pub disputes: String,
    /// Address of the sources page.
    pub sources: String,
    /// Address of the index of people and bodies, if there are any.
    pub actors: Option<String>,
    /// Address of the index of topics, if there are any.
    pub tags: Option<String>,
    /// Address of the index of places, if there are any.
    pub places: Option<String>,
    /// Address of the data file.
    pub data: String,
    /// The picture that other sites show of a link to this page, if the site has pictures and a `base_url`.
    pub card: Option<CardView>,
}

/// The picture of the header.
#[derive(Clone, Debug, Serialize)]
pub struct LogoView {
    /// Its address.
    pub url: String,
    /// What it says, where it stands in place of the site's name. Without this it stands beside it.
    pub alt: Option<String>,
}

/// A social card: the page's own, or that of the whole timeline.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// Its absolute address.
    pub url: String,
    /// What it says.
    pub alt: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// A link of the header.
#[derive(Clone, Debug, Serialize)]
pub struct NavLinkView {
    /// The words.
    pub name: String,
    /// The address.
    pub url: String,
    /// `page` on that very page, `true` on pages below it, empty elsewhere: a value of `aria-current`.
    pub current: &'static str,
}

/// `page`: a free page.
#[derive(Clone, Debug, Serialize)]
pub struct FreePageView {
    /// The text.
    pub body_html: String,
    /// What was changed.
    pub corrections: Vec<CorrectionView>,
}
