//! Everything that will be written and how to get there.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::attachments::Attachments;
use super::days::Day;
use super::gaps::Gap;
use super::generated::Generated;
use super::overview::Overview;
use super::page::{PageKind, Planned};
use super::search::SearchCut;
use super::strip::Filled;
use crate::model::SourceIx;
use crate::route::Route;

/// The list of days of something, cut into pages.
pub type Pages = Vec<Vec<Day>>;

/// Everything that will be written and how to get there.
#[derive(Debug, Default)]
pub struct Plan {
    /// All pages, by address.
    pub pages: Vec<Planned>,
    /// Numbers and rankings for the home page.
    pub overview: Overview,
    /// The timeline, page by page. A site without events has a first page all the same.
    pub timeline: Pages,
    /// The overview of the timeline.
    pub strip: Vec<Filled>,
    /// Days of the timeline on which no event can have been, in order.
    pub gaps: Vec<Gap>,
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
    /// Everything in the chronology, cut into pages for paper.
    pub print: Pages,
    /// Files that the program makes beside the pages, by address.
    pub generated: Vec<(Route, Generated)>,
    /// What each file of the sitemap lists; empty for a site without a `base_url`.
    pub sitemap: Vec<Vec<Route>>,
    /// Into how many files the search is cut.
    pub search: SearchCut,
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
