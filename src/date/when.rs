//! A date with its zone.
//!
//! In: [`Written`] and a zone. Out: bounds as instants, an order, local days and times. A [`When`] cannot hold 30
//! February, an hour that its zone skipped, or an end before its start.

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use edtf_core::{Bound, Date, Edtf, Interval, IntervalEndpoint};

use super::error::DateError;
use super::form::{self, Form};
use super::precision::plain_year;
use super::time::{ClockTime, clock_text};
use super::written::Written;
use super::{Clock, Moment, Precision, zone};

/// A date with its zone: when something happened, as precisely as is known and no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    written: Written,
    zone: Tz,
    canonical: Arc<str>,
    /// What is possible: open and unknown ends reach to the end of time.
    bounds: (Moment, Moment),
    /// What it is sorted by: an unknown end takes the place of the known one.
    place: (Moment, Moment),
    /// The instants of clock times, in UTC.
    instants: Option<(NaiveDateTime, Option<NaiveDateTime>)>,
}

/// What a clock on a wall showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// Date and time, or the beginning.
    pub start: NaiveDateTime,
    /// The end, of a span.
    pub end: Option<NaiveDateTime>,
    /// Where the clock hung.
    pub zone: Tz,
}

impl When {
    /// The date in its zone. Fails where the zone skipped a clock time or had it twice, or where an end turns out to
    /// lie before its start; ranges count in the text that was parsed.
    pub fn new(written: Written, zone: Tz) -> Result<Self, DateError> {
        let instants = instants(&written, zone)?;
        let form = written.form();
        let (canonical, bounds) = match (form, instants) {
            (Form::Edtf(edtf), _) => (edtf.to_string().into(), in_zone(edtf, zone)),
            (_, Some((start, end))) => {
                let seconds = form.times().last().is_some_and(|time| time.seconds);
                (written.shared_text(), form::span(start, end.unwrap_or(start), seconds))
            }
            (_, None) => unreachable!("clock times have instants"),
        };
        let place = place(written.form(), zone, bounds);
        Ok(Self { written, zone, canonical, bounds, place, instants })
    }

    /// The zone in which its days begin and its clocks run.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The date for machines: EDTF in its canonical spelling, clock times as they were written.
    pub fn text(&self) -> &str {
        &self.canonical
    }

    /// The first moment that it can mean, for ordering: a day is a day in its zone. What has no beginning begins at
    /// [`Moment::FAR_PAST`]; what began at an unknown time (`/1985`) stands where its end stands.
    pub fn earliest(&self) -> Moment {
        self.place.0
    }

    /// The last moment that it can mean, inclusive, for ordering. What has no end ends at [`Moment::FAR_FUTURE`]; what
    /// ended at an unknown time (`1985/`) stands where its beginning stands.
    pub fn latest(&self) -> Moment {
        self.place.1
    }

    /// How exactly it is known.
    pub fn precision(&self) -> Precision {
        Precision::of(self.written.form())
    }

    /// The order of the timeline: earliest, then latest, then the more exact first.
    pub fn chronology(&self, other: &Self) -> Ordering {
        self.place.cmp(&other.place).then_with(|| self.precision().cmp(&other.precision()))
    }

    /// The first local day that it touches. `None` if that is open, unknown or beyond chrono's calendar.
    pub fn first_day(&self) -> Option<NaiveDate> {
        match self.written.form() {
            Form::Edtf(edtf) => bound_day(edtf.bounds().earliest),
            _ => self.local().map(|local| local.start.date()),
        }
    }

    /// The last local day that it touches. `None` if that is open, unknown or beyond chrono's calendar.
    pub fn last_day(&self) -> Option<NaiveDate> {
        match self.written.form() {
            Form::Edtf(edtf) => bound_day(edtf.bounds().latest),
            _ => self.local().map(|local| local.end.unwrap_or(local.start).date()),
        }
    }

    /// The single local day on which it is known to have been, or to have begun: of days, clock times and intervals
    /// that start with one. `None` for `2025-06`, `2025-06-XX`, sets and open starts.
    pub fn day(&self) -> Option<NaiveDate> {
        match self.written.form() {
            Form::Edtf(Edtf::Date(date) | Edtf::Interval(Interval { start: IntervalEndpoint::Date(date), .. })) => {
                let known = date.day.is_some() && !date.has_unspecified();
                bound_day(Edtf::Date(*date).bounds().earliest).filter(|_| known)
            }
            Form::Edtf(_) => None,
            _ => self.first_day(),
        }
    }

    /// Whether it is a single clock time (also an approximate one).
    pub fn is_instant(&self) -> bool {
        matches!(self.written.form(), Form::Clock(_))
    }

    /// Whether any part of it is approximate: `~` or `%`.
    pub fn is_approximate(&self) -> bool {
        match self.written.form() {
            Form::Edtf(edtf) => edtf.is_approximate(),
            form => form.times().any(|time| time.mark.approximate),
        }
    }

    /// Whether any part of it is uncertain: `?` or `%`.
    pub fn is_uncertain(&self) -> bool {
        match self.written.form() {
            Form::Edtf(edtf) => edtf.is_uncertain(),
            form => form.times().any(|time| time.mark.uncertain),
        }
    }

    /// Date and time on a clock elsewhere. `None` without a clock time: nobody knows which day it was there.
    pub fn in_zone(&self, zone: Tz) -> Option<Local> {
        let (start, end) = self.instants?;
        Some(Local { start: zone::local(start, zone), end: end.map(|end| zone::local(end, zone)), zone })
    }

    /// Date and time on a clock in its own zone. `None` without a clock time.
    pub fn local(&self) -> Option<Local> {
        self.in_zone(self.zone)
    }

    /// How it stands on the 24-hour line of its [`When::day`]; `None` where not even the day is known.
    pub fn clock(&self) -> Option<Clock> {
        Clock::of(self)
    }

    /// Whether both can mean the same moment. An unknown end can lie anywhere.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.bounds.0 <= other.bounds.1 && other.bounds.0 <= self.bounds.1
    }

    /// Whether it cannot have been outside of `window`. What goes on (`2025-06-22/..`) never lies within a window that
    /// ends; to ask whether something belongs to a window at all, use [`When::overlaps`].
    pub fn lies_within(&self, window: &Self) -> bool {
        window.bounds.0 <= self.bounds.0 && self.bounds.1 <= window.bounds.1
    }

    /// A valid value of `<time datetime>`: a year, month, day, or a local time with its offset. About a day is that day
    /// here, because HTML has no "about". `None` where HTML cannot say it: what is uncertain, unspecified digits,
    /// seasons, intervals, sets, years before 1.
    pub fn html_datetime(&self) -> Option<String> {
        match self.written.form() {
            _ if self.is_uncertain() => None,
            Form::Edtf(Edtf::Date(date)) => html_date(date),
            Form::Clock(time) => html_time(self.instants?.0, time, self.zone),
            _ => None,
        }
    }

    pub(super) fn form(&self) -> &Form {
        self.written.form()
    }
}

/// The instants of clock times, in UTC. Whether an end lies before its start is known for certain only here, because one
/// of them may have an offset and the other none.
fn instants(written: &Written, zone: Tz) -> Result<Option<(NaiveDateTime, Option<NaiveDateTime>)>, DateError> {
    match written.form() {
        Form::Edtf(_) => Ok(None),
        Form::Clock(time) => Ok(Some((zone::instant(time, zone)?, None))),
        Form::Clocks(from, to) => {
            let (start, end) = (zone::instant(from, zone)?, zone::instant(to, zone)?);
            let (first, second) = written.text().split_once('/').expect("a span is written with a slash");
            let backwards = || form::backwards(first, second, "/").shifted(from.at.start);
            (start <= end).then_some(Some((start, Some(end)))).ok_or_else(backwards)
        }
    }
}

fn in_zone(edtf: &Edtf, zone: Tz) -> (Moment, Moment) {
    form::bounds(edtf, |day| zone::day_start(day, zone), |day| zone::day_end(day, zone))
}

/// The bounds to sort by.
fn place(form: &Form, zone: Tz, bounds: (Moment, Moment)) -> (Moment, Moment) {
    match form {
        Form::Edtf(edtf) => form::known_end(edtf).map_or(bounds, |known| in_zone(&known, zone)),
        _ => bounds,
    }
}

fn bound_day(bound: Bound) -> Option<NaiveDate> {
    match bound {
        Bound::Date(day) => zone::naive_day(day),
        _ => None,
    }
}

fn html_date(date: &Date) -> Option<String> {
    let year = date.year.value().filter(|year| *year > 0 && date.year.significant_digits.is_none())?;
    let Some(month) = date.month else { return Some(format!("{year:04}")) };
    let month = month.value().filter(|month| *month <= 12)?;
    plain_year(date)?;
    let Some(day) = date.day else { return Some(format!("{year:04}-{month:02}")) };
    Some(format!("{year:04}-{month:02}-{:02}", day.value()?))
}

fn html_time(utc: NaiveDateTime, time: &ClockTime, at: Tz) -> Option<String> {
    let (local, offset) = match zone::offset_text(zone::offset_at(utc, at)) {
        Some(offset) => (zone::local(utc, at), offset),
        // Before there were zones clocks differed by seconds, which HTML cannot say.
        None => (utc, "Z".to_owned()),
    };
    let clock = clock_text(local, time.seconds);
    // HTML has no leap seconds and no year 0.
    let valid = !clock.ends_with(":60") && local.year() > 0;
    valid.then(|| format!("{:04}-{}T{clock}{offset}", local.year(), local.format("%m-%d")))
}
