//! What becomes of the files that lie beside content.

use std::collections::{HashMap, HashSet};

use crate::route::Route;
use crate::span::FileId;

/// What becomes of the files that lie beside content.
#[derive(Debug, Default)]
pub struct Attachments {
    /// Where they stand, with their places in the list of files.
    pub published: Vec<(Route, usize)>,
    /// Where a file stands for the texts of a content file. Paths are in NFC.
    pub(super) routes: HashMap<(FileId, Box<str>), Route>,
    /// All files, in NFC.
    pub(super) known: HashSet<Box<str>>,
}

impl Attachments {
    /// Where the file at `path` stands for the texts of the content file `from`.
    pub(super) fn route(&self, from: FileId, path: &str) -> Option<&Route> {
        self.routes.get(&(from, path.into()))
    }

    /// Whether there is a file at `path`.
    pub(super) fn has(&self, path: &str) -> bool {
        self.known.contains(path)
    }

    /// The paths of all files.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(|path| &**path)
    }
}
