//! Extracts the words of Markdown: no markup, no link targets, no front matter, and blank lines between blocks.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html;

/// The words of a Markdown text.
pub(super) fn text(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut words = html::SpacedText::default();
    let mut is_metadata = false;
    let mut markup = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => is_metadata = true,
            Event::End(TagEnd::MetadataBlock(_)) => is_metadata = false,
            Event::Text(_) if is_metadata => {}
            Event::Text(text) | Event::Code(text) => words.add(&text),
            Event::Html(line) => markup.push_str(&line),
            Event::End(TagEnd::HtmlBlock) => words.add_page(&std::mem::take(&mut markup)),
            Event::HardBreak | Event::End(TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => words.line(),
            Event::SoftBreak | Event::End(TagEnd::TableCell) => words.space(),
            Event::Start(tag) if !is_inline(&tag) => words.block(),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock) | Event::Rule => words.block(),
            _ => {}
        }
    }
    words.finish()
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Item
            | Tag::TableRow
            | Tag::TableHead
            | Tag::TableCell
    )
}
