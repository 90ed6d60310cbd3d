//! Taking in articles: what is written, what is never overwritten, and that the site stands afterwards.

use std::fs;

use crate::support::{dateline, tree, write};

const PASTED: &str = "Bridge shut for summer\n\nBy Ann Example | June 20, 2025\n\nThe barriers went up at six, before the first \
    bus, and nobody had told the driver of the school run.\n\nAdvertisement\n";

fn site() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"Bridge\"\n[paths]\ncaptures = \"saved\"\n");
    dir
}

fn import(dir: &tempfile::TempDir, args: &[&str]) -> std::process::Output {
    let mut command = dateline();
    command.arg("-C").arg(dir.path()).args(["import", "article", "-"]).args(args).write_stdin(PASTED);
    command.output().unwrap()
}

#[test]
fn a_pasted_text_becomes_an_article_and_its_capture() {
    let dir = site();
    let output = import(&dir, &["--taken", "2025-07-01"]);
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words}");
    let expected = "title      Bridge shut for summer (first line that reads like a headline)\n\
        publisher  ? (nothing tells it; write it into the file)\n\
        author     Ann Example (byline)\n\
        published  2025-06-20 (dateline)\n\
        language   ? (nothing tells it; the site's is taken)\n\
        url        ? (nothing tells it)\n\
        words      20\n";
    assert!(words.starts_with(expected), "{words}");
    assert!(words.ends_with("set aside  “Advertisement” after it\n"), "{words}");
    assert_eq!(fs::read_to_string(dir.path().join("saved/bridge-shut-for-summer.txt")).unwrap(), PASTED);
    let article = dir.path().join("content/articles/bridge-shut-for-summer.md");
    let text = fs::read_to_string(&article).unwrap();
    assert!(text.contains("taken = 2025-07-01"), "{text}");
    let check = || dateline().arg("-C").arg(dir.path()).args(["check", "-q"]).output().unwrap();
    let before = check();
    assert_eq!(before.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&before.stderr).contains("field/missing"));
    let line = text.lines().find(|line| line.starts_with("# publisher")).unwrap();
    fs::write(&article, text.replace(line, "publisher = \"Harbour Courier\"")).unwrap();
    let after = check();
    assert_eq!(after.status.code(), Some(0), "{}", String::from_utf8_lossy(&after.stderr));
}

#[test]
fn nothing_is_overwritten() {
    let dir = site();
    assert!(import(&dir, &[]).status.success());
    let before = tree(dir.path());
    assert_eq!(import(&dir, &[]).status.code(), Some(2));
    assert_eq!(import(&dir, &["--title", "Another title", "--id", "bridge-shut-for-summer"]).status.code(), Some(2));
    assert_eq!(tree(dir.path()), before);
    // A capture of the same id and other words stands in the way, of whatever format it is.
    write(&dir.path().join("saved/other.html"), "<p>words");
    assert_eq!(import(&dir, &["--id", "other"]).status.code(), Some(2));
    assert!(!dir.path().join("content/articles/other.md").exists());
    // The same bytes need not be written again.
    write(&dir.path().join("saved/same.txt"), PASTED);
    assert!(import(&dir, &["--id", "same"]).status.success());
}

#[test]
fn a_saved_page_keeps_its_bytes() {
    let dir = site();
    let page = dir.path().join("download.htm");
    let bytes =
        b"<meta charset=windows-1252><title>Caf\xe9 shut</title><h1>Caf\xe9 shut</h1><p>It was shut at six.</p>\r\n";
    fs::write(&page, bytes).unwrap();
    let output = dateline().arg("-C").arg(dir.path()).args(["import", "article", "-q"]).arg(&page).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(fs::read(dir.path().join("saved/cafe-shut.html")).unwrap(), bytes);
    assert!(fs::read_to_string(dir.path().join("content/articles/cafe-shut.md")).unwrap().contains("\"Café shut\""));
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_written() {
    let dir = site();
    let before = tree(dir.path());
    let pdf = tempfile::NamedTempFile::with_suffix(".pdf").unwrap();
    fs::write(pdf.path(), b"%PDF-1.7").unwrap();
    let output = dateline().arg("-C").arg(dir.path()).args(["import", "article"]).arg(pdf.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("it is a PDF"));
    for args in [["--published", "2025-13"], ["--url", "javascript:x"], ["--language", "English"], ["--id", "A b"]] {
        assert_eq!(import(&dir, &args).status.code(), Some(2), "{args:?}");
    }
    assert_eq!(tree(dir.path()), before);
}
