//! Findings as SARIF 2.1.0, a format that code hosts and editors read.
//!
//! In: findings and the texts that they point into. Out: one log with one run. Paths are relative to the site's root,
//! except for saved texts outside it, whose paths are absolute. Fingerprints, which do not depend on line numbers, show
//! whether a finding is new.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Code, Diagnostic, Diagnostics};
use crate::span::{Files, Span};
use crate::text::hex;

/// The base of relative paths.
const ROOT: &str = "%SRCROOT%";

/// Characters that are percent-encoded in the path of a URL: all except ASCII letters, digits and `-._~/`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The log of a run.
pub fn to_sarif(findings: &Diagnostics, files: &Files) -> Value {
    let mut known = BTreeMap::new();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, files, &mut known)).collect();
    // A file that could not be read was not checked.
    let is_whole = findings.iter().all(|finding| finding.code != Code::FileUnreadable);
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "dateline",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": Code::ALL.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            } },
            "invocations": [{ "executionSuccessful": is_whole }],
            "originalUriBaseIds": { ROOT: { "description": { "text": "the folder of site.toml" } } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code) -> Value {
    let text = code.explanation();
    let first = text.split("\n\n").nth(1).unwrap_or_default().replace('\n', " ");
    let first = first.trim_end();
    let sentence = first.split_once(". ").map_or(first.trim_end_matches('.'), |(sentence, _)| sentence);
    json!({
        "id": code.name(),
        "shortDescription": { "text": format!("{sentence}.") },
        "fullDescription": { "text": first },
        "help": { "text": text, "markdown": text },
        "defaultConfiguration": { "level": code.severity().word() },
    })
}

/// One finding. `known` counts the fingerprints that were used, so that no two findings share one.
fn result(finding: &Diagnostic, files: &Files, known: &mut BTreeMap<String, usize>) -> Value {
    let related = finding.related.iter().enumerate().map(|(id, related)| {
        let mut location = location(related.span, &related.label, files);
        location["id"] = id.into();
        location
    });
    let locations = finding.span.map(|span| location(span, &finding.label, files));
    let mut result = json!({
        "ruleId": finding.code.name(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == finding.code),
        "level": finding.severity.word(),
        "message": { "text": message(finding) },
        "locations": locations.into_iter().collect::<Vec<_>>(),
        "partialFingerprints": { "placeHash/v1": fingerprint(finding, files, known) },
    });
    if !finding.related.is_empty() {
        result["relatedLocations"] = related.collect();
    }
    result
}

fn message(finding: &Diagnostic) -> String {
    match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone(),
    }
}

fn location(span: Span, label: &str, files: &Files) -> Value {
    let (start, end) = files.positions(span);
    let path = utf8_percent_encode(&files.get(span.file).path, ESCAPED).to_string();
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": path, "uriBaseId": ROOT },
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        },
    });
    if !label.is_empty() {
        location["message"] = json!({ "text": label });
    }
    location
}

/// A fingerprint that stays the same when the words move within their file: code, file and words, and a count of equal
/// findings before it. Without a place, the message takes the part of the words.
fn fingerprint(finding: &Diagnostic, files: &Files, known: &mut BTreeMap<String, usize>) -> String {
    let (path, words) = match finding.span {
        Some(span) => (&*files.get(span.file).path, files.text(span)),
        None => ("", finding.message.as_str()),
    };
    let mut hash = Sha256::new();
    for part in [finding.code.name(), path, words] {
        hash.update(part);
        // A separator, so that the border between two parts counts.
        hash.update([0]);
    }
    let fingerprint = hex(&hash.finalize()[..16]);
    let earlier = known.entry(fingerprint.clone()).or_default();
    *earlier += 1;
    format!("{fingerprint}:{earlier}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    fn fingerprints(text: &str, words: &str) -> Vec<String> {
        let mut files = Files::default();
        let file = files.add("content/events/ä b.md", text);
        let at = |file: FileId, start| {
            Diagnostic::new(Code::DateNotADate, "x").at(Span::new(file, start..start + words.len()))
        };
        let findings: Diagnostics = text.match_indices(words).map(|(start, _)| at(file, start)).collect();
        let log = to_sarif(&findings, &files);
        let results = log["runs"][0]["results"].as_array().expect("there are results");
        results.iter().map(|result| result["partialFingerprints"]["placeHash/v1"].to_string()).collect()
    }

    #[test]
    fn a_fingerprint_stays_when_lines_are_put_above_it_and_tells_equal_words_apart() {
        let before = fingerprints("date = \"soon\"\n", "soon");
        assert_eq!(fingerprints("title = \"x\"\n\ndate = \"soon\"\n", "soon"), before);
        let twice = fingerprints("soon soon", "soon");
        assert_eq!((twice.len(), &twice[0]), (2, &before[0]));
        assert_ne!(twice[0], twice[1]);
        assert_ne!(fingerprints("date = \"late\"\n", "late"), before);
    }

    #[test]
    fn places_are_relative_and_count_characters_and_help_is_part_of_the_message() {
        let mut files = Files::default();
        let event = files.add("content/events/ä b.md", "ä = \"soon\"\n");
        let place = files.add("content/places.toml", "[pier]\n");
        let finding = Diagnostic::new(Code::TagTwins, "“soon” is no date")
            .at(Span::new(event, 6..10))
            .help("write a date")
            .see(Span::new(place, 1..5), "a place");
        let log = to_sarif(&finding.into(), &files);
        let run = &log["runs"][0];
        let result = &run["results"][0];
        assert_eq!(result["message"]["text"], "“soon” is no date\nhelp: write a date");
        assert_eq!((&result["level"], &result["ruleId"]), (&json!("warning"), &json!("tag/twins")));
        let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("a number");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "tag/twins");
        let physical = &result["locations"][0]["physicalLocation"];
        assert_eq!(physical["artifactLocation"], json!({ "uri": "content/events/%C3%A4%20b.md", "uriBaseId": ROOT }));
        assert_eq!(physical["region"], json!({ "startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 10 }));
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "a place");
    }

    #[test]
    fn a_run_that_could_not_read_a_file_was_not_successful() {
        let successful = |code| {
            let log = to_sarif(&Diagnostic::new(code, "x").into(), &Files::default());
            log["runs"][0]["invocations"][0]["executionSuccessful"].as_bool()
        };
        assert_eq!(successful(Code::FileUnreadable), Some(false));
        assert_eq!(successful(Code::DateNotADate), Some(true));
    }
}
