//! Site → plan: which pages exist, their addresses, and the target of every link.
//!
//! In: a [`Site`] and the static files. Out: a [`SitePlan`], and findings for two claims on one address and for links
//! that lead nowhere. They are reported here, before anything is rendered.

mod attach;
mod attachments;
mod cards;
mod claims;
mod contents;
mod days;
mod external;
mod files;
mod filters;
mod gaps;
mod generated;
mod home;
mod lanes;
mod links;
mod lists;
mod logo;
mod map;
mod origins;
mod overview;
mod page;
mod pages;
mod questions;
mod receipts;
mod search;
mod share;
pub mod sitemap;
mod strip;
mod verdict;
mod views;

pub use attachments::Attachments;
pub use cards::CardSubject;
pub use contents::SitePlan;
pub use days::{DayGroup, DayGroupEntry, DayGroupKey, heading};
pub use external::{ExternalLink, external};
pub use filters::known_query;
pub use gaps::TimelineGap;
pub use generated::GeneratedFile;
pub use home::HomeChapter;
pub use lanes::{LaneColumn, LaneContent, LaneCount, LaneMark, LaneSubject, Lanes};
pub use links::{article_anchor, event_anchor, origin_anchor, place_anchor};
pub use map::{MapChapter, MapPlace, SiteMap};
pub use origins::{OriginDivergence, OriginSummary, SiteOrigins};
pub use overview::SiteOverview;
pub use page::{PageKind, PlannedPage, chronicle, headlines, key_events, newest};
pub use questions::{DisputeColumn, question_address, question_anchor, question_id};
pub use receipts::receipts;
pub use search::SearchShards;
pub use share::EMBED;
pub use strip::{StripCell, StripEntry, StripUnit};
pub use verdict::{SourceDifference, SourceVerdict, verdict};
pub use views::{HeadlineGroup, HeadlineKey, TimelineViews};

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::is_nfc;

use crate::diagnostic::Diagnostics;
use crate::model::Site;
use crate::route::Route;
use crate::span::{Files, Span};
use crate::text::composed;
use claims::RouteClaims;

/// Plans a site. `assets` are the routes of static files with their paths, `attachments` the paths of files that lie
/// beside content.
pub fn plan(site: &Site, assets: &[(Route, String)], attachments: &[String], files: &Files) -> (SitePlan, Diagnostics) {
    let mut plan = SitePlan::default();
    let of_site = || (overview::overview(site), origins::origins(site));
    let ((overview, origins), ()) = rayon::join(of_site, || plan.list_days(site));
    plan.overview = overview;
    (plan.lanes, (plan.chapters, plan.contested)) =
        rayon::join(|| lanes::lanes(site), || (home::chapters(site), home::contested(site)));
    plan.origins = origins;
    plan.map = SiteMap::new(site);
    plan.disputes = questions::grouped(site);
    plan.speaking_sides = questions::speaking_sides(site);
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
    // The theme's own files have no path in the site's folder, so links cannot name them by one.
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

/// The routes of content files' pages, by path. If a file defines several things, the first one counts.
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
    // An article's file may also define events, but its page is that of the article.
    for (event, route) in site.events.iter().zip(events) {
        know(event.span, route.clone());
    }
    by_file
}
