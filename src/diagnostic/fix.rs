//! The changes of the text that a finding proposes. As values, tests can apply them and check that they help.

use std::ops::Deref;

use crate::span::Span;

/// A change at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The text to replace.
    pub span: Span,
    /// The text in its place.
    pub text: String,
}

impl Edit {
    /// Replaces the text at `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Inserts `text` before the place.
    pub fn insert(before: Span, text: impl Into<String>) -> Self {
        Self { span: Span { end: before.start, ..before }, text: text.into() }
    }

    /// Deletes the text at `span`.
    pub fn remove(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// Changes that together remove the cause of a finding. All are in one file, and none overlaps another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// The changes, in any order.
    pub edits: Vec<Edit>,
}

/// The fixes of a finding, usually none. The type has the width of one pointer, because findings are the error type of
/// functions that rarely fail.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::box_collection, reason = "a list is three pointers wide, a boxed one a single pointer")]
pub struct Fixes(Option<Box<Vec<Fix>>>);

impl Fixes {
    /// Adds a fix.
    pub fn push(&mut self, fix: Fix) {
        self.0.get_or_insert_default().push(fix);
    }
}

impl Deref for Fixes {
    type Target = [Fix];

    fn deref(&self) -> &[Fix] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl Fix {
    /// The text of the file after the changes.
    pub fn apply(&self, text: &str) -> String {
        let mut edits: Vec<&Edit> = self.edits.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut changed = String::with_capacity(text.len());
        let mut at = 0;
        for edit in edits {
            changed.push_str(&text[at..edit.span.range().start]);
            changed.push_str(&edit.text);
            at = edit.span.range().end;
        }
        changed.push_str(&text[at..]);
        changed
    }
}

impl From<Edit> for Fix {
    fn from(edit: Edit) -> Self {
        Self { edits: vec![edit] }
    }
}

impl From<Vec<Edit>> for Fix {
    fn from(edits: Vec<Edit>) -> Self {
        Self { edits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Files;

    #[test]
    fn edits_are_made_in_the_order_of_their_places() {
        let mut files = Files::default();
        let span = Span::new(files.add("a.md", "one two three"), 0..13);
        let fix = Fix::from(vec![
            Edit::replace(span.part(8..13), "3"),
            Edit::remove(span.part(0..4)),
            Edit::insert(span.part(4..7), "or "),
        ]);
        assert_eq!(fix.apply(files.text(span)), "or two 3");
    }
}
