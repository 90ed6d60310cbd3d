//! A record of the last build, so that the next one can tell that there is nothing to do.
//!
//! A build does the same as the last one if the program, the inputs and the options are the same, and if the output
//! folder is as that build left it. All of these are compared by content.

use std::fs;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::args::GlobalArgs;
use super::cache_folder;
use crate::pipeline::{BuildInputs, BuildOptions, SiteCounts};
use crate::text::hex;
use crate::write::{OutputTarget, WriteError, is_as_written};

/// The name of the record in the cache folder.
const BUILD_RECORD: &str = "build.json";

/// A build that had no errors.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BuildRecord {
    /// What the site was made from.
    pub origin: BuildOrigin,
    /// The SHA-256 of the manifest in the output, which stands for the bytes of all files.
    pub manifest: String,
    /// The number of files.
    pub files: usize,
    /// The warnings, as they were printed, with colours.
    pub warnings: String,
    /// The sizes of the site.
    pub counts: SiteCounts,
}

/// What a site is made from. All hashes are SHA-256 in lower-case hexadecimal.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BuildOrigin {
    /// The hash of the program, because another version of it, or the same compiled in another way, may make other pages.
    program: String,
    /// The fingerprint of the inputs and options.
    inputs: String,
    /// How many warnings were to be printed at most.
    most_findings: usize,
}

impl BuildOrigin {
    /// `None` if there were findings when the inputs were read, or if the program does not know its own hash.
    pub fn new(
        program: Option<String>,
        inputs: &BuildInputs,
        options: &BuildOptions,
        most_findings: usize,
    ) -> Option<Self> {
        Some(Self { program: program?, inputs: inputs.fingerprint(options)?, most_findings })
    }
}

impl BuildRecord {
    /// The record of the last build, if a build from `origin` would write just what is in the output already.
    pub fn of_same_build(origin: &BuildOrigin, target: &OutputTarget<'_>, general: &GlobalArgs) -> Option<Self> {
        let path = cache_folder::path(BUILD_RECORD, general);
        // A record that another version wrote, or that is damaged, is as good as none.
        let record: Self = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        (record.origin == *origin && is_as_written(target, &record.manifest)).then_some(record)
    }

    /// Writes the record.
    pub fn write(&self, general: &GlobalArgs) -> Result<(), WriteError> {
        let json = serde_json::to_string_pretty(self).expect("texts and numbers are always JSON");
        cache_folder::write(BUILD_RECORD, &format!("{json}\n"), general)
    }
}

/// The SHA-256 of this program. `None` if its file cannot be read.
pub(super) fn program_digest() -> Option<String> {
    let program = fs::read(std::env::current_exe().ok()?).ok()?;
    Some(hex(&Sha256::digest(program)))
}
