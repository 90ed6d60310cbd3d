//! Words that the end of a line divides with a hyphen.
//!
//! In: a text as printed, line by line. Out: [`WordDivision`]s. The text does not show whether such a hyphen
//! belongs to the word (`well-`, `known`) or not (`com-`, `pletely`), so a word may be compared in either reading. The
//! folded text does not depend on it.

use std::ops::Range;

use memchr::memchr_iter;
use unicode_normalization::char::is_combining_mark;

/// A place where the end of a line divides a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordDivision {
    /// The bytes between the two halves in the folded text: a hyphen and a space, or only a space after a soft hyphen.
    pub folded: Range<usize>,
    /// The same range in the original, including the hyphen.
    pub original: Range<usize>,
    /// Whether the halves may be one word without a hyphen (`com-`, `pletely`).
    pub may_join: bool,
    /// Whether the hyphen may belong to the word (`well-`, `known`).
    pub may_keep: bool,
}

/// Whether this character is a hyphen. At the end of a line a hyphen may or may not belong to the word; a dash always
/// stays.
fn is_hyphen(sign: char) -> bool {
    matches!(sign, '-' | '\u{ad}' | '\u{2010}' | '\u{58a}' | '\u{2e17}')
}

/// Whether this character is a hyphen or a dash.
fn is_hyphen_or_dash(sign: char) -> bool {
    is_hyphen(sign) || super::letter::punctuation(sign) == Some('-')
}

/// The word divisions of a text, in order. `folded_at` maps a byte offset in the text to its offset in the folded text.
pub(super) fn divisions(text: &str, folded: &str, folded_at: impl Fn(usize) -> usize) -> Vec<WordDivision> {
    let of_line_end = |line_end: usize| {
        let line = text[..line_end].trim_end_matches([' ', '\t', '\r']);
        let sign = line.chars().next_back().filter(|sign| is_hyphen_or_dash(*sign))?;
        let before = &line[..line.len() - sign.len_utf8()];
        let after = text[line_end..].strip_prefix('\n')?.trim_start_matches([' ', '\t', '\u{a0}']);
        let last = before.chars().rev().find(|char| !is_combining_mark(*char)).filter(|last| !last.is_whitespace())?;
        let next = after.chars().next().filter(|next| !next.is_whitespace())?;
        let original = before.len()..text.len() - after.len();
        let is_soft = sign == '\u{ad}';
        // A soft hyphen is left out of the folded text.
        let start = if is_soft { line.len() } else { before.len() };
        let place = folded_at(start)..folded_at(original.end);
        let is_capital = next.is_uppercase() && !last.is_uppercase();
        let may_join = is_hyphen(sign) && last.is_alphabetic() && next.is_alphabetic() && !is_capital;
        let is_as_expected = folded.get(place.clone()) == Some(if is_soft { " " } else { "- " });
        let division = WordDivision { folded: place, original, may_join, may_keep: !is_soft };
        (is_as_expected && (may_join || !is_soft)).then_some(division)
    };
    memchr_iter(b'\n', text.as_bytes()).filter_map(of_line_end).collect()
}

/// A folded text without the hyphens inside words and without word divisions. It is searched for words that may or may
/// not have a hyphen.
#[derive(Debug)]
pub(super) struct Unhyphenated {
    text: String,
    cuts: Vec<RemovedHyphen>,
}

/// A place where bytes were removed.
#[derive(Debug)]
struct RemovedHyphen {
    /// The offset in the text without hyphens.
    at: usize,
    /// The number of bytes removed up to here, including those removed here.
    removed: usize,
}

impl Unhyphenated {
    pub fn new(folded: &str, divisions: &[WordDivision]) -> Self {
        let mut loose = Self { text: String::with_capacity(folded.len()), cuts: Vec::new() };
        let mut divisions = divisions.iter().map(|division| division.folded.clone()).peekable();
        let mut copied = 0;
        for hyphen in hyphens(folded) {
            while let Some(gap) = divisions.next_if(|gap| gap.start < hyphen.start) {
                loose.cut(folded, &mut copied, gap);
            }
            // The hyphen of a division is removed together with the space after it.
            if divisions.peek().is_none_or(|gap| gap.start != hyphen.start) {
                loose.cut(folded, &mut copied, hyphen);
            }
        }
        for gap in divisions {
            loose.cut(folded, &mut copied, gap);
        }
        loose.text.push_str(&folded[copied..]);
        loose
    }

    fn cut(&mut self, folded: &str, copied: &mut usize, gap: Range<usize>) {
        self.text.push_str(&folded[*copied..gap.start]);
        *copied = gap.end;
        self.cuts.push(RemovedHyphen { at: self.text.len(), removed: gap.end - self.text.len() });
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The offset in the folded text of the byte at `at` in this text.
    pub fn folded_at(&self, at: usize) -> usize {
        let cuts = self.cuts.partition_point(|cut| cut.at <= at);
        at + cuts.checked_sub(1).map_or(0, |last| self.cuts[last].removed)
    }

    /// The offset in this text of the byte at `folded` in the folded text.
    pub fn at(&self, folded: usize) -> usize {
        let cuts = self.cuts.partition_point(|cut| cut.at + cut.removed <= folded);
        folded - cuts.checked_sub(1).map_or(0, |last| self.cuts[last].removed)
    }
}

/// Hyphens inside words, which have no space directly before or after them.
fn hyphens(folded: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = folded.as_bytes();
    let is_inside = move |at: &usize| {
        at.checked_sub(1).is_some_and(|before| bytes[before] != b' ')
            && bytes.get(at + 1).is_some_and(|next| *next != b' ')
    };
    memchr_iter(b'-', bytes).filter(is_inside).map(|at| at..at + 1)
}

/// A folded text without the hyphens inside its words.
pub(super) fn without_hyphens(folded: &str) -> String {
    Unhyphenated::new(folded, &[]).text
}
