//! Golden sites: `tests/golden/<case>/site` is built, and what comes out must be `expect` (the whole tree) and `stderr`.
//!
//! Two kinds of file are not kept as they are: static files of the theme, which must come out as the theme has them, and
//! pictures, of which the SHA-256 is kept.
//!
//! A case without `expect` is a site that cannot be built. A file `args` holds other arguments than `build`.
//! `BLESS=1 cargo test golden` writes what came out in place of what was expected, `BLESS=1 cargo test golden::merge` for
//! one case; look at the difference before you commit it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::config::BuiltInTheme;
use dateline::render::builtin;
use dateline::text::hex;
use regex::Regex;
use sha2::{Digest, Sha256};

use crate::support::{dateline, root, tree, write};

/// One test for each case, so that one can be run by name: `cargo test golden::merge`.
macro_rules! cases {
    ($($name:ident)*) => {
        const CASES: &[&str] = &[$(stringify!($name)),*];

        $(
            #[test]
            fn $name() {
                check(stringify!($name));
            }
        )*
    };
}

cases! {
    beside
    chain_loop
    characters
    check_allow
    check_deny
    collisions
    dates
    drafts
    drafts_left_out
    event_order
    everything
    evidence
    fields
    front_matter
    front_matter_too_large
    ids
    links
    lints
    lock
    merge
    newest
    no_cascades
    not_utf8
    out_of_place
    outside_window
    overview
    paths_overlap
    pictures
    private_named
    question_unasked
    raw_html
    relative
    site_missing
    site_misspelt
    static_links
    templates_parent
    templates_render
    templates_syntax
    theme
    theme_contrast
    theme_mistakes
    toml
    toml_site
    too_deep
    twins
}

/// The folder of golden sites.
fn folder() -> PathBuf {
    root().join("tests/golden")
}

#[test]
fn every_folder_is_a_case_and_every_case_a_folder() {
    let mut folders: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().replace('-', "_"))
        .collect();
    folders.sort();
    assert_eq!(folders, CASES, "list every folder of tests/golden in `cases!`, in the order of names");
}

/// Builds the site of a case and compares what comes out; with `BLESS` set, writes it down instead.
fn check(name: &str) {
    let case = folder().join(name.replace('_', "-"));
    let (stderr, made) = outcome(&case);
    if std::env::var_os("BLESS").is_some() {
        bless(&case, &stderr, &made);
        return;
    }
    let mut wrong = Vec::new();
    let expected = fs::read_to_string(case.join("stderr")).unwrap_or_default();
    if stderr != expected {
        wrong.push(format!("stderr is\n{stderr}\n--- expected\n{expected}"));
    }
    let expected = tree_if_there(&case.join("expect"));
    for (path, bytes) in &made {
        match expected.get(path) {
            None => wrong.push(format!("{path} was not expected")),
            Some(old) if old != bytes => wrong.push(format!("{path} differs: {}", first_difference(old, bytes))),
            Some(_) => {}
        }
    }
    wrong.extend(expected.keys().filter(|path| !made.contains_key(*path)).map(|path| format!("{path} is missing")));
    assert!(wrong.is_empty(), "{} differences in {name}:\n{}", wrong.len(), wrong.join("\n"));
}

/// What the program says of the site of a case, and the files that it makes, as they are kept.
fn outcome(case: &Path) -> (String, BTreeMap<String, Vec<u8>>) {
    let output = tempfile::tempdir().unwrap();
    let args = fs::read_to_string(case.join("args")).unwrap_or_else(|_| "build".to_owned());
    let mut command = dateline();
    command.current_dir(case).args(["-q", "-C", "site"]).args(args.split_whitespace());
    if args.starts_with("build") {
        command.arg("-o").arg(output.path().join("out"));
    }
    let result = command.output().unwrap();
    let made = tree_if_there(&output.path().join("out")).into_iter().filter_map(kept).collect();
    (String::from_utf8(result.stderr).unwrap(), made)
}

fn tree_if_there(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    if folder.is_dir() { tree(folder) } else { BTreeMap::new() }
}

/// A file of the output as it is kept; `None` for one that is the theme's or the writer's own.
fn kept((name, bytes): (String, Vec<u8>)) -> Option<(String, Vec<u8>)> {
    let is_theme =
        |theme: &BuiltInTheme| builtin::assets(*theme).any(|asset| is_sent(asset, (name.as_str(), bytes.as_slice())));
    if name.starts_with(".dateline") || BuiltInTheme::ALL.iter().any(is_theme) {
        return None;
    }
    let bytes = if name.ends_with(".png") { format!("{}\n", hex(&Sha256::digest(&bytes))).into_bytes() } else { bytes };
    Some((name, bytes))
}

fn bless(case: &Path, stderr: &str, made: &BTreeMap<String, Vec<u8>>) {
    write(&case.join("stderr"), stderr);
    let expect = case.join("expect");
    if expect.is_dir() {
        fs::remove_dir_all(&expect).unwrap();
    }
    for (path, bytes) in made {
        write(&expect.join(path), bytes);
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
