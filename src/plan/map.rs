//! The map of a site: its places with coordinates, and how many events each has.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use crate::geo::{Atlas, GeoPoint, clusters};
use crate::model::{EventIx, PlaceIx, Site};

/// The most places that the map draws.
const MOST_DRAWN: usize = 60;

/// The most chapters that have maps of their own.
const MOST_CHAPTERS: usize = 12;

/// The most places with coordinates for which the page of each place has a map of its surroundings.
const MOST_LOCATED: usize = 500;

/// The places of a site that have coordinates.
#[derive(Debug)]
pub struct SiteMap {
    /// All of them, those with most events first, then by name.
    pub places: Vec<MapPlace>,
    /// The number of distinct events at these places.
    pub events: usize,
    /// The number of these events that are disputed or denied.
    pub contested: usize,
    /// What happened where in each chapter that the editor wrote, if there are several.
    pub chapters: Vec<MapChapter>,
    /// The points between which chapters are compared: all but groups of places that lie apart and have few events.
    pub main: Vec<GeoPoint>,
    /// Places with events but without coordinates, by name.
    pub unplaced: Vec<PlaceIx>,
    /// The outlines that maps are drawn from.
    pub atlas: Atlas,
}

/// The places of a chapter.
#[derive(Clone, Debug)]
pub struct MapChapter {
    /// Its index in [`crate::model::Overview::chapters`].
    pub chapter: usize,
    /// The number of its events at these places.
    pub events: usize,
    /// Those of the main places that have events in this chapter, with their numbers of events in it. Regions and countries
    /// are left out, because no point is theirs.
    pub places: Vec<MapPlace>,
}

/// A place on the map.
#[derive(Clone, Copy, Debug)]
pub struct MapPlace {
    /// The place.
    pub place: PlaceIx,
    /// Its coordinates.
    pub point: GeoPoint,
    /// The number of its events.
    pub events: usize,
    /// The number of its events that are disputed or denied.
    pub contested: usize,
}

impl SiteMap {
    /// The map of a site. `None` if the site does not want one or no place has coordinates.
    pub(super) fn new(site: &Site) -> Option<Self> {
        if !site.config.map.show {
            return None;
        }
        let mut places: Vec<MapPlace> =
            (0..site.places.len()).map(PlaceIx::new).filter_map(|place| MapPlace::new(site, place)).collect();
        if places.is_empty() {
            return None;
        }
        let name = |place: PlaceIx| &site[place].name;
        places.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| name(a.place).cmp(name(b.place))));
        let events: HashSet<EventIx> = places.iter().flat_map(|place| &site[place.place].events).copied().collect();
        let is_unplaced = |place: &PlaceIx| site[*place].coordinates.is_none() && !site[*place].events.is_empty();
        let mut unplaced: Vec<PlaceIx> = (0..site.places.len()).map(PlaceIx::new).filter(is_unplaced).collect();
        unplaced.sort_by_key(|place| name(*place));
        let drawn = places[..places.len().min(MOST_DRAWN)].iter();
        let points: Vec<MapPlace> = drawn.filter(|place| !site[place.place].is_area()).copied().collect();
        let main = main_places(&points);
        Some(Self {
            chapters: chapters(site, &main),
            main: main.iter().map(|place| place.point).collect(),
            events: events.len(),
            contested: events.iter().filter(|event| site[**event].is_contested()).count(),
            places,
            unplaced,
            atlas: Atlas::default(),
        })
    }

    /// Whether the site has a page with the map. A map of a single place would say nothing.
    pub fn has_page(&self) -> bool {
        self.places.len() > 1
    }

    /// The places that the map draws.
    pub fn drawn(&self) -> &[MapPlace] {
        &self.places[..self.places.len().min(MOST_DRAWN)]
    }

    /// Whether the pages of places have maps of their surroundings. A large site would spend much of a build on them.
    pub fn has_surroundings(&self) -> bool {
        self.places.len() <= MOST_LOCATED
    }
}

impl MapPlace {
    fn new(site: &Site, place: PlaceIx) -> Option<Self> {
        let (latitude, longitude) = site[place].coordinates?;
        let point = GeoPoint { latitude, longitude };
        Some(Self { place, point, events: 0, contested: 0 }.with(site, &site[place].events))
    }

    /// The same place with the numbers of these events.
    fn with(self, site: &Site, events: &[EventIx]) -> Self {
        let contested = events.iter().filter(|event| site[**event].is_contested()).count();
        Self { events: events.len(), contested, ..self }
    }
}

/// The places that belong to the largest groups, which together have nine tenths of all events. A single place far away
/// would press all others into a corner.
fn main_places(places: &[MapPlace]) -> Vec<MapPlace> {
    let points: Vec<GeoPoint> = places.iter().map(|place| place.point).collect();
    let mut groups: Vec<(usize, Vec<usize>)> =
        clusters(&points).into_iter().map(|group| (group.iter().map(|at| places[*at].events).sum(), group)).collect();
    groups.sort_by_key(|(events, group)| (Reverse(*events), group[0]));
    let all: usize = groups.iter().map(|(events, _)| events).sum();
    let mut main = Vec::new();
    let mut held = 0;
    for (events, group) in groups {
        if held * 10 >= all * 9 && !main.is_empty() {
            break;
        }
        held += events;
        main.extend(group.into_iter().map(|at| places[at]));
    }
    main
}

/// The places of each chapter among some places. Empty if there are too few or too many chapters to compare.
fn chapters(site: &Site, places: &[MapPlace]) -> Vec<MapChapter> {
    let written = &site.overview.chapters;
    if !(2..=MOST_CHAPTERS).contains(&written.len()) {
        return Vec::new();
    }
    let mut of_chapters: Vec<Vec<(&MapPlace, Vec<EventIx>)>> = vec![Vec::new(); written.len()];
    for place in places {
        let mut own: BTreeMap<usize, Vec<EventIx>> = BTreeMap::new();
        for event in &site[place.place].events {
            if let Some(chapter) = site.chapter_of(*event) {
                own.entry(chapter).or_default().push(*event);
            }
        }
        for (chapter, events) in own {
            of_chapters[chapter].push((place, events));
        }
    }
    let chapter = |(chapter, places): (usize, Vec<(&MapPlace, Vec<EventIx>)>)| {
        let events: HashSet<EventIx> = places.iter().flat_map(|(_, events)| events).copied().collect();
        let places = places.iter().map(|(place, events)| place.with(site, events)).collect();
        MapChapter { chapter, events: events.len(), places }
    };
    of_chapters.into_iter().enumerate().map(chapter).collect()
}
