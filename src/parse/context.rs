//! What every reader of one file needs.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;

use crate::config::RawHtmlPolicy;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, RuleList};
use crate::span::{FileId, Span};
use crate::text::{forbidden, forbidden_name, is_forbidden};

/// What every reader of one file needs.
pub(super) struct ParseContext<'a> {
    pub(super) file: FileId,
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    pub(super) raw_html: RawHtmlPolicy,
    /// Whether a merge conflict was left in the file. Only one side of it is in the text.
    pub(super) has_conflict: bool,
    pub(super) findings: RefCell<Diagnostics>,
    /// Whether something in the file stays unknown: see [`super::Document::incomplete`].
    pub(super) incomplete: Cell<bool>,
    /// See [`super::Document::rules`].
    pub(super) rules: RefCell<RuleList>,
    /// The TOML without what is wrong in it, where something is.
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

    /// Reports the characters of the file that no page can hold: each once, at its first place.
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

    /// A text that was decoded from what stands at `span`, with U+FFFD in place of the characters that no page can hold.
    /// They are reported, unless they stand in the file as they are, where [`ParseContext::report_forbidden`] has found
    /// them.
    pub(super) fn without_forbidden<'t>(&self, text: &'t str, span: Span) -> Cow<'t, str> {
        let Some((_, first)) = forbidden(text).next() else { return Cow::Borrowed(text) };
        if !self.text[span.range()].contains(first) {
            self.report(forbidden_character(first, span, ""));
        }
        Cow::Owned(text.replace(is_forbidden, "\u{fffd}"))
    }

    /// The file's name without its ending, and where a finding about it belongs: the file's first byte.
    pub(super) fn stem(&self) -> (&'a str, Span) {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        (name.rsplit_once('.').map_or(name, |(stem, _)| stem), self.span(0..0))
    }
}

/// The finding for a character that no page can hold.
pub(crate) fn forbidden_character(c: char, span: Span, more: &str) -> Diagnostic {
    let message = format!("{} can stand in no page and no feed{more}", forbidden_name(c));
    Diagnostic::new(Code::CharacterForbidden, message).at(span).help(
        "take it out; it is invisible, and came with a text that was copied or with an escape such as &#12; or \\f",
    )
}
