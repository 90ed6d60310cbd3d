//! A site becomes a plan: which pages there are, where they stand, and where every link leads.
//!
//! In: a [`Site`] and the static files. Out: a [`Plan`]; two things that claim one address and links that lead nowhere are
//! reported here, before anything is rendered.

mod days;
mod links;
mod overview;

pub use days::{Day, DayKey, Entry, days_of, heading, pages_of, timeline_days};
pub use links::event_anchor;
pub use overview::Overview;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{ActorIx, Era, EventIx, PageIx, PlaceIx, Site, SourceIx, TagIx};
use crate::route::{Route, Slug};
use crate::span::{Files, Span};

/// How many records the list of sources shows on a page.
const SOURCES_PER_PAGE: usize = 400;

/// What a page shows. Numbers count the pages of a list from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// The home page and its continuations.
    Timeline(usize),
    /// One event.
    Event(EventIx),
    /// One article.
    Article(SourceIx),
    /// The list of sources.
    Sources(usize),
    /// All actors.
    Actors,
    /// One actor.
    Actor(ActorIx, usize),
    /// All topics.
    Tags,
    /// One topic.
    Tag(TagIx, usize),
    /// All places.
    Places,
    /// One place.
    Place(PlaceIx, usize),
    /// Open and settled questions.
    Disputes,
    /// What was changed.
    Corrections,
    /// What lies before the window.
    Before(usize),
    /// What lies after it.
    After(usize),
    /// A free page.
    Page(PageIx),
    /// What hosts show for an address that does not exist.
    NotFound,
    /// An earlier address of something.
    Moved(Route),
}

/// A page and its address.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Where it stands.
    pub route: Route,
    /// What it shows.
    pub kind: PageKind,
}

/// The list of days of something, cut into pages.
type Pages = Vec<Vec<Day>>;

/// Everything that will be written and how to get there.
#[derive(Debug, Default)]
pub struct Plan {
    /// All pages, by address.
    pub pages: Vec<Planned>,
    /// Numbers and rankings for the home page.
    pub overview: Overview,
    /// The timeline, page by page; there is always a first one.
    pub timeline: Pages,
    /// What lies before the window.
    pub before: Pages,
    /// What lies after it.
    pub after: Pages,
    /// Events of each actor.
    pub actors: Vec<Pages>,
    /// Events of each topic.
    pub tags: Vec<Pages>,
    /// Events of each place.
    pub places: Vec<Pages>,
    /// Articles, newest last, then records by publisher: the order of the list of sources.
    pub sources: Vec<SourceIx>,
    /// Files that the program makes beside the pages.
    pub generated: Vec<(Route, Generated)>,
    /// On which page of the list each source stands.
    source_pages: Vec<usize>,
    /// Routes of files: static files, feeds, data.
    files: BTreeSet<Route>,
    /// Page routes of content files.
    by_file: BTreeMap<String, Route>,
    routes: BTreeMap<Route, PageKind>,
}

/// A file that the program makes beside the pages, under its name in the site's root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generated {
    /// `atom.xml`
    Feed,
    /// `sitemap.xml`; the protocol wants whole addresses, so only a site with a `base_url` has one.
    Sitemap,
    /// `robots.txt`
    Robots,
    /// `timeline.json`
    Data,
    /// `_headers`
    Headers,
    /// `.nojekyll`
    NoJekyll,
}

impl Generated {
    const ALL: [Self; 6] = [Self::Feed, Self::Sitemap, Self::Robots, Self::Data, Self::Headers, Self::NoJekyll];

    fn name(self) -> &'static str {
        match self {
            Self::Feed => "atom.xml",
            Self::Sitemap => "sitemap.xml",
            Self::Robots => "robots.txt",
            Self::Data => "timeline.json",
            Self::Headers => "_headers",
            Self::NoJekyll => ".nojekyll",
        }
    }
}

/// Plans a site. `assets` are the routes of static files with the paths that they come from.
pub fn plan(site: &Site, assets: &[(Route, String)], files: &Files) -> (Plan, Diagnostics) {
    let mut findings = Diagnostics::default();
    let mut plan = Plan::default();
    let per_page = site.config.timeline.per_page;
    let paged = |events: &[EventIx]| pages_of(days_of(site, events), per_page);
    plan.timeline = pages_of(timeline_days(site), per_page);
    let of_era = |era| site.event_handles().filter(|event| site[*event].era == era).collect::<Vec<_>>();
    plan.before = paged(&of_era(Era::Before));
    plan.after = paged(&of_era(Era::After));
    plan.actors = site.actors.iter().map(|actor| paged(&actor.events)).collect();
    plan.tags = site.tags.iter().map(|tag| paged(&tag.events)).collect();
    plan.places = site.places.iter().map(|place| paged(&place.events)).collect();
    plan.overview = overview::overview(site);
    plan.list_sources(site);
    let mut claims = Claims::default();
    plan.add_pages(site, &mut claims);
    plan.add_files(site, assets, &mut claims);
    claims.report(&mut findings);
    plan.pages.sort_by(|a, b| a.route.cmp(&b.route));
    plan.know_content_files(site, files);
    links::check(&plan, site, files, &mut findings);
    (plan, findings)
}

/// Who claims which address.
#[derive(Default)]
struct Claims {
    by_key: BTreeMap<String, Vec<(Route, String, Option<Span>)>>,
}

impl Claims {
    fn add(&mut self, route: &Route, who: String, span: Option<Span>) {
        self.by_key.entry(route.collision_key()).or_default().push((route.clone(), who, span));
    }

    fn report(mut self, findings: &mut Diagnostics) {
        self.join_files_and_folders();
        for claims in self.by_key.into_values().filter(|claims| claims.len() > 1) {
            let (route, first, first_span) = &claims[0];
            for (_, second, span) in &claims[1..] {
                let mut finding = Diagnostic::new(
                    Code::RouteCollision,
                    format!("{first} and {second} both want to stand at {route}"),
                );
                finding.span = *span;
                if let Some(first_span) = first_span {
                    finding = match span {
                        Some(_) => finding.see(*first_span, first.clone()),
                        None => finding.at(*first_span),
                    };
                }
                findings.push(finding.help("rename one of them"));
            }
        }
    }

    /// A file `method` and a page `method/index.html` cannot both be written: that is one address claimed twice.
    fn join_files_and_folders(&mut self) {
        let keys: Vec<String> = self.by_key.keys().cloned().collect();
        for file in keys {
            let folder = format!("{file}/");
            let mut below = self.by_key.range(folder.clone()..).take_while(|(key, _)| key.starts_with(&folder));
            let first = below.find_map(|(_, claims)| claims.first().cloned());
            if let (Some(first), Some(claims)) = (first, self.by_key.get_mut(&file)) {
                claims.insert(0, first);
            }
        }
    }
}

impl Plan {
    fn list_sources(&mut self, site: &Site) {
        self.sources = site.source_handles().collect();
        let published = |source: &SourceIx| site[*source].published.as_ref().map(|when| when.earliest());
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
        self.source_pages = vec![1; site.sources.len()];
        for (at, source) in self.sources.iter().enumerate() {
            self.source_pages[source.at()] = at / SOURCES_PER_PAGE + 1;
        }
    }

    fn add_pages(&mut self, site: &Site, claims: &mut Claims) {
        let source_pages = self.source_page_count();
        let mut add = |route: Route, kind: PageKind, who: String, span: Option<Span>| {
            claims.add(&route, who, span);
            self.routes.insert(route.clone(), kind.clone());
            self.pages.push(Planned { route, kind });
        };
        let numbers = |pages: &Pages| 1..=pages.len().max(1);
        for number in 1..=self.timeline.len() {
            add(Route::home().numbered(number), PageKind::Timeline(number), "the timeline".into(), None);
        }
        for handle in site.event_handles() {
            let event = &site[handle];
            let route = Route::page("events", &event.id);
            for alias in &event.aliases {
                let who = format!("the earlier id {alias} of the event {}", event.id);
                add(Route::page("events", alias), PageKind::Moved(route.clone()), who, Some(event.span));
            }
            add(route, PageKind::Event(handle), format!("the event {}", event.id), Some(event.span));
        }
        for handle in site.source_handles().filter(|source| site[*source].has_page()) {
            let source = &site[handle];
            let route = Route::page("articles", &source.id);
            for alias in &source.aliases {
                let who = format!("the earlier id {alias} of the article {}", source.id);
                add(Route::page("articles", alias), PageKind::Moved(route.clone()), who, Some(source.span));
            }
            add(route, PageKind::Article(handle), format!("the article {}", source.id), Some(source.span));
        }
        for number in 1..=source_pages {
            add(
                Route::folder("sources").numbered(number),
                PageKind::Sources(number),
                "the list of sources".into(),
                None,
            );
        }
        let mut add_things =
            |folder: &str, ids: Vec<(&Slug, Option<Span>)>, all: &[Pages], kind: &dyn Fn(usize, usize) -> PageKind| {
                for (at, (id, span)) in ids.into_iter().enumerate() {
                    for number in numbers(&all[at]) {
                        add(Route::page(folder, id).numbered(number), kind(at, number), format!("{folder}/{id}"), span);
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
            add(Route::folder(folder), kind, format!("the theme's page {folder}"), None);
        }
        for number in 1..=self.before.len() {
            add(Route::folder("background").numbered(number), PageKind::Before(number), "the background".into(), None);
        }
        for number in 1..=self.after.len() {
            add(Route::folder("aftermath").numbered(number), PageKind::After(number), "what came after".into(), None);
        }
        for (at, page) in site.pages.iter().enumerate() {
            let route = Route::folder(page.id.as_str());
            for alias in &page.aliases {
                let who = format!("the earlier id {alias} of the page {}", page.id);
                add(Route::folder(alias.as_str()), PageKind::Moved(route.clone()), who, Some(page.span));
            }
            add(route, PageKind::Page(PageIx::new(at)), format!("the page {}", page.id), Some(page.span));
        }
        let not_found = Route::file("404.html").expect("a plain name");
        add(not_found, PageKind::NotFound, "the page for missing addresses".into(), None);
    }

    fn add_files(&mut self, site: &Site, assets: &[(Route, String)], claims: &mut Claims) {
        for file in Generated::ALL {
            let route = Route::file(file.name()).expect("a plain name");
            // A site may bring its own robots.txt or headers; then ours is not made.
            let is_brought = assets.iter().any(|(asset, _)| *asset == route);
            let is_possible = file != Generated::Sitemap || site.config.base_url.is_some();
            if is_possible && !is_brought {
                claims.add(&route, format!("the generated file {}", file.name()), None);
                self.files.insert(route.clone());
                self.generated.push((route, file));
            }
        }
        for (route, path) in assets {
            claims.add(route, format!("the file {path}"), None);
            self.files.insert(route.clone());
        }
    }

    fn know_content_files(&mut self, site: &Site, files: &Files) {
        let mut know = |span: Span, route: Route| {
            self.by_file.entry(files.get(span.file).path.to_string()).or_insert(route);
        };
        for event in &site.events {
            know(event.span, Route::page("events", &event.id));
        }
        for source in site.sources.iter().filter(|source| source.has_page()) {
            know(source.span, Route::page("articles", &source.id));
        }
        for page in &site.pages {
            know(page.span, Route::folder(page.id.as_str()));
        }
    }

    /// The page behind a route.
    pub fn page(&self, route: &Route) -> Option<&PageKind> {
        self.routes.get(route)
    }

    /// Where an event stands.
    pub fn event(&self, site: &Site, event: EventIx) -> Route {
        Route::page("events", &site[event].id)
    }

    /// Where a source stands: its own page, or its place in the list.
    pub fn source<'s>(&self, site: &'s Site, source: SourceIx) -> (Route, Option<&'s str>) {
        let record = &site[source];
        match record.has_page() {
            true => (Route::page("articles", &record.id), None),
            false => (Route::folder("sources").numbered(self.source_pages[source.at()]), Some(record.id.as_str())),
        }
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
