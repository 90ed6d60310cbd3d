//! Extracts from HTML its words, its metadata and its marked elements.
//!
//! The page is read from front to back as a sequence of tags and texts, without a tree. Therefore a page that nests a
//! hundred thousand elements, or never closes one, takes time in proportion to its length. Words that only a script
//! would make visible are included, since it cannot be known whether the script does.

use std::borrow::Cow;

use encoding_rs::Encoding;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::{UnreadableCapture, decode};
use crate::text::{on_one_line, with_few_attributes};

/// Number of bytes at the start of a page in which its encoding may be named.
const HEAD: usize = 4096;

/// Maximum number of marked elements (and of comments) kept from a page, and of marked elements open at once.
const ELEMENTS: usize = 4000;
const OPEN: usize = 16;

/// The text and the metadata of a web page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageText {
    /// Its markup, decoded.
    pub markup: String,
    /// The words that a reader sees, in the order of the page, with blank lines between blocks. The title comes first,
    /// unless the words contain it.
    pub text: String,
    /// `<title>`
    pub title: String,
    /// `<html lang>`
    pub language: Option<String>,
    /// `<meta>`: lower-case `name`, `property`, `itemprop` or `http-equiv`, and `content`.
    pub metas: Vec<(String, String)>,
    /// `<link>`: lower-case `rel`, and `href`.
    pub links: Vec<(String, String)>,
    /// JSON-LD blocks.
    pub data: Vec<String>,
    /// Comments.
    pub comments: Vec<String>,
    /// Headings of level 1, times, and elements with a property.
    pub elements: Vec<MetaElement>,
}

/// An element that may describe the whole page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetaElement {
    /// Its name: `h1`, `time`, `span`.
    pub name: String,
    /// Its `itemprop` or `rel`: `author`, `datePublished`.
    pub property: String,
    /// `datetime` or `content`.
    pub value: Option<String>,
    /// Its words.
    pub text: String,
}

impl PageText {
    /// Decodes and reads a page.
    pub fn read(bytes: &[u8]) -> Result<Self, UnreadableCapture> {
        Ok(Self::of(decode::text_in(bytes, || declared(bytes))?))
    }

    /// Reads a page from its markup.
    pub fn of(markup: String) -> Self {
        let markup = match with_few_attributes(&markup) {
            Cow::Owned(few) => few,
            Cow::Borrowed(_) => markup,
        };
        let mut reader = TextExtractor::default();
        reader.read(&markup);
        let TextExtractor { mut page, words, .. } = reader;
        page.text = words.finish();
        page.title = on_one_line(&page.title);
        if !page.title.is_empty() && !page.text.contains(&page.title) {
            page.text = format!("{}\n\n{}", page.title, page.text);
        }
        page.markup = markup;
        page
    }
}

/// The encoding that a page declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let head = with_few_attributes(&head);
    let in_prologue = head.strip_prefix("<?xml").and_then(|rest| {
        let (_, rest) = rest.split_once('>')?.0.split_once("encoding=")?;
        rest.get(1..)?.split(['"', '\'']).next()
    });
    let label = |tag: &StartTag<()>| {
        let content = || attribute(tag, "content").filter(|_| attribute(tag, "http-equiv").is_some());
        attribute(tag, "charset").or_else(|| {
            let content = content()?.to_ascii_lowercase();
            Some(content.split_once("charset=")?.1.split(';').next()?.trim().to_owned())
        })
    };
    let mut labels = in_prologue.map(str::to_owned).into_iter().chain(tokens(&head).filter_map(|token| match token {
        Token::StartTag(tag) if *tag.name == b"meta" => label(&tag),
        _ => None,
    }));
    // A page whose ASCII letters can be read is not in UTF-16, whatever it declares.
    labels.find_map(|label| Encoding::for_label(label.as_bytes())).filter(|encoding| encoding.is_ascii_compatible())
}

/// The tags and texts of a page. No tag may have too many attributes (see [`with_few_attributes`]). The contents of a
/// script form one text.
pub fn tokens(markup: &str) -> impl Iterator<Item = Token> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(markup, emitter).map(|token| {
        let Ok(token) = token;
        token
    })
}

/// The value of an attribute, if the tag has it.
pub fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}

/// The state of reading a page.
#[derive(Default)]
struct TextExtractor {
    page: PageText,
    words: SpacedText,
    unseen: Option<HiddenElement>,
    open: Vec<OpenMarkedElement>,
}

/// An element whose text readers do not see, and how many elements of its name are open.
struct HiddenElement {
    name: Vec<u8>,
    open: usize,
}

/// A marked element that has not been closed.
struct OpenMarkedElement {
    name: Vec<u8>,
    nested: usize,
    element: usize,
    start: usize,
}

impl TextExtractor {
    fn read(&mut self, markup: &str) {
        let mut raw: Option<RawTextElement> = None;
        for token in tokens(markup) {
            match token {
                Token::StartTag(tag) => {
                    raw = RawTextElement::of(&tag);
                    self.start(&tag);
                }
                Token::EndTag(tag) => {
                    raw = None;
                    self.end(&tag.name);
                }
                Token::String(text) => {
                    let text = String::from_utf8_lossy(&text);
                    match raw {
                        Some(RawTextElement::Title) if self.page.title.is_empty() && self.unseen.is_none() => {
                            self.page.title.push_str(&text)
                        }
                        Some(RawTextElement::Data) => self.page.data.push(text.into_owned()),
                        None if self.unseen.is_none() => self.words.add(&text),
                        _ => {}
                    }
                }
                Token::Comment(comment) if self.page.comments.len() < ELEMENTS => {
                    self.page.comments.push(String::from_utf8_lossy(&comment).into_owned());
                }
                _ => {}
            }
        }
        while let Some(open) = self.open.pop() {
            self.close(&open);
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        let gap = gap(name);
        if let Some(unseen) = &mut self.unseen {
            if unseen.name == name {
                unseen.open += 1;
            }
            // Ends an `svg`, `select` or `math` that was never closed, so that it does not swallow the rest of the
            // page.
            if gap != Some(WordGap::Block) || unseen.name == b"template" {
                return;
            }
            self.unseen = None;
        }
        match name {
            b"svg" | b"select" | b"template" | b"math" if !tag.self_closing => {
                self.unseen = Some(HiddenElement { name: name.to_vec(), open: 1 });
            }
            b"html" => self.page.language = attribute(tag, "lang").or_else(|| attribute(tag, "xml:lang")),
            b"meta" => self.meta(tag),
            b"link" => {
                if let (Some(rel), Some(href)) = (attribute(tag, "rel"), attribute(tag, "href")) {
                    self.page.links.push((rel.to_ascii_lowercase(), href));
                }
            }
            _ => {}
        }
        if let Some(gap) = gap {
            self.words.gap(gap);
        }
        self.mark(tag);
    }

    fn meta(&mut self, tag: &StartTag<()>) {
        let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| attribute(tag, key));
        if let (Some(key), Some(content)) = (key, attribute(tag, "content")) {
            self.page.metas.push((key.trim().to_ascii_lowercase(), on_one_line(&content)));
        }
    }

    /// Records an element that may describe the page.
    fn mark(&mut self, tag: &StartTag<()>) {
        if let Some(open) = self.open.iter_mut().rfind(|open| open.name == **tag.name) {
            open.nested += 1;
        }
        let property = attribute(tag, "itemprop").or_else(|| attribute(tag, "rel").filter(|rel| rel == "author"));
        let is_marked = property.is_some() || matches!(&**tag.name, b"h1" | b"time");
        if !is_marked || *tag.name == b"meta" || self.page.elements.len() == ELEMENTS || self.open.len() == OPEN {
            return;
        }
        self.open.push(OpenMarkedElement {
            name: tag.name.to_vec(),
            nested: 0,
            element: self.page.elements.len(),
            start: self.words.text.len(),
        });
        self.page.elements.push(MetaElement {
            name: String::from_utf8_lossy(&tag.name).into_owned(),
            property: property.unwrap_or_default(),
            value: attribute(tag, "datetime").or_else(|| attribute(tag, "content")),
            text: String::new(),
        });
    }

    fn end(&mut self, name: &[u8]) {
        if let Some(unseen) = self.unseen.as_mut().filter(|unseen| unseen.name == name) {
            unseen.open -= 1;
            if unseen.open == 0 {
                self.unseen = None;
            }
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            match &mut self.open[at].nested {
                0 => {
                    let open = self.open.remove(at);
                    self.close(&open);
                }
                nested => *nested -= 1,
            }
        }
        if let Some(gap) = gap(name) {
            self.words.gap(gap);
        }
    }

    fn close(&mut self, open: &OpenMarkedElement) {
        self.page.elements[open.element].text = on_one_line(&self.words.text[open.start..]);
    }
}

/// An element whose content is one text that is not part of the page's words.
#[derive(Clone, Copy)]
enum RawTextElement {
    Title,
    Data,
    Other,
}

impl RawTextElement {
    fn of(tag: &StartTag<()>) -> Option<Self> {
        match &**tag.name {
            b"title" => Some(Self::Title),
            b"script" if attribute(tag, "type").is_some_and(|kind| kind.starts_with("application/ld+json")) => {
                Some(Self::Data)
            }
            b"script" | b"style" | b"textarea" | b"iframe" | b"noscript" | b"noembed" | b"noframes" => {
                Some(Self::Other)
            }
            _ => None,
        }
    }
}

/// The gap that the start or end of an element makes between words, or `None` for elements within a line.
fn gap(name: &[u8]) -> Option<WordGap> {
    Some(match name {
        b"br" | b"li" | b"tr" | b"dt" | b"dd" | b"option" => WordGap::Line,
        b"td" | b"th" | b"img" | b"button" | b"label" | b"input" => WordGap::Space,
        b"p" | b"div" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"article" | b"section" | b"header"
        | b"footer" | b"main" | b"nav" | b"aside" | b"blockquote" | b"figure" | b"figcaption" | b"ul" | b"ol"
        | b"dl" | b"table" | b"caption" | b"pre" | b"hr" | b"form" | b"fieldset" | b"address" | b"details"
        | b"summary" | b"body" => WordGap::Block,
        _ => return None,
    })
}

/// What separates two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum WordGap {
    #[default]
    Nothing,
    Space,
    Line,
    Block,
}

/// Words, and the widest gap requested since the last one.
#[derive(Default)]
pub(super) struct SpacedText {
    text: String,
    gap: WordGap,
}

impl SpacedText {
    /// Adds text. White space of any kind and length becomes one space.
    pub fn add(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        for word in text.split_whitespace() {
            self.close_gap();
            self.text.push_str(word);
            self.gap = WordGap::Space;
        }
        if !text.ends_with(char::is_whitespace) && !text.trim().is_empty() {
            self.gap = WordGap::Nothing;
        }
    }

    /// Adds the words of markup.
    pub fn add_page(&mut self, markup: &str) {
        self.block();
        for block in PageText::of(markup.to_owned()).text.split("\n\n") {
            self.add(block);
            self.block();
        }
    }

    /// Requests at least a space before the next word.
    pub fn space(&mut self) {
        self.gap(WordGap::Space);
    }

    /// Requests at least a line break before the next word.
    pub fn line(&mut self) {
        self.gap(WordGap::Line);
    }

    /// Requests a blank line before the next word.
    pub fn block(&mut self) {
        self.gap(WordGap::Block);
    }

    fn gap(&mut self, gap: WordGap) {
        self.gap = self.gap.max(gap);
    }

    fn close_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if !self.text.is_empty() {
            self.text.push_str(match gap {
                WordGap::Nothing => "",
                WordGap::Space => " ",
                WordGap::Line => "\n",
                WordGap::Block => "\n\n",
            });
        }
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.text
    }
}
