//! What a finding proposes, as changes of the text: so that a test can make them, and look whether they help.

use std::ops::Deref;

use crate::span::Span;

/// A change of one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes in its place.
    pub text: String,
}

impl Edit {
    /// Puts `text` in place of what stands at `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts `text` before the place.
    pub fn insert(before: Span, text: impl Into<String>) -> Self {
        Self { span: Span { end: before.start, ..before }, text: text.into() }
    }

    /// Takes out what stands at `span`.
    pub fn remove(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// Changes that together remove what a finding is about. All are in one file, and none overlaps another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// In any order.
    pub edits: Vec<Edit>,
}

/// The fixes of a finding, most often none: a pointer wide, because findings are the errors of functions that seldom fail.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::box_collection, reason = "a list is three pointers wide, a boxed one a single pointer")]
pub struct Fixes(Option<Box<Vec<Fix>>>);

impl Fixes {
    /// Adds one.
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
