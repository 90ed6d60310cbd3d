//! The lists of a site, cut into pages: events by days, and sources.

use rayon::prelude::*;

use super::contents::SitePlan;
use super::days::{EventDayHeadings, days_of, pages_of, timeline_days};
use super::origins::OriginSummary;
use super::views::TimelineViews;
use super::{gaps, share, strip};
use crate::model::{EventIx, Site, Source, SourceIx, WindowPosition};
use crate::route::Route;

/// The number of records on each page of the list of sources.
const SOURCES_PER_PAGE: usize = 400;

/// The number of origins on each page of their list.
const ORIGINS_PER_PAGE: usize = 200;

impl SitePlan {
    /// Puts the events of every list under the headings of their days and cuts the lists into pages.
    pub(super) fn list_days(&mut self, site: &Site) {
        let per_page = site.config.timeline.per_page;
        let headings = EventDayHeadings::new(site);
        let paged = |events: &[EventIx]| pages_of(&headings, days_of(&headings, events), per_page);
        let of_era = |era| site.event_handles().filter(|event| site[*event].era == era).collect::<Vec<_>>();
        self.timeline = pages_of(&headings, timeline_days(site, &headings), per_page);
        self.strip = strip::filled(site, &self.timeline);
        self.gaps = gaps::gaps(site, &self.timeline, &self.strip);
        self.views = TimelineViews::new(site, &headings, &self.timeline);
        self.before = paged(&of_era(WindowPosition::Before));
        self.after = paged(&of_era(WindowPosition::After));
        self.print = share::print_pages([&self.before, &self.timeline, &self.after]);
        self.actors = site.actors.par_iter().map(|actor| paged(&actor.events)).collect();
        self.tags = site.tags.par_iter().map(|tag| paged(&tag.events)).collect();
        self.places = site.places.par_iter().map(|place| paged(&place.events)).collect();
    }

    /// Puts the sources in order, those with a page of their own first, and cuts their list into pages.
    pub(super) fn list_sources(&mut self, site: &Site) {
        self.sources = site.source_handles().collect();
        let published = |source: &SourceIx| site[*source].published.as_ref().map(|when| when.sort_key());
        self.sources.sort_by(|a, b| {
            let (x, y) = (&site[*a], &site[*b]);
            let kind = y.has_page().cmp(&x.has_page());
            let order = if x.has_page() {
                published(a).cmp(&published(b))
            } else {
                let name = |source: &Source| source.publisher.to_lowercase();
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

    /// The sources on a page of the list.
    pub fn sources_on(&self, number: usize) -> &[SourceIx] {
        self.sources.chunks(SOURCES_PER_PAGE).nth(number - 1).unwrap_or_default()
    }

    /// How many pages the list of sources has.
    pub fn source_page_count(&self) -> usize {
        self.sources.len().div_ceil(SOURCES_PER_PAGE).max(1)
    }

    /// The origins on a page of their list.
    pub fn origins_on(&self, number: usize) -> &[OriginSummary] {
        self.origins.list.chunks(ORIGINS_PER_PAGE).nth(number - 1).unwrap_or_default()
    }

    /// How many pages the list of origins has. A site without reports has one that says so.
    pub fn origin_page_count(&self) -> usize {
        self.origins.list.len().div_ceil(ORIGINS_PER_PAGE).max(1)
    }
}
