//! The thread that makes the site anew when something has changed.
//!
//! A change is shown as soon as the new site is planned, and new words of an event before that: a page is rendered when a visitor requests it, and the other
//! pages while nothing else happens. Until all pages have been rendered it is not known that they can be, so the last
//! finished site is kept as a fallback. If templates have changed, which may make any page fail, all pages are rendered
//! before anything is shown. Files beside the pages are rarely requested from a preview. They are made last, so that
//! their failures are reported too.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use tokio::sync::watch::{Receiver, Sender, channel};

use super::problems;
use super::reporter::{ChangeReport, PreviewAccess, PreviewReporter};
use super::served_site::ServedSite;
use super::settings::ServeSettings;
use super::state::{PreviewState, SiteFiles};
use super::wakeup::{WakeReason, WakeupSignal};
use super::watch::FolderWatcher;
use super::watch_roots::WatchScope;
use crate::config::CodeEditor;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Site;
use crate::pipeline::BuildResult;
use crate::plan::{article_anchor, event_anchor};
use crate::render::{LazilyRenderedSite, Renderer};
use crate::session::Session;
use crate::span::{Files, Span};

/// Programs save a file in several steps, usually within this time.
const STEPS: Duration = Duration::from_millis(2);

/// If no site can be made, this is reported only after so long without a change, since a file may be half saved.
const QUIET: Duration = Duration::from_millis(40);

/// Rebuilding and reporting are delayed by no more than this, however many changes come.
const PATIENCE: Duration = Duration::from_millis(500);

/// The delay before pages are rendered that were not requested, so that requested ones come first.
const OTHER_PAGES: Duration = Duration::from_millis(150);

/// The delay before files beside the pages are made. It is longer because changes must wait for the search index, which
/// takes a while on a large site.
const FILES: Duration = Duration::from_secs(1);

/// The delay of a second scan. A file that appears in a new folder before the folder is watched causes no wakeup.
const SECOND_SCAN: Duration = Duration::from_millis(250);

/// How often unreadable files are read again. A changed permission causes a wakeup, but the end of a shortage of file
/// handles does not.
const UNREADABLE: Duration = Duration::from_secs(1);

/// If more files change at once, no change is marked in the page: they were changed by a program, not by the person who
/// watches.
const MOST_MARKED: usize = 8;

/// Makes sites and publishes them.
pub(super) struct Rebuilder {
    session: Session,
    /// The editor that opens places. If `None`, it is the one that `site.toml` names.
    editor: Option<CodeEditor>,
    access: PreviewAccess,
    reporter: Arc<dyn PreviewReporter>,
    states: Sender<Arc<PreviewState>>,
    /// Whether all folders of the site are watched.
    is_watch_current: bool,
    /// The site that visitors see.
    shown: Option<Arc<ServedSite>>,
    /// Set while the shown site is the last one with the new texts of an event.
    edit: Option<ShownEdit>,
    /// The last site whose pages could all be rendered.
    finished: Option<Arc<LazilyRenderedSite>>,
    /// The newest site, until all its pages have been rendered.
    unfinished: Option<SiteWithUnrenderedPages>,
    /// The finished site, until all files beside its pages have been made.
    unchecked: Option<SiteWithUncheckedFiles>,
    /// The findings that prevent a newer site from being shown, as JSON.
    problems: Option<Bytes>,
    build: u64,
}

/// The scope of a scan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ScanScope {
    /// The files that the wakeup named, if nothing else can have changed.
    NamedFiles,
    WholeSite,
}

/// Work that is done while nothing changes.
#[derive(Clone, Copy)]
enum IdleWork {
    RenderOtherPages,
    ScanAgain,
    MakeFiles,
}

/// A site whose pages have all been rendered, but not all the files beside them.
struct SiteWithUncheckedFiles {
    site: Arc<LazilyRenderedSite>,
    /// The finished site before it.
    before: Option<Arc<LazilyRenderedSite>>,
    findings: Diagnostics,
    files: Files,
    report: ChangeReport,
}

/// New texts of an event that are shown before the new site has been made.
struct ShownEdit {
    /// The site without them, which is shown again if the new site cannot be made.
    before: Arc<ServedSite>,
    /// The time from noticing the change to showing it. `None` if more has changed since.
    took: Option<Duration>,
}

/// A site whose pages have not all been rendered.
struct SiteWithUnrenderedPages {
    site: Arc<LazilyRenderedSite>,
    is_shown: bool,
    /// Anchors of the changed events and articles.
    anchors: String,
    findings: Diagnostics,
    files: Files,
    report: ChangeReport,
}

impl Rebuilder {
    /// Makes the first site. `address` is the server's own, without the path of the site.
    pub(super) fn open(
        settings: ServeSettings,
        reporter: Arc<dyn PreviewReporter>,
        address: &str,
        access: PreviewAccess,
    ) -> (Self, Receiver<Arc<PreviewState>>) {
        let begun = Instant::now();
        let (states, receiver) = channel(Arc::new(PreviewState::default()));
        let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let ServeSettings { root, captures, options, editor, .. } = settings;
        let mut rebuilder = Self {
            session: Session::new(root, captures, options),
            editor,
            access,
            reporter,
            states,
            is_watch_current: false,
            shown: None,
            edit: None,
            finished: None,
            unfinished: None,
            unchecked: None,
            problems: None,
            // Build numbers must be greater than those of an earlier server, whose pages may still be open.
            build: u64::try_from(since_epoch.as_millis()).unwrap_or_default(),
        };
        rebuilder.session.scan();
        rebuilder.reporter.opens(&format!("{address}{}", rebuilder.mount()), access);
        let made = rebuilder.make();
        let counts = made.site.is_some().then_some(made.counts);
        rebuilder.accept(made, Vec::new(), begun, &|| true);
        if let Some(counts) = counts {
            rebuilder.reporter.made(counts, begun.elapsed());
        }
        (rebuilder, receiver)
    }

    /// Makes the site anew after every wakeup, until it is stopped.
    pub(super) fn run(mut self, mut watch: FolderWatcher, wakeup: &WakeupSignal) {
        self.update_watch(&mut watch);
        let mut scans_again = true;
        loop {
            let (idle_work, after) = self.next_idle_work(scans_again).unzip();
            match wakeup.wait(after) {
                WakeReason::Stopped => return,
                WakeReason::Timeout => match idle_work {
                    Some(IdleWork::RenderOtherPages) => self.finish(&|| !wakeup.calls()),
                    Some(IdleWork::MakeFiles) => self.check(&|| !wakeup.calls()),
                    Some(IdleWork::ScanAgain) | None => scans_again = self.rebuild_safely(wakeup, ScanScope::WholeSite),
                },
                WakeReason::Woken => {
                    self.rebuild_safely(wakeup, ScanScope::NamedFiles);
                    scans_again = true;
                }
            }
            if !self.is_watch_current {
                self.update_watch(&mut watch);
            }
        }
    }

    /// The next work if nothing changes, and the delay before it.
    fn next_idle_work(&self, scans_again: bool) -> Option<(IdleWork, Duration)> {
        if self.unfinished.is_some() {
            Some((IdleWork::RenderOtherPages, OTHER_PAGES))
        } else if scans_again {
            Some((IdleWork::ScanAgain, SECOND_SCAN))
        } else if self.unchecked.is_some() {
            Some((IdleWork::MakeFiles, FILES))
        } else {
            self.session.has_unreadable().then_some((IdleWork::ScanAgain, UNREADABLE))
        }
    }

    /// Watches the folders that the site has now.
    fn update_watch(&mut self, watch: &mut FolderWatcher) {
        self.is_watch_current = true;
        for complaint in watch.cover(&self.scope()) {
            self.reporter.complaint(&complaint);
        }
    }

    fn scope(&self) -> WatchScope {
        let (root, paths) = (self.session.root(), &self.session.layout().paths);
        WatchScope {
            root: root.to_owned(),
            folders: paths.inputs().iter().map(|folder| root.join(folder)).collect(),
            output: root.join(&paths.output),
        }
    }

    /// The same as [`Self::rebuild`], but a panic in it does not end the server.
    fn rebuild_safely(&mut self, wakeup: &WakeupSignal, scope: ScanScope) -> bool {
        catch_unwind(AssertUnwindSafe(|| self.rebuild(wakeup, scope))).unwrap_or_else(|panic| {
            // The session may be inconsistent, so everything is read anew after the next change.
            self.session.reset();
            let finding = Diagnostic::of_panic("making the site", panic.as_ref());
            self.refuse(&finding.into(), &Files::default(), &ChangeReport::default());
            false
        })
    }

    /// Makes the site anew if something has changed. Returns whether it did.
    fn rebuild(&mut self, wakeup: &WakeupSignal, scope: ScanScope) -> bool {
        let begun = Instant::now();
        let mut changed = BTreeSet::new();
        loop {
            wakeup.quiet(STEPS, PATIENCE);
            let places = wakeup.places().filter(|_| scope == ScanScope::NamedFiles);
            let rescanned = places.and_then(|places| self.session.rescan(&places));
            // Folders can only have been added or removed if more than known texts has changed.
            self.is_watch_current &= rescanned.is_some();
            changed.extend(rescanned.unwrap_or_else(|| self.session.scan()));
            if changed.is_empty() {
                return false;
            }
            self.show_edited_texts(&changed, begun);
            let made = self.make();
            let may_be_half = made.site.is_none() && begun.elapsed() < PATIENCE;
            if may_be_half && wakeup.wait(Some(QUIET)) == WakeReason::Woken {
                if let Some(edit) = &mut self.edit {
                    edit.took = None;
                }
                continue;
            }
            self.accept(made, changed.into_iter().collect(), begun, &|| !wakeup.calls());
            return true;
        }
    }

    /// Shows the last site with the new texts of an event, if only they have changed. On a large site that takes a
    /// fraction of the time that a new site takes, which replaces it.
    fn show_edited_texts(&mut self, changed: &BTreeSet<String>, begun: Instant) {
        // Other machines see only what has been checked.
        let may_show = self.access == PreviewAccess::ThisMachine && self.problems.is_none() && self.edit.is_none();
        let Some(shown) = self.shown.clone().filter(|_| may_show) else { return };
        let last = shown.site().renderer();
        if self.newest().is_none_or(|newest| !std::ptr::eq(newest.renderer(), last)) {
            return;
        }
        let Some(renderer) = self.session.with_edited_texts(changed, last) else { return };
        let changed: Vec<String> = changed.iter().cloned().collect();
        let anchors = anchors(renderer.site(), self.session.files(), &changed);
        let site = Arc::new(LazilyRenderedSite::new(renderer, Some(shown.site())));
        self.edit = Some(ShownEdit { before: shown, took: Some(begun.elapsed()) });
        self.show(&site, &anchors);
    }

    /// The last site that could be made, whether its pages have been rendered or not.
    fn newest(&self) -> Option<&Arc<LazilyRenderedSite>> {
        self.unfinished.as_ref().map(|unfinished| &unfinished.site).or(self.finished.as_ref())
    }

    fn make(&mut self) -> BuildResult<Renderer> {
        self.session.make().map(Renderer::served)
    }

    /// Shows a new site, or reports why it cannot be shown.
    fn accept(
        &mut self,
        made: BuildResult<Renderer>,
        changed: Vec<String>,
        begun: Instant,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) {
        let BuildResult { site, mut findings, files, .. } = made;
        findings.drop_notes();
        let mut report = ChangeReport { changed, pages: None, took: begun.elapsed() };
        let Some(renderer) = site else { return self.refuse(&findings, &files, &report) };
        let anchors = anchors(renderer.site(), &files, &report.changed);
        let site = LazilyRenderedSite::new(renderer, self.newest().map(Arc::as_ref));
        let has_new_theme =
            self.shown.as_ref().is_some_and(|served_site| !served_site.site().has_theme_of(site.renderer()));
        let edit = self.edit.take();
        report.took = edit.as_ref().and_then(|edit| edit.took).unwrap_or_else(|| begun.elapsed());
        if let Some(edit) = edit.filter(|_| has_new_theme) {
            // The new site may still fail.
            self.shown = Some(edit.before);
        }
        let unfinished = SiteWithUnrenderedPages {
            site: Arc::new(site),
            is_shown: !has_new_theme,
            anchors,
            findings,
            files,
            report,
        };
        self.problems = None;
        self.unchecked = None;
        if unfinished.is_shown {
            self.show(&unfinished.site, &unfinished.anchors);
        }
        self.unfinished = Some(unfinished);
        if has_new_theme {
            self.finish(goes_on);
        }
    }

    /// Renders pages that were not requested, as long as `goes_on` returns `true`.
    fn finish(&mut self, goes_on: &(dyn Fn() -> bool + Sync)) {
        let Some(unfinished) = self.unfinished.take() else { return };
        let Some(finished) = unfinished.site.finish(goes_on) else {
            self.unfinished = Some(unfinished);
            return;
        };
        let SiteWithUnrenderedPages { site, is_shown, anchors, mut findings, files, mut report } = unfinished;
        findings.append(finished.findings);
        findings.sort(&files);
        if findings.has_errors() {
            return self.take_back(is_shown, &findings, &files, &report);
        }
        report.pages = Some((finished.changed, site.renderer().plan().pages.len()));
        let before = self.finished.replace(site.clone());
        if !is_shown {
            self.show(&site, &anchors);
        }
        self.reporter.findings(&findings, &files);
        if !report.changed.is_empty() {
            self.reporter.changed(&report);
        }
        self.unchecked = Some(SiteWithUncheckedFiles { site, before, findings, files, report });
    }

    /// Makes files beside the pages that were not requested, as long as `goes_on` returns `true`.
    fn check(&mut self, goes_on: &(dyn Fn() -> bool + Sync)) {
        let Some(unchecked) = self.unchecked.take() else { return };
        let Some(failures) = unchecked.site.finish_files(goes_on) else {
            self.unchecked = Some(unchecked);
            return;
        };
        if failures.has_errors() {
            let SiteWithUncheckedFiles { before, mut findings, files, report, .. } = unchecked;
            findings.append(failures);
            findings.sort(&files);
            self.finished = before;
            self.take_back(true, &findings, &files, &report);
        }
    }

    /// Shows the last finished site again if the failed one is shown, and reports the findings.
    fn take_back(&mut self, is_shown: bool, findings: &Diagnostics, files: &Files, report: &ChangeReport) {
        if is_shown {
            let last = self.finished.clone().map(|last| ServedSite::new(last, None, self.shown.as_deref()));
            self.shown = last.map(Arc::new);
        }
        match self.problems {
            None => self.refuse(findings, files, report),
            // These findings are about a newer site.
            Some(_) => self.publish(String::new()),
        }
    }

    /// Reports why a newer site cannot be shown. Visitors keep the last site that could be made.
    fn refuse(&mut self, findings: &Diagnostics, files: &Files, report: &ChangeReport) {
        if let Some(edit) = self.edit.take() {
            self.shown = Some(edit.before);
        }
        self.problems = Some(match self.access {
            PreviewAccess::ThisMachine => {
                let editor = self.editor.as_ref().or(self.session.layout().editor.as_ref());
                problems::document(findings, files, self.session.root(), editor)
            }
            PreviewAccess::Network => problems::document_for_network(findings),
        });
        self.publish(String::new());
        self.reporter.findings(findings, files);
        self.reporter.refused(findings, report, self.shown.is_some());
    }

    fn show(&mut self, site: &Arc<LazilyRenderedSite>, anchors: &str) {
        let served_site = ServedSite::new(site.clone(), self.finished.clone(), self.shown.as_deref());
        self.shown = Some(Arc::new(served_site));
        self.publish(anchors.to_owned());
    }

    /// The path of the site on its host, from `base_url`.
    fn mount(&self) -> &str {
        let base = self.shown.as_ref().map_or(self.session.base_url(), |served_site| served_site.base_url());
        base.map_or("/", |base| base.path())
    }

    fn publish(&mut self, changed: String) {
        self.build += 1;
        let site = self.shown.clone().map(|served_site| served_site as Arc<dyn SiteFiles>);
        let (mount, problems) = (self.mount().to_owned(), self.problems.clone());
        self.states.send_replace(Arc::new(PreviewState { build: self.build, mount, site, problems, changed }));
    }
}

/// The anchors of events and articles in changed files, separated by spaces.
fn anchors(site: &Site, files: &Files, changed: &[String]) -> String {
    if changed.len() > MOST_MARKED {
        return String::new();
    }
    let changed: BTreeSet<&str> = changed.iter().map(String::as_str).collect();
    let has_changed = |span: Span| changed.contains(&*files.get(span.file).path);
    let events = site.events.iter().filter(|event| has_changed(event.span)).map(|event| event_anchor(&event.id));
    let articles = site.sources.iter().filter(|source| source.has_page() && has_changed(source.span));
    events.chain(articles.map(|article| article_anchor(&article.id))).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Mutex;

    use camino::{Utf8Path, Utf8PathBuf};

    use super::*;
    use crate::diagnostic::Severity;
    use crate::pipeline::{BuildOptions, SiteCounts};
    use crate::route::Route;
    use crate::serve::state::FileLookup;

    /// Records the messages of refused sites.
    #[derive(Default)]
    struct RefusalRecorder(Mutex<Vec<String>>);

    impl PreviewReporter for RefusalRecorder {
        fn opens(&self, _: &str, _: PreviewAccess) {}
        fn made(&self, _: SiteCounts, _: Duration) {}
        fn changed(&self, _: &ChangeReport) {}
        fn findings(&self, _: &Diagnostics, _: &Files) {}
        fn complaint(&self, _: &str) {}
        fn refused(&self, findings: &Diagnostics, _: &ChangeReport, has_earlier: bool) {
            assert!(has_earlier, "the version before is still shown");
            let messages = findings.iter().filter(|finding| finding.severity == Severity::Error);
            self.0.lock().unwrap().extend(messages.map(|finding| finding.message.clone()));
        }
    }

    /// A rebuilder of a site, and what visitors see.
    fn opened(root: &Utf8Path, reporter: Arc<RefusalRecorder>) -> (Rebuilder, Receiver<Arc<PreviewState>>) {
        let settings = ServeSettings {
            root: root.to_owned(),
            captures: None,
            options: BuildOptions::default(),
            poll: None,
            editor: None,
            host: "localhost".to_owned(),
        };
        Rebuilder::open(settings, reporter, "http://localhost", PreviewAccess::ThisMachine)
    }

    fn home(states: &Receiver<Arc<PreviewState>>) -> String {
        let FileLookup::File(page) = states.borrow().site.as_ref().unwrap().get(&Route::home()) else { panic!() };
        String::from_utf8(page.to_vec()).unwrap()
    }

    #[test]
    fn new_words_are_shown_until_the_new_site_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::try_from(dir.path().to_owned()).unwrap();
        fs::create_dir_all(root.join("content/events")).unwrap();
        fs::write(root.join("site.toml"), "title = \"Ice\"\n[check]\ndeny = [\"date/wrong-weekday\"]\n").unwrap();
        let write = |title: &str| {
            let text = format!("+++\ntitle = \"{title}\"\ndate = \"1891-01-14\"\n+++\nThe canal.\n");
            fs::write(root.join("content/events/ice.md"), text).unwrap();
        };
        write("Ice on the canal");
        let (mut rebuilder, states) = opened(&root, Arc::default());
        rebuilder.finish(&|| true);
        let changed = BTreeSet::from(["content/events/ice.md".to_owned()]);
        let edit = |rebuilder: &mut Rebuilder, title: &str| {
            write(title);
            rebuilder.session.scan();
            rebuilder.show_edited_texts(&changed, Instant::now());
            home(&states)
        };
        let make = |rebuilder: &mut Rebuilder| {
            let made = rebuilder.make();
            rebuilder.accept(made, Vec::new(), Instant::now(), &|| true);
            rebuilder.finish(&|| true);
        };
        assert!(edit(&mut rebuilder, "Ice since Monday, 12 January 1891").contains("Ice since Monday, 12"));
        make(&mut rebuilder);
        assert!(home(&states).contains("Ice since Monday, 12"), "it was a Monday");
        assert!(edit(&mut rebuilder, "Ice since Monday, 13 January 1891").contains("Ice since Monday, 13"));
        make(&mut rebuilder);
        assert!(home(&states).contains("Ice since Monday, 12"), "it was no Monday");
        assert!(edit(&mut rebuilder, "Ice on the river").contains("Ice since Monday, 12"), "nothing was made since");
        make(&mut rebuilder);
        assert!(home(&states).contains("Ice on the river"));
        rebuilder.access = PreviewAccess::Network;
        assert!(edit(&mut rebuilder, "Ice on the lake").contains("Ice on the river"), "others see what is checked");
    }

    #[test]
    fn what_fails_beside_the_pages_is_told_and_takes_the_site_back() {
        let dir = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::try_from(dir.path().to_owned()).unwrap();
        let write = |title: &str| fs::write(root.join("site.toml"), format!("title = \"{title}\"\n")).unwrap();
        write("Ice on the canal");
        let listener = Arc::new(RefusalRecorder::default());
        let (mut rebuilder, states) = opened(&root, listener.clone());
        let problems = || states.borrow().problems.as_ref().map(|it| String::from_utf8(it.to_vec()).unwrap());
        rebuilder.finish(&|| true);
        rebuilder.check(&|| true);
        assert_eq!((problems(), rebuilder.unchecked.is_some()), (None, false));

        write("Ice on the river");
        rebuilder.session.scan();
        let made = rebuilder.make();
        let fails = |renderer: Renderer| renderer.with_a_file_that_fails(Route::file("lanterns.js").unwrap());
        let made = made.map(fails);
        rebuilder.accept(made, vec!["site.toml".to_owned()], Instant::now(), &|| true);
        rebuilder.finish(&|| true);
        assert!(home(&states).contains("Ice on the river"));
        assert_eq!(problems(), None);
        rebuilder.check(&|| false);
        assert!(rebuilder.unchecked.is_some(), "a change goes before");
        rebuilder.check(&|| true);
        assert!(home(&states).contains("Ice on the canal"));
        let words = "making /lanterns.js failed inside the program";
        assert!(problems().unwrap().contains(words), "{:?}", problems());
        assert!(listener.0.lock().unwrap().iter().all(|told| told.starts_with(words)), "{:?}", listener.0);
        assert_eq!(listener.0.lock().unwrap().len(), 1);
    }
}
