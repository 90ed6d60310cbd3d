//! Lists the content of the output folder before it is changed.

use std::collections::{BTreeMap, HashSet};
use std::fs;

use rayon::prelude::*;

use super::WriteError;
use super::disk::found;
use super::folders::folders_above;
use super::manifest::Manifest;
use super::output_place::{CheckedOutputFolder, INNER_LOCK, INNER_STAGING, MANIFEST};
use crate::route::Route;

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DiskEntry {
    File,
    Folder,
    /// A symlink, a pipe or a device. The writer never creates these.
    Other,
}

/// The content of the output folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OutputSurvey {
    /// Whether the folder exists.
    pub exists: bool,
    /// Whether it has a manifest. Without one, no file in it belongs to the writer.
    pub has_manifest: bool,
    pub manifest: Manifest,
    /// Files that belong to the writer or that are at a route, and their parent folders.
    pub things: BTreeMap<String, DiskEntry>,
    /// All other entries. The content of such folders is not listed.
    pub foreign: Vec<String>,
}

impl OutputSurvey {
    /// Lists the output and reads its manifest. Refuses a folder that has files but no readable manifest.
    pub fn take(place: &CheckedOutputFolder, routes: &[Route]) -> Result<Self, WriteError> {
        let exists = place.output.is_dir();
        let manifest = read_manifest(place)?;
        let has_manifest = manifest.is_some();
        let manifest = manifest.unwrap_or_default();
        let listing = {
            let ours = || manifest.paths().chain(routes.iter().map(Route::path));
            let lister =
                OutputWalk { place, files: ours().collect(), folders: ours().flat_map(folders_above).collect() };
            if exists { lister.list("")? } else { Vec::new() }
        };
        let mut things = BTreeMap::new();
        let mut foreign = Vec::new();
        for (path, thing) in listing {
            if let Some(thing) = thing {
                things.insert(path, thing);
            } else {
                foreign.push(path);
            }
        }
        foreign.sort_unstable();
        Ok(Self { exists, has_manifest, manifest, things, foreign })
    }

    pub fn thing(&self, path: &str) -> Option<DiskEntry> {
        self.things.get(path).copied()
    }

    pub fn folders(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.things.iter().filter(|(_, thing)| **thing == DiskEntry::Folder).map(|(path, _)| path.as_str())
    }
}

fn read_manifest(place: &CheckedOutputFolder) -> Result<Option<Manifest>, WriteError> {
    let CheckedOutputFolder { output, shown } = place;
    let text = found(fs::read(place.manifest())).map_err(WriteError::io("read", &place.manifest()))?;
    if let Some(text) = text {
        return str::from_utf8(&text).ok().and_then(Manifest::parse).map(Some).ok_or_else(|| {
            WriteError::refused(
                format!("`{shown}/{MANIFEST}` is damaged, or another version of dateline wrote it"),
                format!("empty `{shown}`, or choose another folder with -o"),
            )
        });
    }
    // Hidden files such as `.git`, `.gitkeep` and `.DS_Store` do not mean that the folder is used for something else.
    let entries = found(fs::read_dir(output)).map_err(WriteError::io("list", shown))?;
    for entry in entries.into_iter().flatten() {
        let entry = entry.map_err(WriteError::io("list", shown))?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            return Err(WriteError::refused(
                format!("the output `{shown}` has files that dateline did not write"),
                format!(
                    "empty it, or choose another folder with -o; to build next to these files, which are then left \
                     alone, put an empty file `{MANIFEST}` there"
                ),
            ));
        }
    }
    Ok(None)
}

/// Paths with their kinds; `None` for entries of others.
type SurveyEntry = Vec<(String, Option<DiskEntry>)>;

struct OutputWalk<'a> {
    place: &'a CheckedOutputFolder,
    files: HashSet<&'a str>,
    folders: HashSet<&'a str>,
}

impl OutputWalk<'_> {
    /// Lists a folder and, in parallel, those subfolders that may belong to the site. The kind of each entry is part of
    /// the listing, so only folders are opened, and no symlink is followed.
    fn list(&self, folder: &str) -> Result<SurveyEntry, WriteError> {
        let path = self.place.output.join(folder);
        let error = || WriteError::io("list", &path);
        let mut listing = Vec::new();
        let mut below = Vec::new();
        for entry in fs::read_dir(&path).map_err(error())? {
            let entry = entry.map_err(error())?;
            let kind = entry.file_type().map_err(error())?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                listing.push((joined(folder, &name.to_string_lossy()), None));
                continue;
            };
            if folder.is_empty() && [MANIFEST, INNER_STAGING, INNER_LOCK].contains(&name) {
                continue;
            }
            let path = joined(folder, name);
            let thing = if kind.is_dir() {
                self.folders.contains(path.as_str()).then_some(DiskEntry::Folder)
            } else {
                let thing = if kind.is_file() { DiskEntry::File } else { DiskEntry::Other };
                self.files.contains(path.as_str()).then_some(thing)
            };
            if thing == Some(DiskEntry::Folder) {
                below.push(path.clone());
            }
            listing.push((path, thing));
        }
        let below: Vec<SurveyEntry> = below.par_iter().map(|folder| self.list(folder)).collect::<Result<_, _>>()?;
        listing.extend(below.into_iter().flatten());
        Ok(listing)
    }
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
