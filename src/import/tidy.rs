//! Tidies HTML, so that its elements are properly nested.
//!
//! In: the markup of any page. Out: the same elements, each one closed, none deeper than [`DEEPEST`], without scripts
//! and without attributes that say nothing about the text. A parser can then build a tree of it in time proportional to
//! its length, which is not guaranteed for arbitrary pages.

use html5gum::{StartTag, Token};

use crate::capture::{attribute, tokens};

/// Maximum nesting depth. Tags of deeper elements are left out, and their words are kept.
const DEEPEST: usize = 100;

/// Maximum number of tags. Pages with more are not articles.
const MOST_TAGS: usize = 200_000;

/// Maximum length of an attribute in bytes. Longer ones contain data, not names.
const LONGEST_ATTRIBUTE: usize = 1000;

/// The tidied page, or `None` if it is too large to be an article.
pub(super) fn tidy(markup: &str) -> Option<String> {
    let mut page = SavedPageTidier { markup: "<!doctype html>".to_owned(), open: Vec::new() };
    let (mut tags, mut is_dropped) = (0, false);
    for token in tokens(markup) {
        match token {
            Token::StartTag(tag) => {
                tags += 1;
                is_dropped = DROPPED.contains(&&**tag.name);
                if !is_dropped {
                    page.start(&tag);
                }
            }
            Token::EndTag(tag) => {
                tags += 1;
                is_dropped = false;
                page.end(&tag.name);
            }
            Token::String(text) if !is_dropped => page.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
        if tags > MOST_TAGS {
            return None;
        }
    }
    page.close_to(0);
    Some(page.markup)
}

const DROPPED: [&[u8]; 12] = [
    b"script",
    b"style",
    b"noscript",
    b"iframe",
    b"textarea",
    b"noembed",
    b"noframes",
    b"template",
    b"svg",
    b"select",
    b"option",
    b"plaintext",
];

const VOID: [&[u8]; 13] =
    [b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"source", b"track", b"wbr"];

const KEPT_ATTRIBUTES: [&str; 15] = [
    "class",
    "id",
    "itemprop",
    "rel",
    "role",
    "property",
    "name",
    "content",
    "href",
    "src",
    "alt",
    "dir",
    "lang",
    "hidden",
    "aria-hidden",
];

/// Elements whose start tag closes an open paragraph.
const BLOCKS: [&[u8]; 28] = [
    b"p",
    b"div",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"ul",
    b"ol",
    b"dl",
    b"li",
    b"table",
    b"section",
    b"article",
    b"aside",
    b"header",
    b"footer",
    b"main",
    b"nav",
    b"figure",
    b"figcaption",
    b"blockquote",
    b"pre",
    b"form",
    b"hr",
    b"address",
    b"details",
];

struct SavedPageTidier {
    markup: String,
    open: Vec<String>,
}

impl SavedPageTidier {
    fn start(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        let is_plain = |name: &[u8]| name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        self.close_implied(name);
        let is_void = VOID.contains(&name);
        if !is_plain(name) || (!is_void && self.open.len() >= DEEPEST) {
            return;
        }
        let name = String::from_utf8_lossy(name).into_owned();
        self.markup.push('<');
        self.markup.push_str(&name);
        for key in KEPT_ATTRIBUTES {
            if let Some(value) = attribute(tag, key).filter(|value| value.len() <= LONGEST_ATTRIBUTE) {
                self.markup.extend([" ", key, "=\""]);
                self.text(&value);
                self.markup.push('"');
            }
        }
        self.markup.push('>');
        if !is_void {
            self.open.push(name);
        }
    }

    /// Closes elements that a start tag closes implicitly.
    fn close_implied(&mut self, name: &[u8]) {
        if BLOCKS.contains(&name) {
            self.close(&["p"], &["button", "table"]);
        }
        match name {
            b"li" => self.close(&["li"], &["ul", "ol"]),
            b"dt" | b"dd" => self.close(&["dt", "dd"], &["dl"]),
            b"tr" => self.close(&["tr"], &["table"]),
            b"td" | b"th" => self.close(&["td", "th"], &["tr", "table"]),
            b"tbody" | b"tfoot" => self.close(&["thead", "tbody"], &["table"]),
            b"a" => self.close(&["a"], &["table"]),
            _ => {}
        }
    }

    /// Closes the innermost open element with one of these names, unless a `boundary` element is open inside it.
    fn close(&mut self, names: &[&str], boundary: &[&str]) {
        let within = self.open.iter().rposition(|open| boundary.contains(&open.as_str())).map_or(0, |at| at + 1);
        if let Some(at) = self.open[within..].iter().rposition(|open| names.contains(&open.as_str())) {
            self.close_to(within + at);
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some(at) = self.open.iter().rposition(|open| open.as_bytes() == name) {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, depth: usize) {
        for name in self.open.drain(depth..).rev() {
            self.markup.extend(["</", &name, ">"]);
        }
    }

    fn text(&mut self, text: &str) {
        self.markup.push_str(&quick_xml::escape::escape(text));
    }
}
