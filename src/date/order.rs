//! The sort order of dates, which pages, data, feeds and search share.

use super::{Precision, Timestamp};

/// The position of a date in the chronology.
///
/// Clock times sort by their moments. A day without a known hour comes after all clock times of that day, and a date
/// that names no day comes after the first day that it may mean, so both are sorted by the end of that day. Among
/// equals the one that ends first comes first, then the more precise one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    at: Timestamp,
    kind: SortClass,
    latest: Timestamp,
    precision: Precision,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum SortClass {
    Clock,
    Day,
    NoDay,
}

impl SortKey {
    pub(super) fn of_clock((earliest, latest): (Timestamp, Timestamp), precision: Precision) -> Self {
        Self { at: earliest, kind: SortClass::Clock, latest, precision }
    }

    /// `end` is the last moment of the day by which the date is sorted.
    pub(super) fn of_days(end: Timestamp, is_day: bool, latest: Timestamp, precision: Precision) -> Self {
        Self { at: end, kind: if is_day { SortClass::Day } else { SortClass::NoDay }, latest, precision }
    }

    /// The moment by which the date is sorted.
    pub fn moment(self) -> Timestamp {
        self.at
    }

    /// The same, but not before a clock time of the same date in another zone.
    #[must_use]
    pub fn not_before(self, clock: Timestamp) -> Self {
        Self { at: self.at.max(clock), ..self }
    }
}
