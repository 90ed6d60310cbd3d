//! Views of the timeline: masthead, overview strip, menus and days.

use chrono::{Datelike, NaiveDate};

use super::super::view::{
    CountsView, DayView, FacetView, OutsideWindowView, StatusView, StripCellView, StripView, TimelineView,
};
use super::PageBuilder;
use super::entry::ListDetail;
use crate::config::Status;
use crate::date::{CalendarUnit, When};
use crate::model::{ActorIx, EventIx, PlaceIx, SourceIx, TagIx, WindowPosition};
use crate::plan::{DayGroup, PageKind, SiteOverview, StripCell, StripEntry, StripUnit, TimelineGap, chronicle};
use crate::route::{Route, Slug};
use crate::text::counted;

/// A first day of a strip after this one does not name its month.
const LAST_NAMED_DAY: u32 = 26;

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
            strip: self.strip(number),
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

    /// The overview strip on a page of the timeline, from the first to the last day of the window or, without one, of the
    /// events.
    pub(super) fn strip(&self, number: usize) -> Option<StripView> {
        let strip = &self.plan.strip;
        let (first, last) = (strip.first()?.cell, strip.last()?.cell);
        let is_closed = |window: &&When| window.first_day().is_some() && window.last_day().is_some();
        let window = self.site.config.timeline.window.as_ref().filter(is_closed);
        let period = match (window, first.unit) {
            (Some(window), _) => self.wording.date(window),
            (None, Some(StripUnit::Years(_))) => self.wording.years(first.first.year(), last.last.year()),
            (None, _) => self.wording.period(first.first, last.last),
        };
        let is_mixed = strip.iter().any(|filled| filled.cell.unit != first.unit);
        let undrawn = self.undrawn();
        let kind = StripKind { is_mixed, is_one_month: CalendarUnit::Month.last(first.first) >= last.last };
        let (unit, words) = match first.unit {
            _ if is_mixed => ("mixed", "Days and years".to_owned()),
            Some(StripUnit::Day) => ("day", "Days".to_owned()),
            Some(StripUnit::Month) => ("month", "Months".to_owned()),
            Some(StripUnit::Years(years)) if years > 1 => {
                ("year", format!("Every {} years", self.wording.number(usize::try_from(years).unwrap_or_default())))
            }
            _ => ("year", "Years".to_owned()),
        };
        Some(StripView {
            unit,
            title: format!("{words} of {period}"),
            first: first_column(first),
            dense: strip.len() > most_labelled(first),
            most: strip.iter().map(|filled| filled.events).max().unwrap_or(0),
            cells: strip.iter().map(|filled| self.cell(filled, number, kind, undrawn.is_some())).collect(),
            undrawn,
        })
    }

    /// The number of events that have no cell, in words. They may have happened in a cell that is empty, or in a span
    /// that is left out.
    fn undrawn(&self) -> Option<String> {
        let strip = &self.plan.strip;
        let drawn: usize = strip.iter().map(|filled| filled.events).sum();
        let all = self.plan.overview.events;
        let undrawn = all.saturating_sub(drawn);
        // Where spans are left out, a month or year may stand on two sides of one. Then only a day is known to have a cell.
        let units = strip.iter().map(|filled| filled.cell.unit);
        let unit = units.reduce(|a, b| a.filter(|_| a == b)).flatten().map_or(CalendarUnit::Day, StripUnit::calendar);
        (undrawn > 0).then(|| self.wording.undrawn(undrawn, unit))
    }

    /// The view of a cell on a page of the timeline. `has_undrawn` is whether there are events without a cell. These may
    /// have happened in any month or year, so the title of a month or year then says that it has at least its events.
    fn cell(&self, filled: &StripEntry, number: usize, kind: StripKind, has_undrawn: bool) -> StripCellView {
        let StripEntry { cell, events, disputed, ref place, ref undated } = *filled;
        let at = cell.first;
        let StripCellLabel { unit, label, name, below, starts } = self.face(cell, kind);
        let least = if has_undrawn && unit != "day" { "at least " } else { "" };
        let undated = undated.iter().filter(|(page, _)| *page == number).map(|(_, anchor)| anchor.clone());
        let told = if disputed > 0 { format!(", {disputed} disputed") } else { String::new() };
        // If no event is drawn, no number is given: an event may last until this day, or its day may not be known.
        let number =
            if events > 0 { format!(": {least}{}{told}", counted(events, "event", "events")) } else { String::new() };
        StripCellView {
            unit,
            label,
            initial: below,
            starts: starts || (kind.is_mixed && cell.begins && at.day() == 1),
            url: place.as_ref().map(|(number, anchor)| self.addresses.to(&chronicle(*number), Some(anchor))),
            title: name + &number,
            first: at.to_string(),
            undated: undated.collect(),
            events,
            disputed,
        }
    }

    /// The labels of a cell, which do not depend on its events.
    fn face(&self, cell: StripCell, kind: StripKind) -> StripCellLabel {
        let at = cell.first;
        match cell.unit {
            None => {
                let words = self.wording.length(at, cell.last);
                StripCellLabel { unit: "gap", label: words.clone(), name: words, below: None, starts: false }
            }
            Some(StripUnit::Day) => {
                // Shortly before the next month, there is no room for the name of this one.
                let begins_month = at.day() == 1 || (cell.begins && (kind.is_mixed || at.day() <= LAST_NAMED_DAY));
                let month = || begins_month.then(|| self.wording.month_short(at.month()).to_owned());
                let day = self.day(at).short;
                StripCellLabel {
                    unit: "day",
                    label: at.day().to_string(),
                    name: self.wording.weekday(at).map_or_else(|| day.clone(), |weekday| format!("{weekday} {day}")),
                    below: match kind {
                        StripKind { is_mixed: false, is_one_month: true } => {
                            self.wording.weekday_initial(at).map(str::to_owned)
                        }
                        _ => month(),
                    },
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
                let unit = StripUnit::Years(years);
                let before = at.pred_opt().unwrap_or(at);
                let starts = unit.coarser().number(before) != unit.coarser().number(at);
                if !kind.is_mixed {
                    let label = self.wording.year(at.year());
                    return StripCellLabel { unit: "year", label, name: words, below: None, starts };
                }
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

/// What the label of a cell depends on besides the cell.
#[derive(Clone, Copy)]
struct StripKind {
    /// Whether long empty spans are left out, so that units differ.
    is_mixed: bool,
    /// Whether all cells lie in one month.
    is_one_month: bool,
}

/// The column of the first cell where days stand below each other in weeks, and months in years, from 1.
fn first_column(cell: StripCell) -> u32 {
    match cell.unit {
        Some(StripUnit::Month) => cell.first.month(),
        Some(StripUnit::Years(_)) => 1,
        _ => cell.first.weekday().num_days_from_sunday() + 1,
    }
}

/// The most cells in one row that have a label each: labels of longer units are wider.
fn most_labelled(cell: StripCell) -> usize {
    match cell.unit {
        Some(StripUnit::Day) => 45,
        Some(StripUnit::Month) => 24,
        _ => 16,
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
