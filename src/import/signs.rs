//! What lines around a headline say of the article: bylines, datelines, the date below an embedded post.
//!
//! In: lines. Out: an author and a date, as far as one of them tells. A date in the story is the story's, not the article's.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::lines::{Line, is_paragraph, lines};
use super::{Fields, Guess, dates};

/// How many lines after the first paragraph may still tell who wrote it and when, and how many at the end.
const NEAR: usize = 3;

/// What lines near a headline say of the article; the headline is the first of them.
pub(super) fn signs(lines: &[Line<'_>], url: Option<&str>, saved: NaiveDate) -> Fields {
    let first_paragraph = lines.iter().position(|line| is_paragraph(line.text)).unwrap_or(0);
    let last_near = lines.len().saturating_sub(NEAR).max(first_paragraph + 1 + NEAR);
    let is_near = |at: usize| at <= first_paragraph + NEAR || at >= last_near;
    let near = || {
        let short = lines.iter().enumerate().skip(1).filter(|(at, line)| is_near(*at) && !is_paragraph(line.text));
        short.map(|(_, line)| line.text)
    };
    let author = near().find_map(byline).and_then(|byline| match byline {
        Byline::Name(name) => Some(Guess::sure(name, "byline")),
        Byline::Nobody => None,
    });
    let at_line = near().find_map(|line| dated(line, saved));
    let in_address = || Some(Guess::about(dates::until(saved, url?)?.0, "date in the address"));
    let in_opening = || {
        let opening = lines.get(first_paragraph)?.text;
        let place = opening.get(..opening.char_indices().nth(80).map_or(opening.len(), |(at, _)| at))?;
        let (before, _) = place.split_once(['—', '–'])?;
        Some(Guess::about(dates::until(saved, before)?.0, "date at the head of the text"))
    };
    let in_post = || lines.iter().find_map(|line| post(line.text, saved));
    let published = at_line.or_else(in_address).or_else(in_opening).or_else(in_post);
    Fields { author, published, ..Fields::default() }
}

/// What lines below a known headline say; for a page whose head is silent.
pub(super) fn signs_below(text: &str, title: Option<&str>, saved: NaiveDate) -> Fields {
    let lines = lines(text);
    let at = title.and_then(|title| lines.iter().rposition(|line| line.text == title)).unwrap_or_default();
    signs(&lines[at.min(lines.len())..], None, saved)
}

/// Whom a byline names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Byline {
    /// These people.
    Name(String),
    /// Nobody: "By | 20 June 2025".
    Nobody,
}

/// A line that begins as a byline does, and holds names or nothing.
pub(super) fn byline(line: &str) -> Option<Byline> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"^\W*(?i:(?:written |posted |published )?by|author)\b\s*:?\s*(?<rest>.*)$";
        Regex::new(pattern).expect("it is right")
    });
    static END: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"\s*(?:[|•·–—]|\s-\s|\s/\s|(?i:\b(?:on|at|published|posted|updated)\b)|[0-9]).*$";
        Regex::new(pattern).expect("it is right")
    });
    let rest = PATTERN.captures(line)?.name("rest")?.as_str();
    let name = END.replace(rest, "");
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == ';');
    // "20 June" is taken off with its day; a month that stands before the day is left.
    let name = date_begins(name).map_or(name, |at| name[..at].trim_end_matches([',', ' ']));
    if is_name(name) {
        return Some(Byline::Name(name.to_owned()));
    }
    (name.is_empty() && !rest.starts_with(char::is_alphanumeric)).then_some(Byline::Nobody)
}

/// Where the name of a month stands at the end of a text.
fn date_begins(name: &str) -> Option<usize> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";
        Regex::new(&format!(r"(?:^|\s)(?:{months})[a-z]*\.?$")).expect("it is right")
    });
    PATTERN.find(name).map(|found| found.start())
}

/// Whether words can be the names of people: capital letters, or a script that has none.
fn is_name(text: &str) -> bool {
    const SMALL: [&str; 20] = [
        "and", "de", "da", "dos", "del", "der", "den", "di", "du", "la", "le", "van", "von", "zu", "bin", "ibn", "al",
        "el", "with", "for",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_part = |word: &&str| {
        SMALL.contains(word) || word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) || *word == "&"
    };
    !words.is_empty() && words.len() <= 10 && words.iter().all(is_part)
}

/// The date of a dateline, sure unless it is that of an update.
fn dated(line: &str, saved: NaiveDate) -> Option<Guess> {
    let kind = dateline(line)?;
    let (date, _) = dates::until(saved, line)?;
    Some(match kind {
        Dateline::Published => Guess::sure(date.to_string(), "dateline"),
        Dateline::Updated => Guess::about(date, "date of an update"),
    })
}

/// What a dateline dates.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dateline {
    Published,
    Updated,
}

/// A line that holds a date and nothing else but what goes with one: a byline, a weekday, a clock time.
pub(super) fn dateline(line: &str) -> Option<Dateline> {
    const WITH_DATES: &str = "published posted date on at by first a p m am pm gmt utc est edt et bst cet cest ist irst \
        min mins minute minutes read mon tue wed thu fri sat sun";
    const UPDATES: &str = "updated update modified last";
    let is_one_of = |list: &str, word: &str| list.split(' ').any(|known| known == word);
    let (_, range) = dates::first(line)?;
    let rest = format!("{} {}", &line[..range.start], &line[range.end..]).to_lowercase();
    let rest = if byline(line).is_some() { "" } else { rest.as_str() };
    let words: Vec<&str> = rest.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let is_update = words.iter().any(|word| is_one_of(UPDATES, word)) && !words.contains(&"published");
    let goes_with = |word: &&str| is_one_of(WITH_DATES, word) || is_one_of(UPDATES, word) || word.ends_with("day");
    words.iter().all(goes_with).then_some(if is_update { Dateline::Updated } else { Dateline::Published })
}

/// The date below an embedded post: "— Name (@handle) June 21, 2025".
fn post(line: &str, saved: NaiveDate) -> Option<Guess> {
    static PATTERN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s*[—–-]+\s*.*\(@[A-Za-z0-9_.@]+\)\s*(?<date>\S.*)$").expect("it is right"));
    let date = PATTERN.captures(line)?.name("date")?.as_str();
    Some(Guess::about(dates::until(saved, date)?.0, "date of the embedded post"))
}

/// Whether a line says who wrote the article or when, and nothing else.
pub(super) fn is_byline_or_dateline(line: &str, saved: NaiveDate) -> bool {
    !is_paragraph(line) && (byline(line).is_some() || dated(line, saved).is_some())
}
