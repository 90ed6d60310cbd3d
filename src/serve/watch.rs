//! The watcher: wakes the rebuilder when something in the site's folder may have changed.
//!
//! In: which places matter, told anew after every scan of the folder ([`FolderWatcher::cover`]). Out: wakeups, from a
//! thread of notify's. It never says what changed, since what the system tells is not to be trusted that far: events
//! are lost when its queue overflows, come twice, or come for a folder that is another one by now. Whoever hears the
//! rebuilder may first scan what the wakeup names, then scans the folder and believes only that.
//!
//! What notify does, and what follows from it:
//!
//! - A watch belongs to a folder, not to its path. When the folder is moved away or deleted, notify drops the watch, and
//!   nothing takes the place of a folder that was watched itself. Hence every cover compares folders with those that were
//!   armed, and arms all anew when something happened to one of them or on the way to it.
//! - A new folder is watched a moment after it was made; what is put into it in that moment is not told. Hence every
//!   cover that arms something wakes it as well. This is as near as one comes: whoever rebuilds scans once more some 250 ms
//!   after each change, and then nothing is missed.
//! - Watching a folder with all that is in it ends at the first folder that cannot be watched. While something is not
//!   watched, the clock wakes the rebuilder.
//! - Symbolic links are not followed by notify here (one may lead to the root of the disk); the ones that the loader
//!   follows are found by [`watch_roots`](super::watch_roots), and their targets watched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::wakeup::WakeupSignal;
use super::watch_roots::{WatchRoots, WatchScope, WatchTarget, survey};

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WatchMethod {
    /// The system tells.
    Native,
    /// The clock wakes the rebuilder: for network file systems and containers, where the system does not tell.
    Poll(Duration),
}

/// How often the clock wakes the rebuilder while something cannot be watched.
const INSTEAD: Duration = Duration::from_secs(1);
/// What complaints say of that.
const SO_LONG: &str = "until that changes, the folder is looked at every second";
/// What can be done where the system watches no more folders for this user.
const RAISE: &str = "raise fs.inotify.max_user_watches with sysctl, or use --poll";

/// Wakes the rebuilder. Dropping it ends the watching.
pub(super) struct FolderWatcher {
    /// `None` where the clock does it.
    watcher: Option<RecommendedWatcher>,
    ear: Arc<NotifyHandler>,
    armed: BTreeMap<Utf8PathBuf, WatchTarget>,
    /// Why there is no watcher, where there should be one.
    failure: Option<String>,
    told: BTreeSet<String>,
}

/// What the thread of notify's knows.
struct NotifyHandler {
    wakeup: WakeupSignal,
    watch_roots: Mutex<WatchRoots>,
    /// Whether watches may have been lost.
    shaken: AtomicBool,
}

impl FolderWatcher {
    /// A watcher that watches nothing yet, and its wakeup.
    pub fn new(method: WatchMethod) -> (Self, WakeupSignal) {
        let wakeup = WakeupSignal::new();
        let ear = Arc::new(NotifyHandler {
            wakeup: wakeup.clone(),
            watch_roots: Mutex::default(),
            shaken: AtomicBool::new(false),
        });
        let mut watch = Self { watcher: None, ear, armed: BTreeMap::new(), failure: None, told: BTreeSet::new() };
        match method {
            WatchMethod::Poll(interval) => wakeup.wake_every(Some(interval)),
            WatchMethod::Native => watch.listen(),
        }
        (watch, wakeup)
    }

    fn listen(&mut self) {
        let ear = Arc::clone(&self.ear);
        let config = Config::default().with_follow_symlinks(false);
        match RecommendedWatcher::new(move |event| ear.hear(&event), config) {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => {
                self.failure = Some(format!("changes of files cannot be watched: {}; {SO_LONG}", reason(&error)));
                self.ear.wakeup.wake_every(Some(INSTEAD));
            }
        }
    }

    /// Watches the places that matter now, and no others. Told after every scan; wakes the rebuilder where something is
    /// watched that was not, since it may have changed since the scan. Returns complaints, each only once.
    pub fn cover(&mut self, site: &WatchScope) -> Vec<String> {
        let mut complaints: Vec<String> = self.failure.take().into_iter().collect();
        let Some(watcher) = &mut self.watcher else { return complaints };
        // Before looking at the disk, so that what happens while we look counts for the next time.
        let shaken = self.ear.shaken.swap(false, Ordering::SeqCst);
        let (wanted, watch_roots) = survey(site);
        // Not held while a watch is armed: notify's thread does both, and would wait for itself.
        *self.ear.watch_roots.lock().expect("nobody panics while holding it") = watch_roots;

        self.armed.retain(|path, post| {
            let stays = wanted.get(path) == Some(post);
            if !stays {
                // It may be gone already, with its folder.
                let _ = watcher.unwatch(path.as_std_path());
            }
            stays
        });
        let (mut is_new, mut is_whole) = (false, true);
        for (path, post) in wanted {
            if self.armed.contains_key(&path) && !shaken {
                continue;
            }
            let mode = if post.deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            match watcher.watch(path.as_std_path(), mode) {
                Ok(()) => {
                    is_new = true;
                    self.armed.insert(path, post);
                }
                Err(error) => {
                    self.armed.remove(&path);
                    is_whole &= !post.needed;
                    complaints.extend(post.needed.then(|| complaint(&error)).flatten());
                }
            }
        }
        self.ear.wakeup.wake_every((!is_whole).then_some(INSTEAD));
        if is_new {
            self.ear.wakeup.wake();
        }
        complaints.retain(|complaint| self.told.insert(complaint.clone()));
        complaints
    }
}

impl NotifyHandler {
    fn hear(&self, event: &notify::Result<Event>) {
        match event {
            Ok(event) if !event.need_rescan() && !event.paths.is_empty() => self.hear_of(event),
            // Not being told everything is a reason to look.
            _ => self.shake(),
        }
    }

    fn hear_of(&self, event: &Event) {
        let watch_roots = self.watch_roots.lock().expect("nobody panics while holding it");
        let mut changed = Vec::new();
        // A rename names two places, of which one may be an editor's.
        for path in &event.paths {
            // The loader tells of names that are not UTF-8; they need only be recognised as lying in a folder.
            let place = Utf8PathBuf::from(path.to_string_lossy().into_owned());
            match judge(&watch_roots, event.kind, path, &place) {
                WatchEvent::Nothing => {}
                WatchEvent::Change => changed.push(place),
                WatchEvent::Shake => return self.shake(),
            }
        }
        if !changed.is_empty() {
            self.wakeup.wake_at(changed);
        }
    }

    fn shake(&self) {
        self.shaken.store(true, Ordering::SeqCst);
        self.wakeup.wake();
    }
}

/// What an event means to us.
enum WatchEvent {
    Nothing,
    /// A look at the place is due.
    Change,
    /// Watches may have been lost, or be missing.
    Shake,
}

fn judge(watch_roots: &WatchRoots, kind: EventKind, path: &Path, place: &Utf8Path) -> WatchEvent {
    // Closing after writing is kept: what was written through a mapping into memory is not told in another way.
    let is_seen = !matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write));
    if !is_seen || !watch_roots.matters(place) {
        return WatchEvent::Nothing;
    }
    match kind {
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Data(_)) => WatchEvent::Change,
        _ if watch_roots.leads_on(place) || path.is_dir() => WatchEvent::Shake,
        _ => WatchEvent::Change,
    }
}

/// What to say of a folder that cannot be watched. Nothing, where it only went while we looked.
fn complaint(error: &notify::Error) -> Option<String> {
    let is_gone = match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    };
    let place = error.paths.first().map(|path| format!("{} ", path.display())).unwrap_or_default();
    (!is_gone).then(|| match error.kind {
        ErrorKind::MaxFilesWatch => format!("no more folders can be watched; {SO_LONG} ({RAISE})"),
        _ => format!("{place}cannot be watched: {}; {SO_LONG}", reason(error)),
    })
}

/// The system's own words, without the paths that notify adds.
fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::Io(cause) => cause.to_string(),
        _ => error.to_string(),
    }
}

#[cfg(all(test, unix))]
mod tests;
