//! Files that are published as they are.

use bytes::Bytes;

use crate::route::Route;

/// A file that is published as it is; only style sheets of the pages lose their white space.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it stands.
    pub route: Route,
    /// Where it comes from, for reports.
    pub path: String,
    /// Its bytes.
    pub bytes: Bytes,
}
