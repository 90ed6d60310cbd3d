//! How wide a text will be, without knowing its font.

use unicode_normalization::char::is_combining_mark;

/// The width of a text in ems. It is that of the widest sans serif of the usual systems in half bold, so that no text is
/// wider; in most fonts it is narrower by a tenth.
pub fn text_width(text: &str) -> f64 {
    text.chars().map(letter).sum()
}

/// The width of a letter in ems.
fn letter(letter: char) -> f64 {
    match letter {
        c if is_combining_mark(c) => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '’' | ':' | '|' => 0.37,
        'f' | 't' | 'r' | '-' | ' ' | '(' | ')' => 0.46,
        'm' | 'w' | 'M' | 'W' | '—' => 1.0,
        c if c.is_ascii_uppercase() => 0.78,
        c if c.is_ascii() => 0.68,
        // Ideographs, kana, hangul and full-width forms are as wide as they are high.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}' => 1.05,
        c if c.is_uppercase() => 0.85,
        _ => 0.75,
    }
}
