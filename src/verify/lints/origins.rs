//! `evidence/single-origin`: an event with the status confirmed whose reports all go back to one origin.

use crate::config::Status;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Event, Modality, Site};

pub(super) fn lint(site: &Site) -> Vec<Diagnostic> {
    site.events.iter().filter(|event| rests_on_one(event)).map(|event| finding(site, event)).collect()
}

/// An official or witnessed act needs no second origin: a party speaks for itself, or the author was there.
fn rests_on_one(event: &Event) -> bool {
    let is_public = |modality| matches!(modality, Modality::Official | Modality::Witnessed);
    event.declared == Status::Confirmed
        && !event.lost_evidence
        && event.provenance.origins.len() == 1
        && !event.evidence.iter().any(|piece| is_public(piece.modality))
}

fn finding(site: &Site, event: &Event) -> Diagnostic {
    let origin = &site[event.provenance.origins[0]].id;
    let reports = event.provenance.reports.len();
    let message = match reports {
        1 => format!("this is called confirmed, and {origin} alone says it"),
        reports => format!("this is called confirmed, and its {reports} reports all go back to {origin}"),
    };
    Diagnostic::new(Code::EvidenceSingleOrigin, message).at(event.span).help(
        "write status = \"reported\", or add a source that has it from elsewhere; modality = \"official\" or \"witnessed\" says that the act itself is public",
    )
}
