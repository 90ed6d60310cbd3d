//! Views of events in lists by days: the timeline, and the pages of actors, places and topics.

use serde::Serialize;

use super::correction::CorrectionView;
use super::date::WhenView;
use super::evidence::EvidenceView;
use super::link::{LinkView, PagerView};
use super::source::SourceLinkView;

/// An actor's part in an event.
#[derive(Clone, Debug, Serialize)]
pub struct ParticipantView {
    /// The actor's name.
    pub name: String,
    /// Address of the actor's page.
    pub url: String,
    /// The role: "receives the call".
    pub role: Option<String>,
}

/// An entry of a list.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// `event`, `article`, or `see`: a reference to an event that is listed under another date.
    pub kind: &'static str,
    /// Its anchor, unique on the page: `event-landing`.
    pub id: String,
    /// Address of its page.
    pub url: String,
    /// The title, on one line.
    pub title: String,
    /// The language tag of the title, if it is not the site's language.
    pub lang: Option<String>,
    /// The direction of the title, if it is not that of the site.
    pub dir: Option<&'static str>,
    /// For a `see`, the zones in which the event happened on this day: "Washington".
    pub zone: Option<String>,
    /// The date and time.
    pub when: WhenView,
    /// `confirmed`, `reported`, `disputed`, `denied` or `retracted`; empty for articles.
    pub status: &'static str,
    /// The parts that are disputed while the status stays: "damage".
    pub disputed: Vec<String>,
    /// Address of its first open question, if it has one.
    pub disputes: Option<String>,
    /// The places. The first one determines the time zone. The event's page and pages for printing have all of them,
    /// lists at most three and a link "and 5 more" to the event's page.
    pub places: Vec<LinkView>,
    /// The summary, one paragraph.
    pub summary_html: Option<String>,
    /// Whether it is a key event.
    pub key: bool,
    /// The number of sources that report it.
    pub reports: usize,
    /// The number of reports in words: "2 reports".
    pub reports_words: String,
    /// The number of distinct origins of the reports.
    pub origins: usize,
    /// The number of origins in words: "1 origin".
    pub origins_words: String,
    /// Whether some reports are not origins. If so, lists of sources mark the origins.
    pub some_repeat: bool,
    /// Passages of sources. The event's page and pages for printing have all of them, the timeline at most three (a
    /// quotation for each side of a dispute, then of each origin), other lists none.
    pub evidence: Vec<EvidenceView>,
    /// The number of reports without a passage here: "3 more reports"; on the timeline only.
    pub more_words: Option<String>,
    /// What the script's filters know of the event without a link here: "people=mayor", "topics=talks", "places=quay",
    /// "sources=gazette". On the timeline only.
    pub more: Vec<String>,
    /// The participants, at most as many as places.
    pub actors: Vec<ParticipantView>,
    /// Topics, at most as many as places.
    pub tags: Vec<LinkView>,
    /// The editor's note.
    pub note_html: Option<String>,
    /// The latest correction.
    pub correction: Option<CorrectionView>,
    /// The publisher of an article.
    pub publisher: Option<String>,
    /// What is held on an article, each part with the address of what it rests on, as on its page. Empty for events.
    pub verdict: Vec<LinkView>,
}

/// A heading, which is a day or a longer span, with its entries.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// Its anchor: `2025-06-16`.
    pub id: String,
    /// The days without entries before this one: "27–29 June: no event recorded".
    pub gap: Option<String>,
    /// "Monday"; `None` for a span.
    pub weekday: Option<&'static str>,
    /// "16"; `None` for a span.
    pub number: Option<String>,
    /// "June", or the whole heading of a span: "a day in June 2025".
    pub month: String,
    /// "2025", if it is not the year of the whole timeline.
    pub year: Option<String>,
    /// A value for `<time datetime>`.
    pub datetime: Option<String>,
    /// The number of events, if there are several: "4 events".
    pub events_words: Option<String>,
    /// The entries.
    pub entries: Vec<EntryView>,
}

/// The view of `tag.html` and `background.html`: a list of events.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// The heading: "talks".
    pub name: String,
    /// The events of this page, by days.
    pub days: Vec<DayView>,
    /// The number of events: "12 events", or "12 events: 10 on the timeline, 2 before June 2025".
    pub events_words: String,
    /// Articles on the topic, on the first page only.
    pub articles: Vec<SourceLinkView>,
    /// Links to the other pages of the list, if there are any.
    pub pager: Option<PagerView>,
}
