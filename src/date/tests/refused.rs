//! Refused dates with the exact texts that editors read: range, message and help.

use chrono_tz::{Asia, Europe, Tz};

use crate::date::{DateError, UnzonedDate, When};
use crate::diagnostic::Code::{
    self, DateBackwards, DateNoSuchDay, DateNoSuchMonth, DateNoSuchTime, DateNotADate, DateRepeated, DateSkipped,
};

fn refusal(text: &str, zone: Tz) -> DateError {
    let read = UnzonedDate::parse(text).and_then(|written| When::new(written, zone));
    read.err().unwrap_or_else(|| panic!("{text} was accepted"))
}

/// Text, kind, the words that are wrong, message, help.
type Case<'a> = (&'a str, Code, &'a str, &'a str, &'a str);

fn check(cases: &[Case<'_>], zone: Tz) {
    for (text, code, place, message, help) in cases {
        let error = refusal(text, zone);
        let found = (error.code, &text[error.range], error.message.as_str(), error.help.as_str());
        assert_eq!(found, (*code, *place, *message, *help), "{text}");
    }
}

#[test]
fn months_days_and_times_that_do_not_exist() {
    let order = "write a year, year-month or year-month-day; \"1969-1X\" means some month from October on";
    let hours = "hours go from 00 to 23, as in \"2025-06-24T01:32\"";
    let minutes = "minutes go from 00 to 59, as in \"2025-06-24T01:32\"";
    #[rustfmt::skip]
    let cases = [
        ("1969-13", DateNoSuchMonth, "13", "month 13 does not exist", order),
        (" 1969-13 ", DateNoSuchMonth, "13", "month 13 does not exist", order),
        ("[1968,1969-13]", DateNoSuchMonth, "13", "month 13 does not exist", order),
        ("1969-00", DateNoSuchMonth, "00", "month 00 does not exist",
            "write \"1969\", or \"1969-XX\" for a month that is not known"),
        ("1969-20", DateNoSuchMonth, "20", "month 20 does not exist",
            "months go from 01 to 12; \"1969-21\" to \"1969-24\" are spring to winter"),
        ("1969-2X", DateNoSuchMonth, "2X", "month 2X does not exist",
            "an X stands for one unknown digit: \"1969-XX\" is some month, \"1969-1X\" some month from October on"),
        ("2025-16-06", DateNoSuchMonth, "16", "month 16 does not exist",
            "year, month and day stand in this order: write \"2025-06-16\""),
        ("2025-21-30", DateNoSuchMonth, "21", "month 21 does not exist",
            "\"2025-21\" is a part of the year and has no days"),
        ("2025-02-30", DateNoSuchDay, "30", "February 2025 has 28 days",
            "write \"2025-02-28\" for the last of them, or \"2025-02-XX\" for a day that is not known"),
        ("2025-06-31~", DateNoSuchDay, "31", "June 2025 has 30 days",
            "write \"2025-06-30\" for the last of them, or \"2025-06-XX\" for a day that is not known"),
        ("2025-06-13/2025-06-31", DateNoSuchDay, "31", "June 2025 has 30 days",
            "write \"2025-06-30\" for the last of them, or \"2025-06-XX\" for a day that is not known"),
        ("2025-06-31T12:00", DateNoSuchDay, "31", "June 2025 has 30 days",
            "write \"2025-06-30\" for the last of them, or \"2025-06-XX\" for a day that is not known"),
        ("2025-06-00", DateNoSuchDay, "00", "day 00 does not exist",
            "write \"2025-06\", or \"2025-06-XX\" for a day that is not known"),
        ("1985-XX-32", DateNoSuchDay, "32", "no month of 1985 has a day 32",
            "write \"1985-XX\", or \"1985-XX-XX\" for a day that is not known"),
        ("31 June 2025", DateNoSuchDay, "31 June 2025", "June 2025 has 30 days",
            "write \"2025-06-30\" for the last of them, or \"2025-06-XX\" for a day that is not known"),
        ("2025-06-24T25:00", DateNoSuchTime, "25", "hour 25 does not exist", hours),
        ("2025-06-24T12:00/2025-06-24T25:00", DateNoSuchTime, "25", "hour 25 does not exist", hours),
        ("2025-06-24T12:60", DateNoSuchTime, "60", "minute 60 does not exist", minutes),
        ("2025-06-24T12:00:61", DateNoSuchTime, "61", "second 61 does not exist",
            "seconds go from 00 to 59, and to 60 in a leap second"),
        ("2025-06-30T24:00", DateNoSuchTime, "24", "hour 24 does not exist",
            "write \"2025-07-01T00:00\" for midnight at the end of that day"),
        ("2025-06-24T12:00+15:00", DateNoSuchTime, "+15:00", "the offset +15:00 does not exist",
            "offsets from UTC go from -14:00 to +14:00, as in \"2025-06-22T02:10+03:30\""),
    ];
    check(&cases, Tz::UTC);
}

#[test]
fn ends_before_their_start() {
    #[rustfmt::skip]
    let cases = [
        ("2025-06-20/2025-06-13", DateBackwards, "2025-06-20/2025-06-13",
            "the end, 2025-06-13, lies before the start, 2025-06-20", "write \"2025-06-13/2025-06-20\""),
        ("2025-06-20T18:30/2025-06-20T14:00", DateBackwards, "2025-06-20T18:30/2025-06-20T14:00",
            "the end, 2025-06-20T14:00, lies before the start, 2025-06-20T18:30",
            "write \"2025-06-20T14:00/2025-06-20T18:30\""),
        // Only the zone reveals this: 14:00 in Tehran is 10:30 UTC.
        (" 2025-06-20T12:00Z/2025-06-20T14:00", DateBackwards, "2025-06-20T12:00Z/2025-06-20T14:00",
            "the end, 2025-06-20T14:00, lies before the start, 2025-06-20T12:00Z",
            "write \"2025-06-20T14:00/2025-06-20T12:00Z\""),
        ("{1660,1672..1670}", DateBackwards, "1672..1670",
            "the end, 1670, lies before the start, 1672", "write \"1670..1672\""),
    ];
    check(&cases, Asia::Tehran);
}

#[test]
fn dates_written_another_way_are_understood() {
    let cases = [
        ("2025-6-16", "2025-06-16"),
        ("2025/06/16", "2025-06-16"),
        ("16/06/2025", "2025-06-16"),
        ("06/16/2025", "2025-06-16"),
        ("16.6.2025", "2025-06-16"),
        ("06/06/2025", "2025-06-06"),
        ("20250616", "2025-06-16"),
        ("2025-6", "2025-06"),
        ("16 June 2025", "2025-06-16"),
        ("Monday, June 16th, 2025", "2025-06-16"),
        ("about 16 June 2025", "2025-06-16~"),
        ("Sept. 2025", "2025-09"),
        ("c. 1985", "1985~"),
        ("spring 2001", "2001-21"),
        ("the 1560s", "156X"),
        ("19th century", "18XX"),
        ("1939–1945", "1939/1945"),
        ("1939-1945", "1939/1945"),
        ("2025-06-13 – 2025-06-19", "2025-06-13/2025-06-19"),
        ("2025-06-13/19", "2025-06-13/2025-06-19"),
        ("2025-06-20T14:00/18:30", "2025-06-20T14:00/2025-06-20T18:30"),
        ("1985/open", "1985/.."),
        ("unknown/1985", "/1985"),
        ("1985-04-uu", "1985-04-XX"),
        ("2025-06-xx", "2025-06-XX"),
        ("2025-06-24 01:32", "2025-06-24T01:32"),
        ("2025–06–16", "2025-06-16"),
        ("２０２５－０６－１６", "2025-06-16"),
        ("2025-06-24 9:30", "2025-06-24T09:30"),
        ("2025-06-24T9:30", "2025-06-24T09:30"),
        ("2025-06-24t01:32z", "2025-06-24T01:32Z"),
        ("2025-06-22T02:10+0330", "2025-06-22T02:10+03:30"),
        ("20 September 2024", "2024-09-20"),
        ("Sept 2024", "2024-09"),
        ("September 20, 2024", "2024-09-20"),
        ("09/20/2024", "2024-09-20"),
        ("20.9.2024", "2024-09-20"),
        ("2021-05-23 09:15 UTC", "2021-05-23T09:15Z"),
        ("2021-05-23T09:15 GMT+2", "2021-05-23T09:15+02:00"),
        ("2021-05-23 09:15 UTC-03:30", "2021-05-23T09:15-03:30"),
        ("15 March 44 BC", "-0043-03-15"),
        ("August AD 14", "0014-08"),
        ("c. 1200 AD", "1200~"),
    ];
    for (text, meant) in cases {
        let error = refusal(text, Tz::UTC);
        assert_eq!(error.code, DateNotADate, "{text}");
        assert_eq!(error.range, 0..text.len(), "{text}");
        assert_eq!(error.message, format!("\"{text}\" is not how a date is written here"));
        assert_eq!(error.help, format!("write \"{meant}\""), "{text}");
    }
}

#[test]
fn years_of_few_digits_and_of_eras_are_told_in_words() {
    let before = ": the year before AD 1 is \"0000\", so this is";
    let cases = [
        ("44 BC", format!("write \"-0043\"{before} 44 BC")),
        ("44 B.C.", format!("write \"-0043\"{before} 44 BC")),
        ("1 BCE", format!("write \"0000\"{before} 1 BC")),
        ("about 300 BC", format!("write \"-0299~\"{before} 300 BC")),
        ("AD 53", "write \"0053\"".to_owned()),
        ("53", "write \"0053\" for AD 53; years of other centuries have all their four digits as well".to_owned()),
        ("-44", "write \"-0043\" for 44 BC, or \"-0044\" for 45 BC".to_owned()),
    ];
    for (text, help) in cases {
        assert_eq!(refusal(text, Tz::UTC).help, help, "{text}");
    }
    let missing = refusal("-0043-02-30", Tz::UTC);
    assert_eq!(missing.message, "February 44 BC has 28 days");
    assert!(missing.help.contains("\"-0043-02-28\""), "{}", missing.help);
    assert!(refusal("-0043-15", Tz::UTC).help.contains("\"-0043-1X\""));
}

#[test]
fn every_date_that_a_help_names_is_read() {
    let texts = [
        "",
        "hello",
        "53",
        "-44",
        "7",
        "44 BC",
        "AD 53",
        "06/07/2025",
        "31 June 2025",
        "20 September 2024",
        "Sept 2024",
        "20.9.2024",
        "09/20/2024",
        "2021-05-23 09:15 UTC",
        "1969-13",
        "1969-00",
        "1969-20",
        "1969-2X",
        "2025-16-06",
        "2025-21-30",
        "2025-02-30",
        "-0043-02-30",
        "-0043-13",
        "-0043-00",
        "-0043-2X",
        "2025-06-31~",
        "2025-06-00",
        "1985-XX-32",
        "2025-06-24T25:00",
        "2025-06-24T12:60",
        "2025-06-24T12:00:61",
        "2025-06-30T24:00",
        "9999-12-31T24:00",
        "2025-06-24T12:00+15:00",
        "2025-06-20/2025-06-13",
        "2025-06-20T18:30/2025-06-20T14:00",
        "{1660,1672..1670}",
        "2025-06-20T14",
        "2025-06-XXT12:00",
        "2025-06-20T14:00/..",
        "2025-06-20T14:00pm",
        "2025-03-30T02:30",
        "2025-10-26T02:30",
        "2025-10-26T01:00/2025-10-26T02:30~",
        "before June 2025",
        "1950S5",
        "the 1560s",
        "19th century",
        "1939–1945",
        "1985/open",
        "spring 2001",
        "0-1-1",
        "2025-6",
        "1985/present",
    ];
    let mut named = 0;
    for text in texts {
        let help = refusal(text, Europe::Berlin).help;
        for date in help.split('"').skip(1).step_by(2) {
            let part = date.strip_prefix("1672..").or(date.strip_suffix("..1672")).unwrap_or(date);
            let read = UnzonedDate::parse(part).and_then(|written| When::new(written, Europe::Berlin));
            assert!(read.is_ok(), "{text}: the help names {date}, which is refused: {help}");
            named += 1;
        }
    }
    assert!(named > 60, "{named}");
}

#[test]
fn days_that_a_zone_skipped() {
    let line = "the zone crossed the date line and skipped that day";
    let apia = |day: &str| format!("{day} did not exist in Pacific/Apia: {line}");
    let help = "write \"2011-12-29\" or \"2011-12-31\", or name the zone in which it was that day";
    for (text, place) in [
        ("2011-12-30", "2011-12-30"),
        (" 2011-12-30~", "2011-12-30"),
        ("2011-12-30/2012-01-02", "2011-12-30"),
        ("2011-12-28/2011-12-30", "2011-12-30"),
        ("[2011-12-29,2011-12-30]", "2011-12-30"),
        ("2011-12-30/..", "2011-12-30"),
    ] {
        let error = refusal(text, Tz::Pacific__Apia);
        let found = (error.code, &text[error.range], error.message, error.help.as_str());
        assert_eq!(found, (DateSkipped, place, apia("30 December 2011"), help), "{text}");
    }
    // A range that contains the day and a date with an unknown day are valid.
    for text in ["2011-12-29/2011-12-31", "2011-12-XX", "2011-12-3X", "2011-12", "[2011-12-01..2012-01-31]"] {
        let read = When::new(UnzonedDate::parse(text).unwrap(), Tz::Pacific__Apia);
        assert!(read.is_ok(), "{text}: {read:?}");
    }
    let elsewhere =
        [("1993-08-21", Tz::Pacific__Kwajalein), ("1994-12-31", Tz::Pacific__Kiritimati), ("1844-12-31", Asia::Manila)];
    for (text, zone) in elsewhere {
        assert_eq!(refusal(text, zone).code, DateSkipped, "{text} in {zone}");
        assert!(When::new(UnzonedDate::parse(text).unwrap(), Tz::UTC).is_ok());
    }
}

#[test]
fn what_is_not_a_date_at_all() {
    let forms = "write a day \"2025-06-16\", a month \"2025-06\", a year \"2025\" or a time \"2025-06-16T14:00\"";
    let span = "write \"2025-06-20T14:00/2025-06-20T18:30\", or leave the times out: \"2025-06-20/2025-06-21\"";
    #[rustfmt::skip]
    let cases = [
        ("", DateNotADate, "", "the date is empty", forms),
        ("hello", DateNotADate, "hello", "\"hello\" is not a date", forms),
        ("before June 2025", DateNotADate, "before June 2025", "\"before June 2025\" is not a date", forms),
        ("1950S5", DateNotADate, "5", "significant digits must be 1-4 for a four-digit year", forms),
        ("06/07/2025", DateNotADate, "06/07/2025", "\"06/07/2025\" can be read in two ways",
            "write \"2025-07-06\" for 6 July, or \"2025-06-07\" for 7 June"),
        ("2025-06-20T14", DateNotADate, "14", "a clock time needs minutes",
            "write \"2025-06-20T14:00\", or \"2025-06-20T14:00~\" if it is only about that hour"),
        ("2025-06-XXT12:00", DateNotADate, "2025-06-XX", "a clock time needs a full day",
            "write year, month and day before it: \"2025-06-24T01:32\""),
        ("2025-06-20T14:00/..", DateNotADate, "..", "a span needs clock times at both ends, or at none", span),
        ("2025-06-20T14:00pm", DateNotADate, "pm", "\"pm\" does not belong to a clock time",
            "after the time may stand an offset, then one of ~ ? %: \"2025-06-22T02:10+03:30~\""),
    ];
    check(&cases, Tz::UTC);
}

#[test]
fn local_times_that_were_skipped_or_came_twice() {
    #[rustfmt::skip]
    let cases = [
        ("2025-03-30T02:30", DateSkipped, "2025-03-30T02:30",
            "02:30 did not exist on 30 March 2025 in Europe/Berlin: clocks went from 02:00 to 03:00",
            "write \"2025-03-30T02:30+01:00\", which is 03:30 there, or \"2025-03-30T02:30+02:00\", which is 01:30"),
        ("2025-10-26T02:30", DateRepeated, "2025-10-26T02:30",
            "02:30 happened twice on 26 October 2025 in Europe/Berlin",
            "write \"2025-10-26T02:30+02:00\" for the first or \"2025-10-26T02:30+01:00\" for the second"),
        ("2025-10-26T01:00/2025-10-26T02:30~", DateRepeated, "2025-10-26T02:30~",
            "02:30 happened twice on 26 October 2025 in Europe/Berlin",
            "write \"2025-10-26T02:30+02:00~\" for the first or \"2025-10-26T02:30+01:00~\" for the second"),
    ];
    check(&cases, Europe::Berlin);
    #[rustfmt::skip]
    let midnight = [
        ("2022-03-22T00:30", DateSkipped, "2022-03-22T00:30",
            "00:30 did not exist on 22 March 2022 in Asia/Tehran: clocks went from 00:00 to 01:00",
            "write \"2022-03-22T00:30+03:30\", which is 01:30 there, or \"2022-03-22T00:30+04:30\", which is 21 March, 23:30"),
    ];
    check(&midnight, Asia::Tehran);
}

#[test]
fn no_text_makes_it_fall_over_and_every_place_lies_in_the_text() {
    let seeds =
        ["2025-06-16", "2025-06-24T01:32:05+03:30~", "[1667,1760-12..]", "éT", "16 June 2025", "Y17E7S3", "/..–"];
    let mut texts: Vec<String> = Vec::new();
    for (a, b) in seeds.iter().flat_map(|a| seeds.iter().map(move |b| (a, b))) {
        let cuts = |text: &'static str| text.char_indices().map(move |(at, _)| at);
        for (i, j) in cuts(a).flat_map(|i| cuts(b).map(move |j| (i, j))) {
            texts.push(format!("{}{}", &a[..i], &b[j..]));
        }
    }
    for text in texts {
        if let Err(error) = UnzonedDate::parse(&text).and_then(|written| When::new(written, Europe::Berlin)) {
            assert!(text.get(error.range.clone()).is_some(), "{text}: {error:?}");
            assert!(!error.help.is_empty() && !error.message.ends_with('.'), "{text}: {error:?}");
        }
    }
}
