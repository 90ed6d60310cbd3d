//! Who: people and bodies, and the offices that they held.

use super::{ActorIx, EventIx, Html, OfficeIx, SourceIx, Visibility};
use crate::date::When;
use crate::language::Language;
use crate::route::Slug;
use crate::span::Span;

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActorKind {
    /// A human being.
    Person,
    /// An organisation.
    Body,
    /// A state.
    State,
    /// A publisher.
    Publisher,
    /// Somebody whom sources do not name.
    Anonymous,
}

impl ActorKind {
    /// The word in content files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Body => "body",
            Self::State => "state",
            Self::Publisher => "publisher",
            Self::Anonymous => "anonymous",
        }
    }
}

/// Time in an office.
#[derive(Clone, Debug)]
pub struct OfficeTerm {
    /// Which office.
    pub office: OfficeIx,
    /// Since when, if known.
    pub from: Option<When>,
    /// Until when; `None` means still in office, as far as the timeline knows.
    pub to: Option<When>,
    /// Who says so.
    pub source: Option<SourceIx>,
    /// Whether nobody has checked it.
    pub unverified: bool,
    /// A remark.
    pub note: Option<Html>,
}

/// Somebody who acts.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Its address.
    pub id: Slug,
    /// The name in the site's language.
    pub name: String,
    /// Names in other languages.
    pub names: Vec<(Language, String)>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// A few words.
    pub description: Option<String>,
    /// Wikidata item, `Q…`.
    pub wikidata: Option<String>,
    /// How much of it is published.
    pub visibility: Visibility,
    /// Offices, the latest first.
    pub terms: Vec<OfficeTerm>,
    /// Events with it, in chronological order.
    pub events: Vec<EventIx>,
    /// Where its name was written.
    pub span: Span,
}

/// An office that people hold.
#[derive(Clone, Debug)]
pub struct Office {
    /// Its id.
    pub id: Slug,
    /// "President of Iran".
    pub title: String,
    /// How texts call it.
    pub aliases: Vec<String>,
    /// The state or body that it belongs to.
    pub of: Option<ActorIx>,
    /// Words by which texts name a government after whoever heads it: "administration" in "the Lincoln administration".
    pub governs: Vec<String>,
    /// Whether several people hold it at once, so that one of them does not rule out another.
    pub several: bool,
    /// Where it was written down.
    pub span: Span,
}
