//! The view of an article's page.

use serde::Serialize;

use super::correction::CorrectionView;
use super::date::DateView;
use super::evidence::{AttributionChainView, EvidenceView, QuoteView};
use super::link::{LinkView, NeighbourView};
use super::share::CiteView;
use super::source::{ArchiveView, ReferenceView, SourceLinkView};

/// The view of `article.html`: an article.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// The source.
    pub source: SourceLinkView,
    /// What is held on it, each part with the address of what it rests on: "2 of 7 cited passages differ from their
    /// own source, The Gazette", "5 editor’s notes". Empty if there is nothing.
    pub verdict: Vec<LinkView>,
    /// The author, as printed.
    pub author: Option<String>,
    /// Its language: the English name, and the language tag as `url`.
    pub language: Option<LinkView>,
    /// Address of the original.
    pub url: Option<String>,
    /// Host of the original.
    pub host: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
    /// How much is published: `abstract`, `full` or `record`.
    pub publish: &'static str,
    /// The abstract or the full text; empty for `record`.
    pub body_html: String,
    /// The date of publication, with the time of day if it is known.
    pub published: Option<DateView>,
    /// The language tag of the text, if it is published in full and its language is not the site's.
    pub body_lang: Option<String>,
    /// Remarks on its mistakes and peculiarities.
    pub notes: Vec<NoteView>,
    /// The chains of attribution that lead to this article, each starting at its origin.
    pub chains: Vec<AttributionChainView>,
    /// The origins of the article, without the article itself.
    pub origins: Vec<SourceLinkView>,
    /// The passages that events cite from it.
    pub claims: Vec<ClaimView>,
    /// SHA-256 of the saved text.
    pub sha256: Option<String>,
    /// The day on which the saved text was saved.
    pub taken: Option<DateView>,
    /// A remark on the bibliographic record.
    pub note_html: Option<String>,
    /// Topics.
    pub tags: Vec<LinkView>,
    /// Changes after publication, newest first.
    pub corrections: Vec<CorrectionView>,
    /// How to cite this page about the article.
    pub cite: CiteView,
    /// The other sources that the page names, by their numbers on it.
    pub references: Vec<ReferenceView>,
}

/// A remark on an article.
#[derive(Clone, Debug, Serialize)]
pub struct NoteView {
    /// A keyword, capitalised: "Office".
    pub kind: Option<String>,
    /// The words to which it refers.
    pub quote: Option<QuoteView>,
    /// The remark.
    pub note_html: String,
    /// Sources that prove it.
    pub basis: Vec<SourceLinkView>,
}

/// A passage of an article that an event cites.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimView {
    /// The event, with its date as `words`.
    pub event: NeighbourView,
    /// The passage.
    pub evidence: EvidenceView,
    /// Its answers that differ from those of the sources that the article relies on.
    pub differences: Vec<DifferenceView>,
}

/// An answer that differs from that of the source that it relies on.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceView {
    /// The source that it relies on, directly or through others: the nearest that has an answer.
    pub from: SourceLinkView,
    /// The answer of that source.
    pub answer: Option<String>,
    /// The question, with the address of its page.
    pub question: LinkView,
}
