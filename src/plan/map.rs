//! The map of a site: its places with coordinates, and how many events each has.

use std::collections::HashSet;

use crate::geo::{Atlas, GeoPoint};
use crate::model::{EventIx, PlaceIx, Site};

/// The most places that the map draws.
const MOST_DRAWN: usize = 60;

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
    /// Places with events but without coordinates, by name.
    pub unplaced: Vec<PlaceIx>,
    /// The outlines that maps are drawn from.
    pub atlas: Atlas,
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
        Some(Self {
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
        let events = &site[place].events;
        Some(Self {
            place,
            point: GeoPoint { latitude, longitude },
            events: events.len(),
            contested: events.iter().filter(|event| site[**event].is_contested()).count(),
        })
    }
}
