//! Every page of a site and its address.

use rayon::prelude::*;

use super::claims::{RouteClaimant, RouteClaims};
use super::contents::{PagedDays, SitePlan};
use super::page::{PageKind, PlannedPage, chronicle};
use super::questions::question_route;
use super::sitemap;
use crate::model::{ActorIx, PageIx, PlaceIx, Site, TagIx};
use crate::route::{Route, Slug};
use crate::span::Span;

impl SitePlan {
    /// Adds all pages but those for sharing.
    pub(super) fn add_pages<'s>(&mut self, site: &'s Site, claims: &mut RouteClaims<'s>) {
        let (source_pages, origin_pages) = (self.source_page_count(), self.origin_page_count());
        let views: Vec<PlannedPage> = self.view_pages().collect();
        let mut add = |route: Route, kind: PageKind, who: RouteClaimant<'s>, span: Option<Span>| {
            claims.add(route.clone(), who, span);
            self.pages.push(PlannedPage { route, kind });
        };
        let numbers = |pages: &PagedDays| 1..=pages.len().max(1);
        for number in numbers(&self.timeline) {
            let route = chronicle(number);
            // Before there was a home page, the timeline stood in its place.
            let before = if number == 1 { PageKind::Home } else { PageKind::Moved(route.clone()) };
            add(Route::home().numbered(number), before, RouteClaimant::Ours("the timeline"), None);
            add(route, PageKind::Timeline(number), RouteClaimant::Ours("the timeline"), None);
        }
        for PlannedPage { route, kind } in views {
            add(route, kind, RouteClaimant::Ours("a view of the timeline"), None);
        }
        for (handle, route) in site.event_handles().zip(&self.event_routes) {
            let event = &site[handle];
            for alias in &event.aliases {
                let who = RouteClaimant::Earlier(alias, "event", &event.id);
                add(Route::page("events", alias), PageKind::Moved(route.clone()), who, Some(event.span));
            }
            add(route.clone(), PageKind::Event(handle), RouteClaimant::Thing("event", &event.id), Some(event.span));
        }
        for handle in site.source_handles().filter(|source| site[*source].has_page()) {
            let (source, route) = (&site[handle], &self.source_routes[handle.at()]);
            for alias in &source.aliases {
                let who = RouteClaimant::Earlier(alias, "article", &source.id);
                add(Route::page("articles", alias), PageKind::Moved(route.clone()), who, Some(source.span));
            }
            add(
                route.clone(),
                PageKind::Article(handle),
                RouteClaimant::Thing("article", &source.id),
                Some(source.span),
            );
        }
        for number in 1..=source_pages {
            add(
                Route::folder("sources").numbered(number),
                PageKind::Sources(number),
                RouteClaimant::Ours("the list of sources"),
                None,
            );
        }
        for number in 1..=origin_pages {
            add(
                Route::folder("origins").numbered(number),
                PageKind::Origins(number),
                RouteClaimant::Ours("the list of origins"),
                None,
            );
        }
        let mut add_things = |folder: &'static str,
                              ids: Vec<(&'s Slug, Option<Span>)>,
                              all: &[PagedDays],
                              kind: &dyn Fn(usize, usize) -> PageKind| {
            for (at, (id, span)) in ids.into_iter().enumerate() {
                for number in numbers(&all[at]) {
                    add(
                        Route::page(folder, id).numbered(number),
                        kind(at, number),
                        RouteClaimant::Listing(folder, id),
                        span,
                    );
                }
            }
        };
        let ids = site.actors.iter().map(|actor| (&actor.id, Some(actor.span))).collect();
        add_things("actors", ids, &self.actors, &|at, number| PageKind::Actor(ActorIx::new(at), number));
        let ids = site.tags.iter().map(|tag| (&tag.id, None)).collect();
        add_things("tags", ids, &self.tags, &|at, number| PageKind::Tag(TagIx::new(at), number));
        let ids = site.places.iter().map(|place| (&place.id, Some(place.span))).collect();
        add_things("places", ids, &self.places, &|at, number| PageKind::Place(PlaceIx::new(at), number));
        for (folder, kind) in [
            ("actors", PageKind::Actors),
            ("tags", PageKind::Tags),
            ("places", PageKind::Places),
            ("disputes", PageKind::Disputes),
            ("corrections", PageKind::Corrections),
        ] {
            add(Route::folder(folder), kind, RouteClaimant::Theme(folder), None);
        }
        if self.map.as_ref().is_some_and(|map| map.has_page()) {
            add(Route::folder("map"), PageKind::Map, RouteClaimant::Theme("map"), None);
        }
        for question in site.question_handles() {
            if let Some(route) = question_route(site, &site[question]) {
                let who = RouteClaimant::Ours("the page of a question");
                add(route, PageKind::Question(question), who, Some(site[question].span));
            }
        }
        for number in 1..=self.before.len() {
            add(
                Route::folder("background").numbered(number),
                PageKind::Before(number),
                RouteClaimant::Ours("the background"),
                None,
            );
        }
        for number in 1..=self.after.len() {
            add(
                Route::folder("aftermath").numbered(number),
                PageKind::After(number),
                RouteClaimant::Ours("what came after"),
                None,
            );
        }
        for (at, page) in site.pages.iter().enumerate() {
            let route = Route::folder(page.id.as_str());
            for alias in &page.aliases {
                let who = RouteClaimant::Earlier(alias, "page", &page.id);
                add(Route::folder(alias.as_str()), PageKind::Moved(route.clone()), who, Some(page.span));
            }
            add(route, PageKind::Page(PageIx::new(at)), RouteClaimant::Thing("page", &page.id), Some(page.span));
        }
        let not_found = Route::file("404.html").expect("a plain name");
        add(not_found, PageKind::NotFound, RouteClaimant::Ours("the page for missing addresses"), None);
    }

    /// Sorts the pages and cuts the sitemap.
    pub(super) fn cut_sitemap(&mut self, site: &Site) {
        self.pages.par_sort_by(|a, b| a.route.cmp(&b.route));
        if let Some(base) = &site.config.base_url {
            let files = sitemap::cut(&self.pages, base, sitemap::SitemapLimits::PROTOCOL);
            self.sitemap = files.into_iter().map(|file| file.into_iter().cloned().collect()).collect();
        }
    }
}
