//! Questions: points of fact on which evidence disagrees, on one event or on several.

use chrono::NaiveDate;

use super::{AssertedValue, EventIx, Html, SharedQuestionIx, SourceIx};
use crate::route::Slug;
use crate::span::Span;

/// A piece of evidence of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EvidenceRef {
    /// The event.
    pub event: EventIx,
    /// Its index in [`super::Event::evidence`].
    pub at: usize,
}

/// One answer to a question, and the evidence for it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The answer.
    pub value: AssertedValue,
    /// The evidence, in the order of the events; at least one piece.
    pub evidence: Vec<EvidenceRef>,
    /// The distinct origins of that evidence.
    pub origins: Vec<SourceIx>,
    /// The sources to which the answer is attributed, by id: the origins of its evidence, without those that answer
    /// otherwise themselves; and the sources that contradict what they rely on, because their origins do not stand
    /// behind the answer.
    pub attributed_to: Vec<SourceIx>,
}

impl Answer {
    /// The origins that stand behind the answer: those that do not answer otherwise themselves, and whose reports are not
    /// changed by the sources that give it.
    pub fn origins_behind(&self) -> Vec<SourceIx> {
        self.origins.iter().copied().filter(|origin| self.attributed_to.contains(origin)).collect()
    }
}

/// A piece of evidence whose source contradicts the source that it relies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportDivergence {
    /// The piece of evidence.
    pub evidence: EvidenceRef,
    /// The source that departs from the other.
    pub source: SourceIx,
    /// The source that it relies on: the nearest in its chain that has a value for this point of fact.
    pub from: SourceIx,
}

/// The editor's answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledAnswer {
    /// The answer.
    pub answer: String,
    /// The reason.
    pub why: Html,
    /// The day on which it was settled.
    pub date: Option<NaiveDate>,
}

/// What the editor says of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionText {
    /// The question in a sentence.
    pub ask: String,
    /// Whether the editor has worded it. If not, the sentence is made of the key and says nothing of the event.
    pub is_worded: bool,
    /// The group of questions to which it belongs.
    pub group: Option<String>,
    /// Its importance. Questions with more weight come first; 0 is usual.
    pub weight: i64,
    /// The editor's answer.
    pub resolved: Option<SettledAnswer>,
    /// A remark, for example on what would settle the question.
    pub note: Option<Html>,
}

impl QuestionText {
    /// The text of a question of which the editor has written nothing.
    pub fn for_key(key: &str) -> Self {
        Self {
            ask: format!("{}?", key.replace('-', " ")),
            is_worded: false,
            group: None,
            weight: 0,
            resolved: None,
            note: None,
        }
    }

    /// All its Markdown texts.
    pub fn texts(&self) -> impl Iterator<Item = &Html> {
        self.note.iter().chain(self.resolved.as_ref().map(|resolved| &resolved.why))
    }
}

/// A question that is asked of several events.
#[derive(Clone, Debug)]
pub struct SharedQuestion {
    /// Its id, part of its address.
    pub id: Slug,
    /// What the editor says of it.
    pub text: QuestionText,
    /// The place of its id in the content.
    pub span: Span,
}

/// What the editor says of a question: words for one event alone, or the question that several events share.
#[derive(Clone, Debug)]
pub enum WrittenText {
    /// The question of one event.
    Own(QuestionText),
    /// A question of several events.
    Shared(SharedQuestionIx),
}

/// A question as an event's content has it.
#[derive(Clone, Debug)]
pub struct WrittenQuestion {
    /// The key in `asserts` of the event's evidence.
    pub key: String,
    /// The part of the event that the question is about: "damage". `None` if it is about the event as a whole.
    pub point: Option<String>,
    /// What the editor says of it.
    pub text: WrittenText,
    /// The place of its key in the content.
    pub span: Span,
}

impl WrittenQuestion {
    /// The Markdown texts that stand in the event.
    pub fn texts(&self) -> impl Iterator<Item = &Html> {
        let own = match &self.text {
            WrittenText::Own(text) => Some(text),
            WrittenText::Shared(_) => None,
        };
        own.into_iter().flat_map(QuestionText::texts)
    }
}

/// An event of which a question is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionedEvent {
    /// The event.
    pub event: EventIx,
    /// The key in `asserts` of the event's evidence.
    pub key: String,
    /// The part of the event that the question is about. `None` if it is about the event as a whole.
    pub point: Option<String>,
}

/// A point of fact on which evidence disagrees.
#[derive(Clone, Debug)]
pub struct Question {
    /// What the editor says of it.
    pub text: QuestionText,
    /// The events of which it is asked, in chronological order; at least one.
    pub events: Vec<QuestionedEvent>,
    /// The question in the overview that it is, if several events can share it.
    pub shared: Option<SharedQuestionIx>,
    /// The answers, those with most origins first.
    pub positions: Vec<Answer>,
    /// The distinct origins behind all answers.
    pub origins: Vec<SourceIx>,
    /// Evidence that contradicts the source that it relies on.
    pub departures: Vec<ReportDivergence>,
    /// The place where the question was written, else that of the event's title.
    pub span: Span,
}

impl Question {
    /// Whether the editor has not answered it yet.
    pub fn is_open(&self) -> bool {
        self.text.resolved.is_none()
    }

    /// The first event of which it is asked.
    pub fn first_event(&self) -> EventIx {
        self.events[0].event
    }

    /// How it is asked of an event; `None` if it is not asked of it.
    pub fn asked_of(&self, event: EventIx) -> Option<&QuestionedEvent> {
        let at = self.events.binary_search_by_key(&event, |asked| asked.event).ok()?;
        Some(&self.events[at])
    }
}
