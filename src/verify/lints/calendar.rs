//! Recognises names of months and weekdays in running text.
//!
//! In: a word. Out: the month or weekday that it names. Only words with a capital letter count, because "may", "march"
//! and "sun" are other words too. English only.

use chrono::Weekday;

use super::reading::ReadWord;

/// The month that a word names, from 1 to 12.
pub(super) fn month(word: &ReadWord<'_>) -> Option<u32> {
    let is_name = |names: &&[&str]| names.contains(&&*word.folded);
    let number = MONTHS.iter().position(|names| word.is_capitalised() && is_name(names))?;
    u32::try_from(number + 1).ok()
}

/// The weekday that a word names.
pub(super) fn weekday(word: &ReadWord<'_>) -> Option<Weekday> {
    let is_name = |names: &[&str]| names.contains(&&*word.folded);
    let (_, weekday) = WEEKDAYS.iter().find(|(names, _)| word.is_capitalised() && is_name(names))?;
    Some(*weekday)
}

/// Months by their names and abbreviations.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sep", "sept"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// Weekdays by their names and abbreviations.
const WEEKDAYS: [(&[&str], Weekday); 7] = [
    (&["monday", "mon"], Weekday::Mon),
    (&["tuesday", "tue", "tues"], Weekday::Tue),
    (&["wednesday", "wed", "weds"], Weekday::Wed),
    (&["thursday", "thu", "thur", "thurs"], Weekday::Thu),
    (&["friday", "fri"], Weekday::Fri),
    (&["saturday", "sat"], Weekday::Sat),
    (&["sunday", "sun"], Weekday::Sun),
];
