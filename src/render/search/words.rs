//! Texts as rows of words that can be looked up.
//!
//! In: any text. Out: its words, folded like quotations and without accents, because people type a name as their keyboard
//! lets them. `static/search.js` does the same to what a reader types; a test compares the two.

use unicode_normalization::char::is_combining_mark;

use crate::fold::fold;

/// A text in which words can be found.
pub fn legible(text: &str) -> String {
    let mut folded = fold(text);
    folded.retain(|char| !is_accent(char));
    folded
}

/// The words of a legible text. Where a script puts no spaces, every character is one.
pub fn words(legible: &str) -> impl Iterator<Item = &str> {
    let mut rest = legible;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|char| !is_of_word(char));
        let first = rest.chars().next()?;
        let ends = |char: char| !is_of_word(char) || is_ideograph(char);
        let end = if is_ideograph(first) { first.len_utf8() } else { rest.find(ends).unwrap_or(rest.len()) };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

/// Marks on Latin, Greek and Cyrillic letters, and the voicing marks of kana. Those of other scripts are vowels.
fn is_accent(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{3099}'..='\u{309a}')
}

fn is_of_word(char: char) -> bool {
    char.is_alphanumeric() || is_combining_mark(char)
}

fn is_ideograph(char: char) -> bool {
    matches!(char, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
        && char.is_alphanumeric()
}
