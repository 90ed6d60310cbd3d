//! A session on one site: the state of its folder at the last scan, and a cache from one build to the next.
//!
//! In: a folder and the build options. Out: which files changed, and the rebuilt site. The preview uses it, and a
//! language server could. Never here: threads, watching, rendering, messages to people.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::BaseUrl;
use crate::diagnostic::Code;
use crate::load::{LoadedSite, SiteFolder, SiteLayout};
use crate::pipeline::{self, BuildCache, BuildInputs, BuildOptions, BuildResult};
use crate::render::Renderer;
use crate::span::Files;

/// A site's folder, and the cache that one build leaves for the next.
pub struct Session {
    root: Utf8PathBuf,
    captures: Option<Utf8PathBuf>,
    options: BuildOptions,
    folder: SiteFolder,
    /// The result of the last scan.
    inputs: BuildInputs,
    layout: SiteLayout,
    cache: BuildCache,
    /// Whether the last build gave a site, of which the cache has the parts.
    is_made: bool,
}

impl Session {
    /// Opens a session on the site at `root`, an absolute path. `captures`, if given, replaces the folder of saved
    /// texts that `site.toml` names. Nothing is scanned yet.
    pub fn new(root: Utf8PathBuf, captures: Option<Utf8PathBuf>, options: BuildOptions) -> Self {
        let folder = SiteFolder::new(root.clone(), captures.clone());
        let (inputs, layout, cache) = Default::default();
        Self { root, captures, options, folder, inputs, layout, cache, is_made: false }
    }

    /// The site's folder.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// The folders, the editor and the base URL that `site.toml` names, as of the last scan.
    pub fn layout(&self) -> &SiteLayout {
        &self.layout
    }

    /// The site's base URL: from the options, else from `site.toml`.
    pub fn base_url(&self) -> Option<&BaseUrl> {
        self.options.base_url.as_ref().unwrap_or(&self.layout.base_url).as_ref()
    }

    /// Scans the whole folder and reads the files that may have changed. Returns the paths of changed files, relative
    /// to the root, sorted.
    pub fn scan(&mut self) -> Vec<String> {
        let loaded = self.folder.scan();
        self.take(loaded)
    }

    /// Reads only the files at these real paths. Returns `None` if other files may have changed too, so that a full
    /// scan is needed.
    pub fn rescan(&mut self, places: &BTreeSet<Utf8PathBuf>) -> Option<Vec<String>> {
        let loaded = self.folder.rescan(places)?;
        Some(self.take(loaded))
    }

    fn take(&mut self, loaded: LoadedSite) -> Vec<String> {
        let LoadedSite { inputs, layout, changed } = loaded;
        (self.inputs, self.layout) = (inputs, layout);
        changed
    }

    /// All texts, as of the last scan.
    pub fn files(&self) -> &Files {
        &self.inputs.files
    }

    /// Whether the last scan met a file or folder that could not be read.
    pub fn has_unreadable(&self) -> bool {
        self.inputs.findings.iter().any(|finding| finding.code == Code::FileUnreadable)
    }

    /// Builds the site from the last scan.
    pub fn make(&mut self) -> BuildResult<Renderer> {
        let made = pipeline::make(&self.inputs, &self.options, Some(&mut self.cache), &());
        self.is_made = made.site.is_some();
        made
    }

    /// The site after the last scan, made from that before it, if the scan found nothing but new texts of one event. `last`
    /// is the renderer that the last [`Self::make`] returned. Returns `None` if that returned none. See
    /// [`BuildCache::with_edited_texts`]; `make` is still needed.
    pub fn with_edited_texts(&self, changed: &BTreeSet<String>, last: &Renderer) -> Option<Renderer> {
        let path = changed.first().filter(|_| changed.len() == 1 && self.is_made)?;
        self.cache.with_edited_texts(&self.inputs, path, last)
    }

    /// Drops all state: the next scan and the next build start from nothing.
    pub fn reset(&mut self) {
        *self = Self::new(self.root.clone(), self.captures.clone(), self.options.clone());
    }
}
