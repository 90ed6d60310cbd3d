//! Where a site may be written.

use camino::{Utf8Path, Utf8PathBuf};

/// Where a site may be written and what must not be touched.
#[derive(Clone, Copy, Debug)]
pub struct OutputTarget<'a> {
    /// The folder that becomes the site.
    pub output: &'a Utf8Path,
    /// The folder that holds `site.toml`.
    pub root: &'a Utf8Path,
    /// The home folder of whoever runs the program, where that is known.
    pub home: Option<&'a Utf8Path>,
    /// What the site is made from: content, templates, static files, captures, `site.toml`. They need not exist.
    pub inputs: &'a [Utf8PathBuf],
    /// Whether to wait until the disk has it all.
    pub sync: bool,
}
