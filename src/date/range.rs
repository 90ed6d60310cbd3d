//! Ranges of days on which something may have happened, and distances between them.

use chrono::{Days, Months, NaiveDate, NaiveDateTime, TimeDelta};

use super::Precision;

/// The days from the first to the last; `None` for an end that is open or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRange {
    /// The first day.
    pub first: Option<NaiveDate>,
    /// The last day.
    pub last: Option<NaiveDate>,
}

/// The uncertainty of an approximate clock time in each direction, in minutes.
pub(super) const ABOUT_A_CLOCK: i64 = 90;

impl DayRange {
    /// The local days on which something may have happened at about these clock times.
    pub(super) fn about_clock(from: NaiveDateTime, to: NaiveDateTime) -> Self {
        let reach = TimeDelta::minutes(ABOUT_A_CLOCK);
        let first = from.checked_sub_signed(reach).unwrap_or(from).date();
        let last = to.checked_add_signed(reach).unwrap_or(to).date();
        Self { first: Some(first), last: Some(last) }
    }

    /// The range with room on both sides for an approximate or uncertain date: seven days for a day, three months for a
    /// month or season, five years for a year. An editor who knows less writes the next less precise form.
    pub(super) fn with_room(self, precision: Precision) -> Self {
        let back = |day: NaiveDate| match precision {
            Precision::Second | Precision::Minute | Precision::Day => day.checked_sub_days(Days::new(7)),
            _ => day.checked_sub_months(Months::new(room_in_months(precision))),
        };
        let on = |day: NaiveDate| match precision {
            Precision::Second | Precision::Minute | Precision::Day => day.checked_add_days(Days::new(7)),
            _ => day.checked_add_months(Months::new(room_in_months(precision))),
        };
        Self {
            first: self.first.map(|day| back(day).unwrap_or(NaiveDate::MIN)),
            last: self.last.map(|day| on(day).unwrap_or(NaiveDate::MAX)),
        }
    }
}

fn room_in_months(precision: Precision) -> u32 {
    match precision {
        Precision::Second | Precision::Minute | Precision::Day | Precision::Month | Precision::Season => 3,
        Precision::Year => 5 * 12,
        Precision::Decade => 50 * 12,
        Precision::Century | Precision::Age | Precision::Open => 100 * 12,
    }
}

/// The distance from one date to another, between a least and a most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateDistance {
    /// Whether the other date is the later one.
    pub is_later: bool,
    /// The two days nearest to each other, the earlier one first.
    pub least: (NaiveDate, NaiveDate),
    /// The two days farthest from each other, the earlier one first.
    pub most: (NaiveDate, NaiveDate),
}

impl DateDistance {
    /// Whether both dates are the same single day.
    pub fn is_same_day(&self) -> bool {
        self.most.0 == self.most.1
    }

    /// The distance from one range to another. `None` if an end is open or the ranges overlap, unless both are the same
    /// single day.
    pub(super) fn between(here: DayRange, there: DayRange) -> Option<Self> {
        let (a, b) = (here.first.zip(here.last)?, there.first.zip(there.last)?);
        let is_same_day = a.0 == a.1 && a == b;
        if is_same_day || a.1 < b.0 {
            Some(Self { is_later: true, least: (a.1, b.0), most: (a.0, b.1) })
        } else if b.1 < a.0 {
            Some(Self { is_later: false, least: (b.1, a.0), most: (b.0, a.1) })
        } else {
            None
        }
    }
}
