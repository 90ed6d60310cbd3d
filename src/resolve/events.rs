//! Resolves merged events: zones, handles and chronological order.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::dates::placed_at;
use super::ids::SiteIds;
use super::merge::MergedEvent;
use super::provenance::{AttributionIndex, UpstreamSources};
use super::topics::TopicIndex;
use super::{order, provenance, references, sides};
use crate::config::{Config, OutOfWindowPolicy, Status};
use crate::date::When;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    AbsenceReason, AbsentRecords, AssertedValue, Assertion, Event, EventProvenance, Evidence, LinkableKind, Modality,
    Participant, Place, Quote, RecordRef, SharedQuestionIx, Source, SourceIx, Speaker, Stance, Visibility,
    WindowPosition, WrittenQuestion, WrittenText,
};
use crate::parse::{RawEvidence, RawQuestion, RawSpeaker};
use crate::route::Slug;
use crate::span::{Span, Spanned};

/// The things to which events refer.
#[derive(Clone, Copy)]
pub(super) struct ReferenceTargets<'a> {
    pub ids: &'a SiteIds,
    pub topics: &'a TopicIndex,
    pub config: &'a Config,
    pub places: &'a [Place],
    pub sources: &'a [Source],
    pub records: &'a AttributionIndex<'a>,
}

/// Events in chronological order, and evidence of events that could not be resolved.
pub(super) struct ResolvedEvents {
    pub events: Vec<Arc<Event>>,
    /// See [`crate::model::Site::unplaced`].
    pub unplaced: Vec<Evidence>,
}

/// Resolves events and sorts them. `merged` is sorted by id.
pub(super) fn events(
    mut merged: Vec<MergedEvent>,
    known: &ReferenceTargets<'_>,
    absent: &mut AbsentRecords,
    findings: &mut Diagnostics,
) -> ResolvedEvents {
    check_aliases(&mut merged, findings);
    let constraints = order::constraints(&merged);
    let resolved: Vec<_> = merged
        .into_par_iter()
        .map(|mut merged| {
            merged.evidence.absorb_bare();
            let mut findings = Diagnostics::default();
            let event = event(&merged, known, &mut findings);
            let event = event.map(Arc::new).map_err(|why| UnpublishedEvent::new(&merged, why, known));
            (event, findings)
        })
        .collect();
    let mut events = Vec::with_capacity(resolved.len());
    let mut unplaced = Vec::new();
    for (event, found) in resolved {
        findings.append(found);
        match event {
            Ok(event) => events.push(event),
            Err(left_out) => {
                unplaced.extend(left_out.evidence);
                absent.things.insert((LinkableKind::Event, left_out.id), left_out.why);
                absent.referred_to.extend(left_out.references);
            }
        }
    }
    order::sort(&mut events, &constraints, absent, findings);
    unplaced.sort_by_key(|piece| (piece.source, piece.span));
    ResolvedEvents { events, unplaced }
}

/// An event that is left out of the site.
struct UnpublishedEvent {
    id: Slug,
    why: AbsenceReason,
    /// The records to which it refers, if it lies outside the window.
    references: Vec<RecordRef>,
    /// Its evidence, which is still to be checked.
    evidence: Vec<Evidence>,
}

impl UnpublishedEvent {
    fn new(
        merged: &MergedEvent,
        (why, evidence): (AbsenceReason, Vec<Evidence>),
        known: &ReferenceTargets<'_>,
    ) -> Self {
        let mut found = Vec::new();
        if why == AbsenceReason::OutsideWindow {
            found = references::of_event(&merged.event, known.ids);
            for (source, piece) in merged.evidence.iter() {
                found.push(RecordRef::Source(*source));
                found.extend(references::of_evidence(piece, known.ids));
            }
        }
        Self { id: merged.event.id.value.clone(), why, references: found, evidence }
    }
}

/// Reports an alias that is another event's id or alias, and removes it, so that it claims no address.
fn check_aliases(merged: &mut [MergedEvent], findings: &mut Diagnostics) {
    let mut earlier: BTreeMap<Slug, Spanned<Slug>> = BTreeMap::new();
    let renamed: Vec<usize> = (0..merged.len()).filter(|at| !merged[*at].event.aliases.is_empty()).collect();
    for at in renamed {
        let mut aliases = std::mem::take(&mut Arc::make_mut(&mut merged[at].event).aliases);
        aliases.retain(|alias| {
            let now = merged.binary_search_by(|merged| merged.event.id.value.cmp(&alias.value)).ok();
            let first = now.map(|at| &merged[at].event.id).or_else(|| earlier.get(&alias.value));
            if let Some(first) = first {
                findings.push(super::registry::twice("event", first, alias));
                return false;
            }
            earlier.insert(alias.value.clone(), alias.clone());
            true
        });
        Arc::make_mut(&mut merged[at].event).aliases = aliases;
    }
}

fn event(
    merged: &MergedEvent,
    known: &ReferenceTargets<'_>,
    findings: &mut Diagnostics,
) -> Result<Event, (AbsenceReason, Vec<Evidence>)> {
    let ReferenceTargets { ids, topics, config, places, sources, records } = *known;
    let raw = &*merged.event;
    let at = ids.places.find_all(raw.places.as_deref().unwrap_or_default(), findings);
    let zone = raw
        .zone
        .as_ref()
        .map(|zone| zone.value)
        .or(at.first().and_then(|place| places[place.at()].zone))
        .unwrap_or(config.zone);
    let parts = raw.actors.as_deref().unwrap_or_default();
    let actors = parts
        .iter()
        .filter_map(|(actor, role)| Some(Participant { actor: ids.actors.find(actor, findings)?, role: role.clone() }))
        .collect();
    let tags = topics.of(raw.tags.as_deref().unwrap_or_default(), findings);
    let mut evidence: Vec<Evidence> =
        merged.evidence.iter().map(|(source, raw)| piece(*source, raw, known, findings)).collect();
    let published = |piece: &Evidence| sources[piece.source.at()].published.as_ref().map(When::sort_key);
    // Undated sources come last; equal ones in the order of the content.
    evidence.sort_by_key(|piece| (published(piece).is_none(), published(piece), piece.span));
    let latitude = at.first().and_then(|place| places[place.at()].coordinates).map(|(latitude, _)| latitude);
    let dated = raw.date.as_ref().and_then(|date| Some((date, placed_at(date, zone, latitude, findings)?)));
    // A missing title or date has been reported. Without them there is nothing to show.
    let Some((title, (date, when))) = raw.title.as_ref().zip(dated) else {
        for piece in &mut evidence {
            piece.private |= raw.private;
        }
        return Err((AbsenceReason::Reported, evidence));
    };
    let era = era(&when, config);
    if era != WindowPosition::Within {
        match config.timeline.outside {
            OutOfWindowPolicy::Background => {}
            OutOfWindowPolicy::LeaveOut => return Err((AbsenceReason::OutsideWindow, Vec::new())),
            OutOfWindowPolicy::Error => findings.push(outside(date.span, config)),
        }
    }
    if let (Some(known), Some(first)) = (&raw.known, when.first_day())
        && known.value < first
    {
        let message = format!("known is {}, which is before the event", known.value);
        let help = "write the day on which all that summary, notes and status say had been published, or take it out";
        findings.push(Diagnostic::new(Code::FieldValue, message).at(known.span).help(help));
    }
    let declared = raw.status.as_ref().map_or(Status::Reported, |status| status.value);
    let mut event = Event {
        id: raw.id.value.clone(),
        aliases: raw.aliases.iter().map(|alias| alias.value.clone()).collect(),
        title: title.value.clone(),
        when,
        when_note: raw.when_note.clone(),
        era,
        places: at,
        actors,
        tags,
        declared,
        status: declared,
        summary_is_lead: raw.summary.is_none() && raw.lead.is_some(),
        summary: raw.shown_summary().cloned(),
        summary_span: raw.summary.as_ref().map(|summary| summary.span),
        body: raw.body.clone(),
        body_span: raw.body_span,
        label: raw.label.clone(),
        key: raw.key.unwrap_or(false),
        note: raw.note.clone(),
        order: raw.order.unwrap_or(0),
        known: raw.known.as_ref().map(|known| known.value),
        added: raw.added,
        attributions: provenance::attributions(&evidence),
        evidence,
        lost_evidence: merged.lost_evidence,
        provenance: EventProvenance::default(),
        written_questions: written_questions(&raw.questions, known, findings),
        questions: Vec::new(),
        open_points: Vec::new(),
        corrections: raw.corrections.clone(),
        visibility: if raw.private { Visibility::Private } else { Visibility::Public },
        span: title.span,
    };
    let upstream = UpstreamSources::of_event(&event, records);
    event.provenance = provenance::of_event(&event, &upstream);
    Ok(event)
}

fn piece(source: SourceIx, raw: &RawEvidence, known: &ReferenceTargets<'_>, findings: &mut Diagnostics) -> Evidence {
    let language = raw.language.as_ref().map_or(&known.sources[source.at()].language, |language| &language.value);
    let assertion = |(key, value): &(Spanned<String>, Spanned<AssertedValue>)| Assertion {
        key: key.value.clone(),
        value: value.value.clone(),
    };
    let quote = |quote: &Spanned<String>| Quote {
        translation: raw.translation.as_ref().map(|translation| translation.value.clone()),
        ..Quote::cited(quote, language).between(raw.prefix.as_ref(), raw.suffix.as_ref())
    };
    Evidence {
        source,
        quote: raw.quote.as_ref().map(quote),
        speaker: raw.speaker.as_ref().and_then(|speaker| self::speaker(speaker, known, findings)),
        via: raw.via.as_deref().map(|via| known.ids.sources.find_all(via, findings)),
        asserts: raw.asserts.iter().map(assertion).collect(),
        stance: raw.stance.as_ref().map_or(Stance::Supports, |stance| stance.value),
        modality: raw.modality.as_ref().map_or(Modality::Reported, |modality| modality.value),
        note: raw.note.clone(),
        private: raw.private,
        span: raw.span,
    }
}

fn speaker(raw: &Spanned<RawSpeaker>, known: &ReferenceTargets<'_>, findings: &mut Diagnostics) -> Option<Speaker> {
    match &raw.value {
        RawSpeaker::Actor(id) => {
            known.ids.actors.find(&Spanned::new(id.clone(), raw.span), findings).map(Speaker::Actor)
        }
        RawSpeaker::Other { name, side } => {
            let side = side.as_ref().and_then(|side| sides::find(side, known.config, findings));
            Some(Speaker::Other { name: name.clone(), side })
        }
    }
}

/// The written questions. A second reference to one question of the overview is reported and left out.
fn written_questions(
    raw: &[RawQuestion],
    known: &ReferenceTargets<'_>,
    findings: &mut Diagnostics,
) -> Vec<WrittenQuestion> {
    let mut first: BTreeMap<SharedQuestionIx, Span> = BTreeMap::new();
    let mut written = Vec::new();
    for raw in raw {
        let Some(question) = question(raw, known, findings) else { continue };
        if let WrittenText::Shared(shared) = question.text
            && let Some(earlier) = first.insert(shared, question.span)
        {
            let id = raw.question.as_ref().map_or("", |id| id.value.as_str());
            findings.push(
                Diagnostic::new(Code::QuestionTwice, format!("the event asks the question “{id}” twice"))
                    .at(question.span)
                    .label("here")
                    .see(earlier, "and here")
                    .help("write one key in asserts for it, and take one of the two out"),
            );
            first.insert(shared, earlier);
            continue;
        }
        written.push(question);
    }
    written
}

/// A written question. `None` if it is shared and the question that it names is not known, which has been reported.
fn question(raw: &RawQuestion, known: &ReferenceTargets<'_>, findings: &mut Diagnostics) -> Option<WrittenQuestion> {
    let text = match &raw.question {
        Some(question) => WrittenText::Shared(known.ids.questions.find(question, findings)?),
        None => WrittenText::Own(raw.text.for_key(&raw.key.value)),
    };
    Some(WrittenQuestion { key: raw.key.value.clone(), point: raw.point.clone(), text, span: raw.key.span })
}

/// The position of a date relative to the window, compared by local days, so that the evening of the last day belongs
/// to the window in every zone.
fn era(when: &When, config: &Config) -> WindowPosition {
    let Some(window) = &config.timeline.window else { return WindowPosition::Within };
    if let (Some(last), Some(start)) = (when.last_day(), window.first_day())
        && last < start
    {
        return WindowPosition::Before;
    }
    if let (Some(first), Some(end)) = (when.first_day(), window.last_day())
        && first > end
    {
        return WindowPosition::After;
    }
    // An event with an unknown end is placed by its start, and one with an unknown start by its end.
    let (earliest, latest) = when.known_bounds();
    match (latest < window.earliest(), earliest > window.latest()) {
        _ if when.first_day().is_some() && when.last_day().is_some() => WindowPosition::Within,
        (true, _) => WindowPosition::Before,
        (_, true) => WindowPosition::After,
        _ => WindowPosition::Within,
    }
}

fn outside(span: crate::span::Span, config: &Config) -> Diagnostic {
    let window = config.timeline.window.as_ref().map(When::text).unwrap_or_default();
    Diagnostic::new(Code::DateOutsideWindow, format!("this date lies outside the window {window}"))
        .at(span)
        .help("look at the date; or set outside = \"background\" under [timeline] in site.toml")
}
