//! The sink that writes a site to a disk while it is made.

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

/// Writes a site while it is made: holds the output's lock, compares each file that it is given with the one that stands
/// there, and lets those that differ wait in a staging folder until [`Self::finish`]. Of a file that it was given it keeps no
/// bytes. Dropped without that, by an error or a panic, it leaves the old site as it was and nothing beside it.
#[derive(Debug)]
pub struct SiteWriter {
    disk: Arc<Disk>,
    place: Arc<CheckedOutputFolder>,
    survey: OutputSurvey,
    planned: PlannedChanges,
    /// What came of each file, in the order of the routes.
    compared: Vec<OnceLock<ComparedFile>>,
    /// The first failure, after which nothing more is taken.
    failure: Mutex<Option<WriteError>>,
    // Fields are dropped in this order: no other build may begin before what waits is cleared.
    staging: Staging,
    _lock: OutputLock,
    _folders: NewFolders,
}

impl SiteWriter {
    /// Takes the output for a site of these files. What is refused changes nothing.
    pub fn begin<'r>(
        target: &OutputTarget<'_>,
        routes: impl IntoIterator<Item = &'r Route>,
    ) -> Result<Self, WriteError> {
        Self::begin_through(Arc::new(Disk::new(target.sync)), target, routes)
    }

    /// [`Self::begin`] with a disk of the caller's: tests have one that fails after so many operations.
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

    /// Makes the output hold the site, which has been put as a whole. A failure changes nothing, unless it comes while the
    /// work goes file by file, and then the next build completes it.
    pub fn finish(mut self) -> Result<WriteReport, WriteError> {
        // Its fields are taken one by one, so that the rest is dropped in the order in which they stand.
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

    /// Compares a file with what stands there, and lets it wait if it is another one.
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

/// Refuses to go on where somebody has added, taken away or changed something since the output was surveyed: that was before
/// the site was rendered, and what would be deleted or written over was judged then.
fn refuse_if_disturbed(
    place: &CheckedOutputFolder,
    survey: &OutputSurvey,
    planned: &PlannedChanges,
) -> Result<(), WriteError> {
    let now = OutputSurvey::take(place, &planned.routes)?;
    let is_same = now == *survey && PlannedChanges::find(place, &now, planned.routes.clone())? == *planned;
    if is_same { Ok(()) } else { Err(WriteError::Disturbed { output: place.shown.clone() }) }
}

/// Brings what waits to its place: the whole tree at once where that can be, else file by file. Gives what could not be moved
/// from the old tree.
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

/// Folders that have to be made for the output. Those that are empty in the end go again.
#[derive(Debug)]
struct NewFolders {
    disk: Arc<Disk>,
    /// The innermost first.
    folders: Vec<Utf8PathBuf>,
}

impl NewFolders {
    /// The output and what it lies in, as far as that is not there yet.
    fn missing(disk: &Arc<Disk>, place: &CheckedOutputFolder) -> Self {
        let folders = place.output.ancestors().take_while(|folder| !folder.exists());
        Self { disk: disk.clone(), folders: folders.map(Into::into).collect() }
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        for folder in &self.folders {
            // An empty folder that stays does no harm.
            drop(self.disk.remove_folder(folder));
        }
    }
}
