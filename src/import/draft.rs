//! An article, as import found it.

use super::boilerplate::Boilerplate;
use super::capture_day::CaptureDay;
use super::fields::ArticleMetadata;

/// An article, as import found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleDraft {
    /// Its metadata.
    pub fields: ArticleMetadata,
    /// The SHA-256 of the bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// The day on which they were saved.
    pub taken: CaptureDay,
    /// Number of words in the article itself.
    pub words: usize,
    /// Lines of the page that are not part of the article.
    pub furniture: Boilerplate,
}
