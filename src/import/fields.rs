//! What can be said of an article, and how it is known.

use chrono::NaiveDate;

/// A value, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessedField {
    /// The value.
    pub value: String,
    /// Where it stands, in a few words.
    pub how: &'static str,
    /// Whether it stands where articles say it of themselves.
    pub is_sure: bool,
}

impl GuessedField {
    /// The value, as it is said where articles say it.
    pub(super) fn sure(value: impl Into<String>, how: &'static str) -> Self {
        Self { value: value.into(), how, is_sure: true }
    }

    /// A date that is inferred.
    pub(super) fn about(date: NaiveDate, how: &'static str) -> Self {
        Self::unsure(format!("{date}~"), how)
    }

    /// The value, as it is inferred.
    pub(super) fn unsure(value: impl Into<String>, how: &'static str) -> Self {
        Self { value: value.into(), how, is_sure: false }
    }
}

/// What can be said of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleMetadata {
    /// As printed.
    pub title: Option<GuessedField>,
    /// Who published it.
    pub publisher: Option<GuessedField>,
    /// As printed.
    pub author: Option<GuessedField>,
    /// EDTF; with `~` where it is inferred.
    pub published: Option<GuessedField>,
    /// BCP 47.
    pub language: Option<GuessedField>,
    /// Address of the original.
    pub url: Option<GuessedField>,
}

impl ArticleMetadata {
    /// A field by its key, with the key.
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
