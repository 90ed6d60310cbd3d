//! One finding: what is wrong, where, and what to type instead.

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
    /// What stands there, in a few words.
    pub label: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding.
    pub code: Code,
    /// How bad; starts as the code's own severity, `[check]` can change it.
    pub severity: Severity,
    /// Where, if it has a place.
    pub span: Option<Span>,
    /// One sentence, lower case, no full stop: what is wrong.
    pub message: String,
    /// A few words at the place.
    pub label: String,
    /// What to type instead, or where to look.
    pub help: Option<Box<str>>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// What the help proposes, as changes of the text; each of them alone removes what the finding is about.
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

    /// The finding for a panic, which is a mistake of the program.
    pub fn of_panic(doing: &str, panic: &(dyn Any + Send)) -> Self {
        let words =
            panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let words = words.unwrap_or("no message");
        Self::new(Code::RenderPanic, format!("{doing} failed inside the program: {words}"))
            .help("this is a mistake in dateline; please report it with the content that brought it about")
    }

    /// … at this place.
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// … with a few words beside the place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// … and what to type instead.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into().into_boxed_str());
        self
    }

    /// … which is this change of the text. Where the help names several, each is a fix of its own.
    pub fn fix(mut self, fix: impl Into<Fix>) -> Self {
        self.fixes.push(fix.into());
        self
    }

    /// … and that this is what to type at `span`.
    pub fn write(self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.help(format!("write {text}")).fix(Edit::replace(span, text))
    }

    /// … and that this is what was probably meant at `span`.
    pub fn meant(self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.help(format!("did you mean {text}?")).fix(Edit::replace(span, text))
    }

    /// … and another place that belongs to it.
    pub fn see(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related { span, label: label.into() });
        self
    }
}
