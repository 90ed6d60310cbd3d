//! What sources say: quotations, assertions, and who took a report from whom.

use serde::Serialize;

use super::source::{ArchiveView, SourceLinkView};

/// A quotation.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteView {
    /// The words.
    pub text: String,
    /// Their language, where it is not the site's.
    pub lang: Option<String>,
    /// Their direction, where it is not the site's.
    pub dir: Option<&'static str>,
    /// What is known of them: `verified` (found in a saved copy held here, or in the article's own text), `locked`
    /// (found earlier, the copy is not here),
    /// `cited` (nobody looked them up) or `missing` (not in the saved copy).
    pub state: &'static str,
}

/// A point of fact and what is said on it.
#[derive(Clone, Debug, Serialize)]
pub struct AssertionView {
    /// The point of fact.
    pub key: String,
    /// What is said.
    pub value: String,
}

/// One source's passage.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// Who says it.
    pub source: SourceLinkView,
    /// Whether this source is an origin of the event.
    pub is_origin: bool,
    /// Their words.
    pub quote: Option<QuoteView>,
    /// Address of the original, scrolling to the words.
    pub original: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
    /// Whom they have it from.
    pub via: Vec<SourceLinkView>,
    /// `supports`, `disputes` or `context`.
    pub stance: &'static str,
    /// `reported`, `witnessed`, `official`, `alleged` or `denied`.
    pub modality: &'static str,
    /// What it asserts on points of fact.
    pub asserts: Vec<AssertionView>,
    /// A remark.
    pub note_html: Option<String>,
}

/// A step of provenance.
#[derive(Clone, Debug, Serialize)]
pub struct AttributionChainView {
    /// Who.
    pub source: SourceLinkView,
    /// `origin`, `step` (not cited here itself) or `report`.
    pub role: &'static str,
    /// Whether this is the page's own source.
    pub here: bool,
    /// Whether it has it from others, or others from it, that are not drawn, because the chain is too long.
    pub cut: bool,
    /// The words that the event quotes.
    pub quote: Option<QuoteView>,
    /// Those that took it from here.
    pub children: Vec<AttributionChainView>,
}
