//! Places.

use chrono_tz::Tz;

use super::{EventIx, Html, Visibility};
use crate::language::Language;
use crate::route::Slug;
use crate::span::Span;

/// The precision of a place's coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacePrecision {
    /// The exact spot.
    Exact,
    /// A site or building complex.
    Site,
    /// A city.
    City,
    /// A region.
    Region,
    /// A country.
    Country,
}

impl PlacePrecision {
    /// The word in content files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Site => "site",
            Self::City => "city",
            Self::Region => "region",
            Self::Country => "country",
        }
    }
}

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its id, part of its address.
    pub id: Slug,
    /// The name in the site's language.
    pub name: String,
    /// Names in other languages.
    pub names: Vec<(Language, String)>,
    /// The name of the country.
    pub country: Option<String>,
    /// Latitude and longitude in decimal degrees, WGS 84.
    pub coordinates: Option<(f64, f64)>,
    /// The precision of the coordinates.
    pub precision: Option<PlacePrecision>,
    /// Its time zone.
    pub zone: Option<Tz>,
    /// The Wikidata item, `Q…`.
    pub wikidata: Option<String>,
    /// A remark.
    pub note: Option<Html>,
    /// How much of it is published.
    pub visibility: Visibility,
    /// Events there, in chronological order.
    pub events: Vec<EventIx>,
    /// The place of its name in the content.
    pub span: Span,
}

impl Place {
    /// Whether it is a region or country. A place whose precision is not known is taken for a town, as the data says no
    /// more than a point.
    pub fn is_area(&self) -> bool {
        matches!(self.precision, Some(PlacePrecision::Region | PlacePrecision::Country))
    }
}
