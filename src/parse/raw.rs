//! The contents of files as parsed, with their places. References are texts; nothing has been looked up.
//!
//! One document can be used for several builds, so its largest parts are shared, not copied.

use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::config::Status;
use crate::date::UnzonedDate;
use crate::language::Language;
use crate::model::{
    ActorKind, Archive, ArticleOrRecord, AssertedValue, Capture, Correction, Html, Modality, PlacePrecision,
    QuestionText, SettledAnswer, Stance, Standing, Visibility,
};
use crate::route::Slug;
use crate::span::{Span, Spanned};

/// An id, as the content refers to a thing.
pub type Reference = Spanned<String>;

/// The kind of file that describes an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventContributor {
    /// An event file, which takes precedence.
    ByEditor,
    /// The `[[events]]` of an article.
    ByArticle(Slug),
}

/// An event, as one file describes it.
#[derive(Clone, Debug)]
pub struct RawEvent {
    /// Its id.
    pub id: Spanned<Slug>,
    /// The kind of file that describes it.
    pub brought: EventContributor,
    /// Earlier ids.
    pub aliases: Vec<Spanned<Slug>>,
    /// `title`; missing only if that has been reported, or in an article's event, whose event file may have it.
    pub title: Option<Spanned<String>>,
    /// `date`
    pub date: Option<Spanned<UnzonedDate>>,
    /// `zone`
    pub zone: Option<Spanned<Tz>>,
    /// `place`, then `places`, each once.
    pub places: Option<Vec<Reference>>,
    /// `actors`, with roles.
    pub actors: Option<Vec<(Reference, Option<String>)>>,
    /// `tags`
    pub tags: Option<Vec<Spanned<String>>>,
    /// `status`
    pub status: Option<Spanned<Status>>,
    /// `summary`
    pub summary: Option<Spanned<Html>>,
    /// Its first paragraph, used if there is no summary.
    pub lead: Option<Html>,
    /// The Markdown below the front matter.
    pub body: Html,
    /// The place of that Markdown.
    pub body_span: Option<Span>,
    /// `label`
    pub label: Option<String>,
    /// `key`
    pub key: Option<bool>,
    /// `note`
    pub note: Option<Html>,
    /// `when_note`
    pub when_note: Option<Html>,
    /// `order`
    pub order: Option<i64>,
    /// `after`: the event of the same day after which it is placed.
    pub after: Option<Reference>,
    /// `before`: the event of the same day before which it is placed.
    pub before: Option<Reference>,
    /// `known`
    pub known: Option<Spanned<NaiveDate>>,
    /// `added`
    pub added: Option<NaiveDate>,
    /// `draft`
    pub draft: bool,
    /// `private`
    pub private: bool,
    /// `[[evidence]]`
    pub evidence: Vec<Arc<RawEvidence>>,
    /// `[[questions]]`
    pub questions: Vec<RawQuestion>,
    /// `[[corrections]]`
    pub corrections: Vec<Correction>,
    /// Whether its title or date is present but invalid. That has been reported.
    pub has_bad_field: bool,
    /// The place for findings about the whole event.
    pub span: Span,
}

impl RawEvent {
    /// The summary that is shown: its own, else its first paragraph.
    pub fn shown_summary(&self) -> Option<&Html> {
        self.summary.as_ref().map(|summary| &summary.value).or(self.lead.as_ref())
    }
}

/// Evidence, written in an event or in an article.
#[derive(Clone, Debug)]
pub struct RawEvidence {
    /// The other side: the id of the source in an event, the id of the event in an article.
    pub about: Reference,
    /// `quote`
    pub quote: Option<Spanned<String>>,
    /// `prefix`
    pub prefix: Option<Spanned<String>>,
    /// `suffix`
    pub suffix: Option<Spanned<String>>,
    /// `lang`
    pub language: Option<Spanned<Language>>,
    /// `translation`
    pub translation: Option<Spanned<String>>,
    /// `speaker`
    pub speaker: Option<Spanned<RawSpeaker>>,
    /// `via`
    pub via: Option<Vec<Reference>>,
    /// `asserts`
    pub asserts: Vec<(Spanned<String>, Spanned<AssertedValue>)>,
    /// `stance`
    pub stance: Option<Spanned<Stance>>,
    /// `modality`
    pub modality: Option<Spanned<Modality>>,
    /// `note`
    pub note: Option<Html>,
    /// `private`
    pub private: bool,
    /// The place of the table.
    pub span: Span,
}

/// Who says what a source reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawSpeaker {
    /// The id of an actor.
    Actor(String),
    /// Somebody who is no actor of the site.
    Other {
        /// `name`
        name: String,
        /// `side`
        side: Option<Reference>,
    },
}

/// An entry of `[[questions]]`.
#[derive(Clone, Debug)]
pub struct RawQuestion {
    /// `key`, else the id in `question`
    pub key: Spanned<String>,
    /// `question`: the id of a question in the overview.
    pub question: Option<Reference>,
    /// `point`
    pub point: Option<String>,
    /// What the editor says of it. Empty if it is a question of the overview.
    pub text: RawQuestionText,
}

/// What an editor says of a question.
#[derive(Clone, Debug, Default)]
pub struct RawQuestionText {
    /// `ask`
    pub ask: Option<String>,
    /// `group`
    pub group: Option<String>,
    /// `weight`
    pub weight: Option<i64>,
    /// `resolved`
    pub resolved: Option<SettledAnswer>,
    /// `note`
    pub note: Option<Html>,
}

impl RawQuestionText {
    /// Whether nothing is said of the question.
    pub fn is_empty(&self) -> bool {
        let Self { ask, group, weight, resolved, note } = self;
        ask.is_none() && group.is_none() && weight.is_none() && resolved.is_none() && note.is_none()
    }

    /// The text of a question. `key` gives it words if it has none.
    pub fn for_key(&self, key: &str) -> QuestionText {
        let usual = QuestionText::for_key(key);
        QuestionText {
            is_worded: self.ask.is_some(),
            ask: self.ask.clone().unwrap_or(usual.ask),
            group: self.group.clone(),
            weight: self.weight.unwrap_or(usual.weight),
            resolved: self.resolved.clone(),
            note: self.note.clone(),
        }
    }
}

/// A question that several events can share.
#[derive(Clone, Debug)]
pub struct RawSharedQuestion {
    /// `id`
    pub id: Spanned<Slug>,
    /// What the editor says of it.
    pub text: RawQuestionText,
}

/// An article or a source record.
#[derive(Clone, Debug)]
pub struct RawSource {
    /// Its id.
    pub id: Spanned<Slug>,
    /// Earlier ids.
    pub aliases: Vec<Spanned<Slug>>,
    /// Article or record.
    pub form: ArticleOrRecord,
    /// `publisher`
    pub publisher: String,
    /// `title`
    pub title: Option<String>,
    /// `author`
    pub author: Option<String>,
    /// `published`
    pub published: Option<Spanned<UnzonedDate>>,
    /// `language`
    pub language: Option<Language>,
    /// `genre`
    pub genre: Option<String>,
    /// `url`
    pub url: Option<Spanned<String>>,
    /// `archived`
    pub archived: Vec<Archive>,
    /// `via`
    pub via: Vec<Reference>,
    /// `capture`
    pub capture: Option<Capture>,
    /// `summary`, or the body's first paragraph.
    pub summary: Option<Html>,
    /// The Markdown below the front matter.
    pub body: Html,
    /// `[[notes]]`
    pub notes: Vec<RawNote>,
    /// `note`
    pub note: Option<Html>,
    /// `tags`
    pub tags: Vec<Spanned<String>>,
    /// `[[reports]]`
    pub reports: Vec<Arc<RawEvidence>>,
    /// `[[corrections]]`
    pub corrections: Vec<Correction>,
    /// `draft`
    pub draft: bool,
    /// `private` and `redact`
    pub visibility: Visibility,
    /// The place for findings about the whole source.
    pub span: Span,
}

/// An entry of `[[notes]]`.
#[derive(Clone, Debug)]
pub struct RawNote {
    /// `kind`
    pub kind: Option<String>,
    /// `quote`
    pub quote: Option<Spanned<String>>,
    /// `prefix`
    pub prefix: Option<Spanned<String>>,
    /// `suffix`
    pub suffix: Option<Spanned<String>>,
    /// `note`
    pub note: Html,
    /// `basis`
    pub basis: Vec<Reference>,
}

/// An actor.
#[derive(Clone, Debug)]
pub struct RawActor {
    /// Its id.
    pub id: Spanned<Slug>,
    /// `name`
    pub name: String,
    /// `names`
    pub names: Vec<(Language, String)>,
    /// `aliases`
    pub aliases: Vec<String>,
    /// `kind`
    pub kind: ActorKind,
    /// `side`
    pub side: Option<Reference>,
    /// `description`
    pub description: Option<String>,
    /// `wikidata`
    pub wikidata: Option<String>,
    /// `private` and `redact`
    pub visibility: Visibility,
    /// `terms`
    pub terms: Vec<RawOfficeTerm>,
}

/// A term of office.
#[derive(Clone, Debug)]
pub struct RawOfficeTerm {
    /// `office`
    pub office: Reference,
    /// `from`
    pub from: Option<Spanned<UnzonedDate>>,
    /// `to`
    pub to: Option<Spanned<UnzonedDate>>,
    /// `source`
    pub source: Option<Reference>,
    /// `unverified`
    pub unverified: bool,
    /// `note`
    pub note: Option<Html>,
}

/// An office.
#[derive(Clone, Debug)]
pub struct RawOffice {
    /// Its id.
    pub id: Spanned<Slug>,
    /// `title`
    pub title: String,
    /// `aliases`
    pub aliases: Vec<String>,
    /// `of`
    pub of: Option<Reference>,
    /// `governs`
    pub governs: Vec<String>,
    /// `several`
    pub several: bool,
}

/// A place.
#[derive(Clone, Debug)]
pub struct RawPlace {
    /// Its id.
    pub id: Spanned<Slug>,
    /// `name`
    pub name: String,
    /// `names`
    pub names: Vec<(Language, String)>,
    /// `country`
    pub country: Option<String>,
    /// `lat` and `lon`
    pub coordinates: Option<(f64, f64)>,
    /// `precision`
    pub precision: Option<PlacePrecision>,
    /// `zone`
    pub zone: Option<Tz>,
    /// `wikidata`
    pub wikidata: Option<String>,
    /// `note`
    pub note: Option<Html>,
    /// `private` and `redact`
    pub visibility: Visibility,
}

/// A free page.
#[derive(Clone, Debug)]
pub struct RawPage {
    /// Its id.
    pub id: Spanned<Slug>,
    /// Earlier ids.
    pub aliases: Vec<Spanned<Slug>>,
    /// `title`
    pub title: String,
    /// `summary`
    pub summary: Option<Html>,
    /// The Markdown below the front matter.
    pub body: Html,
    /// `nav`
    pub nav: bool,
    /// `order`
    pub order: i64,
    /// `draft`
    pub draft: bool,
    /// `[[corrections]]`
    pub corrections: Vec<Correction>,
    /// The place for findings about the whole page.
    pub span: Span,
}

/// The overview of the story.
#[derive(Clone, Debug, Default)]
pub struct RawOverview {
    /// `[[chapters]]`
    pub chapters: Vec<RawChapter>,
    /// `[[standing]]`
    pub standing: Vec<Standing>,
    /// `as_of`: the date at which things stood so.
    pub as_of: Option<Spanned<UnzonedDate>>,
    /// `[[questions]]`
    pub questions: Vec<RawSharedQuestion>,
}

/// An entry of `[[chapters]]`.
#[derive(Clone, Debug)]
pub struct RawChapter {
    /// `title`
    pub title: Spanned<String>,
    /// `from`
    pub from: Spanned<UnzonedDate>,
    /// `to`
    pub to: Option<Spanned<UnzonedDate>>,
    /// `summary`
    pub summary: Option<Html>,
}
