//! Finds long runs of days on which no event can have happened.
//!
//! In: the dates of all events, and the headings of the timeline. Out: runs of days on which no event happened, lasted
//! or may have happened, as far as they stand out on this timeline. An event whose year alone is known may have happened
//! on any day of that year, so the year has no gap.

use chrono::NaiveDate;

use super::{DayGroup, DayGroupKey, StripEntry};
use crate::model::Site;

/// A gap has at least this many days. The strip shows shorter ones.
const LEAST_DAYS: i64 = 7;

/// A gap is at least this many times as long as the average distance between headings. Were these spread by chance, one
/// distance in 150 would be as long.
const LEAST_DISTANCES: i64 = 5;

/// A run of days, from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineGap {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

/// The gaps between the first and the last day of the strip that stand out.
pub(super) fn gaps(site: &Site, pages: &[Vec<DayGroup>], strip: &[StripEntry]) -> Vec<TimelineGap> {
    let (Some(start), Some(end)) = (strip.first(), strip.last()) else { return Vec::new() };
    let events = site.events.iter().map(|event| {
        let days = event.when.possible_days();
        (days.first.unwrap_or(NaiveDate::MIN), days.last.unwrap_or(NaiveDate::MAX))
    });
    // Articles, and events that had another date in another zone, have their own headings.
    let headings = pages.iter().flatten().filter_map(|day| match day.key {
        DayGroupKey::Day(day) => Some((day, day)),
        DayGroupKey::Span(..) => None,
    });
    let (start, end) = (start.cell.first, end.cell.last);
    let least = least_days((end - start).num_days(), pages.iter().map(Vec::len).sum());
    let mut gaps = between(events.chain(headings).collect(), start, end);
    gaps.retain(|gap| (gap.last - gap.first).num_days() + 1 >= least);
    gaps
}

/// The length of the shortest gap that stands out among so many headings in so many days.
fn least_days(days: i64, headings: usize) -> i64 {
    let headings = i64::try_from(headings).unwrap_or(i64::MAX).max(1);
    (days * LEAST_DISTANCES / headings).max(LEAST_DAYS)
}

/// The runs of days from `start` to `end` that are in none of the spans.
fn between(mut spans: Vec<(NaiveDate, NaiveDate)>, start: NaiveDate, end: NaiveDate) -> Vec<TimelineGap> {
    spans.sort_unstable();
    let mut gaps = Vec::new();
    let mut next = Some(start);
    for (first, last) in spans {
        let Some(free) = next.filter(|free| *free <= end) else { return gaps };
        if let Some(before) = first.pred_opt().map(|before| before.min(end)).filter(|before| *before >= free) {
            gaps.push(TimelineGap { first: free, last: before });
        }
        next = last.succ_opt().map(|after| after.max(free));
    }
    gaps.extend(next.filter(|free| *free <= end).map(|first| TimelineGap { first, last: end }));
    gaps
}

#[cfg(test)]
mod tests {
    use super::{TimelineGap, between, least_days};
    use chrono::NaiveDate;

    fn day(of_june: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 6, of_june).expect("a day of June")
    }

    fn free(spans: &[(u32, u32)]) -> Vec<(u32, u32)> {
        use chrono::Datelike;
        let spans = spans.iter().map(|(first, last)| (day(*first), day(*last))).collect();
        let days = |gap: TimelineGap| (gap.first.day(), gap.last.day());
        between(spans, day(3), day(28)).into_iter().map(days).collect()
    }

    #[test]
    fn gaps_are_what_no_span_covers() {
        assert_eq!(free(&[]), [(3, 28)]);
        assert_eq!(free(&[(10, 12)]), [(3, 9), (13, 28)]);
        assert_eq!(free(&[(10, 12), (13, 14)]), [(3, 9), (15, 28)]);
        // A span inside another one does not end it.
        assert_eq!(free(&[(5, 20), (6, 7)]), [(3, 4), (21, 28)]);
        assert_eq!(free(&[(6, 7), (5, 20), (18, 22)]), [(3, 4), (23, 28)]);
        // Spans are cut at the ends.
        assert_eq!(free(&[(1, 5), (27, 30)]), [(6, 26)]);
        assert_eq!(free(&[(1, 2), (29, 30)]), [(3, 28)]);
        assert_eq!(free(&[(1, 30)]), []);
    }

    #[test]
    fn a_gap_stands_out_by_how_close_headings_are() {
        // A busy month: a week.
        assert_eq!(least_days(29, 24), 7);
        // A heading every ten days in a year: seven weeks.
        assert_eq!(least_days(365, 36), 50);
        // Two headings in a year, or none: nothing.
        assert!(least_days(365, 2) > 365);
        assert!(least_days(365, 0) > 365);
    }

    #[test]
    fn what_has_no_end_leaves_no_gap_behind_it() {
        let spans = vec![(day(10), NaiveDate::MAX), (day(12), day(12))];
        assert_eq!(between(spans, day(3), day(28)), [TimelineGap { first: day(3), last: day(9) }]);
        assert_eq!(between(vec![(NaiveDate::MIN, NaiveDate::MAX)], day(3), day(28)), []);
    }
}
