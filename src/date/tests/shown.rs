//! Each form in words, on the 24-hour line and in HTML.

use chrono::NaiveDate;

use super::{utc, when};
use crate::date::{
    CalendarUnit, CitationDate, DateWording, English, PlottedTime, PlottedTimeKind, html_day, zone_city,
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn dates_are_shown_as_precisely_as_they_are_written() {
    let cases = [
        // The table of docs/content.md.
        ("2025-06-16", "16 June 2025"),
        ("2025-06", "June 2025"),
        ("2025", "2025"),
        ("2025-06-XX", "a day in June 2025"),
        ("2025-06-16~", "about 16 June 2025"),
        ("2025-06-16?", "perhaps 16 June 2025"),
        ("2025-06-16%", "perhaps about 16 June 2025"),
        ("2025-06-13/2025-06-19", "13 to 19 June 2025"),
        ("2025-06-22/..", "since 22 June 2025"),
        ("[2025-06-22..2025-06-30]", "some time between 22 and 30 June 2025"),
        ("[..2025-06-20]", "20 June 2025 or before"),
        ("[2025-06-17,2025-06-18]", "17 or 18 June 2025"),
        ("2025-06-24T01:32", "24 June 2025, 01:32"),
        ("2025-06-17T12:00~", "17 June 2025, about 12:00"),
        ("2025-06-20T14:00/2025-06-20T18:30", "20 June 2025, 14:00 to 18:30"),
        // Clock times
        ("2025-06-17T12:00:05?", "17 June 2025, perhaps 12:00:05"),
        ("2025-06-20T22:00/2025-06-21T02:00~", "20 June 2025, 22:00 to about 02:00 the next day"),
        ("2025-06-20T22:00/2025-06-23T02:00", "20 June 2025, 22:00 to 02:00 on 23 June"),
        ("2024-12-30T22:00/2025-01-02T02:00", "30 December 2024, 22:00 to 02:00 on 2 January 2025"),
        ("2025-06-20T14:00/2025-06-20T14:00", "20 June 2025, 14:00"),
        ("1985-04-12T23:59:60Z", "12 April 1985, 23:59:60"),
        // Years
        ("-0044", "45 BC"),
        ("-0044-03-15", "15 March 45 BC"),
        ("0000", "1 BC"),
        ("0044", "AD 44"),
        ("Y170000002", "the year 170,000,002"),
        ("Y-170000002", "170,000,003 BC"),
        ("Y-17E7", "170,000,000 BC"),
        ("Y8E20202", "the year 8 × 10^20202"),
        ("1950S2", "about 1950 (1900 to 1999)"),
        ("1950S2~", "about 1950 (1900 to 1999)"),
        ("1950S2?", "perhaps about 1950 (1900 to 1999)"),
        ("1950S4", "1950"),
        ("-1950S2", "about 1951 BC (2000 to 1901 BC)"),
        ("Y171010000S3", "about 171,010,000 (171,000,000 to 171,999,999)"),
        ("Y3388E2S3", "about 338,800 (338,000 to 338,999)"),
        ("156X", "the 1560s"),
        ("200X", "between 2000 and 2009"),
        ("19XX", "between 1900 and 1999"),
        ("XXXX", "an unknown year"),
        // Parts of a year
        ("2001-21", "spring 2001"),
        ("2025-24", "winter 2025"),
        ("2001-29", "spring 2001 in the south"),
        ("2001-34", "the second quarter of 2001"),
        ("2001-38", "May to August 2001"),
        ("2001-40", "the first half of 2001"),
        ("156X-21", "spring of a year in the 1560s"),
        // Unknown digits
        ("2004-XX", "a month in 2004"),
        ("1984-1X", "October, November or December 1984"),
        ("1984-0X", "a month from January to September 1984"),
        ("1XXX-XX", "a month between 1000 and 1999"),
        ("1XXX-12", "December of a year between 1000 and 1999"),
        ("1985-XX-XX", "a day in 1985"),
        ("2004-XX-12", "the 12th of a month in 2004"),
        ("2004-XX-1X", "a day between 10 January 2004 and 19 December 2004"),
        ("2004-06-1X", "a day from 10 to 19 June 2004"),
        ("2004-06-X5", "5, 15 or 25 June 2004"),
        ("156X-12-25", "25 December of a year in the 1560s"),
        ("XXXX-12-XX", "a day in December of an unknown year"),
        // Marks at some parts only
        ("2004-06~-11", "11 June 2004 (year and month approximate)"),
        ("2004?-06-11", "11 June 2004 (year uncertain)"),
        ("?2004-06-~11", "11 June 2004 (year uncertain, day approximate)"),
        ("2004-%06-11", "11 June 2004 (month uncertain and approximate)"),
        ("2004-06-~11", "about 11 June 2004"),
        // Intervals
        ("2025-06-30/2025-07-02", "30 June to 2 July 2025"),
        ("2024-12-30/2025-01-02", "30 December 2024 to 2 January 2025"),
        ("2025-01/2025-03", "January to March 2025"),
        ("1964/2008", "1964 to 2008"),
        ("2004-02-01/2005", "1 February 2004 to 2005"),
        ("2025-06-13/2025-06-13", "13 June 2025"),
        ("1984~/2004-06", "about 1984 to June 2004"),
        ("2004-06-~01/2004-06-~20", "about 1 to about 20 June 2004"),
        ("2004-06-XX/2004-07-03", "a day in June 2004 to 3 July 2004"),
        ("1985/..", "since 1985"),
        ("../1985", "until 1985"),
        ("1985/", "from 1985, end unknown"),
        ("/1985", "until 1985, beginning unknown"),
        ("..2004-06-01/2004-06-20..", "from 1 June 2004 or before to 20 June 2004 or later"),
        // Sets
        ("{1667,1668..1670}", "1667 and 1668 to 1670"),
        ("[1667,1668,1670..1672]", "1667, 1668 or 1670 to 1672"),
        ("[1667,1760-12]", "1667 or December 1760"),
        ("[1760-01,1760-02,1760-12..]", "January, February or December 1760 or later"),
        ("{..1984}", "1984 and before"),
        ("{1960,1961-12}", "1960 and December 1961"),
        ("{2025-06-16,2025-06-18,2025-07-02}", "16 June, 18 June and 2 July 2025"),
    ];
    for (text, expect) in cases {
        assert_eq!(English.date(&utc(text)), expect, "{text}");
    }
}

#[test]
fn the_year_is_left_out_only_where_all_of_a_date_lies_in_it() {
    let cases = [
        ("2025-06-16", "16 June"),
        ("2025-06-13/2025-06-19", "13 to 19 June"),
        ("2025-06-30/2025-07-02", "30 June to 2 July"),
        ("2025-06-XX", "a day in June"),
        ("2025-06", "June"),
        ("2025-21", "spring"),
        ("2025-33", "the first quarter"),
        ("2025-06-24T01:32", "24 June, 01:32"),
        ("2025-06-22/..", "since 22 June"),
        ("[..2025-06-20]", "20 June or before"),
        ("2025", "2025"),
        ("2025-XX", "a month in 2025"),
        ("2024-06-16", "16 June 2024"),
        ("2024-12-30/2025-01-02", "30 December 2024 to 2 January 2025"),
        ("[2025,2025-12]", "2025 or December 2025"),
    ];
    for (text, expect) in cases {
        assert_eq!(English.date_short(&utc(text), 2025), expect, "{text}");
    }
}

#[test]
fn date_and_time_can_be_had_apart() {
    let cases = [
        ("2025-06-24T01:32", "24 June 2025", Some("01:32")),
        ("2025-06-17T12:00~", "17 June 2025", Some("about 12:00")),
        ("2025-06-20T14:00/2025-06-20T18:30", "20 June 2025", Some("14:00 to 18:30")),
        ("2025-06-16", "16 June 2025", None),
    ];
    for (text, date, time) in cases {
        assert_eq!(English.date_part(&utc(text), None), date, "{text}");
        assert_eq!(English.time(&utc(text)).as_deref(), time, "{text}");
    }
    assert_eq!(English.date_part(&utc("2025-06-24T01:32"), Some(2025)), "24 June");
}

#[test]
fn days_in_a_row_share_what_they_can() {
    let cases = [
        (day(2025, 6, 27), day(2025, 6, 29), "27–29 June"),
        (day(2025, 6, 30), day(2025, 7, 2), "30 June – 2 July"),
        (day(2024, 12, 30), day(2025, 1, 2), "30 December 2024 – 2 January 2025"),
        (day(2025, 6, 15), day(2025, 6, 15), "15 June"),
    ];
    for (first, last, expect) in cases {
        assert_eq!(English.days(first, last), expect);
    }
    assert_eq!(English.day(day(2025, 6, 16)), "16 June 2025");
    assert_eq!(English.weekday(day(2025, 6, 16)), Some("Monday"));
    assert_eq!(English.weekday_initial(day(2025, 6, 21)), Some("S"));
    assert_eq!((English.month(9), English.month_short(9), English.month(13)), ("September", "Sep", ""));
}

#[test]
fn distances_are_told_in_the_unit_in_which_one_thinks_of_them() {
    let far = |from: &str, to: &str| utc(from).distance_to(&utc(to)).map(|distance| English.distance(&distance));
    let cases = [
        ("2025-06-16", "2025-06-16", "the same day"),
        ("2025-06-16T08:00", "2025-06-16", "the same day"),
        ("2025-06-16", "2025-06-17", "the next day"),
        // It is only twenty minutes later, but on the next day.
        ("2025-06-16T23:50", "2025-06-17T00:10", "the next day"),
        ("2025-06-16", "2025-06-15", "the day before"),
        ("2025-06-16", "2025-06-14", "two days earlier"),
        ("2025-06-16", "2025-06-26", "ten days later"),
        ("2025-06-16", "2025-06-27", "11 days later"),
        ("2025-06-16", "2025-08-15", "60 days later"),
        ("2025-06-16", "2025-08-16", "about 2 months later"),
        ("2025-06-16", "2025-03-17", "about 3 months earlier"),
        ("2025-06-16", "2027-06-16", "about 24 months later"),
        ("2025-06-16", "2071-03-06", "about 46 years later"),
        // If a date is no single day, the range of distances contains every possible one.
        ("2025-06-13/2025-06-19", "2025-06-22", "between three and nine days later"),
        ("2025-06-22", "2025-06-13/2025-06-19", "between three and nine days earlier"),
        ("2025-06-13/2025-06-19", "2025-06-20", "between one and seven days later"),
        ("[2025-06-01,2025-06-03]", "2025-08", "between one and three months later"),
        ("2023-11-20", "2024", "between one and 14 months later"),
        ("2024", "2023-11-20", "between one and 14 months earlier"),
        ("2024-01", "2024-12-30", "between ten and 12 months later"),
        ("196X", "1970-01-05", "up to 11 years later"),
        ("1969", "1979", "between nine and 11 years later"),
        ("0014-08-19", "0053", "between 38 and 40 years later"),
        ("2025-01-01", "2025-03-01/2025-03-02", "between 59 and 60 days later"),
    ];
    for (from, to, expect) in cases {
        assert_eq!(far(from, to).as_deref(), Some(expect), "{from} to {to}");
    }
    let unknown = [
        // They may be the same day, or in either order.
        ("2025-03", "2025-03-31"),
        ("2025-06-13/2025-06-19", "2025-06-15"),
        ("2025", "2025"),
        ("2025-06-16", "2025-06-16/2025-06-18"),
        ("2024-12-30", "[..2024-06-01]"),
        ("1985/", "1990"),
        ("2025-06-22/..", "2026"),
        // The uncertainty of "about" is not known.
        ("2025-06-16~", "2025-06-20"),
        ("2025-06-16", "2025-06-20?"),
        ("2025-06-16T23:50~", "2025-06-17"),
    ];
    for (from, to) in unknown {
        assert_eq!(far(from, to), None, "{from} to {to}");
    }
    // 20:00 in Washington is on the next day in Tehran, but its own date, which is shown, is the same day. Noon is on
    // the same day in both.
    let (tehran, washington) = (chrono_tz::Asia::Tehran, chrono_tz::America::New_York);
    let from_tehran = |there: &str| when("2025-06-21T12:00", tehran).distance_to(&when(there, washington));
    assert_eq!(from_tehran("2025-06-21T20:00"), None);
    assert_eq!(
        from_tehran("2025-06-22T12:00").map(|distance| English.distance(&distance)).as_deref(),
        Some("the next day")
    );
    assert_eq!(English.day_difference(-1), "the day before");
    assert_eq!(English.day_difference(1), "the next day");
}

#[test]
fn no_distance_is_less_or_more_than_the_dates_allow() {
    let texts =
        ["2023-11-20", "2024", "2024-02", "2024-02-29", "2024-02-29/2024-05-01", "202X", "2026-21", "[2025,2027]"];
    for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (utc(a), utc(b)))) {
        let Some(distance) = a.distance_to(&b) else { continue };
        assert!(distance.least.0 <= distance.least.1 && distance.most.0 <= distance.most.1);
        assert!(distance.most.0 <= distance.least.0 && distance.least.1 <= distance.most.1);
        let back = b.distance_to(&a).unwrap();
        assert_eq!((back.least, back.most), (distance.least, distance.most), "{} and {}", a.text(), b.text());
    }
}

#[test]
fn weekdays_are_those_of_the_calendar_and_there_is_none_before_it() {
    assert_eq!(English.weekday(day(1582, 10, 15)), Some("Friday"));
    assert_eq!(English.weekday(day(1582, 10, 14)), None);
    assert_eq!(English.weekday_initial(day(-43, 3, 15)), None);
    assert_eq!(English.year(-43), "44 BC");
    assert_eq!((html_day(day(-43, 3, 15)), html_day(day(0, 1, 1))), (None, None));
    assert_eq!(html_day(day(14, 8, 19)).as_deref(), Some("0014-08-19"));
    assert_eq!(html_day(day(12025, 1, 1)).as_deref(), Some("12025-01-01"));
}

#[test]
fn years_in_a_row_share_their_era() {
    let cases =
        [(2025, 2025, "2025"), (1142, 1979, "1142 to 1979"), (-43, -9, "44 to 10 BC"), (-43, 14, "44 BC to AD 14")];
    for (first, last, expect) in cases {
        assert_eq!(English.years(first, last), expect);
    }
    assert_eq!(English.period(day(2025, 6, 27), day(2025, 6, 29)), "27–29 June 2025");
    assert_eq!(English.period(day(2024, 12, 30), day(2025, 1, 2)), "30 December 2024 – 2 January 2025");
    assert_eq!(English.period(day(2024, 2, 1), day(2024, 2, 29)), "February 2024");
    assert_eq!(English.period(day(2024, 2, 1), day(2024, 2, 28)), "1–28 February 2024");
    assert_eq!(English.period(day(2020, 1, 1), day(2024, 12, 31)), "2020 to 2024");
    assert_eq!(English.period(day(2024, 1, 1), day(2024, 12, 31)), "2024");
    let one = English.undrawn(1, CalendarUnit::Day);
    assert_eq!(one, "One event is not drawn: its date is less exact than a day");
    let three = English.undrawn(3, CalendarUnit::Years(5));
    assert_eq!(three, "Three events are not drawn: their dates are less exact than five years");
}

#[test]
fn what_lasts_since_a_year_or_month_is_called_by_its_name() {
    let since = |day: &str, year| English.since(day.parse().unwrap(), year);
    assert_eq!(since("2006-01-01", None), "since 2006");
    assert_eq!(since("2006-01-01", Some(2006)), "since 2006");
    assert_eq!(since("2025-03-01", None), "since March 2025");
    assert_eq!(since("2025-03-01", Some(2025)), "since March");
    assert_eq!(since("2025-03-05", None), "since 5 March 2025");
    assert_eq!(since("2025-03-05", Some(2025)), "since 5 March");
}

#[test]
fn an_interval_begins_within_its_start() {
    let begin = |text: &str| {
        let days = utc(text).beginning();
        format!("{} {}", days.first.unwrap(), days.last.unwrap())
    };
    assert_eq!(begin("1942/1945"), "1942-01-01 1942-12-31");
    assert_eq!(begin("2025-03/.."), "2025-03-01 2025-03-31");
    assert_eq!(begin("1914~/1918"), "1909-01-01 1919-12-31");
    assert_eq!(begin("1987-01-08/1987-01"), "1987-01-08 1987-01-08");
    assert_eq!(begin("1963"), "1963-01-01 1963-12-31");
}

#[test]
fn a_clock_elsewhere_keeps_its_mark() {
    let new_york = chrono_tz::America::New_York;
    let cases = [
        ("2025-06-22T02:10", Some("18:40 the day before")),
        ("2025-06-22T02:10~", Some("about 18:40 the day before")),
        ("2025-06-22T02:10?", Some("perhaps 18:40 the day before")),
        ("2025-06-22", None),
    ];
    for (text, expect) in cases {
        let when = when(text, chrono_tz::Asia::Tehran);
        let there = when.in_zone(new_york);
        assert_eq!(there.and_then(|there| English.elsewhere(&when, there)).as_deref(), expect, "{text}");
    }
    let when = when("2025-06-22T02:10", chrono_tz::Asia::Tehran);
    assert_eq!(when.html_datetime_in(new_york).as_deref(), Some("2025-06-21T18:40-04:00"));
}

#[test]
fn works_are_cited_by_as_much_of_a_date_as_is_known() {
    let cases = [
        ("2025-07-01", "2025, July 1", "July 1, 2025", "1 July 2025", "2025-07-01", 3),
        ("2025-07-01T12:00Z", "2025, July 1", "July 1, 2025", "1 July 2025", "2025-07-01", 3),
        ("2025-07", "2025, July", "July 2025", "July 2025", "2025-07", 2),
        ("2025-33", "2025", "2025", "2025", "2025", 1),
        ("-0043-03-15", "44 BC, March 15", "March 15, 44 BC", "15 March 44 BC", "-0043-03-15", 3),
    ];
    for (text, year_first, month_first, day_first, edtf, parts) in cases {
        let date = CitationDate::of(&utc(text)).unwrap();
        let words = [date.year_first(), date.month_first(), date.day_first(), date.edtf()];
        assert_eq!(words, [year_first, month_first, day_first, edtf], "{text}");
        assert_eq!(date.numbers().len(), parts, "{text}");
    }
    assert_eq!(CitationDate::of(&utc("1985/")), None);
}

#[test]
fn small_numbers_are_words() {
    let cases = [(1, "one"), (12, "twelve"), (13, "13"), (999, "999"), (1204, "1,204"), (1_000_000, "1,000,000")];
    for (n, expect) in cases {
        assert_eq!(English.number(n), expect);
    }
}

#[test]
fn the_line_of_hours_draws_only_what_is_known() {
    let line = |kind, from, to| Some(PlottedTime { kind, from, to });
    let cases = [
        ("2025-06-24T14:30", line(PlottedTimeKind::Exact, 14.5, 14.5)),
        ("2025-06-24T14:00~", line(PlottedTimeKind::About, 12.5, 15.5)),
        ("2025-06-24T00:30~", line(PlottedTimeKind::About, 0.0, 2.0)),
        ("2025-06-24T23:00?", line(PlottedTimeKind::About, 21.5, 24.0)),
        ("2025-06-20T14:00/2025-06-20T18:30", line(PlottedTimeKind::Span, 14.0, 18.5)),
        ("2025-06-20T22:00/2025-06-21T02:00", line(PlottedTimeKind::Span, 22.0, 24.0)),
        ("2025-06-20T14:00~/2025-06-20T18:30", line(PlottedTimeKind::About, 14.0, 18.5)),
        ("2025-06-16", None),
        ("2025-06-13/2025-06-19", None),
        ("2025-06", None),
        ("2025-06-XX", None),
        ("[2025-06-17,2025-06-18]", None),
    ];
    for (text, expect) in cases {
        assert_eq!(utc(text).clock(), expect, "{text}");
    }
}

#[test]
fn html_gets_what_html_can_say() {
    let tehran = chrono_tz::Asia::Tehran;
    let cases = [
        ("2025-06-16", Some("2025-06-16")),
        ("2025-06", Some("2025-06")),
        ("2025", Some("2025")),
        ("0044", Some("0044")),
        ("Y170000002", Some("170000002")),
        ("2025-06-16~", Some("2025-06-16")),
        ("2025-06-22T02:10", Some("2025-06-22T02:10+03:30")),
        ("2025-06-21T22:40:05Z", Some("2025-06-22T02:10:05+03:30")),
        // Tehran was 3:25:44 ahead of UTC then.
        ("1900-01-01T12:00", Some("1900-01-01T08:34Z")),
        ("2025-06-16?", None),
        ("2025-06-XX", None),
        ("2001-21", None),
        ("201X", None),
        ("1950S2", None),
        ("-0044", None),
        ("2025-06-13/2025-06-19", None),
        ("[2025-06-17,2025-06-18]", None),
        ("2025-06-20T14:00/2025-06-20T18:30", None),
        ("1985-04-12T23:59:60Z", None),
    ];
    for (text, expect) in cases {
        assert_eq!(when(text, tehran).html_datetime().as_deref(), expect, "{text}");
    }
}

#[test]
fn zones_are_called_after_their_city() {
    let cases = [
        (chrono_tz::America::New_York, "New York"),
        (chrono_tz::America::Argentina::Buenos_Aires, "Buenos Aires"),
        (chrono_tz::UTC, "UTC"),
        (chrono_tz::Etc::UTC, "UTC"),
    ];
    for (zone, expect) in cases {
        assert_eq!(zone_city(zone), expect);
    }
}

#[test]
fn empty_days_are_told_by_their_length() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let cases = [
        ("2025-06-03", "2025-06-03", "one day", "3 June: no event recorded"),
        ("2025-06-05", "2025-06-08", "four days", "5–8 June: no event recorded"),
        ("2025-01-15", "2025-02-20", "37 days", "15 January – 20 February: no event recorded"),
        ("2025-03-03", "2025-11-10", "eight months", "No event recorded for eight months: 3 March – 10 November 2025"),
        (
            "2024-11-03",
            "2025-02-10",
            "three months",
            "No event recorded for three months: 3 November 2024 – 10 February 2025",
        ),
        ("1980-01-01", "1985-12-31", "six years", "No event recorded for six years: 1980 to 1985"),
        ("1979-11-05", "1986-02-01", "six years", "No event recorded for six years: 1980 to 1985"),
        ("1142-09-01", "1979-11-03", "837 years", "No event recorded for 836 years: 1143 to 1978"),
        ("-0043-03-16", "0014-08-18", "57 years", "No event recorded for 56 years: 43 BC to AD 13"),
    ];
    for (first, last, length, empty) in cases {
        let (first, last) = (day(first), day(last));
        assert_eq!(English.length(first, last), length, "{first} to {last}");
        assert_eq!(English.empty(first, last, Some(2025)), empty, "{first} to {last}");
    }
    assert_eq!(English.empty(day("2025-06-05"), day("2025-06-08"), None), "5–8 June 2025: no event recorded");
    assert_eq!(English.empty(day("2024-06-05"), day("2024-06-05"), Some(2025)), "5 June 2024: no event recorded");
}
