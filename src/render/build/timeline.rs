//! Views of the timeline: masthead, overview strip, menus and days.

use chrono::{Datelike, NaiveDate};

use super::super::view::{
    CountsView, DayView, FacetView, OutsideWindowView, StatusView, StripCellView, StripView, TimelineView,
};
use super::PageBuilder;
use super::entry::ListDetail;
use crate::config::Status;
use crate::date::When;
use crate::model::{ActorIx, EventIx, PlaceIx, SourceIx, TagIx, WindowPosition};
use crate::plan::{DayGroup, PageKind, SiteOverview, StripCell, StripEntry, StripUnit, TimelineGap, chronicle};
use crate::route::{Route, Slug};
use crate::text::counted;

impl PageBuilder<'_> {
    pub(in super::super) fn timeline(&self, number: usize) -> TimelineView {
        let pages = &self.plan.timeline;
        let keys: &[DayGroup] = pages.get(number - 1).map(Vec::as_slice).unwrap_or_default();
        let mut days = self.days(keys, ListDetail::Receipts);
        let earlier = pages[..(number - 1).min(pages.len())].iter().flatten().rev();
        let gap_after = self.fill_gaps(&mut days, keys, earlier);
        let (first, last) = (number == 1, number == pages.len().max(1));
        TimelineView {
            tabs: self.tabs(&PageKind::Timeline(number)),
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
            places: self
                .plan
                .overview
                .top_places
                .iter()
                .map(|(place, count)| self.place_facet(*place, *count))
                .collect(),
            sources: self
                .plan
                .overview
                .top_sources
                .iter()
                .map(|(source, count)| self.source_facet(*source, *count))
                .collect(),
            statuses: self.statuses(),
            before: if first { self.outside(WindowPosition::Before) } else { None },
            after: if last { self.outside(WindowPosition::After) } else { None },
            days,
            gap_after: gap_after.filter(|_| last),
            pager: self.pager(&chronicle(1), number, pages.len()),
        }
    }

    fn statuses(&self) -> Vec<StatusView> {
        let meaning = |status: Status| match status {
            Status::Confirmed => "distinct origins agree, or the act itself is public",
            Status::Reported => "reported, and not contradicted",
            Status::Disputed => "accounts contradict each other",
            Status::Denied => "a party named in the claim rejects it",
            Status::Retracted => "those who reported it took it back",
        };
        let given = &self.site.config.statuses;
        let all = self.plan.overview.statuses.iter().copied();
        all.filter(|(status, count)| *status != Status::Retracted || *count > 0)
            .map(|(status, _)| StatusView {
                status: status.word(),
                meaning: given.get(&status).cloned().unwrap_or_else(|| meaning(status).to_owned()),
            })
            .collect()
    }

    pub(super) fn counts(&self) -> CountsView {
        let SiteOverview { events, sources, disputes, .. } = self.plan.overview;
        CountsView { events, sources, origins: self.plan.origins.list.len(), disputes }
    }

    fn actor_facet(&self, handle: ActorIx, count: usize) -> FacetView {
        let actor = &self.site[handle];
        self.facet(&actor.name, "actors", &actor.id, count)
    }

    fn tag_facet(&self, handle: TagIx, count: usize) -> FacetView {
        let tag = &self.site[handle];
        self.facet(&tag.name, "tags", &tag.id, count)
    }

    fn place_facet(&self, handle: PlaceIx, count: usize) -> FacetView {
        let place = &self.site[handle];
        self.facet(&place.name, "places", &place.id, count)
    }

    fn facet(&self, name: &str, folder: &str, id: &Slug, count: usize) -> FacetView {
        FacetView { name: name.to_owned(), url: self.url(&Route::page(folder, id)), count }
    }

    fn source_facet(&self, handle: SourceIx, count: usize) -> FacetView {
        FacetView { name: self.source_name(handle), url: self.source_url(handle), count }
    }

    /// The name of a source in menus: its publisher and date.
    pub(in super::super) fn source_name(&self, handle: SourceIx) -> String {
        let source = &self.site[handle];
        let date = source.published.as_ref().map(|when| format!(", {}", self.date(when).short)).unwrap_or_default();
        format!("{}{date}", source.publisher)
    }

    pub(super) fn outside(&self, era: WindowPosition) -> Option<OutsideWindowView> {
        let events: Vec<EventIx> = self.site.event_handles().filter(|event| self.site[*event].era == era).collect();
        if events.is_empty() {
            return None;
        }
        let days = || events.iter().map(|event| &self.site[*event].when);
        let first = days().map(When::first_day).min().flatten();
        let last = days().map(When::last_day).max().flatten().filter(|_| days().all(|when| when.last_day().is_some()));
        let span = first.zip(last).map(|(first, last)| format!(", {}", self.wording.years(first.year(), last.year())));
        Some(OutsideWindowView {
            title: self.outside_title(era),
            words: format!("{}{}", counted(events.len(), "event", "events"), span.unwrap_or_default()),
            url: self.url(&self.outside_pages(era).0),
        })
    }

    /// Writes each gap into the next heading, and returns the gap after the last heading. `earlier` are the headings
    /// before the first one, the latest first. A gap between them and the first heading is written into that.
    pub(super) fn fill_gaps<'d>(
        &self,
        days: &mut [DayView],
        keys: &[DayGroup],
        mut earlier: impl Iterator<Item = &'d DayGroup>,
    ) -> Option<String> {
        let words = |gap: &TimelineGap| self.wording.empty(gap.first, gap.last, self.year);
        let last_day = earlier.find_map(|day| day.key.sorted_under());
        let begun = self.plan.gaps.partition_point(|gap| last_day.is_some_and(|day| gap.first < day));
        let mut gaps = self.plan.gaps[begun..].iter().peekable();
        for (view, day) in days.iter_mut().zip(keys) {
            let Some(day) = day.key.sorted_under() else { continue };
            let mut passed = None;
            while let Some(gap) = gaps.next_if(|gap| gap.first <= day) {
                passed = Some(gap);
            }
            view.gap = passed.map(words);
        }
        gaps.next().map(words)
    }

    /// The overview strip, from the first to the last day of the window or, without one, of the events.
    pub(super) fn strip(&self) -> Option<StripView> {
        let strip = &self.plan.strip;
        let (first, last) = (strip.first()?.cell, strip.last()?.cell);
        let is_closed = |window: &&When| window.first_day().is_some() && window.last_day().is_some();
        let window = self.site.config.timeline.window.as_ref().filter(is_closed);
        let period =
            window.map_or_else(|| self.wording.period(first.first, last.last), |window| self.wording.date(window));
        let is_mixed = strip.iter().any(|filled| filled.cell.unit != first.unit);
        let undrawn = self.undrawn();
        let (unit, words) = match first.unit {
            _ if is_mixed => ("mixed", "Days and years"),
            Some(StripUnit::Day) => ("day", "Days"),
            Some(StripUnit::Month) => ("month", "Months"),
            _ => ("year", "Years"),
        };
        Some(StripView {
            unit,
            title: format!("{words} of {period}"),
            first: first.first.weekday().num_days_from_sunday() + 1,
            most: strip.iter().map(|filled| filled.events).max().unwrap_or(0),
            cells: strip.iter().map(|filled| self.cell(filled, is_mixed, undrawn.is_some())).collect(),
            undrawn,
        })
    }

    /// The number of events that have no cell, in words. They may have happened in a cell that is empty, or in a span
    /// that is left out.
    fn undrawn(&self) -> Option<String> {
        let drawn: usize = self.plan.strip.iter().map(|filled| filled.events).sum();
        let all = self.plan.overview.events;
        let undrawn = all.saturating_sub(drawn);
        (undrawn > 0).then(|| self.wording.undrawn(undrawn))
    }

    /// The view of a cell. `has_undrawn` is whether there are events without a cell. These may have happened in any
    /// month or year, so the title of a month or year then says that it counts only events of a known day.
    fn cell(&self, filled: &StripEntry, is_mixed: bool, has_undrawn: bool) -> StripCellView {
        let StripEntry { cell, events, disputed, ref place } = *filled;
        let at = cell.first;
        let StripCellLabel { unit, label, name, below, starts } = self.face(cell, is_mixed);
        let known = if has_undrawn && unit != "day" { " of a known day" } else { "" };
        let told = if disputed > 0 { format!(", {disputed} disputed") } else { String::new() };
        // If no event is drawn, no number is given: an event may last until this day, or its day may not be known.
        let number =
            if events > 0 { format!(": {}{known}{told}", counted(events, "event", "events")) } else { String::new() };
        StripCellView {
            unit,
            label,
            initial: below,
            starts: starts || (is_mixed && cell.begins && at.day() == 1),
            url: place.as_ref().map(|(number, anchor)| self.addresses.to(&chronicle(*number), Some(anchor))),
            title: name + &number,
            events,
            disputed,
        }
    }

    /// The labels of a cell, which do not depend on its events.
    fn face(&self, cell: StripCell, is_mixed: bool) -> StripCellLabel {
        let at = cell.first;
        match cell.unit {
            None => {
                let words = self.wording.length(at, cell.last);
                StripCellLabel { unit: "gap", label: words.clone(), name: words, below: None, starts: false }
            }
            Some(StripUnit::Day) => {
                let month = || (cell.begins || at.day() == 1).then(|| self.wording.month_short(at.month()).to_owned());
                let day = self.day(at).short;
                StripCellLabel {
                    unit: "day",
                    label: at.day().to_string(),
                    name: self.wording.weekday(at).map_or_else(|| day.clone(), |weekday| format!("{weekday} {day}")),
                    below: if is_mixed { month() } else { self.wording.weekday_initial(at).map(str::to_owned) },
                    starts: at.weekday() == chrono::Weekday::Mon,
                }
            }
            Some(StripUnit::Month) => StripCellLabel {
                unit: "month",
                label: self.wording.month_short(at.month()).to_owned(),
                name: format!("{} {}", self.wording.month(at.month()), self.wording.year(at.year())),
                below: (cell.begins || at.month() == 1).then(|| self.wording.year(at.year())),
                starts: at.month() == 1,
            },
            Some(StripUnit::Years(years)) => {
                let first = at.year().div_euclid(years) * years;
                let words = match years {
                    1 => self.wording.year(first),
                    10 if first >= 1000 => format!("{first}s"),
                    years => self.wording.years(first, first.saturating_add(years - 1)),
                };
                let starts = first.rem_euclid(years.saturating_mul(10)) == 0;
                // If a run begins or ends within a year, another cell may have the rest of that year.
                let begin = NaiveDate::from_ymd_opt(first, 1, 1);
                let end = NaiveDate::from_ymd_opt(first.saturating_add(years - 1), 12, 31);
                let is_whole = (begin, end) == (Some(at), Some(cell.last));
                let days = self.wording.period(at, cell.last);
                let name = match is_whole {
                    true => words.clone(),
                    false if days.contains(&words) => days,
                    false => format!("{words}, {days}"),
                };
                StripCellLabel { unit: "year", label: words, name, below: None, starts }
            }
        }
    }
}

/// The labels of a cell.
struct StripCellLabel {
    unit: &'static str,
    label: String,
    name: String,
    below: Option<String>,
    starts: bool,
}
