//! The view of the timeline.

use serde::Serialize;

use super::entry::DayView;
use super::link::{PagerView, TabView};

/// The view of `timeline.html`: a page of the whole timeline.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// The views of the timeline, this one among them; empty if there is no other.
    pub tabs: Vec<TabView>,
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

/// The view of `newest.html`: the newest events of the timeline, the newest first.
#[derive(Clone, Debug, Serialize)]
pub struct NewestView {
    /// The views of the timeline, this one among them; empty if there is no other.
    pub tabs: Vec<TabView>,
    /// What is on the page: "The 100 newest of 1000 events".
    pub held: String,
    /// The events after the window.
    pub after: Option<OutsideWindowView>,
    /// The days, the newest first. The gap of a day is that between it and the later day.
    pub days: Vec<DayView>,
    /// The days without entries before the earliest entry of the page, in words.
    pub gap_after: Option<String>,
    /// The events before the window, if the page has all events of the window.
    pub before: Option<OutsideWindowView>,
    /// The pages of the whole timeline, the latest first, if the page has not all events.
    pub pages: Vec<TimelinePageView>,
}

/// A link to a page of the whole timeline.
#[derive(Clone, Debug, Serialize)]
pub struct TimelinePageView {
    /// The dates from its first heading to its last one: "3–17 June 2025".
    pub name: String,
    /// The address.
    pub url: String,
    /// The number of events: "100 events".
    pub events_words: String,
}

/// The view of `key.html`: the key events of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct KeyEventsView {
    /// The views of the timeline, this one among them.
    pub tabs: Vec<TabView>,
    /// How many of all events are key events: "12 of 49 events".
    pub held: String,
    /// The events of this page, by days.
    pub days: Vec<DayView>,
    /// Links to the other pages of the key events, if there are any.
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
    /// The column of the first cell, from 1: of a day in a week from Sunday, of a month in a year.
    pub first: u32,
    /// Whether cells are so many that in one row only those that start something have room for their labels.
    pub dense: bool,
    /// The number of events in the busiest cell.
    pub most: usize,
    /// The cells.
    pub cells: Vec<StripCellView>,
    /// The number of events whose dates do not lie within one cell, in words. They may belong to cells that look empty.
    pub undrawn: Option<String>,
}

/// A cell of the overview strip.
#[derive(Clone, Debug, Serialize)]
pub struct StripCellView {
    /// The unit: `day`, `month`, `year`, or `gap` for an empty span, of which only the label is shown.
    pub unit: &'static str,
    /// The label: "16", "Jun", "2025", in mixed strips "1950s"; "882 years" for a gap.
    pub label: String,
    /// The label below: in a strip of one month "M", the initial of the weekday; in others "Jun" below the first day of a
    /// month and "2025" below the first month of a year.
    pub initial: Option<String>,
    /// Whether it is the first cell of a week, of a year, or of a longer unit of years.
    pub starts: bool,
    /// Address of its first day with entries, if it has any.
    pub url: Option<String>,
    /// The tooltip: "Monday 16 June: 1 event, 1 disputed". It gives no number if no event is drawn, because an event
    /// may last until this day, or its day may not be known.
    pub title: String,
    /// Its first day: `2025-06-16`.
    pub first: String,
    /// The anchors of headings of this page that name no day but whose events it counts.
    pub undated: Vec<String>,
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
