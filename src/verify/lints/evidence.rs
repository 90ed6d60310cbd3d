//! `evidence/none`: an event without evidence.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Site;

pub(super) fn lint(site: &Site) -> Vec<Diagnostic> {
    let bare = site.events.iter().filter(|event| event.evidence.is_empty() && !event.lost_evidence);
    bare.map(|event| {
        Diagnostic::new(Code::EvidenceNone, "nothing is cited for this event")
            .at(event.span)
            .help("add [[evidence]] with source = \"…\" and, where you can, quote = \"…\"")
    })
    .collect()
}
