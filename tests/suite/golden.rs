//! Golden sites: `tests/golden/<case>/site` is built, and what comes out must be `expect` (the whole tree) and `stderr`.
//!
//! Two kinds of file are not kept as they are: static files of the theme, which must come out as the theme has them, and
//! pictures, of which the SHA-256 is kept.
//!
//! A case without `expect` is a site that cannot be built. A file `args` holds other arguments than `build`.
//! `BLESS=1 cargo test golden` writes what came out in place of what was expected; look at the difference before you
//! commit it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dateline::model::BuiltIn;
use dateline::render::builtin;
use dateline::text::hex;
use regex::Regex;
use sha2::{Digest, Sha256};

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
    let made = if made.is_dir() { tree(&made) } else { BTreeMap::new() };
    let kept = |(name, bytes): (String, Vec<u8>)| match (&*name, &*bytes) {
        (name, _) if name.starts_with(".dateline") => None,
        (name, bytes)
            if BuiltIn::ALL.iter().any(|theme| builtin::assets(*theme).any(|asset| is_sent(asset, (name, bytes)))) =>
        {
            None
        }
        (name, bytes) if name.ends_with(".png") => {
            Some((name.to_owned(), format!("{}\n", hex(&Sha256::digest(bytes))).into_bytes()))
        }
        _ => Some((name, bytes)),
    };
    let made: BTreeMap<String, Vec<u8>> = made.into_iter().filter_map(kept).collect();

    if std::env::var_os("BLESS").is_some() {
        write(&case.join("stderr"), &stderr);
        let _ = fs::remove_dir_all(case.join("expect"));
        for (path, bytes) in &made {
            write(&case.join("expect").join(path), bytes);
        }
        return;
    }
    let expected = fs::read_to_string(case.join("stderr")).unwrap_or_default();
    if stderr != expected {
        wrong.push(format!("{name}: stderr is\n{stderr}\n--- expected\n{expected}"));
    }
    let expect = case.join("expect");
    let expected = if expect.is_dir() { tree(&expect) } else { BTreeMap::new() };
    for (path, bytes) in &made {
        match expected.get(path) {
            None => wrong.push(format!("{name}: {path} was not expected")),
            Some(old) if old != bytes => {
                wrong.push(format!("{name}: {path} differs: {}", first_difference(old, bytes)));
            }
            Some(_) => {}
        }
    }
    for path in expected.keys().filter(|path| !made.contains_key(*path)) {
        wrong.push(format!("{name}: {path} is missing"));
    }
}

/// Whether a file of the theme came out as it is, but for the white space of a style sheet.
fn is_sent(asset: (&str, &[u8]), made: (&str, &[u8])) -> bool {
    asset == made || (asset.0 == made.0 && asset.0.ends_with(".css") && without_space(asset.1) == without_space(made.1))
}

/// Letters and signs of a style sheet. A last semicolon before a brace goes with the white space.
fn without_space(css: &[u8]) -> String {
    let comment = Regex::new(r"(?s)/\*.*?\*/").unwrap();
    let text = String::from_utf8_lossy(css);
    comment.replace_all(&text, "").chars().filter(|c| !c.is_whitespace()).collect::<String>().replace(";}", "}")
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
