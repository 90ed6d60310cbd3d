//! Articles: sources with their own page, with the reports in them and notes on their mistakes.

use std::sync::Arc;

use super::context::ParseContext;
use super::document::Document;
use super::event;
use super::fields::TableReader;
use super::front_matter;
use super::raw::{EventContributor, RawEvent, RawEvidence, RawNote, RawSource};
use super::records::source_fields;
use super::toml::TomlTable;
use super::{check, keys, markdown};
use crate::model::{ArticleOrRecord, Html, PublishedArticlePart};

/// The required fields, with an example of each.
const NEEDED: [&str; 3] = ["title = \"…\"", "publisher = \"…\"", "published = \"2025-06-16\""];

/// Reads an article file: one source, and the events in its `[[events]]`.
pub(super) fn article(context: &ParseContext<'_>, document: &mut Document) {
    let Some(parts) = front_matter::split(context, &NEEDED) else { return };
    let Some(toml) = TomlTable::parse(context, parts.toml) else { return };
    let fields = toml.fields(context, &keys::ARTICLE, context.span(parts.fence));
    let body = markdown::body(context, parts.body);
    let id = fields.id_or_stem("id");
    for key in ["title", "publisher", "published"] {
        fields.require(key);
    }
    let forms = [
        ("abstract", PublishedArticlePart::Abstract),
        ("full", PublishedArticlePart::Full),
        ("record", PublishedArticlePart::Record),
    ];
    let publish = fields.choice("publish", &forms).map_or(PublishedArticlePart::Abstract, |publish| publish.value);
    // The body of a record is not published, so it is dropped here.
    let (text, lead) = match publish {
        PublishedArticlePart::Record => (Html::default(), None),
        PublishedArticlePart::Abstract | PublishedArticlePart::Full => (body.html, body.lead),
    };
    let mut source = RawSource {
        aliases: fields.slugs("aliases"),
        form: ArticleOrRecord::Article(publish),
        summary: fields.summary("summary").or(lead),
        body: text,
        notes: fields.tables("notes", &keys::NOTE).into_iter().filter_map(note).collect(),
        tags: fields.names_of("tags").unwrap_or_default(),
        reports: fields
            .tables("reports", &keys::REPORT)
            .into_iter()
            .filter_map(|table| event::evidence(table, "event"))
            .map(Arc::new)
            .collect(),
        corrections: event::corrections(&fields),
        draft: fields.truth("draft").unwrap_or(false),
        ..source_fields(&fields, id)
    };
    for table in fields.tables("events", &keys::EVENT_IN_ARTICLE) {
        bring(table, &mut source, document);
    }
    context.rules.replace(check::rules(&fields));
    fields.finish();
    document.sources.push(Arc::new(source));
}

fn note(fields: TableReader<'_, '_>) -> Option<RawNote> {
    fields.require("note");
    let note = fields.inline("note");
    let kind = fields.line("kind").map(|kind| kind.value);
    let quote = fields.line("quote");
    let (prefix, suffix) = (fields.line("prefix"), fields.line("suffix"));
    let basis = fields.names_of("basis").unwrap_or_default();
    fields.finish();
    Some(RawNote { kind, quote, prefix, suffix, note: note?, basis })
}

/// Reads an event in an article's `[[events]]`, with the article as its evidence.
fn bring(fields: TableReader<'_, '_>, source: &mut RawSource, document: &mut Document) {
    // Without an id nothing can refer to it, but all of it is checked as usual.
    let id = fields.required_id("id").unwrap_or_else(|| fields.unknown_id());
    let quote = fields.line("quote");
    let (prefix, suffix) = (fields.line("prefix"), fields.line("suffix"));
    let span = fields.span();
    let event = event::event(fields, id.clone(), EventContributor::ByArticle(source.id.value.clone()));
    // An event in a draft is a draft, and an event in a private article is private.
    let private = event.private || source.visibility.is_private();
    let event = RawEvent { draft: event.draft || source.draft, private, ..event };
    let about = crate::span::Spanned::new(id.value.to_string(), id.span);
    source.reports.push(Arc::new(RawEvidence {
        about,
        quote,
        prefix,
        suffix,
        language: None,
        translation: None,
        speaker: None,
        via: None,
        asserts: Vec::new(),
        stance: None,
        modality: None,
        note: None,
        private: event.private,
        span,
    }));
    document.events.push(Arc::new(event));
}
