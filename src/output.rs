//! Where the files of a site go: an [`OutputSink`] takes each of them as soon as it is made.
//!
//! [`SiteOutput`] is the sink that keeps all of them in memory, for tests and other consumers; `write` has one that writes
//! them to a disk.

use std::collections::BTreeMap;
use std::sync::Mutex;

use bytes::Bytes;

use crate::route::Route;

/// Takes the files of a site while they are made, from several threads at once.
pub trait OutputSink: Sync {
    /// Takes a file. Each route is given once.
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<(), SinkClosed>;

    /// The file that an earlier build made at this route, if it is still just as that build made it. Whoever finds that the
    /// file would be made anew with the same bytes can spare the work, and puts these.
    fn earlier(&self, _route: &Route) -> Option<Bytes> {
        None
    }
}

/// A sink takes no more files, because it has failed. The sink itself tells why; whoever makes files for it can stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SinkClosed;

/// Every file of a site, ordered by path.
#[derive(Clone, Debug, Default)]
pub struct SiteOutput {
    files: BTreeMap<Route, Bytes>,
}

impl SiteOutput {
    /// Puts a file in. The planner has made sure that no two pages claim one route; a later file replaces an earlier.
    pub fn insert(&mut self, route: Route, bytes: impl Into<Bytes>) {
        self.files.insert(route, bytes.into());
    }

    /// The bytes behind a route.
    pub fn get(&self, route: &Route) -> Option<&[u8]> {
        self.files.get(route).map(AsRef::as_ref)
    }

    /// Routes and bytes, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Route, &[u8])> {
        self.files.iter().map(|(route, bytes)| (route, bytes.as_ref()))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// How many bytes they have together.
    pub fn bytes(&self) -> usize {
        self.files.values().map(|bytes| bytes.len()).sum()
    }
}

/// Keeps everything, and never fails.
impl OutputSink for Mutex<SiteOutput> {
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<(), SinkClosed> {
        let bytes = Bytes::copy_from_slice(bytes);
        self.lock().expect("nobody panics while holding it").insert(route.clone(), bytes);
        Ok(())
    }
}
