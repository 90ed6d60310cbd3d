//! What visitors see at one moment: a site, and what stands against a newer one.

use std::sync::Arc;

use bytes::Bytes;

use crate::route::Route;

/// What visitors see at one moment. Replaced as a whole, never changed.
#[derive(Default)]
pub(super) struct PreviewState {
    /// Counts up with every change, also across restarts of the server.
    pub build: u64,
    /// The path that the site stands below: begins and ends with a slash.
    pub mount: String,
    /// The last site that could be made; `None` where there never was one.
    pub site: Option<Arc<dyn SiteFiles>>,
    /// What stands against a newer site: a JSON document for the overlay; `None` where the site is current.
    pub problems: Option<Bytes>,
    /// Anchors of the events and articles whose files changed with this build, with spaces between.
    pub changed: String,
}

impl PreviewState {
    /// What pages depend on beside their own bytes; nothing where there is no site.
    pub fn versions(&self) -> &PageDependencyDigests {
        static NONE: PageDependencyDigests =
            PageDependencyDigests { styles: String::new(), assets: String::new(), style_mark: String::new() };
        self.site.as_ref().map_or(&NONE, |site| site.versions())
    }
}

/// Where the files of a site are taken from.
pub(super) trait SiteFiles: Send + Sync {
    /// The file at a route. A page may have to be rendered first, so this is called where waiting harms nobody.
    fn get(&self, route: &Route) -> FileLookup;
    /// Whether there is a file at a route; never waits.
    fn has(&self, route: &Route) -> bool;
    /// What pages depend on beside their own bytes.
    fn versions(&self) -> &PageDependencyDigests;
}

/// What came of looking for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileLookup {
    /// Here it is.
    File(Bytes),
    /// There is none.
    Missing,
    /// There should be one, but it could not be rendered.
    Broken,
}

/// Marks of what pages depend on beside their own bytes: a page whose marks differ from these shows something old.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageDependencyDigests {
    /// Of all style sheets together: hexadecimal digits.
    pub styles: String,
    /// Of all other static files together.
    pub assets: String,
    /// The mark in the style sheet's address (`style.css?v=…`), which stands on every page without being part of it.
    pub style_mark: String,
}
