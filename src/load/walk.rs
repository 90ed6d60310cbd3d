//! Lists all files below a folder.
//!
//! In: a folder of the site. Out: the paths of its files, and a finding for everything that cannot be listed. Symbolic
//! links are followed as long as they stay in the site. Never here: reading files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use ignore::{Walk, WalkBuilder};

use super::names::{is_passing, unix};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The names that a walk leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileNameFilter {
    /// Hidden names and temporary files of editors.
    Visible,
    /// These, and names that begin with an underscore.
    NoUnderscore,
}

/// All files below a folder, as paths from the root, sorted part by part. Symbolic links are followed as long as they
/// stay in the root or, if the folder is outside the root, in the folder.
pub(super) fn walk(
    root: &Utf8Path,
    folder: &Utf8Path,
    names: FileNameFilter,
    findings: &mut Diagnostics,
) -> Vec<String> {
    let start = root.join(folder);
    if !start.is_dir() {
        return Vec::new();
    }
    // A folder outside the root is its own boundary.
    let real = |path: &Utf8Path| path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned());
    let (real_root, real_start) = (real(root), real(&start));
    let bound = if real_start.starts_with(&real_root) { real_root } else { real_start };
    let mut paths = Vec::new();
    let left_out = OutwardSymlinks::default();
    for entry in entries(&start, bound, names, &left_out) {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                match Utf8PathBuf::from_path_buf(entry.into_path()) {
                    Ok(path) => paths.push(unix(path.strip_prefix(root).unwrap_or(&path))),
                    Err(path) => findings.push(
                        Diagnostic::new(Code::FileUnreadable, format!("the name of {} is not UTF-8", path.display()))
                            .help("rename the file"),
                    ),
                }
            }
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
            Ok(entry) => findings.push(
                Diagnostic::new(
                    Code::FileUnreadable,
                    format!("{} is neither a file nor a folder", shown(root, entry.path())),
                )
                .help("take it out, or put a file in its place"),
            ),
            // Emacs locks a file with a hidden link that leads nowhere.
            Err(error) if place(&error).is_some_and(|path| path.file_name().is_some_and(is_passing)) => {}
            Err(error) => findings.push(failed_entry(root, &error)),
        }
    }
    findings.extend(left_out.take().iter().map(|link| {
        let to = fs::read_link(link).map(|to| format!(" ({})", to.display())).unwrap_or_default();
        Diagnostic::new(
            Code::FileSymlink,
            format!("{} is a link to a place outside of the site{to}, and is not read", shown(root, link)),
        )
        .help("put a copy of what it leads to in its place, or take the link out")
    }));
    // Sorted part by part, as folders list them: `a/b` comes before `a-b`.
    paths.sort_by_cached_key(|path| path.replace('/', "\0"));
    paths
}

/// A path in the form that reports use: from the site's root, with forward slashes.
fn shown(root: &Utf8Path, path: &Path) -> String {
    let path = Utf8PathBuf::from(path.to_string_lossy().into_owned());
    unix(path.strip_prefix(root).unwrap_or(&path))
}

/// The finding for an entry that could not be listed.
fn failed_entry(root: &Utf8Path, error: &ignore::Error) -> Diagnostic {
    let path = place(error).map(|path| shown(root, path.as_std_path()));
    let target = place(error).and_then(|path| path.read_link_utf8().ok());
    match (cause(error), path) {
        (ignore::Error::Loop { child, .. }, _) => Diagnostic::new(
            Code::FileSymlink,
            format!("{} is a link to a folder that it lies in, and is not followed", shown(root, child)),
        )
        .help("take the link out"),
        (ignore::Error::Io(error), Some(path)) => match target {
            Some(target) if error.kind() == io::ErrorKind::NotFound => {
                Diagnostic::new(Code::FileSymlink, format!("{path} is a link to {target}, which is not there"))
                    .help("put a file in its place, or take the link out")
            }
            _ => Diagnostic::new(Code::FileUnreadable, format!("{path} cannot be read: {error}"))
                .help("look at the permissions of this path"),
        },
        (error, _) => {
            Diagnostic::new(Code::FileUnreadable, error.to_string()).help("look at the permissions of this path")
        }
    }
}

/// Symbolic links that a walk found and did not follow, because they lead out of the site.
#[derive(Clone, Debug, Default)]
pub struct OutwardSymlinks(Arc<Mutex<Vec<PathBuf>>>);

impl OutwardSymlinks {
    fn push(&self, link: &Path) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(link.to_owned());
    }

    /// The links found so far, sorted.
    fn take(&self) -> Vec<PathBuf> {
        let mut links = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        links.sort();
        links
    }
}

/// All entries below a folder. Symbolic links are followed if their targets are in `root`, which is a real path; the
/// others are added to `left_out`.
pub fn entries(folder: &Utf8Path, root: Utf8PathBuf, names: FileNameFilter, left_out: &OutwardSymlinks) -> Walk {
    let mut builder = WalkBuilder::new(folder);
    let links = left_out.clone();
    builder.standard_filters(false).follow_links(true).filter_entry(move |entry| {
        let name = entry.file_name().to_string_lossy();
        if entry.depth() == 0 {
            return true;
        }
        if is_passing(&name) || (names == FileNameFilter::NoUnderscore && name.starts_with('_')) {
            return false;
        }
        let leads_out =
            entry.path_is_symlink() && entry.path().canonicalize().is_ok_and(|real| !real.starts_with(&root));
        if leads_out {
            links.push(entry.path());
        }
        !leads_out
    });
    builder.build()
}

/// The innermost error, without the path.
fn cause(error: &ignore::Error) -> &ignore::Error {
    match error {
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => cause(err),
        error => error,
    }
}

/// The path at which a walk failed.
fn place(error: &ignore::Error) -> Option<&Utf8Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Utf8Path::from_path(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        _ => None,
    }
}
