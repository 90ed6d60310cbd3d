//! Files become documents: TOML and Markdown in, raw records with spans out.
//!
//! Each file is read on its own, so all of them can be read at once. A file that is wrong in ten places is reported in ten
//! places; what could be understood is handed on, so that others can refer to it. Nothing here looks at a second file.

mod article;
mod check;
mod config;
mod event;
mod fields;
mod front_matter;
mod link;
mod markdown;
mod page;
mod raw;
mod records;
mod theme;

pub use config::config;
pub(crate) use fields::missing_field;
pub use raw::*;

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Rules};
use crate::model::RawHtml;
use crate::span::{FileId, Span};

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
    let context = Context::new(file, path, text, raw_html);
    let mut document = Document::default();
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
    findings: RefCell<Diagnostics>,
    /// Whether something in the file stays unknown: see [`Document::incomplete`].
    incomplete: Cell<bool>,
    /// See [`Document::rules`].
    rules: RefCell<Rules>,
}

impl<'a> Context<'a> {
    fn new(file: FileId, path: &'a str, text: &'a str, raw_html: RawHtml) -> Self {
        Self {
            file,
            path,
            text,
            raw_html,
            findings: RefCell::default(),
            incomplete: Cell::new(false),
            rules: RefCell::default(),
        }
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    fn report(&self, diagnostic: crate::diagnostic::Diagnostic) {
        self.findings.borrow_mut().push(diagnostic);
    }

    /// The file's name without its ending, and where a finding about it belongs: the file's first byte.
    fn stem(&self) -> (&'a str, Span) {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        (name.rsplit_once('.').map_or(name, |(stem, _)| stem), self.span(0..0))
    }
}
