//! Names and paths of files.

use camino::Utf8Path;

/// The file that makes a folder a site.
pub const SITE: &str = "site.toml";

/// Whether a name is hidden, or is one that editors give to temporary files: backups, swap files, locks, and vim's
/// `4913`, which vim creates to test whether it may write.
pub fn is_passing(name: &str) -> bool {
    let endings = ["~", ".swp", ".swo", ".swx", "___jb_tmp___", "___jb_old___"];
    name.starts_with('.')
        || name == "4913"
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || endings.iter().any(|ending| name.ends_with(ending))
}

/// A path with forward slashes, as in addresses and reports.
pub(super) fn unix(path: &Utf8Path) -> String {
    let parts: Vec<&str> = path.components().map(|part| part.as_str()).collect();
    match parts.as_slice() {
        ["/", rest @ ..] => format!("/{}", rest.join("/")),
        parts => parts.join("/"),
    }
}
