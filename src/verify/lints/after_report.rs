//! `date/after-report`: an event dated after the article that reports it.

use chrono::Days;

use crate::date::When;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Event, Evidence, Site, Source, Stance};

pub(super) fn lint(site: &Site) -> Vec<Diagnostic> {
    let pieces = site.events.iter().flat_map(|event| event.evidence.iter().map(move |piece| (event, piece)));
    pieces.filter_map(|(event, piece)| judge(event, piece, &site[piece.source])).collect()
}

fn judge(event: &Event, piece: &Evidence, source: &Source) -> Option<Diagnostic> {
    let published = source.published.as_ref()?;
    // Context may have been published before the event.
    if piece.stance == Stance::Context || !is_before(published, &event.when) {
        return None;
    }
    Some(
        Diagnostic::new(Code::DateAfterReport, format!("{} was published before this happened", source.id))
            .at(piece.span)
            .label(format!("published {}", published.text()))
            .see(event.span, format!("dated {}", event.when.text()))
            .help("look at both dates; a source that tells beforehand what is to come is stance = \"context\""),
    )
}

/// Whether a source was published before an event can have happened. Clock times are compared as instants. Days must
/// have another day between them, because the same moment has two dates around the world.
fn is_before(published: &When, event: &When) -> bool {
    let is_exact = |when: &When| when.is_instant() && !when.is_approximate() && !when.is_uncertain();
    if is_exact(published) && is_exact(event) {
        return published.latest() < event.earliest();
    }
    match (published.possible_days().last, event.possible_days().first) {
        (Some(published), Some(event)) => published.checked_add_days(Days::new(1)).is_some_and(|next| next < event),
        _ => false,
    }
}
