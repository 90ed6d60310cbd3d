//! Links to other hosts: every address once, with all places where it was written.
//!
//! In: a site. Out: [`ExternalLink`]s, sorted by address. Never here: requests to those hosts.

use std::collections::BTreeMap;

use url::Url;

use crate::model::{Html, Site};
use crate::span::{Span, Spanned};

/// An address on another host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalLink {
    /// The address without its fragment, since fragments are never sent to a host.
    pub url: Url,
    /// The places where it was written, in the order of files.
    pub spans: Vec<Span>,
}

/// All links to other hosts, except those in trusted raw HTML.
pub fn external(site: &Site) -> Vec<ExternalLink> {
    let mut all: BTreeMap<Url, Vec<Span>> = BTreeMap::new();
    let mut add = |address: &str, span| {
        if let Ok(mut url) = Url::parse(address) {
            url.set_fragment(None);
            all.entry(url).or_default().push(span);
        }
    };
    for address in addresses(site) {
        add(&address.value, address.span);
    }
    for address in site.texts().flat_map(Html::external) {
        add(&address.value, address.span);
    }
    all.into_iter()
        .map(|(url, mut spans)| {
            spans.sort_unstable();
            spans.dedup();
            ExternalLink { url, spans }
        })
        .collect()
}

/// Addresses from fields that hold nothing else.
fn addresses(site: &Site) -> impl Iterator<Item = &Spanned<String>> {
    let config = &site.config;
    let of_site = config.licence.iter().filter_map(|licence| licence.url.as_ref()).chain(&config.repository);
    let of_sources =
        site.sources.iter().flat_map(|source| source.url.iter().chain(source.archived.iter().map(|copy| &copy.url)));
    of_site.chain(of_sources)
}
