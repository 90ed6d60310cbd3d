//! What the preview serves, and how.

use std::time::Duration;

use camino::Utf8PathBuf;

use crate::config::CodeEditor;
use crate::pipeline::BuildOptions;

/// What to serve, and how.
pub struct ServeSettings {
    /// The site's folder, as an absolute path.
    pub root: Utf8PathBuf,
    /// Where saved texts lie, in place of the folder that `site.toml` names.
    pub captures: Option<Utf8PathBuf>,
    /// As for a build.
    pub options: BuildOptions,
    /// Look for changes this often, in place of being told by the system.
    pub poll: Option<Duration>,
    /// In which editor places are opened, in place of the one that `site.toml` names.
    pub editor: Option<CodeEditor>,
    /// The host name that the listener was bound by.
    pub host: String,
}
