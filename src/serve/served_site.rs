//! The files of one site, as they are sent to visitors.

use std::sync::Arc;

use bytes::Bytes;

use super::digest::digest;
use super::state::{FileLookup, PageDependencyDigests, SiteFiles};
use crate::config::BaseUrl;
use crate::render::{Asset, LazilyRenderedSite};
use crate::route::Route;

/// The site that visitors see. If a page cannot be rendered, the page of the last finished site is sent.
pub(super) struct ServedSite {
    site: Arc<LazilyRenderedSite>,
    finished: Option<Arc<LazilyRenderedSite>>,
    versions: PageDependencyDigests,
}

impl ServedSite {
    /// Serves a site. `finished` is the last site whose pages could all be rendered, `before` the one served until now.
    pub(super) fn new(
        site: Arc<LazilyRenderedSite>,
        finished: Option<Arc<LazilyRenderedSite>>,
        before: Option<&Self>,
    ) -> Self {
        let same = before.filter(|before| are_same(before.site.renderer().assets(), site.renderer().assets()));
        let versions = same.map_or_else(|| versions(&site), |before| before.versions.clone());
        Self { site, finished, versions }
    }

    /// The site whose files are sent.
    pub(super) fn site(&self) -> &LazilyRenderedSite {
        &self.site
    }

    /// The address at which the site will be published.
    pub(super) fn base_url(&self) -> Option<&BaseUrl> {
        self.site.renderer().site().config.base_url.as_ref()
    }
}

impl SiteFiles for ServedSite {
    fn get(&self, route: &Route) -> FileLookup {
        let given = |bytes: Option<Bytes>, otherwise| bytes.map_or(otherwise, FileLookup::File);
        match self.site.get(route) {
            None => FileLookup::Missing,
            Some(Ok(bytes)) => FileLookup::File(bytes),
            Some(Err(_)) => given(self.finished.as_ref().and_then(|last| last.get(route)?.ok()), FileLookup::Broken),
        }
    }

    fn has(&self, route: &Route) -> bool {
        self.site.has(route)
    }

    fn versions(&self) -> &PageDependencyDigests {
        &self.versions
    }
}

/// Whether static files are the same values. Only their addresses in memory are compared.
fn are_same(before: &[Asset], now: &[Asset]) -> bool {
    let place = |asset: &Asset| (asset.bytes.as_ptr(), asset.bytes.len());
    before.len() == now.len() && before.iter().zip(now).all(|(a, b)| a.route == b.route && place(a) == place(b))
}

fn versions(site: &LazilyRenderedSite) -> PageDependencyDigests {
    let renderer = site.renderer();
    let (styles, others): (Vec<&Asset>, Vec<&Asset>) =
        renderer.assets().iter().partition(|asset| asset.route.path().ends_with(".css"));
    let of_all = |assets: Vec<&Asset>| {
        let each = assets.iter().map(|asset| digest([asset.route.path().as_bytes(), b"\0", &*asset.bytes]));
        digest(each.collect::<Vec<_>>().iter().map(String::as_bytes))
    };
    PageDependencyDigests { styles: of_all(styles), assets: of_all(others), style_mark: renderer.style().to_owned() }
}
