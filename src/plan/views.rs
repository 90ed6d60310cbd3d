//! Views of the timeline beside the whole of it in order: the newest events first, headlines, key events.
//!
//! A view is left out where it would show what another one shows, and on a site so small that a glance is enough.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::calendar::CalendarUnit;
use super::days::{DayGroup, EventDayHeadings, cut, days_of, newest_days, pages_of};
use crate::date::When;
use crate::model::{EventIx, Site};

/// A site with fewer events has no views, except that of the newest events if the site asks for it.
const FEW_EVENTS: usize = 12;

/// The most headlines on a page, which has then some 3,000 elements and 120 KB.
const HEADLINES_PER_PAGE: usize = 400;

/// Views of the timeline beside the whole of it. Those that the site does not have are empty.
#[derive(Debug, Default)]
pub struct TimelineViews {
    /// The last days of the timeline, the newest first, as many as fit on one page.
    pub newest: Vec<DayGroup>,
    /// All events in a line each, in chronological order, page by page.
    pub headlines: Vec<Vec<HeadlineGroup>>,
    /// The key events, page by page.
    pub key: Vec<Vec<DayGroup>>,
}

/// Headlines under one heading: a unit of the calendar, or a date that does not lie within one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadlineGroup {
    /// The unit of the calendar, the same for all groups of a site.
    pub unit: CalendarUnit,
    /// The first day of the unit; for a date that is longer, the day that it is sorted under, if there is one.
    pub first: Option<NaiveDate>,
    /// The date that does not lie within one unit, as EDTF text.
    pub span: Option<String>,
    /// The events, in chronological order.
    pub events: Vec<EventIx>,
}

impl TimelineViews {
    pub(super) fn new(site: &Site, headings: &EventDayHeadings, timeline: &[Vec<DayGroup>]) -> Self {
        let events: Vec<EventIx> = site.events_within().collect();
        let per_page = site.config.timeline.per_page;
        let is_small = events.len() < FEW_EVENTS;
        let mut views = Self::default();
        if !is_small || (site.config.timeline.newest && events.len() > 1) {
            views.newest = newest_days(headings, timeline, per_page);
        }
        if is_small {
            return views;
        }
        views.headlines = cut(headline_groups(site, &events), HEADLINES_PER_PAGE, |group| group.events.len());
        let key: Vec<EventIx> = events.iter().copied().filter(|event| site[*event].key).collect();
        if key.len() < events.len() {
            views.key = pages_of(headings, days_of(headings, &key), per_page);
        }
        views
    }
}

/// Events under headings of the finest unit of the calendar that has at least two events under a heading on average.
fn headline_groups(site: &Site, events: &[EventIx]) -> Vec<HeadlineGroup> {
    let units = [CalendarUnit::Day, CalendarUnit::Month, CalendarUnit::Years(1), CalendarUnit::Years(10)];
    let mut of_units = units.into_iter().map(|unit| groups_of(site, events, unit));
    let fitting = of_units.find(|groups| groups.len() * 2 <= events.len());
    fitting.unwrap_or_else(|| groups_of(site, events, CalendarUnit::Years(100)))
}

fn groups_of(site: &Site, events: &[EventIx], unit: CalendarUnit) -> Vec<HeadlineGroup> {
    // Longer dates come after the unit that they are sorted under.
    let mut groups: BTreeMap<(Option<NaiveDate>, Option<&str>), Vec<EventIx>> = BTreeMap::new();
    for event in events {
        let when = &site[*event].when;
        let key = match unit_of(when, unit) {
            Some(first) => (Some(first), None),
            None => (when.sorted_under(), Some(when.text())),
        };
        groups.entry(key).or_default().push(*event);
    }
    let group = |((first, span), events): ((_, Option<&str>), _)| HeadlineGroup {
        unit,
        first,
        span: span.map(str::to_owned),
        events,
    };
    groups.into_iter().map(group).collect()
}

/// The first day of the unit of the calendar within which a date lies.
fn unit_of(when: &When, unit: CalendarUnit) -> Option<NaiveDate> {
    if let Some(day) = when.day() {
        return Some(unit.first(day));
    }
    let (first, last) = (unit.first(when.first_day()?), unit.first(when.last_day()?));
    (unit != CalendarUnit::Day && first == last).then_some(first)
}
