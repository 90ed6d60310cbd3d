//! Compares a file of the site with the file in the output.

use std::fs::{self, File};
use std::io::{self, Read as _};

use bytes::Bytes;
use camino::Utf8Path;

use super::WriteError;
use super::changes::{ComparedFile, FileFate, in_the_way};
use super::manifest::FileHash;
use super::output_place::CheckedOutputFolder;
use super::survey::{DiskEntry, OutputSurvey};

/// The number of bytes that are read and compared at once.
const CHUNK: usize = 16 * 1024;

/// Compares a file of the site with the file at its route. Refuses to overwrite a file of others.
pub(super) fn compare(
    place: &CheckedOutputFolder,
    survey: &OutputSurvey,
    path: &str,
    bytes: &[u8],
) -> Result<ComparedFile, WriteError> {
    let known = survey.manifest.hashes(path);
    let fate = match survey.thing(path) {
        // A folder at a route belongs to the writer and becomes empty. Other folders have been refused before.
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
    // The manifest's hash is reused for unchanged files, which saves hashing. It is wrong if somebody edited the file
    // to exactly these bytes. Then the file will later be kept instead of deleted.
    let hash = match known {
        [hash] if fate == FileFate::Unchanged => *hash,
        _ => FileHash::of(bytes),
    };
    Ok(ComparedFile { fate, size: bytes.len() as u64, hash })
}

/// The file at a route, if it is unchanged since the writer wrote it.
pub(super) fn as_written(place: &CheckedOutputFolder, survey: &OutputSurvey, path: &str) -> Option<Bytes> {
    let known = survey.manifest.hashes(path);
    if known.is_empty() || survey.thing(path) != Some(DiskEntry::File) {
        return None;
    }
    // A file that cannot be read is made again. The comparison then reports the error.
    let bytes = fs::read(place.output.join(path)).ok()?;
    known.contains(&FileHash::of(&bytes)).then(|| bytes.into())
}

/// Whether a file has exactly these bytes. Files of another size are not read.
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
