//! A single EDTF date in English, with the known parts of year, month and day, and their uncertainty.

use edtf_core::{Bound, BoundDate, Date, DateField, Edtf, Qualifier, Year, YearKind};

use super::names::{MONTHS, grouped, of_year, year_number};
use crate::date::precision::plain_year;

/// The parts that a date leaves out because another date beside it has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OmittedDatePart {
    /// Nothing.
    Nothing,
    /// The year: "30 June".
    Year,
    /// Month and year: "13".
    Month,
}

/// A date with a month whose parts are known digit for digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CalendarDate {
    pub year: i64,
    pub month: u8,
    pub day: Option<u8>,
}

impl CalendarDate {
    /// `None` for years alone, seasons, unspecified digits, years with Y, and marks at some parts only.
    pub fn of(date: &Date) -> Option<Self> {
        let month = date.month?.value().filter(|month| *month <= 12)?;
        let day = match date.day {
            Some(day) => Some(day.value()?),
            None => None,
        };
        let split = marks_apart(date).is_some();
        plain_year(date).filter(|_| !split).map(|year| Self { year, month, day })
    }
}

/// The date in words.
pub(super) fn words(date: &Date, leave: OmittedDatePart) -> String {
    let body = match (date.month, date.day) {
        (None, _) => year_alone(&date.year),
        (Some(month), None) => month_words(&date.year, month, leave),
        (Some(month), Some(day)) => day_words(date, month, day, leave),
    };
    marked(date, &body)
}

fn year_alone(year: &Year) -> String {
    if year.significant_digits.is_some() {
        return rounded_year(year);
    }
    if let YearKind::Exponential { significand, exponent } = year.kind {
        return power_year(significand, exponent, year.value());
    }
    match (year.value(), known_years(year)) {
        (Some(value), _) => year_number(value),
        (None, YearRange::Any) => "an unknown year".to_owned(),
        (None, years) => years.noun(),
    }
}

/// A year given by a power of ten is a round number. It is not converted from the calendar, in which the year 0 is 1
/// BC.
fn power_year(significand: i64, exponent: u32, value: Option<i64>) -> String {
    let number = match value {
        Some(value) => grouped(value.unsigned_abs()),
        None => format!("{} × 10^{exponent}", significand.unsigned_abs()),
    };
    if significand < 0 { format!("{number} BC") } else { format!("the year {number}") }
}

/// `1950S2`: about 1950 (1900 to 1999).
fn rounded_year(year: &Year) -> String {
    let plain = Year { significant_digits: None, ..*year };
    let name = year_alone(&plain);
    match year_bounds(year) {
        Some((first, last)) if first == last => name,
        Some((first, last)) => {
            format!("about {} ({})", name.trim_start_matches("the year "), range_of_years(first, last))
        }
        None => format!("about {name}"),
    }
}

fn range_of_years(first: i64, last: i64) -> String {
    let bare = |year| year_number(year).trim_start_matches("the year ").to_owned();
    if last <= 0 {
        return format!("{} to {}", bare(first).trim_end_matches(" BC"), bare(last));
    }
    format!("{} to {}", bare(first), bare(last))
}

fn year_bounds(year: &Year) -> Option<(i64, i64)> {
    let bounds = Edtf::Date(Date { year: *year, month: None, day: None }).bounds();
    match (bounds.earliest, bounds.latest) {
        (Bound::Date(first), Bound::Date(last)) => Some((first.year, last.year)),
        _ => None,
    }
}

/// The years that a written year can mean.
enum YearRange {
    One(i64),
    Decade(i64),
    Between(i64, i64),
    Any,
}

fn known_years(year: &Year) -> YearRange {
    match (year.value(), year_bounds(year)) {
        (Some(value), _) => YearRange::One(value),
        (None, Some((0, 9999)) | None) => YearRange::Any,
        // "The 1900s" is a decade to some and a century to others.
        (None, Some((first, last))) if last == first + 9 && first >= 1000 && first % 100 != 0 => {
            YearRange::Decade(first)
        }
        (None, Some((first, last))) => YearRange::Between(first, last),
    }
}

impl YearRange {
    /// As a name: "the 1560s".
    fn noun(&self) -> String {
        match self {
            Self::One(year) => year_number(*year),
            Self::Decade(first) => format!("the {first}s"),
            Self::Between(first, last) => format!("between {} and {}", year_number(*first), year_number(*last)),
            Self::Any => "an unknown year".to_owned(),
        }
    }

    /// After "a day": " in the 1560s".
    fn within(&self) -> String {
        match self {
            Self::Between(..) => format!(" {}", self.noun()),
            _ => format!(" in {}", self.noun()),
        }
    }

    /// After "June": " 2025", " of a year in the 1560s".
    fn after(&self) -> String {
        match self {
            Self::One(year) => of_year(*year),
            Self::Any => " of an unknown year".to_owned(),
            _ => format!(" of a year{}", self.within()),
        }
    }
}

fn month_words(year: &Year, month: DateField, leave: OmittedDatePart) -> String {
    let years = known_years(year);
    let after = if leave == OmittedDatePart::Nothing { years.after() } else { String::new() };
    match month.value() {
        Some(number @ 1..=12) if leave == OmittedDatePart::Month => MONTHS[usize::from(number) - 1].to_owned(),
        Some(number @ 1..=12) => format!("{}{after}", MONTHS[usize::from(number) - 1]),
        Some(code) => season(code, &after),
        None if month.digits == [None, None] => format!("a month{}", years.within()),
        None => match candidates(month, 12).as_slice() {
            few if few.len() <= 3 => format!("{}{after}", either(few.iter().map(|m| month_name(*m)))),
            many => {
                let (first, last) = (many[0], many[many.len() - 1]);
                format!("a month from {} to {}{after}", month_name(first), month_name(last))
            }
        },
    }
}

fn month_name(month: u8) -> String {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default().to_owned()
}

/// The parts of a year, which ISO 8601-2 numbers from 21 to 41.
fn season(code: u8, after: &str) -> String {
    let of = || if after.is_empty() || after.starts_with(" of") { after.to_owned() } else { format!(" of{after}") };
    let names = ["spring", "summer", "autumn", "winter"];
    let name = |first: u8| names[usize::from(code - first)];
    let nth = |first: u8| ["first", "second", "third", "last"][usize::from(code - first)];
    match code {
        21..=24 => format!("{}{after}", name(21)),
        25..=28 => format!("{}{after} in the north", name(25)),
        29..=32 => format!("{}{after} in the south", name(29)),
        33..=36 => format!("the {} quarter{}", nth(33), of()),
        37 => format!("January to April{after}"),
        38 => format!("May to August{after}"),
        39 => format!("September to December{after}"),
        40 => format!("the first half{}", of()),
        _ => format!("the second half{}", of()),
    }
}

fn day_words(date: &Date, month: DateField, day: DateField, leave: OmittedDatePart) -> String {
    let year = known_years(&date.year);
    match (month.value(), day.value()) {
        (Some(_), Some(day)) if leave == OmittedDatePart::Month => day.to_string(),
        (Some(_), None) => some_day(date, month, day, leave),
        (None, None) if month.digits == [None, None] && day.digits == [None, None] => {
            format!("a day{}", year.within())
        }
        (None, Some(day)) if month.digits == [None, None] => {
            format!("the {} of a month{}", nth(day), year.within())
        }
        (_, Some(day)) => format!("{day} {}", month_words(&date.year, month, leave)),
        (None, None) => between(date),
    }
}

/// A day of a known month: "a day in June 2025", "5, 15 or 25 June 2025", "a day from 10 to 19 June 2025".
fn some_day(date: &Date, month: DateField, day: DateField, leave: OmittedDatePart) -> String {
    let leave = leave.min(OmittedDatePart::Year);
    let month = month_words(&date.year, month, leave);
    if day.digits == [None, None] {
        return format!("a day in {month}");
    }
    let days = possible_days(date, day);
    match days.as_slice() {
        [first, .., last] if days.len() > 4 => format!("a day from {first} to {last} {month}"),
        few => format!("{} {month}", either(few.iter().map(u8::to_string))),
    }
}

/// The days that the digits allow and that exist: never 30 February.
fn possible_days(date: &Date, day: DateField) -> Vec<u8> {
    let exists = |number: &u8| {
        let digits = [Some(number / 10), Some(number % 10)];
        let field = DateField { digits, qualifier: Qualifier::default() };
        Edtf::parse(&Date { day: Some(field), ..*date }.to_string()).is_ok()
    };
    candidates(day, 31).into_iter().filter(exists).collect()
}

fn candidates(field: DateField, last: u8) -> Vec<u8> {
    let fits = |number: &u8| {
        let [tens, ones] = field.digits;
        tens.is_none_or(|tens| tens == number / 10) && ones.is_none_or(|ones| ones == number % 10)
    };
    (1..=last).filter(fits).collect()
}

/// The range from the first to the last possible day, for dates without a shorter wording.
fn between(date: &Date) -> String {
    let bounds = Edtf::Date(*date).bounds();
    let (Bound::Date(first), Bound::Date(last)) = (bounds.earliest, bounds.latest) else {
        return "an unknown day".to_owned();
    };
    let day = |day: BoundDate| format!("{} {}{}", day.day, month_name(day.month), of_year(day.year));
    format!("a day between {} and {}", day(first), day(last))
}

fn nth(n: u8) -> String {
    let ending = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// "5, 15 or 25".
fn either(parts: impl Iterator<Item = String>) -> String {
    join(&parts.collect::<Vec<_>>(), "or")
}

/// "a, b and c".
pub(super) fn join(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

/// The date with "perhaps about " before it, or with a remark in brackets if only some parts are marked.
fn marked(date: &Date, body: &str) -> String {
    if let Some(remark) = marks_apart(date) {
        return format!("{body} ({remark})");
    }
    let prefix = prefix(mark_of_all(date));
    // A rounded year begins with "about" already.
    let prefix = if body.starts_with("about ") { prefix.trim_end_matches("about ") } else { prefix };
    format!("{prefix}{body}")
}

/// The words for a mark, placed before the marked date.
pub(super) fn prefix(mark: Qualifier) -> &'static str {
    match (mark.uncertain, mark.approximate) {
        (false, false) => "",
        (false, true) => "about ",
        (true, false) => "perhaps ",
        (true, true) => "perhaps about ",
    }
}

/// The marks of all parts, from the year to the smallest.
fn marks(date: &Date) -> Vec<(&'static str, Qualifier)> {
    let year = [("year", date.year.qualifier)].into_iter();
    let month = date.month.map(|month| ("month", month.qualifier));
    year.chain(month).chain(date.day.map(|day| ("day", day.qualifier))).collect()
}

/// The mark of the smallest part, which stands for the whole date: it is about 11 June whether or not the month is
/// marked too.
fn mark_of_all(date: &Date) -> Qualifier {
    marks(date).last().map_or_else(Qualifier::default, |(_, mark)| *mark)
}

/// "year uncertain, day approximate", unless all parts have the same mark or only the smallest part has one.
fn marks_apart(date: &Date) -> Option<String> {
    let marks = marks(date);
    let (_, last) = *marks.last()?;
    let others = &marks[..marks.len() - 1];
    let alike = others.iter().all(|(_, mark)| *mark == last);
    let smallest = others.iter().all(|(_, mark)| !mark.is_qualified());
    if alike || smallest {
        return None;
    }
    let word = |mark: Qualifier| match (mark.uncertain, mark.approximate) {
        (true, true) => "uncertain and approximate",
        (true, false) => "uncertain",
        _ => "approximate",
    };
    let qualified = marks.iter().filter(|(_, mark)| mark.is_qualified());
    let groups = qualified.fold(Vec::<(Qualifier, Vec<String>)>::new(), |mut groups, (part, mark)| {
        match groups.last_mut().filter(|(of, _)| of == mark) {
            Some((_, parts)) => parts.push((*part).to_owned()),
            None => groups.push((*mark, vec![(*part).to_owned()])),
        }
        groups
    });
    let words = groups.iter().map(|(mark, parts)| format!("{} {}", join(parts, "and"), word(*mark)));
    Some(words.collect::<Vec<_>>().join(", "))
}
