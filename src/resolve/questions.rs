//! Finds contradictions: evidence that asserts incompatible values for the same point of fact.

use std::collections::{BTreeMap, BTreeSet};

use super::provenance::{NearestUpstream, UpstreamSources};
use crate::config::Status;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Answer, AssertedValue, Event, Question, ReportDivergence, SourceIx};

/// Fills in the positions of an event's written questions, adds questions that are not written, and sets the event's
/// status. Reports written questions without contradiction.
pub(super) fn ask(event: &mut Event, upstream: &UpstreamSources<'_>) -> Diagnostics {
    let mut unasked = Diagnostics::default();
    let written = std::mem::take(&mut event.questions);
    event.questions = questions(event, written, upstream, &mut unasked);
    let open = event.open_questions().any(|question| question.point.is_none());
    if open && matches!(event.declared, Status::Confirmed | Status::Reported) {
        event.status = Status::Disputed;
    }
    unasked
}

/// The assertions on one point of fact: the index of the evidence, its source and its value.
type QuestionAnswers<'e> = Vec<(usize, SourceIx, &'e AssertedValue)>;

fn questions(
    event: &Event,
    written: Vec<Question>,
    upstream: &UpstreamSources<'_>,
    findings: &mut Diagnostics,
) -> Vec<Question> {
    let mut questions = Vec::new();
    let mut answers: BTreeMap<&str, QuestionAnswers<'_>> = BTreeMap::new();
    for (at, piece) in event.evidence.iter().enumerate() {
        for assertion in &piece.asserts {
            let answers = answers.entry(assertion.key.as_str()).or_default();
            // Each piece of evidence gives one answer.
            if answers.last().is_none_or(|(last, ..)| *last != at) {
                answers.push((at, piece.source, &assertion.value));
            }
        }
    }
    let mut asked = BTreeSet::new();
    for mut question in written {
        asked.insert(question.key.clone());
        let given = answers.get(question.key.as_str()).map(Vec::as_slice).unwrap_or_default();
        let positions = positions(given, upstream);
        if !contradict(&positions) {
            findings.push(unasked(&question, &positions));
            continue;
        }
        question.origins = all_origins(&positions);
        question.departures = departures(given, upstream);
        question.positions = attributed(positions, given, &question.departures, upstream);
        questions.push(question);
    }
    for (key, given) in answers.into_iter().filter(|(key, _)| !asked.contains(*key)) {
        let positions = positions(&given, upstream);
        if contradict(&positions) {
            let departures = departures(&given, upstream);
            questions.push(Question {
                key: key.to_owned(),
                ask: Question::words_for(key),
                point: None,
                group: None,
                weight: 0,
                origins: all_origins(&positions),
                positions: attributed(positions, &given, &departures, upstream),
                departures,
                resolved: None,
                note: None,
                span: event.span,
            });
        }
    }
    questions
}

fn unasked(question: &Question, positions: &[Answer]) -> Diagnostic {
    let help = match positions {
        [] => format!(
            "write asserts = {{ {} = \"…\" }} in the evidence that answers it, or take the question out",
            question.key
        ),
        _ => "the evidence agrees; add the source that says otherwise, or take the question out".to_owned(),
    };
    Diagnostic::new(Code::QuestionUnasked, format!("no two sources contradict each other on “{}”", question.key))
        .at(question.span)
        .help(help)
}

/// The answers to a question, sorted by most origins, then most reports, then the earlier report.
fn positions(given: &[(usize, SourceIx, &AssertedValue)], upstream: &UpstreamSources<'_>) -> Vec<Answer> {
    let mut positions: Vec<(Answer, Vec<SourceIx>)> = Vec::new();
    let mut known = BTreeMap::new();
    for (at, source, value) in given {
        let place = *known.entry(value.identity()).or_insert(positions.len());
        if place == positions.len() {
            let (evidence, origins, attributed_to) = Default::default();
            positions.push((Answer { value: (*value).clone(), evidence, origins, attributed_to }, Vec::new()));
        }
        let (position, from) = &mut positions[place];
        position.evidence.push(*at);
        from.push(*source);
    }
    let traced = |(position, from): (Answer, Vec<SourceIx>)| Answer { origins: upstream.origins(&from), ..position };
    let mut positions: Vec<Answer> = positions.into_iter().map(traced).collect();
    positions.sort_by_key(|position| std::cmp::Reverse((position.origins.len(), position.evidence.len())));
    positions
}

/// The pieces of evidence that contradict the source on which their own source relies.
fn departures(given: &[(usize, SourceIx, &AssertedValue)], upstream: &UpstreamSources<'_>) -> Vec<ReportDivergence> {
    let mut said: BTreeMap<SourceIx, &AssertedValue> = BTreeMap::new();
    for (_, source, value) in given {
        said.entry(*source).or_insert(value);
    }
    let mut nearest = NearestUpstream::new(upstream, |source| said.contains_key(&source));
    let departure = |(at, source, value): &(usize, SourceIx, &AssertedValue)| {
        let from = nearest.above(*source).filter(|from| !said[from].agrees_with(value))?;
        Some(ReportDivergence { evidence: *at, source: *source, from })
    };
    given.iter().filter_map(departure).collect()
}

/// The answers with the sources to which they are attributed.
fn attributed(
    positions: Vec<Answer>,
    given: &[(usize, SourceIx, &AssertedValue)],
    departures: &[ReportDivergence],
    upstream: &UpstreamSources<'_>,
) -> Vec<Answer> {
    let answering: BTreeSet<SourceIx> = given.iter().map(|(_, source, _)| *source).collect();
    let departing: &BTreeSet<usize> = &departures.iter().map(|departure| departure.evidence).collect();
    let to = |answer: &Answer| {
        let sources = |is_departing: bool| {
            let pieces = given.iter().filter(|(at, ..)| answer.evidence.binary_search(at).is_ok());
            let pieces = pieces.filter(move |(at, ..)| departing.contains(at) == is_departing);
            pieces.map(|(_, source, _)| *source).collect::<Vec<SourceIx>>()
        };
        let (departed, others) = (sources(true), sources(false));
        let gives = |source: &SourceIx| departed.contains(source) || others.contains(source);
        let origins = upstream.origins(&others).into_iter();
        let origins = origins.filter(|origin| gives(origin) || !answering.contains(origin));
        let to: BTreeSet<SourceIx> = departed.iter().copied().chain(origins).collect();
        if to.is_empty() { others.into_iter().collect() } else { to }
    };
    let attributed = |answer: Answer| Answer { attributed_to: Vec::from_iter(to(&answer)), ..answer };
    positions.into_iter().map(attributed).collect()
}

fn contradict(positions: &[Answer]) -> bool {
    positions.iter().enumerate().any(|(at, a)| positions[at + 1..].iter().any(|b| !a.value.agrees_with(&b.value)))
}

fn all_origins(positions: &[Answer]) -> Vec<SourceIx> {
    let all: BTreeSet<SourceIx> = positions.iter().flat_map(|position| &position.origins).copied().collect();
    all.into_iter().collect()
}
