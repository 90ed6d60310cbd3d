//! `site.toml`, understood.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use url::Url;

use super::{Appearance, Author, CodeEditor, Event, Language, Status};
use crate::date::When;
use crate::diagnostic::RuleList;
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

/// The absolute address of the site's root, always with a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// Why an address cannot be a [`BaseUrl`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadBaseUrl {
    /// Completes "`base_url` …".
    pub why: &'static str,
    /// The same address in the form that can be one.
    pub instead: Option<String>,
}

impl BaseUrl {
    /// Takes an absolute `http` or `https` address that names a host and a folder on it, and nothing else.
    pub fn new(text: &str) -> Result<Self, BadBaseUrl> {
        let no_address = BadBaseUrl { why: "is not the address of a site", instead: None };
        let Ok(mut url) = Url::parse(text) else { return Err(no_address) };
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(no_address);
        }
        let folders: Vec<&str> = url.path().split('/').filter(|folder| !folder.is_empty()).collect();
        let file = folders.last().is_some_and(|last| last.ends_with(".html") && !url.path().ends_with('/'));
        let why = if !url.username().is_empty() || url.password().is_some() {
            Some("has a name or password, which everybody could read")
        } else if url.query().is_some() || url.fragment().is_some() {
            Some("has something behind its path")
        } else if url.path().contains("//") {
            // A link that begins with two slashes leads to another host.
            Some("has two slashes in a row in its path")
        } else if file {
            Some("names a file, not the folder that the site stands in")
        } else {
            None
        };
        let kept = &folders[..folders.len() - usize::from(file)];
        let path = kept.iter().fold("/".to_owned(), |path, folder| path + folder + "/");
        url.set_path(&path);
        let Some(why) = why else { return Ok(Self(url)) };
        url.set_query(None);
        url.set_fragment(None);
        let has_host_only = url.set_username("").and_then(|()| url.set_password(None)).is_ok();
        Err(BadBaseUrl { why, instead: has_host_only.then(|| url.into()) })
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The path part: `/` or `/june/`.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// The host, for permanent ids.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
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

/// `[paths]`, from the site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// Events, articles and the rest.
    pub content: String,
    /// Saved texts.
    pub captures: String,
    /// The site's own templates.
    pub templates: String,
    /// Files that are copied.
    pub assets: String,
    /// Where the site is written.
    pub output: String,
}

impl Paths {
    /// The folders that the site is made from.
    pub fn inputs(&self) -> [&str; 4] {
        [&self.content, &self.captures, &self.templates, &self.assets]
    }

    /// All folders, each with its key in `[paths]`.
    pub fn keyed(&self) -> [(&'static str, &str); 5] {
        [
            ("content", &self.content),
            ("captures", &self.captures),
            ("templates", &self.templates),
            ("static", &self.assets),
            ("output", &self.output),
        ]
    }

    /// Pairs of folders that are one folder, or of which one lies in the other, as far as their paths tell: what one of
    /// them keeps back, the other would publish or overwrite. Symbolic links are not known here.
    pub fn overlaps(&self) -> Vec<PathOverlap> {
        let keyed = self.keyed();
        let pairs =
            keyed.iter().enumerate().flat_map(|(at, first)| keyed[at + 1..].iter().map(move |second| (first, second)));
        let overlap = |((first, a), (second, b)): (&(&'static str, &str), &(&'static str, &str))| {
            let (inner, outer) = match (holds(a, b), holds(b, a)) {
                (true, _) => (*second, *first),
                (false, true) => (*first, *second),
                (false, false) => return None,
            };
            Some(PathOverlap { inner, outer, is_same: holds(a, b) && holds(b, a) })
        };
        pairs.filter_map(overlap).collect()
    }

    /// Whether a folder with this key could have this path without an overlap with the others.
    pub fn has_room(&self, key: &str, path: &str) -> bool {
        self.keyed().iter().all(|(other, taken)| *other == key || !(holds(taken, path) || holds(path, taken)))
    }
}

/// Two folders of `[paths]` of which one lies in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathOverlap {
    /// The key of the folder that lies in the other.
    pub inner: &'static str,
    /// The key of the other.
    pub outer: &'static str,
    /// Whether both are one folder.
    pub is_same: bool,
}

/// The parts of a path from the site's root, without `.` and with `..` at most in front. `None` for a path from the root of
/// the disk, which cannot be compared with it.
fn parts(path: &str) -> Option<Vec<&str>> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        if part == ".." && parts.last().is_some_and(|last| *last != "..") {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    (!path.starts_with('/')).then_some(parts)
}

/// Whether the folder `outer` is or holds the folder `inner`. A path of nothing but `..` leads to a folder that holds the
/// site.
fn holds(outer: &str, inner: &str) -> bool {
    let (Some(outer), Some(inner)) = (parts(outer), parts(inner)) else { return false };
    let ups = |parts: &[&str]| parts.iter().take_while(|part| **part == "..").count();
    inner.starts_with(&outer) || (ups(&outer) == outer.len() && ups(&outer) >= ups(&inner))
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            content: "content".into(),
            captures: "captures".into(),
            templates: "templates".into(),
            assets: "static".into(),
            output: "public".into(),
        }
    }
}

/// Up to how many events, and up to how many sources, everything is made that can be shared, unless a site says otherwise.
pub(super) const MOST_SHARED: usize = 1000;

/// Of which events something is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventSelection {
    /// Of all.
    All,
    /// Of those that belong in the short version.
    Key,
    /// Of none.
    None,
}

impl EventSelection {
    /// What a site of so many events gets that names no scope: a large one would consist of little else than pictures and
    /// pages that hardly anybody shares.
    pub fn by_size(events: usize) -> Self {
        if events <= MOST_SHARED { Self::All } else { Self::Key }
    }

    /// Whether an event is one of them.
    pub fn has(self, event: &Event) -> bool {
        match self {
            Self::All => true,
            Self::Key => event.key,
            Self::None => false,
        }
    }
}

/// `[share]`: what is made for other people's pages. Where no scope is named, the number of events decides:
/// [`Site::card_scope`](super::Site::card_scope), [`Site::embed_scope`](super::Site::embed_scope).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShareConfig {
    /// Social cards; [`EventSelection::None`] leaves out those of the site and its articles as well.
    pub cards: Option<EventSelection>,
    /// Pages to be embedded; [`EventSelection::None`] leaves out that of the timeline as well.
    pub embeds: Option<EventSelection>,
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

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn a_base_url_is_a_host_and_a_folder() {
        for (text, taken) in [
            ("https://ferry.example", "https://ferry.example/"),
            ("http://ferry.example:8080/line", "http://ferry.example:8080/line/"),
            ("https://ferry.example/a/../linha%20um/", "https://ferry.example/linha%20um/"),
            ("https://ferry.example/café", "https://ferry.example/caf%C3%A9/"),
        ] {
            assert_eq!(BaseUrl::new(text).map(|base| base.as_str().to_owned()).as_deref(), Ok(taken));
        }
        for text in ["", "ferry.example", "/line/", "ftp://ferry.example/", "https://", "file:///srv/site/"] {
            assert_eq!(BaseUrl::new(text).unwrap_err().instead, None, "{text}");
        }
    }

    #[test]
    fn what_a_base_url_cannot_have_is_left_out_of_what_is_proposed() {
        for (text, instead) in [
            ("https://ferry.example//line/", "https://ferry.example/line/"),
            ("https://ferry.example//", "https://ferry.example/"),
            ("https://ferry.example/line//one///", "https://ferry.example/line/one/"),
            ("https://ana:secret@ferry.example/line/", "https://ferry.example/line/"),
            ("https://ana@ferry.example", "https://ferry.example/"),
            ("https://ferry.example/line/?page=1", "https://ferry.example/line/"),
            ("https://ferry.example/line/#top", "https://ferry.example/line/"),
            ("https://ferry.example/line/index.html", "https://ferry.example/line/"),
            ("https://ana:b@ferry.example//line//index.html?a#b", "https://ferry.example/line/"),
        ] {
            let bad = BaseUrl::new(text).unwrap_err();
            assert_eq!(bad.instead.as_deref(), Some(instead), "{text}");
            assert_eq!(BaseUrl::new(instead).map(|base| base.as_str().to_owned()).as_deref(), Ok(instead));
        }
    }
}
