//! `dateline init`: a small, honest example site.

use std::fs;

use camino::Utf8Path;
use include_dir::{Dir, DirEntry, include_dir};

use super::args::{General, Init};
use super::{Outcome, report};

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/example");

/// Writes the example into an empty or new folder.
pub(super) fn run(args: &Init, general: &General) -> Outcome {
    let folder = if args.folder == "." { general.root.clone() } else { general.inside(&args.folder) };
    let taken = fs::read_dir(&folder).is_ok_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| !entry.file_name().to_string_lossy().starts_with('.')))
    });
    if taken {
        report::failure(&format!("{folder} is not empty"), Some("name a new folder: dateline init my-timeline"));
        return Outcome::WrongUsage;
    }
    if let Err((path, error)) = unpack(&EXAMPLE, &folder) {
        report::failure(&format!("could not write {path}: {error}"), None);
        return Outcome::MachineFailed;
    }
    if !general.quiet {
        let step = if folder == "." { String::new() } else { format!("cd {folder} && ") };
        anstream::eprintln!(
            "a small example site is in {folder}\nnext: {step}dateline build, then open public/index.html"
        );
    }
    Outcome::Fine
}

/// Writes a folder's files, and ignores what the site will write itself.
fn unpack(dir: &Dir<'_>, folder: &Utf8Path) -> Result<(), (camino::Utf8PathBuf, std::io::Error)> {
    fs::create_dir_all(folder).map_err(|error| (folder.to_owned(), error))?;
    for entry in dir.entries() {
        let name = entry.path().file_name().and_then(|name| name.to_str()).expect("the example's names are UTF-8");
        let path = folder.join(name);
        match entry {
            DirEntry::Dir(dir) => unpack(dir, &path)?,
            DirEntry::File(file) => fs::write(&path, file.contents()).map_err(|error| (path, error))?,
        }
    }
    if dir.path().as_os_str().is_empty() {
        let ignored = folder.join(".gitignore");
        if !ignored.exists() {
            fs::write(&ignored, "/public\n/captures\n/.dateline\n").map_err(|error| (ignored, error))?;
        }
    }
    Ok(())
}
