//! The view of the lanes on the home page.

use std::cmp::Reverse;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::super::view::{
    LaneBandView, LaneColumnView, LaneCountView, LaneDotView, LaneMarkView, LaneRowView, LanesView,
};
use super::PageBuilder;
use super::home::{ChroniclePages, chapter_anchor};
use crate::date::CalendarUnit;
use crate::plan::{LaneColumn, LaneContent, LaneCount, LaneMark, LaneSubject, Lanes, event_anchor};
use crate::route::Route;
use crate::text::{capitalised, counted};

/// The width of all columns in a wide window, in CSS pixels.
const WIDTH: f32 = 840.0;

/// The width of a letter of a label, in CSS pixels, rather too much than too little.
const LETTER: f32 = 6.2;

impl PageBuilder<'_> {
    pub(super) fn lanes(&self, lanes: &Lanes, pages: &ChroniclePages) -> LanesView {
        let bands = self.lane_bands(&lanes.columns);
        let (marks, counts) = match &lanes.content {
            LaneContent::Marks(marks) => (self.lane_marks(lanes, marks, &bands), Vec::new()),
            LaneContent::Counts(counts) => (Vec::new(), self.lane_counts(lanes, counts, &bands, pages)),
        };
        let unit = match lanes.unit {
            CalendarUnit::Day => "day",
            CalendarUnit::Week => "week",
            CalendarUnit::Month => "month",
            CalendarUnit::Years(1) => "year",
            CalendarUnit::Years(_) => "years",
        };
        let by = match lanes.rows[0] {
            LaneSubject::Side(_) => "side",
            LaneSubject::Actor(_) => "person or body",
            LaneSubject::Place(_) => "place",
            LaneSubject::Tag(_) | LaneSubject::Others => "topic",
        };
        LanesView {
            title: format!("Events by {by} and {unit}"),
            rows: (0..lanes.rows.len()).map(|at| self.lane_row(lanes, at)).collect(),
            columns: (0..lanes.columns.len()).map(|at| self.lane_column(lanes, at, &bands)).collect(),
            bands,
            marks,
            counts,
            undrawn: (lanes.undrawn > 0).then(|| self.wording.undrawn(lanes.undrawn, lanes.unit)),
        }
    }

    /// The name of a row and, if it has one, the route of its page.
    fn lane_subject(&self, row: LaneSubject) -> (&str, Option<Route>) {
        let site = self.site;
        match row {
            LaneSubject::Side(side) => (&site.config.sides[side.0].name, None),
            LaneSubject::Actor(actor) => (&site[actor].name, Some(Route::page("actors", &site[actor].id))),
            LaneSubject::Place(place) => (&site[place].name, Some(Route::page("places", &site[place].id))),
            LaneSubject::Tag(tag) => (&site[tag].name, Some(Route::page("tags", &site[tag].id))),
            LaneSubject::Others => ("Others", None),
        }
    }

    fn lane_row(&self, lanes: &Lanes, at: usize) -> LaneRowView {
        let (name, page) = self.lane_subject(lanes.rows[at]);
        LaneRowView {
            name: name.to_owned(),
            url: page.map(|page| self.url(&page)),
            most: lanes.most_in(|_, row| row == at),
        }
    }

    fn lane_column(&self, lanes: &Lanes, at: usize, bands: &[LaneBandView]) -> LaneColumnView {
        let first = lanes.columns[at].first;
        let begins = |unit: CalendarUnit| at == 0 || unit.first(lanes.columns[at - 1].first) != unit.first(first);
        let month = |first: NaiveDate| self.wording.month_short(first.month()).to_owned();
        let (label, below) = match lanes.unit {
            CalendarUnit::Day => {
                let below = begins(CalendarUnit::Month).then(|| month(first));
                let initial = self.wording.weekday_initial(first).map(str::to_owned);
                (first.day().to_string(), if in_one_month(&lanes.columns) { initial } else { below })
            }
            CalendarUnit::Week => (first.day().to_string(), begins(CalendarUnit::Month).then(|| month(first))),
            CalendarUnit::Month => {
                let initial: String = month(first).chars().take(1).collect();
                (initial, begins(CalendarUnit::Years(1)).then(|| self.wording.year(first.year())))
            }
            CalendarUnit::Years(_) => (self.wording.year(first.year()), None),
        };
        LaneColumnView {
            label: if has_room_for_label(lanes, at) { label } else { String::new() },
            below,
            most: lanes.most_in(|column, _| column == at),
            bands: begun(bands, at),
        }
    }

    /// The chapters that the editor wrote, as far as they lie on columns.
    fn lane_bands(&self, columns: &[LaneColumn]) -> Vec<LaneBandView> {
        let mut bands: Vec<LaneBandView> = Vec::new();
        for (at, chapter) in self.site.overview.chapters.iter().enumerate() {
            let from = columns.partition_point(|column| column.last < chapter.first);
            let to = chapter.last.map_or(columns.len(), |last| columns.partition_point(|column| column.first <= last));
            if from < to {
                let title = chapter.title.clone();
                bands.push(LaneBandView { number: at + 1, title, id: chapter_anchor(at), from, to });
            }
        }
        bands
    }

    fn lane_marks(&self, lanes: &Lanes, marks: &[LaneMark], bands: &[LaneBandView]) -> Vec<LaneMarkView> {
        let mut room = LabelRoom::new(lanes, marks);
        // Key events, then those with most reports, choose first.
        let mut order: Vec<usize> = (0..marks.len()).collect();
        order.sort_by_key(|at| {
            let event = &self.site[marks[*at].event];
            (!event.key, Reverse(event.provenance.reports.len()), *at)
        });
        let mut labels: Vec<Option<(String, &'static str)>> = vec![None; marks.len()];
        for at in order {
            let label = self.site[marks[at].event].label.as_ref();
            labels[at] = label.and_then(|label| Some((label.clone(), room.place(&marks[at], label)?)));
        }
        marks.iter().zip(labels).map(|(mark, label)| self.lane_mark(lanes, mark, bands, label)).collect()
    }

    fn lane_mark(
        &self,
        lanes: &Lanes,
        mark: &LaneMark,
        bands: &[LaneBandView],
        label: Option<(String, &'static str)>,
    ) -> LaneMarkView {
        let event = &self.site[mark.event];
        let rows: Vec<&str> = mark.rows.iter().map(|row| self.lane_subject(lanes.rows[*row]).0).collect();
        let (label, side) = label.map_or((None, "after"), |(label, side)| (Some(label), side));
        LaneMarkView {
            id: event_anchor(&event.id),
            url: self.event_url(mark.event),
            title: format!(
                "{}: {}. {}. {}",
                self.date(&event.when).short,
                event.title.trim_end_matches('.'),
                capitalised(&event.status_words()),
                rows.join(", ")
            ),
            status: event.status.word(),
            key: event.key,
            column: mark.column,
            bands: begun(bands, mark.column),
            row: mark.rows[0],
            others: mark.rows[1..].iter().map(|row| LaneDotView { row: *row }).collect(),
            top: mark.rows.iter().copied().min().unwrap_or(0),
            bottom: mark.rows.iter().copied().max().unwrap_or(0) + 1,
            joins: mark.rows.len() > 1,
            y: shift(mark.place, mark.places),
            label,
            side,
        }
    }

    fn lane_counts(
        &self,
        lanes: &Lanes,
        counts: &[LaneCount],
        bands: &[LaneBandView],
        pages: &ChroniclePages,
    ) -> Vec<LaneCountView> {
        let most = counts.iter().map(|count| count.events).max().unwrap_or(1);
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let part = |number: usize, all: usize| number as f32 / all as f32;
        let view = |count: &LaneCount| {
            let LaneCount { row, column, events, disputed, first } = *count;
            let LaneColumn { first: from, last: to } = lanes.columns[column];
            let told = if disputed > 0 { format!(", {disputed} disputed") } else { String::new() };
            let (days, row_name) = (self.wording.period(from, to), self.lane_subject(lanes.rows[row]).0);
            LaneCountView {
                url: self.in_chronicle(first, pages),
                title: format!("{days}, {row_name}: {}{told}", counted(events, "event", "events")),
                events,
                share: part(disputed, events),
                // Area, not width, stands for the number.
                size: part(events, most).sqrt(),
                column,
                bands: begun(bands, column),
                row,
            }
        };
        counts.iter().map(view).collect()
    }
}

/// Whether a column is labelled. Years are wider than a narrow column, so that only some of them have labels; and of a
/// month or year that chapters cut, only the first column has one.
fn has_room_for_label(lanes: &Lanes, at: usize) -> bool {
    let number = |at: usize| lanes.unit.number(lanes.columns[at].first);
    let is_later_part = at > 0 && number(at - 1) == number(at);
    match lanes.unit {
        CalendarUnit::Day | CalendarUnit::Week => true,
        CalendarUnit::Month => !is_later_part,
        // Ten columns of years have room for all labels, such as "1998" or "136 BC".
        CalendarUnit::Years(_) => {
            let step = i64::try_from(lanes.columns.len().div_ceil(10)).unwrap_or(1);
            !is_later_part && (number(at) - number(0)) % step == 0
        }
    }
}

/// Whether all columns are days of one month, so that their labels need not name it.
fn in_one_month(columns: &[LaneColumn]) -> bool {
    let month = |column: &LaneColumn| (column.first.year(), column.first.month());
    columns.first().map(month) == columns.last().map(month)
}

/// The number of chapters that begin on a column or before it.
fn begun(bands: &[LaneBandView], column: usize) -> usize {
    bands.iter().filter(|band| band.from <= column).count()
}

/// Where a mark stands when it shares its cell: the distance downwards from the middle, in marks.
fn shift(place: usize, places: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a cell has few marks")]
    let (place, places) = (place as f32, places as f32);
    place - (places - 1.0) / 2.0
}

/// What is taken, so that labels cover neither marks nor each other.
struct LabelRoom {
    columns: usize,
    /// By row and column: whether the lane has a mark or a label there.
    lanes: Vec<bool>,
    /// By row and column: whether the space above the lane has a label. The last row is the space below all lanes.
    between: Vec<bool>,
    /// The width of a column, in CSS pixels.
    width: f32,
}

impl LabelRoom {
    fn new(lanes: &Lanes, marks: &[LaneMark]) -> Self {
        let (columns, rows) = (lanes.columns.len(), lanes.rows.len());
        #[expect(clippy::cast_precision_loss, reason = "columns are few")]
        let width = WIDTH / columns as f32;
        let (own, between) = (vec![false; columns * rows], vec![false; columns * (rows + 1)]);
        let mut room = Self { columns, lanes: own, between, width };
        for mark in marks {
            for row in &mark.rows {
                room.lanes[row * columns + mark.column] = true;
            }
        }
        room
    }

    /// Finds room for the label of a mark beside, below or above it, and takes it.
    fn place(&mut self, mark: &LaneMark, label: &str) -> Option<&'static str> {
        let (at, needed) = (mark.column, self.columns_for(label));
        let row = mark.rows[0] * self.columns;
        let beside = [(Some(at + 1), "after"), (at.checked_sub(needed), "before")];
        for (first, side) in beside {
            if first.is_some_and(|first| take(&mut self.lanes, row, first..first + needed, self.columns)) {
                return Some(side);
            }
        }
        let first = at.checked_sub(needed / 2)?;
        let around = first..first + 2 * (needed / 2) + 1;
        // Marks of one cell stand below each other, so only the outer ones have room above or below.
        let (is_top, is_bottom) = (mark.place == 0, mark.place + 1 == mark.places);
        if is_bottom && take(&mut self.between, row + self.columns, around.clone(), self.columns) {
            return Some("below");
        }
        (is_top && take(&mut self.between, row, around, self.columns)).then_some("above")
    }

    /// The number of columns that a label covers.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a label has few columns")]
    fn columns_for(&self, label: &str) -> usize {
        #[expect(clippy::cast_precision_loss, reason = "labels are short")]
        let width = label.chars().count() as f32 * LETTER;
        (width / self.width).ceil() as usize
    }
}

/// Takes cells of a row if all of them are there and free.
fn take(taken: &mut [bool], row: usize, cells: Range<usize>, columns: usize) -> bool {
    let is_free = cells.end <= columns && cells.clone().all(|column| !taken[row + column]);
    if is_free {
        cells.for_each(|column| taken[row + column] = true);
    }
    is_free
}
