//! Checks the location of the output folder.

use std::io;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::disk::found;
use super::{OutputTarget, WriteError};

/// The advice for refused folders.
const CHOOSE: &str = "choose a folder of its own with -o, such as `-o public`";

/// An output folder that has been checked, with the paths beside it. It need not exist.
#[derive(Debug)]
pub(super) struct CheckedOutputFolder {
    /// The absolute path without symlinks.
    pub output: Utf8PathBuf,
    /// The path as it was given, for messages.
    pub shown: Utf8PathBuf,
}

impl CheckedOutputFolder {
    /// Refuses an output that is, contains or is inside a folder that must not be touched.
    pub fn check(target: &OutputTarget<'_>) -> Result<Self, WriteError> {
        let shown = target.output.to_owned();
        let refuse = |what: String| Err(WriteError::refused(format!("the output `{shown}` {what}"), CHOOSE));
        let output = resolve(target.output)?;

        if output.file_name().is_none() {
            return refuse("is the root of the file system".to_owned());
        }
        match PathRelation::between(&output, &resolve(target.root)?) {
            PathRelation::Same => return refuse("is the root of the site".to_owned()),
            PathRelation::Holds => return refuse("holds the root of the site".to_owned()),
            PathRelation::LiesIn | PathRelation::Apart => {}
        }
        if let Some(home) = target.home {
            match PathRelation::between(&output, &resolve(home)?) {
                PathRelation::Same => return refuse("is your home folder".to_owned()),
                PathRelation::Holds => return refuse("holds your home folder".to_owned()),
                PathRelation::LiesIn | PathRelation::Apart => {}
            }
        }
        for input in target.inputs {
            match PathRelation::between(&output, &resolve(input)?) {
                PathRelation::Same => return refuse("is what the site is made from".to_owned()),
                PathRelation::Holds => return refuse(format!("holds `{input}`, which the site is made from")),
                PathRelation::LiesIn => return refuse(format!("lies in `{input}`, which the site is made from")),
                PathRelation::Apart => {}
            }
        }
        match found(output.metadata()).map_err(WriteError::io("look at", &shown))? {
            Some(metadata) if !metadata.is_dir() => refuse("is a file".to_owned()),
            _ => Ok(Self { output, shown }),
        }
    }

    pub fn parent(&self) -> &Utf8Path {
        self.output.parent().expect("the root of the file system is refused")
    }

    /// The folder beside the output in which the new tree is built.
    pub fn staging(&self) -> Utf8PathBuf {
        self.beside("staging")
    }

    /// The folder for new files if they are published one by one. It is inside the output, so that files can be renamed
    /// even if the output is a mount point.
    pub fn inner_staging(&self) -> Utf8PathBuf {
        self.output.join(INNER_STAGING)
    }

    pub fn lock(&self) -> Utf8PathBuf {
        self.beside("lock")
    }

    /// The lock file for users who may not write beside the output.
    pub fn inner_lock(&self) -> Utf8PathBuf {
        self.output.join(INNER_LOCK)
    }

    pub fn manifest(&self) -> Utf8PathBuf {
        self.output.join(MANIFEST)
    }

    /// A path beside the output: `.public.dateline-lock`.
    fn beside(&self, what: &str) -> Utf8PathBuf {
        let name = self.output.file_name().expect("the root of the file system is refused");
        self.parent().join(format!(".{name}.dateline-{what}"))
    }
}

/// Names in the output folder that are neither files of the site nor files of others.
pub(super) const MANIFEST: &str = ".dateline-manifest";
pub(super) const INNER_STAGING: &str = ".dateline-staging";
pub(super) const INNER_LOCK: &str = ".dateline-lock";

/// The position of the output relative to another path.
enum PathRelation {
    Same,
    Holds,
    LiesIn,
    Apart,
}

impl PathRelation {
    fn between(output: &Utf8Path, other: &Utf8Path) -> Self {
        match (output.starts_with(other), other.starts_with(output)) {
            (true, true) => Self::Same,
            (false, true) => Self::Holds,
            (true, false) => Self::LiesIn,
            (false, false) => Self::Apart,
        }
    }
}

/// The absolute path without symlinks, `.` and `..`. Its end need not exist.
fn resolve(path: &Utf8Path) -> Result<Utf8PathBuf, WriteError> {
    let error = |source: io::Error| WriteError::io("find", path)(source);
    let path = if path.as_str().is_empty() { Utf8Path::new(".") } else { path };
    let absolute = camino::absolute_utf8(path).map_err(error)?;
    for ancestor in absolute.ancestors() {
        let Some(known) = found(ancestor.canonicalize_utf8()).map_err(error)? else {
            if ancestor.is_symlink() {
                let message = format!("`{ancestor}` is a symbolic link that leads nowhere");
                return Err(WriteError::refused(message, "create the folder that it names, or remove the link"));
            }
            continue;
        };
        let rest = absolute.strip_prefix(ancestor).expect("an ancestor is a prefix");
        let mut resolved = known;
        let mut went_up = false;
        for component in rest.components() {
            match component {
                Utf8Component::ParentDir => went_up |= resolved.pop(),
                other => resolved.push(other),
            }
        }
        // After `..`, the path may lead through another symlink.
        return if went_up { resolve(&resolved) } else { Ok(resolved) };
    }
    Ok(absolute)
}
