//! Views of events in a line each.

use serde::Serialize;

use super::link::{PagerView, TabView};

/// The view of `headlines.html`: the events of the timeline in a line each.
#[derive(Clone, Debug, Serialize)]
pub struct HeadlinesView {
    /// The views of the timeline, this one among them.
    pub tabs: Vec<TabView>,
    /// The number of all events: "49 events".
    pub held: String,
    /// The events of this page, by days or longer units of the calendar.
    pub groups: Vec<HeadlineGroupView>,
    /// Links to the other pages of the headlines, if there are any.
    pub pager: Option<PagerView>,
}

/// Headlines under one heading.
#[derive(Clone, Debug, Serialize)]
pub struct HeadlineGroupView {
    /// Its anchor: `2025-06-16`, `from-2025-06-01`, or `from-2025-06-01-2` where a longer date stands between two groups
    /// of one month.
    pub id: String,
    /// The day, month or years: "Monday 16 June"; or a longer date: "in 2025".
    pub title: String,
    /// Whether it is a day or another single date, so that its headlines have only clock times.
    pub is_day: bool,
    /// The events.
    pub events: Vec<HeadlineView>,
}

/// An event in a line.
#[derive(Clone, Debug, Serialize)]
pub struct HeadlineView {
    /// Its anchor, as in the timeline.
    pub id: String,
    /// Address of its page.
    pub url: String,
    /// The headline.
    pub title: String,
    /// Its date and clock time: "22 June, about 02:10", without what the heading above it says: only the time or nothing
    /// under a day, no year under a month or year.
    pub when: String,
    /// `confirmed`, `reported`, `disputed`, `denied` or `retracted`.
    pub status: &'static str,
    /// The parts that are disputed while the status stays.
    pub disputed: Vec<String>,
    /// "16 reports"; `None` if there are none.
    pub reports: Option<String>,
    /// "4 origins"
    pub origins: String,
}
