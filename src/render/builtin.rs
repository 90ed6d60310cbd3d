//! The built-in themes, compiled into the program.
//!
//! The first is the folders `templates` and `static` of this repository. Another one is a folder of `themes` with files
//! in place of some of those and beside them, as a site has them.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::config::BuiltInTheme;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");
static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// Names and texts of a theme's templates.
pub fn templates(theme: BuiltInTheme) -> impl Iterator<Item = (&'static str, &'static str)> {
    let utf8 = |bytes| std::str::from_utf8(bytes).expect("the themes' templates are UTF-8");
    files(&TEMPLATES, theme, "templates").into_iter().map(move |(name, bytes)| (name, utf8(bytes)))
}

/// The text of the first theme's template of this name.
pub fn template(name: &str) -> Option<&'static str> {
    TEMPLATES.get_file(name)?.contents_utf8()
}

/// Names and bytes of a theme's static files.
pub fn assets(theme: BuiltInTheme) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    files(&ASSETS, theme, "static").into_iter()
}

/// What reports call a file of the theme; there is none of that name on a disk.
pub fn path(folder: &str, name: &str) -> String {
    format!("{folder}/{name}{OF_THE_THEME}")
}

/// Whether a report's path is that of a file of the theme.
pub fn is_path(path: &str) -> bool {
    path.ends_with(OF_THE_THEME)
}

const OF_THE_THEME: &str = " of the theme";

/// The files of the first theme's folder, with the other theme's of the same names in place of them.
fn files(first: &'static Dir<'static>, theme: BuiltInTheme, folder: &str) -> BTreeMap<&'static str, &'static [u8]> {
    let own = THEMES.get_dir(format!("{}/{folder}", theme.name()));
    let mut found = BTreeMap::new();
    for root in [Some(first), own].into_iter().flatten() {
        let mut todo = vec![root];
        while let Some(dir) = todo.pop() {
            let name = |path: &'static std::path::Path| path.strip_prefix(root.path()).ok()?.to_str();
            found.extend(dir.files().filter_map(|file| Some((name(file.path())?, file.contents()))));
            todo.extend(dir.dirs());
        }
    }
    found
}
