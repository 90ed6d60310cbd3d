//! The sink for the files of a site, which takes each file as soon as it is made.
//!
//! [`SiteOutput`] keeps all files in memory, for tests and other consumers. The module `write` has a sink that writes
//! to a disk.

use std::collections::BTreeMap;
use std::sync::Mutex;

use bytes::Bytes;

use crate::route::Route;

/// Takes the files of a site while they are made, from several threads at once.
pub trait OutputSink: Sync {
    /// Takes a file. Each route is put once.
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<(), SinkClosed>;

    /// The file that an earlier build wrote to this route, if it is unchanged since. If the new file would have the
    /// same bytes, the caller can put these instead of making it.
    fn earlier(&self, _route: &Route) -> Option<Bytes> {
        None
    }
}

/// The error of a sink that takes no more files because it has failed. The sink reports the cause itself, so the caller
/// only has to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SinkClosed;

/// All files of a site, in memory, sorted by route.
#[derive(Clone, Debug, Default)]
pub struct SiteOutput {
    files: BTreeMap<Route, Bytes>,
}

impl SiteOutput {
    /// Adds a file. If the route exists, the file replaces the earlier one.
    pub fn insert(&mut self, route: Route, bytes: impl Into<Bytes>) {
        self.files.insert(route, bytes.into());
    }

    /// The bytes of the file at a route.
    pub fn get(&self, route: &Route) -> Option<&[u8]> {
        self.files.get(route).map(AsRef::as_ref)
    }

    /// Routes and bytes, sorted by route.
    pub fn iter(&self) -> impl Iterator<Item = (&Route, &[u8])> {
        self.files.iter().map(|(route, bytes)| (route, bytes.as_ref()))
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The total size of all files, in bytes.
    pub fn bytes(&self) -> usize {
        self.files.values().map(|bytes| bytes.len()).sum()
    }
}

/// Keeps all files. It never fails.
impl OutputSink for Mutex<SiteOutput> {
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<(), SinkClosed> {
        let bytes = Bytes::copy_from_slice(bytes);
        self.lock().expect("nobody panics while holding it").insert(route.clone(), bytes);
        Ok(())
    }
}
