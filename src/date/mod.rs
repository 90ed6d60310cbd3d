//! Dates: when something happened, as precisely as is known and no more.
//!
//! A text is parsed into an [`UnzonedDate`], whose syntax is right. With a zone it becomes a [`When`], which has
//! instants for bounds, an order, and words ([`DateWording`]). A mistake is a [`DateError`], with its range in the text
//! and a correction. Never here: the current time, or a disk.
//!
//! The forms are EDTF (ISO 8601-2:2019, Annex A) levels 0 to 2, and clock times: `2025-06-24T01:32`, optionally with
//! seconds, an offset and a trailing `~`, `?` or `%`, or two of them with a slash between.

mod calendar;
mod clock;
mod diagnose;
mod english;
mod error;
mod form;
mod guess;
mod hemisphere;
mod order;
mod part;
mod precision;
mod range;
mod time;
mod timestamp;
mod unzoned;
mod when;
mod wording;
mod zone;
mod zone_name;

#[cfg(test)]
mod tests;

pub use calendar::CalendarUnit;
pub use clock::{PlottedTime, PlottedTimeKind};
pub use english::{CitationDate, English};
pub use error::DateError;
pub use hemisphere::Hemisphere;
pub use order::SortKey;
pub use precision::Precision;
pub use range::{DateDistance, DayRange};
pub use timestamp::Timestamp;
pub use unzoned::UnzonedDate;
pub use when::{LocalTime, When, html_day};
pub use wording::DateWording;
pub use zone::zone_city;
pub use zone_name::zone_named;
