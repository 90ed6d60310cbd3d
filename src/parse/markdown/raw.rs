//! Reads raw HTML tag by tag, and rewrites what is allowed.
//!
//! In: the raw HTML of a text, with Markdown between its pieces. Out: only tags that [`super::allowed`] lists, with
//! every value escaped, every address checked, and every element closed inside the element that contains it. Everything
//! left out is reported. No tree is built, so the time is proportional to the length, however deep elements are nested.

use std::borrow::Cow;
use std::ops::Range;

use html5gum::{DefaultEmitter, EndTag, Error, HtmlString, StartTag, Token, Tokenizer};
use pulldown_cmark::{Event, Tag};

use super::allowed::{self, AttributeRule, AttributeRules};
use super::anchors::PREFIX;
use super::writer::{HtmlWriter, OpenElement};
use super::{MAX_DEPTH, report_depth};
use crate::config::RawHtmlPolicy;
use crate::model::LinkPurpose;
use crate::span::Span;
use crate::text::{MOST_ATTRIBUTES, with_few_attributes};

/// Adjacent pieces of raw HTML, joined, with the place of each.
struct RawHtmlRun {
    html: String,
    /// For each piece, its start in `html` and its range in the text.
    starts: Vec<(usize, Range<usize>)>,
}

impl RawHtmlRun {
    fn new(events: &[(Event<'_>, Range<usize>)]) -> Self {
        let mut pieces = Self { html: String::new(), starts: Vec::new() };
        for (event, range) in events {
            if let Event::Html(html) | Event::InlineHtml(html) | Event::Text(html) = event {
                pieces.starts.push((pieces.html.len(), range.clone()));
                pieces.html.push_str(html);
            }
        }
        pieces
    }

    /// The range in the text that a range of the HTML came from. It never extends beyond the pieces.
    fn range(&self, part: Range<usize>) -> Range<usize> {
        let last = self.html.len().saturating_sub(1);
        let of = |at: usize| {
            let piece = self.starts.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            let (start, range) = &self.starts[piece];
            let next = self.starts.get(piece + 1).map_or(self.html.len(), |(start, _)| *start);
            // A piece that is not a literal copy of the text is mapped as a whole.
            if next - start == range.len() {
                range.start + (at - start)..range.start + (at - start) + 1
            } else {
                range.clone()
            }
        };
        let (start, end) = (part.start.min(last), part.end.saturating_sub(1).min(last));
        let (start, end) = (of(start), of(end.max(start)));
        start.start..end.end
    }
}

/// The tags and texts of raw HTML, with their places. No tag may have too many attributes.
fn tokens(html: &str) -> impl Iterator<Item = Token<usize>> {
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|token| {
        let Ok(token) = token;
        token
    })
}

fn utf8(bytes: &HtmlString) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl HtmlWriter<'_, '_> {
    /// Writes adjacent pieces of raw HTML.
    pub(super) fn raw(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        let pieces = RawHtmlRun::new(events);
        if pieces.html.is_empty() {
            return;
        }
        match self.context.raw_html {
            RawHtmlPolicy::Escape => {
                let span = (self.place)(pieces.range(0..pieces.html.len()));
                self.text(&pieces.html, span);
            }
            // In a value of one line, an element that is not closed would affect all that follows on the page.
            RawHtmlPolicy::Trust if !self.is_line() => self.trust(&pieces),
            RawHtmlPolicy::Trust | RawHtmlPolicy::Sanitise => self.sanitise(&pieces),
        }
    }

    /// Writes a block of raw HTML. An element that is left out with its content ends with the block at the latest: if
    /// its end tag were missing, the rest of the text would be left out too.
    pub(super) fn raw_block(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        self.raw(events);
        while self.out.is_muted() && self.open.iter().any(|open| matches!(open, OpenElement::Muted(_))) {
            self.close_last();
        }
    }

    /// Writes raw HTML unchanged.
    fn trust(&mut self, pieces: &RawHtmlRun) {
        self.out.markup(&pieces.html);
        let place = |span: html5gum::Span<usize>| (self.place)(pieces.range(span.start..span.end));
        for token in tokens(&with_few_attributes(&pieces.html)) {
            match token {
                Token::StartTag(tag) => {
                    for value in tag.attributes.values() {
                        self.context.without_forbidden(&utf8(value), place(tag.span));
                    }
                    if let Some(id) = tag.attributes.get(b"id".as_slice()) {
                        self.anchors.trusted(&utf8(id));
                    }
                }
                Token::String(text) => {
                    self.context.without_forbidden(&utf8(&text), place(text.span));
                }
                _ => {}
            }
        }
    }

    /// Writes only the allowed parts of raw HTML.
    fn sanitise(&mut self, pieces: &RawHtmlRun) {
        let place = self.place;
        let place = |span: html5gum::Span<usize>| place(pieces.range(span.start..span.end));
        let html = with_few_attributes(&pieces.html);
        if matches!(html, Cow::Owned(_)) {
            let span = (self.place)(pieces.range(0..pieces.html.len()));
            self.removed.add(format!("attributes of a tag beyond {MOST_ATTRIBUTES} are taken out"), span);
        }
        for token in tokens(&html) {
            match token {
                Token::StartTag(tag) => self.raw_start(&tag, place(tag.span)),
                Token::EndTag(tag) => self.raw_end(&tag, place(tag.span)),
                Token::String(text) => self.text(&utf8(&text), place(text.span)),
                Token::Error(error) if *error == Error::EofInTag => {
                    // The unclosed tag begins with the last `<`, or contains it.
                    let start = pieces.html.rfind('<').unwrap_or_default();
                    let span = (self.place)(pieces.range(start..pieces.html.trim_end().len()));
                    self.removed.add("a tag that is not closed is taken out".to_owned(), span);
                }
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
    }

    fn close_last(&mut self) {
        if let Some(open) = self.open.pop() {
            self.close(&open);
        }
    }

    fn raw_start(&mut self, tag: &StartTag<usize>, span: Span) {
        if self.out.is_muted() || self.is_too_deep {
            return;
        }
        if self.open.len() >= MAX_DEPTH {
            self.is_too_deep = true;
            if self.tells() {
                report_depth(self.context, span);
            }
            return;
        }
        let name = utf8(&tag.name);
        let element = allowed::element(&name).filter(|(known, _)| !self.is_line() || allowed::is_phrasing(known));
        let Some((known, attributes)) = element else { return self.refuse(&name, tag, span) };
        if known == "a" && !self.keeps_links() {
            self.open.push(OpenElement::Unwrapped(name.into()));
            return;
        }
        while let Some(OpenElement::Raw(open)) = self.open.last()
            && allowed::ends(open, known)
        {
            self.close_last();
        }
        if let Some(around) = allowed::inside(known).filter(|around| !self.is_inside(around)) {
            let around: Vec<String> = around.iter().map(|name| format!("<{name}>")).collect();
            self.removed.add(format!("<{known}> outside {} is taken out; its text stays", around.join(" and ")), span);
            self.open.push(OpenElement::Unwrapped(name.into()));
            return;
        }
        self.out.markup("<");
        self.out.markup(known);
        self.raw_attributes(&name, tag, attributes, span);
        self.out.markup(">");
        if !allowed::is_void(known) {
            self.open.push(OpenElement::Raw(known));
        }
    }

    fn raw_attributes(&mut self, element: &str, tag: &StartTag<usize>, attributes: AttributeRules, span: Span) {
        let (mut id, mut classes) = (None, Vec::new());
        for (name, value) in &tag.attributes {
            let (name, value) = (utf8(name), utf8(value));
            let Some((name, shape)) =
                allowed::attribute(attributes, &name).filter(|(_, shape)| allowed::fits(*shape, &value))
            else {
                self.removed.add(format!("the attribute {name} of <{element}> is taken out"), span);
                continue;
            };
            match shape {
                AttributeRule::Words | AttributeRule::Number | AttributeRule::OneOf(_) | AttributeRule::Tag => {
                    self.attribute(name, &value, span)
                }
                AttributeRule::Flag => self.out.attribute(name, ""),
                AttributeRule::Address => self.raw_address(name, &value, LinkPurpose::Follow, span),
                AttributeRule::Picture => self.raw_address(name, &value, LinkPurpose::Show, span),
                AttributeRule::Class => {
                    classes.extend(value.split_whitespace().map(|class| format!("{PREFIX}{class}")))
                }
                AttributeRule::Alignment => classes.push(format!("align-{}", value.to_ascii_lowercase())),
                AttributeRule::Id if self.is_line() => {
                    self.removed.add(format!("the attribute {name} of <{element}> is taken out"), span);
                }
                // `id` comes before `name`, the obsolete attribute for anchors.
                AttributeRule::Id => id = id.or(Some(value)),
            }
        }
        if let Some(name) = id {
            match self.anchors.raw(&name) {
                Some(id) => self.attribute("id", &id, span),
                None => {
                    self.removed.add(format!("the id {name} is given twice here; the second one is taken out"), span)
                }
            }
        }
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "), span);
        }
        if element == "img" && !tag.attributes.contains_key(b"alt".as_slice()) {
            let help = "write alt=\"…\" with what the picture shows, or alt=\"\" where it shows nothing that matters";
            self.report_no_alternative(span, help);
        }
    }

    fn raw_address(&mut self, name: &str, value: &str, purpose: LinkPurpose, span: Span) {
        if let Some(address) = self.address(value, purpose, span) {
            self.put_address(name, address);
        }
    }

    /// Leaves out an element that is not allowed, and reports it.
    fn refuse(&mut self, name: &str, tag: &StartTag<usize>, span: Span) {
        let with_content = allowed::takes_its_content(name);
        let is_void = allowed::is_void(name);
        let rest = match (with_content, is_void) {
            (true, _) => ", with what stands in it",
            (false, true) => "",
            (false, false) => "; its text stays",
        };
        self.removed.add(format!("<{name}> is taken out{rest}"), span);
        if is_void || (with_content && tag.self_closing) {
            return;
        }
        if with_content {
            self.out.mute();
            self.open.push(OpenElement::Muted(name.into()));
        } else {
            self.open.push(OpenElement::Unwrapped(name.into()));
        }
    }

    fn raw_end(&mut self, tag: &EndTag<usize>, span: Span) {
        if self.is_too_deep {
            return;
        }
        let name = utf8(&tag.name);
        let known = allowed::element(&name).map_or(&*name, |(known, _)| known);
        let mut inside = self.open.iter().rev().take_while(|open| !matches!(open, OpenElement::Markdown(_)));
        let is_it = |open: &OpenElement| match open {
            OpenElement::Raw(open) => *open == known,
            OpenElement::Unwrapped(open) | OpenElement::Muted(open) => **open == *name,
            OpenElement::Markdown(_) => false,
        };
        let Some(depth) = inside.position(is_it) else {
            if !self.out.is_muted() {
                self.removed.add(format!("</{name}> ends nothing that began in the same paragraph or part"), span);
            }
            return;
        };
        for _ in 0..=depth {
            self.close_last();
        }
    }

    /// Whether one of these raw HTML elements is open inside the innermost Markdown element.
    fn is_inside(&self, names: &[&str]) -> bool {
        let inside = self.open.iter().rev().take_while(|open| !matches!(open, OpenElement::Markdown(_)));
        inside.into_iter().any(|open| matches!(open, OpenElement::Raw(name) if names.contains(name)))
    }

    /// Closes a raw HTML paragraph in which a Markdown block begins, as browsers do.
    pub(super) fn end_paragraph_before(&mut self, tag: &Tag<'_>) {
        let is_inline = matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. });
        if !is_inline && matches!(self.open.last(), Some(OpenElement::Raw("p"))) {
            self.close_last();
        }
    }
}
