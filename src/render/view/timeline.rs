//! The view of the timeline.

use serde::Serialize;

use super::entry::DayView;
use super::link::PagerView;

/// The view of `timeline.html`: a page of the whole timeline.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// Numbers of the site.
    pub counts: CountsView,
    /// The overview strip, the same on every page.
    pub strip: Option<StripView>,
    /// The ten people and bodies with most events.
    pub actors: Vec<FacetView>,
    /// The ten topics with most events.
    pub tags: Vec<FacetView>,
    /// The ten places with most events.
    pub places: Vec<FacetView>,
    /// The six sources with most events.
    pub sources: Vec<FacetView>,
    /// The statuses and their meanings.
    pub statuses: Vec<StatusView>,
    /// The events before the window, on the first page only.
    pub before: Option<OutsideWindowView>,
    /// The events after the window, on the last page only.
    pub after: Option<OutsideWindowView>,
    /// The days of this page.
    pub days: Vec<DayView>,
    /// The days without entries after the last entry, in words; on the last page only.
    pub gap_after: Option<String>,
    /// Links to the other pages of the timeline, if there are any.
    pub pager: Option<PagerView>,
}

/// Numbers of the site, for the masthead.
#[derive(Clone, Debug, Serialize)]
pub struct CountsView {
    /// The number of events in the window.
    pub events: usize,
    /// The number of sources.
    pub sources: usize,
    /// The number of distinct origins of all events. It is an upper limit: two of them may share a source that neither
    /// names.
    pub origins: usize,
    /// The number of open questions.
    pub disputes: usize,
}

/// The overview strip.
#[derive(Clone, Debug, Serialize)]
pub struct StripView {
    /// The unit of the cells: `day`, `month`, `year`, or `mixed` if long empty spans are left out.
    pub unit: &'static str,
    /// The heading: "Days of June 2025".
    pub title: String,
    /// For days, the column of the first cell in a week, from 1 (Sunday).
    pub first: u32,
    /// The number of events in the busiest cell.
    pub most: usize,
    /// The cells.
    pub cells: Vec<StripCellView>,
    /// The number of events without a known day, in words. They may belong to cells that look empty.
    pub undrawn: Option<String>,
}

/// A cell of the overview strip.
#[derive(Clone, Debug, Serialize)]
pub struct StripCellView {
    /// The unit: `day`, `month`, `year`, or `gap` for an empty span, of which only the label is shown.
    pub unit: &'static str,
    /// The label: "16", "Jun", "2025", "1950s"; "882 years" for a gap.
    pub label: String,
    /// The label below: "M", the initial of the weekday; "2025" below the first month of a year; in mixed strips "Jun"
    /// below the first day of a month.
    pub initial: Option<String>,
    /// Whether it is the first cell of a week, a year or a decade.
    pub starts: bool,
    /// Address of its first day with entries, if it has any.
    pub url: Option<String>,
    /// The tooltip: "Monday 16 June: 1 event, 1 disputed". It gives no number if no event is drawn, because an event
    /// may last until this day, or its day may not be known.
    pub title: String,
    /// The number of events.
    pub events: usize,
    /// The number of disputed events.
    pub disputed: usize,
}

/// A choice in a filter menu. Without the script it is a link.
#[derive(Clone, Debug, Serialize)]
pub struct FacetView {
    /// The name: "Donald Trump".
    pub name: String,
    /// Its page.
    pub url: String,
    /// The number of events.
    pub count: usize,
}

/// A status and its meaning on this site.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView {
    /// The status: `confirmed`, `reported`, `disputed`, `denied` or `retracted`.
    pub status: &'static str,
    /// Its meaning.
    pub meaning: String,
}

/// A summary of the events before or after the window.
#[derive(Clone, Debug, Serialize)]
pub struct OutsideWindowView {
    /// The heading: "Before June 2025".
    pub title: String,
    /// The number of events and their years: "8 events, 1979 to 2025".
    pub words: String,
    /// Address of the page that lists them.
    pub url: String,
}
