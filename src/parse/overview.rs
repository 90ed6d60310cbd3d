//! `overview.toml`: the chapters of the story, how things stood, and questions that several events share.

use super::context::ParseContext;
use super::fields::TableReader;
use super::raw::{RawChapter, RawOverview, RawSharedQuestion};
use super::toml::TomlTable;
use super::{check, event, keys};
use crate::config::Status;
use crate::model::Standing;

/// Reads `overview.toml`. `None` if it is no TOML, which has been reported.
pub(super) fn overview(context: &ParseContext<'_>) -> Option<RawOverview> {
    let toml = TomlTable::parse(context, 0..context.text.len())?;
    let fields = toml.fields(context, &keys::OVERVIEW, context.span(0..0));
    let overview = RawOverview {
        chapters: fields.tables("chapters", &keys::CHAPTER).into_iter().filter_map(chapter).collect(),
        standing: fields.tables("standing", &keys::STANDING).into_iter().filter_map(standing).collect(),
        as_of: fields.date("as_of"),
        questions: fields.tables("questions", &keys::SHARED_QUESTION).into_iter().filter_map(question).collect(),
    };
    context.rules.replace(check::rules(&fields));
    fields.finish();
    Some(overview)
}

fn chapter(fields: TableReader<'_, '_>) -> Option<RawChapter> {
    let title = fields.required_line("title");
    fields.require("from");
    let (from, to) = (fields.date("from"), fields.date("to"));
    let summary = fields.inline("summary");
    fields.finish();
    Some(RawChapter { title: title?, from: from?, to, summary })
}

fn standing(fields: TableReader<'_, '_>) -> Option<Standing> {
    let statuses = Status::ALL.map(|status| (status.word(), status));
    let label = fields.required_line("label");
    fields.require("text");
    let text = fields.inline("text");
    let status = fields.choice("status", &statuses).map(|status| status.value);
    fields.finish();
    let label = label?;
    Some(Standing { span: label.span, label: label.value, text: text?, status })
}

fn question(fields: TableReader<'_, '_>) -> Option<RawSharedQuestion> {
    let id = fields.required_id("id");
    fields.require("ask");
    let text = event::question_text(&fields);
    fields.finish();
    Some(RawSharedQuestion { id: id?, text })
}
