//! Output → disk: the only writer.
//!
//! In: a finished [`SiteOutput`] and a [`OutputTarget`]. Out: what was [`WriteReport`], or a [`WriteError`] that says what
//! to do. Never here: rendering, reading of content, the environment. Nothing outside the output folder is changed but
//! a lock and a staging folder beside it, which are gone afterwards; inside it only what the manifest says that we
//! wrote.
//!
//! Four steps: `output_place` refuses folders that are not ours to write, `survey` lists what is there, `changes` says
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
mod output_place;
mod report;
mod staged;
mod survey;
mod target;
#[cfg(all(test, unix))]
mod tests;

pub use self::error::WriteError;
pub use self::files::{IfExists, NewFile, create, replace};
pub use self::report::WriteReport;
pub use self::target::OutputTarget;

use self::changes::OutputChanges;
use self::disk::Disk;
use self::lock::OutputLock;
use self::output_place::OutputPlace;
use self::survey::OutputSurvey;
use crate::output::SiteOutput;

/// Makes the output folder hold this site. What is refused changes nothing; neither does a failure, unless it comes
/// while the work goes file by file, and then the next build completes it.
pub fn write(output: &SiteOutput, target: &OutputTarget<'_>) -> Result<WriteReport, WriteError> {
    write_through(&Disk::new(target.sync), output, target)
}

/// [`write()`] with a disk of the caller's: tests have one that fails after so many operations.
fn write_through(disk: &Disk, output: &SiteOutput, target: &OutputTarget<'_>) -> Result<WriteReport, WriteError> {
    let place = OutputPlace::check(target)?;
    disk.create_folders(place.parent())?;
    let _lock = OutputLock::take(&place)?;
    disk.clear(&place.staging())?;
    disk.clear(&place.inner_staging())?;

    let survey = OutputSurvey::take(&place, output)?;
    let changes = OutputChanges::find(&place, output, &survey)?;
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
