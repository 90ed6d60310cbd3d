//! Tests of writing single files on a disk that fails after each operation in turn.

use std::collections::BTreeMap;
use std::os::unix::fs::symlink;

use tempfile::TempDir;

use super::*;

fn folder() -> (TempDir, Utf8PathBuf) {
    let dir = tempfile::tempdir().expect("there is room");
    let root = Utf8PathBuf::try_from(dir.path().canonicalize().expect("it was made")).expect("a plain path");
    (dir, root)
}

/// Every file below a folder, and every folder with a slash behind its name.
fn tree(root: &Utf8Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir_utf8().expect("it is ours") {
            let path = entry.expect("it is ours").into_path();
            let name = path.strip_prefix(root).expect("it lies there").to_string();
            if path.is_dir() {
                tree.insert(format!("{name}/"), String::new());
                folders.push(path);
            } else {
                tree.insert(name, fs::read_to_string(&path).expect("it is ours"));
            }
        }
    }
    tree
}

fn is_unfinished(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with(UNFINISHED))
}

#[test]
fn a_program_that_is_killed_anywhere_leaves_whole_files_and_can_be_run_again() {
    let contents = [
        ("captures/ice.txt", "the saved text", IfExists::KeepSame),
        ("content/articles/ice.md", "the article", IfExists::Refuse),
    ];
    let mut failures = 0;
    for operations in 0.. {
        let (_dir, root) = folder();
        let paths: Vec<Utf8PathBuf> = contents.iter().map(|(path, ..)| root.join(path)).collect();
        let files: Vec<NewFile<'_>> = (contents.iter().zip(&paths))
            .map(|((_, bytes, if_there), path)| NewFile { path, bytes: bytes.as_bytes(), if_there: *if_there })
            .collect();
        let disk = Disk::failing_after(operations);
        let written = create_through(&disk, &files);
        let found = tree(&root);
        for (path, text) in found.iter().filter(|(path, _)| !path.ends_with('/') && !is_unfinished(path)) {
            let whole = contents.iter().any(|(known, bytes, _)| known == path && bytes == text);
            assert!(whole, "after {operations} operations, {path} is {text:?}");
        }
        assert_eq!(
            written.is_err(),
            disk.is_exhausted() && !found.contains_key("content/articles/ice.md"),
            "{operations}"
        );
        if written.is_ok() {
            assert_eq!(found.keys().filter(|path| is_unfinished(path)).count(), 0);
            break;
        }
        failures += 1;
        // The same command completes it, and deletes what the first one left.
        create(&files).expect("the disk is well again");
        let found = tree(&root);
        let expected = ["captures/", "captures/ice.txt", "content/", "content/articles/", "content/articles/ice.md"];
        assert_eq!(found.keys().collect::<Vec<_>>(), expected, "after {operations} operations");
    }
    assert!(failures >= 7, "only {failures} operations failed");
}

#[test]
fn what_fails_while_the_disk_lives_is_undone() {
    let (_dir, root) = folder();
    let (first, second) = (root.join("a/first.md"), root.join("b/second.md"));
    let files = [&first, &second].map(|path| NewFile { path, bytes: b"words", if_there: IfExists::Refuse });
    // A file in place of the second file's folder.
    fs::write(root.join("b"), "in the way").expect("it is ours");
    let error = create(&files).expect_err("there is no folder b");
    assert!(matches!(error, WriteError::File { .. } | WriteError::Exists { .. }), "{error:?}");
    assert_eq!(tree(&root).keys().collect::<Vec<_>>(), ["b"]);
}

#[test]
fn a_file_that_is_there_is_kept_or_refused() {
    let (_dir, root) = folder();
    let path = root.join("a.md");
    let beside = root.join("b.md");
    let with = |bytes: &'static str, if_there| {
        create(&[
            NewFile { path: &beside, bytes: b"beside", if_there: IfExists::Keep },
            NewFile { path: &path, bytes: bytes.as_bytes(), if_there },
        ])
    };
    fs::write(&path, "mine").expect("it is ours");
    for (bytes, if_there) in [("mine", IfExists::Refuse), ("yours", IfExists::KeepSame)] {
        assert!(matches!(with(bytes, if_there), Err(WriteError::Exists { .. })));
        assert_eq!(tree(&root).len(), 1, "nothing is written beside it either");
    }
    with("mine", IfExists::KeepSame).expect("it is the same");
    with("yours", IfExists::Keep).expect("it stays");
    assert_eq!(tree(&root)["a.md"], "mine");
    // Nothing is written through a link, even if it leads nowhere.
    fs::remove_file(&path).expect("it is ours");
    symlink(root.join("elsewhere.md"), &path).expect("it is ours");
    assert!(matches!(with("yours", IfExists::Refuse), Err(WriteError::Exists { .. })));
    assert!(!root.join("elsewhere.md").exists());
}

#[test]
fn a_file_that_is_replaced_is_the_old_one_or_the_new_one() {
    for operations in 0.. {
        let (_dir, root) = folder();
        let path = root.join("evidence.lock");
        fs::write(&path, "old").expect("it is ours");
        let disk = Disk::failing_after(operations);
        let written = replace_through(&disk, &path, b"new");
        let found = tree(&root);
        assert_eq!(found["evidence.lock"], if written.is_ok() { "new" } else { "old" }, "{operations}");
        replace(&path, b"newer").expect("the disk is well again");
        assert_eq!(tree(&root), BTreeMap::from([("evidence.lock".to_owned(), "newer".to_owned())]), "{operations}");
        if !disk.is_exhausted() {
            break;
        }
    }
}

#[test]
fn only_what_nobody_works_on_is_cleared() {
    let (_dir, root) = folder();
    let (dead, living) = (root.join(format!("{UNFINISHED}1-0")), root.join(format!("{UNFINISHED}2-0")));
    fs::write(&dead, "half").expect("it is ours");
    let held = Disk::new(false).create_held(&living, b"half").expect("there is room");
    replace(&root.join("links.json"), b"{}").expect("there is room");
    assert_eq!(tree(&root).len(), 2, "the living one and the new file");
    assert!(living.exists() && !dead.exists());
    drop(held);
    replace(&root.join("links.json"), b"{}").expect("there is room");
    assert!(!living.exists());
}
