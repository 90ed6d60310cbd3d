//! The watcher: wakes the rebuilder when something in the site's folder may have changed.
//!
//! In: the folders and files that matter, given anew after every scan ([`FolderWatcher::cover`]). Out: wakeups, from a
//! thread of the notify crate. A wakeup never says what has changed, because events of the system are not reliable:
//! they are lost when its queue overflows, come twice, or come for a folder that has been replaced. The rebuilder may
//! first scan the files that a wakeup names, but only a scan of the folder counts.
//!
//! How notify behaves, and the consequences:
//!
//! - A watch belongs to a folder, not to its path. If the folder is moved away or deleted, notify drops the watch, and
//!   does not watch a folder that takes its place. Hence every `cover` compares the folders with those that are
//!   watched, and watches all of them anew if something happened to one of them or to a folder above it.
//! - A new folder is watched a moment after it was made; files added in that moment cause no event. Hence every `cover`
//!   that adds a watch also wakes the rebuilder. A gap remains, which the rebuilder closes with one more scan some 250
//!   ms after each change.
//! - Watching a folder and its subfolders fails at the first subfolder that cannot be watched. While something is not
//!   watched, the rebuilder is woken at an interval.
//! - notify does not follow symbolic links here, since one may lead to the root of the disk.
//!   [`watch_roots`](super::watch_roots) finds the links that the loader follows, and their targets are watched.

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
    /// By events of the system.
    Native,
    /// By waking the rebuilder at this interval: for network file systems and containers without events.
    Poll(Duration),
}

/// The interval at which the rebuilder is woken while something cannot be watched.
const INSTEAD: Duration = Duration::from_secs(1);
/// The words for this interval in complaints.
const SO_LONG: &str = "until that changes, the folder is looked at every second";
/// The advice if the system refuses to watch more folders for this user.
const RAISE: &str = "raise fs.inotify.max_user_watches with sysctl, or use --poll";

/// Wakes the rebuilder. Dropping it ends the watching.
pub(super) struct FolderWatcher {
    /// `None` if the rebuilder is woken at an interval instead.
    watcher: Option<RecommendedWatcher>,
    ear: Arc<NotifyHandler>,
    armed: BTreeMap<Utf8PathBuf, WatchTarget>,
    /// Why there is no watcher although there should be one; reported once.
    failure: Option<String>,
    told: BTreeSet<String>,
}

/// The state that notify's thread shares.
struct NotifyHandler {
    wakeup: WakeupSignal,
    watch_roots: Mutex<WatchRoots>,
    /// Whether watches may have been lost.
    shaken: AtomicBool,
}

impl FolderWatcher {
    /// A watcher that watches nothing yet, and its wakeup signal.
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

    /// Watches the folders that matter now, and no others. Call it after every scan. It wakes the rebuilder if a folder
    /// is newly watched, because something may have changed in it since the scan. Returns complaints, each of them only
    /// once.
    pub fn cover(&mut self, site: &WatchScope) -> Vec<String> {
        let mut complaints: Vec<String> = self.failure.take().into_iter().collect();
        let Some(watcher) = &mut self.watcher else { return complaints };
        // Cleared before the disk is read, so that an event during the survey counts for the next call.
        let shaken = self.ear.shaken.swap(false, Ordering::SeqCst);
        let (wanted, watch_roots) = survey(site);
        // The lock must not be held while a watch is added: that waits for notify's thread, which may wait for the
        // lock.
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
            // If events were lost, everything must be scanned.
            _ => self.shake(),
        }
    }

    fn hear_of(&self, event: &Event) {
        let watch_roots = self.watch_roots.lock().expect("nobody panics while holding it");
        let mut changed = Vec::new();
        // A rename names two paths, and one of them may be a temporary file of an editor.
        for path in &event.paths {
            // The loader reports names that are not UTF-8. Here they must only be recognised as part of a folder.
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

/// The consequence of an event.
enum WatchEvent {
    Nothing,
    /// The file must be scanned.
    Change,
    /// Watches may have been lost or may be missing.
    Shake,
}

fn judge(watch_roots: &WatchRoots, kind: EventKind, path: &Path, place: &Utf8Path) -> WatchEvent {
    // Closing after writing counts, because writes through a memory mapping cause no other event.
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

/// The complaint about a folder that cannot be watched; `None` if it was deleted in the meantime.
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
