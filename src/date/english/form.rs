//! Intervals, sets and clock times in English.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use edtf_core::{Date, Edtf, Interval, IntervalEndpoint, Set, SetElement, SetKind};

use super::date::{CalendarDate, OmittedDatePart, join, prefix, words};
use super::names;
use crate::date::form::{self, DateSyntax};
use crate::date::time::{WrittenDateTime, clock_text};
use crate::date::{LocalTime, When};

/// The date without clock times, and without the year if all of it is in `year`.
pub(super) fn date_part(when: &When, year: Option<i32>) -> String {
    match (when.form(), when.local()) {
        (DateSyntax::Edtf(edtf), _) => edtf_words(edtf, year),
        (_, Some(local)) => local_day(local.start.date(), year),
        (_, None) => unreachable!("clock times have a local time"),
    }
}

/// The clock part alone.
pub(super) fn time(when: &When) -> Option<String> {
    let local = when.local()?;
    match (when.form(), local.end) {
        (DateSyntax::Clocks(start, end), Some(to)) if to != local.start => {
            let (from, until) = (clock(local.start, start), clock(to, end));
            Some(format!("{from} to {until}{}", later_day(local.start, to)))
        }
        (DateSyntax::Clock(time) | DateSyntax::Clocks(time, _), _) => Some(clock(local.start, time)),
        (DateSyntax::Edtf(_), _) => None,
    }
}

/// The clock part in another zone, with its day relative to that of the date's own zone.
pub(super) fn elsewhere(when: &When, there: LocalTime) -> Option<String> {
    let (DateSyntax::Clock(time) | DateSyntax::Clocks(time, _)) = when.form() else { return None };
    let days = (there.start.date() - when.local()?.start.date()).num_days();
    Some(format!("{} {}", clock(there.start, time), names::day_difference(days)))
}

fn clock(at: NaiveDateTime, written: &WrittenDateTime) -> String {
    format!("{}{}", prefix(written.mark), clock_text(at, written.seconds))
}

fn later_day(from: NaiveDateTime, to: NaiveDateTime) -> String {
    match (to.date() - from.date()).num_days() {
        0 => String::new(),
        1 => " the next day".to_owned(),
        _ if from.year() == to.year() => format!(" on {}", names::day_short(to.date())),
        _ => format!(" on {}", names::day(to.date())),
    }
}

fn local_day(day: NaiveDate, year: Option<i32>) -> String {
    if year == Some(day.year()) { names::day_short(day) } else { names::day(day) }
}

fn edtf_words(edtf: &Edtf, year: Option<i32>) -> String {
    let sharing = SharedDateParts::of(&form::dates(edtf), year);
    match edtf {
        Edtf::Date(date) => sharing.last(date),
        Edtf::DateTime(time) => sharing.last(&time.date),
        Edtf::Interval(interval) => interval_words(interval, &sharing),
        Edtf::Set(set) => set_words(set, &sharing),
    }
}

/// The parts that the dates of one phrase have in common, so that only the last one needs them: "13 to 19 June 2025".
struct SharedDateParts {
    others: OmittedDatePart,
    last: OmittedDatePart,
}

impl SharedDateParts {
    fn of(dates: &[Date], year: Option<i32>) -> Self {
        let hidden = |date: &Date| year.is_some_and(|year| in_year(date, year));
        let last = if dates.iter().all(hidden) { OmittedDatePart::Year } else { OmittedDatePart::Nothing };
        Self { others: shared(dates).max(last), last }
    }

    fn other(&self, date: &Date) -> String {
        words(date, self.others)
    }

    fn last(&self, date: &Date) -> String {
        words(date, self.last)
    }
}

/// Whether a date with a month is in the calendar year, so that the year can be left out.
fn in_year(date: &Date, year: i32) -> bool {
    let known = date.year.significant_digits.is_none() && date.year.value() == Some(i64::from(year));
    let named = date.month.is_some_and(|month| month.digits != [None, None]);
    known && named
}

fn shared(dates: &[Date]) -> OmittedDatePart {
    let plain: Option<Vec<CalendarDate>> = dates.iter().map(CalendarDate::of).collect();
    let Some((first, rest)) = plain.as_deref().and_then(<[CalendarDate]>::split_first) else {
        return OmittedDatePart::Nothing;
    };
    if !rest.iter().all(|date| date.year == first.year) {
        return OmittedDatePart::Nothing;
    }
    let days = |date: &CalendarDate| date.day.is_some();
    let same_month = rest.iter().all(|date| date.month == first.month && days(date)) && days(first);
    if same_month { OmittedDatePart::Month } else { OmittedDatePart::Year }
}

fn interval_words(interval: &Interval, sharing: &SharedDateParts) -> String {
    use IntervalEndpoint::{Date, OnOrAfter, OnOrBefore, Open, Unknown};
    let last = |date| sharing.last(date);
    match (&interval.start, &interval.end) {
        (Date(start), Open) => format!("since {}", last(start)),
        (Date(start), Unknown) => format!("from {}, end unknown", last(start)),
        (Open, Date(end)) => format!("until {}", last(end)),
        (Unknown, Date(end)) => format!("until {}, beginning unknown", last(end)),
        (Date(start), Date(end)) if start == end => last(end),
        (Date(start), Date(end)) => format!("{} to {}", sharing.other(start), last(end)),
        (start, end) => {
            let start = match start {
                Date(date) => sharing.other(date),
                OnOrBefore(date) | OnOrAfter(date) => format!("{} or before", last(date)),
                Open => "an open beginning".to_owned(),
                Unknown => "an unknown beginning".to_owned(),
            };
            let end = match end {
                Date(date) => last(date),
                OnOrBefore(date) | OnOrAfter(date) => format!("{} or later", last(date)),
                Open => "an open end".to_owned(),
                Unknown => "an unknown end".to_owned(),
            };
            format!("from {start} to {end}")
        }
    }
}

fn set_words(set: &Set, sharing: &SharedDateParts) -> String {
    if let (SetKind::OneMember, [SetElement::Range(from, to)]) = (set.kind, set.elements.as_slice()) {
        return format!("some time between {} and {}", sharing.other(from), sharing.last(to));
    }
    let word = match set.kind {
        SetKind::AllMembers => "and",
        SetKind::OneMember => "or",
    };
    let count = set.elements.len();
    let parts = set.elements.iter().enumerate().map(|(at, element)| {
        let say = |date: &Date| if at + 1 == count { sharing.last(date) } else { sharing.other(date) };
        match element {
            SetElement::Date(date) => say(date),
            SetElement::OnOrBefore(date) => format!("{} {word} before", say(date)),
            SetElement::OnOrAfter(date) => format!("{} {word} later", say(date)),
            SetElement::Range(from, to) => format!("{} to {}", sharing.other(from), say(to)),
        }
    });
    join(&parts.collect::<Vec<_>>(), word)
}
