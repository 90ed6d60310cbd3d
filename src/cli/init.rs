//! `dateline init`: writes a small example site.

use std::fs;
use std::io::{self, ErrorKind};

use camino::{Utf8Path, Utf8PathBuf};
use include_dir::{Dir, DirEntry, include_dir};

use super::args::{GlobalArgs, InitArgs};
use super::exit_status::ExitStatus;
use super::report;
use crate::write::{IfExists, NewFile, WriteError, create};

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/example");

/// The `.gitignore` of a new site: the output, the saved texts, which are not published, the cache, and what a command that was
/// killed leaves until the next one.
const IGNORED: &[u8] = b"/public\n/captures\n/.dateline\n/.*.dateline-*\n.dateline-new-*\n";

/// Writes the example into an empty or new folder, or completes what an interrupted `init` has written.
pub(super) fn run(args: &InitArgs, general: &GlobalArgs) -> ExitStatus {
    let folder = if args.folder == "." { general.root.clone() } else { general.inside(&args.folder) };
    match foreign(&EXAMPLE, &folder) {
        Ok(None) => {}
        Ok(Some(path)) => {
            let what = if path == folder {
                "has the example already".to_owned()
            } else {
                format!("is not empty: it has {path}")
            };
            report::failure(&format!("{folder} {what}"), Some("name a new folder: dateline init my-timeline"));
            return ExitStatus::WrongUsage;
        }
        Err(error) => {
            report::failure(
                &format!("{folder} cannot be looked into: {error}"),
                Some("name a new folder: dateline init my-timeline"),
            );
            return ExitStatus::WrongUsage;
        }
    }
    if let Err(error) = unpack(&folder) {
        report::failure(&error.message(), error.help());
        return match error {
            WriteError::Exists { .. } => ExitStatus::WrongUsage,
            _ => ExitStatus::MachineFailed,
        };
    }
    if !general.quiet {
        let step = if folder == "." { String::new() } else { format!("cd {folder} && ") };
        report::say(format_args!(
            "a small example site is in {folder}\nnext: {step}dateline build, then open public/index.html"
        ));
    }
    ExitStatus::Fine
}

/// The reason not to write the example into a folder: the path of a file that is not part of the example, or the folder
/// itself if it holds the whole example. Hidden files at its top, such as those of git, are allowed.
fn foreign(dir: &Dir<'_>, folder: &Utf8Path) -> io::Result<Option<Utf8PathBuf>> {
    let mut same = 0;
    for entry in listed(folder)? {
        let path = folder.join(&entry);
        let is_top = dir.path().as_os_str().is_empty();
        if is_top && entry.starts_with('.') {
            continue;
        }
        let kind = path.symlink_metadata()?.file_type();
        match dir.get_entry(dir.path().join(&entry)) {
            Some(DirEntry::File(file)) if kind.is_file() && fs::read(&path)? == file.contents() => same += 1,
            Some(DirEntry::Dir(below)) if kind.is_dir() => match foreign(below, &path)? {
                // This folder of the example is complete; others may not be.
                Some(found) if found == path => same += 1,
                Some(found) => return Ok(Some(found)),
                None => {}
            },
            // A temporary file of an `init` that was killed.
            None if entry.starts_with('.') => {}
            _ => return Ok(Some(path)),
        }
    }
    Ok((same == dir.entries().iter().filter(|entry| is_of_example(entry)).count()).then(|| folder.to_owned()))
}

/// Whether an entry belongs to the example: a build of the example, in the folder from which this program is compiled,
/// leaves its cache and its output there.
fn is_of_example(entry: &DirEntry<'_>) -> bool {
    let name = entry.path().file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| !name.starts_with('.') && name != "public")
}

/// The names in a folder, sorted; empty if the folder does not exist.
fn listed(folder: &Utf8Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names: Vec<String> =
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<io::Result<_>>()?;
    names.sort();
    Ok(names)
}

/// Writes the missing files of the example, all or none, and a `.gitignore`.
fn unpack(folder: &Utf8Path) -> Result<(), WriteError> {
    let mut files = Vec::new();
    collect(&EXAMPLE, folder, &mut files);
    files.push((folder.join(".gitignore"), IGNORED, IfExists::Keep));
    let files: Vec<NewFile<'_>> =
        files.iter().map(|(path, bytes, if_there)| NewFile { path, bytes, if_there: *if_there }).collect();
    create(&files)
}

fn collect<'a>(dir: &Dir<'a>, folder: &Utf8Path, files: &mut Vec<(Utf8PathBuf, &'a [u8], IfExists)>) {
    for entry in dir.entries().iter().filter(|entry| is_of_example(entry)) {
        let name = entry.path().file_name().and_then(|name| name.to_str()).expect("the example's names are UTF-8");
        let path = folder.join(name);
        match entry {
            DirEntry::Dir(dir) => collect(dir, &path, files),
            DirEntry::File(file) => files.push((path, file.contents(), IfExists::KeepSame)),
        }
    }
}
