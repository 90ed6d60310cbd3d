//! The origins of all reports of a site, and what rests on each of them.
//!
//! In: a site whose origins are counted. Out: [`SiteOrigins`], which the list of origins shows page by page. Two origins
//! may share a source that neither of them names, so their number is an upper limit.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::model::{Event, EventIx, QuestionIx, Site, SourceIx};
use crate::resolve::{AttributionIndex, UpstreamSources};

/// The origins of all reports, with numbers of the whole site. Evidence that is only context is not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteOrigins {
    /// The origins, sorted by the number of events that rest on them, then by publisher, then by id.
    pub list: Vec<OriginSummary>,
    /// Events with reports, in and outside the window.
    pub events: usize,
    /// Reports of these events. A source counts once for each event that it reports.
    pub reports: usize,
    /// Events with exactly one origin.
    pub of_one_origin: usize,
    /// Events with exactly one origin and several reports.
    pub echoed: usize,
}

/// What rests on an origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginSummary {
    /// The origin.
    pub origin: SourceIx,
    /// The events that rest on it: first those without another origin, then the others, each in chronological order.
    pub events: Vec<EventIx>,
    /// The number of these events that have no other origin.
    pub alone: usize,
    /// Other sources that report these events and whose chains of attribution lead to it, with their numbers of events.
    /// Most events first, then by publisher, then by id.
    pub repeaters: Vec<(SourceIx, usize)>,
    /// Sources that contradict this origin, or a source that has its report from it, although they rely on it. In the
    /// order of events and questions.
    pub divergences: Vec<OriginDivergence>,
}

/// A source that contradicts the source that it relies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OriginDivergence {
    /// The event.
    pub event: EventIx,
    /// The question that both answer.
    pub question: QuestionIx,
    /// The source that contradicts.
    pub source: SourceIx,
    /// The source that it relies on and contradicts.
    pub from: SourceIx,
}

/// Collects the origins of a site.
pub(super) fn origins(site: &Site) -> SiteOrigins {
    let records = AttributionIndex::new(&site.sources);
    let of_event = |handle: EventIx| (handle, &site[handle]);
    let handles: Vec<EventIx> = site.event_handles().collect();
    let events = || handles.par_iter().map(|handle| of_event(*handle));
    // Each use of an origin by an event. Events with several origins are sorted behind those with one.
    let mut uses: Vec<(SourceIx, bool, EventIx)> =
        events().flat_map_iter(|(handle, event)| uses(handle, event)).collect();
    let mut repeated: Vec<(SourceIx, SourceIx)> =
        events().flat_map_iter(|(_, event)| repeated(event, &records)).collect();
    let mut divergences: Vec<(SourceIx, OriginDivergence)> =
        events().flat_map_iter(|(handle, _)| divergences(site, handle, &records)).collect();
    uses.par_sort_unstable();
    repeated.par_sort_unstable();
    divergences.par_sort_unstable();
    // A source may answer a question in several passages.
    divergences.dedup();
    let name = |source: SourceIx| (site[source].publisher.to_lowercase(), source);
    let summary = |uses: &[(SourceIx, bool, EventIx)]| {
        let origin = uses[0].0;
        let repeated = of_origin(&repeated, origin).chunk_by(|a, b| a == b);
        let mut repeaters: Vec<(SourceIx, usize)> = repeated.map(|same| (same[0].1, same.len())).collect();
        repeaters.sort_by_cached_key(|(source, events)| (Reverse(*events), name(*source)));
        OriginSummary {
            origin,
            events: uses.iter().map(|(.., event)| *event).collect(),
            alone: uses.partition_point(|(_, has_others, _)| !has_others),
            repeaters,
            divergences: of_origin(&divergences, origin).iter().map(|(_, divergence)| *divergence).collect(),
        }
    };
    let mut list: Vec<OriginSummary> = uses.chunk_by(|a, b| a.0 == b.0).map(summary).collect();
    list.sort_by_cached_key(|summary| (Reverse(summary.events.len()), name(summary.origin)));
    let provenances = || site.events.iter().map(|event| &event.provenance);
    let of_one_origin = || provenances().filter(|provenance| provenance.origins.len() == 1);
    SiteOrigins {
        list,
        events: provenances().filter(|provenance| !provenance.reports.is_empty()).count(),
        reports: provenances().map(|provenance| provenance.reports.len()).sum(),
        of_one_origin: of_one_origin().count(),
        echoed: of_one_origin().filter(|provenance| provenance.reports.len() > 1).count(),
    }
}

/// The items of one origin in a sorted list.
fn of_origin<T>(sorted: &[(SourceIx, T)], origin: SourceIx) -> &[(SourceIx, T)] {
    let start = sorted.partition_point(|(other, _)| *other < origin);
    let length = sorted[start..].partition_point(|(other, _)| *other == origin);
    &sorted[start..start + length]
}

/// The origins of an event, each with whether the event has others.
fn uses(handle: EventIx, event: &Event) -> impl Iterator<Item = (SourceIx, bool, EventIx)> + use<'_> {
    let origins = &event.provenance.origins;
    origins.iter().map(move |origin| (*origin, origins.len() > 1, handle))
}

/// The origins of an event, each with every other report that leads to it.
fn repeated(event: &Event, records: &AttributionIndex<'_>) -> Vec<(SourceIx, SourceIx)> {
    let provenance = &event.provenance;
    let repeaters = provenance.reports.iter().copied().filter(|report| !provenance.is_origin(*report));
    // What leads to the only origin need not be traced.
    if let [origin] = provenance.origins.as_slice() {
        return repeaters.map(|source| (*origin, source)).collect();
    }
    let repeaters: Vec<SourceIx> = repeaters.collect();
    if repeaters.is_empty() {
        return Vec::new();
    }
    let upstream = UpstreamSources::of_event(event, records);
    let pairs = |source: SourceIx| upstream.origins(&[source]).into_iter().map(move |origin| (origin, source));
    repeaters.into_iter().flat_map(pairs).collect()
}

/// The sources that contradict what they rely on, each with the origins of the source that it contradicts.
fn divergences(site: &Site, handle: EventIx, records: &AttributionIndex<'_>) -> Vec<(SourceIx, OriginDivergence)> {
    let event = &site[handle];
    let departures = |question: &QuestionIx| {
        let of_event = site[*question].departures.iter().filter(|departure| departure.evidence.event == handle);
        of_event.map(|departure| (*question, departure)).collect::<Vec<_>>()
    };
    let departures: Vec<_> = event.questions.iter().flat_map(departures).collect();
    if departures.is_empty() {
        return Vec::new();
    }
    let upstream = UpstreamSources::of_event(event, records);
    let mut found = Vec::new();
    for (question, departure) in departures {
        let divergence = OriginDivergence { event: handle, question, source: departure.source, from: departure.from };
        found.extend(upstream.origins(&[departure.from]).into_iter().map(|origin| (origin, divergence)));
    }
    found
}
