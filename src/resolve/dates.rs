//! Interprets dates in a zone and a hemisphere.

use crate::date::{Hemisphere, UnzonedDate, When};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::span::{Span, Spanned};

/// The date in this zone. An impossible one is reported at its place.
pub(super) fn placed(written: &Spanned<UnzonedDate>, zone: chrono_tz::Tz, findings: &mut Diagnostics) -> Option<When> {
    placed_at(written, zone, None, findings)
}

/// The same at a place with a known latitude, which decides the seasons.
pub(super) fn placed_at(
    written: &Spanned<UnzonedDate>,
    zone: chrono_tz::Tz,
    latitude: Option<f64>,
    findings: &mut Diagnostics,
) -> Option<When> {
    let hemisphere = latitude.map_or_else(|| Hemisphere::of_zone(zone), Hemisphere::of_latitude);
    match When::in_hemisphere(written.value.clone(), zone, hemisphere) {
        Ok(when) => Some(when),
        Err(error) => {
            findings.push(Diagnostic::new(error.code, error.message).at(written.span).help(error.help));
            None
        }
    }
}

/// The finding for something that ends before it begins: "this chapter".
pub(super) fn backwards(what: &str, from: Span, to: Span) -> Diagnostic {
    Diagnostic::new(Code::DateBackwards, format!("{what} ends before it begins"))
        .at(to)
        .label("it ends here")
        .see(from, "and begins here")
        .help("look at both dates; they may be the wrong way round")
}
