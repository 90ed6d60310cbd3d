//! The sample's quotations from its five articles, against the saved texts, where somebody has them.
//!
//! The texts belong to others and are not in the repository. `CAPTURES` names the folder that holds them; `none` says that
//! there is none, on purpose.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::support::{dateline, root, tree};

/// Saved texts by the SHA-256 of their bytes.
fn captures() -> Option<BTreeMap<String, String>> {
    let folder = std::env::var("CAPTURES").unwrap_or_else(|_| "none".to_owned());
    if folder == "none" {
        eprintln!("SKIPPED: no saved texts to compare with; name their folder in CAPTURES");
        return None;
    }
    let folder = root().join(folder);
    assert!(folder.is_dir(), "CAPTURES is {}, which is no folder", folder.display());
    let hex = |bytes: &[u8]| Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let texts = tree(&folder).into_values();
    Some(texts.map(|bytes| (hex(&bytes), String::from_utf8(bytes).expect("saved texts are UTF-8"))).collect())
}

#[test]
fn quotations_stand_letter_for_letter_in_the_saved_texts() {
    let Some(captures) = captures() else { return };
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    dateline().arg("-C").arg(root()).args(["-q", "build", "-o"]).arg(&out).assert().success();
    let data: serde_json::Value = serde_json::from_slice(&std::fs::read(out.join("timeline.json")).unwrap()).unwrap();
    let texts: BTreeMap<&str, &String> = data["sources"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|source| Some((source["id"].as_str()?, source["sha256"].as_str()?)))
        .map(|(id, sha256)| {
            (id, captures.get(sha256).unwrap_or_else(|| panic!("no saved text of {id} has the SHA-256 {sha256}")))
        })
        .collect();
    assert_eq!(texts.len(), 5);
    let evidence = data["events"].as_array().unwrap().iter().flat_map(|event| event["evidence"].as_array().unwrap());
    let notes = data["sources"].as_array().unwrap().iter().flat_map(|source| {
        let notes = source["notes"].as_array().into_iter().flatten();
        notes.filter_map(|note| Some((source["id"].as_str()?, note["quote"].as_str()?)))
    });
    let quotes = evidence.filter_map(|piece| Some((piece["source"].as_str()?, piece["quote"].as_str()?))).chain(notes);
    let mut looked_up = 0;
    for (source, quote) in quotes {
        if let Some(text) = texts.get(source) {
            assert!(text.contains(quote), "{source} does not say “{quote}”");
            looked_up += 1;
        }
    }
    assert!(looked_up >= 80, "only {looked_up} quotations were looked up");
}
