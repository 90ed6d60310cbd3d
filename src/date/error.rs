//! What can be wrong with a date. Only the shape: the rooms that find the mistakes write the words.

use std::ops::Range;

use crate::diagnostic::Code;

/// What is wrong with a date text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// Which kind of mistake.
    pub code: Code,
    /// The bytes that are wrong, counted in the text as it was given. Never reaches beyond it.
    pub range: Range<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to type instead.
    pub help: String,
    /// The one date that was meant, where that is clear; it can be read.
    pub meant: Option<String>,
}

impl DateError {
    /// A mistake of this kind at this place.
    pub(super) fn new(code: Code, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, range, message: message.into(), help: help.into(), meant: None }
    }

    /// The same mistake, counted from further left.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        self.range = self.range.start + by..self.range.end + by;
        self
    }
}
