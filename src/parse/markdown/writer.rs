//! Writes the events of the Markdown parser as HTML with unresolved links.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::super::context::ParseContext;
use super::anchors::{AnchorIds, note_id};
use super::markup::HtmlBuffer;
use super::removed::RemovedMarkup;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Html, Link, LinkPurpose};
use crate::parse::link::{ClassifiedLink, is_web_address, judge_address, judge_picture};
use crate::span::{Span, Spanned};
use crate::text::on_one_line;

/// What a text is used as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TextRole {
    /// The text of a page, with blocks and anchors.
    Page,
    /// Words within a line, which may occur on several pages.
    Line,
    /// The same, but the words are also part of a page's text, where removed parts are reported.
    Lead,
}

/// Whether links are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum LinkMode {
    /// Links are kept.
    Keep,
    /// Links are replaced with their words.
    Unwrap,
}

/// The parser's events, with their ranges in the text.
pub(super) type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

/// Maps a range of the parsed text to its place in the file.
pub(super) type SourceOffset<'p> = dyn Fn(Range<usize>) -> Span + 'p;

/// Writes events as HTML, and collects anchors, addresses, plain text and removed markup.
pub(super) struct HtmlWriter<'c, 'a> {
    pub(super) context: &'c ParseContext<'a>,
    pub(super) place: &'c SourceOffset<'c>,
    pub(super) out: HtmlBuffer,
    pub(super) anchors: AnchorIds,
    /// The text as it would be read aloud.
    pub(super) plain: String,
    /// Open elements, the outermost first.
    pub(super) open: Vec<OpenElement>,
    pub(super) removed: RemovedMarkup,
    /// Whether raw HTML is nested too deep; the rest of it is then ignored.
    pub(super) is_too_deep: bool,
    setting: TextRole,
    keep_links: bool,
    external: Vec<Spanned<Box<str>>>,
    /// Numbers of footnotes by name.
    notes: HashMap<String, usize>,
    /// The words of the headings that follow, the next one last.
    headings: Vec<String>,
    table: MarkdownTableCursor,
}

/// An element that has not been closed.
pub(super) enum OpenElement {
    /// A Markdown element, with its end tag.
    Markdown(&'static str),
    /// A raw HTML element, by its name.
    Raw(&'static str),
    /// A raw HTML element that is left out while its content stays, by its name.
    Unwrapped(Box<str>),
    /// A raw HTML element that is left out with its content, by its name.
    Muted(Box<str>),
}

/// The position of the next cell in a table.
#[derive(Default)]
struct MarkdownTableCursor {
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

/// The checked address of a link or picture.
pub(super) enum LinkAddress {
    /// An address on another host.
    External(String),
    /// An address within the site.
    Internal(Link),
}

impl<'c, 'a> HtmlWriter<'c, 'a> {
    pub(super) fn new(
        context: &'c ParseContext<'a>,
        place: &'c SourceOffset<'c>,
        setting: TextRole,
        links: LinkMode,
    ) -> Self {
        Self {
            context,
            place,
            out: HtmlBuffer::default(),
            anchors: AnchorIds::default(),
            plain: String::new(),
            open: Vec::new(),
            removed: RemovedMarkup::default(),
            is_too_deep: false,
            setting,
            keep_links: links == LinkMode::Keep,
            external: Vec::new(),
            notes: HashMap::new(),
            headings: Vec::new(),
            table: MarkdownTableCursor::default(),
        }
    }

    /// Writes all events.
    pub(super) fn write(mut self, events: Events<'_>) -> Html {
        self.headings = heading_words(&events);
        self.headings.reverse();
        let mut events = events.into_iter();
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(Tag::HtmlBlock) => {
                    let inside =
                        events.by_ref().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::HtmlBlock)));
                    self.raw_block(&inside.collect::<Vec<_>>());
                }
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    let alt = alternative(&mut events);
                    self.image(&dest_url, &title, &alt, range);
                }
                Event::Start(tag) => {
                    self.end_paragraph_before(&tag);
                    let end = self.start(tag, range);
                    self.open.push(OpenElement::Markdown(end));
                }
                Event::End(tag) => self.end(tag),
                Event::Text(text) => self.text(&text, (self.place)(range)),
                Event::Code(text) => {
                    self.out.markup("<code>");
                    self.text(&text, (self.place)(range));
                    self.out.markup("</code>");
                }
                Event::SoftBreak => self.break_line("\n"),
                Event::HardBreak => self.break_line("<br />\n"),
                Event::Rule => {
                    self.out.line();
                    self.out.markup("<hr />\n");
                }
                Event::FootnoteReference(name) => self.note_reference(&name),
                Event::Html(_) | Event::InlineHtml(_) => self.raw(&[(event, range)]),
                Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
            }
        }
        self.finish()
    }

    /// Writes text and adds it to the plain text.
    pub(super) fn text(&mut self, text: &str, span: Span) {
        let text = self.context.without_forbidden(text, span);
        self.out.words(&text);
        self.say(&text);
    }

    /// Writes an attribute with a value from the content.
    pub(super) fn attribute(&mut self, name: &str, value: &str, span: Span) {
        let value = self.context.without_forbidden(value, span);
        self.out.attribute(name, &value);
    }

    /// Adds words to the plain text. Struck-out words are omitted, because plain text cannot show that they are struck
    /// out.
    pub(super) fn say(&mut self, words: &str) {
        let is_struck =
            |open: &OpenElement| matches!(open, OpenElement::Markdown(STRUCK_END) | OpenElement::Raw("del" | "s"));
        if !self.out.is_muted() && !self.open.iter().any(is_struck) {
            self.plain.push_str(words);
        }
    }

    /// Whether the text is used within a line, perhaps on several pages, and so has no blocks and anchors.
    pub(super) fn is_line(&self) -> bool {
        self.setting != TextRole::Page
    }

    /// Whether removed parts are reported here.
    pub(super) fn tells(&self) -> bool {
        self.setting != TextRole::Lead
    }

    /// Whether links are kept.
    pub(super) fn keeps_links(&self) -> bool {
        self.keep_links
    }

    fn break_line(&mut self, markup: &str) {
        self.out.markup(markup);
        self.say(" ");
    }

    /// Writes the start tag of an element, and returns its end tag.
    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) -> &'static str {
        match tag {
            Tag::Paragraph => self.block("<p>", "</p>\n"),
            Tag::Heading { level, id, .. } => {
                let words = self.headings.pop().unwrap_or_default();
                let id = self.anchors.heading(id.as_deref(), &words);
                let (start, end) = heading_tags(level);
                self.out.markup(start);
                self.out.attribute("id", &id);
                self.out.markup(">");
                end
            }
            Tag::BlockQuote(None) => self.block("<blockquote>\n", "</blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                self.out.markup("<div class=\"alert\" role=\"note\">\n<p class=\"label\"><b>");
                self.out.words(alert_word(kind));
                self.out.markup("</b></p>\n");
                "</div>\n"
            }
            Tag::CodeBlock(kind) => {
                self.out.line();
                self.out.markup("<pre><code");
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(language) = info.split(' ').next().filter(|language| !language.is_empty())
                {
                    self.attribute("class", &format!("language-{language}"), (self.place)(range));
                }
                self.out.markup(">");
                "</code></pre>\n"
            }
            Tag::List(None) => self.block("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n", "</ol>\n"),
            Tag::List(Some(first)) => {
                self.out.line();
                self.out.markup("<ol");
                self.out.attribute("start", &first.to_string());
                self.out.markup(">\n");
                "</ol>\n"
            }
            Tag::Item => self.block("<li>", "</li>\n"),
            Tag::FootnoteDefinition(name) => {
                let number = self.note_number(&name);
                self.out.markup("<div class=\"footnote\"");
                if let Some(id) = self.anchors.note(number) {
                    self.out.attribute("id", &id);
                }
                self.out.markup(&format!("><b class=\"label\">{number}</b>\n"));
                "</div>\n"
            }
            Tag::Table(columns) => {
                self.table = MarkdownTableCursor { columns, ..MarkdownTableCursor::default() };
                self.inline("<table>\n", "</tbody>\n</table>\n")
            }
            Tag::TableHead => {
                (self.table.in_head, self.table.column) = (true, 0);
                self.inline("<thead><tr>", "</tr></thead>\n<tbody>\n")
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.inline("<tr>", "</tr>\n")
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.inline("<em>", "</em>"),
            Tag::Strong => self.inline("<strong>", "</strong>"),
            Tag::Strikethrough => self.inline("<del>", STRUCK_END),
            Tag::Link { dest_url, title, .. } => self.link(&dest_url, &title, range),
            Tag::Image { .. } | Tag::HtmlBlock => unreachable!("these are written with what stands in them"),
            Tag::Subscript
            | Tag::Superscript
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => "",
        }
    }

    fn block(&mut self, start: &str, end: &'static str) -> &'static str {
        self.out.line();
        self.inline(start, end)
    }

    fn inline(&mut self, start: &str, end: &'static str) -> &'static str {
        self.out.markup(start);
        end
    }

    fn cell(&mut self) -> &'static str {
        let alignment = self.table.columns.get(self.table.column).copied();
        self.table.column += 1;
        self.out.markup(if self.table.in_head { "<th scope=\"col\"" } else { "<td" });
        match alignment {
            Some(Alignment::Left) => self.out.attribute("class", "align-left"),
            Some(Alignment::Center) => self.out.attribute("class", "align-center"),
            Some(Alignment::Right) => self.out.attribute("class", "align-right"),
            Some(Alignment::None) | None => {}
        }
        self.out.markup(">");
        if self.table.in_head { "</th>" } else { "</td>" }
    }

    /// Closes the innermost Markdown element and all raw HTML inside it.
    fn end(&mut self, tag: TagEnd) {
        while let Some(open) = self.open.pop() {
            self.close(&open);
            if matches!(open, OpenElement::Markdown(_)) {
                break;
            }
        }
        match tag {
            TagEnd::TableHead => self.table.in_head = false,
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::Heading(_) | TagEnd::TableCell => {
                self.say(" ");
            }
            _ => {}
        }
    }

    /// Writes the end tag of an element that has been taken from `open`.
    pub(super) fn close(&mut self, open: &OpenElement) {
        match open {
            OpenElement::Markdown(end) => self.out.markup(end),
            OpenElement::Raw(name) => self.out.markup(&format!("</{name}>")),
            OpenElement::Unwrapped(_) => {}
            OpenElement::Muted(_) => self.out.unmute(),
        }
    }

    fn link(&mut self, address: &str, title: &str, range: Range<usize>) -> &'static str {
        let span = (self.place)(range);
        let Some(address) = self.address(address, LinkPurpose::Follow, span) else { return "" };
        self.out.markup("<a");
        self.put_address("href", address);
        self.put_title(title, span);
        self.inline(">", "</a>")
    }

    fn image(&mut self, address: &str, title: &str, alternative: &str, range: Range<usize>) {
        let span = (self.place)(range);
        let alternative = self.context.without_forbidden(alternative, span);
        self.say(&alternative);
        if alternative.trim().is_empty() {
            self.report_no_alternative(
                span,
                "write between the brackets what the picture shows: ![Two boats at the pier](…)",
            );
        }
        let Some(address) = self.address(address, LinkPurpose::Show, span) else { return };
        self.out.markup("<img");
        self.put_address("src", address);
        self.out.attribute("alt", &alternative);
        self.put_title(title, span);
        self.out.markup(" />");
    }

    /// Reports a picture without alternative text.
    pub(super) fn report_no_alternative(&self, span: Span, help: &str) {
        let message = "nothing tells those who cannot see this picture what it shows";
        self.context.report(Diagnostic::new(Code::ImageNoAlt, message).at(span).help(help));
    }

    fn put_title(&mut self, title: &str, span: Span) {
        if !title.is_empty() {
            self.attribute("title", title, span);
        }
    }

    /// Writes an attribute with an address.
    pub(super) fn put_address(&mut self, name: &str, address: LinkAddress) {
        match address {
            LinkAddress::External(address) => self.out.attribute(name, &address),
            LinkAddress::Internal(link) => self.out.address(name, link),
        }
    }

    /// Checks an address. `None` if it is refused or if addresses are not written here.
    pub(super) fn address(&mut self, address: &str, purpose: LinkPurpose, span: Span) -> Option<LinkAddress> {
        if !self.keep_links || self.out.is_muted() {
            return None;
        }
        let address = &*self.context.without_forbidden(address, span);
        let judged = match purpose {
            LinkPurpose::Follow => judge_address(address, self.context.path),
            LinkPurpose::Show => judge_picture(address, self.context.path),
        };
        match judged {
            ClassifiedLink::External(address) => {
                self.leaves(&address, span);
                Some(LinkAddress::External(address))
            }
            ClassifiedLink::Internal(within) => Some(LinkAddress::Internal(Link { purpose, ..within.at(span) })),
            ClassifiedLink::Refused { code, message, help } => {
                self.context.report(Diagnostic::new(code, message).at(span).help(help));
                None
            }
        }
    }

    /// Records an address on another host, and its place within `around`.
    fn leaves(&mut self, address: &str, around: Span) {
        if is_web_address(address) {
            let text = &self.context.text[around.range()];
            let span = text.rfind(address).map_or(around, |at| around.part(at..at + address.len()));
            self.external.push(Spanned::new(address.into(), span));
        }
    }

    fn note_number(&mut self, name: &str) -> usize {
        let next = self.notes.len() + 1;
        *self.notes.entry(name.to_owned()).or_insert(next)
    }

    fn note_reference(&mut self, name: &str) {
        if self.keep_links {
            let number = self.note_number(name);
            let id = note_id(number);
            self.out.markup(&format!("<sup class=\"noteref\"><a href=\"#{id}\">{number}</a></sup>"));
        }
    }

    fn finish(mut self) -> Html {
        while let Some(open) = self.open.pop() {
            self.close(&open);
        }
        if self.tells() {
            for finding in std::mem::take(&mut self.removed).findings(self.is_line()) {
                self.context.report(finding);
            }
        }
        let (texts, links) = self.out.finish();
        Html::new(texts, links, self.external, self.anchors.finish(), on_one_line(&self.plain))
    }
}

/// The end tag of struck-out words.
const STRUCK_END: &str = "</del>";

/// The alternative text of a picture: the words up to its end.
fn alternative<'e>(events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>) -> String {
    let mut words = String::new();
    let mut nested = 0;
    for (event, _) in events {
        match event {
            Event::Start(Tag::Image { .. }) => nested += 1,
            Event::End(TagEnd::Image) if nested == 0 => break,
            Event::End(TagEnd::Image) => nested -= 1,
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

/// The start tag of a heading without its `>`, and its end tag. Only the page's title is a first-level heading.
fn heading_tags(level: HeadingLevel) -> (&'static str, &'static str) {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => ("<h2", "</h2>\n"),
        HeadingLevel::H3 => ("<h3", "</h3>\n"),
        HeadingLevel::H4 => ("<h4", "</h4>\n"),
        HeadingLevel::H5 => ("<h5", "</h5>\n"),
        HeadingLevel::H6 => ("<h6", "</h6>\n"),
    }
}

fn alert_word(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "Note",
        BlockQuoteKind::Tip => "Tip",
        BlockQuoteKind::Important => "Important",
        BlockQuoteKind::Warning => "Warning",
        BlockQuoteKind::Caution => "Caution",
    }
}

/// The words of every heading, in order.
fn heading_words(events: &Events<'_>) -> Vec<String> {
    let mut all = Vec::new();
    let mut words: Option<String> = None;
    for (event, _) in events {
        match event {
            Event::Start(Tag::Heading { .. }) => words = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => all.extend(words.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(words) = &mut words {
                    words.push_str(text);
                }
            }
            _ => {}
        }
    }
    all
}
