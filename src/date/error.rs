//! The error type for dates. The messages are written by the rooms that find the mistakes.

use std::ops::Range;

use crate::diagnostic::Code;

/// A mistake in a date text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// The kind of mistake.
    pub code: Code,
    /// The bytes that are wrong, relative to the text as it was given. The range never reaches beyond it.
    pub range: Range<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to type instead.
    pub help: String,
    /// The one date that was meant, if that is clear. It can be parsed.
    pub meant: Option<String>,
}

impl DateError {
    /// A mistake of this kind at this place.
    pub(super) fn new(code: Code, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, range, message: message.into(), help: help.into(), meant: None }
    }

    /// The same mistake with its range moved right by `by` bytes.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        self.range = self.range.start + by..self.range.end + by;
        self
    }
}
