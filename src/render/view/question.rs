//! Points of fact on which evidence disagrees.

use serde::Serialize;

use super::date::DateView;
use super::evidence::QuoteView;
use super::link::NeighbourView;
use super::source::SourceLinkView;

/// A point of fact on which evidence disagrees.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// The point of fact.
    pub key: String,
    /// Anchor on the disputes page.
    pub id: String,
    /// In words.
    pub ask: String,
    /// Whether it waits for an answer.
    pub open: bool,
    /// The answers.
    pub positions: Vec<AnswerView>,
    /// The distinct origins of all answers.
    pub origins: Vec<SourceLinkView>,
    /// "1 origin"
    pub origins_words: String,
    /// The editor's answer.
    pub answer: Option<String>,
    /// Why.
    pub why_html: Option<String>,
    /// Since when.
    pub settled: Option<DateView>,
    /// What would settle it.
    pub note_html: Option<String>,
    /// The event: title, page, date.
    pub event: NeighbourView,
}

/// One answer and who gives it.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    /// The answer.
    pub value: String,
    /// Who gives it.
    pub sources: Vec<SourceLinkView>,
    /// The same, in their words.
    pub reports: Vec<AnswerSourceView>,
    /// Where those have it from.
    pub origins: Vec<SourceLinkView>,
    /// Whether it is the editor's answer.
    pub holds: bool,
}

/// Who gives an answer, and how.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerSourceView {
    /// Who.
    pub source: SourceLinkView,
    /// In these words.
    pub quote: Option<QuoteView>,
    /// From whom it has the report, where that source says otherwise.
    pub departs_from: Option<SourceLinkView>,
}

/// `disputes`
#[derive(Clone, Debug, Serialize)]
pub struct DisputesView {
    /// Without an answer.
    pub open: Vec<QuestionView>,
    /// With one.
    pub settled: Vec<QuestionView>,
}
