//! Finds out whether the output folder is as a build left it.

use std::fs::{self, File};
use std::io::Read as _;

use rayon::prelude::*;

use super::OutputTarget;
use super::manifest::FileHash;
use super::output_place::CheckedOutputFolder;
use super::survey::{DiskEntry, OutputSurvey};

/// Whether the output has the manifest with this hash (see [`WriteReport::manifest`](super::WriteReport::manifest)), and
/// every file in it has the bytes that it had when it was written. Reads all files and compares their hashes; sizes and
/// times are not enough, because programs can keep them when they change a file. Files of others in the output do not
/// count. `false` also if something cannot be read: a build then reports why.
pub fn is_as_written(target: &OutputTarget<'_>, manifest: &str) -> bool {
    let Ok(place) = CheckedOutputFolder::check(target) else { return false };
    // A build that was killed left this. The next one clears it away.
    if place.staging().exists() || place.inner_staging().exists() {
        return false;
    }
    let is_expected = |text: &Vec<u8>| FileHash::of(text).to_string() == manifest;
    if !fs::read(place.manifest()).is_ok_and(|text| is_expected(&text)) {
        return false;
    }
    OutputSurvey::take(&place, &[]).is_ok_and(|survey| has_all(&place, &survey))
}

/// Whether every file of the manifest is a file with its hash.
fn has_all(place: &CheckedOutputFolder, survey: &OutputSurvey) -> bool {
    let is_same = |buffer: &mut Vec<u8>, (path, hashes): (&str, &[FileHash])| {
        buffer.clear();
        // Several hashes are left by a build that was ended while it published.
        survey.thing(path) == Some(DiskEntry::File)
            && File::open(place.output.join(path)).and_then(|mut file| file.read_to_end(buffer)).is_ok()
            && hashes == [FileHash::of(buffer)]
    };
    let files: Vec<_> = survey.manifest.files().collect();
    files.into_par_iter().map_init(Vec::new, is_same).all(|same| same)
}
