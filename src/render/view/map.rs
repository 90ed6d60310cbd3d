//! Views of maps.

use serde::Serialize;

use super::link::LinkView;

/// The view of `map.html`: the places of the timeline on a map.
#[derive(Clone, Debug, Serialize)]
pub struct MapView {
    /// What the map shows, in numbers: "52 events in 18 places, 20 of them disputed or denied."
    pub words: String,
    /// The main map, then up to three insets for places far from it. Each place is on exactly one of them.
    pub frames: Vec<MapFrameView>,
    /// A small map for each chapter; `None` if there are fewer than two chapters, or more than twelve.
    pub chapters: Option<ChapterMapsView>,
    /// The marks that the frames use, for a legend.
    pub legend: MapLegendView,
    /// The places on the map that have events, those with most events first.
    pub places: Vec<MapPlaceView>,
    /// The places on the map without an event of their own.
    pub quiet: Vec<MapQuietPlaceView>,
    /// That the map shows only some of the places: "The map shows the 60 places with most events, of 1000."
    pub cut: Option<String>,
    /// Regions and countries for whose names the map has no room.
    pub without_room: Vec<LinkView>,
    /// Places that have events but no coordinates, at most ten.
    pub unplaced: Vec<LinkView>,
    /// The number of further places without coordinates: "3 more".
    pub unplaced_more: Option<String>,
    /// Whether borders of countries are drawn.
    pub borders: bool,
}

/// Small maps of the same part of the Earth, one for each chapter. Their circles are drawn to one scale.
#[derive(Clone, Debug, Serialize)]
pub struct ChapterMapsView {
    /// The width of each picture.
    pub width: usize,
    /// The height of each picture.
    pub height: usize,
    /// SVG path data of all land, for an even-odd fill.
    pub land: String,
    /// The chapters, in order.
    pub chapters: Vec<ChapterMapView>,
}

/// The map of a chapter.
#[derive(Clone, Debug, Serialize)]
pub struct ChapterMapView {
    /// The number of the chapter.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Address of the chapter on the home page; `None` if that page shows no chapters.
    pub url: Option<String>,
    /// "11 events on the map"
    pub events_words: String,
    /// What the map shows, in words: "Tehran, 14 events, 4 disputed or denied; Geneva, 2 events".
    pub label: String,
    /// The places with events, without their names.
    pub marks: Vec<MapMarkView>,
}

#[expect(clippy::struct_excessive_bools, reason = "templates ask for each mark by itself")]
/// The marks on a map.
#[derive(Clone, Debug, Serialize)]
pub struct MapLegendView {
    /// Whether there is a circle with events.
    pub events: bool,
    /// Whether some circles are larger than their number of events asks for, so that they can be seen.
    pub enlarged: bool,
    /// Whether a circle has disputed or denied events.
    pub contested: bool,
    /// Whether there is a place without events.
    pub quiet: bool,
    /// Whether there is the name of a region or country.
    pub areas: bool,
}

/// A map: a part of the Earth with marks in it. Numbers are in the units of the picture, from its top left corner.
#[derive(Clone, Debug, Serialize)]
pub struct MapFrameView {
    /// What it is, for those who do not see it: "Map of 13 places".
    pub label: String,
    /// The countries of the places on an inset, as the places name them: "Canada and United States".
    pub caption: Option<String>,
    /// The width of the picture.
    pub width: usize,
    /// The height of the picture.
    pub height: usize,
    /// SVG path data of all land, for an even-odd fill; may be empty.
    pub land: String,
    /// Path data of countries that are places themselves, for an even-odd fill; may be empty.
    pub countries: String,
    /// Path data of borders, for a stroke; may be empty.
    pub borders: String,
    /// The places, large circles before small ones.
    pub marks: Vec<MapMarkView>,
}

/// A place on a map.
#[derive(Clone, Debug, Serialize)]
pub struct MapMarkView {
    /// `place` (a circle), `quiet` (a circle for a place without events), `near` (a dot on the map of another place),
    /// `here` (the place that the page is about) or `area` (a region or country, which has a name and no circle).
    pub kind: &'static str,
    /// Where the mark leads. `None` for the place that the page is about.
    pub url: Option<String>,
    /// The place and its numbers in words: "Tehran, 14 events, 4 disputed or denied".
    pub label: String,
    /// The name on the map.
    pub name: String,
    /// The number of events; `None` if there are none or the map does not show numbers.
    pub count: Option<usize>,
    /// The position of its centre.
    pub x: usize,
    /// The position of its centre.
    pub y: usize,
    /// The radius of its circle.
    pub radius: usize,
    /// Path data of the sector that is the share of disputed and denied events, around the centre.
    pub share: Option<String>,
    /// Whether all its events are disputed or denied.
    pub contested: bool,
    /// The name's position on a wide screen; `None` if it has no room.
    pub wide: Option<MapLabelView>,
    /// The name's position on a narrow screen, where letters and circles are larger on the picture.
    pub narrow: Option<MapLabelView>,
}

/// The position of a name on a map.
#[derive(Clone, Debug, Serialize)]
pub struct MapLabelView {
    /// The position of the anchor.
    pub x: usize,
    /// The position of the baseline.
    pub y: usize,
    /// `start`, `middle` or `end`: the part of the name at `x`, if the text runs from left to right.
    pub anchor: &'static str,
}

/// A place in the list below the map.
#[derive(Clone, Debug, Serialize)]
pub struct MapPlaceView {
    /// Its anchor: `place-tehran`.
    pub id: String,
    /// The name.
    pub name: String,
    /// Address of its page.
    pub url: String,
    /// `region` or `country`, if its coordinates are no more precise than that.
    pub precision: Option<&'static str>,
    /// "14 events"
    pub events_words: String,
    /// "4 disputed or denied", if there are any.
    pub contested_words: Option<String>,
    /// Its first events, at most five, those within the window before others.
    pub events: Vec<MapEventView>,
    /// The number of its further events: "9 more events".
    pub more_words: Option<String>,
}

/// An event in the list below the map.
#[derive(Clone, Debug, Serialize)]
pub struct MapEventView {
    /// The title.
    pub title: String,
    /// Address of its page.
    pub url: String,
    /// `confirmed`, `reported`, `disputed`, `denied` or `retracted`.
    pub status: &'static str,
    /// The date: "16 June".
    pub date: String,
}

/// A place without an event of its own.
#[derive(Clone, Debug, Serialize)]
pub struct MapQuietPlaceView {
    /// Its anchor: `place-rome`.
    pub id: String,
    /// The name.
    pub name: String,
    /// Address of its page.
    pub url: String,
}
