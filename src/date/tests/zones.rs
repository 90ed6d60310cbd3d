//! The effect of zones on days and clock times.

use chrono_tz::{America, Asia, Pacific, Tz};

use super::{utc, when};
use crate::date::{DateWording, English};

fn seconds(text: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp()
}

#[test]
fn a_day_is_a_day_in_its_zone() {
    let cases: &[(&str, Tz, &str, &str)] = &[
        ("2025-06-22", Asia::Tehran, "2025-06-22T00:00:00+03:30", "2025-06-22T23:59:59+03:30"),
        ("2025-06-22", America::New_York, "2025-06-22T00:00:00-04:00", "2025-06-22T23:59:59-04:00"),
        ("2025-01", America::New_York, "2025-01-01T00:00:00-05:00", "2025-01-31T23:59:59-05:00"),
        // Iran's clocks went forward at midnight, so the day began at one.
        ("2022-03-22", Asia::Tehran, "2022-03-22T01:00:00+04:30", "2022-03-22T23:59:59+04:30"),
        // Samoa crossed the date line and skipped 30 December.
        ("2011-12-29", Pacific::Apia, "2011-12-29T00:00:00-10:00", "2011-12-29T23:59:59-10:00"),
        ("2011-12-31", Pacific::Apia, "2011-12-31T00:00:00+14:00", "2011-12-31T23:59:59+14:00"),
    ];
    for (text, zone, first, last) in cases {
        let when = when(text, *zone);
        assert_eq!(when.earliest().seconds(), Some(seconds(first)), "{text} in {zone}");
        assert_eq!(when.latest().seconds(), Some(seconds(last)), "{text} in {zone}");
    }
}

#[test]
fn an_instant_is_shown_in_the_zone_of_its_event() {
    let strike = when("2025-06-21T18:40-04:00", Asia::Tehran);
    assert_eq!(English.date(&strike), "22 June 2025, 02:10");
    assert_eq!(strike.day().unwrap().to_string(), "2025-06-22");
    let there = strike.in_zone(America::New_York).unwrap();
    assert_eq!(there.start.to_string(), "2025-06-21 18:40:00");
    assert_eq!(there.end, None);
    assert_eq!(when("2025-06-22", Asia::Tehran).in_zone(America::New_York), None);
}

#[test]
fn a_local_time_is_the_same_instant_as_with_its_offset() {
    let cases = [
        ("2025-06-22T02:10", Asia::Tehran, "2025-06-22T02:10+03:30"),
        ("2025-06-21T18:40", America::New_York, "2025-06-21T18:40-04:00"),
        ("2025-01-21T18:40", America::New_York, "2025-01-21T18:40-05:00"),
    ];
    for (local, zone, instant) in cases {
        assert!(when(local, zone).sort_key() == utc(instant).sort_key(), "{local} in {zone}");
    }
}

#[test]
fn a_day_is_known_only_where_the_text_says_so() {
    let cases = [
        ("2025-06-16", Some("2025-06-16")),
        ("2025-06-16~", Some("2025-06-16")),
        ("2025-06-24T01:32", Some("2025-06-24")),
        ("2025-06-13/2025-06-19", Some("2025-06-13")),
        ("2025-06-13/..", Some("2025-06-13")),
        ("2025-06-20T22:00/2025-06-21T02:00", Some("2025-06-20")),
        ("2025-06", None),
        ("2025-06-XX", None),
        ("2025-06/2025-07-02", None),
        ("[2025-06-17,2025-06-18]", None),
        ("../2025-06-16", None),
        ("/2025-06-16", None),
        ("2025-21", None),
    ];
    for (text, expect) in cases {
        assert_eq!(utc(text).day().map(|day| day.to_string()).as_deref(), expect, "{text}");
    }
}

#[test]
fn first_and_last_day_are_there_where_the_date_has_ends() {
    let cases = [
        ("2025-06", Some("2025-06-01"), Some("2025-06-30")),
        ("2025-06-22/..", Some("2025-06-22"), None),
        ("/1985", None, Some("1985-12-31")),
        ("2025-06-20T22:00/2025-06-21T02:00", Some("2025-06-20"), Some("2025-06-21")),
        ("Y-17E7", None, None),
    ];
    for (text, first, last) in cases {
        let when = utc(text);
        assert_eq!(when.first_day().map(|day| day.to_string()).as_deref(), first, "{text}");
        assert_eq!(when.last_day().map(|day| day.to_string()).as_deref(), last, "{text}");
    }
}
