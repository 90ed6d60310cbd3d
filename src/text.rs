//! Small functions on texts that several rooms use.
//!
//! In: texts and bytes. Out: texts. Never here: the meaning of a text.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A text in the form that every later stage expects: without a byte-order mark, line ends `\n`.
pub fn clean(text: String) -> String {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    // A search for a byte is many times faster than one for a character, and most texts need no cleaning.
    if !text.as_bytes().contains(&b'\r') {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The most quoted attributes that a tag may have. The HTML tokenizer recurses once for each of them, so a tag with
/// about ten thousand ended the whole program. One mistake is enough for such a tag: data in an attribute whose
/// quotation marks are not escaped.
pub const MOST_ATTRIBUTES: usize = 200;

/// HTML in which no tag has more than [`MOST_ATTRIBUTES`] quoted attributes. The rest of a longer tag is replaced by
/// spaces, so that the offsets of everything else stay the same.
pub fn with_few_attributes(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut endless = Vec::new();
    let mut at = 0;
    while let Some(start) = html.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let tag = TagEnd::at(bytes, start);
        endless.extend(tag.rest);
        at = tag.end;
    }
    if endless.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut few = String::with_capacity(html.len());
    for range in endless {
        few.push_str(&html[few.len()..range.start]);
        few.extend(std::iter::repeat_n(' ', range.len()));
    }
    few.push_str(&html[few.len()..]);
    Cow::Owned(few)
}

/// The end of a tag, found as an HTML tokenizer finds it (HTML, section 13.2.5).
struct TagEnd {
    /// The offset after its last character.
    end: usize,
    /// The range after the last attribute that is allowed, up to the end of the tag.
    rest: Option<std::ops::Range<usize>>,
}

impl TagEnd {
    fn at(bytes: &[u8], start: usize) -> Self {
        let mut at = start + 1;
        if bytes.get(at) == Some(&b'/') {
            at += 1;
        }
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            return Self { end: start + 1, rest: None };
        }
        let (mut quoted, mut rest_from) = (0, None);
        let is_name = |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'=');
        while let Some(byte) = bytes.get(at).copied() {
            at += 1;
            // An equals sign begins a value only after a name; elsewhere it begins a name.
            let follows_name = || {
                let before = bytes[..at - 1].iter().rev().find(|byte| !byte.is_ascii_whitespace());
                before.is_some_and(|byte| is_name(*byte))
            };
            match byte {
                b'>' => break,
                b'=' if follows_name() => {
                    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                        at += 1;
                    }
                    match bytes.get(at).copied() {
                        Some(quote @ (b'"' | b'\'')) => {
                            let closing = bytes[at + 1..].iter().position(|byte| *byte == quote);
                            at = closing.map_or(bytes.len(), |closing| at + 1 + closing + 1);
                            quoted += 1;
                            if quoted == MOST_ATTRIBUTES {
                                rest_from = Some(at);
                            }
                        }
                        _ => {
                            while bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'>') {
                                at += 1;
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        let end = at.min(bytes.len());
        // The `>` at the end of the tag stays.
        let last = if bytes[..end].ends_with(b">") { end - 1 } else { end };
        let rest = rest_from.filter(|_| quoted > MOST_ATTRIBUTES).map(|from| from..last.max(from));
        Self { end, rest }
    }
}

/// Whether a character is forbidden in pages and feeds, even as an entity: control characters except tabs and line ends
/// (XML 1.0, section 2.2; HTML, section 13.2.3.5), and noncharacters.
pub fn is_forbidden(c: char) -> bool {
    let is_noncharacter = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    is_noncharacter || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// The forbidden characters of a text with their byte offsets.
pub fn forbidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    // These are the first bytes of all forbidden characters and of many others. Most texts have none of them.
    let is_suspect = |byte| matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 0x7f | 0xc2 | 0xef | 0xf0..);
    let text = if text.bytes().any(is_suspect) { text } else { "" };
    text.char_indices().filter(|(_, c)| is_forbidden(*c))
}

/// The name of a forbidden character: "FORM FEED U+000C".
pub fn forbidden_name(c: char) -> String {
    let name = match c {
        '\0' => "NULL",
        '\u{8}' => "BACKSPACE",
        '\u{b}' => "VERTICAL TAB",
        '\u{c}' => "FORM FEED",
        '\u{1b}' => "ESCAPE",
        '\u{7f}' => "DELETE",
        '\u{85}' => "NEXT LINE",
        c if c.is_control() => "the control character",
        _ => "the noncharacter",
    };
    format!("{name} U+{:04X}", u32::from(c))
}

/// The Unicode name of an invisible character that programs treat as part of a text; `None` for other characters.
pub fn name_of_invisible(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{a0}' => "NO-BREAK SPACE",
        '\u{ad}' => "SOFT HYPHEN",
        '\u{34f}' => "COMBINING GRAPHEME JOINER",
        '\u{61c}' => "ARABIC LETTER MARK",
        '\u{1680}' => "OGHAM SPACE MARK",
        '\u{180e}' => "MONGOLIAN VOWEL SEPARATOR",
        '\u{2000}' => "EN QUAD",
        '\u{2001}' => "EM QUAD",
        '\u{2002}' => "EN SPACE",
        '\u{2003}' => "EM SPACE",
        '\u{2004}' => "THREE-PER-EM SPACE",
        '\u{2005}' => "FOUR-PER-EM SPACE",
        '\u{2006}' => "SIX-PER-EM SPACE",
        '\u{2007}' => "FIGURE SPACE",
        '\u{2008}' => "PUNCTUATION SPACE",
        '\u{2009}' => "THIN SPACE",
        '\u{200a}' => "HAIR SPACE",
        '\u{200b}' => "ZERO WIDTH SPACE",
        '\u{200c}' => "ZERO WIDTH NON-JOINER",
        '\u{200d}' => "ZERO WIDTH JOINER",
        '\u{200e}' => "LEFT-TO-RIGHT MARK",
        '\u{200f}' => "RIGHT-TO-LEFT MARK",
        '\u{2028}' => "LINE SEPARATOR",
        '\u{2029}' => "PARAGRAPH SEPARATOR",
        '\u{202a}' => "LEFT-TO-RIGHT EMBEDDING",
        '\u{202b}' => "RIGHT-TO-LEFT EMBEDDING",
        '\u{202c}' => "POP DIRECTIONAL FORMATTING",
        '\u{202d}' => "LEFT-TO-RIGHT OVERRIDE",
        '\u{202e}' => "RIGHT-TO-LEFT OVERRIDE",
        '\u{202f}' => "NARROW NO-BREAK SPACE",
        '\u{205f}' => "MEDIUM MATHEMATICAL SPACE",
        '\u{2060}' => "WORD JOINER",
        '\u{2066}' => "LEFT-TO-RIGHT ISOLATE",
        '\u{2067}' => "RIGHT-TO-LEFT ISOLATE",
        '\u{2068}' => "FIRST STRONG ISOLATE",
        '\u{2069}' => "POP DIRECTIONAL ISOLATE",
        '\u{3000}' => "IDEOGRAPHIC SPACE",
        '\u{feff}' => "ZERO WIDTH NO-BREAK SPACE",
        _ => return None,
    })
}

/// A text with every run of whitespace replaced by one space, and none at its ends.
pub fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in Unicode NFC: every letter and its marks in one character where one exists. Keyboards and file systems
/// write the same name in two forms, but names are compared by their bytes.
pub fn composed(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// A text with a capital first letter: "Disputed", "Hour not known".
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A number with its noun: "1 event", "2 events".
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
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
    fn a_tag_keeps_so_many_attributes_and_its_place() {
        let attribute = |number| format!(" a{number} = \"> {number}\"");
        let many = |count: usize| (0..count).map(attribute).collect::<Vec<_>>().concat();
        let sound = format!("a < b <p{}>c</p> <i x=1 y = '>' = = z>d</i> <b{}>", many(MOST_ATTRIBUTES), many(3));
        assert!(matches!(with_few_attributes(&sound), Cow::Borrowed(_)));
        for end in [">é", "/>x", ""] {
            let endless = format!("é <p{}{end} <b{}>f", many(5000), many(3));
            let few = with_few_attributes(&endless);
            assert_eq!(few.len(), endless.len());
            assert!(few.starts_with(&format!("é <p{} ", many(MOST_ATTRIBUTES))), "{few}");
            assert_eq!(
                few.ends_with(&format!("{} <b{}>f", end.trim_start_matches('/'), many(3))),
                !end.is_empty(),
                "{few}"
            );
            assert!(!few.contains("a4000"));
        }
        // A quotation mark that is not escaped ends the value, and each pair after it makes an attribute.
        let slip = format!("<p data=\"{{{}}}\">x", "\"a\"=\"b\",".repeat(400));
        assert!(with_few_attributes(&slip).ends_with(" >x"));
    }

    #[test]
    fn only_one_thing_is_told_in_the_singular() {
        let told = [0, 1, 2, 11, 1001].map(|number| counted(number, "address", "addresses"));
        assert_eq!(told, ["0 addresses", "1 address", "2 addresses", "11 addresses", "1001 addresses"]);
    }

    #[test]
    fn texts_are_cleaned() {
        assert_eq!(clean("\u{feff}a\r\nb\rc".to_owned()), "a\nb\nc");
    }

    #[test]
    fn what_xml_or_html_forbids_is_found() {
        let bad = "\0\u{1}\u{8}\u{b}\u{c}\u{e}\u{1b}\u{1f}\u{7f}\u{80}\u{85}\u{9f}\u{fdd0}\u{fdef}\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}";
        assert!(bad.chars().all(|c| forbidden(&c.to_string()).eq([(0, c)])));
        let good = "\t\n\r a~\u{a0}é\u{ad}پ\u{200c}\u{200f}\u{2028}\u{e000}\u{fdcf}\u{fdf0}\u{feff}\u{fffd}😀\u{1fffd}\u{10fffd}";
        assert_eq!(forbidden(good).count(), 0);
        assert_eq!(forbidden_name('\u{c}'), "FORM FEED U+000C");
    }
}
