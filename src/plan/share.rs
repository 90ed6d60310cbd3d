//! Pages for use elsewhere: pages to be embedded, and pages for printing.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{RouteClaimant, RouteClaims};
use super::contents::{PagedDays, SitePlan};
use super::days::cut;
use super::generated::GeneratedFile;
use super::page::{PageKind, PlannedPage};
use crate::config::EventSelection;
use crate::model::{EventIx, Site};
use crate::route::{Route, Slug};

/// The folder of embedded pages.
pub const EMBED: &str = "embed";

/// The approximate number of entries on a page for printing; days are never cut.
const ENTRIES_FOR_PAPER: usize = 1000;

/// The whole chronology, cut anew into pages for printing.
pub(super) fn print_pages(eras: [&PagedDays; 3]) -> PagedDays {
    cut(eras.into_iter().flatten().flatten().cloned().collect(), ENTRIES_FOR_PAPER, |day| day.entries.len())
}

impl SitePlan {
    /// Adds the page about sharing, the pages for printing and the pages to be embedded.
    pub(super) fn add_share<'s>(&mut self, site: &'s Site, claims: &mut RouteClaims<'s>) {
        let mut add = |route: Route, kind: PageKind, who: RouteClaimant<'s>| {
            claims.add(route.clone(), who, None);
            self.pages.push(PlannedPage { route, kind });
        };
        add(Route::folder("share"), PageKind::Share, RouteClaimant::Theme("share"));
        for number in 1..=self.print.len().max(1) {
            add(
                Route::folder("print").numbered(number),
                PageKind::Print(number),
                RouteClaimant::Ours("the timeline for paper"),
            );
        }
        if site.embed_selection() == EventSelection::None {
            return;
        }
        add(Route::folder(EMBED), PageKind::Embed, RouteClaimant::Ours("the timeline to be embedded"));
        for (id, kind) in embedded(site) {
            add(Route::page(EMBED, id), kind, RouteClaimant::Listing(EMBED, id));
        }
        if site.config.base_url.is_some() {
            let of_events = embeddable(site).map(|event| (Some(event), GeneratedFile::OEmbedEvent(event)));
            for (event, file) in [(None, GeneratedFile::OEmbed)].into_iter().chain(of_events) {
                self.add_generated(oembed(site, event), file, RouteClaimant::Generated("oembed.json"), claims);
            }
        }
    }

    /// The page to be embedded that corresponds to another page, if there is one.
    pub fn embed(&self, site: &Site, kind: &PageKind) -> Option<Route> {
        let (route, embedded) = match kind {
            PageKind::Home | PageKind::Timeline(_) | PageKind::Share => (Route::folder(EMBED), PageKind::Embed),
            PageKind::Event(event) => (Route::page(EMBED, &site[*event].id), PageKind::EmbedEvent(*event)),
            _ => return None,
        };
        // If nothing may be embedded, the site may have another page at this address.
        (self.page(&route) == Some(&embedded)).then_some(route)
    }

    /// The oEmbed document that describes how to embed a page, if there is one.
    pub fn oembed(&self, site: &Site, kind: &PageKind) -> Option<Route> {
        let event = match kind {
            PageKind::Home => None,
            PageKind::Event(event) => Some(*event),
            _ => return None,
        };
        self.embed(site, kind).filter(|_| site.config.base_url.is_some()).map(|_| oembed(site, event))
    }

    /// The top folders that contain pages, sorted: `events` for `events/landing/`.
    pub fn folders(&self) -> BTreeSet<&str> {
        self.pages.iter().filter_map(|page| Some(page.route.path().split_once('/')?.0)).collect()
    }
}

fn embeddable(site: &Site) -> impl Iterator<Item = EventIx> + '_ {
    let selection = site.embed_selection();
    site.event_handles().filter(move |event| selection.has(site[*event].key))
}

/// The pages below the folder of embedded pages, by id: events, and redirects from their earlier ids. Two events with
/// the same id are reported with the claims of their own pages.
fn embedded(site: &Site) -> BTreeMap<&Slug, PageKind> {
    let mut pages: BTreeMap<&Slug, PageKind> =
        embeddable(site).map(|event| (&site[event].id, PageKind::EmbedEvent(event))).collect();
    for event in embeddable(site).map(|event| &site[event]) {
        for alias in &event.aliases {
            pages.entry(alias).or_insert_with(|| PageKind::Moved(Route::page(EMBED, &event.id)));
        }
    }
    pages
}

/// The route of the oEmbed document of an event, or of the timeline.
fn oembed(site: &Site, event: Option<EventIx>) -> Route {
    let path = match event {
        Some(event) => format!("{EMBED}/{}/oembed.json", site[event].id),
        None => format!("{EMBED}/oembed.json"),
    };
    Route::file(&path).expect("a slug and plain names")
}
