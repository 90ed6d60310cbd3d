//! Output → disk: the only writer.
//!
//! In: a finished [`Output`] and a [`Target`]. Out: what was [`Written`], or a [`WriteError`] that says what to do.
//! Never here: rendering, reading of content, the environment. Nothing outside the output folder is changed but a lock
//! and a staging folder beside it, which are gone afterwards; inside it only what the manifest says that we wrote.
//!
//! Four steps: `place` refuses folders that are not ours to write, `survey` lists what is there, `changes` says
//! what must become of each file, and then either `staged` builds the new tree beside the old and swaps the two, or
//! `in_place` goes file by file. When nothing changed, the third step is the last.
//!
//! Beside sites, `files` writes single files for the commands that do.

#![expect(clippy::disallowed_methods, reason = "this is the room that writes")]

mod changes;
mod disk;
mod error;
mod files;
mod folders;
mod in_place;
mod lock;
mod manifest;
mod place;
mod staged;
mod survey;
mod target;
#[cfg(all(test, unix))]
mod tests;
mod written;

pub use self::error::WriteError;
pub use self::files::{IfThere, NewFile, create, replace};
pub use self::target::Target;
pub use self::written::Written;

use self::changes::Changes;
use self::disk::Disk;
use self::lock::Lock;
use self::place::Place;
use self::survey::Survey;
use crate::output::Output;

/// Makes the output folder hold this site. What is refused changes nothing; neither does a failure, unless it comes
/// while the work goes file by file, and then the next build completes it.
pub fn write(output: &Output, target: &Target<'_>) -> Result<Written, WriteError> {
    write_through(&Disk::new(target.sync), output, target)
}

/// [`write()`] with a disk of the caller's: tests have one that fails after so many operations.
fn write_through(disk: &Disk, output: &Output, target: &Target<'_>) -> Result<Written, WriteError> {
    let place = Place::check(target)?;
    disk.create_folders(place.parent())?;
    let _lock = Lock::take(&place)?;
    disk.clear(&place.staging())?;
    disk.clear(&place.inner_staging())?;

    let survey = Survey::take(&place, output)?;
    let changes = Changes::find(&place, output, &survey)?;
    if changes.is_empty() {
        return Ok(changes.written());
    }
    let swapped =
        survey.foreign.is_empty() && changes.kept.is_empty() && staged::write(disk, &place, &survey, &changes)?;
    if !swapped {
        in_place::write(disk, &place, &survey, &changes)?;
    }
    Ok(changes.written())
}
