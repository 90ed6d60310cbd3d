//! What `check` says to machines, held against the schemas of both forms: the findings of every golden site and of the
//! sample.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{dateline, root};

/// The published schema of our own form.
fn findings_schema() -> Validator {
    compiled(&read("docs/schema/findings.schema.json"))
}

/// The official schema of SARIF.
fn sarif_schema() -> Validator {
    let mut schema = read("tests/schemas/sarif-2.1.0.json");
    // Its pattern for languages has a bracket that nothing opened. We write no language.
    for owner in ["run", "toolComponent"] {
        let language = schema.pointer_mut(&format!("/definitions/{owner}/properties/language")).unwrap();
        assert!(language.as_object_mut().unwrap().remove("pattern").is_some());
    }
    compiled(&schema)
}

fn read(path: &str) -> Value {
    serde_json::from_slice(&fs::read(root().join(path)).unwrap()).unwrap()
}

fn compiled(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

/// The golden sites and the sample.
fn sites() -> Vec<PathBuf> {
    let cases = fs::read_dir(root().join("tests/golden")).unwrap();
    let sites = cases.map(|case| case.unwrap().path().join("site")).filter(|site| site.is_dir());
    sites.chain([root(), root().join("example")]).collect()
}

/// What `check` prints of a site in a form. A site that has errors and one that has none end differently.
fn printed(site: &Path, format: &str) -> Value {
    let output = dateline().arg("-C").arg(site).args(["check", "--format", format]).output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{}: {error}\n{}", site.display(), String::from_utf8_lossy(&output.stdout)));
    let has_errors = document.to_string().contains(match format {
        "sarif" => r#""level":"error","locations""#,
        _ => r#""severity":"error""#,
    });
    assert_eq!(output.status.code(), Some(i32::from(has_errors)), "{}", site.display());
    document
}

/// Why a document does not fit, in lines.
fn faults(schema: &Validator, document: &Value) -> Vec<String> {
    schema.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn findings_as_json_fit_the_published_schema() {
    let schema = findings_schema();
    let mut seen = 0;
    for site in sites() {
        let document = printed(&site, "json");
        seen += document["findings"].as_array().unwrap().len();
        assert_eq!(faults(&schema, &document), Vec::<String>::new(), "{}", site.display());
    }
    assert!(seen > 100, "only {seen} findings were looked at");
}

#[test]
fn a_mutilated_report_does_not_fit_the_schema() {
    let schema = findings_schema();
    let whole = printed(&root().join("tests/golden/twins/site"), "json");
    let with_place = whole["findings"].as_array().unwrap().iter().position(|finding| finding.get("place").is_some());
    let finding = format!("/findings/{}", with_place.unwrap());
    let place = format!("{finding}/place");
    let changed = |pointer: &str, key: &str, value: Option<Value>| {
        let mut document = whole.clone();
        let object = document.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        match value {
            Some(value) => object.insert(key.to_owned(), value),
            None => object.remove(key),
        };
        document
    };
    assert!(schema.is_valid(&whole));
    for (pointer, key, value) in [
        ("", "version", Some(json!(2))),
        ("", "notes", None),
        ("", "errors", Some(json!(-1))),
        ("", "surprise", Some(json!(1))),
        (&*finding, "code", None),
        (&finding, "code", Some(json!("Twins"))),
        (&finding, "severity", Some(json!("fatal"))),
        (&finding, "message", Some(json!(""))),
        (&finding, "related", Some(json!([]))),
        (&place, "line", Some(json!(0))),
        (&place, "column", Some(json!("1"))),
        (&place, "file", None),
        (&place, "end_line", None),
    ] {
        assert!(!schema.is_valid(&changed(pointer, key, value.clone())), "{pointer}/{key} = {value:?}");
    }
}

#[test]
fn findings_as_sarif_fit_the_official_schema() {
    let schema = sarif_schema();
    let mut seen = 0;
    for site in sites() {
        let log = printed(&site, "sarif");
        assert_eq!(faults(&schema, &log), Vec::<String>::new(), "{}", site.display());
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        seen += results.len();
        let mut fingerprints = BTreeSet::new();
        for result in results {
            let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(
                fingerprints.insert(result["partialFingerprints"].to_string()),
                "two findings look like one: {result}"
            );
            for location in result["locations"].as_array().unwrap() {
                let uri = location["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
                assert!(!uri.starts_with('/') && !uri.contains([':', ' ']), "{uri} is not relative");
            }
        }
    }
    assert!(seen > 100, "only {seen} findings were looked at");
    let mut broken = printed(&root().join("tests/golden/twins/site"), "sarif");
    broken["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!schema.is_valid(&broken));
}

#[test]
fn both_forms_tell_the_same_findings_at_the_same_places() {
    let site = root().join("tests/golden/check-allow/site");
    let (json, sarif) = (printed(&site, "json"), printed(&site, "sarif"));
    let of_json: Vec<Value> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            json!([finding["code"], finding["severity"], finding["place"]["line"], finding["place"]["end_column"]])
        })
        .collect();
    let of_sarif: Vec<Value> = sarif["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            let region = &result["locations"][0]["physicalLocation"]["region"];
            json!([result["ruleId"], result["level"], region["startLine"], region["endColumn"]])
        })
        .collect();
    assert!(of_json.len() > 5);
    assert_eq!(of_json, of_sarif);
}

#[test]
fn the_codes_of_the_program_fit_the_pattern_of_the_schema() {
    let schema = findings_schema();
    let list = String::from_utf8(dateline().arg("explain").output().unwrap().stdout).unwrap();
    for line in list.lines() {
        let (code, severity) = line.split_once(' ').unwrap();
        let finding = json!({ "code": code, "severity": severity.trim(), "message": "x" });
        let quotations = json!({ "verified": 0, "locked": 0, "cited": 0, "missing": 0 });
        let document = json!({
            "version": 1, "errors": 0, "warnings": 0, "notes": 0, "quotations": quotations, "findings": [finding]
        });
        assert_eq!(faults(&schema, &document), Vec::<String>::new());
    }
}
