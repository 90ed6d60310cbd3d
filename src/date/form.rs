//! The syntax of a date text.
//!
//! In: text. Out: a [`DateSyntax`], or a [`DateSyntaxError`] for others to explain. Never here: zones.

use chrono::NaiveDateTime;
use edtf_core::{Bound, Bounds, Date, Edtf, Interval, IntervalEndpoint, SetElement};

use super::Timestamp;
use super::error::DateError;
use super::time::{self, WrittenDateTime};
use crate::diagnostic::Code;

/// The syntax of a date text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DateSyntax {
    /// Days, months, years, intervals and sets; never [`Edtf::DateTime`], which is a `Clock`.
    Edtf(Edtf),
    /// One clock time.
    Clock(WrittenDateTime),
    /// An interval from one clock time to another.
    Clocks(WrittenDateTime, WrittenDateTime),
}

impl DateSyntax {
    /// The clock times in it.
    pub fn times(&self) -> impl Iterator<Item = &WrittenDateTime> {
        let (first, second) = match self {
            Self::Edtf(_) => (None, None),
            Self::Clock(time) => (Some(time), None),
            Self::Clocks(start, end) => (Some(start), Some(end)),
        };
        first.into_iter().chain(second)
    }

    pub fn shift(&mut self, by: usize) {
        let shift = |time: &mut WrittenDateTime| time.at = time.at.start + by..time.at.end + by;
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
pub(super) enum DateSyntaxError {
    /// A mistake in a clock time, with its explanation.
    Clock(DateError),
    /// It is not EDTF. The error has the offset at which the parser failed.
    Edtf(edtf_core::ParseError),
}

/// Reads a text without explaining a failure.
pub(super) fn read(text: &str) -> Result<DateSyntax, DateSyntaxError> {
    if text.split('/').any(time::looks_like) {
        return read_clocks(text).map_err(DateSyntaxError::Clock);
    }
    match Edtf::parse(text).map_err(DateSyntaxError::Edtf)? {
        Edtf::DateTime(_) => unreachable!("a full day before a T looks like a clock time"),
        edtf => Ok(DateSyntax::Edtf(edtf)),
    }
}

fn read_clocks(text: &str) -> Result<DateSyntax, DateError> {
    let Some((start, end)) = text.split_once('/') else {
        return time::read(text).map(DateSyntax::Clock);
    };
    if let Some(half) = [start, end].into_iter().find(|half| !time::looks_like(half)) {
        return Err(half_a_clock(text, half));
    }
    let second = start.len() + 1;
    let mut to = time::read(end).map_err(|error| error.shifted(second))?;
    let from = time::read(start)?;
    to.at = second..text.len();
    let comparable = from.offset.is_some() == to.offset.is_some();
    if comparable && from.utc() > to.utc() {
        return Err(backwards(start, end, "/"));
    }
    Ok(DateSyntax::Clocks(from, to))
}

/// The mistake of an interval whose end lies before its start.
pub(super) fn backwards(start: &str, end: &str, between: &str) -> DateError {
    DateError::new(
        Code::DateBackwards,
        0..start.len() + between.len() + end.len(),
        format!("the end, {end}, lies before the start, {start}"),
        format!("write \"{end}{between}{start}\""),
    )
}

/// The bounds as moments, given the functions that turn a day into its first and last moment. Open and unknown ends
/// become [`Timestamp::FAR_PAST`] and [`Timestamp::FAR_FUTURE`].
pub(super) fn moments(
    Bounds { earliest, latest }: Bounds,
    start: impl Fn(edtf_core::BoundDate) -> Timestamp,
    end: impl Fn(edtf_core::BoundDate) -> Timestamp,
) -> (Timestamp, Timestamp) {
    let earliest = match earliest {
        Bound::Date(day) => start(day),
        _ => Timestamp::FAR_PAST,
    };
    let latest = match latest {
        Bound::Date(day) => end(day),
        _ => Timestamp::FAR_FUTURE,
    };
    (earliest, latest)
}

/// The dates in it, in the order in which they are written.
pub(super) fn dates(edtf: &Edtf) -> Vec<Date> {
    let of_end = |end: &IntervalEndpoint| match end {
        IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => {
            Some(*date)
        }
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => None,
    };
    let of_element = |element: &SetElement| match element {
        SetElement::Date(date) | SetElement::OnOrBefore(date) | SetElement::OnOrAfter(date) => vec![*date],
        SetElement::Range(from, to) => vec![*from, *to],
    };
    match edtf {
        Edtf::Date(date) => vec![*date],
        Edtf::DateTime(time) => vec![time.date],
        Edtf::Interval(interval) => of_end(&interval.start).into_iter().chain(of_end(&interval.end)).collect(),
        Edtf::Set(set) => set.elements.iter().flat_map(of_element).collect(),
    }
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

/// From the first second of one clock time to the last second of another. A clock time without seconds lasts a minute.
pub(super) fn span(from: NaiveDateTime, to: NaiveDateTime, seconds: bool) -> (Timestamp, Timestamp) {
    let end = to.and_utc().timestamp() + if seconds { 0 } else { 59 };
    (Timestamp::from_seconds(from.and_utc().timestamp()), Timestamp::from_seconds(end))
}

/// The mistake of an interval with a clock time at only one end.
fn half_a_clock(text: &str, half: &str) -> DateError {
    let start = half.as_ptr() as usize - text.as_ptr() as usize;
    let range = if half.is_empty() { 0..text.len() } else { start..start + half.len() };
    DateError::new(
        Code::DateNotADate,
        range,
        "a span needs clock times at both ends, or at none",
        "write \"2025-06-20T14:00/2025-06-20T18:30\", or leave the times out: \"2025-06-20/2025-06-21\"",
    )
}
