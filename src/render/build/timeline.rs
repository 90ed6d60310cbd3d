//! The home page: masthead, overview strip, menus, and the days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::super::view::{CountsView, FacetView, OutsideView, StatusView, StripCellView, StripView, TimelineView};
use super::entry::Detail;
use super::{Scene, count};
use crate::model::{ActorIx, Era, EventIx, SourceIx, Status, TagIx};
use crate::plan::{Day, DayKey, Entry, Overview};
use crate::route::Route;

/// A strip has a cell for each day up to this many days, for each month up to this many months, then for each year.
const MOST_DAYS: i64 = 92;
const MOST_MONTHS: i64 = 120;

/// How many entries outside the window the home page lists.
const MOST_OUTSIDE: usize = 50;

/// Gaps are told up to a window of this many days.
const MOST_DAYS_WITH_GAPS: i64 = 400;

impl Scene<'_> {
    pub(in super::super) fn timeline(&self, number: usize) -> TimelineView {
        let pages = &self.plan.timeline;
        let keys: &[Day] = pages.get(number - 1).map(Vec::as_slice).unwrap_or_default();
        let mut days = self.days(keys, Detail::Full);
        let gap_after = self.told_gaps(&mut days, keys, number);
        let first = number == 1;
        TimelineView {
            counts: self.counts(),
            strip: self.strip(),
            actors: self
                .plan
                .overview
                .top_actors
                .iter()
                .map(|(actor, count)| self.actor_facet(*actor, *count))
                .collect(),
            tags: self.plan.overview.top_tags.iter().map(|(tag, count)| self.tag_facet(*tag, *count)).collect(),
            sources: self
                .plan
                .overview
                .top_sources
                .iter()
                .map(|(source, count)| self.source_facet(*source, *count))
                .collect(),
            statuses: self.statuses(),
            before: if first { self.outside(Era::Before) } else { None },
            after: if number == pages.len().max(1) { self.outside(Era::After) } else { None },
            days,
            gap_after,
            pager: self.pager(&Route::home(), number, pages.len()),
        }
    }

    fn statuses(&self) -> Vec<StatusView> {
        let used: BTreeSet<Status> = self.site.events.iter().map(|event| event.status).collect();
        let meaning = |status: &Status| match status {
            Status::Confirmed => "independent origins agree, or the act itself is public",
            Status::Reported => "reported, and not contradicted",
            Status::Disputed => "accounts contradict each other",
            Status::Denied => "a party named in the claim rejects it",
            Status::Retracted => "those who reported it took it back",
        };
        let shown = Status::ALL.iter().filter(|status| **status != Status::Retracted || used.contains(status));
        shown
            .map(|status| StatusView {
                status: status.word(),
                meaning: self.site.config.statuses.get(status).cloned().unwrap_or_else(|| meaning(status).to_owned()),
            })
            .collect()
    }

    fn counts(&self) -> CountsView {
        let Overview { events, sources, origins, disputes, .. } = self.plan.overview;
        CountsView { events, sources, origins, disputes }
    }

    fn actor_facet(&self, handle: ActorIx, count: usize) -> FacetView {
        let actor = &self.site[handle];
        FacetView { name: actor.name.clone(), url: self.url(&Route::page("actors", &actor.id)), count }
    }

    fn tag_facet(&self, handle: TagIx, count: usize) -> FacetView {
        let tag = &self.site[handle];
        FacetView { name: tag.name.clone(), url: self.url(&Route::page("tags", &tag.id)), count }
    }

    fn source_facet(&self, handle: SourceIx, count: usize) -> FacetView {
        let source = &self.site[handle];
        let date = source.published.as_ref().map(|when| format!(", {}", self.date(when).short)).unwrap_or_default();
        FacetView { name: format!("{}{date}", source.publisher), url: self.source_url(handle), count }
    }

    fn outside(&self, era: Era) -> Option<OutsideView> {
        let events: Vec<EventIx> = self.site.event_handles().filter(|event| self.site[*event].era == era).collect();
        let (first, last) = (events.first()?, events.last()?);
        let year =
            |event: &EventIx| self.site[*event].when.first_day().map_or_else(String::new, |day| day.year().to_string());
        let (from, to) = (year(first), year(last));
        let span = if from == to { from } else { format!("{from} to {to}") };
        Some(OutsideView {
            title: self.outside_title(era),
            words: format!("{}, {span}", count(events.len(), "event", "events")),
            url: self.url(&self.outside_pages(era).0),
            entries: events.iter().take(MOST_OUTSIDE).map(|event| self.event_entry(*event, Detail::Short)).collect(),
        })
    }

    /// Writes gaps onto days and returns the one after the last day, if this is the last page.
    fn told_gaps(&self, days: &mut [super::super::view::DayView], keys: &[Day], number: usize) -> Option<String> {
        let window = self.site.config.timeline.window.as_ref()?;
        let (start, end) = (window.first_day()?, window.last_day()?);
        if (end - start).num_days() > MOST_DAYS_WITH_GAPS {
            return None;
        }
        // A page that goes on where another ended does not tell the gap between them twice: the earlier one leaves it.
        let before = number.checked_sub(2).and_then(|at| self.plan.timeline.get(at));
        let last_day = |days: &Vec<Day>| {
            days.iter().rev().find_map(|day| match day.key {
                DayKey::Day(day) => day.succ_opt(),
                DayKey::Span(..) => None,
            })
        };
        let from = before.map_or(Some(start), last_day);
        let to = (number == self.plan.timeline.len().max(1)).then_some(end);
        self.gaps(days, keys, from, to)
    }

    /// The overview: from the first to the last day of the window, or of what there is.
    fn strip(&self) -> Option<StripView> {
        let window = self.site.config.timeline.window.as_ref();
        let days = || self.plan.timeline.iter().flatten();
        let known = || days().filter_map(|day| if let DayKey::Day(day) = day.key { Some(day) } else { None });
        let start = window.and_then(|window| window.first_day()).or_else(|| known().min())?;
        let end = window.and_then(|window| window.last_day()).or_else(|| known().max())?;
        let months =
            i64::from((end.year() - start.year()) * 12) + i64::from(end.month()) - i64::from(start.month()) + 1;
        let unit = match ((end - start).num_days() + 1, months) {
            (days, _) if days <= MOST_DAYS => Unit::Day,
            (_, months) if months <= MOST_MONTHS => Unit::Month,
            _ => Unit::Year,
        };
        let tallies = self.tallies(unit);
        let mut cells = Vec::new();
        let mut at = unit.floor(start);
        while at <= end {
            cells.push(self.cell(unit, at, tallies.get(&at)));
            at = unit.next(at)?;
        }
        let period = window.map_or_else(|| self.wording.days(start, end), |window| self.wording.date(window));
        let words = match unit {
            Unit::Day => "Days",
            Unit::Month => "Months",
            Unit::Year => "Years",
        };
        Some(StripView {
            unit: unit.word(),
            title: format!("{words} of {period}"),
            first: start.weekday().num_days_from_sunday() + 1,
            most: cells.iter().map(|cell| cell.events).max().unwrap_or(0),
            cells,
        })
    }

    /// What stands in each cell: events, disputed ones, and the first address.
    fn tallies(&self, unit: Unit) -> BTreeMap<NaiveDate, Tally> {
        let mut tallies: BTreeMap<NaiveDate, Tally> = BTreeMap::new();
        for (number, page) in self.plan.timeline.iter().enumerate() {
            for day in page {
                let DayKey::Day(date) = day.key else { continue };
                let events = day
                    .entries
                    .iter()
                    .filter_map(|entry| if let Entry::Event(event) = entry { Some(event) } else { None });
                let (mut all, mut disputed) = (0, 0);
                for event in events {
                    all += 1;
                    disputed += usize::from(self.site[*event].status == Status::Disputed);
                }
                if all == 0 {
                    continue;
                }
                let tally = tallies.entry(unit.floor(date)).or_insert_with(|| Tally {
                    url: self.addresses.to(&Route::home().numbered(number + 1), Some(&day.key.anchor())),
                    ..Tally::default()
                });
                tally.events += all;
                tally.disputed += disputed;
            }
        }
        tallies
    }

    fn cell(&self, unit: Unit, at: NaiveDate, tally: Option<&Tally>) -> StripCellView {
        let (label, name, initial, starts) = match unit {
            Unit::Day => (
                at.day().to_string(),
                format!("{} {}", self.wording.weekday(at), self.wording.day_short(at)),
                Some(self.wording.weekday_initial(at)),
                at.weekday() == chrono::Weekday::Mon,
            ),
            Unit::Month => (
                self.wording.month_short(at.month()).to_owned(),
                format!("{} {}", self.wording.month(at.month()), at.year()),
                None,
                at.month() == 1,
            ),
            Unit::Year => (at.year().to_string(), at.year().to_string(), None, at.year() % 10 == 0),
        };
        let (events, disputed) = tally.map_or((0, 0), |tally| (tally.events, tally.disputed));
        let told = if disputed > 0 { format!(", {disputed} disputed") } else { String::new() };
        StripCellView {
            label,
            initial,
            starts,
            url: tally.map(|tally| tally.url.clone()),
            title: format!("{name}: {}{told}", count(events, "event", "events")),
            events,
            disputed,
        }
    }
}

#[derive(Default)]
struct Tally {
    url: String,
    events: usize,
    disputed: usize,
}

/// What a cell of the strip is.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Month,
    Year,
}

impl Unit {
    fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The first day of the cell that a day lies in.
    fn floor(self, day: NaiveDate) -> NaiveDate {
        let first =
            |month, number| NaiveDate::from_ymd_opt(day.year(), month, number).expect("a first of a month exists");
        match self {
            Self::Day => day,
            Self::Month => first(day.month(), 1),
            Self::Year => first(1, 1),
        }
    }

    /// The first day of the next cell; `None` at the end of the calendar.
    fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => day.succ_opt(),
            Self::Month => day.checked_add_months(chrono::Months::new(1)),
            Self::Year => day.checked_add_months(chrono::Months::new(12)),
        }
    }
}
