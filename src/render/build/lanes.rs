//! The view of the lanes on the home page.

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate};

use super::super::formats::card::capitalised;
use super::super::view::{
    LaneBandView, LaneColumnView, LaneCountView, LaneDotView, LaneMarkView, LaneRowView, LanesView,
};
use super::PageBuilder;
use super::home::{ChroniclePages, chapter_anchor};
use crate::plan::{LaneColumn, LaneContent, LaneCount, LaneMark, LaneSubject, LaneUnit, Lanes, event_anchor};
use crate::route::Route;
use crate::text::counted;

/// The width of all columns in a wide window, in CSS pixels.
const WIDTH: f32 = 840.0;

/// The width of a letter of a label, in CSS pixels, rather too much than too little.
const LETTER: f32 = 6.2;

impl PageBuilder<'_> {
    pub(super) fn lanes(&self, lanes: &Lanes, pages: &ChroniclePages) -> LanesView {
        let mut columns: Vec<LaneColumnView> = lanes
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| self.lane_column(lanes.unit, *column, at == 0))
            .collect();
        let used = |at: usize| match &lanes.content {
            LaneContent::Marks(marks) => marks.iter().any(|mark| mark.column == at),
            LaneContent::Counts(counts) => counts.iter().any(|count| count.column == at),
        };
        let bands = self.lane_bands(&lanes.columns);
        for (at, column) in columns.iter_mut().enumerate() {
            column.empty = !used(at);
            column.bands = begun(&bands, at);
        }
        let (marks, counts) = match &lanes.content {
            LaneContent::Marks(marks) => (self.lane_marks(lanes, marks, &bands), Vec::new()),
            LaneContent::Counts(counts) => (Vec::new(), self.lane_counts(lanes, counts, &bands, pages)),
        };
        let (unit, words) = match lanes.unit {
            LaneUnit::Day => ("day", "day"),
            LaneUnit::Week => ("week", "week"),
            LaneUnit::Month => ("month", "month"),
            LaneUnit::Years(1) => ("year", "year"),
            LaneUnit::Years(_) => ("year", "years"),
        };
        let by = match lanes.rows[0] {
            LaneSubject::Side(_) => "side",
            LaneSubject::Actor(_) => "person or body",
            LaneSubject::Place(_) => "place",
            LaneSubject::Tag(_) | LaneSubject::Others => "topic",
        };
        LanesView {
            title: format!("Events by {by} and {words}"),
            unit,
            rows: lanes.rows.iter().map(|row| self.lane_row(*row)).collect(),
            bands,
            columns,
            marks,
            counts,
            undrawn: (lanes.undrawn > 0).then(|| self.wording.undrawn(lanes.undrawn)),
        }
    }

    fn lane_row(&self, row: LaneSubject) -> LaneRowView {
        let linked = |name: &str, route: Route| LaneRowView { name: name.to_owned(), url: Some(self.url(&route)) };
        match row {
            LaneSubject::Side(side) => LaneRowView { name: self.site.config.sides[side.0].name.clone(), url: None },
            LaneSubject::Actor(actor) => {
                let actor = &self.site[actor];
                linked(&actor.name, Route::page("actors", &actor.id))
            }
            LaneSubject::Place(place) => {
                let place = &self.site[place];
                linked(&place.name, Route::page("places", &place.id))
            }
            LaneSubject::Tag(tag) => {
                let tag = &self.site[tag];
                linked(&tag.name, Route::page("tags", &tag.id))
            }
            LaneSubject::Others => LaneRowView { name: "Others".to_owned(), url: None },
        }
    }

    fn lane_column(&self, unit: LaneUnit, column: LaneColumn, is_first: bool) -> LaneColumnView {
        let first = column.first;
        let month = |first: NaiveDate| self.wording.month_short(first.month()).to_owned();
        let (label, below) = match unit {
            LaneUnit::Day => {
                let below = if is_first || first.day() == 1 { Some(month(first)) } else { None };
                let initial = self.wording.weekday_initial(first).map(str::to_owned);
                (first.day().to_string(), if self.lanes_in_one_month() { initial } else { below })
            }
            LaneUnit::Week => {
                let begins_month = is_first || first.day() <= 7;
                (first.day().to_string(), begins_month.then(|| month(first)))
            }
            LaneUnit::Month => {
                let begins_year = is_first || first.month() == 1;
                let initial: String = month(first).chars().take(1).collect();
                (initial, begins_year.then(|| self.wording.year(first.year())))
            }
            LaneUnit::Years(_) => (self.wording.year(first.year()), None),
        };
        LaneColumnView { label, below, empty: false, bands: 0 }
    }

    /// Whether all columns are days of one month, so that their labels need not name it.
    fn lanes_in_one_month(&self) -> bool {
        let columns = self.plan.lanes.as_ref().map_or(&[][..], |lanes| &lanes.columns);
        let month = |column: &LaneColumn| (column.first.year(), column.first.month());
        columns.first().map(month) == columns.last().map(month)
    }

    /// The chapters that the editor wrote, as far as they lie on columns.
    fn lane_bands(&self, columns: &[LaneColumn]) -> Vec<LaneBandView> {
        let chapters = self.site.overview.chapters.iter().enumerate();
        let band = |(at, chapter): (usize, &crate::model::Chapter)| {
            let from = columns.partition_point(|column| column.last < chapter.first);
            let to = chapter.last.map_or(columns.len(), |last| columns.partition_point(|column| column.first <= last));
            (from < to).then(|| LaneBandView {
                number: at + 1,
                title: chapter.title.clone(),
                id: chapter_anchor(at),
                from,
                to,
            })
        };
        chapters.filter_map(band).collect()
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
        let rows: Vec<String> = mark.rows.iter().map(|row| self.lane_row(lanes.rows[*row]).name).collect();
        let (x, y) = shift(mark.place, mark.places);
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
            x,
            y,
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
            let (days, row_name) = (self.wording.period(from, to), self.lane_row(lanes.rows[row]).name);
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

/// The number of chapters that begin on a column or before it.
fn begun(bands: &[LaneBandView], column: usize) -> usize {
    bands.iter().filter(|band| band.from <= column).count()
}

/// Where a mark stands when it shares its cell: from the middle, in half marks. Two stand in a row.
fn shift(place: usize, places: usize) -> (f32, f32) {
    #[expect(clippy::cast_precision_loss, reason = "a cell has few marks")]
    let (place, places) = (place as f32, places as f32);
    if places <= 3.0 {
        return (0.0, 2.0 * place - (places - 1.0));
    }
    let rows = (places / 2.0).ceil();
    (2.0 * (place % 2.0) - 1.0, 2.0 * (place / 2.0).floor() - (rows - 1.0))
}

/// Which cells are taken, so that labels cover neither marks nor each other.
struct LabelRoom {
    columns: usize,
    /// By row and column: the lane itself, and the space below it.
    taken: Vec<(bool, bool)>,
    width: f32,
}

impl LabelRoom {
    fn new(lanes: &Lanes, marks: &[LaneMark]) -> Self {
        let columns = lanes.columns.len();
        #[expect(clippy::cast_precision_loss, reason = "columns are few")]
        let width = WIDTH / columns as f32;
        let mut room = Self { columns, taken: vec![(false, false); columns * lanes.rows.len()], width };
        for mark in marks {
            for row in &mark.rows {
                room.taken[row * columns + mark.column].0 = true;
            }
            if mark.places > 1 {
                room.taken[mark.rows[0] * columns + mark.column].1 = true;
            }
        }
        room
    }

    /// Finds room for the label of a mark beside or below it, and takes it.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a label has few columns")]
    fn place(&mut self, mark: &LaneMark, label: &str) -> Option<&'static str> {
        #[expect(clippy::cast_precision_loss, reason = "labels are short")]
        let width = label.chars().count() as f32 * LETTER;
        let needed = (width / self.width).ceil() as usize;
        let (row, at) = (mark.rows[0] * self.columns, mark.column);
        let after = (at + 1)..(at + 1 + needed);
        if after.end <= self.columns && after.clone().all(|column| !self.taken[row + column].0) {
            after.for_each(|column| self.taken[row + column].0 = true);
            return Some("after");
        }
        if let Some(start) = at.checked_sub(needed)
            && (start..at).all(|column| !self.taken[row + column].0)
        {
            (start..at).for_each(|column| self.taken[row + column].0 = true);
            return Some("before");
        }
        let half = needed / 2;
        let around = at.checked_sub(half)?..(at + half + 1);
        if around.end > self.columns {
            return None;
        }
        let above = row.checked_sub(self.columns);
        for (row, side) in [(Some(row), "below"), (above, "above")] {
            let Some(row) = row else { continue };
            if around.clone().all(|column| !self.taken[row + column].1) {
                around.for_each(|column| self.taken[row + column].1 = true);
                return Some(side);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::shift;

    #[test]
    fn marks_of_one_cell_stand_apart() {
        for places in 1..=6 {
            let all: Vec<_> = (0..places).map(|place| shift(place, places)).collect();
            for (at, one) in all.iter().enumerate() {
                assert!(!all[..at].contains(one), "{places}: {all:?}");
            }
        }
        assert_eq!(shift(0, 1), (0.0, 0.0));
    }
}
