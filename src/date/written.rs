//! A date as it was written.
//!
//! In: text. Out: [`Written`], whose syntax is right and whose days exist, or a [`DateError`] that says what to type.
//! Zones play no part yet, so a local time that its zone skipped still passes here.

use chrono::{NaiveDate, NaiveDateTime};
use edtf_core::{Bound, Bounds, Edtf, Interval, IntervalEndpoint};

use super::Moment;
use super::diagnose;
use super::error::DateError;
use super::time::{self, ClockTime};
use crate::diagnostic::Code;

/// A date as it was written: its syntax is right, its zone not yet known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    text: String,
    form: Form,
}

/// What a date text turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Days, months, years, intervals and sets; never [`Edtf::DateTime`], which is a `Clock`.
    Edtf(Edtf),
    /// One clock time.
    Clock(ClockTime),
    /// From one clock time to another.
    Clocks(ClockTime, ClockTime),
}

impl Written {
    /// Reads a date. Blanks around it are ignored; ranges of errors still count them.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let trimmed = text.trim();
        let lead = text.len() - text.trim_start().len();
        match read(trimmed) {
            Ok(mut form) => {
                form.shift(lead);
                Ok(Self { text: trimmed.to_owned(), form })
            }
            Err(failure) => Err(diagnose::explain(trimmed, failure).shifted(lead)),
        }
    }

    /// The date as it was written, without blanks around it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A single day.
    pub fn from_day(day: NaiveDate) -> Self {
        let text = day.format("%Y-%m-%d").to_string();
        Self::parse(&text).expect("days of years 0 to 9999 are EDTF, and TOML has no others")
    }

    /// Whether there are clock times without an offset inside, which mean something only in a zone.
    pub fn has_clock(&self) -> bool {
        self.form.times().any(|time| time.offset.is_none())
    }

    /// The first and the last moment that the text can mean, as if everything without an offset were in UTC. An end
    /// that is open or unknown reaches to the end of time.
    pub fn day_bounds(&self) -> (Moment, Moment) {
        match &self.form {
            Form::Edtf(edtf) => bounds(edtf, Moment::day_start, Moment::day_end),
            Form::Clock(time) => span(time.utc(), time.utc(), time.seconds),
            Form::Clocks(start, end) => span(start.utc(), end.utc(), end.seconds),
        }
    }

    /// Whether both texts can mean the same moment. Two with offsets are compared as instants; otherwise what stands
    /// on the calendar and the clock counts, because a day whose zone is unknown has no instants.
    pub fn can_agree(&self, other: &Self) -> bool {
        let as_instants = self.has_offsets() && other.has_offsets();
        let (a, b) = if as_instants {
            (self.day_bounds(), other.day_bounds())
        } else {
            (self.wall_bounds(), other.wall_bounds())
        };
        a.0 <= b.1 && b.0 <= a.1
    }

    pub(super) fn form(&self) -> &Form {
        &self.form
    }

    fn has_offsets(&self) -> bool {
        self.form.times().next().is_some() && !self.has_clock()
    }

    fn wall_bounds(&self) -> (Moment, Moment) {
        match &self.form {
            Form::Edtf(_) => self.day_bounds(),
            Form::Clock(time) => span(time.local, time.local, time.seconds),
            Form::Clocks(start, end) => span(start.local, end.local, end.seconds),
        }
    }
}

impl Form {
    /// The clock times in it.
    pub fn times(&self) -> impl Iterator<Item = &ClockTime> {
        let (first, second) = match self {
            Self::Edtf(_) => (None, None),
            Self::Clock(time) => (Some(time), None),
            Self::Clocks(start, end) => (Some(start), Some(end)),
        };
        first.into_iter().chain(second)
    }

    fn shift(&mut self, by: usize) {
        let shift = |time: &mut ClockTime| time.at = time.at.start + by..time.at.end + by;
        match self {
            Self::Edtf(_) => {}
            Self::Clock(time) => shift(time),
            Self::Clocks(start, end) => {
                shift(start);
                shift(end);
            }
        }
    }
}

/// Why a text could not be read.
pub(super) enum Failure {
    /// A clock time is wrong, and we know how.
    Clock(DateError),
    /// It is not EDTF; the parser says where it gave up.
    Edtf(edtf_core::ParseError),
}

/// Reads a text without looking for the reason if it cannot.
pub(super) fn read(text: &str) -> Result<Form, Failure> {
    if text.split('/').any(time::looks_like) {
        return read_clocks(text).map_err(Failure::Clock);
    }
    match Edtf::parse(text).map_err(Failure::Edtf)? {
        Edtf::DateTime(_) => unreachable!("a full day before a T looks like a clock time"),
        edtf => Ok(Form::Edtf(edtf)),
    }
}

fn read_clocks(text: &str) -> Result<Form, DateError> {
    let Some((start, end)) = text.split_once('/') else {
        return time::read(text).map(Form::Clock);
    };
    if let Some(half) = [start, end].into_iter().find(|half| !time::looks_like(half)) {
        return Err(diagnose::half_a_clock(text, half));
    }
    let second = start.len() + 1;
    let mut to = time::read(end).map_err(|error| error.shifted(second))?;
    let from = time::read(start)?;
    to.at = second..text.len();
    let comparable = from.offset.is_some() == to.offset.is_some();
    if comparable && from.utc() > to.utc() {
        return Err(backwards(start, end, "/"));
    }
    Ok(Form::Clocks(from, to))
}

/// The end of an interval lies before its start.
pub(super) fn backwards(start: &str, end: &str, between: &str) -> DateError {
    DateError::new(
        Code::DateBackwards,
        0..start.len() + between.len() + end.len(),
        format!("the end, {end}, lies before the start, {start}"),
        format!("write \"{end}{between}{start}\""),
    )
}

/// The bounds of days, months and years, given how a day becomes moments. Unknown ends reach to the end of time.
pub(super) fn bounds(
    edtf: &Edtf,
    start: impl Fn(edtf_core::BoundDate) -> Moment,
    end: impl Fn(edtf_core::BoundDate) -> Moment,
) -> (Moment, Moment) {
    let Bounds { earliest, latest } = edtf.bounds();
    let earliest = match earliest {
        Bound::Date(day) => start(day),
        _ => Moment::FAR_PAST,
    };
    let latest = match latest {
        Bound::Date(day) => end(day),
        _ => Moment::FAR_FUTURE,
    };
    (earliest, latest)
}

/// The known end of an interval whose other end is unknown.
pub(super) fn known_end(edtf: &Edtf) -> Option<Edtf> {
    let Edtf::Interval(Interval { start, end }) = edtf else { return None };
    match (start, end) {
        (IntervalEndpoint::Unknown, IntervalEndpoint::Date(date))
        | (IntervalEndpoint::Date(date), IntervalEndpoint::Unknown) => Some(Edtf::Date(*date)),
        _ => None,
    }
}

/// From the first second of one clock time to the last of another; without seconds it lasts its whole minute.
pub(super) fn span(from: NaiveDateTime, to: NaiveDateTime, seconds: bool) -> (Moment, Moment) {
    let end = to.and_utc().timestamp() + if seconds { 0 } else { 59 };
    (Moment::from_seconds(from.and_utc().timestamp()), Moment::from_seconds(end))
}
