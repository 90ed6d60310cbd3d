//! Finds days in texts.
//!
//! In: a text written by a person or a machine, and the day on which it was saved. Out: a day of the Gregorian calendar
//! on which all readers agree. A date that could be two days, or that belongs to another calendar, gives none. A moment
//! in UTC does not determine a local day, because in half of the world the date is another one; it stays a
//! [`UtcTimestamp`].

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _};
use regex::{Captures, Regex};

use crate::date::{DateWording, English};

/// Printed matter begins about here. Earlier years belong to another calendar.
const FIRST_YEAR: i32 = 1500;

/// The first day that a text names, and its range.
pub(super) fn first(text: &str) -> Option<(NaiveDate, Range<usize>)> {
    all(text).min_by_key(|(_, range)| range.start)
}

/// The first day that a text can mean which was saved on the day `saved`, and its range. No article is published after
/// it was saved; one day is allowed for time zones.
pub(super) fn until(saved: NaiveDate, text: &str) -> Option<(NaiveDate, Range<usize>)> {
    let last = saved.checked_add_days(Days::new(1)).unwrap_or(saved);
    all(text).filter(|(date, _)| *date <= last).min_by_key(|(_, range)| range.start)
}

/// A date with a clock time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PublishedTime {
    /// A day, local to the place where the text was written.
    Day {
        /// The day.
        day: NaiveDate,
        /// The moment in UTC, if the text has an offset.
        moment: Option<UtcTimestamp>,
    },
    /// A moment in UTC. Machines write UTC wherever they are, so the local day is not known.
    Moment(UtcTimestamp),
}

/// A moment in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct UtcTimestamp(NaiveDateTime);

impl UtcTimestamp {
    /// Whether it can be this day somewhere: local time differs from UTC by at most 12 hours in the west and 14 in the
    /// east.
    pub fn can_be_on(self, day: NaiveDate) -> bool {
        let there = |hours| self.0.checked_add_signed(TimeDelta::hours(hours)).unwrap_or(self.0).date();
        (there(-12)..=there(14)).contains(&day)
    }

    /// The day in UTC, if the moment is its very beginning. In most such cases no clock time was known.
    pub fn midnight(self) -> Option<NaiveDate> {
        (self.0.time() == NaiveTime::MIN).then(|| self.0.date())
    }

    /// Whether both are less than a minute apart.
    pub fn is_near(self, other: Self) -> bool {
        (self.0 - other.0).abs() < TimeDelta::minutes(1)
    }

    /// The moment in the form that `published` accepts: 2024-07-04T01:15Z
    pub fn text(self) -> String {
        let seconds = if self.0.second() == 0 { "" } else { ":%S" };
        self.0.format(&format!("%Y-%m-%dT%H:%M{seconds}Z")).to_string()
    }
}

/// The date in a text written by a machine: as [`until`], but with its clock time.
pub(super) fn said(saved: NaiveDate, text: &str) -> Option<PublishedTime> {
    static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"^(?:T|,?\s+(?:at\s+)?)(?<h>[0-9]{1,2}):?(?<m>[0-9]{2})(?::?(?<s>[0-9]{2})(?:[.,][0-9]+)?)?(?:\s*(?<half>[AaPp])\.?[Mm]\.?)?\s*(?:(?<utc>Z|UTC|GMT|)(?<sign>[+-])(?<oh>[0-9]{1,2}):?(?<om>[0-9]{2})?|(?<zero>Z|UTC|GMT))\b";
        Regex::new(pattern).expect("it is right")
    });
    let (day, range) = until(saved, text)?;
    let Some(clock) = CLOCK.captures(&text[range.end..]) else {
        return Some(PublishedTime::Day { day, moment: None });
    };
    let moment = || {
        let half = clock.name("half").map(|half| half.as_str().to_ascii_lowercase());
        let hour = match (number::<u32>(&clock, "h")?, half.as_deref()) {
            (hour, None) => hour,
            (hour, Some("a")) => hour % 12,
            (hour, Some(_)) => hour % 12 + 12,
        };
        let time = NaiveTime::from_hms_opt(hour, number(&clock, "m")?, number(&clock, "s").unwrap_or(0))?;
        let minutes = number::<i64>(&clock, "oh").unwrap_or(0) * 60 + number::<i64>(&clock, "om").unwrap_or(0);
        let east = if clock.name("sign").is_some_and(|sign| sign.as_str() == "-") { -minutes } else { minutes };
        Some((UtcTimestamp(day.and_time(time).checked_sub_signed(TimeDelta::minutes(east))?), east))
    };
    Some(match moment() {
        Some((moment, 0)) => PublishedTime::Moment(moment),
        moment => PublishedTime::Day { day, moment: moment.map(|(moment, _)| moment) },
    })
}

/// A text with each day that it names replaced by a space.
pub(super) fn without_days(text: &str) -> String {
    let mut ranges: Vec<Range<usize>> = all(text).map(|(_, range)| range).collect();
    ranges.sort_by_key(|range| range.start);
    let mut rest = String::with_capacity(text.len());
    let mut end = 0;
    for range in ranges {
        if range.start >= end {
            rest.push_str(&text[end..range.start]);
            rest.push(' ');
        }
        end = end.max(range.end);
    }
    rest + &text[end..]
}

fn all(text: &str) -> impl Iterator<Item = (NaiveDate, Range<usize>)> {
    FORMS.iter().flat_map(move |form| {
        form.pattern.captures_iter(text).filter_map(|found| {
            let (year, month, day) = (form.read)(&found)?;
            let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| year >= FIRST_YEAR)?;
            Some((date, found.name("date").expect("every form names it").range()))
        })
    })
}

/// A format of dates.
struct DatePattern {
    pattern: Regex,
    read: fn(&Captures<'_>) -> Option<(i32, u32, u32)>,
}

static FORMS: LazyLock<[DatePattern; 6]> = LazyLock::new(|| {
    let form = |pattern: &str, read| DatePattern { pattern: Regex::new(pattern).expect("it is right"), read };
    [
        form(r"(?:^|[^0-9])(?<date>(?<y>[0-9]{4})[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2}))(?:[^0-9]|$)", numbers),
        form(r"^(?<date>(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2}))(?:T|$)", numbers),
        form(r"(?:^|[^0-9.])(?<date>(?<d>[0-9]{1,2})\.\s?(?<m>[0-9]{1,2})\.\s?(?<y>[0-9]{4}))(?:[^0-9]|$)", numbers),
        form(r"(?:^|[^0-9/])(?<date>(?<a>[0-9]{1,2})/(?<b>[0-9]{1,2})/(?<y>[0-9]{4}))(?:[^0-9]|$)", day_or_month),
        form(
            r"\b(?<date>(?<d>[0-9]{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?(?<name>\p{L}{3,12})\.?,?\s+(?:del?\s+)?(?<y>[0-9]{4}))\b",
            named,
        ),
        form(r"\b(?<date>(?<name>[A-Za-z]{3,9})\.?\s+(?<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?<y>[0-9]{4}))\b", named),
    ]
});

fn number<T: std::str::FromStr>(found: &Captures<'_>, name: &str) -> Option<T> {
    found.name(name)?.as_str().parse().ok()
}

fn numbers(found: &Captures<'_>) -> Option<(i32, u32, u32)> {
    Some((number(found, "y")?, number(found, "m")?, number(found, "d")?))
}

/// 06/20/2025 and 20/06/2025 are the same day. 06/07/2025 may be 7 June or 6 July, depending on the country, so it
/// gives none.
fn day_or_month(found: &Captures<'_>) -> Option<(i32, u32, u32)> {
    let (year, a, b) = (number(found, "y")?, number(found, "a")?, number(found, "b")?);
    match (a, b) {
        (13.., ..=12) => Some((year, b, a)),
        (..=12, 13..) => Some((year, a, b)),
        _ => (a == b).then_some((year, a, b)),
    }
}

fn named(found: &Captures<'_>) -> Option<(i32, u32, u32)> {
    Some((number(found, "y")?, month(found.name("name")?.as_str())?, number(found, "d")?))
}

/// The month with this name: an English name in full or abbreviated, or a full name in another common language. No name
/// means two months.
fn month(name: &str) -> Option<u32> {
    const OTHERS: [[&str; 12]; 8] = [
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        [
            "januar",
            "februar",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
        ],
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        ["ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"],
        [
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ],
    ];
    let name = name.to_lowercase();
    (1..=12)
        .find(|number| English.month(*number).to_ascii_lowercase().starts_with(name.as_str()))
        .or_else(|| (name == "sept").then_some(9))
        .or_else(|| {
            let number = OTHERS.iter().find_map(|months| months.iter().position(|month| *month == name))?;
            u32::try_from(number + 1).ok()
        })
}
