//! A buffer for HTML with unresolved links: pieces of text with links between them.
//!
//! Links are kept apart from the text as values, so no character in the content can be mistaken for a link.

use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use crate::model::Link;

/// HTML under construction.
#[derive(Default)]
pub(super) struct HtmlBuffer {
    /// The text before each link.
    texts: Vec<Box<str>>,
    links: Vec<Link>,
    /// The text after the last link.
    rest: String,
    /// Number of open elements whose content is left out.
    muted: usize,
}

impl HtmlBuffer {
    /// Leaves out everything written from now on.
    pub(super) fn mute(&mut self) {
        self.muted += 1;
    }

    /// Reverses one call of [`HtmlBuffer::mute`].
    pub(super) fn unmute(&mut self) {
        self.muted -= 1;
    }

    /// Whether everything written is left out.
    pub(super) fn is_muted(&self) -> bool {
        self.muted > 0
    }

    /// Writes markup unchanged.
    pub(super) fn markup(&mut self, markup: &str) {
        if !self.is_muted() {
            self.rest.push_str(markup);
        }
    }

    /// Writes text, escaped.
    pub(super) fn words(&mut self, words: &str) {
        if !self.is_muted() {
            escape_html_body_text(&mut self.rest, words).expect("a string takes everything");
        }
    }

    /// Writes ` name="value"`.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        if !self.is_muted() {
            self.open_value(name);
            escape_html(&mut self.rest, value).expect("a string takes everything");
            self.rest.push('"');
        }
    }

    /// Writes an attribute whose value is the address of a link.
    pub(super) fn address(&mut self, name: &str, link: Link) {
        if !self.is_muted() {
            self.open_value(name);
            self.texts.push(std::mem::take(&mut self.rest).into());
            self.links.push(link);
            self.rest.push('"');
        }
    }

    fn open_value(&mut self, name: &str) {
        self.rest.push(' ');
        self.rest.push_str(name);
        self.rest.push_str("=\"");
    }

    /// Begins a new line, unless the current one is empty.
    pub(super) fn line(&mut self) {
        if !self.rest.is_empty() && !self.rest.ends_with('\n') {
            self.markup("\n");
        }
    }

    /// The texts around the links, and the links. There is one more text than links.
    pub(super) fn finish(mut self) -> (Vec<Box<str>>, Vec<Link>) {
        self.texts.push(self.rest.trim_end().into());
        (self.texts, self.links)
    }
}
