//! `source/unused`: a source record that nothing on the site refers to.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{LinkTarget, LinkableKind, Site, SourceIx};

pub(super) fn lint(site: &Site) -> Vec<Diagnostic> {
    // Events or sources that are left out may refer to any source.
    if !site.absent.is_empty() || site.events.iter().any(|event| event.lost_evidence) {
        return Vec::new();
    }
    let used = used(site);
    // An article has its own page and its place in the chronology, so it needs no reference.
    let idle = site.source_handles().filter(|source| !used.contains(source) && !site[*source].has_page());
    idle.map(|source| {
        Diagnostic::new(Code::SourceUnused, format!("nothing refers to the source {}", site[source].id))
            .at(site[source].span)
            .help("cite it in [[evidence]], name it in via or basis, link to it with source:ID, or take it out")
    })
    .collect()
}

/// The sources that events, articles, terms of office or texts refer to, and the sources of those sources.
fn used(site: &Site) -> BTreeSet<SourceIx> {
    let pieces = || site.events.iter().flat_map(|event| &event.evidence);
    let bases = site.sources.iter().flat_map(|source| &source.notes).flat_map(|note| &note.basis);
    let terms = site.actors.iter().flat_map(|actor| &actor.terms).filter_map(|term| term.source.as_ref());
    let mut open: Vec<SourceIx> = pieces().map(|piece| piece.source).collect();
    open.extend(pieces().flat_map(|piece| piece.via.iter().flatten()));
    open.extend(bases.chain(terms));
    open.extend(linked(site));
    open.extend(site.source_handles().filter(|source| site[*source].has_page()));
    let mut used = BTreeSet::new();
    while let Some(source) = open.pop() {
        if used.insert(source) {
            open.extend(&site[source].via);
        }
    }
    used
}

/// The sources that texts link to.
fn linked(site: &Site) -> impl Iterator<Item = SourceIx> {
    site.texts().flat_map(|html| html.links()).filter_map(|link| match &link.target {
        LinkTarget::Thing(LinkableKind::Source, id) => site.source_of_id(id),
        _ => None,
    })
}
