//! Sources: as links, as references, as rows of the bibliography.

use serde::Serialize;

use super::date::DateView;
use super::link::{LinkView, PagerView};

/// A source, named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceLinkView {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub publisher: String,
    /// As printed.
    pub title: Option<String>,
    /// Language of the title, where it is not the site's.
    pub lang: Option<String>,
    /// Direction of the title, where it is not the site's.
    pub dir: Option<&'static str>,
    /// Its page, or its place in the list of sources.
    pub url: String,
    /// When.
    pub date: Option<DateView>,
    /// "news agency"
    pub genre: Option<String>,
    /// Its number in the page's list of references, where that has one.
    pub number: Option<usize>,
}

/// An archived copy.
#[derive(Clone, Debug, Serialize)]
pub struct ArchiveView {
    /// Its address.
    pub url: String,
    /// When it was taken.
    pub date: Option<DateView>,
}

/// An entry of a page's list of references, for paper.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// The source, with its number.
    pub source: SourceLinkView,
    /// As printed.
    pub author: Option<String>,
    /// Address of the original.
    pub original: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
}

/// A row of the list of sources.
#[derive(Clone, Debug, Serialize)]
pub struct SourceRowView {
    /// Anchor.
    pub id: String,
    /// The source.
    pub source: SourceLinkView,
    /// Whether it has a page of its own.
    pub has_page: bool,
    /// As printed.
    pub author: Option<String>,
    /// Its language, where it is not the site's.
    pub language: Option<String>,
    /// Address of the original.
    pub original: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
    /// Whom it has it from.
    pub via: Vec<SourceLinkView>,
    /// SHA-256 of the saved text.
    pub sha256: Option<String>,
    /// When that was saved.
    pub taken: Option<DateView>,
    /// A remark.
    pub note_html: Option<String>,
    /// Events that it is cited for.
    pub events: Vec<LinkView>,
}

/// `sources`
#[derive(Clone, Debug, Serialize)]
pub struct SourcesView {
    /// How many there are on all pages.
    pub total: usize,
    /// Articles with pages of their own.
    pub articles: Vec<SourceRowView>,
    /// All others, by publisher and date.
    pub records: Vec<SourceRowView>,
    /// Other pages.
    pub pager: Option<PagerView>,
}
