//! Articles and source records, resolved.

use super::{Ids, TagSlug, Tags, placed};
use crate::diagnostic::Diagnostics;
use crate::model::{Config, Note, Provenance, Source};
use crate::parse::{RawNote, RawSource};

/// Resolves one source; its topics get handles once all of them are known.
pub(super) fn source(
    raw: RawSource,
    ids: &Ids,
    config: &Config,
    tags: &mut Tags,
    findings: &mut Diagnostics,
) -> (Source, Vec<TagSlug>) {
    let note = |raw: RawNote, findings: &mut Diagnostics| Note {
        kind: raw.kind,
        quote: raw.quote,
        note: raw.note,
        basis: ids.sources.find_all(&raw.basis, findings),
    };
    let slugs = raw.tags.into_iter().filter_map(|tag| tags.add(tag, findings)).collect();
    let source = Source {
        id: raw.id.value,
        aliases: raw.aliases.into_iter().map(|alias| alias.value).collect(),
        form: raw.form,
        publisher: raw.publisher,
        title: raw.title,
        author: raw.author,
        published: raw.published.and_then(|published| placed(published, config.zone, findings)),
        language: raw.language.unwrap_or_else(|| config.language.clone()),
        genre: raw.genre,
        url: raw.url,
        archived: raw.archived,
        via: ids.sources.find_all(&raw.via, findings),
        capture: raw.capture,
        summary: raw.summary,
        body: raw.body,
        notes: raw.notes.into_iter().map(|raw| note(raw, findings)).collect(),
        note: raw.note,
        tags: Vec::new(),
        corrections: raw.corrections,
        provenance: Provenance::default(),
        used: Vec::new(),
        span: raw.span,
    };
    (source, slugs)
}
