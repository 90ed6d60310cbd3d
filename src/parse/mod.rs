//! Parses files into documents.
//!
//! In: one file of TOML and Markdown. Out: a [`Document`] of raw records with spans, and findings. Files are parsed
//! independently, so they can be parsed in parallel. Every mistake in a file is reported, and all that could be parsed
//! is returned, so that other files can refer to it. Never here: reading a second file.

mod article;
mod check;
mod config;
mod conflict;
mod context;
mod document;
mod edit;
mod event;
mod fields;
mod front_matter;
mod keys;
mod kind;
mod link;
mod markdown;
mod overview;
mod page;
mod raw;
mod records;
mod sides;
mod statements;
mod theme;
mod toml;

#[cfg(test)]
mod tests;

pub use config::config;
pub use conflict::conflicts;
pub(crate) use context::forbidden_character;
pub use document::Document;
pub use edit::has_same_fields_but_texts;
pub(crate) use fields::missing_field;
pub use kind::ContentKind;
pub(crate) use link::probable_address;
pub use raw::*;

use std::sync::Arc;

use crate::config::RawHtmlPolicy;
use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::route::Slug;
use crate::span::FileId;
use context::ParseContext;

/// The path that was probably meant by a path where no content is read, because a folder or an extension is misspelt.
/// Both are relative to the content folder. `None` if the file does not look like content.
pub fn probable_path(path: &str) -> Option<String> {
    const TEXTS: [&str; 7] = ["md", "markdown", "mdown", "mkd", "mdx", "txt", "text"];
    const RECORDS: [&str; 5] = ["toml", "tml", "yaml", "yml", "json"];
    let (folders, name) = path.rsplit_once('/').map_or((None, path), |(folders, name)| (Some(folders), name));
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    let is_text = TEXTS.contains(&ending.as_str());
    if !is_text && !RECORDS.contains(&ending.as_str()) {
        return None;
    }
    let id = || Slug::from_words(stem).map_or_else(|| stem.to_owned(), |slug| slug.to_string());
    let Some(folders) = folders else {
        return match did_you_mean(stem, ["actors", "offices", "places", "overview"]) {
            Some(records) if !is_text => Some(format!("{records}.toml")),
            _ if is_text => Some(format!("events/{}.md", id())),
            _ => None,
        };
    };
    let (first, rest) = folders.split_once('/').map_or((folders, ""), |(first, rest)| (first, rest));
    let first = did_you_mean(first, ["events", "articles", "sources", "pages"])?;
    let ending = if first == "sources" { "toml" } else { "md" };
    let folders = if rest.is_empty() { first.to_owned() } else { format!("{first}/{rest}") };
    let probable = format!("{folders}/{}.{ending}", if ending == "md" { id() } else { stem.to_owned() });
    ContentKind::of(&probable).map(|_| probable)
}

/// Parses one content file. `path` is relative to the site's root; relative links start from it.
pub fn parse(
    kind: ContentKind,
    file: FileId,
    path: &str,
    text: &str,
    raw_html: RawHtmlPolicy,
) -> (Document, Diagnostics) {
    let kept = conflict::first_sides(text);
    let context = ParseContext::new(file, path, &kept, raw_html);
    let context = ParseContext { has_conflict: *kept != *text, ..context };
    context.findings.borrow_mut().append(conflict::conflicts(file, text));
    let mut document = Document::default();
    context.report_forbidden();
    match kind {
        ContentKind::Event => document.events = event::events(&context).into_iter().map(Arc::new).collect(),
        ContentKind::Article => article::article(&context, &mut document),
        ContentKind::Page => document.pages = page::page(&context).into_iter().collect(),
        ContentKind::Sources => document.sources = records::sources(&context).into_iter().map(Arc::new).collect(),
        ContentKind::Actors => document.actors = records::actors(&context),
        ContentKind::Offices => document.offices = records::offices(&context),
        ContentKind::Places => document.places = records::places(&context),
        ContentKind::Overview => document.overview = overview::overview(&context),
    }
    if context.incomplete.get() {
        document.incomplete.push(kind);
    }
    document.rules = context.rules.into_inner();
    (document, context.findings.into_inner())
}
