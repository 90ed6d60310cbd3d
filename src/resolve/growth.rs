//! How the evidence of an event came into print, day by day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::provenance::{AttributionIndex, UpstreamSources};
use crate::model::{Answer, AssertedValue, Event, Question, Site, SourceIx};

/// What could be read of an event on a day, and until the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverageStep {
    /// The day.
    pub day: NaiveDate,
    /// How many reports were in print.
    pub reports: usize,
    /// How many distinct origins those have. Whom a report has it from is known from the report, so an origin counts as soon
    /// as somebody who has it from there is in print, and not before: that it published itself, earlier or never, changes
    /// nothing.
    pub origins: usize,
    /// Whether two sources in print contradicted each other.
    pub contradicted: bool,
}

/// The day by which a source was surely in print: the last that its date can mean. `None` where that is open.
pub fn in_print(site: &Site, source: SourceIx) -> Option<NaiveDate> {
    site[source].published.as_ref()?.last_day()
}

/// The steps in which each of some events became known, in order, from its first report on. Sources without a date take no
/// part: nobody can say that they were in print.
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
    let contradicted = event.questions.iter().filter_map(|question| first_contradiction(question, &days)).min();
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

/// What is known of an event until a day.
#[derive(Default)]
struct CoverageState {
    reports: usize,
    origins: usize,
    /// Those that have been traced to their origins.
    traced: BTreeSet<SourceIx>,
}

impl CoverageState {
    /// Adds the origins of more reports.
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

/// The first day on which two answers to a question were in print that cannot both hold.
fn first_contradiction(question: &Question, days: &[Option<NaiveDate>]) -> Option<NaiveDate> {
    let given = |position: &Answer| position.evidence.iter().filter_map(|at| days[*at]).min();
    let answers = question.positions.iter().filter_map(|position| Some((given(position)?, &position.value)));
    let mut answers: Vec<(NaiveDate, &AssertedValue)> = answers.collect();
    answers.sort_by_key(|(day, _)| *day);
    let is_against = |(at, (_, value)): &(usize, &(NaiveDate, &AssertedValue))| {
        answers[..*at].iter().any(|(_, earlier)| !earlier.agrees_with(value))
    };
    answers.iter().enumerate().find(is_against).map(|(_, (day, _))| *day)
}
