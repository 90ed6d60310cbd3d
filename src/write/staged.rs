//! The whole tree at once: built beside the output, then put in its place in one step.
//!
//! Only where all that lies in the output is ours. A reader sees the old site or the new, and so does whoever looks
//! after a build was killed.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::WriteError;
use super::changes::{FileFate, OutputChanges, SiteFile};
use super::disk::Disk;
use super::output_place::{CheckedOutputFolder, MANIFEST};
use super::survey::{DiskEntry, OutputSurvey};

/// What became of the new tree.
#[derive(Debug)]
pub(super) enum TreeOutcome {
    /// It is in its place.
    Published {
        /// What came into the old tree in the last moment and could not be moved into the new one.
        stranded: Vec<Utf8PathBuf>,
    },
    /// Nothing was changed: there is a mount point, or there are no hard links, or no exchange.
    NotToBeHad,
}

/// How the new tree came to its place.
enum PublishMethod {
    /// By a rename: there was no old one.
    Moved,
    /// By an exchange: the old one now lies in staging.
    Swapped,
}

/// Completes the tree, which has the new files, and puts it in place.
pub(super) fn publish(
    disk: &Disk,
    place: &CheckedOutputFolder,
    survey: &OutputSurvey,
    changes: &OutputChanges<'_>,
    staging: &Utf8Path,
) -> Result<TreeOutcome, WriteError> {
    if !link_unchanged(disk, place, changes, staging)? {
        return Ok(TreeOutcome::NotToBeHad);
    }
    disk.create(&staging.join(MANIFEST), changes.manifest.text().as_bytes())?;
    changes.planned.folders.iter().try_for_each(|folder| disk.sync_folder(&staging.join(folder)))?;
    disk.sync_folder(staging)?;
    let stranded = match put_in_place(disk, place, survey, staging) {
        Some(PublishMethod::Swapped) => delete_old(disk, place, survey, staging),
        Some(PublishMethod::Moved) => Vec::new(),
        None => return Ok(TreeOutcome::NotToBeHad),
    };
    disk.sync_folder(place.parent())?;
    Ok(TreeOutcome::Published { stranded })
}

/// Gives the files that did not change a second name in the new tree; `false` where there are no hard links.
fn link_unchanged(
    disk: &Disk,
    place: &CheckedOutputFolder,
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

fn put_in_place(
    disk: &Disk,
    place: &CheckedOutputFolder,
    survey: &OutputSurvey,
    staging: &Utf8Path,
) -> Option<PublishMethod> {
    // A rename replaces an empty folder, and works on more file systems than the exchange.
    if survey.things.is_empty() && disk.rename(staging, &place.output).is_ok() {
        return Some(PublishMethod::Moved);
    }
    (survey.exists && disk.exchange(staging, &place.output).is_ok()).then_some(PublishMethod::Swapped)
}

/// Deletes what the survey found, which is all ours, from the old tree. The new one is in place, so that a failure here
/// is not one of the build; the next clears what is left. Gives what is not ours and could not be moved over.
fn delete_old(disk: &Disk, place: &CheckedOutputFolder, survey: &OutputSurvey, old: &Utf8Path) -> Vec<Utf8PathBuf> {
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
    match disk.remove_folder(old) {
        Ok(false) => carry_over(disk, old, &place.output),
        Ok(true) | Err(_) => Vec::new(),
    }
}

/// What somebody put into the old tree while the new one was being put in its place moves into the new. Gives what could not
/// be moved, since the next build would delete it with the old tree.
pub(super) fn carry_over(disk: &Disk, old: &Utf8Path, new: &Utf8Path) -> Vec<Utf8PathBuf> {
    let Ok(entries) = old.read_dir_utf8() else { return vec![old.to_owned()] };
    let mut stranded = Vec::new();
    for entry in entries {
        let Ok(entry) = entry else {
            stranded.push(old.to_owned());
            continue;
        };
        let (from, to) = (entry.path(), new.join(entry.file_name()));
        if to.is_dir() && !to.is_symlink() && !from.is_symlink() && from.is_dir() {
            stranded.extend(carry_over(disk, from, &to));
        } else if to.symlink_metadata().is_ok() || disk.rename(from, &to).is_err() {
            stranded.push(from.to_owned());
        }
    }
    // Where something stays in it, it stays too.
    drop(disk.remove_folder(old));
    stranded
}
