//! A site on its way to a sink: file by file while it is made, whole in the end or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::Utf8PathBuf;
use dateline::load::load;
use dateline::output::{OutputSink, SinkClosed, SiteOutput};
use dateline::pipeline::{BuildOptions, BuildResult, Progress, make, render_into};
use dateline::render::Renderer;
use dateline::route::Route;

use crate::support::{copy, dateline, root, tree, write};

/// The sample site, planned.
fn planned() -> BuildResult<Renderer> {
    let inputs = load(&Utf8PathBuf::from_path_buf(root().join("example")).unwrap(), None).inputs;
    make(&inputs, &BuildOptions::default(), None, &())
}

/// Takes so many files and fails then.
struct SinkOf {
    room: AtomicUsize,
}

impl OutputSink for SinkOf {
    fn put(&self, _: &Route, _: &[u8]) -> Result<(), SinkClosed> {
        let taken = self.room.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |room| room.checked_sub(1));
        taken.map(drop).map_err(|_| SinkClosed)
    }
}

/// Counts rendered pages.
#[derive(Default)]
struct RenderedPages(AtomicUsize);

impl Progress for RenderedPages {
    fn stage(&self, _: &'static str) {}
    fn begin(&self, _: usize) {}
    fn step(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn the_routes_of_a_site_are_those_of_the_files_that_it_puts() {
    let planned = planned();
    let routes: Vec<Route> = planned.site.as_ref().unwrap().routes().cloned().collect();
    let output = Mutex::new(SiteOutput::default());
    assert!(render_into(planned, &output, &()).site.is_some());
    let output = output.into_inner().unwrap();
    let put: Vec<&Route> = output.iter().map(|(route, _)| route).collect();
    assert_eq!(routes.len(), put.len());
    assert_eq!(routes.iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>(), put);
}

#[test]
fn nothing_more_is_rendered_for_a_sink_that_failed() {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let (sink, rendered) = (SinkOf { room: AtomicUsize::new(3) }, RenderedPages::default());
    let built = threads.install(|| render_into(planned(), &sink, &rendered));
    assert!(built.site.is_none() && !built.findings.has_errors());
    let rendered = rendered.0.into_inner();
    assert!(rendered < built.counts.pages / 2, "{rendered} of {} pages were rendered", built.counts.pages);
}

/// A copy of the sample site, built.
fn built() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("example"), dir.path());
    dateline().arg("-C").arg(dir.path()).arg("build").assert().success();
    let public = dir.path().join("public");
    (dir, public)
}

/// Names in a folder that begin with a full stop.
fn hidden(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".public")).collect()
}

#[test]
fn a_page_that_fails_when_others_are_written_leaves_the_old_site_as_it_was() {
    let (dir, public) = built();
    let before = tree(&public);
    write(&dir.path().join("templates/disputes.html"), "{{ disputes.no_such_thing.at_all }}\n");
    let event = dir.path().join("content/events/bridge-closed.md");
    let text = fs::read_to_string(&event).unwrap();
    write(&event, text.replacen("title  = \"", "title  = \"Once more: ", 1));
    let output = dateline().arg("-C").arg(dir.path()).arg("build").assert().code(1).get_output().clone();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("template/render"), "{told}");
    assert_eq!(tree(&public), before);
    assert_eq!(hidden(dir.path()), [""; 0]);
}

#[test]
fn a_site_with_errors_makes_no_folder() {
    let (dir, _) = built();
    write(&dir.path().join("templates/disputes.html"), "{{ disputes.no_such_thing.at_all }}\n");
    dateline().arg("-C").arg(dir.path()).args(["build", "-o"]).arg(dir.path().join("deep/er")).assert().code(1);
    assert!(!dir.path().join("deep").exists());
}

#[test]
fn what_stands_in_the_way_is_told_once_and_changes_nothing() {
    let (dir, public) = built();
    // Not in the manifest, and met only when the page is there to be compared.
    let manifest = fs::read_to_string(public.join(".dateline-manifest")).unwrap();
    let others: Vec<&str> = manifest.lines().filter(|line| !line.ends_with("  disputes/index.html")).collect();
    write(&public.join(".dateline-manifest"), others.join("\n") + "\n");
    write(&public.join("disputes/index.html"), "by hand");
    let before = tree(&public);
    let event = dir.path().join("content/events/bridge-closed.md");
    let text = fs::read_to_string(&event).unwrap();
    write(&event, text.replacen("title  = \"", "title  = \"Once more: ", 1));
    let output = dateline().arg("-C").arg(dir.path()).arg("build").assert().code(2).get_output().clone();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.matches("is in the way of the site").count(), 1, "{told}");
    assert_eq!(tree(&public), before);
    assert_eq!(hidden(dir.path()), [""; 0]);
}

/// What a build prints, with its stages.
fn told_by_build(site: &Path, more: &[&str]) -> String {
    let output =
        dateline().arg("-C").arg(site).args(["build", "-v"]).args(more).assert().success().get_output().clone();
    String::from_utf8(output.stderr).unwrap()
}

/// From the text of a file to another text.
type TextEdit = fn(&str) -> String;

#[test]
fn only_a_build_that_would_change_nothing_renders_nothing() {
    let (dir, public) = built();
    let site = dir.path();
    let files = tree(&public).len() - 1;
    let told = told_by_build(site, &[]);
    assert!(told.contains(", nothing changed") && !told.contains("render"), "{told}");
    assert!(told.contains(&format!("files: 0 new, 0 changed, {files} untouched, 0 deleted")), "{told}");
    assert_eq!(fs::read_to_string(site.join(".dateline/.gitignore")).unwrap(), "*\n");

    let event = "content/events/bridge-closed.md";
    let edits: [(&str, TextEdit); 9] = [
        (event, |text| text.replacen("title  = \"", "title  = \"Once more: ", 1)),
        (event, |text| format!("{text}\nMore.\n")),
        ("content/events/new.md", |_| "+++\ntitle = \"New\"\ndate = \"2024-03-05\"\n+++\n".to_owned()),
        ("static/extra.css", |_| "a{}".to_owned()),
        ("static/extra.css", |_| "b{}".to_owned()),
        ("templates/404.html", |_| "<!doctype html><title>Gone</title>".to_owned()),
        ("site.toml", |text| text.replacen("title = \"", "title = \"New: ", 1)),
        ("public/index.html", |text| text.replacen('e', "a", 1)),
        ("public/.dateline-manifest", |text| text.replacen("index.html", "index.htm", 1)),
    ];
    for (path, edit) in edits {
        let path = site.join(path);
        let before = fs::read_to_string(&path).unwrap_or_default();
        let after = edit(&before);
        assert_ne!(after, before, "{path:?}");
        write(&path, after);
        let told = told_by_build(site, &[]);
        assert!(told.contains("render"), "{path:?}: {told}");
        let fresh = tempfile::tempdir().unwrap();
        dateline().arg("-C").arg(site).args(["build", "-o"]).arg(fresh.path().join("public")).assert().success();
        assert_eq!(tree(&public), tree(&fresh.path().join("public")), "{path:?}");
        told_by_build(site, &[]);
        assert!(!told_by_build(site, &[]).contains("render"), "{path:?}");
    }
    assert!(told_by_build(site, &["--base-url", "https://example.org/a/"]).contains("render"), "an option");
    assert!(told_by_build(site, &["--drafts"]).contains("render"), "an option");
}

#[test]
fn warnings_are_printed_by_every_build() {
    let (dir, _) = built();
    write(&dir.path().join("content/events/new.md"), "+++\ntitle = \"New\"\ndate = \"2024-03-05\"\n+++\n");
    let warnings = |told: &str| told[..told.find(" → ").expect("there is a summary")].rfind('\n').unwrap();
    let first = told_by_build(dir.path(), &[]);
    let again = told_by_build(dir.path(), &[]);
    assert!(first.contains("warning[evidence/none]") && first.contains("render") && !again.contains("render"));
    assert_eq!(first[..warnings(&first)], again[..warnings(&again)]);
    assert!(told_by_build(dir.path(), &["--all"]).contains("render"), "other warnings may be printed");
}

#[test]
fn a_damaged_record_of_the_last_build_is_as_good_as_none() {
    let (dir, _) = built();
    let record = dir.path().join(".dateline/build.json");
    let whole = fs::read_to_string(&record).unwrap();
    for damaged in ["", "{", "{}", &whole[..whole.len() / 2], &whole.replacen("program", "programme", 1)] {
        write(&record, damaged);
        assert!(told_by_build(dir.path(), &[]).contains("render"), "{damaged}");
        assert!(!told_by_build(dir.path(), &[]).contains("render"), "{damaged}");
    }
}
