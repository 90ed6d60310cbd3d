//! Events, their standing, and what was corrected.

use chrono::NaiveDate;

use super::{ActorIx, EventProvenance, Evidence, Html, PlaceIx, Question, SourceIx, TagIx, Visibility};
use crate::config::Status;
use crate::date::When;
use crate::route::Slug;
use crate::span::Span;

/// Where an event lies relative to the window of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WindowPosition {
    /// Before it: background.
    Before,
    /// In it.
    Within,
    /// After it.
    After,
}

/// An actor's part in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Who.
    pub actor: ActorIx,
    /// As what: "receives the call".
    pub role: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its address.
    pub id: Slug,
    /// Earlier ids, whose addresses lead here.
    pub aliases: Vec<Slug>,
    /// One line.
    pub title: String,
    /// When, as precisely as is known.
    pub when: When,
    /// Words on the date.
    pub when_note: Option<Html>,
    /// Before, in or after the window.
    pub era: WindowPosition,
    /// Where; the first one is the place whose clocks and calendar count.
    pub places: Vec<PlaceIx>,
    /// Who, as what.
    pub actors: Vec<Participant>,
    /// Topics.
    pub tags: Vec<TagIx>,
    /// What the editor says of its standing.
    pub declared: Status,
    /// Its standing: the declared one, or disputed while a question is open.
    pub status: Status,
    /// One paragraph, without links.
    pub summary: Option<Html>,
    /// Whether the summary is the text's first paragraph.
    pub summary_is_lead: bool,
    /// Where the summary was written, if it is not the text's first paragraph.
    pub summary_span: Option<Span>,
    /// The full text.
    pub body: Html,
    /// Where it was written, if there is one.
    pub body_span: Option<Span>,
    /// Belongs in the short version.
    pub key: bool,
    /// An editor's note.
    pub note: Option<Html>,
    /// Decides between events of the same moment.
    pub order: i64,
    /// When it was added to the site, if that was later than the site's start.
    pub added: Option<NaiveDate>,
    /// What the sources say, in the order of their publication.
    pub evidence: Vec<Evidence>,
    /// Whether some evidence is left out, because its source is not known. That has been reported.
    pub lost_evidence: bool,
    /// Whom its sources have it from, where their evidence here says so: by source, each once. It holds for origins even
    /// where the evidence itself is private.
    pub attributions: Vec<(SourceIx, Vec<SourceIx>)>,
    /// How many reports and origins stand behind it.
    pub provenance: EventProvenance,
    /// Points of fact on which the evidence disagrees.
    pub questions: Vec<Question>,
    /// What was changed after publication, newest first.
    pub corrections: Vec<Correction>,
    /// Whether it is published.
    pub visibility: Visibility,
    /// Where its title was written.
    pub span: Span,
}

impl Event {
    /// Every text of it that Markdown was written in, the body first.
    pub fn texts(&self) -> impl Iterator<Item = &Html> {
        self.own_texts().chain(self.evidence.iter().filter_map(|piece| piece.note.as_ref()))
    }

    /// The same without notes on evidence.
    pub fn own_texts(&self) -> impl Iterator<Item = &Html> {
        let questions = self.questions.iter();
        let questions = questions
            .flat_map(|question| question.note.iter().chain(question.resolved.as_ref().map(|resolved| &resolved.why)));
        let own = [&self.body].into_iter().chain(&self.summary).chain(&self.note).chain(&self.when_note);
        own.chain(questions).chain(self.corrections.iter().map(|correction| &correction.note))
    }

    /// Whom a source has it from, where evidence here says so.
    pub fn attributed(&self, source: SourceIx) -> Option<&[SourceIx]> {
        let at = self.attributions.binary_search_by_key(&source, |(source, _)| *source).ok()?;
        Some(&self.attributions[at].1)
    }

    /// Questions without an answer yet.
    pub fn open_questions(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| question.is_open())
    }
}

/// What a correction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrectionKind {
    /// Something was wrong.
    Correction,
    /// Something could be misread.
    Clarification,
    /// Something new became known.
    Update,
    /// It no longer stands.
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

/// What was changed after publication, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The day of the change.
    pub date: NaiveDate,
    /// What it is.
    pub kind: CorrectionKind,
    /// What and why; empty where nobody says.
    pub note: Html,
    /// What stood there before.
    pub was: Option<String>,
    /// What stands there now.
    pub now: Option<String>,
    /// Where it was written down.
    pub span: Span,
}

impl Correction {
    /// Whether both tell of the same change in the same words, wherever they were written.
    pub fn says_as(&self, other: &Self) -> bool {
        let said = |of: &Self| (of.date, of.kind, of.was.clone(), of.now.clone(), of.note.plain().to_owned());
        said(self) == said(other)
    }
}
