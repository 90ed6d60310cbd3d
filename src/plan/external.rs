//! Links to other hosts: every address, once, with all places where it was written.
//!
//! In: a site. Out: [`ExternalLink`] addresses, sorted. Nobody is asked here whether they still lead somewhere.

use std::collections::BTreeMap;

use url::Url;

use crate::model::{Html, Site};
use crate::span::{Span, Spanned};

/// An address on another host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalLink {
    /// Without its fragment, which no host is asked for.
    pub url: Url,
    /// Where it was written, in the order of files.
    pub spans: Vec<Span>,
}

/// All links to other hosts. Raw HTML that is trusted is not looked into.
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

/// Addresses that have a field of their own.
fn addresses(site: &Site) -> impl Iterator<Item = &Spanned<String>> {
    let config = &site.config;
    let of_site = config.licence.iter().filter_map(|licence| licence.url.as_ref()).chain(&config.repository);
    let of_sources =
        site.sources.iter().flat_map(|source| source.url.iter().chain(source.archived.iter().map(|copy| &copy.url)));
    of_site.chain(of_sources)
}
