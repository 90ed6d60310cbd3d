//! Single files, each whole or not there at all.
//!
//! For commands that write beside the site: `init`, `new`, `import`, `check --update-lock`, `check --external`. A file is
//! written under a name of our own beside its place and renamed when all of it is there. What fails is undone; what a killed
//! program left under such a name is deleted by the next that writes in the same folder.

use std::fs::{self, File};

use camino::{Utf8Path, Utf8PathBuf};

use super::WriteError;
use super::disk::{Disk, found};

/// How the name of a file begins that is not whole yet. Names with a dot in front are never read as content.
const UNFINISHED: &str = ".dateline-new-";

/// A file that is to be there.
#[derive(Clone, Copy, Debug)]
pub struct NewFile<'a> {
    /// Where.
    pub path: &'a Utf8Path,
    /// With these contents.
    pub bytes: &'a [u8],
    /// What to do where something stands there.
    pub if_there: IfExists,
}

/// What becomes of a file that is there already. It is never overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfExists {
    /// Nothing is written.
    Refuse,
    /// It stays if it has the same contents; otherwise nothing is written.
    KeepSame,
    /// It stays, whatever it is.
    Keep,
}

/// Writes files that are not there yet, and the folders that they lie in: all of them, or none.
pub fn create(files: &[NewFile<'_>]) -> Result<(), WriteError> {
    create_through(&Disk::new(true), files)
}

/// Gives one file other contents, in one step: whoever reads it sees the old ones or the new ones. Folders that are missing
/// are made. A symbolic link in its place is replaced, not followed.
pub fn replace(path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
    replace_through(&Disk::new(true), path, bytes)
}

/// [`create`] with a disk of the caller's.
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

/// [`replace`] with a disk of the caller's.
pub(super) fn replace_through(disk: &Disk, path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
    let mut work = UndoLog::new(disk);
    let written = work.stage(path, bytes).and_then(|()| work.exchange());
    work.end(written)
}

/// Whether a file needs not be written; an error where it must not be.
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

/// What has been done so far, so that it can be undone.
struct UndoLog<'a> {
    disk: &'a Disk,
    /// Folders that we made, parents first.
    folders: Vec<Utf8PathBuf>,
    /// Files that are whole but not in their place. They are held open and locked while we live.
    staged: Vec<(Utf8PathBuf, Utf8PathBuf, File)>,
    /// Files that are in their place, and were not there before.
    published: Vec<Utf8PathBuf>,
}

impl<'a> UndoLog<'a> {
    fn new(disk: &'a Disk) -> Self {
        Self { disk, folders: Vec::new(), staged: Vec::new(), published: Vec::new() }
    }

    /// Writes a file beside its place.
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
                // It may be there in part. Should this fail as well, then the next to write here deletes it.
                drop(self.disk.remove_file(&beside));
                return Err(error.at(path));
            }
        }
        Ok(())
    }

    /// Puts all files in their places, where nothing stands.
    fn publish(&mut self) -> Result<(), WriteError> {
        for (beside, path, _) in &self.staged {
            self.disk.put(beside, path)?;
            self.published.push(path.clone());
        }
        Ok(())
    }

    /// Puts the file in the place of the one that stands there. This is the last step: from here on there is no way back.
    fn exchange(&self) -> Result<(), WriteError> {
        self.staged.iter().try_for_each(|(beside, path, _)| self.disk.rename(beside, path))
    }

    /// Waits until the disk has the names.
    fn sync(&self) -> Result<(), WriteError> {
        self.published.iter().filter_map(|path| path.parent()).try_for_each(|folder| match folder.as_str() {
            "" => self.disk.sync_folder(Utf8Path::new(".")),
            _ => self.disk.sync_folder(folder),
        })
    }

    /// Undoes everything after a failure, as far as that can be done.
    fn end(self, written: Result<(), WriteError>) -> Result<(), WriteError> {
        let Err(error) = written else { return Ok(()) };
        // The error of the first failure is what is told. A folder that lets us write and then not delete is hardly to be met;
        // what stays there is whole, and the next attempt says that it exists.
        // Those that are in their place have left this name.
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

/// Deletes what killed programs left unfinished in a folder; whoever still lives holds a lock on its own. What cannot be deleted
/// does no harm: nothing reads it.
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
