//! Instants on one line, on which all dates are compared.
//!
//! In: days of the proleptic Gregorian calendar, or instants. Out: a number to sort by. It never overflows: years
//! beyond its range are clamped just short of the two ends.

use edtf_core::BoundDate;

const DAY: i64 = 86_400;

/// An instant in seconds since 1970-01-01T00:00Z, or one of the two ends of time.
///
/// [`Timestamp::FAR_PAST`] comes before and [`Timestamp::FAR_FUTURE`] after every dated moment, even after years with
/// thirty digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The start of something without a beginning.
    pub const FAR_PAST: Self = Self(i64::MIN);
    /// The end of something without an end.
    pub const FAR_FUTURE: Self = Self(i64::MAX);

    /// The instant this many seconds after 1970-01-01T00:00Z.
    pub fn from_seconds(seconds: i64) -> Self {
        Self(seconds.clamp(i64::MIN + 1, i64::MAX - 1))
    }

    /// Seconds since 1970-01-01T00:00Z; `None` for the two ends of time.
    pub fn seconds(self) -> Option<i64> {
        (self != Self::FAR_PAST && self != Self::FAR_FUTURE).then_some(self.0)
    }

    /// The first second of a day, in UTC.
    pub(super) fn day_start(day: BoundDate) -> Self {
        Self::from_seconds(days(day).saturating_mul(DAY))
    }

    /// The last second of a day, in UTC.
    pub(super) fn day_end(day: BoundDate) -> Self {
        Self::from_seconds(days(day).saturating_add(1).saturating_mul(DAY).saturating_sub(1))
    }
}

/// Days since 1970-01-01. The year is counted from March, so that the leap day is its last day. There are 719,468 days
/// from 0000-03-01 to 1970-01-01.
fn days(day: BoundDate) -> i64 {
    let year = day.year.saturating_sub(i64::from(day.month <= 2));
    let month = (i64::from(day.month) + 9) % 12;
    let of_year = (153 * month + 2) / 5 + i64::from(day.day) - 1;
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year.saturating_mul(365).saturating_add(leaps).saturating_add(of_year).saturating_sub(719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        let cases = [
            ((1970, 1, 1), 0),
            ((1970, 3, 1), 59),
            ((2000, 2, 29), 11_016),
            ((1969, 12, 31), -1),
            ((0, 3, 1), -719_468),
        ];
        for ((year, month, day), expect) in cases {
            assert_eq!(days(BoundDate { year, month, day }), expect, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn years_beyond_every_clock_stay_between_the_ends() {
        let late = Timestamp::day_end(BoundDate { year: i64::MAX, month: 12, day: 31 });
        let early = Timestamp::day_start(BoundDate { year: i64::MIN, month: 1, day: 1 });
        assert!(Timestamp::FAR_PAST < early && early < late && late < Timestamp::FAR_FUTURE);
    }
}
