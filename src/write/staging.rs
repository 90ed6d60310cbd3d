//! The staging folder, which has the new files until the site is published.

use std::mem;
use std::sync::{Arc, Mutex, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use super::WriteError;
use super::changes::OutputChanges;
use super::disk::Disk;
use super::output_place::CheckedOutputFolder;

/// Creates the staging folder when the first file is written, and deletes it at the end unless it was published.
#[derive(Debug)]
pub(super) struct Staging {
    disk: Arc<Disk>,
    place: Arc<CheckedOutputFolder>,
    /// Whether the new tree may replace the old one as a whole.
    may_replace: bool,
    area: OnceLock<StagingArea>,
    /// Held while the folder is created.
    making: Mutex<()>,
}

/// The staging folder.
#[derive(Clone, Debug)]
pub(super) enum StagingArea {
    /// A new tree beside the output. Files have their paths in the site.
    Beside(Utf8PathBuf),
    /// A folder inside the output. Files have numbers as names.
    Inside(Utf8PathBuf),
}

impl StagingArea {
    fn folder(&self) -> &Utf8Path {
        match self {
            Self::Beside(folder) | Self::Inside(folder) => folder,
        }
    }

    /// The path of a file in the staging folder.
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

    /// Writes a file, and creates its missing parent folders.
    pub fn write(&self, number: usize, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.disk.create_in_folders(&self.area()?.file(number, path), bytes)
    }

    /// The staging folder. It is created now if it does not exist.
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

    /// The staging folder inside the output. Files in the folder beside it are moved, since that folder cannot be
    /// exchanged for the output.
    pub fn inside(&mut self, changes: &OutputChanges<'_>) -> Result<&StagingArea, WriteError> {
        if let Some(StagingArea::Beside(_)) = self.area.get() {
            let inside = self.make_inside()?;
            if let Some(beside) = mem::replace(&mut self.area, OnceLock::from(inside)).into_inner() {
                let moved = self.move_from(&beside, changes);
                // If this fails, the next build deletes it.
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

    /// Forgets the staging folder, because it has been published.
    pub fn close(&mut self) {
        self.area = OnceLock::new();
    }

    /// Creates the folder beside the output. `None` if the program may not write there, or if the new folder differs
    /// from the output in owner or file system.
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
            // If this fails, the next build deletes it.
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
            // If this fails, the next build deletes it.
            drop(self.disk.clear(area.folder()));
        }
    }
}

/// Whether two folders have the same owner, group and file system. Only then may they be exchanged.
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
