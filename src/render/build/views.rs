//! Views of the timeline beside the whole of it: the newest events, headlines, key events; and the tabs that lead to
//! them.

use chrono::{Datelike, NaiveDate};

use super::super::view::{
    HeadlineGroupView, HeadlineView, HeadlinesView, KeyEventsView, NewestView, TabView, TimelinePageView,
};
use super::PageBuilder;
use super::entry::ListDetail;
use crate::date::CalendarUnit;
use crate::model::{EventIx, WindowPosition};
use crate::plan::{
    DayGroup, DayGroupKey, HeadlineGroup, HeadlineKey, PageKind, PlannedPage, chronicle, event_anchor, headlines,
    key_events,
};
use crate::text::counted;

/// How much of its date a headline says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadlineDate {
    /// The date, and the clock time if it is known.
    Whole,
    /// The date without this year, which the heading above says, and the clock time if it is known.
    InYear(i32),
    /// The clock time if it is known, else the date as far as the day above does not say it.
    BesideDay,
    /// The clock time if it is known; the heading above says the date.
    Above,
}

impl PageBuilder<'_> {
    /// The views of the timeline as tabs on a page of one of them; none if there is only one view.
    pub(super) fn tabs(&self, kind: &PageKind) -> Vec<TabView> {
        Some(self.view_links(kind)).filter(|links| links.len() > 1).unwrap_or_default()
    }

    /// Links to the views of the timeline.
    pub(super) fn view_links(&self, kind: &PageKind) -> Vec<TabView> {
        let link = |view: &PlannedPage| TabView {
            name: self.title(&view.kind).0,
            url: self.url(&view.route),
            count: match view.kind {
                PageKind::Timeline(_) => self.plan.overview.events,
                PageKind::KeyEvents(_) => self.key_events_count(),
                _ => 0,
            },
            current: match std::mem::discriminant(&view.kind) == std::mem::discriminant(kind) {
                true if view.kind == *kind => "page",
                true => "true",
                false => "",
            },
        };
        self.plan.views(self.site).iter().map(link).collect()
    }

    fn key_events_count(&self) -> usize {
        events_of(self.plan.views.key.iter().flatten())
    }

    pub(in super::super) fn newest(&self) -> NewestView {
        let newest = &self.plan.views.newest;
        let all: usize = self.plan.timeline.iter().map(Vec::len).sum();
        let has_all = newest.len() == all;
        let chronological: Vec<DayGroup> = newest.iter().rev().cloned().collect();
        let mut days = self.days(&chronological, ListDetail::Receipts);
        let earlier = self.plan.timeline.iter().flatten().rev().skip(newest.len());
        // A gap stands in the later of its two days. Here it stands above the earlier one.
        let mut gap = self.fill_gaps(&mut days, &chronological, earlier);
        days.reverse();
        for day in &mut days {
            std::mem::swap(&mut day.gap, &mut gap);
        }
        NewestView {
            tabs: self.tabs(&PageKind::Newest),
            held: self.newest_held(has_all),
            after: self.outside(WindowPosition::After),
            days,
            gap_after: gap,
            before: if has_all { self.outside(WindowPosition::Before) } else { None },
            pages: if has_all { Vec::new() } else { self.timeline_pages() },
        }
    }

    fn newest_held(&self, has_all: bool) -> String {
        let all = self.plan.overview.events;
        match events_of(&self.plan.views.newest) {
            _ if has_all => counted(all, "event", "events"),
            0 => "The newest entries, which are articles".to_owned(),
            1 => format!("The newest of {all} events"),
            held => format!("The {held} newest of {all} events"),
        }
    }

    /// The pages of the whole timeline, the latest first.
    fn timeline_pages(&self) -> Vec<TimelinePageView> {
        let pages = (1..).zip(&self.plan.timeline).map(|(number, days)| TimelinePageView {
            name: self.headings_span(days),
            url: self.url(&chronicle(number)),
            events_words: counted(events_of(days), "event", "events"),
        });
        let mut pages: Vec<TimelinePageView> = pages.collect();
        pages.reverse();
        pages
    }

    /// From the first heading to the last one, in words.
    fn headings_span(&self, days: &[DayGroup]) -> String {
        let (Some(first), Some(last)) = (days.first(), days.last()) else { return String::new() };
        if let (DayGroupKey::Day(first), DayGroupKey::Day(last)) = (&first.key, &last.key) {
            return self.wording.period(*first, *last);
        }
        let words = |day: &DayGroup| match day.key {
            DayGroupKey::Day(day) => self.wording.day(day),
            DayGroupKey::Span(..) => self.first_when(&day.entries),
        };
        match first.key == last.key {
            true => words(first),
            false => format!("{} – {}", words(first), words(last)),
        }
    }

    pub(in super::super) fn headlines(&self, number: usize) -> HeadlinesView {
        let pages = &self.plan.views.headlines;
        HeadlinesView {
            tabs: self.tabs(&PageKind::Headlines(number)),
            held: counted(self.plan.overview.events, "event", "events"),
            groups: pages[number - 1].iter().map(|group| self.headline_group(group)).collect(),
            pager: self.pager(&headlines(1), number, pages.len()),
        }
    }

    fn headline_group(&self, group: &HeadlineGroup) -> HeadlineGroupView {
        let date = match (&group.key, group.unit) {
            (HeadlineKey::Date(_), _) => HeadlineDate::Above,
            (HeadlineKey::Unit(_), CalendarUnit::Day) => HeadlineDate::BesideDay,
            (HeadlineKey::Unit(first), CalendarUnit::Month | CalendarUnit::Years(1)) => {
                HeadlineDate::InYear(first.year())
            }
            (HeadlineKey::Unit(_), _) => HeadlineDate::Whole,
        };
        let (id, title) = match &group.key {
            HeadlineKey::Unit(day) if group.unit == CalendarUnit::Day => {
                let weekday = self.wording.weekday(*day).map(|weekday| format!("{weekday} ")).unwrap_or_default();
                (day.to_string(), weekday + &self.day(*day).short)
            }
            HeadlineKey::Unit(first) => {
                let part = if group.part > 0 { format!("-{}", group.part + 1) } else { String::new() };
                (format!("from-{first}{part}"), self.unit(group.unit, *first))
            }
            HeadlineKey::Date(key) => {
                let when = group.events.first().map(|event| &self.site[*event].when);
                (key.anchor(), when.map(|when| self.wording.date_part(when, None)).unwrap_or_default())
            }
        };
        let headline = |event: &EventIx| {
            let view = self.headline(*event, date);
            // A heading such as "2025" says all of a date that is no more exact.
            let when = if view.when == title { String::new() } else { view.when };
            HeadlineView { when, ..view }
        };
        let events = group.events.iter().map(headline).collect();
        HeadlineGroupView { id, is_day: matches!(date, HeadlineDate::BesideDay | HeadlineDate::Above), events, title }
    }

    /// An event in a line.
    pub(super) fn headline(&self, handle: EventIx, date: HeadlineDate) -> HeadlineView {
        let event = &self.site[handle];
        let (reports, origins) = (event.provenance.reports.len(), event.provenance.origins.len());
        let day = match date {
            HeadlineDate::Whole => Some(self.date(&event.when).short),
            HeadlineDate::InYear(year) => Some(self.wording.date_part(&event.when, Some(year))),
            HeadlineDate::BesideDay if self.wording.time(&event.when).is_none() => self.date_beside_day(&event.when),
            HeadlineDate::BesideDay | HeadlineDate::Above => None,
        };
        let parts = day.into_iter().chain(self.wording.time(&event.when));
        HeadlineView {
            id: event_anchor(&event.id),
            url: self.event_url(handle),
            title: event.title.clone(),
            when: parts.collect::<Vec<_>>().join(", "),
            status: event.status.word(),
            disputed: event.disputed_points().to_vec(),
            reports: (reports > 0).then(|| counted(reports, "report", "reports")),
            origins: counted(origins, "origin", "origins"),
        }
    }

    pub(in super::super) fn key_events(&self, number: usize) -> KeyEventsView {
        let pages = &self.plan.views.key;
        let all = counted(self.plan.overview.events, "event", "events");
        KeyEventsView {
            tabs: self.tabs(&PageKind::KeyEvents(number)),
            held: format!("{} of {all}", self.key_events_count()),
            days: self.days(&pages[number - 1], ListDetail::Receipts),
            pager: self.pager(&key_events(1), number, pages.len()),
        }
    }

    /// A unit of the calendar in words, by its first day.
    pub(super) fn unit(&self, unit: CalendarUnit, first: NaiveDate) -> String {
        let last = unit.last(first);
        match unit {
            CalendarUnit::Month | CalendarUnit::Years(_) => self.wording.period(first, last),
            CalendarUnit::Day | CalendarUnit::Week => self.span(first, last),
        }
    }

    /// Days in words; without the year where the page leaves it out.
    pub(super) fn span(&self, first: NaiveDate, last: NaiveDate) -> String {
        match self.year {
            Some(_) => self.wording.days(first, last),
            None => self.wording.period(first, last),
        }
    }
}

fn events_of<'d>(days: impl IntoIterator<Item = &'d DayGroup>) -> usize {
    days.into_iter().map(|day| day.events().count()).sum()
}
