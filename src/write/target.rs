//! The parameters of writing a site.

use camino::{Utf8Path, Utf8PathBuf};

/// The output folder of a site, and the folders that must not be touched.
#[derive(Clone, Copy, Debug)]
pub struct OutputTarget<'a> {
    /// The folder to write to.
    pub output: &'a Utf8Path,
    /// The folder that holds `site.toml`.
    pub root: &'a Utf8Path,
    /// The user's home folder, if it is known.
    pub home: Option<&'a Utf8Path>,
    /// Files and folders that the site is made from: content, templates, static files, captures, `site.toml`. They need
    /// not exist.
    pub inputs: &'a [Utf8PathBuf],
    /// Whether to wait until everything has been flushed to the disk.
    pub sync: bool,
}
