//! The two `+++` lines: what stands between them, and what follows.

use std::ops::Range;

use super::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Front matter larger than this is a mistake or an attack.
const LARGEST: usize = 1 << 20;

/// The parts of a content file, as byte ranges.
pub(super) struct Parts {
    /// The opening fence, where missing keys are reported.
    pub fence: Range<usize>,
    /// The TOML between the fences.
    pub toml: Range<usize>,
    /// The Markdown after them.
    pub body: Range<usize>,
}

/// Finds the parts, or reports what is missing.
pub(super) fn split(context: &Context<'_>) -> Option<Parts> {
    let parts = find(context);
    context.incomplete.set(context.incomplete.get() || parts.is_none());
    parts
}

fn find(context: &Context<'_>) -> Option<Parts> {
    let text = context.text;
    let Some(rest) = text.strip_prefix("+++").filter(|rest| rest.is_empty() || rest.starts_with('\n')) else {
        let first_line = 0..text.find('\n').unwrap_or(text.len());
        context.report(
            Diagnostic::new(Code::FrontMatterMissing, "this file does not begin with front matter")
                .at(context.span(first_line))
                .help(missing_help(text)),
        );
        return None;
    };
    let toml_start = text.len() - rest.strip_prefix('\n').unwrap_or(rest).len();
    let Some((toml_end, body_start)) = closing_fence(text, toml_start) else {
        context.report(
            Diagnostic::new(Code::FrontMatterOpen, "the front matter is not closed")
                .at(context.span(0..3))
                .label("opened here")
                .help("put a line of +++ between the front matter and the text"),
        );
        return None;
    };
    if toml_end - toml_start > LARGEST {
        context.report(
            Diagnostic::new(
                Code::FrontMatterTooLarge,
                format!("the front matter has {} bytes; at most {LARGEST} are read", toml_end - toml_start),
            )
            .at(context.span(0..3))
            .help("move long texts below the second +++ line, or split the file"),
        );
        return None;
    }
    Some(Parts { fence: 0..3, toml: toml_start..toml_end, body: body_start..text.len() })
}

/// Start and end of the next line that is `+++` and nothing else (spaces behind it aside).
fn closing_fence(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut start = from;
    for line in text[from..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((start, start + line.len()));
        }
        start += line.len();
    }
    None
}

fn missing_help(text: &str) -> &'static str {
    if text.starts_with("---") {
        "this looks like YAML; write title = \"…\" instead of title: …, between two lines of +++"
    } else if text.trim_start().starts_with("+++") {
        "take out everything above the first line of +++"
    } else {
        "begin the file with a line of +++, then title = \"…\" and date = \"…\", then another line of +++"
    }
}
