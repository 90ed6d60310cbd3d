//! Views of questions on points of fact.

use serde::Serialize;

use super::date::DateView;
use super::evidence::QuoteView;
use super::link::NeighbourView;
use super::share::CiteView;
use super::source::SourceLinkView;

/// A question: a point of fact on which evidence disagrees.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// Its anchor on the page of disputes.
    pub id: String,
    /// Address of its page.
    pub url: String,
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
    /// The events of which it is asked, with their dates as `words`; at least one. On the page of one of more than five events,
    /// only the first five.
    pub events: Vec<NeighbourView>,
    /// "3 events"
    pub events_words: String,
    /// "2 other answers", if the page of an event leaves out those that evidence on other events gives.
    pub elsewhere: Option<String>,
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
    /// The distinct origins of those sources that stand behind the answer. Empty if the sources that give it changed what
    /// they were told.
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
    /// The event on which it says so, with its date as `words`, if the question is asked of several.
    pub event: Option<NeighbourView>,
}

/// The view of `disputes.html`: all questions.
#[derive(Clone, Debug, Serialize)]
pub struct DisputesView {
    /// The number of open questions.
    pub open: usize,
    /// The names of the columns. If no passage names a speaker who has a side, there is one, for all answers.
    pub columns: Vec<String>,
    /// The open questions.
    pub groups: Vec<DisputeGroupView>,
    /// The settled questions.
    pub settled: Vec<SettledQuestionView>,
}

/// Open questions under one heading.
#[derive(Clone, Debug, Serialize)]
pub struct DisputeGroupView {
    /// The heading, from `group`; `None` for questions without a group.
    pub name: Option<String>,
    /// The questions.
    pub rows: Vec<DisputeRowView>,
}

/// A question in the table of disputes.
#[derive(Clone, Debug, Serialize)]
pub struct DisputeRowView {
    /// Its anchor.
    pub id: String,
    /// The question, as a sentence.
    pub ask: String,
    /// Address of its page.
    pub url: String,
    /// The first events of which it is asked, with their dates as `words`; at least one and at most five.
    pub events: Vec<NeighbourView>,
    /// The number of further events.
    pub more_events: usize,
    /// Whether all answers rest on one origin.
    pub one_origin: bool,
    /// The answers, one cell for each column.
    pub cells: Vec<DisputeCellView>,
}

/// The answers that one column gives to a question.
#[derive(Clone, Debug, Serialize)]
pub struct DisputeCellView {
    /// The name of the column, for narrow screens.
    pub column: String,
    /// The answers.
    pub answers: Vec<ShortAnswerView>,
    /// Whether these contradict each other and come from one side.
    pub split: bool,
}

/// An answer and who gives it, in short.
#[derive(Clone, Debug, Serialize)]
pub struct ShortAnswerView {
    /// The answer.
    pub value: String,
    /// Who says so, or who prints it where nobody is named.
    pub by: String,
    /// The number of distinct origins of the passages.
    pub origins: usize,
    /// "2 origins"
    pub origins_words: String,
}

/// A settled question in the list of disputes.
#[derive(Clone, Debug, Serialize)]
pub struct SettledQuestionView {
    /// Its anchor.
    pub id: String,
    /// The question, as a sentence.
    pub ask: String,
    /// Address of its page.
    pub url: String,
    /// The editor's answer.
    pub answer: String,
    /// The first events of which it is asked, with their dates as `words`; at least one and at most five.
    pub events: Vec<NeighbourView>,
    /// The number of further events.
    pub more_events: usize,
}

/// The view of `question.html`: everything that is known of a question.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionPageView {
    /// The question.
    pub question: QuestionView,
    /// The heading under which the page of disputes puts it.
    pub group: Option<String>,
    /// How to cite this page.
    pub cite: CiteView,
}
