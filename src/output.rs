//! The finished site as a value: routes and their bytes.
//!
//! Disk, preview server and tests are three readers of one [`SiteOutput`].

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::route::Route;

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
