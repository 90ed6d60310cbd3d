//! The position of a time on the 24-hour line that the page draws: a point, a bar or a fading bar.
//!
//! In: a [`When`]. Out: hours of the local day, from 0 to 24. Never here: hours that are not known.

use chrono::{NaiveDateTime, Timelike};

use super::When;
use super::form::DateSyntax;
use super::range::ABOUT_A_CLOCK;

/// The uncertainty of an approximate time in each direction, in hours.
#[expect(clippy::cast_precision_loss, reason = "it is a few minutes")]
const ABOUT: f32 = ABOUT_A_CLOCK as f32 / 60.0;

/// The way in which a time is drawn on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PlottedTimeKind {
    /// A point: the clock time is known.
    Exact,
    /// A bar: the time lasts from one clock time to another.
    Span,
    /// A fading bar: the time is approximate or uncertain.
    About,
}

/// A time on the 24-hour line of its local day.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct PlottedTime {
    /// The way in which it is drawn.
    pub kind: PlottedTimeKind,
    /// The start, in hours from midnight.
    pub from: f32,
    /// The end, in hours from midnight, at most 24. A time that lasts beyond midnight is cut there.
    pub to: f32,
}

impl When {
    /// The position on the 24-hour line of its [`When::day`]; `None` if the hour is not known.
    pub fn clock(&self) -> Option<PlottedTime> {
        PlottedTime::of(self)
    }
}

impl PlottedTime {
    fn of(when: &When) -> Option<Self> {
        let local = when.local()?;
        let from = hours(local.start);
        let doubtful = when.is_approximate() || when.is_uncertain();
        Some(match (local.end, when.form()) {
            (Some(end), DateSyntax::Clocks(..)) => {
                let to = if end.date() > local.start.date() { 24.0 } else { hours(end) };
                let kind = if doubtful { PlottedTimeKind::About } else { PlottedTimeKind::Span };
                Self { kind, from, to }
            }
            _ if doubtful => {
                Self { kind: PlottedTimeKind::About, from: (from - ABOUT).max(0.0), to: (from + ABOUT).min(24.0) }
            }
            _ => Self { kind: PlottedTimeKind::Exact, from, to: from },
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "a day has 86,400 seconds")]
fn hours(at: NaiveDateTime) -> f32 {
    at.time().num_seconds_from_midnight() as f32 / 3600.0
}
