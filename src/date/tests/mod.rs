//! Tables of dates: what is accepted, refused, shown and sorted, and what zones make of it.

mod accepted;
mod documented;
mod order;
mod refused;
mod shown;
mod zones;

use chrono_tz::Tz;

use super::{UnzonedDate, When};

/// The date in its zone, which must be right.
fn when(text: &str, zone: Tz) -> When {
    let written = UnzonedDate::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    When::new(written, zone).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn utc(text: &str) -> When {
    when(text, Tz::UTC)
}
