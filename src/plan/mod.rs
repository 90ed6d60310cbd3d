//! A site becomes a plan: which pages there are, where they stand, and where every link leads.
//!
//! In: a [`Site`] and the static files. Out: a [`SitePlan`]; two things that claim one address and links that lead nowhere are
//! reported here, before anything is rendered.

mod attach;
mod attachments;
mod cards;
mod claims;
mod contents;
mod days;
mod external;
mod filters;
mod gaps;
mod generated;
mod links;
mod logo;
mod overview;
mod page;
mod receipts;
mod search;
mod share;
pub mod sitemap;
mod strip;

pub use attachments::Attachments;
pub use cards::CardSubject;
pub use contents::SitePlan;
pub use days::{DayGroup, DayGroupEntry, DayGroupKey, heading};
pub use external::{ExternalLink, external};
pub use gaps::TimelineGap;
pub use generated::GeneratedFile;
pub use links::{article_anchor, event_anchor};
pub use overview::SiteOverview;
pub use page::{PageKind, PlannedPage};
pub use receipts::receipts;
pub use search::SearchShards;
pub use share::EMBED;
pub use strip::{StripCell, StripEntry, StripUnit};

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::is_nfc;

use crate::diagnostic::Diagnostics;
use crate::model::{ActorIx, EventIx, PageIx, PlaceIx, Site, SourceIx, TagIx, WindowPosition};
use crate::route::{Route, Slug};
use crate::span::{Files, Span};
use crate::text::composed;
use claims::{RouteClaimant, RouteClaims};
use contents::PagedDays;
use days::{EventDayHeadings, days_of, pages_of, timeline_days};

/// How many records the list of sources shows on a page.
const SOURCES_PER_PAGE: usize = 400;

/// Plans a site. `assets` are the routes of static files with the paths that they come from, `attachments` the paths of
/// files that lie beside content.
pub fn plan(site: &Site, assets: &[(Route, String)], attachments: &[String], files: &Files) -> (SitePlan, Diagnostics) {
    let mut plan = SitePlan::default();
    let (overview, ()) = rayon::join(|| overview::overview(site), || plan.list_days(site));
    plan.overview = overview;
    plan.list_sources(site);
    plan.event_routes = site.events.par_iter().map(|event| Route::page("events", &event.id)).collect();
    let mut claims = RouteClaims::default();
    plan.add_pages(site, &mut claims);
    plan.add_share(site, &mut claims);
    plan.cut_sitemap(site);
    plan.add_files(site, assets, &mut claims);
    plan.add_reader_files(&mut claims);
    plan.by_file = content_files(site, files, &plan.event_routes, &plan.source_routes);
    let unpublished = plan.add_attachments(site, attachments, files, &mut claims);
    // The theme's own files have no path in the site's folder.
    let of_site = assets.iter().map(|(route, path)| (route, composed(path.clone())));
    let of_site = of_site.filter(|(route, path)| path.ends_with(route.path()));
    plan.by_file.extend(of_site.map(|(route, path)| (path.into(), route.clone())));
    let (collisions, ()) = rayon::join(
        || claims.report(),
        || {
            plan.routes = plan.pages.iter().map(|page| (page.route.clone(), page.kind.clone())).collect();
            plan.generated.par_sort_by(|(a, _), (b, _)| a.cmp(b));
        },
    );
    let mut findings = collisions;
    findings.append(unpublished);
    findings.append(links::check(&plan, site, files));
    findings.extend(logo::check(&site.config, assets));
    (plan, findings)
}

impl SitePlan {
    fn list_days(&mut self, site: &Site) {
        let per_page = site.config.timeline.per_page;
        let headings = EventDayHeadings::new(site);
        let paged = |events: &[EventIx]| pages_of(&headings, days_of(&headings, events), per_page);
        let of_era = |era| site.event_handles().filter(|event| site[*event].era == era).collect::<Vec<_>>();
        self.timeline = pages_of(&headings, timeline_days(site, &headings), per_page);
        self.strip = strip::filled(site, &self.timeline);
        self.gaps = gaps::gaps(site, &self.timeline, &self.strip);
        self.before = paged(&of_era(WindowPosition::Before));
        self.after = paged(&of_era(WindowPosition::After));
        self.print = share::print_pages([&self.before, &self.timeline, &self.after]);
        self.actors = site.actors.par_iter().map(|actor| paged(&actor.events)).collect();
        self.tags = site.tags.par_iter().map(|tag| paged(&tag.events)).collect();
        self.places = site.places.par_iter().map(|place| paged(&place.events)).collect();
    }

    fn list_sources(&mut self, site: &Site) {
        self.sources = site.source_handles().collect();
        let published = |source: &SourceIx| site[*source].published.as_ref().map(|when| when.sort_key());
        self.sources.sort_by(|a, b| {
            let (x, y) = (&site[*a], &site[*b]);
            let kind = y.has_page().cmp(&x.has_page());
            let order = if x.has_page() {
                published(a).cmp(&published(b))
            } else {
                let name = |source: &crate::model::Source| source.publisher.to_lowercase();
                name(x).cmp(&name(y)).then(published(a).cmp(&published(b)))
            };
            kind.then(order).then(x.id.cmp(&y.id))
        });
        self.source_routes = vec![Route::folder("sources"); site.sources.len()];
        for (at, source) in self.sources.iter().enumerate() {
            let route = &mut self.source_routes[source.at()];
            *route = match site[*source].has_page() {
                true => Route::page("articles", &site[*source].id),
                false => route.numbered(at / SOURCES_PER_PAGE + 1),
            };
        }
    }

    fn add_pages<'s>(&mut self, site: &'s Site, claims: &mut RouteClaims<'s>) {
        let source_pages = self.source_page_count();
        let mut add = |route: Route, kind: PageKind, who: RouteClaimant<'s>, span: Option<Span>| {
            claims.add(route.clone(), who, span);
            self.pages.push(PlannedPage { route, kind });
        };
        let numbers = |pages: &PagedDays| 1..=pages.len().max(1);
        for number in numbers(&self.timeline) {
            add(Route::home().numbered(number), PageKind::Timeline(number), RouteClaimant::Ours("the timeline"), None);
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

    /// Puts the pages in order and cuts the sitemap.
    fn cut_sitemap(&mut self, site: &Site) {
        self.pages.par_sort_by(|a, b| a.route.cmp(&b.route));
        if let Some(base) = &site.config.base_url {
            let files = sitemap::cut(&self.pages, base, sitemap::SitemapLimits::PROTOCOL);
            self.sitemap = files.into_iter().map(|file| file.into_iter().cloned().collect()).collect();
        }
    }

    fn add_files<'s>(&mut self, site: &Site, assets: &'s [(Route, String)], claims: &mut RouteClaims<'s>) {
        for (file, name) in GeneratedFile::ALWAYS {
            let route = Route::file(name).expect("a plain name");
            // A site may bring its own robots.txt or headers; then ours is not made.
            let is_brought = assets.iter().any(|(asset, _)| *asset == route);
            let is_possible = file != GeneratedFile::Sitemap || site.config.base_url.is_some();
            if is_possible && !is_brought {
                self.add_generated(route, file, RouteClaimant::Generated(name), claims);
            }
        }
        let brought: HashSet<&Route> = assets.iter().map(|(asset, _)| asset).collect();
        // Whoever brings a sitemap brings the parts that it names.
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

    /// What the script of a timeline loads when a reader first asks for it.
    fn add_reader_files(&mut self, claims: &mut RouteClaims<'_>) {
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

    fn add_generated<'s>(
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

    /// The page behind a route.
    pub fn page(&self, route: &Route) -> Option<&PageKind> {
        self.routes.get(route)
    }

    /// Where an event stands.
    pub fn event(&self, event: EventIx) -> Route {
        self.event_routes[event.at()].clone()
    }

    /// The social card that a page shows and where it stands; a site may have brought the picture itself.
    pub fn card(&self, site: &Site, page: &PageKind) -> Option<(Route, CardSubject)> {
        cards::card(site, page)
    }

    /// Where a source stands: its own page, or its place in the list.
    pub fn source<'s>(&self, site: &'s Site, source: SourceIx) -> (Route, Option<&'s str>) {
        let record = &site[source];
        (self.source_routes[source.at()].clone(), (!record.has_page()).then_some(record.id.as_str()))
    }

    /// The sources on a page of the list.
    pub fn sources_on(&self, number: usize) -> &[SourceIx] {
        self.sources.chunks(SOURCES_PER_PAGE).nth(number - 1).unwrap_or_default()
    }

    /// How many pages the list of sources has.
    pub fn source_page_count(&self) -> usize {
        self.sources.len().div_ceil(SOURCES_PER_PAGE).max(1)
    }
}

/// The pages of content files, by path; of several things in one file that of the first.
fn content_files(site: &Site, files: &Files, events: &[Route], sources: &[Route]) -> HashMap<Arc<str>, Route> {
    let mut by_file = HashMap::with_capacity(events.len() + sources.len());
    let mut know = |span: Span, route: Route| {
        let path = &files.get(span.file).path;
        let path = if is_nfc(path) { path.clone() } else { composed(path.to_string()).into() };
        by_file.entry(path).or_insert(route);
    };
    for (source, route) in site.sources.iter().zip(sources).filter(|(source, _)| source.has_page()) {
        know(source.span, route.clone());
    }
    for page in &site.pages {
        know(page.span, Route::folder(page.id.as_str()));
    }
    // The page of an article's file is that of the article, not that of an event which it brings.
    for (event, route) in site.events.iter().zip(events) {
        know(event.span, route.clone());
    }
    by_file
}
