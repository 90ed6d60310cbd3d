//! Import: turns saved pages and texts into content files.
//!
//! In: the bytes of a saved page or text, and what a person knows about it. Out: an [`ArticleDraft`] with the article's
//! metadata and their origins, the number of its own words, and the boilerplate of the page. Never here: reading or
//! writing files. Fields with unknown values stay open, because a wrong publisher does more harm than a missing one.

mod boilerplate;
mod byline;
mod capture_day;
mod dates;
mod draft;
mod extraction;
mod fields;
mod file;
mod headline;
mod lines;
mod page;
mod signs;
mod text;
mod tidy;

#[cfg(test)]
mod tests;

pub use boilerplate::Boilerplate;
pub use capture_day::CaptureDay;
pub use draft::ArticleDraft;
pub use fields::{ArticleMetadata, GuessedField};
pub use file::REPORT;

use crate::capture::{self, CaptureFormat, UnreadableCapture};
use extraction::Extraction;
use signs::ImportContext;

/// Metadata that a person gives. They take precedence over every guess.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportHints {
    /// As printed.
    pub title: Option<String>,
    /// The publisher's name.
    pub publisher: Option<String>,
    /// As printed.
    pub author: Option<String>,
    /// An EDTF date.
    pub published: Option<String>,
    /// The address of the original.
    pub url: Option<String>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// The day on which the text was saved, as given by a person or inferred from the file. A day that a program wrote
    /// into the page takes precedence over an inferred one.
    pub taken: CaptureDay,
}

/// The origin of a value that a person gave.
pub const AS_YOU_SAY: &str = "as you say";

/// Reads an article from a saved page or text.
pub fn article(format: CaptureFormat, bytes: &[u8], hints: &ImportHints) -> Result<ArticleDraft, UnreadableCapture> {
    let saved = capture::read(format, bytes)?;
    let language = hints.language.as_deref();
    let mut taken = hints.taken;
    let found = match format {
        CaptureFormat::Html => {
            let page = capture::PageText::read(bytes)?;
            if let Some(stamp) = capture_day::stamp(&page).filter(|_| !hints.taken.is_sure) {
                taken = stamp;
            }
            page::read(&page, language, taken.day)
        }
        CaptureFormat::Text | CaptureFormat::Markdown => {
            let about = ImportContext { url: hints.url.as_deref(), saved: taken.day, language };
            text::read(&saved.text, &about)
        }
    };
    let told = |hint: &Option<String>| hint.clone().map(|value| GuessedField::sure(value, AS_YOU_SAY));
    let Extraction { fields, furniture, words } = found;
    let fields = ArticleMetadata {
        title: told(&hints.title).or(fields.title),
        publisher: told(&hints.publisher).or(fields.publisher),
        author: told(&hints.author).or(fields.author),
        published: told(&hints.published).or(fields.published),
        language: told(&hints.language).or(fields.language),
        url: told(&hints.url).or(fields.url),
    };
    Ok(ArticleDraft { fields, sha256: saved.sha256, taken, words, furniture })
}
