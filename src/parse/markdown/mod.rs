//! Renders Markdown to safe HTML.
//!
//! In: the events of the Markdown parser. Out: [`Html`], in which internal links are values, because the page that will
//! contain them is not known yet. Raw HTML is tokenized and rewritten with allowed elements only (see [`raw`]). Content
//! is never copied into a page unchanged, unless the site trusts its raw HTML.

mod allowed;
mod anchors;
mod markup;
mod raw;
mod removed;
mod writer;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::context::ParseContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Html;
use crate::span::{Span, Spanned};
use writer::{Events, HtmlWriter, TextRole};

pub(super) use writer::LinkMode;

/// Maximum nesting depth of elements. Browsers limit nesting too, and no text needs more.
const MAX_DEPTH: usize = 100;

/// The text below front matter.
pub(super) struct MarkdownBody {
    /// The whole text.
    pub html: Html,
    /// The first paragraph, without links and notes.
    pub lead: Option<Html>,
}

// Heading attributes must not be enabled together with definition lists: the parser panics on some input with both.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Renders the Markdown at `range` of the file.
pub(super) fn body(context: &ParseContext<'_>, range: Range<usize>) -> MarkdownBody {
    let text = &context.text[range.clone()];
    let events: Events<'_> = Parser::new_ext(text, options()).into_offset_iter().collect();
    let place = |inner: Range<usize>| context.span(range.start + inner.start..range.start + inner.end);
    if let Some(deep) = too_deep(&events) {
        report_depth(context, place(deep));
        return MarkdownBody { html: Html::default(), lead: None };
    }
    let span = context.span(range.clone());
    let write =
        |setting, links, events| HtmlWriter::new(context, &place, setting, links).write(events).written_at(span);
    let lead = first_paragraph(&events).map(|events| write(TextRole::Lead, LinkMode::Unwrap, events));
    let html = write(TextRole::Page, LinkMode::Keep, events);
    MarkdownBody { html, lead }
}

/// Renders a value of front matter: words with emphasis, code and links, but no blocks.
pub(super) fn inline(context: &ParseContext<'_>, text: &Spanned<String>, links: LinkMode) -> Html {
    let events: Events<'_> = Parser::new_ext(&text.value, options()).into_offset_iter().collect();
    // A value without escapes occurs literally in the file, so links in it have exact places.
    let verbatim = context.text[text.span.range()].find(&text.value);
    let place = |inner: Range<usize>| verbatim.map_or(text.span, |at| text.span.part(at + inner.start..at + inner.end));
    if too_deep(&events).is_some() {
        report_depth(context, text.span);
        return Html::default();
    }
    report_not_inline(context, &events, &place);
    HtmlWriter::new(context, &place, TextRole::Line, links).write(only_inline(events)).written_at(text.span)
}

/// Reports what a value has that [`only_inline`] removes: each kind once, at its first place.
fn report_not_inline(context: &ParseContext<'_>, events: &Events<'_>, place: &dyn Fn(Range<usize>) -> Span) {
    let mut told = Vec::new();
    for (event, range) in events {
        let what = match event {
            Event::Start(Tag::Image { .. }) => "a picture",
            Event::Start(Tag::Heading { .. }) => "a heading",
            Event::Start(Tag::List(_)) => "a list",
            Event::Start(Tag::BlockQuote(_)) => "a quotation that is set apart",
            Event::Start(Tag::CodeBlock(_)) => "a block of code",
            Event::Start(Tag::Table(_)) => "a table",
            Event::FootnoteReference(_) => "a footnote",
            _ => continue,
        };
        if !told.contains(&what) {
            told.push(what);
            context.report(
                Diagnostic::new(Code::MarkdownNotInline, format!("{what} cannot stand in this field"))
                    .at(place(range.clone()))
                    .help("it takes words with emphasis, code and links; a text below front matter can hold more"),
            );
        }
    }
}

fn report_depth(context: &ParseContext<'_>, span: Span) {
    context.report(
        Diagnostic::new(Code::MarkdownTooDeep, format!("elements are nested more than {MAX_DEPTH} deep"))
            .at(span)
            .help("take some of the nested quotations, lists or emphasis apart"),
    );
}

/// The place where the nesting exceeds the limit.
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

/// The inner events of the first paragraph at the text's top level, if there is one.
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

/// Keeps text, code, emphasis, links and raw HTML. Paragraphs are joined with spaces, notes are removed, and images are
/// replaced with their alternative text.
fn only_inline(events: Events<'_>) -> Events<'_> {
    let mut kept: Events<'_> = Vec::with_capacity(events.len());
    for (event, range) in events {
        let keep = match &event {
            Event::Start(tag) => {
                matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::HtmlBlock)
            }
            Event::End(tag) => {
                if matches!(tag, TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell)
                    && !kept.is_empty()
                {
                    kept.push((Event::Text(" ".into()), range.clone()));
                }
                matches!(
                    tag,
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::HtmlBlock
                )
            }
            Event::Text(_)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Html(_)
            | Event::InlineHtml(_) => true,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::RawHtmlPolicy;
    use crate::span::Files;

    fn render(text: &str, raw_html: RawHtmlPolicy) -> (String, Vec<String>) {
        let mut files = Files::default();
        let file = files.add("content/pages/a.md", text);
        let context = ParseContext::new(file, "content/pages/a.md", text, raw_html);
        let html = body(&context, 0..text.len()).html.fill(|link| format!("[{:?}]", link.target));
        let mut found: Vec<_> = context.findings.into_inner().iter().map(|d| d.code.name().to_owned()).collect();
        found.sort();
        (html, found)
    }

    #[test]
    fn links_stay_open_and_bad_schemes_are_findings() {
        let (html, found) = render("See [it](event:landing) and [that](javascript:x).", RawHtmlPolicy::Sanitise);
        assert_eq!(html, "<p>See <a href=\"[Thing(Event, \"landing\")]\">it</a> and that.</p>");
        assert_eq!(found, ["link/scheme"]);
    }

    #[test]
    fn no_character_of_content_stands_for_a_link() {
        let (html, _) = render(
            "[a](/x \"b&#xFDD0;c\") &#xFDD0;0&#xFDD0;\" onmouseover=\"x()\" &#xFDD0; <i title=\"&#xFDD0;0&#xFDD0;\">d</i> \
             ![e&#xFDD0;](/y) end\n\nA second paragraph [stays](/z).",
            RawHtmlPolicy::Sanitise,
        );
        for whole in [
            "href=\"[Path(\"x\")]\"",
            "src=\"[Path(\"y\")]\"",
            "<p>A second paragraph <a href=\"[Path(\"z\")]\">stays</a>.</p>",
        ] {
            assert!(html.contains(whole), "{whole} in {html}");
        }
        assert_eq!(html.matches("[Path").count(), 3);
        let is_handler = |token| matches!(token, Ok(html5gum::Token::StartTag(tag)) if tag.attributes.contains_key(b"onmouseover".as_slice()));
        assert!(!html5gum::Tokenizer::new(&html).any(is_handler), "{html}");
    }

    #[test]
    fn raw_html_is_cleaned_escaped_or_trusted() {
        let text = "a <b onclick=\"x()\">b</b> <a href=\"javascript:x\">c</a> <a href=\"/disputes/\">d</a> <script>x()</script>";
        let (clean, found) = render(text, RawHtmlPolicy::Sanitise);
        assert_eq!(clean, "<p>a <b>b</b> <a>c</a> <a href=\"[Path(\"disputes/\")]\">d</a> </p>");
        assert_eq!(found, ["html/removed", "html/removed", "link/scheme"]);
        assert!(render(text, RawHtmlPolicy::Escape).0.contains("&lt;b onclick="));
        assert!(render(text, RawHtmlPolicy::Trust).0.contains("<script>"));
    }

    #[test]
    fn raw_html_ends_where_the_text_around_it_ends() {
        let clean = |text: &str| render(text, RawHtmlPolicy::Sanitise).0;
        assert_eq!(clean("a <b>b\n\nc</b> d"), "<p>a <b>b</b></p>\n<p>c d</p>");
        assert_eq!(clean("> <div>\n> a\n\n</div>\n\nb"), "<blockquote>\n<div>\na\n</div></blockquote>\n\n<p>b</p>");
        assert_eq!(clean("</section></main><li>a"), "a");
        assert_eq!(clean("<ul><li>a<li>b</ul>"), "<ul><li>a</li><li>b</li></ul>");
        assert_eq!(
            clean("<details>\n<summary>More</summary>\n\n*b*\n\n</details>"),
            "<details>\n<summary>More</summary>\n<p><em>b</em></p>\n</details>"
        );
        assert_eq!(clean("<video>\n\na\n"), "<p>a</p>");
    }

    #[test]
    fn names_of_raw_html_are_not_those_of_the_page() {
        let text = "<b class=\"found\tx\" id=evidence>a</b> <i id=evidence>b</i> [c](#evidence) <td align=right>\n\n## Evidence\n";
        let (html, found) = render(text, RawHtmlPolicy::Sanitise);
        assert_eq!(
            html,
            "<p><b id=\"html_evidence\" class=\"html_found html_x\">a</b> <i>b</i> <a href=\"[Here]\">c</a> </p>\n<h2 id=\"evidence-2\">Evidence</h2>"
        );
        assert_eq!(found, ["html/removed", "html/removed"]);
    }

    #[test]
    fn direction_language_and_alignment_are_kept() {
        let (html, found) =
            render("<p dir=rtl lang=fa>a</p>\n\n|a|b|c|\n|:-|:-:|-:|\n|d|e|f|\n", RawHtmlPolicy::Sanitise);
        assert!(html.starts_with("<p dir=\"rtl\" lang=\"fa\">a</p>"), "{html}");
        assert!(html.contains("<th scope=\"col\" class=\"align-center\">b</th>"), "{html}");
        assert!(html.contains("<td class=\"align-right\">f</td>"), "{html}");
        assert!(found.is_empty());
    }

    #[test]
    fn headings_get_anchors_of_their_own() {
        let (html, _) = render("# A\n\n## A\n\n### B {#c onclick=x .y}\n", RawHtmlPolicy::Sanitise);
        assert_eq!(html, "<h2 id=\"a\">A</h2>\n<h2 id=\"a-2\">A</h2>\n<h3 id=\"c\">B</h3>");
        let (html, _) = render("# A 2\n\n# A\n\n# A\n\n# Note 1\n\na[^x]\n\n[^x]: b\n", RawHtmlPolicy::Sanitise);
        for id in ["a-2", "a", "a-3", "note-1", "note_1"] {
            assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id} in {html}");
        }
    }

    #[test]
    fn a_note_that_is_written_twice_has_one_anchor() {
        let (html, _) = render("a[^x] b[^x]\n\n[^x]: c\n\n[^x]: d\n", RawHtmlPolicy::Sanitise);
        assert_eq!(html.matches("id=\"note_1\"").count(), 1, "{html}");
    }

    /// The HTML of `text` as a value of front matter, the plain text of its lead, and the codes of the findings.
    fn lines(text: &str, raw_html: RawHtmlPolicy) -> (String, String, Vec<&'static str>) {
        let mut files = Files::default();
        let file = files.add("content/pages/a.md", text);
        let context = ParseContext::new(file, "content/pages/a.md", text, raw_html);
        let lead = body(&context, 0..text.len()).lead.expect("it begins with a paragraph");
        context.findings.take();
        let note = inline(&context, &Spanned::new(text.to_owned(), context.span(0..text.len())), LinkMode::Keep);
        assert_eq!(note.plain(), lead.plain(), "{text}");
        let found = context.findings.into_inner().iter().map(|finding| finding.code.name()).collect();
        (note.fill(|_| String::new()), lead.plain().to_owned(), found)
    }

    #[test]
    fn raw_html_in_a_line_means_what_it_means_in_a_text() {
        let clean = |text: &str| lines(text, RawHtmlPolicy::Sanitise);
        let none: [&str; 0] = [];
        let (html, plain, found) = clean("She <s>resigned</s> stayed, <i lang=pt>diz</i> H<sub>2</sub>O.");
        assert_eq!(html, "She <s>resigned</s> stayed, <i lang=\"pt\">diz</i> H<sub>2</sub>O.");
        assert_eq!((plain.as_str(), found.as_slice()), ("She stayed, diz H2O.", none.as_slice()));
        let (html, plain, found) = clean("a <script>x()</script> b <style>y</style>");
        assert_eq!((html.trim_end(), plain.as_str(), found.len()), ("a  b", "a b", 2));
        let (html, plain, found) = clean("a <div id=x>b</div> <b id=y onclick=z>c</b> <img src=/d.png alt=d>");
        assert_eq!((html.trim_end(), plain.as_str()), ("a b <b>c</b>", "a b c"));
        assert_eq!(found, ["html/removed"; 4]);
        assert_eq!(clean("a <b>b").0, "a <b>b</b>");
        assert_eq!(lines("a <b>b</b>", RawHtmlPolicy::Escape).0, "a &lt;b&gt;b&lt;/b&gt;");
        // In a trusted text of a page, a tag that is not closed here may be closed elsewhere.
        assert_eq!(lines("a <b>b", RawHtmlPolicy::Trust).0, "a <b>b</b>");
    }

    #[test]
    fn struck_words_are_shown_and_not_read_aloud() {
        let (html, plain, _) =
            lines("She ~~resigned *today*~~ stayed; <del>all</del> <ins>some</ins> left.", RawHtmlPolicy::Sanitise);
        assert!(html.starts_with("She <del>resigned <em>today</em></del> stayed"), "{html}");
        assert_eq!(plain, "She stayed; some left.");
    }

    #[test]
    fn deep_nesting_is_a_finding() {
        let (_, found) = render(&format!("{}x", "> ".repeat(MAX_DEPTH + 5)), RawHtmlPolicy::Sanitise);
        assert_eq!(found, ["markdown/too-deep"]);
        let (_, found) = render(&format!("{}x{}", "<i>".repeat(900), "</i>".repeat(900)), RawHtmlPolicy::Sanitise);
        assert_eq!(found, ["markdown/too-deep"]);
    }
}
