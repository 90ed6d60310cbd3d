//! Files of a site → disk: the only writer.
//!
//! In: an [`OutputTarget`], the routes of a site, then its files in any order, from any thread, while they are made. Out: what
//! was done ([`WriteReport`]), or a [`WriteError`] that says what to do. Never here: rendering, reading of content, the
//! environment. Nothing outside the output folder is changed but a lock and a staging folder beside it, which are gone
//! afterwards; inside it only what the manifest says that we wrote.
//!
//! [`SiteWriter`] goes step by step: `output_place` refuses folders that are not ours to write, `survey` lists what is there,
//! `changes` says what must become of it. Then `compare` judges each file, and those that differ wait in `staging`. In the
//! end either `staged` completes the new tree beside the old and swaps the two, or `in_place` goes file by file. When nothing
//! changed, there is no staging and no end.
//!
//! Beside sites, `files` writes single files for the commands that do.

#![expect(clippy::disallowed_methods, reason = "this is the room that writes")]

mod changes;
mod compare;
mod disk;
mod error;
mod files;
mod folders;
mod in_place;
mod lock;
mod manifest;
mod output_place;
mod report;
mod site_writer;
mod staged;
mod staging;
mod survey;
mod target;
#[cfg(all(test, unix))]
mod tests;

pub use self::error::WriteError;
pub use self::files::{IfExists, NewFile, create, replace};
pub use self::report::WriteReport;
pub use self::site_writer::SiteWriter;
pub use self::target::OutputTarget;
