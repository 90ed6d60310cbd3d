//! Finds months and days that do not exist.
//!
//! In: a piece of a date text in the form year-month or year-month-day. Out: the mistake in it, if there is one, and a
//! correction.

use edtf_core::Edtf;

use super::english::names;
use super::error::DateError;
use crate::diagnostic::Code;

const MASKED: &str = "an X stands for one unknown digit";

/// The mistake of a piece in the form year-month or year-month-day whose month or day does not exist. `at` is its
/// offset in the text.
pub(super) fn component(piece: &str, at: usize) -> Option<DateError> {
    let parts = DateParts::of(piece)?;
    no_such_month(&parts).or_else(|| no_such_day(&parts)).map(|error| error.shifted(at))
}

/// The parts of `2004-06~-11`, with the offsets of month and day.
struct DateParts<'a> {
    piece: &'a str,
    /// With its sign.
    year: &'a str,
    month: &'a str,
    month_at: usize,
    day: Option<(usize, &'a str)>,
}

impl<'a> DateParts<'a> {
    fn of(piece: &'a str) -> Option<Self> {
        let marks = |c: char| "?~%".contains(c);
        let place = |part: &str| part.as_ptr() as usize - piece.as_ptr() as usize;
        let unmarked = piece.trim_matches(marks);
        let minus = usize::from(unmarked.starts_with('-'));
        let mut fields = unmarked[minus..].split('-').map(|field| field.trim_matches(marks));
        let (year, month, day) = (fields.next()?, fields.next()?, fields.next());
        let shaped =
            |field: &str, width| field.len() == width && field.bytes().all(|b| b.is_ascii_digit() || b == b'X');
        let fits = shaped(year, 4) && shaped(month, 2) && day.is_none_or(|day| shaped(day, 2));
        (fits && fields.next().is_none()).then(|| Self {
            piece,
            year: &unmarked[..minus + year.len()],
            month,
            month_at: place(month),
            day: day.map(|day| (place(day), day)),
        })
    }

    /// The date with another month and day.
    fn with(&self, month: &str, day: Option<&str>) -> String {
        let mut text = self.piece[..self.month_at].to_owned() + month;
        if let Some(day) = day {
            text = text + "-" + day;
        }
        text
    }
}

fn no_such_month(parts: &DateParts<'_>) -> Option<DateError> {
    let days = parts.day.map(|(_, day)| day);
    let exists = match parts.month.parse::<u32>() {
        Ok(month) => (1..=12).contains(&month) || ((21..=41).contains(&month) && days.is_none()),
        Err(_) => (1..=12).any(|month| matches_mask(parts.month, month)),
    };
    if exists {
        return None;
    }
    let range = parts.month_at..parts.month_at + 2;
    let message = format!("month {} does not exist", parts.month);
    Some(DateError::new(Code::DateNoSuchMonth, range, message, month_help(parts)))
}

fn month_help(parts: &DateParts<'_>) -> String {
    let year = parts.year;
    if let Some((_, day)) = parts.day {
        let turned = parts.with(day, Some(parts.month));
        if Edtf::parse(&turned).is_ok() {
            return format!("year, month and day stand in this order: write \"{turned}\"");
        }
    }
    match parts.month.parse::<u32>() {
        Ok(0) => format!("write \"{year}\", or \"{year}-XX\" for a month that is not known"),
        Ok(13..=19) => {
            format!("write a year, year-month or year-month-day; \"{year}-1X\" means some month from October on")
        }
        Ok(21..=41) => format!("\"{year}-{}\" is a part of the year and has no days", parts.month),
        Ok(_) => format!("months go from 01 to 12; \"{year}-21\" to \"{year}-24\" are spring to winter"),
        Err(_) => format!("{MASKED}: \"{year}-XX\" is some month, \"{year}-1X\" some month from October on"),
    }
}

fn no_such_day(parts: &DateParts<'_>) -> Option<DateError> {
    let (at, day) = parts.day?;
    let last = last_day(parts)?;
    let exists = match day.parse::<u32>() {
        Ok(day) => (1..=last).contains(&day),
        Err(_) => (1..=last).any(|number| matches_mask(day, number)),
    };
    if exists {
        return None;
    }
    let (year, month) = (parts.year, parts.month);
    let name = month.parse().map_or("", |month| names::month(month));
    let message = match (day, name) {
        ("00", _) => "day 00 does not exist".to_owned(),
        (_, "") => format!("no month of {year} has a day {day}"),
        _ => format!("{name} {} has {last} days", year_words(year)),
    };
    let unknown = format!("\"{}\" for a day that is not known", parts.with(month, Some("XX")));
    let help = if day == "00" || name.is_empty() {
        format!("write \"{}\", or {unknown}", parts.with(month, None))
    } else {
        format!("write \"{}\" for the last of them, or {unknown}", parts.with(month, Some(&last.to_string())))
    };
    Some(DateError::new(Code::DateNoSuchDay, at..at + 2, message, help))
}

fn year_words(year: &str) -> String {
    year.parse().map_or_else(|_| year.to_owned(), names::year_number)
}

/// The number of days in the longest month that the digits allow.
fn last_day(parts: &DateParts<'_>) -> Option<u32> {
    let leap = parts.year.contains('X') && leap_possible(parts.year.trim_start_matches('-'))
        || parts.year.parse().is_ok_and(is_leap);
    (1..=12).filter(|month| matches_mask(parts.month, *month)).map(|month| days_of(month, leap)).max()
}

fn leap_possible(mask: &str) -> bool {
    (0..=9999)
        .filter(|year| is_leap(*year))
        .any(|year| mask.bytes().zip(format!("{year:04}").bytes()).all(|(mask, digit)| mask == b'X' || mask == digit))
}

/// The rule of the proleptic Gregorian calendar, which also applies before the year 0.
fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of(month: u32, leap: bool) -> u32 {
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn matches_mask(mask: &str, number: u32) -> bool {
    mask.bytes().zip(format!("{number:02}").bytes()).all(|(mask, digit)| mask == b'X' || mask == digit)
}
