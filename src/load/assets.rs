//! Decides which files of `static/` are published.
//!
//! In: the site's folders. Out: paths of files from the site's root, and a finding for everything that is not
//! published. Only files inside the folder are published: a symbolic link that leads out of it could publish a saved
//! text, a draft or a key that nobody put there. Never here: reading files.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use super::names::{is_passing, unix};
use crate::config::{PathOverlap, Paths};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The content of the folder for static files, as paths from the root.
#[derive(Default)]
pub(super) struct StaticFiles {
    /// Files that are published, sorted part by part.
    pub files: Vec<String>,
    /// Symbolic links that are not published.
    pub kept_back: Vec<String>,
}

/// Lists the folder for static files. If the folder itself must not be published, the result is empty.
pub(super) fn find(root: &Utf8Path, paths: &Paths, findings: &mut Diagnostics) -> StaticFiles {
    let start = root.join(&paths.assets);
    let Ok(real_start) = start.canonicalize_utf8() else { return StaticFiles::default() };
    if !real_start.is_dir() {
        return StaticFiles::default();
    }
    let real_root = root.canonicalize_utf8().unwrap_or_else(|_| root.to_owned());
    if let Some(why) = refusal(&real_root, &real_start) {
        findings.push(
            Diagnostic::new(Code::FileSymlink, format!("{} {why}, and nothing in it is published", paths.assets))
                .help("make it a folder of this site, and copy into it what readers may have"),
        );
        return StaticFiles { files: Vec::new(), kept_back: vec![unix(Utf8Path::new(&paths.assets))] };
    }
    let mut walk = StaticWalk { root, start: &real_start, above: Vec::new(), found: StaticFiles::default(), findings };
    walk.enter(&start, real_start.clone());
    let mut found = walk.found;
    // Sorted part by part, as folders list them: `a/b` comes before `a-b`.
    found.files.sort_by_cached_key(|path| path.replace('/', "\0"));
    found
}

/// Why a real folder cannot be published as a whole.
fn refusal(root: &Utf8Path, folder: &Utf8Path) -> Option<&'static str> {
    match folder.strip_prefix(root) {
        Err(_) => Some("is a symbolic link that leads out of the site's folder"),
        Ok(inside) if inside.as_str().is_empty() => Some("is a symbolic link to the site's own folder"),
        Ok(inside) if is_hidden(inside) => Some("is a symbolic link to a hidden folder"),
        Ok(_) => None,
    }
}

/// Whether a path contains a name that is never published.
fn is_hidden(path: &Utf8Path) -> bool {
    path.components().any(|part| is_passing(part.as_str()))
}

/// Findings for input folders of which one really lies in another, through symbolic links or arguments on the command
/// line. The pairs in `told` have been reported before and are left out.
pub(super) fn overlaps(root: &Utf8Path, paths: &Paths, told: &[PathOverlap]) -> Vec<Diagnostic> {
    // A folder that does not exist or cannot be reached is skipped. If it cannot be reached, reading it reports the
    // error.
    let real =
        |(key, path): (&'static str, &str)| Some((key, path.to_owned(), root.join(path).canonicalize_utf8().ok()?));
    let folders: Vec<_> = paths.keyed().into_iter().filter(|(key, _)| *key != "output").filter_map(real).collect();
    let is_told = |a, b| told.iter().any(|known| [(a, b), (b, a)].contains(&(known.inner, known.outer)));
    let mut findings = Vec::new();
    for (inner, path, folder) in &folders {
        for (outer, outer_path, outer_folder) in &folders {
            // Two names of one folder are reported once.
            let is_second = folder == outer_folder && inner <= outer;
            if inner == outer || is_second || !folder.starts_with(outer_folder) || is_told(*inner, *outer) {
                continue;
            }
            let lies = if folder == outer_folder { "is the same folder as" } else { "lies in" };
            findings.push(
                Diagnostic::new(
                    Code::FieldValue,
                    format!("the folder for {inner}, {path}, {lies} the one for {outer}, {outer_path}"),
                )
                .help("give each of them a folder of its own; one of the two may be a symbolic link"),
            );
        }
    }
    findings
}

struct StaticWalk<'a> {
    root: &'a Utf8Path,
    /// The real folder for static files.
    start: &'a Utf8Path,
    /// The real paths of the folders that the walk is in, outermost first.
    above: Vec<Utf8PathBuf>,
    found: StaticFiles,
    findings: &'a mut Diagnostics,
}

impl StaticWalk<'_> {
    fn enter(&mut self, folder: &Utf8Path, real: Utf8PathBuf) {
        let shown = self.shown(folder);
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.unreadable(&shown, &error.to_string()),
        };
        self.above.push(real);
        for entry in entries {
            match entry {
                Ok(entry) => self.take(folder, &entry),
                Err(error) => self.unreadable(&shown, &error.to_string()),
            }
        }
        self.above.pop();
    }

    fn take(&mut self, folder: &Utf8Path, entry: &fs::DirEntry) {
        let name = entry.file_name();
        if is_passing(&name.to_string_lossy()) {
            return;
        }
        let Some(name) = name.to_str() else {
            self.findings.push(
                Diagnostic::new(
                    Code::FileUnreadable,
                    format!("the name of {}/{} is not UTF-8", self.shown(folder), name.to_string_lossy()),
                )
                .help("rename the file"),
            );
            return;
        };
        let path = folder.join(name);
        match entry.file_type() {
            Ok(kind) if kind.is_symlink() => self.follow(&path),
            Ok(kind) if kind.is_dir() => {
                let real = self.above.last().map_or_else(|| path.clone(), |above| above.join(name));
                self.enter(&path, real);
            }
            Ok(kind) if kind.is_file() => self.found.files.push(self.shown(&path)),
            Ok(_) => self.unreadable(&self.shown(&path), "it is neither a file nor a folder"),
            Err(error) => self.unreadable(&self.shown(&path), &error.to_string()),
        }
    }

    /// Follows a symbolic link if its target is in the folder for static files.
    fn follow(&mut self, path: &Utf8Path) {
        let Ok(real) = path.canonicalize_utf8() else { return self.keep_back(path, "leads nowhere") };
        let Ok(inside) = real.strip_prefix(self.start) else {
            return self.keep_back(path, "leads out of this folder");
        };
        if is_hidden(inside) {
            self.keep_back(path, "leads to what is hidden");
        } else if self.above.iter().any(|above| above.starts_with(&real)) {
            self.keep_back(path, "leads to a folder that it lies in");
        } else if real.is_dir() {
            self.enter(path, real);
        } else if real.is_file() {
            self.found.files.push(self.shown(path));
        } else {
            self.keep_back(path, "leads to what is neither a file nor a folder");
        }
    }

    fn keep_back(&mut self, path: &Utf8Path, why: &str) {
        let shown = self.shown(path);
        self.found.kept_back.push(shown.clone());
        let target = path.read_link_utf8().map(|target| format!(" to {target}")).unwrap_or_default();
        self.findings.push(
            Diagnostic::new(Code::FileSymlink, format!("{shown}, a symbolic link{target}, {why} and is not published"))
                .help("put a copy in its place, if readers may have it; otherwise delete the link"),
        );
    }

    fn unreadable(&mut self, shown: &str, why: &str) {
        self.findings.push(
            Diagnostic::new(Code::FileUnreadable, format!("{shown} cannot be read: {why}"))
                .help("look at its permissions"),
        );
    }

    /// The path from the site's root.
    fn shown(&self, path: &Utf8Path) -> String {
        unix(path.strip_prefix(self.root).unwrap_or(path))
    }
}
