//! The text of a template as a row of tokens. White space around tags is trimmed here as Tera does it.

use super::template::Refusal;

/// A token and its line, from 1.
pub struct Token {
    pub line: usize,
    pub kind: TokenKind,
}

#[derive(Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Text between tags.
    Content(String),
    /// A name or a word like `if`.
    Word(String),
    /// A text in quotation marks.
    Text(String),
    /// A whole number.
    Number(usize),
    /// What begins or ends a tag, or one of [`SIGNS`].
    Sign(&'static str),
}

/// Longer ones first.
const SIGNS: [&str; 20] =
    ["==", "!=", "<=", ">=", "<", ">", "=", "+", "~", "|", ".", ",", ":", "(", ")", "[", "]", "{", "}", "/"];

/// What begins a tag, and what ends it.
const TAGS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

/// Cuts the source of a template into tokens.
///
/// `-%}` trims the text behind it, `{%-` the text before it, of any white space of Unicode. A comment trims as a tag does; one
/// without `-` at its end does not end the trimming that a tag before it began.
pub fn tokens(file: &str, source: &str) -> Result<Vec<Token>, Refusal> {
    let mut lexer = Lexer { file, source, at: 0, tokens: Vec::new() };
    let mut trims_next = false;
    while !lexer.rest().is_empty() {
        let rest = lexer.rest();
        let Some((start, end)) = tag_at(rest) else {
            let tag = rest.char_indices().map(|(at, _)| at).find(|at| tag_at(&rest[*at..]).is_some());
            let (text, behind) = rest.split_at(tag.unwrap_or(rest.len()));
            let trimmed = if trims_next { text.trim_start() } else { text };
            let trimmed = if behind.as_bytes().get(2) == Some(&b'-') { trimmed.trim_end() } else { trimmed };
            lexer.push(text.len(), TokenKind::Content(trimmed.to_owned()));
            trims_next = false;
            continue;
        };
        let opening = if rest.as_bytes().get(2) == Some(&b'-') { 3 } else { 2 };
        if start == "{#" {
            let Some(length) = rest.find(end) else { return lexer.refused("this comment has no end") };
            trims_next |= rest[..length].ends_with('-');
            lexer.at += length + end.len();
        } else {
            lexer.push(opening, TokenKind::Sign(start));
            trims_next = lexer.tag(end)?;
        }
    }
    Ok(lexer.tokens)
}

/// The tag that begins here.
fn tag_at(rest: &str) -> Option<(&'static str, &'static str)> {
    TAGS.into_iter().find(|(start, _)| rest.starts_with(start))
}

struct Lexer<'s> {
    file: &'s str,
    source: &'s str,
    at: usize,
    tokens: Vec<Token>,
}

impl<'s> Lexer<'s> {
    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    fn line(&self) -> usize {
        1 + self.source[..self.at].matches('\n').count()
    }

    fn push(&mut self, length: usize, kind: TokenKind) {
        self.tokens.push(Token { line: self.line(), kind });
        self.at += length;
    }

    fn refused<T>(&self, message: impl Into<String>) -> Result<T, Refusal> {
        Err(Refusal { file: self.file.to_owned(), line: self.line(), message: message.into() })
    }

    /// The tokens of a tag to its end; whether that trims the text behind it.
    fn tag(&mut self, end: &'static str) -> Result<bool, Refusal> {
        loop {
            self.at += self.rest().len() - self.rest().trim_ascii_start().len();
            let rest = self.rest();
            let trims = rest.starts_with('-');
            if rest[usize::from(trims)..].starts_with(end) {
                self.push(usize::from(trims) + end.len(), TokenKind::Sign(end));
                return Ok(trims);
            }
            let (length, kind) = self.token(end)?;
            self.push(length, kind);
        }
    }

    /// The token that begins here, and its length.
    fn token(&self, end: &str) -> Result<(usize, TokenKind), Refusal> {
        let rest = self.rest();
        let while_it = |is_part: fn(char) -> bool| &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        match rest.chars().next() {
            None => self.refused(format!("`{end}` is missing")),
            Some(mark @ ('"' | '\'')) => match rest[1..].split_once(mark) {
                Some((text, _)) if !text.contains('\\') => Ok((text.len() + 2, TokenKind::Text(text.to_owned()))),
                _ => self.refused("a text without end, or with `\\`, is not translated"),
            },
            Some('0'..='9') => {
                let digits = while_it(|c| c.is_ascii_digit());
                let number = digits.parse().or_else(|_| self.refused("this number is too large"))?;
                Ok((digits.len(), TokenKind::Number(number)))
            }
            Some('a'..='z' | 'A'..='Z' | '_') => {
                let word = while_it(|c| c.is_ascii_alphanumeric() || c == '_');
                Ok((word.len(), TokenKind::Word(word.to_owned())))
            }
            Some(other) => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => Ok((sign.len(), TokenKind::Sign(sign))),
                None => self.refused(format!("`{other}` is not translated")),
            },
        }
    }
}
