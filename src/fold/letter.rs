//! Folding of single characters: which are left out, and which count as the same.
//!
//! In: a character. Out: the character or characters that it is compared as. Nothing here depends on neighbouring
//! characters.

use unicode_normalization::char::canonical_combining_class;

/// The plain `'`, `"` or `-` for a quotation mark or a dash. This is applied before decomposition as well as after it,
/// because decomposition turns some of these characters into a space and an accent.
pub(super) fn punctuation(char: char) -> Option<char> {
    match char {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´' | '\u{1ffd}' | '′' | '‵' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ˊ' | 'ˋ'
        | 'ꞌ' | '՚' | '׳' | '❛' | '❜' | '『' | '』' => Some('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‶' | 'ʺ' | '״' | '❝' | '❞' | '〝' | '〞' | '〟' | '⹂' | '「'
        | '」' => Some('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⁃' | '֊' | '־' | '᐀' | '⸗' | '⸚' | '⸺' | '⸻' | '⹀' | '゠' => {
            Some('-')
        }
        _ => None,
    }
}

/// Whether a character is left out: it cannot be seen, or it only helps to pronounce Arabic or Hebrew.
pub(super) fn is_dropped(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}'
        // Hebrew: cantillation and niqqud, but not maqaf, paseq and sof pasuq, which stand between words.
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}'
        // Arabic: harakat, hamza above and below, Quranic signs.
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{6e7}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{898}'..='\u{89f}' | '\u{8ca}'..='\u{8e1}'
        | '\u{8e3}'..='\u{8ff}')
}

/// Whether a character belongs to the one before it.
pub(super) fn is_attached(char: char) -> bool {
    // The last ones count as letters or as marks of class 0, but decompose into marks.
    !char.is_ascii()
        && (is_dropped(char)
            || canonical_combining_class(char) != 0
            || matches!(char, '\u{f73}' | '\u{f75}' | '\u{f81}' | '\u{ff9e}' | '\u{ff9f}'))
}

/// The characters that a decomposed character is compared as.
pub(super) fn folded(char: char) -> impl Iterator<Item = char> {
    // Upper case unites letters that share one capital (ς and σ, ſ and s, ı and i). ẞ is lower-cased to ß first,
    // because only ß becomes SS.
    char.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase).map(sign)
}

fn sign(char: char) -> char {
    match char {
        _ if char.is_whitespace() => ' ',
        'ٱ' => 'ا',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ة' | 'ە' | 'ہ' | 'ۃ' | 'ھ' => 'ه',
        _ => punctuation(char).or_else(|| digit(char)).unwrap_or(char),
    }
}

/// The zeros of all scripts that have their own digits without compatibility forms. The nine other digits follow each.
const ZEROS: [u32; 67] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0,
    0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
    0x11da0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950,
];

fn digit(char: char) -> Option<char> {
    let code = u32::from(char);
    let zero = ZEROS[ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?];
    char::from_digit(code - zero, 10)
}
