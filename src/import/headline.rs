//! Finds the headline.
//!
//! In: lines that somebody copied from a page. Out: which of them is the headline. The rules rely on the layout of
//! articles, not on their content.

use std::sync::LazyLock;

use regex::Regex;

use super::lines::{PastedLine, is_furniture, is_paragraph};
use super::signs::{byline, dateline};

/// A text with at least this many lines before the first paragraph begins with a list of other things.
const LIST: usize = 8;

/// The index of the headline, and how it was found. The headline stands before the first paragraph. Usually it is the
/// first line that can be one. Below a list of other headlines, it is the first one after the name of its column, or
/// else after the list.
pub(super) fn headline(lines: &[PastedLine<'_>]) -> (usize, &'static str) {
    let end = lines.iter().position(|line| is_paragraph(line.text)).unwrap_or(lines.len());
    let head = &lines[..end];
    let can_be: Vec<bool> = head.iter().map(|line| is_headline(line.text) && !is_credit(line.text)).collect();
    let can_be = |at: &usize| can_be[*at];
    let first = (0..end).find(can_be).map(|at| (at, "first line that reads like a headline"));
    if end < LIST {
        return first.unwrap_or((0, "first line"));
    }
    // Searches backwards, so that the headline below each label is known at the label.
    let mut below = None;
    let label = (0..end).rev().find_map(|at| {
        let found = below.filter(|_| is_label(head[at].text));
        below = if can_be(&at) { Some(at) } else { below };
        found
    });
    let after_list = (LIST - 1..end).find(|at| head[*at].follows_blank && can_be(at));
    let last = (0..end).rev().find(can_be);
    label
        .map(|at| (at, "headline below the name of its column"))
        .or_else(|| after_list.map(|at| (at, "first headline below a list of others")))
        .or_else(|| last.map(|at| (at, "last headline before the text")))
        .or(first)
        .unwrap_or((0, "first line"))
}

/// Whether a line can be a headline: some words, not running text, a byline, a dateline or boilerplate.
pub(super) fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let is_long_enough = words >= 3 || (words > 0 && line.chars().filter(|c| is_without_blanks(*c)).count() >= 6);
    is_long_enough
        && !is_paragraph(line)
        && !is_furniture(line)
        && byline(line, None).is_none()
        && dateline(line, None).is_none()
}

/// Whether a letter is of a script without blanks between words.
fn is_without_blanks(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{e00}'..='\u{e7f}')
}

/// Whether a line can be the name of a column or section: one or two words.
fn is_label(line: &str) -> bool {
    line.split_whitespace().count() <= 2 && line.ends_with(char::is_alphanumeric) && !is_furniture(line)
}

/// Whether a line is the credit of a picture.
fn is_credit(line: &str) -> bool {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?i)^\W*(?:photo(?:graph)?|image|picture|credit|courtesy|illustration)\b.{0,3}\b(?:by|from|of|credit|courtesy|via)?\b|\bvia (?:AP|AFP|Reuters|Getty)\b|\b(?:Getty Images|AP Photo|Shutterstock)\b|^\W*(?:AP|AFP|Reuters|EPA)\W*$";
        Regex::new(pattern).expect("it is right")
    });
    PATTERN.is_match(line)
}

/// A headline without a label such as "Headline:" and without Markdown signs.
pub(super) fn without_label(line: &str) -> &str {
    let line = line.trim_start_matches(['#', '*', ' ']).trim_end_matches(['*', ' ']);
    line.split_once(':')
        .filter(|(label, _)| ["title", "headline"].contains(&label.trim().to_ascii_lowercase().as_str()))
        .map_or(line, |(_, rest)| rest.trim())
}
