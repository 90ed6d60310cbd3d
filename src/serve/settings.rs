//! The settings of a preview.

use std::time::Duration;

use camino::Utf8PathBuf;

use crate::config::CodeEditor;
use crate::pipeline::BuildOptions;

/// The settings of a preview.
pub struct ServeSettings {
    /// The site's folder, as an absolute path.
    pub root: Utf8PathBuf,
    /// The folder for saved texts, if it is not the one that `site.toml` names.
    pub captures: Option<Utf8PathBuf>,
    /// Options as for a build.
    pub options: BuildOptions,
    /// How often to look for changes; `None` to be notified by the system.
    pub poll: Option<Duration>,
    /// The editor that opens places, if it is not the one that `site.toml` names.
    pub editor: Option<CodeEditor>,
    /// The host name with which the listener was opened.
    pub host: String,
}
