//! Views of sources: links, references and rows of the list of sources.

use serde::Serialize;

use super::date::DateView;
use super::link::{LinkView, PagerView};

/// A link to a source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceLinkView {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub publisher: String,
    /// The title, as printed.
    pub title: Option<String>,
    /// The language tag of the title, if it is not the site's language.
    pub lang: Option<String>,
    /// The direction of the title, if it is not that of the site.
    pub dir: Option<&'static str>,
    /// Address of its page, or of its row in the list of sources.
    pub url: String,
    /// The date of publication.
    pub date: Option<DateView>,
    /// A word for its kind: "news agency".
    pub genre: Option<String>,
    /// Its number among the references of the page, if they are numbered.
    pub number: Option<usize>,
}

/// A copy in an archive.
#[derive(Clone, Debug, Serialize)]
pub struct ArchiveView {
    /// Its address.
    pub url: String,
    /// The day on which the copy was made.
    pub date: Option<DateView>,
}

/// An entry in a page's list of references.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// The source, with its number.
    pub source: SourceLinkView,
    /// The author, as printed.
    pub author: Option<String>,
    /// Address of the original.
    pub original: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
}

/// A row of the list of sources.
#[derive(Clone, Debug, Serialize)]
pub struct SourceRowView {
    /// Its anchor.
    pub id: String,
    /// The source.
    pub source: SourceLinkView,
    /// Whether it has its own page.
    pub has_page: bool,
    /// What is held on it, each part with the address of what it rests on: sections of its page, or else the page of a
    /// question.
    pub verdict: Vec<LinkView>,
    /// The author, as printed.
    pub author: Option<String>,
    /// The English name of its language, if it is not the site's.
    pub language: Option<String>,
    /// Address of the original.
    pub original: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
    /// The sources that it relies on.
    pub via: Vec<SourceLinkView>,
    /// SHA-256 of the saved text.
    pub sha256: Option<String>,
    /// The day on which the saved text was saved.
    pub taken: Option<DateView>,
    /// A remark.
    pub note_html: Option<String>,
    /// The events that cite it.
    pub events: Vec<LinkView>,
}

/// The view of `sources.html`: the list of sources.
#[derive(Clone, Debug, Serialize)]
pub struct SourcesView {
    /// The number of sources on all pages.
    pub total: usize,
    /// Sources of this page that have their own page.
    pub articles: Vec<SourceRowView>,
    /// The other sources of this page, by publisher and date.
    pub records: Vec<SourceRowView>,
    /// Links to the other pages of the list, if there are any.
    pub pager: Option<PagerView>,
}
