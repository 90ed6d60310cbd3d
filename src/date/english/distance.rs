//! The distance between two dates in English.

use chrono::{Datelike, NaiveDate};

use super::names;
use crate::date::DateDistance;

/// The longest distance that is given in days.
const MOST_DAYS: i64 = 60;
/// The longest distance that is given in months.
const MOST_MONTHS: i64 = 24;

pub(super) fn words(distance: &DateDistance) -> String {
    let DateDistance { is_later, least, most } = *distance;
    let direction = if is_later { "later" } else { "earlier" };
    if least != most {
        return range(least, most, direction);
    }
    match days(least) {
        0 => "the same day".to_owned(),
        1 if is_later => "the next day".to_owned(),
        1 => "the day before".to_owned(),
        n @ ..=MOST_DAYS => format!("{} days {direction}", number(n)),
        // A month has 30.44 days, a year 365.25; both are rounded to the nearest.
        n => match (n * 100 + 1522) / 3044 {
            months @ ..=MOST_MONTHS => format!("about {months} months {direction}"),
            _ => format!("about {} years {direction}", names::grouped(((n * 100 + 18_262) / 36_525).unsigned_abs())),
        },
    }
}

/// A range of distances. The shortest is rounded down and the longest up, so that the true distance is between them.
fn range(least: (NaiveDate, NaiveDate), most: (NaiveDate, NaiveDate), direction: &str) -> String {
    let (low, high, unit) = if days(most) <= MOST_DAYS {
        (days(least), days(most), "day")
    } else {
        let (low, high) = (whole_months(least), started_months(most));
        if high <= MOST_MONTHS { (low, high, "month") } else { (low / 12, (high + 11) / 12, "year") }
    };
    let units = |n: i64| if n == 1 { unit.to_owned() } else { format!("{unit}s") };
    if low == 0 {
        return format!("up to {} {} {direction}", number(high), units(high));
    }
    format!("between {} and {} {}s {direction}", number(low), number(high), unit)
}

/// "six", "14": numbers up to ten are written as words.
fn number(n: i64) -> String {
    match usize::try_from(n) {
        Ok(few @ ..=10) => names::number(few),
        _ => names::grouped(n.unsigned_abs()),
    }
}

fn days((first, last): (NaiveDate, NaiveDate)) -> i64 {
    (last - first).num_days()
}

/// The number of whole calendar months between two days.
fn whole_months((first, last): (NaiveDate, NaiveDate)) -> i64 {
    let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    months(last) - months(first) - i64::from(last.day() < first.day())
}

/// The same, with a started month counted as a whole one.
fn started_months((first, last): (NaiveDate, NaiveDate)) -> i64 {
    whole_months((first, last)) + i64::from(last.day() != first.day())
}
