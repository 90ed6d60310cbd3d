//! Files become documents: TOML and Markdown in, raw records with spans out.
//!
//! Each file is read on its own, so all of them can be read at once. A file that is wrong in ten places is reported in ten
//! places; what could be understood is handed on, so that others can refer to it. Nothing here looks at a second file.

mod article;
mod check;
mod config;
mod conflict;
mod event;
mod fields;
mod front_matter;
mod link;
mod markdown;
mod page;
mod raw;
mod records;
mod statements;
mod theme;
mod toml;

#[cfg(test)]
mod tests;

pub use config::config;
pub use conflict::conflicts;
pub(crate) use fields::missing_field;
pub use raw::*;

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Rules, did_you_mean};
use crate::model::RawHtml;
use crate::route::Slug;
use crate::span::{FileId, Span};
use crate::text::{forbidden, forbidden_name, is_forbidden};

/// What a file in the content folder holds, by where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `events/**/*.md`
    Event,
    /// `articles/**/*.md`
    Article,
    /// `sources/**/*.toml`
    Sources,
    /// `actors.toml`
    Actors,
    /// `offices.toml`
    Offices,
    /// `places.toml`
    Places,
    /// `pages/**/*.md`
    Page,
}

impl Kind {
    /// What lies at this path, counted from the content folder; `None` where no content belongs.
    pub fn of(path: &str) -> Option<Self> {
        let (folder, name) = path.split_once('/').unwrap_or(("", path));
        match (folder, name.rsplit_once('.')?.1) {
            ("events", "md") => Some(Self::Event),
            ("articles", "md") => Some(Self::Article),
            ("sources", "toml") => Some(Self::Sources),
            ("pages", "md") => Some(Self::Page),
            ("", "toml") => match name {
                "actors.toml" => Some(Self::Actors),
                "offices.toml" => Some(Self::Offices),
                "places.toml" => Some(Self::Places),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The path that a file was probably meant to have which is not read where it lies, counted from the content folder: a folder
/// or an ending is misspelt. `None` where it does not look like content.
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
        return match did_you_mean(stem, ["actors", "offices", "places"]) {
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
    Kind::of(&probable).map(|_| probable)
}

/// A content file, understood as far as it could be.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its events.
    pub events: Vec<Arc<RawEvent>>,
    /// Its article and source records.
    pub sources: Vec<Arc<RawSource>>,
    /// Its actors.
    pub actors: Vec<RawActor>,
    /// Its offices.
    pub offices: Vec<RawOffice>,
    /// Its places.
    pub places: Vec<RawPlace>,
    /// Its page.
    pub pages: Vec<RawPage>,
    /// Kinds of files of which something could not be understood at all. That has been reported; what refers to
    /// something that may have stood there is not wrong for it.
    pub incomplete: Vec<Kind>,
    /// Its `[check]`: what it makes of findings whose place it is.
    pub rules: Rules,
}

/// Reads one content file. `path` counts from the site's root and is what relative links start from.
pub fn parse(kind: Kind, file: FileId, path: &str, text: &str, raw_html: RawHtml) -> (Document, Diagnostics) {
    let kept = conflict::first_sides(text);
    let context = Context::new(file, path, &kept, raw_html);
    let context = Context { has_conflict: *kept != *text, ..context };
    context.findings.borrow_mut().append(conflict::conflicts(file, text));
    let mut document = Document::default();
    context.report_forbidden();
    match kind {
        Kind::Event => document.events = event::events(&context).into_iter().map(Arc::new).collect(),
        Kind::Article => article::article(&context, &mut document),
        Kind::Page => document.pages = page::page(&context).into_iter().collect(),
        Kind::Sources => document.sources = records::sources(&context).into_iter().map(Arc::new).collect(),
        Kind::Actors => document.actors = records::actors(&context),
        Kind::Offices => document.offices = records::offices(&context),
        Kind::Places => document.places = records::places(&context),
    }
    if context.incomplete.get() {
        document.incomplete.push(kind);
    }
    document.rules = context.rules.into_inner();
    (document, context.findings.into_inner())
}

/// What every reader of one file needs.
struct Context<'a> {
    file: FileId,
    path: &'a str,
    text: &'a str,
    raw_html: RawHtml,
    /// Whether a merge conflict was left in the file. Only one side of it is in the text.
    has_conflict: bool,
    findings: RefCell<Diagnostics>,
    /// Whether something in the file stays unknown: see [`Document::incomplete`].
    incomplete: Cell<bool>,
    /// See [`Document::rules`].
    rules: RefCell<Rules>,
    /// The TOML without what is wrong in it, where something is.
    set_aside: OnceCell<String>,
}

impl<'a> Context<'a> {
    fn new(file: FileId, path: &'a str, text: &'a str, raw_html: RawHtml) -> Self {
        Self {
            file,
            path,
            text,
            raw_html,
            has_conflict: false,
            findings: RefCell::default(),
            incomplete: Cell::new(false),
            rules: RefCell::default(),
            set_aside: OnceCell::new(),
        }
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.findings.borrow_mut().push(diagnostic);
    }

    /// Reports the characters of the file that no page can hold: each once, at its first place.
    fn report_forbidden(&self) {
        let mut found: Vec<(char, usize, usize)> = Vec::new();
        for (at, c) in forbidden(self.text) {
            match found.iter_mut().find(|(known, ..)| *known == c) {
                Some((.., times)) => *times += 1,
                None => found.push((c, at, 1)),
            }
        }
        for (c, at, times) in found {
            let more = if times == 1 { String::new() } else { format!(" ({times} times in this file)") };
            self.report(forbidden_character(c, self.span(at..at + c.len_utf8()), &more));
        }
    }

    /// A text that was decoded from what stands at `span`, with U+FFFD in place of the characters that no page can hold.
    /// They are reported, unless they stand in the file as they are, where [`Context::report_forbidden`] has found them.
    fn without_forbidden<'t>(&self, text: &'t str, span: Span) -> Cow<'t, str> {
        let Some((_, first)) = forbidden(text).next() else { return Cow::Borrowed(text) };
        if !self.text[span.range()].contains(first) {
            self.report(forbidden_character(first, span, ""));
        }
        Cow::Owned(text.replace(is_forbidden, "\u{fffd}"))
    }

    /// The file's name without its ending, and where a finding about it belongs: the file's first byte.
    fn stem(&self) -> (&'a str, Span) {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        (name.rsplit_once('.').map_or(name, |(stem, _)| stem), self.span(0..0))
    }
}

/// The finding for a character that no page can hold.
pub(crate) fn forbidden_character(c: char, span: Span, more: &str) -> Diagnostic {
    let message = format!("{} can stand in no page and no feed{more}", forbidden_name(c));
    Diagnostic::new(Code::CharacterForbidden, message).at(span).help(
        "take it out; it is invisible, and came with a text that was copied or with an escape such as &#12; or \\f",
    )
}
