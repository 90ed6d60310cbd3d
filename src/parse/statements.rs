//! TOML, taken apart into its statements: what can be said of a text that is not TOML.
//!
//! In: a text. Out: its [`TomlStatement`]s, which together are the whole text, each with what is opened in it and never
//! closed. A parser that meets an open bracket takes what follows for a part of the list, and complains about all of
//! it. An editor sees that a line such as `status = "confirmed"` begins something new; so does this.

use std::ops::Range;

/// A heading or a key with its value, with everything up to the next one's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TomlStatement {
    /// Its bytes, the last line feed included.
    pub range: Range<usize>,
    /// What it is.
    pub form: TomlStatementKind,
    /// The first thing that is opened in it and never closed.
    pub open: Option<UnclosedDelimiter>,
}

/// Something that is opened and never closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnclosedDelimiter {
    /// What it is.
    pub what: OpenDelimiter,
    /// Where it is opened.
    pub start: usize,
    /// Where it should have been closed.
    pub end: usize,
    /// What is missing there.
    pub missing: String,
}

/// What a statement is, judged by how it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TomlStatementKind {
    /// Blank, or a comment.
    Nothing,
    /// `[table]` or `[[list of tables]]`: the name between the brackets.
    Heading(Range<usize>),
    /// `key = value`: both without blanks around them.
    Entry {
        /// Before the equals sign.
        key: Range<usize>,
        /// Behind it, a comment included.
        value: Range<usize>,
    },
    /// Anything else.
    Other,
}

/// What can be left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpenDelimiter {
    /// A text on one line, after this mark.
    Text(char),
    /// A text over several lines, after this mark.
    LongText(&'static str),
    /// `[`
    List,
    /// `{`
    Table,
    /// `[name`
    Heading,
}

/// Takes a text apart.
pub(super) fn statements(text: &str) -> Vec<TomlStatement> {
    let mut statements = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let statement = statement(text, at);
        at = statement.range.end;
        statements.push(statement);
    }
    statements
}

/// The statement that begins at `start`, which is the beginning of a line.
fn statement(text: &str, start: usize) -> TomlStatement {
    let line = &text[start..end_of_line(text, start)];
    let first = start + line.len() - line.trim_start().len();
    let whole = |form, open| TomlStatement { range: start..start + line.len(), form, open };
    let words = line.trim();
    if words.is_empty() || words.starts_with('#') {
        return whole(TomlStatementKind::Nothing, None);
    }
    if words.starts_with('[') {
        return heading(words, first, whole);
    }
    let Some(equals) = equals_sign(line) else { return whole(TomlStatementKind::Other, None) };
    let key = trimmed(text, start..start + equals);
    let (end, open) = value(text, start + equals + 1);
    let value = trimmed(text, start + equals + 1..end);
    TomlStatement { range: start..end, form: TomlStatementKind::Entry { key, value }, open }
}

/// A line that begins with a bracket. It is whole if as many are closed.
fn heading(
    words: &str,
    first: usize,
    whole: impl Fn(TomlStatementKind, Option<UnclosedDelimiter>) -> TomlStatement,
) -> TomlStatement {
    let words = without_comment(words);
    let brackets = if words.starts_with("[[") { 2 } else { 1 };
    let inner = words[brackets..].trim_end_matches(']');
    let missing = "]".repeat(brackets.saturating_sub(words.len() - brackets - inner.len()));
    let name = first + brackets..first + brackets + inner.len();
    let end = first + words.len();
    let open =
        (!missing.is_empty()).then_some(UnclosedDelimiter { what: OpenDelimiter::Heading, start: first, end, missing });
    whole(TomlStatementKind::Heading(name), open)
}

/// Where a value that begins at `start` ends: the beginning of the line behind it. And what it leaves open.
fn value(text: &str, start: usize) -> (usize, Option<UnclosedDelimiter>) {
    let bytes = text.as_bytes();
    let mut brackets = OpenBrackets::default();
    let mut open = None;
    // The last sign that is neither blank nor comment.
    let mut last = start.saturating_sub(1);
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' if brackets.0.is_empty() => return (at + 1, open),
            b'\n' if brackets.end_before(text, at + 1, bytes[last]) => {
                return (at + 1, open.or_else(|| brackets.unclosed(0, last + 1)));
            }
            b'#' => {
                at = line_feed(text, at);
                continue;
            }
            b'"' | b'\'' => match text_end(text, at) {
                Ok(end) => at = end - 1,
                Err(what) => {
                    let is_long = matches!(what, OpenDelimiter::LongText(_));
                    let next = if is_long { next_statement(text, at) } else { line_feed(text, at) };
                    open = open.or_else(|| Some(unclosed_text(text, at..next, what, &brackets)));
                    if is_long {
                        return (next, open);
                    }
                    // What closes the list on the same line has become a part of the text.
                    if !brackets.0.is_empty() && text[at..next].trim_end().ends_with([']', '}']) {
                        brackets.0.pop();
                    }
                    last = at;
                    at = next;
                    continue;
                }
            },
            bracket @ (b'[' | b'{') => brackets.0.push((bracket, at)),
            bracket @ (b']' | b'}') => {
                let opening = if bracket == b']' { b'[' } else { b'{' };
                if let Some(pair) = brackets.0.iter().rposition(|(other, _)| *other == opening) {
                    // What stands open within this pair is closed by nothing else.
                    open = open.or_else(|| brackets.unclosed(pair + 1, last + 1));
                    brackets.0.truncate(pair);
                }
            }
            _ => {}
        }
        if !bytes[at].is_ascii_whitespace() {
            last = at;
        }
        at += 1;
    }
    (text.len(), open.or_else(|| brackets.unclosed(0, last + 1)))
}

/// Brackets that are open, and where each was opened.
#[derive(Default)]
struct OpenBrackets(Vec<(u8, usize)>);

impl OpenBrackets {
    /// What stands open from the bracket of this number on, told of the innermost one.
    fn unclosed(&self, from: usize, end: usize) -> Option<UnclosedDelimiter> {
        let (bracket, start) = *self.0.get(from..)?.last()?;
        let closing = |(bracket, _): &(u8, usize)| if *bracket == b'[' { ']' } else { '}' };
        let missing = self.0[from..].iter().rev().map(closing).collect();
        Some(UnclosedDelimiter {
            what: if bracket == b'[' { OpenDelimiter::List } else { OpenDelimiter::Table },
            start,
            end,
            missing,
        })
    }

    /// Whether the line at `start` begins something new, though brackets are open. `last` is the sign before it.
    fn end_before(&self, text: &str, start: usize, last: u8) -> bool {
        self.0.last().is_some_and(|(innermost, _)| begins_anew(text, start, *innermost, last))
    }
}

/// A text that nothing closes. In a list, the bracket at the line's end was to close that.
fn unclosed_text(text: &str, range: Range<usize>, what: OpenDelimiter, brackets: &OpenBrackets) -> UnclosedDelimiter {
    let words = text[range.clone()].trim_end();
    let words = match brackets.0.is_empty() {
        true => words,
        false => words.trim_end_matches([']', '}', ',', ' ']),
    };
    let missing = match what {
        OpenDelimiter::LongText(mark) => mark.to_owned(),
        _ => words[..1].to_owned(),
    };
    UnclosedDelimiter { what, start: range.start, end: range.start + words.len(), missing }
}

/// Whether the line at `start` cannot be a part of a list or table that is still open.
fn begins_anew(text: &str, start: usize, innermost: u8, last: u8) -> bool {
    let line = &text[start..end_of_line(text, start)];
    if innermost == b'{' && (line.starts_with([' ', '\t']) || matches!(last, b',' | b'{')) {
        return is_heading(line);
    }
    is_heading(line) || is_entry(line)
}

/// Whether a line is a heading and cannot be a list: the names of tables are words.
fn is_heading(line: &str) -> bool {
    let words = without_comment(line.trim());
    let Some(inner) = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let inner = inner.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(inner);
    inner.starts_with(|c: char| c.is_ascii_alphabetic())
        && inner.split('.').all(is_bare_key)
        && !matches!(inner, "true" | "false" | "inf" | "nan")
}

fn is_entry(line: &str) -> bool {
    equals_sign(line).is_some_and(|equals| line[..equals].split('.').map(str::trim).all(is_bare_key))
}

/// Whether TOML takes these letters for a key without quotation marks.
pub(super) fn is_bare_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// The equals sign behind a line's key.
fn equals_sign(line: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(byte) = line.as_bytes().get(at) {
        match byte {
            b'=' => return Some(at),
            b'#' => return None,
            b'"' | b'\'' => at = text_end(line, at).ok()?,
            _ => at += 1,
        }
    }
    None
}

/// Where the text whose quotation mark stands at `start` has ended.
fn text_end(text: &str, start: usize) -> Result<usize, OpenDelimiter> {
    let bytes = text.as_bytes();
    let quote = bytes[start];
    let long = if quote == b'"' { "\"\"\"" } else { "'''" };
    let is_long = text[start..].starts_with(long);
    let mut at = start + if is_long { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b'\n' if !is_long => break,
            byte if byte == quote && !is_long => return Ok(at + 1),
            byte if byte == quote && text[at..].starts_with(long) => {
                // Up to two more quotation marks belong to the text.
                let more = bytes[at + 3..].iter().take(2).take_while(|byte| **byte == quote).count();
                return Ok(at + 3 + more);
            }
            _ => {}
        }
        at += 1;
    }
    Err(if is_long { OpenDelimiter::LongText(long) } else { OpenDelimiter::Text(char::from(quote)) })
}

/// The next line behind `at` that looks like a statement, or the end.
fn next_statement(text: &str, at: usize) -> usize {
    let mut start = end_of_line(text, at);
    while start < text.len() {
        let end = end_of_line(text, start);
        if is_heading(&text[start..end]) || is_entry(&text[start..end]) {
            return start;
        }
        start = end;
    }
    text.len()
}

/// The line feed at the end of the line of `at`, or the text's end.
fn line_feed(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}

/// The first byte of the line behind that of `at`.
fn end_of_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

/// A heading without the comment behind it. Within quotation marks a `#` belongs to the name, which nobody needs here.
fn without_comment(line: &str) -> &str {
    match line.find('#') {
        Some(at) if !line[..at].contains(['"', '\'']) => line[..at].trim_end(),
        _ => line,
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left open: where it begins, as the text from there to the line's end, by the number of the statement.
    fn left_open(text: &str) -> Vec<(usize, &str)> {
        let all = statements(text);
        assert_eq!(all.iter().map(|statement| statement.range.len()).sum::<usize>(), text.len(), "{text:?}");
        let is_open = |(number, statement): (usize, &TomlStatement)| Some((number, statement.open.as_ref()?.start));
        let found = all.iter().enumerate().filter_map(is_open);
        found.map(|(number, at)| (number, text[at..].lines().next().unwrap_or_default())).collect()
    }

    #[test]
    fn what_is_open_is_found_where_it_begins() {
        #[rustfmt::skip]
        let cases: [(&str, &[(usize, &str)]); 16] = [
            ("a = [1, 2\nb = 3\n", &[(0, "[1, 2")]),
            ("a = [\n  \"x\",\n  \"y\"\n\n[[b]]\nc = 1\n", &[(0, "[")]),
            ("a = [\n  [1, 2],\n  [3, 4],\n]\nb = 1\n", &[]),
            ("a = [\"x\", \"y]\nb = 1\n", &[(0, "\"y]")]),
            ("a = \"x\nb = \"y\"\n", &[(0, "\"x")]),
            ("a = 'x\nb = 'y'\n", &[(0, "'x")]),
            ("a = \"\"\"x\ny\n\nb = 1\n", &[(0, "\"\"\"x")]),
            ("a = \"\"\"", &[(0, "\"\"\"")]),
            ("a = \"\"\"\"\"", &[(0, "\"\"\"\"\"")]),
            ("a = \"\\", &[(0, "\"\\")]),
            ("a = \"\"\"x\"\"\"\"\"\nb = '''y'''\n", &[]),
            ("a = { b = 1, c = [2\nd = 3\n", &[(0, "[2")]),
            ("a = { b = [1, c = 2 }\nd = 3\n", &[(0, "[1, c = 2 }")]),
            ("a = {\n  b = 1,\n  c = 2,\n}\nd = { e = 3\nf = 4\n", &[(1, "{ e = 3")]),
            ("[a\nb = 1\n[[c]\nd = 2\n", &[(0, "[a"), (2, "[[c]")]),
            ("a = \"[ { # \\\" ' ]\" # [ \"\n[b] # [\nc = '\"'\n", &[]),
        ];
        for (text, open) in cases {
            assert_eq!(left_open(text), open, "{text}");
        }
    }

    #[test]
    fn what_is_missing_closes_all_that_is_open() {
        #[rustfmt::skip]
        let cases = [
            ("a = [1, 2 # two\nb = 3\n", "a = [1, 2] # two\nb = 3\n"),
            ("a = [\n  \"x\",\n\n[[b]]\n", "a = [\n  \"x\",]\n\n[[b]]\n"),
            ("a = { b = [1, { c = 2\nd = 3\n", "a = { b = [1, { c = 2}]}\nd = 3\n"),
            ("a = { b = [1, 2 }\n", "a = { b = [1, 2] }\n"),
            ("a = [\"x\", \"y]\nb = 1\n", "a = [\"x\", \"y\"]\nb = 1\n"),
            ("a = 'x\n", "a = 'x'\n"),
            ("a = \"\"\"x\ny\n\n[b]\n", "a = \"\"\"x\ny\"\"\"\n\n[b]\n"),
            ("[[a # list\n", "[[a]] # list\n"),
            ("[[a]\n", "[[a]]\n"),
        ];
        for (text, closed) in cases {
            let open = statements(text).into_iter().find_map(|statement| statement.open).expect("something is open");
            assert_eq!(format!("{}{}{}", &text[..open.end], open.missing, &text[open.end..]), closed, "{text}");
            assert!(statements(closed).iter().all(|statement| statement.open.is_none()), "{closed}");
        }
    }

    #[test]
    fn keys_and_values_stand_without_blanks() {
        let text = "  \"a = b\" . c  =  [1,\n 2] # x\n";
        let [TomlStatement { form: TomlStatementKind::Entry { key, value }, .. }] = &statements(text)[..] else {
            panic!("one entry")
        };
        assert_eq!((&text[key.clone()], &text[value.clone()]), ("\"a = b\" . c", "[1,\n 2] # x"));
    }
}
