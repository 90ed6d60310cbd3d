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

pub use actor::{Actor, ActorKind, Office, Term};
pub use appearance::{Appearance, BuiltIn, Density, Family, Logo, Scheme, Shades};
pub use author::Author;
pub use colour::{Colour, READABLE};
pub use config::{BadBaseUrl, BaseUrl, Config, Extent, Licence, Outside, Overlap, Paths, RawHtml, Share, Timeline};
pub use disclosure::Disclosure;
pub use editor::Editor;
pub use event::{Correction, CorrectionKind, Era, Event, Part, Status};
pub use evidence::{
    Assertion, Chain, Departure, Evidence, Modality, Position, Provenance, Question, Quote, Resolution, Stance,
    Standing,
};
pub use handle::{ActorIx, EventIx, OfficeIx, PageIx, PlaceIx, SourceIx, TagIx};
pub use html::{Anchor, Html, Link, LinkTarget, Purpose, SECTIONS, Thing};
pub use language::Language;
pub use place::{Place, PlacePrecision};
pub use site::{Absence, Absent, Page, Record, Site, Tag};
pub use source::{Archive, Capture, Note, Publish, Source, SourceForm};
pub use value::{Identity, Value};
