//! Ranges of days: terms of office, dates of texts, times that a sentence is about.
//!
//! In: dates as precisely as they are known. Out: the first and the last day that they can mean. An unknown end is
//! open, so that it excludes nothing.

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::date::When;

/// The days from the first to the last, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DayInterval {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl DayInterval {
    /// The days that a date can mean. An approximate or uncertain date may be off by its own length.
    pub fn of(when: &When) -> Self {
        let first = when.first_day().unwrap_or(NaiveDate::MIN);
        let last = when.last_day().unwrap_or(NaiveDate::MAX);
        let slack = if when.is_approximate() || when.is_uncertain() {
            last - first + TimeDelta::days(1)
        } else {
            TimeDelta::zero()
        };
        Self { first, last }.wider(slack)
    }

    /// The days of a term of office. A term without an end is still going on.
    pub fn of_term(from: Option<&When>, to: Option<&When>) -> Self {
        let first = from.map_or(NaiveDate::MIN, |from| Self::of(from).first);
        let last = to.map_or(NaiveDate::MAX, |to| Self::of(to).last);
        Self { first, last }
    }

    /// The days of whole years; `None` if they are beyond chrono's calendar.
    pub fn of_years(first: i32, last: i32) -> Option<Self> {
        Some(Self { first: NaiveDate::from_ymd_opt(first, 1, 1)?, last: NaiveDate::from_ymd_opt(last, 12, 31)? })
    }

    /// The days of a month, and up to three more; `None` if they are beyond chrono's calendar.
    pub fn of_month(year: i32, month: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(Self { first, last: first.checked_add_signed(TimeDelta::days(30))? })
    }

    /// The latest month with this number that begins by the end of these days.
    pub fn latest_month(&self, month: u32) -> Option<Self> {
        let years = [self.last.year(), self.last.year().saturating_sub(1)];
        years.into_iter().filter_map(|year| Self::of_month(year, month)).find(|days| days.first <= self.last)
    }

    /// These days and this many days before them.
    pub fn and_before(&self, days: i64) -> Self {
        Self { first: self.first.checked_sub_signed(TimeDelta::days(days)).unwrap_or(NaiveDate::MIN), last: self.last }
    }

    /// Whether both ranges have a day in common.
    pub fn touches(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether this range contains the other one.
    pub fn cover(&self, others: &Self) -> bool {
        self.first <= others.first && others.last <= self.last
    }

    fn wider(&self, by: TimeDelta) -> Self {
        Self {
            first: self.first.checked_sub_signed(by).unwrap_or(NaiveDate::MIN),
            last: self.last.checked_add_signed(by).unwrap_or(NaiveDate::MAX),
        }
    }
}
