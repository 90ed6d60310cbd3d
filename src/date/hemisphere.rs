//! The months of the seasons in each hemisphere.
//!
//! In: days, months, years and seasons, and the hemisphere in which something happened, if it is known. Out: the first
//! and the last day that the date can mean. EDTF's codes 21 to 24 name a season without a hemisphere: spring 2024 was
//! March to May in Oslo and September to November in Santiago. If the hemisphere is unknown, the bounds include both.

use chrono_tz::Tz;
use edtf_core::{Bound, Bounds, Date, DateField, Edtf, IntervalEndpoint, SetElement};

use super::error::DateError;
use super::form;
use crate::diagnostic::Code;

/// One half of the earth, from the equator to a pole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hemisphere {
    /// Spring begins in March.
    North,
    /// Spring begins in September.
    South,
}

impl Hemisphere {
    /// The hemisphere of a place by its latitude in degrees; `None` on the equator.
    pub fn of_latitude(degrees: f64) -> Option<Self> {
        if degrees > 0.0 {
            Some(Self::North)
        } else if degrees < 0.0 {
            Some(Self::South)
        } else {
            None
        }
    }

    /// The hemisphere of a zone that is named after a place. `None` for zones at or across the equator, and for names
    /// that contain an offset and no place, such as `Etc/UTC`.
    pub fn of_zone(zone: Tz) -> Option<Self> {
        let name = zone.name();
        let (area, city) = name.split_once('/')?;
        if area == "Etc" || ACROSS_THE_EQUATOR.contains(&name) {
            return None;
        }
        let is_south = SOUTHERN_AREAS.contains(&area) || city.starts_with("Argentina/") || SOUTHERN.contains(&name);
        Some(if is_south { Self::South } else { Self::North })
    }

    /// The hemisphere's own code (level 2) for a season's code of level 1.
    fn code(self, season: u8) -> u8 {
        match self {
            Self::North => season + 4,
            Self::South => season + 8,
        }
    }
}

/// Areas of the zone database that are entirely in the south.
const SOUTHERN_AREAS: [&str; 3] = ["Antarctica", "Australia", "Chile"];

/// Zones of countries that the equator crosses or touches, where the name of a season says little about its months.
const ACROSS_THE_EQUATOR: [&str; 24] = [
    "Africa/Brazzaville",
    "Africa/Kampala",
    "Africa/Kinshasa",
    "Africa/Libreville",
    "Africa/Malabo",
    "Africa/Mogadishu",
    "Africa/Nairobi",
    "Africa/Sao_Tome",
    "America/Belem",
    "America/Bogota",
    "America/Guayaquil",
    "America/Manaus",
    "America/Santarem",
    "Asia/Jakarta",
    "Asia/Jayapura",
    "Asia/Kuala_Lumpur",
    "Asia/Makassar",
    "Asia/Pontianak",
    "Asia/Singapore",
    "Asia/Ujung_Pandang",
    "Brazil/West",
    "Indian/Maldives",
    "Pacific/Galapagos",
    "Pacific/Tarawa",
];

/// Southern zones in areas that also have northern ones.
const SOUTHERN: [&str; 81] = [
    "Africa/Blantyre",
    "Africa/Bujumbura",
    "Africa/Dar_es_Salaam",
    "Africa/Gaborone",
    "Africa/Harare",
    "Africa/Johannesburg",
    "Africa/Kigali",
    "Africa/Luanda",
    "Africa/Lubumbashi",
    "Africa/Lusaka",
    "Africa/Maputo",
    "Africa/Maseru",
    "Africa/Mbabane",
    "Africa/Windhoek",
    "America/Araguaina",
    "America/Asuncion",
    "America/Bahia",
    "America/Buenos_Aires",
    "America/Campo_Grande",
    "America/Catamarca",
    "America/Cordoba",
    "America/Coyhaique",
    "America/Cuiaba",
    "America/Eirunepe",
    "America/Fortaleza",
    "America/Jujuy",
    "America/La_Paz",
    "America/Lima",
    "America/Maceio",
    "America/Mendoza",
    "America/Montevideo",
    "America/Noronha",
    "America/Porto_Acre",
    "America/Porto_Velho",
    "America/Punta_Arenas",
    "America/Recife",
    "America/Rio_Branco",
    "America/Rosario",
    "America/Santiago",
    "America/Sao_Paulo",
    "Asia/Dili",
    "Atlantic/South_Georgia",
    "Atlantic/St_Helena",
    "Atlantic/Stanley",
    "Brazil/Acre",
    "Brazil/DeNoronha",
    "Brazil/East",
    "Indian/Antananarivo",
    "Indian/Chagos",
    "Indian/Christmas",
    "Indian/Cocos",
    "Indian/Comoro",
    "Indian/Kerguelen",
    "Indian/Mahe",
    "Indian/Mauritius",
    "Indian/Mayotte",
    "Indian/Reunion",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Bougainville",
    "Pacific/Chatham",
    "Pacific/Easter",
    "Pacific/Efate",
    "Pacific/Enderbury",
    "Pacific/Fakaofo",
    "Pacific/Fiji",
    "Pacific/Funafuti",
    "Pacific/Gambier",
    "Pacific/Guadalcanal",
    "Pacific/Kanton",
    "Pacific/Marquesas",
    "Pacific/Niue",
    "Pacific/Norfolk",
    "Pacific/Noumea",
    "Pacific/Pago_Pago",
    "Pacific/Pitcairn",
    "Pacific/Port_Moresby",
    "Pacific/Rarotonga",
    "Pacific/Samoa",
    "Pacific/Tahiti",
    "US/Samoa",
];

/// The first and the last day that a date can mean in a hemisphere.
pub(super) fn bounds(edtf: &Edtf, hemisphere: Option<Hemisphere>) -> Bounds {
    if !form::dates(edtf).iter().any(is_season) {
        return edtf.bounds();
    }
    if let Some(hemisphere) = hemisphere {
        return in_hemisphere(edtf, hemisphere).bounds();
    }
    let [north, south] = [Hemisphere::North, Hemisphere::South].map(|half| in_hemisphere(edtf, half).bounds());
    let pick = |a: Bound, b: Bound, earlier: bool| match (a, b) {
        (Bound::Date(first), Bound::Date(second)) => {
            Bound::Date(if earlier { first.min(second) } else { first.max(second) })
        }
        // An open or unknown end is the same in both hemispheres.
        (a, _) => a,
    };
    Bounds { earliest: pick(north.earliest, south.earliest, true), latest: pick(north.latest, south.latest, false) }
}

/// The mistake of an interval of seasons whose end lies before its start in the south, where the year begins in summer.
pub(super) fn seasons_backwards(text: &str, edtf: &Edtf) -> DateError {
    let northern = in_hemisphere(edtf, Hemisphere::North);
    DateError::new(
        Code::DateBackwards,
        0..text.len(),
        format!("in the southern hemisphere the end of {text} lies before its start"),
        format!(
            "write \"{northern}\" for the seasons of the northern hemisphere; 29 to 32 are spring to winter of the southern"
        ),
    )
}

/// The date with its seasons replaced by those of the hemisphere.
fn in_hemisphere(edtf: &Edtf, hemisphere: Hemisphere) -> Edtf {
    map_dates(edtf, |date| if is_season(&date) { with_code(date, hemisphere) } else { date })
}

fn is_season(date: &Date) -> bool {
    date.month.and_then(DateField::value).is_some_and(|code| (21..=24).contains(&code))
}

fn with_code(date: Date, hemisphere: Hemisphere) -> Date {
    let month = date.month.map(|month| {
        let code = hemisphere.code(month.value().unwrap_or_default());
        DateField { digits: [Some(code / 10), Some(code % 10)], ..month }
    });
    Date { month, ..date }
}

fn map_dates(edtf: &Edtf, mut change: impl FnMut(Date) -> Date) -> Edtf {
    let mut edtf = edtf.clone();
    match &mut edtf {
        Edtf::Date(date) => *date = change(*date),
        Edtf::DateTime(time) => time.date = change(time.date),
        Edtf::Interval(interval) => {
            for end in [&mut interval.start, &mut interval.end] {
                if let IntervalEndpoint::Date(date)
                | IntervalEndpoint::OnOrBefore(date)
                | IntervalEndpoint::OnOrAfter(date) = end
                {
                    *date = change(*date);
                }
            }
        }
        Edtf::Set(set) => {
            for element in &mut set.elements {
                match element {
                    SetElement::Date(date) | SetElement::OnOrBefore(date) | SetElement::OnOrAfter(date) => {
                        *date = change(*date);
                    }
                    SetElement::Range(from, to) => {
                        *from = change(*from);
                        *to = change(*to);
                    }
                }
            }
        }
    }
    edtf
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_that_is_named_here_exists() {
        for name in ACROSS_THE_EQUATOR.iter().chain(&SOUTHERN) {
            assert!(name.parse::<Tz>().is_ok() || *name == "America/Coyhaique", "{name}");
        }
    }
}
