//! Events, their status and their corrections.

use chrono::NaiveDate;

use super::{
    ActorIx, EventProvenance, Evidence, Html, PlaceIx, QuestionIx, SourceIx, TagIx, Visibility, WrittenQuestion,
};
use crate::config::Status;
use crate::date::When;
use crate::route::Slug;
use crate::span::Span;

/// The position of an event relative to the window of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WindowPosition {
    /// Before the window: background.
    Before,
    /// Inside the window.
    Within,
    /// After the window.
    After,
}

/// An actor's part in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The actor.
    pub actor: ActorIx,
    /// The role: "receives the call".
    pub role: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its id, part of its address.
    pub id: Slug,
    /// Earlier ids, whose addresses redirect to this event.
    pub aliases: Vec<Slug>,
    /// The title, on one line.
    pub title: String,
    /// The date, as precisely as it is known.
    pub when: When,
    /// A remark on the date.
    pub when_note: Option<Html>,
    /// Before, in or after the window.
    pub era: WindowPosition,
    /// The places; the first one gives the time zone and the hemisphere of the date.
    pub places: Vec<PlaceIx>,
    /// The actors and their roles.
    pub actors: Vec<Participant>,
    /// Topics.
    pub tags: Vec<TagIx>,
    /// The status that the editor wrote.
    pub declared: Status,
    /// The status shown: the editor's, or disputed in place of confirmed or reported while a question about the whole
    /// event is open.
    pub status: Status,
    /// A summary of one paragraph, without links.
    pub summary: Option<Html>,
    /// Whether the summary is the text's first paragraph.
    pub summary_is_lead: bool,
    /// The place of the summary, if it is not the text's first paragraph.
    pub summary_span: Option<Span>,
    /// The full text.
    pub body: Html,
    /// The place of the full text, if there is one.
    pub body_span: Option<Span>,
    /// A name of a few words, for pictures.
    pub label: Option<String>,
    /// Whether it belongs in the short version.
    pub key: bool,
    /// An editor's note.
    pub note: Option<Html>,
    /// Sorts events of the same moment.
    pub order: i64,
    /// The day on which everything that its summary, notes and status say had been published, if the editor says so.
    pub known: Option<NaiveDate>,
    /// The day on which it was added to the site, if that was after the site's start.
    pub added: Option<NaiveDate>,
    /// What the sources say, in the order of publication.
    pub evidence: Vec<Evidence>,
    /// Whether some evidence is left out because its source is unknown. That has been reported.
    pub lost_evidence: bool,
    /// The `via` of evidence on this event, as pairs of a source and the sources that it relies on, sorted by source,
    /// each source once. Origins are counted with it even where the evidence itself is private.
    pub attributions: Vec<(SourceIx, Vec<SourceIx>)>,
    /// The reports of it and their origins.
    pub provenance: EventProvenance,
    /// The questions that its content has. Those on which no evidence disagrees are not asked.
    pub written_questions: Vec<WrittenQuestion>,
    /// The questions that are asked of it, in the order of [`super::Site::questions`].
    pub questions: Vec<QuestionIx>,
    /// The parts of it that open questions are about, each once.
    pub open_points: Vec<String>,
    /// Changes after publication, newest first.
    pub corrections: Vec<Correction>,
    /// Whether it is published.
    pub visibility: Visibility,
    /// The place of its title in the content.
    pub span: Span,
}

impl Event {
    /// All its Markdown texts, the body first.
    pub fn texts(&self) -> impl Iterator<Item = &Html> {
        self.own_texts().chain(self.evidence.iter().filter_map(|piece| piece.note.as_ref()))
    }

    /// All its Markdown texts except notes on evidence.
    pub fn own_texts(&self) -> impl Iterator<Item = &Html> {
        let questions = self.written_questions.iter().flat_map(WrittenQuestion::texts);
        let own = [&self.body].into_iter().chain(&self.summary).chain(&self.note).chain(&self.when_note);
        own.chain(questions).chain(self.corrections.iter().map(|correction| &correction.note))
    }

    /// The sources that a source relies on, if evidence on this event names them.
    pub fn attributed(&self, source: SourceIx) -> Option<&[SourceIx]> {
        let at = self.attributions.binary_search_by_key(&source, |(source, _)| *source).ok()?;
        Some(&self.attributions[at].1)
    }

    /// The parts of the event that are disputed while its status stays: the points of open questions, each once.
    pub fn disputed_points(&self) -> &[String] {
        if self.status == Status::Disputed { &[] } else { &self.open_points }
    }

    /// Whether the event or a part of it is disputed.
    pub fn has_dispute(&self) -> bool {
        self.status == Status::Disputed || !self.open_points.is_empty()
    }

    /// Whether the event is denied, or it or a part of it is disputed.
    pub fn is_contested(&self) -> bool {
        self.status == Status::Denied || self.has_dispute()
    }

    /// The status in words, with the parts that are disputed: "confirmed · damage disputed".
    pub fn status_words(&self) -> String {
        let points = self.disputed_points();
        if points.is_empty() {
            self.status.word().to_owned()
        } else {
            format!("{} · {} disputed", self.status.word(), points.join(", "))
        }
    }
}

/// The kind of a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrectionKind {
    /// Something was wrong.
    Correction,
    /// Something could be misread.
    Clarification,
    /// Something new became known.
    Update,
    /// The statement is withdrawn.
    Retraction,
}

impl CorrectionKind {
    /// The word in content files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Clarification => "clarification",
            Self::Update => "update",
            Self::Retraction => "retraction",
        }
    }
}

/// A change after publication, and its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The day of the change.
    pub date: NaiveDate,
    /// The kind of change.
    pub kind: CorrectionKind,
    /// What was changed and why; may be empty.
    pub note: Html,
    /// The old text.
    pub was: Option<String>,
    /// The new text.
    pub now: Option<String>,
    /// The place where it was written.
    pub span: Span,
}

impl Correction {
    /// Whether both describe the same change in the same words, wherever they were written.
    pub fn says_as(&self, other: &Self) -> bool {
        let said = |of: &Self| (of.date, of.kind, of.was.clone(), of.now.clone(), of.note.plain().to_owned());
        said(self) == said(other)
    }
}
