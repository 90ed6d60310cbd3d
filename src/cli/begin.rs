//! What `new` and `import` share: the site that they add to, an id, and files that must not be there yet.

use std::fs;
use std::io::{ErrorKind, Write};

use camino::Utf8Path;

use super::args::General;
use super::{Outcome, report};
use crate::load::load;
use crate::model::Paths;
use crate::route::Slug;

/// The folders of the site, or a word on where it is not.
pub(super) fn folders(general: &General) -> Result<Paths, Outcome> {
    let loaded = load(&general.root, None);
    if loaded.inputs.site.is_some() {
        return Ok(loaded.preface.paths);
    }
    report::failure(
        &format!("there is no site.toml in {}", general.root),
        Some("name the site's folder with -C, or begin one with `dateline init`"),
    );
    Err(Outcome::WrongUsage)
}

/// The id that was given, or one made from the title.
pub(super) fn id(given: Option<&str>, title: &str) -> Result<Slug, Outcome> {
    let id = match given {
        Some(id) => Slug::new(id).map_err(|bad| format!("“{id}” cannot be an id: it {bad}")),
        None if title.is_empty() => Err("nothing tells a title to make an id from".to_owned()),
        None => Slug::from_words(title)
            .ok_or_else(|| "the title has neither letters nor digits to make an id from".to_owned()),
    };
    id.map_err(|message| {
        report::failure(&message, Some("name one with --id"));
        Outcome::WrongUsage
    })
}

/// Writes a new file and the folders that it lies in; one that exists is never touched.
pub(super) fn create(path: &Utf8Path, bytes: &[u8]) -> Result<(), Outcome> {
    let written = fs::create_dir_all(path.parent().expect("a file lies in a folder"))
        .and_then(|()| fs::OpenOptions::new().write(true).create_new(true).open(path))
        .and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => exists(path),
        _ => {
            report::failure(&format!("could not write {path}: {error}"), None);
            Outcome::MachineFailed
        }
    })
}

/// Says that a file is in the way.
pub(super) fn exists(path: &Utf8Path) -> Outcome {
    report::failure(&format!("{path} exists already"), Some("choose another id with --id"));
    Outcome::WrongUsage
}
