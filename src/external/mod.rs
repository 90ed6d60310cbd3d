//! Checks whether links to other hosts still work: the only room that opens connections to other hosts.
//!
//! In: addresses with the places where they were written, the cache of an earlier run, and the time. Out: findings for
//! links that lead nowhere. A host that refuses to answer programs is no dead link. Never here: a disk, or anything of
//! an answer but its status and the headers that a redirect or a pause needs.

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

/// Numbers of a link check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LinkCheckSummary {
    /// Addresses that were asked.
    pub addresses: usize,
    /// Hosts of these addresses.
    pub hosts: usize,
    /// Addresses that lead nowhere.
    pub unreachable: usize,
    /// Addresses whose hosts refused to answer a program.
    pub silent: usize,
    /// Addresses that were not asked because they answered lately.
    pub remembered: usize,
}

/// Requests every address that has not answered lately, and adds those that do to the cache. `now` is in seconds since
/// 1970.
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

/// A finding for each place where the address is written.
fn unreachable(link: &ExternalLink, why: &str) -> impl Iterator<Item = Diagnostic> {
    link.spans.iter().map(move |span| {
        Diagnostic::new(Code::LinkUnreachable, format!("{} {why}", link.url))
            .at(*span)
            .help("look for its new address, or for a copy in an archive")
    })
}
