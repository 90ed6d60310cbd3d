//! Disk → inputs: the only reader.
//!
//! Every text comes out clean: UTF-8 without a byte-order mark, line ends `\n`, no NUL. A symbolic link that leads out of
//! the site's folder is not followed. What cannot be read is a finding, not the end.

#![expect(clippy::disallowed_methods, reason = "this is the room that reads")]

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use ignore::WalkBuilder;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Paths;
use crate::parse::{self, Kind};
use crate::pipeline::{Inputs, no_site};
use crate::render::Asset;
use crate::route::Route;
use crate::span::{FileId, Files, Span};

/// The largest content file or template that is read, in bytes.
const LARGEST_TEXT: u64 = 32 << 20;

/// What was read, and from where.
pub struct Loaded {
    /// For the pipeline.
    pub inputs: Inputs,
    /// The site's folders.
    pub paths: Paths,
}

/// Reads the site at `root`.
pub fn load(root: &Utf8Path) -> Loaded {
    let mut inputs = Inputs::default();
    let Some(site) = read_text(root, Utf8Path::new("site.toml"), &mut inputs) else {
        if inputs.findings.is_empty() {
            inputs.findings.push(no_site(root.as_str()));
        }
        return Loaded { inputs, paths: Paths::default() };
    };
    inputs.site = Some(site);
    let text = inputs.files.get(site);
    // What is wrong in it is told by the pipeline; here only the folders matter.
    let (config, _) = parse::config(site, &text.path, &text.text);
    let paths = config.paths;
    load_content(root, &paths, &mut inputs);
    load_templates(root, &paths, &mut inputs);
    load_assets(root, &paths, &mut inputs);
    Loaded { inputs, paths }
}

fn load_content(root: &Utf8Path, paths: &Paths, inputs: &mut Inputs) {
    let folder = Utf8Path::new(&paths.content);
    let mut wanted = Vec::new();
    for path in walk(root, folder, Names::NoUnderscore, &mut inputs.findings) {
        let below = path.strip_prefix(folder).expect("it was found there");
        match Kind::of(&unix(below)) {
            Some(kind) => wanted.push((path, kind)),
            None => inputs.findings.push(
                Diagnostic::new(Code::FileOutOfPlace, format!("{} is not read: nothing of that name belongs there", unix(&path)))
                    .help("events/*.md, articles/*.md, pages/*.md, sources/*.toml, actors.toml, offices.toml and places.toml are read; files for the web belong in static/"),
            ),
        }
    }
    let texts: Vec<_> =
        wanted.into_par_iter().map(|(path, kind)| (read(root, &path, LARGEST_TEXT), path, kind)).collect();
    for (bytes, path, kind) in texts {
        match add_text(bytes, &path, &mut inputs.files, &mut inputs.findings) {
            Some(file) => inputs.content.push((file, kind)),
            None => inputs.unread.push(kind),
        }
    }
}

fn load_templates(root: &Utf8Path, paths: &Paths, inputs: &mut Inputs) {
    let folder = Utf8Path::new(&paths.templates);
    for path in walk(root, folder, Names::Visible, &mut inputs.findings) {
        let name = unix(path.strip_prefix(folder).expect("it was found there"));
        if let Some(file) = read_text(root, &path, inputs) {
            inputs.templates.insert(name, file);
        }
    }
}

fn load_assets(root: &Utf8Path, paths: &Paths, inputs: &mut Inputs) {
    let folder = Utf8Path::new(&paths.assets);
    for path in walk(root, folder, Names::Visible, &mut inputs.findings) {
        let name = unix(path.strip_prefix(folder).expect("it was found there"));
        let Some(route) = Route::file(&name) else {
            inputs.findings.push(
                Diagnostic::new(Code::FileOutOfPlace, format!("{} has a name that cannot be an address", unix(&path)))
                    .help("rename the file without backslashes and colons"),
            );
            continue;
        };
        match read(root, &path, u64::MAX) {
            Ok(bytes) => inputs.assets.push(Asset { route, path: unix(&path), bytes: bytes.into() }),
            Err(error) => inputs.findings.push(unreadable(&path, &error)),
        }
    }
}

/// Which names a walk leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Those that begin with a dot.
    Visible,
    /// And those that begin with an underscore.
    NoUnderscore,
}

/// All files below a folder, as paths from the root, sorted. Links are followed as long as they stay in the root.
fn walk(root: &Utf8Path, folder: &Utf8Path, names: Names, findings: &mut Diagnostics) -> Vec<Utf8PathBuf> {
    let start = root.join(folder);
    if !start.is_dir() {
        return Vec::new();
    }
    let real_root = root.canonicalize_utf8().unwrap_or_else(|_| root.to_owned());
    let mut builder = WalkBuilder::new(&start);
    builder.standard_filters(false).follow_links(true).sort_by_file_name(std::cmp::Ord::cmp).filter_entry(
        move |entry| {
            let name = entry.file_name().to_string_lossy();
            let left_out = name.starts_with('.') || (names == Names::NoUnderscore && name.starts_with('_'));
            let outside = || entry.path().canonicalize().is_ok_and(|real| !real.starts_with(&real_root));
            entry.depth() == 0 || !(left_out || (entry.path_is_symlink() && outside()))
        },
    );
    let mut paths = Vec::new();
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                match Utf8PathBuf::from_path_buf(entry.into_path()) {
                    Ok(path) => paths.push(path.strip_prefix(root).map(Utf8Path::to_owned).unwrap_or(path)),
                    Err(path) => findings.push(
                        Diagnostic::new(Code::FileUnreadable, format!("the name of {} is not UTF-8", path.display()))
                            .help("rename the file"),
                    ),
                }
            }
            Ok(_) => {}
            Err(error) => findings.push(
                Diagnostic::new(Code::FileUnreadable, error.to_string()).help("look at the permissions of this path"),
            ),
        }
    }
    paths.sort();
    paths
}

/// A path with forward slashes, as addresses and reports have it.
fn unix(path: &Utf8Path) -> String {
    path.components().map(|part| part.as_str()).collect::<Vec<_>>().join("/")
}

fn read(root: &Utf8Path, path: &Utf8Path, largest: u64) -> io::Result<Vec<u8>> {
    let full = root.join(path);
    if largest < u64::MAX && fs::metadata(&full)?.len() > largest {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "too large"));
    }
    fs::read(full)
}

fn read_text(root: &Utf8Path, path: &Utf8Path, inputs: &mut Inputs) -> Option<FileId> {
    match read(root, path, LARGEST_TEXT) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        bytes => add_text(bytes, path, &mut inputs.files, &mut inputs.findings),
    }
}

/// Takes a text in, or reports why not.
fn add_text(
    bytes: io::Result<Vec<u8>>,
    path: &Utf8Path,
    files: &mut Files,
    findings: &mut Diagnostics,
) -> Option<FileId> {
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            findings.push(unreadable(path, &error));
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(files.add(unix(path), clean(text))),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = clean(String::from_utf8_lossy(error.as_bytes()).into_owned());
            // Cleaning changes offsets only before the place, and only for a mark or carriage returns there.
            let before = clean(String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned()).len();
            let file = files.add(unix(path), text);
            findings.push(
                Diagnostic::new(
                    Code::FileNotUtf8,
                    format!("this file is not UTF-8: byte {at} belongs to no character"),
                )
                .at(Span::new(file, before..before + '\u{fffd}'.len_utf8()))
                .help("save the file with the encoding UTF-8, and look at its accents and quotation marks afterwards"),
            );
            None
        }
    }
}

fn unreadable(path: &Utf8Path, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::FileTooLarge {
        return Diagnostic::new(
            Code::FileTooLarge,
            format!("{} has more than {} MiB and is not read", unix(path), LARGEST_TEXT >> 20),
        )
        .help("split the file");
    }
    Diagnostic::new(Code::FileUnreadable, format!("{} cannot be read: {error}", unix(path)))
        .help("look at its permissions")
}

/// A text as every later stage expects it.
fn clean(text: String) -> String {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    if !text.contains(['\r', '\0', '\u{fdd0}']) {
        return text;
    }
    // U+FDD0 is a noncharacter that the Markdown renderer uses as a mark of its own.
    text.replace("\r\n", "\n").replace('\r', "\n").replace(['\0', '\u{fdd0}'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn texts_are_cleaned() {
        assert_eq!(clean("\u{feff}a\r\nb\rc\0d".to_owned()), "a\nb\nc\u{fffd}d");
    }
}
