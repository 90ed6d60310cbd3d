//! The lock that allows only one build at a time to write to an output folder.

use std::fs::{self, File, TryLockError};
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::WriteError;
use super::disk::found;
use super::output_place::CheckedOutputFolder;

/// A lock file, held while a build writes. If the build is killed, the system releases the lock.
#[derive(Debug)]
pub(super) struct OutputLock {
    path: Utf8PathBuf,
    _file: File,
}

impl OutputLock {
    /// Takes the lock beside the output, or inside it if the program may not write beside it.
    pub fn take(place: &CheckedOutputFolder) -> Result<Self, WriteError> {
        let denied = |kind| matches!(kind, io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem);
        match Self::take_at(place, place.lock()) {
            Err(WriteError::Io { source, .. }) if denied(source.kind()) && place.output.is_dir() => {
                Self::take_at(place, place.inner_lock())
            }
            result => result,
        }
    }

    fn take_at(place: &CheckedOutputFolder, path: Utf8PathBuf) -> Result<Self, WriteError> {
        loop {
            // Opening a pipe would block, and a symlink never is the opened file, so the loop would not end.
            let there = found(path.symlink_metadata()).map_err(WriteError::io("look at", &path))?;
            if there.is_some_and(|there| !there.is_file()) {
                let message = format!("`{path}` is in the way: dateline needs this name for a file of its own");
                return Err(WriteError::refused(message, "delete it, or choose another folder with -o"));
            }
            let file = File::options().create(true).truncate(false).write(true).open(&path);
            let file = file.map_err(WriteError::io("create", &path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(WriteError::Busy { output: place.shown.clone() }),
                // Some network file systems have no locks. Building without a lock is better than not building at all.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(WriteError::io("lock", &path)(error)),
            }
            // The previous build may have deleted the file after it was opened here. The lock would then be on a file
            // that other builds cannot see, so this must be tried again.
            if is_still(&file, &path).map_err(WriteError::io("lock", &path))? {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for OutputLock {
    fn drop(&mut self) {
        // Deleted while the lock is held, so that it cannot be the lock of another build. If this fails, the file stays
        // there unlocked and does no harm.
        drop(fs::remove_file(&self.path));
    }
}

#[cfg(unix)]
fn is_still(file: &File, path: &Utf8Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let ours = file.metadata()?;
    Ok(found(path.symlink_metadata())?.is_some_and(|there| (there.dev(), there.ino()) == (ours.dev(), ours.ino())))
}

/// Whether the path still exists: on this system an open file keeps its name.
#[cfg(not(unix))]
fn is_still(_file: &File, path: &Utf8Path) -> io::Result<bool> {
    found(path.symlink_metadata()).map(|there| there.is_some())
}
