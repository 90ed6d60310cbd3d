//! Golden sites: `tests/golden/<case>/site` is built, and what comes out must be `expect` (the whole tree) and `stderr`.
//!
//! A case without `expect` is a site that cannot be built. A file `args` holds other arguments than `build`.
//! `BLESS=1 cargo test golden` writes what came out in place of what was expected; look at the difference before you
//! commit it.

use std::fs;
use std::path::Path;

use crate::support::{dateline, root, tree, write};

#[test]
fn every_golden_site_comes_out_as_expected() {
    let mut wrong = Vec::new();
    let mut cases: Vec<_> =
        fs::read_dir(root().join("tests/golden")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 10, "the golden cases are gone");
    for case in &cases {
        check(case, &mut wrong);
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

fn check(case: &Path, wrong: &mut Vec<String>) {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let output = tempfile::tempdir().unwrap();
    let args = fs::read_to_string(case.join("args")).unwrap_or_else(|_| "build".to_owned());
    let mut command = dateline();
    command.current_dir(case).args(["-q", "-C", "site"]).args(args.split_whitespace());
    if args.starts_with("build") {
        command.arg("-o").arg(output.path().join("out"));
    }
    let result = command.output().unwrap();
    let stderr = String::from_utf8(result.stderr).unwrap();
    let made = output.path().join("out");
    let made = if made.is_dir() { tree(&made) } else { std::collections::BTreeMap::new() };
    let made: Vec<(&String, &Vec<u8>)> = made.iter().filter(|(name, _)| !name.starts_with(".dateline")).collect();

    if std::env::var_os("BLESS").is_some() {
        write(&case.join("stderr"), &stderr);
        let _ = fs::remove_dir_all(case.join("expect"));
        for (path, bytes) in made {
            write(&case.join("expect").join(path), bytes);
        }
        return;
    }
    let expected = fs::read_to_string(case.join("stderr")).unwrap_or_default();
    if stderr != expected {
        wrong.push(format!("{name}: stderr is\n{stderr}\n--- expected\n{expected}"));
    }
    let expect = case.join("expect");
    let expected = if expect.is_dir() { tree(&expect) } else { std::collections::BTreeMap::new() };
    for (path, bytes) in &made {
        match expected.get(*path) {
            None => wrong.push(format!("{name}: {path} was not expected")),
            Some(old) if old != *bytes => {
                wrong.push(format!("{name}: {path} differs: {}", first_difference(old, bytes)));
            }
            Some(_) => {}
        }
    }
    for path in expected.keys().filter(|path| made.iter().all(|(name, _)| name != path)) {
        wrong.push(format!("{name}: {path} is missing"));
    }
}

/// The first line that differs, on both sides.
fn first_difference(old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let (mut a, mut b) = (old.lines(), new.lines());
    for number in 1.. {
        match (a.next(), b.next()) {
            (Some(x), Some(y)) if x == y => {}
            (x, y) => return format!("line {number}\n  expected {x:?}\n  got      {y:?}"),
        }
    }
    unreachable!("the two differ somewhere")
}
