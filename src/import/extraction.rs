//! What was found in a page or a text.

use super::boilerplate::Boilerplate;
use super::fields::ArticleMetadata;

/// What was found in a page or a text.
pub(super) struct Extraction {
    pub(super) fields: ArticleMetadata,
    pub(super) furniture: Boilerplate,
    pub(super) words: usize,
}

/// How many words a text has.
pub(super) fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
