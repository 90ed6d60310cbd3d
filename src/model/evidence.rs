//! Evidence: what sources say about an event, on whom they rely, and where they contradict each other.

use super::{ActorIx, AssertedValue, Html, SourceIx};
use crate::config::SideIx;
use crate::language::Language;
use crate::span::{Span, Spanned};

/// Whether a passage supports the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// It says that the event happened as described.
    Supports,
    /// It contradicts the description.
    Disputes,
    /// It is background, and not counted as a report.
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

/// How the source knows what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modality {
    /// It reports what others say.
    Reported,
    /// Its author was present.
    Witnessed,
    /// A party speaks for itself.
    Official,
    /// It repeats a claim without vouching for it.
    Alleged,
    /// It reports a denial.
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

/// How far a quotation has been verified. The site never claims more than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuoteStanding {
    /// The program found the words in a saved copy of the source, or in the article's own text.
    Verified,
    /// The copy is not available; `evidence.lock` says that the words were found in it.
    Locked,
    /// A person copied the words; the program has not looked them up.
    Cited,
    /// The saved copy does not contain the words. That is an error.
    Missing,
}

impl QuoteStanding {
    /// The word in templates and data files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Locked => "locked",
            Self::Cited => "cited",
            Self::Missing => "missing",
        }
    }
}

/// Words of a source, verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// The words directly before them, needed if they occur more than once in the source.
    pub prefix: Option<String>,
    /// The words directly after them.
    pub suffix: Option<String>,
    /// Their language.
    pub language: Language,
    /// The editor's translation.
    pub translation: Option<String>,
    /// How far they have been verified.
    pub standing: QuoteStanding,
    /// The place where they were written.
    pub span: Span,
}

impl Quote {
    /// A quotation that has not been looked up yet.
    pub fn cited(words: &Spanned<String>, language: &Language) -> Self {
        Self {
            text: words.value.clone(),
            prefix: None,
            suffix: None,
            language: language.clone(),
            translation: None,
            standing: QuoteStanding::Cited,
            span: words.span,
        }
    }

    /// The quotation with the words directly before and after it in the source.
    pub fn between(self, prefix: Option<&Spanned<String>>, suffix: Option<&Spanned<String>>) -> Self {
        let text = |words: &Spanned<String>| words.value.clone();
        Self { prefix: prefix.map(text), suffix: suffix.map(text), ..self }
    }
}

/// A point of fact and the source's value for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assertion {
    /// The point of fact.
    pub key: String,
    /// The source's value.
    pub value: AssertedValue,
}

/// Who says what a source reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// An actor.
    Actor(ActorIx),
    /// Somebody who is no actor of the site.
    Other {
        /// How the source calls them: "three diplomats".
        name: String,
        /// The side for which they speak.
        side: Option<SideIx>,
    },
}

/// A passage of one source that bears on one event.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The source.
    pub source: SourceIx,
    /// Its words.
    pub quote: Option<Quote>,
    /// Who says so, if that is not the source itself.
    pub speaker: Option<Speaker>,
    /// The sources that it relies on, where they differ from its own `via`.
    pub via: Option<Vec<SourceIx>>,
    /// The points of fact that it asserts.
    pub asserts: Vec<Assertion>,
    /// Whether it supports the event.
    pub stance: Stance,
    /// How the source knows it.
    pub modality: Modality,
    /// A remark.
    pub note: Option<Html>,
    /// Whether it is kept out of the published site.
    pub private: bool,
    /// The place where it was written.
    pub span: Span,
}

/// A tree of attribution: a source, and the sources that rely on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributionChain {
    /// The source.
    pub source: SourceIx,
    /// Whether branches are left out here, because the chain is too long to draw.
    pub is_cut: bool,
    /// The sources that rely on this one, by date of publication.
    pub children: Vec<AttributionChain>,
}

/// The reports of an event and their origins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventProvenance {
    /// Sources whose evidence supports or disputes the event.
    pub reports: Vec<SourceIx>,
    /// The distinct ends of their chains of attribution, by id.
    pub origins: Vec<SourceIx>,
    /// The chains, each starting at its origin, or at the uppermost source that is drawn.
    pub chains: Vec<AttributionChain>,
}

impl EventProvenance {
    /// Whether a source is an origin.
    pub fn is_origin(&self, source: SourceIx) -> bool {
        self.origins.binary_search(&source).is_ok()
    }
}
