//! Small things that several rooms do to texts.
//!
//! In: texts and bytes. Out: texts. What they mean is not asked here.

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
    fn texts_are_cleaned() {
        assert_eq!(clean("\u{feff}a\r\nb\rc\0d".to_owned()), "a\nb\nc\u{fffd}d");
    }
}
