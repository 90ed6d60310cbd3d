//! Every code has an explanation, and its examples do what they say: what is called wrong brings the finding about, what is
//! called right does not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use regex::Regex;

use crate::support::{dateline, root, write};

/// Codes whose examples no single build can show: they are about commands, other hosts, or the state of saved texts from an
/// earlier day. `tests/suite/lock.rs`, `external.rs` and the golden cases show the findings themselves.
const NOT_RUN: &[&str] = &[
    "evidence/capture-changed",
    "evidence/lock-behind",
    "evidence/no-lock",
    "evidence/lock-edited",
    "evidence/lock-stale",
    "evidence/not-locked",
    "evidence/quote-changed",
    "file/not-utf8",
    "file/too-large",
    "file/unreadable",
    "front-matter/too-large",
    "link/unreachable",
    "markdown/too-deep",
    "render/panic",
    "site/missing",
];

/// Sources that examples name. Each is there where an example names it and does not define it.
const SOURCES: &[&str] = &[
    "evening-wire",
    "evening-wire-sale",
    "ferry-company-notice",
    "harbour-courier",
    "harbour-courier-closure",
    "harbour-courier-ferry",
    "harbour-courier-pier",
    "harbour-courier-plans",
    "harbour-courier-sale",
    "port-authority-yearbook",
    "tide-tables-2024",
];

/// The source of a quotation that stands in an example by itself.
const QUOTED: &str = "harbour-courier-ferry";

const ACTORS: &str = r#"
[mayor]
name = "Tomás Vidal"
[port-authority]
name = "Port Authority"
kind = "body"
[iran]
name = "Iran"
kind = "state"
[raisi]
name = "Ebrahim Raisi"
[[raisi.terms]]
office = "president"
from = "2021-08-03"
to = "2024-05-19"
[pezeshkian]
name = "Masoud Pezeshkian"
[[pezeshkian.terms]]
office = "president"
from = "2024-07-28"
"#;

const CRACKS: &str = r#"+++
title = "Cracks are found"
date = "2024-03-04"
[check]
allow = ["evidence/none"]
+++
"#;

const OFFICES: &str = "[president]\ntitle = \"President of Iran\"\nof = \"iran\"\n";

/// What a site has besides an example, so that the example can do what its text says of it.
fn around(code: &str) -> BTreeMap<String, String> {
    let site = match code {
        "date/outside-window" => "[timeline]\nwindow = \"2024-03\"\noutside = \"error\"\n",
        "quote/too-long" => "[check]\nquote_words = 10\n",
        _ => "",
    };
    let saved = match code {
        "evidence/quote-not-found" => "They say that the last ferry left the harbour shortly before ten.",
        "evidence/quote-folded" => "They say that the ferry “Heron” sailed at 9–10 knots.",
        "evidence/quote-ambiguous" => {
            "The bridge remains closed until further notice. The ferry is closed until further notice."
        }
        _ => "",
    };
    let mut files = BTreeMap::from([
        ("site.toml".to_owned(), format!("title = \"An example\"\n{site}")),
        ("content/actors.toml".to_owned(), ACTORS.to_owned()),
        ("content/offices.toml".to_owned(), OFFICES.to_owned()),
        ("content/events/cracks-found.md".to_owned(), CRACKS.to_owned()),
        ("content/pages/method.md".to_owned(), "+++\ntitle = \"Method\"\n+++\n## How we count reports\n".to_owned()),
        ("static/minutes.pdf".to_owned(), "a stand-in".to_owned()),
        ("static/bridge.jpg".to_owned(), "a stand-in".to_owned()),
    ]);
    if code == "private/named" {
        let marchuk = "[marchuk]\nname = \"Olena Marchuk\"\nredact = \"a resident of Saltmarsh\"\n";
        files.insert("content/actors.toml".to_owned(), format!("{ACTORS}{marchuk}"));
    }
    if !saved.is_empty() {
        files.insert(format!("captures/{QUOTED}.txt"), saved.to_owned());
    }
    files
}

/// An event file; title and date are added where the front matter has none.
fn event(front_matter: &str, body: &str) -> String {
    // An example that names a day of another year speaks of an event of that year.
    let date = if front_matter.contains("June 2025") { "\"2025-06-20\"" } else { "\"2024-03-12\"" };
    let usual = [("title", "\"The bridge is closed\""), ("date", date), ("actors", "[\"port-authority\"]")];
    format!("+++\n{}{front_matter}\n+++\n\n{body}\n", missing(front_matter, &usual))
}

/// An article file; what it must have is added where the front matter does not have it.
fn article(front_matter: &str) -> String {
    let usual = [("title", "\"No bus\""), ("publisher", "\"Harbour Courier\""), ("published", "\"2024-03-10\"")];
    format!("+++\n{}{front_matter}\n+++\n\nAn abstract.\n", missing(front_matter, &usual))
}

/// Lines for the fields that the first table of a text does not have.
fn missing(text: &str, usual: &[(&str, &str)]) -> String {
    let own = text.split("\n[").next().unwrap_or_default();
    let has = |key: &str| own.lines().any(|line| line.split('=').next().is_some_and(|name| name.trim() == key));
    let is_table = text.trim_start().starts_with('[');
    usual
        .iter()
        .filter(|(key, _)| is_table || !has(key))
        .map(|(key, value)| format!("{key} = {value}\n"))
        .collect::<Vec<_>>()
        .concat()
}

/// One example of an explanation: blocks that stand together, and what the words before them say.
#[derive(Debug)]
struct Example {
    words: String,
    /// Language and text of each block.
    blocks: Vec<(String, String)>,
}

/// The examples of an explanation, in order.
fn examples(explanation: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut words = String::new();
    let mut lines = explanation.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
            let block = (language.to_owned(), text);
            match examples.last_mut() {
                Some(last) if words.is_empty() => last.blocks.push(block),
                _ => examples.push(Example { words: std::mem::take(&mut words), blocks: vec![block] }),
            }
        } else if !line.is_empty() {
            line.clone_into(&mut words);
        }
    }
    examples
}

/// Puts the blocks of an example into files of a site.
fn place(code: &str, example: &Example, files: &mut BTreeMap<String, String>) {
    for (number, (language, text)) in example.blocks.iter().enumerate() {
        let key = |name: &str| text.lines().any(|line| line.split('=').next().is_some_and(|key| key.trim() == name));
        let in_site = example.words.contains("site.toml") || code.starts_with("theme/");
        match language.as_str() {
            "toml" if in_site => {
                files.insert("site.toml".to_owned(), format!("title = \"An example\"\n{text}"));
            }
            "toml" if text.starts_with("[[chapters]]") => {
                files.insert("content/overview.toml".to_owned(), text.clone());
            }
            "toml" if text.starts_with("[[sources]]") => {
                files.insert("content/sources/example.toml".to_owned(), text.clone());
            }
            "toml" if text.contains("[[events]]") || ["archived", "capture", "kind"].iter().any(|name| key(name)) => {
                files.insert(format!("content/articles/example-{number}.md"), article(text));
            }
            "toml" if text.starts_with("quote") => {
                let evidence = format!("[[evidence]]\nsource = \"{QUOTED}\"\n{text}");
                files.insert("content/events/example.md".to_owned(), event(&evidence, ""));
            }
            "toml" if code == "field/missing" => {
                files.insert("content/events/example.md".to_owned(), format!("+++\n{text}+++\n"));
            }
            "toml" => {
                files.insert(format!("content/events/example-{number}.md"), event(text, "Some words."));
            }
            "markdown" if text.contains("{#counting}") => {
                files.insert("content/pages/method.md".to_owned(), format!("+++\ntitle = \"Method\"\n+++\n{text}"));
                files.insert("content/events/example.md".to_owned(), event("", "[here](page:method#counting)"));
            }
            "markdown" if text.starts_with("+++") || text.starts_with("---") => {
                let folder = if key("publisher") { "articles" } else { "events" };
                files.insert(format!("content/{folder}/example.md"), text.clone());
            }
            "markdown" => {
                files.insert("content/events/example.md".to_owned(), event("", text));
            }
            "html" => {
                files.insert("templates/event.html".to_owned(), text.clone());
            }
            "" => files.extend(text.lines().filter_map(|line| listed(code, &example.words, line))),
            other => panic!("{code}: nobody knows what to do with a block of {other:?}"),
        }
    }
}

/// A file of a listing, with the content that a file at its path would have.
fn listed(code: &str, words: &str, line: &str) -> Option<(String, String)> {
    let path = line.split_whitespace().next().filter(|path| path.contains('/'))?;
    let is_record = path.starts_with("content/") && path.ends_with(".md");
    if let Some((_, target)) = line.split_once(" -> ") {
        return Some((path.to_owned(), format!("{LINK}{target}")));
    }
    let text = match code {
        "capture/unreadable" if words.starts_with("Wrong") => "%PDF-1.7\n\u{0}\u{1}".to_owned(),
        _ if is_record => event("", ""),
        _ => format!("Something of {path}."),
    };
    let text = if path.contains("/pages/") { text.replace("date = \"2024-03-12\"\n", "") } else { text };
    Some((path.to_owned(), text))
}

/// Sources that a site names and nothing in it defines, as records.
fn records(files: &BTreeMap<String, String>) -> String {
    let all: String = files.iter().flat_map(|(path, text)| [path, "\n", text, "\n"]).collect();
    let is_named = |id: &&&str| all.contains(&format!("\"{id}\"")) || all.contains(&format!("captures/{id}."));
    let is_defined = |id: &str| Regex::new(&format!("(?m)^id *= \"{id}\"")).unwrap().is_match(&all);
    SOURCES
        .iter()
        .filter(is_named)
        .filter(|id| !is_defined(id))
        .map(|id| format!("[[sources]]\nid = \"{id}\"\npublisher = \"The {id}\"\npublished = \"2024-03-10\"\n"))
        .collect::<Vec<_>>()
        .concat()
}

/// What the text of a file begins with that is a symbolic link to the rest of the text.
const LINK: &str = "link to ";

fn link(path: &Path, target: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(target, path).unwrap();
}

/// Builds a site of these files and says whether the code is among its findings, and all that was said.
fn brings(code: &str, mut files: BTreeMap<String, String>) -> (bool, String) {
    files.insert("content/sources/around.toml".to_owned(), records(&files));
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in &files {
        match text.strip_prefix(LINK) {
            Some(target) => link(&folder.path().join(path), target),
            None => write(&folder.path().join(path), text),
        }
    }
    let output = dateline().arg("-C").arg(folder.path()).arg("check").output().unwrap();
    let report = String::from_utf8(output.stderr).unwrap();
    (report.contains(&format!("[{code}]")), report)
}

#[test]
fn what_an_explanation_calls_wrong_is_found_and_what_it_calls_right_is_not() {
    let comment = Regex::new(r"(?m)^(date|zone) = (?P<value>\S+) +# (?P<verdict>wrong|right).*$").unwrap();
    let mut faults = Vec::new();
    let mut run = 0;
    let mut judge = |code: &str, is_wrong: bool, files: BTreeMap<String, String>| {
        run += 1;
        let shown: String = files
            .iter()
            .filter(|(path, _)| path.contains("example"))
            .flat_map(|(path, text)| [path, ":\n", text])
            .collect();
        let (found, report) = brings(code, files);
        if found != is_wrong {
            let verdict = if is_wrong { "calls wrong" } else { "calls right" };
            faults.push(format!("{code} {verdict}:\n{shown}\nthe report says:\n{report}"));
        }
    };
    for code in codes().iter().filter(|code| !NOT_RUN.contains(&code.as_str())) {
        let explanation = fs::read_to_string(root().join(format!("src/diagnostic/explain/{code}.md"))).unwrap();
        let examples = examples(&explanation);
        let mut wrong = around(code);
        for example in &examples {
            let text = &example.blocks[0].1;
            if comment.is_match(text) {
                // Every line is an example of its own; lines without a verdict belong to all of them.
                let shared: String =
                    text.lines().filter(|line| !line.contains(" # ")).flat_map(|line| [line, "\n"]).collect();
                for line in comment.captures_iter(text) {
                    let block = ("toml".to_owned(), format!("{shared}date = {}\n", &line["value"]));
                    let mut files = around(code);
                    place(code, &Example { words: String::new(), blocks: vec![block] }, &mut files);
                    judge(code, &line["verdict"] == "wrong", files);
                }
                continue;
            }
            let is_wrong = example.words.starts_with("Wrong");
            // What is to be written into `site.toml` holds for the content that was wrong before.
            let mut files = if example.words.contains("`site.toml`") { wrong.clone() } else { around(code) };
            place(code, example, &mut files);
            if is_wrong {
                wrong.clone_from(&files);
            }
            judge(code, is_wrong, files);
        }
        assert!(!examples.is_empty(), "{code} shows no example");
    }
    assert!(run > 100, "only {run} examples were found");
    assert!(faults.is_empty(), "{} of {run} examples:\n\n{}", faults.len(), faults.join("\n\n"));
}

/// All codes, as the program lists them.
fn codes() -> Vec<String> {
    let output = dateline().arg("explain").output().unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    list.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_code_is_shown_by_a_golden_case() {
    let codes = codes();
    assert!(codes.contains(&"date/no-such-day".to_owned()));
    for code in NOT_RUN {
        assert!(codes.iter().any(|known| known == code), "{code} is no code");
    }
    // Findings that no site on a disk can bring about.
    let untestable = ["render/panic", "file/unreadable", "file/too-large", "link/unreachable"];
    let shown: String = fs::read_dir(root().join("tests/golden"))
        .unwrap()
        .map(|case| fs::read_to_string(case.unwrap().path().join("stderr")).unwrap_or_default())
        .collect();
    for code in &codes {
        assert!(
            untestable.contains(&code.as_str()) || shown.contains(&format!("[{code}]")),
            "no golden case shows {code}"
        );
    }
}

#[test]
fn a_misspelt_code_is_answered_with_the_nearest() {
    let output = dateline().args(["explain", "date/no-such-daay"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("did you mean date/no-such-day?"));
}
