//! The units of the calendar into which days are counted.

use chrono::{Datelike, Days, NaiveDate};

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarUnit {
    /// A day.
    Day,
    /// A week that begins on Monday.
    Week,
    /// A month.
    Month,
    /// This number of years.
    Years(i32),
}

impl CalendarUnit {
    /// The number of the unit that contains a day, counted from a fixed origin.
    pub fn number(self, day: NaiveDate) -> i64 {
        match self {
            Self::Day => i64::from(day.num_days_from_ce()),
            // 1 January of the year 1 was a Monday.
            Self::Week => i64::from((day.num_days_from_ce() - 1).div_euclid(7)),
            Self::Month => i64::from(day.year()) * 12 + i64::from(day.month0()),
            Self::Years(years) => i64::from(day.year().div_euclid(years)),
        }
    }

    /// The first day of the unit that contains a day, or the first day of the calendar.
    pub fn first(self, day: NaiveDate) -> NaiveDate {
        let first = match self {
            Self::Day => Some(day),
            Self::Week => day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))),
            Self::Month => day.with_day(1),
            Self::Years(years) => NaiveDate::from_ymd_opt(day.year().div_euclid(years) * years, 1, 1),
        };
        first.unwrap_or(NaiveDate::MIN)
    }

    /// The first day of the unit after that which contains a day. `None` at the end of the calendar.
    pub fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => day.succ_opt(),
            Self::Week => self.first(day).checked_add_days(Days::new(7)),
            Self::Month if day.month() == 12 => NaiveDate::from_ymd_opt(day.year() + 1, 1, 1),
            Self::Month => NaiveDate::from_ymd_opt(day.year(), day.month() + 1, 1),
            Self::Years(years) => NaiveDate::from_ymd_opt((day.year().div_euclid(years) + 1) * years, 1, 1),
        }
    }

    /// The last day of the unit that contains a day, or the last day of the calendar.
    pub fn last(self, day: NaiveDate) -> NaiveDate {
        self.next(day).and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_lies_in_one_unit_and_units_follow_each_other() {
        let seed = 42;
        let mut random = fastrand::Rng::with_seed(seed);
        let units = [
            CalendarUnit::Day,
            CalendarUnit::Week,
            CalendarUnit::Month,
            CalendarUnit::Years(1),
            CalendarUnit::Years(20),
        ];
        for _ in 0..2000 {
            let day = NaiveDate::from_num_days_from_ce_opt(random.i32(-700_000..1_400_000)).expect("a day");
            for unit in units {
                let first = unit.first(day);
                let next = unit.next(first).expect("the calendar goes on");
                let told = format!("seed {seed}: {day}, {unit:?}: {first} to {next}");
                assert!(first <= day && day < next, "{told}");
                assert_eq!(unit.first(next), next, "{told}");
                assert_eq!(unit.number(next), unit.number(day) + 1, "{told}");
            }
        }
    }
}
