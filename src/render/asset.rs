//! Files that are published without being rendered.

use bytes::Bytes;

use crate::route::Route;

/// A file that is published unchanged, except that the style sheets of pages are minified.
#[derive(Clone, Debug, Hash)]
pub struct Asset {
    /// Its route.
    pub route: Route,
    /// The path of the file, for reports.
    pub path: String,
    /// Its bytes.
    pub bytes: Bytes,
}
