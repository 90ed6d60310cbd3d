//! Rendered Markdown: HTML with links whose addresses are still to be written.
//!
//! A link to `event:landing` becomes an address only when the page that it stands on is known, because a site may be
//! published below a path or opened from a disk. Until then it is a [`Link`], which stands between two texts as a value.

use std::sync::Arc;

use crate::span::{Span, Spanned};

/// Anchors that pages about one event or article have of themselves; headings in a text get others.
pub const SECTIONS: [&str; 8] = ["main", "text", "questions", "provenance", "evidence", "notes", "corrections", "cite"];

/// The kinds of things that Markdown can link to by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkableKind {
    /// `event:`
    Event,
    /// `article:` and `source:`
    Source,
    /// `actor:`
    Actor,
    /// `place:`
    Place,
    /// `tag:`
    Tag,
    /// `page:`
    Page,
}

/// Where a link within the site leads, as it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkTarget {
    /// `event:landing`
    Thing(LinkableKind, Box<str>),
    /// `/disputes/`: a path from the site's root, without the leading slash, percent-decoded.
    Path(Box<str>),
    /// `../pages/method.md`: the content file's path from the site's root.
    File(Box<str>),
    /// `#words`: the same page.
    Here,
}

/// What the address of a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// A reader may go there.
    Follow,
    /// The picture there is shown.
    Show,
}

/// A link within the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What its address is for.
    pub purpose: LinkPurpose,
    /// Where it leads.
    pub target: LinkTarget,
    /// What its address asks for there, without `?`, as it was written.
    pub query: Option<Box<str>>,
    /// The anchor there, without `#`.
    pub fragment: Option<Box<str>>,
    /// Where it was written.
    pub span: Span,
}

/// A place in a text that links can lead to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    /// The name that the content gave it.
    pub name: Box<str>,
    /// Its id on the page.
    pub id: Box<str>,
}

/// HTML that is safe to put into a page, with links still open. Cheap to clone: a text is kept once, however often the
/// site is made anew of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(Arc<HtmlWithLinks>);

#[derive(Clone, Debug, Default)]
struct HtmlWithLinks {
    /// Texts around the links: one more than there are links.
    texts: Vec<Box<str>>,
    links: Vec<Link>,
    external: Box<[Spanned<Box<str>>]>,
    /// By name.
    anchors: Vec<Anchor>,
    plain: Box<str>,
    span: Option<Span>,
}

/// Two texts that say the same are the same, wherever they were written.
impl PartialEq for HtmlWithLinks {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
            && self.links == other.links
            && self.external == other.external
            && self.anchors == other.anchors
            && self.plain == other.plain
    }
}

impl Eq for HtmlWithLinks {}

impl Html {
    /// Puts HTML together: `texts` has one element more than `links`. `external` are the addresses on other hosts that
    /// stand in the texts, `plain` is the same without markup.
    pub fn new(
        texts: Vec<Box<str>>,
        links: Vec<Link>,
        external: Vec<Spanned<Box<str>>>,
        mut anchors: Vec<Anchor>,
        plain: String,
    ) -> Self {
        assert_eq!(texts.len(), links.len() + 1, "a link between every two texts");
        anchors.sort();
        Self(Arc::new(HtmlWithLinks {
            texts,
            links,
            external: external.into(),
            anchors,
            plain: plain.into(),
            span: None,
        }))
    }

    /// The same, written at this place.
    pub fn written_at(self, span: Span) -> Self {
        let mut inside = Arc::unwrap_or_clone(self.0);
        inside.span = Some(span);
        Self(Arc::new(inside))
    }

    /// Where it was written, if anywhere.
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }

    /// The text without markup, on one line.
    pub fn plain(&self) -> &str {
        &self.0.plain
    }

    /// The links within the site.
    pub fn links(&self) -> &[Link] {
        &self.0.links
    }

    /// The addresses on other hosts that it leads to.
    pub fn external(&self) -> &[Spanned<Box<str>>] {
        &self.0.external
    }

    /// The places that links can lead to, by name.
    pub fn anchors(&self) -> &[Anchor] {
        &self.0.anchors
    }

    /// The id of the place with this name.
    pub fn anchor(&self, name: &str) -> Option<&str> {
        let anchors = &self.0.anchors;
        let at = anchors.binary_search_by(|anchor| (*anchor.name).cmp(name)).ok()?;
        // Of a heading and an element of raw HTML with one name, the heading is meant: its id is the name.
        let of_name = |anchor: &&Anchor| *anchor.name == *name;
        let mut same = anchors[..at].iter().rev().take_while(of_name).chain(anchors[at..].iter().take_while(of_name));
        let first = &anchors[at];
        Some(&same.find(|anchor| anchor.id == anchor.name).unwrap_or(first).id)
    }

    /// How many elements it has.
    pub fn elements(&self) -> usize {
        self.0.texts.iter().map(|text| text.matches('<').count() - text.matches("</").count()).sum()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.links.is_empty() && self.0.texts.iter().all(|text| text.trim().is_empty())
    }

    /// The HTML with the address of every link, which `address` returns as an attribute value, escaped.
    pub fn fill(&self, mut address: impl FnMut(&Link) -> String) -> String {
        let mut texts = self.0.texts.iter();
        let mut html = texts.next().map(|text| text.to_string()).unwrap_or_default();
        for (link, text) in self.0.links.iter().zip(texts) {
            html.push_str(&address(link));
            html.push_str(text);
        }
        html
    }
}
