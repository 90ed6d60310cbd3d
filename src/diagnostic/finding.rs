//! A finding: what is wrong, where, and what to type instead.

use std::any::Any;

use super::code::Code;
use super::fix::{Edit, Fix, Fixes};
use super::severity::Severity;
use crate::span::Span;

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// A description of the place in a few words.
    pub label: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of finding.
    pub code: Code,
    /// The severity. It begins as the code's own; `[check]` can change it.
    pub severity: Severity,
    /// The place in a source text, if the finding has one.
    pub span: Option<Span>,
    /// What is wrong: one sentence in lower case without a full stop.
    pub message: String,
    /// A few words that are shown at the place.
    pub label: String,
    /// What to type instead, or where to look.
    pub help: Option<Box<str>>,
    /// Other places that belong to the finding.
    pub related: Vec<Related>,
    /// The changes of the text that the help proposes. Each of them alone removes the cause of the finding.
    pub fixes: Fixes,
}

impl Diagnostic {
    /// A finding without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            span: None,
            message: message.into(),
            label: String::new(),
            help: None,
            related: Vec::new(),
            fixes: Fixes::default(),
        }
    }

    /// The finding for a panic, which is a bug in this program. `doing` begins the message.
    pub fn of_panic(doing: &str, panic: &(dyn Any + Send)) -> Self {
        let words =
            panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let words = words.unwrap_or("no message");
        Self::new(Code::RenderPanic, format!("{doing} failed inside the program: {words}"))
            .help("this is a mistake in dateline; please report it with the content that brought it about")
    }

    /// Sets the place.
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Sets the words at the place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Sets the help.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into().into_boxed_str());
        self
    }

    /// Adds a change of the text that does what the help says. If the help names several, each is a fix of its own.
    pub fn fix(mut self, fix: impl Into<Fix>) -> Self {
        self.fixes.push(fix.into());
        self
    }

    /// Sets a help and a fix that replace the text at `span`.
    pub fn write(self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.help(format!("write {text}")).fix(Edit::replace(span, text))
    }

    /// Sets a help and a fix for a likely misspelling at `span`.
    pub fn meant(self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.help(format!("did you mean {text}?")).fix(Edit::replace(span, text))
    }

    /// Adds another place that belongs to the finding.
    pub fn see(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related { span, label: label.into() });
        self
    }
}
