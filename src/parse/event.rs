//! Event files: one event with a text, or several events in one front matter.

use std::collections::HashSet;
use std::sync::Arc;

use super::context::ParseContext;
use super::fields::TableReader;
use super::front_matter;
use super::raw::{EventContributor, RawEvent, RawEvidence, RawQuestion, RawQuestionText, RawSpeaker};
use super::toml::TomlTable;
use super::{check, keys, markdown};
use crate::config::Status;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AssertedValue, Correction, CorrectionKind, Html, Modality, SettledAnswer, Stance};
use crate::span::Spanned;

/// The required fields, with an example of each.
const NEEDED: [&str; 2] = ["title = \"…\"", "date = \"2025-06-16\""];

/// Reads an event file.
pub(super) fn events(context: &ParseContext<'_>) -> Vec<RawEvent> {
    let Some(parts) = front_matter::split(context, &NEEDED) else { return Vec::new() };
    let Some(toml) = TomlTable::parse(context, parts.toml) else { return Vec::new() };
    let fence = context.span(parts.fence);
    let fields = toml.fields(context, &keys::EVENT, fence);
    if fields.has("events") {
        return several(context, toml.fields(context, &keys::EVENTS_FILE, fence), parts.body);
    }
    let body = markdown::body(context, parts.body.clone());
    let id = fields.id_or_stem("id");
    fields.require("title");
    fields.require("date");
    context.rules.replace(check::rules(&fields));
    let body_span = Some(context.span(parts.body));
    vec![RawEvent { body: body.html, body_span, lead: body.lead, ..event(fields, id, EventContributor::ByEditor) }]
}

/// Reads `[[events]]` in one file, which then has no text.
fn several(context: &ParseContext<'_>, fields: TableReader<'_, '_>, body: std::ops::Range<usize>) -> Vec<RawEvent> {
    if !context.text[body.clone()].trim().is_empty() {
        let text = &context.text[body.clone()];
        let start = body.start + text.len() - text.trim_start().len();
        let first_line = context.text[start..].lines().next().map_or(0, |line| line.trim_end().len());
        context.report(
            Diagnostic::new(Code::FileNotRead, "this text belongs to no event and is not shown")
                .at(context.span(start..start + first_line))
                .help("a file with [[events]] has no text; write summary = \"…\" in each event"),
        );
    }
    let read = |fields: TableReader<'_, '_>| {
        // Without an id nothing can refer to it, but all of it is checked as usual.
        let id = fields.required_id("id").unwrap_or_else(|| fields.unknown_id());
        fields.require("title");
        fields.require("date");
        event(fields, id, EventContributor::ByEditor)
    };
    let events = fields.tables("events", &keys::EVENT_AMONG_SEVERAL).into_iter().map(read).collect();
    context.rules.replace(check::rules(&fields));
    fields.finish();
    events
}

/// Reads the fields of an event. The caller reports a missing title or date if it requires them.
pub(super) fn event(
    fields: TableReader<'_, '_>,
    id: Spanned<crate::route::Slug>,
    brought: EventContributor,
) -> RawEvent {
    let statuses = Status::ALL.map(|status| (status.word(), status));
    let event = RawEvent {
        id,
        brought,
        aliases: fields.slugs("aliases"),
        title: fields.line("title"),
        date: fields.date("date"),
        zone: fields.zone("zone"),
        places: places(&fields),
        actors: fields.parts("actors"),
        tags: fields.names_of("tags"),
        status: fields.choice("status", &statuses),
        summary: fields.summary("summary").map(|summary| Spanned::new(summary, fields.place_of("summary"))),
        lead: None,
        body: Html::default(),
        body_span: None,
        label: fields.line("label").map(|label| label.value),
        key: fields.truth("key"),
        note: fields.inline("note"),
        when_note: fields.inline("when_note"),
        order: fields.integer("order"),
        after: fields.text("after"),
        before: fields.text("before"),
        known: fields.day("known").map(|day| Spanned::new(day, fields.place_of("known"))),
        added: fields.day("added"),
        draft: fields.truth("draft").unwrap_or(false),
        private: fields.truth("private").unwrap_or(false),
        evidence: fields
            .tables("evidence", &keys::EVIDENCE)
            .into_iter()
            .filter_map(|table| evidence(table, "source"))
            .map(Arc::new)
            .collect(),
        questions: fields.tables("questions", &keys::QUESTION).into_iter().filter_map(question).collect(),
        corrections: corrections(&fields),
        has_bad_field: false,
        span: fields.span(),
    };
    let has_bad_field = (fields.has("title") && event.title.is_none()) || (fields.has("date") && event.date.is_none());
    fields.finish();
    RawEvent { has_bad_field, ..event }
}

/// The places of an event: `place`, then `places`, each once.
fn places(fields: &TableReader<'_, '_>) -> Option<Vec<Spanned<String>>> {
    let (first, others) = (fields.name("place"), fields.names_of("places"));
    if first.is_none() && others.is_none() {
        return None;
    }
    let mut known = HashSet::new();
    let all = first.into_iter().chain(others.unwrap_or_default());
    Some(all.filter(|place| known.insert(place.value.clone())).collect())
}

/// Reads evidence. `about` is the key of the other side: `source` in an event, `event` in an article.
pub(super) fn evidence(fields: TableReader<'_, '_>, about: &'static str) -> Option<RawEvidence> {
    let stances = [Stance::Supports, Stance::Disputes, Stance::Context].map(|stance| (stance.word(), stance));
    let modalities = [Modality::Reported, Modality::Witnessed, Modality::Official, Modality::Alleged, Modality::Denied]
        .map(|modality| (modality.word(), modality));
    let about = fields.required_name(about);
    let assertion = |(key, text, number): (Spanned<String>, Spanned<String>, Option<f64>)| {
        let value = number.map_or_else(|| AssertedValue::from_text(&text.value), AssertedValue::from_number);
        (key, Spanned::new(value, text.span))
    };
    let quote = fields.line("quote");
    let (prefix, suffix) = (fields.line("prefix"), fields.line("suffix"));
    let language = fields.language("lang");
    let translation = translation(&fields, quote.is_some());
    let speaker = speaker(&fields);
    let via = fields.names_of("via");
    let asserts = fields.assertions("asserts").into_iter().map(assertion).collect();
    let stance = fields.choice("stance", &stances);
    let modality = fields.choice("modality", &modalities);
    let note = fields.inline("note");
    let private = fields.truth("private").unwrap_or(false);
    let span = fields.span();
    fields.finish();
    Some(RawEvidence {
        about: about?,
        quote,
        prefix,
        suffix,
        language,
        translation,
        speaker,
        via,
        asserts,
        stance,
        modality,
        note,
        private,
        span,
    })
}

/// `translation` of evidence. Without words to translate it is reported.
fn translation(fields: &TableReader<'_, '_>, has_quote: bool) -> Option<Spanned<String>> {
    let translation = fields.line("translation")?;
    if !has_quote && !fields.has("quote") {
        fields.report(
            Diagnostic::new(Code::FieldValue, "there is a translation and no quotation")
                .at(translation.span)
                .help("add the words of the source as quote = \"…\"; words of your own belong in note"),
        );
    }
    Some(translation)
}

/// `speaker` of evidence: the id of an actor, or a table for somebody who is none.
fn speaker(fields: &TableReader<'_, '_>) -> Option<Spanned<RawSpeaker>> {
    if !fields.is_table("speaker") {
        return Some(fields.name("speaker")?.map(RawSpeaker::Actor));
    }
    let table = fields.table("speaker", &keys::SPEAKER)?;
    let (name, side, span) = (table.required_line("name"), table.name("side"), table.span());
    table.finish();
    Some(Spanned::new(RawSpeaker::Other { name: name?.value, side }, span))
}

/// Reads a question of an event. One that names a question of the overview has its key from there, and no text.
fn question(fields: TableReader<'_, '_>) -> Option<RawQuestion> {
    let question = fields.name("question");
    let key = if fields.has("question") && !fields.has("key") { question.clone() } else { fields.required_name("key") };
    let point = fields.line("point").map(|text| text.value);
    let text = question_text(&fields);
    if let Some(question) = &question {
        for field in ["ask", "group", "weight", "resolved", "note"].into_iter().filter(|field| fields.has(field)) {
            fields.report(
                Diagnostic::new(Code::FieldValue, format!("{field} belongs to the question “{}”", question.value))
                    .at(fields.place_of(field))
                    .help(format!("write {field} under the [[questions]] of overview.toml that has this id")),
            );
        }
    }
    fields.finish();
    Some(RawQuestion { key: key?, question, point, text })
}

/// Reads what an editor says of a question.
pub(super) fn question_text(fields: &TableReader<'_, '_>) -> RawQuestionText {
    let line = |key| fields.line(key).map(|text| text.value);
    let resolved = fields.table("resolved", &keys::ANSWER).and_then(|table| {
        let answer = table.required_line("answer");
        table.require("why");
        let why = table.inline("why");
        let date = table.day("date");
        table.finish();
        Some(SettledAnswer { answer: answer?.value, why: why?, date })
    });
    let (ask, group) = (line("ask"), line("group"));
    RawQuestionText { ask, group, weight: fields.integer("weight"), resolved, note: fields.inline("note") }
}

/// Reads `[[corrections]]`, sorted with the newest first.
pub(super) fn corrections(fields: &TableReader<'_, '_>) -> Vec<Correction> {
    let kinds =
        [CorrectionKind::Correction, CorrectionKind::Clarification, CorrectionKind::Update, CorrectionKind::Retraction]
            .map(|kind| (kind.word(), kind));
    let correction = |fields: TableReader<'_, '_>| {
        fields.require("date");
        let date = fields.day("date");
        let kind = fields.choice("kind", &kinds).map_or(CorrectionKind::Correction, |kind| kind.value);
        let note = fields.inline("note");
        let was = fields.text("was").map(|was| was.value);
        let now = fields.text("now").map(|now| now.value);
        let span = fields.span();
        fields.finish();
        Some(Correction { date: date?, kind, note: note.unwrap_or_default(), was, now, span })
    };
    let mut corrections: Vec<Correction> =
        fields.tables("corrections", &keys::CORRECTION).into_iter().filter_map(correction).collect();
    corrections.sort_by_key(|correction| std::cmp::Reverse(correction.date));
    corrections
}
