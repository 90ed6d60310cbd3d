//! Decides which records are published.
//!
//! In: a site with everything that its content says. Out: [`RecordSet`]. A record is published unless it is private, or
//! only drafts and private things refer to it. Articles, and records to which nothing refers, are published for their
//! own sake.

use std::collections::HashSet;

use crate::model::{
    Actor, ActorIx, AssertedValue, Event, Evidence, EvidenceRef, FreePage, Html, OfficeIx, Place, PlaceIx, Question,
    RecordRef, Site, Source, SourceIx, Speaker, Visibility,
};

/// A set of records.
#[derive(Clone, Debug)]
pub(super) struct RecordSet {
    sources: Vec<bool>,
    actors: Vec<bool>,
    offices: Vec<bool>,
    places: Vec<bool>,
}

impl RecordSet {
    fn none(site: &Site) -> Self {
        Self {
            sources: vec![false; site.sources.len()],
            actors: vec![false; site.actors.len()],
            offices: vec![false; site.offices.len()],
            places: vec![false; site.places.len()],
        }
    }

    fn slot(&mut self, record: RecordRef) -> &mut bool {
        match record {
            RecordRef::Source(source) => &mut self.sources[source.at()],
            RecordRef::Actor(actor) => &mut self.actors[actor.at()],
            RecordRef::Office(office) => &mut self.offices[office.at()],
            RecordRef::Place(place) => &mut self.places[place.at()],
        }
    }

    /// Whether the set contains a record.
    pub(super) fn has(&self, record: RecordRef) -> bool {
        match record {
            RecordRef::Source(source) => self.sources[source.at()],
            RecordRef::Actor(actor) => self.actors[actor.at()],
            RecordRef::Office(office) => self.offices[office.at()],
            RecordRef::Place(place) => self.places[place.at()],
        }
    }

    /// All records that can be reached from some.
    fn reach(
        site: &Site,
        from: impl IntoIterator<Item = RecordRef>,
        next: impl Fn(RecordRef) -> Vec<RecordRef>,
    ) -> Self {
        let mut reached = Self::none(site);
        let mut open: Vec<RecordRef> = from.into_iter().collect();
        while let Some(record) = open.pop() {
            if !std::mem::replace(reached.slot(record), true) {
                open.extend(next(record));
            }
        }
        reached
    }
}

/// The published records.
pub(super) fn published(site: &Site) -> RecordSet {
    let hidden = RecordSet::reach(site, hidden(site), |record| references(site, record));
    let is_open = |record: &RecordRef| !visibility(site, *record).is_private();
    let is_root = |record: &RecordRef| {
        let is_article = matches!(record, RecordRef::Source(source) if site[*source].has_page());
        is_open(record) && (is_article || !hidden.has(*record))
    };
    let roots = records(site).filter(is_root).chain(told(site)).filter(is_open);
    RecordSet::reach(site, roots.collect::<Vec<_>>(), |record| {
        told_references(site, record).into_iter().filter(is_open).collect()
    })
}

/// Whether a piece of evidence on a published event is shown.
pub(super) fn is_shown(site: &Site, piece: &Evidence) -> bool {
    !piece.private && !site[piece.source].visibility.is_private()
}

fn records(site: &Site) -> impl Iterator<Item = RecordRef> {
    let sources = site.source_handles().map(RecordRef::Source);
    let actors = (0..site.actors.len()).map(|at| RecordRef::Actor(ActorIx::new(at)));
    let offices = (0..site.offices.len()).map(|at| RecordRef::Office(OfficeIx::new(at)));
    let places = (0..site.places.len()).map(|at| RecordRef::Place(PlaceIx::new(at)));
    sources.chain(actors).chain(offices).chain(places)
}

fn visibility(site: &Site, record: RecordRef) -> &Visibility {
    match record {
        RecordRef::Source(source) => &site[source].visibility,
        RecordRef::Actor(actor) => &site[actor].visibility,
        RecordRef::Place(place) => &site[place].visibility,
        RecordRef::Office(_) => &Visibility::Public,
    }
}

/// Records to which drafts, private things and redacted records refer. A redacted record no longer shows what it refers
/// to.
fn hidden(site: &Site) -> Vec<RecordRef> {
    let mut found = site.absent.referred_to.clone();
    for event in &site.events {
        if event.visibility.is_private() {
            found.extend(of_event(site, event, |_| true));
        } else {
            let pieces = event.evidence.iter().filter(|piece| !is_shown(site, piece));
            found.extend(pieces.flat_map(|piece| of_piece(site, piece)));
        }
    }
    let gone = site.questions.iter().filter(|question| question.shared.is_some() && !stays(site, question));
    found.extend(linked(site, gone.flat_map(|question| question.text.texts())));
    for record in records(site).filter(|record| *visibility(site, *record) != Visibility::Public) {
        found.extend(references(site, record));
    }
    found
}

/// Records to which published events and pages refer.
fn told(site: &Site) -> Vec<RecordRef> {
    let events = site.events.iter().filter(|event| !event.visibility.is_private());
    let of_events = events.flat_map(|event| of_event(site, event, |piece| is_shown(site, piece)));
    let of_questions = site.questions.iter().filter(|question| question.shared.is_some() && stays(site, question));
    let of_questions = of_questions.flat_map(|question| question.text.texts());
    let texts = site.pages.iter().flat_map(FreePage::texts).chain(site.overview.texts()).chain(of_questions);
    of_events.chain(linked(site, texts)).collect()
}

/// Whether the evidence on a question still contradicts itself without what is private.
fn stays(site: &Site, question: &Question) -> bool {
    let is_told = |piece: &EvidenceRef| !site[piece.event].visibility.is_private() && is_shown(site, &site[*piece]);
    let told = question.positions.iter().filter(|answer| answer.evidence.iter().any(is_told));
    AssertedValue::contradict(told.map(|answer| &answer.value))
}

fn of_event(site: &Site, event: &Event, is_told: impl Fn(&Evidence) -> bool) -> Vec<RecordRef> {
    let mut found: Vec<RecordRef> = event.places.iter().copied().map(RecordRef::Place).collect();
    found.extend(event.actors.iter().map(|part| RecordRef::Actor(part.actor)));
    found.extend(event.evidence.iter().filter(|piece| is_told(piece)).flat_map(|piece| of_piece(site, piece)));
    found.extend(linked(site, event.own_texts()));
    found
}

fn of_piece(site: &Site, piece: &Evidence) -> Vec<RecordRef> {
    let sources = [piece.source].into_iter().chain(piece.via.iter().flatten().copied()).map(RecordRef::Source);
    let speaker = piece.speaker.iter().filter_map(|speaker| match speaker {
        Speaker::Actor(actor) => Some(RecordRef::Actor(*actor)),
        Speaker::Other { .. } => None,
    });
    sources.chain(speaker).chain(linked(site, &piece.note)).collect()
}

/// All records to which a record refers.
fn references(site: &Site, record: RecordRef) -> Vec<RecordRef> {
    match record {
        RecordRef::Source(source) => of_source(site, &site[source], site[source].texts()),
        RecordRef::Actor(actor) => of_actor(site, &site[actor]),
        RecordRef::Office(office) => site[office].of.map(RecordRef::Actor).into_iter().collect(),
        RecordRef::Place(place) => of_place(site, &site[place]),
    }
}

/// The records to which a record refers in its published form.
fn told_references(site: &Site, record: RecordRef) -> Vec<RecordRef> {
    match (visibility(site, record), record) {
        (Visibility::Public, _) => references(site, record),
        (Visibility::Redacted(_), RecordRef::Source(source)) => {
            of_source(site, &site[source], site[source].own_texts())
        }
        _ => Vec::new(),
    }
}

fn of_source<'s>(site: &'s Site, source: &'s Source, texts: impl Iterator<Item = &'s Html>) -> Vec<RecordRef> {
    let bases = source.notes.iter().flat_map(|note| &note.basis);
    let sources = source.via.iter().chain(bases).copied().map(RecordRef::Source);
    sources.chain(linked(site, texts)).collect()
}

fn of_actor(site: &Site, actor: &Actor) -> Vec<RecordRef> {
    let offices = actor.terms.iter().map(|term| RecordRef::Office(term.office));
    let sources = actor.terms.iter().filter_map(|term| term.source).map(RecordRef::Source);
    let notes = actor.terms.iter().filter_map(|term| term.note.as_ref());
    offices.chain(sources).chain(linked(site, notes)).collect()
}

fn of_place(site: &Site, place: &Place) -> Vec<RecordRef> {
    linked(site, &place.note).collect()
}

/// The records to which texts link.
fn linked<'s>(site: &'s Site, texts: impl IntoIterator<Item = &'s Html>) -> impl Iterator<Item = RecordRef> {
    texts.into_iter().flat_map(Html::links).filter_map(|link| site.record(&link.target))
}

/// The unpublished sources on which published ones rely. Each stays in the chains of attribution without its name, so
/// that no report is counted as an origin that is not one.
pub(super) fn unnamed(site: &Site, published: &RecordSet) -> Vec<SourceIx> {
    let is_published = |source: SourceIx| published.has(RecordRef::Source(source));
    if site.source_handles().all(is_published) {
        return Vec::new();
    }
    let mut unnamed = vec![false; site.sources.len()];
    let mut follow = |from: Vec<SourceIx>, via: &dyn Fn(SourceIx) -> Vec<SourceIx>| {
        let mut seen = HashSet::new();
        let mut open = from;
        while let Some(source) = open.pop() {
            if seen.insert(source) {
                unnamed[source.at()] |= !is_published(source);
                open.extend(via(source));
            }
        }
    };
    let of_record = |source: SourceIx| site[source].via.clone();
    follow(site.source_handles().filter(|source| is_published(*source)).collect(), &of_record);
    for event in site.events.iter().filter(|event| !event.visibility.is_private()) {
        let pieces = event.evidence.iter().filter(|piece| is_shown(site, piece));
        follow(pieces.map(|piece| piece.source).collect(), &|source| {
            event.attributed(source).map_or_else(|| of_record(source), <[SourceIx]>::to_vec)
        });
    }
    site.source_handles().filter(|source| unnamed[source.at()]).collect()
}
