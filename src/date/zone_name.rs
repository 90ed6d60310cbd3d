//! Names of time zones, and suggestions for wrong ones.
//!
//! In: a text. Out: a zone, or a [`DateError`] that suggests the zone of a place. Similar spelling suggests only names
//! of places, because `Etc/GMT+2` is two hours behind UTC, and a wrong abbreviation is no misspelling of another one.

use chrono_tz::{TZ_VARIANTS, Tz};

use super::error::DateError;
use crate::diagnostic::{Code, did_you_mean};

const PLACE: &str = "write the zone of a place, such as \"Europe/Istanbul\"";

/// Abbreviations, each with the zones that share it.
const ABBREVIATIONS: &[(&str, &[(&str, &str)])] = &[
    ("ACDT", &[("Australia/Adelaide", "South Australia")]),
    ("ACST", &[("Australia/Adelaide", "South Australia"), ("Australia/Darwin", "the Northern Territory")]),
    ("ADT", &[("America/Halifax", "Atlantic Canada")]),
    ("AEDT", &[("Australia/Sydney", "eastern Australia")]),
    ("AEST", &[("Australia/Sydney", "eastern Australia"), ("Australia/Brisbane", "Queensland")]),
    ("AKDT", &[("America/Anchorage", "Alaska")]),
    ("AKST", &[("America/Anchorage", "Alaska")]),
    ("ART", &[("America/Argentina/Buenos_Aires", "Argentina")]),
    ("AST", &[("America/Halifax", "Atlantic Canada"), ("Asia/Riyadh", "Arabia")]),
    ("AWST", &[("Australia/Perth", "Western Australia")]),
    ("BRT", &[("America/Sao_Paulo", "Brazil")]),
    ("BST", &[("Europe/London", "Britain"), ("Asia/Dhaka", "Bangladesh")]),
    ("CAT", &[("Africa/Maputo", "central Africa")]),
    ("CDT", &[("America/Chicago", "the central United States"), ("America/Havana", "Cuba")]),
    ("CEST", &[("Europe/Berlin", "central Europe")]),
    ("CLT", &[("America/Santiago", "Chile")]),
    (
        "CST",
        &[("America/Chicago", "the central United States"), ("Asia/Shanghai", "China"), ("America/Havana", "Cuba")],
    ),
    ("CT", &[("America/Chicago", "the central United States")]),
    ("EAT", &[("Africa/Nairobi", "east Africa")]),
    ("EDT", &[("America/New_York", "the eastern United States")]),
    ("EEST", &[("Europe/Athens", "eastern Europe")]),
    ("ET", &[("America/New_York", "the eastern United States")]),
    ("GST", &[("Asia/Dubai", "the Gulf")]),
    ("HKT", &[("Asia/Hong_Kong", "Hong Kong")]),
    ("ICT", &[("Asia/Bangkok", "Indochina")]),
    ("IDT", &[("Asia/Jerusalem", "Israel")]),
    ("IRDT", &[("Asia/Tehran", "Iran")]),
    ("IRST", &[("Asia/Tehran", "Iran")]),
    ("IST", &[("Asia/Kolkata", "India"), ("Asia/Jerusalem", "Israel"), ("Europe/Dublin", "Ireland")]),
    ("JST", &[("Asia/Tokyo", "Japan")]),
    ("KST", &[("Asia/Seoul", "Korea")]),
    ("MDT", &[("America/Denver", "the mountains of the United States")]),
    ("MESZ", &[("Europe/Berlin", "central Europe")]),
    ("MEZ", &[("Europe/Berlin", "central Europe")]),
    ("MSD", &[("Europe/Moscow", "Moscow")]),
    ("MSK", &[("Europe/Moscow", "Moscow")]),
    ("MT", &[("America/Denver", "the mountains of the United States")]),
    ("NDT", &[("America/St_Johns", "Newfoundland")]),
    ("NST", &[("America/St_Johns", "Newfoundland")]),
    ("NZDT", &[("Pacific/Auckland", "New Zealand")]),
    ("NZST", &[("Pacific/Auckland", "New Zealand")]),
    ("PDT", &[("America/Los_Angeles", "the western United States")]),
    ("PKT", &[("Asia/Karachi", "Pakistan")]),
    ("PST", &[("America/Los_Angeles", "the western United States"), ("Asia/Manila", "the Philippines")]),
    ("PT", &[("America/Los_Angeles", "the western United States")]),
    ("SAST", &[("Africa/Johannesburg", "South Africa")]),
    ("SGT", &[("Asia/Singapore", "Singapore")]),
    ("TRT", &[("Europe/Istanbul", "Turkey")]),
    ("WAT", &[("Africa/Lagos", "west Africa")]),
    ("WEST", &[("Europe/Lisbon", "western Europe")]),
    ("WIB", &[("Asia/Jakarta", "western Indonesia")]),
];

/// The zone with this name in the IANA database.
pub fn zone_named(name: &str) -> Result<Tz, DateError> {
    name.parse::<Tz>().map_err(|_| {
        let message = format!("there is no time zone \"{name}\"");
        DateError::new(Code::DateZone, 0..name.len(), message, help(name))
    })
}

fn help(name: &str) -> String {
    if let Some((_, zones)) = ABBREVIATIONS.iter().find(|(abbreviation, _)| abbreviation.eq_ignore_ascii_case(name)) {
        let zones = zones.iter().map(|(zone, of)| format!("\"{zone}\" for {of}")).collect::<Vec<_>>();
        return format!("abbreviations are not unique; write {}", zones.join(", or "));
    }
    if let Some(offset) = offset(name) {
        return format!(
            "{PLACE}, whose clocks change in summer if they do; or keep the offset at the time itself: \
             \"2025-06-22T02:10{offset}\""
        );
    }
    match meant(name) {
        Some(zone) => format!("did you mean \"{zone}\"?"),
        None => {
            format!("{PLACE}; a date can also carry its offset, \"2025-06-22T02:10+03:30\"")
        }
    }
}

/// `+02:00` for `GMT+2`, `UTC+02:00` or `+2`, and `Z` for `Z` and `Zulu`.
fn offset(name: &str) -> Option<String> {
    let upper = name.to_ascii_uppercase().replace('\u{2212}', "-");
    let rest = upper.trim_start_matches("UTC").trim_start_matches("GMT").trim();
    if rest == "Z" || rest == "ZULU" {
        return Some("Z".to_owned());
    }
    let (sign, digits) = rest.split_at_checked(1).filter(|(sign, _)| ["+", "-"].contains(sign))?;
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(parts), _) => parts,
        (None, 4) => digits.split_at(2),
        (None, _) => (digits, "00"),
    };
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    (hours <= 14 && minutes < 60).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

/// The zone that was meant: written in another case, by its city alone, or misspelt.
fn meant(name: &str) -> Option<&'static str> {
    let names = || TZ_VARIANTS.iter().map(|zone| zone.name());
    let city = |zone: &'static str| zone.rsplit('/').next().unwrap_or(zone);
    let typed = name.trim().replace(' ', "_");
    let other_case = names().find(|zone| zone.eq_ignore_ascii_case(&typed));
    let by_city = || names().find(|zone| city(zone).eq_ignore_ascii_case(&typed));
    // A similar spelling means the same zone only for names of places.
    let places = || names().filter(|zone| zone.contains('/') && !zone.starts_with("Etc/"));
    let is_word = typed.len() > 4;
    let misspelt = || did_you_mean(&typed, places()).filter(|_| is_word);
    let city_misspelt = || {
        let near = did_you_mean(&typed, places().map(city)).filter(|_| is_word && !typed.contains('/'))?;
        places().find(|zone| city(zone) == near)
    };
    other_case.or_else(by_city).or_else(misspelt).or_else(city_misspelt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_no_zone_leads_to_a_place() {
        let cases = [
            ("BST", "\"Europe/London\" for Britain, or \"Asia/Dhaka\" for Bangladesh"),
            ("ist", "\"Asia/Kolkata\" for India, or \"Asia/Jerusalem\" for Israel, or \"Europe/Dublin\" for Ireland"),
            ("PST", "\"America/Los_Angeles\""),
            ("MSK", "\"Europe/Moscow\""),
            ("GMT+2", "\"2025-06-22T02:10+02:00\""),
            ("UTC-03:30", "\"2025-06-22T02:10-03:30\""),
            ("utc+0530", "\"2025-06-22T02:10+05:30\""),
            ("+3", "\"2025-06-22T02:10+03:00\""),
            ("Z", "\"2025-06-22T02:10Z\""),
            ("utc", "did you mean \"UTC\"?"),
            ("europe/london", "did you mean \"Europe/London\"?"),
            ("Buenos Aires", "Buenos_Aires\"?"),
            ("Tehran", "did you mean \"Asia/Tehran\"?"),
            ("Europe/Lodon", "did you mean \"Europe/London\"?"),
            ("Copenhage", "did you mean \"Europe/Copenhagen\"?"),
            ("XYZT", "write the zone of a place"),
        ];
        for (name, help) in cases {
            let error = zone_named(name).expect_err(name);
            assert!(error.help.contains(help), "{name}: {}", error.help);
            assert!(!error.help.contains("Etc/"), "{name}: {}", error.help);
        }
    }

    #[test]
    fn every_abbreviation_names_zones_that_exist_and_none_is_one_itself() {
        for (abbreviation, zones) in ABBREVIATIONS {
            assert!(abbreviation.parse::<Tz>().is_err(), "{abbreviation} would be accepted");
            assert!(zones.iter().all(|(zone, _)| zone.parse::<Tz>().is_ok()), "{abbreviation}");
        }
    }
}
