//! Questions, their answers side by side, and the table of accounts.

use super::super::view::{
    AccountCellView, AccountRowView, AccountSourceView, AccountsView, DisputesView, NeighbourView, PositionView,
    QuestionView, ReportView, SourceLinkView,
};
use super::{Scene, count};
use crate::date::When;
use crate::model::{Event, EventIx, Position, Question, SourceIx, Value};
use crate::route::Route;

/// The most sources that a table of accounts can have as columns.
const MOST_COLUMNS: usize = 4;

impl Scene<'_> {
    /// The anchor of a question on the disputes page.
    pub(in super::super) fn question_id(event: &Event, question: &Question) -> String {
        let key: String =
            question.key.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
        format!("{}-{key}", event.id)
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
        let mut sources: Vec<SourceIx> = position.evidence.iter().map(|at| event.evidence[*at].source).collect();
        sources.dedup();
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

    /// Points of fact against sources: a row a question, a column a source. Where more sources take part than a page is
    /// wide, the positions tell it better and there is no table.
    pub(super) fn accounts(&self, handle: EventIx) -> Option<AccountsView> {
        let event = &self.site[handle];
        let mut sources: Vec<SourceIx> = Vec::new();
        for piece in &event.evidence {
            let takes_part = event.questions.iter().any(|question| piece.asserted(&question.key).is_some());
            if takes_part && !sources.contains(&piece.source) {
                sources.push(piece.source);
            }
            if sources.len() > MOST_COLUMNS {
                return None;
            }
        }
        if event.questions.is_empty() {
            return None;
        }
        // The origins stand first: the others are read against them.
        sources.sort_by_key(|source| !event.provenance.is_origin(*source));
        let rows = event.questions.iter().map(|question| AccountRowView {
            ask: question.ask.clone(),
            cells: sources.iter().map(|source| self.account(event, question, *source, &sources)).collect(),
        });
        let columns = sources.iter().map(|source| AccountSourceView {
            source: self.source_link(*source),
            is_origin: event.provenance.is_origin(*source),
        });
        Some(AccountsView { rows: rows.collect(), sources: columns.collect() })
    }

    fn account(&self, event: &Event, question: &Question, source: SourceIx, sources: &[SourceIx]) -> AccountCellView {
        let said = |source: SourceIx| {
            event
                .evidence
                .iter()
                .filter(move |piece| piece.source == source)
                .find(|piece| piece.asserted(&question.key).is_some())
        };
        let piece = said(source);
        let value = piece.and_then(|piece| piece.asserted(&question.key));
        // Against the editor's answer if there is one, else against the first column that says anything.
        let first = sources.iter().find_map(|source| said(*source)).and_then(|piece| piece.asserted(&question.key));
        let differs = match (value, &question.resolved) {
            (Some(value), Some(_)) => !holds(question, value),
            (Some(value), None) => first.is_some_and(|first| !first.agrees_with(value)),
            (None, _) => false,
        };
        AccountCellView {
            value: value.map(|value| self.value(event, value)),
            quote: piece.and_then(|piece| piece.quote.as_ref()).map(|quote| self.quote(quote)),
            differs,
            by: self.site[source].publisher.clone(),
        }
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

/// Whether a value is the editor's answer.
fn holds(question: &Question, value: &Value) -> bool {
    question.resolved.as_ref().is_some_and(|resolved| Value::from_text(&resolved.answer).agrees_with(value))
}
