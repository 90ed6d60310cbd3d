//! The order of the timeline: total, and as the documentation says.

use std::cmp::Ordering;

use chrono_tz::{America, Asia, Tz};

use super::{utc, when};
use crate::date::{Precision, When};

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
        assert_eq!(a.chronology(a), Ordering::Equal);
        for b in &all {
            assert_eq!(a.chronology(b), b.chronology(a).reverse(), "{} and {}", a.text(), b.text());
            for c in all.iter().filter(|c| a.chronology(b).is_le() && b.chronology(c).is_le()) {
                assert!(a.chronology(c).is_le(), "{}, {}, {}", a.text(), b.text(), c.text());
            }
        }
    }
}

#[test]
fn earliest_then_latest_then_the_more_exact() {
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
        "2025-06-16",
        "2025-06-16/..",
        "2025-06-16T12:00:00",
        "2025-06-16T12:00",
        "2025-06-16T12:00/2025-06-16T13:00",
        "Y17E7",
    ];
    for pair in in_order.windows(2) {
        assert_eq!(utc(pair[0]).chronology(&utc(pair[1])), Ordering::Less, "{} before {}", pair[0], pair[1]);
    }
    let exact = [("2025-06", "2025-06-XX"), ("2025-06-XX", "2025-06-01/2025-06-30")];
    for (a, b) in exact {
        assert_eq!((utc(a).earliest(), utc(a).latest()), (utc(b).earliest(), utc(b).latest()));
    }
    assert_eq!(utc("2025-06-01/2025-06-30").chronology(&utc("2025-06")), Ordering::Less);
}

#[test]
fn an_unknown_end_stands_where_the_known_one_stands() {
    assert_eq!(utc("/1985").earliest(), utc("1985").earliest());
    assert_eq!(utc("1985/").latest(), utc("1985").latest());
    assert!(utc("../1985").earliest() < utc("-0044").earliest());
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
