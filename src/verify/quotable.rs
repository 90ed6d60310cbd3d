//! The words of a source in a form that can be quoted.
//!
//! In: a passage of a text. Out: the passage on one line, with words that the end of a line divides joined. All
//! suggestions to editors come from here, so that they never contain half a word, and so that each suggestion is found
//! again in its source.

use std::ops::Range;

use super::words::is_letter;
use crate::fold::{FoldedText, WordDivision, fold};
use crate::text::on_one_line;

/// A passage in a form that can be quoted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct QuotablePassage {
    /// Its words on one line. If it is not known whether a hyphen at the end of a line belongs to the word, the hyphen
    /// is kept with a `|` after it for the end of the line.
    pub words: String,
    /// Whether there is such a hyphen.
    pub is_open: bool,
}

/// The passage at `range` of a text in a form that can be quoted. Whether a hyphen at the end of a line belongs to the
/// word is taken from `quote`, or else from other places of the text with this word.
pub(super) fn quotable(text: &str, folded: &FoldedText, range: Range<usize>, quote: &str) -> QuotablePassage {
    let passage = &text[range];
    let divided = FoldedText::new(passage);
    if divided.divisions().is_empty() {
        return QuotablePassage { words: on_one_line(passage), is_open: false };
    }
    let quote = fold(quote);
    let mut whole = String::with_capacity(passage.len());
    let mut is_open = false;
    let mut copied = 0;
    for division in divided.divisions() {
        let gap = division.original.clone();
        whole.push_str(&passage[copied..gap.start]);
        let keeps_hyphen = keeps_hyphen(division, &divided, &quote, folded);
        if keeps_hyphen != Some(false) {
            whole.extend(passage[gap.clone()].chars().next());
        }
        if keeps_hyphen.is_none() {
            whole.push('|');
            is_open = true;
        }
        copied = gap.end;
    }
    whole.push_str(&passage[copied..]);
    QuotablePassage { words: on_one_line(&whole), is_open }
}

/// Whether a divided word has a hyphen of its own; `None` if this is not known.
fn keeps_hyphen(division: &WordDivision, divided: &FoldedText, quote: &str, text: &FoldedText) -> Option<bool> {
    if !(division.may_join && division.may_keep) {
        return Some(division.may_keep);
    }
    let (first, second) = halves(division, divided);
    let (joined, hyphenated) = (format!("{first}{second}"), format!("{first}-{second}"));
    [quote, text.text()].into_iter().find_map(|told| match (told.contains(&joined), told.contains(&hyphenated)) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    })
}

/// The letters before and after a division.
pub(super) fn halves<'f>(division: &WordDivision, folded: &'f FoldedText) -> (&'f str, &'f str) {
    let (before, after) = (&folded.text()[..division.folded.start], &folded.text()[division.folded.end..]);
    let start = before.trim_end_matches(is_letter).len();
    let end = after.len() - after.trim_start_matches(is_letter).len();
    (&before[start..], &after[..end])
}

/// The passage at `range` of a text letter for letter on one line, with `|` for the end of each line that divides a
/// word. `None` if no word is divided.
pub(super) fn with_line_ends(text: &str, range: Range<usize>) -> Option<String> {
    let passage = &text[range];
    let divided = FoldedText::new(passage);
    let mut shown = String::with_capacity(passage.len());
    let mut copied = 0;
    for division in divided.divisions() {
        let gap = &passage[division.original.clone()];
        shown.push_str(&passage[copied..division.original.start]);
        // A soft hyphen is visible as a hyphen where it divides a word.
        shown.extend(gap.chars().next().map(|sign| if sign == '\u{ad}' { '-' } else { sign }));
        shown.push('|');
        copied = division.original.end;
    }
    (copied > 0).then(|| on_one_line(&(shown + &passage[copied..])))
}

#[cfg(test)]
mod tests {
    use super::super::lookup::QuotePattern;
    use super::{quotable, with_line_ends};
    use crate::fold::FoldedText;

    const TEXT: &str =
        "The well-\nknown diver came. A well-known man, re-\nelected, had com-\npletely re\u{ad}\nmoved it.";

    #[track_caller]
    fn check(passage: &str, quote: &str, expected: &str) {
        let folded = FoldedText::new(TEXT);
        let start = TEXT.find(passage).unwrap();
        let proposed = quotable(TEXT, &folded, start..start + passage.len(), quote);
        assert_eq!((proposed.words.as_str(), proposed.is_open), (expected, expected.contains('|')));
        for reading in [proposed.words.replace('|', ""), proposed.words.replace("-|", "")] {
            assert!(QuotePattern::new(&reading, None, None).find(TEXT, &folded).is_some(), "{reading} is not found");
        }
    }

    #[test]
    fn divided_words_are_proposed_whole_as_the_quotation_or_the_text_has_them() {
        check("had com-\npletely re\u{ad}\nmoved", "completely", "had completely removed");
        check("had com-\npletely re\u{ad}\nmoved", "he did", "had com-|pletely removed");
        check("The well-\nknown diver", "the diver", "The well-known diver");
        check("The well-\nknown diver", "the wellknown diver", "The wellknown diver");
        check("man, re-\nelected", "man, elected", "man, re-|elected");
        check("man, re-\nelected", "men, re-elected", "man, re-elected");
        check("diver came. A", "no", "diver came. A");
    }

    #[test]
    fn ends_of_lines_are_shown_where_they_divide_words() {
        let all = with_line_ends(TEXT, 0..TEXT.len()).unwrap();
        assert_eq!(all, "The well-|known diver came. A well-known man, re-|elected, had com-|pletely re-|moved it.");
        assert_eq!(with_line_ends("one\ntwo", 0..7), None);
    }
}
