//! The overview strip: a row of cells from the first day to the last, in which long empty spans are one cell with
//! words.
//!
//! In: the days with entries, and the span to cover. Out: cells in ascending order. Every day of the input is in
//! exactly one cell. Empty spans are left out so that an event of 1142 does not squeeze a month of 2025 into one cell.

use chrono::{Days, NaiveDate};

use super::{DayGroup, DayGroupKey};
use crate::date::{CalendarUnit, When};
use crate::model::{EventIx, Site};

/// The most cells that a strip has.
const MOST_CELLS: i64 = 120;

/// A strip without gaps that has up to this number of days has a cell for each day.
const MOST_DAYS: i64 = 92;

/// The most cells of years in a strip without gaps, which stand in one row.
const MOST_YEARS: i64 = 40;

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
    /// This number of years: 1, 5, 10, 50, 100 and so on.
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

/// The days from the first to the last, which are never apart in the strip.
type DaySpan = (NaiveDate, NaiveDate);

/// Cells for days and spans of days, which are sorted and do not overlap, from `start` to `end`.
pub fn strip(days: &[DaySpan], start: NaiveDate, end: NaiveDate) -> Vec<StripCell> {
    // The strip is widened to include all days, so that every day has a cell.
    let start = days.first().map_or(start, |(first, _)| start.min(*first));
    let end = days.last().map_or(end, |(_, last)| end.max(*last));
    let mut runs = runs(&joined([(start, start)].into_iter().chain(days.iter().copied()).chain([(end, end)])));
    while cells_of(&runs) > most_cells(&runs) {
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

/// Spans in ascending order, with those that overlap joined.
fn joined(spans: impl Iterator<Item = DaySpan>) -> Vec<DaySpan> {
    let mut joined: Vec<DaySpan> = Vec::new();
    for (first, last) in spans {
        match joined.last_mut() {
            Some(before) if first <= before.1 => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
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
    /// The first heading with events: the number of its timeline page, and its anchor there.
    pub place: Option<(usize, String)>,
    /// The headings among them that name no day, in the same form.
    pub undated: Vec<(usize, String)>,
}

/// The strip of a timeline; empty if no day is known.
pub(super) fn filled(site: &Site, pages: &[Vec<DayGroup>]) -> Vec<StripEntry> {
    let window = site.config.timeline.window.as_ref();
    let groups = || (1..).zip(pages).flat_map(|(number, page)| page.iter().map(move |group| (number, group)));
    let known = |group: &DayGroup| if let DayGroupKey::Day(day) = group.key { Some((day, day)) } else { None };
    let mut days: Vec<DaySpan> = groups().filter_map(|(_, group)| known(group)).collect();
    let start = window.and_then(When::first_day).or(days.first().map(|(day, _)| *day));
    let end = window.and_then(When::last_day).or(days.last().map(|(day, _)| *day));
    let Some((start, end)) = start.zip(end) else { return Vec::new() };
    // A year in which no day is known widens the strip; within it, it stands in the cell that has all of it.
    let undated = groups().filter(|(_, group)| known(group).is_none()).flat_map(|(_, group)| group.events());
    let outside = undated.filter_map(|event| year_of(&site[event].when, start, end));
    days.extend(outside);
    days.sort_unstable();
    let days = joined(days.into_iter());
    let empty = |cell| StripEntry { cell, events: 0, disputed: 0, place: None, undated: Vec::new() };
    let mut cells: Vec<StripEntry> = strip(&days, start, end).into_iter().map(empty).collect();
    for (number, group) in groups() {
        for event in group.events() {
            let Some(at) = cell_of(&cells, span_of(site, group, event)) else { continue };
            cells[at].add(number, group, site[event].has_dispute());
        }
    }
    cells
}

/// The days between which an event of a heading began.
fn span_of(site: &Site, group: &DayGroup, event: EventIx) -> Option<DaySpan> {
    if let DayGroupKey::Day(day) = group.key {
        return Some((day, day));
    }
    let begin = site[event].when.beginning();
    begin.first.zip(begin.last)
}

/// The days of a date that lies within one year and neither at nor between `start` and `end`.
fn year_of(when: &When, start: NaiveDate, end: NaiveDate) -> Option<DaySpan> {
    let begin = when.beginning();
    let (first, last) = begin.first.zip(begin.last)?;
    let year = CalendarUnit::Years(1);
    (year.first(first) == year.first(last) && (last < start || first > end)).then_some((first, last))
}

/// The cell that has all days of a span. In a strip of one run, cells at the ends stand for their whole units.
fn cell_of(cells: &[StripEntry], span: Option<DaySpan>) -> Option<usize> {
    let (first, last) = span?;
    let is_whole = cells.iter().all(|filled| filled.cell.unit.is_some());
    let at = cells.partition_point(|filled| filled.cell.last < first);
    let at = if is_whole { at.min(cells.len().checked_sub(1)?) } else { at };
    let cell = cells.get(at)?.cell;
    let unit = cell.unit?;
    let has = |day: NaiveDate| match is_whole {
        true => unit.number(day) == unit.number(cell.first),
        false => cell.first <= day && day <= cell.last,
    };
    (has(first) && has(last)).then_some(at)
}

impl StripEntry {
    fn add(&mut self, number: usize, group: &DayGroup, is_disputed: bool) {
        self.events += 1;
        self.disputed += usize::from(is_disputed);
        let place = (number, group.key.anchor());
        if matches!(group.key, DayGroupKey::Span(..)) && self.undated.last() != Some(&place) {
            self.undated.push(place.clone());
        }
        self.place.get_or_insert(place);
    }
}

/// A run of days without a dominant gap.
struct StripRun {
    first: NaiveDate,
    last: NaiveDate,
    unit: StripUnit,
}

/// Splits the spans at their widest gaps.
fn runs(spans: &[DaySpan]) -> Vec<StripRun> {
    let mut parts: Vec<&[DaySpan]> = vec![spans];
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

/// The widest gap of a part, in days, and the index of the span after it. `None` unless the gap is at least
/// [`LEAST_GAP`] days and longer than the rest of the part.
fn widest(part: &[DaySpan]) -> Option<(i64, usize)> {
    let span = length(part.first()?.0, part.last()?.1);
    let gap = |at: usize| (part[at].0 - part[at - 1].1).num_days() - 1;
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

fn most_cells(runs: &[StripRun]) -> i64 {
    match runs {
        [StripRun { unit: StripUnit::Years(_), .. }] => MOST_YEARS,
        _ => MOST_CELLS,
    }
}

impl StripRun {
    /// If the run is the whole strip, its unit is a day or, above [`MOST_DAYS`] days, a month. Otherwise it is the
    /// finest unit that does not leave most cells empty; for a single date it is a year.
    fn new(spans: &[DaySpan], is_whole: bool) -> Self {
        let (first, last) = (spans[0].0, spans[spans.len() - 1].1);
        let mut run = Self { first, last, unit: StripUnit::Day };
        let days = length(first, last);
        let most = i64::try_from(spans.len()).expect("fits") * 4;
        if is_whole {
            run.unit = if days <= MOST_DAYS { StripUnit::Day } else { StripUnit::Month };
        } else if spans.len() == 1 {
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
    /// The next longer unit.
    pub fn coarser(self) -> Self {
        match self {
            Self::Day => Self::Month,
            Self::Month => Self::Years(1),
            // 1, 5, 10, 50, 100
            Self::Years(years) => Self::Years(years * if years.to_string().starts_with('1') { 5 } else { 2 }),
        }
    }

    /// The unit of the calendar.
    pub fn calendar(self) -> CalendarUnit {
        match self {
            Self::Day => CalendarUnit::Day,
            Self::Month => CalendarUnit::Month,
            Self::Years(years) => CalendarUnit::Years(years),
        }
    }

    /// The number of the unit that contains a day, counted from a fixed origin.
    pub fn number(self, day: NaiveDate) -> i64 {
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

    fn spans(days: &[NaiveDate]) -> Vec<(NaiveDate, NaiveDate)> {
        days.iter().map(|day| (*day, *day)).collect()
    }

    fn drawn(days: &[&str], window: Option<(&str, &str)>) -> Vec<StripCell> {
        let days: Vec<NaiveDate> = days.iter().map(|text| day(text)).collect();
        let (start, end) = window.map_or_else(|| (days[0], days[days.len() - 1]), |(a, b)| (day(a), day(b)));
        strip(&spans(&days), start, end)
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
        assert_eq!(units(&strip(&spans(&days), days[0], days[days.len() - 1])), "m".repeat(120));
    }

    #[test]
    fn forty_years_are_years() {
        let days: Vec<NaiveDate> = (0..2000).map(|at| day("1985-01-03") + Days::new(at * 7)).collect();
        assert_eq!(units(&strip(&spans(&days), days[0], days[days.len() - 1])), "y1 ".repeat(39));
    }

    #[test]
    fn a_century_is_cells_of_five_years_that_stand_in_one_row() {
        let days: Vec<NaiveDate> = (0..120).map(|at| day("1906-03-01") + Days::new(at * 365)).collect();
        assert_eq!(units(&strip(&spans(&days), days[0], days[days.len() - 1])), "y5 ".repeat(25));
    }

    #[test]
    fn the_days_of_one_date_are_never_apart() {
        let days = [(day("1142-01-01"), day("1142-12-31")), (day("2025-06-02"), day("2025-06-02"))];
        let cells = strip(&days, day("2025-06-02"), day("2025-06-30"));
        assert_eq!(units(&cells[..2]), "y1 …");
        assert_eq!((cells[0].first, cells[0].last), days[0]);
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
            let cells = strip(&spans(&days), a.min(b), a.max(b));
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
