//! Minifies style sheets: removes comments, white space without meaning, and the last semicolon of a block.
//!
//! Only strings and comments are parsed, so the meaning of a sheet cannot change. Comments that begin with `/*!` are
//! kept, because licences are written in them.

/// Next to these characters, white space has no meaning.
const JOINTS: [char; 6] = ['{', '}', ';', ',', '>', '\n'];

/// Minifies a style sheet.
pub(super) fn lean(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let (mut rest, mut spaced) = (css, false);
    while let Some(first) = rest.chars().next() {
        let (piece, after) = rest.split_at(length(rest, first));
        rest = after;
        // A comment may be the only thing that separates two words. Then it is kept.
        let is_idle = piece.starts_with("/*") && !piece.starts_with("/*!") && (spaced || is_jointed(&out));
        if first.is_whitespace() || is_idle {
            spaced = true;
            continue;
        }
        if spaced && !is_jointed(&out) && !piece.starts_with(JOINTS) {
            out.push(' ');
        }
        if first == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push_str(piece);
        spaced = false;
    }
    out.push('\n');
    out
}

fn is_jointed(out: &str) -> bool {
    out.is_empty() || out.ends_with(JOINTS)
}

/// The length in bytes of the first token of a text: white space, a comment, a string, an escaped character, or any
/// other single character.
fn length(text: &str, first: char) -> usize {
    match first {
        '"' | '\'' => string(text, first),
        '/' if text.starts_with("/*") => text[2..].find("*/").map_or(text.len(), |at| at + 4),
        '\\' => 1 + text[1..].chars().next().map_or(0, char::len_utf8),
        first if first.is_whitespace() => text.len() - text.trim_start().len(),
        first => first.len_utf8(),
    }
}

fn string(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !is_escaped {
            return at + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::lean;

    #[test]
    fn white_space_and_comments_go() {
        assert_eq!(
            lean("/* a */\na ,\n  b > c {\n  color : red ;\n  margin: 0 auto;\n}\n"),
            "a,b>c{color : red;margin: 0 auto}\n"
        );
    }

    #[test]
    fn what_separates_stays() {
        assert_eq!(lean("a b :is(c) { width: calc(1px + 2px) }"), "a b :is(c){width: calc(1px + 2px)}\n");
        assert_eq!(lean("a { margin: 1px/**/2px }"), "a{margin: 1px/**/2px}\n");
    }

    #[test]
    fn strings_and_licences_stay_as_they_are() {
        assert_eq!(lean(r#"a::after { content: "  /* \" ; }  " }"#), "a::after{content: \"  /* \\\" ; }  \"}\n");
        assert_eq!(lean("/*! MIT */ a { }"), "/*! MIT */ a{}\n");
    }

    #[test]
    fn an_escaped_quotation_mark_begins_no_string() {
        assert_eq!(lean(r#".a\'b { content: "c  d'" }"#), ".a\\'b{content: \"c  d'\"}\n");
        assert_eq!(lean(r".a\"), ".a\\\n");
    }

    #[test]
    fn a_sheet_that_breaks_off_is_kept() {
        assert_eq!(lean("a { content: \"never ended"), "a{content: \"never ended\n");
        assert_eq!(lean("a {} /* never ended"), "a{}\n");
    }

    #[test]
    fn twice_is_as_good_as_once() {
        for sheet in [include_str!("../../static/style.css"), include_str!("../../static/pages.css")] {
            let once = lean(sheet);
            assert_eq!(lean(&once), once);
        }
    }
}
