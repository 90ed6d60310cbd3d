//! Which raw HTML may stand in content: elements and attributes that cannot do anything and that look like text.
//!
//! No element here changes how the text behind its tag is read (as `script`, `style`, `textarea`, `svg` and `math` do).
//! A tag that this list lets through is therefore read by every browser as it was written here. Elements that the page
//! itself is made of (`header`, `nav`, `main`, `h1`) are not here either, so that content cannot pass for the site.

/// What the value of an attribute has to be.
#[derive(Clone, Copy)]
pub(super) enum AttributeRule {
    /// Any words.
    Words,
    /// A few digits.
    Number,
    /// A letter, a digit or a word of this list.
    OneOf(&'static [&'static str]),
    /// Letters, digits and hyphens.
    Tag,
    /// Nothing: that it is there is enough.
    Flag,
    /// An address that somebody may follow.
    Address,
    /// The address of a picture.
    Picture,
    /// The name of a place on the page.
    Id,
    /// Names for style sheets.
    Class,
    /// Where the text of a table's cell stands.
    Alignment,
}

use AttributeRule::{Address, Alignment, Class, Flag, Id, Number, OneOf, Picture, Tag, Words};

/// What every element may have.
const EVERYWHERE: AttributeRules =
    &[("class", Class), ("dir", OneOf(&["ltr", "rtl", "auto"])), ("id", Id), ("lang", Tag), ("title", Words)];

/// Attributes by their names, and what their values have to be.
pub(super) type AttributeRules = &'static [(&'static str, AttributeRule)];

/// Elements by their names, and what they may have besides.
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

/// Older names of elements.
const OLDER: &[(&str, &str)] = &[("acronym", "abbr"), ("h1", "h2"), ("strike", "s"), ("tt", "code")];

/// Elements whose content is not text for readers, or is not read as text.
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

/// Blocks: before one of them, an open paragraph ends by itself.
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

/// Elements that stand within a line.
const PHRASING: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Where elements have to stand in one of a few others. Outside of these, a browser may take them for a part of the page.
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

/// The name by which an element may stand, with its attributes.
pub(super) fn element(name: &str) -> Option<(&'static str, AttributeRules)> {
    let name = OLDER.iter().find(|(older, _)| *older == name).map_or(name, |(_, newer)| newer);
    ELEMENTS.iter().copied().find(|(known, _)| *known == name)
}

/// What the value of an attribute has to be; `None` where it may not stand.
pub(super) fn attribute(attributes: AttributeRules, name: &str) -> Option<(&'static str, AttributeRule)> {
    EVERYWHERE.iter().chain(attributes).copied().find(|(known, _)| *known == name)
}

/// Whether the content of a refused element goes with it.
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

/// In which elements this one has to stand; `None` where it may stand anywhere.
pub(super) fn inside(name: &str) -> Option<&'static [&'static str]> {
    INSIDE.iter().find(|(known, _)| *known == name).map(|(_, others)| *others)
}

/// Whether the tag of `next` ends `open`, which has no end tag before it.
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

/// Whether a value is one of its shape, where that can be told from the value alone.
pub(super) fn fits(shape: AttributeRule, value: &str) -> bool {
    match shape {
        Number => (1..=5).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit()),
        OneOf(words) => words.contains(&value),
        Tag => !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        Alignment => matches!(value.to_ascii_lowercase().as_str(), "left" | "center" | "right"),
        Words | Flag | Address | Picture | Id | Class => true,
    }
}
