//! Questions, their answers side by side, and the table of accounts.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::super::view::{
    AccountCellView, AccountRowView, AccountSourceView, AccountsView, DisputesView, NeighbourView, PositionView,
    QuestionView, ReportView, SourceLinkView,
};
use super::{Scene, count};
use crate::date::When;
use crate::model::{Event, EventIx, Evidence, Position, Question, SourceIx, Value};
use crate::route::Route;

/// The most columns that a table of accounts can have beside the first.
const MOST_COLUMNS: usize = 4;

impl Scene<'_> {
    /// The anchor of a question on the disputes page: the event's id and the key. It depends on these two alone, so that it
    /// stays the same whatever other questions there are, and no two pairs share one: an id has no full stop, and in a key
    /// everything but small letters, digits and hyphens is written as the number of its character between underscores.
    pub(in super::super) fn question_id(event: &Event, question: &Question) -> String {
        let mut anchor = format!("{}.", event.id);
        for char in question.key.chars() {
            match char {
                '-' => anchor.push('-'),
                _ if char.is_alphanumeric() && !char.is_uppercase() => anchor.push(char),
                _ => write!(anchor, "_{:x}_", u32::from(char)).expect("a text takes everything"),
            }
        }
        anchor
    }

    pub(super) fn question_url(&self, event: &Event, question: &Question) -> String {
        self.addresses.to(&Route::folder("disputes"), Some(&Self::question_id(event, question)))
    }

    fn links(&self, sources: &[SourceIx]) -> Vec<SourceLinkView> {
        sources.iter().map(|source| self.source_link(*source)).collect()
    }

    /// A value in words: dates and ranges are worded, all else stands as it was written. Clocks run in the event's zone.
    pub(in super::super) fn value(&self, event: &Event, value: &Value) -> String {
        match value {
            Value::Date(written) => When::new(written.clone(), event.when.zone())
                .map_or_else(|_| value.to_string(), |when| self.wording.date(&when)),
            Value::Number(text, ..) => text.replace("..", " to "),
            Value::Text(..) => value.to_string(),
        }
    }

    pub(super) fn question(&self, handle: EventIx, question: &Question) -> QuestionView {
        let event = &self.site[handle];
        QuestionView {
            key: question.key.clone(),
            id: Self::question_id(event, question),
            ask: question.ask.clone(),
            open: question.is_open(),
            positions: question.positions.iter().map(|position| self.position(event, question, position)).collect(),
            origins: self.links(&question.origins),
            origins_words: count(question.origins.len(), "origin", "origins"),
            answer: question.resolved.as_ref().map(|resolved| self.value(event, &Value::from_text(&resolved.answer))),
            why_html: question.resolved.as_ref().map(|resolved| self.html(&resolved.why)),
            settled: question.resolved.as_ref().and_then(|resolved| resolved.date).map(|day| self.day(day)),
            note_html: self.some_html(question.note.as_ref()),
            event: self.neighbour(handle, self.date(&event.when).short),
        }
    }

    /// An event with words beside it.
    pub(super) fn neighbour(&self, event: EventIx, words: String) -> NeighbourView {
        NeighbourView { words, title: self.site[event].title.clone(), url: self.event_url(event) }
    }

    fn position(&self, event: &Event, question: &Question, position: &Position) -> PositionView {
        // Each once, where it speaks first: two pieces of one source need not follow each other.
        let mut seen = HashSet::new();
        let sources = position.evidence.iter().map(|at| event.evidence[*at].source);
        let sources: Vec<SourceIx> = sources.filter(|source| seen.insert(*source)).collect();
        PositionView {
            value: self.value(event, &position.value),
            reports: sources.iter().map(|source| self.report(event, question, position, *source)).collect(),
            sources: self.links(&sources),
            origins: self.links(&position.origins),
            holds: holds(question, &position.value),
        }
    }

    /// The first words of a source for its answer.
    fn report(&self, event: &Event, question: &Question, position: &Position, source: SourceIx) -> ReportView {
        let mut pieces = position.evidence.iter().map(|at| &event.evidence[*at]).filter(|piece| piece.source == source);
        let departure = question.departures.iter().find(|departure| departure.source == source);
        ReportView {
            source: self.source_link(source),
            quote: pieces.find_map(|piece| piece.quote.as_ref()).map(|quote| self.quote(quote)),
            departs_from: departure.map(|departure| self.source_link(departure.from)),
        }
    }

    /// Points of fact against sources. Sources are the columns, or where there are too many of them, points are; where there
    /// are too many of both, the positions tell it better and there is no table.
    pub(super) fn accounts(&self, handle: EventIx) -> Option<AccountsView> {
        let event = &self.site[handle];
        let said: Vec<HashMap<SourceIx, &Evidence>> =
            event.questions.iter().map(|question| first_assertions(event, question)).collect();
        let mut seen = HashSet::new();
        let takes_part = |source: &SourceIx| said.iter().any(|said| said.contains_key(source)) && seen.insert(*source);
        let mut sources: Vec<SourceIx> = event.evidence.iter().map(|piece| piece.source).filter(takes_part).collect();
        if sources.len().min(event.questions.len()) > MOST_COLUMNS || sources.is_empty() {
            return None;
        }
        // The origins stand first: the others are read against them.
        let is_origin = |source: &SourceIx| event.provenance.is_origin(*source);
        sources.sort_by_key(|source| !is_origin(source));
        let rows = event.questions.iter().zip(&said).map(|(question, said)| AccountRowView {
            ask: question.ask.clone(),
            cells: self.account_cells(event, question, said, &sources),
        });
        let columns = sources
            .iter()
            .map(|source| AccountSourceView { source: self.source_link(*source), is_origin: is_origin(source) });
        Some(AccountsView { rows: rows.collect(), sources: columns.collect() })
    }

    /// What every source says on one question.
    fn account_cells(
        &self,
        event: &Event,
        question: &Question,
        said: &HashMap<SourceIx, &Evidence>,
        sources: &[SourceIx],
    ) -> Vec<AccountCellView> {
        let value_of = |source: &SourceIx| said.get(source).and_then(|piece| piece.asserted(&question.key));
        // Against the editor's answer if there is one, else against the first source that says anything.
        let first = sources.iter().find_map(value_of);
        let differs = |value: &Value| match question.resolved {
            Some(_) => !holds(question, value),
            None => first.is_some_and(|first| !first.agrees_with(value)),
        };
        let cell = |source: &SourceIx| AccountCellView {
            value: value_of(source).map(|value| self.value(event, value)),
            quote: said.get(source).and_then(|piece| piece.quote.as_ref()).map(|quote| self.quote(quote)),
            differs: value_of(source).is_some_and(differs),
            by: self.site[*source].publisher.clone(),
        };
        sources.iter().map(cell).collect()
    }

    pub(in super::super) fn disputes(&self) -> DisputesView {
        let all = || {
            let questions =
                |handle: EventIx| self.site[handle].questions.iter().map(move |question| (handle, question));
            self.site.event_handles().flat_map(questions)
        };
        let views = |open: bool| {
            all()
                .filter(|(_, question)| question.is_open() == open)
                .map(|(event, question)| self.question(event, question))
                .collect()
        };
        DisputesView { open: views(true), settled: views(false) }
    }
}

/// The first piece of every source that says something on a question.
fn first_assertions<'e>(event: &'e Event, question: &Question) -> HashMap<SourceIx, &'e Evidence> {
    let mut first = HashMap::new();
    for piece in event.evidence.iter().filter(|piece| piece.asserted(&question.key).is_some()) {
        first.entry(piece.source).or_insert(piece);
    }
    first
}

/// Whether a value is the editor's answer.
fn holds(question: &Question, value: &Value) -> bool {
    question.resolved.as_ref().is_some_and(|resolved| Value::from_text(&resolved.answer).agrees_with(value))
}
