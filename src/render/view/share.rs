//! How to cite, embed and print.

use serde::Serialize;

use super::entry::{DayView, EntryView};
use super::link::PagerView;
use super::source::ReferenceView;

/// How to cite a page.
#[derive(Clone, Debug, Serialize)]
pub struct CiteView {
    /// The absolute address, if the site has one.
    pub permalink: Option<String>,
    /// In the style of the American Psychological Association, 7th edition.
    pub apa: String,
    /// In that of the Chicago Manual of Style, 17th edition: for a bibliography.
    pub chicago: String,
    /// The same for a note.
    pub chicago_note: String,
    /// For BibTeX.
    pub bibtex: String,
    /// CSL-JSON 1.0.2, for reference managers.
    pub csl: String,
}

/// `share`: how to cite, embed and take along the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct SharePageView {
    /// How to cite the whole.
    pub cite: CiteView,
    /// Markup that embeds it in another page; only on a site with a `base_url`.
    pub embed: Option<String>,
    /// The page that is embedded, unless the site makes none.
    pub embed_url: Option<String>,
}

/// `embed`: the timeline, or one event, in short, for other people's pages.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedView {
    /// The event; `None` where this is the timeline.
    pub event: Option<EntryView>,
    /// The days of the timeline, with titles, dates and statuses.
    pub days: Vec<DayView>,
    /// How many events of the timeline are left out.
    pub more: usize,
}

/// `print`: the timeline for paper.
#[derive(Clone, Debug, Serialize)]
pub struct PrintView {
    /// What lies before the window, in it and after it.
    pub sections: Vec<PrintSectionView>,
    /// The sources cited, by their numbers on this page.
    pub references: Vec<ReferenceView>,
    /// Other parts of a long timeline.
    pub pager: Option<PagerView>,
}

/// A part of the timeline for paper.
#[derive(Clone, Debug, Serialize)]
pub struct PrintSectionView {
    /// "Before June 2025"; `None` for the timeline's own window.
    pub name: Option<String>,
    /// Its days, with all evidence.
    pub days: Vec<DayView>,
}
