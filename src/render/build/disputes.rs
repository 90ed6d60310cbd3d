//! Views of the page of disputes and of the pages of single questions.

use std::collections::BTreeSet;

use super::super::view::{
    DisputeCellView, DisputeGroupView, DisputeRowView, DisputesView, QuestionPageView, SettledQuestionView,
    ShortAnswerView,
};
use super::PageBuilder;
use super::question::{MOST_EVENTS, answers_of};
use crate::model::{Answer, AssertedValue, EvidenceRef, Question, QuestionIx};
use crate::plan::{DisputeColumn, question_anchor};
use crate::resolve::AttributionIndex;
use crate::text::counted;

impl PageBuilder<'_> {
    pub(in super::super) fn disputes(&self) -> DisputesView {
        let columns = self.dispute_columns();
        let records = AttributionIndex::new(&self.site.sources);
        let groups = self.plan.disputes.iter().map(|(name, questions)| DisputeGroupView {
            name: name.clone(),
            rows: questions.iter().map(|question| self.dispute_row(*question, &columns, &records)).collect(),
        });
        let settled = self.site.questions.iter().filter_map(|question| self.settled_question(question)).collect();
        DisputesView {
            open: self.plan.overview.disputes,
            columns: columns.iter().map(|column| self.column_name(*column)).collect(),
            groups: groups.collect(),
            settled,
        }
    }

    pub(in super::super) fn question_page(&self, question: QuestionIx) -> QuestionPageView {
        let question = &self.site[question];
        QuestionPageView {
            question: self.question(question, None),
            group: question.text.group.clone(),
            cite: self.cite_question(question),
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
        for question in self.plan.disputes.iter().flat_map(|(_, questions)| questions) {
            let pieces = self.site[*question].positions.iter().flat_map(|answer| &answer.evidence);
            used.extend(pieces.map(|piece| DisputeColumn::of(&self.site[*piece], self.site, sides)));
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
        question: QuestionIx,
        columns: &[Option<DisputeColumn>],
        records: &AttributionIndex<'_>,
    ) -> DisputeRowView {
        let question = &self.site[question];
        DisputeRowView {
            id: question_anchor(self.site, question),
            ask: self.question_title(question),
            url: self.question_url(question),
            events: self.asked_of(question, MOST_EVENTS),
            more_events: question.events.len().saturating_sub(MOST_EVENTS),
            one_origin: question.origins.len() == 1,
            cells: columns.iter().map(|column| self.dispute_cell(question, *column, records)).collect(),
        }
    }

    /// The answers of a question as far as their passages belong to a column.
    fn dispute_cell(
        &self,
        question: &Question,
        column: Option<DisputeColumn>,
        records: &AttributionIndex<'_>,
    ) -> DisputeCellView {
        let sides = &self.plan.speaking_sides;
        let is_own = |piece: &EvidenceRef| {
            column.is_none_or(|own| DisputeColumn::of(&self.site[*piece], self.site, sides) == own)
        };
        let own = answers_of(self.site, question, is_own, records);
        let is_split = AssertedValue::contradict(own.iter().map(|answer| &answer.value));
        DisputeCellView {
            column: self.column_name(column),
            split: is_split && matches!(column, Some(DisputeColumn::Side(_))),
            answers: own.iter().map(|answer| self.short_answer(answer)).collect(),
        }
    }

    /// An answer in short.
    pub(super) fn short_answer(&self, answer: &Answer) -> ShortAnswerView {
        let origins = answer.origins_behind().len();
        ShortAnswerView {
            value: self.answer_value(answer),
            by: self.answered_by(answer),
            origins,
            origins_words: counted(origins, "origin", "origins"),
        }
    }

    fn settled_question(&self, question: &Question) -> Option<SettledQuestionView> {
        Some(SettledQuestionView {
            id: question_anchor(self.site, question),
            ask: self.question_title(question),
            url: self.question_url(question),
            answer: self.settled_value(question)?,
            events: self.asked_of(question, MOST_EVENTS),
            more_events: question.events.len().saturating_sub(MOST_EVENTS),
        })
    }
}
