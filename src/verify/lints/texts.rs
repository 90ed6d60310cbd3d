//! Rules on running text: the offices and weekdays in sources and in the site's own texts.
//!
//! A mistake in a source belongs to the source and is reported until a note on the source quotes it. A mistake in our
//! own text is reported at its words.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::super::capture_index::{CaptureIndex, FindingFiles, LookupText, SourceText};
use super::super::lookup::QuotePattern;
use super::office::{self, OfficeHolders, OfficeMisattribution};
use super::weekday::{self, WeekdayMismatch};
use crate::date::When;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{ActorIx, Event, Html, OfficeIx, Quote, Site, Source, SourceIx};
use crate::route::Slug;
use crate::span::{Files, Span};
use crate::text::on_one_line;

/// A mistake in a text.
struct LintHit {
    code: Code,
    /// The words with the mistake, on one line.
    words: String,
    /// What is wrong with them.
    fault: String,
    help: String,
    /// The ranges of the text with this mistake.
    places: Vec<Range<usize>>,
}

impl LintHit {
    fn new(code: Code, fault: String, help: String, text: &str, places: Vec<Range<usize>>) -> Self {
        let words = on_one_line(&text[places[0].clone()]);
        Self { code, words, fault, help, places }
    }
}

/// The most places in a saved text that a finding shows. These are enough to understand it, and one note answers all.
const MOST_PLACES: usize = 3;

/// The mistakes in texts, kept for the next run. They depend on the text, its date and the holders of offices.
#[derive(Default)]
pub(in super::super) struct VerifyCache {
    /// The fingerprint of the records from which `holders` is made.
    fingerprint: u64,
    holders: Option<OfficeHolders>,
    /// Mistakes in texts of sources, by source.
    sources: HashMap<Slug, SourceFindings>,
    /// Mistakes in our own texts, by event.
    own: HashMap<Slug, OwnTexts>,
}

/// The mistakes in the text of one source.
struct SourceFindings {
    /// Kept to recognise this text by its address in memory.
    text: Arc<str>,
    published: When,
    hits: Arc<[LintHit]>,
}

/// The texts of an event that the rules read.
struct EventText {
    when: When,
    title: String,
    summary: Option<Html>,
    body: Html,
}

impl EventText {
    fn of(event: &Event) -> Self {
        Self {
            when: event.when.clone(),
            title: event.title.clone(),
            // A summary that is the beginning of the body would be read twice.
            summary: event.summary.clone().filter(|_| !event.summary_is_lead),
            body: event.body.clone(),
        }
    }

    fn is_of(&self, event: &Event) -> bool {
        let summary = event.summary.as_ref().filter(|_| !event.summary_is_lead);
        self.title == event.title
            && self.body == event.body
            && self.summary.as_ref() == summary
            && self.when == event.when
    }

    fn texts(&self) -> impl Iterator<Item = (EventTextPart, &str)> {
        let summary = self.summary.as_ref().map(|summary| (EventTextPart::Summary, summary.plain()));
        [(EventTextPart::Title, self.title.as_str())]
            .into_iter()
            .chain(summary)
            .chain([(EventTextPart::Body, self.body.plain())])
    }
}

/// One of the texts of an event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EventTextPart {
    Title,
    Summary,
    Body,
}

impl EventTextPart {
    /// The span where it is written.
    fn span(self, event: &Event) -> Option<Span> {
        match self {
            Self::Title => Some(event.span),
            Self::Summary => event.summary_span,
            Self::Body => event.body_span,
        }
    }
}

/// The texts of an event, and the mistakes in them.
type OwnTexts = (EventText, Arc<[OwnTextHit]>);

/// A mistake in one of our own texts.
struct OwnTextHit {
    hit: LintHit,
    /// The text that contains it.
    part: EventTextPart,
    /// Its words as the text has them.
    written: String,
    /// How often these words occur in the text before the mistake, and in the whole text.
    before: usize,
    all: usize,
}

impl OwnTextHit {
    fn new(hit: LintHit, part: EventTextPart, text: &str) -> Self {
        let place = hit.places[0].clone();
        let written = text[place.clone()].to_owned();
        let count = |text: &str| text.matches(&written).count();
        Self { before: count(&text[..place.start]), all: count(text), hit, part, written }
    }
}

pub(super) fn lint(
    site: &Site,
    capture_index: &CaptureIndex,
    excerpts: &mut FindingFiles<'_>,
    cache: &mut VerifyCache,
) -> Diagnostics {
    let fingerprint = office::fingerprint(site);
    if cache.fingerprint != fingerprint {
        *cache = VerifyCache { fingerprint, ..VerifyCache::default() };
    }
    let holders = cache.holders.get_or_insert_with(|| OfficeHolders::new(site));
    let mut findings = of_sources(site, capture_index, holders, excerpts, &mut cache.sources);
    findings.extend(of_events(site, holders, excerpts.files(), &mut cache.own));
    findings
}

/// Mistakes in the texts of sources.
fn of_sources(
    site: &Site,
    capture_index: &CaptureIndex,
    holders: &OfficeHolders,
    excerpts: &mut FindingFiles<'_>,
    known: &mut HashMap<Slug, SourceFindings>,
) -> Diagnostics {
    let of_source = |source: SourceIx| -> Option<(SourceIx, Arc<[LintHit]>)> {
        let text = capture_index.of(source).text()?;
        let published = site[source].published.as_ref()?;
        let is_same = |known: &&SourceFindings| Arc::ptr_eq(&known.text, &text.plain) && known.published == *published;
        let before = known.get(&site[source].id).filter(is_same).map(|known| known.hits.clone());
        Some((source, before.unwrap_or_else(|| hits(&text.plain, published, site, holders).into())))
    };
    let sources: Vec<(SourceIx, Arc<[LintHit]>)> =
        (0..site.sources.len()).into_par_iter().map(SourceIx::new).filter_map(of_source).collect();
    known.clear();
    let mut findings = Diagnostics::default();
    for (source, hits) in sources {
        let held = capture_index.of(source);
        let text = held.text().expect("it was read");
        let noted = if hits.is_empty() { Vec::new() } else { noted(&site[source], text) };
        for hit in hits.iter().filter(|hit| !is_noted(hit, &noted)) {
            findings.push(of_a_source(hit, &site[source], held, excerpts));
        }
        if let Some(published) = site[source].published.clone() {
            known.insert(site[source].id.clone(), SourceFindings { text: text.plain.clone(), published, hits });
        }
    }
    findings
}

/// Mistakes in our own texts.
fn of_events(
    site: &Site,
    holders: &OfficeHolders,
    files: &Files,
    known: &mut HashMap<Slug, OwnTexts>,
) -> Vec<Diagnostic> {
    let anew = |event: &Event| {
        let told = EventText::of(event);
        let hits = told.texts().flat_map(|(part, text)| {
            let hits = hits(text, &event.when, site, holders);
            hits.into_iter().map(move |hit| OwnTextHit::new(hit, part, text))
        });
        let hits = hits.collect();
        (told, hits)
    };
    let is_known = |event: &Event| known.get(&event.id).is_some_and(|(told, _)| told.is_of(event));
    let new: Vec<(Slug, OwnTexts)> =
        site.events.par_iter().filter(|event| !is_known(event)).map(|event| (event.id.clone(), anew(event))).collect();
    known.extend(new);
    if known.len() > site.events.len() {
        let ids: HashSet<&Slug> = site.events.iter().map(|event| &event.id).collect();
        known.retain(|id, _| ids.contains(id));
    }
    let hits = site.events.iter().flat_map(|event| known[&event.id].1.iter().map(move |hit| (event, hit)));
    hits.map(|(event, hit)| of_our_own(hit, event, files)).collect()
}

fn hits(text: &str, date: &When, site: &Site, holders: &OfficeHolders) -> Vec<LintHit> {
    let mut offices: BTreeMap<(ActorIx, OfficeIx), Vec<OfficeMisattribution>> = BTreeMap::new();
    for wrong in office::misattributions(text, date, holders) {
        offices.entry((wrong.actor, wrong.office)).or_default().push(wrong);
    }
    let offices = offices.into_values().map(|wrong| {
        let (fault, help) = office::words(site, &wrong[0], date);
        let places = wrong.into_iter().map(|wrong| wrong.range).collect();
        LintHit::new(Code::OfficeNotHeld, fault, help, text, places)
    });
    let mut days: BTreeMap<(NaiveDate, u32), Vec<WeekdayMismatch>> = BTreeMap::new();
    for wrong in weekday::mismatches(text, date) {
        days.entry((wrong.date, wrong.said.num_days_from_monday())).or_default().push(wrong);
    }
    let weekdays = days.into_values().map(|wrong| {
        let (fault, help) = weekday::words(&wrong[0]);
        let places = wrong.into_iter().map(|wrong| wrong.range).collect();
        LintHit::new(Code::DateWrongWeekday, fault, help, text, places)
    });
    offices.chain(weekdays).collect()
}

/// The passages that notes on the source quote, in the order of the text. Overlapping passages are joined.
fn noted(source: &Source, text: &LookupText) -> Vec<Range<usize>> {
    let quotes: Vec<&Quote> = source.notes.iter().filter_map(|note| note.quote.as_ref()).collect();
    let found = quotes.par_iter().filter_map(|quote| QuotePattern::of(quote).find(&text.plain, &text.folded));
    let mut passages: Vec<Range<usize>> = found.map(|found| found.range).collect();
    passages.sort_by_key(|passage| (passage.start, passage.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for passage in passages {
        match apart.last_mut().filter(|last| passage.start < last.end) {
            Some(last) => last.end = last.end.max(passage.end),
            None => apart.push(passage),
        }
    }
    apart
}

/// Whether a note on the source quotes any of the places.
fn is_noted(hit: &LintHit, noted: &[Range<usize>]) -> bool {
    hit.places.iter().any(|place| {
        let next = noted.partition_point(|passage| passage.end <= place.start);
        noted.get(next).is_some_and(|passage| passage.start < place.end)
    })
}

fn of_a_source(hit: &LintHit, source: &Source, held: &SourceText, excerpts: &mut FindingFiles<'_>) -> Diagnostic {
    let answer = match source.has_page() {
        true => "tell readers so by a note in its file: [[notes]] with quote and note",
        false => "once you know of it, allow this in the file of its record: [check] allow",
    };
    let help = format!("{}; {answer}", hit.help);
    let message = format!("“{}” in {}: {}", hit.words, source.id, hit.fault);
    let mut finding = Diagnostic::new(hit.code, message).at(source.span).help(help);
    if let Some(saved) = held.saved() {
        for place in hit.places.iter().take(MOST_PLACES) {
            finding = finding.see(excerpts.place(saved, place.clone()), "in the saved text");
        }
    }
    finding
}

fn of_our_own(own: &OwnTextHit, event: &Event, files: &Files) -> Diagnostic {
    let hit = &own.hit;
    Diagnostic::new(hit.code, format!("“{}”: {}", hit.words, hit.fault))
        .at(place(own, event, files))
        .help(hit.help.clone())
}

/// The place of the words in the source file. It is looked for only in the part of the file with this text. If markup
/// splits the words or contains them again, the place is not certain and the event's title is taken.
fn place(own: &OwnTextHit, event: &Event, files: &Files) -> Span {
    let certain = own.part.span(event).and_then(|span| {
        let written = files.text(span);
        let mut found = written.match_indices(&own.written);
        let at = found.nth(own.before)?.0;
        let all = own.before + 1 + found.count();
        (all == own.all).then(|| span.part(at..at + own.written.len()))
    });
    certain.unwrap_or(event.span)
}
