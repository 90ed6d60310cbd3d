//! Word boundaries in folded text.
//!
//! In: folded text. Out: whether a position is inside a word, and the words one by one. A quotation must not begin or
//! end inside a word, or `plan` would be found in `planet`, and "we can" in "we can't".

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// Elided words before an apostrophe in French and Italian. A quotation may begin after them.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un", "all", "dall", "dell",
    "nell", "sull", "quell", "quest",
];

/// Whether position `at` is inside a word, a number, or a letter with its combining marks.
pub(super) fn is_inside(text: &str, at: usize) -> bool {
    let (mut before, mut after) = (text[..at].chars().rev(), text[at..].chars());
    let (Some(last), Some(next)) = (before.next(), after.next()) else { return false };
    match (last, next) {
        (' ', _) | (_, ' ') => false,
        _ if is_combining_mark(next) => true,
        (last, '\'') if is_letter(last) => after.next().is_some_and(is_letter),
        ('\'', next) if is_letter(next) => before.next().is_some_and(is_letter) && !is_elided(&text[..at - 1]),
        (last, '.') if is_letter(last) && !last.is_ascii_digit() => {
            !before.next().is_some_and(is_letter) && begins_with_initial(&text[at + 1..])
        }
        ('.', next) if is_letter(next) && !next.is_ascii_digit() => {
            before.next().is_some_and(is_letter)
                && !before.next().is_some_and(is_letter)
                && begins_with_initial(&text[at..])
        }
        (last, '.' | ',' | ':' | '٫' | '٬') if last.is_ascii_digit() => {
            after.next().is_some_and(|c| c.is_ascii_digit())
        }
        ('.' | ',' | ':' | '٫' | '٬', next) if next.is_ascii_digit() => {
            before.next().is_some_and(|c| c.is_ascii_digit())
        }
        _ => is_letter(last) && is_letter(next) && !is_unspaced(last) && !is_unspaced(next),
    }
}

/// Whether it is part of a word: letters, combining marks, digits.
pub(super) fn is_letter(char: char) -> bool {
    char.is_alphanumeric() || is_combining_mark(char)
}

/// The ranges of words, of single characters of scripts without spaces, and of single signs, without spaces.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let ends = text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]);
    let pieces = ends.filter(|at| !is_inside(text, *at)).map(move |end| std::mem::replace(&mut start, end)..end);
    pieces.filter(|piece| !matches!(&text[piece.clone()], "" | " "))
}

/// Whether a text begins with a single letter, like the text after a full stop in `U.S.`.
fn begins_with_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_letter) && !chars.next().is_some_and(is_letter)
}

fn is_elided(before_apostrophe: &str) -> bool {
    let word = before_apostrophe.rsplit(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
    ELIDED.contains(&word)
}

/// Whether it is a letter of a script without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han.
fn is_unspaced(char: char) -> bool {
    matches!(char,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{19e0}'..='\u{19ff}'
        | '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' | '\u{f900}'..='\u{faff}' | '\u{1aff0}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::words;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text).map(|word| &text[word]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn contractions_and_numbers_are_one_word_and_elisions_are_two() {
        check("we can't pay 1,500.50.", &["we", "can't", "pay", "1,500.50", "."]);
        check("l'homme d'etat, o'neill's", &["l'", "homme", "d'", "etat", ",", "o'neill's"]);
        check("'quoted' 16:30", &["'", "quoted", "'", "16:30"]);
        check(
            "the u.s. and e.g. plan b. a b.c end.next",
            &["the", "u.s", ".", "and", "e.g", ".", "plan", "b", ".", "a", "b.c", "end", ".", "next"],
        );
        check("well-kept, (two)", &["well", "-", "kept", ",", "(", "two", ")"]);
    }

    #[test]
    fn scripts_without_spaces_fall_into_characters_with_their_marks() {
        check("港口的ferry", &["港", "口", "的", "ferry"]);
        check("e\u{301}te\u{301}", &["e\u{301}te\u{301}"]);
        check("か\u{3099}き", &["か\u{3099}", "き"]);
        check("", &[]);
    }
}
