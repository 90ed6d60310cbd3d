//! The raw HTML that is allowed in content: elements and attributes that have no effects beyond the look of text.
//!
//! No element here changes how the text after its tag is tokenized (as `script`, `style`, `textarea`, `svg` and `math`
//! do). Therefore every browser reads an allowed tag in the same way as this program. Elements of the page's own
//! structure (`header`, `nav`, `main`, `h1`) are not allowed, so that content cannot imitate the site.

/// The rule for an attribute's value.
#[derive(Clone, Copy)]
pub(super) enum AttributeRule {
    /// Any text.
    Words,
    /// One to five digits.
    Number,
    /// One of these values.
    OneOf(&'static [&'static str]),
    /// Letters, digits and hyphens.
    Tag,
    /// Empty: only the attribute's presence counts.
    Flag,
    /// The address of a link.
    Address,
    /// The address of a picture.
    Picture,
    /// The id of an anchor on the page.
    Id,
    /// Class names.
    Class,
    /// The alignment of a table cell.
    Alignment,
}

use AttributeRule::{Address, Alignment, Class, Flag, Id, Number, OneOf, Picture, Tag, Words};

/// Attributes that every element may have.
const EVERYWHERE: AttributeRules =
    &[("class", Class), ("dir", OneOf(&["ltr", "rtl", "auto"])), ("id", Id), ("lang", Tag), ("title", Words)];

/// Attributes by name, with the rule for their values.
pub(super) type AttributeRules = &'static [(&'static str, AttributeRule)];

/// Allowed elements by name, with the further attributes that they may have.
const ELEMENTS: &[(&str, AttributeRules)] = &[
    ("a", &[("href", Address), ("hreflang", Tag), ("name", Id)]),
    ("abbr", &[]),
    ("b", &[]),
    ("bdi", &[]),
    ("bdo", &[]),
    ("blockquote", &[("cite", Address)]),
    ("br", &[]),
    ("caption", &[]),
    ("cite", &[]),
    ("code", &[]),
    ("col", &[("span", Number)]),
    ("colgroup", &[("span", Number)]),
    ("data", &[("value", Words)]),
    ("dd", &[]),
    ("del", &[("cite", Address), ("datetime", Words)]),
    ("details", &[("open", Flag)]),
    ("dfn", &[]),
    ("div", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("hr", &[]),
    ("i", &[]),
    ("img", &[("alt", Words), ("height", Number), ("src", Picture), ("width", Number)]),
    ("ins", &[("cite", Address), ("datetime", Words)]),
    ("kbd", &[]),
    ("li", &[("value", Number)]),
    ("mark", &[]),
    ("ol", &[("reversed", Flag), ("start", Number), ("type", OneOf(&["1", "a", "A", "i", "I"]))]),
    ("p", &[]),
    ("pre", &[]),
    ("q", &[("cite", Address)]),
    ("rp", &[]),
    ("rt", &[]),
    ("ruby", &[]),
    ("s", &[]),
    ("samp", &[]),
    ("small", &[]),
    ("span", &[]),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &[("align", Alignment), ("colspan", Number), ("rowspan", Number)]),
    ("tfoot", &[]),
    (
        "th",
        &[
            ("abbr", Words),
            ("align", Alignment),
            ("colspan", Number),
            ("rowspan", Number),
            ("scope", OneOf(&["row", "col", "rowgroup", "colgroup"])),
        ],
    ),
    ("thead", &[]),
    ("time", &[("datetime", Words)]),
    ("tr", &[]),
    ("u", &[]),
    ("ul", &[]),
    ("var", &[]),
    ("wbr", &[]),
];

/// Elements that are replaced with another: obsolete ones, and `h1`, which is reserved for the page's title.
const OLDER: &[(&str, &str)] = &[("acronym", "abbr"), ("h1", "h2"), ("strike", "s"), ("tt", "code")];

/// Elements whose content is not text for readers, or is not tokenized as text.
const WITH_CONTENT: &[&str] = &[
    "audio",
    "canvas",
    "head",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// Elements without an end tag.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Block elements. The start of one closes an open paragraph.
const BLOCKS: &[&str] = &[
    "blockquote",
    "details",
    "div",
    "dl",
    "dd",
    "dt",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "ul",
];

/// Elements that may occur within a line.
const PHRASING: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Elements that are allowed only inside certain others. Elsewhere, a browser may treat them as part of the page.
const INSIDE: &[(&str, &[&str])] = &[
    ("caption", &["table"]),
    ("col", &["table"]),
    ("colgroup", &["table"]),
    ("dd", &["dl"]),
    ("dt", &["dl"]),
    ("figcaption", &["figure"]),
    ("li", &["ol", "ul"]),
    ("rp", &["ruby"]),
    ("rt", &["ruby"]),
    ("summary", &["details"]),
    ("tbody", &["table"]),
    ("td", &["table"]),
    ("tfoot", &["table"]),
    ("th", &["table"]),
    ("thead", &["table"]),
    ("tr", &["table"]),
];

/// The name under which an element is allowed, and its attributes.
pub(super) fn element(name: &str) -> Option<(&'static str, AttributeRules)> {
    let name = OLDER.iter().find(|(older, _)| *older == name).map_or(name, |(_, newer)| newer);
    ELEMENTS.iter().copied().find(|(known, _)| *known == name)
}

/// The rule for an attribute's value; `None` if the attribute is not allowed.
pub(super) fn attribute(attributes: AttributeRules, name: &str) -> Option<(&'static str, AttributeRule)> {
    EVERYWHERE.iter().chain(attributes).copied().find(|(known, _)| *known == name)
}

/// Whether a refused element is removed together with its content.
pub(super) fn takes_its_content(name: &str) -> bool {
    WITH_CONTENT.contains(&name)
}

/// Whether an element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether an element is a block.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether an element may stand within a line.
pub(super) fn is_phrasing(name: &str) -> bool {
    PHRASING.contains(&name)
}

/// The elements that may contain this element; `None` if it may be anywhere.
pub(super) fn inside(name: &str) -> Option<&'static [&'static str]> {
    INSIDE.iter().find(|(known, _)| *known == name).map(|(_, others)| *others)
}

/// Whether the start tag of `next` implies the end of `open`.
pub(super) fn ends(open: &str, next: &str) -> bool {
    const PARTS: [&str; 5] = ["tbody", "thead", "tfoot", "colgroup", "caption"];
    match open {
        "p" => is_block(next),
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "rt" | "rp" => matches!(next, "rt" | "rp"),
        "td" | "th" => matches!(next, "td" | "th" | "tr") || PARTS.contains(&next),
        "tr" | "caption" | "colgroup" => next == "tr" || PARTS.contains(&next),
        "tbody" | "thead" | "tfoot" => PARTS.contains(&next),
        _ => false,
    }
}

/// Whether a value follows its rule, as far as that can be decided from the value alone.
pub(super) fn fits(shape: AttributeRule, value: &str) -> bool {
    match shape {
        Number => (1..=5).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit()),
        OneOf(words) => words.contains(&value),
        Tag => !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        Alignment => matches!(value.to_ascii_lowercase().as_str(), "left" | "center" | "right"),
        Words | Flag | Address | Picture | Id | Class => true,
    }
}
