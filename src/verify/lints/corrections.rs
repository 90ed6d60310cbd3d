//! `correction/no-note`: a correction that does not say what was changed and why.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Site;

pub(super) fn lint(site: &Site) -> Vec<Diagnostic> {
    let of_events = site.events.iter().flat_map(|event| &event.corrections);
    let of_sources = site.sources.iter().flat_map(|source| &source.corrections);
    let of_pages = site.pages.iter().flat_map(|page| &page.corrections);
    let silent = of_events.chain(of_sources).chain(of_pages).filter(|correction| correction.note.is_empty());
    silent
        .map(|correction| {
            Diagnostic::new(Code::CorrectionNoNote, "this correction does not say what was changed and why")
                .at(correction.span)
                .help("write note = \"…\": what was wrong, and how it came to light")
        })
        .collect()
}
