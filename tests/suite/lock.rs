//! `evidence.lock`: who writes it, when, and what is never forgotten.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::{dateline, write};

const EVENT: &str = "+++\ntitle = \"The ferry stays\"\ndate = \"1998-03-04\"\n\n[[evidence]]\nsource = \"gazette\"\nquote = \"left forty passengers\"\n+++\n";
const DRAFT: &str = "+++\ntitle = \"The ferry sails\"\ndate = \"1998-03-05\"\ndraft = true\n\n[[evidence]]\nsource = \"gazette\"\nquote = \"sailed at noon\"\n+++\n";

/// A site with a saved text, a quotation that is in it, and one more in a draft.
fn site() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| write(&dir.path().join(path), text);
    put("site.toml", "title = \"Ferries\"\n");
    put("content/sources/papers.toml", "[[sources]]\nid = \"gazette\"\npublisher = \"Gazette\"\n");
    put("content/events/stays.md", EVENT);
    put("content/events/sails.md", DRAFT);
    put("captures/gazette.txt", "It left forty passengers on the quay, and sailed at noon.\n");
    dir
}

fn run(site: &Path, args: &[&str]) -> Output {
    dateline().arg("-C").arg(site).args(args).output().unwrap()
}

fn lock(site: &Path) -> String {
    fs::read_to_string(site.join("evidence.lock")).unwrap()
}

fn quotations(lock: &str) -> Vec<&str> {
    lock.lines().filter(|line| line.starts_with("quote ")).filter_map(|line| line.splitn(5, ' ').last()).collect()
}

#[test]
fn the_lock_is_written_only_when_asked_for_and_only_if_it_changes() {
    let dir = site();
    assert!(run(dir.path(), &["check"]).status.success());
    assert!(run(dir.path(), &["build"]).status.success());
    assert!(!dir.path().join("evidence.lock").exists());
    let told = String::from_utf8(run(dir.path(), &["check", "--update-lock"]).stderr).unwrap();
    assert!(told.contains("evidence.lock has 1 quotation, 1 new, 0 gone"), "{told}");
    assert_eq!(quotations(&lock(dir.path())), ["left forty passengers"]);
    let before = fs::metadata(dir.path().join("evidence.lock")).unwrap().modified().unwrap();
    let told = String::from_utf8(run(dir.path(), &["check", "--update-lock"]).stderr).unwrap();
    assert!(told.contains("evidence.lock is as it should be"), "{told}");
    assert_eq!(fs::metadata(dir.path().join("evidence.lock")).unwrap().modified().unwrap(), before);
}

#[test]
fn where_nothing_was_found_no_lock_is_written_and_it_is_said() {
    let dir = site();
    fs::remove_dir_all(dir.path().join("captures")).unwrap();
    let told = String::from_utf8(run(dir.path(), &["check", "--update-lock"]).stderr).unwrap();
    assert!(told.contains("evidence.lock is not written: no quotation was found in a saved text"), "{told}");
    assert!(!dir.path().join("evidence.lock").exists());
}

#[test]
fn the_lock_stays_as_it_is_while_there_are_errors() {
    let dir = site();
    run(dir.path(), &["check", "--update-lock"]);
    let before = lock(dir.path());
    write(&dir.path().join("content/events/stays.md"), EVENT.replace("forty", "fifty"));
    let output = run(dir.path(), &["check", "--update-lock"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("stays as it is until there are no errors"));
    assert_eq!(lock(dir.path()), before);
}

#[test]
fn without_the_saved_texts_nothing_is_forgotten() {
    let dir = site();
    run(dir.path(), &["check", "--update-lock"]);
    let before = lock(dir.path());
    fs::remove_dir_all(dir.path().join("captures")).unwrap();
    assert!(run(dir.path(), &["check", "--update-lock"]).status.success());
    assert_eq!(lock(dir.path()), before);
}

#[test]
fn entries_for_drafts_stay_while_the_drafts_are_left_out() {
    let dir = site();
    run(dir.path(), &["check", "--update-lock", "--drafts"]);
    let before = lock(dir.path());
    assert_eq!(quotations(&before), ["left forty passengers", "sailed at noon"]);
    for captures in [true, false] {
        if !captures {
            fs::remove_dir_all(dir.path().join("captures")).unwrap();
        }
        let output = run(dir.path(), &["check", "--update-lock"]);
        assert!(String::from_utf8(output.stderr).unwrap().contains("nothing found"));
        assert_eq!(lock(dir.path()), before);
    }
}

#[test]
fn a_lock_that_two_people_changed_at_once_is_mended_by_writing_it_anew() {
    let dir = site();
    run(dir.path(), &["check", "--update-lock"]);
    let before = lock(dir.path());
    write(&dir.path().join("evidence.lock"), format!("<<<<<<< ours\n{before}=======\n{before}>>>>>>> theirs\n"));
    assert_eq!(run(dir.path(), &["check"]).status.code(), Some(1));
    assert!(run(dir.path(), &["check", "--update-lock"]).status.success());
    assert_eq!(lock(dir.path()), before);
}
