//! The overview strip: a row of cells from the first day to the last, in which long empty spans are one cell with
//! words.
//!
//! In: the days with entries, and the span to cover. Out: cells in ascending order. Every day of the input is in
//! exactly one cell. Empty spans are left out so that an event of 1142 does not squeeze a month of 2025 into one cell.

use chrono::{Days, NaiveDate};

use super::calendar::CalendarUnit;
use super::{DayGroup, DayGroupKey};
use crate::model::Site;

/// The most cells that a strip has.
const MOST_CELLS: i64 = 120;

/// A strip of up to this many days has a cell for each day.
const MOST_DAYS: i64 = 92;

/// How many days must be empty for a span to be left out.
const LEAST_GAP: i64 = 45;

/// The most runs of cells that a strip has.
const MOST_RUNS: usize = 12;

/// The length of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StripUnit {
    /// A day.
    Day,
    /// A month of the calendar.
    Month,
    /// This number of years: 1, 10, 100 and so on.
    Years(i32),
}

/// A cell of the strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StripCell {
    /// The unit; `None` for an empty span that is shown in words.
    pub unit: Option<StripUnit>,
    /// Its first day. In the first cell of a run, it may be inside the unit.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
    /// Whether it is the first cell of a run.
    pub begins: bool,
}

/// Cells for `days`, which are sorted, in the span from `start` to `end`.
pub fn strip(days: &[NaiveDate], start: NaiveDate, end: NaiveDate) -> Vec<StripCell> {
    // The span is widened to include all days, so that every day has a cell.
    let mut points = Vec::with_capacity(days.len() + 2);
    points.push(days.first().map_or(start, |first| start.min(*first)));
    points.extend(days);
    points.push(days.last().map_or(end, |last| end.max(*last)));
    points.dedup();
    let mut runs = runs(&points);
    while cells_of(&runs) > MOST_CELLS {
        let longest = runs.iter_mut().max_by_key(|run| run.cells()).expect("there is a run");
        longest.unit = longest.unit.coarser();
    }
    let mut cells: Vec<StripCell> = Vec::new();
    for run in &runs {
        if let Some(before) = cells.last() {
            let (first, last) = (before.last + Days::new(1), run.first - Days::new(1));
            cells.push(StripCell { unit: None, first, last, begins: false });
        }
        run.draw(&mut cells);
    }
    cells
}

/// A cell and the events in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripEntry {
    /// The cell.
    pub cell: StripCell,
    /// The number of events.
    pub events: usize,
    /// The number of disputed events among them.
    pub disputed: usize,
    /// The first day with events: the number of its timeline page, and its anchor there.
    pub place: Option<(usize, String)>,
}

/// The strip of a timeline; empty if no day is known.
pub(super) fn filled(site: &Site, pages: &[Vec<DayGroup>]) -> Vec<StripEntry> {
    let window = site.config.timeline.window.as_ref();
    let days: Vec<(NaiveDate, usize, &DayGroup)> = (1..)
        .zip(pages)
        .flat_map(|(number, page)| page.iter().map(move |day| (number, day)))
        .filter_map(|(number, day)| if let DayGroupKey::Day(date) = day.key { Some((date, number, day)) } else { None })
        .collect();
    let dates: Vec<NaiveDate> = days.iter().map(|(date, ..)| *date).collect();
    let start = window.and_then(|window| window.first_day()).or(dates.first().copied());
    let end = window.and_then(|window| window.last_day()).or(dates.last().copied());
    let Some((start, end)) = start.zip(end) else { return Vec::new() };
    let empty = |cell| StripEntry { cell, events: 0, disputed: 0, place: None };
    let mut cells: Vec<StripEntry> = strip(&dates, start, end).into_iter().map(empty).collect();
    for (date, number, day) in days {
        let at = cells.partition_point(|filled| filled.cell.last < date);
        for event in day.events() {
            cells[at].events += 1;
            cells[at].disputed += usize::from(site[event].has_dispute());
            cells[at].place.get_or_insert_with(|| (number, day.key.anchor()));
        }
    }
    cells
}

/// A run of days without a dominant gap.
struct StripRun {
    first: NaiveDate,
    last: NaiveDate,
    unit: StripUnit,
}

/// Splits the points at their widest gaps.
fn runs(points: &[NaiveDate]) -> Vec<StripRun> {
    let mut parts: Vec<&[NaiveDate]> = vec![points];
    while parts.len() < MOST_RUNS {
        let gaps = parts.iter().enumerate().filter_map(|(at, part)| Some((widest(part)?, at)));
        let Some(((_, place), at)) = gaps.max_by_key(|((width, _), at)| (*width, std::cmp::Reverse(*at))) else {
            break;
        };
        let (before, after) = parts[at].split_at(place);
        parts.splice(at..=at, [before, after]);
    }
    let is_whole = parts.len() == 1;
    parts.iter().map(|part| StripRun::new(part, is_whole)).collect()
}

/// The widest gap of a part, in days, and the index of the point after it. `None` unless the gap is at least
/// [`LEAST_GAP`] days and longer than the rest of the part.
fn widest(part: &[NaiveDate]) -> Option<(i64, usize)> {
    let span = length(*part.first()?, *part.last()?);
    let gap = |at: usize| (part[at] - part[at - 1]).num_days() - 1;
    let place = (1..part.len()).max_by_key(|at| (gap(*at), std::cmp::Reverse(*at)))?;
    let is_dominant = span > MOST_DAYS && gap(place) >= LEAST_GAP && gap(place) * 2 > span - gap(place);
    is_dominant.then(|| (gap(place), place))
}

fn length(first: NaiveDate, last: NaiveDate) -> i64 {
    (last - first).num_days() + 1
}

fn cells_of(runs: &[StripRun]) -> i64 {
    let breaks = i64::try_from(runs.len()).expect("few") - 1;
    runs.iter().map(StripRun::cells).sum::<i64>() + breaks
}

impl StripRun {
    /// If the run is the whole strip, its unit is a day or, above [`MOST_DAYS`] days, a month. Otherwise it is the
    /// finest unit that does not leave most cells empty; for a single day it is a year.
    fn new(points: &[NaiveDate], is_whole: bool) -> Self {
        let (first, last) = (points[0], points[points.len() - 1]);
        let mut run = Self { first, last, unit: StripUnit::Day };
        let days = length(first, last);
        let most = i64::try_from(points.len()).expect("fits") * 4;
        if is_whole {
            run.unit = if days <= MOST_DAYS { StripUnit::Day } else { StripUnit::Month };
        } else if first == last {
            run.unit = StripUnit::Years(1);
        } else if days > MOST_DAYS || run.cells() > most.max(31) {
            run.unit = StripUnit::Month;
        }
        run
    }

    fn cells(&self) -> i64 {
        self.unit.number(self.last) - self.unit.number(self.first) + 1
    }

    fn draw(&self, cells: &mut Vec<StripCell>) {
        let mut first = self.first;
        while first <= self.last {
            let last = self.unit.last(first).min(self.last);
            cells.push(StripCell { unit: Some(self.unit), first, last, begins: first == self.first });
            let Some(next) = last.succ_opt() else { break };
            first = next;
        }
    }
}

impl StripUnit {
    fn coarser(self) -> Self {
        match self {
            Self::Day => Self::Month,
            Self::Month => Self::Years(1),
            Self::Years(years) => Self::Years(years * 10),
        }
    }

    fn calendar(self) -> CalendarUnit {
        match self {
            Self::Day => CalendarUnit::Day,
            Self::Month => CalendarUnit::Month,
            Self::Years(years) => CalendarUnit::Years(years),
        }
    }

    fn number(self, day: NaiveDate) -> i64 {
        self.calendar().number(day)
    }

    fn last(self, day: NaiveDate) -> NaiveDate {
        self.calendar().last(day)
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_CELLS, StripCell, StripUnit, strip};
    use chrono::{Days, NaiveDate};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn drawn(days: &[&str], window: Option<(&str, &str)>) -> Vec<StripCell> {
        let days: Vec<NaiveDate> = days.iter().map(|text| day(text)).collect();
        let (start, end) = window.map_or_else(|| (days[0], days[days.len() - 1]), |(a, b)| (day(a), day(b)));
        strip(&days, start, end)
    }

    fn units(cells: &[StripCell]) -> String {
        let word = |cell: &StripCell| match cell.unit {
            None => "…".to_owned(),
            Some(StripUnit::Day) => "d".to_owned(),
            Some(StripUnit::Month) => "m".to_owned(),
            Some(StripUnit::Years(years)) => format!("y{years} "),
        };
        cells.iter().map(word).collect()
    }

    #[test]
    fn a_month_has_its_days_whatever_stands_in_it() {
        assert_eq!(units(&drawn(&[], Some(("2025-06-01", "2025-06-30")))), "d".repeat(30));
        assert_eq!(units(&drawn(&["2025-06-02", "2025-06-30"], Some(("2025-06-01", "2025-06-30")))), "d".repeat(30));
    }

    #[test]
    fn an_event_long_ago_does_not_squeeze_a_month() {
        let june: Vec<String> = (2..=30).map(|day| format!("2025-06-{day:02}")).collect();
        let days: Vec<&str> = ["1142-06-01"].into_iter().chain(june.iter().map(String::as_str)).collect();
        let cells = drawn(&days, None);
        assert_eq!(units(&cells), format!("y1 …{}", "d".repeat(29)));
        assert_eq!((cells[1].first, cells[1].last), (day("1142-06-02"), day("2025-06-01")));
    }

    #[test]
    fn lone_events_are_years_with_breaks_between() {
        assert_eq!(units(&drawn(&["1953-08-19", "1979-11-04", "2015-07-14", "2025-06-22"], None)), "y1 …y1 …y1 …y1 ");
        assert_eq!(units(&drawn(&["1953-08-19"], None)), "d");
    }

    #[test]
    fn ten_years_without_a_dominant_gap_are_months() {
        let days: Vec<NaiveDate> = day("2010-01-01").iter_days().take_while(|at| *at < day("2020-01-01")).collect();
        assert_eq!(units(&strip(&days, days[0], days[days.len() - 1])), "m".repeat(120));
    }

    #[test]
    fn forty_years_are_years() {
        let days: Vec<NaiveDate> = (0..2000).map(|at| day("1985-01-03") + Days::new(at * 7)).collect();
        assert_eq!(units(&strip(&days, days[0], days[days.len() - 1])), "y1 ".repeat(39));
    }

    #[test]
    fn the_ends_of_a_window_are_cells_though_nothing_stands_there() {
        let cells = drawn(&["2025-06-02", "2025-06-20"], Some(("1900-01-01", "2025-12-31")));
        assert_eq!(cells[0].first, day("1900-01-01"));
        assert_eq!(cells[cells.len() - 1].last, day("2025-12-31"));
        assert_eq!(units(&cells[..2]), "y1 …");
    }

    #[test]
    fn every_day_lies_in_exactly_one_cell_and_cells_are_few_and_ascend() {
        let seed = 1142;
        let mut rng = fastrand::Rng::with_seed(seed);
        for round in 0..2000 {
            let count = rng.usize(..60);
            let reach = *rng.choice(&[40, 400, 4_000, 40_000, 4_000_000]).unwrap();
            let mut random = || day("-1000-01-01") + Days::new(rng.u64(..reach));
            let (a, b) = (random(), random());
            let mut days: Vec<NaiveDate> = (0..count).map(|_| random()).collect();
            if round % 3 == 0 {
                days.extend((0..80).map(|at| day("2025-06-01") + Days::new(at)));
            }
            days.sort_unstable();
            days.dedup();
            let cells = strip(&days, a.min(b), a.max(b));
            let told = format!("seed {seed}, round {round}: {days:?} from {a} to {b}");
            assert!(i64::try_from(cells.len()).unwrap() <= MOST_CELLS, "{} cells in {told}", cells.len());
            for pair in cells.windows(2) {
                assert_eq!(pair[0].last + Days::new(1), pair[1].first, "{told}");
            }
            for cell in &cells {
                assert!(cell.first <= cell.last, "{cell:?} in {told}");
            }
            for at in days {
                let homes = cells.iter().filter(|cell| cell.unit.is_some() && (cell.first..=cell.last).contains(&at));
                assert_eq!(homes.count(), 1, "{at} in {told}");
            }
        }
    }
}
