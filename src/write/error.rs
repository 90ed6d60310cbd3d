//! What can go wrong while writing, in words that say what to do.

use std::{fmt, io};

use camino::{Utf8Path, Utf8PathBuf};

/// Why a site was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The output is not ours to write, or something that is not ours is in the way. Nothing was changed.
    Refused {
        /// What is wrong.
        message: String,
        /// The way out.
        help: String,
    },
    /// Another build is writing there. Nothing was changed.
    Busy {
        /// The output folder.
        output: Utf8PathBuf,
    },
    /// The file system failed.
    Io {
        /// The file or folder concerned.
        path: Utf8PathBuf,
        /// What we tried, completing "could not …".
        action: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl WriteError {
    pub(super) fn refused(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), help: help.into() }
    }

    /// For `map_err`: a failure to do this with that path.
    pub(super) fn io(action: &'static str, path: &Utf8Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), action, source }
    }

    /// What went wrong, in one line.
    pub fn message(&self) -> String {
        match self {
            Self::Refused { message, .. } => message.clone(),
            Self::Busy { output } => format!("another build is writing `{output}`"),
            Self::Io { path, action, source } => format!("could not {action} `{path}`: {source}"),
        }
    }

    /// What to do about it, where we know.
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::Refused { help, .. } => Some(help),
            Self::Busy { .. } => Some("wait until it is done, or write to another folder with -o"),
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
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
