//! What dates are sorted by: one order for pages, data, feeds and search.

use super::{Precision, Timestamp};

/// The place of a date in the chronology, among all others.
///
/// Clock times stand at their moments. A day whose hour is not known stands behind all clock times of that day, and a date
/// that names no day behind the first day that it may mean; so both are sorted by the end of that day. Among equals
/// the one that ends first stands first, then the more exact one.
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

    /// `end` is the last moment of the day that it is sorted by.
    pub(super) fn of_days(end: Timestamp, is_day: bool, latest: Timestamp, precision: Precision) -> Self {
        Self { at: end, kind: if is_day { SortClass::Day } else { SortClass::NoDay }, latest, precision }
    }

    /// The moment that it is sorted by.
    pub fn moment(self) -> Timestamp {
        self.at
    }

    /// The same, behind a clock time of the same date in another zone.
    #[must_use]
    pub fn not_before(self, clock: Timestamp) -> Self {
        Self { at: self.at.max(clock), ..self }
    }
}
