//! The default theme, compiled into the program: the folders `templates` and `static` of this repository.

use include_dir::{Dir, include_dir};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// Names and texts of the templates.
pub fn templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    files(&TEMPLATES).map(|(name, bytes)| (name, std::str::from_utf8(bytes).expect("the theme's templates are UTF-8")))
}

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
