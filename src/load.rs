//! Disk → inputs: the only module that reads content.
//!
//! In: a site's folder. Out: its files, with every text as UTF-8 without a byte-order mark and with line ends `\n`. A
//! symbolic link that leads out of the site's folder is not followed and is reported. A file that cannot be read is a
//! finding and does not end the scan. A [`SiteFolder`] that is scanned again reads only files that may have changed,
//! and returns unchanged texts as the same values.

#![expect(clippy::disallowed_methods, reason = "this is the room that reads")]

mod assets;
mod beside;
mod limits;
mod names;
mod roles;
mod seen;
#[cfg(test)]
mod tests;
mod walk;

pub use limits::{LARGEST_TEXT, too_large};
pub use names::{SITE, is_passing};
pub use walk::{FileNameFilter, OutwardSymlinks, entries};

use std::collections::BTreeSet;
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::capture::CaptureFormat;
use crate::config::{BaseUrl, CodeEditor, Config, Paths};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::parse::{self, ContentKind};
use crate::pipeline::BuildInputs;
use crate::render::builtin;
use crate::route::Route;
use crate::span::Files;
use crate::text::composed;
use names::unix;
use roles::{FileRole, add_text, add_theme_assets, is_attached, take_in};
use seen::{FileContent, ReadAs, SeenFile, SeenFiles, changes};
use walk::walk;

/// The file with the results of checking saved texts, for people who do not have those texts.
pub const LOCK: &str = "evidence.lock";

/// The inputs of a build, and the settings and changes found while they were read.
pub struct LoadedSite {
    /// The inputs of the pipeline.
    pub inputs: BuildInputs,
    /// The folders, editor and address from `site.toml`.
    pub layout: SiteLayout,
    /// Paths from the root of files that were added, changed or removed since the last scan, sorted.
    pub changed: Vec<String>,
}

/// The settings of `site.toml` that the program needs before a build; defaults where `site.toml` cannot be understood.
#[derive(Clone, Debug, Default)]
pub struct SiteLayout {
    /// The site's folders.
    pub paths: Paths,
    /// The editor in which the preview opens files.
    pub editor: Option<CodeEditor>,
    /// The address at which the site will be published.
    pub base_url: Option<BaseUrl>,
}

/// Reads the site at `root`. `captures`, if given, replaces the folder for saved texts that `site.toml` names.
pub fn load(root: &Utf8Path, captures: Option<Utf8PathBuf>) -> LoadedSite {
    SiteFolder::new(root.to_owned(), captures).scan()
}

/// A site's folder, with the files as they were at the last scan.
pub struct SiteFolder {
    root: Utf8PathBuf,
    captures: Option<Utf8PathBuf>,
    seen: SeenFiles,
    /// The result of the last scan.
    last: Option<(BuildInputs, SiteLayout)>,
}

impl SiteFolder {
    /// A folder that has not been scanned.
    pub fn new(root: Utf8PathBuf, captures: Option<Utf8PathBuf>) -> Self {
        Self { root, captures, seen: SeenFiles::new(), last: None }
    }

    /// Reads the site. Files that have not changed since the last scan are not read again.
    pub fn scan(&mut self) -> LoadedSite {
        let files = self.last.as_ref().map(|(inputs, _)| Files::keeping_ids_of(&inputs.files)).unwrap_or_default();
        let mut inputs = BuildInputs { files, ..BuildInputs::default() };
        let mut seen = SeenFiles::new();
        let layout = self.read_all(&mut inputs, &mut seen);
        inputs.files.end_keeping();
        let changed = changes(&self.seen, &seen);
        self.seen = seen;
        self.last = Some((inputs.clone(), layout.clone()));
        LoadedSite { inputs, layout, changed }
    }

    /// Reads only the files at these real paths. `None` if a full scan is needed: the first time, and when anything but
    /// the content of known text files has changed. With ten thousand files a scan takes thirty times as long.
    pub fn rescan(&mut self, places: &BTreeSet<Utf8PathBuf>) -> Option<LoadedSite> {
        let (mut inputs, layout) = self.last.clone()?;
        let root = self.root.canonicalize_utf8().ok()?;
        let now = SystemTime::now();
        let mut texts = Vec::new();
        for place in places {
            let path = unix(place.strip_prefix(&root).ok()?);
            let is_text_only = [ReadAs::Bytes, ReadAs::SavedBytes, ReadAs::Hash, ReadAs::Nothing]
                .iter()
                .all(|want| !self.seen.contains_key(&(*want, path.clone())));
            let key = (ReadAs::Text, path);
            match self.seen.get(&key).map(|file| &file.content) {
                Some(FileContent::Text(_)) if is_text_only && key.1 != SITE => {}
                // A temporary file of an editor, created and deleted since the last scan.
                None if is_text_only && place.symlink_metadata().is_err() => continue,
                _ => return None,
            }
            let file = self.see(&key, now);
            let FileContent::Text(text) = &file.content else { return None };
            texts.push((text.clone(), key, file));
        }
        let mut changed = Vec::new();
        for (text, key, file) in texts {
            if self.seen.get(&key).is_some_and(|before| !before.content.is(&file.content)) {
                inputs.files.replace(&key.1, text);
                changed.push(key.1.clone());
            }
            self.seen.insert(key, file);
        }
        self.last = Some((inputs.clone(), layout.clone()));
        Some(LoadedSite { inputs, layout, changed })
    }

    fn read_all(&self, inputs: &mut BuildInputs, seen: &mut SeenFiles) -> SiteLayout {
        let site = (ReadAs::Text, SITE.to_owned());
        let now = SystemTime::now();
        let file = self.see(&site, now);
        let content = file.content.clone();
        seen.insert(site, file);
        if content == FileContent::Missing {
            inputs.findings.push(beside::no_site(&self.root));
            return SiteLayout::default();
        }
        let Some(file) = add_text(content, SITE, inputs) else { return SiteLayout::default() };
        inputs.site = Some(file);
        let text = inputs.files.get(file);
        // The pipeline reports the mistakes in it. Here only these settings are needed.
        let Config { mut paths, editor, base_url, appearance, language, .. } =
            parse::config(file, &text.path, &text.text).0;
        let told = paths.overlaps();
        if let Some(captures) = &self.captures {
            // A folder inside the site is named by its path from the root.
            let root = self.root.canonicalize_utf8().unwrap_or_else(|_| self.root.clone());
            paths.captures = captures.strip_prefix(&root).unwrap_or(captures).to_string();
        }
        inputs.findings.extend(assets::overlaps(&self.root, &paths, &told));
        // The theme's templates are added first, so that the site's own templates of the same names replace them.
        for (name, text) in builtin::templates(appearance.theme) {
            let file = inputs.files.add(builtin::path("templates", name), text);
            inputs.templates.insert(name.to_owned(), file);
        }
        let mut wanted = self.list(&paths, inputs);
        self.drop_outside(&paths.content, &mut wanted, inputs);
        let not_read = beside::find(&self.root, &paths, appearance.theme, &mut inputs.findings);
        wanted.extend(not_read.into_iter().map(|path| ((ReadAs::Nothing, path), FileRole::ReportedOnly)));
        let files: Vec<SeenFile> = wanted.par_iter().map(|(key, _)| self.see(key, now)).collect();
        for ((key, role), file) in wanted.into_iter().zip(files) {
            take_in(file.content.clone(), &key.1, role, inputs);
            seen.insert(key, file);
        }
        add_theme_assets(appearance.theme, appearance.bundled_font(&language).is_some(), inputs);
        SiteLayout { paths, editor, base_url }
    }

    /// Every file of the site except `site.toml`, with its role.
    fn list(&self, paths: &Paths, inputs: &mut BuildInputs) -> Vec<((ReadAs, String), FileRole)> {
        let mut wanted = Vec::new();
        let mut below = |folder: &str, names, findings: &mut Diagnostics, role: &dyn Fn(&str) -> Option<FileRole>| {
            let start = self.root.join(folder);
            let prefix = unix(start.strip_prefix(&self.root).unwrap_or(&start));
            for path in walk(&self.root, Utf8Path::new(folder), names, findings) {
                let name = Utf8Path::new(&path).strip_prefix(&prefix).map_or(&*path, Utf8Path::as_str);
                if let Some(role) = role(name) {
                    wanted.push(((role.want(), path), role));
                }
            }
        };
        let findings = &mut inputs.findings;
        below(&paths.templates, FileNameFilter::Visible, findings, &|name| {
            Some(FileRole::Template(composed(name.to_owned())))
        });
        below(&paths.content, FileNameFilter::NoUnderscore, findings, &|name| {
            let other = || if is_attached(name) { FileRole::Attachment } else { FileRole::Nothing(name.to_owned()) };
            Some(ContentKind::of(name).map_or_else(other, FileRole::Content))
        });
        // A PDF or picture of a page may lie beside its saved text. It is only hashed, because a record may name its
        // SHA-256.
        below(&paths.captures, FileNameFilter::Visible, findings, &|name| {
            Some(CaptureFormat::of(name).map_or(FileRole::HashedCapture, FileRole::Capture))
        });
        let prefix = unix(Utf8Path::new(&paths.assets));
        let found = assets::find(&self.root, paths, findings);
        // They are not read, but a scan must report that one was added or removed.
        wanted.extend(found.kept_back.into_iter().map(|path| ((ReadAs::Nothing, path), FileRole::ReportedOnly)));
        for path in found.files {
            let name = Utf8Path::new(&path).strip_prefix(&prefix).map_or(&*path, Utf8Path::as_str);
            let role = FileRole::Asset(Route::file(name));
            wanted.push(((role.want(), path), role));
        }
        if self.root.join(LOCK).exists() {
            wanted.push(((ReadAs::Text, LOCK.to_owned()), FileRole::Lock));
        }
        wanted
    }

    /// Drops attachments that symbolic links bring into the content folder from elsewhere, since files there are not
    /// meant for readers.
    fn drop_outside(&self, content: &str, wanted: &mut Vec<((ReadAs, String), FileRole)>, inputs: &mut BuildInputs) {
        let Ok(content) = self.root.join(content).canonicalize_utf8() else { return };
        wanted.retain(|((_, path), role)| {
            let real = matches!(role, FileRole::Attachment).then(|| self.root.join(path).canonicalize_utf8());
            let is_inside = real.is_none_or(|real| real.is_ok_and(|real| real.starts_with(&content)));
            if !is_inside {
                inputs.findings.push(
                    Diagnostic::new(
                        Code::FileOutOfPlace,
                        format!("{path} is a link that leads out of the content folder"),
                    )
                    .help("copy the file to where the link is, if readers may have it"),
                );
            }
            is_inside
        });
    }

    /// Reads one file that cannot be older than `now`, unless its stamp shows that it has not changed since the last
    /// scan.
    fn see(&self, key: &(ReadAs, String), now: SystemTime) -> SeenFile {
        SeenFile::of(&self.root, key, self.seen.get(key), now)
    }
}
