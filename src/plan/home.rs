//! What the home page tells of the story: chapters with their main events, and the questions with most weight.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::date::CalendarUnit;
use crate::model::{EventIx, QuestionIx, Site};
use crate::resolve::first_in_print;

/// A site with up to this number of events shows all of them on its home page, unless it has chapters.
const FEW_EVENTS: usize = 20;

/// The most events that a chapter shows.
const MOST_SHOWN: usize = 6;

/// A chapter without this number of key events also shows those with most reports.
const LEAST_SHOWN: usize = 3;

/// The most chapters that are made from the calendar.
const MOST_CHAPTERS: usize = 12;

/// The most questions.
const MOST_QUESTIONS: usize = 5;

/// A chapter on the home page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeChapter {
    /// Its index in [`crate::model::Overview::chapters`]; `None` if it was made from the calendar.
    pub written: Option<usize>,
    /// The unit of the calendar that it is, if it was made from the calendar.
    pub unit: Option<CalendarUnit>,
    /// Its first day; `None` for a chapter with all events.
    pub first: Option<NaiveDate>,
    /// Its last day, if it has ended.
    pub last: Option<NaiveDate>,
    /// The events that are shown, in chronological order.
    pub shown: Vec<EventIx>,
    /// The first event that is not shown.
    pub first_hidden: Option<EventIx>,
    /// The number of all events.
    pub events: usize,
    /// Its last day, if it was written and a report of one of its events was in print by then. Spans of the calendar may
    /// end in the future.
    pub known_on: Option<NaiveDate>,
    /// The number of events that are denied or disputed, or of which a part is disputed.
    pub contested: usize,
}

/// The chapters of a site: those that the editor wrote, or else all events of a small site, or else spans of the
/// calendar that have events. Events whose place in the chronology is not known are in no chapter.
pub(super) fn chapters(site: &Site) -> Vec<HomeChapter> {
    let events: Vec<EventIx> = site.events_within().collect();
    let dated = || events.iter().filter_map(|event| Some((site[*event].when.sorted_under()?, *event)));
    let written = &site.overview.chapters;
    if !written.is_empty() {
        let mut of_chapter: Vec<Vec<EventIx>> = vec![Vec::new(); written.len()];
        for event in &events {
            if let Some(at) = site.chapter_of(*event) {
                of_chapter[at].push(*event);
            }
        }
        let chapters = written.iter().zip(of_chapter).enumerate();
        return chapters
            .map(|(at, (chapter, events))| HomeChapter {
                written: Some(at),
                first: Some(chapter.first),
                last: chapter.last,
                known_on: chapter.last.filter(|last| is_reported(site, &events, *last)),
                ..chapter_of(site, &events, MOST_SHOWN)
            })
            .collect();
    }
    if events.len() <= FEW_EVENTS {
        let all = chapter_of(site, &events, FEW_EVENTS);
        return if events.is_empty() { Vec::new() } else { vec![all] };
    }
    let units = [
        CalendarUnit::Week,
        CalendarUnit::Month,
        CalendarUnit::Years(1),
        CalendarUnit::Years(10),
        CalendarUnit::Years(100),
    ];
    let spans = |unit: CalendarUnit| -> BTreeMap<NaiveDate, Vec<EventIx>> {
        let mut spans: BTreeMap<NaiveDate, Vec<EventIx>> = BTreeMap::new();
        for (day, event) in dated() {
            spans.entry(unit.first(day)).or_default().push(event);
        }
        spans
    };
    let fitting = units.into_iter().map(|unit| (unit, spans(unit))).find(|(_, spans)| spans.len() <= MOST_CHAPTERS);
    let (unit, spans) = fitting.unwrap_or_else(|| (CalendarUnit::Years(1000), spans(CalendarUnit::Years(1000))));
    spans
        .into_iter()
        .map(|(first, events)| HomeChapter {
            unit: Some(unit),
            first: Some(first),
            last: Some(unit.last(first)),
            ..chapter_of(site, &events, MOST_SHOWN)
        })
        .collect()
}

/// Whether a report of one of these events was in print by a day.
fn is_reported(site: &Site, events: &[EventIx], by: NaiveDate) -> bool {
    events.iter().filter_map(|event| first_in_print(site, &site[*event])).any(|day| day <= by)
}

/// A chapter with these events, without its days.
fn chapter_of(site: &Site, events: &[EventIx], most: usize) -> HomeChapter {
    let mut shown = main_events(site, events, most);
    shown.sort_unstable();
    HomeChapter {
        written: None,
        unit: None,
        first: None,
        last: None,
        first_hidden: events.iter().copied().find(|event| !shown.contains(event)),
        events: events.len(),
        known_on: None,
        contested: events.iter().filter(|event| site[**event].is_contested()).count(),
        shown,
    }
}

/// The main events: all if they are few enough, or else the key events, and if these are few, also those with most
/// reports.
fn main_events(site: &Site, events: &[EventIx], most: usize) -> Vec<EventIx> {
    if events.len() <= most {
        return events.to_vec();
    }
    let mut ranked = events.to_vec();
    ranked.sort_by_key(|event| (!site[*event].key, Reverse(site[*event].provenance.reports.len()), *event));
    let keys = events.iter().filter(|event| site[**event].key).count();
    ranked.truncate(keys.clamp(LEAST_SHOWN, most));
    ranked
}

/// The open questions with most weight, then with most origins, then the earliest.
pub(super) fn contested(site: &Site) -> Vec<QuestionIx> {
    let rank = |question: &QuestionIx| {
        let of = &site[*question];
        (Reverse(of.text.weight), Reverse(of.origins.len()), of.first_event())
    };
    let mut open: Vec<QuestionIx> = site.question_handles().filter(|question| site[*question].is_open()).collect();
    open.sort_by_key(rank);
    open.truncate(MOST_QUESTIONS);
    open
}
