//! Sources: published documents, and others that are only known by name.

use chrono::NaiveDate;

use super::{Correction, EventIx, EventProvenance, Html, Quote, SourceIx, TagIx, Visibility};
use crate::date::When;
use crate::language::Language;
use crate::route::Slug;
use crate::span::{Span, Spanned};

/// How much of an article the site publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedArticlePart {
    /// An abstract in the site's own words.
    Abstract,
    /// Its full text.
    Full,
    /// Only its bibliographic data.
    Record,
}

/// Whether a source has its own page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleOrRecord {
    /// It has one, with an abstract, a text or only its bibliographic data.
    Article(PublishedArticlePart),
    /// It has none, and appears in the list of sources.
    Record,
}

impl ArticleOrRecord {
    /// The word in content files, if it is an article.
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
    /// The address of the copy.
    pub url: Spanned<String>,
    /// The day on which the copy was made.
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

/// A remark on a mistake or peculiarity of a source.
#[derive(Clone, Debug)]
pub struct SourceNote {
    /// A keyword: "office", "omission".
    pub kind: Option<String>,
    /// The words to which it refers.
    pub quote: Option<Quote>,
    /// The remark.
    pub note: Html,
    /// Sources that prove it.
    pub basis: Vec<SourceIx>,
}

/// A source of evidence: a published document, or one that is known only by name.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id, part of its address.
    pub id: Slug,
    /// Earlier ids.
    pub aliases: Vec<Slug>,
    /// Article or record.
    pub form: ArticleOrRecord,
    /// The publisher's name.
    pub publisher: String,
    /// The title, as printed.
    pub title: Option<String>,
    /// The author, as printed.
    pub author: Option<String>,
    /// The date of publication.
    pub published: Option<When>,
    /// The language of its text.
    pub language: Language,
    /// A word for its kind.
    pub genre: Option<String>,
    /// The address of the original, `http` or `https`.
    pub url: Option<Spanned<String>>,
    /// Archived copies.
    pub archived: Vec<Archive>,
    /// The sources on which all of it relies.
    pub via: Vec<SourceIx>,
    /// The saved text that quotations are looked up in.
    pub capture: Option<Capture>,
    /// A sentence or two, without links.
    pub summary: Option<Html>,
    /// The abstract or the full text.
    pub body: Html,
    /// Remarks on its mistakes and peculiarities.
    pub notes: Vec<SourceNote>,
    /// A remark on the bibliographic record.
    pub note: Option<Html>,
    /// Topics, if it is an article.
    pub tags: Vec<TagIx>,
    /// Changes after publication, newest first.
    pub corrections: Vec<Correction>,
    /// How much of it is published.
    pub visibility: Visibility,
    /// Its own chains of attribution, apart from any event, if it is an article.
    pub provenance: EventProvenance,
    /// Its evidence: events with indices into their [`super::Event::evidence`], in chronological order.
    pub used: Vec<(EventIx, usize)>,
    /// The place where it is defined in the content.
    pub span: Span,
}

impl Source {
    /// All its Markdown texts, the body first.
    pub fn texts(&self) -> impl Iterator<Item = &Html> {
        self.own_texts().chain(&self.note)
    }

    /// All its Markdown texts except the remark on the record.
    pub fn own_texts(&self) -> impl Iterator<Item = &Html> {
        let own = [&self.body].into_iter().chain(&self.summary);
        own.chain(self.notes.iter().map(|note| &note.note))
            .chain(self.corrections.iter().map(|correction| &correction.note))
    }

    /// Whether it has its own page.
    pub fn has_page(&self) -> bool {
        matches!(self.form, ArticleOrRecord::Article(_))
    }

    /// Whether its page shows an abstract or text.
    pub fn shows_body(&self) -> bool {
        matches!(self.form, ArticleOrRecord::Article(PublishedArticlePart::Abstract | PublishedArticlePart::Full))
    }

    /// The address of the original, as text.
    pub fn address(&self) -> Option<&str> {
        self.url.as_ref().map(|url| url.value.as_str())
    }

    /// The title, else the publisher.
    pub fn label(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.publisher)
    }
}
