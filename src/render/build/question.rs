//! Questions, their answers side by side, and the table of accounts.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::super::view::{
    AccountCellView, AccountRowView, AccountSourceView, AccountsView, AnswerSourceView, AnswerView, DisputesView,
    NeighbourView, QuestionView, SourceLinkView,
};
use super::PageBuilder;
use crate::date::When;
use crate::model::{Answer, AssertedValue, Event, EventIx, Evidence, Question, Quote, SourceIx};
use crate::route::Route;
use crate::text::counted;

/// The most columns that a table of accounts can have beside the first.
const MOST_COLUMNS: usize = 4;

impl PageBuilder<'_> {
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
    pub(in super::super) fn value(&self, event: &Event, value: &AssertedValue) -> String {
        match value {
            AssertedValue::Date(written) => When::new(written.clone(), event.when.zone())
                .map_or_else(|_| value.to_string(), |when| self.wording.date(&when)),
            AssertedValue::Number(text, ..) => text.replace("..", " to "),
            AssertedValue::Text(..) => value.to_string(),
        }
    }

    pub(super) fn question(&self, handle: EventIx, question: &Question) -> QuestionView {
        let event = &self.site[handle];
        let departures = question.departures.iter().map(|departure| (departure.evidence, departure.from)).collect();
        let position = |position: &Answer| self.position(event, question, position, &departures);
        QuestionView {
            key: question.key.clone(),
            id: Self::question_id(event, question),
            ask: question.ask.clone(),
            open: question.is_open(),
            positions: question.positions.iter().map(position).collect(),
            origins: self.links(&question.origins),
            origins_words: counted(question.origins.len(), "origin", "origins"),
            answer: question
                .resolved
                .as_ref()
                .map(|resolved| self.value(event, &AssertedValue::from_text(&resolved.answer))),
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

    /// An answer, and who gives it. `departures`: by the pieces of evidence that say otherwise than the source that they are
    /// from, that source.
    fn position(
        &self,
        event: &Event,
        question: &Question,
        position: &Answer,
        departures: &HashMap<usize, SourceIx>,
    ) -> AnswerView {
        // Each once, where it speaks first: two pieces of one source need not follow each other.
        let mut sources: Vec<SourceIx> = Vec::new();
        let mut quotes: HashMap<SourceIx, Option<&Quote>> = HashMap::new();
        for piece in position.evidence.iter().map(|at| &event.evidence[*at]) {
            let quote = quotes.entry(piece.source).or_insert_with(|| {
                sources.push(piece.source);
                None
            });
            *quote = quote.or(piece.quote.as_ref());
        }
        let of_departure = |at: &usize| departures.get(at).map(|from| (event.evidence[*at].source, *from));
        let from: HashMap<SourceIx, SourceIx> = position.evidence.iter().rev().filter_map(of_departure).collect();
        let report = |source: &SourceIx| AnswerSourceView {
            source: self.source_link(*source),
            // The first words of the source for its answer.
            quote: quotes[source].map(|quote| self.quote(quote)),
            departs_from: from.get(source).map(|from| self.source_link(*from)),
        };
        AnswerView {
            value: self.value(event, &position.value),
            reports: sources.iter().map(report).collect(),
            sources: self.links(&sources),
            origins: self.links(&position.origins),
            holds: holds(question, &position.value),
        }
    }

    /// Points of fact against sources. Sources are the columns, or where there are too many of them, points are; where there
    /// are too many of both, the positions tell it better and there is no table.
    pub(super) fn accounts(&self, handle: EventIx) -> Option<AccountsView> {
        let event = &self.site[handle];
        let said = first_assertions(event);
        let mut speaking: HashSet<SourceIx> = said.iter().flat_map(HashMap::keys).copied().collect();
        // Each once.
        let takes_part = |source: &SourceIx| speaking.remove(source);
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
        said: &HashMap<SourceIx, SourceStatement<'_>>,
        sources: &[SourceIx],
    ) -> Vec<AccountCellView> {
        let value_of = |source: &SourceIx| said.get(source).map(|said| said.value);
        // Against the editor's answer if there is one, else against the first source that says anything.
        let first = sources.iter().find_map(value_of);
        let differs = |value: &AssertedValue| match question.resolved {
            Some(_) => !holds(question, value),
            None => first.is_some_and(|first| !first.agrees_with(value)),
        };
        let cell = |source: &SourceIx| AccountCellView {
            value: value_of(source).map(|value| self.value(event, value)),
            quote: said.get(source).and_then(|said| said.piece.quote.as_ref()).map(|quote| self.quote(quote)),
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

/// What a source says on a question, and the piece of evidence in which it does.
struct SourceStatement<'e> {
    value: &'e AssertedValue,
    piece: &'e Evidence,
}

/// What every source says first on each question of an event.
fn first_assertions(event: &Event) -> Vec<HashMap<SourceIx, SourceStatement<'_>>> {
    let mut first: Vec<HashMap<SourceIx, SourceStatement<'_>>> =
        event.questions.iter().map(|_| HashMap::new()).collect();
    let places: HashMap<&str, usize> = event.questions.iter().map(|question| question.key.as_str()).zip(0..).collect();
    for piece in &event.evidence {
        for assertion in &piece.asserts {
            if let Some(at) = places.get(assertion.key.as_str()) {
                first[*at].entry(piece.source).or_insert(SourceStatement { value: &assertion.value, piece });
            }
        }
    }
    first
}

/// Whether a value is the editor's answer.
fn holds(question: &Question, value: &AssertedValue) -> bool {
    question.resolved.as_ref().is_some_and(|resolved| AssertedValue::from_text(&resolved.answer).agrees_with(value))
}
