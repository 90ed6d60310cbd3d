//! A static site generator for curated timelines that show their receipts.
//!
//! Files become documents ([`parse`]), documents become a site ([`resolve`]), a site becomes a plan of pages ([`plan`]),
//! pages become bytes ([`render`]). [`pipeline`] is those four sentences as one function. [`load`] is the only room that
//! reads a disk, [`mod@write`] the only one that writes a site to it, and [`cli`] the only one that talks to people.
//!
//! Rooms stand on floors and use only rooms below them. They are declared here from the bottom floor up;
//! `docs/architecture.md` tells why, and a test keeps it so.

// Floor 0: words that everybody uses.
pub mod diagnostic;
pub mod fold;
pub mod output;
pub mod route;
pub mod span;
pub mod text;

// Floor 1: when, where on a map, in which language, and what was saved of others.
pub mod capture;
pub mod date;
pub mod geo;
pub mod language;

// Floor 2: what a site chooses, and the typed truth.
pub mod config;
pub mod model;

// Floor 3: what others have written, as content.
pub mod import;

// Floors 3 to 7: one stage each.
pub mod parse;
pub mod plan;
pub mod redact;
pub mod render;
pub mod resolve;
pub mod verify;

// Floor 8: all stages in a row.
pub mod pipeline;

// Floor 9: the doors.
pub mod external;
pub mod load;
pub mod write;

// Floor 10: a site that somebody works on.
pub mod session;

// Floor 11: the preview server.
pub mod serve;

// Floor 12: the command line.
mod cli;

pub use cli::run;
