//! The whole tree at once: built beside the output, then put in its place in one step.
//!
//! Only where all that lies in the output is ours. A reader sees the old site or the new, and so does whoever looks
//! after a build was killed.

use std::fs;
use std::io;

use camino::Utf8Path;
use rayon::prelude::*;

use super::WriteError;
use super::changes::{FileFate, OutputChanges, SiteFile};
use super::disk::Disk;
use super::output_place::{MANIFEST, OutputPlace};
use super::survey::{DiskEntry, OutputSurvey};

/// How the new tree came to its place.
enum PublishMethod {
    /// By a rename: there was no old one.
    Moved,
    /// By an exchange: the old one now lies in staging.
    Swapped,
}

/// Completes the tree, which has the new files, and puts it in place. `false`, with nothing changed, where that is not to be
/// had: at a mount point, without hard links, without an exchange.
pub(super) fn publish(
    disk: &Disk,
    place: &OutputPlace,
    survey: &OutputSurvey,
    changes: &OutputChanges<'_>,
    staging: &Utf8Path,
) -> Result<bool, WriteError> {
    if !link_unchanged(disk, place, changes, staging)? {
        return Ok(false);
    }
    disk.create(&staging.join(MANIFEST), changes.manifest.text().as_bytes())?;
    changes.planned.folders.iter().try_for_each(|folder| disk.sync_folder(&staging.join(folder)))?;
    disk.sync_folder(staging)?;
    match put_in_place(disk, place, survey, staging) {
        Some(PublishMethod::Swapped) => delete_old(disk, place, survey, staging),
        Some(PublishMethod::Moved) => {}
        None => return Ok(false),
    }
    disk.sync_folder(place.parent())?;
    Ok(true)
}

/// Gives the files that did not change a second name in the new tree; `false` where there are no hard links.
fn link_unchanged(
    disk: &Disk,
    place: &OutputPlace,
    changes: &OutputChanges<'_>,
    staging: &Utf8Path,
) -> Result<bool, WriteError> {
    let link = |file: &SiteFile<'_>| {
        let from = place.output.join(file.path);
        match disk.link_in_folders(&from, &staging.join(file.path)) {
            Ok(()) => Ok(()),
            // Somebody deleted it after it was compared.
            Err(WriteError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                Err(Some(WriteError::io("find", &from)(source)))
            }
            Err(_) => Err(None),
        }
    };
    let unchanged = changes.files.par_iter().filter(|file| file.compared.fate == FileFate::Unchanged);
    match unchanged.try_for_each(link) {
        Ok(()) => Ok(true),
        Err(None) => Ok(false),
        Err(Some(error)) => Err(error),
    }
}

fn put_in_place(disk: &Disk, place: &OutputPlace, survey: &OutputSurvey, staging: &Utf8Path) -> Option<PublishMethod> {
    // A rename replaces an empty folder, and works on more file systems than the exchange.
    if survey.things.is_empty() && disk.rename(staging, &place.output).is_ok() {
        return Some(PublishMethod::Moved);
    }
    (survey.exists && disk.exchange(staging, &place.output).is_ok()).then_some(PublishMethod::Swapped)
}

/// Deletes what the survey found, which is all ours, from the old tree. The new one is in place, so that a failure here
/// is not one of the build; the next clears what is left.
fn delete_old(disk: &Disk, place: &OutputPlace, survey: &OutputSurvey, old: &Utf8Path) {
    let delete = || {
        let files = survey.things.par_iter().filter(|(_, thing)| **thing != DiskEntry::Folder);
        let all = |a, b| a && b;
        let files_went = files.map(|(path, _)| disk.remove_file(&old.join(path)).is_ok()).reduce(|| true, all);
        let manifest_went = disk.remove_file(&old.join(MANIFEST)).is_ok();
        let folders_went =
            survey.folders().rev().map(|folder| disk.remove_folder(&old.join(folder)).is_ok()).fold(true, all);
        files_went && manifest_went && folders_went
    };
    if !delete() {
        // Somebody made a folder of the site read-only.
        disk.make_writable(old);
        delete();
    }
    if matches!(disk.remove_folder(old), Ok(false)) {
        carry_over(disk, old, &place.output);
    }
}

/// What somebody put into the old tree while the new one was being built moves into the new.
pub(super) fn carry_over(disk: &Disk, old: &Utf8Path, new: &Utf8Path) {
    for entry in fs::read_dir(old).into_iter().flatten().flatten() {
        let Ok(from) = camino::Utf8PathBuf::try_from(entry.path()) else { continue };
        let Some(to) = from.file_name().map(|name| new.join(name)) else { continue };
        if to.is_dir() && !to.is_symlink() && !from.is_symlink() {
            carry_over(disk, &from, &to);
        } else if to.symlink_metadata().is_err() {
            let _ = disk.rename(&from, &to);
        }
    }
    let _ = disk.remove_folder(old);
}
