//! A site that somebody works on: its folder as it was last scanned, and what is kept from one build for the next.
//!
//! In: a folder and the options of a build. Out: which files changed, and the site made anew. The preview is one user, an
//! editor's language server can be another. Never here: threads, watching, rendering, words for people.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::BaseUrl;
use crate::diagnostic::Code;
use crate::load::{LoadedSite, SiteFolder, SiteLayout};
use crate::pipeline::{self, BuildCache, BuildInputs, BuildOptions, BuildResult};
use crate::render::Renderer;

/// A site's folder, and what is kept from one build of it for the next.
pub struct Session {
    root: Utf8PathBuf,
    captures: Option<Utf8PathBuf>,
    options: BuildOptions,
    folder: SiteFolder,
    /// What the last scan brought.
    inputs: BuildInputs,
    layout: SiteLayout,
    cache: BuildCache,
}

impl Session {
    /// A session on the site at `root`, an absolute path, with the saved texts in `captures` in place of the folder that
    /// `site.toml` names. Nothing has been scanned yet.
    pub fn new(root: Utf8PathBuf, captures: Option<Utf8PathBuf>, options: BuildOptions) -> Self {
        let folder = SiteFolder::new(root.clone(), captures.clone());
        let (inputs, layout, cache) = Default::default();
        Self { root, captures, options, folder, inputs, layout, cache }
    }

    /// The site's folder.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// What `site.toml` says of the site's surroundings, as of the last scan.
    pub fn layout(&self) -> &SiteLayout {
        &self.layout
    }

    /// Where the site will stand: as the options say, else as `site.toml` does.
    pub fn base_url(&self) -> Option<&BaseUrl> {
        self.options.base_url.as_ref().unwrap_or(&self.layout.base_url).as_ref()
    }

    /// Reads the whole folder, as far as it is not as it was. Gives the paths of what changed, from the root, sorted.
    pub fn scan(&mut self) -> Vec<String> {
        let loaded = self.folder.scan();
        self.take(loaded)
    }

    /// Reads only the files at these real paths. `None` where something else may have changed, and only a scan can tell.
    pub fn rescan(&mut self, places: &BTreeSet<Utf8PathBuf>) -> Option<Vec<String>> {
        let loaded = self.folder.rescan(places)?;
        Some(self.take(loaded))
    }

    fn take(&mut self, loaded: LoadedSite) -> Vec<String> {
        let LoadedSite { inputs, layout, changed } = loaded;
        (self.inputs, self.layout) = (inputs, layout);
        changed
    }

    /// Whether something could not be read at the last scan.
    pub fn has_unreadable(&self) -> bool {
        self.inputs.findings.iter().any(|finding| finding.code == Code::FileUnreadable)
    }

    /// Makes the site of what the last scan brought.
    pub fn make(&mut self) -> BuildResult<Renderer> {
        pipeline::make(&self.inputs, &self.options, Some(&mut self.cache), &())
    }

    /// Forgets everything: the next scan and the next site are made as if they were the first.
    pub fn reset(&mut self) {
        *self = Self::new(self.root.clone(), self.captures.clone(), self.options.clone());
    }
}
