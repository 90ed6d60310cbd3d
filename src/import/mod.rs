//! Other formats → content files.
//!
//! In: the bytes of a saved page or text, and what a person knows of it. Out: a [`Draft`]: what can be said of the article
//! and how it is known, its own words counted, the page's furniture set aside. Nothing is read or written here, and what
//! nothing tells is left open: a wrong publisher costs more than a missing one.

mod byline;
mod dates;
mod file;
mod furniture;
mod headline;
mod lines;
mod page;
mod signs;
mod taken;
mod text;
mod tidy;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use file::REPORT;
pub use furniture::Furniture;
pub use taken::Taken;

use crate::capture::{self, Format, Unreadable};
use signs::About;

/// What a person says of an article; it goes before every guess.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// As printed.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// As printed.
    pub author: Option<String>,
    /// An EDTF date.
    pub published: Option<String>,
    /// Address of the original.
    pub url: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// The day on which the text was saved, as far as a person or the file tells. What a program wrote into the page when it
    /// saved it goes before what is inferred.
    pub taken: Taken,
}

/// A value, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The value.
    pub value: String,
    /// Where it stands, in a few words.
    pub how: &'static str,
    /// Whether it stands where articles say it of themselves.
    pub is_sure: bool,
}

impl Guess {
    /// The value, as it is said where articles say it.
    fn sure(value: impl Into<String>, how: &'static str) -> Self {
        Self { value: value.into(), how, is_sure: true }
    }

    /// A date that is inferred.
    fn about(date: NaiveDate, how: &'static str) -> Self {
        Self::unsure(format!("{date}~"), how)
    }

    /// The value, as it is inferred.
    fn unsure(value: impl Into<String>, how: &'static str) -> Self {
        Self { value: value.into(), how, is_sure: false }
    }
}

/// What can be said of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// As printed.
    pub title: Option<Guess>,
    /// Who published it.
    pub publisher: Option<Guess>,
    /// As printed.
    pub author: Option<Guess>,
    /// EDTF; with `~` where it is inferred.
    pub published: Option<Guess>,
    /// BCP 47.
    pub language: Option<Guess>,
    /// Address of the original.
    pub url: Option<Guess>,
}

impl Fields {
    /// A field by its key, with the key.
    pub fn found(&mut self, key: &str) -> Option<(&'static str, &mut Option<Guess>)> {
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

/// How a value is known that a person gave.
pub const AS_YOU_SAY: &str = "as you say";

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

/// Reads an article out of a saved page or text.
pub fn article(format: Format, bytes: &[u8], hints: &Hints) -> Result<Draft, Unreadable> {
    let saved = capture::read(format, bytes)?;
    let language = hints.language.as_deref();
    let mut taken = hints.taken;
    let found = match format {
        Format::Html => {
            let page = capture::Page::read(bytes)?;
            if let Some(stamp) = taken::stamp(&page).filter(|_| !hints.taken.is_sure) {
                taken = stamp;
            }
            page::read(&page, language, taken.day)
        }
        Format::Text | Format::Markdown => {
            let about = About { url: hints.url.as_deref(), saved: taken.day, language };
            text::read(&saved.text, &about)
        }
    };
    let told = |hint: &Option<String>| hint.clone().map(|value| Guess::sure(value, AS_YOU_SAY));
    let Found { fields, furniture, words } = found;
    let fields = Fields {
        title: told(&hints.title).or(fields.title),
        publisher: told(&hints.publisher).or(fields.publisher),
        author: told(&hints.author).or(fields.author),
        published: told(&hints.published).or(fields.published),
        language: told(&hints.language).or(fields.language),
        url: told(&hints.url).or(fields.url),
    };
    Ok(Draft { fields, sha256: saved.sha256, taken, words, furniture })
}

/// What was found in a page or a text.
struct Found {
    fields: Fields,
    furniture: Furniture,
    words: usize,
}

/// How many words a text has.
fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
