//! Words → the day that they name.
//!
//! In: a text, as a person or a machine wrote it, and the day on which it was saved. Out: a day of our calendar that all
//! readers take for the same one; a date that could be two days, or one of another calendar, is none.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use regex::{Captures, Regex};

use crate::date::{English, Wording};

/// Printed matter begins about here. Years before it are those of another calendar.
const FIRST_YEAR: i32 = 1500;

/// The first day that a text names, and where.
pub(super) fn first(text: &str) -> Option<(NaiveDate, Range<usize>)> {
    all(text).min_by_key(|(_, range)| range.start)
}

/// The first day that can be meant in a text that was saved on this one, and where: no article is published after it was
/// saved, give or take a zone.
pub(super) fn until(saved: NaiveDate, text: &str) -> Option<(NaiveDate, Range<usize>)> {
    let last = saved.checked_add_days(Days::new(1)).unwrap_or(saved);
    all(text).filter(|(date, _)| *date <= last).min_by_key(|(_, range)| range.start)
}

fn all(text: &str) -> impl Iterator<Item = (NaiveDate, Range<usize>)> {
    FORMS.iter().flat_map(move |form| {
        form.pattern.captures_iter(text).filter_map(|found| {
            let (year, month, day) = (form.read)(&found)?;
            let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| year >= FIRST_YEAR)?;
            Some((date, found.name("date").expect("every form names it").range()))
        })
    })
}

/// A way to write a day.
struct Form {
    pattern: Regex,
    read: fn(&Captures<'_>) -> Option<(i32, u32, u32)>,
}

static FORMS: LazyLock<[Form; 6]> = LazyLock::new(|| {
    let form = |pattern: &str, read| Form { pattern: Regex::new(pattern).expect("it is right"), read };
    [
        form(r"(?:^|[^0-9])(?<date>(?<y>[0-9]{4})[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2}))(?:[^0-9]|$)", numbers),
        form(r"^(?<date>(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2}))(?:T|$)", numbers),
        form(r"(?:^|[^0-9.])(?<date>(?<d>[0-9]{1,2})\.\s?(?<m>[0-9]{1,2})\.\s?(?<y>[0-9]{4}))(?:[^0-9]|$)", numbers),
        form(r"(?:^|[^0-9/])(?<date>(?<a>[0-9]{1,2})/(?<b>[0-9]{1,2})/(?<y>[0-9]{4}))(?:[^0-9]|$)", day_or_month),
        form(
            r"\b(?<date>(?<d>[0-9]{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?<name>[A-Za-z]{3,9})\.?,?\s+(?<y>[0-9]{4}))\b",
            named,
        ),
        form(r"\b(?<date>(?<name>[A-Za-z]{3,9})\.?\s+(?<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?<y>[0-9]{4}))\b", named),
    ]
});

fn number<T: std::str::FromStr>(found: &Captures<'_>, name: &str) -> Option<T> {
    found.name(name)?.as_str().parse().ok()
}

fn numbers(found: &Captures<'_>) -> Option<(i32, u32, u32)> {
    Some((number(found, "y")?, number(found, "m")?, number(found, "d")?))
}

/// 06/20/2025 and 20/06/2025 are one day; 06/07/2025 is two, on two sides of an ocean.
fn day_or_month(found: &Captures<'_>) -> Option<(i32, u32, u32)> {
    let (year, a, b) = (number(found, "y")?, number(found, "a")?, number(found, "b")?);
    match (a, b) {
        (13.., ..=12) => Some((year, b, a)),
        (..=12, 13..) => Some((year, a, b)),
        _ => (a == b).then_some((year, a, b)),
    }
}

fn named(found: &Captures<'_>) -> Option<(i32, u32, u32)> {
    Some((number(found, "y")?, month(found.name("name")?.as_str())?, number(found, "d")?))
}

/// The month of an English name, whole or shortened.
fn month(name: &str) -> Option<u32> {
    let name = name.to_ascii_lowercase();
    (1..=12)
        .find(|number| English.month(*number).to_ascii_lowercase().starts_with(name.as_str()))
        .or_else(|| (name == "sept").then_some(9))
}
