//! Local time and instants: days in their zone, and times that a zone skipped or repeated.
//!
//! In: local dates and times with a zone of the IANA database, which is compiled in. Out: instants, or the mistake.
//! Never here: the zone of the machine.

use chrono::{Datelike, Days, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};
use chrono_tz::{GapInfo, Tz};
use edtf_core::{Bound, BoundDate, Edtf};

use super::Timestamp;
use super::english::names;
use super::error::DateError;
use super::form;
use super::time::WrittenDateTime;
use crate::diagnostic::Code;

/// The years for which zones are applied. Beyond them there were no zones, so days are in UTC.
const YEARS: std::ops::RangeInclusive<i64> = -9_999..=99_999;

/// The city or other name of a zone: `America/New_York` is "New York", `Etc/UTC` is "UTC".
pub fn zone_city(zone: Tz) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}

/// The day for chrono; `None` if it is outside chrono's calendar.
pub(super) fn naive_day(day: BoundDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(day.year).ok()?, day.month.into(), day.day.into())
}

/// The first instant of a day in its zone.
pub(super) fn day_start(day: BoundDate, zone: Tz) -> Timestamp {
    match near_day(day) {
        Some(day) => Timestamp::from_seconds(first_second(day, zone)),
        None => Timestamp::day_start(day),
    }
}

/// The last second of a day in its zone.
pub(super) fn day_end(day: BoundDate, zone: Tz) -> Timestamp {
    let next = near_day(day).and_then(|day| day.checked_add_days(Days::new(1)));
    match next {
        // A zone that crossed the date line skipped a whole day. Then the next day begins at the same moment.
        Some(next) => Timestamp::from_seconds(first_second(next, zone) - 1).max(day_start(day, zone)),
        None => Timestamp::day_end(day),
    }
}

/// Refuses a date with a day that its zone skipped because it crossed the date line. A range or a set may contain such
/// a day, but may not begin or end with it.
pub(super) fn check_days(text: &str, edtf: &Edtf, zone: Tz) -> Result<(), DateError> {
    let named = form::dates(edtf).into_iter().filter(|date| date.day.is_some() && !date.has_unspecified());
    let days = named.filter_map(|date| match Edtf::Date(date).bounds().earliest {
        Bound::Date(day) => near_day(day),
        _ => None,
    });
    match days.into_iter().find(|day| is_skipped(*day, zone)) {
        Some(day) => Err(skipped_day(text, day, zone)),
        None => Ok(()),
    }
}

fn is_skipped(day: NaiveDate, zone: Tz) -> bool {
    day.succ_opt().is_some_and(|next| first_second(day, zone) == first_second(next, zone))
}

fn skipped_day(text: &str, day: NaiveDate, zone: Tz) -> DateError {
    let written = day.to_string();
    let at = text.find(&written).map_or(0..text.len(), |at| at..at + written.len());
    let beside = |other: Option<NaiveDate>| other.unwrap_or(day).to_string();
    let (before, after) = (beside(day.pred_opt()), beside(day.succ_opt()));
    DateError::new(
        Code::DateSkipped,
        at,
        format!(
            "{} did not exist in {}: the zone crossed the date line and skipped that day",
            names::day(day),
            zone.name()
        ),
        format!("write \"{before}\" or \"{after}\", or name the zone in which it was that day"),
    )
}

fn near_day(day: BoundDate) -> Option<NaiveDate> {
    YEARS.contains(&day.year).then(|| naive_day(day)).flatten()
}

/// The first second of a day: midnight, or the end of the gap if clocks went forward at midnight.
fn first_second(day: NaiveDate, zone: Tz) -> i64 {
    let midnight = day.and_time(NaiveTime::MIN);
    match zone.from_local_datetime(&midnight) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.timestamp(),
        LocalResult::None => match GapInfo::new(&midnight, &zone).and_then(|gap| gap.end) {
            Some(end) => end.timestamp(),
            None => midnight.and_utc().timestamp(),
        },
    }
}

/// The instant of a clock time, in UTC. A time without an offset is local time in `zone`.
pub(super) fn instant(time: &WrittenDateTime, zone: Tz) -> Result<NaiveDateTime, DateError> {
    let offset = match time.offset {
        Some(offset) => offset,
        None => match zone.offset_from_local_datetime(&time.local) {
            LocalResult::Single(offset) => offset.fix(),
            LocalResult::Ambiguous(first, second) => return Err(repeated(time, zone, first.fix(), second.fix())),
            LocalResult::None => return Err(skipped(time, zone)),
        },
    };
    // Years 0000 to 9999 are far from the ends of chrono's calendar, so this cannot overflow.
    Ok(time.local - offset)
}

/// The local time that a clock in `zone` shows at an instant.
pub(super) fn local(utc: NaiveDateTime, zone: Tz) -> NaiveDateTime {
    utc + offset_at(utc, zone)
}

/// The offset of a zone from UTC at an instant.
pub(super) fn offset_at(utc: NaiveDateTime, zone: Tz) -> FixedOffset {
    zone.offset_from_utc_datetime(&utc).fix()
}

/// `+03:30`; `None` for offsets with seconds, from the time before zones.
pub(super) fn offset_text(offset: FixedOffset) -> Option<String> {
    let seconds = offset.local_minus_utc();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    (seconds % 60 == 0).then(|| format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))
}

fn repeated(time: &WrittenDateTime, zone: Tz, first: FixedOffset, second: FixedOffset) -> DateError {
    let day = names::day(time.local.date());
    DateError::new(
        Code::DateRepeated,
        time.at.clone(),
        format!("{} happened twice on {day} in {}", time.clock_text(), zone.name()),
        format!("write \"{}\" for the first or \"{}\" for the second", with(time, first), with(time, second)),
    )
}

fn skipped(time: &WrittenDateTime, zone: Tz) -> DateError {
    let day = names::day(time.local.date());
    let message = format!("{} did not exist on {day} in {}", time.clock_text(), zone.name());
    let gap = GapInfo::new(&time.local, &zone);
    let Some((Some((begin, before)), Some(end))) = gap.map(|gap| (gap.begin, gap.end)) else {
        return DateError::new(Code::DateSkipped, time.at.clone(), message, "give the time with its offset from UTC");
    };
    let (before, after) = (before.fix(), end.offset().fix());
    let [early, late] = [after, before].map(|offset| local(time.local - offset, zone));
    let words = |at: NaiveDateTime| {
        let near = at.date() == time.local.date();
        if near {
            at.format("%H:%M").to_string()
        } else {
            format!("{}, {}", names::day_short(at.date()), at.format("%H:%M"))
        }
    };
    DateError::new(
        Code::DateSkipped,
        time.at.clone(),
        format!("{message}: clocks went from {} to {}", words(begin), words(end.naive_local())),
        format!(
            "write \"{}\", which is {} there, or \"{}\", which is {}",
            with(time, before),
            words(late),
            with(time, after),
            words(early)
        ),
    )
}

/// The time as it was written, with an offset.
fn with(time: &WrittenDateTime, offset: FixedOffset) -> String {
    let minutes = FixedOffset::east_opt(offset.local_minus_utc() / 60 * 60).unwrap_or(offset);
    let offset = offset_text(minutes).unwrap_or_default();
    format!("{:04}-{}T{}{offset}{}", time.local.year(), time.local.format("%m-%d"), time.clock_text(), time.mark())
}
