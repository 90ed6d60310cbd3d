//! `timeline.json`: the whole content of the site, for other programs.
//!
//! Ids are those of the content. Dates are EDTF with a time zone. Texts are plain, except `body`, which is HTML with
//! links as on the home page.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::super::build::PageBuilder;
use crate::config::Status;
use crate::date::When;
use crate::language::Language;
use crate::model::{Correction, EventIx, Evidence, Html, Question, ReportDivergence, Site, Source, SourceIx, Speaker};
use crate::plan::SitePlan;
use crate::route::Route;

/// The version of the format.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct TimelineData<'a> {
    format: &'static str,
    version: u32,
    title: &'a str,
    description: &'a str,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    base_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    window: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    events: Vec<EventData<'a>>,
    sources: Vec<SourceData<'a>>,
    actors: Vec<ActorData<'a>>,
    offices: Vec<OfficeData<'a>>,
    places: Vec<PlaceData<'a>>,
    tags: Vec<TagData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sides: Vec<SideData<'a>>,
    /// Questions that several events share.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questions: Vec<QuestionData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    chapters: Vec<ChapterData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    standing: Vec<StandingData<'a>>,
    /// The date at which things stood so, in EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a str>,
}

/// A chapter, with the days that it contains.
#[derive(Serialize)]
struct ChapterData<'a> {
    title: &'a str,
    from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
}

/// How one matter stood.
#[derive(Serialize)]
struct StandingData<'a> {
    label: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

/// A side of the story, in the order of the site.
#[derive(Serialize)]
struct SideData<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct DateData<'a> {
    edtf: &'a str,
    zone: &'static str,
    /// The bounds as RFC 3339 instants. They are left out if they are open or unknown, or outside the years 0 to 9999,
    /// to which RFC 3339 is limited.
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<String>,
}

#[derive(Serialize)]
struct EventData<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<&'a str>,
    url: String,
    title: &'a str,
    date: DateData<'a>,
    era: &'static str,
    status: &'static str,
    key: bool,
    order: i64,
    /// The parts that are disputed while the status stays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    disputed: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    places: Vec<&'a str>,
    actors: Vec<ParticipantData<'a>>,
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    body: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    when_note: Option<&'a str>,
    reports: Vec<&'a str>,
    origins: Vec<&'a str>,
    evidence: Vec<EvidenceData<'a>>,
    questions: Vec<EventQuestionData<'a>>,
    corrections: Vec<CorrectionData<'a>>,
}

#[derive(Serialize)]
struct ParticipantData<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
}

#[derive(Serialize)]
struct EvidenceData<'a> {
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<SpeakerData<'a>>,
    stance: &'static str,
    modality: &'static str,
    via: Vec<&'a str>,
    asserts: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// An actor by its id, or the name of somebody who is no actor of the site.
#[derive(Serialize)]
struct SpeakerData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'a str>,
}

/// A question of an event: its own, or the id of one that several events share.
#[derive(Serialize)]
#[serde(untagged)]
enum EventQuestionData<'a> {
    Own(QuestionData<'a>),
    Shared {
        key: &'a str,
        question: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        point: Option<&'a str>,
    },
}

#[derive(Serialize)]
struct QuestionData<'a> {
    /// Of a question of one event.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    /// Of a question that several events share, with the ids of these events.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Vec<&'a str>,
    ask: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    #[serde(skip_serializing_if = "is_usual")]
    weight: i64,
    open: bool,
    positions: Vec<AnswerData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    departures: Vec<ReportDivergenceData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settled: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// Whether a weight is the usual one, which is left out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_usual(weight: &i64) -> bool {
    *weight == 0
}

#[derive(Serialize)]
struct AnswerData<'a> {
    value: &'a str,
    sources: Vec<&'a str>,
    origins: Vec<&'a str>,
}

#[derive(Serialize)]
struct ReportDivergenceData<'a> {
    source: &'a str,
    from: &'a str,
}

#[derive(Serialize)]
struct CorrectionData<'a> {
    date: String,
    kind: &'static str,
    note: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<&'a str>,
}

#[derive(Serialize)]
struct SourceData<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<&'a str>,
    publisher: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<DateData<'a>>,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    archived: Vec<ArchiveData<'a>>,
    via: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    taken: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publish: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    body: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<CorrectionData<'a>>,
}

#[derive(Serialize)]
struct ArchiveData<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

#[derive(Serialize)]
struct NoteData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    note: &'a str,
    basis: Vec<&'a str>,
}

#[derive(Serialize)]
struct ActorData<'a> {
    id: &'a str,
    url: String,
    name: &'a str,
    names: BTreeMap<&'a str, &'a str>,
    aliases: &'a [String],
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<&'a str>,
    terms: Vec<OfficeTermData<'a>>,
}

#[derive(Serialize)]
struct OfficeTermData<'a> {
    office: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    unverified: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct OfficeData<'a> {
    id: &'a str,
    title: &'a str,
    aliases: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
}

#[derive(Serialize)]
struct PlaceData<'a> {
    id: &'a str,
    url: String,
    name: &'a str,
    names: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct TagData<'a> {
    id: &'a str,
    url: String,
    name: &'a str,
}

/// The bytes of `timeline.json`.
pub(super) fn timeline(site: &Site, plan: &SitePlan) -> Vec<u8> {
    let home = Route::home();
    let builder = PageBuilder::new(site, plan, &home);
    let writer = DataWriter { site, builder: &builder };
    let data = TimelineData {
        format: "dateline timeline",
        version: VERSION,
        title: &site.config.title,
        description: &site.config.description,
        language: site.config.language.tag(),
        base_url: site.config.base_url.as_ref().map(crate::config::BaseUrl::as_str),
        window: site.config.timeline.window.as_ref().map(When::text),
        licence: site.config.licence.as_ref().map(|licence| licence.name.as_str()),
        updated: site.updated.as_ref().map(|when| when.text().to_owned()),
        events: site.event_handles().map(|event| writer.event(event)).collect(),
        sources: site.sources.iter().map(|source| writer.source(source)).collect(),
        actors: site
            .actors
            .iter()
            .map(|actor| ActorData {
                id: actor.id.as_str(),
                url: writer.url("actors", &actor.id),
                name: &actor.name,
                names: names(&actor.names),
                aliases: &actor.aliases,
                kind: actor.kind.word(),
                side: actor.side.map(|side| site.config.sides[side.0].id.as_str()),
                description: actor.description.as_deref(),
                wikidata: actor.wikidata.as_deref(),
                terms: actor
                    .terms
                    .iter()
                    .map(|term| OfficeTermData {
                        office: site[term.office].id.as_str(),
                        from: term.from.as_ref().map(When::text),
                        to: term.to.as_ref().map(When::text),
                        source: term.source.map(|source| site[source].id.as_str()),
                        unverified: term.unverified,
                        note: term.note.as_ref().map(Html::plain),
                    })
                    .collect(),
            })
            .collect(),
        offices: site
            .offices
            .iter()
            .map(|office| OfficeData {
                id: office.id.as_str(),
                title: &office.title,
                aliases: &office.aliases,
                of: office.of.map(|actor| site[actor].id.as_str()),
            })
            .collect(),
        places: site
            .places
            .iter()
            .map(|place| PlaceData {
                id: place.id.as_str(),
                url: writer.url("places", &place.id),
                name: &place.name,
                names: names(&place.names),
                country: place.country.as_deref(),
                lat: place.coordinates.map(|(lat, _)| lat),
                lon: place.coordinates.map(|(_, lon)| lon),
                precision: place.precision.map(crate::model::PlacePrecision::word),
                zone: place.zone.map(|zone| zone.name()),
                wikidata: place.wikidata.as_deref(),
                note: place.note.as_ref().map(Html::plain),
            })
            .collect(),
        tags: site
            .tags
            .iter()
            .map(|tag| TagData { id: tag.id.as_str(), url: writer.url("tags", &tag.id), name: &tag.name })
            .collect(),
        questions: site
            .questions
            .iter()
            .filter(|question| question.shared.is_some())
            .map(|question| writer.question(question))
            .collect(),
        sides: site.config.sides.iter().map(|side| SideData { id: side.id.as_str(), name: &side.name }).collect(),
        chapters: site
            .overview
            .chapters
            .iter()
            .map(|chapter| ChapterData {
                title: &chapter.title,
                from: chapter.first.to_string(),
                to: chapter.last.as_ref().map(ToString::to_string),
                summary: chapter.summary.as_ref().map(Html::plain),
            })
            .collect(),
        standing: site
            .overview
            .standing
            .iter()
            .map(|standing| StandingData {
                label: &standing.label,
                text: standing.text.plain(),
                status: standing.status.map(Status::word),
            })
            .collect(),
        as_of: site.overview.as_of.as_ref().map(When::text),
    };
    let mut json = serde_json::to_vec(&data).expect("texts and numbers are always JSON");
    json.push(b'\n');
    json
}

fn names(names: &[(Language, String)]) -> BTreeMap<&str, &str> {
    names.iter().map(|(language, name)| (language.tag(), name.as_str())).collect()
}

struct DataWriter<'a> {
    site: &'a Site,
    builder: &'a PageBuilder<'a>,
}

impl<'a> DataWriter<'a> {
    fn url(&self, folder: &str, id: &crate::route::Slug) -> String {
        self.builder.addresses.whole(&Route::page(folder, id))
    }

    fn ids(&self, sources: &[SourceIx]) -> Vec<&'a str> {
        sources.iter().map(|source| self.site[*source].id.as_str()).collect()
    }

    fn date(when: &'a When) -> DateData<'a> {
        let instant = |moment: crate::date::Timestamp| {
            let moment = chrono::DateTime::from_timestamp(moment.seconds()?, 0)?;
            (0..=9999).contains(&chrono::Datelike::year(&moment)).then_some(())?;
            Some(moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
        };
        DateData {
            edtf: when.text(),
            zone: when.zone().name(),
            earliest: instant(when.earliest()),
            latest: instant(when.latest()),
        }
    }

    fn event(&self, handle: EventIx) -> EventData<'a> {
        use crate::model::WindowPosition;
        let event = &self.site[handle];
        EventData {
            id: event.id.as_str(),
            aliases: event.aliases.iter().map(|alias| alias.as_str()).collect(),
            url: self.url("events", &event.id),
            title: &event.title,
            date: Self::date(&event.when),
            era: match event.era {
                WindowPosition::Before => "before",
                WindowPosition::Within => "within",
                WindowPosition::After => "after",
            },
            status: event.status.word(),
            disputed: event.disputed_points().iter().map(String::as_str).collect(),
            key: event.key,
            order: event.order,
            added: event.added.map(|day| day.to_string()),
            known: event.known.map(|day| day.to_string()),
            place: event.places.first().map(|place| self.site[*place].id.as_str()),
            places: event.places.iter().map(|place| self.site[*place].id.as_str()).collect(),
            actors: event
                .actors
                .iter()
                .map(|part| ParticipantData { id: self.site[part.actor].id.as_str(), role: part.role.as_deref() })
                .collect(),
            tags: event.tags.iter().map(|tag| self.site[*tag].id.as_str()).collect(),
            summary: event.summary.as_ref().map(Html::plain),
            body: self.builder.html(&event.body),
            note: event.note.as_ref().map(Html::plain),
            when_note: event.when_note.as_ref().map(Html::plain),
            reports: self.ids(&event.provenance.reports),
            origins: self.ids(&event.provenance.origins),
            evidence: event.evidence.iter().map(|piece| self.piece(piece)).collect(),
            questions: event.questions.iter().filter_map(|at| self.question_of(handle, &self.site[*at])).collect(),
            corrections: event.corrections.iter().map(correction).collect(),
        }
    }

    fn speaker(&self, speaker: &'a Speaker) -> SpeakerData<'a> {
        match speaker {
            Speaker::Actor(actor) => SpeakerData { actor: Some(self.site[*actor].id.as_str()), name: None, side: None },
            Speaker::Other { name, side } => {
                let side = side.map(|side| self.site.config.sides[side.0].id.as_str());
                SpeakerData { actor: None, name: Some(name), side }
            }
        }
    }

    fn piece(&self, piece: &'a Evidence) -> EvidenceData<'a> {
        EvidenceData {
            source: self.site[piece.source].id.as_str(),
            quote: piece.quote.as_ref().map(|quote| quote.text.as_str()),
            language: piece.quote.as_ref().map(|quote| quote.language.tag()),
            state: piece.quote.as_ref().map(|quote| quote.standing.word()),
            translation: piece.quote.as_ref().and_then(|quote| quote.translation.as_deref()),
            speaker: piece.speaker.as_ref().map(|speaker| self.speaker(speaker)),
            stance: piece.stance.word(),
            modality: piece.modality.word(),
            via: self.ids(piece.via.as_ref().unwrap_or(&self.site[piece.source].via)),
            asserts: piece.asserts.iter().map(|assertion| (assertion.key.as_str(), assertion.value.as_str())).collect(),
            note: piece.note.as_ref().map(Html::plain),
        }
    }

    /// A question of an event. `None` if it is not asked of it.
    fn question_of(&self, event: EventIx, question: &'a Question) -> Option<EventQuestionData<'a>> {
        let of = question.asked_of(event)?;
        Some(match question.shared {
            None => EventQuestionData::Own(self.question(question)),
            Some(shared) => EventQuestionData::Shared {
                key: &of.key,
                question: self.site[shared].id.as_str(),
                point: of.point.as_deref(),
            },
        })
    }

    fn question(&self, question: &'a Question) -> QuestionData<'a> {
        let (text, shared) = (&question.text, question.shared);
        let own = question.events.first().filter(|_| shared.is_none());
        let events = question.events.iter().filter(|_| shared.is_some());
        QuestionData {
            key: own.map(|own| own.key.as_str()),
            id: shared.map(|shared| self.site[shared].id.as_str()),
            events: events.map(|of| self.site[of.event].id.as_str()).collect(),
            ask: &text.ask,
            point: own.and_then(|own| own.point.as_deref()),
            group: text.group.as_deref(),
            weight: text.weight,
            open: question.is_open(),
            positions: question
                .positions
                .iter()
                .map(|position| AnswerData {
                    value: position.value.as_str(),
                    sources: position.evidence.iter().map(|at| self.site[self.site[*at].source].id.as_str()).collect(),
                    origins: self.ids(&position.origins),
                })
                .collect(),
            departures: self.departures(question),
            answer: text.resolved.as_ref().map(|resolved| resolved.answer.as_str()),
            why: text.resolved.as_ref().map(|resolved| resolved.why.plain()),
            settled: text.resolved.as_ref().and_then(|resolved| resolved.date).map(|day| day.to_string()),
            note: text.note.as_ref().map(Html::plain),
        }
    }

    /// The divergences of a question. Each source occurs once, even if several pieces of its evidence diverge.
    fn departures(&self, question: &Question) -> Vec<ReportDivergenceData<'a>> {
        let mut known = HashSet::new();
        let departures = question.departures.iter().filter(|departure| known.insert(departure.source));
        let data = |departure: &ReportDivergence| ReportDivergenceData {
            source: self.site[departure.source].id.as_str(),
            from: self.site[departure.from].id.as_str(),
        };
        departures.map(data).collect()
    }

    fn source(&self, source: &'a Source) -> SourceData<'a> {
        SourceData {
            id: source.id.as_str(),
            aliases: source.aliases.iter().map(|alias| alias.as_str()).collect(),
            publisher: &source.publisher,
            title: source.title.as_deref(),
            author: source.author.as_deref(),
            published: source.published.as_ref().map(Self::date),
            language: source.language.tag(),
            genre: source.genre.as_deref(),
            url: source.address(),
            archived: source
                .archived
                .iter()
                .map(|copy| ArchiveData { url: &copy.url.value, date: copy.date.map(|day| day.to_string()) })
                .collect(),
            via: self.ids(&source.via),
            page: source.has_page().then(|| self.url("articles", &source.id)),
            sha256: source.capture.as_ref().map(|capture| capture.sha256.as_str()),
            taken: source.capture.as_ref().and_then(|capture| capture.taken).map(|day| day.to_string()),
            tags: source.tags.iter().map(|tag| self.site[*tag].id.as_str()).collect(),
            publish: source.form.word(),
            summary: source.summary.as_ref().map(Html::plain),
            body: if source.shows_body() { self.builder.html(&source.body) } else { String::new() },
            notes: source
                .notes
                .iter()
                .map(|note| NoteData {
                    kind: note.kind.as_deref(),
                    quote: note.quote.as_ref().map(|quote| quote.text.as_str()),
                    state: note.quote.as_ref().map(|quote| quote.standing.word()),
                    note: note.note.plain(),
                    basis: self.ids(&note.basis),
                })
                .collect(),
            note: source.note.as_ref().map(Html::plain),
            corrections: source.corrections.iter().map(correction).collect(),
        }
    }
}

fn correction(correction: &Correction) -> CorrectionData<'_> {
    CorrectionData {
        date: correction.date.to_string(),
        kind: correction.kind.word(),
        note: correction.note.plain(),
        was: correction.was.as_deref(),
        now: correction.now.as_deref(),
    }
}
