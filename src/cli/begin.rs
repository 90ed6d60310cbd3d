//! Functions that `new` and `import` share: opening the site, choosing an id, and writing files that must not exist
//! yet.

use camino::Utf8Path;

use super::args::GlobalArgs;
use super::exit_status::ExitStatus;
use super::report;
use crate::config::{Paths, RawHtmlPolicy};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::load::{LoadedSite, load};
use crate::parse::{self, ContentKind};
use crate::pipeline::{self, BuildOptions, CaptureFile};
use crate::resolve::KnownSources;
use crate::route::Slug;
use crate::span::{Files, TextFile};
use crate::write::{self, NewFile, WriteError};

/// The site to which something is added.
pub(super) struct ExistingSite {
    /// The folders of the site.
    pub paths: Paths,
    loaded: LoadedSite,
}

impl ExistingSite {
    /// Reads the site, or reports why nothing can be added to it.
    pub fn open(general: &GlobalArgs) -> Result<Self, ExitStatus> {
        let loaded = load(&general.root, None);
        let Some(file) = loaded.inputs.site else {
            report::failure(
                &format!("there is no site.toml in {} that can be read", general.root),
                Some("name the site's folder with -C, or begin one with `dateline init`"),
            );
            return Err(ExitStatus::WrongUsage);
        };
        let text = loaded.inputs.files.get(file);
        let findings = parse::config(file, &text.path, &text.text).1;
        if findings.has_errors() {
            // With such errors the right folder for a new file is not known.
            report::findings(&findings, &loaded.inputs.files, usize::MAX)?;
            return Err(ExitStatus::ContentHasErrors);
        }
        Ok(Self { paths: loaded.layout.paths.clone(), loaded })
    }

    /// The sources of the site, drafts included.
    pub fn sources(&self) -> KnownSources {
        let inputs = &self.loaded.inputs;
        let mut known = KnownSources::default();
        for (file, kind) in
            inputs.content.iter().filter(|(_, kind)| matches!(kind, ContentKind::Article | ContentKind::Sources))
        {
            let TextFile { path, text, .. } = inputs.files.get(*file);
            for source in parse::parse(*kind, *file, path, text, RawHtmlPolicy::Sanitise).0.sources {
                known.add(&source);
            }
        }
        known
    }

    /// The errors in this file that `check` would report if it were in the content folder, with all files that they
    /// point into.
    pub fn errors(
        &self,
        kind: ContentKind,
        path: &str,
        text: &str,
        capture: Option<CaptureFile>,
    ) -> (Diagnostics, Files) {
        let mut inputs = self.loaded.inputs.clone();
        let file = inputs.files.add(path, text);
        inputs.content.push((file, kind));
        inputs.captures.extend(capture);
        let made = pipeline::make(&inputs, &BuildOptions { drafts: true, ..BuildOptions::default() }, None, &());
        let concerns = |finding: &&Diagnostic| {
            let related = finding.related.iter().map(|related| related.span);
            finding.severity == Severity::Error && finding.span.into_iter().chain(related).any(|span| span.file == file)
        };
        let errors = made.findings.iter().filter(concerns).cloned().collect();
        (errors, made.files)
    }
}

/// The id that was given, or one made from the title.
pub(super) fn id(given: Option<&str>, title: &str) -> Result<Slug, ExitStatus> {
    let id = match given {
        Some(id) => Slug::new(id).map_err(|bad| format!("“{id}” cannot be an id: it {bad}")),
        None if title.is_empty() => Err("nothing tells a title to make an id from".to_owned()),
        None => Slug::from_words(title)
            .ok_or_else(|| "the title has neither letters nor digits to make an id from".to_owned()),
    };
    id.map_err(|message| {
        report::failure(&message, Some("name one with --id"));
        ExitStatus::WrongUsage
    })
}

/// Writes new files and their folders. If one cannot be written, none is.
pub(super) fn create(files: &[NewFile<'_>]) -> Result<(), ExitStatus> {
    write::create(files).map_err(|error| match error {
        WriteError::Exists { path } => exists(&path),
        error => {
            report::failure(&error.message(), error.help());
            ExitStatus::MachineFailed
        }
    })
}

/// Reports that a file of this name exists already.
pub(super) fn exists(path: &Utf8Path) -> ExitStatus {
    report::failure(&format!("{path} exists already"), Some("choose another id with --id"));
    ExitStatus::WrongUsage
}
