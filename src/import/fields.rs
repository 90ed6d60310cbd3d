//! The metadata of an article, with the origin of each value.

use chrono::NaiveDate;

/// A value and its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessedField {
    /// The value.
    pub value: String,
    /// Where it was found, in a few words.
    pub how: &'static str,
    /// Whether it was found where articles state it about themselves.
    pub is_sure: bool,
}

impl GuessedField {
    /// A value from a place where articles state it.
    pub(super) fn sure(value: impl Into<String>, how: &'static str) -> Self {
        Self { value: value.into(), how, is_sure: true }
    }

    /// An inferred date, marked with `~`.
    pub(super) fn about(date: NaiveDate, how: &'static str) -> Self {
        Self::unsure(format!("{date}~"), how)
    }

    /// An inferred value.
    pub(super) fn unsure(value: impl Into<String>, how: &'static str) -> Self {
        Self { value: value.into(), how, is_sure: false }
    }
}

/// The metadata of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleMetadata {
    /// As printed.
    pub title: Option<GuessedField>,
    /// The publisher's name.
    pub publisher: Option<GuessedField>,
    /// As printed.
    pub author: Option<GuessedField>,
    /// An EDTF date, with `~` if inferred.
    pub published: Option<GuessedField>,
    /// A BCP 47 tag.
    pub language: Option<GuessedField>,
    /// The address of the original.
    pub url: Option<GuessedField>,
}

impl ArticleMetadata {
    /// A field by its key, together with the key.
    pub fn found(&mut self, key: &str) -> Option<(&'static str, &mut Option<GuessedField>)> {
        match key {
            "title" => Some(("title", &mut self.title)),
            "publisher" => Some(("publisher", &mut self.publisher)),
            "author" => Some(("author", &mut self.author)),
            "published" => Some(("published", &mut self.published)),
            "language" => Some(("language", &mut self.language)),
            "url" => Some(("url", &mut self.url)),
            _ => None,
        }
    }
}
