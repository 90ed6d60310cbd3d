//! The command line as a person uses it: exit codes, words, and what it leaves on the disk.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::support::{copy, dateline, root, tree, write};

#[test]
fn init_makes_a_site_that_builds_without_a_word_of_warning() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("new");
    dateline().arg("init").arg(&folder).assert().success();
    let output = dateline().arg("-C").arg(&folder).args(["check", "-q"]).output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    dateline().arg("-C").arg(&folder).arg("build").assert().success();
    assert!(folder.join("public/events/bridge-closed/index.html").is_file());
    // The folder is not empty now.
    dateline().arg("init").arg(&folder).assert().code(2);
}

#[test]
fn init_completes_what_an_earlier_one_could_not_and_touches_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("new");
    let init = || dateline().arg("init").arg(&folder).output().unwrap();
    assert_eq!(init().status.code(), Some(0));
    let whole = tree(&folder);
    // As if it had been killed: some files are not there, one is there under another name.
    fs::remove_dir_all(folder.join("content/events")).unwrap();
    fs::remove_file(folder.join("site.toml")).unwrap();
    write(&folder.join("content/.dateline-new-1-0"), "half of a fi");
    write(&folder.join(".git/HEAD"), "ref: refs/heads/main\n");
    assert_eq!(init().status.code(), Some(0));
    let mut found = tree(&folder);
    assert!(found.remove(".git/HEAD").is_some());
    found.remove("content/.dateline-new-1-0");
    assert_eq!(found, whole);
    // What is all there, or somebody else's, is not written to.
    let again = init();
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("has the example already"));
    for (path, text) in [("content/events/mine.md", "mine"), ("site.toml", "title = \"Mine\"\n")] {
        let other = tempfile::tempdir().unwrap();
        write(&other.path().join(path), text);
        let before = tree(other.path());
        let output = dateline().arg("init").arg(other.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains(&format!("it has {}", other.path().join(path).display()))
        );
        assert_eq!(tree(other.path()), before);
    }
    let file = dir.path().join("file");
    write(&file, "a file");
    assert_eq!(dateline().arg("init").arg(&file).output().unwrap().status.code(), Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), "a file");
}

#[test]
fn new_refuses_what_check_would_refuse_and_a_site_that_is_not_understood() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("example"), dir.path());
    write(&dir.path().join("content/events/old/strike.md"), "+++\ntitle = \"A strike\"\ndate = \"2024-05-03\"\n+++\n");
    let before = tree(dir.path());
    let new = |args: &[&str]| {
        let output = dateline().arg("-C").arg(dir.path()).arg("new").args(args).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    // The id is that of an event in another folder.
    let (code, told) = new(&["event", "Strike"]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("id/twice") && told.contains("content/events/old/strike.md"), "{told}");
    assert_eq!(new(&["event", "Strike", "--date", "2024-02-30"]).0, Some(2));
    assert_eq!(new(&["event", "Strike", "--id", "../strike"]).0, Some(2));
    assert_eq!(tree(dir.path()), before);
    // It would not be sure where a file belongs.
    write(&dir.path().join("site.toml"), "title = \"A\"\n[paths]\ncontent = \"../elsewhere\"\n");
    let before = tree(dir.path());
    let (code, told) = new(&["event", "Lifeboats"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("site.toml:3"), "{told}");
    assert_eq!(tree(dir.path()), before);
}

#[test]
fn two_builds_give_the_same_bytes_and_the_second_touches_nothing() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("example"), dir.path());
    let public = dir.path().join("public");
    let build = || dateline().arg("-C").arg(dir.path()).args(["build", "-v"]).output().unwrap();
    assert!(build().status.success());
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    let before = tree(&public);
    for name in before.keys() {
        fs::File::options().write(true).open(public.join(name)).unwrap().set_modified(long_ago).unwrap();
    }
    let again = build();
    assert!(
        String::from_utf8_lossy(&again.stderr).contains("files: 0 new, 0 changed"),
        "{}",
        String::from_utf8_lossy(&again.stderr)
    );
    assert_eq!(tree(&public), before);
    for name in before.keys() {
        let modified = fs::metadata(public.join(name)).unwrap().modified().unwrap();
        assert!(SystemTime::now().duration_since(modified).unwrap() > Duration::from_secs(3000), "{name} was touched");
    }
}

#[test]
fn a_build_with_an_error_leaves_the_old_site_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("example"), dir.path());
    dateline().arg("-C").arg(dir.path()).arg("build").assert().success();
    let before = tree(&dir.path().join("public"));
    write(&dir.path().join("content/events/bad.md"), "+++\ntitle = \"Bad\"\ndate = \"2024-02-30\"\n+++\n");
    dateline().arg("-C").arg(dir.path()).arg("build").assert().code(1);
    assert_eq!(tree(&dir.path().join("public")), before);
}

#[test]
fn drafts_are_built_only_when_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("example"), dir.path());
    let new = dateline()
        .arg("-C")
        .arg(dir.path())
        .args(["new", "event", "The bridge opens again", "--date", "2024-06-01"])
        .output()
        .unwrap();
    assert!(new.status.success());
    assert!(dir.path().join("content/events/the-bridge-opens-again.md").is_file());
    let page = dir.path().join("public/events/the-bridge-opens-again/index.html");
    dateline().arg("-C").arg(dir.path()).arg("build").assert().success();
    assert!(!page.exists());
    dateline().arg("-C").arg(dir.path()).args(["build", "--drafts"]).assert().success();
    assert!(page.exists());
    // The same title again would be the same file.
    dateline().arg("-C").arg(dir.path()).args(["new", "event", "The bridge opens again"]).assert().code(2);
}

#[test]
fn the_base_url_decides_how_links_are_written() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("example"), dir.path());
    let home = dir.path().join("public/index.html");
    dateline().arg("-C").arg(dir.path()).arg("build").assert().success();
    let relative = fs::read_to_string(&home).unwrap();
    assert!(relative.contains("href=\"events/bridge-closed/index.html\""));
    assert!(!dir.path().join("public/sitemap.xml").exists());
    dateline().arg("-C").arg(dir.path()).args(["build", "--base-url", "https://example.org/bridge"]).assert().success();
    let rooted = fs::read_to_string(&home).unwrap();
    assert!(rooted.contains("href=\"/bridge/events/bridge-closed/\""));
    assert!(rooted.contains("<link rel=\"canonical\" href=\"https://example.org/bridge/\">"));
    let sitemap = fs::read_to_string(dir.path().join("public/sitemap.xml")).unwrap();
    assert!(sitemap.contains("<loc>https://example.org/bridge/events/bridge-closed/</loc>"));
    let wrong = dateline().arg("-C").arg(dir.path()).args(["build", "--base-url", "example.org"]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_folder_without_a_site_is_told_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let output = dateline().arg("-C").arg(dir.path()).arg("build").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("begin one with `dateline init`"));
}

#[test]
fn one_of_a_kind_is_told_in_the_singular() {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"Ferries\"\n[check]\nallow = [\"evidence/none\"]\n");
    write(&dir.path().join("content/events/strike.md"), "+++\ntitle = \"A strike\"\ndate = \"2024-05-03\"\n+++\n");
    for command in ["check", "build"] {
        let told = |command| {
            let output = dateline().arg("-C").arg(dir.path()).arg(command).output().unwrap();
            String::from_utf8(output.stderr).unwrap()
        };
        write(
            &dir.path().join("content/sources/all.toml"),
            "[[sources]]\nid = \"a\"\npublisher = \"The Quay\"\npublished = \"2024\"\n",
        );
        assert!(told(command).contains("1 event, 1 source, "), "{}", told(command));
        fs::remove_file(dir.path().join("content/sources/all.toml")).unwrap();
        assert!(told(command).contains("1 event, 0 sources, "), "{}", told(command));
    }
}

#[test]
fn of_many_findings_people_are_told_the_worst_hundred_unless_they_want_all() {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"A\"\n");
    for at in 0..104 {
        let month = if at < 102 { 13 } else { 12 };
        let event = format!("+++\ntitle = \"A{at}\"\ndate = \"2025-{month}\"\n+++\n");
        write(&dir.path().join(format!("content/events/a{at:03}.md")), event);
    }
    let told = |command: &str, all: bool| {
        let options = all.then_some("--all");
        let output = dateline().arg("-C").arg(dir.path()).arg(command).args(options).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    for command in ["check", "build"] {
        let cut = told(command, false);
        assert_eq!(cut.matches("error[").count(), 101, "a hundred, and a line that counts the others: {cut}");
        let others = "\n\n4 more findings; `--all` prints them:\n  2 × error[date/no-such-month]\n  2 × warning[evidence/none]\n\n";
        assert!(cut.contains(others), "{cut}");
        let whole = told(command, true);
        assert_eq!(whole.matches("error[").count(), 102, "{whole}");
        for words in [cut, whole] {
            assert!(words.contains("102 errors, 2 warnings; `dateline explain CODE` tells more\n"), "{words}");
        }
    }
}

#[test]
fn check_speaks_json() {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"A\"\n");
    write(&dir.path().join("content/events/a.md"), "+++\ntitle = \"A\"\ndate = \"2025-13\"\n+++\n");
    let output = dateline().arg("-C").arg(dir.path()).args(["check", "--format", "json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["errors"], 1);
    let finding = &report["findings"][0];
    assert_eq!(finding["code"], "date/no-such-month");
    assert_eq!(
        (finding["place"]["line"].as_u64(), finding["place"]["file"].as_str()),
        (Some(3), Some("content/events/a.md"))
    );
}

#[test]
fn an_output_that_holds_the_content_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("example"), dir.path());
    for output in [".", "content", "content/events"] {
        let result =
            dateline().arg("-C").arg(dir.path()).arg("build").arg("-o").arg(dir.path().join(output)).output().unwrap();
        assert_eq!(result.status.code(), Some(2), "{output}");
    }
    assert!(dir.path().join("content/events/bridge-closed.md").is_file());
}

#[test]
fn a_link_to_the_sitemap_of_a_site_that_has_none_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"A\"\n");
    write(&dir.path().join("content/pages/a.md"), "+++\ntitle = \"A\"\n+++\n[all pages](/sitemap.xml)\n");
    let output = dateline().arg("-C").arg(dir.path()).arg("check").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("link/dangling"));
    let based = ["check", "--base-url", "https://example.org/"];
    dateline().arg("-C").arg(dir.path()).args(based).assert().success();
}

#[test]
fn a_misspelt_option_or_command_is_told_with_the_right_one() {
    let dir = tempfile::tempdir().unwrap();
    for (typed, meant) in [
        (["build", "--draft"], "'--drafts'"),
        (["serve", "--draft"], "'--drafts'"),
        (["check", "--update-lok"], "'--update-lock'"),
        (["build", "--base-ulr"], "'--base-url'"),
        (["biuld", "--drafts"], "'build'"),
    ] {
        let output = dateline().arg("-C").arg(dir.path()).args(typed).output().unwrap();
        let report = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{report}");
        assert!(report.contains(" similar ") && report.contains(meant), "{typed:?}: {report}");
    }
}
