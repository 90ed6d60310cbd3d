//! Raw HTML, read as a browser reads it: whatever content writes stays in its place and is of harmless elements.

use dateline::config::RawHtmlPolicy;
use dateline::diagnostic::Diagnostics;
use dateline::parse::{ContentKind, parse};
use dateline::span::Files;
use scraper::Html;

use crate::support::random_from;

/// Pieces that texts are put together from. Many of them are halves of something.
const PIECES: &[&str] = &[
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "</section>",
    "</main>",
    "</body>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<th align=center>",
    "<caption>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<dl>",
    "<dd>",
    "<dt>",
    "<ruby>",
    "<rt>",
    "<details>",
    "<summary>",
    "<figure>",
    "<figcaption>",
    "<h2>",
    "</h2>",
    "<h1>",
    "<a href=\"",
    "<a href='/a/'>",
    "</a>",
    "javascript:alert(1)",
    "java&#10;script:x",
    "data:text/html,x",
    "\"",
    "'",
    ">",
    "\">",
    "<",
    "</",
    "<!--",
    "-->",
    "<!",
    "<?",
    "<![CDATA[",
    "]]>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mtext>",
    "<iframe>",
    "<textarea>",
    "</textarea>",
    "<title>",
    "<plaintext>",
    "<noscript>",
    "<select>",
    "<option>",
    "<form>",
    "<template>",
    "<frameset>",
    "<body onload=x>",
    "<html lang=x>",
    "<img src=/b/p.png onerror=x>",
    "<img src=",
    "<image>",
    " onclick=x() ",
    " style=\"position:fixed\" ",
    " class=found ",
    " id=main ",
    " name=after ",
    "<a name=main id=after>",
    "&#xFDD0;",
    "\u{fdd0}",
    "&#0;",
    "&lt;script&gt;",
    "&quot;",
    "&",
    "\\",
    "`",
    "```\n",
    "**",
    "_",
    "~~",
    "[x](/c/)",
    "[x](",
    "![y](/d/p.png \"t",
    ")",
    "[^1]",
    "\n[^1]: z",
    "|a|b|\n|-|:-|\n|c|<b>d|\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n# ",
    "\n",
    "\n\n",
    "\n\n    ",
    " ",
    "word ",
    "\0",
    "\u{b}",
    "é",
];

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

const ATTRIBUTES: &[&str] = &[
    "class", "dir", "id", "lang", "title", "href", "hreflang", "cite", "span", "value", "datetime", "open", "alt",
    "height", "src", "width", "reversed", "start", "type", "colspan", "rowspan", "scope", "abbr", "role",
];

/// The body of a page with this text, with `/at/` for every address within the site, and what was found.
fn body(text: &str) -> (String, Diagnostics) {
    let source = format!("+++\ntitle = \"A\"\n+++\n{text}");
    let mut files = Files::default();
    let file = files.add("content/pages/a.md", source.as_str());
    let (document, findings) = parse(ContentKind::Page, file, "content/pages/a.md", &source, RawHtmlPolicy::Sanitise);
    let html = document.pages.first().map(|page| page.body.fill(|_| "/at/".to_owned())).unwrap_or_default();
    (html, findings)
}

/// What is wrong with a text's HTML in a page.
fn wrong(html: &str) -> Option<String> {
    let page =
        format!("<!doctype html><main><section><div id=\"text\">{html}</div></section></main><p id=\"end\"></p>");
    let page = Html::parse_document(&page);
    let mut outside = Vec::new();
    for node in page.tree.nodes() {
        let Some(element) = node.value().as_element() else { continue };
        let is_inside =
            node.ancestors().any(|above| above.value().as_element().and_then(|above| above.id()) == Some("text"));
        if !is_inside {
            outside.push(element.name().to_owned());
            continue;
        }
        if !ELEMENTS.contains(&element.name()) {
            return Some(format!("<{}> came through", element.name()));
        }
        for (name, value) in element.attrs() {
            let is_harmless = match name {
                "href" | "src" | "cite" => value == "/at/" || value.starts_with("#note_"),
                "id" => value.starts_with("html_") || !matches!(value, "main" | "text" | "end" | "after"),
                "class" => value.split(' ').all(|class| {
                    ["html_", "align-", "language-"].iter().any(|prefix| class.starts_with(prefix))
                        || matches!(class, "alert" | "label" | "footnote" | "noteref")
                }),
                name => ATTRIBUTES.contains(&name),
            };
            if !is_harmless {
                return Some(format!("{name}=\"{value}\" came through"));
            }
        }
    }
    let expected = ["html", "head", "body", "main", "section", "div", "p"];
    (outside != expected).then(|| format!("outside of the text stand {outside:?}"))
}

#[test]
fn whatever_a_text_brings_stays_in_its_place_and_is_harmless() {
    let mut random = random_from(20_261_127);
    for _ in 0..4_000 {
        let text: String = (0..random.usize(1..24)).map(|_| PIECES[random.usize(..PIECES.len())]).collect();
        let (html, _) = body(&text);
        if let Some(wrong) = wrong(&html) {
            panic!("{wrong}\n--- text\n{text}\n--- html\n{html}");
        }
    }
}

#[test]
fn the_check_of_this_file_sees_what_escapes() {
    for bad in [
        "</div><b>a</b>",
        "<script></script>",
        "<b onclick=x>",
        "<a href=\"javascript:x\">",
        "<i id=\"main\">",
        "<i class=found>",
    ] {
        assert!(wrong(bad).is_some(), "{bad}");
    }
    assert_eq!(wrong("<p><b>a</b></p>"), None);
}

#[test]
fn every_finding_on_raw_html_points_into_its_file() {
    let mut random = random_from(20_261_128);
    for _ in 0..1_000 {
        let text: String = (0..random.usize(1..12)).map(|_| PIECES[random.usize(..PIECES.len())]).collect();
        let source = format!("+++\ntitle = \"A\"\n+++\n{text}");
        let mut files = Files::default();
        let file = files.add("content/pages/a.md", source.as_str());
        let (_, findings) = parse(ContentKind::Page, file, "content/pages/a.md", &source, RawHtmlPolicy::Sanitise);
        for span in findings.iter().filter_map(|finding| finding.span) {
            assert!(source.get(span.range()).is_some(), "{:?} in {source:?}", span.range());
        }
    }
}
