//! On which days something may have been, and how far two such ranges lie apart.

use chrono::{Days, Months, NaiveDate, NaiveDateTime, TimeDelta};

use super::Precision;

/// Days from the first to the last; `None` is an end that is open or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRange {
    /// The first day.
    pub first: Option<NaiveDate>,
    /// The last day.
    pub last: Option<NaiveDate>,
}

/// How far "about" reaches to each side of a clock time, in minutes.
pub(super) const ABOUT_A_CLOCK: i64 = 90;

impl DayRange {
    /// The local days on which something about these clock times may have been.
    pub(super) fn about_clock(from: NaiveDateTime, to: NaiveDateTime) -> Self {
        let reach = TimeDelta::minutes(ABOUT_A_CLOCK);
        let first = from.checked_sub_signed(reach).unwrap_or(from).date();
        let last = to.checked_add_signed(reach).unwrap_or(to).date();
        Self { first: Some(first), last: Some(last) }
    }

    /// With room on both sides for a date that is about or perhaps right. Who knows no more than a week writes a month, and
    /// who knows no more than a quarter writes a year.
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

/// How far one date lies from another, as far as both are known: from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateDistance {
    /// Whether the other date is the later one.
    pub is_later: bool,
    /// The two days that are nearest to each other, the earlier one first.
    pub least: (NaiveDate, NaiveDate),
    /// The two days that are farthest from each other, the earlier one first.
    pub most: (NaiveDate, NaiveDate),
}

impl DateDistance {
    /// Whether both are one and the same day.
    pub fn is_same_day(&self) -> bool {
        self.most.0 == self.most.1
    }

    /// From one range to another; `None` where an end is open or both may be the same day, unless both are that one day.
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
