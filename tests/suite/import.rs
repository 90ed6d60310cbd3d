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
    let dir = site();
    write(&dir.path().join("saved/same.txt"), PASTED);
    assert!(import(&dir, &["--id", "same"]).status.success());
}

#[test]
fn a_page_that_the_site_has_is_refused_under_any_other_id() {
    let dir = site();
    assert!(import(&dir, &["--url", "https://courier.example/shut/"]).status.success());
    let before = tree(dir.path());
    let refused = import(&dir, &["--id", "again"]);
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2));
    assert!(words.contains("the site has this page already: it is the source bridge-shut-for-summer"), "{words}");
    let mut later = dateline();
    later.arg("-C").arg(dir.path()).args(["import", "article", "-", "--id", "later"]);
    later
        .args(["--url", "http://www.courier.example/shut?utm_source=x#top"])
        .write_stdin(PASTED.replace("six", "seven"));
    let refused = later.output().unwrap();
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2));
    assert!(words.contains("with via = [\"bridge-shut-for-summer\"]"), "{words}");
    assert_eq!(tree(dir.path()), before);
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

/// A page whose data name this address and this title.
fn page(title: &str, url: &str) -> String {
    let data = serde_json::json!({ "@type": "NewsArticle", "headline": title, "publisher": { "name": "Courier" },
        "datePublished": "2025-05-02", "url": url });
    format!(
        "<!doctype html><html lang=en><title>Shut</title><script type='application/ld+json'>{data}</script><h1>Shut</h1>\
         <p>It was shut at six, and nobody had told the driver.</p></html>"
    )
}

fn import_page(dir: &tempfile::TempDir, page: &str, args: &[&str]) -> (Option<i32>, String) {
    let file = dir.path().join("download.html");
    fs::write(&file, page).unwrap();
    let output =
        dateline().arg("-C").arg(dir.path()).args(["import", "article"]).arg(&file).args(args).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn what_is_imported_passes_check() {
    let addresses = [
        "https://courier.example/a",
        "https://courier.example/a b",
        "https://reader:secret@courier.example/a",
        "HTTPS://Courier.Example/ä?q=[1]#x",
        "https://courier.example/\"quoted\"",
        "https://courier.example:99999/a",
        "https://[::1/a",
        "https://courier.example/\u{1}a",
        "javascript:alert(1)",
        "//courier.example/a",
    ];
    for address in addresses {
        let dir = site();
        let (code, told) = import_page(&dir, &page("Bridge shut", address), &[]);
        assert_eq!(code, Some(0), "{address}: {told}");
        let check = dateline().arg("-C").arg(dir.path()).args(["check", "-q"]).output().unwrap();
        assert_eq!(check.status.code(), Some(0), "{address}: {told}{}", String::from_utf8_lossy(&check.stderr));
    }
}

#[test]
fn an_id_of_another_source_is_refused_before_anything_is_written() {
    let dir = site();
    write(&dir.path().join("content/sources/all.toml"), "[[sources]]\nid = \"shut\"\npublisher = \"Wire\"\n");
    fs::write(dir.path().join("download.html"), page("Shut", "https://courier.example/a")).unwrap();
    let before = tree(dir.path());
    let (code, told) = import_page(&dir, &page("Shut", "https://courier.example/a"), &[]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("id/twice"), "{told}");
    assert_eq!(tree(dir.path()), before);
    assert_eq!(import_page(&dir, &page("Shut", "https://courier.example/a"), &["--id", "shut-2"]).0, Some(0));
}

#[test]
fn a_file_that_is_too_large_to_be_read_later_is_not_imported() {
    let dir = site();
    let before = tree(dir.path());
    let large = tempfile::NamedTempFile::with_suffix(".txt").unwrap();
    large.as_file().set_len((32 << 20) + 1).unwrap();
    let output = dateline().arg("-C").arg(dir.path()).args(["import", "article"]).arg(large.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("has more than 32 MiB and is not read"));
    assert_eq!(tree(dir.path()), before);
}

#[test]
fn the_day_of_saving_is_the_files_own_where_the_page_notes_none() {
    let dir = site();
    let file = dir.path().join("download.html");
    fs::write(&file, page("Bridge shut", "https://courier.example/a")).unwrap();
    let then = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_748_779_200);
    fs::File::options().write(true).open(&file).unwrap().set_modified(then).unwrap();
    let output = dateline().arg("-C").arg(dir.path()).args(["import", "article"]).arg(&file).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("\ntaken      2025-06-01 (time of the file; check it)\n"), "{told}");
    let article = fs::read_to_string(dir.path().join("content/articles/shut.md")).unwrap();
    assert!(article.contains("taken = 2025-06-01 }    # taken: time of the file; check it\n"), "{article}");
    let told = String::from_utf8_lossy(&import(&dir, &[]).stderr).into_owned();
    assert!(told.contains(" (today)\n"), "{told}");
}

#[test]
fn a_file_without_the_word_before_it_is_answered_with_what_to_type() {
    let dir = site();
    let file = dir.path().join("download.html");
    fs::write(&file, page("Bridge shut", "https://courier.example/a")).unwrap();
    let file = file.to_str().unwrap();
    let output = dateline().arg("-C").arg(dir.path()).args(["import", file, "--id", "a"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let proposed = told.split("write dateline ").nth(1).unwrap_or_else(|| panic!("{told}")).trim();
    assert_eq!(proposed, format!("import article {file} --id a"));
    let arguments: Vec<&str> = proposed.split(' ').collect();
    assert!(dateline().arg("-C").arg(dir.path()).args(arguments).output().unwrap().status.success());
}

#[cfg(unix)]
#[test]
fn what_to_type_is_typed_as_a_shell_wants_it() {
    let dir = site();
    let file = dir.path().join("it's saved, (1).html");
    fs::write(&file, page("Bridge shut", "https://courier.example/a")).unwrap();
    let arguments = ["import", file.to_str().unwrap(), "--title", "Shut for $5"];
    let output = dateline().arg("-C").arg(dir.path()).args(arguments).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let proposed = told.split("write dateline ").nth(1).unwrap_or_else(|| panic!("{told}")).trim();
    let program = assert_cmd::cargo::cargo_bin("dateline");
    let line = format!("'{}' -C '{}' {proposed}", program.display(), dir.path().display());
    let typed = std::process::Command::new("sh").arg("-c").arg(&line).output().unwrap();
    assert!(typed.status.success(), "{line}: {}", String::from_utf8_lossy(&typed.stderr));
    let article = fs::read_to_string(dir.path().join("content/articles/shut-for-5.md")).unwrap();
    assert!(article.contains("\"Shut for $5\""), "{article}");
}
