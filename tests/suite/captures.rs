//! The sample's quotations from its five articles, and what an import finds in them, against the saved texts where somebody
//! has them, and against `evidence.lock` where not.
//!
//! The texts belong to others and are not in the repository. `CAPTURES` names the folder that holds them; `none` says that
//! there is none, on purpose.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dateline::capture::sha256;
use serde_json::Value;

use crate::support::{copy, dateline, random_from, root, tree, write};

/// The folder of saved texts.
pub fn captures() -> Option<PathBuf> {
    let folder = std::env::var("CAPTURES").unwrap_or_else(|_| "none".to_owned());
    if folder == "none" {
        eprintln!("SKIPPED: no saved texts to compare with; name their folder in CAPTURES");
        return None;
    }
    let folder = root().join(folder);
    assert!(folder.is_dir(), "CAPTURES is {}, which is no folder", folder.display());
    Some(folder)
}

/// Saved texts by the SHA-256 of their bytes.
pub fn texts() -> Option<BTreeMap<String, String>> {
    let texts = tree(&captures()?).into_values();
    Some(texts.map(|bytes| (sha256(&bytes), String::from_utf8(bytes).expect("saved texts are UTF-8"))).collect())
}

/// The sample without what is built from it, to be changed.
fn sample() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let site = dir.path().join("site");
    copy(&root().join("content"), &site.join("content"));
    for file in ["site.toml", "evidence.lock"] {
        write(&site.join(file), std::fs::read(root().join(file)).unwrap());
    }
    (dir, site)
}

/// What `check` finds, by code.
fn check(site: &Path, captures: Option<&Path>, args: &[&str]) -> BTreeMap<String, Vec<Value>> {
    let mut command = dateline();
    command.arg("-C").arg(site).args(["check", "--format", "json"]).args(args);
    if let Some(captures) = captures {
        command.arg("--captures").arg(captures);
    }
    let output = command.output().unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut by_code: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for finding in found["findings"].as_array().unwrap() {
        by_code.entry(finding["code"].as_str().unwrap().to_owned()).or_default().push(finding.clone());
    }
    by_code
}

/// The sample as `timeline.json` has it.
fn data(captures: Option<&Path>) -> Value {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let mut command = dateline();
    command.arg("-C").arg(root()).args(["-q", "build", "-o"]).arg(&out);
    if let Some(captures) = captures {
        command.arg("--captures").arg(captures);
    }
    command.assert().success();
    serde_json::from_slice(&std::fs::read(out.join("timeline.json")).unwrap()).unwrap()
}

fn list(value: &Value, key: &str) -> Vec<Value> {
    value[key].as_array().cloned().unwrap_or_default()
}

/// How many quotations of the five articles stand in each state, and of all others.
fn states(captures: Option<&Path>) -> (BTreeMap<String, usize>, BTreeMap<String, usize>) {
    let data = data(captures);
    let sources = list(&data, "sources");
    let saved: Vec<&str> = sources
        .iter()
        .filter(|source| source["sha256"].is_string())
        .filter_map(|source| source["id"].as_str())
        .collect();
    assert_eq!(saved.len(), 5);
    let evidence = list(&data, "events").into_iter().flat_map(|event| list(&event, "evidence"));
    let evidence = evidence.map(|piece| (piece["source"].clone(), piece["state"].clone()));
    let notes = sources.iter().flat_map(|source| {
        list(source, "notes").into_iter().map(|note| (source["id"].clone(), note["state"].clone())).collect::<Vec<_>>()
    });
    let (mut theirs, mut others) = (BTreeMap::new(), BTreeMap::new());
    for (source, state) in evidence.chain(notes) {
        let Some(state) = state.as_str() else { continue };
        let counts = if saved.contains(&source.as_str().unwrap()) { &mut theirs } else { &mut others };
        *counts.entry(state.to_owned()).or_insert(0) += 1;
    }
    (theirs, others)
}

#[test]
fn an_import_finds_the_titles_that_the_editors_wrote() {
    let Some(texts) = texts() else { return };
    let data = data(None);
    let sources = list(&data, "sources");
    let known =
        sources.iter().filter_map(|source| Some((texts.get(source["sha256"].as_str()?)?, source["title"].as_str()?)));
    let mut compared = 0;
    for (text, title) in known {
        let site = tempfile::tempdir().unwrap();
        write(&site.path().join("site.toml"), "title = \"A\"\n");
        let mut import = dateline();
        import.arg("-C").arg(site.path()).args(["import", "article", "-"]).write_stdin(text.as_str());
        let words = String::from_utf8(import.output().unwrap().stderr).unwrap();
        assert!(words.contains(&format!("title      {title} (")), "expected {title} in:\n{words}");
        compared += 1;
    }
    assert_eq!(compared, 5);
}

#[test]
fn quotations_of_the_five_articles_are_locked_without_their_texts_and_all_others_cited() {
    let (theirs, others) = states(None);
    assert!(theirs["locked"] >= 80, "{theirs:?}");
    assert_eq!(theirs.len(), 1, "{theirs:?}");
    assert_eq!(others.keys().collect::<Vec<_>>(), ["cited"]);
}

#[test]
fn quotations_of_the_five_articles_are_verified_where_their_texts_are() {
    let Some(captures) = captures() else { return };
    let (theirs, others) = states(Some(&captures));
    assert!(theirs["verified"] >= 80, "{theirs:?}");
    assert_eq!(theirs.len(), 1, "{theirs:?}");
    assert_eq!(others.keys().collect::<Vec<_>>(), ["cited"]);
    let found = check(&root(), Some(&captures), &[]);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_lock_says_what_is_found_in_the_texts() {
    let Some(captures) = captures() else { return };
    let (_dir, site) = sample();
    let committed = std::fs::read_to_string(site.join("evidence.lock")).unwrap();
    std::fs::remove_file(site.join("evidence.lock")).unwrap();
    check(&site, Some(&captures), &["--update-lock"]);
    assert_eq!(std::fs::read_to_string(site.join("evidence.lock")).unwrap(), committed);
}

#[test]
fn one_changed_word_in_any_quotation_is_an_error_that_shows_what_the_text_says() {
    let Some(captures) = captures() else { return };
    let (_dir, site) = sample();
    let mut random = random_from(20_250_621);
    // All of them at once: a run reports everything.
    let mut changed: BTreeMap<(String, usize), String> = BTreeMap::new();
    for (path, bytes) in tree(&site.join("content/articles")) {
        let text = String::from_utf8(bytes).unwrap();
        let lines = text.lines().enumerate().map(|(number, line)| {
            let Some(quote) = line.strip_prefix("quote = \"").and_then(|rest| rest.strip_suffix('"')) else {
                return line.to_owned();
            };
            let mut words: Vec<&str> = quote.split(' ').collect();
            let at = random.usize(..words.len());
            words[at] = ["lighthouse", "marmalade", "seventeen", "quietly"][random.usize(..4)];
            changed.insert((format!("content/articles/{path}"), number + 1), quote.to_owned());
            format!("quote = \"{}\"", words.join(" "))
        });
        let text: Vec<String> = lines.collect();
        write(&site.join("content/articles").join(&path), text.join("\n") + "\n");
    }
    assert!(changed.len() >= 80, "only {} quotations", changed.len());
    let found = check(&site, Some(&captures), &[]).remove("evidence/quote-not-found").unwrap_or_default();
    let told: BTreeMap<(String, usize), &Value> = found
        .iter()
        .map(|finding| {
            let place = &finding["place"];
            let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
            ((place["file"].as_str().unwrap().to_owned(), line), finding)
        })
        .collect();
    for (place, quote) in &changed {
        let finding = told.get(place).unwrap_or_else(|| panic!("nothing is told of {place:?}"));
        let help = finding["help"].as_str().unwrap();
        assert!(help.contains(quote.as_str()), "{place:?}: “{quote}” is not shown: {help}");
        let related = &finding["related"][0];
        assert!(related["line"].is_u64() && related["column"].is_u64(), "{place:?}: the passage has no place");
    }
    assert_eq!(told.len(), changed.len());
}
