//! An article's own page.

use serde::Serialize;

use super::correction::CorrectionView;
use super::date::DateView;
use super::evidence::{AttributionChainView, EvidenceView, QuoteView};
use super::link::{LinkView, NeighbourView};
use super::share::CiteView;
use super::source::{ArchiveView, ReferenceView, SourceLinkView};

/// `source`: an article's page.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// The source.
    pub source: SourceLinkView,
    /// As printed.
    pub author: Option<String>,
    /// Its language in English, and its tag.
    pub language: Option<LinkView>,
    /// Address of the original.
    pub url: Option<String>,
    /// Host of the original.
    pub host: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
    /// `abstract`, `full` or `record`.
    pub publish: &'static str,
    /// Abstract or text.
    pub body_html: String,
    /// When it was published, with the time of day where that is known.
    pub published: Option<DateView>,
    /// Language of the text, if published in full and not the site's.
    pub body_lang: Option<String>,
    /// What is wrong or remarkable.
    pub notes: Vec<NoteView>,
    /// Whom the article has it from, grown from the origins.
    pub chains: Vec<AttributionChainView>,
    /// Origins other than itself.
    pub origins: Vec<SourceLinkView>,
    /// What it says about events.
    pub claims: Vec<ClaimView>,
    /// SHA-256 of the saved text.
    pub sha256: Option<String>,
    /// When that was saved.
    pub taken: Option<DateView>,
    /// A remark on the record.
    pub note_html: Option<String>,
    /// Topics.
    pub tags: Vec<LinkView>,
    /// What was changed.
    pub corrections: Vec<CorrectionView>,
    /// How to cite this page about it.
    pub cite: CiteView,
    /// The other sources named here, by the numbers that they have here.
    pub references: Vec<ReferenceView>,
}

/// A remark on an article.
#[derive(Clone, Debug, Serialize)]
pub struct NoteView {
    /// "office"
    pub kind: Option<String>,
    /// The words that it is about.
    pub quote: Option<QuoteView>,
    /// The remark.
    pub note_html: String,
    /// Sources that show it.
    pub basis: Vec<SourceLinkView>,
}

/// What an article says about an event.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimView {
    /// The event: title, page, date.
    pub event: NeighbourView,
    /// The passage.
    pub evidence: EvidenceView,
}
