//! Reads `site.toml`.

use std::collections::BTreeMap;

use super::context::ParseContext;
use super::fields::TableReader;
use super::link::with_scheme;
use super::toml::TomlTable;
use super::{check, conflict, keys, sides, theme};
use crate::config::{
    Author, BadBaseUrl, BaseUrl, CodeEditor, Config, EventSelection, HomePart, Licence, MapConfig, OutOfWindowPolicy,
    PathOverlap, Paths, RawHtmlPolicy, ShareConfig, Status, TimelineConfig,
};
use crate::date::When;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, toml_text};
use crate::geo::BorderPolicy;
use crate::language::Language;
use crate::span::{FileId, Spanned};

/// Reads `site.toml`. Invalid values are reported and read as missing, so that the rest of the site can be checked.
pub fn config(file: FileId, path: &str, text: &str) -> (Config, Diagnostics) {
    let kept = conflict::first_sides(text);
    let context = ParseContext::new(file, path, &kept, RawHtmlPolicy::Sanitise);
    context.findings.borrow_mut().append(conflict::conflicts(file, text));
    context.report_forbidden();
    let toml = TomlTable::parse(&context, 0..text.len());
    let empty = ParseContext::new(file, path, "", RawHtmlPolicy::Sanitise);
    let config = match &toml {
        Some(toml) => read(toml.fields(&context, &keys::SITE, context.span(0..0))),
        // The error has been reported. An empty file gives the defaults, and its findings are dropped.
        None => {
            read(TomlTable::parse(&empty, 0..0).expect("nothing is TOML").fields(&empty, &keys::SITE, empty.span(0..0)))
        }
    };
    (config, context.findings.into_inner())
}

fn read(fields: TableReader<'_, '_>) -> Config {
    let line = |key| fields.line(key).map(|text| text.value);
    let title = fields.required_line("title").map(|title| title.value).unwrap_or_default();
    let zone = fields.zone("zone").map_or(chrono_tz::UTC, |zone| zone.value);
    let (rules, quote_words) = check::of_site(&fields);
    let config = Config {
        name: line("name").unwrap_or_else(|| title.clone()),
        title,
        description: line("description").unwrap_or_default(),
        base_url: base_url(&fields),
        language: language(&fields),
        zone,
        authors: fields.texts("authors").unwrap_or_default().iter().map(|text| Author::new(&text.value)).collect(),
        licence: fields.table("licence", &keys::LICENCE).and_then(|table| {
            let (name, url) = (table.required_line("name"), table.address("url"));
            table.finish();
            Some(Licence { name: name?.value, url })
        }),
        repository: fields.address("repository"),
        started: fields.day("started"),
        updated: placed(&fields, "updated", zone),
        editor: editor(&fields),
        timeline: timeline(&fields, zone),
        home: home(&fields),
        zone_names: fields
            .map("zones")
            .into_iter()
            .filter_map(|(zone, name)| zone_name(&fields, &zone, name.value))
            .collect(),
        paths: paths(&fields),
        raw_html: raw_html(&fields),
        sides: sides::sides(&fields),
        statuses: statuses(&fields),
        map: map(&fields),
        share: share(&fields),
        appearance: theme::theme(&fields),
        rules,
        quote_words,
        extra: fields.anything("extra"),
    };
    fields.finish();
    config
}

/// The language of the site's texts. The program's own words are always English.
fn language(fields: &TableReader<'_, '_>) -> Language {
    let Some(language) = fields.language("language") else { return Language::english() };
    if !language.value.tag().split('-').next().is_some_and(|first| first.eq_ignore_ascii_case("en")) {
        let tag = language.value.tag();
        fields.report(
            Diagnostic::new(Code::SiteLanguage, format!("the program's own words stay English on a site in \"{tag}\""))
                .at(language.span)
                .help(
                    "dates, menus, headings, statuses, counts, search and the script's messages are English; once your \
                     own templates say them otherwise, put allow = [\"site/language\"] below [check]",
                ),
        );
    }
    language.value
}

fn base_url(fields: &TableReader<'_, '_>) -> Option<BaseUrl> {
    if fields.is_empty_text("base_url") {
        return None;
    }
    let text = fields.text("base_url")?;
    BaseUrl::new(&text.value)
        .map_err(|BadBaseUrl { why, instead }| {
            let whole = || with_scheme(&text.value).filter(|whole| BaseUrl::new(whole).is_ok());
            let (help, instead) = match instead.or_else(whole) {
                Some(instead) => (format!("write base_url = {}", toml_text(&instead)), toml_text(&instead)),
                None => (
                    "write the whole address, such as \"https://example.org/june/\", or \"\" for relative links"
                        .to_owned(),
                    "\"\"".to_owned(),
                ),
            };
            fields.report(
                Diagnostic::new(Code::FieldValue, format!("base_url {why}"))
                    .at(text.span)
                    .help(help)
                    .fix(Edit::replace(text.span, instead)),
            );
        })
        .ok()
}

fn editor(fields: &TableReader<'_, '_>) -> Option<CodeEditor> {
    let text = fields.line("editor")?;
    match CodeEditor::parse(&text.value) {
        Ok(editor) => Some(editor),
        Err(help) => {
            let message = format!("editor cannot be \"{}\"", text.value);
            let finding = Diagnostic::new(Code::FieldValue, message).at(text.span);
            fields.report(match CodeEditor::nearest(&text.value) {
                Some(name) => finding.meant(text.span, format!("\"{name}\"")),
                None => finding.help(help),
            });
            None
        }
    }
}

/// A date in the site's time zone.
fn placed(fields: &TableReader<'_, '_>, key: &'static str, zone: chrono_tz::Tz) -> Option<When> {
    let written = fields.date(key)?;
    match When::new(written.value, zone) {
        Ok(when) => Some(when),
        Err(error) => {
            fields.report(fields.date_error(written.span, &error));
            None
        }
    }
}

fn timeline(site: &TableReader<'_, '_>, zone: chrono_tz::Tz) -> TimelineConfig {
    let usual = TimelineConfig {
        window: None,
        outside: OutOfWindowPolicy::Background,
        articles: true,
        newest: false,
        zones: Vec::new(),
        per_page: 200,
    };
    let Some(fields) = site.table("timeline", &keys::TIMELINE) else { return usual };
    let outside = [
        ("background", OutOfWindowPolicy::Background),
        ("leave-out", OutOfWindowPolicy::LeaveOut),
        ("error", OutOfWindowPolicy::Error),
    ];
    let timeline = TimelineConfig {
        window: placed(&fields, "window", zone),
        outside: fields.choice("outside", &outside).map_or(usual.outside, |outside| outside.value),
        articles: fields.truth("articles").unwrap_or(usual.articles),
        newest: fields.truth("newest").unwrap_or(usual.newest),
        zones: fields.zones("zones"),
        per_page: fields.count("per_page", ("a page cannot hold", "entries"), usual.per_page).unwrap_or(usual.per_page),
    };
    fields.finish();
    timeline
}

/// `parts` of `[home]`, each once. Without any, the usual ones.
fn home(site: &TableReader<'_, '_>) -> Vec<HomePart> {
    let Some(fields) = site.table("home", &keys::HOME) else { return HomePart::ALL.to_vec() };
    let mut parts: Vec<HomePart> = Vec::new();
    for part in fields.choices("parts", &HomePart::ALL.map(|part| (part.word(), part))).unwrap_or_default() {
        if parts.contains(&part.value) {
            let message = format!("the home page has {} only once", part.value.word());
            let help = "take out the second one";
            fields.report(Diagnostic::new(Code::FieldValue, message).at(part.span).help(help));
        } else {
            parts.push(part.value);
        }
    }
    if fields.texts("parts").is_some_and(|parts| parts.is_empty()) {
        let help = format!(
            "write parts = [\"{}\"] or others, or take the line out for all of them",
            HomePart::Chapters.word()
        );
        fields.report(
            Diagnostic::new(Code::FieldValue, "the home page has no parts").at(fields.place_of("parts")).help(help),
        );
    }
    fields.finish();
    if parts.is_empty() { HomePart::ALL.to_vec() } else { parts }
}

fn zone_name(fields: &TableReader<'_, '_>, zone: &Spanned<String>, name: String) -> Option<(String, String)> {
    Some((fields.zone_named(zone)?.value.name().to_owned(), name))
}

fn paths(site: &TableReader<'_, '_>) -> Paths {
    let usual = Paths::default();
    let Some(fields) = site.table("paths", &keys::PATHS) else { return usual };
    let path = |key, usual: String| fields.line(key).map_or(usual, |text| text.value.trim_end_matches('/').to_owned());
    let inside = |key, usual: String| {
        let Some(text) = fields.line(key) else { return usual };
        folder(&text.value).unwrap_or_else(|| {
            fields.report(
                Diagnostic::new(Code::FieldValue, format!("{key} = \"{}\" is no folder of this site", text.value))
                    .at(text.span)
                    .help(format!(
                        "write its path from the folder of site.toml, with forward slashes, such as \"{usual}\""
                    ))
                    .fix(Edit::replace(text.span, format!("\"{usual}\""))),
            );
            usual
        })
    };
    let paths = Paths {
        content: inside("content", usual.content),
        captures: path("captures", usual.captures),
        templates: inside("templates", usual.templates),
        assets: inside("static", usual.assets),
        output: path("output", usual.output),
    };
    for overlap in paths.overlaps() {
        fields.report(overlapping(&fields, &paths, overlap));
    }
    fields.finish();
    paths
}

/// The finding for two folders, one inside the other, at the folder that `site.toml` names.
fn overlapping(fields: &TableReader<'_, '_>, paths: &Paths, overlap: PathOverlap) -> Diagnostic {
    let PathOverlap { inner, outer, is_same } = overlap;
    let path = |key| paths.keyed().iter().find(|(known, _)| *known == key).map_or("", |(_, path)| *path);
    let message = if is_same {
        format!("{inner} and {outer} are the same folder, \"{}\"", path(outer))
    } else {
        format!("{inner} = \"{}\" lies in {outer} = \"{}\"", path(inner), path(outer))
    };
    let named = if fields.has(inner) { inner } else { outer };
    let usual =
        Paths::default().keyed().into_iter().find(|(key, _)| *key == named).map_or("", |(_, path)| path).to_owned();
    let free = [usual.clone(), format!("{usual}-files")].into_iter().find(|path| paths.has_room(named, path));
    let help = free.map_or_else(
        || "give each of them a folder of its own".to_owned(),
        |free| format!("give each of them a folder of its own, such as {named} = \"{free}\""),
    );
    Diagnostic::new(Code::FieldValue, message).at(fields.place_of(named)).help(help)
}

/// The normalised path of a folder below the site's root. `None` if it leads out of the site or to the root itself.
fn folder(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let leads_out = text.starts_with('/') || text.contains(['\\', ':']) || parts.contains(&"..");
    (!leads_out && !parts.is_empty()).then(|| parts.join("/"))
}

fn raw_html(site: &TableReader<'_, '_>) -> RawHtmlPolicy {
    let Some(fields) = site.table("markdown", &keys::MARKDOWN) else { return RawHtmlPolicy::Sanitise };
    let choices =
        [("sanitise", RawHtmlPolicy::Sanitise), ("escape", RawHtmlPolicy::Escape), ("trust", RawHtmlPolicy::Trust)];
    let choice = fields.choice("html", &choices).map_or(RawHtmlPolicy::Sanitise, |choice| choice.value);
    fields.finish();
    choice
}

fn map(site: &TableReader<'_, '_>) -> MapConfig {
    let usual = MapConfig::default();
    let Some(fields) = site.table("map", &keys::MAP) else { return usual };
    let borders = fields.truth("borders").map(|drawn| match drawn {
        true => BorderPolicy::Drawn,
        false => BorderPolicy::CoastOnly,
    });
    let map = MapConfig { show: fields.truth("show").unwrap_or(usual.show), borders: borders.unwrap_or(usual.borders) };
    fields.finish();
    map
}

fn share(site: &TableReader<'_, '_>) -> ShareConfig {
    let Some(fields) = site.table("share", &keys::SHARE) else { return ShareConfig::default() };
    let scopes = [
        ("auto", None),
        ("all", Some(EventSelection::All)),
        ("key", Some(EventSelection::Key)),
        ("none", Some(EventSelection::None)),
    ];
    let scope = |key| fields.choice(key, &scopes).and_then(|scope| scope.value);
    let share = ShareConfig { cards: scope("cards"), embeds: scope("embeds") };
    fields.finish();
    share
}

fn statuses(site: &TableReader<'_, '_>) -> BTreeMap<Status, String> {
    let Some(fields) = site.table("statuses", &keys::STATUSES) else { return BTreeMap::new() };
    let statuses = Status::ALL.iter().filter_map(|status| Some((*status, fields.line(status.word())?.value))).collect();
    fields.finish();
    statuses
}
