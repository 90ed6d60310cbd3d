//! Splits texts into words for the search.
//!
//! In: any text. Out: its words, folded like quotations and without accents, because people may type names without
//! them. `static/search.js` does the same to the words of a search; a test compares the two.

use unicode_normalization::char::is_combining_mark;

use crate::fold::fold;

/// A text in the form in which it is split into words: folded, without accents.
pub fn legible(text: &str) -> String {
    let mut folded = fold(text);
    folded.retain(|char| !is_accent(char));
    folded
}

/// The words of a [`legible()`] text. In Chinese and Japanese every character is a word. In Thai and other scripts that
/// put no spaces between words, every two adjacent letters are a word, so a word is found by its pairs at any position.
pub fn words(legible: &str) -> impl Iterator<Item = &str> {
    let mut rest = legible;
    // The rest of a run without spaces, from its next letter on.
    let mut run = "";
    std::iter::from_fn(move || {
        if let Some(pair) = next_pair(&mut run) {
            return Some(pair);
        }
        rest = rest.trim_start_matches(|char| !is_of_word(char));
        let first = rest.chars().next()?;
        let ends = |char: char| !is_of_word(char) || is_ideograph(char) || is_unspaced(char) != is_unspaced(first);
        let end = if is_ideograph(first) { first.len_utf8() } else { rest.find(ends).unwrap_or(rest.len()) };
        let (word, after) = rest.split_at(end);
        rest = after;
        if !is_unspaced(first) {
            return Some(word);
        }
        run = word;
        // A single letter has no pair and is a word itself.
        Some(next_pair(&mut run).unwrap_or(word))
    })
}

/// The first two letters of a run, from which the first is then removed. `None` if it has fewer than two.
fn next_pair<'t>(run: &mut &'t str) -> Option<&'t str> {
    let first = letter(run);
    let second = letter(&run[first..]);
    if second == 0 {
        *run = "";
        return None;
    }
    let pair = &run[..first + second];
    *run = &run[first..];
    Some(pair)
}

/// The length in bytes of the first letter with its combining marks.
fn letter(text: &str) -> usize {
    let mut chars = text.char_indices();
    chars.next();
    chars.find(|(_, char)| !is_combining_mark(*char)).map_or(text.len(), |(at, _)| at)
}

/// Marks on Latin, Greek and Cyrillic letters, and the voicing marks of kana. In other scripts, marks are vowels.
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

/// Thai, Lao, Burmese, Khmer, Tai Le, New Tai Lue, Tai Tham, Balinese, Javanese and Tai Viet.
fn is_unspaced(char: char) -> bool {
    matches!(char,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{19df}'
        | '\u{1a20}'..='\u{1aaf}' | '\u{1b00}'..='\u{1b7f}' | '\u{a980}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}')
}
