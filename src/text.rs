//! Small things that several rooms do to texts.
//!
//! In: texts and bytes. Out: texts. What they mean is not asked here.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A text as every later stage expects it: without a byte-order mark, line ends `\n`, no NUL.
pub fn clean(text: String) -> String {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    // Bytes are found many times faster than characters, and most texts have nothing to clean.
    if !text.as_bytes().contains(&b'\r') && !text.as_bytes().contains(&0) && !text.contains('\u{fdd0}') {
        return text;
    }
    // U+FDD0 is a noncharacter that the Markdown renderer uses as a mark of its own.
    text.replace("\r\n", "\n").replace('\r', "\n").replace(['\0', '\u{fdd0}'], "\u{fffd}")
}

/// Words with single spaces between them.
pub fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with every letter and its marks in one character where there is one (Unicode NFC). The same name comes in two
/// forms, from two keyboards or two file systems, and names are compared by their bytes.
pub fn composed(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_both_forms_are_the_same() {
        for (marks, one) in [("cafe\u{301}", "caf\u{e9}"), ("q\u{323}\u{307}", "q\u{323}\u{307}"), ("gare", "gare")] {
            assert_eq!(composed(marks.to_owned()), one);
        }
        assert_eq!(composed("\u{1112}\u{1161}\u{11ab}".to_owned()), "한");
    }

    #[test]
    fn texts_are_cleaned() {
        assert_eq!(clean("\u{feff}a\r\nb\rc\0d".to_owned()), "a\nb\nc\u{fffd}d");
    }
}
