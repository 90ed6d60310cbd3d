//! Plain text → the article in it.
//!
//! In: a text as somebody copied it out of a page. Out: what can be said of the article, and how many words are its own.

use super::found::{Found, count_words};
use super::furniture::own_lines;
use super::headline::{headline, without_label};
use super::lines::{Line, is_paragraph, lines};
use super::signs::{About, is_byline_or_dateline, signs};
use super::{Fields, Furniture, Guess};

/// Reads a text that has nothing but its words.
pub(super) fn read(text: &str, page: &About<'_>) -> Found {
    let lines = lines(text);
    let (at, how) = headline(&lines);
    let title = lines.get(at).filter(|line| !is_paragraph(line.text));
    let signs = signs(&lines[at.min(lines.len())..], page);
    let mut furniture = Furniture { before: owned(&lines[..at]), ..Furniture::default() };
    let text_begins = at + usize::from(title.is_some());
    let own = own_lines(lines.iter().skip(text_begins).map(|line| line.text), &mut furniture);
    let words = own.iter().filter(|line| !is_byline_or_dateline(line, page)).map(|line| count_words(line)).sum();
    let title = title.map(|line| Guess::sure(without_label(line.text), how));
    Found { fields: Fields { title, ..signs }, furniture, words }
}

fn owned(lines: &[Line<'_>]) -> Vec<String> {
    lines.iter().map(|line| line.text.to_owned()).collect()
}
