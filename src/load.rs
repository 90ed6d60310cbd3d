//! Disk → inputs: the only reader.
//!
//! Every text comes out clean: UTF-8 without a byte-order mark, line ends `\n`. A symbolic link that leads out of the site's
//! folder is not followed, and that is told. What cannot be read is a finding, not the end. A [`SiteFolder`] that is
//! scanned again reads only files that are not as they were, and hands out texts that did not change as the same
//! values.

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

/// What was found in saved texts, for those who do not have them.
pub const LOCK: &str = "evidence.lock";

/// What was read, and from where.
pub struct LoadedSite {
    /// For the pipeline.
    pub inputs: BuildInputs,
    /// What `site.toml` says of the site's surroundings.
    pub layout: SiteLayout,
    /// Paths from the root of what is new, different or gone since the last scan, sorted.
    pub changed: Vec<String>,
}

/// What has to be known of a site before anything is made of it; as far as `site.toml` can be understood.
#[derive(Clone, Debug, Default)]
pub struct SiteLayout {
    /// The site's folders.
    pub paths: Paths,
    /// Where the preview opens files.
    pub editor: Option<CodeEditor>,
    /// Where the site will stand.
    pub base_url: Option<BaseUrl>,
}

/// Reads the site at `root`, with the saved texts in `captures` in place of the folder that `site.toml` names.
pub fn load(root: &Utf8Path, captures: Option<Utf8PathBuf>) -> LoadedSite {
    SiteFolder::new(root.to_owned(), captures).scan()
}

/// A site's folder, and what was last seen of it.
pub struct SiteFolder {
    root: Utf8PathBuf,
    captures: Option<Utf8PathBuf>,
    seen: SeenFiles,
    /// What the last scan brought.
    last: Option<(BuildInputs, SiteLayout)>,
}

impl SiteFolder {
    /// A folder that has not been scanned.
    pub fn new(root: Utf8PathBuf, captures: Option<Utf8PathBuf>) -> Self {
        Self { root, captures, seen: SeenFiles::new(), last: None }
    }

    /// Reads the site, as far as it is not as it was.
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

    /// Reads only the files at these real paths. `None` where that does not do, and a scan is needed: the first time, and
    /// where something else than the words of a text has changed. At ten thousand files a scan takes thirty times as long.
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
                // An editor's file that came and went.
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
        // What is wrong in it is told by the pipeline; here only these matter.
        let Config { mut paths, editor, base_url, appearance, .. } = parse::config(file, &text.path, &text.text).0;
        let told = paths.overlaps();
        if let Some(captures) = &self.captures {
            // A folder of the site is called as one.
            let root = self.root.canonicalize_utf8().unwrap_or_else(|_| self.root.clone());
            paths.captures = captures.strip_prefix(&root).unwrap_or(captures).to_string();
        }
        inputs.findings.extend(assets::overlaps(&self.root, &paths, &told));
        // The theme's templates come first; a site's own then take their names.
        for (name, text) in builtin::templates(appearance.theme) {
            let file = inputs.files.add(builtin::path("templates", name), text);
            inputs.templates.insert(name.to_owned(), file);
        }
        let mut wanted = self.list(&paths, inputs);
        self.drop_outside(&paths.content, &mut wanted, inputs);
        let not_read = beside::find(&self.root, &paths, appearance.theme, &mut inputs.findings);
        wanted.extend(not_read.into_iter().map(|path| ((ReadAs::Nothing, path), FileRole::Told)));
        let files: Vec<SeenFile> = wanted.par_iter().map(|(key, _)| self.see(key, now)).collect();
        for ((key, role), file) in wanted.into_iter().zip(files) {
            take_in(file.content.clone(), &key.1, role, inputs);
            seen.insert(key, file);
        }
        add_theme_assets(appearance.theme, inputs);
        SiteLayout { paths, editor, base_url }
    }

    /// Every file of the site but `site.toml`, with what it is for.
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
        // A page saved as PDF or picture may lie beside its text. It is not read, but a record may have its SHA-256.
        below(&paths.captures, FileNameFilter::Visible, findings, &|name| {
            Some(CaptureFormat::of(name).map_or(FileRole::HashedCapture, FileRole::Capture))
        });
        let prefix = unix(Utf8Path::new(&paths.assets));
        let found = assets::find(&self.root, paths, findings);
        // That something of this kind comes or goes is a change, although nothing of it is read.
        wanted.extend(found.kept_back.into_iter().map(|path| ((ReadAs::Nothing, path), FileRole::Told)));
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

    /// Takes out attachments that links bring into the content folder from elsewhere: what lies there is not meant for
    /// readers.
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

    /// One file as it is `now` or later; what it holds is read only where it may be something else than at the last scan.
    fn see(&self, key: &(ReadAs, String), now: SystemTime) -> SeenFile {
        SeenFile::of(&self.root, key, self.seen.get(key), now)
    }
}
