//! The result of reading a page or a text.

use super::boilerplate::Boilerplate;
use super::fields::ArticleMetadata;

/// The result of reading a page or a text.
pub(super) struct Extraction {
    pub(super) fields: ArticleMetadata,
    pub(super) furniture: Boilerplate,
    pub(super) words: usize,
}

/// Number of words in a text; signs alone do not count.
pub(super) fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
