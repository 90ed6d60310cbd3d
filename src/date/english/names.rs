//! English names of months, weekdays and years, for dates that are certain.
//!
//! In: numbers and days of the calendar. Out: words. Never here: uncertainty. Messages about wrong dates use these
//! names too.

use chrono::{Datelike, NaiveDate};

const NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The name of a month from 1 to 12; empty for other numbers.
pub(in crate::date) fn month(month: u32) -> &'static str {
    (month as usize).checked_sub(1).and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

/// The name of a weekday.
pub(super) fn weekday(day: NaiveDate) -> &'static str {
    WEEKDAYS[day.weekday().num_days_from_monday() as usize]
}

/// "16 June 2025"
pub(in crate::date) fn day(day: NaiveDate) -> String {
    format!("{}{}", day_short(day), of_year(i64::from(day.year())))
}

/// "16 June"
pub(in crate::date) fn day_short(day: NaiveDate) -> String {
    format!("{} {}", day.day(), month(day.month()))
}

/// The year with a space before it, to stand after a month: " 2025", " 45 BC".
pub(super) fn of_year(year: i64) -> String {
    format!(" {}", year_number(year))
}

/// 2025, "AD 44", "45 BC": the year 0 of the calendar is 1 BC.
pub(in crate::date) fn year_number(year: i64) -> String {
    match year {
        ..=0 => format!("{} BC", grouped_year(1_u64.saturating_add(year.unsigned_abs()))),
        1..1000 => format!("AD {year}"),
        1000..=9999 => year.to_string(),
        _ => format!("the year {}", grouped(year.unsigned_abs())),
    }
}

fn grouped_year(year: u64) -> String {
    if year > 9999 { grouped(year) } else { year.to_string() }
}

/// 170,000,000.
pub(super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number as a word up to twelve, in digits above.
pub(super) fn number(n: usize) -> String {
    NUMBERS.get(n).map_or_else(|| grouped(n as u64), |word| (*word).to_owned())
}

/// The name of a day relative to another one, by the difference in days.
pub(super) fn day_difference(days: i64) -> &'static str {
    match days {
        ..-1 => "on an earlier day",
        -1 => "the day before",
        0 => "the same day",
        1 => "the next day",
        _ => "on a later day",
    }
}
