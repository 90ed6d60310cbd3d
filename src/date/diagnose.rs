//! Explains to editors why a text is not a date.
//!
//! In: a text that could not be read, and the parser's error. Out: a [`DateError`]. The parser's message is the last
//! resort, because a grammar can only say what it expected.

use super::error::DateError;
use super::form::{self, DateSyntaxError};
use super::guess;
use super::part::component;
use crate::diagnostic::Code;

const FORMS: &str = "write a day \"2025-06-16\", a month \"2025-06\", a year \"2025\" or a time \"2025-06-16T14:00\"";

/// The mistake in `text`, which has no spaces around it.
pub(super) fn explain(text: &str, failure: DateSyntaxError) -> DateError {
    let parser = match failure {
        DateSyntaxError::Clock(error) if error.code != Code::DateNotADate => return error,
        DateSyntaxError::Clock(error) => return guess::offer(text).unwrap_or(error),
        DateSyntaxError::Edtf(error) => error,
    };
    if text.is_empty() {
        return DateError::new(Code::DateNotADate, 0..0, "the date is empty", FORMS);
    }
    components(text)
        .or_else(|| swapped_ends(text))
        .or_else(|| guess::offer(text))
        .unwrap_or_else(|| not_a_date(text, &parser))
}

/// The first month or day in the text that does not exist.
fn components(text: &str) -> Option<DateError> {
    pieces(text).find_map(|(at, piece)| component(piece, at))
}

/// The parts between slashes, commas, brackets and double dots, each with its byte offset.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let separator = |c: char| "/,[]{}".contains(c);
    text.split(separator).flat_map(|part| part.split("..")).map(move |piece| {
        let at = piece.as_ptr() as usize - text.as_ptr() as usize;
        (at, piece)
    })
}

/// The mistake of an interval, or a range in a set, that could be read with its ends swapped.
fn swapped_ends(text: &str) -> Option<DateError> {
    if let Some((start, end)) = text.split_once('/') {
        let turned = format!("{end}/{start}");
        let both = [start, end, &turned].iter().all(|text| form::read(text).is_ok());
        return both.then(|| form::backwards(start, end, "/"));
    }
    text.split([',', '[', ']', '{', '}']).find_map(|range| {
        let (start, end) = range.split_once("..")?;
        let turned = format!("[{end}..{start}]");
        let at = range.as_ptr() as usize - text.as_ptr() as usize;
        form::read(&turned).is_ok().then(|| form::backwards(start, end, "..").shifted(at))
    })
}

/// The mistake if nothing is known but the position at which the parser failed.
fn not_a_date(text: &str, parser: &edtf_core::ParseError) -> DateError {
    let alphabet = |c: char| c.is_ascii_digit() || "XYESTZ+-:?~%,./[]{}".contains(c);
    if !text.starts_with(|c: char| c.is_ascii_digit() || "[{XY-".contains(c)) || !text.chars().all(alphabet) {
        return DateError::new(Code::DateNotADate, 0..text.len(), format!("\"{text}\" is not a date"), FORMS);
    }
    let start = parser.offset.min(text.len().saturating_sub(1));
    DateError::new(Code::DateNotADate, start..text.len(), parser.message, FORMS)
}
