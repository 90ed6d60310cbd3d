//! What sources say of an event, whom they have it from, and where they contradict each other.

use super::{AssertedValue, Html, SourceIx};
use crate::language::Language;
use crate::span::{Span, Spanned};
use chrono::NaiveDate;

/// Which way a passage points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// It says that the event happened as told.
    Supports,
    /// It says otherwise.
    Disputes,
    /// It helps to understand, and is not counted as a report.
    Context,
}

impl Stance {
    /// The word in content files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Disputes => "disputes",
            Self::Context => "context",
        }
    }
}

/// How the source comes to say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modality {
    /// It reports what others say.
    Reported,
    /// Its author was there.
    Witnessed,
    /// A party speaks for itself.
    Official,
    /// It passes on a claim without standing by it.
    Alleged,
    /// It passes on a denial.
    Denied,
}

impl Modality {
    /// The word in content files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Witnessed => "witnessed",
            Self::Official => "official",
            Self::Alleged => "alleged",
            Self::Denied => "denied",
        }
    }
}

/// What is known of a quotation. Never more is said of it than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuoteStanding {
    /// The program found the words in a saved copy of the source that is held here, or in the article's own text.
    Verified,
    /// The copy is not here; `evidence.lock` says that the words were found in it.
    Locked,
    /// A person copied the words; the program has not looked them up.
    Cited,
    /// The words do not stand in the saved copy. That is an error.
    Missing,
}

impl QuoteStanding {
    /// The word for templates and data.
    pub fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Locked => "locked",
            Self::Cited => "cited",
            Self::Missing => "missing",
        }
    }
}

/// A phrase, letter for letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// What stands directly before them, where they stand in the source more than once.
    pub prefix: Option<String>,
    /// What stands directly after them.
    pub suffix: Option<String>,
    /// Their language.
    pub language: Language,
    /// What is known of them.
    pub standing: QuoteStanding,
    /// Where they were written down.
    pub span: Span,
}

impl Quote {
    /// Words that nobody has looked up yet.
    pub fn cited(words: &Spanned<String>, language: &Language) -> Self {
        Self {
            text: words.value.clone(),
            prefix: None,
            suffix: None,
            language: language.clone(),
            standing: QuoteStanding::Cited,
            span: words.span,
        }
    }

    /// … in the place between these other words of the source.
    pub fn between(self, prefix: Option<&Spanned<String>>, suffix: Option<&Spanned<String>>) -> Self {
        let text = |words: &Spanned<String>| words.value.clone();
        Self { prefix: prefix.map(text), suffix: suffix.map(text), ..self }
    }
}

/// A point of fact and what the source says on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assertion {
    /// The point of fact.
    pub key: String,
    /// What the source says.
    pub value: AssertedValue,
}

/// One source's passage that bears on one event.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Who says it.
    pub source: SourceIx,
    /// Their words.
    pub quote: Option<Quote>,
    /// Whom they have it from, where that differs from the source's own `via`.
    pub via: Option<Vec<SourceIx>>,
    /// What it asserts.
    pub asserts: Vec<Assertion>,
    /// Which way it points.
    pub stance: Stance,
    /// How they come to say it.
    pub modality: Modality,
    /// A remark.
    pub note: Option<Html>,
    /// Whether nothing of it is published.
    pub private: bool,
    /// Where it was written down.
    pub span: Span,
}

/// Who took a report from whom: a source and those that have it from there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributionChain {
    /// The source.
    pub source: SourceIx,
    /// Whether it has it from others, or others from it, that are not drawn, because the chain is too long.
    pub is_cut: bool,
    /// Those that took it from this source, by publication.
    pub children: Vec<AttributionChain>,
}

/// Which reports there are of an event, and where they have it from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventProvenance {
    /// Sources whose evidence supports or disputes the event.
    pub reports: Vec<SourceIx>,
    /// The distinct ends of their chains, by id.
    pub origins: Vec<SourceIx>,
    /// The chains, each grown from its origin, or from the uppermost source that is drawn.
    pub chains: Vec<AttributionChain>,
}

impl EventProvenance {
    /// Whether a source is an end of the chains.
    pub fn is_origin(&self, source: SourceIx) -> bool {
        self.origins.binary_search(&source).is_ok()
    }
}

/// One answer to a question and who gives it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The answer.
    pub value: AssertedValue,
    /// Places in [`super::Event::evidence`].
    pub evidence: Vec<usize>,
    /// The distinct origins of those reports.
    pub origins: Vec<SourceIx>,
}

/// A piece of evidence whose source says otherwise there than the one that it has the report from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportDivergence {
    /// Its place in [`super::Event::evidence`].
    pub evidence: usize,
    /// Who says otherwise.
    pub source: SourceIx,
    /// From whom it has the report: the nearest in its chain that speaks of this point of fact.
    pub from: SourceIx,
}

/// The editor's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledAnswer {
    /// What holds.
    pub answer: String,
    /// Why.
    pub why: Html,
    /// Since when it is settled.
    pub date: Option<NaiveDate>,
}

/// A point of fact on which evidence disagrees.
#[derive(Clone, Debug)]
pub struct Question {
    /// The key in `asserts`.
    pub key: String,
    /// The question in words.
    pub ask: String,
    /// The answers, the best attested first.
    pub positions: Vec<Answer>,
    /// The distinct origins behind all answers.
    pub origins: Vec<SourceIx>,
    /// Who differs from the source of its own report.
    pub departures: Vec<ReportDivergence>,
    /// The editor's answer.
    pub resolved: Option<SettledAnswer>,
    /// What would settle it.
    pub note: Option<Html>,
    /// Where it was written down, or the event's title.
    pub span: Span,
}

impl Question {
    /// The words for a point of fact that nobody put into a question.
    pub fn words_for(key: &str) -> String {
        format!("{}?", key.replace('-', " "))
    }

    /// Whether it still waits for an answer.
    pub fn is_open(&self) -> bool {
        self.resolved.is_none()
    }
}
