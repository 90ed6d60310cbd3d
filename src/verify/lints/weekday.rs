//! Finds weekdays that do not match their dates: "Tuesday, June 16" where the 16th was a Monday.
//!
//! In: a text and its date of publication. Out: [`WeekdayMismatch`]es. A date without a year is the one nearest to the
//! publication. There is no finding if that is not certain, if several weekdays or days are named together ("Monday to
//! Wednesday, June 16–18"), or if the day does not exist. English only.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{month, weekday};
use super::reading::{self, ReadWord, WordSeparator};
use crate::date::{DateWording, English, When};

/// A weekday that does not match the date beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekdayMismatch {
    /// The words, as a range of the text.
    pub range: Range<usize>,
    /// The weekday in the text.
    pub said: Weekday,
    /// The date that is meant, with its year.
    pub date: NaiveDate,
    /// The weekday of that date.
    pub is: Weekday,
}

/// The mismatches in a text with this date of publication, in the order of the text.
pub fn mismatches(text: &str, published: &When) -> Vec<WeekdayMismatch> {
    if !BEGINNINGS.is_match(text) {
        return Vec::new();
    }
    let words = reading::words(text);
    let weekdays = words.iter().enumerate().filter_map(|(at, word)| Some((at, weekday(word)?)));
    weekdays
        .filter_map(|(at, said)| {
            let (day, range) = day_after(&words, at).or_else(|| day_before(&words, at))?;
            let date = day.wrong_on(said, published)?;
            let range = words[range.start].range.start..words[range.end - 1].range.end;
            Some(WeekdayMismatch { range, said, date, is: date.weekday() })
        })
        .collect()
}

/// The message and the help.
pub fn words(found: &WeekdayMismatch) -> (String, String) {
    let fault = format!("{} is a {}", English.day(found.date), English.weekday(found.date).unwrap_or_default());
    (fault, "either the weekday or the date is wrong: look at a calendar and at other sources".to_owned())
}

/// The first letters of names of weekdays, to recognise quickly a text without any.
static BEGINNINGS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let beginnings = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let shouted = beginnings.map(str::to_uppercase);
    AhoCorasick::new(beginnings.into_iter().chain(shouted.iter().map(String::as_str))).expect("they are few and short")
});

/// A day as a text names it.
#[derive(Clone, Copy, Debug)]
struct NamedDay {
    year: Option<i32>,
    month: u32,
    day: u32,
}

/// Earlier dates may be in the Julian calendar, which Britain left in 1752.
const FIRST_YEAR: i32 = 1753;

/// A date within this many days of the publication may be meant even if the same date in another year is nearer.
const NEAR: i64 = 250;

impl NamedDay {
    /// The date that is meant, if it certainly does not fall on this weekday.
    fn wrong_on(self, said: Weekday, published: &When) -> Option<NaiveDate> {
        if let Some(year) = self.year {
            return self.of(year).filter(|date| year >= FIRST_YEAR && date.weekday() != said);
        }
        let (first, last) = (published.first_day()?, published.last_day()?);
        let nearest = self.nearest(first).filter(|date| Some(*date) == self.nearest(last))?;
        let is_near = |date: &NaiveDate| (*date - first).num_days().abs() <= NEAR;
        let can_be_right =
            self.around(first).filter(|date| *date == nearest || is_near(date)).any(|date| date.weekday() == said);
        Some(nearest).filter(|_| !can_be_right)
    }

    fn of(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }

    fn nearest(self, to: NaiveDate) -> Option<NaiveDate> {
        self.around(to).min_by_key(|date| (*date - to).num_days().abs())
    }

    /// This day in the year of another date, and in the years before and after.
    fn around(self, other: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        (-1..=1).filter_map(move |years| self.of(other.year() + years))
    }
}

/// "Monday, June 16", "Monday night (16 June 2025)", "Sunday the 15th of June".
fn day_after(words: &[ReadWord<'_>], at: usize) -> Option<(NamedDay, Range<usize>)> {
    if words[at].possessive || is_one_of_several(words, at) || is_newspaper(words, at) {
        return None;
    }
    let is_part_of_day = |word: &&ReadWord<'_>| word.gap == WordSeparator::Space && word.is_in(PARTS_OF_DAY);
    let next = at + 1 + usize::from(words.get(at + 1).as_ref().is_some_and(is_part_of_day));
    let is_article =
        |word: &ReadWord<'_>| matches!(word.gap, WordSeparator::Space | WordSeparator::Comma) && &*word.folded == "the";
    let start = next + usize::from(words.get(next).is_some_and(is_article));
    let is_told = matches!(words.get(start)?.gap, WordSeparator::Space | WordSeparator::Comma | WordSeparator::Aside);
    let (day, end) = day_at(words, start).filter(|_| is_told)?;
    Some((day, at..end))
}

/// "June 16, a Monday", "16 June 2025 (Monday)", "June 16 was a Monday".
fn day_before(words: &[ReadWord<'_>], at: usize) -> Option<(NamedDay, Range<usize>)> {
    let is_bracketed =
        words[at].gap == WordSeparator::Aside && words.get(at + 1).is_none_or(|next| next.gap != WordSeparator::Space);
    let ends_with = |phrase: &&[&str]| {
        let before = words[..at].iter().rev();
        words[at].gap == WordSeparator::Space
            && at >= phrase.len()
            && before.zip(phrase.iter().rev()).all(|(word, want)| word.folded == *want)
    };
    let phrase = PHRASES_BEFORE.iter().find(|phrase| ends_with(phrase)).map(|phrase| phrase.len());
    let end = at - phrase.or(is_bracketed.then_some(0))?;
    let starts = end.saturating_sub(LONGEST_DATE)..end;
    starts
        .filter_map(|start| Some((day_at(words, start)?, start)))
        .find(|((_, found), _)| *found == end)
        .map(|((day, _), start)| (day, start..at + 1))
}

/// The number of words in "16 of June 2025".
const LONGEST_DATE: usize = 4;

const PARTS_OF_DAY: &[&str] = &["afternoon", "evening", "morning", "night"];

/// Phrases between a date and its weekday, the longest first.
const PHRASES_BEFORE: &[&[&str]] = &[
    &["which", "was", "a"],
    &["which", "is", "a"],
    &["was", "a"],
    &["is", "a"],
    &["fell", "on"],
    &["falls", "on"],
    &["a"],
];

/// Whether another weekday is joined to this one: "Monday to Wednesday", "Monday and Tuesday".
fn is_one_of_several(words: &[ReadWord<'_>], at: usize) -> bool {
    let is_weekday = |at: Option<usize>| at.and_then(|at| weekday(&words[at])).is_some();
    let is_joint = |at: usize| words[at].is_in(&["and", "or", "through", "till", "to", "until"]);
    let by_word = at.checked_sub(1).is_some_and(is_joint) && is_weekday(at.checked_sub(2));
    let by_dash = matches!(words[at].gap, WordSeparator::Hyphen | WordSeparator::Aside | WordSeparator::Comma)
        && is_weekday(at.checked_sub(1));
    by_word || by_dash
}

/// Whether it is the newspaper "the Sun".
fn is_newspaper(words: &[ReadWord<'_>], at: usize) -> bool {
    &*words[at].folded == "sun" && at.checked_sub(1).is_some_and(|before| &*words[before].folded == "the")
}

/// The single day that is named from here on, and the position after it.
fn day_at(words: &[ReadWord<'_>], start: usize) -> Option<(NamedDay, usize)> {
    let (day, month, end) = month_first(words, start).or_else(|| day_first(words, start))?;
    let is_year =
        |word: &&ReadWord<'_>| matches!(word.gap, WordSeparator::Space | WordSeparator::Comma) && word.text.len() == 4;
    // "June 16, 2025", "June 16 of 2025".
    let of = words.get(end).is_some_and(|word| word.gap == WordSeparator::Space && &*word.folded == "of");
    let at = end + usize::from(of);
    let year = words.get(at).filter(is_year).and_then(ReadWord::number).and_then(|year| i32::try_from(year).ok());
    let end = if year.is_some() { at + 1 } else { end };
    let is_range = is_dashed_number(words, start) || is_dashed_number(words, end) || is_to_number(words, end);
    (!is_range).then_some((NamedDay { year, month, day }, end))
}

/// "June 16".
fn month_first(words: &[ReadWord<'_>], start: usize) -> Option<(u32, u32, usize)> {
    let month = month(words.get(start)?)?;
    let day = words.get(start + 1).filter(|word| word.gap == WordSeparator::Space).and_then(day_of_month)?;
    Some((day, month, start + 2))
}

/// "16 June", "16th of June".
fn day_first(words: &[ReadWord<'_>], start: usize) -> Option<(u32, u32, usize)> {
    let day = day_of_month(words.get(start)?)?;
    let next = start + 1 + usize::from(words.get(start + 1).is_some_and(|word| &*word.folded == "of"));
    let month = words.get(next).filter(|word| word.gap == WordSeparator::Space).and_then(month)?;
    Some((day, month, next + 1))
}

/// "16", "16th".
fn day_of_month(word: &ReadWord<'_>) -> Option<u32> {
    let number = word.folded.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_ordinal = matches!(&word.folded[number.len()..], "" | "st" | "nd" | "rd" | "th");
    number.parse().ok().filter(|day| is_ordinal && (1..=31).contains(day))
}

/// Whether a dash before this word joins two numbers: "16–18 June".
fn is_dashed_number(words: &[ReadWord<'_>], at: usize) -> bool {
    let is_dashed = words.get(at).is_some_and(|word| matches!(word.gap, WordSeparator::Hyphen | WordSeparator::Aside));
    is_dashed
        && day_of_month(&words[at]).is_some()
        && at.checked_sub(1).is_some_and(|before| day_of_month(&words[before]).is_some())
}

/// Whether "to" and a number follow: "June 16 to 18".
fn is_to_number(words: &[ReadWord<'_>], at: usize) -> bool {
    let next = words.get(at).filter(|word| word.gap == WordSeparator::Space && word.is_in(&["through", "to", "until"]));
    next.is_some() && words.get(at + 1).and_then(day_of_month).is_some()
}

#[cfg(test)]
mod tests {
    use chrono_tz::UTC;

    use super::*;
    use crate::date::UnzonedDate;

    /// Compares the mismatches in a text with this date with `expect`, each as "words = date".
    #[track_caller]
    fn check(published: &str, text: &str, expect: &[&str]) {
        let published = When::new(UnzonedDate::parse(published).unwrap(), UTC).unwrap();
        let found = mismatches(text, &published);
        let shown: Vec<String> = found.iter().map(|m| format!("{} = {}", &text[m.range.clone()], m.date)).collect();
        assert_eq!(shown, expect, "{text}");
        assert!(found.iter().all(|m| m.said != m.is && m.date.weekday() == m.is));
    }

    #[test]
    fn right_weekdays_are_not_found() {
        for text in [
            "It was Tuesday, June 16 of 2020, and Tuesday, 16 June of 2020.",
            "It was Monday, June 16.",
            "It was Monday 16 June, and raining.",
            "They met on Monday (June 16).",
            "Monday, 16 June 2025",
            "Mon., Jun 16",
            "June 16, a Monday",
            "Friday (June 13)",
            "Sunday the 15th of June",
            "June 16, 2025 (Monday)",
            "June 16 was a Monday.",
            "MONDAY, JUNE 16",
        ] {
            check("2025-06-21", text, &[]);
        }
    }

    #[test]
    fn wrong_weekdays_are_found_in_every_form() {
        for (text, words) in [
            ("It was Tuesday, June 16.", "Tuesday, June 16"),
            ("It was Tuesday 16 June, and raining.", "Tuesday 16 June"),
            ("They met on Tuesday (June 16).", "Tuesday (June 16"),
            ("Tuesday, 16 June 2025", "Tuesday, 16 June 2025"),
            ("Tues., Jun. 16", "Tues., Jun. 16"),
            ("On June 16, a Tuesday, it rained.", "June 16, a Tuesday"),
            ("Tuesday night, June 16, it rained.", "Tuesday night, June 16"),
            ("Sunday the 16th of June", "Sunday the 16th of June"),
            ("June 16, 2025 (Tuesday)", "June 16, 2025 (Tuesday"),
            ("16 June 2025, which was a Tuesday, was dry.", "16 June 2025, which was a Tuesday"),
            ("June 16 fell on Tuesday that year.", "June 16 fell on Tuesday"),
            ("TUESDAY, JUNE 16", "TUESDAY, JUNE 16"),
        ] {
            check("2025-06-21", text, &[&format!("{words} = 2025-06-16")]);
        }
    }

    #[test]
    fn a_date_without_a_year_is_the_nearest() {
        check("2026-01-05", "Monday, December 29", &[]);
        check("2026-01-05", "Tuesday, December 29", &["Tuesday, December 29 = 2025-12-29"]);
        check("2025-12-30", "Friday, January 2", &[]);
        check("2025-12-30", "Thursday, January 2", &["Thursday, January 2 = 2026-01-02"]);
    }

    #[test]
    fn a_year_that_is_written_counts() {
        check("2025-06-21", "Monday, June 16, 2024", &["Monday, June 16, 2024 = 2024-06-16"]);
        check("2025-06-21", "Sunday, June 16, 2024", &[]);
    }

    #[test]
    fn half_a_year_away_both_years_may_be_meant() {
        check("2025-06-21", "Monday, December 16", &[]);
        check("2025-06-21", "Tuesday, December 16", &[]);
        check("2025-06-21", "Wednesday, December 16", &["Wednesday, December 16 = 2025-12-16"]);
    }

    #[test]
    fn without_a_certain_year_there_is_no_finding() {
        check("2024/2026", "Tuesday, June 16", &[]);
        check("20XX", "Tuesday, June 16", &[]);
        check("2025-06", "Tuesday, June 16", &["Tuesday, June 16 = 2025-06-16"]);
    }

    #[test]
    fn ranges_lists_and_namesakes_are_left_alone() {
        for text in [
            "Monday to Wednesday, June 16–18",
            "Monday–Wednesday, June 16-18",
            "Monday and Tuesday, June 16 and 17",
            "Wednesday, June 16–18",
            "Tuesday, June 16 to 18",
            "Tuesday, 16–18 June",
            "14–16 June (Tuesday)",
            "On Tuesday, 16 people marched in June.",
            "Tuesday’s June 16 regatta",
            "The Sun, June 16",
            "We sat June 16 out in the sun.",
            "By Tuesday June had become hot.",
            "On Tuesday 16 may have been too many.",
            "Tuesday, June 31",
            "Tuesday, 5 November 1605",
            "They met on June 16. Tuesday was dry.",
        ] {
            check("2025-06-21", text, &[]);
        }
    }

    #[test]
    fn a_finding_says_which_day_it_is() {
        let published = When::new(UnzonedDate::parse("2025-06-21").unwrap(), UTC).unwrap();
        let (fault, _) = words(&mismatches("on Tuesday,\nJune 16", &published)[0]);
        assert_eq!(fault, "16 June 2025 is a Monday");
    }
}
