//! Dates in English, as British editors write them: "16 June 2025".
//!
//! In: a [`When`]. Out: words that claim no more than it does. [`date`] words a single date, [`form`] intervals, sets
//! and clock times. Never here: names of zones, or markup.

mod citation;
mod date;
mod distance;
mod form;
pub(super) mod names;

use chrono::{Datelike, NaiveDate};

pub use citation::CitationDate;

use super::{CalendarUnit, DateDistance, DateWording, LocalTime, When};
use crate::text::capitalised;

/// The first day of the Gregorian calendar.
const GREGORIAN: NaiveDate = NaiveDate::from_ymd_opt(1582, 10, 15).expect("a day");

/// Dates in English.
#[derive(Clone, Copy, Debug, Default)]
pub struct English;

impl DateWording for English {
    fn date(&self, when: &When) -> String {
        with_time(form::date_part(when, None), self.time(when))
    }

    fn date_short(&self, when: &When, year: i32) -> String {
        with_time(form::date_part(when, Some(year)), self.time(when))
    }

    fn time(&self, when: &When) -> Option<String> {
        form::time(when)
    }

    fn date_part(&self, when: &When, year: Option<i32>) -> String {
        form::date_part(when, year)
    }

    fn elsewhere(&self, when: &When, there: LocalTime) -> Option<String> {
        form::elsewhere(when, there)
    }

    fn weekday(&self, day: NaiveDate) -> Option<&'static str> {
        (day >= GREGORIAN).then(|| names::weekday(day))
    }

    fn weekday_initial(&self, day: NaiveDate) -> Option<&'static str> {
        self.weekday(day).map(|name| &name[..1])
    }

    fn month(&self, month: u32) -> &'static str {
        names::month(month)
    }

    fn month_short(&self, month: u32) -> &'static str {
        let name = self.month(month);
        name.get(..3).unwrap_or(name)
    }

    fn year(&self, year: i32) -> String {
        names::year_number(year.into())
    }

    fn years(&self, first: i32, last: i32) -> String {
        let (from, to) = (self.year(first), self.year(last));
        match from.strip_suffix(" BC") {
            _ if first == last => from,
            Some(from) if to.ends_with(" BC") => format!("{from} to {to}"),
            _ => format!("{from} to {to}"),
        }
    }

    fn day(&self, day: NaiveDate) -> String {
        names::day(day)
    }

    fn day_short(&self, day: NaiveDate) -> String {
        names::day_short(day)
    }

    fn days(&self, first: NaiveDate, last: NaiveDate) -> String {
        if first == last {
            return self.day_short(first);
        }
        if first.year() != last.year() {
            return format!("{} – {}", self.day(first), self.day(last));
        }
        if first.month() != last.month() {
            return format!("{} – {}", self.day_short(first), self.day_short(last));
        }
        format!("{}–{}", first.day(), self.day_short(last))
    }

    fn period(&self, first: NaiveDate, last: NaiveDate) -> String {
        let begins_and_ends = |begins: bool| begins && last.succ_opt().is_some_and(|next| next.day() == 1);
        if begins_and_ends(first.ordinal() == 1) && last.month() == 12 {
            return self.years(first.year(), last.year());
        }
        if begins_and_ends(first.day() == 1) && (first.year(), first.month()) == (last.year(), last.month()) {
            return format!("{} {}", self.month(first.month()), self.year(first.year()));
        }
        let days = self.days(first, last);
        if first != last && first.year() != last.year() {
            return days;
        }
        format!("{days}{}", names::of_year(first.year().into()))
    }

    fn length(&self, first: NaiveDate, last: NaiveDate) -> String {
        let end = last.succ_opt().unwrap_or(last);
        let months = (end.year() - first.year()) * 12 + i32::try_from(end.month()).unwrap_or(0)
            - i32::try_from(first.month()).unwrap_or(0)
            - i32::from(end.day() < first.day());
        let (n, unit) = match (end.years_since(first).unwrap_or(0), months) {
            (years @ 2.., _) => (i64::from(years), "years"),
            (_, months @ 2..) => (i64::from(months), "months"),
            _ => ((end - first).num_days(), "days"),
        };
        match n {
            1 => "one day".to_owned(),
            n => format!("{} {unit}", self.number(usize::try_from(n).unwrap_or_default())),
        }
    }

    fn empty(&self, first: NaiveDate, last: NaiveDate, year: Option<i32>) -> String {
        // The first and the last whole year in the gap.
        let from = first.year() + i32::from(first.ordinal() > 1);
        let to = last.year() - i32::from(last.succ_opt().is_some_and(|next| next.year() == last.year()));
        if let Ok(years @ 2..) = usize::try_from(to - from + 1) {
            return format!("No event recorded for {} years: {}", self.number(years), self.years(from, to));
        }
        let length = self.length(first, last);
        match length.ends_with("months") || length.ends_with("years") {
            true if first.year() == last.year() => {
                format!("No event recorded for {length}: {} – {}", self.day_short(first), self.day(last))
            }
            true => format!("No event recorded for {length}: {}", self.days(first, last)),
            false if year == Some(first.year()) && first.year() == last.year() => {
                format!("{}: no event recorded", self.days(first, last))
            }
            false => format!("{}: no event recorded", self.period(first, last)),
        }
    }

    fn undrawn(&self, events: usize, unit: CalendarUnit) -> String {
        let length = match unit {
            CalendarUnit::Day => "a day".to_owned(),
            CalendarUnit::Week => "a week".to_owned(),
            CalendarUnit::Month => "a month".to_owned(),
            CalendarUnit::Years(1) => "a year".to_owned(),
            CalendarUnit::Years(years) => format!("{} years", self.number(usize::try_from(years).unwrap_or_default())),
        };
        match events {
            1 => format!("One event is not drawn: its date is less exact than {length}"),
            n => {
                let number = capitalised(&self.number(n));
                format!("{number} events are not drawn: their dates are less exact than {length}")
            }
        }
    }

    fn since(&self, first: NaiveDate, year: Option<i32>) -> String {
        let is_hidden = year == Some(first.year());
        let begin = match (first.month(), first.day()) {
            (1, 1) => self.year(first.year()),
            (month, 1) if is_hidden => self.month(month).to_owned(),
            (month, 1) => format!("{} {}", self.month(month), self.year(first.year())),
            _ if is_hidden => self.day_short(first),
            _ => self.day(first),
        };
        format!("since {begin}")
    }

    fn distance(&self, distance: &DateDistance) -> String {
        distance::words(distance)
    }

    fn number(&self, n: usize) -> String {
        names::number(n)
    }

    fn day_difference(&self, days: i64) -> &'static str {
        names::day_difference(days)
    }
}

fn with_time(date: String, time: Option<String>) -> String {
    match time {
        Some(time) => format!("{date}, {time}"),
        None => date,
    }
}
