//! Every example of the Library of Congress' EDTF page, levels 0 to 2, and this program's own forms, with their bounds.

use chrono::DateTime;

use super::utc;
use crate::date::{Timestamp, UnzonedDate};

/// Text, first second and last second in UTC. `-` is the far past, `+` the far future.
const EXAMPLES: &[(&str, &str, &str)] = &[
    // Level 0
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30Z"),
    ("1985-04-12T23:20:30Z", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30Z"),
    ("1985-04-12T23:20:30-04", "1985-04-13T03:20:30Z", "1985-04-13T03:20:30Z"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12T18:50:30Z", "1985-04-12T18:50:30Z"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
    // Level 1
    ("Y170000002", "170000002", "170000002"),
    ("Y-170000002", "-170000002", "-170000002"),
    // Spring of either hemisphere.
    ("2001-21", "2001-03-01", "2001-11-30"),
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", "1985-04-12", "+"),
    ("1985-04/..", "1985-04-01", "+"),
    ("1985/..", "1985-01-01", "+"),
    ("../1985-04-12", "-", "1985-04-12"),
    ("../1985-04", "-", "1985-04-30"),
    ("../1985", "-", "1985-12-31"),
    ("1985-04-12/", "1985-04-12", "+"),
    ("1985-04/", "1985-04-01", "+"),
    ("1985/", "1985-01-01", "+"),
    ("/1985-04-12", "-", "1985-04-12"),
    ("/1985-04", "-", "1985-04-30"),
    ("/1985", "-", "1985-12-31"),
    ("-1985", "-1985-01-01", "-1985-12-31"),
    ("1984~/2004-06", "1984-01-01", "2004-06-30"),
    ("1984/2004-06~", "1984-01-01", "2004-06-30"),
    ("1984~/2004~", "1984-01-01", "2004-12-31"),
    ("1984?/2004%", "1984-01-01", "2004-12-31"),
    ("1984-06?/2004-08?", "1984-06-01", "2004-08-31"),
    ("1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-08"),
    // Level 2
    ("Y-17E7", "-170000000", "-170000000"),
    ("1950S2", "1900-01-01", "1999-12-31"),
    ("Y171010000S3", "171000000", "171999999"),
    ("Y3388E2S3", "338000", "338999"),
    ("2001-34", "2001-04-01", "2001-06-30"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
    ("[..1760-12-03]", "-", "1760-12-03"),
    ("[1760-12..]", "1760-12-01", "+"),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01", "+"),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31"),
    ("[..1984]", "-", "1984-12-31"),
    ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31"),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
    ("{..1984}", "-", "1984-12-31"),
    ("2004-06~-11", "2004-06-11", "2004-06-11"),
    ("2004?-06-11", "2004-06-11", "2004-06-11"),
    ("?2004-06-~11", "2004-06-11", "2004-06-11"),
    ("2004-%06-11", "2004-06-11", "2004-06-11"),
    ("156X-12-25", "1560-12-25", "1569-12-25"),
    ("15XX-12-25", "1500-12-25", "1599-12-25"),
    ("XXXX-12-XX", "0000-12-01", "9999-12-31"),
    ("1XXX-XX", "1000-01-01", "1999-12-31"),
    ("1XXX-12", "1000-12-01", "1999-12-31"),
    ("1984-1X", "1984-10-01", "1984-12-31"),
    ("2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-20"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
    // This program's own forms
    ("2025-06-24T01:32", "2025-06-24T01:32:00Z", "2025-06-24T01:32:59Z"),
    ("2025-06-22T02:10+03:30", "2025-06-21T22:40:00Z", "2025-06-21T22:40:59Z"),
    ("2025-06-17T12:00~", "2025-06-17T12:00:00Z", "2025-06-17T12:00:59Z"),
    ("2025-06-20T14:00/2025-06-20T18:30", "2025-06-20T14:00:00Z", "2025-06-20T18:30:59Z"),
    ("1985-04-12T23:59:60Z", "1985-04-12T23:59:59Z", "1985-04-12T23:59:59Z"),
];

#[test]
fn every_example_of_the_standard_is_read_with_its_bounds() {
    for (text, first, last) in EXAMPLES {
        let (earliest, latest) = UnzonedDate::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}")).day_bounds();
        assert_eq!(earliest, moment(first, Edge::First), "{text} begins");
        assert_eq!(latest, moment(last, Edge::Last), "{text} ends");
    }
}

#[test]
fn in_utc_a_date_has_the_bounds_of_its_text() {
    for (text, ..) in EXAMPLES {
        let when = utc(text);
        let (earliest, latest) = UnzonedDate::parse(text).unwrap().day_bounds();
        let unknown = text.starts_with('/') || text.ends_with('/');
        if !unknown {
            assert_eq!((when.earliest(), when.latest()), (earliest, latest), "{text}");
        }
        assert!(when.earliest() <= when.latest(), "{text}");
    }
}

#[test]
fn the_canonical_text_is_read_as_the_same_date() {
    for (text, ..) in EXAMPLES {
        let when = utc(text);
        let again = utc(when.text());
        assert!(when.sort_key() == again.sort_key(), "{text}");
        assert_eq!(when.text(), again.text());
    }
}

#[test]
fn blanks_around_a_date_do_not_matter() {
    assert_eq!(UnzonedDate::parse(" 2025-06-16\n").unwrap().text(), "2025-06-16");
}

#[test]
fn only_clock_times_without_an_offset_need_a_zone() {
    let cases = [
        ("2025-06-16", false),
        ("2025-06-24T01:32", true),
        ("2025-06-24T01:32Z", false),
        ("2025-06-24T01:32Z/2025-06-24T02:00", true),
    ];
    for (text, expect) in cases {
        assert_eq!(UnzonedDate::parse(text).unwrap().has_clock(), expect, "{text}");
    }
}

#[test]
fn a_day_is_written_as_edtf() {
    let day = chrono::NaiveDate::from_ymd_opt(2025, 6, 16).unwrap();
    assert_eq!(UnzonedDate::from_day(day), UnzonedDate::parse("2025-06-16").unwrap());
}

#[test]
fn two_texts_agree_if_both_can_mean_one_moment() {
    let cases = [
        ("2025-06-16", "2025-06", true),
        ("2025-06-16", "2025-06-17", false),
        ("2025-06-17", "[2025-06-17,2025-06-18]", true),
        ("2025-06-22T02:10+03:30", "2025-06-21T22:40Z", true),
        ("2025-06-22T02:10+03:30", "2025-06-22T02:10Z", false),
        // A day is compared by the local calendar date in Tehran, whatever the date in UTC.
        ("2025-06-22T02:10+03:30", "2025-06-22", true),
        ("1985/", "1990", true),
        ("/1985", "1990", false),
    ];
    for (a, b, expect) in cases {
        let [first, second] = [a, b].map(|text| UnzonedDate::parse(text).unwrap());
        assert_eq!(first.can_agree(&second), expect, "{a} and {b}");
        assert_eq!(second.can_agree(&first), expect, "{b} and {a}");
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Edge {
    First,
    Last,
}

/// `1985-04-12`, `-1985-12-31`, an instant, or a year of many digits.
fn moment(text: &str, edge: Edge) -> Timestamp {
    match text {
        "-" => return Timestamp::FAR_PAST,
        "+" => return Timestamp::FAR_FUTURE,
        _ if text.contains('T') => {
            return Timestamp::from_seconds(DateTime::parse_from_rfc3339(text).unwrap().timestamp());
        }
        _ => {}
    }
    let (year, month, day) = match text.rsplitn(3, '-').collect::<Vec<_>>().as_slice() {
        [day, month, year] if day.len() == 2 => (*year, month.parse().unwrap(), day.parse().unwrap()),
        _ if edge == Edge::First => (text, 1, 1),
        _ => (text, 12, 31),
    };
    let day = edtf_core::BoundDate { year: year.parse().unwrap(), month, day };
    if edge == Edge::First { Timestamp::day_start(day) } else { Timestamp::day_end(day) }
}
