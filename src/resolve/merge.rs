//! Merges what several files say about one event.
//!
//! An event file takes precedence field by field. If the title or date of an article differs from it, the difference
//! becomes an assertion of that article; other differing fields of the article are ignored. If two files of equal rank
//! set a field differently, that is an error with both places.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::registry::{IdRegistry, twice, unknown};
use crate::date::UnzonedDate;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Suggestions};
use crate::model::{AbsenceReason, AbsentRecords, AssertedValue, Correction, Html, LinkableKind, SourceIx};
use crate::parse::{EventContributor, RawEvent, RawEvidence, RawQuestion, RawQuestionText, missing_field};
use crate::route::Slug;
use crate::span::{Span, Spanned};

/// An event merged from all files. Every source of its evidence exists.
pub(super) struct MergedEvent {
    pub event: Arc<RawEvent>,
    pub evidence: EvidenceCollector,
    /// Whether some evidence was dropped because its source is unknown.
    pub lost_evidence: bool,
}

/// Merges events with the same id, adds reports to them (each with the id of its article) and sorts them by id.
pub(super) fn merge(
    mut events: Vec<Arc<RawEvent>>,
    reports: Vec<(Slug, Arc<RawEvidence>)>,
    sources: &IdRegistry<SourceIx>,
    absent: &AbsentRecords,
    findings: &mut Diagnostics,
) -> Vec<MergedEvent> {
    let rank = |event: &RawEvent| (event.brought != EventContributor::ByEditor, event.private, event.span);
    events.par_sort_by(|a, b| a.id.value.cmp(&b.id.value).then_with(|| rank(a).cmp(&rank(b))));
    let tellings = events.par_chunk_by(|a, b| a.id.value == b.id.value);
    let (mut merged, found): (Vec<MergedEvent>, Vec<Diagnostics>) =
        tellings.map(|tellings| one_event(tellings, sources)).unzip();
    for found in found {
        findings.append(found);
    }
    // Created when the first report refers to an unknown event.
    let mut suggestions = None;
    for (article, report) in reports {
        let known = merged.binary_search_by(|merged| merged.event.id.value.as_str().cmp(&report.about.value));
        let Ok(at) = known else {
            let why = absent.why(LinkableKind::Event, &report.about.value);
            if why != Some(AbsenceReason::Reported) {
                let ids = || Suggestions::new(merged.iter().map(|merged| merged.event.id.value.clone()));
                let meant: Vec<&Slug> =
                    suggestions.get_or_insert_with(ids).nearest(&report.about.value).into_iter().collect();
                let is_draft = why == Some(AbsenceReason::Draft);
                findings.push(unknown("event", "add a file of that name to events", &report.about, &meant, is_draft));
            }
            continue;
        };
        let about = Spanned::new(article.to_string(), report.about.span);
        if let Some(source) = sources.find(&about, findings) {
            merged[at].evidence.add(source, report, findings);
        }
    }
    merged
}

/// Merges all records of one event. The one of an event file comes first, private ones last. Two from event files are
/// an error.
fn one_event(tellings: &[Arc<RawEvent>], sources: &IdRegistry<SourceIx>) -> (MergedEvent, Diagnostics) {
    let mut findings = Diagnostics::default();
    for telling in tellings {
        findings.extend(asked_twice(&telling.questions));
    }
    let mut event = tellings[0].clone();
    let mut evidence = EvidenceCollector::default();
    let mut lost_evidence = add_all_evidence(&event, &mut evidence, sources, &mut findings);
    let curated = event.brought == EventContributor::ByEditor;
    for other in &tellings[1..] {
        if other.brought == EventContributor::ByEditor {
            findings.push(twice("event", &event.id, &other.id));
            continue;
        }
        lost_evidence |= add_all_evidence(other, &mut evidence, sources, &mut findings);
        if other.private && !event.private {
            // Only this record is private, so the event must not contain what only this record says.
            continue;
        }
        if let EventContributor::ByArticle(article) = &other.brought
            && curated
        {
            assert_difference(&event, other, article, &mut evidence, sources, &mut findings);
        }
        let rank = if curated { DuplicatePriority::Lower } else { DuplicatePriority::Equal };
        fill(Arc::make_mut(&mut event), other, rank, &mut findings);
    }
    for (missing, key) in [(event.title.is_none(), "title"), (event.date.is_none(), "date")] {
        // For an event file this has been reported. An event in an article may rely on an event file, but here there is
        // none.
        if missing && !curated && !event.has_bad_field {
            findings.push(missing_field(key, "the event", event.span));
        }
    }
    (MergedEvent { event, evidence, lost_evidence }, findings)
}

/// Adds the evidence of an event. Returns whether some had to be dropped because its source is unknown.
fn add_all_evidence(
    event: &RawEvent,
    evidence: &mut EvidenceCollector,
    sources: &IdRegistry<SourceIx>,
    findings: &mut Diagnostics,
) -> bool {
    let mut lost = false;
    for piece in &event.evidence {
        match sources.find(&piece.about, findings) {
            Some(source) => evidence.add(source, piece.clone(), findings),
            None => lost = true,
        }
    }
    lost
}

/// Turns a date or title in an article that differs from the event file's into an assertion of the article.
fn assert_difference(
    curated: &RawEvent,
    other: &RawEvent,
    article: &Slug,
    evidence: &mut EvidenceCollector,
    sources: &IdRegistry<SourceIx>,
    findings: &mut Diagnostics,
) {
    let mut asserts = Vec::new();
    let mut differ = |key: &str, ours: Option<&str>, theirs: Option<(&str, Span)>| {
        if let Some((theirs, span)) = theirs
            && ours != Some(theirs)
        {
            asserts.push((Spanned::new(key.to_owned(), span), Spanned::new(AssertedValue::from_text(theirs), span)));
        }
    };
    let text = |date: &Spanned<UnzonedDate>| (date.value.text().to_owned(), date.span);
    let (ours, theirs) = (curated.date.as_ref().map(text), other.date.as_ref().map(text));
    differ(
        "date",
        ours.as_ref().map(|(text, _)| text.as_str()),
        theirs.as_ref().map(|(text, span)| (text.as_str(), *span)),
    );
    differ(
        "title",
        curated.title.as_ref().map(|title| title.value.as_str()),
        other.title.as_ref().map(|title| (title.value.as_str(), title.span)),
    );
    if asserts.is_empty() {
        return;
    }
    let about = Spanned::new(article.to_string(), other.id.span);
    if let Some(source) = sources.find(&about, findings) {
        let piece = RawEvidence {
            about,
            quote: None,
            prefix: None,
            suffix: None,
            language: None,
            translation: None,
            speaker: None,
            via: None,
            asserts,
            stance: None,
            modality: None,
            note: None,
            private: other.private,
            span: other.span,
        };
        evidence.add(source, Arc::new(piece), findings);
    }
}

/// The rank of the second of two places relative to the first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DuplicatePriority {
    Lower,
    Equal,
}

/// Takes from `other` the fields that `event` does not have.
fn fill(event: &mut RawEvent, other: &RawEvent, rank: DuplicatePriority, findings: &mut Diagnostics) {
    event.has_bad_field |= other.has_bad_field;
    let span = event.span;
    let id = event.id.value.clone();
    let mut conflicts = Diagnostics::default();
    let mut conflict = |key: &str, first: Span, second: Span| {
        if rank == DuplicatePriority::Equal {
            conflicts.push(
                conflict(&format!("the {key} of {id}"), first, second)
                    .help(format!("make both the same, or write an event file {id}.md that says which holds")),
            );
        }
    };
    macro_rules! take {
        ($($field:ident)*) => { $(match (&event.$field, &other.$field) {
            (None, _) => event.$field = other.$field.clone(),
            (Some(ours), Some(theirs)) if ours.value != theirs.value => conflict(stringify!($field), ours.span, theirs.span),
            _ => {}
        })* };
    }
    take! { title date zone status summary after before known }
    macro_rules! take_text {
        ($($field:ident)*) => { $(match (&event.$field, &other.$field) {
            (None, _) => event.$field = other.$field.clone(),
            (Some(ours), Some(theirs)) if !says_same(ours, theirs) => conflict(stringify!($field), span, other.span),
            _ => {}
        })* };
    }
    take_text! { note when_note }
    macro_rules! take_unplaced {
        ($($field:ident)*) => { $(match (&event.$field, &other.$field) {
            (None, _) => event.$field = other.$field.clone(),
            (Some(ours), Some(theirs)) if ours != theirs => conflict(stringify!($field), span, other.span),
            _ => {}
        })* };
    }
    take_unplaced! { key order added label }
    let words = |list: &Vec<Spanned<String>>| list.iter().map(|word| word.value.clone()).collect::<Vec<_>>();
    macro_rules! take_lists {
        ($($field:ident)*) => { $(match (&event.$field, &other.$field) {
            (None, _) => event.$field.clone_from(&other.$field),
            (Some(ours), Some(theirs)) if words(ours) != words(theirs) => conflict(
                stringify!($field),
                ours.first().map_or(span, |word| word.span),
                theirs.first().map_or(other.span, |word| word.span),
            ),
            _ => {}
        })* };
    }
    take_lists! { places tags }
    match (&mut event.actors, &other.actors) {
        (ours @ None, theirs) => ours.clone_from(theirs),
        (Some(ours), Some(theirs))
            if ours.iter().map(|(id, _)| &id.value).ne(theirs.iter().map(|(id, _)| &id.value)) =>
        {
            conflict(
                "actors",
                ours.first().map_or(span, |(id, _)| id.span),
                theirs.first().map_or(other.span, |(id, _)| id.span),
            );
        }
        (Some(ours), Some(theirs)) => {
            for ((actor, role), (other, theirs)) in ours.iter_mut().zip(theirs) {
                if role.as_ref().zip(theirs.as_ref()).is_some_and(|(ours, theirs)| ours != theirs) {
                    conflict(&format!("role of {}", actor.value), actor.span, other.span);
                }
                *role = role.take().or_else(|| theirs.clone());
            }
        }
        (Some(_), None) => {}
    }
    if event.body.is_empty() {
        event.body = other.body.clone();
        event.body_span = other.body_span;
        event.lead = event.lead.take().or_else(|| other.lead.clone());
    }
    add_questions(&mut event.questions, &other.questions, &id, rank, findings);
    // Both files may list the same correction or the same alias.
    let is_new = |correction: &&Correction| !event.corrections.iter().any(|known| known.says_as(correction));
    let corrections: Vec<Correction> = other.corrections.iter().filter(is_new).cloned().collect();
    event.corrections.extend(corrections);
    event.corrections.sort_by_key(|correction| Reverse(correction.date));
    let is_new = |alias: &&Spanned<Slug>| !event.aliases.iter().any(|known| known.value == alias.value);
    let aliases: Vec<Spanned<Slug>> = other.aliases.iter().filter(is_new).cloned().collect();
    event.aliases.extend(aliases);
    findings.append(conflicts);
}

/// Whether two texts are equal, apart from where they were written.
fn says_same(one: &Html, two: &Html) -> bool {
    let links =
        |html: &Html| html.links().iter().map(|link| (link.target.clone(), link.fragment.clone())).collect::<Vec<_>>();
    let external = |html: &Html| html.external().iter().map(|address| address.value.clone()).collect::<Vec<_>>();
    one.plain() == two.plain() && links(one) == links(two) && external(one) == external(two)
}

/// Adds the questions of another record. Two questions with the same key become one.
fn add_questions(
    questions: &mut Vec<RawQuestion>,
    others: &[RawQuestion],
    id: &Slug,
    rank: DuplicatePriority,
    findings: &mut Diagnostics,
) {
    let mut known: HashMap<String, usize> =
        questions.iter().enumerate().rev().map(|(at, ours)| (ours.key.value.clone(), at)).collect();
    for other in others {
        let at = *known.entry(other.key.value.clone()).or_insert(questions.len());
        if at == questions.len() {
            questions.push(other.clone());
            continue;
        }
        let ours = &mut questions[at];
        let shared = |question: &RawQuestion| question.question.as_ref().map(|id| id.value.clone());
        let is_conflict = differs(shared(ours).as_deref(), shared(other).as_deref())
            || differs(ours.point.as_deref(), other.point.as_deref())
            || differ(&ours.text, &other.text);
        if rank == DuplicatePriority::Equal && is_conflict {
            findings.push(
                conflict(&format!("the question {} of {id}", ours.key.value), ours.key.span, other.key.span)
                    .help(format!("make both the same, or write an event file {id}.md that says which holds")),
            );
        }
        ours.question = ours.question.take().or_else(|| other.question.clone());
        ours.point = ours.point.take().or_else(|| other.point.clone());
        fill_text(&mut ours.text, &other.text);
        if let Some(question) = ours.question.as_ref().filter(|_| !ours.text.is_empty()) {
            let message = format!("the question {} of {id} is “{}” in the overview", ours.key.value, question.value);
            findings.push(
                Diagnostic::new(Code::FieldValue, message)
                    .at(other.key.span)
                    .see(ours.key.span, "and is described here as well")
                    .help("write ask, group, weight, note and resolved in overview.toml alone"),
            );
        }
    }
}

/// Whether two texts of a question say different things of it.
fn differ(ours: &RawQuestionText, theirs: &RawQuestionText) -> bool {
    let answer = |text: &RawQuestionText| text.resolved.as_ref().map(|resolved| resolved.answer.clone());
    differs(ours.ask.as_deref(), theirs.ask.as_deref())
        || differs(ours.group.as_deref(), theirs.group.as_deref())
        || ours.weight.zip(theirs.weight).is_some_and(|(ours, theirs)| ours != theirs)
        || differs(answer(ours).as_deref(), answer(theirs).as_deref())
        || differs(ours.note.as_ref().map(Html::plain), theirs.note.as_ref().map(Html::plain))
}

/// Whether both are there and differ.
fn differs(ours: Option<&str>, theirs: Option<&str>) -> bool {
    ours.zip(theirs).is_some_and(|(ours, theirs)| ours != theirs)
}

/// Takes from the text of another record what is missing.
fn fill_text(ours: &mut RawQuestionText, other: &RawQuestionText) {
    ours.ask = ours.ask.take().or_else(|| other.ask.clone());
    ours.group = ours.group.take().or_else(|| other.group.clone());
    ours.weight = ours.weight.or(other.weight);
    ours.resolved = ours.resolved.take().or_else(|| other.resolved.clone());
    ours.note = ours.note.take().or_else(|| other.note.clone());
}

/// Findings for questions that have the same key as an earlier one in the same file.
fn asked_twice(questions: &[RawQuestion]) -> Vec<Diagnostic> {
    let mut first: HashMap<&str, Span> = HashMap::new();
    let mut twice = Vec::new();
    for RawQuestion { key, .. } in questions {
        match first.entry(&key.value) {
            Entry::Vacant(new) => {
                new.insert(key.span);
            }
            Entry::Occupied(known) => twice.push(
                Diagnostic::new(Code::QuestionTwice, format!("two questions have the key “{}”", key.value))
                    .at(key.span)
                    .label("this one")
                    .see(*known.get(), "and this one")
                    .help("make one question of both, or give one a key of its own, here and in asserts"),
            ),
        }
    }
    twice
}

fn conflict(what: &str, first: Span, second: Span) -> Diagnostic {
    Diagnostic::new(Code::MergeConflict, format!("two places disagree on {what}"))
        .at(second)
        .label("set here")
        .see(first, "and otherwise here")
}

/// Collects the evidence of an event from its files, with indexes for finding the piece that another one belongs to.
#[derive(Default)]
pub(super) struct EvidenceCollector {
    list: Vec<(SourceIx, Arc<RawEvidence>)>,
    /// For each source and quotation (or none), the index of the first such piece.
    by_quote: HashMap<(SourceIx, Option<Box<str>>), usize>,
    /// For each source and place in a file, the index of the first such piece.
    by_span: HashMap<(SourceIx, Span), usize>,
}

impl EvidenceCollector {
    /// Adds a piece. Pieces with the same source and quotation are joined, and so are pieces of one source from one
    /// `[[events]]` table of an article.
    fn add(&mut self, source: SourceIx, piece: Arc<RawEvidence>, findings: &mut Diagnostics) {
        let (words, span) = ((source, quote(&piece)), (source, piece.span));
        let known = self.by_quote.get(&words).into_iter().chain(self.by_span.get(&span)).min().copied();
        let at = known.unwrap_or(self.list.len());
        match known {
            None => self.list.push((source, piece)),
            Some(at) => {
                let ours = Arc::make_mut(&mut self.list[at].1);
                if ours.quote.is_none() && piece.quote.is_some() {
                    self.by_quote.remove(&(source, None));
                }
                join(ours, &piece, findings);
            }
        }
        // A piece without a quotation may have received one from the other piece.
        for place in [self.by_quote.entry(words).or_insert(at), self.by_span.entry(span).or_insert(at)] {
            *place = at.min(*place);
        }
    }

    /// The pieces, in the order in which they were added.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(SourceIx, Arc<RawEvidence>)> {
        self.list.iter()
    }

    /// Removes evidence that only names a source, if other evidence of that source says more. This must run after all
    /// reports have been added, because a report may add something to a bare piece.
    pub(super) fn absorb_bare(&mut self) {
        let bare = |piece: &RawEvidence| {
            !piece.private
                && piece.quote.is_none()
                && piece.asserts.is_empty()
                && piece.note.is_none()
                && piece.speaker.is_none()
                && piece.via.is_none()
                && piece.stance.is_none()
                && piece.modality.is_none()
        };
        let said_more = self.list.iter().filter(|(_, piece)| !bare(piece) && !piece.private);
        let speaking: BTreeSet<SourceIx> = said_more.map(|(source, _)| *source).collect();
        self.list.retain(|(source, piece)| !bare(piece) || !speaking.contains(source));
    }
}

/// Adds to a piece what another piece on the same passage says. If both differ, that is an error.
fn join(ours: &mut RawEvidence, piece: &RawEvidence, findings: &mut Diagnostics) {
    if ours.quote.is_none() {
        ours.quote.clone_from(&piece.quote);
    }
    ours.private |= piece.private;
    let mut differ = |what: &str, first: Span, second: Span| {
        findings.push(
            conflict(&format!("the {what} of this evidence"), first, second).help("keep it in one of the two places"),
        );
    };
    macro_rules! take {
        ($($field:ident)*) => { $(match (&ours.$field, &piece.$field) {
            (None, _) => ours.$field = piece.$field.clone(),
            (Some(a), Some(b)) if a.value != b.value => differ(stringify!($field), a.span, b.span),
            _ => {}
        })* };
    }
    take! { prefix suffix language translation speaker stance modality }
    match (&ours.via, &piece.via) {
        (None, _) => ours.via.clone_from(&piece.via),
        (Some(a), Some(b)) if a.iter().map(|r| &r.value).ne(b.iter().map(|r| &r.value)) => {
            differ("via", ours.span, piece.span)
        }
        _ => {}
    }
    match (&ours.note, &piece.note) {
        (None, _) => ours.note.clone_from(&piece.note),
        (Some(a), Some(b)) if !says_same(a, b) => differ("note", ours.span, piece.span),
        _ => {}
    }
    let mut known: HashMap<String, Spanned<AssertedValue>> =
        ours.asserts.iter().rev().map(|(key, value)| (key.value.clone(), value.clone())).collect();
    for (key, value) in &piece.asserts {
        match known.entry(key.value.clone()) {
            Entry::Vacant(new) => {
                new.insert(value.clone());
                ours.asserts.push((key.clone(), value.clone()));
            }
            Entry::Occupied(known) if !known.get().value.is_same_as(&value.value) => {
                differ(&key.value, known.get().span, value.span);
            }
            Entry::Occupied(_) => {}
        }
    }
}

/// The quotation of a piece.
fn quote(piece: &RawEvidence) -> Option<Box<str>> {
    piece.quote.as_ref().map(|quote| quote.value.as_str().into())
}
