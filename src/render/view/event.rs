//! An event's own page.

use serde::Serialize;

use super::correction::CorrectionView;
use super::entry::{DayView, EntryView};
use super::evidence::{AttributionChainView, QuoteView};
use super::link::NeighbourView;
use super::question::QuestionView;
use super::share::CiteView;
use super::source::{ReferenceView, SourceLinkView};

/// `event`
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    /// What lists show of it; without a summary where that is the text's first paragraph.
    pub entry: EntryView,
    /// Its day as a heading.
    pub day: DayView,
    /// The full text.
    pub body_html: String,
    /// Points of fact on which the evidence disagrees.
    pub questions: Vec<QuestionView>,
    /// Points × sources, where there are questions; none where there are more than four of both.
    pub accounts: Option<AccountsView>,
    /// Who took the report from whom.
    pub chains: Vec<AttributionChainView>,
    /// What was changed, newest first.
    pub corrections: Vec<CorrectionView>,
    /// The event before.
    pub previous: Option<NeighbourView>,
    /// The event after.
    pub next: Option<NeighbourView>,
    /// How to cite this page.
    pub cite: CiteView,
    /// Markup that embeds the event in another page; only on a site with a `base_url`, and where the event has such a page.
    pub embed: Option<String>,
    /// The sources cited here, by the numbers that they have here.
    pub references: Vec<ReferenceView>,
}

/// Points of fact as rows, sources as columns.
#[derive(Clone, Debug, Serialize)]
pub struct AccountsView {
    /// The columns.
    pub sources: Vec<AccountSourceView>,
    /// The rows.
    pub rows: Vec<AccountRowView>,
}

/// A column of the accounts.
#[derive(Clone, Debug, Serialize)]
pub struct AccountSourceView {
    /// The source.
    pub source: SourceLinkView,
    /// Whether it is an origin.
    pub is_origin: bool,
}

/// A row of the accounts.
#[derive(Clone, Debug, Serialize)]
pub struct AccountRowView {
    /// The question in words.
    pub ask: String,
    /// A cell for every column.
    pub cells: Vec<AccountCellView>,
}

/// What one source says on one point.
#[derive(Clone, Debug, Serialize)]
pub struct AccountCellView {
    /// What it says; `None` where it says nothing.
    pub value: Option<String>,
    /// In its own words.
    pub quote: Option<QuoteView>,
    /// Whether it departs from its own origin, or from the editor's answer.
    pub differs: bool,
    /// The source's publisher, for narrow screens.
    pub by: String,
}
