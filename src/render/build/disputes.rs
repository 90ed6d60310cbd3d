//! Views of the page of disputes and of the pages of single questions.

use std::collections::BTreeSet;

use super::super::view::{
    DisputeCellView, DisputeGroupView, DisputeRowView, DisputesView, QuestionPageView, SettledQuestionView,
    ShortAnswerView,
};
use super::PageBuilder;
use crate::model::{Answer, AssertedValue, Event, EventIx, Question, SourceIx};
use crate::plan::{DisputeColumn, QuestionRef, all_questions, question_id};
use crate::resolve::{AttributionIndex, UpstreamSources};
use crate::text::counted;

impl PageBuilder<'_> {
    pub(in super::super) fn disputes(&self) -> DisputesView {
        let columns = self.dispute_columns();
        let records = AttributionIndex::new(&self.site.sources);
        let groups = self.plan.disputes.iter().map(|(name, questions)| DisputeGroupView {
            name: name.clone(),
            rows: questions.iter().map(|question| self.dispute_row(*question, &columns, &records)).collect(),
        });
        let settled = all_questions(self.site).filter_map(|question| self.settled_question(question)).collect();
        DisputesView {
            open: self.plan.overview.disputes,
            columns: columns.iter().map(|column| self.column_name(*column)).collect(),
            groups: groups.collect(),
            settled,
        }
    }

    pub(in super::super) fn question_page(&self, event: EventIx, at: usize) -> QuestionPageView {
        let question = &self.site[event].questions[at];
        QuestionPageView {
            question: self.question(event, question),
            group: question.group.clone(),
            cite: self.cite_question(&self.site[event], question),
        }
    }

    /// The columns of the table: the sides that speak most, and others as far as they answer something. `None` stands for
    /// all answers where no side speaks.
    fn dispute_columns(&self) -> Vec<Option<DisputeColumn>> {
        let sides = &self.plan.speaking_sides;
        if sides.is_empty() {
            return vec![None];
        }
        let mut used = BTreeSet::new();
        for QuestionRef { event, at } in self.plan.disputes.iter().flat_map(|(_, questions)| questions) {
            let event = &self.site[*event];
            let pieces = event.questions[*at].positions.iter().flat_map(|answer| &answer.evidence);
            used.extend(pieces.map(|at| DisputeColumn::of(&event.evidence[*at], self.site, sides)));
        }
        used.into_iter().map(Some).collect()
    }

    fn column_name(&self, column: Option<DisputeColumn>) -> String {
        match column {
            None => "Answers".to_owned(),
            Some(DisputeColumn::Side(side)) => self.site.config.sides[side.0].name.clone(),
            Some(DisputeColumn::OtherSpeakers) => "Others".to_owned(),
            Some(DisputeColumn::Press) => "No speaker named".to_owned(),
        }
    }

    fn dispute_row(
        &self,
        at: QuestionRef,
        columns: &[Option<DisputeColumn>],
        records: &AttributionIndex<'_>,
    ) -> DisputeRowView {
        let event = &self.site[at.event];
        let upstream = UpstreamSources::of_event(event, records);
        let question = &event.questions[at.at];
        DisputeRowView {
            id: question_id(event, question),
            ask: question.ask.clone(),
            url: self.question_url(event, question),
            event: self.neighbour(at.event, self.date(&event.when).short),
            one_origin: question.origins.len() == 1,
            cells: columns.iter().map(|column| self.dispute_cell(event, question, *column, &upstream)).collect(),
        }
    }

    /// The answers of a question as far as their passages belong to a column.
    fn dispute_cell(
        &self,
        event: &Event,
        question: &Question,
        column: Option<DisputeColumn>,
        upstream: &UpstreamSources<'_>,
    ) -> DisputeCellView {
        let sides = &self.plan.speaking_sides;
        let is_own =
            |at: &usize| column.is_none_or(|own| DisputeColumn::of(&event.evidence[*at], self.site, sides) == own);
        let own: Vec<Answer> = question
            .positions
            .iter()
            .filter_map(|answer| {
                let evidence: Vec<usize> = answer.evidence.iter().copied().filter(is_own).collect();
                (!evidence.is_empty()).then(|| part_of(event, answer, evidence, upstream))
            })
            .collect();
        let contradict = |a: &Answer, b: &Answer| !a.value.agrees_with(&b.value);
        let is_split = own.iter().enumerate().any(|(at, a)| own[..at].iter().any(|b| contradict(a, b)));
        DisputeCellView {
            column: self.column_name(column),
            split: is_split && matches!(column, Some(DisputeColumn::Side(_))),
            answers: own.iter().map(|answer| self.short_answer(event, answer)).collect(),
        }
    }

    /// An answer in short.
    pub(super) fn short_answer(&self, event: &Event, answer: &Answer) -> ShortAnswerView {
        ShortAnswerView {
            value: self.value(event, &answer.value),
            by: self.answered_by(event, answer),
            origins: answer.origins.len(),
            origins_words: counted(answer.origins.len(), "origin", "origins"),
        }
    }

    fn settled_question(&self, at: QuestionRef) -> Option<SettledQuestionView> {
        let event = &self.site[at.event];
        let question = &event.questions[at.at];
        let resolved = question.resolved.as_ref()?;
        Some(SettledQuestionView {
            id: question_id(event, question),
            ask: question.ask.clone(),
            url: self.question_url(event, question),
            answer: self.value(event, &AssertedValue::from_text(&resolved.answer)),
            event: self.neighbour(at.event, self.date(&event.when).short),
        })
    }
}

/// An answer with only some of its passages, and with the origins that these rest on.
fn part_of(event: &Event, answer: &Answer, evidence: Vec<usize>, upstream: &UpstreamSources<'_>) -> Answer {
    if evidence.len() == answer.evidence.len() {
        return answer.clone();
    }
    let cited: Vec<SourceIx> = evidence.iter().map(|at| event.evidence[*at].source).collect();
    let own = upstream.origins(&cited);
    let is_own = |source: &SourceIx| own.contains(source) || cited.contains(source);
    Answer {
        origins: answer.origins.iter().copied().filter(|origin| own.contains(origin)).collect(),
        attributed_to: answer.attributed_to.iter().copied().filter(is_own).collect(),
        value: answer.value.clone(),
        evidence,
    }
}
