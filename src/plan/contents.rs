//! The plan of a site: everything that will be written, and the routes to it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::attachments::Attachments;
use super::cards::{self, CardSubject};
use super::days::DayGroup;
use super::gaps::TimelineGap;
use super::generated::GeneratedFile;
use super::home::HomeChapter;
use super::lanes::Lanes;
use super::map::{MapPlace, SiteMap};
use super::origins::SiteOrigins;
use super::overview::SiteOverview;
use super::page::{PageKind, PlannedPage, chronicle, headlines, key_events, newest};
use super::search::SearchShards;
use super::strip::StripEntry;
use super::views::TimelineViews;
use crate::config::SideIx;
use crate::model::{EventIx, PlaceIx, QuestionIx, Site, SourceIx};
use crate::route::Route;

/// A list of days, cut into pages.
pub type PagedDays = Vec<Vec<DayGroup>>;

/// The plan of a site: everything that will be written, and the routes to it.
#[derive(Debug, Default)]
pub struct SitePlan {
    /// All pages, sorted by address.
    pub pages: Vec<PlannedPage>,
    /// Numbers and rankings for the home page and the menus of the timeline.
    pub overview: SiteOverview,
    /// The lanes of the home page.
    pub lanes: Option<Lanes>,
    /// The chapters of the home page.
    pub chapters: Vec<HomeChapter>,
    /// The questions of the home page.
    pub contested: Vec<QuestionIx>,
    /// The open questions, by groups.
    pub disputes: Vec<(Option<String>, Vec<QuestionIx>)>,
    /// The sides that have a column in the table of disputes.
    pub speaking_sides: Vec<SideIx>,
    /// The timeline, page by page. Even a site without events has one page.
    pub timeline: PagedDays,
    /// Other views of the timeline.
    pub views: TimelineViews,
    /// The overview strip of the timeline.
    pub strip: Vec<StripEntry>,
    /// Runs of days of the timeline on which no event can have happened, in order.
    pub gaps: Vec<TimelineGap>,
    /// Events before the window of the timeline.
    pub before: PagedDays,
    /// Events after the window.
    pub after: PagedDays,
    /// The events of each actor.
    pub actors: Vec<PagedDays>,
    /// The events of each topic.
    pub tags: Vec<PagedDays>,
    /// The events of each place.
    pub places: Vec<PagedDays>,
    /// The map, if some place has coordinates and the site wants one.
    pub map: Option<SiteMap>,
    /// Articles, newest last, then records by publisher, as the list of sources shows them.
    pub sources: Vec<SourceIx>,
    /// The origins of all reports, and what rests on each of them.
    pub origins: SiteOrigins,
    /// The whole chronology, cut into pages for printing.
    pub print: PagedDays,
    /// Files that the program makes beside the pages, sorted by address.
    pub generated: Vec<(Route, GeneratedFile)>,
    /// The routes that each file of the sitemap lists; empty for a site without a `base_url`.
    pub sitemap: Vec<Vec<Route>>,
    /// The number of files that the search index is cut into.
    pub search: SearchShards,
    /// The page of each event.
    pub(super) event_routes: Vec<Route>,
    /// The page of each source: its own page, or the page of the list of sources that shows it.
    pub(super) source_routes: Vec<Route>,
    /// Routes of files: static files, attachments, feeds, data.
    pub(super) files: HashSet<Route>,
    /// Files that lie beside content.
    pub attachments: Attachments,
    /// Routes of content files' pages and of static files, by the paths of the files in NFC.
    pub(super) by_file: HashMap<Arc<str>, Route>,
    pub(super) routes: HashMap<Route, PageKind>,
}

impl SitePlan {
    /// The page behind a route.
    pub fn page(&self, route: &Route) -> Option<&PageKind> {
        self.routes.get(route)
    }

    /// The first pages of all views of the timeline, in the order in which readers are offered them. Without other
    /// views, only the first page of the whole timeline.
    pub fn views(&self, site: &Site) -> Vec<PlannedPage> {
        let whole = PlannedPage { route: chronicle(1), kind: PageKind::Timeline(1) };
        let is_first = |page: &PlannedPage| {
            matches!(page.kind, PageKind::Newest | PageKind::Headlines(1) | PageKind::KeyEvents(1))
        };
        let mut views: Vec<PlannedPage> = self.view_pages().filter(is_first).collect();
        let place = usize::from(self.opens_on_newest(site));
        views.insert(place, whole);
        views
    }

    /// Whether links to the timeline lead to its newest events.
    pub fn opens_on_newest(&self, site: &Site) -> bool {
        site.config.timeline.newest && !self.views.newest.is_empty()
    }

    /// The pages of all views but the whole timeline.
    pub(super) fn view_pages(&self) -> impl Iterator<Item = PlannedPage> {
        let page = |route, kind| PlannedPage { route, kind };
        let TimelineViews { newest: days, headlines: lines, key } = &self.views;
        let newest = (!days.is_empty()).then(|| page(newest(), PageKind::Newest));
        let lines = (1..=lines.len()).map(move |number| page(headlines(number), PageKind::Headlines(number)));
        let key = (1..=key.len()).map(move |number| page(key_events(number), PageKind::KeyEvents(number)));
        newest.into_iter().chain(lines).chain(key)
    }

    /// The route of an event's page.
    pub fn event(&self, event: EventIx) -> Route {
        self.event_routes[event.at()].clone()
    }

    /// The route of the page with the map, if there is one.
    pub fn map_page(&self) -> Option<Route> {
        self.map.as_ref().filter(|map| map.has_page()).map(|_| Route::folder("map"))
    }

    /// The map and a place on it, if the page of that place has a map of its surroundings.
    pub fn surroundings(&self, place: PlaceIx) -> Option<(&SiteMap, &MapPlace)> {
        let map = self.map.as_ref().filter(|map| map.has_surroundings())?;
        Some((map, map.places.iter().find(|known| known.place == place)?))
    }

    /// The social card that a page shows, with its route. The site may have its own picture at that route.
    pub fn card(&self, site: &Site, page: &PageKind) -> Option<(Route, CardSubject)> {
        cards::card(site, page)
    }

    /// The route of a source: its own page, or its page and anchor in the list of sources.
    pub fn source<'s>(&self, site: &'s Site, source: SourceIx) -> (Route, Option<&'s str>) {
        let record = &site[source];
        (self.source_routes[source.at()].clone(), (!record.has_page()).then_some(record.id.as_str()))
    }
}
