//! A date with its zone.
//!
//! In: [`UnzonedDate`] and a zone. Out: bounds as instants, an order, local days and times. A [`When`] cannot hold 30
//! February, an hour or a day that its zone skipped, or an end before its start.

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
    /// What is possible: open and unknown ends reach to the end of time.
    bounds: (Timestamp, Timestamp),
    /// The same, where an unknown end takes the place of the known one.
    known: (Timestamp, Timestamp),
    /// The first and the last local day that are possible, cut at the ends of chrono's calendar.
    days: DayRange,
    /// The local day after which it is sorted: where the beginning is unknown, the first day of the known end.
    sorted_under: Option<NaiveDate>,
    key: SortKey,
    /// The instants of clock times, in UTC.
    instants: Option<(NaiveDateTime, Option<NaiveDateTime>)>,
}

/// What a clock on a wall showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// Date and time, or the beginning.
    pub start: NaiveDateTime,
    /// The end, of a span.
    pub end: Option<NaiveDateTime>,
    /// Where the clock hung.
    pub zone: Tz,
}

impl When {
    /// The date in its zone. Fails where the zone skipped a day or a clock time or had it twice, or where an end turns
    /// out to lie before its start; ranges count in the text that was parsed. Seasons are those of the zone's place.
    pub fn new(written: UnzonedDate, zone: Tz) -> Result<Self, DateError> {
        Self::in_hemisphere(written, zone, Hemisphere::of_zone(zone))
    }

    /// The date in its zone, with the seasons of a hemisphere that is known otherwise.
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
        // An unknown end takes the place of the known one.
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
            days: DayRange { first: bound_day(possible.earliest), last: bound_day(possible.latest) },
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
            sorted_under: first,
            key: SortKey::of_clock(bounds, Precision::of(written.form())),
            instants: Some((start, end)),
            written,
            zone,
        })
    }

    /// The zone in which its days begin and its clocks run.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The date for machines: EDTF in its canonical spelling, clock times as they were written.
    pub fn text(&self) -> &str {
        &self.canonical
    }

    /// The first moment that it can mean: a day is a day in its zone. What has no beginning, or an unknown one, may begin
    /// at [`Timestamp::FAR_PAST`].
    pub fn earliest(&self) -> Timestamp {
        self.bounds.0
    }

    /// The last moment that it can mean, inclusive. What has no end, or an unknown one, may end at
    /// [`Timestamp::FAR_FUTURE`].
    pub fn latest(&self) -> Timestamp {
        self.bounds.1
    }

    /// The first and the last moment as far as both are known: what ended at an unknown time (`1985/`) ends where it began
    /// here, and the other way round.
    pub fn known_bounds(&self) -> (Timestamp, Timestamp) {
        self.known
    }

    /// How exactly it is known.
    pub fn precision(&self) -> Precision {
        Precision::of(self.written.form())
    }

    /// What the timeline is sorted by.
    pub fn sort_key(&self) -> SortKey {
        self.key
    }

    /// The first local day that it touches. `None` if that is open, unknown or beyond chrono's calendar.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.days.first.filter(|day| is_in_calendar(*day))
    }

    /// The last local day that it touches. `None` if that is open, unknown or beyond chrono's calendar.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.days.last.filter(|day| is_in_calendar(*day))
    }

    /// The local day under which, or after which, a list shows it: its [`When::day`], else the first that it can mean,
    /// else, where its beginning is unknown, the first day of its end.
    pub fn sorted_under(&self) -> Option<NaiveDate> {
        self.sorted_under.filter(|day| is_in_calendar(*day))
    }

    /// Every local day on which it may have been. A date with a mark (`~`, `?`, `%`) is given room on both sides.
    pub fn possible_days(&self) -> DayRange {
        match self.local() {
            _ if !self.is_marked() => self.days,
            Some(local) => self.days_of(local),
            None => self.days.with_room(self.precision()),
        }
    }

    /// The first and the last day between which it lies for certain; `None` where a mark leaves even the day open.
    fn certain_days(&self) -> Option<DayRange> {
        (self.local().is_some() || !self.is_marked()).then(|| self.possible_days())
    }

    /// How far `other` lies from this. `None` where nobody can say: ends that are open or unknown, marks that leave the day
    /// open, dates that may overlap. Nor where a clock time of the other was on another day in the zone of this one: its
    /// own date stands beside the words, and "1 March, the next day" on the page of something on 1 March would be a riddle.
    pub fn distance_to(&self, other: &Self) -> Option<DateDistance> {
        let there = other.certain_days()?;
        let seen_from_here = other.in_zone(self.zone).filter(|_| self.has_clock());
        if seen_from_here.is_some_and(|local| other.days_of(local) != there) {
            return None;
        }
        DateDistance::between(self.certain_days()?, there)
    }

    /// The days of a clock time in a zone.
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

    /// The single local day on which it is known to have been, or to have begun: of days, clock times and intervals
    /// that start with one. `None` for `2025-06`, `2025-06-XX`, sets and open starts.
    pub fn day(&self) -> Option<NaiveDate> {
        match self.written.form() {
            DateSyntax::Edtf(edtf) => known_day(edtf).and_then(zone::naive_day),
            _ => self.first_day(),
        }
    }

    /// Whether it is a single clock time (also an approximate one).
    pub fn is_instant(&self) -> bool {
        matches!(self.written.form(), DateSyntax::Clock(_))
    }

    /// Whether its hour is known, if only about.
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

    /// Date and time on a clock elsewhere. `None` without a clock time: nobody knows which day it was there.
    pub fn in_zone(&self, zone: Tz) -> Option<LocalTime> {
        let (start, end) = self.instants?;
        Some(LocalTime { start: zone::local(start, zone), end: end.map(|end| zone::local(end, zone)), zone })
    }

    /// Date and time on a clock in its own zone. `None` without a clock time.
    pub fn local(&self) -> Option<LocalTime> {
        self.in_zone(self.zone)
    }

    /// Whether both can mean the same moment. An unknown end can lie anywhere.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.bounds.0 <= other.bounds.1 && other.bounds.0 <= self.bounds.1
    }

    /// Whether it cannot have been outside of `window`. What goes on (`2025-06-22/..`) never lies within a window that
    /// ends; to ask whether something belongs to a window at all, use [`When::overlaps`].
    pub fn lies_within(&self, window: &Self) -> bool {
        window.bounds.0 <= self.bounds.0 && self.bounds.1 <= window.bounds.1
    }

    /// A valid value of `<time datetime>`: a year, month, day, or a local time with its offset. About a day is that day
    /// here, because HTML has no "about". `None` where HTML cannot say it: what is uncertain, unspecified digits,
    /// seasons, intervals, sets, years before 1.
    pub fn html_datetime(&self) -> Option<String> {
        match self.written.form() {
            _ if self.is_uncertain() => None,
            DateSyntax::Edtf(Edtf::Date(date)) => html_date(date),
            DateSyntax::Clock(time) => html_time(self.instants?.0, time, self.zone),
            _ => None,
        }
    }

    /// The same for a clock time as a clock in another zone showed it. `None` where HTML cannot say it.
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

/// A day as a valid value of `<time datetime>`; `None` before the year 1, which HTML cannot say.
pub fn html_day(day: NaiveDate) -> Option<String> {
    (day.year() > 0).then(|| format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day()))
}

/// The instants of clock times, in UTC. Whether an end lies before its start is known for certain only here, because one
/// of them may have an offset and the other none.
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

/// The day of a date, or that on which an interval begins.
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

fn is_in_calendar(day: NaiveDate) -> bool {
    day > NaiveDate::MIN && day < NaiveDate::MAX
}

/// A bound as a day of chrono's calendar, cut at the ends of that.
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
        // Before there were zones clocks differed by seconds, which HTML cannot say.
        None => (utc, "Z".to_owned()),
    };
    let clock = clock_text(local, time.seconds);
    // HTML has no leap seconds and no year 0.
    let valid = !clock.ends_with(":60") && local.year() > 0;
    valid.then(|| format!("{:04}-{}T{clock}{offset}", local.year(), local.format("%m-%d")))
}
