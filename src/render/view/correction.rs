//! Views of changes after publication.

use serde::Serialize;

use super::date::DateView;
use super::link::LinkView;

/// A change after publication.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// The day of the change.
    pub date: DateView,
    /// `correction`, `clarification`, `update` or `retraction`.
    pub kind: &'static str,
    /// What was changed, and why.
    pub note_html: String,
    /// The words before the change.
    pub was: Option<String>,
    /// The words after the change.
    pub now: Option<String>,
    /// The changed page: its title and address.
    pub about: LinkView,
}

/// The view of `corrections.html`: all changes.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionsView {
    /// All changes, newest first.
    pub corrections: Vec<CorrectionView>,
}
