//! Lists of events by days: the timeline, and the pages of actors, places and topics.

use serde::Serialize;

use super::correction::CorrectionView;
use super::date::WhenView;
use super::evidence::EvidenceView;
use super::link::{LinkView, PagerView};
use super::source::SourceLinkView;

/// Somebody's part in an event.
#[derive(Clone, Debug, Serialize)]
pub struct ParticipantView {
    /// Who.
    pub name: String,
    /// Their page.
    pub url: String,
    /// As what.
    pub role: Option<String>,
}

/// An event in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// `event`, `article` or `see` (an event that stands under another date).
    pub kind: &'static str,
    /// Its anchor, unique on the page: `event-landing`.
    pub id: String,
    /// Its page.
    pub url: String,
    /// One line.
    pub title: String,
    /// Language of the title, where it is not the site's.
    pub lang: Option<String>,
    /// Direction of the title, where it is not the site's.
    pub dir: Option<&'static str>,
    /// Of a `see`: where it was this day, "Washington".
    pub zone: Option<String>,
    /// When.
    pub when: WhenView,
    /// `confirmed`, `reported`, `disputed`, `denied` or `retracted`; empty for articles.
    pub status: &'static str,
    /// Where its open questions are set out, if it has any.
    pub disputes: Option<String>,
    /// Where; the first one is the place whose clocks and calendar count. In lists other than the timeline at most 30,
    /// and a link "5 more" to the event's page.
    pub places: Vec<LinkView>,
    /// One paragraph.
    pub summary_html: Option<String>,
    /// Belongs in the short version.
    pub key: bool,
    /// How many sources report it.
    pub reports: usize,
    /// "2 reports"
    pub reports_words: String,
    /// How many distinct origins they have.
    pub origins: usize,
    /// "1 origin"
    pub origins_words: String,
    /// Whether some of the reports are no origins, so that a list of them names those that are.
    pub some_repeat: bool,
    /// What the sources say: everything on the event's own page; on the timeline at most three passages, which speak for
    /// the sides of a quarrel and for the origins; elsewhere nothing.
    pub evidence: Vec<EvidenceView>,
    /// Reports of which no passage stands here: "3 more reports"; on the timeline.
    pub more_words: Option<String>,
    /// Ids of those sources among them that stand in the menu, for the script.
    pub more: Vec<String>,
    /// Who; as many as of places.
    pub actors: Vec<ParticipantView>,
    /// Topics; as many as of places.
    pub tags: Vec<LinkView>,
    /// The editor's note.
    pub note_html: Option<String>,
    /// The latest correction.
    pub correction: Option<CorrectionView>,
    /// Of an article: its publisher.
    pub publisher: Option<String>,
}

/// A day, or a longer span where the day is not known, with what stands under it.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// Anchor: `2025-06-16`.
    pub id: String,
    /// Words on days without entries before this one: "27–29 June: no event recorded".
    pub gap: Option<String>,
    /// "Monday"; `None` where the day is not known.
    pub weekday: Option<&'static str>,
    /// "16"; `None` where the day is not known.
    pub number: Option<String>,
    /// "June", or the whole heading where the day is not known: "a day in June 2025".
    pub month: String,
    /// "2025", where it is not the timeline's own.
    pub year: Option<String>,
    /// A value for `<time datetime>`.
    pub datetime: Option<String>,
    /// "4 events", where there are several.
    pub events_words: Option<String>,
    /// What stands under it.
    pub entries: Vec<EntryView>,
}

/// `tag`, `background`: a list of events under a heading.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// "talks"
    pub name: String,
    /// The events.
    pub days: Vec<DayView>,
    /// "12 events", or "12 events: 10 on the timeline, 2 before June 2025"
    pub events_words: String,
    /// Articles on this topic; on the first page.
    pub articles: Vec<SourceLinkView>,
    /// Other pages.
    pub pager: Option<PagerView>,
}
