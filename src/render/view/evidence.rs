//! Views of evidence: quotations, assertions and chains of attribution.

use serde::Serialize;

use super::source::{ArchiveView, SourceLinkView};

/// A quotation.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteView {
    /// The words.
    pub text: String,
    /// The language tag, if it is not the site's language.
    pub lang: Option<String>,
    /// The direction, if it is not that of the site.
    pub dir: Option<&'static str>,
    /// The editor's translation.
    pub translation: Option<String>,
    /// How far it has been verified: `verified` (found in the saved text of the source, or in the article's own text),
    /// `locked` (found earlier in a saved text that is not available), `cited` (not looked up) or `missing` (not in the
    /// saved text).
    pub state: &'static str,
}

/// A source's value for a point of fact.
#[derive(Clone, Debug, Serialize)]
pub struct AssertionView {
    /// The point of fact.
    pub key: String,
    /// The value.
    pub value: String,
}

/// Who says what a source reports.
#[derive(Clone, Debug, Serialize)]
pub struct SpeakerView {
    /// The name, or words such as "three diplomats".
    pub name: String,
    /// Address of the actor's page, if it is an actor of the site.
    pub url: Option<String>,
    /// The name of the side for which they speak, from `[[sides]]`.
    pub side: Option<String>,
}

/// A passage of one source.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// The source.
    pub source: SourceLinkView,
    /// Whether this source is an origin of the event.
    pub is_origin: bool,
    /// Its words.
    pub quote: Option<QuoteView>,
    /// Who says so, if that is not the source itself.
    pub speaker: Option<SpeakerView>,
    /// Address of the original, with a text fragment for the words.
    pub original: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
    /// The sources that it relies on.
    pub via: Vec<SourceLinkView>,
    /// Whether it supports the event: `supports`, `disputes` or `context`.
    pub stance: &'static str,
    /// How the source knows it: `reported`, `witnessed`, `official`, `alleged` or `denied`.
    pub modality: &'static str,
    /// Its values for points of fact.
    pub asserts: Vec<AssertionView>,
    /// A remark.
    pub note_html: Option<String>,
}

/// A tree of attribution: a source, and the sources that rely on it.
#[derive(Clone, Debug, Serialize)]
pub struct AttributionChainView {
    /// The source.
    pub source: SourceLinkView,
    /// `origin`, `report` (cited on this page) or `step` (not cited on this page).
    pub role: &'static str,
    /// Whether it is the article that the page is about.
    pub here: bool,
    /// Whether branches are left out here, because the chain is too long.
    pub cut: bool,
    /// The words that the event quotes from it.
    pub quote: Option<QuoteView>,
    /// The sources that rely on it.
    pub children: Vec<AttributionChainView>,
}
