//! An article as it was found.

use super::fields::Fields;
use super::furniture::Furniture;
use super::taken::Taken;

/// An article as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What can be said of it.
    pub fields: Fields,
    /// The SHA-256 of the bytes.
    pub sha256: String,
    /// When they were saved.
    pub taken: Taken,
    /// How many words the article itself has.
    pub words: usize,
    /// What stands on the page and is not the article.
    pub furniture: Furniture,
}
