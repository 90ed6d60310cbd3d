//! Splits a running text into words and keeps what separates them.
//!
//! In: text. Out: [`ReadWord`]s, each with its range, its folded form and the separator before it. Never here: the
//! meaning of words.

use std::borrow::Cow;
use std::ops::Range;

/// The separator between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordSeparator {
    /// Spaces, or the end of a line in the middle of a sentence.
    Space,
    /// A hyphen without spaces.
    Hyphen,
    /// A comma.
    Comma,
    /// A dash, bracket, quotation mark, colon or the like.
    Aside,
    /// The end of a sentence, heading or paragraph.
    Stop,
}

/// A word of a text.
#[derive(Clone, Debug)]
pub(super) struct ReadWord<'t> {
    /// Its byte range in the text, without a possessive ending.
    pub range: Range<usize>,
    /// The word as the text has it.
    pub text: &'t str,
    /// The word in lower case, without full stops, for comparing. The pronoun "us" stays different from the country
    /// "US".
    pub folded: Cow<'t, str>,
    /// Whether it has a possessive ending: "Iran’s".
    pub possessive: bool,
    /// The separator before it.
    pub gap: WordSeparator,
}

impl ReadWord<'_> {
    /// Whether it begins with a capital letter.
    pub fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it is one of `words`, which must be in alphabetical order.
    pub fn is_in(&self, words: &[&str]) -> bool {
        debug_assert!(words.is_sorted(), "a list to be searched is in alphabetical order: {words:?}");
        words.binary_search(&&*self.folded).is_ok()
    }

    /// Its value, if it is a number.
    pub fn number(&self) -> Option<u32> {
        self.text.parse().ok()
    }
}

/// Splits a text into words.
pub(super) fn words(text: &str) -> Vec<ReadWord<'_>> {
    let mut words: Vec<ReadWord<'_>> = Vec::with_capacity(text.len() / 6);
    let mut end = 0;
    while let Some(offset) = text[end..].find(char::is_alphanumeric) {
        let start = end + offset;
        let gap = gap(text, end..start, words.last());
        let range = start..start + length(&text[start..]);
        end = range.end;
        words.push(word(text, range, gap));
    }
    words
}

/// The folded words of a name or title, with single spaces between them.
pub(super) fn folded(text: &str) -> String {
    words(text).iter().map(|word| &*word.folded).collect::<Vec<_>>().join(" ")
}

/// The sentence around word `at`.
pub(super) fn sentence(words: &[ReadWord<'_>], at: usize) -> Range<usize> {
    let is_stop = |at: &usize| words[*at].gap == WordSeparator::Stop;
    let (first, last) = (at.saturating_sub(FARTHEST), words.len().min(at + FARTHEST));
    let start = (first..=at).rev().find(is_stop).unwrap_or(first);
    let end = (at + 1..last).find(is_stop).unwrap_or(last);
    start..end
}

/// The most words of a sentence that are read on either side of a word. Without a limit, a text without full stops
/// would be read to its end for each name in it.
const FARTHEST: usize = 150;

/// The length of the word at the start of a text. It includes apostrophes, and full stops between single letters.
fn length(text: &str) -> usize {
    let mut letters = 0;
    let mut dotted = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match c {
            _ if is_letter(c) => letters += 1,
            '\'' | '’' if next.is_some_and(char::is_alphabetic) => letters += 2,
            '.' if letters == 1 && next.is_some_and(char::is_alphabetic) => (letters, dotted) = (0, true),
            '.' if letters == 1 && (dotted || text.starts_with(char::is_uppercase)) => return at + 1,
            _ => return at,
        }
    }
    text.len()
}

/// Whether it is part of a word: letters, digits, combining marks, and the joiners inside Persian words.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

fn word(text: &str, range: Range<usize>, gap: WordSeparator) -> ReadWord<'_> {
    let whole = &text[range.clone()];
    let stem = whole.strip_suffix(['s', 'S']).and_then(|stem| stem.strip_suffix(['\'', '’']));
    let word = stem.unwrap_or(whole);
    let range = range.start..range.start + word.len();
    ReadWord { range, text: word, folded: fold(word), possessive: stem.is_some(), gap }
}

fn fold(word: &str) -> Cow<'_, str> {
    match word {
        "us" | "Us" => Cow::Borrowed("us (we)"),
        _ if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) => Cow::Borrowed(word),
        _ if word.bytes().all(|b| b.is_ascii_alphanumeric()) => Cow::Owned(word.to_ascii_lowercase()),
        _ => Cow::Owned(word.to_lowercase().replace('.', "").replace('’', "'")),
    }
}

/// Words that may be followed by a full stop within a sentence.
const ABBREVIATIONS: &[&str] = &[
    "apr", "aug", "capt", "col", "dec", "dr", "feb", "fri", "gen", "gov", "hon", "jan", "jul", "jun", "lt", "maj",
    "mar", "messrs", "mon", "mr", "mrs", "ms", "nov", "oct", "prof", "rep", "rev", "sat", "sen", "sep", "sept", "sgt",
    "st", "sun", "thu", "thur", "thurs", "tue", "tues", "vs", "wed",
];

/// A line of at least this many characters may be broken in the middle of a sentence; a shorter one is a heading.
const BROKEN_LINE: usize = 40;

fn gap(text: &str, range: Range<usize>, before: Option<&ReadWord<'_>>) -> WordSeparator {
    let Some(before) = before else { return WordSeparator::Stop };
    let between = &text[range.clone()];
    if between == " " {
        return WordSeparator::Space;
    }
    let next_is_small = text[range.end..].starts_with(char::is_lowercase);
    let is_abbreviated = between.starts_with('.') && before.is_in(ABBREVIATIONS);
    if between.contains(['!', '?', '…']) || (between.contains('.') && !is_abbreviated && !next_is_small) {
        return WordSeparator::Stop;
    }
    if let Some(at) = between.find('\n') {
        let line_end = range.start + at;
        let line_start = text[..line_end].rfind('\n').map_or(0, |at| at + 1);
        let is_paragraph = between.matches('\n').count() > 1 || between.trim().chars().any(|c| !matches!(c, ',' | '.'));
        let is_heading = line_end - line_start < BROKEN_LINE && !between.contains(',');
        if is_paragraph || is_heading {
            return WordSeparator::Stop;
        }
    }
    match between.trim_matches(|c: char| c.is_whitespace() || c == '.') {
        "" => WordSeparator::Space,
        "-" | "‐" | "‑" if between.len() <= 3 => WordSeparator::Hyphen,
        "," => WordSeparator::Comma,
        _ => WordSeparator::Aside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[(&str, WordSeparator)]) {
        let words = words(text);
        let found: Vec<(&str, WordSeparator)> = words.iter().map(|word| (&*word.folded, word.gap)).collect();
        assert_eq!(found, expect, "{text}");
        assert!(words.iter().all(|word| &text[word.range.clone()] == word.text));
    }

    use WordSeparator::{Aside, Comma, Hyphen, Space, Stop};

    #[test]
    fn words_are_compared_without_case_full_stops_and_possessives() {
        check(
            "Iran’s U.S. envoy J.D. Low",
            &[("iran", Stop), ("us", Space), ("envoy", Space), ("jd", Space), ("low", Space)],
        );
        check("tell us", &[("tell", Stop), ("us (we)", Space)]);
        check("Dr. No. Yes!", &[("dr", Stop), ("no", Space), ("yes", Stop)]);
    }

    #[test]
    fn gaps_tell_hyphens_commas_asides_and_ends_apart() {
        check("ex-mayor, once (1858)", &[("ex", Stop), ("mayor", Hyphen), ("once", Comma), ("1858", Aside)]);
        check("a – b", &[("a", Stop), ("b", Aside)]);
    }

    #[test]
    fn a_broken_line_goes_on_and_a_heading_ends() {
        check("Boats\nsail", &[("boats", Stop), ("sail", Stop)]);
        let gap_before_last = |text: &str| words(text).last().map(|word| word.gap);
        assert_eq!(gap_before_last("The harbourmaster counts all of his boats\nsail"), Some(Space));
        assert_eq!(gap_before_last("The harbourmaster counts all of his boats\n\nsail"), Some(Stop));
    }
}
