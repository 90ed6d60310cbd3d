//! The sink that writes a site to a disk.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

use bytes::Bytes;
use camino::Utf8PathBuf;

use super::changes::{ComparedFile, FileFate, OutputChanges, PlannedChanges};
use super::compare::{as_written, compare};
use super::disk::Disk;
use super::lock::OutputLock;
use super::output_place::CheckedOutputFolder;
use super::staged::TreeOutcome;
use super::staging::{Staging, StagingArea};
use super::survey::OutputSurvey;
use super::{OutputTarget, WriteError, WriteReport, in_place, staged};
use crate::output::{OutputSink, SinkClosed};
use crate::route::Route;

/// Writes a site while it is made. It holds the lock of the output, compares each file with the one in the output, and
/// writes new and changed files to a staging folder until [`Self::finish`]. It does not keep files in memory. If it is
/// dropped before `finish`, after an error or a panic, the old site is unchanged and the staging folder is deleted.
#[derive(Debug)]
pub struct SiteWriter {
    disk: Arc<Disk>,
    place: Arc<CheckedOutputFolder>,
    survey: OutputSurvey,
    planned: PlannedChanges,
    /// The result for each file, in the order of the routes.
    compared: Vec<OnceLock<ComparedFile>>,
    /// The first failure. After it, no more files are taken.
    failure: Mutex<Option<WriteError>>,
    // Fields are dropped in this order: the lock must be held until the staging folder has been deleted.
    staging: Staging,
    _lock: OutputLock,
    _folders: NewFolders,
}

impl SiteWriter {
    /// Begins to write a site with these routes. If it is refused, nothing is changed.
    pub fn begin<'r>(
        target: &OutputTarget<'_>,
        routes: impl IntoIterator<Item = &'r Route>,
    ) -> Result<Self, WriteError> {
        Self::begin_through(Arc::new(Disk::new(target.sync)), target, routes)
    }

    /// [`Self::begin`] on a given disk.
    pub(super) fn begin_through<'r>(
        disk: Arc<Disk>,
        target: &OutputTarget<'_>,
        routes: impl IntoIterator<Item = &'r Route>,
    ) -> Result<Self, WriteError> {
        let mut routes: Vec<Route> = routes.into_iter().cloned().collect();
        routes.sort_unstable();
        let place = Arc::new(CheckedOutputFolder::check(target)?);
        let folders = NewFolders::missing(&disk, &place);
        disk.create_folders(place.parent())?;
        let lock = OutputLock::take(&place)?;
        disk.clear(&place.staging())?;
        disk.clear(&place.inner_staging())?;

        let survey = OutputSurvey::take(&place, &routes)?;
        let planned = PlannedChanges::find(&place, &survey, routes)?;
        let compared = planned.routes.iter().map(|_| OnceLock::new()).collect();
        let may_replace = survey.foreign.is_empty() && planned.kept.is_empty();
        let staging = Staging::new(disk.clone(), place.clone(), may_replace);
        let failure = Mutex::default();
        Ok(Self { disk, place, survey, planned, compared, failure, staging, _lock: lock, _folders: folders })
    }

    /// Publishes the site after all its files have been put. A failure changes nothing, except while files are
    /// published one by one; then the next build completes the changes.
    pub fn finish(mut self) -> Result<WriteReport, WriteError> {
        // The fields are moved out one by one, so that the others are dropped in their order.
        if let Some(error) = self.failure().take() {
            return Err(error);
        }
        let compared = mem::take(&mut self.compared).into_iter();
        let compared = compared.map(|file| file.into_inner().expect("every file was put before the end"));
        let changes = OutputChanges::new(&self.planned, &self.survey, compared);
        if changes.is_empty() {
            return Ok(changes.report());
        }
        refuse_if_disturbed(&self.place, &self.survey, &self.planned)?;
        let stranded = publish(&self.disk, &self.place, &self.survey, &changes, &mut self.staging)?;
        Ok(WriteReport { stranded, ..changes.report() })
    }

    /// Compares a file with the one in the output, and writes it to the staging folder if it is new or changed.
    fn take(&self, route: &Route, bytes: &[u8]) -> Result<(), WriteError> {
        let compared = compare(&self.place, &self.survey, route.path(), bytes)?;
        let number = self.planned.number(route);
        if compared.fate != FileFate::Unchanged {
            self.staging.write(number, route.path(), bytes)?;
        }
        self.compared[number].set(compared).expect("a file is put once");
        Ok(())
    }

    fn failure(&self) -> MutexGuard<'_, Option<WriteError>> {
        self.failure.lock().expect("nobody panics while holding it")
    }
}

impl OutputSink for SiteWriter {
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<(), SinkClosed> {
        if self.failure().is_some() {
            return Err(SinkClosed);
        }
        self.take(route, bytes).map_err(|error| {
            self.failure().get_or_insert(error);
            SinkClosed
        })
    }

    fn earlier(&self, route: &Route) -> Option<Bytes> {
        as_written(&self.place, &self.survey, route.path())
    }
}

/// Fails if the output has changed since it was surveyed, before the site was rendered: what to delete and to overwrite
/// was decided then.
fn refuse_if_disturbed(
    place: &CheckedOutputFolder,
    survey: &OutputSurvey,
    planned: &PlannedChanges,
) -> Result<(), WriteError> {
    let now = OutputSurvey::take(place, &planned.routes)?;
    let is_same = now == *survey && PlannedChanges::find(place, &now, planned.routes.clone())? == *planned;
    if is_same { Ok(()) } else { Err(WriteError::Disturbed { output: place.shown.clone() }) }
}

/// Publishes the staged files: the whole tree at once if possible, otherwise one by one. Returns files that could not
/// be moved from the old tree.
fn publish(
    disk: &Disk,
    place: &CheckedOutputFolder,
    survey: &OutputSurvey,
    changes: &OutputChanges<'_>,
    staging: &mut Staging,
) -> Result<Vec<Utf8PathBuf>, WriteError> {
    if let StagingArea::Beside(tree) = staging.area()?
        && let TreeOutcome::Published { stranded } = staged::publish(disk, place, survey, changes, tree)?
    {
        staging.close();
        return Ok(stranded);
    }
    in_place::publish(disk, place, survey, changes, staging.inside(changes)?)?;
    Ok(Vec::new())
}

/// The folders that are created for the output. Those that are empty at the end are deleted.
#[derive(Debug)]
struct NewFolders {
    disk: Arc<Disk>,
    /// The folders, innermost first.
    folders: Vec<Utf8PathBuf>,
}

impl NewFolders {
    /// The output folder and its parents, as far as they do not exist.
    fn missing(disk: &Arc<Disk>, place: &CheckedOutputFolder) -> Self {
        let folders = place.output.ancestors().take_while(|folder| !folder.exists());
        Self { disk: disk.clone(), folders: folders.map(Into::into).collect() }
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        for folder in &self.folders {
            // If this fails, an empty folder stays, which does no harm.
            drop(self.disk.remove_folder(folder));
        }
    }
}
