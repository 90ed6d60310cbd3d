//! File by file: where the output cannot be swapped, or holds files that are not ours.
//!
//! New files are written to a staging folder inside the output and renamed from there, so that a full disk shows before
//! anything is touched, and no reader sees half a file. Before the first rename the manifest says what we are about to
//! write as well as what we wrote; a build that is killed leaves nothing that the next one does not know.

use std::collections::HashSet;

use rayon::prelude::*;

use super::WriteError;
use super::changes::{OutputChanges, SiteFile};
use super::disk::Disk;
use super::folders::folders_above;
use super::manifest::Manifest;
use super::output_place::CheckedOutputFolder;
use super::staging::StagingArea;
use super::survey::OutputSurvey;

/// Makes the changes, in an order in which no page asks for what is not there yet. The new files wait in `staging`, inside
/// the output.
pub(super) fn publish(
    disk: &Disk,
    place: &CheckedOutputFolder,
    survey: &OutputSurvey,
    changes: &OutputChanges<'_>,
    staging: &StagingArea,
) -> Result<(), WriteError> {
    let output = &place.output;
    let fresh: Vec<&SiteFile<'_>> = changes.fresh().collect();
    write_manifest(disk, place, &survey.manifest.union(&changes.manifest))?;

    let gone = make_way(disk, place, changes)?;
    let there: HashSet<&str> = survey.folders().filter(|folder| !gone.contains(folder)).collect();
    let planned = changes.planned;
    for folder in planned.folders.iter().filter(|folder| !there.contains(folder.as_str())) {
        disk.create_folder(&output.join(folder))?;
    }
    for class in [WriteOrder::Asset, WriteOrder::Page, WriteOrder::Feed] {
        let files = fresh.par_iter().filter(|file| WriteOrder::of(file.path) == class);
        files.try_for_each(|file| disk.rename(&staging.file(file.number, file.path), &output.join(file.path)))?;
    }
    for path in planned.obsolete.iter().filter(|path| !gone.contains(path.as_str())) {
        disk.remove_file(&output.join(path))?;
    }
    for folder in planned.emptied.iter().rev().filter(|folder| !gone.contains(folder.as_str())) {
        disk.remove_folder(&output.join(folder))?;
    }
    planned.folders.iter().try_for_each(|folder| disk.sync_folder(&output.join(folder)))?;
    write_manifest(disk, place, &changes.manifest)?;
    disk.clear(&place.inner_staging())?;
    disk.sync_folder(output)
}

/// What goes first, so that nothing asks for what comes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WriteOrder {
    /// Styles, scripts, fonts, images.
    Asset,
    /// Pages, which need the assets.
    Page,
    /// Feeds and data, which lead to the pages.
    Feed,
}

impl WriteOrder {
    fn of(path: &str) -> Self {
        match path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("html" | "htm") => Self::Page,
            Some("xml" | "json" | "txt" | "ics" | "csv" | "bib") => Self::Feed,
            _ => Self::Asset,
        }
    }
}

fn write_manifest(disk: &Disk, place: &CheckedOutputFolder, manifest: &Manifest) -> Result<(), WriteError> {
    let staged = place.inner_staging().join("manifest");
    disk.create(&staged, manifest.text().as_bytes())?;
    disk.rename(&staged, &place.manifest())
}

/// Deletes those obsolete files and folders early that stand where a folder or a file must come, and says which.
fn make_way<'a>(
    disk: &Disk,
    place: &CheckedOutputFolder,
    changes: &OutputChanges<'a>,
) -> Result<HashSet<&'a str>, WriteError> {
    let planned = changes.planned;
    let routes: HashSet<&str> = changes.fresh().map(|file| file.path).collect();
    let blocks = |path: &str| {
        planned.folders.contains(path)
            || routes.contains(path)
            || folders_above(path).any(|above| routes.contains(above))
    };
    let mut gone = HashSet::new();
    for path in planned.obsolete.iter().filter(|path| blocks(path)) {
        disk.remove_file(&place.output.join(path))?;
        gone.insert(path.as_str());
    }
    for folder in planned.emptied.iter().rev().filter(|folder| blocks(folder)) {
        disk.remove_folder(&place.output.join(folder))?;
        gone.insert(folder.as_str());
    }
    Ok(gone)
}
