//! Files → disk: writes the site into the output folder. Only this module writes to a disk.
//!
//! In: an [`OutputTarget`], the routes of a site, then its files in any order and from any thread, while they are made.
//! Out: a [`WriteReport`], or a [`WriteError`] with advice. Never here: rendering, reading of content, the environment.
//! Outside the output folder only a lock and a staging folder beside it are created, and deleted at the end. Inside it,
//! only files that are listed in the manifest are changed or deleted.
//!
//! [`SiteWriter`] works in steps: `output_place` refuses folders that must not be written to, `survey` lists what is
//! there, `changes` finds out what to do with it. `compare` then compares each file, and new and changed files are
//! written to `staging`. At the end, `staged` completes the new tree beside the old one and exchanges the two, or
//! `in_place` publishes file by file. If nothing has changed, there is no staging and nothing to publish.
//!
//! `files` writes single files for commands that need that.

#![expect(clippy::disallowed_methods, reason = "this is the room that writes")]

mod changes;
mod compare;
mod disk;
mod error;
mod files;
mod folders;
mod in_place;
mod intact;
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
pub use self::files::{IfExists, NewFile, create, replace, replace_unsynced};
pub use self::intact::is_as_written;
pub use self::report::WriteReport;
pub use self::site_writer::SiteWriter;
pub use self::target::OutputTarget;
