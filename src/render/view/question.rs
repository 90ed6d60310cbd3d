//! Views of questions on points of fact.

use serde::Serialize;

use super::date::DateView;
use super::evidence::QuoteView;
use super::link::NeighbourView;
use super::source::SourceLinkView;

/// A question: a point of fact on which evidence disagrees.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// The point of fact.
    pub key: String,
    /// Its anchor on the disputes page.
    pub id: String,
    /// The question, as a sentence.
    pub ask: String,
    /// Whether the editor has not answered it yet.
    pub open: bool,
    /// The answers.
    pub positions: Vec<AnswerView>,
    /// The distinct origins of all answers.
    pub origins: Vec<SourceLinkView>,
    /// "1 origin"
    pub origins_words: String,
    /// The editor's answer.
    pub answer: Option<String>,
    /// The reason for the editor's answer.
    pub why_html: Option<String>,
    /// The day on which it was settled.
    pub settled: Option<DateView>,
    /// A remark, for example on what would settle it.
    pub note_html: Option<String>,
    /// The event, with its date as `words`.
    pub event: NeighbourView,
}

/// An answer, and the sources that give it.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    /// The answer.
    pub value: String,
    /// The sources that give it.
    pub sources: Vec<SourceLinkView>,
    /// The same sources, with their words.
    pub reports: Vec<AnswerSourceView>,
    /// The distinct origins of those sources.
    pub origins: Vec<SourceLinkView>,
    /// Whether it is the editor's answer.
    pub holds: bool,
}

/// A source that gives an answer, with its words.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerSourceView {
    /// The source.
    pub source: SourceLinkView,
    /// The words that it is quoted with.
    pub quote: Option<QuoteView>,
    /// The source that it relies on, if that one gives another answer.
    pub departs_from: Option<SourceLinkView>,
}

/// The view of `disputes.html`: all questions.
#[derive(Clone, Debug, Serialize)]
pub struct DisputesView {
    /// Open questions.
    pub open: Vec<QuestionView>,
    /// Settled questions.
    pub settled: Vec<QuestionView>,
}
