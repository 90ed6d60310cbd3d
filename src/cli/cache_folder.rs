//! The folder for files that only save time. It can be deleted at any time.

use camino::Utf8PathBuf;

use super::args::GlobalArgs;
use crate::write::{IfExists, NewFile, WriteError, create, replace_unsynced};

/// The folder, from the site's root.
const CACHE_FOLDER: &str = ".dateline";

/// The path of a file in it.
pub(super) fn path(name: &str, general: &GlobalArgs) -> Utf8PathBuf {
    general.inside(CACHE_FOLDER).join(name)
}

/// Writes a file in it, and keeps the folder out of Git.
pub(super) fn write(name: &str, text: &str, general: &GlobalArgs) -> Result<(), WriteError> {
    let ignored = path(".gitignore", general);
    if !ignored.exists() {
        create(&[NewFile { path: &ignored, bytes: b"*\n", if_there: IfExists::Keep }])?;
    }
    replace_unsynced(&path(name, general), text.as_bytes())
}
