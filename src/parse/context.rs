//! The state of parsing one file.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;

use crate::config::RawHtmlPolicy;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, RuleList};
use crate::span::{FileId, Span};
use crate::text::{forbidden, forbidden_name, is_forbidden};

/// The state of parsing one file.
pub(super) struct ParseContext<'a> {
    pub(super) file: FileId,
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    pub(super) raw_html: RawHtmlPolicy,
    /// Whether the file has a merge conflict. `text` has only one side of it.
    pub(super) has_conflict: bool,
    pub(super) findings: RefCell<Diagnostics>,
    /// Whether something in the file could not be understood: see [`super::Document::incomplete`].
    pub(super) incomplete: Cell<bool>,
    /// See [`super::Document::rules`].
    pub(super) rules: RefCell<RuleList>,
    /// The TOML without its invalid parts, if it has any.
    pub(super) set_aside: OnceCell<String>,
}

impl<'a> ParseContext<'a> {
    pub(super) fn new(file: FileId, path: &'a str, text: &'a str, raw_html: RawHtmlPolicy) -> Self {
        Self {
            file,
            path,
            text,
            raw_html,
            has_conflict: false,
            findings: RefCell::default(),
            incomplete: Cell::new(false),
            rules: RefCell::default(),
            set_aside: OnceCell::new(),
        }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.findings.borrow_mut().push(diagnostic);
    }

    /// Reports each character in the file that no page can contain, once, at its first place.
    pub(super) fn report_forbidden(&self) {
        let mut found: Vec<(char, usize, usize)> = Vec::new();
        for (at, c) in forbidden(self.text) {
            match found.iter_mut().find(|(known, ..)| *known == c) {
                Some((.., times)) => *times += 1,
                None => found.push((c, at, 1)),
            }
        }
        for (c, at, times) in found {
            let more = if times == 1 { String::new() } else { format!(" ({times} times in this file)") };
            self.report(forbidden_character(c, self.span(at..at + c.len_utf8()), &more));
        }
    }

    /// A text that was decoded from `span`, with U+FFFD in place of characters that no page can contain. They are
    /// reported here, unless they occur literally in the file, where [`ParseContext::report_forbidden`] has found them.
    pub(super) fn without_forbidden<'t>(&self, text: &'t str, span: Span) -> Cow<'t, str> {
        let Some((_, first)) = forbidden(text).next() else { return Cow::Borrowed(text) };
        if !self.text[span.range()].contains(first) {
            self.report(forbidden_character(first, span, ""));
        }
        Cow::Owned(text.replace(is_forbidden, "\u{fffd}"))
    }

    /// The file's name without its extension, and the place for findings about it: the file's first byte.
    pub(super) fn stem(&self) -> (&'a str, Span) {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        (name.rsplit_once('.').map_or(name, |(stem, _)| stem), self.span(0..0))
    }
}

/// The finding for a character that no page can contain.
pub(crate) fn forbidden_character(c: char, span: Span, more: &str) -> Diagnostic {
    let message = format!("{} can stand in no page and no feed{more}", forbidden_name(c));
    Diagnostic::new(Code::CharacterForbidden, message).at(span).help(
        "take it out; it is invisible, and came with a text that was copied or with an escape such as &#12; or \\f",
    )
}
