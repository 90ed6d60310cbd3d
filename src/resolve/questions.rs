//! Contradictions: two pieces of evidence that assert one thing with values that cannot both hold.

use std::collections::BTreeSet;

use super::provenance::{nearest_upstream, origins};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Departure, Event, Position, Question, Source, SourceIx, Status};

/// Fills in the positions of an event's written questions, adds those that nobody wrote, and sets its status. Finds
/// written questions without contradiction.
pub(super) fn ask(event: &mut Event, sources: &[Source]) -> Diagnostics {
    let mut unasked = Diagnostics::default();
    let written = std::mem::take(&mut event.questions);
    event.questions = questions(event, written, sources, &mut unasked);
    let open = event.open_questions().next().is_some();
    if open && matches!(event.declared, Status::Confirmed | Status::Reported) {
        event.status = Status::Disputed;
    }
    unasked
}

fn questions(event: &Event, written: Vec<Question>, sources: &[Source], findings: &mut Diagnostics) -> Vec<Question> {
    let mut questions = Vec::new();
    let mut keys: BTreeSet<&str> =
        event.evidence.iter().flat_map(|piece| &piece.asserts).map(|assertion| assertion.key.as_str()).collect();
    for mut question in written {
        keys.remove(question.key.as_str());
        let positions = positions(event, &question.key, sources);
        if !contradict(&positions) {
            findings.push(unasked(&question, &positions));
            continue;
        }
        question.origins = all_origins(&positions);
        question.departures = departures(event, &question.key, sources);
        question.positions = positions;
        questions.push(question);
    }
    for key in keys {
        let positions = positions(event, key, sources);
        if contradict(&positions) {
            questions.push(Question {
                key: key.to_owned(),
                ask: Question::words_for(key),
                origins: all_origins(&positions),
                departures: departures(event, key, sources),
                positions,
                resolved: None,
                note: None,
                span: event.span,
            });
        }
    }
    questions
}

fn unasked(question: &Question, positions: &[Position]) -> Diagnostic {
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

/// The answers to a question, the best attested first: most origins, then most reports, then the earlier report.
fn positions(event: &Event, key: &str, sources: &[Source]) -> Vec<Position> {
    let mut positions: Vec<Position> = Vec::new();
    for (at, piece) in event.evidence.iter().enumerate() {
        let Some(value) = piece.asserted(key) else { continue };
        match positions.iter_mut().find(|position| position.value.is_same_as(value)) {
            Some(position) => position.evidence.push(at),
            None => positions.push(Position { value: value.clone(), evidence: vec![at], origins: Vec::new() }),
        }
    }
    for position in &mut positions {
        let from: Vec<SourceIx> = position.evidence.iter().map(|at| event.evidence[*at].source).collect();
        position.origins = origins(event, sources, &from);
    }
    positions.sort_by_key(|position| std::cmp::Reverse((position.origins.len(), position.evidence.len())));
    positions
}

/// Who says otherwise than those that the report comes from.
fn departures(event: &Event, key: &str, sources: &[Source]) -> Vec<Departure> {
    let mut departures: Vec<Departure> = Vec::new();
    let says = |source: SourceIx| {
        event.evidence.iter().filter(move |piece| piece.source == source).find_map(|piece| piece.asserted(key))
    };
    for piece in &event.evidence {
        let Some(value) = piece.asserted(key) else { continue };
        let from = nearest_upstream(piece.source, event, sources, |source| says(source).is_some());
        let differs = |from: &SourceIx| says(*from).is_some_and(|theirs| !theirs.agrees_with(value));
        let is_known = departures.iter().any(|known| known.source == piece.source);
        departures
            .extend(from.filter(differs).filter(|_| !is_known).map(|from| Departure { source: piece.source, from }));
    }
    departures
}

fn contradict(positions: &[Position]) -> bool {
    positions.iter().enumerate().any(|(at, a)| positions[at + 1..].iter().any(|b| !a.value.agrees_with(&b.value)))
}

fn all_origins(positions: &[Position]) -> Vec<SourceIx> {
    let all: BTreeSet<SourceIx> = positions.iter().flat_map(|position| &position.origins).copied().collect();
    all.into_iter().collect()
}
