//! Counts the reports of an event and their origins, day by day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::provenance::{AttributionIndex, UpstreamSources};
use crate::model::{Answer, AssertedValue, Event, EvidenceRef, Question, Site, SourceIx};

/// The state of an event's coverage from one day until the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverageStep {
    /// The day.
    pub day: NaiveDate,
    /// Number of reports published so far.
    pub reports: usize,
    /// Number of their distinct origins. A report names the source that it relies on, so an origin counts as soon as a
    /// report that relies on it is published, and not before. It makes no difference whether the origin itself was
    /// published earlier or never.
    pub origins: usize,
    /// Whether two published sources contradicted each other.
    pub contradicted: bool,
}

/// The latest day that a source's date of publication can mean. `None` if that is open.
pub fn in_print(site: &Site, source: SourceIx) -> Option<NaiveDate> {
    site[source].published.as_ref()?.last_day()
}

/// The day by which the first report of an event was in print.
pub fn first_in_print(site: &Site, event: &Event) -> Option<NaiveDate> {
    event.provenance.reports.iter().filter_map(|report| in_print(site, *report)).min()
}

/// The day from which the summary, the notes and the status of an event tell of nothing later: the one that the editor
/// gives, else the last day on which a source of its evidence was published. `None` if that is not known.
pub fn texts_known(site: &Site, event: &Event) -> Option<NaiveDate> {
    let days = event.evidence.iter().map(|piece| in_print(site, piece.source));
    event.known.or_else(|| days.collect::<Option<Vec<NaiveDate>>>()?.into_iter().max())
}

/// The steps of coverage of each event, in order, from its first report on. Sources without a date are left out,
/// because it is unknown when they were published.
pub fn growth<'s>(site: &Site, events: impl Iterator<Item = &'s Event>) -> Vec<Vec<CoverageStep>> {
    let records = AttributionIndex::new(&site.sources);
    events.map(|event| steps(site, event, &records)).collect()
}

fn steps(site: &Site, event: &Event, records: &AttributionIndex<'_>) -> Vec<CoverageStep> {
    let days: Vec<Option<NaiveDate>> = event.evidence.iter().map(|piece| in_print(site, piece.source)).collect();
    let mut new: BTreeMap<NaiveDate, Vec<SourceIx>> = days.iter().flatten().map(|day| (*day, Vec::new())).collect();
    for report in &event.provenance.reports {
        if let Some(reports) = in_print(site, *report).and_then(|day| new.get_mut(&day)) {
            reports.push(*report);
        }
    }
    let contradicted = event.questions.iter().filter_map(|question| first_contradiction(site, &site[*question])).min();
    let upstream = UpstreamSources::of_event(event, records);
    let mut known = CoverageState::default();
    let mut steps: Vec<CoverageStep> = Vec::new();
    for (day, reports) in new {
        known.reports += reports.len();
        known.trace(reports, &upstream);
        let contradicted = contradicted.is_some_and(|first| first <= day);
        let step = CoverageStep { day, reports: known.reports, origins: known.origins, contradicted };
        let is_news = steps.last().is_none_or(|last| CoverageStep { day, ..*last } != step);
        if step.reports > 0 && is_news {
            steps.push(step);
        }
    }
    steps
}

/// The coverage of an event up to a day.
#[derive(Default)]
struct CoverageState {
    reports: usize,
    origins: usize,
    /// Sources that have been traced to their origins.
    traced: BTreeSet<SourceIx>,
}

impl CoverageState {
    /// Adds the origins of further reports.
    fn trace(&mut self, mut todo: Vec<SourceIx>, upstream: &UpstreamSources<'_>) {
        while let Some(source) = todo.pop() {
            if self.traced.insert(source) {
                let ahead = upstream.ahead(source);
                self.origins += usize::from(ahead.is_empty());
                todo.extend(ahead);
            }
        }
    }
}

/// The first day on which two contradictory answers to a question had been published.
fn first_contradiction(site: &Site, question: &Question) -> Option<NaiveDate> {
    let day = |evidence: &EvidenceRef| in_print(site, site[*evidence].source);
    let given = |position: &Answer| position.evidence.iter().filter_map(day).min();
    let answers = question.positions.iter().filter_map(|position| Some((given(position)?, &position.value)));
    let mut answers: Vec<(NaiveDate, &AssertedValue)> = answers.collect();
    answers.sort_by_key(|(day, _)| *day);
    let is_against = |(at, (_, value)): &(usize, &(NaiveDate, &AssertedValue))| {
        answers[..*at].iter().any(|(_, earlier)| !earlier.agrees_with(value))
    };
    answers.iter().enumerate().find(is_against).map(|(_, (day, _))| *day)
}
