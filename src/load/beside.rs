//! Finds folders and files beside `site.toml` that were probably meant as parts of the site.
//!
//! In: the site's folder and `[paths]`. Out: a finding for each folder or file that is not read because its name is
//! misspelt or because it is one folder too high. Unrelated files are often beside a site, so two conditions must hold:
//! the right folder or file is missing, and files in the folder would be read if it had the right name.

use std::fs;

use camino::Utf8Path;

use super::names::{SITE, is_passing};
use super::walk::{FileNameFilter, walk};
use crate::capture::CaptureFormat;
use crate::config::{BuiltInTheme, Paths};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, is_slip_of};
use crate::parse::{self, ContentKind};
use crate::render::builtin;

/// Folders of the content folder.
const CONTENT: [&str; 4] = ["events", "articles", "sources", "pages"];

/// Files of the content folder.
const RECORDS: [&str; 4] = ["actors.toml", "offices.toml", "places.toml", "overview.toml"];

/// The finding for a folder without a `site.toml`. A file may have been meant as one.
pub(super) fn no_site(root: &Utf8Path) -> Diagnostic {
    let finding = Diagnostic::new(Code::SiteMissing, format!("there is no {SITE} in {root}"));
    match names(root, fs::FileType::is_file).into_iter().find(|name| may_be_site(name)) {
        Some(name) if name.to_lowercase().contains(".t") => finding.help(format!("rename {name} to {SITE}")),
        Some(name) => finding.help(format!("rename {name} to {SITE}, and write what it says in TOML")),
        None => finding.help("go to the folder of your site, name it with -C, or begin one with `dateline init`"),
    }
}

fn may_be_site(name: &str) -> bool {
    const ENDINGS: [&str; 7] = ["tml", "tom", "toml.txt", "txt", "yaml", "yml", "json"];
    let lower = name.to_lowercase();
    let is_named_site = lower.strip_prefix("site.").is_some_and(|ending| ENDINGS.contains(&ending));
    is_named_site || (lower.starts_with("si") && is_slip_of(name, SITE))
}

/// Reports folders and files that are not read, and returns their paths from the root.
pub(super) fn find(root: &Utf8Path, paths: &Paths, theme: BuiltInTheme, findings: &mut Diagnostics) -> Vec<String> {
    let folders = names(root, fs::FileType::is_dir);
    let mut found = Vec::new();
    let mut tell = |name: &str, message: String, help: String| {
        found.push(name.to_owned());
        findings.push(Diagnostic::new(Code::FileNotRead, message).help(help));
    };
    for (key, path) in paths.keyed() {
        if key == "output" || path.contains('/') || root.join(path).exists() {
            continue;
        }
        for name in &folders {
            let is_other = paths.keyed().iter().any(|(_, other)| other == name);
            if !is_other && is_slip_of(name, path) && would_be_read(root, name, key, theme) {
                tell(
                    name,
                    format!("{name}/ is not read: the folder for {key} is {path}/, which is not there"),
                    format!("rename it to {path}, or write {key} = \"{name}\" below [paths] in {SITE}"),
                );
            }
        }
    }
    let content = &paths.content;
    if !root.join(content).exists() {
        let is_content = |name: &&String| {
            let has_kind = |path: &String| ContentKind::of(path).is_some();
            CONTENT.contains(&name.as_str())
                && below(root, name).map(|path| format!("{name}/{path}")).any(|path| has_kind(&path))
        };
        for name in folders.iter().filter(is_content) {
            tell(
                name,
                format!("{name}/ is not read: content lies in {content}/"),
                format!("move it to {content}/{name}"),
            );
        }
    }
    for name in RECORDS {
        if root.join(name).is_file() && !root.join(content).join(name).exists() {
            tell(
                name,
                format!("{name} is not read: content lies in {content}/"),
                format!("move it to {content}/{name}"),
            );
        }
    }
    found
}

/// Whether a folder has a file that would be read if it were the folder for this key of `[paths]`.
fn would_be_read(root: &Utf8Path, folder: &str, key: &str, theme: BuiltInTheme) -> bool {
    below(root, folder).any(|path| match key {
        "content" => ContentKind::of(&path).or_else(|| ContentKind::of(&parse::probable_path(&path)?)).is_some(),
        "templates" => builtin::templates(theme).any(|(name, _)| *name == *path),
        "captures" => CaptureFormat::of(&path).is_some(),
        _ => true,
    })
}

/// The files below a folder, as paths from there.
fn below(root: &Utf8Path, folder: &str) -> impl Iterator<Item = String> {
    let prefix = format!("{folder}/");
    let paths = walk(root, Utf8Path::new(folder), FileNameFilter::NoUnderscore, &mut Diagnostics::default());
    paths.into_iter().filter_map(move |path| Some(path.strip_prefix(&prefix)?.to_owned()))
}

/// The names of the entries of a folder that pass `is_wanted`, sorted, without hidden ones and those that begin with
/// `_`. They only serve to find misspelt ones, so a folder that cannot be read has none; the reader of content reports why.
fn names(folder: &Utf8Path, is_wanted: fn(&fs::FileType) -> bool) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter(|entry| entry.file_type().is_ok_and(|kind| is_wanted(&kind)));
    let mut names: Vec<String> = names.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| !is_passing(name) && !name.starts_with('_'));
    names.sort();
    names
}
