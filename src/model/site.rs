//! The whole site.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Index;

use super::handle::{ActorIx, EventIx, OfficeIx, PageIx, PlaceIx, SourceIx, TagIx};
use super::{Actor, Correction, Event, Evidence, Html, LinkTarget, LinkableKind, Office, Place, Source};
use crate::config::{Config, EventSelection};
use crate::date::When;
use crate::route::Slug;
use crate::span::Span;

/// Looks things up by their handles.
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
}

/// A topic that events share.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Its address.
    pub id: Slug,
    /// As the first event wrote it.
    pub name: String,
    /// Events under it, in chronological order.
    pub events: Vec<EventIx>,
    /// Articles under it, by id.
    pub articles: Vec<SourceIx>,
}

/// A free page: about, method.
#[derive(Clone, Debug)]
pub struct FreePage {
    /// Its address.
    pub id: Slug,
    /// Heading and title.
    pub title: String,
    /// One paragraph for search engines and feeds.
    pub summary: Option<Html>,
    /// The text.
    pub body: Html,
    /// Whether the header links to it.
    pub nav: bool,
    /// Its place among the pages of the header.
    pub order: i64,
    /// Addresses that it had before.
    pub aliases: Vec<Slug>,
    /// What was changed after publication, newest first.
    pub corrections: Vec<Correction>,
    /// Where its title was written.
    pub span: Span,
}

impl FreePage {
    /// Every text of it that Markdown was written in, the body first.
    pub fn texts(&self) -> impl Iterator<Item = &Html> {
        [&self.body].into_iter().chain(&self.summary).chain(self.corrections.iter().map(|correction| &correction.note))
    }
}

/// Something that is published because other things refer to it.
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

/// Why something that content names is not on the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbsenceReason {
    /// It is a draft.
    Draft,
    /// It is private.
    Private,
    /// It lies outside the window, and the site leaves such events out.
    OutsideWindow,
    /// It is wrong in a way that has been reported.
    Reported,
}

/// What is in the content and not on the site, so that a reference to it is explained, or not called a second mistake.
#[derive(Clone, Debug, Default)]
pub struct AbsentRecords {
    /// Things whose id is known.
    pub things: BTreeMap<(LinkableKind, Slug), AbsenceReason>,
    /// Kinds of which a file could not be understood: any id may have stood in it.
    pub unread: BTreeSet<LinkableKind>,
    /// What drafts and events outside the window refer to.
    pub referred_to: Vec<RecordRef>,
}

impl AbsentRecords {
    /// Whether all that was written is on the site.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty() && self.unread.is_empty()
    }

    /// Why there is no such thing; `None` where nobody ever wrote of one.
    pub fn why(&self, thing: LinkableKind, id: &str) -> Option<AbsenceReason> {
        let known = Slug::new(id).ok().and_then(|id| self.things.get(&(thing, id)).copied());
        known.or_else(|| self.unread.contains(&thing).then_some(AbsenceReason::Reported))
    }
}

/// Everything that a site says.
#[derive(Debug)]
pub struct Site {
    /// `site.toml`.
    pub config: Config,
    /// In chronological order.
    pub events: Vec<Event>,
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
    /// When the content last changed: as `site.toml` says, else the latest correction or addition after the first
    /// publication. `None` where nothing is known to have changed since.
    pub updated: Option<When>,
    /// What was written and is not here.
    pub absent: AbsentRecords,
    /// Ids as content has them, and those that readers see in their place.
    pub redacted_ids: BTreeMap<(LinkableKind, Slug), Slug>,
    /// What is cited for events that are left out because a field of theirs cannot be read, by source: its quotations are
    /// looked up, so that one slip does not hide another. A site that has any is not published.
    pub unplaced: Vec<Evidence>,
}

impl Site {
    /// Handles on all events, in chronological order.
    pub fn event_handles(&self) -> impl DoubleEndedIterator<Item = EventIx> + ExactSizeIterator + use<> {
        (0..self.events.len()).map(EventIx::new)
    }

    /// Of which events there are social cards.
    pub fn card_selection(&self) -> EventSelection {
        self.config.share.cards(self.events.len())
    }

    /// Whether articles have social cards.
    pub fn has_article_cards(&self) -> bool {
        self.config.share.has_article_cards(self.sources.len())
    }

    /// Of which events there are pages to be embedded.
    pub fn embed_selection(&self) -> EventSelection {
        self.config.share.embeds(self.events.len())
    }

    /// Every text of the site that Markdown was written in.
    pub fn texts(&self) -> impl Iterator<Item = &Html> {
        let pages = self.pages.iter().flat_map(FreePage::texts);
        let events = self.events.iter().flat_map(Event::texts);
        events.chain(self.sources.iter().flat_map(Source::texts)).chain(pages).chain(self.texts_of_records())
    }

    /// The notes on terms of office and on places.
    pub fn texts_of_records(&self) -> impl Iterator<Item = &Html> {
        let terms = self.actors.iter().flat_map(|actor| &actor.terms).filter_map(|term| term.note.as_ref());
        terms.chain(self.places.iter().filter_map(|place| place.note.as_ref()))
    }

    /// The source of this id.
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

    /// Handles on all sources, by id.
    pub fn source_handles(&self) -> impl DoubleEndedIterator<Item = SourceIx> + ExactSizeIterator + use<> {
        (0..self.sources.len()).map(SourceIx::new)
    }
}
