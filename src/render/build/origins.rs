//! The view of the list of origins.

use super::super::view::{LinkView, OriginDivergenceView, OriginRepeaterView, OriginRowView, OriginsView};
use super::PageBuilder;
use crate::model::SourceIx;
use crate::plan::{OriginDivergence, OriginSummary, origin_anchor};
use crate::route::Route;
use crate::text::counted;

/// The most events of each origin that the list names.
const MOST_EVENTS: usize = 3;

/// The most sources that repeat an origin, and the most answers that differ from it, that the list names.
const MOST_SOURCES: usize = 4;

impl PageBuilder<'_> {
    pub(in super::super) fn origins(&self, number: usize) -> OriginsView {
        let all = &self.plan.origins;
        let reports = counted(all.reports, "report", "reports");
        OriginsView {
            total: all.list.len(),
            reports_words: format!("{reports} of {}", counted(all.events, "event", "events")),
            alone_words: alone_words(all.of_one_origin, all.echoed),
            most: all.list.first().map_or(0, |summary| summary.events.len()),
            rows: self.plan.origins_on(number).iter().map(|summary| self.origin_row(summary)).collect(),
            pager: self.pager(&Route::folder("origins"), number, self.plan.origin_page_count()),
        }
    }

    fn origin_row(&self, summary: &OriginSummary) -> OriginRowView {
        let OriginSummary { origin, events, alone, repeaters, divergences } = summary;
        let event = |event: &crate::model::EventIx| LinkView {
            name: self.site[*event].title.clone(),
            url: self.event_url(*event),
        };
        let repeater = |(source, events): &(SourceIx, usize)| OriginRepeaterView {
            source: self.source_link(*source),
            events: *events,
        };
        OriginRowView {
            id: origin_anchor(&self.site[*origin].id),
            source: self.source_link(*origin),
            events: events.len(),
            alone: *alone,
            events_words: events_words(events.len(), *alone),
            shown: events.iter().take(MOST_EVENTS).map(event).collect(),
            more_events: events.len().saturating_sub(MOST_EVENTS),
            repeaters: repeaters.iter().take(MOST_SOURCES).map(repeater).collect(),
            more_repeaters: repeaters.len().saturating_sub(MOST_SOURCES),
            divergences: divergences
                .iter()
                .take(MOST_SOURCES)
                .map(|divergence| self.origin_divergence(*origin, divergence))
                .collect(),
            more_divergences: divergences.len().saturating_sub(MOST_SOURCES),
        }
    }

    fn origin_divergence(&self, origin: SourceIx, divergence: &OriginDivergence) -> OriginDivergenceView {
        let OriginDivergence { question, source, from, .. } = *divergence;
        let question = &self.site[question];
        OriginDivergenceView {
            source: self.source_link(source),
            from: (from != origin).then(|| self.source_link(from)),
            question: LinkView { name: self.question_title(question), url: self.question_url(question) },
        }
    }
}

/// "12 events, 7 of them on it alone".
fn events_words(events: usize, alone: usize) -> String {
    let words = counted(events, "event", "events");
    match alone {
        0 => words,
        1 if events == 1 => format!("{words}, on it alone"),
        _ if alone == events => format!("{words}, all on it alone"),
        _ => format!("{words}, {alone} of them on it alone"),
    }
}

/// "36 of these events rest on one origin alone; 20 of them have several reports".
fn alone_words(of_one_origin: usize, echoed: usize) -> Option<String> {
    let rest = if of_one_origin == 1 { "rests" } else { "rest" };
    let alone = format!("{of_one_origin} of these events {rest} on one origin alone");
    match (of_one_origin, echoed) {
        (0, _) => None,
        (_, 0) => Some(alone),
        (1, _) => Some(format!("{alone}, with several reports")),
        (_, 1) => Some(format!("{alone}; 1 of them has several reports")),
        (_, echoed) => Some(format!("{alone}; {echoed} of them have several reports")),
    }
}

#[cfg(test)]
mod tests {
    use super::{alone_words, events_words};

    #[test]
    fn words_count_what_rests_on_one_origin() {
        for (events, alone, words) in [
            (1, 0, "1 event"),
            (1, 1, "1 event, on it alone"),
            (3, 3, "3 events, all on it alone"),
            (3, 1, "3 events, 1 of them on it alone"),
        ] {
            assert_eq!(events_words(events, alone), words);
        }
        for (events, echoed, words) in [
            (1, 0, "1 of these events rests on one origin alone"),
            (1, 1, "1 of these events rests on one origin alone, with several reports"),
            (4, 1, "4 of these events rest on one origin alone; 1 of them has several reports"),
            (4, 3, "4 of these events rest on one origin alone; 3 of them have several reports"),
        ] {
            assert_eq!(alone_words(events, echoed).as_deref(), Some(words));
        }
        assert_eq!(alone_words(0, 0), None);
    }
}
