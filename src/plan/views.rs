//! Views of the timeline beside the whole of it in order: the newest events first, headlines, key events.
//!
//! A view is left out where it would show what another one shows, and on a site so small that a glance is enough.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::days::{DayGroup, DayGroupKey, EventDayHeadings, cut, days_of, newest_days, pages_of};
use crate::date::{CalendarUnit, When};
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

/// Headlines under one heading: a unit of the calendar, or a date that does not begin within one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadlineGroup {
    /// The unit of the calendar, the same for all groups of a site.
    pub unit: CalendarUnit,
    /// What its events have in common.
    pub key: HeadlineKey,
    /// The number of groups of the same unit before it: a longer date may stand between days of a unit.
    pub part: usize,
    /// The events, in chronological order.
    pub events: Vec<EventIx>,
}

/// What headlines of one group have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadlineKey {
    /// They begin in the unit with this first day.
    Unit(NaiveDate),
    /// They have a date that does not begin within one unit.
    Date(DayGroupKey),
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
        views.headlines =
            cut(headline_groups(site, &days_of(headings, &events)), HEADLINES_PER_PAGE, |group| group.events.len());
        let key: Vec<EventIx> = events.iter().copied().filter(|event| site[*event].key).collect();
        if key.len() < events.len() {
            views.key = pages_of(headings, days_of(headings, &key), per_page);
        }
        views
    }
}

/// Events under headings of the finest unit of the calendar that has at least two events under a heading on average, in
/// the order of the days.
fn headline_groups(site: &Site, days: &[DayGroup]) -> Vec<HeadlineGroup> {
    let units = [CalendarUnit::Day, CalendarUnit::Month, CalendarUnit::Years(1), CalendarUnit::Years(10)];
    let mut of_units = units.into_iter().map(|unit| groups_of(site, days, unit));
    let events: usize = days.iter().map(|day| day.events().count()).sum();
    let fitting = of_units.find(|groups| groups.len() * 2 <= events);
    fitting.unwrap_or_else(|| groups_of(site, days, CalendarUnit::Years(100)))
}

fn groups_of(site: &Site, days: &[DayGroup], unit: CalendarUnit) -> Vec<HeadlineGroup> {
    let mut groups: Vec<HeadlineGroup> = Vec::new();
    let mut parts: HashMap<NaiveDate, usize> = HashMap::new();
    for (day, event) in days.iter().flat_map(|day| day.events().map(move |event| (day, event))) {
        let key =
            unit_of(&site[event].when, unit).map_or_else(|| HeadlineKey::Date(day.key.clone()), HeadlineKey::Unit);
        if let Some(group) = groups.last_mut().filter(|group| group.key == key) {
            group.events.push(event);
            continue;
        }
        let part = match key {
            HeadlineKey::Unit(first) => {
                let part = parts.entry(first).or_default();
                *part += 1;
                *part - 1
            }
            HeadlineKey::Date(_) => 0,
        };
        groups.push(HeadlineGroup { unit, key, part, events: vec![event] });
    }
    groups
}

/// The first day of the unit of the calendar within which a date begins.
fn unit_of(when: &When, unit: CalendarUnit) -> Option<NaiveDate> {
    let begin = when.written_beginning();
    let (first, last) = (unit.first(begin.first?), unit.first(begin.last?));
    (first == last).then_some(first)
}
