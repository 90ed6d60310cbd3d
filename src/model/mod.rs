//! The data model of a site, with all references resolved.
//!
//! The stages before this one guarantee that required fields are present, ids exist and dates are valid. Things refer
//! to each other by handles such as [`EventIx`], which are indices into [`Site`].

mod actor;
mod event;
mod evidence;
mod handle;
mod html;
mod overview;
mod place;
mod question;
mod site;
mod source;
mod value;
mod visibility;

pub use actor::{Actor, ActorKind, Office, OfficeTerm};
pub use event::{Correction, CorrectionKind, Event, Participant, WindowPosition};
pub use evidence::{
    Assertion, AttributionChain, EventProvenance, Evidence, Modality, Quote, QuoteStanding, Speaker, Stance,
};
pub use handle::{ActorIx, EventIx, OfficeIx, PageIx, PlaceIx, QuestionIx, SharedQuestionIx, SourceIx, TagIx};
pub use html::{Anchor, Html, Link, LinkPurpose, LinkTarget, LinkableKind, SECTIONS};
pub use overview::{Chapter, Overview, Standing};
pub use place::{Place, PlacePrecision};
pub use question::{
    Answer, EvidenceRef, Question, QuestionText, QuestionedEvent, ReportDivergence, SettledAnswer, SharedQuestion,
    WrittenQuestion, WrittenText,
};
pub use site::{AbsenceReason, AbsentRecords, FreePage, RecordRef, Site, Tag};
pub use source::{Archive, ArticleOrRecord, Capture, PublishedArticlePart, Source, SourceNote};
pub use value::{AssertedValue, ValueIdentity};
pub use visibility::Visibility;
