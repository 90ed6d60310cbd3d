//! Why a text is not a date, in an editor's terms.
//!
//! In: a text that could not be read, and where the parser gave up. Out: a [`DateError`]. The text is judged by our own
//! eye first, because a grammar can only say what it expected; its words are the last resort.

use super::english::English;
use super::error::DateError;
use super::guess;
use super::wording::Wording;
use super::written::{self, Failure};
use crate::diagnostic::Code;

const FORMS: &str = "write a day \"2025-06-16\", a month \"2025-06\", a year \"2025\" or a time \"2025-06-16T14:00\"";
const MASKED: &str = "an X stands for one unknown digit";

/// Says what is wrong with `text`, which has no blanks around it.
pub(super) fn explain(text: &str, failure: Failure) -> DateError {
    let parser = match failure {
        Failure::Clock(error) if error.code != Code::DateNotADate => return error,
        Failure::Clock(error) => return guess::offer(text).unwrap_or(error),
        Failure::Edtf(error) => error,
    };
    if text.is_empty() {
        return DateError::new(Code::DateNotADate, 0..0, "the date is empty", FORMS);
    }
    components(text)
        .or_else(|| swapped_ends(text))
        .or_else(|| guess::offer(text))
        .unwrap_or_else(|| not_a_date(text, &parser))
}

/// A clock time at one end of an interval and none at the other.
pub(super) fn half_a_clock(text: &str, half: &str) -> DateError {
    let start = half.as_ptr() as usize - text.as_ptr() as usize;
    let range = if half.is_empty() { 0..text.len() } else { start..start + half.len() };
    DateError::new(
        Code::DateNotADate,
        range,
        "a span needs clock times at both ends, or at none",
        "write \"2025-06-20T14:00/2025-06-20T18:30\", or leave the times out: \"2025-06-20/2025-06-21\"",
    )
}

/// The first month or day in the text that does not exist.
fn components(text: &str) -> Option<DateError> {
    pieces(text).find_map(|(at, piece)| component(piece, at))
}

/// The texts between slashes, commas, brackets and double dots, without marks, each with its place.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let separator = |c: char| "/,[]{}".contains(c);
    text.split(separator).flat_map(|part| part.split("..")).map(move |piece| {
        let at = piece.as_ptr() as usize - text.as_ptr() as usize;
        (at, piece)
    })
}

/// A piece of the shape year-month or year-month-day whose month or day does not exist; `at` is where it stands.
pub(super) fn component(piece: &str, at: usize) -> Option<DateError> {
    let parts = Parts::of(piece)?;
    no_such_month(&parts).or_else(|| no_such_day(&parts)).map(|error| error.shifted(at))
}

/// The parts of `2004-06~-11`, each with its place.
struct Parts<'a> {
    piece: &'a str,
    year: &'a str,
    month: &'a str,
    month_at: usize,
    day: Option<(usize, &'a str)>,
}

impl<'a> Parts<'a> {
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
            year,
            month,
            month_at: place(month),
            day: day.map(|day| (place(day), day)),
        })
    }

    /// The date with other digits, marks and sign left as they are.
    fn with(&self, month: &str, day: Option<&str>) -> String {
        let mut text = self.piece[..self.month_at].to_owned() + month;
        if let Some(day) = day {
            text = text + "-" + day;
        }
        text
    }
}

fn no_such_month(parts: &Parts<'_>) -> Option<DateError> {
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

fn month_help(parts: &Parts<'_>) -> String {
    let year = parts.year;
    if let Some((_, day)) = parts.day {
        let turned = parts.with(day, Some(parts.month));
        if written::read(&turned).is_ok() {
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

fn no_such_day(parts: &Parts<'_>) -> Option<DateError> {
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
    let name = month.parse().map_or("", |month| English.month(month));
    let message = match (day, name) {
        ("00", _) => "day 00 does not exist".to_owned(),
        (_, "") => format!("no month of {year} has a day {day}"),
        _ => format!("{name} {year} has {last} days"),
    };
    let unknown = format!("\"{}\" for a day that is not known", parts.with(month, Some("XX")));
    let help = if day == "00" || name.is_empty() {
        format!("write \"{}\", or {unknown}", parts.with(month, None))
    } else {
        format!("write \"{}\" for the last of them, or {unknown}", parts.with(month, Some(&last.to_string())))
    };
    Some(DateError::new(Code::DateNoSuchDay, at..at + 2, message, help))
}

/// The number of days of the longest month that the digits allow.
fn last_day(parts: &Parts<'_>) -> Option<u32> {
    let leap = parts.year.contains('X') && leap_possible(parts.year) || parts.year.parse().is_ok_and(is_leap);
    (1..=12).filter(|month| matches_mask(parts.month, *month)).map(|month| days_of(month, leap)).max()
}

fn leap_possible(mask: &str) -> bool {
    (0..=9999)
        .filter(|year| is_leap(*year))
        .any(|year| mask.bytes().zip(format!("{year:04}").bytes()).all(|(mask, digit)| mask == b'X' || mask == digit))
}

/// The rule of the calendar, which is the same before the year 0.
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

/// An interval, or a range in a set, whose ends make sense the other way round.
fn swapped_ends(text: &str) -> Option<DateError> {
    if let Some((start, end)) = text.split_once('/') {
        let turned = format!("{end}/{start}");
        let both = [start, end, &turned].iter().all(|text| written::read(text).is_ok());
        return both.then(|| written::backwards(start, end, "/"));
    }
    text.split([',', '[', ']', '{', '}']).find_map(|range| {
        let (start, end) = range.split_once("..")?;
        let turned = format!("[{end}..{start}]");
        let at = range.as_ptr() as usize - text.as_ptr() as usize;
        written::read(&turned).is_ok().then(|| written::backwards(start, end, "..").shifted(at))
    })
}

/// Nothing better is known than where the parser gave up.
fn not_a_date(text: &str, parser: &edtf_core::ParseError) -> DateError {
    let alphabet = |c: char| c.is_ascii_digit() || "XYESTZ+-:?~%,./[]{}".contains(c);
    if !text.starts_with(|c: char| c.is_ascii_digit() || "[{XY-".contains(c)) || !text.chars().all(alphabet) {
        return DateError::new(Code::DateNotADate, 0..text.len(), format!("\"{text}\" is not a date"), FORMS);
    }
    let start = parser.offset.min(text.len().saturating_sub(1));
    DateError::new(Code::DateNotADate, start..text.len(), parser.message, FORMS)
}
