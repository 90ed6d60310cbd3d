//! Everything that will be written and how to get there.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::attachments::Attachments;
use super::cards::{self, CardSubject};
use super::days::DayGroup;
use super::gaps::TimelineGap;
use super::generated::GeneratedFile;
use super::overview::SiteOverview;
use super::page::{PageKind, PlannedPage};
use super::search::SearchShards;
use super::strip::StripEntry;
use crate::model::{EventIx, Site, SourceIx};
use crate::route::Route;

/// The list of days of something, cut into pages.
pub type PagedDays = Vec<Vec<DayGroup>>;

/// Everything that will be written and how to get there.
#[derive(Debug, Default)]
pub struct SitePlan {
    /// All pages, by address.
    pub pages: Vec<PlannedPage>,
    /// Numbers and rankings for the home page.
    pub overview: SiteOverview,
    /// The timeline, page by page. A site without events has a first page all the same.
    pub timeline: PagedDays,
    /// The overview of the timeline.
    pub strip: Vec<StripEntry>,
    /// Days of the timeline on which no event can have been, in order.
    pub gaps: Vec<TimelineGap>,
    /// What lies before the window.
    pub before: PagedDays,
    /// What lies after it.
    pub after: PagedDays,
    /// Events of each actor.
    pub actors: Vec<PagedDays>,
    /// Events of each topic.
    pub tags: Vec<PagedDays>,
    /// Events of each place.
    pub places: Vec<PagedDays>,
    /// Articles, newest last, then records by publisher: the order of the list of sources.
    pub sources: Vec<SourceIx>,
    /// Everything in the chronology, cut into pages for paper.
    pub print: PagedDays,
    /// Files that the program makes beside the pages, by address.
    pub generated: Vec<(Route, GeneratedFile)>,
    /// What each file of the sitemap lists; empty for a site without a `base_url`.
    pub sitemap: Vec<Vec<Route>>,
    /// Into how many files the search is cut.
    pub search: SearchShards,
    /// The page of each event.
    pub(super) event_routes: Vec<Route>,
    /// The page of each source: its own, or that of the list.
    pub(super) source_routes: Vec<Route>,
    /// Routes of files: static files, feeds, data.
    pub(super) files: HashSet<Route>,
    /// What lies beside content.
    pub attachments: Attachments,
    /// Page routes of content files and routes of static files, by their paths in NFC.
    pub(super) by_file: HashMap<Arc<str>, Route>,
    pub(super) routes: HashMap<Route, PageKind>,
}

impl SitePlan {
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
}
