//! Splits a text into TOML statements, even if it is not valid TOML.
//!
//! In: a text. Out: its [`TomlStatement`]s, which together cover the whole text, each with the first delimiter in it
//! that is never closed. A TOML parser that meets an open bracket treats everything after it as part of the list, and
//! reports all of it. People see that a line such as `status = "confirmed"` begins a new statement, and so does this
//! code.

use std::ops::Range;

/// A heading, or a key with its value, with all text up to the line of the next statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TomlStatement {
    /// Its byte range, including the last line feed.
    pub range: Range<usize>,
    /// The kind of statement.
    pub form: TomlStatementKind,
    /// The first delimiter in it that is never closed.
    pub open: Option<UnclosedDelimiter>,
}

/// A delimiter that is never closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnclosedDelimiter {
    /// The kind of delimiter.
    pub what: OpenDelimiter,
    /// Where it is opened.
    pub start: usize,
    /// Where it should have been closed.
    pub end: usize,
    /// The text that is missing there.
    pub missing: String,
}

/// The kind of a statement, decided by its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TomlStatementKind {
    /// A blank line or a comment.
    Nothing,
    /// `[table]` or `[[list of tables]]`: the name between the brackets.
    Heading(Range<usize>),
    /// `key = value`, both without the blanks around them.
    Entry {
        /// The text before the equals sign.
        key: Range<usize>,
        /// The text after it, including a comment.
        value: Range<usize>,
    },
    /// Anything else.
    Other,
}

/// The kinds of delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpenDelimiter {
    /// The quotation mark of a text on one line.
    Text(char),
    /// The three quotation marks of a text over several lines.
    LongText(&'static str),
    /// `[`
    List,
    /// `{`
    Table,
    /// `[name`
    Heading,
}

/// Splits a text into statements.
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

/// The statement at `start`, which is the beginning of a line.
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

/// The statement of a line that begins with a bracket. It is complete if as many brackets are closed.
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

/// The end of a value that begins at `start` (the beginning of the next statement's line), and the first delimiter that
/// it leaves open.
fn value(text: &str, start: usize) -> (usize, Option<UnclosedDelimiter>) {
    let bytes = text.as_bytes();
    let mut brackets = OpenBrackets::default();
    let mut open = None;
    // The last character that is neither blank nor part of a comment.
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
                    // The bracket that should close the list on this line has become part of the text.
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
                    // Brackets opened within this pair cannot be closed any more.
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

/// The open brackets, each with the offset at which it was opened.
#[derive(Default)]
struct OpenBrackets(Vec<(u8, usize)>);

impl OpenBrackets {
    /// The innermost bracket that is open, with the text that closes all open brackets from index `from` on.
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

    /// Whether the line at `start` begins a new statement although brackets are open. `last` is the last character
    /// before it.
    fn end_before(&self, text: &str, start: usize, last: u8) -> bool {
        self.0.last().is_some_and(|(innermost, _)| begins_anew(text, start, *innermost, last))
    }
}

/// A text without an end. In a list, the bracket at the end of the line was meant to close the list.
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

/// Whether the line at `start` cannot be part of the list or table that is still open.
fn begins_anew(text: &str, start: usize, innermost: u8, last: u8) -> bool {
    let line = &text[start..end_of_line(text, start)];
    if innermost == b'{' && (line.starts_with([' ', '\t']) || matches!(last, b',' | b'{')) {
        return is_heading(line);
    }
    is_heading(line) || is_entry(line)
}

/// Whether a line is a heading and cannot be a list, because the names of tables are bare words.
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

/// Whether a text is a bare key of TOML, which needs no quotation marks.
pub(super) fn is_bare_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// The offset of the equals sign after the key of a line.
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

/// The offset after the end of the text whose quotation mark is at `start`.
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
                // A long text may end with up to two more quotation marks of its own.
                let more = bytes[at + 3..].iter().take(2).take_while(|byte| **byte == quote).count();
                return Ok(at + 3 + more);
            }
            _ => {}
        }
        at += 1;
    }
    Err(if is_long { OpenDelimiter::LongText(long) } else { OpenDelimiter::Text(char::from(quote)) })
}

/// The start of the next line after `at` that looks like a statement, or the end of the text.
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

/// The offset of the line feed at the end of the line that contains `at`, or the end of the text.
fn line_feed(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}

/// The start of the line after the one that contains `at`.
fn end_of_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

/// A heading without the comment after it. A `#` after a quotation mark is not treated as a comment, because it may be
/// part of the name.
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

    /// The unclosed delimiters: the number of the statement, and the text from the delimiter to the end of its line.
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
