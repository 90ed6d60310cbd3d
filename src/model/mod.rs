//! The typed truth: what a site says, once every reference is resolved.
//!
//! Nothing here is optional that the content must have, no id dangles, no date is impossible: the stages below this one
//! see to that. Things refer to each other by handles such as [`EventIx`], which index into [`Site`].

mod actor;
mod appearance;
mod author;
mod colour;
mod config;
mod disclosure;
mod editor;
mod event;
mod evidence;
mod handle;
mod html;
mod language;
mod place;
mod site;
mod source;
mod value;

pub use actor::{Actor, ActorKind, Office, OfficeTerm};
pub use appearance::{Appearance, BuiltIn, ColourScheme, Density, FontFamily, LightDarkColour, Logo};
pub use author::Author;
pub use colour::{Colour, READABLE};
pub use config::{
    BadBaseUrl, BaseUrl, Config, Licence, OutOfWindowPolicy, PathOverlap, Paths, RawHtml, ShareConfig, ShareScope,
    TimelineConfig,
};
pub use disclosure::Disclosure;
pub use editor::Editor;
pub use event::{Correction, CorrectionKind, Era, Event, Participant, Status};
pub use evidence::{
    AnswerPosition, Assertion, AttributionChain, Departure, Evidence, Modality, Provenance, Question, Quote,
    QuoteStanding, Resolution, Stance,
};
pub use handle::{ActorIx, EventIx, OfficeIx, PageIx, PlaceIx, SourceIx, TagIx};
pub use html::{Anchor, Html, Link, LinkPurpose, LinkTarget, LinkableKind, SECTIONS};
pub use language::Language;
pub use place::{Place, PlacePrecision};
pub use site::{AbsenceReason, AbsentRecords, FreePage, RecordRef, Site, Tag};
pub use source::{Archive, Capture, PublishMode, Source, SourceForm, SourceNote};
pub use value::{AssertedValue, ValueIdentity};
