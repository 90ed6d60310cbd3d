//! What was changed after it was published.

use serde::Serialize;

use super::date::DateView;
use super::link::LinkView;

/// What was changed.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// The day.
    pub date: DateView,
    /// `correction`, `clarification`, `update` or `retraction`.
    pub kind: &'static str,
    /// What and why.
    pub note_html: String,
    /// Before.
    pub was: Option<String>,
    /// Now.
    pub now: Option<String>,
    /// Where: title and page.
    pub about: LinkView,
}

/// `corrections`
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionsView {
    /// Newest first.
    pub corrections: Vec<CorrectionView>,
}
