//! Guesses the date that was meant by a text in another notation.
//!
//! In: a text that is not a date. Out: a [`DateError`] whose help contains a date that can be read; other guesses are
//! dropped. Each guess is one way to rewrite the text, and the first one that works is used.

use super::error::DateError;
use super::{english::names, form, part};
use crate::diagnostic::Code;

/// Ways to rewrite a text, the most certain first.
const WAYS: &[fn(&str) -> Option<String>] = &[
    typography,
    long_hyphens,
    blanks,
    capitals,
    offset_colon,
    early_hours,
    named_offset,
    drafts,
    numbers,
    eight_digits,
    missing_start,
    years,
    short_year,
    in_words,
    decade,
    century,
];

/// The mistake with a correction, if one can be guessed.
pub(super) fn offer(text: &str) -> Option<DateError> {
    let whole = 0..text.len();
    if let Some((first, second)) = either_order(text) {
        let words = |date: &str| date.parse().map_or_else(|_| date.to_owned(), names::day_short);
        return Some(DateError::new(
            Code::DateNotADate,
            whole,
            format!("\"{text}\" can be read in two ways"),
            format!("write \"{first}\" for {}, or \"{second}\" for {}", words(&first), words(&second)),
        ));
    }
    if let Some(number) = text.strip_prefix('-').filter(|_| text.len() < 5).and_then(number).filter(|year| *year > 0) {
        let number = i64::from(number);
        let [as_era, as_counted] = [1 - number, -number].map(|year| (signed(year), names::year_number(year)));
        return Some(DateError::new(
            Code::DateNotADate,
            whole,
            format!("\"{text}\" can be read in two ways"),
            format!("write \"{}\" for {}, or \"{}\" for {}", as_era.0, as_era.1, as_counted.0, as_counted.1),
        ));
    }
    let meant = || WAYS.iter().filter_map(|way| way(text));
    if let Some(meant) = meant().find(|meant| reads(meant)) {
        let error = DateError::new(
            Code::DateNotADate,
            whole,
            format!("\"{text}\" is not how a date is written here"),
            format!("write \"{meant}\"{}", remark(text, &meant)),
        );
        return Some(DateError { meant: Some(meant), ..error });
    }
    // "31 June 2025" can be rewritten, but the result does not exist.
    meant().find_map(|meant| part::component(&meant, 0)).map(|error| DateError { range: whole, ..error })
}

/// A remark for years before the year 1 and for years of fewer than four digits, with the year in words.
fn remark(text: &str, meant: &str) -> String {
    let is_short = text.len() < 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    match meant.trim_end_matches(['~', '?', '%']).parse::<i64>() {
        Ok(year) if year <= 0 => format!(": the year before AD 1 is \"0000\", so this is {}", names::year_number(year)),
        Ok(year) if is_short => {
            format!(" for {}; years of other centuries have all their four digits as well", names::year_number(year))
        }
        _ => String::new(),
    }
}

fn reads(text: &str) -> bool {
    form::read(text).is_ok()
}

/// Both readings of `06/07/2025`, day first and month first, if both days exist.
fn either_order(text: &str) -> Option<(String, String)> {
    let (first, second, year) = year_last(text, &['/', '-'])?;
    let (day_first, month_first) = (iso(year, second, first), iso(year, first, second));
    (first != second && reads(&day_first) && reads(&month_first)).then_some((day_first, month_first))
}

/// Numbers with any separator: `2025-6-16`, `2025/06/16`, `16/06/2025`, `16.6.2025`, `2025-6`.
fn numbers(text: &str) -> Option<String> {
    if let Some((first, second, year)) = year_last(text, &['/', '-', '.']) {
        let day_first = iso(year, second, first);
        return Some(if reads(&day_first) { day_first } else { iso(year, first, second) });
    }
    let mut parts = text.split(['/', '-', '.']);
    let (year, month, day) = (parts.next()?, number(parts.next()?)?, parts.next());
    let year = number(year).filter(|_| year.len() == 4)?;
    let nothing_else = parts.next().is_none();
    match day {
        Some(day) => Some(iso(year, month, number(day)?)).filter(|_| nothing_else),
        None => Some(format!("{year:04}-{month:02}")),
    }
}

fn year_last(text: &str, separators: &[char]) -> Option<(u32, u32, u32)> {
    let mut parts = text.split(separators);
    let (first, second, year) = (number(parts.next()?)?, number(parts.next()?)?, parts.next()?);
    let complete = year.len() == 4 && parts.next().is_none() && first < 100 && second < 100;
    number(year).filter(|_| complete).map(|year| (first, second, year))
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()))
}

fn iso(year: u32, month: u32, day: u32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// `20250616`.
fn eight_digits(text: &str) -> Option<String> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))
}

/// Dashes that a word processor inserts, and full-width characters. A long dash between two dates means "to".
fn typography(text: &str) -> Option<String> {
    let dashes = |c: char| matches!(c, '\u{2010}' | '\u{2011}' | '\u{2212}');
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    let plain: String = text.chars().map(narrow).collect();
    let plain = plain.replace(dashes, "-").replace(['\u{2013}', '\u{2014}'], "/").replace('\u{2026}', "..");
    let plain: String = plain.split_whitespace().collect();
    (plain != text).then_some(plain)
}

/// Long dashes in place of both hyphens: `2025–06–16`. A single one may mean "to".
fn long_hyphens(text: &str) -> Option<String> {
    let long = ['\u{2013}', '\u{2014}'];
    (text.matches(long).count() > 1 && !text.contains('-')).then(|| text.replace(long, "-"))
}

/// Spaces where none belong, or a space in place of the `T`: `2025-06-24 01:32`.
fn blanks(text: &str) -> Option<String> {
    let without: String = text.split_whitespace().collect();
    let with_t =
        text.split('/').map(|end| end.trim().replacen(' ', "T", 1).replace(' ', "")).collect::<Vec<_>>().join("/");
    [without, with_t].into_iter().find(|meant| reads(meant))
}

/// `2025-06-24t01:32z`, `2025-06-xx`.
fn capitals(text: &str) -> Option<String> {
    text.contains(|c: char| c.is_ascii_lowercase()).then(|| text.to_ascii_uppercase())
}

/// An offset without its colon: `+0330`.
fn offset_colon(text: &str) -> Option<String> {
    let at = text.rfind(['+', '-']).filter(|at| text.contains('T') && text.len() == at + 5)?;
    Some(format!("{}:{}", text.get(..at + 3)?, text.get(at + 3..)?))
}

/// An hour with one digit: `2025-06-24T9:30`.
fn early_hours(text: &str) -> Option<String> {
    let (day, time) = text.split_once([' ', 'T'])?;
    Some(format!("{day}T0{time}"))
}

/// `2021-05-23 09:15 UTC`, `2021-05-23T09:15 GMT+2`.
fn named_offset(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    let at = ["UTC", "GMT"].iter().find_map(|name| upper.rfind(name))?;
    let time = text.get(..at)?.trim().replacen(' ', "T", 1);
    let offset = text.get(at + 3..)?.trim().replace('\u{2212}', "-");
    let Some((sign, rest)) = offset.split_at_checked(1) else { return Some(format!("{time}Z")) };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "00"));
    let is_offset = ["+", "-"].contains(&sign) && minutes.len() == 2;
    is_offset.then(|| Some(format!("{time}{sign}{:02}:{:02}", number(hours)?, number(minutes)?)))?
}

/// Spellings of EDTF drafts and other tools: `2025-06-uu`, `1985/open`, `unknown/1985`, `1985/present`.
fn drafts(text: &str) -> Option<String> {
    let lower = text.to_lowercase().replace("unknown", "");
    let lower =
        ["open", "present", "now", "today", "ongoing"].iter().fold(lower, |text, word| text.replace(word, ".."));
    let meant = lower.replace('u', "X").to_uppercase();
    (meant != text).then_some(meant)
}

/// An interval whose end leaves out the parts that it shares with the start: `2025-06-13/19`, `2025-06-20T14:00/18:30`.
fn missing_start(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/')?;
    let shared = start.get(..start.len().checked_sub(end.len())?)?;
    Some(format!("{start}/{shared}{end}")).filter(|_| !shared.is_empty() && !end.is_empty())
}

/// `1939-1945`.
fn years(text: &str) -> Option<String> {
    let (first, last) = text.split_once('-')?;
    let four = |year: &str| year.len() == 4 && number(year).is_some();
    (four(first) && four(last)).then(|| format!("{first}/{last}"))
}

/// A year of fewer than four digits: `53`.
fn short_year(text: &str) -> Option<String> {
    let year = number(text).filter(|year| *year > 0 && text.len() < 4)?;
    Some(format!("{year:04}"))
}

/// A year of an era by the number of the calendar: `44 BC` is -43.
fn of_era(number: u32, is_before: bool) -> Option<String> {
    let year = i64::from(number);
    (year > 0).then(|| if is_before { signed(1 - year) } else { format!("{year:04}") })
}

/// A year with its sign and at least four digits.
fn signed(year: i64) -> String {
    format!("{}{:04}", if year < 0 { "-" } else { "" }, year.unsigned_abs())
}

/// A date in words: `16 June 2025`, `June 16th, 2025`, `about June 2025`, `spring 2001`, `c. 1985`.
fn in_words(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words =
        lower.split([' ', ',', '\u{a0}']).map(|word| word.trim_end_matches('.')).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let mut found = VerbalDate::default();
    let era_at = words.iter().position(|word| era(word).is_some());
    // The year is before the era or after it: "AD 53".
    let of_year = era_at.and_then(|at| {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        beside.into_iter().find_map(|at| Some((at, number(words.get(at)?)?)))
    });
    let mut told = Vec::new();
    if let (Some(era_at), Some((year_at, number))) = (era_at, of_year) {
        found.year = of_era(number, era(words[era_at])?);
        told = vec![era_at, year_at];
    }
    for (_, word) in words.iter().enumerate().filter(|(at, _)| !told.contains(at)) {
        found.take(word)?;
    }
    let year = found.year?;
    Some(match (found.month, found.day) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}{}", found.mark),
        (Some(month), None) => format!("{year}-{month:02}{}", found.mark),
        (None, None) => format!("{year}{}", found.mark),
        (None, Some(_)) => return None,
    })
}

/// Whether a word is an era; `true` for the era before the year 1.
fn era(word: &str) -> Option<bool> {
    match word.replace('.', "").as_str() {
        "bc" | "bce" => Some(true),
        "ad" | "ce" => Some(false),
        _ => None,
    }
}

#[derive(Default)]
struct VerbalDate {
    year: Option<String>,
    month: Option<u32>,
    day: Option<u32>,
    mark: &'static str,
}

impl VerbalDate {
    /// Reads one more word. `None` if it has no meaning here: a text that is understood in part may be misread.
    fn take(&mut self, word: &str) -> Option<()> {
        match word {
            "about" | "around" | "circa" | "c" | "ca" | "approximately" => self.mark = "~",
            "perhaps" | "probably" | "possibly" => self.mark = "?",
            "of" | "the" | "on" | "in" => {}
            _ if word.len() == 4 && number(word).is_some() => self.year = Some(word.to_owned()),
            _ if weekday(word) => {}
            _ => match month_or_season(word) {
                Some(month) => self.month = Some(month),
                None => self.day = Some(ordinal(word)?),
            },
        }
        Some(())
    }
}

fn weekday(word: &str) -> bool {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && days.iter().any(|day| day.starts_with(word))
}

fn month_or_season(word: &str) -> Option<u32> {
    let seasons = [("spring", 21), ("summer", 22), ("autumn", 23), ("fall", 23), ("winter", 24)];
    let season = seasons.iter().find(|(name, _)| *name == word).map(|(_, code)| *code);
    let month = || (1..=12).find(|month| names::month(*month).to_lowercase().starts_with(word));
    season.or_else(|| month().filter(|_| word.len() >= 3)).or((word == "sept").then_some(9))
}

fn ordinal(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    number(digits).filter(|day| (1..=31).contains(day))
}

/// `1960s`, `the 1560s`.
fn decade(text: &str) -> Option<String> {
    let year = text.trim_start_matches("the ").strip_suffix('s')?.trim_end_matches(['\'', '\u{2019}']);
    (year.len() == 4 && year.ends_with('0') && number(year).is_some()).then(|| format!("{}X", &year[..3]))
}

/// `19th century`.
fn century(text: &str) -> Option<String> {
    let nth = text.trim_start_matches("the ").strip_suffix(" century")?;
    let number = ordinal(nth)?.checked_sub(1)?;
    Some(format!("{number:02}XX"))
}
