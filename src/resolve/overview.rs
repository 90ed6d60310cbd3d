//! Resolves the overview: the days of chapters, and events that are in none of them.

use chrono::{Days, NaiveDate};

use super::dates::{backwards, placed};
use crate::config::Config;
use crate::date::{UnzonedDate, When};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Chapter, Overview, Site};
use crate::parse::{RawChapter, RawOverview};
use crate::span::Spanned;
use crate::text::counted;

/// Resolves the overview. Chapters that share days are reported.
pub(super) fn overview(raw: &RawOverview, config: &Config, findings: &mut Diagnostics) -> Overview {
    let mut chapters: Vec<Chapter> =
        raw.chapters.iter().filter_map(|chapter| self::chapter(chapter, config, findings)).collect();
    chapters.sort_by_key(|chapter| chapter.first);
    end_where_the_next_begins(&mut chapters, findings);
    let as_of = raw.as_of.as_ref().and_then(|as_of| placed(as_of, config.zone, findings));
    Overview { chapters, standing: raw.standing.clone(), as_of }
}

fn chapter(raw: &RawChapter, config: &Config, findings: &mut Diagnostics) -> Option<Chapter> {
    let first = day(&raw.from, "from", When::first_day, config, findings)?;
    let last = match &raw.to {
        Some(to) => Some((day(to, "to", When::last_day, config, findings)?, to.span)),
        None => None,
    };
    if let Some((last, span)) = last
        && last < first
    {
        findings.push(backwards("this chapter", raw.from.span, span));
        return None;
    }
    let (title, summary) = (raw.title.value.clone(), raw.summary.clone());
    Some(Chapter { title, first, last: last.map(|(last, _)| last), summary, span: raw.title.span })
}

/// A day of a date. A date without one is reported.
fn day(
    written: &Spanned<UnzonedDate>,
    key: &str,
    day: impl Fn(&When) -> Option<NaiveDate>,
    config: &Config,
    findings: &mut Diagnostics,
) -> Option<NaiveDate> {
    let when = placed(written, config.zone, findings)?;
    let day = day(&when);
    if day.is_none() {
        findings.push(
            Diagnostic::new(Code::FieldValue, format!("{key} of a chapter is a day, month or year"))
                .at(written.span)
                .help(match key {
                    "to" => "take the line out if the chapter has not ended, or write its last day",
                    _ => "write the first day of the chapter, such as from = \"2025-06-12\"",
                }),
        );
    }
    day
}

/// Ends each chapter without an end on the day before the next one begins, and reports chapters that share days. Of
/// these, the earlier one is cut off.
fn end_where_the_next_begins(chapters: &mut [Chapter], findings: &mut Diagnostics) {
    for at in 1..chapters.len() {
        let (before, next) = (&chapters[at - 1], &chapters[at]);
        if before.first == next.first || before.last.is_some_and(|last| last >= next.first) {
            findings.push(
                Diagnostic::new(Code::ChapterOverlap, format!("two chapters contain {}", next.first))
                    .at(next.span)
                    .label("this one begins before the other ends")
                    .see(before.span, "the other one")
                    .help("let a chapter end on the day before the next one begins, or leave its `to` out"),
            );
        }
        let end = next.first.checked_sub_days(Days::new(1));
        let before = &mut chapters[at - 1];
        before.last = before.last.min(end).or(end);
    }
}

/// Reports events in the window that are in no chapter, as far as there are chapters: one finding for each gap.
pub(super) fn check_gaps(site: &Site, findings: &mut Diagnostics) {
    let chapters = &site.overview.chapters;
    if chapters.is_empty() {
        return;
    }
    let events = site.events_within().map(|event| &site[event]);
    let days = events.filter_map(|event| Some((event.when.sorted_under()?, event)));
    let outside: Vec<_> = days.filter(|(day, _)| site.overview.chapter_of(*day).is_none()).collect();
    // A gap is known by the number of chapters before it.
    let gap = |day: NaiveDate| chapters.partition_point(|chapter| chapter.first <= day);
    for events in outside.chunk_by(|(a, _), (b, _)| gap(*a) == gap(*b)) {
        let (first_day, first) = events[0];
        let at = gap(first_day).checked_sub(1).map_or(&chapters[0], |at| &chapters[at]);
        let number = counted(events.len(), "event is", "events are");
        let side = if first_day < at.first { "before" } else { "after" };
        findings.push(
            Diagnostic::new(Code::ChapterGap, format!("{number} in no chapter"))
                .at(at.span)
                .label(format!("{side} this chapter"))
                .see(first.span, format!("the first of them, on {first_day}"))
                .help("change `from` or `to` of a chapter, or add another chapter"),
        );
    }
}
