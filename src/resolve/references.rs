//! Finds the records to which drafts and events outside the window refer.
//!
//! In: what is left out of the site, as parsed. Out: the sources, actors and places that it names. Such records are
//! left out too, if nothing published refers to them. Unknown ids are not reported here, because a draft is not
//! published.

use super::ids::SiteIds;
use crate::model::{Correction, Html, LinkTarget, LinkableKind, RecordRef};
use crate::parse::{RawEvent, RawEvidence, RawPage, RawQuestion, RawSource, RawSpeaker, Reference};

/// The records to which an event refers.
pub(super) fn of_event(event: &RawEvent, ids: &SiteIds) -> Vec<RecordRef> {
    let mut found: Vec<RecordRef> =
        event.places.iter().flatten().filter_map(|place| place_of(&place.value, ids)).collect();
    let actors = event.actors.iter().flatten();
    found.extend(actors.filter_map(|(actor, _)| actor_of(&actor.value, ids)));
    for piece in &event.evidence {
        found.extend(source_of(&piece.about.value, ids));
        found.extend(of_evidence(piece, ids));
    }
    let texts = [&event.body]
        .into_iter()
        .chain(event.summary.as_ref().map(|summary| &summary.value))
        .chain(&event.note)
        .chain(&event.when_note);
    found.extend(linked(texts, ids));
    found.extend(linked(event.questions.iter().flat_map(texts_of_question), ids));
    found.extend(linked(texts_of_corrections(&event.corrections), ids));
    found
}

/// The records to which a piece of evidence refers, apart from its event and its source.
pub(super) fn of_evidence(piece: &RawEvidence, ids: &SiteIds) -> Vec<RecordRef> {
    let via = sources_of(piece.via.as_deref().unwrap_or_default(), ids);
    let speaker = piece.speaker.iter().filter_map(|speaker| match &speaker.value {
        RawSpeaker::Actor(id) => actor_of(id, ids),
        RawSpeaker::Other { .. } => None,
    });
    via.chain(speaker).chain(linked(&piece.note, ids)).collect()
}

/// The records to which an article refers.
pub(super) fn of_source(source: &RawSource, ids: &SiteIds) -> Vec<RecordRef> {
    let mut found: Vec<RecordRef> = sources_of(&source.via, ids).collect();
    for note in &source.notes {
        found.extend(sources_of(&note.basis, ids));
        found.extend(linked([&note.note], ids));
    }
    for report in &source.reports {
        found.extend(of_evidence(report, ids));
    }
    let texts = [&source.body].into_iter().chain(&source.summary).chain(&source.note);
    found.extend(linked(texts, ids));
    found.extend(linked(texts_of_corrections(&source.corrections), ids));
    found
}

/// The records to which a page refers.
pub(super) fn of_page(page: &RawPage, ids: &SiteIds) -> Vec<RecordRef> {
    let texts = [&page.body].into_iter().chain(&page.summary).chain(texts_of_corrections(&page.corrections));
    linked(texts, ids).collect()
}

fn texts_of_question(question: &RawQuestion) -> impl Iterator<Item = &Html> {
    question.text.note.iter().chain(question.text.resolved.as_ref().map(|resolved| &resolved.why))
}

fn texts_of_corrections(corrections: &[Correction]) -> impl Iterator<Item = &Html> {
    corrections.iter().map(|correction| &correction.note)
}

fn sources_of<'a>(references: &'a [Reference], ids: &'a SiteIds) -> impl Iterator<Item = RecordRef> + 'a {
    references.iter().filter_map(|reference| source_of(&reference.value, ids))
}

/// The records to which texts link.
fn linked<'a>(texts: impl IntoIterator<Item = &'a Html>, ids: &'a SiteIds) -> impl Iterator<Item = RecordRef> {
    texts.into_iter().flat_map(Html::links).filter_map(|link| match &link.target {
        LinkTarget::Thing(LinkableKind::Source, id) => source_of(id, ids),
        LinkTarget::Thing(LinkableKind::Actor, id) => actor_of(id, ids),
        LinkTarget::Thing(LinkableKind::Place, id) => place_of(id, ids),
        _ => None,
    })
}

fn source_of(id: &str, ids: &SiteIds) -> Option<RecordRef> {
    ids.sources.get(id).map(RecordRef::Source)
}

fn actor_of(id: &str, ids: &SiteIds) -> Option<RecordRef> {
    ids.actors.get(id).map(RecordRef::Actor)
}

fn place_of(id: &str, ids: &SiteIds) -> Option<RecordRef> {
    ids.places.get(id).map(RecordRef::Place)
}
