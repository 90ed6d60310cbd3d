//! Publishes a site as a whole: the new tree is built beside the output and takes its place in one step.
//!
//! This is possible only if the output contains no files of others. Readers see either the old or the new site at any
//! time, even if the build is killed.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::WriteError;
use super::changes::{FileFate, OutputChanges, SiteFile};
use super::disk::Disk;
use super::output_place::{CheckedOutputFolder, MANIFEST};
use super::survey::{DiskEntry, OutputSurvey};

/// The result of publishing the new tree.
#[derive(Debug)]
pub(super) enum TreeOutcome {
    /// It is in place.
    Published {
        /// Files that were added to the old tree at the last moment and could not be moved.
        stranded: Vec<Utf8PathBuf>,
    },
    /// It cannot be put in place: hard links or exchanges are not supported, or there is a mount point. Nothing was
    /// changed.
    Unsupported,
}

/// How the new tree was put in place.
enum PublishMethod {
    /// By a rename. There was no old tree.
    Moved,
    /// By an exchange. The old tree is now in the staging folder.
    Swapped,
}

/// Adds unchanged files and the manifest to the tree in `staging`, which has the new files, and puts it in place.
pub(super) fn publish(
    disk: &Disk,
    place: &CheckedOutputFolder,
    survey: &OutputSurvey,
    changes: &OutputChanges<'_>,
    staging: &Utf8Path,
) -> Result<TreeOutcome, WriteError> {
    if !link_unchanged(disk, place, changes, staging)? {
        return Ok(TreeOutcome::Unsupported);
    }
    disk.create(&staging.join(MANIFEST), changes.manifest.text().as_bytes())?;
    changes.planned.folders.iter().try_for_each(|folder| disk.sync_folder(&staging.join(folder)))?;
    disk.sync_folder(staging)?;
    let stranded = match put_in_place(disk, place, survey, staging) {
        Some(PublishMethod::Swapped) => delete_old(disk, place, survey, staging),
        Some(PublishMethod::Moved) => Vec::new(),
        None => return Ok(TreeOutcome::Unsupported),
    };
    disk.sync_folder(place.parent())?;
    Ok(TreeOutcome::Published { stranded })
}

/// Creates hard links to the unchanged files in the new tree. Returns `false` if hard links are not supported.
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
            // The file was deleted after it was compared.
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
    // A rename replaces an empty folder, and more file systems support it than exchanges.
    if survey.things.is_empty() && disk.rename(staging, &place.output).is_ok() {
        return Some(PublishMethod::Moved);
    }
    (survey.exists && disk.exchange(staging, &place.output).is_ok()).then_some(PublishMethod::Swapped)
}

/// Deletes the old tree, all of which belongs to the writer according to the survey. The new tree is already in place,
/// so failures are ignored; the next build deletes the rest. Returns files that were added by others and could not be
/// moved.
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
        // Some folder of the site may be read-only.
        disk.make_writable(old);
        delete();
    }
    match disk.remove_folder(old) {
        Ok(false) => carry_over(disk, old, &place.output),
        Ok(true) | Err(_) => Vec::new(),
    }
}

/// Moves files that were added to the old tree at the last moment into the new one. Returns those that could not be
/// moved. The next build deletes them with the old tree.
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
    // It stays if it is not empty.
    drop(disk.remove_folder(old));
    stranded
}
