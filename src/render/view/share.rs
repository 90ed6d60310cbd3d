//! Views of pages for citing, embedding and printing.

use serde::Serialize;

use super::entry::{DayView, EntryView};
use super::link::PagerView;
use super::source::ReferenceView;

/// Citations of a page.
#[derive(Clone, Debug, Serialize)]
pub struct CiteView {
    /// The absolute address, if the site has one.
    pub permalink: Option<String>,
    /// A citation in APA style, 7th edition.
    pub apa: String,
    /// An entry of a bibliography in Chicago style, 17th edition.
    pub chicago: String,
    /// A note in Chicago style, 17th edition.
    pub chicago_note: String,
    /// An entry for BibTeX.
    pub bibtex: String,
    /// A list of one work in CSL-JSON 1.0.2, for reference managers.
    pub csl: String,
}

/// The view of `share.html`: how to cite and embed the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct SharePageView {
    /// Citations of the whole timeline.
    pub cite: CiteView,
    /// Markup that embeds the timeline in another page, if the site has a `base_url`.
    pub embed: Option<String>,
    /// Address of the page to be embedded, if the site makes one.
    pub embed_url: Option<String>,
}

/// The view of `embed.html`: the timeline or one event in short, for embedding in other sites.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedView {
    /// The event; `None` for the timeline.
    pub event: Option<EntryView>,
    /// The days of the timeline, with titles, dates and statuses; empty for an event.
    pub days: Vec<DayView>,
    /// The number of events of the timeline that are left out.
    pub more: usize,
}

/// The view of `print.html`: the timeline for printing.
#[derive(Clone, Debug, Serialize)]
pub struct PrintView {
    /// The events before, in and after the window.
    pub sections: Vec<PrintSectionView>,
    /// The sources cited on the page, by their numbers on it.
    pub references: Vec<ReferenceView>,
    /// Links to the other pages of a long timeline, if there are any.
    pub pager: Option<PagerView>,
}

/// A section of the timeline for printing.
#[derive(Clone, Debug, Serialize)]
pub struct PrintSectionView {
    /// The heading: "Before June 2025"; `None` for the events in the window.
    pub name: Option<String>,
    /// Its days, with all passages.
    pub days: Vec<DayView>,
}
