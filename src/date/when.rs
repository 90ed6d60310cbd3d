//! A date with its zone.
//!
//! In: an [`UnzonedDate`] and a zone. Out: bounds as instants, an order, local days and times. A [`When`] cannot hold
//! 30 February, an hour or a day that its zone skipped, or an end before its start.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use edtf_core::{Bound, BoundDate, Bounds, Date, Edtf, Interval, IntervalEndpoint};

use super::error::DateError;
use super::form::{self, DateSyntax};
use super::hemisphere::{self, Hemisphere};
use super::order::SortKey;
use super::precision::plain_year;
use super::range::{DateDistance, DayRange};
use super::time::{WrittenDateTime, clock_text};
use super::unzoned::UnzonedDate;
use super::{Precision, Timestamp, zone};

/// A date with its zone: when something happened, as precisely as is known and no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    written: UnzonedDate,
    zone: Tz,
    canonical: Arc<str>,
    /// The earliest and latest possible moments. Open and unknown ends become the ends of time.
    bounds: (Timestamp, Timestamp),
    /// The same, except that for an unknown end the other, known end is taken.
    known: (Timestamp, Timestamp),
    /// The first and the last possible local day, clamped to chrono's calendar.
    days: DayRange,
    /// The first and the last local day on which it can have begun, as its start is written.
    begin: DayRange,
    /// The local day by which it is sorted. If the start is unknown, it is the first day of the known end.
    sorted_under: Option<NaiveDate>,
    key: SortKey,
    /// The instants of clock times, in UTC.
    instants: Option<(NaiveDateTime, Option<NaiveDateTime>)>,
}

/// A local clock time, or an interval of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The date and time of the start.
    pub start: NaiveDateTime,
    /// The date and time of the end, for an interval.
    pub end: Option<NaiveDateTime>,
    /// The zone of both.
    pub zone: Tz,
}

impl When {
    /// The date in its zone. An error if the zone skipped or repeated a clock time, if it skipped a day, or if the end
    /// lies before the start in this zone. Ranges of errors are relative to the parsed text. Seasons are those of the
    /// zone's hemisphere.
    pub fn new(written: UnzonedDate, zone: Tz) -> Result<Self, DateError> {
        Self::in_hemisphere(written, zone, Hemisphere::of_zone(zone))
    }

    /// The same, with a hemisphere that is known otherwise.
    pub fn in_hemisphere(written: UnzonedDate, zone: Tz, hemisphere: Option<Hemisphere>) -> Result<Self, DateError> {
        match written.form() {
            DateSyntax::Edtf(edtf) => {
                let edtf = edtf.clone();
                Self::of_days(written, &edtf, zone, hemisphere)
            }
            DateSyntax::Clock(_) | DateSyntax::Clocks(..) => Self::of_clocks(written, zone),
        }
    }

    fn of_days(written: UnzonedDate, edtf: &Edtf, zone: Tz, hemisphere: Option<Hemisphere>) -> Result<Self, DateError> {
        zone::check_days(written.text(), edtf, zone).map_err(|error| written.placed(error))?;
        let possible = hemisphere::bounds(edtf, hemisphere);
        if let (Bound::Date(first), Bound::Date(last)) = (possible.earliest, possible.latest)
            && last < first
        {
            return Err(written.placed(hemisphere::seasons_backwards(written.text(), edtf)));
        }
        // An unknown end is replaced by the known one.
        let sorted = form::known_end(edtf).map_or(possible, |known| hemisphere::bounds(&known, hemisphere));
        let in_zone = |bounds| form::moments(bounds, |day| zone::day_start(day, zone), |day| zone::day_end(day, zone));
        let known = in_zone(sorted);
        let end_of_day = match sorted.earliest {
            Bound::Date(day) => zone::day_end(day, zone),
            _ => known.0,
        };
        let precision = Precision::of(written.form());
        let key = SortKey::of_days(end_of_day, known_day(edtf).is_some(), known.1, precision);
        Ok(Self {
            canonical: edtf.to_string().into(),
            bounds: in_zone(possible),
            known,
            days: day_range(possible),
            begin: day_range(start_of(edtf).map_or(possible, |start| hemisphere::bounds(&start, hemisphere))),
            sorted_under: bound_day(sorted.earliest),
            key,
            instants: None,
            written,
            zone,
        })
    }

    fn of_clocks(written: UnzonedDate, zone: Tz) -> Result<Self, DateError> {
        let (start, end) = instants(&written, zone)?;
        let seconds = written.form().times().last().is_some_and(|time| time.seconds);
        let bounds = form::span(start, end.unwrap_or(start), seconds);
        let [first, last] = [start, end.unwrap_or(start)].map(|at| Some(zone::local(at, zone).date()));
        Ok(Self {
            canonical: written.shared_text(),
            bounds,
            known: bounds,
            days: DayRange { first, last },
            begin: DayRange { first, last: first },
            sorted_under: first,
            key: SortKey::of_clock(bounds, Precision::of(written.form())),
            instants: Some((start, end)),
            written,
            zone,
        })
    }

    /// The zone of its days and clock times.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The date for machines: EDTF in its canonical spelling, clock times as they were written.
    pub fn text(&self) -> &str {
        &self.canonical
    }

    /// The first moment that it can mean; days begin at midnight in its zone. If the start is open or unknown, it is
    /// [`Timestamp::FAR_PAST`].
    pub fn earliest(&self) -> Timestamp {
        self.bounds.0
    }

    /// The last moment that it can mean, inclusive. If the end is open or unknown, it is [`Timestamp::FAR_FUTURE`].
    pub fn latest(&self) -> Timestamp {
        self.bounds.1
    }

    /// The first and the last known moment. A date with an unknown end (`1985/`) ends with its start here, and one with
    /// an unknown start begins with its end.
    pub fn known_bounds(&self) -> (Timestamp, Timestamp) {
        self.known
    }

    /// The precision of the date.
    pub fn precision(&self) -> Precision {
        Precision::of(self.written.form())
    }

    /// The key by which the timeline is sorted.
    pub fn sort_key(&self) -> SortKey {
        self.key
    }

    /// The first local day that it can mean. `None` if that is open, unknown or beyond chrono's calendar.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.days.first.filter(|day| is_in_calendar(*day))
    }

    /// The last local day that it can mean. `None` if that is open, unknown or beyond chrono's calendar.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.days.last.filter(|day| is_in_calendar(*day))
    }

    /// The local day under which, or after which, a list shows it: its [`When::day`], or else the first day that it can
    /// mean, or else, if its start is unknown, the first day of its end.
    pub fn sorted_under(&self) -> Option<NaiveDate> {
        self.sorted_under.filter(|day| is_in_calendar(*day))
    }

    /// All local days on which it may have happened. A date with a mark (`~`, `?`, `%`) has room on both sides.
    pub fn possible_days(&self) -> DayRange {
        match self.local() {
            _ if !self.is_marked() => self.days,
            Some(local) => self.days_of(local),
            None => self.days.with_room(self.precision()),
        }
    }

    /// The days between which it began, as its start is written: those of a date, or of the start of an interval. A
    /// single day if it is known.
    pub fn written_beginning(&self) -> DayRange {
        self.day().map_or(self.begin, |day| DayRange { first: Some(day), last: Some(day) })
    }

    /// All local days on which it may have begun; a single one if it is known. A start with a mark has room on both
    /// sides.
    pub fn beginning(&self) -> DayRange {
        let DateSyntax::Edtf(edtf) = self.written.form() else { return self.begin };
        let written = self.written_beginning();
        let start = start_of(edtf).unwrap_or_else(|| edtf.clone());
        match self.day().is_none() && (start.is_approximate() || start.is_uncertain()) {
            true => written.with_room(Precision::of(&DateSyntax::Edtf(start))),
            false => written,
        }
    }

    /// The days between which it certainly happened; `None` if a mark makes even the day uncertain.
    fn certain_days(&self) -> Option<DayRange> {
        (self.local().is_some() || !self.is_marked()).then(|| self.possible_days())
    }

    /// The distance from this date to `other`. `None` if it is unknown: for open or unknown ends, marks that make the
    /// day uncertain, and dates that may overlap. Also `None` if the other's clock time was on another day in this
    /// date's zone: the other's own date is shown beside the words, and "1 March, the next day" would confuse readers
    /// on the page of something that happened on 1 March.
    pub fn distance_to(&self, other: &Self) -> Option<DateDistance> {
        let there = other.certain_days()?;
        let seen_from_here = other.in_zone(self.zone).filter(|_| self.has_clock());
        if seen_from_here.is_some_and(|local| other.days_of(local) != there) {
            return None;
        }
        DateDistance::between(self.certain_days()?, there)
    }

    /// The days of a clock time in its zone.
    fn days_of(&self, local: LocalTime) -> DayRange {
        let (start, end) = (local.start, local.end.unwrap_or(local.start));
        match self.is_marked() {
            true => DayRange::about_clock(start, end),
            false => DayRange { first: Some(start.date()), last: Some(end.date()) },
        }
    }

    fn is_marked(&self) -> bool {
        self.is_approximate() || self.is_uncertain()
    }

    /// The single local day on which it is known to have happened or begun: for days, clock times and intervals that
    /// start with one. `None` for `2025-06`, `2025-06-XX`, sets and open starts.
    pub fn day(&self) -> Option<NaiveDate> {
        match self.written.form() {
            DateSyntax::Edtf(edtf) => known_day(edtf).and_then(zone::naive_day),
            _ => self.first_day(),
        }
    }

    /// Whether it is a single clock time, which may be approximate.
    pub fn is_instant(&self) -> bool {
        matches!(self.written.form(), DateSyntax::Clock(_))
    }

    /// Whether it has clock times, which may be approximate.
    pub fn has_clock(&self) -> bool {
        self.instants.is_some()
    }

    /// Whether any part of it is approximate: `~` or `%`.
    pub fn is_approximate(&self) -> bool {
        match self.written.form() {
            DateSyntax::Edtf(edtf) => edtf.is_approximate(),
            form => form.times().any(|time| time.mark.approximate),
        }
    }

    /// Whether any part of it is uncertain: `?` or `%`.
    pub fn is_uncertain(&self) -> bool {
        match self.written.form() {
            DateSyntax::Edtf(edtf) => edtf.is_uncertain(),
            form => form.times().any(|time| time.mark.uncertain),
        }
    }

    /// The date and time in another zone. `None` without a clock time, since its day there is unknown.
    pub fn in_zone(&self, zone: Tz) -> Option<LocalTime> {
        let (start, end) = self.instants?;
        Some(LocalTime { start: zone::local(start, zone), end: end.map(|end| zone::local(end, zone)), zone })
    }

    /// The date and time in its own zone. `None` without a clock time.
    pub fn local(&self) -> Option<LocalTime> {
        self.in_zone(self.zone)
    }

    /// Whether both can mean the same moment. An unknown end may be at any time.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.bounds.0 <= other.bounds.1 && other.bounds.0 <= self.bounds.1
    }

    /// Whether it certainly happened inside `window`. A date with an open end (`2025-06-22/..`) is never inside a
    /// window that ends; to test whether something belongs to a window at all, use [`When::overlaps`].
    pub fn lies_within(&self, window: &Self) -> bool {
        window.bounds.0 <= self.bounds.0 && self.bounds.1 <= window.bounds.1
    }

    /// A valid value of `<time datetime>`: a year, month, day, or a local time with its offset. An approximate day is
    /// given as that day, because HTML has no "about". `None` for dates that HTML cannot express: uncertain ones,
    /// unspecified digits, seasons, intervals, sets, years before 1.
    pub fn html_datetime(&self) -> Option<String> {
        match self.written.form() {
            _ if self.is_uncertain() => None,
            DateSyntax::Edtf(Edtf::Date(date)) => html_date(date),
            DateSyntax::Clock(time) => html_time(self.instants?.0, time, self.zone),
            _ => None,
        }
    }

    /// The same for a clock time in another zone. `None` if HTML cannot express it.
    pub fn html_datetime_in(&self, zone: Tz) -> Option<String> {
        match self.written.form() {
            DateSyntax::Clock(time) if !self.is_uncertain() => html_time(self.instants?.0, time, zone),
            _ => None,
        }
    }

    pub(super) fn form(&self) -> &DateSyntax {
        self.written.form()
    }
}

/// A day as a valid value of `<time datetime>`; `None` before the year 1, which HTML cannot express.
pub fn html_day(day: NaiveDate) -> Option<String> {
    (day.year() > 0).then(|| format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day()))
}

/// The instants of clock times, in UTC. Only here is it certain whether the end lies before the start, because one of
/// them may have an offset and the other none.
fn instants(written: &UnzonedDate, zone: Tz) -> Result<(NaiveDateTime, Option<NaiveDateTime>), DateError> {
    match written.form() {
        DateSyntax::Edtf(_) => unreachable!("days have no instants"),
        DateSyntax::Clock(time) => Ok((zone::instant(time, zone)?, None)),
        DateSyntax::Clocks(from, to) => {
            let (start, end) = (zone::instant(from, zone)?, zone::instant(to, zone)?);
            let (first, second) = written.text().split_once('/').expect("a span is written with a slash");
            let backwards = || form::backwards(first, second, "/").shifted(from.at.start);
            (start <= end).then_some((start, Some(end))).ok_or_else(backwards)
        }
    }
}

/// The day of a date, or the day on which an interval begins.
fn known_day(edtf: &Edtf) -> Option<BoundDate> {
    let (Edtf::Date(date) | Edtf::Interval(Interval { start: IntervalEndpoint::Date(date), .. })) = edtf else {
        return None;
    };
    let known = date.day.is_some() && !date.has_unspecified();
    match Edtf::Date(*date).bounds() {
        Bounds { earliest: Bound::Date(day), .. } if known => Some(day),
        _ => None,
    }
}

/// The start of an interval, if it is a date.
fn start_of(edtf: &Edtf) -> Option<Edtf> {
    match edtf {
        Edtf::Interval(Interval { start: IntervalEndpoint::Date(date), .. }) => Some(Edtf::Date(*date)),
        _ => None,
    }
}

fn day_range(bounds: Bounds) -> DayRange {
    DayRange { first: bound_day(bounds.earliest), last: bound_day(bounds.latest) }
}

fn is_in_calendar(day: NaiveDate) -> bool {
    day > NaiveDate::MIN && day < NaiveDate::MAX
}

/// A bound as a day, clamped to chrono's calendar.
fn bound_day(bound: Bound) -> Option<NaiveDate> {
    let Bound::Date(day) = bound else { return None };
    Some(zone::naive_day(day).unwrap_or(if day.year < 0 { NaiveDate::MIN } else { NaiveDate::MAX }))
}

fn html_date(date: &Date) -> Option<String> {
    let year = date.year.value().filter(|year| *year > 0 && date.year.significant_digits.is_none())?;
    let Some(month) = date.month else { return Some(format!("{year:04}")) };
    let month = month.value().filter(|month| *month <= 12)?;
    plain_year(date)?;
    let Some(day) = date.day else { return Some(format!("{year:04}-{month:02}")) };
    Some(format!("{year:04}-{month:02}-{:02}", day.value()?))
}

fn html_time(utc: NaiveDateTime, time: &WrittenDateTime, at: Tz) -> Option<String> {
    let (local, offset) = match zone::offset_text(zone::offset_at(utc, at)) {
        Some(offset) => (zone::local(utc, at), offset),
        // Before the introduction of zones, offsets had seconds, which HTML cannot express.
        None => (utc, "Z".to_owned()),
    };
    let clock = clock_text(local, time.seconds);
    // HTML has no leap seconds and no year 0.
    let valid = !clock.ends_with(":60") && local.year() > 0;
    valid.then(|| format!("{:04}-{}T{clock}{offset}", local.year(), local.format("%m-%d")))
}
