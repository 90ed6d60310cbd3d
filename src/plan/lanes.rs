//! The lanes of the home page: events by side and time.
//!
//! In: a site. Out: rows, columns, and what stands where: a mark for each event, or numbers where marks would overlap. A
//! column is a unit of the calendar, or the part of it that lies in one chapter.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use chrono::{Days, NaiveDate};

use crate::config::SideIx;
use crate::date::{CalendarUnit, When};
use crate::model::{ActorIx, Chapter, Event, EventIx, PlaceIx, Site, TagIx};

/// The most columns, unless there are as many chapters.
const MOST_COLUMNS: usize = 36;

/// The most rows that are not sides, besides the one for all other events.
const MOST_ROWS: usize = 7;

/// The most marks. With more events, cells have numbers.
const MOST_MARKS: usize = 150;

/// The most marks in one cell.
const MOST_IN_CELL: usize = 4;

/// What the events of a row have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneSubject {
    /// A side takes part.
    Side(SideIx),
    /// An actor takes part.
    Actor(ActorIx),
    /// They happened at a place.
    Place(PlaceIx),
    /// They have a topic.
    Tag(TagIx),
    /// Nothing: they are in no other row.
    Others,
}

/// A column, from its first to its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneColumn {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

/// The mark of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneMark {
    /// The event.
    pub event: EventIx,
    /// The index of its column.
    pub column: usize,
    /// The indices of its rows: that of its first participant first.
    pub rows: Vec<usize>,
    /// Its number among the marks that have the same column and the same first row, from 0.
    pub place: usize,
    /// The number of these marks.
    pub places: usize,
}

/// The number of events in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneCount {
    /// The index of the row.
    pub row: usize,
    /// The index of the column.
    pub column: usize,
    /// The number of events.
    pub events: usize,
    /// The number of events among them that are disputed, or of which a part is.
    pub disputed: usize,
    /// The first of them.
    pub first: EventIx,
}

/// What stands in the cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LaneContent {
    /// A mark for each event, in chronological order.
    Marks(Vec<LaneMark>),
    /// Numbers of events, by column and row. An event counts in each of its rows.
    Counts(Vec<LaneCount>),
}

/// The lanes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lanes {
    /// The rows.
    pub rows: Vec<LaneSubject>,
    /// The length of the columns that lie in one chapter.
    pub unit: CalendarUnit,
    /// The columns, which follow each other without a gap.
    pub columns: Vec<LaneColumn>,
    /// What stands in the cells.
    pub content: LaneContent,
    /// The number of events in the window whose column is not known.
    pub undrawn: usize,
}

impl Lanes {
    /// The most marks, or 1 for numbers, in one of the cells that `has` chooses by column and row; 0 if there are none.
    pub fn most_in(&self, has: impl Fn(usize, usize) -> bool) -> usize {
        match &self.content {
            LaneContent::Marks(marks) => {
                let own = marks.iter().filter(|mark| has(mark.column, mark.rows[0]));
                own.map(|mark| mark.places).max().unwrap_or(0)
            }
            LaneContent::Counts(counts) => usize::from(counts.iter().any(|count| has(count.column, count.row))),
        }
    }
}

/// The lanes of a site. `None` if there are fewer than two rows, or no event whose column is known.
pub(super) fn lanes(site: &Site) -> Option<Lanes> {
    let events: Vec<EventIx> = site.events_within().collect();
    let subjects = subjects(site, &events)?;
    let (unit, columns) = columns(site, &events)?;
    let place = |event: &EventIx| {
        Some((column_of(&site[*event].when, unit, &columns)?, rows_of(*event, site, &subjects), *event))
    };
    let placed: Vec<PlacedEvent> =
        events.iter().filter_map(place).map(|(column, rows, event)| PlacedEvent { event, column, rows }).collect();
    if placed.is_empty() {
        return None;
    }
    let undrawn = events.len() - placed.len();
    let others = subjects.len();
    let has_others = placed.iter().any(|placed| placed.rows == [others]);
    let rows = subjects.into_iter().chain(has_others.then_some(LaneSubject::Others)).collect();
    let content = match marks(&placed) {
        Some(marks) => LaneContent::Marks(marks),
        None => LaneContent::Counts(counts(site, &placed)),
    };
    Some(Lanes { rows, unit, columns, content, undrawn })
}

/// An event with its column and rows.
struct PlacedEvent {
    event: EventIx,
    column: usize,
    rows: Vec<usize>,
}

/// The subjects of one kind that an event has.
type SubjectsOf<'a> = &'a dyn Fn(&Event) -> BTreeSet<LaneSubject>;

/// The subjects of the rows: the sides of the site that have events, or else the actors, places or topics with most
/// events. `None` if none of these makes two rows.
fn subjects(site: &Site, events: &[EventIx]) -> Option<Vec<LaneSubject>> {
    // By the order of the site, which is that of their indices.
    let sides: BTreeSet<LaneSubject> = events.iter().flat_map(|event| sides_of(&site[*event], site)).collect();
    if sides.len() >= 2 {
        return Some(sides.into_iter().collect());
    }
    let actors = |event: &Event| event.actors.iter().map(|part| LaneSubject::Actor(part.actor)).collect();
    let places = |event: &Event| event.places.iter().copied().map(LaneSubject::Place).collect();
    let tags = |event: &Event| event.tags.iter().copied().map(LaneSubject::Tag).collect();
    let kinds: [SubjectsOf<'_>; 3] = [&actors, &places, &tags];
    kinds.into_iter().map(|of| most_frequent(site, events, of)).find(|subjects| subjects.len() >= 2)
}

/// The sides of an event's actors, in the order of the actors.
fn sides_of(event: &Event, site: &Site) -> Vec<LaneSubject> {
    event.actors.iter().filter_map(|part| site[part.actor].side).map(LaneSubject::Side).collect()
}

/// The subjects with most events, at most [`MOST_ROWS`]; ties by the order of the site. Those with a single event are
/// left out.
fn most_frequent(site: &Site, events: &[EventIx], of: SubjectsOf<'_>) -> Vec<LaneSubject> {
    let mut numbers: BTreeMap<LaneSubject, usize> = BTreeMap::new();
    for subject in events.iter().flat_map(|event| of(&site[*event])) {
        *numbers.entry(subject).or_default() += 1;
    }
    let mut subjects: Vec<(LaneSubject, usize)> = numbers.into_iter().filter(|(_, number)| *number > 1).collect();
    subjects.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    subjects.truncate(MOST_ROWS);
    subjects.into_iter().map(|(subject, _)| subject).collect()
}

/// The rows of an event: the indices of its subjects, each once, in the order in which the event names them; or that of
/// the row behind them all.
fn rows_of(event: EventIx, site: &Site, subjects: &[LaneSubject]) -> Vec<usize> {
    let event = &site[event];
    let own: Vec<LaneSubject> = match subjects[0] {
        LaneSubject::Side(_) => sides_of(event, site),
        LaneSubject::Actor(_) => event.actors.iter().map(|part| LaneSubject::Actor(part.actor)).collect(),
        LaneSubject::Place(_) => event.places.iter().copied().map(LaneSubject::Place).collect(),
        LaneSubject::Tag(_) | LaneSubject::Others => event.tags.iter().copied().map(LaneSubject::Tag).collect(),
    };
    let mut rows = Vec::new();
    for row in own.iter().filter_map(|subject| subjects.iter().position(|known| known == subject)) {
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    if rows.is_empty() {
        rows.push(subjects.len());
    }
    rows
}

/// Columns for all days of the window, or of the events where the window has an open end or is three times as long. The
/// unit is the finest that needs no more than [`MOST_COLUMNS`].
fn columns(site: &Site, events: &[EventIx]) -> Option<(CalendarUnit, Vec<LaneColumn>)> {
    let days = || events.iter().filter_map(|event| days_of(&site[*event].when));
    let (mut first, mut last) = days().map(|(first, _)| first).min().zip(days().map(|(_, last)| last).max())?;
    let window = site.config.timeline.window.as_ref();
    if let Some((from, to)) = window.and_then(|window| window.first_day().zip(window.last_day()))
        && (to - from).num_days() <= 3 * (last - first).num_days().max(1)
    {
        (first, last) = (first.min(from), last.max(to));
    }
    let bounds = chapter_bounds(site);
    let most = MOST_COLUMNS.max(bounds.len() + 1);
    let years = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map(CalendarUnit::Years);
    let units = [CalendarUnit::Day, CalendarUnit::Week, CalendarUnit::Month].into_iter().chain(years);
    let mut fitting = units.filter_map(|unit| Some((unit, columns_of(unit, (first, last), &bounds, most)?)));
    fitting.next()
}

/// The days on which a chapter begins, and those after the last day of one.
fn chapter_bounds(site: &Site) -> BTreeSet<NaiveDate> {
    let bounds = |chapter: &Chapter| [Some(chapter.first), chapter.last.and_then(|last| last.succ_opt())];
    site.overview.chapters.iter().flat_map(bounds).flatten().collect()
}

/// A column for each unit of the calendar, cut at the bounds, so that no column has days of two chapters. `None` if there
/// are more than `most`.
fn columns_of(
    unit: CalendarUnit,
    (first, last): (NaiveDate, NaiveDate),
    bounds: &BTreeSet<NaiveDate>,
    most: usize,
) -> Option<Vec<LaneColumn>> {
    let begin = unit.first(first);
    let mut start = bounds.range(begin..=first).next_back().copied().unwrap_or(begin);
    let mut columns = Vec::new();
    while start <= last {
        if columns.len() == most {
            return None;
        }
        let end = unit.next(start)?;
        let next = bounds.range((Bound::Excluded(start), Bound::Included(end))).next().copied().unwrap_or(end);
        columns.push(LaneColumn { first: start, last: next - Days::new(1) });
        start = next;
    }
    Some(columns)
}

/// The days between which an event began.
fn days_of(when: &When) -> Option<(NaiveDate, NaiveDate)> {
    let begin = when.beginning();
    begin.first.zip(begin.last)
}

/// The column in which an event began, if that is known. If the unit is known, but not on which side of a chapter's bound
/// it began, it is the column of the chapter that has the event.
fn column_of(when: &When, unit: CalendarUnit, columns: &[LaneColumn]) -> Option<usize> {
    let (first, last) = days_of(when)?;
    let day = when.sorted_under().filter(|_| unit.first(first) == unit.first(last))?;
    let at = columns.partition_point(|column| column.last < day);
    columns.get(at).filter(|column| column.first <= day).map(|_| at)
}

/// A mark for each event. `None` if there are too many, or if too many have one cell.
fn marks(placed: &[PlacedEvent]) -> Option<Vec<LaneMark>> {
    if placed.len() > MOST_MARKS {
        return None;
    }
    let mut numbers: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for PlacedEvent { column, rows, .. } in placed {
        *numbers.entry((*column, rows[0])).or_default() += 1;
    }
    if numbers.values().any(|number| *number > MOST_IN_CELL) {
        return None;
    }
    let mut given: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mark = |PlacedEvent { event, column, rows }: &PlacedEvent| {
        let cell = (*column, rows[0]);
        let next = given.entry(cell).or_default();
        let place = *next;
        *next += 1;
        LaneMark { event: *event, column: *column, rows: rows.clone(), place, places: numbers[&cell] }
    };
    Some(placed.iter().map(mark).collect())
}

fn counts(site: &Site, placed: &[PlacedEvent]) -> Vec<LaneCount> {
    let mut cells: BTreeMap<(usize, usize), LaneCount> = BTreeMap::new();
    for PlacedEvent { event, column, rows } in placed {
        for row in rows {
            let new = LaneCount { row: *row, column: *column, events: 0, disputed: 0, first: *event };
            let cell = cells.entry((*column, *row)).or_insert(new);
            cell.events += 1;
            cell.disputed += usize::from(site[*event].has_dispute());
        }
    }
    cells.into_values().collect()
}
