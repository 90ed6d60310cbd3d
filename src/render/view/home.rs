//! The view of the home page.

use serde::Serialize;

use super::date::DateView;
use super::headline::HeadlineView;
use super::link::{LinkView, TabView};
use super::question::ShortAnswerView;
use super::timeline::CountsView;

/// The view of `home.html`: the home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// Numbers of the site.
    pub counts: CountsView,
    /// The views of the timeline and the other ways into it.
    pub views: Vec<TabView>,
    /// The parts of the page, in order: rows of parts that stand beside each other.
    pub rows: Vec<HomeRowView>,
    /// How things stood.
    pub standing: Option<StandingView>,
    /// Events by side and time.
    pub lanes: Option<LanesView>,
    /// Chapters with their main events.
    pub chapters: Vec<ChapterView>,
    /// The questions with most weight.
    pub contested: Vec<ContestedView>,
    /// The people and bodies with most events.
    pub people: Vec<HomePersonView>,
}

/// A row of the home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeRowView {
    /// The wide column: `standing`, `lanes`, `chapters`, `contested` or `people`.
    pub main: Vec<String>,
    /// The narrow column beside it: `contested` or `people`.
    pub aside: Vec<String>,
}

/// How things stood.
#[derive(Clone, Debug, Serialize)]
pub struct StandingView {
    /// The date at which they stood so.
    pub date: Option<DateView>,
    /// The matters.
    pub items: Vec<StandingItemView>,
}

/// How one matter stood.
#[derive(Clone, Debug, Serialize)]
pub struct StandingItemView {
    /// The matter.
    pub label: String,
    /// How it stood.
    pub text_html: String,
    /// `confirmed`, `reported`, `disputed`, `denied` or `retracted`.
    pub status: Option<&'static str>,
}

/// A chapter, or a span of the calendar.
#[derive(Clone, Debug, Serialize)]
pub struct ChapterView {
    /// Its number, from 1; `None` if the editor wrote no chapters.
    pub number: Option<usize>,
    /// Its anchor.
    pub id: String,
    /// Its title, or its days.
    pub title: String,
    /// Its days, if the title does not say them: "12–15 June".
    pub days: Option<String>,
    /// A few sentences.
    pub summary_html: Option<String>,
    /// Its main events.
    pub events: Vec<HeadlineView>,
    /// A link to the whole timeline, with the number of other events: "6 more events".
    pub more: Option<LinkView>,
    /// The whole timeline as it was known on the chapter's last day, which needs the script. `None` if the chapter has not
    /// ended or was not written, or if nothing of it had been published by then.
    pub known: Option<LinkView>,
    /// How many events are contested: "3 of 9 disputed or denied".
    pub contested: Option<String>,
}

/// A question with its answers in short.
#[derive(Clone, Debug, Serialize)]
pub struct ContestedView {
    /// The question.
    pub ask: String,
    /// Its address.
    pub url: String,
    /// The answers and who gives them.
    pub answers: Vec<ShortAnswerView>,
    /// The number of further answers: "3 more answers".
    pub more: Option<String>,
}

/// A person or body with its number of events.
#[derive(Clone, Debug, Serialize)]
pub struct HomePersonView {
    /// The name.
    pub name: String,
    /// Address of its page.
    pub url: String,
    /// A description in a few words.
    pub description: Option<String>,
    /// The number of its events in the window.
    pub count: usize,
}

/// Events by side and time. Rows and columns are counted from 0.
#[derive(Clone, Debug, Serialize)]
pub struct LanesView {
    /// What rows and columns are: "Events by side and day".
    pub title: String,
    /// The rows.
    pub rows: Vec<LaneRowView>,
    /// The columns.
    pub columns: Vec<LaneColumnView>,
    /// The chapters above the columns.
    pub bands: Vec<LaneBandView>,
    /// A mark for each event, in chronological order; empty if there are too many.
    pub marks: Vec<LaneMarkView>,
    /// Numbers of events where there are too many for marks.
    pub counts: Vec<LaneCountView>,
    /// The number of events that have no column, in words.
    pub undrawn: Option<String>,
}

/// A row of the lanes.
#[derive(Clone, Debug, Serialize)]
pub struct LaneRowView {
    /// The name of the side, actor, place or topic.
    pub name: String,
    /// Address of its page, if it has one.
    pub url: Option<String>,
    /// The most marks in one of its cells.
    pub most: usize,
}

/// A column of the lanes.
#[derive(Clone, Debug, Serialize)]
pub struct LaneColumnView {
    /// The day of the month, the first day of the week, the month or the year.
    pub label: String,
    /// What stands below some labels: the initial of the weekday, the month or the year.
    pub below: Option<String>,
    /// The most marks in one of its cells; 0 if it has no event.
    pub most: usize,
    /// The number of chapters that begin on it or before it.
    pub bands: usize,
}

/// A chapter above the lanes.
#[derive(Clone, Debug, Serialize)]
pub struct LaneBandView {
    /// Its number, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Its anchor on the page.
    pub id: String,
    /// Its first column.
    pub from: usize,
    /// The column after its last one.
    pub to: usize,
}

/// The mark of an event.
#[derive(Clone, Debug, Serialize)]
pub struct LaneMarkView {
    /// Its anchor, as in the timeline.
    pub id: String,
    /// Address of the event's page.
    pub url: String,
    /// The event in words: "22 June: Barriers go up. Confirmed. The city, Harbour".
    pub title: String,
    /// `confirmed`, `reported`, `disputed`, `denied` or `retracted`.
    pub status: &'static str,
    /// Whether it belongs in the short version.
    pub key: bool,
    /// The column.
    pub column: usize,
    /// The number of chapters that begin on it or before it.
    pub bands: usize,
    /// The row.
    pub row: usize,
    /// The other rows that it concerns.
    pub others: Vec<LaneDotView>,
    /// The uppermost row that it concerns.
    pub top: usize,
    /// The row after the lowest one that it concerns.
    pub bottom: usize,
    /// Whether it concerns several rows.
    pub joins: bool,
    /// The distance downwards from the middle of the cell, in marks.
    pub y: f32,
    /// A name of a few words, if there is room for it.
    pub label: Option<String>,
    /// Where the label stands: `after`, `before`, `below` or `above` the mark.
    pub side: &'static str,
}

/// A row that an event concerns besides that of its mark.
#[derive(Clone, Debug, Serialize)]
pub struct LaneDotView {
    /// The row.
    pub row: usize,
}

/// A number of events.
#[derive(Clone, Debug, Serialize)]
pub struct LaneCountView {
    /// Address of the first of them in the timeline.
    pub url: String,
    /// In words: "1–30 June 2014, Harbour: 12 events, 3 disputed".
    pub title: String,
    /// The number of events.
    pub events: usize,
    /// The share of them that is disputed, from 0 to 1.
    pub share: f32,
    /// The size of the mark, from 0 to 1.
    pub size: f32,
    /// The column.
    pub column: usize,
    /// The number of chapters that begin on it or before it.
    pub bands: usize,
    /// The row.
    pub row: usize,
}
