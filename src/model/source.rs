//! Sources: published documents, and others that are only known by name.

use chrono::NaiveDate;

use super::{Correction, EventIx, EventProvenance, Html, Quote, SourceIx, TagIx, Visibility};
use crate::date::When;
use crate::language::Language;
use crate::route::Slug;
use crate::span::{Span, Spanned};

/// How much of an article is ours to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedArticlePart {
    /// An abstract in our own words.
    Abstract,
    /// Its text.
    Full,
    /// Only its record.
    Record,
}

/// Whether a source has a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleOrRecord {
    /// It has: an abstract, a text or at least a record.
    Article(PublishedArticlePart),
    /// It stands in the list of sources.
    Record,
}

impl ArticleOrRecord {
    /// The word in content files, of an article.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Article(PublishedArticlePart::Abstract) => Some("abstract"),
            Self::Article(PublishedArticlePart::Full) => Some("full"),
            Self::Article(PublishedArticlePart::Record) => Some("record"),
            Self::Record => None,
        }
    }
}

/// A copy kept by an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// Its address.
    pub url: Spanned<String>,
    /// The day on which it was taken.
    pub date: Option<NaiveDate>,
}

/// The saved text that evidence was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The day on which it was saved.
    pub taken: Option<NaiveDate>,
}

/// What is wrong or remarkable in an article.
#[derive(Clone, Debug)]
pub struct SourceNote {
    /// A word or two: "office", "omission".
    pub kind: Option<String>,
    /// The words it is about.
    pub quote: Option<Quote>,
    /// The remark.
    pub note: Html,
    /// Sources that show it.
    pub basis: Vec<SourceIx>,
}

/// A source.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its address.
    pub id: Slug,
    /// Earlier ids.
    pub aliases: Vec<Slug>,
    /// Page or record.
    pub form: ArticleOrRecord,
    /// Who published it.
    pub publisher: String,
    /// As printed.
    pub title: Option<String>,
    /// As printed.
    pub author: Option<String>,
    /// When.
    pub published: Option<When>,
    /// Its language.
    pub language: Language,
    /// A word for what it is.
    pub genre: Option<String>,
    /// Address of the original, `http` or `https`.
    pub url: Option<Spanned<String>>,
    /// Archived copies.
    pub archived: Vec<Archive>,
    /// The sources that all of it rests on.
    pub via: Vec<SourceIx>,
    /// The saved text.
    pub capture: Option<Capture>,
    /// A sentence or two, without links.
    pub summary: Option<Html>,
    /// Abstract or text.
    pub body: Html,
    /// Remarks on it.
    pub notes: Vec<SourceNote>,
    /// A remark on the record.
    pub note: Option<Html>,
    /// Topics, of an article.
    pub tags: Vec<TagIx>,
    /// What was changed after publication, newest first.
    pub corrections: Vec<Correction>,
    /// How much of it is published.
    pub visibility: Visibility,
    /// Where it has it from, of an article: its own chains, apart from any event.
    pub provenance: EventProvenance,
    /// Where its evidence stands: events and places in their [`super::Event::evidence`], in chronological order.
    pub used: Vec<(EventIx, usize)>,
    /// Where it was written down.
    pub span: Span,
}

impl Source {
    /// Every text of it that Markdown was written in, the body first.
    pub fn texts(&self) -> impl Iterator<Item = &Html> {
        self.own_texts().chain(&self.note)
    }

    /// The same without the remark on the record.
    pub fn own_texts(&self) -> impl Iterator<Item = &Html> {
        let own = [&self.body].into_iter().chain(&self.summary);
        own.chain(self.notes.iter().map(|note| &note.note))
            .chain(self.corrections.iter().map(|correction| &correction.note))
    }

    /// Whether it has a page of its own.
    pub fn has_page(&self) -> bool {
        matches!(self.form, ArticleOrRecord::Article(_))
    }

    /// Whether its abstract or text is shown.
    pub fn shows_body(&self) -> bool {
        matches!(self.form, ArticleOrRecord::Article(PublishedArticlePart::Abstract | PublishedArticlePart::Full))
    }

    /// The address of the original.
    pub fn address(&self) -> Option<&str> {
        self.url.as_ref().map(|url| url.value.as_str())
    }

    /// The title, or else the publisher.
    pub fn label(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.publisher)
    }
}
