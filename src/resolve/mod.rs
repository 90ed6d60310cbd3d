//! Resolves documents into one site: registers ids, resolves references, merges and sorts events.
//!
//! In: the documents of all files. Out: one [`Site`] without dangling references, and all findings. Each step has its
//! own file: [`registry`] registers ids, [`merge`] joins files about one event, [`topics`] and [`sources`] resolve what
//! they refer to, [`events`] resolves events, [`provenance`] counts origins, [`same_source`] finds records of one page,
//! [`questions`] finds contradictions, and [`twins`] warns of likely duplicates. [`growth()`] later tells how the
//! coverage of an event grew.
//!
//! Work on single events is done in parallel; findings keep the order of the events.

mod dates;
mod events;
mod growth;
mod ids;
mod merge;
mod order;
mod overview;
mod provenance;
mod questions;
mod references;
mod registry;
mod same_source;
mod sides;
mod sources;
mod text_edit;
mod topics;
mod twins;

pub use growth::{CoverageStep, first_in_print, growth, in_print, texts_known};
pub use provenance::{AttributionIndex, UpstreamSources};
pub use same_source::KnownSources;
pub use text_edit::with_edited_texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, Status};
use crate::date::{UnzonedDate, When};
use crate::diagnostic::Diagnostics;
use crate::language::Language;
use crate::model::{
    AbsenceReason, AbsentRecords, Actor, EventIx, FreePage, LinkableKind, Office, OfficeTerm, Place, RecordRef,
    SharedQuestion, Site,
};
use crate::parse::{
    ContentKind, Document, EventContributor, RawActor, RawEvent, RawOffice, RawOfficeTerm, RawPage, RawPlace,
    RawSharedQuestion, RawSource,
};
use crate::route::Slug;
use crate::span::Span;
use dates::{backwards, placed};
use ids::SiteIds;

/// Resolves all documents into a site. Drafts are left out unless `drafts`.
pub fn resolve<'d>(
    documents: impl IntoIterator<Item = &'d Document>,
    config: Config,
    drafts: bool,
) -> (Site, Diagnostics) {
    let mut findings = Diagnostics::default();
    let mut all = gather(documents);
    let mut absent = AbsentRecords { unread: unread(&all.incomplete), ..AbsentRecords::default() };
    let mut left_out = DraftRecords::default();
    if !drafts {
        // If an event file is a draft, the event is a draft, even if other files describe it too.
        let is_own = |event: &&Arc<RawEvent>| event.draft && event.brought == EventContributor::ByEditor;
        let own: BTreeSet<Slug> = all.events.iter().filter(is_own).map(|event| event.id.value.clone()).collect();
        left_out = DraftRecords {
            events: all.events.extract_if(.., |event| event.draft || own.contains(&event.id.value)).collect(),
            sources: all.sources.extract_if(.., |source| source.draft).collect(),
            pages: all.pages.extract_if(.., |page| page.draft).collect(),
        };
        absent.things.extend(left_out.things().map(|thing| (thing, AbsenceReason::Draft)));
    }

    let how_to = ("source", "add an article of that name, or a [[sources]] entry");
    let (sources, source_ids) = registry::register(how_to, all.sources, |s| &s.id, names_of_source, &mut findings);
    let mut known = KnownSources::default();
    findings.extend(sources.iter().filter_map(|source| known.add(source)));
    let how_to = ("actor", "add it to actors.toml");
    let (actors, actor_ids) =
        registry::register(how_to, all.actors, |a| &a.id, |a| names_of(&a.name, &a.names, &a.aliases), &mut findings);
    let how_to = ("office", "add it to offices.toml");
    let (offices, office_ids) =
        registry::register(how_to, all.offices, |o| &o.id, |o| names_of(&o.title, &[], &o.aliases), &mut findings);
    let how_to = ("place", "add it to places.toml");
    let (places, place_ids) =
        registry::register(how_to, all.places, |p| &p.id, |p| names_of(&p.name, &p.names, &[]), &mut findings);
    let how_to = ("page", "add it to pages");
    let (pages, _) =
        registry::register::<_, crate::model::PageIx>(how_to, all.pages, |p| &p.id, |_| Vec::new(), &mut findings);
    let mut overview = all.overview.unwrap_or_default();
    let how_to = ("question", "add it under [[questions]] of overview.toml");
    let (shared_questions, question_ids) =
        registry::register(how_to, std::mem::take(&mut overview.questions), |q| &q.id, |_| Vec::new(), &mut findings);
    let mut ids = SiteIds {
        sources: source_ids.incomplete(absent.unread.contains(&LinkableKind::Source)),
        actors: actor_ids.incomplete(absent.unread.contains(&LinkableKind::Actor)),
        offices: office_ids.incomplete(all.incomplete.contains(&ContentKind::Offices)),
        places: place_ids.incomplete(absent.unread.contains(&LinkableKind::Place)),
        questions: question_ids.incomplete(all.incomplete.contains(&ContentKind::Overview)),
    };
    ids.sources.left_out(left_out.sources.iter().map(|source| source.id.value.clone()).collect());
    absent.referred_to = left_out.references(&ids);

    let reports = sources.iter().flat_map(|s| s.reports.iter().map(|report| (s.id.value.clone(), report.clone())));
    // A report in the table with which an article describes a draft event is left out with that event.
    let draft_events: BTreeSet<Span> = left_out.events.iter().map(|event| event.span).collect();
    let reports = reports.filter(|(_, report)| !draft_events.contains(&report.span));
    let merged = merge::merge(all.events, reports.collect(), &ids.sources, &absent, &mut findings);

    let events = merged.iter().map(|merged| &merged.event).chain(&left_out.events);
    let questions_of_events =
        events.flat_map(|event| &event.questions).filter_map(|question| question.question.as_ref());
    let named_questions: Vec<String> = questions_of_events.map(|question| question.value.clone()).collect();

    let of_sources = sources.par_iter().map(|source| source.tags.as_slice());
    let of_events = merged.par_iter().map(|merged| merged.event.tags.as_deref().unwrap_or_default());
    let (tags, topics) = topics::topics(&of_sources.chain(of_events).collect::<Vec<_>>(), &mut findings);

    let offices: Vec<Office> = offices.into_iter().map(|raw| office(raw, &ids, &mut findings)).collect();
    let places: Vec<Place> = places.into_iter().map(place).collect();
    let actors: Vec<Actor> = actors.into_iter().map(|raw| actor(raw, &ids, &config, &mut findings)).collect();
    let (mut sources, found): (Vec<_>, Vec<_>) =
        sources.par_iter().map(|raw| sources::source(raw, &ids, &topics, &config)).unzip();
    for found in found {
        findings.append(found);
    }
    provenance::trace_articles(&mut sources);
    let records = &AttributionIndex::new(&sources);
    let (ids, topics) = (&ids, &topics);
    let known = events::ReferenceTargets { ids, topics, config: &config, places: &places, sources: &sources, records };
    let events::ResolvedEvents { events, unplaced } = events::events(merged, &known, &mut absent, &mut findings);
    let pages = pages.into_iter().map(page).collect();
    let overview = overview::overview(&overview, &config, &mut findings);
    let mut site = Site {
        config,
        events,
        sources,
        actors,
        offices,
        places,
        tags,
        pages,
        overview,
        shared_questions: shared_questions.into_iter().map(shared_question).collect(),
        questions: Vec::new(),
        updated: None,
        absent,
        redacted_ids: BTreeMap::new(),
        unplaced,
    };
    site.pages.sort_by(|a, b| (a.order, &a.title, &a.id).cmp(&(b.order, &b.title, &b.id)));
    provenance::check_loops(&site, &mut findings);
    findings.append(questions::ask(&mut site));
    questions::check_named(&site, named_questions.iter().map(String::as_str), &mut findings);
    overview::check_gaps(&site, &mut findings);
    link_back(&mut site);
    twins::warn(&site, &mut findings);
    (site, findings)
}

/// Drafts that are left out.
#[derive(Default)]
struct DraftRecords {
    events: Vec<Arc<RawEvent>>,
    sources: Vec<Arc<RawSource>>,
    pages: Vec<RawPage>,
}

impl DraftRecords {
    fn things(&self) -> impl Iterator<Item = (LinkableKind, Slug)> {
        let events = self.events.iter().map(|event| (LinkableKind::Event, event.id.value.clone()));
        let sources = self.sources.iter().map(|source| (LinkableKind::Source, source.id.value.clone()));
        events.chain(sources).chain(self.pages.iter().map(|page| (LinkableKind::Page, page.id.value.clone())))
    }

    fn references(&self, ids: &SiteIds) -> Vec<RecordRef> {
        let events = self.events.iter().flat_map(|event| references::of_event(event, ids));
        let sources = self.sources.iter().flat_map(|source| references::of_source(source, ids));
        events.chain(sources).chain(self.pages.iter().flat_map(|page| references::of_page(page, ids))).collect()
    }
}

fn names_of_source(source: &Arc<RawSource>) -> Vec<&str> {
    let url = source.url.as_ref().map(|url| url.value.as_str());
    [Some(source.publisher.as_str()), source.title.as_deref(), url].into_iter().flatten().collect()
}

/// All names of a thing.
fn names_of<'t>(name: &'t str, names: &'t [(Language, String)], aliases: &'t [String]) -> Vec<&'t str> {
    let others = names.iter().map(|(_, name)| name).chain(aliases).map(String::as_str);
    [name].into_iter().chain(others).collect()
}

/// The kinds of things that files of these kinds define.
fn unread(kinds: &[ContentKind]) -> BTreeSet<LinkableKind> {
    let things = |kind: &ContentKind| -> &'static [LinkableKind] {
        match kind {
            ContentKind::Event => &[LinkableKind::Event, LinkableKind::Tag],
            ContentKind::Article => &[LinkableKind::Source, LinkableKind::Event, LinkableKind::Tag],
            ContentKind::Sources => &[LinkableKind::Source],
            ContentKind::Actors => &[LinkableKind::Actor],
            ContentKind::Offices | ContentKind::Overview => &[],
            ContentKind::Places => &[LinkableKind::Place],
            ContentKind::Page => &[LinkableKind::Page],
        }
    };
    kinds.iter().flat_map(things).copied().collect()
}

/// Merges all documents into one.
fn gather<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Document {
    let mut all = Document::default();
    for document in documents {
        all.events.extend_from_slice(&document.events);
        all.sources.extend_from_slice(&document.sources);
        all.actors.extend_from_slice(&document.actors);
        all.offices.extend_from_slice(&document.offices);
        all.places.extend_from_slice(&document.places);
        all.pages.extend_from_slice(&document.pages);
        all.overview = all.overview.or_else(|| document.overview.clone());
        all.incomplete.extend_from_slice(&document.incomplete);
    }
    all
}

fn office(raw: RawOffice, ids: &SiteIds, findings: &mut Diagnostics) -> Office {
    let of = raw.of.and_then(|of| ids.actors.find(&of, findings));
    Office {
        span: raw.id.span,
        id: raw.id.value,
        title: raw.title,
        aliases: raw.aliases,
        of,
        governs: raw.governs,
        several: raw.several,
    }
}

fn place(raw: RawPlace) -> Place {
    Place {
        id: raw.id.value,
        name: raw.name,
        names: raw.names,
        country: raw.country,
        coordinates: raw.coordinates,
        precision: raw.precision,
        zone: raw.zone,
        wikidata: raw.wikidata,
        note: raw.note,
        visibility: raw.visibility,
        events: Vec::new(),
        span: raw.id.span,
    }
}

fn actor(raw: RawActor, ids: &SiteIds, config: &Config, findings: &mut Diagnostics) -> Actor {
    let mut terms: Vec<OfficeTerm> = raw.terms.into_iter().filter_map(|raw| term(raw, ids, config, findings)).collect();
    // The latest term comes first. A term without a start counts as the oldest.
    terms.sort_by(|a, b| {
        let from = |term: &OfficeTerm| term.from.as_ref().map(When::sort_key);
        from(b).cmp(&from(a))
    });
    Actor {
        id: raw.id.value,
        name: raw.name,
        names: raw.names,
        aliases: raw.aliases,
        kind: raw.kind,
        side: raw.side.and_then(|side| sides::find(&side, config, findings)),
        description: raw.description,
        wikidata: raw.wikidata,
        visibility: raw.visibility,
        terms,
        events: Vec::new(),
        span: raw.id.span,
    }
}

fn term(raw: RawOfficeTerm, ids: &SiteIds, config: &Config, findings: &mut Diagnostics) -> Option<OfficeTerm> {
    let spans = raw.from.as_ref().map(|from| from.span).zip(raw.to.as_ref().map(|to| to.span));
    let from = raw.from.and_then(|from| placed(&from, config.zone, findings));
    let to = raw.to.and_then(|to| placed(&to, config.zone, findings));
    if let (Some(from), Some(to), Some((from_span, to_span))) = (&from, &to, spans)
        && to.possible_days().last.zip(from.possible_days().first).is_some_and(|(end, start)| end < start)
    {
        findings.push(backwards("this term of office", from_span, to_span));
    }
    let source = raw.source.and_then(|source| ids.sources.find(&source, findings));
    let office = ids.offices.find(&raw.office, findings)?;
    Some(OfficeTerm { office, from, to, source, unverified: raw.unverified, note: raw.note })
}

fn shared_question(raw: RawSharedQuestion) -> SharedQuestion {
    SharedQuestion { text: raw.text.for_key(raw.id.value.as_str()), span: raw.id.span, id: raw.id.value }
}

fn page(raw: RawPage) -> FreePage {
    FreePage {
        id: raw.id.value,
        title: raw.title,
        summary: raw.summary,
        body: raw.body,
        nav: raw.nav,
        order: raw.order,
        aliases: raw.aliases.into_iter().map(|alias| alias.value).collect(),
        corrections: raw.corrections,
        span: raw.span,
    }
}

/// The date of the last change of content after the first publication.
fn updated(site: &Site) -> Option<When> {
    let corrections = site
        .events
        .iter()
        .flat_map(|event| &event.corrections)
        .chain(site.sources.iter().flat_map(|source| &source.corrections))
        .chain(site.pages.iter().flat_map(|page| &page.corrections));
    let added = site.events.iter().filter_map(|event| event.added);
    let latest = corrections.map(|correction| correction.date).chain(added).max();
    let later = latest.filter(|day| site.config.started.is_none_or(|started| *day > started));
    let of_day = |day| When::new(UnzonedDate::from_day(day), site.config.zone).ok();
    site.config.updated.clone().or_else(|| later.and_then(of_day))
}

/// Recomputes everything that depends on other parts of a site after some parts were removed: origins of events, open
/// questions, back references and the date of the last change. An event is never more certain afterwards than before.
pub fn work_out_anew(site: &mut Site) {
    provenance::trace_articles(&mut site.sources);
    let Site { events, sources, .. } = site;
    let records = AttributionIndex::new(sources);
    events.par_iter_mut().map(Arc::make_mut).for_each(|event| {
        let upstream = UpstreamSources::of_event(event, &records);
        event.provenance = provenance::of_event(event, &upstream);
    });
    let had_dispute: Vec<bool> = site.events.iter().map(|event| event.has_dispute()).collect();
    // A question that is gone was raised by private evidence, or by a private event that shared it.
    questions::ask(site);
    for (event, had_dispute) in site.events.iter_mut().map(Arc::make_mut).zip(had_dispute) {
        if had_dispute && !event.has_dispute() && matches!(event.status, Status::Confirmed | Status::Reported) {
            event.status = Status::Disputed;
        }
    }
    link_back(site);
}

/// Fills in the back references of actors, places, topics and sources, and the date of the last change.
fn link_back(site: &mut Site) {
    site.updated = updated(site);
    for source in site.source_handles() {
        for tag in &site.sources[source.at()].tags {
            site.tags[tag.at()].articles.push(source);
        }
    }
    for at in 0..site.events.len() {
        let event = &site.events[at];
        let handle = EventIx::new(at);
        for part in &event.actors {
            let events = &mut site.actors[part.actor.at()].events;
            if events.last() != Some(&handle) {
                events.push(handle);
            }
        }
        for tag in &event.tags {
            site.tags[tag.at()].events.push(handle);
        }
        for place in &event.places {
            site.places[place.at()].events.push(handle);
        }
        for (number, evidence) in event.evidence.iter().enumerate() {
            site.sources[evidence.source.at()].used.push((handle, number));
        }
    }
}

#[cfg(test)]
mod tests;
