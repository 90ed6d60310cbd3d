//! All changes that the writer makes to a disk, one method for each.
//!
//! Errors contain the path and the attempted action. In tests, a disk can fail after a number of operations, as if the
//! build were killed.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
#[cfg(all(test, unix))]
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::Utf8Path;

use super::WriteError;

/// Makes the writer's changes to a disk.
#[derive(Debug)]
pub(super) struct Disk {
    sync: bool,
    /// The number of operations before the first failure.
    #[cfg(all(test, unix))]
    left: AtomicUsize,
    /// The number of operations that fail then.
    #[cfg(all(test, unix))]
    failures: AtomicUsize,
}

impl Disk {
    pub fn new(sync: bool) -> Self {
        Self {
            sync,
            #[cfg(all(test, unix))]
            left: AtomicUsize::new(usize::MAX),
            #[cfg(all(test, unix))]
            failures: AtomicUsize::new(0),
        }
    }

    /// A disk on which all operations after the first ones fail, including cleanup, as if the build were killed.
    #[cfg(all(test, unix))]
    pub fn failing_after(operations: usize) -> Self {
        Self { left: AtomicUsize::new(operations), failures: AtomicUsize::new(usize::MAX), ..Self::new(false) }
    }

    /// A disk on which a single operation fails, after a number of others.
    #[cfg(all(test, unix))]
    pub fn failing_once_after(operations: usize) -> Self {
        Self { left: AtomicUsize::new(operations), failures: AtomicUsize::new(1), ..Self::new(false) }
    }

    /// Whether the first failure has happened or would be next.
    #[cfg(all(test, unix))]
    pub fn is_exhausted(&self) -> bool {
        self.left.load(Ordering::SeqCst) == 0
    }

    /// Creates a folder whose parent exists.
    pub fn create_folder(&self, path: &Utf8Path) -> Result<(), WriteError> {
        self.run("create", path, || fs::create_dir(path))
    }

    /// Creates a folder and its missing parents.
    pub fn create_folders(&self, path: &Utf8Path) -> Result<(), WriteError> {
        if path.is_dir() { Ok(()) } else { self.run("create", path, || fs::create_dir_all(path)) }
    }

    /// Writes a new file. Fails if it exists.
    pub fn create(&self, path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
        self.run("write", path, || {
            let mut file = File::create_new(path)?;
            file.write_all(bytes)?;
            if self.sync { file.sync_all() } else { Ok(()) }
        })
    }

    /// Writes a new file, and creates its missing parent folders.
    pub fn create_in_folders(&self, path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
        self.in_folders(path, || self.create(path, bytes))
    }

    /// Writes a new file and locks it. The lock lasts as long as the returned file.
    pub fn create_held(&self, path: &Utf8Path, bytes: &[u8]) -> Result<File, WriteError> {
        self.run("write", path, || {
            let mut file = File::create_new(path)?;
            match file.try_lock() {
                // Some network file systems have no locks. There, no other process takes this file for abandoned
                // either.
                Ok(()) | Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            file.write_all(bytes)?;
            if self.sync {
                file.sync_all()?;
            }
            Ok(file)
        })
    }

    /// Renames a file to a name that must be free.
    pub fn put(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.run("write", to, || match rename_to_free_name(from, to) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => match fs::hard_link(from, to) {
                Ok(()) => fs::remove_file(from),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
                // The file system has neither renames that fail for existing names nor hard links.
                Err(_) if to.symlink_metadata().is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
                Err(_) => fs::rename(from, to),
            },
            result => result,
        })
    }

    /// Creates a hard link to a file.
    pub fn link(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.run("link", to, || fs::hard_link(from, to))
    }

    /// Creates a hard link to a file, and the missing parent folders of the link.
    pub fn link_in_folders(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.in_folders(to, || self.link(from, to))
    }

    /// Moves a file to a free name. If it cannot be renamed, it is copied and the original stays.
    pub fn move_or_copy(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.rename(from, to)
            .or_else(|_| self.run("write", to, || fs::read(from)).and_then(|bytes| self.create(to, &bytes)))
    }

    /// Renames a file or folder. An existing file of that name is replaced.
    pub fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.run("write", to, || fs::rename(from, to))
    }

    /// Exchanges two folders atomically. Fails if the system or the file system does not support it, and at mount
    /// points.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    pub fn exchange(&self, a: &Utf8Path, b: &Utf8Path) -> Result<(), WriteError> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        self.run("swap", a, || Ok(renameat_with(CWD, a.as_std_path(), CWD, b.as_std_path(), RenameFlags::EXCHANGE)?))
    }

    /// Exchanges two folders atomically. Always fails, since this system does not support it.
    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    pub fn exchange(&self, a: &Utf8Path, _b: &Utf8Path) -> Result<(), WriteError> {
        self.run("swap", a, || Err(io::ErrorKind::Unsupported.into()))
    }

    /// Gives a folder the permissions of another.
    pub fn copy_permissions(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.run("set the permissions of", to, || fs::set_permissions(to, fs::metadata(from)?.permissions()))
    }

    /// Deletes a file. It is no error if the file does not exist.
    pub fn remove_file(&self, path: &Utf8Path) -> Result<(), WriteError> {
        self.run("delete", path, || found(fs::remove_file(path)).map(drop))
    }

    /// Deletes a folder if it is empty, and returns whether it was. A missing folder counts as empty.
    pub fn remove_folder(&self, path: &Utf8Path) -> Result<bool, WriteError> {
        self.run("delete", path, || match fs::remove_dir(path) {
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(false),
            result => found(result).map(|_| true),
        })
    }

    /// Deletes a folder of the writer with all its content, if it exists. Symlinks are not followed. Read-only folders
    /// in it are made writable first.
    pub fn clear(&self, path: &Utf8Path) -> Result<(), WriteError> {
        match found(path.symlink_metadata()) {
            Ok(None) => Ok(()),
            _ => self.run("delete", path, || match found(fs::remove_dir_all(path)) {
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                    make_writable(path);
                    found(fs::remove_dir_all(path)).map(drop)
                }
                result => result.map(drop),
            }),
        }
    }

    /// Makes a folder of the writer and its subfolders writable. Failures are ignored.
    pub fn make_writable(&self, path: &Utf8Path) {
        drop(self.run("make writable", path, || {
            make_writable(path);
            Ok(())
        }));
    }

    /// Flushes the entries of a folder to the disk if `sync` is set.
    #[cfg(unix)]
    pub fn sync_folder(&self, path: &Utf8Path) -> Result<(), WriteError> {
        if self.sync { self.run("sync", path, || File::open(path)?.sync_all()) } else { Ok(()) }
    }

    /// Does nothing: folders cannot be flushed on this system.
    #[cfg(not(unix))]
    pub fn sync_folder(&self, _path: &Utf8Path) -> Result<(), WriteError> {
        Ok(())
    }

    /// Runs `make`, which creates a file or link at `path`. If its parent folders are missing, they are created and
    /// `make` runs again.
    fn in_folders(&self, path: &Utf8Path, make: impl Fn() -> Result<(), WriteError>) -> Result<(), WriteError> {
        match (make(), path.parent()) {
            (Err(WriteError::Io { source, .. }), Some(folder)) if source.kind() == io::ErrorKind::NotFound => {
                self.create_folders(folder)?;
                make()
            }
            (result, _) => result,
        }
    }

    fn run<T>(
        &self,
        action: &'static str,
        path: &Utf8Path,
        operation: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, WriteError> {
        self.step().and_then(|()| operation()).map_err(WriteError::io(action, path))
    }

    #[cfg(all(test, unix))]
    fn step(&self) -> io::Result<()> {
        let takes_one = |count: &AtomicUsize| {
            count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| count.checked_sub(1)).is_ok()
        };
        if !takes_one(&self.left) && takes_one(&self.failures) { Err(io::Error::other("broken")) } else { Ok(()) }
    }

    #[cfg(not(all(test, unix)))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "tests count the operations here")]
    fn step(&self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes a folder and its subfolders writable for the owner, so that their content can be deleted.
#[cfg(unix)]
fn make_writable(folder: &Utf8Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let Ok(metadata) = folder.symlink_metadata() else { return };
    if !metadata.is_dir() {
        return;
    }
    let mut permissions = metadata.permissions();
    permissions.set_mode(permissions.mode() | 0o700);
    // If this fails, the deletion fails too and reports the error.
    drop(fs::set_permissions(folder, permissions));
    for entry in folder.read_dir_utf8().into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            make_writable(entry.path());
        }
    }
}

/// Does nothing: on this system files can be read-only, but not folders.
#[cfg(not(unix))]
fn make_writable(_folder: &Utf8Path) {}

/// Renames a file, and fails if the new name exists. Also fails if the system or the file system does not support this.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn rename_to_free_name(from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from.as_std_path(), CWD, to.as_std_path(), RenameFlags::NOREPLACE)?)
}

/// Always fails, since this system does not support such renames.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn rename_to_free_name(_from: &Utf8Path, _to: &Utf8Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Turns the error that something does not exist into `None`.
pub(super) fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(thing) => Ok(Some(thing)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
