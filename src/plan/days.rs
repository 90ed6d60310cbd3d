//! The chronology by days: the entries under each heading, and the division into pages.

use std::collections::HashMap;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::receipts::receipts;
use crate::model::{EventIx, Site, SourceIx};

/// A heading: a day, or a longer span for dates that name no day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DayGroupKey {
    /// A day of the calendar.
    Day(NaiveDate),
    /// A date that names no day, as EDTF text, with the day that it is sorted under. It comes after everything on that
    /// day.
    Span(Option<NaiveDate>, String),
}

/// The sort key of a heading: its day, and whether it is a span, since spans come after the day that they are sorted
/// under.
type HeadingPlace = (Option<NaiveDate>, bool);

impl DayGroupKey {
    fn place(&self) -> HeadingPlace {
        match self {
            Self::Day(day) => (Some(*day), false),
            Self::Span(first, _) => (*first, true),
        }
    }

    /// The day that it is sorted under; `None` if it comes before all days.
    pub fn sorted_under(&self) -> Option<NaiveDate> {
        self.place().0
    }

    /// The anchor on the page.
    pub fn anchor(&self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Span(_, edtf) => {
                // Other characters become their code points, so that 2024, 2024? and 2024~ have different anchors on
                // one page.
                let sign = |c: char| match c {
                    c if c.is_ascii_alphanumeric() || c == '-' => c.to_ascii_lowercase().to_string(),
                    sign => format!(".{:x}", u32::from(sign)),
                };
                format!("undated-{}", edtf.chars().map(sign).collect::<String>())
            }
        }
    }
}

/// An entry under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayGroupEntry {
    /// An event.
    Event(EventIx),
    /// An article, on the day of its publication.
    Article(SourceIx),
    /// A reference to an event that happened on this day in another time zone.
    See(EventIx),
}

/// A heading and the entries under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayGroup {
    /// The heading.
    pub key: DayGroupKey,
    /// The entries under it, in chronological order.
    pub entries: Vec<DayGroupEntry>,
}

impl DayGroup {
    /// The events, without references to events of other days.
    pub fn events(&self) -> impl Iterator<Item = EventIx> {
        self.entries
            .iter()
            .filter_map(|entry| if let DayGroupEntry::Event(event) = entry { Some(*event) } else { None })
    }
}

/// The heading of an event: its local day, if that is known.
pub fn heading(site: &Site, event: EventIx) -> DayGroupKey {
    let when = &site[event].when;
    when.day().map_or_else(|| DayGroupKey::Span(when.sorted_under(), when.text().to_owned()), DayGroupKey::Day)
}

/// The heading of each event and the approximate number of HTML elements that show it. Both are computed once for all
/// lists with the event.
pub(super) struct EventDayHeadings(Vec<(DayGroupKey, usize)>);

impl EventDayHeadings {
    pub(super) fn new(site: &Site) -> Self {
        let events = (0..site.events.len()).into_par_iter().map(EventIx::new);
        Self(events.map(|event| (heading(site, event), elements(site, event))).collect())
    }

    fn elements(&self, entry: DayGroupEntry) -> usize {
        match entry {
            DayGroupEntry::Event(event) => self.0[event.at()].1,
            DayGroupEntry::Article(_) | DayGroupEntry::See(_) => EVENT / 2,
        }
    }

    fn entry(&self, event: EventIx) -> (DayGroupKey, DayGroupEntry) {
        (self.0[event.at()].0.clone(), DayGroupEntry::Event(event))
    }
}

/// Events grouped by day. Within a day they keep the order in which they are given.
pub(super) fn days_of(headings: &EventDayHeadings, events: &[EventIx]) -> Vec<DayGroup> {
    collect(events.iter().map(|event| headings.entry(*event)).collect())
}

/// The days of the timeline: events within the window, articles published in it, and references to events that had
/// another date in another zone of the site.
pub(super) fn timeline_days(site: &Site, headings: &EventDayHeadings) -> Vec<DayGroup> {
    let within = || site.events_within();
    // An event that was on the day before in another zone comes last on that day; one that was on the next day comes
    // first.
    let sees: Vec<(DayGroupKey, DayGroupEntry, bool)> = within()
        .flat_map(|event| {
            let own = site[event].when.day();
            other_days(site, event)
                .into_iter()
                .map(move |day| (DayGroupKey::Day(day), DayGroupEntry::See(event), Some(day) > own))
        })
        .collect();
    let mut entries: Vec<(DayGroupKey, DayGroupEntry)> = Vec::new();
    entries.extend(sees.iter().filter(|(.., ahead)| *ahead).map(|(key, entry, _)| (key.clone(), *entry)));
    entries.extend(within().map(|event| headings.entry(event)));
    entries.extend(sees.iter().filter(|(.., ahead)| !*ahead).map(|(key, entry, _)| (key.clone(), *entry)));
    if site.config.timeline.articles {
        entries.extend(articles(site).map(|(day, source)| (DayGroupKey::Day(day), DayGroupEntry::Article(source))));
    }
    collect(entries)
}

/// The days on which an event happened in the zones that the site names, except its own day.
fn other_days(site: &Site, event: EventIx) -> Vec<NaiveDate> {
    let when = &site[event].when;
    if !when.is_instant() {
        return Vec::new();
    }
    let mut days: Vec<NaiveDate> =
        site.config.timeline.zones.iter().filter_map(|zone| Some(when.in_zone(*zone)?.start.date())).collect();
    days.sort_unstable();
    days.dedup();
    days.retain(|day| Some(*day) != when.day());
    days
}

/// Articles with a page that were published on a known day within the window.
fn articles(site: &Site) -> impl Iterator<Item = (NaiveDate, SourceIx)> + '_ {
    let window = site.config.timeline.window.as_ref();
    let (start, end) = (window.and_then(|w| w.first_day()), window.and_then(|w| w.last_day()));
    site.source_handles().filter(|source| site[*source].has_page()).filter_map(move |source| {
        let day = site[source].published.as_ref()?.day()?;
        let inside = start.is_none_or(|start| day >= start) && end.is_none_or(|end| day <= end);
        inside.then_some((day, source))
    })
}

/// Groups entries under their headings and sorts the headings. Entries keep their order. Spans that are sorted under
/// the same day are in the order of their first events.
fn collect(entries: Vec<(DayGroupKey, DayGroupEntry)>) -> Vec<DayGroup> {
    let mut days: Vec<DayGroup> = Vec::new();
    let mut known: HashMap<DayGroupKey, usize> = HashMap::with_capacity(entries.len());
    for (key, entry) in entries {
        let at = *known.entry(key).or_insert_with_key(|key| {
            days.push(DayGroup { key: key.clone(), entries: Vec::new() });
            days.len() - 1
        });
        days[at].entries.push(entry);
    }
    days.sort_by_key(|day| day.key.place());
    days
}

/// The most elements that the entries of a page may have. With its frame, a page then has fewer than 3,500.
const MOST_ELEMENTS: usize = 3_000;

/// Cuts days into pages of at most `per_page` entries, and fewer if the entries have many elements. A day is never cut,
/// so a day that is longer than a page has its own page. There is always at least one page.
pub(super) fn pages_of(headings: &EventDayHeadings, days: Vec<DayGroup>, per_page: usize) -> Vec<Vec<DayGroup>> {
    cut(days, full_page(per_page), |day| cost(headings, day, per_page))
}

/// The last days of a timeline that fit on one page together, the newest first; at least one. Under each heading the
/// newest event comes first, and articles come last.
pub(super) fn newest_days(headings: &EventDayHeadings, pages: &[Vec<DayGroup>], per_page: usize) -> Vec<DayGroup> {
    let mut held = 0;
    let has_room = |day: &&DayGroup| {
        let is_first = held == 0;
        held += cost(headings, day, per_page);
        is_first || held <= full_page(per_page)
    };
    pages.iter().flatten().rev().take_while(has_room).map(newest_first).collect()
}

fn newest_first(day: &DayGroup) -> DayGroup {
    let mut entries: Vec<DayGroupEntry> = day.entries.iter().rev().copied().collect();
    entries.sort_by_key(|entry| matches!(entry, DayGroupEntry::Article(_)));
    DayGroup { key: day.key.clone(), entries }
}

/// The cost of a full page, in a common unit: a page is full with `per_page` entries or with [`MOST_ELEMENTS`],
/// whichever comes first.
fn full_page(per_page: usize) -> usize {
    per_page.max(1) * MOST_ELEMENTS
}

/// The part of a [`full_page`] that a day takes.
fn cost(headings: &EventDayHeadings, day: &DayGroup, per_page: usize) -> usize {
    let elements: usize = day.entries.iter().map(|entry| headings.elements(*entry)).sum();
    (day.entries.len() * MOST_ELEMENTS).max((DAY + elements) * per_page.max(1))
}

/// Cuts days, or other groups, into pages that cost at most `full` each, except where a single group costs more.
pub(super) fn cut<T>(groups: Vec<T>, full: usize, cost: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let total: usize = groups.iter().map(&cost).sum();
    // Pages have about the same length, so that the last one does not hold a single group.
    let share = total.div_ceil(total.div_ceil(full).max(1)).max(1);
    let mut pages: Vec<Vec<T>> = Vec::new();
    let mut held = full;
    for group in groups {
        let cost = cost(&group);
        if held >= share || held + cost > full {
            pages.push(Vec::new());
            held = 0;
        }
        held += cost;
        pages.last_mut().expect("one was begun").push(group);
    }
    pages
}

/// Elements of a heading with the gap before it, of an event without texts, and of a quotation.
const DAY: usize = 8;
const EVENT: usize = 17;
const QUOTATION: usize = 10;

/// The number of elements that the built-in theme makes for an event in a list.
fn elements(site: &Site, handle: EventIx) -> usize {
    let event = &site[handle];
    let written = event.summary.iter().chain(&event.note).chain(event.corrections.first().map(|c| &c.note));
    EVENT
        + QUOTATION * receipts(site, handle).len()
        + event.actors.len()
        + event.tags.len()
        + written.map(|html| 2 + html.elements()).sum::<usize>()
}
