//! Whether links to other hosts still lead somewhere: the only room that opens connections.
//!
//! In: addresses with the places where they were written, what was heard lately, and the time. Out: findings for those that
//! lead nowhere. A host that will not answer a program is no dead link. Nothing that comes back is kept or shown but its
//! status, and no disk is touched.

#![expect(clippy::disallowed_methods, reason = "pauses between requests need a clock")]

mod asker;
mod link_cache;
mod politeness;
mod request;

pub use asker::{LinkStatus, ask};
pub use link_cache::LinkCache;
pub use politeness::PolitenessPolicy;

use std::collections::BTreeSet;

use serde::Serialize;
use url::Url;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::pipeline::Progress;
use crate::plan::ExternalLink;

/// How many were asked, and what came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LinkCheckSummary {
    /// Addresses that were asked.
    pub addresses: usize,
    /// Hosts that they are on.
    pub hosts: usize,
    /// Addresses that lead nowhere.
    pub unreachable: usize,
    /// Addresses whose hosts would not say.
    pub silent: usize,
    /// Addresses that were not asked because they answered lately.
    pub remembered: usize,
}

/// Asks every address that has not answered lately, and remembers which did. `now` is in seconds since 1970.
pub fn check(
    links: &[ExternalLink],
    memory: &mut LinkCache,
    now: u64,
    manners: &PolitenessPolicy,
    progress: &dyn Progress,
) -> (LinkCheckSummary, Diagnostics) {
    memory.forget(now);
    let (known, unknown): (Vec<&ExternalLink>, Vec<&ExternalLink>) =
        links.iter().partition(|link| memory.knows(&link.url));
    let urls: Vec<&Url> = unknown.iter().map(|link| &link.url).collect();
    progress.begin(urls.len());
    let answers = ask(&urls, manners, &|| progress.step());

    let hosts: BTreeSet<_> = urls.iter().map(|url| url.host_str()).collect();
    let mut asked = LinkCheckSummary {
        addresses: urls.len(),
        hosts: hosts.len(),
        remembered: known.len(),
        ..LinkCheckSummary::default()
    };
    let mut findings = Diagnostics::default();
    for (link, answer) in unknown.into_iter().zip(answers) {
        match answer {
            LinkStatus::Fine => memory.keep(&link.url, now),
            LinkStatus::Silent => asked.silent += 1,
            LinkStatus::Unreachable(why) => {
                asked.unreachable += 1;
                findings.extend(unreachable(link, &why));
            }
        }
    }
    (asked, findings)
}

/// A finding for each place where the address was written.
fn unreachable(link: &ExternalLink, why: &str) -> impl Iterator<Item = Diagnostic> {
    link.spans.iter().map(move |span| {
        Diagnostic::new(Code::LinkUnreachable, format!("{} {why}", link.url))
            .at(*span)
            .help("look for its new address, or for a copy in an archive")
    })
}
