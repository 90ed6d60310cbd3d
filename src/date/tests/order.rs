//! The order of the timeline is total and as documented.

use chrono_tz::{America, Asia, Tz};

use super::{utc, when};
use crate::date::{Hemisphere, Precision, UnzonedDate, When};

/// Every kind of date, in three zones.
fn all() -> Vec<When> {
    let texts = [
        "2025-06-16",
        "2025-06",
        "2025",
        "2025-06-XX",
        "2025-06-16~",
        "2025-06-13/2025-06-19",
        "2025-06-22/..",
        "[..2025-06-20]",
        "[2025-06-22..]",
        "../2025",
        "/2025",
        "2025/",
        "2025-21",
        "202X",
        "20XX",
        "XXXX",
        "-0044",
        "Y-17E7",
        "Y17E7",
        "Y8E20202",
        "Y9E18",
        "Y-9E18",
        "2025-06-16T00:00",
        "2025-06-16T00:00:00",
        "2025-06-16T00:00/2025-06-16T23:59:59",
        "2025-06-16T12:00Z",
        "1950S2",
        "{2025-06-16}",
        "..2004-06-01/2004-06-20..",
    ];
    let zones = [Tz::UTC, Asia::Tehran, America::New_York];
    texts.iter().flat_map(|text| zones.map(|zone| when(text, zone))).collect()
}

#[test]
fn the_order_is_total() {
    let all = all();
    for a in &all {
        for b in &all {
            let order = |a: &When, b: &When| a.sort_key().cmp(&b.sort_key());
            assert_eq!(order(a, b), order(b, a).reverse(), "{} and {}", a.text(), b.text());
            for c in all.iter().filter(|c| order(a, b).is_le() && order(b, c).is_le()) {
                assert!(order(a, c).is_le(), "{}, {}, {}", a.text(), b.text(), c.text());
            }
        }
    }
}

#[test]
fn hours_then_their_day_then_what_names_no_day_and_the_more_exact_first() {
    let in_order = [
        "../2025-06-16",
        "[..2025-06-20]",
        "Y-17E7",
        "-0044",
        "20XX",
        "202X",
        "2025-01-01",
        "2025-01",
        "2025",
        "2025-06-01",
        "2025-06",
        "2025-06-16T00:00",
        "2025-06-16T12:00:00",
        "2025-06-16T12:00",
        "2025-06-16T12:00/2025-06-16T13:00",
        "2025-06-16T23:59:59",
        "2025-06-16",
        "2025-06-16/2025-06-18",
        "2025-06-16/..",
        "[2025-06-16,2025-06-18]",
        "2025-06-17T00:00",
        "Y17E7",
    ];
    for pair in in_order.windows(2) {
        assert!(utc(pair[0]).sort_key() < utc(pair[1]).sort_key(), "{} before {}", pair[0], pair[1]);
    }
    let exact = [("2025-06", "2025-06-XX"), ("2025-06-XX", "2025-06-01/2025-06-30")];
    for (a, b) in exact {
        assert_eq!((utc(a).earliest(), utc(a).latest()), (utc(b).earliest(), utc(b).latest()));
    }
    assert!(utc("2025-06-01/2025-06-30").sort_key() < utc("2025-06").sort_key());
}

#[test]
fn an_unknown_end_stands_where_the_known_one_stands_and_has_no_bound() {
    assert_eq!(utc("/1985").known_bounds(), utc("1985").known_bounds());
    assert_eq!(utc("1985/").known_bounds(), utc("1985").known_bounds());
    assert_eq!(utc("/1985-04-12").sorted_under(), utc("1985-04-12").first_day());
    assert_eq!((utc("/1985").earliest().seconds(), utc("1985/").latest().seconds()), (None, None));
    assert_eq!((utc("/1985").first_day(), utc("1985/").last_day()), (None, None));
    let in_order = ["../1985-04-12", "-0044", "1985", "/1985-04-12", "1985-05", "1990"];
    for pair in in_order.windows(2) {
        assert!(utc(pair[0]).sort_key() < utc(pair[1]).sort_key(), "{} before {}", pair[0], pair[1]);
    }
}

#[test]
fn a_day_may_have_been_any_that_the_date_allows_and_a_mark_gives_room() {
    let cases = [
        ("2025-06-16", Some("2025-06-16"), Some("2025-06-16")),
        ("2025-06", Some("2025-06-01"), Some("2025-06-30")),
        ("2025-06-13/..", Some("2025-06-13"), None),
        ("[..2025-06-20]", None, Some("2025-06-20")),
        ("1985/", Some("1985-01-01"), None),
        ("/1985", None, Some("1985-12-31")),
        ("2025-06-16~", Some("2025-06-09"), Some("2025-06-23")),
        ("2025-06?", Some("2025-03-01"), Some("2025-09-30")),
        ("1985%", Some("1980-01-01"), Some("1990-12-31")),
        ("2025-06-16T12:00~", Some("2025-06-16"), Some("2025-06-16")),
        ("2025-06-16T00:30~", Some("2025-06-15"), Some("2025-06-16")),
        ("2025-06-16T23:00/2025-06-17T23:00?", Some("2025-06-16"), Some("2025-06-18")),
        ("2001-21", Some("2001-03-01"), Some("2001-11-30")),
    ];
    for (text, first, last) in cases {
        let days = utc(text).possible_days();
        let word = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        let found = (word(days.first), word(days.last));
        assert_eq!((found.0.as_deref(), found.1.as_deref()), (first, last), "{text}");
    }
    let long_ago = utc("Y-17E7").possible_days();
    assert!(long_ago.last.is_some_and(|last| last < utc("-9999").possible_days().first.unwrap()));
}

#[test]
fn a_season_is_that_of_its_hemisphere_or_either() {
    let bounds = |text: &str, hemisphere| {
        let when = When::in_hemisphere(UnzonedDate::parse(text).unwrap(), Tz::UTC, hemisphere).unwrap();
        format!("{} to {}", when.first_day().unwrap(), when.last_day().unwrap())
    };
    let cases = [
        ("2024-21", "2024-03-01 to 2024-05-31", "2024-09-01 to 2024-11-30", "2024-03-01 to 2024-11-30"),
        ("2024-22", "2024-06-01 to 2024-08-31", "2024-12-01 to 2025-02-28", "2024-06-01 to 2025-02-28"),
        ("2024-23", "2024-09-01 to 2024-11-30", "2024-03-01 to 2024-05-31", "2024-03-01 to 2024-11-30"),
        ("2024-24", "2024-12-01 to 2025-02-28", "2024-06-01 to 2024-08-31", "2024-06-01 to 2025-02-28"),
        ("[2024-21,2025-05]", "2024-03-01 to 2025-05-31", "2024-09-01 to 2025-05-31", "2024-03-01 to 2025-05-31"),
        // Dates that name their hemisphere, or have no season, are the same everywhere.
        ("2024-25", "2024-03-01 to 2024-05-31", "2024-03-01 to 2024-05-31", "2024-03-01 to 2024-05-31"),
        ("2024-33", "2024-01-01 to 2024-03-31", "2024-01-01 to 2024-03-31", "2024-01-01 to 2024-03-31"),
    ];
    for (text, north, south, unknown) in cases {
        assert_eq!(bounds(text, Some(Hemisphere::North)), north, "{text} in the north");
        assert_eq!(bounds(text, Some(Hemisphere::South)), south, "{text} in the south");
        assert_eq!(bounds(text, None), unknown, "{text} anywhere");
    }
    let zones = [
        (Tz::America__Santiago, Some(Hemisphere::South)),
        (Tz::America__Argentina__Ushuaia, Some(Hemisphere::South)),
        (Tz::Australia__Hobart, Some(Hemisphere::South)),
        (Tz::Europe__Oslo, Some(Hemisphere::North)),
        (Tz::Africa__Nairobi, None),
        (Tz::Etc__GMTPlus2, None),
        (Tz::UTC, None),
    ];
    for (zone, hemisphere) in zones {
        assert_eq!(Hemisphere::of_zone(zone), hemisphere, "{zone}");
    }
    let latitudes = [-33.4, 59.9, 0.0].map(Hemisphere::of_latitude);
    assert_eq!(latitudes, [Some(Hemisphere::South), Some(Hemisphere::North), None]);
    let turned = When::in_hemisphere(UnzonedDate::parse("2024-21/2024-23").unwrap(), Tz::UTC, Some(Hemisphere::South));
    assert!(turned.is_err_and(|error| error.help.contains("\"2024-25/2024-27\"")));
}

#[test]
fn overlap_and_containment_follow_the_bounds() {
    let june = utc("2025-06");
    // text, overlaps June, lies within June
    let cases = [
        ("2025-06-30", true, true),
        ("2025-07-01", false, false),
        ("2025-06-30T23:59:59", true, true),
        ("2025-07-01T00:00", false, false),
        ("2025-06-28/2025-07-02", true, false),
        ("2025-06-22/..", true, false),
        ("[..2025-06-20]", true, false),
        ("/2025-06-20", true, false),
        ("2025", true, false),
    ];
    for (text, overlaps, within) in cases {
        assert_eq!(utc(text).overlaps(&june), overlaps, "{text}");
        assert_eq!(june.overlaps(&utc(text)), overlaps, "{text}");
        assert_eq!(utc(text).lies_within(&june), within, "{text}");
    }
    assert!(utc("2025-07-01").overlaps(&when("2025-06", America::New_York)), "June ends later in New York");
}

#[test]
fn precision_is_that_of_the_least_exact_part() {
    let cases = [
        ("2025-06-16T12:00:00", Precision::Second),
        ("2025-06-16T12:00~", Precision::Minute),
        ("2025-06-16", Precision::Day),
        ("2025-06-XX", Precision::Month),
        ("2025-06", Precision::Month),
        ("2025-21", Precision::Season),
        ("1984-1X", Precision::Season),
        ("2004-XX", Precision::Year),
        ("2025", Precision::Year),
        ("201X", Precision::Decade),
        ("156X-12-25", Precision::Decade),
        ("1950S2", Precision::Century),
        ("XXXX", Precision::Age),
        ("2025-06-13/2025-06", Precision::Month),
        ("2025-06-13/..", Precision::Open),
        ("[2025-06-17,2025]", Precision::Year),
    ];
    for (text, expect) in cases {
        assert_eq!(utc(text).precision(), expect, "{text}");
    }
}

#[test]
fn marks_are_noticed_wherever_they_stand() {
    let cases = [
        ("2025-06-16~", true, false),
        ("2025-06-16?", false, true),
        ("2004?-06-11", false, true),
        ("1984~/2004?", true, true),
        ("2025-06-17T12:00%", true, true),
        ("2025-06-16", false, false),
    ];
    for (text, approximate, uncertain) in cases {
        let when = utc(text);
        assert_eq!((when.is_approximate(), when.is_uncertain()), (approximate, uncertain), "{text}");
    }
    assert!(utc("2025-06-17T12:00~").is_instant());
    assert!(!utc("2025-06-20T14:00/2025-06-20T18:30").is_instant());
}
