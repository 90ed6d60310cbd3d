//! Streams and folders that cannot be written: what is lost is told, and what is closed is no failure.

#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::Read as _;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{copy, root, tree, write};

fn program() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("dateline"));
    command.env("TERM", "dumb").stdin(Stdio::null());
    command
}

fn full() -> File {
    File::options().write(true).open("/dev/full").unwrap()
}

/// A site with a finding.
fn site() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"Ferries\"\n");
    write(&dir.path().join("content/events/strike.md"), "+++\ntitle = \"A strike\"\ndate = \"2024-05-03\"\n+++\n");
    dir
}

/// Every command that prints something on the output, and how it ends where that can be written.
fn commands(site: &Path) -> Vec<(Vec<String>, i32)> {
    let site = site.to_str().unwrap();
    let words = |text: &str| text.split(' ').map(|word| if word == "SITE" { site } else { word }.to_owned()).collect();
    [
        ("explain", 0),
        ("explain date/no-such-day", 0),
        ("-C SITE check --format json", 0),
        ("-C SITE check --format sarif", 0),
        ("--help", 0),
        ("--version", 0),
        ("check --help", 0),
        ("help import", 0),
        ("-C SITE new event Lifeboats", 0),
    ]
    .into_iter()
    .map(|(text, code)| (words(text), code))
    .collect()
}

#[test]
fn an_output_that_cannot_be_written_is_told() {
    let dir = site();
    for (words, _) in commands(dir.path()) {
        let output = program().args(&words).stdout(full()).stderr(Stdio::piped()).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{words:?}: {told}");
        assert!(told.contains("error: the output could not be written: No space left on device"), "{words:?}: {told}");
    }
    // Findings on the error stream are lost without a word, but not without a trace.
    for command in ["check", "build"] {
        let output = program().arg("-C").arg(dir.path()).arg(command).stderr(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{command}");
    }
    // Usage is told there as well.
    let output = program().arg("chekc").stderr(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn words_that_nobody_asked_for_may_be_lost() {
    let dir = tempfile::tempdir().unwrap();
    let init = program().arg("-C").arg(dir.path()).arg("init").stderr(full()).output().unwrap();
    assert_eq!(init.status.code(), Some(0));
    let build = program().arg("-C").arg(dir.path()).args(["build", "-v"]).stderr(full()).output().unwrap();
    assert_eq!(build.status.code(), Some(0));
    assert!(dir.path().join("public/index.html").is_file());
}

#[test]
fn a_closed_pipe_is_quiet() {
    let dir = site();
    for (words, code) in commands(dir.path()) {
        let mut child = program().args(&words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr).trim(), "", "{words:?}");
        assert_eq!(output.status.code(), Some(code), "{words:?}");
    }
    let dir = site();
    let mut child = program().arg("-C").arg(dir.path()).arg("check").stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 1];
    child.stderr.take().unwrap().read_exact(&mut first).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Gives a folder and all in it to a user.
fn give(folder: &Path, user: u32) {
    chown(folder, Some(user), Some(user)).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { give(&path, user) } else { chown(path, Some(user), Some(user)).unwrap() }
    }
}

/// A folder of a user whom permissions bind, and the program as that user runs it.
struct Bound {
    dir: tempfile::TempDir,
    user: Option<u32>,
}

impl Bound {
    /// Nobody's number on most systems.
    const NOBODY: u32 = 65534;

    fn new(fill: impl FnOnce(&Path)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fill(&dir.path().join("site"));
        let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
        if is_root {
            // By another process: a file that this one has open for writing cannot be executed.
            let from = assert_cmd::cargo::cargo_bin("dateline");
            assert!(Command::new("cp").arg(from).arg(dir.path().join("dateline")).status().unwrap().success());
            fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
            give(&dir.path().join("site"), Self::NOBODY);
        }
        Self { dir, user: is_root.then_some(Self::NOBODY) }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = match self.user {
            Some(user) => {
                let mut command = Command::new(self.dir.path().join("dateline"));
                command.uid(user).gid(user);
                command
            }
            None => program(),
        };
        command.env("HOME", self.dir.path()).arg("-C").arg(self.dir.path().join("site")).args(arguments);
        command.output().unwrap()
    }

    fn set(&self, path: &str, mode: u32) {
        fs::set_permissions(self.dir.path().join("site").join(path), fs::Permissions::from_mode(mode)).unwrap();
    }
}

#[test]
fn a_folder_that_was_read_only_once_does_not_stop_later_builds() {
    let bound = Bound::new(|site| copy(&root().join("example"), site));
    let site = bound.dir.path().join("site");
    let build = || {
        let output = bound.run(&["build"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    };
    build();
    bound.set("public/events", 0o555);
    let event = site.join("content/events/bridge-closed.md");
    for title in ["Another title", "A third title"] {
        let text = fs::read_to_string(&event).unwrap();
        let line = text.lines().find(|line| line.starts_with("title")).unwrap().to_owned();
        fs::write(&event, text.replace(&line, &format!("title = \"{title}\""))).unwrap();
        build();
        let page = fs::read_to_string(site.join("public/events/bridge-closed/index.html")).unwrap();
        assert!(page.contains(title));
        let left: Vec<_> = fs::read_dir(&site).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".public")), "{left:?}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_nothing_is_left() {
    let bound = Bound::new(|site| copy(&root().join("example"), site));
    let before = tree(&bound.dir.path().join("site"));
    bound.set("content/events", 0o555);
    let output = bound.run(&["new", "event", "Lifeboats"]);
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("content/events/lifeboats.md`: Permission denied"), "{told}");
    assert!(told.contains("help: make the folder writable for you"), "{told}");
    bound.set("content/events", 0o755);
    assert_eq!(tree(&bound.dir.path().join("site")), before);
}
