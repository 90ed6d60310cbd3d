//! The typed truth: what a site says, once every reference is resolved.
//!
//! Nothing here is optional that the content must have, no id dangles, no date is impossible: the stages below this one
//! see to that. Things refer to each other by handles such as [`EventIx`], which index into [`Site`].

mod actor;
mod event;
mod evidence;
mod handle;
mod html;
mod place;
mod site;
mod source;
mod value;
mod visibility;

pub use actor::{Actor, ActorKind, Office, OfficeTerm};
pub use event::{Correction, CorrectionKind, Event, Participant, WindowPosition};
pub use evidence::{
    Answer, Assertion, AttributionChain, EventProvenance, Evidence, Modality, Question, Quote, QuoteStanding,
    ReportDivergence, SettledAnswer, Stance,
};
pub use handle::{ActorIx, EventIx, OfficeIx, PageIx, PlaceIx, SourceIx, TagIx};
pub use html::{Anchor, Html, Link, LinkPurpose, LinkTarget, LinkableKind, SECTIONS};
pub use place::{Place, PlacePrecision};
pub use site::{AbsenceReason, AbsentRecords, FreePage, RecordRef, Site, Tag};
pub use source::{Archive, ArticleOrRecord, Capture, PublishedArticlePart, Source, SourceNote};
pub use value::{AssertedValue, ValueIdentity};
pub use visibility::Visibility;
