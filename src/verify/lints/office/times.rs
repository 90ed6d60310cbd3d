//! Finds the times that a sentence is about.
//!
//! In: the words of a sentence and the days of its text. Out: other days that it may be about, from years, months,
//! weekdays and phrases such as "last week"; or nothing if it is clearly about a past without a date.

use chrono::Datelike;

use super::super::calendar::{month, weekday};
use super::super::reading::{ReadWord, WordSeparator};
use super::days::DayInterval;

/// Other days that the sentence may be about; `None` if it is about an undated past.
pub(super) fn of(sentence: &[ReadWord<'_>], today: &DayInterval) -> Option<Vec<DayInterval>> {
    if PAST.iter().any(|phrase| has(sentence, phrase)) {
        return None;
    }
    let mut times: Vec<DayInterval> = (0..sentence.len()).filter_map(|at| years(sentence, at)).collect();
    if times.is_empty() {
        times.extend(months(sentence).filter_map(|month| today.latest_month(month)));
    }
    if sentence.iter().any(|word| weekday(word).is_some()) {
        times.push(today.and_before(7));
    }
    times.extend(RECENT.iter().filter(|(phrase, _)| has(sentence, phrase)).map(|(_, days)| today.and_before(*days)));
    for (phrase, back) in YEARS_BACK {
        if has(sentence, phrase) {
            times.extend(DayInterval::of_years(today.first.year().saturating_sub(*back), today.last.year()));
        }
    }
    Some(times)
}

/// Whether the sentence says that it is about the present or the last days: "now", "on Friday".
pub(super) fn is_now(sentence: &[ReadWord<'_>]) -> bool {
    sentence.iter().any(|word| word.is_in(NOW) || weekday(word).is_some())
}

/// Phrases for an undated past.
const PAST: &[&[&str]] = &[
    &["at", "that", "time"],
    &["at", "the", "time"],
    &["back", "then"],
    &["back", "when"],
    &["decade", "ago"],
    &["decades", "ago"],
    &["era"],
    &["during", "her"],
    &["during", "his"],
    &["first", "term"],
    &["in", "those", "days"],
    &["served", "as"],
    &["was", "then"],
    &["when", "he", "was"],
    &["when", "she", "was"],
    &["who", "had", "been"],
    &["who", "was"],
    &["year", "ago"],
    &["years", "ago"],
    &["years", "earlier"],
];

/// Phrases for times before that of the text, with the most days that they can go back.
const RECENT: &[(&[&str], i64)] = &[
    (&["yesterday"], 1),
    (&["days", "ago"], 31),
    (&["last", "week"], 14),
    (&["weeks", "ago"], 120),
    (&["last", "month"], 62),
    (&["months", "ago"], 730),
    (&["last", "spring"], 500),
    (&["last", "summer"], 500),
    (&["last", "autumn"], 500),
    (&["last", "fall"], 500),
    (&["last", "winter"], 500),
];

/// Phrases for years, with the number of years before that of the text.
const YEARS_BACK: &[(&[&str], i32)] = &[(&["this", "year"], 0), (&["last", "year"], 1)];

const NOW: &[&str] = &["currently", "now", "recently", "today", "tonight", "yesterday"];

fn has(sentence: &[ReadWord<'_>], phrase: &[&str]) -> bool {
    sentence.windows(phrase.len()).any(|words| words.iter().zip(phrase).all(|(word, want)| *word.folded == **want))
}

/// The days of a year, of a decade ("the 1990s") or of the month in "June 2025" and "June 20, 2025".
fn years(sentence: &[ReadWord<'_>], at: usize) -> Option<DayInterval> {
    let folded = &*sentence[at].folded;
    let (digits, more) = folded.strip_suffix('s').map_or((folded, 0), |digits| (digits, 9));
    let year = digits.parse().ok().filter(|year| digits.len() == 4 && (1800..2200).contains(year))?;
    let month = sentence[at.saturating_sub(2)..at].iter().rev().find_map(month);
    month.map_or_else(|| DayInterval::of_years(year, year + more), |month| DayInterval::of_month(year, month))
}

/// The months that are named. A word at the start of a sentence is left out, because its capital letter proves nothing.
fn months(sentence: &[ReadWord<'_>]) -> impl Iterator<Item = u32> {
    sentence
        .iter()
        .enumerate()
        .filter(|(at, word)| *at > 0 || word.gap != WordSeparator::Stop)
        .filter_map(|(_, word)| month(word))
}
