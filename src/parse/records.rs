//! Files of records: sources, actors, offices and places.

use super::context::ParseContext;
use super::fields::TableReader;
use super::keys::TableKeys;
use super::raw::{RawActor, RawOffice, RawOfficeTerm, RawPlace, RawSource};
use super::toml::TomlTable;
use super::{check, keys};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ActorKind, Archive, ArticleOrRecord, Capture, Html, PlacePrecision};
use crate::route::Slug;
use crate::span::Spanned;

/// Parses a whole file as TOML.
fn file<'a>(context: &'a ParseContext<'_>) -> Option<TomlTable<'a>> {
    TomlTable::parse(context, 0..context.text.len())
}

/// Reads `[[sources]]`.
pub(super) fn sources(context: &ParseContext<'_>) -> Vec<RawSource> {
    let Some(toml) = file(context) else { return Vec::new() };
    let fields = toml.fields(context, &keys::SOURCES_FILE, context.span(0..0));
    let read = |fields: TableReader<'_, '_>| {
        // Without an id nothing can refer to it, but all of it is checked as usual.
        let id = fields.required_id("id").unwrap_or_else(|| fields.unknown_id());
        fields.require("publisher");
        let source = source_fields(&fields, id);
        fields.finish();
        source
    };
    let sources = fields.tables("sources", &keys::SOURCE).into_iter().map(read).collect();
    context.rules.replace(check::rules(&fields));
    fields.finish();
    sources
}

/// Reads the fields that articles and source records have in common.
pub(super) fn source_fields(fields: &TableReader<'_, '_>, id: Spanned<Slug>) -> RawSource {
    RawSource {
        id,
        aliases: Vec::new(),
        form: ArticleOrRecord::Record,
        publisher: fields.name("publisher").map(|text| text.value).unwrap_or_default(),
        title: fields.line("title").map(|text| text.value),
        author: fields.name("author").map(|text| text.value),
        published: fields.date("published"),
        language: fields.language("language").map(|language| language.value),
        genre: fields.name("genre").map(|text| text.value),
        url: fields.address("url"),
        archived: fields.tables("archived", &keys::ARCHIVED_COPY).into_iter().filter_map(archive).collect(),
        via: fields.names_of("via").unwrap_or_default(),
        capture: fields.table("capture", &keys::CAPTURE).and_then(capture),
        summary: None,
        body: Html::default(),
        notes: Vec::new(),
        note: fields.inline("note"),
        tags: Vec::new(),
        reports: Vec::new(),
        corrections: Vec::new(),
        draft: false,
        visibility: fields.visibility(),
        span: fields.line("title").map_or(fields.span(), |title| title.span),
    }
}

fn archive(fields: TableReader<'_, '_>) -> Option<Archive> {
    fields.require("url");
    let url = fields.address("url");
    let date = fields.day("date");
    fields.finish();
    Some(Archive { url: url?, date })
}

fn capture(fields: TableReader<'_, '_>) -> Option<Capture> {
    let sha256 = fields.required_line("sha256");
    let taken = fields.day("taken");
    let context_span = sha256.as_ref().map(|sha256| sha256.span);
    let is_hash =
        |text: &String| text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let sha256 = sha256.map(|sha256| sha256.value);
    if let (Some(text), Some(span)) = (&sha256, context_span)
        && !is_hash(text)
    {
        fields.report(
            Diagnostic::new(Code::FieldValue, "this is not a SHA-256: it has 64 hexadecimal digits in lower case")
                .at(span)
                .help("`sha256sum FILE` prints it"),
        );
    }
    fields.finish();
    Some(Capture { sha256: sha256.filter(is_hash)?, taken })
}

/// Reads `actors.toml`.
pub(super) fn actors(context: &ParseContext<'_>) -> Vec<RawActor> {
    let kinds = [ActorKind::Person, ActorKind::Body, ActorKind::State, ActorKind::Publisher, ActorKind::Anonymous]
        .map(|kind| (kind.word(), kind));
    entries(context, &keys::ACTOR, |id, fields| RawActor {
        id,
        name: fields.required_name("name").map(|name| name.value).unwrap_or_default(),
        names: fields.names("names"),
        aliases: texts(fields, "aliases"),
        kind: fields.choice("kind", &kinds).map_or(ActorKind::Person, |kind| kind.value),
        side: fields.name("side"),
        description: fields.line("description").map(|text| text.value),
        wikidata: wikidata(fields),
        visibility: fields.visibility(),
        terms: fields.tables("terms", &keys::TERM_OF_OFFICE).into_iter().filter_map(term).collect(),
    })
}

fn term(fields: TableReader<'_, '_>) -> Option<RawOfficeTerm> {
    let office = fields.required_name("office");
    let from = fields.date("from");
    let to = fields.date("to");
    let source = fields.name("source");
    let unverified = fields.truth("unverified").unwrap_or(false);
    let note = fields.inline("note");
    fields.finish();
    Some(RawOfficeTerm { office: office?, from, to, source, unverified, note })
}

/// Reads `offices.toml`.
pub(super) fn offices(context: &ParseContext<'_>) -> Vec<RawOffice> {
    entries(context, &keys::OFFICE, |id, fields| RawOffice {
        id,
        title: fields.required_line("title").map(|title| title.value).unwrap_or_default(),
        aliases: texts(fields, "aliases"),
        of: fields.name("of"),
        governs: texts(fields, "governs"),
        several: fields.truth("several").unwrap_or(false),
    })
}

/// Reads `places.toml`.
pub(super) fn places(context: &ParseContext<'_>) -> Vec<RawPlace> {
    let precisions = [
        PlacePrecision::Exact,
        PlacePrecision::Site,
        PlacePrecision::City,
        PlacePrecision::Region,
        PlacePrecision::Country,
    ]
    .map(|precision| (precision.word(), precision));
    entries(context, &keys::PLACE, |id, fields| RawPlace {
        id,
        name: fields.required_name("name").map(|name| name.value).unwrap_or_default(),
        names: fields.names("names"),
        country: fields.line("country").map(|text| text.value),
        coordinates: fields.number("lat", -90.0..=90.0).zip(fields.number("lon", -180.0..=180.0)),
        precision: fields.choice("precision", &precisions).map(|precision| precision.value),
        zone: fields.zone("zone").map(|zone| zone.value),
        wikidata: wikidata(fields),
        note: fields.inline("note"),
        visibility: fields.visibility(),
    })
}

/// Reads a file with one table for each id.
fn entries<T>(
    context: &ParseContext<'_>,
    keys: &'static TableKeys,
    read: impl Fn(Spanned<Slug>, &TableReader<'_, '_>) -> T,
) -> Vec<T> {
    let Some(toml) = file(context) else { return Vec::new() };
    let all = toml.fields(context, &keys::RECORDS_FILE, context.span(0..0));
    all.entries(keys)
        .into_iter()
        .map(|(id, fields)| {
            let slug = fields.slug(&id.value, id.span, false).unwrap_or_else(|| fields.unknown_id().value);
            let thing = read(Spanned::new(slug, id.span), &fields);
            fields.finish();
            thing
        })
        .collect()
}

fn texts(fields: &TableReader<'_, '_>, key: &'static str) -> Vec<String> {
    fields.names_of(key).unwrap_or_default().into_iter().map(|name| name.value).collect()
}

fn wikidata(fields: &TableReader<'_, '_>) -> Option<String> {
    let text = fields.text("wikidata")?;
    let sound = text
        .value
        .strip_prefix('Q')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    if !sound {
        fields.report(
            Diagnostic::new(Code::FieldValue, format!("\"{}\" is not a Wikidata item", text.value))
                .at(text.span)
                .help("an item is Q and digits: wikidata = \"Q3616\""),
        );
    }
    sound.then_some(text.value)
}
