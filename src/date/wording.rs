//! The wording of dates, which depends on the language. Code that shows a date uses a [`DateWording`] and writes no
//! words itself.

use chrono::NaiveDate;

use super::{CalendarUnit, DateDistance, LocalTime, When};

/// Words for dates in one language, for example [`super::English`].
pub trait DateWording: Sync {
    /// The date with its year, and the time if there is one: "22 June 2025, 02:10".
    fn date(&self, when: &When) -> String;
    /// The same, without the year if all of it is in `year`: "16 June", "13 to 19 June".
    fn date_short(&self, when: &When, year: i32) -> String;
    /// The clock part alone: "02:10", "about 12:00", "14:00 to 18:30". `None` without a clock time.
    fn time(&self, when: &When) -> Option<String>;
    /// The date without any clock time, and without the year if all of it is in the given year.
    fn date_part(&self, when: &When, year: Option<i32>) -> String;

    /// The clock time in another zone, with its day relative to the date in the own zone: "about 18:40 the day before".
    fn elsewhere(&self, when: &When, there: LocalTime) -> Option<String>;

    /// "Monday"; `None` before 15 October 1582, when the Gregorian calendar was not in use yet and people counted other
    /// dates.
    fn weekday(&self, day: NaiveDate) -> Option<&'static str>;
    /// "M"; `None` as for [`DateWording::weekday`].
    fn weekday_initial(&self, day: NaiveDate) -> Option<&'static str>;
    /// The month of a number from 1 to 12: "June". Empty for other numbers.
    fn month(&self, month: u32) -> &'static str;
    /// "Jun".
    fn month_short(&self, month: u32) -> &'static str;

    /// "2025", "AD 99", "45 BC", by the number of the calendar, in which 1 BC is 0.
    fn year(&self, year: i32) -> String;

    /// A range of years: "1142 to 1979", "44 BC to AD 14", "2025".
    fn years(&self, first: i32, last: i32) -> String;

    /// "16 June 2025".
    fn day(&self, day: NaiveDate) -> String;
    /// "16 June".
    fn day_short(&self, day: NaiveDate) -> String;
    /// A range of days: "27–29 June", "30 June – 2 July"; with years only if they differ: "30 December 2024 – 2 January
    /// 2025".
    fn days(&self, first: NaiveDate, last: NaiveDate) -> String;

    /// The same, always with the year: "27–29 June 2025". A whole month or whole years are called by their names: "June 2025".
    fn period(&self, first: NaiveDate, last: NaiveDate) -> String;

    /// The length of a range of days, with both ends included: "40 days", "eight months", "882 years".
    fn length(&self, first: NaiveDate, last: NaiveDate) -> String;
    /// That a range of days has no event: "27–29 June: no event recorded", "No event recorded for six years: 1980 to
    /// 1985". Without the year if the range is in the given year.
    fn empty(&self, first: NaiveDate, last: NaiveDate, year: Option<i32>) -> String;
    /// That some events are not drawn because their dates do not tell in which unit they happened: "Three events are not
    /// drawn: their dates are less exact than five years".
    fn undrawn(&self, events: usize, unit: CalendarUnit) -> String;
    /// What has lasted since the beginning of a day, by the name of the year or month that begins with it: "since 2006",
    /// "since March 2025", "since 5 March 2025". Without the year for a month or day in the given year.
    fn since(&self, first: NaiveDate, year: Option<i32>) -> String;

    /// The distance from one date to another: "the same day", "the next day", "two days earlier", "about 3 months
    /// later", "between 6 and 14 months later". For a range, the words never claim more than the bounds do.
    fn distance(&self, distance: &DateDistance) -> String;
    /// A number in a sentence: "two", "twelve", "13", "1,204".
    fn number(&self, n: usize) -> String;
    /// The other date of the same moment: -1 is "the day before", 0 "the same day", 1 "the next day".
    fn day_difference(&self, days: i64) -> &'static str;
}
