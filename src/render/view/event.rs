//! The view of an event's page.

use serde::Serialize;

use super::correction::CorrectionView;
use super::entry::{DayView, EntryView};
use super::evidence::{AttributionChainView, QuoteView};
use super::link::NeighbourView;
use super::question::QuestionView;
use super::share::CiteView;
use super::source::{ReferenceView, SourceLinkView};

/// The view of `event.html`: an event.
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    /// The event as lists show it, with all passages. It has no summary if that is the first paragraph of the text.
    pub entry: EntryView,
    /// Its day as a heading, with the year.
    pub day: DayView,
    /// The full text.
    pub body_html: String,
    /// Questions on points of fact.
    pub questions: Vec<QuestionView>,
    /// The table of what each source says on each question. `None` if there are no questions, or more than four of both
    /// questions and sources.
    pub accounts: Option<AccountsView>,
    /// Chains of attribution, each starting at its origin.
    pub chains: Vec<AttributionChainView>,
    /// Changes after publication, newest first.
    pub corrections: Vec<CorrectionView>,
    /// The event before it in the chronology.
    pub previous: Option<NeighbourView>,
    /// The event after it in the chronology.
    pub next: Option<NeighbourView>,
    /// How to cite this page.
    pub cite: CiteView,
    /// Markup that embeds the event in another page, if the site has a `base_url` and the event has a page to be
    /// embedded.
    pub embed: Option<String>,
    /// The sources cited on the page, by their numbers on it.
    pub references: Vec<ReferenceView>,
}

/// A table of what each source says on each question.
#[derive(Clone, Debug, Serialize)]
pub struct AccountsView {
    /// The columns: origins first.
    pub sources: Vec<AccountSourceView>,
    /// The rows: one for each question.
    pub rows: Vec<AccountRowView>,
}

/// A column of the table.
#[derive(Clone, Debug, Serialize)]
pub struct AccountSourceView {
    /// The source.
    pub source: SourceLinkView,
    /// Whether it is an origin of the event.
    pub is_origin: bool,
}

/// A row of the table.
#[derive(Clone, Debug, Serialize)]
pub struct AccountRowView {
    /// The question, as a sentence.
    pub ask: String,
    /// The cells, one for each column.
    pub cells: Vec<AccountCellView>,
}

/// What one source says on one question.
#[derive(Clone, Debug, Serialize)]
pub struct AccountCellView {
    /// Its answer; `None` if it has none.
    pub value: Option<String>,
    /// The words that it is quoted with.
    pub quote: Option<QuoteView>,
    /// Whether the answer differs from the editor's or, if there is none, from that of the first source that has an
    /// answer.
    pub differs: bool,
    /// The publisher of the source, for narrow screens.
    pub by: String,
}
