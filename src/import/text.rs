//! Reads the article in plain text.
//!
//! In: a text that somebody copied from a page. Out: the article's metadata, and its number of words.

use super::boilerplate::own_lines;
use super::extraction::{Extraction, count_words};
use super::headline::{headline, without_label};
use super::lines::{PastedLine, is_paragraph, lines};
use super::signs::{ImportContext, is_byline_or_dateline, signs};
use super::{ArticleMetadata, Boilerplate, GuessedField};

/// Reads a text without markup.
pub(super) fn read(text: &str, page: &ImportContext<'_>) -> Extraction {
    let lines = lines(text);
    let (at, how) = headline(&lines);
    let title = lines.get(at).filter(|line| !is_paragraph(line.text));
    let signs = signs(&lines[at.min(lines.len())..], page);
    let mut furniture = Boilerplate { before: owned(&lines[..at]), ..Boilerplate::default() };
    let text_begins = at + usize::from(title.is_some());
    let own = own_lines(lines.iter().skip(text_begins).map(|line| line.text), &mut furniture);
    let words = own.iter().filter(|line| !is_byline_or_dateline(line, page)).map(|line| count_words(line)).sum();
    let title = title.map(|line| GuessedField::sure(without_label(line.text), how));
    Extraction { fields: ArticleMetadata { title, ..signs }, furniture, words }
}

fn owned(lines: &[PastedLine<'_>]) -> Vec<String> {
    lines.iter().map(|line| line.text.to_owned()).collect()
}
