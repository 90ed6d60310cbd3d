//! Resolves articles and source records.

use super::dates::placed;
use super::ids::SiteIds;
use super::topics::TopicIndex;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{EventProvenance, Quote, Source, SourceNote};
use crate::parse::{RawNote, RawSource};

/// Resolves one source.
pub(super) fn source(raw: &RawSource, ids: &SiteIds, topics: &TopicIndex, config: &Config) -> (Source, Diagnostics) {
    let findings = &mut Diagnostics::default();
    let language = raw.language.as_ref().unwrap_or(&config.language);
    let note = |raw: &RawNote, findings: &mut Diagnostics| SourceNote {
        kind: raw.kind.clone(),
        quote: raw
            .quote
            .as_ref()
            .map(|quote| Quote::cited(quote, language).between(raw.prefix.as_ref(), raw.suffix.as_ref())),
        note: raw.note.clone(),
        basis: ids.sources.find_all(&raw.basis, findings),
    };
    let source = Source {
        id: raw.id.value.clone(),
        aliases: raw.aliases.iter().map(|alias| alias.value.clone()).collect(),
        form: raw.form,
        publisher: raw.publisher.clone(),
        title: raw.title.clone(),
        author: raw.author.clone(),
        published: raw.published.as_ref().and_then(|published| placed(published, config.zone, findings)),
        language: language.clone(),
        genre: raw.genre.clone(),
        url: raw.url.clone(),
        archived: raw.archived.clone(),
        via: ids.sources.find_all(&raw.via, findings),
        capture: raw.capture.clone(),
        summary: raw.summary.clone(),
        body: raw.body.clone(),
        notes: raw.notes.iter().map(|raw| note(raw, findings)).collect(),
        note: raw.note.clone(),
        tags: topics.of(&raw.tags, findings),
        corrections: raw.corrections.clone(),
        visibility: raw.visibility.clone(),
        provenance: EventProvenance::default(),
        used: Vec::new(),
        span: raw.span,
    };
    (source, std::mem::take(findings))
}
