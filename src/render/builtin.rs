//! The default theme, compiled into the program: the folders `templates` and `static` of this repository.

use include_dir::{Dir, include_dir};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// Names and texts of the templates.
pub fn templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    files(&TEMPLATES).map(|(name, bytes)| (name, std::str::from_utf8(bytes).expect("the theme's templates are UTF-8")))
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

/// Names and bytes of the static files.
pub fn assets() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    files(&ASSETS)
}

fn files(dir: &'static Dir<'static>) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let mut found = Vec::new();
    let mut todo = vec![dir];
    while let Some(dir) = todo.pop() {
        found.extend(dir.files().filter_map(|file| Some((file.path().to_str()?, file.contents()))));
        todo.extend(dir.dirs());
    }
    found.sort_unstable();
    found.into_iter()
}
