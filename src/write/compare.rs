//! A file of the site beside what stands at its route.

use std::fs::{self, File};
use std::io::{self, Read as _};

use bytes::Bytes;
use camino::Utf8Path;

use super::WriteError;
use super::changes::{ComparedFile, FileFate, in_the_way};
use super::manifest::FileHash;
use super::output_place::CheckedOutputFolder;
use super::survey::{DiskEntry, OutputSurvey};

/// How many bytes are read and compared together.
const CHUNK: usize = 16 * 1024;

/// Compares a file of the site with what stands at its route. Refuses what could only be written over somebody else's file.
pub(super) fn compare(
    place: &CheckedOutputFolder,
    survey: &OutputSurvey,
    path: &str,
    bytes: &[u8],
) -> Result<ComparedFile, WriteError> {
    let known = survey.manifest.hashes(path);
    let fate = match survey.thing(path) {
        // A folder at a route is one of ours that is about to be empty: otherwise it was refused before.
        None | Some(DiskEntry::Folder) => FileFate::Created,
        Some(DiskEntry::File) => {
            let file = place.output.join(path);
            let same = holds(&file, bytes).map_err(WriteError::io("read", &file))?;
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
    Ok(ComparedFile { fate, size: bytes.len() as u64, hash })
}

/// The file at a route, if it is just as we wrote it.
pub(super) fn as_written(place: &CheckedOutputFolder, survey: &OutputSurvey, path: &str) -> Option<Bytes> {
    let known = survey.manifest.hashes(path);
    if known.is_empty() || survey.thing(path) != Some(DiskEntry::File) {
        return None;
    }
    // What cannot be read is made anew; comparing it then tells why it cannot.
    let bytes = fs::read(place.output.join(path)).ok()?;
    known.contains(&FileHash::of(&bytes)).then(|| bytes.into())
}

/// Whether a file has just these bytes. Most that differ do so in length, and are not read.
fn holds(path: &Utf8Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut buffer = [0; CHUNK];
    for chunk in bytes.chunks(CHUNK) {
        let there = &mut buffer[..chunk.len()];
        match file.read_exact(there) {
            Ok(()) if there == chunk => {}
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}
