//! Dates and times in words and on the 24-hour line.

use serde::Serialize;

/// A date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DateView {
    /// With the year: "16 June 2025".
    pub words: String,
    /// Without the year where that is the timeline's own: "16 June".
    pub short: String,
    /// A value for `<time datetime>`, where HTML can say it.
    pub datetime: Option<String>,
    /// In EDTF.
    pub edtf: String,
}

/// The 24-hour line.
#[derive(Clone, Debug, Serialize)]
pub struct ClockView {
    /// `exact`, `span`, `about` or `unknown`.
    pub kind: &'static str,
    /// Hours from midnight where the mark begins.
    pub from: f32,
    /// Hours from midnight where it ends.
    pub to: f32,
}

/// The same moment in another zone.
#[derive(Clone, Debug, Serialize)]
pub struct OtherZoneView {
    /// "18:40 the day before"
    pub words: String,
    /// "Washington"
    pub zone: String,
    /// A value for `<time datetime>`, where HTML has one.
    pub datetime: Option<String>,
}

/// When an event happened.
#[derive(Clone, Debug, Serialize)]
pub struct WhenView {
    /// What is known beyond the day: "02:10", "about 12:00", "13 to 19 June", "hour not known".
    pub words: String,
    /// The date with the year.
    pub date: DateView,
    /// The zone in words, for clock times: "Tehran".
    pub zone: Option<String>,
    /// The 24-hour line, where the day is known.
    pub clock: Option<ClockView>,
    /// The same moment in other zones.
    pub elsewhere: Vec<OtherZoneView>,
    /// A remark on the date.
    pub note_html: Option<String>,
}
