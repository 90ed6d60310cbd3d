//! The routes of files that lie beside content.

use std::collections::{HashMap, HashSet};

use crate::route::Route;
use crate::span::FileId;

/// The routes of files that lie beside content.
#[derive(Debug, Default)]
pub struct Attachments {
    /// Their routes, each with its index in the list of files.
    pub published: Vec<(Route, usize)>,
    /// The route of a file for a content file that refers to it. Paths are in NFC.
    pub(super) routes: HashMap<(FileId, Box<str>), Route>,
    /// The paths of all files, in NFC.
    pub(super) known: HashSet<Box<str>>,
}

impl Attachments {
    /// The route of the file at `path` for the texts of the content file `from`.
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
