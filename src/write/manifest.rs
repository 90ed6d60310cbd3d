//! The manifest: a list of the files that the writer has written to the output folder, with their hashes.
//!
//! It is a text file in the output folder, in the format of `sha256sum`, sorted, with one line for each file:
//!
//! ```text
//! # dateline manifest 1
//! 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  index.html
//! ```
//!
//! While a build publishes file by file, a path may have several lines. The file may then have any of these contents.

use std::collections::BTreeMap;
use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::route::Route;
use crate::text::hex;

/// The first line. `sha256sum -c` takes it for a comment.
const HEADER: &str = "# dateline manifest 1";

/// The SHA-256 of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileHash([u8; 32]);

impl FileHash {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    fn parse(hex: &str) -> Option<Self> {
        let mut hash = [0; 32];
        if hex.len() != 64 || !hex.is_ascii() {
            return None;
        }
        for (index, byte) in hash.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[2 * index..2 * index + 2], 16).ok()?;
        }
        Some(Self(hash))
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// The files of the writer by path, each with the hashes of all contents that it may have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(BTreeMap<String, Vec<FileHash>>);

impl Manifest {
    /// Parses a manifest. An empty text is an empty manifest. `None` if it is damaged, has another version, or names a
    /// path that could lead out of the output.
    pub fn parse(text: &str) -> Option<Self> {
        let mut manifest = Self::default();
        if text.trim().is_empty() {
            return Some(manifest);
        }
        let lines = text.strip_prefix(HEADER)?.strip_prefix('\n')?;
        for line in lines.lines() {
            let (hash, path) = line.split_once("  ")?;
            manifest.add(Route::file(path)?.path(), FileHash::parse(hash)?);
        }
        Some(manifest)
    }

    /// The text that [`Self::parse`] reads. Routes contain no line ends, so each file has one line.
    pub fn text(&self) -> String {
        use fmt::Write as _;
        let mut text = String::with_capacity(100 * self.0.len() + 100);
        text.push_str(HEADER);
        text.push('\n');
        for (path, hashes) in &self.0 {
            for hash in hashes {
                writeln!(text, "{hash}  {path}").expect("a string takes every text");
            }
        }
        text
    }

    pub fn add(&mut self, path: &str, hash: FileHash) {
        let hashes = self.0.entry(path.to_owned()).or_default();
        if let Err(place) = hashes.binary_search(&hash) {
            hashes.insert(place, hash);
        }
    }

    /// A manifest with the entries of both.
    pub fn union(&self, other: &Self) -> Self {
        let mut union = self.clone();
        for (path, hashes) in &other.0 {
            for hash in hashes {
                union.add(path, *hash);
            }
        }
        union
    }

    /// The hashes of the contents that the writer may have written to a path; empty if the file is not the writer's.
    pub fn hashes(&self, path: &str) -> &[FileHash] {
        self.0.get(path).map_or(&[], Vec::as_slice)
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// All files, each with the hashes of the contents that it may have.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[FileHash])> {
        self.0.iter().map(|(path, hashes)| (path.as_str(), hashes.as_slice()))
    }
}
