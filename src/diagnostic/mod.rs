//! Findings: what is wrong, where, and what to type instead.
//!
//! Every stage returns what it made *and* its [`Diagnostics`]; nobody stops at the first one. A finding has a [`Code`]
//! that `dateline explain` knows, and reads the same in terminal, browser and JSON because [`draw()`] makes them all.

mod code;
mod draw;
mod fix;
mod rules;
mod sarif;
mod suggest;

pub use code::Code;
pub use draw::{Style, draw, excerpt, to_json};
pub use fix::{Edit, Fix, Fixes};
pub use rules::{Judge, Rules};
pub use sarif::to_sarif;
pub use suggest::{Suggestions, did_you_mean, draft_help, toml_text};

use std::any::Any;

use serde::Serialize;

use crate::span::{Files, Span};

/// How bad a finding is. The order is that of the report: errors first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site cannot be written like this.
    Error,
    /// The site can be written; a reader may be misled.
    Warning,
    /// Nothing is wrong; an editor may want to know.
    Note,
}

impl Severity {
    /// The word that opens the finding.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// All findings of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Takes one finding in.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Takes all findings of another stage in.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// Whether anything stands against writing the site.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings of one severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// The findings, in the order of the last [`Diagnostics::sort`].
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Orders by file path, place, severity, code and message, and drops exact repetitions, so that a run reports the
    /// same findings in the same order whatever ran in parallel. Notes stand last: nobody has to do anything about them.
    pub fn sort(&mut self, files: &Files) {
        let key = |d: &Diagnostic| {
            let place = d.span.map(|span| (files.get(span.file).path.clone(), span.start, span.end));
            (d.severity == Severity::Note, place, d.severity, d.code, d.message.clone())
        };
        self.list.sort_by_cached_key(key);
        self.list.dedup();
    }

    /// Applies `[check]`: what is denied becomes an error, what is allowed goes unless it is an error of its own.
    pub fn judge(&mut self, judge: &Judge) {
        self.list.retain_mut(|finding| {
            let severity = judge.severity(finding);
            finding.severity = severity.unwrap_or(finding.severity);
            severity.is_some()
        });
    }

    /// Lets go of everything that says that nothing is wrong.
    pub fn drop_notes(&mut self) {
        self.list.retain(|finding| finding.severity != Severity::Note);
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { list: vec![diagnostic] }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(list: I) -> Self {
        Self { list: list.into_iter().collect() }
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, list: I) {
        self.list.extend(list);
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_stand_last_and_can_be_dropped() {
        let mut files = Files::default();
        let file = files.add("a.md", "one two");
        let at = |code, start| Diagnostic::new(code, "x").at(Span::new(file, start..start + 3));
        let mut findings: Diagnostics =
            [at(Code::EvidenceQuoteFolded, 0), at(Code::TagTwins, 4), Diagnostic::new(Code::SiteMissing, "x")]
                .into_iter()
                .collect();
        findings.sort(&files);
        let codes = |findings: &Diagnostics| findings.iter().map(|finding| finding.code).collect::<Vec<_>>();
        assert_eq!(codes(&findings), [Code::SiteMissing, Code::TagTwins, Code::EvidenceQuoteFolded]);
        findings.drop_notes();
        assert_eq!(codes(&findings), [Code::SiteMissing, Code::TagTwins]);
    }
}
