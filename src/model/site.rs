//! The whole site as one value.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Index;
use std::sync::Arc;

use super::handle::{ActorIx, EventIx, OfficeIx, PageIx, PlaceIx, QuestionIx, SharedQuestionIx, SourceIx, TagIx};
use super::{
    Actor, Correction, Event, Evidence, EvidenceRef, Html, LinkTarget, LinkableKind, Office, Overview, Place, Question,
    SharedQuestion, Source, Speaker, WindowPosition,
};
use crate::config::{Config, EventSelection, SideIx};
use crate::date::When;
use crate::route::Slug;
use crate::span::Span;

/// Lets a [`Site`] be indexed by handles.
macro_rules! lists {
    ($($handle:ident => $field:ident: $thing:ty,)*) => {
        $(
            impl Index<$handle> for Site {
                type Output = $thing;

                fn index(&self, handle: $handle) -> &$thing {
                    &self.$field[handle.at()]
                }
            }
        )*
    };
}

lists! {
    EventIx => events: Event,
    SourceIx => sources: Source,
    ActorIx => actors: Actor,
    OfficeIx => offices: Office,
    PlaceIx => places: Place,
    TagIx => tags: Tag,
    PageIx => pages: FreePage,
    QuestionIx => questions: Question,
    SharedQuestionIx => shared_questions: SharedQuestion,
}

impl Index<EvidenceRef> for Site {
    type Output = Evidence;

    fn index(&self, EvidenceRef { event, at }: EvidenceRef) -> &Evidence {
        &self[event].evidence[at]
    }
}

/// A topic of events and articles.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Its id, part of its address.
    pub id: Slug,
    /// Its name, as the first article or event spelled it: articles by id, then events by id.
    pub name: String,
    /// Events with this tag, in chronological order.
    pub events: Vec<EventIx>,
    /// Articles with this tag, by id.
    pub articles: Vec<SourceIx>,
}

/// A free page, such as "About" or "Method".
#[derive(Clone, Debug)]
pub struct FreePage {
    /// Its id, part of its address.
    pub id: Slug,
    /// The heading, and the title in the page's head.
    pub title: String,
    /// One paragraph for search engines and feeds.
    pub summary: Option<Html>,
    /// The text.
    pub body: Html,
    /// Whether the header links to it.
    pub nav: bool,
    /// Sorts the pages in the header.
    pub order: i64,
    /// Earlier addresses.
    pub aliases: Vec<Slug>,
    /// Changes after publication, newest first.
    pub corrections: Vec<Correction>,
    /// The place of its title in the content.
    pub span: Span,
}

impl FreePage {
    /// All its Markdown texts, the body first.
    pub fn texts(&self) -> impl Iterator<Item = &Html> {
        [&self.body].into_iter().chain(&self.summary).chain(self.corrections.iter().map(|correction| &correction.note))
    }
}

/// A record to which events, texts and other records refer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordRef {
    /// An article or a source record.
    Source(SourceIx),
    /// An actor.
    Actor(ActorIx),
    /// An office.
    Office(OfficeIx),
    /// A place.
    Place(PlaceIx),
}

/// Why a thing that the content mentions is not on the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbsenceReason {
    /// It is a draft.
    Draft,
    /// It is private.
    Private,
    /// It lies outside the window, and the site leaves such events out.
    OutsideWindow,
    /// It has a mistake, which has been reported.
    Reported,
}

/// Things in the content that are not on the site, so that a reference to one of them can be explained and is not
/// reported as a second mistake.
#[derive(Clone, Debug, Default)]
pub struct AbsentRecords {
    /// Things whose id is known.
    pub things: BTreeMap<(LinkableKind, Slug), AbsenceReason>,
    /// Kinds with a file that could not be understood. Any id may have been in it.
    pub unread: BTreeSet<LinkableKind>,
    /// Records to which drafts and events outside the window refer.
    pub referred_to: Vec<RecordRef>,
}

impl AbsentRecords {
    /// Whether everything in the content is on the site.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty() && self.unread.is_empty()
    }

    /// Why a thing is not on the site; `None` if the content does not define it.
    pub fn why(&self, thing: LinkableKind, id: &str) -> Option<AbsenceReason> {
        let known = Slug::new(id).ok().and_then(|id| self.things.get(&(thing, id)).copied());
        known.or_else(|| self.unread.contains(&thing).then_some(AbsenceReason::Reported))
    }
}

/// All content of a site. Copies share their events, which are most of it.
#[derive(Clone, Debug)]
pub struct Site {
    /// `site.toml`.
    pub config: Config,
    /// In chronological order.
    pub events: Vec<Arc<Event>>,
    /// Articles and bibliographic records, by id.
    pub sources: Vec<Source>,
    /// By id.
    pub actors: Vec<Actor>,
    /// By id.
    pub offices: Vec<Office>,
    /// By id.
    pub places: Vec<Place>,
    /// By id.
    pub tags: Vec<Tag>,
    /// By their order, then title.
    pub pages: Vec<FreePage>,
    /// What the editor says of the whole story.
    pub overview: Overview,
    /// Questions that several events can share, in the order of the content.
    pub shared_questions: Vec<SharedQuestion>,
    /// Points of fact on which evidence disagrees, in the order of the first events of which they are asked.
    pub questions: Vec<Question>,
    /// When the content last changed: the date in `site.toml`, else that of the latest correction or addition after the
    /// first publication. `None` if no later change is known.
    pub updated: Option<When>,
    /// Things in the content that are not on the site.
    pub absent: AbsentRecords,
    /// The published ids of redacted records, by their ids in the content.
    pub redacted_ids: BTreeMap<(LinkableKind, Slug), Slug>,
    /// Evidence for events that are left out because their title or date is missing or unreadable, sorted by source.
    /// Its quotations are looked up too, so that one mistake does not hide another. A site with such evidence is not
    /// published.
    pub unplaced: Vec<Evidence>,
}

impl Site {
    /// Handles of all events, in chronological order.
    pub fn event_handles(&self) -> impl DoubleEndedIterator<Item = EventIx> + ExactSizeIterator + use<> {
        (0..self.events.len()).map(EventIx::new)
    }

    /// Handles of all questions, in the order of their first events.
    pub fn question_handles(&self) -> impl Iterator<Item = QuestionIx> + use<> {
        (0..self.questions.len()).map(QuestionIx::new)
    }

    /// The questions of an event without the editor's answer.
    pub fn open_questions(&self, event: &Event) -> impl Iterator<Item = &Question> {
        event.questions.iter().map(|question| &self[*question]).filter(|question| question.is_open())
    }

    /// Handles of the events inside the window of the timeline, in chronological order.
    pub fn events_within(&self) -> impl Iterator<Item = EventIx> {
        self.event_handles().filter(|event| self[*event].era == WindowPosition::Within)
    }

    /// The index of the chapter of the overview that has an event. `None` for events outside the window, and for those
    /// whose place in the chronology is not known.
    pub fn chapter_of(&self, event: EventIx) -> Option<usize> {
        let event = &self[event];
        let day = event.when.sorted_under().filter(|_| event.era == WindowPosition::Within)?;
        self.overview.chapter_of(day)
    }

    /// The name of a speaker, or the words in its place.
    pub fn speaker_name<'s>(&'s self, speaker: &'s Speaker) -> &'s str {
        match speaker {
            Speaker::Actor(actor) => &self[*actor].name,
            Speaker::Other { name, .. } => name,
        }
    }

    /// The side for which a speaker speaks.
    pub fn speaker_side(&self, speaker: &Speaker) -> Option<SideIx> {
        match speaker {
            Speaker::Actor(actor) => self[*actor].side,
            Speaker::Other { side, .. } => *side,
        }
    }

    /// The events that get social cards.
    pub fn card_selection(&self) -> EventSelection {
        self.config.share.cards(self.events.len())
    }

    /// Whether articles get social cards.
    pub fn has_article_cards(&self) -> bool {
        self.config.share.has_article_cards(self.sources.len())
    }

    /// The events that get embeddable pages.
    pub fn embed_selection(&self) -> EventSelection {
        self.config.share.embeds(self.events.len())
    }

    /// All Markdown texts of the site.
    pub fn texts(&self) -> impl Iterator<Item = &Html> {
        let pages = self.pages.iter().flat_map(FreePage::texts);
        let events = self.events.iter().flat_map(|event| event.texts());
        events.chain(self.sources.iter().flat_map(Source::texts)).chain(pages).chain(self.texts_of_records())
    }

    /// The notes on terms of office and on places, and the texts of the overview and of questions that events share.
    pub fn texts_of_records(&self) -> impl Iterator<Item = &Html> {
        let terms = self.actors.iter().flat_map(|actor| &actor.terms).filter_map(|term| term.note.as_ref());
        let shared = self.shared_questions.iter().flat_map(|question| question.text.texts());
        let places = self.places.iter().filter_map(|place| place.note.as_ref());
        terms.chain(places).chain(self.overview.texts()).chain(shared)
    }

    /// The source with this id.
    pub fn source_of_id(&self, id: &str) -> Option<SourceIx> {
        self.sources.binary_search_by(|source| source.id.as_str().cmp(id)).ok().map(SourceIx::new)
    }

    /// The record that a link leads to, if it leads to one.
    pub fn record(&self, target: &LinkTarget) -> Option<RecordRef> {
        let LinkTarget::Thing(thing, id) = target else { return None };
        match thing {
            LinkableKind::Source => self.source_of_id(id).map(RecordRef::Source),
            LinkableKind::Actor => {
                let found = self.actors.binary_search_by(|actor| actor.id.as_str().cmp(id));
                found.ok().map(|at| RecordRef::Actor(ActorIx::new(at)))
            }
            LinkableKind::Place => {
                let found = self.places.binary_search_by(|place| place.id.as_str().cmp(id));
                found.ok().map(|at| RecordRef::Place(PlaceIx::new(at)))
            }
            LinkableKind::Event | LinkableKind::Tag | LinkableKind::Page => None,
        }
    }

    /// Handles of all sources, by id.
    pub fn source_handles(&self) -> impl DoubleEndedIterator<Item = SourceIx> + ExactSizeIterator + use<> {
        (0..self.sources.len()).map(SourceIx::new)
    }
}
