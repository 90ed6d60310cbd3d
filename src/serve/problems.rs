//! The findings that prevent a newer site from being shown, as JSON for the overlay in the browser.
//!
//! In: findings, the texts that they point into, the editor. Out: one JSON document. All its strings are plain text:
//! the overlay never reads them as HTML. Files are not looked up on the disk, so a link that opens the editor may name
//! a file that was deleted since. Findings quote saved texts and drafts; if other machines can reach the preview, only
//! codes and numbers are shown.

use std::collections::BTreeMap;

use bytes::Bytes;
use camino::Utf8Path;
use serde_json::{Value, json};

use crate::config::CodeEditor;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, MOST_SHOWN, Severity, excerpt, to_json};
use crate::render::builtin;
use crate::span::{Files, LineColumn};

/// The document: the numbers of errors and warnings, and the findings, errors first. With an editor, every place in a
/// file below `root`, which is absolute, has an address that opens it there.
pub(super) fn document(findings: &Diagnostics, files: &Files, root: &Utf8Path, editor: Option<&CodeEditor>) -> Bytes {
    let worst = findings.worst(MOST_SHOWN);
    let left_out: usize = worst.left_out.values().sum();
    let mut list = worst.shown;
    list.sort_by_key(|finding| finding.severity);
    let shown: Vec<Value> = list.into_iter().map(|finding| record(finding, files, root, editor)).collect();
    let document = json!({
        "errors": findings.count(Severity::Error),
        "warnings": findings.count(Severity::Warning),
        "left_out": left_out,
        "findings": shown,
    });
    document.to_string().into()
}

/// The document for a preview that other machines can reach: the number of findings of each kind, without messages,
/// places and excerpts.
pub(super) fn document_for_network(findings: &Diagnostics) -> Bytes {
    let mut kinds: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for finding in findings {
        *kinds.entry((finding.severity, finding.code)).or_default() += 1;
    }
    let kind = |((severity, code), number): (&(Severity, Code), &usize)| {
        let message = match number {
            1 => "one finding of this kind; who started the preview can read it in the terminal".to_owned(),
            n => format!("{n} findings of this kind; who started the preview can read them in the terminal"),
        };
        json!({ "code": code.name(), "severity": severity.word(), "message": message })
    };
    let document = json!({
        "errors": findings.count(Severity::Error),
        "warnings": findings.count(Severity::Warning),
        "left_out": 0,
        "findings": kinds.iter().map(kind).collect::<Vec<_>>(),
    });
    document.to_string().into()
}

/// A finding as `dateline check --format json` prints it, with an excerpt and with addresses that open the editor.
fn record(finding: &Diagnostic, files: &Files, root: &Utf8Path, editor: Option<&CodeEditor>) -> Value {
    let mut record = to_json(finding, files);
    if let Some(excerpt) = excerpt(finding, files) {
        record["excerpt"] = excerpt.into();
    }
    if let Some(editor) = editor {
        let open = |place: &mut Value| open_in(editor, root, place);
        record.get_mut("place").into_iter().for_each(open);
        record.get_mut("related").and_then(Value::as_array_mut).into_iter().flatten().for_each(open);
    }
    record
}

/// Adds the address that opens a place in the editor, unless its file is part of the built-in theme.
fn open_in(editor: &CodeEditor, root: &Utf8Path, place: &mut Value) {
    let number = |key: &str| place[key].as_u64().and_then(|number| usize::try_from(number).ok());
    let column = number("column").unwrap_or(1);
    let utf16_column = number("utf16_column").unwrap_or(column);
    let at = LineColumn { line: number("line").unwrap_or(1), column, utf16_column };
    let file = place["file"].as_str().filter(|file| !builtin::is_path(file));
    if let Some(file) = file {
        place["open"] = editor.url(&root.join(file), at).into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    /// Two files of a site and one of the theme, each with the word `pier`.
    fn files() -> (Files, [FileId; 3]) {
        let mut files = Files::default();
        let event = files.add("content/events/a b.md", "title = \"x\"\ndate = \"pier\"\n");
        let place = files.add("content/places.toml", "[pier]\n");
        let template = files.add(builtin::path("templates", "event.html"), "{{ pier }}");
        (files, [event, place, template])
    }

    fn read(findings: Vec<Diagnostic>, files: &Files, editor: Option<&str>) -> Value {
        let editor = editor.map(|name| CodeEditor::parse(name).expect("the test names a sound editor"));
        let findings: Diagnostics = findings.into_iter().collect();
        let document = document(&findings, files, Utf8Path::new("/srv/site"), editor.as_ref());
        serde_json::from_slice(&document).expect("it is JSON")
    }

    #[test]
    fn a_finding_has_its_place_its_excerpt_and_the_way_into_the_editor() {
        let (files, [event, place, _]) = files();
        let finding = Diagnostic::new(Code::DateNotADate, "“pier” is <b>no</b> date")
            .at(Span::new(event, 20..24))
            .label("here")
            .help("write a date")
            .see(Span::new(place, 1..5), "a place of that name");
        let read = read(vec![finding], &files, Some("vscode"));
        assert_eq!((&read["errors"], &read["warnings"], &read["left_out"]), (&json!(1), &json!(0), &json!(0)));
        let first = &read["findings"][0];
        assert_eq!(first["message"], "“pier” is <b>no</b> date");
        assert_eq!(first["place"]["open"], "vscode://file/srv/site/content/events/a%20b.md:2:9");
        assert_eq!(first["related"][0]["open"], "vscode://file/srv/site/content/places.toml:1:2");
        let excerpt = first["excerpt"].as_str().expect("it has a place");
        let lines = [
            "2 | date = \"pier\"",
            "  |         ^^^^ here",
            "  |",
            " ::: content/places.toml:1:2",
            "  |",
            "1 | [pier]",
            "  |  ---- a place of that name",
        ];
        assert_eq!(excerpt.lines().collect::<Vec<_>>(), lines);
    }

    #[test]
    fn without_an_editor_and_in_the_theme_nothing_can_be_opened() {
        let (files, [event, _, template]) = files();
        let at =
            |file| Diagnostic::new(Code::TemplateSyntax, "no").at(Span::new(file, 3..7)).see(Span::new(file, 0..1), "");
        let open = |file, editor| read(vec![at(file)], &files, editor).to_string().contains("\"open\"");
        assert!(open(event, Some("zed")));
        assert!(!open(event, None));
        assert!(!open(template, Some("zed")));
    }

    #[test]
    fn other_machines_are_told_kinds_and_numbers_and_no_words() {
        let (files, [event, ..]) = files();
        let finding =
            |code| Diagnostic::new(code, "pier is private").at(Span::new(event, 20..24)).help("pier").label("pier");
        let codes = [Code::TagTwins, Code::DateNotADate, Code::DateNotADate];
        let findings: Diagnostics = codes.into_iter().map(finding).collect();
        let document = String::from_utf8(document_for_network(&findings).to_vec()).expect("it is JSON");
        for private in ["pier", "content/", "/srv", "title"] {
            assert!(!document.contains(private), "{document}");
        }
        let read: Value = serde_json::from_str(&document).expect("it is JSON");
        assert_eq!((&read["errors"], &read["warnings"]), (&json!(2), &json!(1)));
        let words = "2 findings of this kind; who started the preview can read them in the terminal";
        assert_eq!(read["findings"][0], json!({ "code": "date/not-a-date", "severity": "error", "message": words }));
        assert_eq!(read["findings"][1]["code"], "tag/twins");
        assert!(
            excerpt(findings.iter().next().expect("there are three"), &files).is_some(),
            "there was one to keep back"
        );
    }

    #[test]
    fn errors_stand_first_and_a_flood_is_cut() {
        let files = Files::default();
        let warning = || Diagnostic::new(Code::TagTwins, "a warning");
        let mut findings: Vec<Diagnostic> = (0..MOST_SHOWN + 4).map(|_| warning()).collect();
        findings.push(Diagnostic::new(Code::SiteMissing, "an error"));
        let read = read(findings, &files, None);
        assert_eq!(
            (&read["errors"], &read["warnings"], &read["left_out"]),
            (&json!(1), &json!(MOST_SHOWN + 4), &json!(5))
        );
        assert_eq!(read["findings"][0]["message"], "an error");
        assert_eq!(read["findings"].as_array().map(Vec::len), Some(MOST_SHOWN));
        assert_eq!(read["findings"][0].get("excerpt"), None, "it has no place");
    }
}
