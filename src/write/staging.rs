//! Where new files wait until the site is published.

use std::mem;
use std::sync::{Arc, Mutex, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use super::WriteError;
use super::changes::OutputChanges;
use super::disk::Disk;
use super::output_place::CheckedOutputFolder;

/// A folder for new files. It is made when the first file needs it, and deleted with all that is in it unless the site is
/// published.
#[derive(Debug)]
pub(super) struct Staging {
    disk: Arc<Disk>,
    place: Arc<CheckedOutputFolder>,
    /// Whether a new tree may take the place of the old one as a whole.
    may_replace: bool,
    area: OnceLock<StagingArea>,
    /// Held while the folder is made.
    making: Mutex<()>,
}

/// The folder, and how files lie in it.
#[derive(Clone, Debug)]
pub(super) enum StagingArea {
    /// A new tree beside the output, each file at its path.
    Beside(Utf8PathBuf),
    /// Inside the output, files by their numbers.
    Inside(Utf8PathBuf),
}

impl StagingArea {
    fn folder(&self) -> &Utf8Path {
        match self {
            Self::Beside(folder) | Self::Inside(folder) => folder,
        }
    }

    /// Where a file waits.
    pub fn file(&self, number: usize, path: &str) -> Utf8PathBuf {
        match self {
            Self::Beside(folder) => folder.join(path),
            Self::Inside(folder) => folder.join(number.to_string()),
        }
    }
}

impl Staging {
    pub fn new(disk: Arc<Disk>, place: Arc<CheckedOutputFolder>, may_replace: bool) -> Self {
        Self { disk, place, may_replace, area: OnceLock::new(), making: Mutex::default() }
    }

    /// Writes a file of this number and path. Whoever writes the first file of a folder makes the folder.
    pub fn write(&self, number: usize, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.disk.create_in_folders(&self.area()?.file(number, path), bytes)
    }

    /// The folder, made now unless it has been.
    pub fn area(&self) -> Result<&StagingArea, WriteError> {
        if let Some(area) = self.area.get() {
            return Ok(area);
        }
        let _making = self.making.lock().expect("nobody panics while holding it");
        if let Some(area) = self.area.get() {
            return Ok(area);
        }
        let area = match self.may_replace.then(|| self.make_beside()).transpose()?.flatten() {
            Some(area) => area,
            None => self.make_inside()?,
        };
        Ok(self.area.get_or_init(|| area))
    }

    /// The folder inside the output. What waits beside the output moves there, since the two cannot be exchanged.
    pub fn inside(&mut self, changes: &OutputChanges<'_>) -> Result<&StagingArea, WriteError> {
        if let Some(StagingArea::Beside(_)) = self.area.get() {
            let inside = self.make_inside()?;
            if let Some(beside) = mem::replace(&mut self.area, OnceLock::from(inside)).into_inner() {
                let moved = self.move_from(&beside, changes);
                // Should this fail, then the next build clears it.
                drop(self.disk.clear(beside.folder()));
                moved?;
            }
        }
        self.area()
    }

    fn move_from(&self, earlier: &StagingArea, changes: &OutputChanges<'_>) -> Result<(), WriteError> {
        let area = self.area()?;
        changes.fresh().try_for_each(|file| {
            let (from, to) = (earlier.file(file.number, file.path), area.file(file.number, file.path));
            self.disk.move_or_copy(&from, &to)
        })
    }

    /// The site is published: nothing waits any more.
    pub fn close(&mut self) {
        self.area = OnceLock::new();
    }

    /// `None` where we may not write beside the output, or where the new tree would not be like the old.
    fn make_beside(&self) -> Result<Option<StagingArea>, WriteError> {
        let (output, folder) = (&self.place.output, self.place.staging());
        if self.disk.create_folder(&folder).is_err() {
            return Ok(None);
        }
        let made = match output.is_dir() {
            false => Ok(true),
            true if !is_alike(output, &folder) => Ok(false),
            true => self.disk.copy_permissions(output, &folder).map(|()| true),
        };
        if !matches!(made, Ok(true)) {
            // Should this fail as well, then the next build clears it.
            drop(self.disk.clear(&folder));
        }
        Ok(made?.then_some(StagingArea::Beside(folder)))
    }

    fn make_inside(&self) -> Result<StagingArea, WriteError> {
        let folder = self.place.inner_staging();
        self.disk.create_folders(&self.place.output)?;
        self.disk.create_folder(&folder)?;
        Ok(StagingArea::Inside(folder))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Some(area) = self.area.get() {
            // Should this fail, then the next build clears it.
            drop(self.disk.clear(area.folder()));
        }
    }
}

/// Whether a new folder has the owner and the file system of the old: it would be rude to swap them otherwise.
#[cfg(unix)]
fn is_alike(old: &Utf8Path, new: &Utf8Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let key = |path: &Utf8Path| path.metadata().map(|metadata| (metadata.uid(), metadata.gid(), metadata.dev()));
    matches!((key(old), key(new)), (Ok(old), Ok(new)) if old == new)
}

#[cfg(not(unix))]
fn is_alike(_old: &Utf8Path, _new: &Utf8Path) -> bool {
    true
}
