//! Finds out what to do with each file: compares the site with the output folder.
//!
//! [`PlannedChanges`] follows from the routes alone, before any file is made, and refuses to overwrite files of others.
//! [`OutputChanges`] is complete and exists after all files have been made.

use std::collections::{BTreeSet, HashSet};
use std::fs;

use rayon::prelude::*;

use super::folders::folders_above;
use super::manifest::{FileHash, Manifest};
use super::output_place::{CheckedOutputFolder, MANIFEST};
use super::survey::{DiskEntry, OutputSurvey};
use super::{WriteError, WriteReport};
use crate::route::Route;

/// What happens to a file of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileFate {
    Created,
    Changed,
    Unchanged,
}

/// What the writer remembers of a file, whose bytes are by then in the output or in staging.
#[derive(Clone, Copy, Debug)]
pub(super) struct ComparedFile {
    pub fate: FileFate,
    /// The size in bytes.
    pub size: u64,
    pub hash: FileHash,
}

/// The changes that follow from the routes alone.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PlannedChanges {
    /// The routes of all files of the site, sorted.
    pub routes: Vec<Route>,
    /// All folders of the site, parents first.
    pub folders: BTreeSet<String>,
    /// Files of the writer that are no longer part of the site.
    pub obsolete: Vec<String>,
    /// Folders of the writer that become empty, parents first.
    pub emptied: Vec<String>,
    /// Files of the writer that are no longer part of the site, but that somebody has changed since.
    pub kept: Vec<String>,
}

impl PlannedChanges {
    /// Compares the routes of a site, which are sorted, with the output folder.
    pub fn find(place: &CheckedOutputFolder, survey: &OutputSurvey, routes: Vec<Route>) -> Result<Self, WriteError> {
        let files: HashSet<&str> = routes.iter().map(Route::path).collect();
        let folders: BTreeSet<&str> = files.iter().flat_map(|path| folders_above(path)).collect();
        check_routes(&files, &folders)?;

        let (obsolete, kept) = sort_out(place, survey, &files)?;
        let staying: Vec<&str> = survey.foreign.iter().map(String::as_str).chain(kept.iter().copied()).collect();
        for path in &staying {
            let blocks = files.contains(path)
                || folders.contains(path)
                || folders_above(path).any(|above| files.contains(above));
            if blocks {
                return Err(in_the_way(place, path));
            }
        }
        let occupied: HashSet<&str> = staying.iter().flat_map(|path| folders_above(path)).collect();
        let emptied =
            survey.folders().filter(|folder| !folders.contains(folder) && !occupied.contains(folder)).collect();
        let owned = |paths: Vec<&str>| paths.into_iter().map(str::to_owned).collect();
        let folders = folders.into_iter().map(str::to_owned).collect();
        let (obsolete, emptied, kept) = (owned(obsolete), owned(emptied), owned(kept));
        Ok(Self { routes, folders, obsolete, emptied, kept })
    }

    /// The index of a route among all routes of the site.
    pub fn number(&self, route: &Route) -> usize {
        self.routes.binary_search(route).expect("the writer was told all routes when it began")
    }
}

/// A file of the site, with the result of its comparison.
#[derive(Debug)]
pub(super) struct SiteFile<'a> {
    /// Its index among all files of the site.
    pub number: usize,
    pub path: &'a str,
    pub compared: ComparedFile,
}

/// All changes of a build.
#[derive(Debug)]
pub(super) struct OutputChanges<'a> {
    pub planned: &'a PlannedChanges,
    /// All files of the site, sorted by path.
    pub files: Vec<SiteFile<'a>>,
    /// The new manifest.
    pub manifest: Manifest,
    manifest_differs: bool,
}

impl<'a> OutputChanges<'a> {
    /// The changes for files with these results, in the order of the routes.
    pub fn new(
        planned: &'a PlannedChanges,
        survey: &OutputSurvey,
        compared: impl Iterator<Item = ComparedFile>,
    ) -> Self {
        let files: Vec<SiteFile<'a>> = (planned.routes.iter().zip(compared).enumerate())
            .map(|(number, (route, compared))| SiteFile { number, path: route.path(), compared })
            .collect();
        let mut manifest = Manifest::default();
        for file in &files {
            manifest.add(file.path, file.compared.hash);
        }
        for path in &planned.kept {
            for hash in survey.manifest.hashes(path) {
                manifest.add(path, *hash);
            }
        }
        let manifest_differs = !survey.has_manifest || manifest != survey.manifest;
        Self { planned, files, manifest, manifest_differs }
    }

    /// Whether the output is already as it should be.
    pub fn is_empty(&self) -> bool {
        // A deletion also changes the manifest, so it need not be tested here.
        !self.manifest_differs && self.fresh().next().is_none()
    }

    /// The new and changed files, whose bytes are in staging.
    pub fn fresh(&self) -> impl Iterator<Item = &SiteFile<'a>> {
        self.files.iter().filter(|file| file.compared.fate != FileFate::Unchanged)
    }

    /// The report on these changes.
    pub fn report(&self) -> WriteReport {
        let count = |fate| self.files.iter().filter(|file| file.compared.fate == fate).count();
        WriteReport {
            created: count(FileFate::Created),
            changed: count(FileFate::Changed),
            unchanged: count(FileFate::Unchanged),
            deleted: self.planned.obsolete.len(),
            bytes_written: self.fresh().map(|file| file.compared.size).sum(),
            kept: self.planned.kept.iter().map(Into::into).collect(),
            stranded: Vec::new(),
            manifest: FileHash::of(self.manifest.text().as_bytes()).to_string(),
        }
    }
}

/// Refuses a site that cannot be written into a folder: with a file and a folder of the same name, or with a reserved
/// name.
fn check_routes(routes: &HashSet<&str>, folders: &BTreeSet<&str>) -> Result<(), WriteError> {
    if let Some(path) = folders.iter().find(|folder| routes.contains(*folder)) {
        let message = format!("`{path}` is a file of the site and a folder of it as well");
        return Err(WriteError::refused(message, "give one of the two another name"));
    }
    let reserved = |path: &&&str| path.get(..10).is_some_and(|start| start.eq_ignore_ascii_case(&MANIFEST[..10]));
    if let Some(path) = routes.iter().filter(reserved).min() {
        let message = format!(
            "the site has a file `{path}`, but names that begin with `{}` are the writer's own",
            &MANIFEST[..10]
        );
        return Err(WriteError::refused(message, "give it another name"));
    }
    Ok(())
}

/// Divides the files of the writer that are no longer part of the site into unchanged ones, which will be deleted, and
/// those that somebody has changed.
fn sort_out<'a>(
    place: &CheckedOutputFolder,
    survey: &'a OutputSurvey,
    routes: &HashSet<&str>,
) -> Result<(Vec<&'a str>, Vec<&'a str>), WriteError> {
    let left: Vec<(&str, DiskEntry)> = (survey.manifest.paths())
        .filter(|path| !routes.contains(path))
        .filter_map(|path| survey.thing(path).filter(|thing| *thing != DiskEntry::Folder).map(|thing| (path, thing)))
        .collect();
    let ours = |path: &str, thing| {
        let file = place.output.join(path);
        Ok(thing == DiskEntry::File && {
            let bytes = fs::read(&file).map_err(WriteError::io("read", &file))?;
            survey.manifest.hashes(path).contains(&FileHash::of(&bytes))
        })
    };
    let judged = left
        .into_par_iter()
        .map(|(path, thing)| Ok((path, ours(path, thing)?)))
        .collect::<Result<Vec<_>, WriteError>>()?;
    let (obsolete, kept): (Vec<_>, Vec<_>) = judged.into_iter().partition(|(_, ours)| *ours);
    let paths = |list: Vec<(&'a str, bool)>| list.into_iter().map(|(path, _)| path).collect();
    Ok((paths(obsolete), paths(kept)))
}

/// The refusal to overwrite a file of others.
pub(super) fn in_the_way(place: &CheckedOutputFolder, path: &str) -> WriteError {
    let CheckedOutputFolder { output, shown } = place;
    if output.join(path).is_symlink() {
        let message = format!("`{shown}/{path}` is a symbolic link, and dateline writes through none");
        return WriteError::refused(message, "remove the link, or choose another folder with -o");
    }
    let message = format!("`{shown}/{path}` is in the way of the site, and is not as dateline wrote it");
    WriteError::refused(message, "move it elsewhere or delete it")
}
