//! Addresses inside the site: paths that cannot leave their root.
//!
//! In: ids and words from content. Out: [`Slug`]s and [`Route`]s. Never here: silent changes. An id that could escape
//! the output folder, or that a file system would not accept, is refused with the reason.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc};

/// The longest file name that common file systems accept, in bytes.
const LONGEST_NAME: usize = 255;

/// The longest extension that is added to a slug to name a file.
const ENDING: &str = ".html";

/// Characters that must be percent-encoded in the path of a URL (WHATWG URL, path percent-encode set, and `%` itself).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'^');

/// Percent-encodes a path for use in a URL.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// One segment of an address: letters that are not capitals, their marks, digits, `-`, `_` and the zero-width
/// non-joiner. It neither begins nor ends with `-`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// Why a text cannot be an id; the [`fmt::Display`] form completes "`x` cannot be an id: it …".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadSlug {
    /// It has no characters.
    Empty,
    /// It has this character, which is not allowed in addresses.
    Character(char),
    /// It begins or ends with a hyphen.
    Hyphen,
    /// Windows reserves the name for a device.
    Reserved,
    /// It has this many bytes, which is more than file systems accept.
    Long(usize),
}

impl fmt::Display for BadSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("is empty"),
            Self::Character(c) if c.is_control() => write!(f, "has the control character U+{:04X}", u32::from(*c)),
            Self::Character(c) if c.is_uppercase() => write!(f, "has the capital letter “{c}”"),
            Self::Character(' ') => f.write_str("has a space"),
            Self::Character(c) => write!(f, "has the character “{c}”"),
            Self::Hyphen => f.write_str("begins or ends with a hyphen"),
            Self::Reserved => f.write_str("is a device name on Windows"),
            Self::Long(bytes) => write!(f, "has {bytes} bytes, more than the {LONGEST_NAME} that file systems take"),
        }
    }
}

impl Slug {
    /// Checks an id as it was written: letters and digits of any script, `-` and `_`. The slug is in NFC.
    pub fn new(text: &str) -> Result<Self, BadSlug> {
        let text: String = text.nfc().collect();
        let bad = |c: char| {
            !(c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '-' | '_' | '\u{200c}')) || c.is_uppercase()
        };
        if text.is_empty() {
            Err(BadSlug::Empty)
        } else if let Some(c) = text.chars().find(|c| bad(*c)) {
            Err(BadSlug::Character(c))
        } else if text.starts_with('-') || text.ends_with('-') {
            Err(BadSlug::Hyphen)
        } else if is_reserved(&text) {
            Err(BadSlug::Reserved)
        } else if text.len() > LONGEST_NAME {
            Err(BadSlug::Long(text.len()))
        } else {
            Ok(Self(text.into()))
        }
    }

    /// Makes a slug from words, for tags and headings: in lower case, Latin letters without their marks, and one hyphen
    /// for each run of other characters. Apostrophes are left out. `None` if nothing is left.
    pub fn from_words(words: &str) -> Option<Self> {
        let mut slug = String::with_capacity(words.len());
        let mut base = ' ';
        for c in words.nfkd().flat_map(char::to_lowercase) {
            if is_combining_mark(c) {
                // A mark belongs to the letter before it. It is kept in scripts that need it and dropped from Latin
                // letters.
                if base.is_alphanumeric() && !base.is_ascii() {
                    slug.push(c);
                }
                continue;
            }
            base = c;
            if c.is_alphanumeric() {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') && !matches!(c, '\'' | '’' | '\u{200c}') {
                slug.push('-');
            }
        }
        let mut slug: String = slug.nfc().collect();
        while slug.len() > LONGEST_NAME - ENDING.len() || slug.ends_with('-') {
            slug.pop();
        }
        if is_reserved(&slug) {
            slug.push_str("-1");
        }
        (!slug.is_empty()).then(|| Self(slug.into()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether Windows reserves this name for a device; it does so with any extension.
fn is_reserved(name: &str) -> bool {
    matches!(name, "con" | "prn" | "aux" | "nul")
        || name
            .strip_prefix("com")
            .or_else(|| name.strip_prefix("lpt"))
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl std::borrow::Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A file of the site, named by its path from the output root, such as `events/landing/index.html`.
///
/// It can only be made from slugs, from file names in this program and from file names that the loader checked. It
/// therefore has no `..`, no empty segment and no leading slash.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

impl Route {
    /// The home page.
    pub fn home() -> Self {
        Self("index.html".into())
    }

    /// The page of a thing: `page("events", slug)` is `events/<slug>/index.html`.
    pub fn page(folder: &str, slug: &Slug) -> Self {
        Self([folder, "/", slug.as_str(), "/index.html"].concat().into())
    }

    /// A folder's own page: `folder("disputes")` is `disputes/index.html`.
    pub fn folder(folder: &str) -> Self {
        Self(format!("{folder}/index.html").into())
    }

    /// The `number`th page of this listing, counted from 1. The first page is the listing itself; the others are in
    /// `page/` below it.
    pub fn numbered(&self, number: usize) -> Self {
        match number {
            0 | 1 => self.clone(),
            _ => {
                let folder = self.0.strip_suffix("index.html").expect("only pages are numbered");
                Self(format!("{folder}page/{number}/index.html").into())
            }
        }
    }

    /// A file by its path. `None` if the path could leave the root, has an empty segment, or has a name that file
    /// systems refuse.
    pub fn file(path: &str) -> Option<Self> {
        let sound = |part: &str| {
            !matches!(part, "" | "." | "..")
                && !part.contains(['\\', ':'])
                && !part.contains(char::is_control)
                && part.len() <= LONGEST_NAME
        };
        path.split('/').all(sound).then(|| match is_nfc(path) {
            true => Self(path.into()),
            false => Self(path.nfc().collect::<String>().into()),
        })
    }

    /// The route of a file with this name in the folder of this page. `None` if the name cannot be part of an address.
    pub fn beside(&self, name: &str) -> Option<Self> {
        let folder = self.0.rfind('/').map_or("", |at| &self.0[..=at]);
        Self::file(&format!("{folder}{name}"))
    }

    /// The path of the file, with forward slashes.
    pub fn path(&self) -> &str {
        &self.0
    }

    /// The address at which a host serves this file, percent-encoded: `events/landing/` for a page, the path otherwise.
    /// Empty for the home page.
    pub fn url(&self) -> String {
        let path = match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        };
        encode(path)
    }

    /// The path of the file, percent-encoded.
    pub fn file_url(&self) -> String {
        encode(&self.0)
    }

    /// The number of folders above the file, not counting the root.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// A key that is different for two routes that are different files on every file system: the path in NFKC and lower
    /// case.
    pub fn collision_key(&self) -> Cow<'_, str> {
        // Most paths are their own key.
        if self.0.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return Cow::Borrowed(&self.0);
        }
        self.0.nfkc().flat_map(char::to_lowercase).collect()
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_could_leave_the_output_are_refused() {
        for bad in ["", "..", "a/b", "a\\b", "a\0", "c:", "%2e", "-a", "a-", "A", "a b", "nul", "com1"] {
            assert!(Slug::new(bad).is_err(), "{bad:?} was taken");
        }
        for good in ["istanbul-plan", "2025-06-16", "تهران", "ö", "a_b", "company"] {
            assert!(Slug::new(good).is_ok(), "{good:?} was refused");
        }
        assert_eq!(Slug::new(&"a".repeat(256)), Err(BadSlug::Long(256)));
    }

    #[test]
    fn words_become_slugs() {
        let slug = |words: &str| Slug::from_words(words).map(|s| s.to_string());
        assert_eq!(slug("Türkiye").as_deref(), Some("turkiye"));
        assert_eq!(slug("Iran's  “nuclear” programme!").as_deref(), Some("irans-nuclear-programme"));
        assert_eq!(slug("خامنه‌ای").as_deref(), Some("خامنهای"));
        assert_eq!(slug("CON").as_deref(), Some("con-1"));
        assert_eq!(slug("…"), None);
    }

    #[test]
    fn a_slug_of_many_words_is_one_and_leaves_room_for_an_ending() {
        for words in ["bridge ", "a", "پل قدیمی ", "桥"] {
            for before in 0..8 {
                let slug = Slug::from_words(&format!("{}{}", "x".repeat(before), words.repeat(300))).unwrap();
                assert!(slug.as_str().len() <= 250, "{slug}");
                assert_eq!(Slug::new(slug.as_str()).as_ref(), Ok(&slug));
            }
        }
    }

    #[test]
    fn routes_know_their_addresses() {
        let slug = Slug::new("ö-1").unwrap();
        let page = Route::page("events", &slug);
        assert_eq!((page.path(), page.url().as_str(), page.depth()), ("events/ö-1/index.html", "events/%C3%B6-1/", 2));
        assert_eq!(Route::home().url(), "");
        assert_eq!(Route::home().numbered(2).path(), "page/2/index.html");
        assert_eq!(Route::folder("tags").numbered(3).path(), "tags/page/3/index.html");
        assert_eq!(Route::file("a/../b"), None);
        assert_eq!(Route::file("/a"), None);
        assert_eq!(Route::file("a\u{c}.png"), None);
        assert_eq!(page.beside("a.png"), Route::file("events/ö-1/a.png"));
        assert_eq!(Route::home().beside("a.png"), Route::file("a.png"));
        assert_eq!(Route::file("fonts/a.woff2").unwrap().url(), "fonts/a.woff2");
    }
}
