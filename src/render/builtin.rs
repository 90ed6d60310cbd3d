//! The built-in themes, compiled into the program.
//!
//! The first theme is the folders `templates` and `static` of this repository. Each other theme is a folder in
//! `themes`; its files replace those of the first theme with the same names, or are added to them.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::config::BuiltInTheme;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");
static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The names and texts of a theme's templates.
pub fn templates(theme: BuiltInTheme) -> impl Iterator<Item = (&'static str, &'static str)> {
    let utf8 = |bytes| std::str::from_utf8(bytes).expect("the themes' templates are UTF-8");
    files(&TEMPLATES, theme, "templates").into_iter().map(move |(name, bytes)| (name, utf8(bytes)))
}

/// The text of a template of the first theme.
pub fn template(name: &str) -> Option<&'static str> {
    TEMPLATES.get_file(name)?.contents_utf8()
}

/// The names and bytes of a theme's static files.
pub fn assets(theme: BuiltInTheme) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    files(&ASSETS, theme, "static").into_iter()
}

/// Whether a static file belongs to the font that comes with the program, with its style sheet and its licence.
pub fn is_of_font(name: &str) -> bool {
    name == "fonts.css" || name.starts_with("fonts/")
}

/// The path of a theme's file in reports. No file on the disk has such a path.
pub fn path(folder: &str, name: &str) -> String {
    format!("{folder}/{name}{OF_THE_THEME}")
}

/// Whether a path in a report names a file of a theme.
pub fn is_path(path: &str) -> bool {
    path.ends_with(OF_THE_THEME)
}

const OF_THE_THEME: &str = " of the theme";

/// The files of a folder of the first theme. Those of another theme are added, or replace files with the same names.
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
