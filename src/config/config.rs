//! `site.toml`, validated.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::appearance::Appearance;
use super::author::Author;
use super::base_url::BaseUrl;
use super::editor::CodeEditor;
use super::home::HomePart;
use super::map::MapConfig;
use super::paths::Paths;
use super::share::ShareConfig;
use super::side::Side;
use super::status::Status;
use crate::date::When;
use crate::diagnostic::RuleList;
use crate::language::Language;
use crate::span::Spanned;

/// How events outside the window are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfWindowPolicy {
    /// They are listed on the background page.
    Background,
    /// They are left out.
    LeaveOut,
    /// They are an error.
    Error,
}

/// How raw HTML in Markdown is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawHtmlPolicy {
    /// Harmless elements are kept.
    Sanitise,
    /// It is shown as text.
    Escape,
    /// It is kept unchanged.
    Trust,
}

/// The licence of the site's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Its name: "CC BY 4.0".
    pub name: String,
    /// The address of its text.
    pub url: Option<Spanned<String>>,
}

/// The `[timeline]` table.
#[derive(Clone, Debug)]
pub struct TimelineConfig {
    /// The period that the timeline covers.
    pub window: Option<When>,
    /// How events outside it are treated.
    pub outside: OutOfWindowPolicy,
    /// Whether the chronology includes articles.
    pub articles: bool,
    /// Whether the timeline opens on its newest day.
    pub newest: bool,
    /// Further zones; their date is shown where it differs.
    pub zones: Vec<Tz>,
    /// Maximum number of entries on a page of the timeline, except that a day is never split.
    pub per_page: usize,
}

/// The facts and choices in `site.toml`.
#[derive(Clone, Debug)]
pub struct Config {
    /// Title of the timeline.
    pub title: String,
    /// The publication's name.
    pub name: String,
    /// The line below the title.
    pub description: String,
    /// Where the site will be published; `None` means relative links.
    pub base_url: Option<BaseUrl>,
    /// The site's language.
    pub language: Language,
    /// The site's time zone.
    pub zone: Tz,
    /// The site's authors.
    pub authors: Vec<Author>,
    /// The licence of the text.
    pub licence: Option<Licence>,
    /// Where corrections can be proposed.
    pub repository: Option<Spanned<String>>,
    /// The date of first publication.
    pub started: Option<NaiveDate>,
    /// The date of the last change of content.
    pub updated: Option<When>,
    /// The editor in which the preview opens files.
    pub editor: Option<CodeEditor>,
    /// The `[timeline]` table.
    pub timeline: TimelineConfig,
    /// The parts of the home page, in order, each once.
    pub home: Vec<HomePart>,
    /// Display names of time zones, by IANA name.
    pub zone_names: BTreeMap<String, String>,
    /// The `[paths]` table.
    pub paths: Paths,
    /// `html` in `[markdown]`.
    pub raw_html: RawHtmlPolicy,
    /// The sides of the story, in the order in which they are shown.
    pub sides: Vec<Side>,
    /// The site's definitions of the statuses.
    pub statuses: BTreeMap<Status, String>,
    /// Maximum number of words in a quotation.
    pub quote_words: usize,
    /// The `[map]` table.
    pub map: MapConfig,
    /// The `[share]` table.
    pub share: ShareConfig,
    /// The `[theme]` table.
    pub appearance: Appearance,
    /// The `[check]` table.
    pub rules: RuleList,
    /// The `[extra]` table, for the site's own templates.
    pub extra: serde_json::Value,
}
