//! Views of the entries of lists (events, articles and references to events) and of their headings.

use chrono::Datelike;

use super::super::address::with_text_fragment;
use super::super::view::{
    ArchiveView, AssertionView, ClockView, DayView, EntryView, EvidenceView, LinkView, OtherZoneView, ParticipantView,
    SourceLinkView, SpeakerView, WhenView,
};
use super::PageBuilder;
use crate::date::{PlottedTimeKind, When, html_day};
use crate::model::{Archive, Event, EventIx, Evidence, SourceIx, Speaker, Stance};
use crate::plan::{DayGroup, DayGroupEntry, DayGroupKey, article_anchor, event_anchor, receipts};
use crate::route::Route;
use crate::text::counted;

/// How much of an event a list shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ListDetail {
    /// Everything, with all evidence.
    Full,
    /// Everything, with a selection of the evidence.
    Receipts,
    /// Everything but the evidence, which is only counted.
    Brief,
    /// Title, date and status.
    Short,
}

/// The most people, places and topics that lists show of one event, so that they stay beside it. The event's page shows
/// all of them. Each has its own list of events, so with all of them these lists would grow with the square of their
/// number.
const MOST_LINKS: usize = 3;

/// The anchor of the people and topics on an event's page.
const PEOPLE: &str = "people";

impl PageBuilder<'_> {
    /// Headings with their entries.
    pub(super) fn days(&self, days: &[DayGroup], detail: ListDetail) -> Vec<DayView> {
        days.iter().map(|day| self.day_view(day, detail)).collect()
    }

    fn day_view(&self, day: &DayGroup, detail: ListDetail) -> DayView {
        let entries = day.entries.iter().map(|entry| self.entry(*entry, &day.key, detail)).collect();
        let events = day.events().count();
        let events_words = (events > 1).then(|| counted(events, "event", "events"));
        DayView { events_words, entries, ..self.day_heading(&day.key, || self.first_when(&day.entries)) }
    }

    pub(super) fn first_when(&self, entries: &[DayGroupEntry]) -> String {
        entries
            .iter()
            .find_map(|entry| match entry {
                DayGroupEntry::Event(event) | DayGroupEntry::See(event) => Some(&self.site[*event].when),
                DayGroupEntry::Article(_) => None,
            })
            .map(|when| self.wording.date_part(when, None))
            .unwrap_or_default()
    }

    /// The view of a heading without entries. For a span, the heading is `words`.
    pub(super) fn day_heading(&self, key: &DayGroupKey, words: impl FnOnce() -> String) -> DayView {
        let id = key.anchor();
        match key {
            DayGroupKey::Day(day) => DayView {
                id,
                gap: None,
                weekday: self.wording.weekday(*day),
                number: Some(day.day().to_string()),
                month: self.wording.month(day.month()).to_owned(),
                year: (self.year != Some(day.year())).then(|| self.wording.year(day.year())),
                datetime: html_day(*day),
                events_words: None,
                entries: Vec::new(),
            },
            DayGroupKey::Span(..) => DayView {
                id,
                gap: None,
                weekday: None,
                number: None,
                month: words(),
                year: None,
                datetime: None,
                events_words: None,
                entries: Vec::new(),
            },
        }
    }

    fn entry(&self, entry: DayGroupEntry, day: &DayGroupKey, detail: ListDetail) -> EntryView {
        match entry {
            DayGroupEntry::Event(event) => self.event_entry(event, detail),
            DayGroupEntry::Article(source) => self.article_entry(source),
            DayGroupEntry::See(event) => EntryView {
                kind: "see",
                id: format!("see-{}", self.site[event].id),
                zone: self.zones_on(event, day),
                ..self.event_entry(event, ListDetail::Short)
            },
        }
    }

    /// The zones of the site in which an event happened on a day, in words.
    fn zones_on(&self, event: EventIx, day: &DayGroupKey) -> Option<String> {
        let DayGroupKey::Day(day) = day else { return None };
        let on_day = |zone: &&chrono_tz::Tz| {
            self.site[event].when.in_zone(**zone).is_some_and(|local| local.start.date() == *day)
        };
        let zones: Vec<String> =
            self.site.config.timeline.zones.iter().filter(on_day).map(|zone| self.zone(*zone)).collect();
        (!zones.is_empty()).then(|| zones.join(", "))
    }

    pub(super) fn event_entry(&self, handle: EventIx, detail: ListDetail) -> EntryView {
        let event = &self.site[handle];
        let full = detail != ListDetail::Short;
        let provenance = &event.provenance;
        let about = LinkView { name: event.title.clone(), url: self.event_url(handle) };
        let shown = match detail {
            ListDetail::Full => (0..event.evidence.len()).collect(),
            ListDetail::Receipts => receipts(self.site, handle),
            ListDetail::Brief | ListDetail::Short => Vec::new(),
        };
        let most = if detail == ListDetail::Full { usize::MAX } else { MOST_LINKS };
        let more = if detail == ListDetail::Receipts { more_reports(event, &shown) } else { Vec::new() };
        EntryView {
            kind: "event",
            id: event_anchor(&event.id),
            url: about.url.clone(),
            title: event.title.clone(),
            lang: None,
            dir: None,
            zone: None,
            when: self.when(event),
            status: event.status.word(),
            disputed: event.disputed_points().to_vec(),
            disputes: self.site.open_questions(event).next().map(|question| self.question_url(question)),
            places: self.places(handle, most),
            summary_html: if full { self.some_html(event.summary.as_ref()) } else { None },
            key: event.key,
            reports: provenance.reports.len(),
            reports_words: counted(provenance.reports.len(), "report", "reports"),
            origins: provenance.origins.len(),
            origins_words: origins_words(provenance.reports.len(), provenance.origins.len()),
            some_repeat: provenance.reports.iter().any(|report| !provenance.is_origin(*report)),
            evidence: shown.iter().map(|at| self.piece(event, &event.evidence[*at])).collect(),
            more_words: (!more.is_empty()).then(|| counted(more.len(), "more report", "more reports")),
            more: if detail == ListDetail::Receipts { self.unlinked(event, &shown) } else { Vec::new() },
            actors: if full { self.parts(handle, most) } else { Vec::new() },
            tags: if full { self.event_topics(handle, most) } else { Vec::new() },
            note_html: if full { self.some_html(event.note.as_ref()) } else { None },
            correction: event.corrections.first().map(|correction| self.correction(correction, &about)),
            publisher: None,
            verdict: Vec::new(),
        }
    }

    fn article_entry(&self, handle: SourceIx) -> EntryView {
        let source = &self.site[handle];
        let published = source.published.as_ref().expect("only dated articles stand in the chronology");
        let day = self.date(published);
        EntryView {
            kind: "article",
            id: article_anchor(&source.id),
            url: self.source_url(handle),
            title: source.label().to_owned(),
            lang: self.foreign(&source.language),
            dir: self.other_direction(&source.language),
            zone: None,
            when: WhenView {
                words: Some(day.short.clone()),
                date: day,
                zone: None,
                clock: None,
                elsewhere: Vec::new(),
                note_html: None,
            },
            status: "",
            disputed: Vec::new(),
            disputes: None,
            places: Vec::new(),
            summary_html: self.some_html(source.summary.as_ref()),
            key: false,
            reports: 0,
            reports_words: String::new(),
            origins: 0,
            origins_words: String::new(),
            some_repeat: false,
            evidence: Vec::new(),
            more_words: None,
            more: Vec::new(),
            actors: Vec::new(),
            tags: Vec::new(),
            note_html: None,
            correction: None,
            publisher: Some(source.publisher.clone()),
            verdict: self.verdict(handle),
        }
    }

    /// The participants of an event: the first `most`, and a link to the others.
    fn parts(&self, handle: EventIx, most: usize) -> Vec<ParticipantView> {
        let part = |part: &crate::model::Participant| {
            let actor = &self.site[part.actor];
            ParticipantView {
                name: actor.name.clone(),
                url: self.url(&Route::page("actors", &actor.id)),
                role: part.role.clone(),
            }
        };
        let all = &self.site[handle].actors;
        let rest =
            self.rest(handle, all.len(), most).map(|LinkView { name, url }| ParticipantView { name, url, role: None });
        all.iter().take(most).map(part).chain(rest).collect()
    }

    /// A link from a list to the event's page, with the number of things that the list leaves out.
    fn rest(&self, handle: EventIx, all: usize, most: usize) -> Option<LinkView> {
        let url = || self.addresses.to(&self.plan.event(handle), Some(PEOPLE));
        (all > most).then(|| LinkView { name: format!("and {} more", all - most), url: url() })
    }

    /// The topics of an event: the first `most`, and a link to the others.
    fn event_topics(&self, handle: EventIx, most: usize) -> Vec<LinkView> {
        let tags = &self.site[handle].tags;
        let mut topics = self.topics(&tags[..tags.len().min(most)]);
        topics.extend(self.rest(handle, tags.len(), most));
        topics
    }

    pub(super) fn topics(&self, tags: &[crate::model::TagIx]) -> Vec<LinkView> {
        let topic = |tag: &crate::model::TagIx| {
            let tag = &self.site[*tag];
            LinkView { name: tag.name.clone(), url: self.url(&Route::page("tags", &tag.id)) }
        };
        tags.iter().map(topic).collect()
    }

    /// The places of an event: the first `most`, and a link to the others.
    fn places(&self, handle: EventIx, most: usize) -> Vec<LinkView> {
        let place = |place: &crate::model::PlaceIx| {
            let place = &self.site[*place];
            LinkView { name: place.name.clone(), url: self.url(&Route::page("places", &place.id)) }
        };
        let all = &self.site[handle].places;
        all.iter().take(most).map(place).chain(self.rest(handle, all.len(), most)).collect()
    }

    /// The view of an event's date and time.
    fn when(&self, event: &Event) -> WhenView {
        let when = &event.when;
        let time = self.wording.time(when);
        let date = || self.date_beside_day(when);
        WhenView {
            words: time.clone().or_else(date),
            date: self.date(when),
            zone: time.is_some().then(|| self.zone(when.zone())),
            clock: when.clock().map(|clock| ClockView { kind: clock_word(clock.kind), from: clock.from, to: clock.to }),
            elsewhere: self.elsewhere(when),
            note_html: self.some_html(event.when_note.as_ref()),
        }
    }

    /// The date of an event where its day stands above it; `None` if that day says all of it. The day of an approximate or
    /// uncertain date is not known, although there is a heading for it.
    pub(super) fn date_beside_day(&self, when: &When) -> Option<String> {
        let is_day = when.day().is_some()
            && when.first_day() == when.last_day()
            && !when.is_approximate()
            && !when.is_uncertain();
        (!is_day).then(|| self.wording.date_part(when, self.year))
    }

    /// The time in the zones of the site in which the date differs.
    fn elsewhere(&self, when: &When) -> Vec<OtherZoneView> {
        let Some(own) = when.local().filter(|_| when.is_instant()) else { return Vec::new() };
        let mut zones = self.site.config.timeline.zones.clone();
        zones.retain(|zone| *zone != own.zone);
        let there = |zone: chrono_tz::Tz| {
            let local = when.in_zone(zone)?;
            let is_other_day = local.start.date() != own.start.date();
            is_other_day.then_some(())?;
            Some(OtherZoneView {
                words: self.wording.elsewhere(when, local)?,
                zone: self.zone(zone),
                datetime: when.html_datetime_in(zone),
            })
        };
        zones.into_iter().filter_map(there).collect()
    }

    /// What the timeline's filters know of an event without a link in its entry: the people, topics and places beyond the
    /// first ones, and the sources that the menu offers and that have no passage in `shown`.
    fn unlinked(&self, event: &Event, shown: &[usize]) -> Vec<String> {
        let site = self.site;
        let people = event.actors.iter().skip(MOST_LINKS).map(|part| format!("people={}", site[part.actor].id));
        let topics = event.tags.iter().skip(MOST_LINKS).map(|tag| format!("topics={}", site[*tag].id));
        let places = event.places.iter().skip(MOST_LINKS).map(|place| format!("places={}", site[*place].id));
        let cited = |source: &SourceIx| event.evidence.iter().any(|piece| piece.source == *source);
        let offered = self.plan.overview.top_sources.iter().map(|(source, _)| *source);
        let sources = offered
            .filter(|source| cited(source) && !is_shown(event, shown, *source))
            .map(|source| format!("sources={}", site[source].id));
        people.chain(topics).chain(places).chain(sources).collect()
    }

    pub(super) fn piece(&self, event: &Event, piece: &Evidence) -> EvidenceView {
        let source = &self.site[piece.source];
        let original = source.address().map(|url| match &piece.quote {
            Some(quote) => with_text_fragment(url, quote),
            None => url.to_owned(),
        });
        EvidenceView {
            source: self.source_link(piece.source),
            is_origin: piece.stance != Stance::Context && event.provenance.is_origin(piece.source),
            quote: piece.quote.as_ref().map(|quote| self.quote(quote)),
            speaker: piece.speaker.as_ref().map(|speaker| self.speaker(speaker)),
            original,
            archived: self.archives(&source.archived),
            via: piece.via.as_ref().unwrap_or(&source.via).iter().map(|via| self.source_link(*via)).collect(),
            stance: piece.stance.word(),
            modality: piece.modality.word(),
            asserts: piece
                .asserts
                .iter()
                .map(|assertion| AssertionView {
                    key: assertion.key.replace('-', " "),
                    value: self.value(event, &assertion.value),
                })
                .collect(),
            note_html: self.some_html(piece.note.as_ref()),
        }
    }

    pub(super) fn speaker(&self, speaker: &Speaker) -> SpeakerView {
        SpeakerView {
            name: self.site.speaker_name(speaker).to_owned(),
            url: match speaker {
                Speaker::Actor(actor) => Some(self.url(&Route::page("actors", &self.site[*actor].id))),
                Speaker::Other { .. } => None,
            },
            side: self.site.speaker_side(speaker).map(|side| self.site.config.sides[side.0].name.clone()),
        }
    }

    pub(super) fn archives(&self, archived: &[Archive]) -> Vec<ArchiveView> {
        archived
            .iter()
            .map(|copy| ArchiveView { url: copy.url.value.clone(), date: copy.date.map(|day| self.day(day)) })
            .collect()
    }

    pub(super) fn source_url(&self, source: SourceIx) -> String {
        let (route, anchor) = self.plan.source(self.site, source);
        self.addresses.to(&route, anchor)
    }

    pub(super) fn source_link(&self, handle: SourceIx) -> SourceLinkView {
        let source = &self.site[handle];
        SourceLinkView {
            id: source.id.to_string(),
            publisher: source.publisher.clone(),
            title: source.title.clone(),
            lang: self.foreign(&source.language),
            dir: self.other_direction(&source.language),
            url: self.source_url(handle),
            date: source.published.as_ref().map(|when| self.date(when)),
            genre: source.genre.clone(),
            number: None,
        }
    }
}

/// The number of origins: "2 origins". If there are more origins than reports, the words explain why.
fn origins_words(reports: usize, origins: usize) -> String {
    let words = counted(origins, "origin", "origins");
    if origins > reports { format!("{words} (a report can name several)") } else { words }
}

/// The reports of an event that have no passage in `shown`.
fn more_reports(event: &Event, shown: &[usize]) -> Vec<SourceIx> {
    event.provenance.reports.iter().copied().filter(|source| !is_shown(event, shown, *source)).collect()
}

fn is_shown(event: &Event, shown: &[usize], source: SourceIx) -> bool {
    shown.iter().any(|at| event.evidence[*at].source == source)
}

fn clock_word(kind: PlottedTimeKind) -> &'static str {
    match kind {
        PlottedTimeKind::Exact => "exact",
        PlottedTimeKind::Span => "span",
        PlottedTimeKind::About => "about",
    }
}
