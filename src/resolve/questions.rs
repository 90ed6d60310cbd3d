//! Finds contradictions: evidence that asserts incompatible values for the same point of fact.
//!
//! In: a site with evidence. Out: its questions, which events they are asked of, and the status of these events. A
//! question is asked of one event, or of all events that share it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::provenance::{AttributionIndex, NearestUpstream, UpstreamSources};
use crate::config::Status;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Answer, AssertedValue, Event, EventIx, EvidenceRef, LinkableKind, Question, QuestionIx, QuestionText,
    QuestionedEvent, ReportDivergence, SharedQuestion, SharedQuestionIx, Site, SourceIx, WrittenQuestion, WrittenText,
};
use crate::span::Span;

/// Fills in the questions of a site, and sets the status of events with open questions. Returns findings on written
/// questions without contradiction. These are not asked.
pub(super) fn ask(site: &mut Site) -> Diagnostics {
    let mut findings = Diagnostics::default();
    let asked = asked(site, &mut findings);
    let mut of_event: BTreeMap<EventIx, Vec<QuestionIx>> = BTreeMap::new();
    for (at, question) in asked.iter().enumerate() {
        for of in &question.events {
            of_event.entry(of.event).or_default().push(QuestionIx::new(at));
        }
    }
    site.questions = asked;
    let Site { events, questions, .. } = site;
    for (at, event) in events.iter_mut().enumerate() {
        let handle = EventIx::new(at);
        let questions_of_event = of_event.remove(&handle).unwrap_or_default();
        if questions_of_event.is_empty() && event.questions.is_empty() && event.written_questions.is_empty() {
            continue;
        }
        ask_of(Arc::make_mut(event), handle, questions_of_event, questions);
    }
    findings
}

/// Notes on an event which questions are asked of it.
fn ask_of(event: &mut Event, handle: EventIx, asked: Vec<QuestionIx>, questions: &[Question]) {
    let question = |at: &QuestionIx| {
        let question = &questions[at.at()];
        (question, question.asked_of(handle).expect("the question is asked of this event"))
    };
    let written = |written: &WrittenQuestion| asked.iter().any(|at| question(at).1.key == written.key);
    event.written_questions.retain(written);
    event.open_points.clear();
    let mut is_open_as_a_whole = false;
    for (_, of) in asked.iter().map(question).filter(|(question, _)| question.is_open()) {
        match &of.point {
            None => is_open_as_a_whole = true,
            Some(point) if !event.open_points.contains(point) => event.open_points.push(point.clone()),
            Some(_) => {}
        }
    }
    if is_open_as_a_whole && matches!(event.declared, Status::Confirmed | Status::Reported) {
        event.status = Status::Disputed;
    }
    event.questions = asked;
}

/// The questions of a site, in the order of the first events of which they are asked.
fn asked(site: &Site, findings: &mut Diagnostics) -> Vec<Question> {
    let records = AttributionIndex::new(&site.sources);
    let handles: Vec<EventIx> = site.event_handles().collect();
    let of_events: Vec<EventQuestions<'_>> =
        handles.par_iter().map(|event| EventQuestions::of(site, *event, &records)).collect();
    // If evidence is missing, it is unknown whether a question is without contradiction.
    let all_sources = !site.absent.unread.contains(&LinkableKind::Source);
    let mut questions = Vec::new();
    let mut shared: BTreeMap<SharedQuestionIx, Vec<EventStatements<'_>>> = BTreeMap::new();
    for of_event in of_events {
        questions.extend(of_event.asked);
        if all_sources && !site[of_event.event].lost_evidence {
            findings.append(of_event.unasked);
        }
        for (question, statements) in of_event.shared {
            shared.entry(question).or_default().push(statements);
        }
    }
    for (at, written) in site.shared_questions.iter().enumerate() {
        let at = SharedQuestionIx::new(at);
        let statements = shared.remove(&at).unwrap_or_default();
        let has_all = statements.iter().all(|of| !site[of.asked.event].lost_evidence);
        let is_answered = !statements.is_empty();
        if let Some(gathered) = GatheredStatements::contradictory(site, statements, &records) {
            questions.push(gathered.question(written.text.clone(), Some(at), written.span));
        } else if all_sources && has_all && is_answered {
            findings.push(unasked(written.id.as_str(), written.span, is_answered));
        }
    }
    // Questions of one event keep their order; those that events share follow them.
    questions.sort_by_key(Question::first_event);
    questions
}

/// What the evidence of one event says on the points of fact of its questions.
struct EventQuestions<'e> {
    event: EventIx,
    /// Questions of this event alone.
    asked: Vec<Question>,
    /// What it says on questions that it shares with others.
    shared: Vec<(SharedQuestionIx, EventStatements<'e>)>,
    /// Findings on written questions that are not asked.
    unasked: Diagnostics,
}

impl<'e> EventQuestions<'e> {
    fn of(site: &'e Site, handle: EventIx, records: &AttributionIndex<'_>) -> Self {
        let event = &site[handle];
        let said = statements(event, handle);
        let mut questions =
            Self { event: handle, asked: Vec::new(), shared: Vec::new(), unasked: Diagnostics::default() };
        for written in &event.written_questions {
            let said = said.get(written.key.as_str()).cloned().unwrap_or_default();
            let asked = QuestionedEvent { event: handle, key: written.key.clone(), point: written.point.clone() };
            let of_event = EventStatements { asked, said };
            match &written.text {
                WrittenText::Shared(_) if of_event.said.is_empty() => {
                    questions.unasked.push(unanswered(&written.key, written.span));
                }
                WrittenText::Shared(question) => questions.shared.push((*question, of_event)),
                WrittenText::Own(text) => {
                    let is_answered = !of_event.said.is_empty();
                    match GatheredStatements::contradictory(site, vec![of_event], records) {
                        Some(gathered) => questions.asked.push(gathered.question(text.clone(), None, written.span)),
                        None => questions.unasked.push(unasked(&written.key, written.span, is_answered)),
                    }
                }
            }
        }
        let written: BTreeSet<&str> = event.written_questions.iter().map(|written| written.key.as_str()).collect();
        let unwritten = |key: &str, said: &[Statement<'_>]| said.len() > 1 && !written.contains(key);
        for (key, said) in said.into_iter().filter(|(key, said)| unwritten(key, said)) {
            let asked = QuestionedEvent { event: handle, key: key.to_owned(), point: None };
            let of_event = vec![EventStatements { asked, said }];
            if let Some(gathered) = GatheredStatements::contradictory(site, of_event, records) {
                questions.asked.push(gathered.question(QuestionText::for_key(key), None, event.span));
            }
        }
        questions
    }
}

/// An assertion on a point of fact.
#[derive(Clone, Copy)]
struct Statement<'e> {
    evidence: EvidenceRef,
    source: SourceIx,
    value: &'e AssertedValue,
}

/// What the evidence of an event asserts, by points of fact.
fn statements(event: &Event, handle: EventIx) -> BTreeMap<&str, Vec<Statement<'_>>> {
    let mut said: BTreeMap<&str, Vec<Statement<'_>>> = BTreeMap::new();
    for (at, piece) in event.evidence.iter().enumerate() {
        let evidence = EvidenceRef { event: handle, at };
        for assertion in &piece.asserts {
            let said = said.entry(assertion.key.as_str()).or_default();
            // Each piece of evidence gives one answer.
            if said.last().is_none_or(|last| last.evidence != evidence) {
                said.push(Statement { evidence, source: piece.source, value: &assertion.value });
            }
        }
    }
    said
}

/// What the evidence of an event says on one question.
struct EventStatements<'e> {
    asked: QuestionedEvent,
    said: Vec<Statement<'e>>,
}

/// What all evidence says on one question, with the attributions of each event.
struct GatheredStatements<'e, 'a> {
    events: Vec<(EventStatements<'e>, UpstreamSources<'a>)>,
}

impl<'e, 'a> GatheredStatements<'e, 'a> {
    /// The statements of some events, if some contradict each other. Without that, nothing has to be traced.
    fn contradictory(site: &Site, events: Vec<EventStatements<'e>>, records: &'a AttributionIndex<'a>) -> Option<Self> {
        let mut values = BTreeMap::new();
        for statement in events.iter().flat_map(|of| &of.said) {
            values.entry(statement.value.identity()).or_insert(statement.value);
        }
        if !AssertedValue::contradict(values.into_values()) {
            return None;
        }
        let upstream = |of: &EventStatements<'_>| UpstreamSources::of_event(&site[of.asked.event], records);
        let traced = |of: EventStatements<'e>| {
            let upstream = upstream(&of);
            (of, upstream)
        };
        Some(Self { events: events.into_iter().map(traced).collect() })
    }

    fn statements(&self) -> impl Iterator<Item = Statement<'e>> {
        self.events.iter().flat_map(|(of, _)| of.said.iter().copied())
    }

    /// The distinct origins of some statements, by id.
    fn origins(&self, takes_part: impl Fn(&Statement<'_>) -> bool) -> Vec<SourceIx> {
        let mut origins = BTreeSet::new();
        for (of, upstream) in &self.events {
            let sources: Vec<SourceIx> =
                of.said.iter().filter(|statement| takes_part(statement)).map(|statement| statement.source).collect();
            origins.extend(upstream.origins(&sources));
        }
        origins.into_iter().collect()
    }

    /// The answers, sorted by most origins, then most reports, then the earlier report.
    fn positions(&self) -> Vec<Answer> {
        let mut positions: Vec<Answer> = Vec::new();
        let mut known = BTreeMap::new();
        for Statement { evidence, value, .. } in self.statements() {
            let place = *known.entry(value.identity()).or_insert(positions.len());
            if place == positions.len() {
                let (origins, attributed_to) = Default::default();
                positions.push(Answer { value: value.clone(), evidence: Vec::new(), origins, attributed_to });
            }
            positions[place].evidence.push(evidence);
        }
        for position in &mut positions {
            position.origins = self.origins(|statement| position.evidence.binary_search(&statement.evidence).is_ok());
        }
        positions.sort_by_key(|position| std::cmp::Reverse((position.origins.len(), position.evidence.len())));
        positions
    }

    /// The statements that contradict the source on which their own source relies. What that source says on the same
    /// event counts before what it says on another one.
    fn departures(&self) -> Vec<ReportDivergence> {
        let mut first: BTreeMap<SourceIx, &AssertedValue> = BTreeMap::new();
        for statement in self.statements() {
            first.entry(statement.source).or_insert(statement.value);
        }
        let mut departures = Vec::new();
        for (of, upstream) in &self.events {
            let mut said: BTreeMap<SourceIx, &AssertedValue> = BTreeMap::new();
            for statement in &of.said {
                said.entry(statement.source).or_insert(statement.value);
            }
            let value = |source: SourceIx| said.get(&source).or_else(|| first.get(&source)).copied();
            let mut nearest = NearestUpstream::new(upstream, |source| first.contains_key(&source));
            departures.extend(of.said.iter().filter_map(|statement| {
                let from = nearest.above(statement.source)?;
                let departs = value(from).is_some_and(|value| !value.agrees_with(statement.value));
                let Statement { evidence, source, .. } = *statement;
                departs.then_some(ReportDivergence { evidence, source, from })
            }));
        }
        departures
    }

    /// The sources to which an answer is attributed.
    fn attributed_to(&self, answer: &Answer, departing: &BTreeSet<EvidenceRef>) -> Vec<SourceIx> {
        let answering: BTreeSet<SourceIx> = self.statements().map(|statement| statement.source).collect();
        let is_given = |statement: &Statement<'_>| answer.evidence.binary_search(&statement.evidence).is_ok();
        let departs = |statement: &Statement<'_>| departing.contains(&statement.evidence);
        let given: BTreeSet<SourceIx> = self.statements().filter(is_given).map(|statement| statement.source).collect();
        let departed = self.statements().filter(|statement| is_given(statement) && departs(statement));
        let origins = self.origins(|statement| is_given(statement) && !departs(statement)).into_iter();
        let origins = origins.filter(|origin| given.contains(origin) || !answering.contains(origin));
        let to: BTreeSet<SourceIx> = departed.map(|statement| statement.source).chain(origins).collect();
        if to.is_empty() { given } else { to }.into_iter().collect()
    }

    /// The question that is asked of these events.
    fn question(self, text: QuestionText, shared: Option<SharedQuestionIx>, span: Span) -> Question {
        let mut positions = self.positions();
        let departures = self.departures();
        let departing: BTreeSet<EvidenceRef> = departures.iter().map(|departure| departure.evidence).collect();
        for position in &mut positions {
            position.attributed_to = self.attributed_to(position, &departing);
        }
        let origins: BTreeSet<SourceIx> = positions.iter().flat_map(|position| &position.origins).copied().collect();
        Question {
            text,
            events: self.events.into_iter().map(|(of, _)| of.asked).collect(),
            shared,
            origins: origins.into_iter().collect(),
            positions,
            departures,
            span,
        }
    }
}

fn unasked(key: &str, span: Span, is_answered: bool) -> Diagnostic {
    let help = match is_answered {
        false => {
            format!("write asserts = {{ {key} = \"…\" }} in the evidence that answers it, or take the question out")
        }
        true => "the evidence agrees; add the source that says otherwise, or take the question out".to_owned(),
    };
    Diagnostic::new(Code::QuestionUnasked, format!("no two sources contradict each other on “{key}”"))
        .at(span)
        .help(help)
}

/// A question of the overview that an event names without answering it.
fn unanswered(key: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::QuestionUnasked, format!("no evidence of this event answers “{key}”")).at(span).help(format!(
        "write asserts = {{ {key} = \"…\" }} in the evidence that answers it, or take the question out of this event"
    ))
}

/// Reports questions of the overview that no event names. If some event names an unknown one, it may mean any of them.
pub(super) fn check_named<'n>(site: &Site, named: impl Iterator<Item = &'n str>, findings: &mut Diagnostics) {
    let named: BTreeSet<&str> = named.collect();
    let known: BTreeSet<&str> = site.shared_questions.iter().map(|question| question.id.as_str()).collect();
    if !named.is_subset(&known) || site.absent.unread.contains(&LinkableKind::Event) {
        return;
    }
    for SharedQuestion { id, span, .. } in site.shared_questions.iter().filter(|q| !named.contains(q.id.as_str())) {
        findings.push(
            Diagnostic::new(Code::QuestionUnasked, format!("no event asks the question “{id}”"))
                .at(*span)
                .help(format!("write question = \"{id}\" under [[questions]] of an event whose evidence answers it")),
        );
    }
}
