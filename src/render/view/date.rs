//! Views of dates and times.

use serde::Serialize;

/// A date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DateView {
    /// The date with its year: "16 June 2025".
    pub words: String,
    /// The date without its year, if that is the year of the whole timeline: "16 June".
    pub short: String,
    /// A value for `<time datetime>`, if HTML has one.
    pub datetime: Option<String>,
    /// The date in EDTF.
    pub edtf: String,
}

/// The mark of an event on the 24-hour line.
#[derive(Clone, Debug, Serialize)]
pub struct ClockView {
    /// How well the time is known: `exact`, `span` or `about`.
    pub kind: &'static str,
    /// Start of the mark, in hours from midnight.
    pub from: f32,
    /// End of the mark, in hours from midnight.
    pub to: f32,
}

/// The time of an event in another zone.
#[derive(Clone, Debug, Serialize)]
pub struct OtherZoneView {
    /// The time there: "18:40 the day before".
    pub words: String,
    /// The zone: "Washington".
    pub zone: String,
    /// A value for `<time datetime>`, if HTML has one.
    pub datetime: Option<String>,
}

/// The date and time of an event.
#[derive(Clone, Debug, Serialize)]
pub struct WhenView {
    /// The time: "02:10", "about 12:00"; or the date if it is not a single day: "13 to 19 June". `None` if nothing but
    /// the day is known, which the heading says.
    pub words: Option<String>,
    /// The date.
    pub date: DateView,
    /// The zone of a clock time: "Tehran".
    pub zone: Option<String>,
    /// The mark on the 24-hour line, if the hour is known.
    pub clock: Option<ClockView>,
    /// The time in the other zones of the site in which the date differs.
    pub elsewhere: Vec<OtherZoneView>,
    /// A remark on the date.
    pub note_html: Option<String>,
}
