//! Every change that the writer makes to a disk, one method each.
//!
//! Errors carry the path and what we tried. Tests let the disk stop after so many operations, as a killed build does.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
#[cfg(all(test, unix))]
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::Utf8Path;

use super::WriteError;

/// The disk, as far as we change it.
#[derive(Debug)]
pub(super) struct Disk {
    sync: bool,
    /// How many operations are left until one fails.
    #[cfg(all(test, unix))]
    left: AtomicUsize,
    /// How many fail from then on.
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

    /// A disk on which everything fails after so many operations, cleaning up included, as if the build were killed.
    #[cfg(all(test, unix))]
    pub fn failing_after(operations: usize) -> Self {
        Self { left: AtomicUsize::new(operations), failures: AtomicUsize::new(usize::MAX), ..Self::new(false) }
    }

    /// A disk on which one operation fails after so many others.
    #[cfg(all(test, unix))]
    pub fn failing_once_after(operations: usize) -> Self {
        Self { left: AtomicUsize::new(operations), failures: AtomicUsize::new(1), ..Self::new(false) }
    }

    /// Whether it came to the operation that fails.
    #[cfg(all(test, unix))]
    pub fn is_exhausted(&self) -> bool {
        self.left.load(Ordering::SeqCst) == 0
    }

    /// Creates a folder whose parent exists.
    pub fn create_folder(&self, path: &Utf8Path) -> Result<(), WriteError> {
        self.run("create", path, || fs::create_dir(path))
    }

    /// Creates a folder and all that it lies in, where they are missing.
    pub fn create_folders(&self, path: &Utf8Path) -> Result<(), WriteError> {
        if path.is_dir() { Ok(()) } else { self.run("create", path, || fs::create_dir_all(path)) }
    }

    /// Writes a file that must not exist yet.
    pub fn create(&self, path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
        self.run("write", path, || {
            let mut file = File::create_new(path)?;
            file.write_all(bytes)?;
            if self.sync { file.sync_all() } else { Ok(()) }
        })
    }

    /// Writes a file that must not exist yet, and makes the folders that it lies in where they are missing.
    pub fn create_in_folders(&self, path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
        self.in_folders(path, || self.create(path, bytes))
    }

    /// Writes a file that must not exist yet, and holds it locked for as long as the file that is returned lives.
    pub fn create_held(&self, path: &Utf8Path, bytes: &[u8]) -> Result<File, WriteError> {
        self.run("write", path, || {
            let mut file = File::create_new(path)?;
            match file.try_lock() {
                // Some network file systems have no locks: then nobody can take this file for an abandoned one either.
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

    /// Gives a file another name that nothing else has.
    pub fn put(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.run("write", to, || match rename_to_free_name(from, to) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => match fs::hard_link(from, to) {
                Ok(()) => fs::remove_file(from),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
                // A file system that has neither.
                Err(_) if to.symlink_metadata().is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
                Err(_) => fs::rename(from, to),
            },
            result => result,
        })
    }

    /// Gives a file a second name.
    pub fn link(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.run("link", to, || fs::hard_link(from, to))
    }

    /// Gives a file a second name, and makes the folders that it lies in where they are missing.
    pub fn link_in_folders(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.in_folders(to, || self.link(from, to))
    }

    /// Moves a file to where nothing stands; from another file system it is copied.
    pub fn move_or_copy(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.rename(from, to)
            .or_else(|_| self.run("write", to, || fs::read(from)).and_then(|bytes| self.create(to, &bytes)))
    }

    /// Gives a file or folder another name; a file of that name is replaced.
    pub fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.run("write", to, || fs::rename(from, to))
    }

    /// Swaps two folders in one step. Fails where the system, the file system or a mount point does not have it.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    pub fn exchange(&self, a: &Utf8Path, b: &Utf8Path) -> Result<(), WriteError> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        self.run("swap", a, || Ok(renameat_with(CWD, a.as_std_path(), CWD, b.as_std_path(), RenameFlags::EXCHANGE)?))
    }

    /// Swaps two folders in one step: not on this system.
    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    pub fn exchange(&self, a: &Utf8Path, _b: &Utf8Path) -> Result<(), WriteError> {
        self.run("swap", a, || Err(io::ErrorKind::Unsupported.into()))
    }

    /// Gives a folder the permissions of another.
    pub fn copy_permissions(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), WriteError> {
        self.run("set the permissions of", to, || fs::set_permissions(to, fs::metadata(from)?.permissions()))
    }

    /// Deletes a file; one that is gone already is fine.
    pub fn remove_file(&self, path: &Utf8Path) -> Result<(), WriteError> {
        self.run("delete", path, || found(fs::remove_file(path)).map(drop))
    }

    /// Deletes a folder and says whether it was empty; one that is not stays.
    pub fn remove_folder(&self, path: &Utf8Path) -> Result<bool, WriteError> {
        self.run("delete", path, || match fs::remove_dir(path) {
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(false),
            result => found(result).map(|_| true),
        })
    }

    /// Deletes a folder of our own making with all that is in it, where there is one. Symlinks are not followed.
    /// Folders that somebody made read-only while they were the site's are made writable first.
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

    /// Makes a folder of our own making and those below it writable for us, as far as that can be done.
    pub fn make_writable(&self, path: &Utf8Path) {
        drop(self.run("make writable", path, || {
            make_writable(path);
            Ok(())
        }));
    }

    /// With `sync`, waits until the disk has the names in a folder.
    #[cfg(unix)]
    pub fn sync_folder(&self, path: &Utf8Path) -> Result<(), WriteError> {
        if self.sync { self.run("sync", path, || File::open(path)?.sync_all()) } else { Ok(()) }
    }

    /// With `sync`, waits until the disk has the names in a folder: elsewhere folders cannot be waited for.
    #[cfg(not(unix))]
    pub fn sync_folder(&self, _path: &Utf8Path) -> Result<(), WriteError> {
        Ok(())
    }

    /// Makes a new file or name; where it cannot be for want of folders, makes them and tries again.
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

/// Lets us delete what is in a folder and in those below it, as far as they are ours.
#[cfg(unix)]
fn make_writable(folder: &Utf8Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let Ok(metadata) = folder.symlink_metadata() else { return };
    if !metadata.is_dir() {
        return;
    }
    let mut permissions = metadata.permissions();
    permissions.set_mode(permissions.mode() | 0o700);
    // Where this is refused, deleting is refused as well, and told.
    drop(fs::set_permissions(folder, permissions));
    for entry in folder.read_dir_utf8().into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            make_writable(entry.path());
        }
    }
}

/// Elsewhere it is files that are read-only, not folders.
#[cfg(not(unix))]
fn make_writable(_folder: &Utf8Path) {}

/// A rename that replaces nothing. Fails where the system or the file system does not have it.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn rename_to_free_name(from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from.as_std_path(), CWD, to.as_std_path(), RenameFlags::NOREPLACE)?)
}

/// A rename that replaces nothing: not on this system.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn rename_to_free_name(_from: &Utf8Path, _to: &Utf8Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// `None` where the thing does not exist.
pub(super) fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(thing) => Ok(Some(thing)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
