//! What must become of each file: the difference between the site and what was found.
//!
//! Reads files to compare them, changes nothing, and refuses what could only be done over somebody else's file.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{self, Read as _};

use camino::Utf8Path;
use rayon::prelude::*;

use super::folders::folders_above;
use super::manifest::{FileHash, Manifest};
use super::output_place::{MANIFEST, OutputPlace};
use super::survey::{DiskEntry, OutputSurvey};
use super::{WriteError, WriteReport};
use crate::output::SiteOutput;

/// What becomes of a file of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileFate {
    Created,
    Changed,
    Unchanged,
}

/// A file of the site.
#[derive(Debug)]
pub(super) struct SiteFile<'a> {
    pub path: &'a str,
    pub bytes: &'a [u8],
    pub fate: FileFate,
    hash: FileHash,
}

/// All that a build has to do.
#[derive(Debug)]
pub(super) struct OutputChanges<'a> {
    /// Every file of the site, by path.
    pub pages: Vec<SiteFile<'a>>,
    /// Every folder of the site, parents first.
    pub folders: BTreeSet<&'a str>,
    /// Files of ours that left the site.
    pub obsolete: Vec<&'a str>,
    /// Folders of ours that have nothing left in them, parents first.
    pub emptied: Vec<&'a str>,
    /// Files of ours that left the site, but that somebody changed.
    pub kept: Vec<&'a str>,
    /// The manifest to be.
    pub manifest: Manifest,
    manifest_differs: bool,
}

impl<'a> OutputChanges<'a> {
    /// Compares the site with what is there.
    pub fn find(place: &OutputPlace, output: &'a SiteOutput, survey: &'a OutputSurvey) -> Result<Self, WriteError> {
        let files: Vec<_> = output.iter().map(|(route, bytes)| (route.path(), bytes)).collect();
        let routes: HashSet<&str> = files.iter().map(|(path, _)| *path).collect();
        let folders: BTreeSet<&str> = routes.iter().flat_map(|path| folders_above(path)).collect();
        check_routes(&routes, &folders)?;

        let (obsolete, kept) = sort_out(place, survey, &routes)?;
        let staying: Vec<&str> = survey.foreign.iter().map(String::as_str).chain(kept.iter().copied()).collect();
        for path in &staying {
            let blocks = routes.contains(path)
                || folders.contains(path)
                || folders_above(path).any(|above| routes.contains(above));
            if blocks {
                return Err(in_the_way(place, path));
            }
        }
        let occupied: HashSet<&str> = staying.iter().flat_map(|path| folders_above(path)).collect();
        let emptied =
            survey.folders().filter(|folder| !folders.contains(folder) && !occupied.contains(folder)).collect();

        let judge = |buffer: &mut Vec<u8>, (path, bytes)| SiteFile::judge(place, survey, buffer, path, bytes);
        let pages = files.into_par_iter().map_init(Vec::new, judge).collect::<Result<Vec<_>, _>>()?;

        let mut manifest = Manifest::default();
        for page in &pages {
            manifest.add(page.path, page.hash);
        }
        for path in &kept {
            for hash in survey.manifest.hashes(path) {
                manifest.add(path, *hash);
            }
        }
        let manifest_differs = !survey.has_manifest || manifest != survey.manifest;
        Ok(Self { pages, folders, obsolete, emptied, kept, manifest, manifest_differs })
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        // What left the site left the manifest as well, so that deletions need no look of their own.
        !self.manifest_differs && self.pages.iter().all(|page| page.fate == FileFate::Unchanged)
    }

    /// The files that must be written.
    pub fn fresh(&self) -> impl Iterator<Item = &SiteFile<'a>> {
        self.pages.iter().filter(|page| page.fate != FileFate::Unchanged)
    }

    /// The account of it.
    pub fn written(&self) -> WriteReport {
        let count = |fate| self.pages.iter().filter(|page| page.fate == fate).count();
        WriteReport {
            created: count(FileFate::Created),
            changed: count(FileFate::Changed),
            unchanged: count(FileFate::Unchanged),
            deleted: self.obsolete.len(),
            bytes_written: self.fresh().map(|page| page.bytes.len() as u64).sum(),
            kept: self.kept.iter().map(Into::into).collect(),
        }
    }
}

impl<'a> SiteFile<'a> {
    fn judge(
        place: &OutputPlace,
        survey: &OutputSurvey,
        buffer: &mut Vec<u8>,
        path: &'a str,
        bytes: &'a [u8],
    ) -> Result<Self, WriteError> {
        let known = survey.manifest.hashes(path);
        let fate = match survey.thing(path) {
            // A folder at a route is one of ours that is about to be empty: otherwise it was refused before.
            None | Some(DiskEntry::Folder) => FileFate::Created,
            Some(DiskEntry::File) => {
                let file = place.output.join(path);
                let same = holds(&file, bytes, buffer).map_err(WriteError::io("read", &file))?;
                if same { FileFate::Unchanged } else { FileFate::Changed }
            }
            Some(DiskEntry::Other) => FileFate::Changed,
        };
        if fate == FileFate::Changed && known.is_empty() {
            return Err(in_the_way(place, path));
        }
        // The manifest's word on a file whose bytes we have just compared: at worst it is wrong about a file that
        // somebody edited to what we would have written, and then that file will be kept rather than deleted.
        let hash = match known {
            [hash] if fate == FileFate::Unchanged => *hash,
            _ => FileHash::of(bytes),
        };
        Ok(Self { path, bytes, fate, hash })
    }
}

/// Refuses sites that no folder can hold.
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

/// Parts the files of ours that left the site into those that are as we wrote them, which go, and those that are not.
fn sort_out<'a>(
    place: &OutputPlace,
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

fn in_the_way(place: &OutputPlace, path: &str) -> WriteError {
    let OutputPlace { output, shown } = place;
    if output.join(path).is_symlink() {
        let message = format!("`{shown}/{path}` is a symbolic link, and dateline writes through none");
        return WriteError::refused(message, "remove the link, or choose another folder with -o");
    }
    let message = format!("`{shown}/{path}` is in the way of the site, and is not as dateline wrote it");
    WriteError::refused(message, "move it elsewhere or delete it")
}

/// Whether a file has just these bytes. Most that differ do so in length, and are not read.
fn holds(path: &Utf8Path, bytes: &[u8], buffer: &mut Vec<u8>) -> io::Result<bool> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    buffer.resize(bytes.len(), 0);
    match file.read_exact(buffer) {
        Ok(()) => Ok(buffer == bytes),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
