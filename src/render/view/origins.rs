//! Views of the list of origins.

use serde::Serialize;

use super::link::{LinkView, PagerView};
use super::source::SourceLinkView;

/// The view of `origins.html`: the list of origins.
#[derive(Clone, Debug, Serialize)]
pub struct OriginsView {
    /// The number of origins on all pages. It is an upper limit: two of them may share a source that neither names.
    pub total: usize,
    /// The number of reports: "323 reports of 58 events". Each source counts once for each event that it reports.
    pub reports_words: String,
    /// How many of these events have one origin only: "36 of these events rest on one origin alone; 20 of them have
    /// several reports". `None` if no event has.
    pub alone_words: Option<String>,
    /// The number of events that rest on the first origin of the list, for the length of bars.
    pub most: usize,
    /// The origins of this page, those of most events first.
    pub rows: Vec<OriginRowView>,
    /// Links to the other pages of the list, if there are any.
    pub pager: Option<PagerView>,
}

/// An origin, and what rests on it.
#[derive(Clone, Debug, Serialize)]
pub struct OriginRowView {
    /// Its anchor: `origin-gazette`.
    pub id: String,
    /// The source.
    pub source: SourceLinkView,
    /// The number of events that rest on it.
    pub events: usize,
    /// The number of these events that have no other origin.
    pub alone: usize,
    /// The same in words: "12 events, 7 of them on it alone".
    pub events_words: String,
    /// At most three of these events, those without another origin first.
    pub shown: Vec<LinkView>,
    /// The number of the other events.
    pub more_events: usize,
    /// At most four of the sources that repeat it, those of most events first.
    pub repeaters: Vec<OriginRepeaterView>,
    /// The number of the other sources that repeat it.
    pub more_repeaters: usize,
    /// At most four answers that differ from it, or from a source that has its report from it, although they rely on
    /// it.
    pub divergences: Vec<OriginDivergenceView>,
    /// The number of the other answers that differ.
    pub more_divergences: usize,
}

/// A source that repeats an origin.
#[derive(Clone, Debug, Serialize)]
pub struct OriginRepeaterView {
    /// The source.
    pub source: SourceLinkView,
    /// The number of events for which it repeats the origin.
    pub events: usize,
}

/// An answer that differs from that of the source that it relies on.
#[derive(Clone, Debug, Serialize)]
pub struct OriginDivergenceView {
    /// The source that gives the answer.
    pub source: SourceLinkView,
    /// The source that it relies on, if that is not the origin itself.
    pub from: Option<SourceLinkView>,
    /// The question, with the address of its page.
    pub question: LinkView,
}
