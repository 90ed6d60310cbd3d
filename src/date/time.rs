//! A clock time as it is written: `2025-06-24T01:32`, optionally with seconds, an offset and a mark.
//!
//! In: text. Out: a [`WrittenDateTime`], or a [`DateError`] with the range of the wrong digits. Never here: whether the
//! zone had that time.

use std::ops::Range;

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use edtf_core::Qualifier;

use super::error::DateError;
use super::part::component;
use crate::diagnostic::Code;

/// A local day and clock time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenDateTime {
    /// The local time.
    pub local: NaiveDateTime,
    /// Whether seconds are written.
    pub seconds: bool,
    /// The offset from UTC, if it is written.
    pub offset: Option<FixedOffset>,
    /// The mark: `~`, `?` or `%`.
    pub mark: Qualifier,
    /// Its byte range in the text.
    pub at: Range<usize>,
}

impl WrittenDateTime {
    /// The time as it is written, without its day and offset.
    pub fn clock_text(&self) -> String {
        clock_text(self.local, self.seconds)
    }

    /// The instant in UTC. A time without an offset is taken as UTC.
    pub fn utc(&self) -> NaiveDateTime {
        self.offset.map_or(self.local, |offset| self.local - offset)
    }

    /// The mark as it is written.
    pub fn mark(&self) -> &'static str {
        match (self.mark.uncertain, self.mark.approximate) {
            (false, false) => "",
            (false, true) => "~",
            (true, false) => "?",
            (true, true) => "%",
        }
    }
}

/// `02:10`, or `02:10:30` with seconds. A leap second is shown as 60.
pub(super) fn clock_text(at: NaiveDateTime, seconds: bool) -> String {
    at.format(if seconds { "%H:%M:%S" } else { "%H:%M" }).to_string()
}

/// Whether a piece of text has the beginning of a clock time: a day, then `T`.
pub(super) fn looks_like(text: &str) -> bool {
    text.as_bytes().get(10) == Some(&b'T') && text.starts_with(|c: char| c.is_ascii_digit())
}

/// Reads one clock time. Ranges of errors are relative to the start of `text`.
pub(super) fn read(text: &str) -> Result<WrittenDateTime, DateError> {
    let day = read_day(text)?;
    let mut rest = TimeScanner { text, at: 11 };
    let time_at = rest.at;
    let hour = rest.two("hour")?;
    if !rest.eat(':') {
        return Err(no_minutes(text, time_at));
    }
    let minute = rest.two("minute")?;
    let second = if rest.eat(':') { Some(rest.two("second")?) } else { None };
    if second.is_some() && rest.eat('.') {
        rest.skip_digits();
    }
    let time = read_time(text, time_at, hour, minute, second)?;
    let offset = rest.offset()?;
    let mark = rest.mark();
    rest.end()?;
    Ok(WrittenDateTime { local: day.and_time(time), seconds: second.is_some(), offset, mark, at: 0..text.len() })
}

fn read_day(text: &str) -> Result<NaiveDate, DateError> {
    let day = text.get(..10).unwrap_or(text);
    let parts = || {
        let mut parts = day.split('-');
        let year = parts.next()?.parse().ok()?;
        Some((year, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    };
    let digits = day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if let Some((year, month, day)) = parts().filter(|_| digits)
        && let Some(day) = NaiveDate::from_ymd_opt(year, month, day)
    {
        return Ok(day);
    }
    Err(component(day, 0).unwrap_or_else(|| {
        DateError::new(
            Code::DateNotADate,
            0..day.len(),
            "a clock time needs a full day",
            "write year, month and day before it: \"2025-06-24T01:32\"",
        )
    }))
}

fn read_time(text: &str, at: usize, hour: u32, minute: u32, second: Option<u32>) -> Result<NaiveTime, DateError> {
    let wrong = |offset: usize, what: &str, number: u32, help: String| {
        let range = at + offset..at + offset + 2;
        DateError::new(Code::DateNoSuchTime, range, format!("{what} {number} does not exist"), help)
    };
    if hour == 24 && minute == 0 && second.unwrap_or(0) == 0 {
        return Err(wrong(0, "hour", hour, midnight_help(text)));
    }
    if hour > 23 {
        return Err(wrong(0, "hour", hour, "hours go from 00 to 23, as in \"2025-06-24T01:32\"".into()));
    }
    if minute > 59 {
        return Err(wrong(3, "minute", minute, "minutes go from 00 to 59, as in \"2025-06-24T01:32\"".into()));
    }
    match second {
        Some(60) => Ok(leap_second(hour, minute)),
        Some(second) if second > 59 => {
            Err(wrong(6, "second", second, "seconds go from 00 to 59, and to 60 in a leap second".into()))
        }
        _ => Ok(NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0)).expect("all three are in range")),
    }
}

/// Midnight at the end of a day is written as the first minute of the next day.
fn midnight_help(text: &str) -> String {
    // Clock times have years of four digits.
    let next = read_day(text).ok().and_then(|day| day.succ_opt()).filter(|day| day.year() <= 9999);
    match next {
        Some(next) => format!("write \"{}T00:00\" for midnight at the end of that day", next.format("%Y-%m-%d")),
        None => "write \"9999-12-31T23:59\"".into(),
    }
}

/// ISO 8601 allows 23:59:60. chrono stores it as second 59 with 10⁹ nanoseconds.
fn leap_second(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 59)
        .and_then(|time| time.with_nanosecond(1_000_000_000))
        .expect("hour and minute are in range")
}

fn no_minutes(text: &str, at: usize) -> DateError {
    let hour = text.get(..at + 2).unwrap_or(text);
    DateError::new(
        Code::DateNotADate,
        at..text.len(),
        "a clock time needs minutes",
        format!("write \"{hour}:00\", or \"{hour}:00~\" if it is only about that hour"),
    )
}

/// The rest of the text that has not been read yet.
struct TimeScanner<'a> {
    text: &'a str,
    at: usize,
}

impl TimeScanner<'_> {
    fn left(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.left().starts_with(wanted);
        self.at += usize::from(found) * wanted.len_utf8();
        found
    }

    fn skip_digits(&mut self) {
        self.at += self.left().bytes().take_while(u8::is_ascii_digit).count();
    }

    fn two(&mut self, what: &str) -> Result<u32, DateError> {
        let digits = self.left().get(..2).filter(|two| two.bytes().all(|b| b.is_ascii_digit()));
        let Some(number) = digits.and_then(|two| two.parse().ok()) else {
            let end = self.text.len();
            return Err(DateError::new(
                Code::DateNotADate,
                self.at.min(end)..end,
                format!("the {what} needs two digits"),
                "write a clock time like \"2025-06-24T01:32\"",
            ));
        };
        self.at += 2;
        Ok(number)
    }

    /// `Z`, `+03`, `+03:30`, or nothing.
    fn offset(&mut self) -> Result<Option<FixedOffset>, DateError> {
        let from = self.at;
        if self.eat('Z') {
            return Ok(FixedOffset::east_opt(0));
        }
        let sign = match self.left().as_bytes().first() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return Ok(None),
        };
        self.at += 1;
        let hours = self.two("offset")?;
        let minutes = if self.eat(':') { self.two("offset")? } else { 0 };
        let total = hours * 60 + minutes;
        // No place was ever more than 14 hours and some minutes from UTC; EDTF allows up to 14:00.
        if minutes > 59 || total > 14 * 60 {
            return Err(DateError::new(
                Code::DateNoSuchTime,
                from..self.at,
                format!("the offset {} does not exist", &self.text[from..self.at]),
                "offsets from UTC go from -14:00 to +14:00, as in \"2025-06-22T02:10+03:30\"",
            ));
        }
        let seconds = i32::try_from(total * 60).expect("less than a day");
        Ok(FixedOffset::east_opt(sign * seconds))
    }

    fn mark(&mut self) -> Qualifier {
        let (uncertain, approximate) = match self.left().as_bytes().first() {
            Some(b'~') => (false, true),
            Some(b'?') => (true, false),
            Some(b'%') => (true, true),
            _ => return Qualifier::default(),
        };
        self.at += 1;
        Qualifier { uncertain, approximate }
    }

    fn end(&self) -> Result<(), DateError> {
        if self.left().is_empty() {
            return Ok(());
        }
        Err(DateError::new(
            Code::DateNotADate,
            self.at..self.text.len(),
            format!("\"{}\" does not belong to a clock time", self.left()),
            "after the time may stand an offset, then one of ~ ? %: \"2025-06-22T02:10+03:30~\"",
        ))
    }
}
