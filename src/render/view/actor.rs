//! Views of the pages about one actor or place.

use serde::Serialize;

use super::entry::DayView;
use super::link::PagerView;
use super::map::MapFrameView;
use super::source::SourceLinkView;

/// The view of `actor.html`: a person or body.
#[derive(Clone, Debug, Serialize)]
pub struct ActorView {
    /// The name.
    pub name: String,
    /// `person`, `body`, `state`, `publisher` or `anonymous`.
    pub kind: &'static str,
    /// The name of its side, from `[[sides]]`.
    pub side: Option<String>,
    /// A description in a few words.
    pub description: Option<String>,
    /// Names in other languages.
    pub names: Vec<NameView>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Address of its Wikidata item.
    pub wikidata: Option<String>,
    /// Terms of office, the latest first.
    pub terms: Vec<OfficeTermView>,
    /// Labels of the two ends of the axis: "1981", "2025".
    pub axis: Option<(String, String)>,
    /// The position of the timeline's window on the axis, from 0 (left end) to 1.
    pub now: f32,
    /// The events of this page in which it took part, by days.
    pub days: Vec<DayView>,
    /// The number of its events: "12 events", or "12 events: 10 on the timeline, 2 before June 2025".
    pub events_words: String,
    /// Links to the other pages of the list, if there are any.
    pub pager: Option<PagerView>,
}

/// A term of office on the axis.
#[derive(Clone, Debug, Serialize)]
pub struct OfficeTermView {
    /// The office: "President of Iran".
    pub office: String,
    /// The dates: "28 July 2024 –".
    pub words: String,
    /// The position of its start on the axis, from 0 to 1.
    pub from: f32,
    /// The position of its end on the axis, from 0 to 1.
    pub to: f32,
    /// Whether it is marked as unchecked.
    pub unverified: bool,
    /// The source for it.
    pub source: Option<SourceLinkView>,
    /// A remark.
    pub note_html: Option<String>,
}

/// A name in another language.
#[derive(Clone, Debug, Serialize)]
pub struct NameView {
    /// The language in English: "Persian".
    pub language: String,
    /// The language tag: `fa`.
    pub lang: String,
    /// The direction of its script: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The name.
    pub name: String,
}

/// The view of `place.html`: a place.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceView {
    /// The name.
    pub name: String,
    /// Names in other languages.
    pub names: Vec<NameView>,
    /// The country.
    pub country: Option<String>,
    /// Latitude and longitude: "35.69, 51.39".
    pub coordinates: Option<String>,
    /// The precision of the coordinates: `exact`, `site`, `city`, `region` or `country`.
    pub precision: Option<&'static str>,
    /// A map of its surroundings, on the first page only.
    pub map: Option<MapFrameView>,
    /// Address of its entry on the page with the map, if it has one.
    pub map_url: Option<String>,
    /// The IANA time zone: "Asia/Tehran".
    pub zone: Option<String>,
    /// Address of its Wikidata item.
    pub wikidata: Option<String>,
    /// A remark.
    pub note_html: Option<String>,
    /// The events of this page that happened there, by days.
    pub days: Vec<DayView>,
    /// The number of its events: "12 events", or "12 events: 10 on the timeline, 2 before June 2025".
    pub events_words: String,
    /// Links to the other pages of the list, if there are any.
    pub pager: Option<PagerView>,
}
