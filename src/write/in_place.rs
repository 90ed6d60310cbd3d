//! Publishes a site file by file, if the output cannot be exchanged as a whole or contains files of others.
//!
//! New files are first written to a staging folder inside the output and then renamed, so that a full disk is noticed
//! before anything changes, and readers never see an incomplete file. Before the first rename, the manifest is extended
//! by what will be written. So after a killed build, the next one recognises all files.

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

/// Makes the changes in an order in which no page refers to something that does not exist yet. The new files are in
/// `staging`, which is inside the output.
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

/// The order in which files are published: those that others need come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WriteOrder {
    /// Styles, scripts, fonts, images.
    Asset,
    /// Pages, which need the assets.
    Page,
    /// Feeds and data, which refer to the pages.
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

/// Deletes those obsolete files and empty folders whose names are needed for a folder or file. Returns their paths.
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
