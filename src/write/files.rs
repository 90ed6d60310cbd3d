//! Writes single files atomically, for commands that write outside the output: `init`, `new`, `import`, and `check`
//! with `--update-lock` or `--external`.
//!
//! A file is first written under a temporary name in the same folder and then renamed. After a failure everything is
//! undone. Temporary files of killed processes are deleted by the next command that writes to the folder.

use std::fs::{self, File};

use camino::{Utf8Path, Utf8PathBuf};

use super::WriteError;
use super::disk::{Disk, found};

/// The prefix of temporary names. Because of the dot, such files are never read as content.
const UNFINISHED: &str = ".dateline-new-";

/// A file to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewFile<'a> {
    /// The path.
    pub path: &'a Utf8Path,
    /// The content.
    pub bytes: &'a [u8],
    /// What to do if the path exists.
    pub if_there: IfExists,
}

/// What to do with a file that exists already. It is never overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfExists {
    /// Fail, and write nothing.
    Refuse,
    /// Keep it if it has the same content. Otherwise fail, and write nothing.
    KeepSame,
    /// Keep it, whatever its content.
    Keep,
}

/// Writes new files and their missing parent folders: either all of them or none.
pub fn create(files: &[NewFile<'_>]) -> Result<(), WriteError> {
    create_through(&Disk::new(true), files)
}

/// Replaces the content of a file, or creates it, atomically. Missing parent folders are created. A symbolic link at
/// the path is replaced, not followed.
pub fn replace(path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
    replace_through(&Disk::new(true), path, bytes)
}

/// [`replace`] for a file that only saves time: it does not wait until the disk has it. After a loss of power the file can
/// be damaged.
pub fn replace_unsynced(path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
    replace_through(&Disk::new(false), path, bytes)
}

/// [`create`] on a given disk.
pub(super) fn create_through(disk: &Disk, files: &[NewFile<'_>]) -> Result<(), WriteError> {
    let mut missing = Vec::new();
    for file in files {
        if !is_there(file)? {
            missing.push(file);
        }
    }
    let mut work = UndoLog::new(disk);
    let staged = missing.iter().try_for_each(|file| work.stage(file.path, file.bytes));
    let written = staged.and_then(|()| work.publish()).and_then(|()| work.sync());
    work.end(written)
}

/// [`replace`] on a given disk.
pub(super) fn replace_through(disk: &Disk, path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
    let mut work = UndoLog::new(disk);
    let written = work.stage(path, bytes).and_then(|()| work.exchange());
    work.end(written)
}

/// Whether a file exists and is kept. An error if it exists and must not.
fn is_there(file: &NewFile<'_>) -> Result<bool, WriteError> {
    let NewFile { path, bytes, if_there } = *file;
    let look = || WriteError::file("look at", path);
    let Some(metadata) = found(path.symlink_metadata()).map_err(look())? else { return Ok(false) };
    let stays = match if_there {
        IfExists::Refuse => false,
        IfExists::Keep => true,
        IfExists::KeepSame => metadata.is_file() && fs::read(path).map_err(look())? == bytes,
    };
    if stays { Ok(true) } else { Err(WriteError::Exists { path: path.to_owned() }) }
}

/// The changes so far, to be undone after a failure.
struct UndoLog<'a> {
    disk: &'a Disk,
    /// Created folders, parents first.
    folders: Vec<Utf8PathBuf>,
    /// Complete temporary files, with their final paths. They are open and locked.
    staged: Vec<(Utf8PathBuf, Utf8PathBuf, File)>,
    /// Created files at their final paths.
    published: Vec<Utf8PathBuf>,
}

impl<'a> UndoLog<'a> {
    fn new(disk: &'a Disk) -> Self {
        Self { disk, folders: Vec::new(), staged: Vec::new(), published: Vec::new() }
    }

    /// Writes the temporary file for a path.
    fn stage(&mut self, path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
        let folder = path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
        let missing: Vec<&Utf8Path> =
            folder.ancestors().take_while(|above| !above.as_str().is_empty() && !above.is_dir()).collect();
        for above in missing.into_iter().rev() {
            self.disk.create_folder(above)?;
            self.folders.push(above.to_owned());
        }
        clear_unfinished(self.disk, folder);
        let beside = folder.join(format!("{UNFINISHED}{}-{}", std::process::id(), self.staged.len()));
        match self.disk.create_held(&beside, bytes) {
            Ok(file) => self.staged.push((beside, path.to_owned(), file)),
            Err(error) => {
                // A part of it may exist. If it cannot be deleted, the next command that writes here deletes it.
                drop(self.disk.remove_file(&beside));
                return Err(error.at(path));
            }
        }
        Ok(())
    }

    /// Renames all temporary files to their final paths, which must be free.
    fn publish(&mut self) -> Result<(), WriteError> {
        for (beside, path, _) in &self.staged {
            self.disk.put(beside, path)?;
            self.published.push(path.clone());
        }
        Ok(())
    }

    /// Renames the temporary file to its final path, which may exist. This is the last step, and cannot be undone.
    fn exchange(&self) -> Result<(), WriteError> {
        self.staged.iter().try_for_each(|(beside, path, _)| self.disk.rename(beside, path))
    }

    /// Flushes the names of the created files to the disk.
    fn sync(&self) -> Result<(), WriteError> {
        self.published.iter().filter_map(|path| path.parent()).try_for_each(|folder| match folder.as_str() {
            "" => self.disk.sync_folder(Utf8Path::new(".")),
            _ => self.disk.sync_folder(folder),
        })
    }

    /// After a failure, undoes all changes as far as possible.
    fn end(self, written: Result<(), WriteError>) -> Result<(), WriteError> {
        let Err(error) = written else { return Ok(()) };
        // Failures from here on are ignored: the first error is returned, and a created file that cannot be deleted is
        // complete. A temporary file that was renamed no longer exists under its temporary name.
        for (beside, ..) in &self.staged {
            drop(self.disk.remove_file(beside));
        }
        for path in &self.published {
            drop(self.disk.remove_file(path));
        }
        for folder in self.folders.iter().rev() {
            drop(self.disk.remove_folder(folder));
        }
        Err(error.of_file())
    }
}

/// Deletes temporary files that killed processes left in a folder. Processes that still run hold locks on theirs. If a
/// file cannot be deleted, it does no harm, because nothing reads it.
fn clear_unfinished(disk: &Disk, folder: &Utf8Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(UNFINISHED));
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        let Ok(path) = Utf8PathBuf::try_from(entry.path()) else { continue };
        if is_ours && is_file && is_abandoned(&path) {
            drop(disk.remove_file(&path));
        }
    }
}

fn is_abandoned(path: &Utf8Path) -> bool {
    File::options().write(true).open(path).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(all(test, unix))]
mod tests;
