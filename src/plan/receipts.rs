//! Which evidence of an event a list shows: quotations of each side of a dispute and of each origin. The event's own
//! page shows all evidence.

use std::collections::BTreeMap;

use crate::model::{Answer, Event, EventIx, Evidence, Site, SourceIx, Stance};

/// The most passages that a list shows of one event.
const MOST: usize = 3;

/// Positions in [`Event::evidence`], ascending: first one quotation for each side of a dispute, then one of each origin
/// that is not among them. For a side, an origin is preferred; otherwise the first quotation is taken.
pub fn receipts(site: &Site, handle: EventIx) -> Vec<usize> {
    let event = &site[handle];
    let mut shown: Vec<usize> = Vec::new();
    for group in sides(site, handle).into_iter().chain(origins(event)) {
        if group.iter().any(|at| shown.contains(at)) {
            continue;
        }
        let quoted = group.into_iter().filter(|at| event.evidence[*at].quote.is_some());
        shown.extend(quoted.min_by_key(|at| (!is_origin(event, *at), *at)));
        if shown.len() == MOST {
            break;
        }
    }
    shown.sort_unstable();
    shown
}

/// The positions of evidence that supports the same answer, in the order of the answers, best attested first.
fn sides(site: &Site, handle: EventIx) -> Vec<Vec<usize>> {
    let event = &site[handle];
    let answers = site.open_questions(event).flat_map(|question| &question.positions);
    let of_event = |answer: &Answer| -> Vec<usize> {
        answer.evidence.iter().filter(|piece| piece.event == handle).map(|piece| piece.at).collect()
    };
    let mut sides: Vec<Vec<usize>> = answers.map(of_event).collect();
    let against = places(event, |piece| piece.stance == Stance::Disputes);
    if !against.is_empty() {
        sides.extend([places(event, |piece| piece.stance == Stance::Supports), against]);
    }
    sides
}

/// The positions of each origin's own words, then those of all evidence, for events whose origins are not quoted.
fn origins(event: &Event) -> Vec<Vec<usize>> {
    let mut of_source: BTreeMap<SourceIx, Vec<usize>> = BTreeMap::new();
    for (at, piece) in event.evidence.iter().enumerate() {
        of_source.entry(piece.source).or_default().push(at);
    }
    let own = event.provenance.origins.iter().map(|origin| of_source.remove(origin).unwrap_or_default());
    own.chain([places(event, |piece| piece.stance != Stance::Context)]).collect()
}

fn places(event: &Event, holds: impl Fn(&Evidence) -> bool) -> Vec<usize> {
    event.evidence.iter().enumerate().filter(|(_, piece)| holds(piece)).map(|(at, _)| at).collect()
}

fn is_origin(event: &Event, at: usize) -> bool {
    event.provenance.is_origin(event.evidence[at].source)
}
