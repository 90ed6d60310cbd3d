//! Pages about one person, body or place.

use serde::Serialize;

use super::entry::DayView;
use super::link::PagerView;
use super::source::SourceLinkView;

/// `actor`
#[derive(Clone, Debug, Serialize)]
pub struct ActorView {
    /// The name.
    pub name: String,
    /// `person`, `body`, `state`, `publisher`, `anonymous`.
    pub kind: &'static str,
    /// A few words.
    pub description: Option<String>,
    /// Names in other languages.
    pub names: Vec<NameView>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Address of the Wikidata item.
    pub wikidata: Option<String>,
    /// Offices, the latest first.
    pub terms: Vec<OfficeTermView>,
    /// Words at the ends of the axis: "1981", "June 2025".
    pub axis: Option<(String, String)>,
    /// Where the timeline's window stands on the axis, 0 to 1.
    pub now: f32,
    /// Events with it.
    pub days: Vec<DayView>,
    /// "12 events"
    pub events_words: String,
    /// Other pages.
    pub pager: Option<PagerView>,
}

/// A term of office on the axis.
#[derive(Clone, Debug, Serialize)]
pub struct OfficeTermView {
    /// "President of Iran"
    pub office: String,
    /// "28 July 2024 –"
    pub words: String,
    /// Where it begins on the axis, 0 to 1.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
    /// Whether nobody has checked it.
    pub unverified: bool,
    /// Who says so.
    pub source: Option<SourceLinkView>,
    /// A remark.
    pub note_html: Option<String>,
}

/// A name in another language.
#[derive(Clone, Debug, Serialize)]
pub struct NameView {
    /// "Persian"
    pub language: String,
    /// `fa`
    pub lang: String,
    /// `rtl`
    pub dir: &'static str,
    /// The name.
    pub name: String,
}

/// `place`
#[derive(Clone, Debug, Serialize)]
pub struct PlaceView {
    /// The name.
    pub name: String,
    /// Names in other languages.
    pub names: Vec<NameView>,
    /// The country.
    pub country: Option<String>,
    /// "35.69, 51.39"
    pub coordinates: Option<String>,
    /// `exact`, `site`, `city`, `region`, `country`.
    pub precision: Option<&'static str>,
    /// IANA zone.
    pub zone: Option<String>,
    /// Address of the Wikidata item.
    pub wikidata: Option<String>,
    /// A remark.
    pub note_html: Option<String>,
    /// Events there.
    pub days: Vec<DayView>,
    /// "12 events"
    pub events_words: String,
    /// Other pages.
    pub pager: Option<PagerView>,
}
