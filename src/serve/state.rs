//! What visitors see at one moment: a site, and the findings that prevent a newer one.

use std::sync::Arc;

use bytes::Bytes;

use crate::route::Route;

/// What visitors see at one moment. It is replaced as a whole, never changed.
#[derive(Default)]
pub(super) struct PreviewState {
    /// A number that increases with every change, also across restarts of the server.
    pub build: u64,
    /// The path of the site on its host, with a slash at both ends.
    pub mount: String,
    /// The last site that could be made; `None` if there was none yet.
    pub site: Option<Arc<dyn SiteFiles>>,
    /// The findings that prevent a newer site, as JSON for the overlay; `None` if the site is current.
    pub problems: Option<Bytes>,
    /// Anchors of the events and articles whose files changed with this build, separated by spaces.
    pub changed: String,
}

impl PreviewState {
    /// The digests of files on which pages depend; empty if there is no site.
    pub fn versions(&self) -> &PageDependencyDigests {
        static NONE: PageDependencyDigests =
            PageDependencyDigests { styles: String::new(), assets: String::new(), style_mark: String::new() };
        self.site.as_ref().map_or(&NONE, |site| site.versions())
    }
}

/// The files of a site.
pub(super) trait SiteFiles: Send + Sync {
    /// The file at a route. A page may have to be rendered first, so call this only on a thread that may block.
    fn get(&self, route: &Route) -> FileLookup;
    /// Whether there is a file at a route. It never blocks.
    fn has(&self, route: &Route) -> bool;
    /// The digests of files on which pages depend.
    fn versions(&self) -> &PageDependencyDigests;
}

/// The result of looking up a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileLookup {
    /// The file's bytes.
    File(Bytes),
    /// There is no such file.
    Missing,
    /// The page exists but could not be rendered.
    Broken,
}

/// Digests of the files on which pages depend. If they change, a page that was loaded before shows something old.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageDependencyDigests {
    /// Of all style sheets together, as hexadecimal digits.
    pub styles: String,
    /// Of all other static files together.
    pub assets: String,
    /// The version in the style sheet's address (`style.css?v=…`). Every page contains it, but it does not count as a
    /// change of the page.
    pub style_mark: String,
}
