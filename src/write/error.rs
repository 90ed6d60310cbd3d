//! The errors of the writer, with advice on what to do.

use std::{fmt, io};

use camino::{Utf8Path, Utf8PathBuf};

/// Why a site was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The output belongs to somebody else, or a file of somebody else is in the way. Nothing was changed.
    Refused {
        /// The reason.
        message: String,
        /// Advice.
        help: String,
    },
    /// Another build is writing to the same folder. Nothing was changed.
    Busy {
        /// The output folder.
        output: Utf8PathBuf,
    },
    /// Another program changed the output during the build. Nothing was changed.
    Disturbed {
        /// The output folder.
        output: Utf8PathBuf,
    },
    /// A file exists already and must not be overwritten. Nothing was changed.
    Exists {
        /// The file.
        path: Utf8PathBuf,
    },
    /// An operation on a single file outside the output failed.
    File {
        /// The file or folder concerned.
        path: Utf8PathBuf,
        /// The attempted action, which completes "could not …".
        action: &'static str,
        /// The error of the system.
        source: io::Error,
    },
    /// An operation failed while a site was written.
    Io {
        /// The file or folder concerned.
        path: Utf8PathBuf,
        /// The attempted action, which completes "could not …".
        action: &'static str,
        /// The error of the system.
        source: io::Error,
    },
}

impl WriteError {
    pub(super) fn refused(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), help: help.into() }
    }

    /// For `map_err`: turns a system error into a [`WriteError::Io`] for an action on a path.
    pub(super) fn io(action: &'static str, path: &Utf8Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), action, source }
    }

    /// For `map_err`: turns a system error into a [`WriteError::File`] for an action on a path.
    pub(super) fn file(action: &'static str, path: &Utf8Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File { path: path.to_owned(), action, source }
    }

    /// The same error with the path of the final file in place of its temporary path.
    pub(super) fn at(self, path: &Utf8Path) -> Self {
        match self {
            Self::Io { action, source, .. } => Self::Io { path: path.to_owned(), action, source },
            other => other,
        }
    }

    /// The same error for an operation on a single file.
    pub(super) fn of_file(self) -> Self {
        match self {
            Self::Io { path, source, .. } if source.kind() == io::ErrorKind::AlreadyExists => Self::Exists { path },
            Self::Io { path, action, source } => Self::File { path, action, source },
            other => other,
        }
    }

    /// The error in one line.
    pub fn message(&self) -> String {
        match self {
            Self::Refused { message, .. } => message.clone(),
            Self::Busy { output } => format!("another build is writing `{output}`"),
            Self::Disturbed { output } => format!("another program changed `{output}` while the site was being made"),
            Self::Exists { path } => format!("{path} exists already"),
            Self::Io { path, action, source } | Self::File { path, action, source } => {
                format!("could not {action} `{path}`: {source}")
            }
        }
    }

    /// Advice on what to do, if there is any.
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::Refused { help, .. } => Some(help),
            Self::Busy { .. } => Some("wait until it is done, or write to another folder with -o"),
            Self::Disturbed { .. } => Some("build again"),
            Self::Exists { .. } => Some("choose another name, or move it away"),
            Self::File { source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied => Some("make the folder writable for you; nothing was changed"),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    Some("free some space and give the command again; nothing was changed")
                }
                io::ErrorKind::NotADirectory => Some("a file stands where a folder is needed: move it away"),
                _ => None,
            },
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied => Some("make it writable for you, or choose another folder with -o"),
                io::ErrorKind::ReadOnlyFilesystem => Some("choose a folder on another file system with -o"),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some("free some space and build again"),
                _ => None,
            },
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())?;
        self.help().map_or(Ok(()), |help| write!(f, "\nhelp: {help}"))
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } | Self::File { source, .. } => Some(source),
            _ => None,
        }
    }
}
