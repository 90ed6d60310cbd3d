//! Which files of a folder are read, and which are read again.

use std::collections::BTreeMap;
use std::fs;

use super::*;

/// A site with one event in a temporary folder.
fn site() -> (tempfile::TempDir, Utf8PathBuf) {
    let dir = tempfile::tempdir().expect("there is room");
    let root = Utf8Path::from_path(dir.path()).expect("a plain path").canonicalize_utf8().expect("it was made");
    fs::create_dir_all(root.join("content/events")).expect("it is ours");
    fs::write(root.join("site.toml"), "title = \"Ferries\"\n").expect("it is ours");
    fs::write(root.join("content/events/first.md"), "one").expect("it is ours");
    (dir, root)
}

fn text(loaded: &LoadedSite, path: &str) -> Option<String> {
    loaded.inputs.files.iter().find(|(_, file)| &*file.path == path).map(|(_, file)| file.text.to_string())
}

/// The messages and helps of the findings from reading.
fn told(root: &Utf8Path) -> Vec<(String, String)> {
    let inputs = load(root, None).inputs;
    let told = |finding: &Diagnostic| (finding.message.clone(), finding.help.as_deref().unwrap_or("").to_owned());
    inputs.findings.iter().map(told).collect()
}

#[test]
fn a_folder_one_letter_off_is_told_only_where_the_right_one_is_missing() {
    let (_dir, root) = site();
    let put = |path: &str| {
        fs::create_dir_all(root.join(path).parent().expect("it lies in a folder")).expect("it is ours");
        fs::write(root.join(path), "words").expect("it is ours");
    };
    // These are the user's own folders: the content folder exists, and the others hold no files of a site or have no
    // similar name.
    for own in [
        "contents/events/a.md",
        "events/a.md",
        "template/letter.docx",
        "temp/a.html",
        "status/a.md",
        "stats/a.csv",
        "capture/a.exe",
        "_statics/a.png",
    ] {
        put(own);
    }
    assert_eq!(told(&root), []);
    for (path, folder, right) in [
        ("Statics/a.png", "Statics", "static"),
        ("tempaltes/event.html", "tempaltes", "templates"),
        ("captrues/gazette.txt", "captrues", "captures"),
    ] {
        put(path);
        let found = told(&root);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].0.starts_with(&format!("{folder}/ is not read")), "{found:?}");
        assert!(found[0].1.starts_with(&format!("rename it to {right}, or write ")), "{found:?}");
        put(&format!("{right}/a.txt"));
        assert_eq!(told(&root), [], "{right} is there");
        fs::remove_dir_all(root.join(folder)).expect("it is ours");
    }
}

#[test]
fn a_site_file_under_another_name_is_told() {
    for (name, help) in [
        ("Site.toml", "rename Site.toml to site.toml"),
        ("site.tml", "rename site.tml to site.toml"),
        ("sites.toml", "rename sites.toml to site.toml"),
        ("site.toml.txt", "rename site.toml.txt to site.toml"),
        ("site.yaml", "rename site.yaml to site.toml, and write what it says in TOML"),
    ] {
        let (_dir, root) = site();
        fs::rename(root.join("site.toml"), root.join(name)).expect("it is ours");
        if !root.join("site.toml").exists() {
            assert_eq!(told(&root)[0].1, help);
        }
    }
    let (_dir, root) = site();
    fs::rename(root.join("site.toml"), root.join("vite.toml")).expect("it is ours");
    assert!(told(&root)[0].1.starts_with("go to the folder of your site"));
}

#[test]
fn a_second_look_tells_what_changed_even_where_size_and_time_are_the_same() {
    let (_dir, root) = site();
    let mut folder = SiteFolder::new(root.clone(), None);
    assert_eq!(folder.scan().changed, ["content/events/first.md", "site.toml"]);
    assert!(folder.scan().changed.is_empty());
    fs::write(root.join("content/events/first.md"), "two").expect("it is ours");
    let loaded = folder.scan();
    assert_eq!(loaded.changed, ["content/events/first.md"]);
    assert_eq!(text(&loaded, "content/events/first.md").as_deref(), Some("two"));
    fs::remove_file(root.join("content/events/first.md")).expect("it is ours");
    fs::write(root.join("content/events/second.md~"), "a backup").expect("it is ours");
    assert_eq!(folder.scan().changed, ["content/events/first.md"]);
}

#[test]
fn saved_texts_are_read_however_their_folder_is_written() {
    let (_dir, root) = site();
    fs::create_dir_all(root.join("captures/1998")).expect("it is ours");
    fs::write(root.join("captures/1998/gazette.txt"), "It sailed.").expect("it is ours");
    for folder in [Utf8PathBuf::from("captures"), "./captures".into(), "captures/1998/..".into(), root.join("captures")]
    {
        let loaded = load(&root, Some(folder.clone()));
        assert_eq!(loaded.inputs.captures.len(), 1, "{folder}");
    }
    assert_eq!(load(&root, Some(".".into())).inputs.captures.len(), 2, "everything that can be one");
}

#[test]
fn a_glance_reads_texts_anew_and_nothing_else() {
    let (_dir, root) = site();
    let (first, second) = (root.join("content/events/first.md"), root.join("content/events/second.md"));
    let mut folder = SiteFolder::new(root.clone(), None);
    let rescan = |folder: &mut SiteFolder, place: &Utf8PathBuf| folder.rescan(&BTreeSet::from([place.clone()]));
    assert!(rescan(&mut folder, &first).is_none(), "nothing is known yet");
    folder.scan();
    fs::write(&first, "two").expect("it is ours");
    let loaded = rescan(&mut folder, &first).expect("only words changed");
    assert_eq!(loaded.changed, ["content/events/first.md"]);
    assert_eq!(text(&loaded, "content/events/first.md").as_deref(), Some("two"));
    assert!(folder.scan().changed.is_empty(), "a look finds nothing that the glance did not");
    assert!(rescan(&mut folder, &second).expect("it came and went").changed.is_empty());
    fs::write(&second, "new").expect("it is ours");
    for place in [second, root.join("site.toml"), root.join("content")] {
        assert!(rescan(&mut folder, &place).is_none(), "{place}");
    }
    fs::remove_file(&first).expect("it is ours");
    assert!(rescan(&mut folder, &first).is_none());
}

#[test]
fn a_new_file_and_one_that_is_gone_leave_the_ids_of_all_others() {
    let (_dir, root) = site();
    for name in ["b", "d", "f"] {
        fs::write(root.join(format!("content/events/{name}.md")), name).expect("it is ours");
    }
    let mut folder = SiteFolder::new(root.clone(), None);
    let ids = |loaded: &LoadedSite| {
        loaded.inputs.files.iter().map(|(id, file)| (file.path.to_string(), id)).collect::<BTreeMap<_, _>>()
    };
    let before = ids(&folder.scan());
    for name in ["a", "c", "e", "g"] {
        fs::write(root.join(format!("content/events/{name}.md")), name).expect("it is ours");
    }
    fs::remove_file(root.join("content/events/d.md")).expect("it is ours");
    let loaded = folder.scan();
    let after = ids(&loaded);
    assert_eq!(after.len(), before.len() + 3);
    for (path, id) in before.iter().filter(|(path, _)| after.contains_key(*path)) {
        assert_eq!(after[path], *id, "{path}");
    }
    let paths: Vec<&str> = loaded.inputs.content.iter().map(|(id, _)| &*loaded.inputs.files.get(*id).path).collect();
    assert!(paths.is_sorted() && paths.len() == 7, "{paths:?}");
}
