//! Merged events get zones, handles and their place in the chronology.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::merge::Merged;
use super::{Ids, TagSlug, Tags, placed};
use crate::date::When;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Absence, Absent, Assertion, Config, Era, Event, Evidence, Modality, Outside, Part, Place, Provenance, Question,
    Quote, Source, SourceIx, Stance, Status, Thing,
};
use crate::parse::{RawEvidence, RawQuestion};
use crate::route::Slug;
use crate::span::Spanned;

/// What events refer to.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub ids: &'a Ids,
    pub config: &'a Config,
    pub places: &'a [Place],
    pub sources: &'a [Source],
}

/// Resolves events and sorts them: earliest possible instant, then latest, then the more exact first, then `order`, then
/// id.
pub(super) fn events(
    merged: Vec<Merged>,
    known: &Known<'_>,
    tags: &mut Tags,
    absent: &mut Absent,
    findings: &mut Diagnostics,
) -> Vec<Event> {
    let mut merged = merged;
    check_aliases(&mut merged, findings);
    let mut resolved: Vec<(Event, Vec<TagSlug>)> = Vec::with_capacity(merged.len());
    for merged in merged {
        let id = merged.event.id.value.clone();
        match event(merged, known, tags, findings) {
            Ok(event) => resolved.push(event),
            Err(why) => {
                absent.things.insert((Thing::Event, id), why);
            }
        }
    }
    resolved
        .sort_by(|(a, _), (b, _)| a.when.chronology(&b.when).then(a.order.cmp(&b.order)).then_with(|| a.id.cmp(&b.id)));
    let handles = tags.handles();
    resolved.into_iter().map(|(event, slugs)| Event { tags: handles.of(&slugs), ..event }).collect()
}

/// An earlier id must not be somebody's id now, nor an earlier id of two. One that is goes, so that it claims no address.
fn check_aliases(merged: &mut [Merged], findings: &mut Diagnostics) {
    let mut known: BTreeMap<Slug, Spanned<Slug>> =
        merged.iter().map(|m| (m.event.id.value.clone(), m.event.id.clone())).collect();
    for merged in merged {
        merged.event.aliases.retain(|alias| match known.entry(alias.value.clone()) {
            Entry::Occupied(first) => {
                findings.push(super::registry::twice("event", first.get(), alias));
                false
            }
            Entry::Vacant(free) => {
                free.insert(alias.clone());
                true
            }
        });
    }
}

fn event(
    merged: Merged,
    known: &Known<'_>,
    tags: &mut Tags,
    findings: &mut Diagnostics,
) -> Result<(Event, Vec<TagSlug>), Absence> {
    let Known { ids, config, places, sources } = *known;
    let raw = merged.event;
    let place = raw.place.and_then(|place| ids.places.find(&place, findings));
    let zone =
        raw.zone.map(|zone| zone.value).or(place.and_then(|place| places[place.at()].zone)).unwrap_or(config.zone);
    let parts = raw.actors.unwrap_or_default();
    let actors = parts
        .into_iter()
        .filter_map(|(actor, role)| Some(Part { actor: ids.actors.find(&actor, findings)?, role }))
        .collect();
    let slugs = raw.tags.unwrap_or_default().into_iter().filter_map(|tag| tags.add(tag, findings)).collect();
    let mut evidence: Vec<Evidence> =
        merged.evidence.into_iter().map(|(source, raw)| piece(source, raw, known, findings)).collect();
    let published = |piece: &Evidence| sources[piece.source.at()].published.as_ref().map(When::earliest);
    // Undated sources last; among equals as written.
    evidence.sort_by_key(|piece| (published(piece).is_none(), published(piece), piece.span));
    // A missing title or date has been reported; without them there is nothing to show.
    let (title, date) = raw.title.zip(raw.date).ok_or(Absence::Reported)?;
    let date_span = date.span;
    let when = placed(date, zone, findings).ok_or(Absence::Reported)?;
    let era = era(&when, config);
    if era != Era::Within {
        match config.timeline.outside {
            Outside::Background => {}
            Outside::LeaveOut => return Err(Absence::OutsideWindow),
            Outside::Error => findings.push(outside(date_span, config)),
        }
    }
    let declared = raw.status.map_or(Status::Reported, |status| status.value);
    let event = Event {
        id: raw.id.value,
        aliases: raw.aliases.into_iter().map(|alias| alias.value).collect(),
        title: title.value,
        when,
        when_note: raw.when_note,
        era,
        place,
        actors,
        tags: Vec::new(),
        declared,
        status: declared,
        summary_is_lead: raw.summary.is_none() && raw.lead.is_some(),
        summary: raw.summary.or(raw.lead),
        body: raw.body,
        key: raw.key.unwrap_or(false),
        note: raw.note,
        order: raw.order.unwrap_or(0),
        added: raw.added,
        evidence,
        provenance: Provenance::default(),
        questions: raw.questions.into_iter().map(question).collect(),
        corrections: raw.corrections,
        span: title.span,
    };
    Ok((event, slugs))
}

fn piece(source: SourceIx, raw: RawEvidence, known: &Known<'_>, findings: &mut Diagnostics) -> Evidence {
    let language = raw.language.map_or_else(|| known.sources[source.at()].language.clone(), |language| language.value);
    Evidence {
        source,
        quote: raw.quote.map(|quote| Quote { text: quote.value, language, span: quote.span }),
        via: raw.via.as_deref().map(|via| known.ids.sources.find_all(via, findings)),
        asserts: raw.asserts.into_iter().map(|(key, value)| Assertion { key: key.value, value: value.value }).collect(),
        stance: raw.stance.map_or(Stance::Supports, |stance| stance.value),
        modality: raw.modality.map_or(Modality::Reported, |modality| modality.value),
        note: raw.note,
        span: raw.span,
    }
}

/// A written question; its positions come when the evidence is compared.
fn question(raw: RawQuestion) -> Question {
    Question {
        ask: raw.ask.unwrap_or_else(|| Question::words_for(&raw.key.value)),
        key: raw.key.value,
        positions: Vec::new(),
        origins: Vec::new(),
        resolved: raw.resolved,
        note: raw.note,
        span: raw.key.span,
    }
}

/// Where a date lies relative to the window, judged by local days: the evening of the last day belongs to it in every
/// zone.
fn era(when: &When, config: &Config) -> Era {
    let Some(window) = &config.timeline.window else { return Era::Within };
    if let (Some(last), Some(start)) = (when.last_day(), window.first_day())
        && last < start
    {
        return Era::Before;
    }
    if let (Some(first), Some(end)) = (when.first_day(), window.last_day())
        && first > end
    {
        return Era::After;
    }
    match (when.latest() < window.earliest(), when.earliest() > window.latest()) {
        _ if when.first_day().is_some() && when.last_day().is_some() => Era::Within,
        (true, _) => Era::Before,
        (_, true) => Era::After,
        _ => Era::Within,
    }
}

fn outside(span: crate::span::Span, config: &Config) -> Diagnostic {
    let window = config.timeline.window.as_ref().map(When::text).unwrap_or_default();
    Diagnostic::new(Code::DateOutsideWindow, format!("this date lies outside the window {window}"))
        .at(span)
        .help("look at the date; or set outside = \"background\" under [timeline] in site.toml")
}
