//! The whole tree at once: built beside the output, then put in its place in one step.
//!
//! Only where all that lies in the output is ours. A reader sees the old site or the new, and so does whoever looks
//! after a build was killed.

use std::fs;

use camino::Utf8Path;
use rayon::prelude::*;

use super::WriteError;
use super::changes::{FileFate, OutputChanges};
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

/// Builds the tree and puts it in place. `false`, with nothing changed, where that is not to be had: at a mount point,
/// beside what we may not write, without hard links, without an exchange.
pub(super) fn write(
    disk: &Disk,
    place: &OutputPlace,
    survey: &OutputSurvey,
    changes: &OutputChanges<'_>,
) -> Result<bool, WriteError> {
    let staging = place.staging();
    if disk.create_folder(&staging).is_err() {
        return Ok(false);
    }
    let way = build(disk, place, survey, changes, &staging);
    match way {
        Ok(Some(PublishMethod::Swapped)) => delete_old(disk, place, survey, &staging),
        Ok(Some(PublishMethod::Moved)) => {}
        // Should this fail as well, then the next build clears it.
        Ok(None) | Err(_) => drop(disk.clear(&staging)),
    }
    let written = way?.is_some();
    if written {
        disk.sync_folder(place.parent())?;
    }
    Ok(written)
}

fn build(
    disk: &Disk,
    place: &OutputPlace,
    survey: &OutputSurvey,
    changes: &OutputChanges<'_>,
    staging: &Utf8Path,
) -> Result<Option<PublishMethod>, WriteError> {
    let output = &place.output;
    if survey.exists {
        if !is_alike(output, staging) {
            return Ok(None);
        }
        disk.copy_permissions(output, staging)?;
    }
    for folder in &changes.folders {
        disk.create_folder(&staging.join(folder))?;
    }
    let linked = changes.pages.par_iter().try_for_each(|page| {
        let path = staging.join(page.path);
        match page.fate {
            FileFate::Unchanged => disk.link(&output.join(page.path), &path).map_err(|_| None),
            FileFate::Created | FileFate::Changed => disk.create(&path, page.bytes).map_err(Some),
        }
    });
    match linked {
        Ok(()) => {}
        Err(None) => return Ok(None),
        Err(Some(error)) => return Err(error),
    }
    disk.create(&staging.join(MANIFEST), changes.manifest.text().as_bytes())?;
    changes.folders.iter().try_for_each(|folder| disk.sync_folder(&staging.join(folder)))?;
    disk.sync_folder(staging)?;

    // A rename replaces an empty folder, and works on more file systems than the exchange.
    if survey.things.is_empty() && disk.rename(staging, output).is_ok() {
        return Ok(Some(PublishMethod::Moved));
    }
    Ok((survey.exists && disk.exchange(staging, output).is_ok()).then_some(PublishMethod::Swapped))
}

/// Whether a new folder has the owner and the file system of the old: it would be rude to swap them otherwise.
#[cfg(unix)]
fn is_alike(old: &Utf8Path, new: &Utf8Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let key = |path: &Utf8Path| path.metadata().map(|metadata| (metadata.uid(), metadata.gid(), metadata.dev()));
    matches!((key(old), key(new)), (Ok(old), Ok(new)) if old == new)
}

#[cfg(not(unix))]
fn is_alike(_old: &Utf8Path, _new: &Utf8Path) -> bool {
    true
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
