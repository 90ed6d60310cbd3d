//! The precision of dates, for ordering: of two dates with the same bounds the more precise one comes first.

use edtf_core::{Bound, Date, Edtf, IntervalEndpoint, SetElement, YearKind};

use super::form::DateSyntax;
use super::time::WrittenDateTime;

/// The precision of a date, the most precise first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A clock time with seconds.
    Second,
    /// A clock time without seconds.
    Minute,
    /// A day.
    Day,
    /// A month, or an unknown day in it.
    Month,
    /// A season, quarter or half of a year, or some of its months.
    Season,
    /// A year, or an unknown month in it.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// More than a hundred years.
    Age,
    /// A range with an end that is open or unknown.
    Open,
}

impl Precision {
    /// The precision of a written date, which is that of its least precise part.
    pub(super) fn of(form: &DateSyntax) -> Self {
        match form {
            DateSyntax::Edtf(edtf) => of_edtf(edtf),
            DateSyntax::Clock(time) => of_time(time),
            DateSyntax::Clocks(start, end) => of_time(start).max(of_time(end)),
        }
    }
}

fn of_time(time: &WrittenDateTime) -> Precision {
    if time.seconds { Precision::Second } else { Precision::Minute }
}

fn of_edtf(edtf: &Edtf) -> Precision {
    match edtf {
        Edtf::Date(date) => of_date(date),
        Edtf::DateTime(_) => Precision::Second,
        Edtf::Interval(interval) => of_end(&interval.start).max(of_end(&interval.end)),
        Edtf::Set(set) => set.elements.iter().map(of_element).max().unwrap_or(Precision::Open),
    }
}

fn of_end(end: &IntervalEndpoint) -> Precision {
    match end {
        IntervalEndpoint::Date(date) => of_date(date),
        _ => Precision::Open,
    }
}

fn of_element(element: &SetElement) -> Precision {
    match element {
        SetElement::Date(date) => of_date(date),
        SetElement::Range(from, to) => of_date(from).max(of_date(to)),
        SetElement::OnOrBefore(_) | SetElement::OnOrAfter(_) => Precision::Open,
    }
}

fn of_date(date: &Date) -> Precision {
    if date.year.has_unspecified() || date.year.significant_digits.is_some() {
        return of_years(date);
    }
    match (date.month, date.day) {
        (None, _) => Precision::Year,
        (Some(month), None) if month.value().is_some_and(|m| m <= 12) => Precision::Month,
        (Some(month), Some(day)) if !month.has_unspecified() && !day.has_unspecified() => Precision::Day,
        (Some(month), Some(_)) if !month.has_unspecified() => Precision::Month,
        (Some(month), _) if month.digits == [None, None] => Precision::Year,
        _ => Precision::Season,
    }
}

/// The precision that follows from the number of years between the earliest and the latest possible year.
fn of_years(date: &Date) -> Precision {
    let year = Edtf::Date(Date { year: date.year, month: None, day: None });
    let (Bound::Date(first), Bound::Date(last)) = (year.bounds().earliest, year.bounds().latest) else {
        return Precision::Age;
    };
    match last.year.saturating_sub(first.year) {
        0 => Precision::Year,
        1..=9 => Precision::Decade,
        10..=99 => Precision::Century,
        _ => Precision::Age,
    }
}

/// The year, if it is written with four digits that are all known.
pub(super) fn plain_year(date: &Date) -> Option<i64> {
    let standard = matches!(date.year.kind, YearKind::Standard { .. }) && date.year.significant_digits.is_none();
    date.year.value().filter(|_| standard)
}
