//! The watcher on real folders: which changes wake the rebuilder and which do not.

#![expect(clippy::disallowed_methods, reason = "tests change folders")]

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use camino::Utf8Path;

use super::*;
use crate::serve::wakeup::WakeReason;

/// How long there must be no wakeup for a test to conclude that none comes.
const SILENCE: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(20);

/// A watched site in a temporary folder, which can also contain other files.
struct WatchedSite {
    dir: tempfile::TempDir,
    watch: FolderWatcher,
    wakeup: WakeupSignal,
    scope: WatchScope,
}

impl WatchedSite {
    fn new() -> Self {
        Self::with_content("content")
    }

    fn with_content(content: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(dir.path()).unwrap().join("site");
        let folders = [content, "templates", "static", "captures"].map(|folder| root.join(folder)).to_vec();
        let scope = WatchScope { output: root.join("public"), folders, root };
        let (watch, wakeup) = FolderWatcher::new(WatchMethod::Native);
        let scene = Self { dir, watch, wakeup, scope };
        for path in ["site/site.toml", "site/content/events/a.md", "site/static/a.css", "site/public/index.html"] {
            scene.write(path, "1");
        }
        scene
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// Covers the site as the rebuilder does, until there are no more wakeups.
    fn settle(&mut self) {
        loop {
            assert_eq!(self.watch.cover(&self.scope), [""; 0]);
            if self.wakeup.wait(Some(SILENCE / 3)) == WakeReason::Timeout {
                break;
            }
            self.wakeup.quiet(Duration::from_millis(20), Duration::from_millis(500));
        }
        // Otherwise the interval wakes the rebuilder too, and a wakeup proves nothing.
        assert_eq!(self.watch.armed, survey(&self.scope).0);
    }

    #[track_caller]
    fn wakes(&mut self, change: impl FnOnce(&Self)) {
        self.settle();
        change(self);
        assert_eq!(self.wakeup.wait(Some(LONG)), WakeReason::Woken);
    }

    #[track_caller]
    fn sleeps(&mut self, change: impl FnOnce(&Self)) {
        self.settle();
        change(self);
        assert_eq!(self.wakeup.wait(Some(SILENCE)), WakeReason::Timeout);
    }
}

#[test]
fn writing_renaming_and_deleting_wake_it() {
    let mut scene = WatchedSite::new();
    scene.wakes(|scene| scene.write("site/content/events/a.md", "in place"));
    scene.wakes(|scene| scene.write("site/content/events/new.md", "new"));
    scene.wakes(|scene| scene.rename("site/content/events/new.md", "site/content/events/b.md"));
    scene.wakes(|scene| fs::remove_file(scene.path("site/content/events/b.md")).unwrap());
    scene.wakes(|scene| scene.write("site/site.toml", "other"));
    scene.wakes(|scene| scene.write("site/evidence.lock", "first"));
    scene.wakes(|scene| scene.write("site/static/a.css", "other"));
}

#[test]
fn a_file_that_an_editor_puts_in_place_of_the_old_wakes_it() {
    let mut scene = WatchedSite::new();
    scene.sleeps(|scene| scene.write("site/content/events/.a.md.tmp", "saved"));
    scene.wakes(|scene| scene.rename("site/content/events/.a.md.tmp", "site/content/events/a.md"));
    // As vim saves with a backup: the old file is renamed first.
    scene.wakes(|scene| scene.rename("site/content/events/a.md", "site/content/events/a.md~"));
    scene.wakes(|scene| scene.write("site/content/events/a.md", "new"));
    scene.sleeps(|scene| fs::remove_file(scene.path("site/content/events/a.md~")).unwrap());
}

#[test]
fn permissions_wake_it() {
    let mut scene = WatchedSite::new();
    let set = |scene: &WatchedSite, path: &str, mode| {
        fs::set_permissions(scene.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    scene.wakes(|scene| set(scene, "site/content/events/a.md", 0o600));
    scene.wakes(|scene| set(scene, "site/content", 0o700));
    scene.wakes(|scene| set(scene, "site/content/events", 0o700));
}

#[test]
fn folders_made_at_once_with_a_file_wake_it_and_are_watched() {
    let mut scene = WatchedSite::new();
    scene.wakes(|scene| scene.write("site/content/events/2024/03/deep/b.md", "1"));
    scene.wakes(|scene| scene.write("site/content/events/2024/03/deep/b.md", "2"));
    scene.wakes(|scene| fs::remove_dir_all(scene.path("site/content/events/2024")).unwrap());
    scene.wakes(|scene| scene.write("site/content/events/2024/03/c.md", "1"));
    scene.wakes(|scene| scene.write("site/content/events/2024/03/c.md", "2"));
}

#[test]
fn folders_moved_in_and_out_wake_it() {
    let mut scene = WatchedSite::new();
    scene.write("box/inner/b.md", "1");
    scene.wakes(|scene| scene.rename("box", "site/content/events/box"));
    scene.wakes(|scene| scene.write("site/content/events/box/inner/b.md", "2"));
    scene.wakes(|scene| scene.rename("site/content/events/box", "site/content/events/chest"));
    scene.wakes(|scene| scene.write("site/content/events/chest/inner/b.md", "3"));
    scene.wakes(|scene| scene.rename("site/content/events/chest", "chest"));
    scene.sleeps(|scene| scene.write("chest/inner/b.md", "4"));
}

#[test]
fn an_input_folder_that_goes_and_comes_back_is_watched_again() {
    let mut scene = WatchedSite::new();
    scene.wakes(|scene| scene.rename("site/content", "content"));
    scene.sleeps(|scene| scene.write("content/events/a.md", "elsewhere"));
    scene.wakes(|scene| scene.rename("content", "site/content"));
    scene.wakes(|scene| scene.write("site/content/events/a.md", "here"));
    // Moved away and back before the next `cover`: the folder is the same, but its watch is gone.
    scene.settle();
    scene.rename("site/content", "content");
    scene.rename("content", "site/content");
    scene.wakes(|scene| scene.write("site/content/events/a.md", "still here"));
    // Another folder in its place, which may even have the same inode.
    scene.settle();
    fs::remove_dir_all(scene.path("site/content")).unwrap();
    scene.write("site/content/events/a.md", "another");
    scene.wakes(|scene| scene.write("site/content/events/a.md", "another still"));
}

#[test]
fn folders_that_are_made_later_are_watched() {
    let mut scene = WatchedSite::with_content("text/in/content");
    scene.wakes(|scene| scene.write("site/templates/base.html", "1"));
    scene.wakes(|scene| scene.write("site/templates/base.html", "2"));
    scene.wakes(|scene| fs::create_dir(scene.path("site/text")).unwrap());
    scene.wakes(|scene| fs::create_dir(scene.path("site/text/in")).unwrap());
    scene.sleeps(|scene| scene.write("site/text/in/other/b.md", "no content"));
    scene.wakes(|scene| scene.write("site/text/in/content/events/b.md", "1"));
    scene.wakes(|scene| scene.write("site/text/in/content/events/b.md", "2"));
    scene.wakes(|scene| scene.rename("site/text/in", "site/text/out"));
    scene.wakes(|scene| scene.rename("site/text/out", "site/text/in"));
    scene.wakes(|scene| scene.write("site/text/in/content/events/b.md", "3"));
}

#[test]
fn a_root_that_is_replaced_is_watched_in_its_new_form() {
    let mut scene = WatchedSite::new();
    scene.write("other/content/events/z.md", "1");
    scene.write("other/site.toml", "1");
    scene.wakes(|scene| scene.rename("site", "old"));
    scene.sleeps(|scene| scene.write("old/content/events/a.md", "nobody's"));
    scene.sleeps(|scene| scene.write("neighbour/a.md", "nobody's"));
    scene.wakes(|scene| scene.rename("other", "site"));
    scene.sleeps(|scene| scene.write("old/content/events/a.md", "nobody's"));
    scene.wakes(|scene| scene.write("site/content/events/z.md", "2"));
    // Both renames happen before the next `cover`.
    scene.wakes(|scene| {
        scene.rename("site", "other");
        scene.rename("old", "site");
    });
    scene.wakes(|scene| scene.write("site/content/events/a.md", "2"));
    scene.wakes(|scene| scene.write("site/site.toml", "2"));
}

#[test]
fn a_root_that_does_not_exist_yet_is_awaited() {
    let mut scene = WatchedSite::new();
    fs::remove_dir_all(scene.path("site")).unwrap();
    scene.scope.root = scene.scope.root.join("sub/june");
    scene.scope.folders = vec![scene.scope.root.join("content")];
    scene.wakes(|scene| fs::create_dir(scene.path("site")).unwrap());
    scene.wakes(|scene| scene.write("site/sub/june/content/a.md", "1"));
    scene.wakes(|scene| scene.write("site/sub/june/content/a.md", "2"));
}

#[test]
fn links_are_watched_where_they_lead() {
    let mut scene = WatchedSite::new();
    scene.write("shelf/templates/base.html", "1");
    scene.write("site/drafts/one.md", "1");
    scene.write("site/drafts/many/two.md", "1");
    scene.write("outside/secret.md", "1");
    scene.wakes(|scene| symlink(scene.path("shelf/templates"), scene.path("site/templates")).unwrap());
    scene.wakes(|scene| scene.write("shelf/templates/base.html", "2"));
    scene.wakes(|scene| symlink("../../drafts/one.md", scene.path("site/content/events/one.md")).unwrap());
    scene.wakes(|scene| scene.write("site/drafts/one.md", "2"));
    scene.wakes(|scene| symlink("../../drafts/many", scene.path("site/content/events/many")).unwrap());
    scene.wakes(|scene| scene.write("site/drafts/many/two.md", "2"));
    scene.wakes(|scene| symlink(scene.path("outside"), scene.path("site/content/events/out")).unwrap());
    scene.sleeps(|scene| scene.write("outside/secret.md", "2"));
}

#[test]
fn a_root_behind_a_link_is_watched_through_it() {
    let mut scene = WatchedSite::new();
    scene.write("other/site.toml", "1");
    symlink(scene.path("site"), scene.path("link")).unwrap();
    let root = scene.scope.root.with_file_name("link");
    scene.scope = WatchScope { folders: vec![root.join("content")], output: root.join("public"), root };
    scene.wakes(|scene| scene.write("site/content/events/a.md", "2"));
    scene.sleeps(|scene| scene.write("site/public/index.html", "2"));
    scene.wakes(|scene| {
        symlink(scene.path("other"), scene.path("link.new")).unwrap();
        scene.rename("link.new", "link");
    });
    scene.wakes(|scene| scene.write("other/site.toml", "2"));
}

#[test]
fn what_is_none_of_its_business_does_not_wake_it() {
    let mut scene = WatchedSite::new();
    let places = [
        "site/public/index.html",
        "site/public/new/index.html",
        "site/.public.dateline-lock",
        "site/.public.dateline-staging/index.html",
        "site/.git/index",
        "site/target/debug/a",
        "site/node_modules/a/index.js",
        "site/content/.hidden/a.md",
        "site/content/events/a.md~",
        "site/content/events/.a.md.swp",
        "site/content/events/#a.md#",
        "site/content/events/4913",
        "site/content/events/a.md___jb_tmp___",
        "beside/a.md",
    ];
    scene.sleeps(|scene| places.iter().for_each(|path| scene.write(path, "1")));
    scene.sleeps(|scene| places.iter().for_each(|path| scene.write(path, "2")));
    scene.sleeps(|scene| places.iter().for_each(|path| fs::remove_file(scene.path(path)).unwrap()));
    scene.sleeps(|scene| symlink("someone@somewhere.1", scene.path("site/content/events/.#a.md")).unwrap());
    scene.sleeps(|scene| fs::remove_dir_all(scene.path("site/public")).unwrap());
    scene.sleeps(|scene| drop(fs::read(scene.path("site/content/events/a.md")).unwrap()));
    scene.sleeps(|scene| assert_eq!(fs::read_dir(scene.path("site/content/events")).unwrap().count(), 2));
    scene.wakes(|scene| scene.write("site/content/events/a.md", "2"));
}

#[test]
fn what_is_no_longer_covered_does_not_wake_it() {
    let mut scene = WatchedSite::new();
    scene.wakes(|scene| scene.write("site/content/events/a.md", "2"));
    scene.scope.folders.retain(|folder| !folder.ends_with("content"));
    scene.sleeps(|scene| scene.write("site/content/events/a.md", "3"));
    scene.wakes(|scene| scene.write("site/static/a.css", "3"));
}

#[test]
fn a_folder_in_another_may_leave_without_harm_to_it() {
    let mut scene = WatchedSite::new();
    scene.scope.folders.push(scene.scope.root.join("content/events"));
    scene.wakes(|scene| scene.write("site/content/events/a.md", "2"));
    scene.scope.folders.pop();
    scene.wakes(|scene| scene.write("site/content/events/a.md", "3"));
}

#[test]
fn a_full_queue_and_an_error_call_for_a_look_and_for_arming_anew() {
    let mut scene = WatchedSite::new();
    scene.settle();
    let overflow = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
    for event in [Ok(overflow), Err(notify::Error::generic("lost"))] {
        scene.watch.ear.hear(&event);
        assert_eq!(scene.wakeup.wait(Some(LONG)), WakeReason::Woken);
        assert!(scene.watch.ear.shaken.load(Ordering::SeqCst));
        scene.settle();
        assert!(!scene.watch.ear.shaken.load(Ordering::SeqCst));
    }
}

#[test]
fn what_cannot_be_watched_is_told_once_and_looked_at_by_the_clock() {
    let limit = notify::Error::new(ErrorKind::MaxFilesWatch);
    assert!(
        complaint(&limit).is_some_and(|text| text.contains("fs.inotify.max_user_watches") && text.contains("--poll"))
    );
    assert_eq!(complaint(&notify::Error::path_not_found()), None);
    let mut scene = WatchedSite::new();
    scene.watch.watcher = None;
    scene.watch.failure = Some("no watcher".to_owned());
    assert_eq!(scene.watch.cover(&scene.scope), ["no watcher"]);
    assert_eq!(scene.watch.cover(&scene.scope), [""; 0]);
}

#[test]
fn a_folder_that_may_not_be_read_is_looked_at_by_the_clock_until_it_may() {
    let mut scene = WatchedSite::new();
    let closed = scene.path("site/content/closed");
    scene.write("site/content/closed/a.md", "1");
    let set = |mode| fs::set_permissions(&closed, fs::Permissions::from_mode(mode)).unwrap();
    set(0o000);
    if fs::read_dir(&closed).is_ok() {
        // The superuser may read everything, so this test cannot work.
        return;
    }
    let complaints = scene.watch.cover(&scene.scope);
    assert!(complaints.len() == 1 && complaints[0].contains("closed cannot be watched"), "{complaints:?}");
    for _ in 0..2 {
        assert_eq!(scene.wakeup.wait(Some(LONG)), WakeReason::Woken);
        scene.wakeup.quiet(SILENCE, LONG);
        assert_eq!(scene.watch.cover(&scene.scope), [""; 0]);
    }
    set(0o755);
    scene.wakes(|scene| scene.write("site/content/closed/a.md", "2"));
    scene.sleeps(|_| {});
    set(0o755);
}

#[test]
fn polling_rings_by_the_clock_and_watches_nothing() {
    let scene = WatchedSite::new();
    let (mut watch, wakeup) = FolderWatcher::new(WatchMethod::Poll(Duration::from_millis(40)));
    assert_eq!(watch.cover(&scene.scope), [""; 0]);
    assert_eq!(wakeup.wait(Some(LONG)), WakeReason::Woken);
    assert_eq!(wakeup.wait(Some(Duration::ZERO)), WakeReason::Timeout);
    assert_eq!(wakeup.wait(None), WakeReason::Woken);
    assert!(watch.armed.is_empty());
}
