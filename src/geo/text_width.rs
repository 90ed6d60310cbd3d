//! How wide a text will be, without knowing its font.

use unicode_normalization::char::is_combining_mark;

/// The width of a text in ems. It is meant to be too large rather than too small: the sans serifs of the usual systems
/// differ by a tenth, and names are set half bold.
pub fn text_width(text: &str) -> f64 {
    text.chars().map(letter).sum()
}

/// The width of a letter in ems.
fn letter(letter: char) -> f64 {
    match letter {
        c if is_combining_mark(c) => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '’' | ':' | '|' => 0.33,
        'f' | 't' | 'r' | '-' | ' ' | '(' | ')' => 0.42,
        'm' | 'w' | 'M' | 'W' | '—' => 0.95,
        c if c.is_ascii_uppercase() => 0.74,
        c if c.is_ascii() => 0.62,
        // Ideographs, kana, hangul and full-width forms are as wide as they are high.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}' => 1.0,
        c if c.is_uppercase() => 0.8,
        _ => 0.7,
    }
}
