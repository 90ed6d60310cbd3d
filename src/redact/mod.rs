//! Redaction: removes everything from a site that is not public.
//!
//! In: a site with everything that its content says, quotations verified. Out: the site that readers may see, in which
//! no id, name or count of anything private is left. Later stages get only this site, so that they need not check what
//! may be shown. [`published`] decides which records are published, [`ids`] gives them ids, and [`names`] finds the
//! names of private things in the remaining texts.
//!
//! A site without private things passes through unchanged.

mod ids;
mod names;
mod published;
mod texts;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::model::{
    AbsenceReason, Actor, ActorIx, ArticleOrRecord, Event, Evidence, Html, LinkableKind, Office, OfficeIx, OfficeTerm,
    Participant, Place, PlaceIx, QuestionText, RecordRef, SharedQuestion, SharedQuestionIx, Site, Source, SourceIx,
    SourceNote, Speaker, Tag, TagIx, Visibility,
};
use crate::resolve;
use crate::route::{Route, Slug};
use crate::span::Files;
use ids::{HandleRenumbering, PublicRecord};
use names::PrivateNames;
use published::is_shown;

/// The name of a private source on which a published one relies.
const UNNAMED: &str = "Unnamed source";

/// Removes from a site what is not public, and reports names of private things in the remaining texts. `static_files`
/// are the site's own, with their paths relative to its root; their names are part of addresses.
pub fn redact(site: Site, files: &Files, static_files: &[(Route, String)]) -> (Site, Diagnostics) {
    if !hides_something(&site) {
        return (site, Diagnostics::default());
    }
    let names = PrivateNames::of(&site);
    let redaction = RedactionMap::new(&site);
    let site = redaction.of(site);
    let findings = names.find_in_site(&site, files, static_files);
    (site, findings)
}

/// Whether there are private names, which texts must not contain.
pub fn has_private_names(site: &Site) -> bool {
    let visibilities = site.actors.iter().map(|actor| &actor.visibility);
    let visibilities = visibilities.chain(site.places.iter().map(|place| &place.visibility));
    let mut visibilities = visibilities.chain(site.sources.iter().map(|source| &source.visibility));
    visibilities.any(|visibility| *visibility != Visibility::Public)
}

fn hides_something(site: &Site) -> bool {
    !site.absent.referred_to.is_empty()
        || site
            .events
            .iter()
            .any(|event| event.visibility.is_private() || event.evidence.iter().any(|piece| piece.private))
        || has_private_names(site)
}

/// The new handles of the things of a site.
struct RedactionMap {
    sources: HandleRenumbering<SourceIx>,
    actors: HandleRenumbering<ActorIx>,
    offices: HandleRenumbering<OfficeIx>,
    places: HandleRenumbering<PlaceIx>,
    tags: HandleRenumbering<TagIx>,
    /// Old indices of sources that are only links of chains of attribution, without their names.
    unnamed: HashSet<usize>,
    /// For each event, which pieces of evidence are shown.
    shown: Vec<Vec<bool>>,
}

impl RedactionMap {
    fn new(site: &Site) -> Self {
        let published = published::published(site);
        let unnamed: HashSet<usize> = published::unnamed(site, &published).into_iter().map(SourceIx::at).collect();
        let sources = site.sources.iter().enumerate().filter_map(|(at, source)| {
            let is_unnamed = unnamed.contains(&at);
            let words = if is_unnamed { Some(UNNAMED) } else { words(&source.visibility) };
            let stays = is_unnamed || published.has(RecordRef::Source(SourceIx::new(at)));
            stays.then_some(PublicRecord { at, id: &source.id, words, span: source.span })
        });
        let actors = site.actors.iter().enumerate().filter_map(|(at, actor)| {
            let words = words(&actor.visibility);
            let stays = published.has(RecordRef::Actor(ActorIx::new(at)));
            stays.then_some(PublicRecord { at, id: &actor.id, words, span: actor.span })
        });
        let places = site.places.iter().enumerate().filter_map(|(at, place)| {
            let words = words(&place.visibility);
            let stays = published.has(RecordRef::Place(PlaceIx::new(at)));
            stays.then_some(PublicRecord { at, id: &place.id, words, span: place.span })
        });
        let offices = (0..site.offices.len()).filter(|at| published.has(RecordRef::Office(OfficeIx::new(*at))));
        let tags = tags_in_use(site);
        let of_event = |event: &Arc<Event>| event.evidence.iter().map(|piece| is_shown(site, piece)).collect();
        Self {
            sources: HandleRenumbering::new(site.sources.len(), ids::ids(sources), SourceIx::new),
            actors: HandleRenumbering::new(site.actors.len(), ids::ids(actors), ActorIx::new),
            offices: HandleRenumbering::new(
                site.offices.len(),
                offices.map(|at| (at, site.offices[at].id.clone())).collect(),
                OfficeIx::new,
            ),
            places: HandleRenumbering::new(site.places.len(), ids::ids(places), PlaceIx::new),
            tags: HandleRenumbering::new(
                site.tags.len(),
                tags.into_iter().map(|at| (at, site.tags[at].id.clone())).collect(),
                TagIx::new,
            ),
            shown: site.events.iter().map(of_event).collect(),
            unnamed,
        }
    }

    fn of(&self, site: Site) -> Site {
        let Site {
            config,
            events,
            sources,
            actors,
            offices,
            places,
            tags,
            pages,
            overview,
            shared_questions,
            mut absent,
            ..
        } = site;
        let mut redacted_ids = BTreeMap::new();
        let mut rename = |thing, before: &Slug, id: Slug| {
            if *before != id {
                redacted_ids.insert((thing, before.clone()), id.clone());
            }
            id
        };
        let mut leave_out = |thing, id: &Slug| absent.things.insert((thing, id.clone()), AbsenceReason::Private);
        for source in sources.iter().filter(|source| source.visibility.is_private()) {
            leave_out(LinkableKind::Source, &source.id);
        }
        for actor in actors.iter().filter(|actor| actor.visibility.is_private()) {
            leave_out(LinkableKind::Actor, &actor.id);
        }
        for place in places.iter().filter(|place| place.visibility.is_private()) {
            leave_out(LinkableKind::Place, &place.id);
        }
        for event in events.iter().filter(|event| event.visibility.is_private()) {
            leave_out(LinkableKind::Event, &event.id);
        }
        let sources = self.sources.sort(sources).into_iter().map(|(source, at, id)| {
            let is_unnamed = self.unnamed.contains(&at);
            let id = if is_unnamed { id } else { rename(LinkableKind::Source, &source.id, id) };
            self.source(Source { id, ..source }, is_unnamed)
        });
        let sources = sources.collect();
        let actors = self.actors.sort(actors).into_iter().map(|(actor, _, id)| {
            let id = rename(LinkableKind::Actor, &actor.id, id);
            self.actor(Actor { id, ..actor })
        });
        let actors = actors.collect();
        let places = self.places.sort(places).into_iter().map(|(place, _, id)| {
            let id = rename(LinkableKind::Place, &place.id, id);
            redacted_place(Place { id, ..place })
        });
        let places = places.collect();
        let offices = self.offices.sort(offices).into_iter().map(|(office, ..)| {
            let of = office.of.and_then(|actor| self.actors.get(actor.at()));
            Office { of, ..office }
        });
        let tags = self.tags.sort(tags).into_iter();
        let tags = tags.map(|(tag, ..)| Tag { events: Vec::new(), articles: Vec::new(), ..tag });
        let events = events.into_iter().zip(&self.shown).filter(|(event, _)| !event.visibility.is_private());
        let mut site = Site {
            config,
            events: events.map(|(event, shown)| Arc::new(self.event(Arc::unwrap_or_clone(event), shown))).collect(),
            sources,
            actors,
            offices: offices.collect(),
            places,
            tags: tags.collect(),
            pages,
            overview,
            shared_questions,
            questions: Vec::new(),
            updated: None,
            absent,
            redacted_ids,
            // A site with evidence here has errors and is not published.
            unplaced: Vec::new(),
        };
        resolve::work_out_anew(&mut site);
        for at in (0..site.shared_questions.len()).map(SharedQuestionIx::new) {
            if !site.questions.iter().any(|question| question.shared == Some(at)) {
                let SharedQuestion { id, text, .. } = &mut site.shared_questions[at.at()];
                *text = QuestionText::for_key(id.as_str());
            }
        }
        site
    }

    fn event(&self, event: Event, shown: &[bool]) -> Event {
        let evidence = event.evidence.into_iter().zip(shown).filter(|(_, is_shown)| **is_shown);
        let evidence = evidence.filter_map(|(piece, _)| {
            let source = self.sources.get(piece.source.at())?;
            let via = piece.via.map(|via| self.moved(&via));
            let speaker = piece.speaker.and_then(|speaker| match speaker {
                Speaker::Actor(actor) => self.actors.get(actor.at()).map(Speaker::Actor),
                Speaker::Other { .. } => Some(speaker),
            });
            Some(Evidence { source, speaker, via, ..piece })
        });
        let attributions = event.attributions.iter().filter_map(|(source, via)| {
            let moved = self.moved(via);
            (moved.len() == via.len()).then_some((self.sources.get(source.at())?, moved))
        });
        let mut attributions: Vec<_> = attributions.collect();
        attributions.sort_unstable_by_key(|(source, _)| *source);
        let actors = event.actors.into_iter();
        let actors = actors.filter_map(|part| Some(Participant { actor: self.actors.get(part.actor.at())?, ..part }));
        Event {
            places: event.places.iter().filter_map(|place| self.places.get(place.at())).collect(),
            actors: actors.collect(),
            tags: self.moved_tags(&event.tags),
            evidence: evidence.collect(),
            attributions,
            ..event
        }
    }

    fn source(&self, source: Source, is_unnamed: bool) -> Source {
        let via = self.moved(&source.via);
        if is_unnamed {
            return without_identity(Source {
                publisher: UNNAMED.to_owned(),
                form: ArticleOrRecord::Record,
                published: None,
                genre: None,
                via,
                summary: None,
                body: Html::default(),
                notes: Vec::new(),
                tags: Vec::new(),
                corrections: Vec::new(),
                ..source
            });
        }
        let tags = self.moved_tags(&source.tags);
        let notes = source.notes.into_iter().map(|note| {
            let basis = note.basis.iter().filter(|basis| !self.unnamed.contains(&basis.at())).copied();
            SourceNote { basis: self.moved(&basis.collect::<Vec<_>>()), ..note }
        });
        let notes = notes.collect();
        let source = Source { via, tags, notes, used: Vec::new(), ..source };
        match source.visibility.clone() {
            Visibility::Redacted(words) => without_identity(Source { publisher: words, ..source }),
            Visibility::Public | Visibility::Private => source,
        }
    }

    fn actor(&self, actor: Actor) -> Actor {
        let actor = Actor { events: Vec::new(), ..actor };
        if let Visibility::Redacted(words) = &actor.visibility {
            return Actor {
                name: words.clone(),
                names: Vec::new(),
                aliases: Vec::new(),
                side: None,
                description: None,
                wikidata: None,
                terms: Vec::new(),
                ..actor
            };
        }
        let term = |term: OfficeTerm| {
            let source = term.source.filter(|source| !self.unnamed.contains(&source.at()));
            let source = source.and_then(|source| self.sources.get(source.at()));
            Some(OfficeTerm { office: self.offices.get(term.office.at())?, source, ..term })
        };
        Actor { terms: actor.terms.into_iter().filter_map(term).collect(), ..actor }
    }

    /// The new handles of sources, without those that are removed.
    fn moved(&self, sources: &[SourceIx]) -> Vec<SourceIx> {
        sources.iter().filter_map(|source| self.sources.get(source.at())).collect()
    }

    fn moved_tags(&self, tags: &[TagIx]) -> Vec<TagIx> {
        tags.iter().filter_map(|tag| self.tags.get(tag.at())).collect()
    }
}

fn words(visibility: &Visibility) -> Option<&str> {
    match visibility {
        Visibility::Redacted(words) => Some(words),
        Visibility::Public | Visibility::Private => None,
    }
}

/// Indices of the topics of published events and articles.
fn tags_in_use(site: &Site) -> BTreeSet<usize> {
    let events = site.events.iter().filter(|event| !event.visibility.is_private()).flat_map(|event| &event.tags);
    let articles = site.sources.iter().filter(|source| !source.visibility.is_private());
    events.chain(articles.flat_map(|source| &source.tags)).map(|tag| tag.at()).collect()
}

/// A place as it is published.
fn redacted_place(place: Place) -> Place {
    let place = Place { events: Vec::new(), ..place };
    let Visibility::Redacted(words) = &place.visibility else { return place };
    Place {
        name: words.clone(),
        names: Vec::new(),
        country: None,
        coordinates: None,
        precision: None,
        zone: None,
        wikidata: None,
        note: None,
        ..place
    }
}

/// A source without everything that identifies it, except its publisher.
fn without_identity(source: Source) -> Source {
    Source {
        aliases: Vec::new(),
        title: None,
        author: None,
        url: None,
        archived: Vec::new(),
        capture: None,
        note: None,
        used: Vec::new(),
        ..source
    }
}
