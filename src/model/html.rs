//! Rendered Markdown: HTML whose internal links are not yet resolved.
//!
//! A link to `event:landing` gets its address only when the page that contains it is known, because a site may be
//! published below a path or opened from a disk. Until then, the HTML is stored as pieces of text with [`Link`] values
//! between them.

use std::sync::Arc;

use crate::span::{Span, Spanned};

/// Ids of sections on the page of an event or article. Headings in a text get other ids.
pub const SECTIONS: [&str; 8] = ["main", "text", "questions", "provenance", "evidence", "notes", "corrections", "cite"];

/// The kinds of things to which Markdown can link by id.
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

/// The target of an internal link, as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkTarget {
    /// `event:landing`
    Thing(LinkableKind, Box<str>),
    /// `/disputes/`: a path relative to the site's root, without the leading slash, percent-decoded.
    Path(Box<str>),
    /// `../pages/method.md`: the path of the content file, relative to the site's root.
    File(Box<str>),
    /// `#words`: an anchor on the same page.
    Here,
}

/// The purpose of a link's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkPurpose {
    /// A hyperlink.
    Follow,
    /// An image to display.
    Show,
}

/// A link to another part of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Hyperlink or image.
    pub purpose: LinkPurpose,
    /// The target.
    pub target: LinkTarget,
    /// The query string, without `?`, as written.
    pub query: Option<Box<str>>,
    /// The fragment, without `#`.
    pub fragment: Option<Box<str>>,
    /// The place where it was written.
    pub span: Span,
}

/// A place in a text to which links can lead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    /// Its name in the content.
    pub name: Box<str>,
    /// Its id on the page.
    pub id: Box<str>,
}

/// Safe HTML with unresolved internal links. It is cheap to clone, because clones share one text, also between builds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(Arc<HtmlWithLinks>);

#[derive(Clone, Debug, Default)]
struct HtmlWithLinks {
    /// The text around the links: one piece more than there are links.
    texts: Vec<Box<str>>,
    links: Vec<Link>,
    external: Box<[Spanned<Box<str>>]>,
    /// Sorted by name.
    anchors: Vec<Anchor>,
    plain: Box<str>,
    span: Option<Span>,
}

/// Compares everything except `span`, the place of the whole text.
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
    /// Puts HTML together. `texts` has one element more than `links`. `external` are the addresses on other hosts that
    /// occur in the texts; `plain` is the text without markup.
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

    /// The same HTML, with the place where it was written.
    pub fn written_at(self, span: Span) -> Self {
        let mut inside = Arc::unwrap_or_clone(self.0);
        inside.span = Some(span);
        Self(Arc::new(inside))
    }

    /// The place where it was written, if known.
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }

    /// The text without markup, on one line.
    pub fn plain(&self) -> &str {
        &self.0.plain
    }

    /// The internal links.
    pub fn links(&self) -> &[Link] {
        &self.0.links
    }

    /// The addresses on other hosts that occur in it.
    pub fn external(&self) -> &[Spanned<Box<str>>] {
        &self.0.external
    }

    /// The anchors, sorted by name.
    pub fn anchors(&self) -> &[Anchor] {
        &self.0.anchors
    }

    /// The id of the anchor with this name.
    pub fn anchor(&self, name: &str) -> Option<&str> {
        let anchors = &self.0.anchors;
        let at = anchors.binary_search_by(|anchor| (*anchor.name).cmp(name)).ok()?;
        // If a heading and an element of raw HTML have the same name, the heading is meant; its id equals its name.
        let of_name = |anchor: &&Anchor| *anchor.name == *name;
        let mut same = anchors[..at].iter().rev().take_while(of_name).chain(anchors[at..].iter().take_while(of_name));
        let first = &anchors[at];
        Some(&same.find(|anchor| anchor.id == anchor.name).unwrap_or(first).id)
    }

    /// The number of elements.
    pub fn elements(&self) -> usize {
        self.0.texts.iter().map(|text| text.matches('<').count() - text.matches("</").count()).sum()
    }

    /// Whether it shows nothing.
    pub fn is_empty(&self) -> bool {
        self.0.links.is_empty() && self.0.texts.iter().all(|text| text.trim().is_empty())
    }

    /// The HTML with all links filled in. `address` returns the address of a link, escaped as an attribute value.
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
