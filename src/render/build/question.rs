//! Views of questions, their answers, and the table of accounts.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::view::{
    AccountCellView, AccountRowView, AccountSourceView, AccountsView, AnswerSourceView, AnswerView, NeighbourView,
    QuestionView, SourceLinkView,
};
use super::PageBuilder;
use crate::date::When;
use crate::model::{Answer, AssertedValue, Event, EventIx, Evidence, EvidenceRef, Question, Quote, Site, SourceIx};
use crate::plan::{question_address, question_anchor};
use crate::resolve::{AttributionIndex, UpstreamSources};
use crate::text::counted;

/// A table with more questions and more sources than this is not made.
const MOST_COLUMNS: usize = 4;

/// The most events of a question of which a list names each, and of which each has the answers of all.
pub(super) const MOST_EVENTS: usize = 5;

impl PageBuilder<'_> {
    /// The address of a question: its page, or its place on the page of disputes if it has none.
    pub(in super::super) fn question_url(&self, question: &Question) -> String {
        let (page, anchor) = question_address(self.site, question);
        self.addresses.to(&page, anchor.as_deref())
    }

    fn links(&self, sources: &[SourceIx]) -> Vec<SourceLinkView> {
        sources.iter().map(|source| self.source_link(*source)).collect()
    }

    /// A value in words: dates and ranges of numbers are worded, other values are as written. Clock times are in the
    /// event's zone.
    pub(in super::super) fn value(&self, event: &Event, value: &AssertedValue) -> String {
        match value {
            AssertedValue::Date(written) => When::new(written.clone(), event.when.zone())
                .map_or_else(|_| value.to_string(), |when| self.wording.date(&when)),
            AssertedValue::Number(text, ..) => text.replace("..", " to "),
            AssertedValue::Text(..) => value.to_string(),
        }
    }

    /// The question where it stands without its event: one that the editor has not worded is preceded by the event's title.
    pub(in super::super) fn question_title(&self, question: &Question) -> String {
        let ask = &question.text.ask;
        if question.text.is_worded {
            return ask.clone();
        }
        format!("{}: {ask}", self.site[question.first_event()].title)
    }

    /// An answer in words, in which clock times are in the zone of the first event whose evidence gives it.
    pub(in super::super) fn answer_value(&self, answer: &Answer) -> String {
        self.value(&self.site[answer.evidence[0].event], &answer.value)
    }

    /// The editor's answer to a question in words.
    pub(super) fn settled_value(&self, question: &Question) -> Option<String> {
        let resolved = question.text.resolved.as_ref()?;
        Some(self.value(&self.site[question.first_event()], &AssertedValue::from_text(&resolved.answer)))
    }

    /// The first events of which a question is asked, with their dates.
    pub(super) fn asked_of(&self, question: &Question, most: usize) -> Vec<NeighbourView> {
        question.events.iter().take(most).map(|of| self.dated(of.event)).collect()
    }

    /// A link to an event, with its date.
    fn dated(&self, event: EventIx) -> NeighbourView {
        self.neighbour(event, self.date(&self.site[event].when).short)
    }

    /// A question with its answers. On the page of an event that shares it with many others, only with those that evidence
    /// on this event gives.
    pub(super) fn question(&self, question: &Question, on: Option<EventIx>) -> QuestionView {
        let on = on.filter(|_| question.events.len() > MOST_EVENTS);
        let (answers, origins) = match on {
            None => (Cow::Borrowed(&question.positions), Cow::Borrowed(&question.origins)),
            Some(event) => {
                let records = AttributionIndex::new(&self.site.sources);
                let answers = answers_of(self.site, question, |piece| piece.event == event, &records);
                let origins: BTreeSet<SourceIx> = answers.iter().flat_map(|answer| &answer.origins).copied().collect();
                (Cow::Owned(answers), Cow::Owned(origins.into_iter().collect()))
            }
        };
        let hidden = question.positions.len() - answers.len();
        let departures = question.departures.iter().map(|departure| (departure.evidence, departure.from)).collect();
        let text = &question.text;
        QuestionView {
            id: question_anchor(self.site, question),
            url: self.question_url(question),
            ask: text.ask.clone(),
            open: question.is_open(),
            positions: answers.iter().map(|answer| self.position(question, answer, &departures)).collect(),
            elsewhere: (hidden > 0).then(|| counted(hidden, "other answer", "other answers")),
            origins: self.links(&origins),
            origins_words: counted(origins.len(), "origin", "origins"),
            answer: self.settled_value(question),
            why_html: text.resolved.as_ref().map(|resolved| self.html(&resolved.why)),
            settled: text.resolved.as_ref().and_then(|resolved| resolved.date).map(|day| self.day(day)),
            note_html: self.some_html(text.note.as_ref()),
            events: self.asked_of(question, on.map_or(usize::MAX, |_| MOST_EVENTS)),
            events_words: counted(question.events.len(), "event", "events"),
        }
    }

    /// Who gives an answer, in short: those who speak in the passages that give it or, where no passage names a speaker, the
    /// publishers of the sources to which it is attributed.
    pub(super) fn answered_by(&self, answer: &Answer) -> String {
        let speakers = answer.evidence.iter().filter_map(|piece| self.site[*piece].speaker.as_ref());
        let mut names: Vec<&str> = speakers.map(|speaker| self.site.speaker_name(speaker)).collect();
        if names.is_empty() {
            names = answer.attributed_to.iter().map(|source| self.site[*source].publisher.as_str()).collect();
        }
        let mut known = HashSet::new();
        names.retain(|name| known.insert(*name));
        match names.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [one, other] => format!("{one}, {other}"),
            [first, others @ ..] => format!("{first} and {} others", others.len()),
        }
    }

    /// A link to an event, with words beside its title.
    pub(super) fn neighbour(&self, event: EventIx, words: String) -> NeighbourView {
        NeighbourView { words, title: self.site[event].title.clone(), url: self.event_url(event) }
    }

    /// An answer and its sources. `departures` maps each piece of evidence that contradicts the source that it relies on
    /// to that source.
    fn position(
        &self,
        question: &Question,
        answer: &Answer,
        departures: &HashMap<EvidenceRef, SourceIx>,
    ) -> AnswerView {
        // Each source once, in the order of first appearance: pieces of one source need not be adjacent.
        let mut sources: Vec<SourceIx> = Vec::new();
        let mut first: HashMap<SourceIx, (EventIx, Option<&Quote>)> = HashMap::new();
        for (event, piece) in answer.evidence.iter().map(|piece| (piece.event, &self.site[*piece])) {
            let (_, quote) = first.entry(piece.source).or_insert_with(|| {
                sources.push(piece.source);
                (event, None)
            });
            *quote = quote.or(piece.quote.as_ref());
        }
        let of_departure = |piece: &EvidenceRef| departures.get(piece).map(|from| (self.site[*piece].source, *from));
        let from: HashMap<SourceIx, SourceIx> = answer.evidence.iter().rev().filter_map(of_departure).collect();
        let report = |source: &SourceIx| AnswerSourceView {
            source: self.source_link(*source),
            // The first words that the source is quoted with for this answer.
            quote: first[source].1.map(|quote| self.quote(quote)),
            departs_from: from.get(source).map(|from| self.source_link(*from)),
            event: (question.events.len() > 1).then(|| self.dated(first[source].0)),
        };
        AnswerView {
            value: self.answer_value(answer),
            reports: sources.iter().map(report).collect(),
            sources: self.links(&sources),
            origins: self.links(&answer.origins_behind()),
            holds: holds(question, &answer.value),
        }
    }

    /// The table of questions and sources; `None` if there is nothing in it, or if both are more than [`MOST_COLUMNS`].
    pub(super) fn accounts(&self, handle: EventIx) -> Option<AccountsView> {
        let event = &self.site[handle];
        let questions: Vec<&Question> = event.questions.iter().map(|question| &self.site[*question]).collect();
        let said: Vec<_> = questions.iter().map(|question| first_answers(handle, event, question)).collect();
        let mut speaking: HashSet<SourceIx> = said.iter().flat_map(HashMap::keys).copied().collect();
        // Each source once.
        let takes_part = |source: &SourceIx| speaking.remove(source);
        let mut sources: Vec<SourceIx> = event.evidence.iter().map(|piece| piece.source).filter(takes_part).collect();
        if sources.len().min(questions.len()) > MOST_COLUMNS || sources.is_empty() {
            return None;
        }
        // Origins come first, because the other sources rely on them.
        let is_origin = |source: &SourceIx| event.provenance.is_origin(*source);
        sources.sort_by_key(|source| !is_origin(source));
        let rows = questions.iter().zip(&said).map(|(question, said)| AccountRowView {
            ask: question.text.ask.clone(),
            cells: self.account_cells(event, question, said, &sources),
        });
        let columns = sources
            .iter()
            .map(|source| AccountSourceView { source: self.source_link(*source), is_origin: is_origin(source) });
        Some(AccountsView { rows: rows.collect(), sources: columns.collect() })
    }

    /// The cells of one question, one for each source.
    fn account_cells(
        &self,
        event: &Event,
        question: &Question,
        said: &HashMap<SourceIx, SourceStatement<'_>>,
        sources: &[SourceIx],
    ) -> Vec<AccountCellView> {
        let value_of = |source: &SourceIx| said.get(source).map(|said| said.value);
        // Compared with the editor's answer, or else with that of the first source that has one.
        let first = sources.iter().find_map(value_of);
        let differs = |value: &AssertedValue| match question.text.resolved {
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
}

/// The answer of a source to a question, with the piece of evidence that gives it.
struct SourceStatement<'e> {
    value: &'e AssertedValue,
    piece: &'e Evidence,
}

/// The first answer of each source in the evidence of one event to a question.
fn first_answers<'e>(handle: EventIx, event: &'e Event, question: &Question) -> HashMap<SourceIx, SourceStatement<'e>> {
    let mut first = HashMap::new();
    let Some(asked) = question.asked_of(handle) else { return first };
    for piece in &event.evidence {
        for assertion in piece.asserts.iter().filter(|assertion| assertion.key == asked.key) {
            first.entry(piece.source).or_insert(SourceStatement { value: &assertion.value, piece });
        }
    }
    first
}

/// The answers of a question as far as some of its passages give them.
pub(super) fn answers_of(
    site: &Site,
    question: &Question,
    is_own: impl Fn(&EvidenceRef) -> bool,
    records: &AttributionIndex<'_>,
) -> Vec<Answer> {
    let own = |answer: &Answer| {
        let evidence: Vec<EvidenceRef> = answer.evidence.iter().copied().filter(&is_own).collect();
        (!evidence.is_empty()).then(|| part_of(site, answer, evidence, records))
    };
    question.positions.iter().filter_map(own).collect()
}

/// An answer with only some of its passages, and with the origins that these rest on.
fn part_of(site: &Site, answer: &Answer, evidence: Vec<EvidenceRef>, records: &AttributionIndex<'_>) -> Answer {
    if evidence.len() == answer.evidence.len() {
        return answer.clone();
    }
    let cited: BTreeSet<SourceIx> = evidence.iter().map(|piece| site[*piece].source).collect();
    let mut own: BTreeSet<SourceIx> = BTreeSet::new();
    for of_event in evidence.chunk_by(|a, b| a.event == b.event) {
        let sources: Vec<SourceIx> = of_event.iter().map(|piece| site[*piece].source).collect();
        own.extend(UpstreamSources::of_event(&site[of_event[0].event], records).origins(&sources));
    }
    let is_own = |source: &SourceIx| own.contains(source) || cited.contains(source);
    Answer {
        origins: answer.origins.iter().copied().filter(|origin| own.contains(origin)).collect(),
        attributed_to: answer.attributed_to.iter().copied().filter(is_own).collect(),
        value: answer.value.clone(),
        evidence,
    }
}

/// Whether a value is the editor's answer.
fn holds(question: &Question, value: &AssertedValue) -> bool {
    question
        .text
        .resolved
        .as_ref()
        .is_some_and(|resolved| AssertedValue::from_text(&resolved.answer).agrees_with(value))
}
