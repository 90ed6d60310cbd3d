//! `dateline check`: everything but the writing.

use std::time::Instant;

use super::args::{Check, Format, General};
use super::{Outcome, build, report};

/// Makes the site in memory and says what was found.
pub(super) fn run(args: &Check, general: &General) -> Outcome {
    let begun = Instant::now();
    let bar = report::Bar::new(general.quiet);
    let (_, built) = build::make(&args.choices, general, &bar);
    drop(bar);
    match args.format {
        Format::Json => report::json(&built),
        Format::Text => {
            report::findings(&built.findings, &built.files);
            if !general.quiet {
                let tally = built.tally;
                let found = report::counts(&built.findings);
                let time = report::seconds(begun.elapsed());
                anstream::eprintln!(
                    "{} events, {} sources, {} pages checked in {time}: {found}",
                    tally.events,
                    tally.sources,
                    tally.pages
                );
            }
        }
    }
    if built.findings.has_errors() { Outcome::ContentHasErrors } else { Outcome::Fine }
}
