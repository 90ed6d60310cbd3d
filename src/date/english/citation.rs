//! Dates in the forms that citation styles use.

use chrono::{Datelike, NaiveDate};

use super::names;
use crate::date::{Precision, When};

/// The date of a version with its known parts: year, month, day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CitationDate {
    day: NaiveDate,
    parts: CitationDateParts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CitationDateParts {
    Year,
    Month,
    Day,
}

impl CitationDate {
    /// The last day that the date touches; `None` where its end is open or unknown.
    pub fn of(when: &When) -> Option<Self> {
        let parts = match when.precision() {
            Precision::Second | Precision::Minute | Precision::Day => CitationDateParts::Day,
            Precision::Month => CitationDateParts::Month,
            _ => CitationDateParts::Year,
        };
        Some(Self { day: when.last_day()?, parts })
    }

    /// The citation date of one day.
    pub fn of_day(day: NaiveDate) -> Self {
        Self { day, parts: CitationDateParts::Day }
    }

    /// "2025".
    pub fn year(self) -> String {
        names::year_number(self.day.year().into())
    }

    /// "2025, July 1".
    pub fn year_first(self) -> String {
        let (year, month, day) = self.words();
        match self.parts {
            CitationDateParts::Year => year,
            CitationDateParts::Month => format!("{year}, {month}"),
            CitationDateParts::Day => format!("{year}, {month} {day}"),
        }
    }

    /// "July 1, 2025".
    pub fn month_first(self) -> String {
        let (year, month, day) = self.words();
        match self.parts {
            CitationDateParts::Year => year,
            CitationDateParts::Month => format!("{month} {year}"),
            CitationDateParts::Day => format!("{month} {day}, {year}"),
        }
    }

    /// "1 July 2025".
    pub fn day_first(self) -> String {
        let (year, month, day) = self.words();
        match self.parts {
            CitationDateParts::Year => year,
            CitationDateParts::Month => format!("{month} {year}"),
            CitationDateParts::Day => format!("{day} {month} {year}"),
        }
    }

    fn words(self) -> (String, &'static str, u32) {
        (self.year(), names::month(self.day.month()), self.day.day())
    }

    /// Year, month and day as numbers, without unknown parts.
    pub fn numbers(self) -> Vec<i64> {
        let day = [i64::from(self.day.year()), i64::from(self.day.month()), i64::from(self.day.day())];
        day[..=self.parts as usize].to_vec()
    }

    /// "2025-07-01".
    pub fn edtf(self) -> String {
        let day = self.day.to_string();
        let length = day.len() - 3 * (CitationDateParts::Day as usize - self.parts as usize);
        day[..length].to_owned()
    }
}
