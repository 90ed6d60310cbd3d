//! Tables of dates: accepted, refused, shown and sorted ones, and the effect of zones.

mod accepted;
mod documented;
mod order;
mod refused;
mod shown;
mod zones;

use chrono_tz::Tz;

use super::{UnzonedDate, When};

/// A date in a zone; both must be valid.
fn when(text: &str, zone: Tz) -> When {
    let written = UnzonedDate::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    When::new(written, zone).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn utc(text: &str) -> When {
    when(text, Tz::UTC)
}
