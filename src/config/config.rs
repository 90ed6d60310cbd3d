//! `site.toml`, understood.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::appearance::Appearance;
use super::author::Author;
use super::base_url::BaseUrl;
use super::editor::CodeEditor;
use super::paths::Paths;
use super::share::ShareConfig;
use super::status::Status;
use crate::date::When;
use crate::diagnostic::RuleList;
use crate::language::Language;
use crate::span::Spanned;

/// What becomes of events outside the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfWindowPolicy {
    /// They stand on the background page.
    Background,
    /// They are not shown.
    LeaveOut,
    /// They are an error.
    Error,
}

/// What becomes of raw HTML in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawHtmlPolicy {
    /// Harmless elements stay.
    Sanitise,
    /// It is shown as text.
    Escape,
    /// It stays as it is.
    Trust,
}

/// Under which terms the text may be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// "CC BY 4.0"
    pub name: String,
    /// Where it can be read.
    pub url: Option<Spanned<String>>,
}

/// `[timeline]`
#[derive(Clone, Debug)]
pub struct TimelineConfig {
    /// The span that is covered.
    pub window: Option<When>,
    /// What becomes of the rest.
    pub outside: OutOfWindowPolicy,
    /// Whether articles stand in the chronology.
    pub articles: bool,
    /// Zones whose date is shown where it differs.
    pub zones: Vec<Tz>,
    /// How many entries a page of the timeline holds at most; days are never cut.
    pub per_page: usize,
}

/// The site's own facts and choices.
#[derive(Clone, Debug)]
pub struct Config {
    /// Title of the timeline.
    pub title: String,
    /// The publication's name.
    pub name: String,
    /// The line below the title.
    pub description: String,
    /// Where it will stand; `None` means relative links.
    pub base_url: Option<BaseUrl>,
    /// Its language.
    pub language: Language,
    /// Its zone.
    pub zone: Tz,
    /// Who writes it.
    pub authors: Vec<Author>,
    /// Terms of use.
    pub licence: Option<Licence>,
    /// Where corrections can be proposed.
    pub repository: Option<Spanned<String>>,
    /// First publication.
    pub started: Option<NaiveDate>,
    /// Last change of the content.
    pub updated: Option<When>,
    /// Where the preview opens files.
    pub editor: Option<CodeEditor>,
    /// `[timeline]`
    pub timeline: TimelineConfig,
    /// How zones are called, by IANA name.
    pub zone_names: BTreeMap<String, String>,
    /// `[paths]`
    pub paths: Paths,
    /// `[markdown] html`
    pub raw_html: RawHtmlPolicy,
    /// What the statuses mean here.
    pub statuses: BTreeMap<Status, String>,
    /// How many words a quotation may have.
    pub quote_words: usize,
    /// `[share]`
    pub share: ShareConfig,
    /// `[theme]`
    pub appearance: Appearance,
    /// `[check]`
    pub rules: RuleList,
    /// `[extra]`, for the site's own templates.
    pub extra: serde_json::Value,
}
