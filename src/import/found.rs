//! What was found in a page or a text.

use super::fields::Fields;
use super::furniture::Furniture;

/// What was found in a page or a text.
pub(super) struct Found {
    pub(super) fields: Fields,
    pub(super) furniture: Furniture,
    pub(super) words: usize,
}

/// How many words a text has.
pub(super) fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
