//! The home page and the pages that follow it.

use serde::Serialize;

use super::entry::DayView;
use super::link::PagerView;

/// `timeline`: the home page and the pages that follow it.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// Numbers.
    pub counts: CountsView,
    /// The overview, on every page.
    pub strip: Option<StripView>,
    /// People and bodies, most events first, at most ten.
    pub actors: Vec<FacetView>,
    /// Topics, most events first, at most ten.
    pub tags: Vec<FacetView>,
    /// Places, most events first, at most ten.
    pub places: Vec<FacetView>,
    /// Sources, most events first, at most six.
    pub sources: Vec<FacetView>,
    /// What the statuses mean here.
    pub statuses: Vec<StatusView>,
    /// What lies before the window.
    pub before: Option<OutsideWindowView>,
    /// What lies after it.
    pub after: Option<OutsideWindowView>,
    /// The days of this page.
    pub days: Vec<DayView>,
    /// Words on days without entries after the last one.
    pub gap_after: Option<String>,
    /// Other pages.
    pub pager: Option<PagerView>,
}

/// Numbers of the masthead.
#[derive(Clone, Debug, Serialize)]
pub struct CountsView {
    /// Events in the window.
    pub events: usize,
    /// Sources cited for them.
    pub sources: usize,
    /// Distinct origins of those.
    pub origins: usize,
    /// Open questions.
    pub disputes: usize,
}

/// The overview strip.
#[derive(Clone, Debug, Serialize)]
pub struct StripView {
    /// `day`, `month` or `year`: what a cell is; `mixed` where long empty spans are left out.
    pub unit: &'static str,
    /// "Days of June 2025"
    pub title: String,
    /// Column of the first cell in a week, from 1 (Sunday); for days.
    pub first: u32,
    /// Events of the busiest cell.
    pub most: usize,
    /// The cells.
    pub cells: Vec<StripCellView>,
    /// Words on events without a known day, which may lie in cells that look empty.
    pub undrawn: Option<String>,
}

/// A cell of the overview strip.
#[derive(Clone, Debug, Serialize)]
pub struct StripCellView {
    /// `day`, `month`, `year`, or `gap`: an empty span that is told and not drawn, of which there is only the label.
    pub unit: &'static str,
    /// "16", "Jun", "2025", "1950s"; "882 years"
    pub label: String,
    /// What stands below: "M", the initial of the weekday; "2025" below the first month of a year; in mixed strips "Jun"
    /// below the first day of a month.
    pub initial: Option<String>,
    /// Whether a week, a year or a decade begins here.
    pub starts: bool,
    /// Where its entries stand, if it has any.
    pub url: Option<String>,
    /// "Monday 16 June: 1 event, 1 disputed"; the name alone where no event is drawn: one may go on there, or lie there on a
    /// day that is not known.
    pub title: String,
    /// How many events.
    pub events: usize,
    /// How many of them are disputed.
    pub disputed: usize,
}

/// A choice of a filter menu: without script, a link.
#[derive(Clone, Debug, Serialize)]
pub struct FacetView {
    /// "Donald Trump"
    pub name: String,
    /// Its page.
    pub url: String,
    /// How many events.
    pub count: usize,
}

/// A status and its meaning.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView {
    /// `confirmed` …
    pub status: &'static str,
    /// What it means here.
    pub meaning: String,
}

/// Events outside the window, in short.
#[derive(Clone, Debug, Serialize)]
pub struct OutsideWindowView {
    /// "Before June 2025"
    pub title: String,
    /// "8 events, 1979 to May 2025"
    pub words: String,
    /// The page that has them in full.
    pub url: String,
}
