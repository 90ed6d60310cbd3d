//! People, organisations and states, and the offices that they held.

use super::{ActorIx, EventIx, Html, OfficeIx, SourceIx, Visibility};
use crate::config::SideIx;
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

/// One term of office.
#[derive(Clone, Debug)]
pub struct OfficeTerm {
    /// The office.
    pub office: OfficeIx,
    /// Start of the term, if known.
    pub from: Option<When>,
    /// End of the term; `None` means that no end is known.
    pub to: Option<When>,
    /// The source for it.
    pub source: Option<SourceIx>,
    /// Whether it is marked as unchecked.
    pub unverified: bool,
    /// A remark.
    pub note: Option<Html>,
}

/// A person, organisation or state that acts.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Its id, part of its address.
    pub id: Slug,
    /// The name in the site's language.
    pub name: String,
    /// Names in other languages.
    pub names: Vec<(Language, String)>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// The side to which it belongs.
    pub side: Option<SideIx>,
    /// A description in a few words.
    pub description: Option<String>,
    /// The Wikidata item, `Q…`.
    pub wikidata: Option<String>,
    /// How much of it is published.
    pub visibility: Visibility,
    /// Terms of office, the latest first.
    pub terms: Vec<OfficeTerm>,
    /// Events in which it takes part, in chronological order.
    pub events: Vec<EventIx>,
    /// The place of its name in the content.
    pub span: Span,
}

/// An office that people hold.
#[derive(Clone, Debug)]
pub struct Office {
    /// Its id, part of its address.
    pub id: Slug,
    /// Its title: "President of Iran".
    pub title: String,
    /// Other words for it in texts.
    pub aliases: Vec<String>,
    /// The state or body to which it belongs.
    pub of: Option<ActorIx>,
    /// Words with which texts name a government after its head: "administration" in "the Lincoln administration".
    pub governs: Vec<String>,
    /// Whether several people hold it at once, so that one holder does not exclude another.
    pub several: bool,
    /// The place where it is defined in the content.
    pub span: Span,
}
