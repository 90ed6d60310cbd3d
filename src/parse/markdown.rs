//! Markdown becomes HTML that is safe to put into a page.
//!
//! The parser's own events are harmless once addresses are judged and attributes dropped; only raw HTML goes through the
//! sanitiser. Links within the site become holes (see [`Html`]), because the page that they will stand on is not known.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex};

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use quick_xml::escape::escape;

use super::Context;
use super::link::{Judged, THINGS, is_web_address, judge_address};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Html, Link, RawHtml, SECTIONS};
use crate::route::Slug;
use crate::span::{Span, Spanned};
use crate::text::on_one_line;

/// How deep elements may be nested. Sanitising is quadratic in depth, and nobody reads deeper.
const MAX_DEPTH: usize = 100;

/// Stands around the number of a hole. A noncharacter: the loader takes it out of every file, so it is always ours.
const HOLE: char = '\u{fdd0}';

/// Whether links stay links.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// They do.
    Keep,
    /// Their words stay.
    Unwrap,
}

/// A text below front matter.
pub(super) struct Body {
    /// All of it.
    pub html: Html,
    /// Its first paragraph, without links and notes.
    pub lead: Option<Html>,
}

// Never heading attributes together with definition lists: the parser panics on some input with both.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

/// Renders the Markdown at `range` of the file.
pub(super) fn body(context: &Context<'_>, range: Range<usize>) -> Body {
    let text = &context.text[range.clone()];
    let events: Events<'_> = Parser::new_ext(text, options()).into_offset_iter().collect();
    let place = |inner: Range<usize>| context.span(range.start + inner.start..range.start + inner.end);
    if let Some(deep) = too_deep(&events) {
        report_depth(context, place(deep));
        return Body { html: Html::default(), lead: None };
    }
    let lead = first_paragraph(&events).map(|events| Writer::new(context, &place, Links::Unwrap).write(events));
    let html = Writer::new(context, &place, Links::Keep).write(events);
    Body { html, lead }
}

/// Renders a value of front matter: words with emphasis, code and links, no blocks.
pub(super) fn inline(context: &Context<'_>, text: &Spanned<String>, links: Links) -> Html {
    let events: Events<'_> = Parser::new_ext(&text.value, options()).into_offset_iter().collect();
    // A value without escapes stands in the file letter for letter, and a link in it has its own place.
    let verbatim = context.text[text.span.range()].find(&text.value);
    let place = |inner: Range<usize>| verbatim.map_or(text.span, |at| text.span.part(at + inner.start..at + inner.end));
    if too_deep(&events).is_some() {
        report_depth(context, text.span);
        return Html::default();
    }
    Writer::new(context, &place, links).write(only_inline(events))
}

fn report_depth(context: &Context<'_>, span: Span) {
    context.report(
        Diagnostic::new(Code::MarkdownTooDeep, format!("elements are nested more than {MAX_DEPTH} deep"))
            .at(span)
            .help("take some of the nested quotations, lists or emphasis apart"),
    );
}

/// Where the nesting passes the limit.
fn too_deep(events: &Events<'_>) -> Option<Range<usize>> {
    let mut depth = 0;
    for (event, range) in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(range.start..range.start + 1);
        }
    }
    None
}

/// The first paragraph's inner events, if the text has a paragraph at its top level.
fn first_paragraph<'a>(events: &Events<'a>) -> Option<Events<'a>> {
    let mut depth = 0;
    let mut start = None;
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(tag) => {
                if depth == 0 && matches!(tag, Tag::Paragraph) {
                    start = Some(at + 1);
                }
                depth += 1;
            }
            Event::End(_) => {
                depth -= 1;
                if let (0, Some(start)) = (depth, start) {
                    return Some(only_inline(events[start..at].to_vec()));
                }
            }
            _ => {}
        }
    }
    None
}

/// Keeps text, code, emphasis and links; paragraphs are joined by spaces, notes and images go.
fn only_inline(events: Events<'_>) -> Events<'_> {
    let mut kept: Events<'_> = Vec::with_capacity(events.len());
    for (event, range) in events {
        let keep = match &event {
            Event::Start(tag) => matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }),
            Event::End(tag) => {
                if matches!(tag, TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) && !kept.is_empty() {
                    kept.push((Event::Text(" ".into()), range.clone()));
                }
                matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
            }
            Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak => true,
            _ => false,
        };
        if keep {
            kept.push((event, range));
        }
    }
    while kept.last().is_some_and(|(event, _)| matches!(event, Event::Text(text) if text.trim().is_empty())) {
        kept.pop();
    }
    kept
}

/// Rewrites the parser's events into ours and collects what they bring.
struct Writer<'c, 'a> {
    context: &'c Context<'a>,
    place: &'c dyn Fn(Range<usize>) -> Span,
    keep_links: bool,
    links: Vec<Link>,
    external: Vec<Spanned<Box<str>>>,
    anchors: Vec<Box<str>>,
    plain: String,
    notes: Vec<String>,
    in_head: bool,
    has_raw: bool,
    raw_at: Option<Span>,
    /// Ends of elements whose start was dropped or replaced.
    link_ends: Vec<&'static str>,
}

impl<'c, 'a> Writer<'c, 'a> {
    fn new(context: &'c Context<'a>, place: &'c dyn Fn(Range<usize>) -> Span, links: Links) -> Self {
        Self {
            context,
            place,
            keep_links: links == Links::Keep,
            links: Vec::new(),
            external: Vec::new(),
            anchors: Vec::new(),
            plain: String::new(),
            notes: Vec::new(),
            in_head: false,
            has_raw: false,
            raw_at: None,
            link_ends: Vec::new(),
        }
    }

    fn write(mut self, events: Events<'_>) -> Html {
        let headings = heading_words(&events);
        let mut headings = headings.into_iter();
        let mut out: Vec<Event<'_>> = Vec::with_capacity(events.len());
        for (event, range) in events {
            let event = match event {
                Event::Start(Tag::Heading { level, id, .. }) => {
                    self.heading(level, id.as_deref(), &headings.next().unwrap_or_default())
                }
                Event::End(TagEnd::Heading(level)) => {
                    self.plain.push(' ');
                    Event::Html(format!("</h{}>\n", shown_level(level)).into())
                }
                Event::Start(Tag::Link { dest_url, title, .. }) => self.link(&dest_url, &title, range),
                Event::End(TagEnd::Link) => Event::InlineHtml(self.link_ends.pop().unwrap_or_default().into()),
                Event::Start(Tag::Image { dest_url, title, id, link_type }) => match self.address(&dest_url, range) {
                    Some(address) => Event::Start(Tag::Image { dest_url: address.into(), title, id, link_type }),
                    None => Event::Start(Tag::Emphasis),
                },
                Event::Start(Tag::BlockQuote(kind)) => blockquote_start(kind),
                Event::End(TagEnd::BlockQuote(kind)) => {
                    Event::Html(if kind.is_some() { "</div>\n" } else { "</blockquote>\n" }.into())
                }
                Event::Start(Tag::Table(_)) => Event::Html("<table>\n".into()),
                Event::Start(Tag::TableHead) => {
                    self.in_head = true;
                    Event::Html("<thead><tr>".into())
                }
                Event::End(TagEnd::TableHead) => {
                    self.in_head = false;
                    Event::Html("</tr></thead>\n<tbody>\n".into())
                }
                Event::End(TagEnd::Table) => Event::Html("</tbody>\n</table>\n".into()),
                Event::Start(Tag::TableRow) => Event::Html("<tr>".into()),
                Event::End(TagEnd::TableRow) => Event::Html("</tr>\n".into()),
                Event::Start(Tag::TableCell) => {
                    Event::Html(if self.in_head { "<th scope=\"col\">" } else { "<td>" }.into())
                }
                Event::End(TagEnd::TableCell) => {
                    self.plain.push(' ');
                    Event::Html(if self.in_head { "</th>" } else { "</td>" }.into())
                }
                Event::FootnoteReference(name) => self.note_reference(&name),
                Event::Start(Tag::FootnoteDefinition(name)) => {
                    let number = self.note_number(&name);
                    self.anchors.push(format!("note-{number}").into());
                    Event::Html(
                        format!("<div class=\"footnote\" id=\"note-{number}\"><b class=\"label\">{number}</b>\n")
                            .into(),
                    )
                }
                Event::End(TagEnd::FootnoteDefinition) => Event::Html("</div>\n".into()),
                Event::Html(html) => self.raw(html, range),
                Event::InlineHtml(html) => match self.raw(html, range) {
                    Event::Html(html) => Event::InlineHtml(html),
                    other => other,
                },
                event => {
                    self.gather(&event);
                    event
                }
            };
            out.push(event);
        }
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, out.into_iter());
        if self.has_raw && self.context.raw_html == RawHtml::Sanitise {
            html = self.sanitise(&html);
        }
        self.finish(&html)
    }

    /// Adds what a reader would read aloud.
    fn gather(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.plain.push_str(text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) => {
                self.plain.push(' ')
            }
            _ => {}
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<&str>, words: &str) -> Event<'static> {
        let wanted = id.and_then(Slug::from_words).or_else(|| Slug::from_words(words));
        let wanted = wanted.map_or_else(|| "section".to_owned(), |slug| slug.to_string());
        let mut anchor = wanted.clone();
        let mut number = 2;
        while SECTIONS.contains(&anchor.as_str()) || self.anchors.iter().any(|taken| **taken == *anchor) {
            anchor = format!("{wanted}-{number}");
            number += 1;
        }
        self.anchors.push(anchor.as_str().into());
        Event::Html(format!("<h{} id=\"{anchor}\">", shown_level(level)).into())
    }

    fn link(&mut self, address: &str, title: &str, range: Range<usize>) -> Event<'static> {
        let address = if self.keep_links { self.address(address, range) } else { None };
        let Some(address) = address else {
            self.link_ends.push("");
            return Event::InlineHtml("".into());
        };
        self.link_ends.push("</a>");
        let mut start = format!("<a href=\"{}\"", escape(&address));
        if !title.is_empty() {
            let _ = write!(start, " title=\"{}\"", escape(title));
        }
        start.push('>');
        Event::InlineHtml(start.into())
    }

    /// The address as it goes into the HTML: itself, or a hole. `None` where it was refused.
    fn address(&mut self, address: &str, range: Range<usize>) -> Option<String> {
        let span = (self.place)(range);
        match judge_address(address, self.context.path) {
            Judged::External(address) => {
                self.leaves(&address, span);
                Some(address)
            }
            Judged::Internal(within) => {
                self.links.push(within.at(span));
                Some(format!("{HOLE}{}{HOLE}", self.links.len() - 1))
            }
            Judged::Refused { code, message, help } => {
                self.context.report(Diagnostic::new(code, message).at(span).help(help));
                None
            }
        }
    }

    /// Notes an address on another host, and where in `around` it was written.
    fn leaves(&mut self, address: &str, around: Span) {
        if is_web_address(address) {
            let text = &self.context.text[around.range()];
            let span = text.rfind(address).map_or(around, |at| around.part(at..at + address.len()));
            self.external.push(Spanned::new(address.into(), span));
        }
    }

    fn note_number(&mut self, name: &str) -> usize {
        if let Some(at) = self.notes.iter().position(|known| known == name) {
            return at + 1;
        }
        self.notes.push(name.to_owned());
        self.notes.len()
    }

    fn note_reference(&mut self, name: &str) -> Event<'static> {
        if !self.keep_links {
            return Event::InlineHtml("".into());
        }
        let number = self.note_number(name);
        Event::InlineHtml(format!("<sup class=\"noteref\"><a href=\"#note-{number}\">{number}</a></sup>").into())
    }

    fn raw<'e>(&mut self, html: CowStr<'e>, range: Range<usize>) -> Event<'e> {
        if self.context.raw_html == RawHtml::Escape {
            return Event::Text(html);
        }
        self.has_raw = true;
        self.raw_at.get_or_insert((self.place)(range));
        Event::Html(html)
    }

    /// Lets harmless elements through and judges the addresses that stand in raw HTML.
    fn sanitise(&mut self, html: &str) -> String {
        static BASE: LazyLock<Vec<&'static str>> = LazyLock::new(|| vec!["id", "class", "scope", "role"]);
        let found: Arc<Mutex<(usize, Vec<String>)>> = Arc::new(Mutex::new((self.links.len(), Vec::new())));
        let sink = Arc::clone(&found);
        let mut cleaner = ammonia::Builder::default();
        cleaner
            .add_generic_attributes(BASE.iter().copied())
            .add_url_schemes(THINGS.map(|(prefix, _)| prefix))
            .link_rel(None)
            .url_relative(ammonia::UrlRelative::PassThrough)
            .attribute_filter(move |_, attribute, value| {
                if !matches!(attribute, "href" | "src" | "cite") || value.starts_with([HOLE, '#']) {
                    return Some(value.into());
                }
                let mut sink = sink.lock().expect("nobody panics while holding it");
                sink.1.push(value.to_owned());
                Some(format!("{HOLE}{}{HOLE}", sink.0 + sink.1.len() - 1).into())
            });
        let clean = cleaner.clean(html).to_string();
        let raw_at = self.raw_at.expect("there was raw HTML");
        let addresses = std::mem::take(&mut found.lock().expect("the cleaner is done").1);
        let mut clean = clean;
        for (number, address) in (self.links.len()..).zip(addresses) {
            match judge_address(&address, self.context.path) {
                Judged::Internal(within) => self.links.push(within.at(raw_at)),
                judged => {
                    // Not a hole after all: the address itself, or nothing.
                    let hole = format!("{HOLE}{number}{HOLE}");
                    let address = if let Judged::External(address) = judged { address } else { String::from("#") };
                    // Those of Markdown come by here as well, and are known by their own places.
                    if self.external.iter().all(|known| *known.value != *address) {
                        self.leaves(&address, raw_at);
                    }
                    clean = clean.replace(&hole, &escape(&address));
                    self.links.push(Link {
                        target: crate::model::LinkTarget::Here,
                        query: None,
                        fragment: None,
                        span: raw_at,
                    });
                }
            }
        }
        clean
    }

    /// Cuts the HTML at its holes.
    fn finish(mut self, html: &str) -> Html {
        let mut texts: Vec<Box<str>> = Vec::new();
        let mut links = Vec::new();
        let mut text = String::new();
        let mut parts = html.split(HOLE);
        text.push_str(parts.next().unwrap_or_default());
        while let (Some(number), Some(rest)) = (parts.next(), parts.next()) {
            if let Some(link) = number.parse::<usize>().ok().and_then(|number| self.links.get(number)) {
                texts.push(std::mem::take(&mut text).into());
                links.push(link.clone());
            }
            text.push_str(rest);
        }
        texts.push(text.trim_end().into());
        let plain = on_one_line(&self.plain);
        if self.has_raw {
            self.anchors.extend(raw_ids(html));
        }
        Html::new(texts, links, self.external, self.anchors, plain)
    }
}

/// Values of `id` attributes, for anchors that raw HTML brings.
fn raw_ids(html: &str) -> impl Iterator<Item = Box<str>> + '_ {
    html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(Into::into)
}

/// The page's title is the only first-level heading.
fn shown_level(level: HeadingLevel) -> usize {
    (level as usize).max(2)
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

fn blockquote_start(kind: Option<pulldown_cmark::BlockQuoteKind>) -> Event<'static> {
    use pulldown_cmark::BlockQuoteKind as Kind;
    let word = match kind {
        None => return Event::Html("<blockquote>\n".into()),
        Some(Kind::Note) => "Note",
        Some(Kind::Tip) => "Tip",
        Some(Kind::Important) => "Important",
        Some(Kind::Warning) => "Warning",
        Some(Kind::Caution) => "Caution",
    };
    Event::Html(format!("<div class=\"alert\" role=\"note\">\n<p class=\"label\"><b>{word}</b></p>\n").into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Files;

    fn render(text: &str, raw_html: RawHtml) -> (String, Vec<String>) {
        let mut files = Files::default();
        let file = files.add("content/pages/a.md", text);
        let context = Context::new(file, "content/pages/a.md", text, raw_html);
        let html = body(&context, 0..text.len()).html.fill(|link| format!("[{:?}]", link.target));
        let found = context.findings.into_inner().iter().map(|d| d.code.name().to_owned()).collect();
        (html, found)
    }

    #[test]
    fn links_become_holes_and_bad_schemes_findings() {
        let (html, found) = render("See [it](event:landing) and [that](javascript:x).", RawHtml::Sanitise);
        assert_eq!(html, "<p>See <a href=\"[Thing(Event, \"landing\")]\">it</a> and that.</p>");
        assert_eq!(found, ["link/scheme"]);
    }

    #[test]
    fn raw_html_is_cleaned_escaped_or_trusted() {
        let text = "a <b onclick=\"x()\">b</b> <a href=\"javascript:x\">c</a> <a href=\"/disputes/\">d</a> <script>x()</script>";
        let (clean, _) = render(text, RawHtml::Sanitise);
        assert_eq!(clean, "<p>a <b>b</b> <a>c</a> <a href=\"[Path(\"disputes/\")]\">d</a> </p>");
        assert!(render(text, RawHtml::Escape).0.contains("&lt;b onclick="));
        assert!(render(text, RawHtml::Trust).0.contains("<script>"));
    }

    #[test]
    fn headings_get_anchors_of_their_own() {
        let (html, _) = render("# A\n\n## A\n\n### B {#c onclick=x .y}\n", RawHtml::Sanitise);
        assert_eq!(html, "<h2 id=\"a\">A</h2>\n<h2 id=\"a-2\">A</h2>\n<h3 id=\"c\">B</h3>");
    }

    #[test]
    fn deep_nesting_is_a_finding() {
        let (_, found) = render(&format!("{}x", "> ".repeat(MAX_DEPTH + 5)), RawHtml::Sanitise);
        assert_eq!(found, ["markdown/too-deep"]);
    }
}
