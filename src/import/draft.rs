//! An article as it was found.

use super::boilerplate::Boilerplate;
use super::capture_day::CaptureDay;
use super::fields::ArticleMetadata;

/// An article as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleDraft {
    /// What can be said of it.
    pub fields: ArticleMetadata,
    /// The SHA-256 of the bytes.
    pub sha256: String,
    /// When they were saved.
    pub taken: CaptureDay,
    /// How many words the article itself has.
    pub words: usize,
    /// What stands on the page and is not the article.
    pub furniture: Boilerplate,
}
