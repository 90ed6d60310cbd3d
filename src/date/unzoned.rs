//! A date as it was written.
//!
//! In: text. Out: an [`UnzonedDate`], whose syntax is right and whose days exist, or a [`DateError`] with a correction.
//! Never here: zones, so a local time that its zone skipped is accepted.

use std::sync::Arc;

use chrono::NaiveDate;

use super::Timestamp;
use super::diagnose;
use super::error::DateError;
use super::form::{DateSyntax, moments, read, span};
use super::hemisphere;

/// A date as it was written. Its syntax is right; its zone is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnzonedDate {
    text: Arc<str>,
    form: DateSyntax,
    /// The number of bytes of spaces before it.
    lead: usize,
}

impl UnzonedDate {
    /// Parses a date. Spaces around it are ignored; ranges of errors are relative to the whole text.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let trimmed = text.trim();
        let lead = text.len() - text.trim_start().len();
        match read(trimmed) {
            Ok(mut form) => {
                form.shift(lead);
                Ok(Self { text: trimmed.into(), form, lead })
            }
            Err(failure) => Err(diagnose::explain(trimmed, failure).shifted(lead)),
        }
    }

    /// The date as it was written, without spaces around it.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn shared_text(&self) -> Arc<str> {
        self.text.clone()
    }

    /// A single day.
    pub fn from_day(day: NaiveDate) -> Self {
        let text = day.format("%Y-%m-%d").to_string();
        Self::parse(&text).expect("days of years 0 to 9999 are EDTF, and TOML has no others")
    }

    /// Whether it has clock times without an offset, which become instants only with a zone.
    pub fn has_clock(&self) -> bool {
        self.form.times().any(|time| time.offset.is_none())
    }

    /// The first and the last moment that the text can mean, with everything without an offset taken as UTC. An open or
    /// unknown end becomes an end of time; a season may be that of either hemisphere.
    pub fn day_bounds(&self) -> (Timestamp, Timestamp) {
        match &self.form {
            DateSyntax::Edtf(edtf) => moments(hemisphere::bounds(edtf, None), Timestamp::day_start, Timestamp::day_end),
            DateSyntax::Clock(time) => span(time.utc(), time.utc(), time.seconds),
            DateSyntax::Clocks(start, end) => span(start.utc(), end.utc(), end.seconds),
        }
    }

    /// Whether both texts can mean the same moment. If both have offsets, they are compared as instants. Otherwise they
    /// are compared by local date and time, because a day has no instants without a zone.
    pub fn can_agree(&self, other: &Self) -> bool {
        let as_instants = self.has_offsets() && other.has_offsets();
        let (a, b) = if as_instants {
            (self.day_bounds(), other.day_bounds())
        } else {
            (self.wall_bounds(), other.wall_bounds())
        };
        a.0 <= b.1 && b.0 <= a.1
    }

    /// The error with its range moved to the text as it was given.
    pub(super) fn placed(&self, error: DateError) -> DateError {
        error.shifted(self.lead)
    }

    pub(super) fn form(&self) -> &DateSyntax {
        &self.form
    }

    fn has_offsets(&self) -> bool {
        self.form.times().next().is_some() && !self.has_clock()
    }

    fn wall_bounds(&self) -> (Timestamp, Timestamp) {
        match &self.form {
            DateSyntax::Edtf(_) => self.day_bounds(),
            DateSyntax::Clock(time) => span(time.local, time.local, time.seconds),
            DateSyntax::Clocks(start, end) => span(start.local, end.local, end.seconds),
        }
    }
}
