//! How the evidence of an event came into print, day by day.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::provenance::origins;
use crate::model::{Event, Site, SourceIx};

/// What could be read of an event on a day, and until the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
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

/// The steps in which an event became known, in order, from its first report on. Sources without a date take no part:
/// nobody can say that they were in print.
pub fn growth(site: &Site, event: &Event) -> Vec<Step> {
    let days: Vec<Option<NaiveDate>> = event.evidence.iter().map(|piece| in_print(site, piece.source)).collect();
    let mut steps: Vec<Step> = Vec::new();
    for day in days.iter().flatten().collect::<BTreeSet<_>>() {
        let step = step(site, event, &days, *day);
        let is_news = steps.last().is_none_or(|last| Step { day: *day, ..*last } != step);
        if step.reports > 0 && is_news {
            steps.push(step);
        }
    }
    steps
}

fn step(site: &Site, event: &Event, days: &[Option<NaiveDate>], day: NaiveDate) -> Step {
    let all = &event.provenance;
    let is_out = |at: &usize| days[*at].is_some_and(|published| published <= day);
    let reports = all.reports.iter().copied();
    let reports: Vec<SourceIx> =
        reports.filter(|report| in_print(site, *report).is_some_and(|published| published <= day)).collect();
    let origins = match reports.len() == all.reports.len() {
        true => all.origins.len(),
        false => origins(event, &site.sources, &reports).len(),
    };
    let contradicted = event.questions.iter().any(|question| {
        let heard = question.positions.iter().filter(|position| position.evidence.iter().any(is_out));
        let heard: Vec<_> = heard.map(|position| &position.value).collect();
        heard.iter().enumerate().any(|(at, a)| heard[at + 1..].iter().any(|b| !a.agrees_with(b)))
    });
    Step { day, reports: reports.len(), origins, contradicted }
}
