//! Every file that is made beside the pages, and its address.

use std::collections::HashSet;

use super::claims::{RouteClaimant, RouteClaims};
use super::contents::SitePlan;
use super::generated::GeneratedFile;
use super::{cards, search, sitemap};
use crate::model::Site;
use crate::route::Route;

impl SitePlan {
    /// Adds static files, feeds, data, cards and the search.
    pub(super) fn add_files<'s>(&mut self, site: &Site, assets: &'s [(Route, String)], claims: &mut RouteClaims<'s>) {
        for (file, name) in GeneratedFile::ALWAYS {
            let route = Route::file(name).expect("a plain name");
            // A site may have its own robots.txt or `_headers`, which replaces the generated file.
            let is_brought = assets.iter().any(|(asset, _)| *asset == route);
            let is_possible = file != GeneratedFile::Sitemap || site.config.base_url.is_some();
            if is_possible && !is_brought {
                self.add_generated(route, file, RouteClaimant::Generated(name), claims);
            }
        }
        let brought: HashSet<&Route> = assets.iter().map(|(asset, _)| asset).collect();
        // A site's own sitemap comes with its own parts.
        let parts = self.sitemap.len();
        for number in (1..=parts).filter(|_| parts > 1 && !brought.contains(&sitemap::route())) {
            let file = GeneratedFile::SitemapPart(number);
            self.add_generated(sitemap::part(number), file, RouteClaimant::Ours("a part of the sitemap"), claims);
        }
        for (route, subject) in cards::cards(site).filter(|(route, _)| !brought.contains(route)) {
            self.add_generated(route, GeneratedFile::Card(subject), RouteClaimant::Ours("a social card"), claims);
        }
        self.search = search::cut(site);
        for (name, file) in self.search.files() {
            let route = Route::file(&name).expect("a plain name");
            self.add_generated(route, file, RouteClaimant::Ours("what the search loads"), claims);
        }
        for (route, path) in assets {
            claims.add(route.clone(), RouteClaimant::File(path), None);
            self.files.insert(route.clone());
        }
    }

    /// Adds the files that the timeline's script loads on demand.
    pub(super) fn add_reader_files(&mut self, claims: &mut RouteClaims<'_>) {
        let known =
            (1..=self.timeline.len()).map(|page| (format!("reader/known-{page}.js"), GeneratedFile::Known(page)));
        let several = if self.timeline.len() > 1 { self.timeline.len() } else { 0 };
        let titles = (1..=several).map(|page| (format!("reader/titles-{page}.js"), GeneratedFile::Titles(page)));
        let whole = [("facets", GeneratedFile::Facets), ("sources", GeneratedFile::Cited)];
        let whole = whole.map(|(name, file)| (format!("reader/{name}.js"), file));
        for (name, file) in known.chain(titles).chain(whole) {
            let route = Route::file(&name).expect("a plain name");
            self.add_generated(route, file, RouteClaimant::Ours("what the timeline's script loads"), claims);
        }
    }

    pub(super) fn add_generated<'s>(
        &mut self,
        route: Route,
        file: GeneratedFile,
        who: RouteClaimant<'s>,
        claims: &mut RouteClaims<'s>,
    ) {
        claims.add(route.clone(), who, None);
        self.files.insert(route.clone());
        self.generated.push((route, file));
    }
}
