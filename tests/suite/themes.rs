//! `docs/themes.md` lists what templates see, and the list is true.

use std::fmt::Write as _;
use std::fs;

use regex::Regex;

use crate::support::{copy, dateline, root, write};

/// The tables, made from the structs of `view.rs` and their comments.
fn tables() -> String {
    let source = fs::read_to_string(root().join("src/render/view.rs")).unwrap();
    let structs = Regex::new(r"(?s)((?:/// [^\n]*\n)+)#\[derive[^\n]*\npub struct (\w+) \{\n(.*?)\n\}").unwrap();
    let fields = Regex::new(r"((?: {4}/// [^\n]*\n)+) {4}pub (\w+): ([^\n]+),").unwrap();
    let words = |comment: &str| {
        comment.lines().map(|line| line.trim().trim_start_matches("/// ")).collect::<Vec<_>>().join(" ")
    };
    let mut text = String::new();
    for found in structs.captures_iter(&source) {
        writeln!(text, "\n### `{}`\n\n{}\n\n| field | type | |\n|---|---|---|", &found[2], words(&found[1])).unwrap();
        let body = format!("{}\n", &found[3]);
        for field in fields.captures_iter(&body) {
            let kind = field[3]
                .replace("&'static str", "text")
                .replace("String", "text")
                .replace("serde_json::Value", "anything");
            writeln!(text, "| `{}` | `{kind}` | {} |", &field[2], words(&field[1]).replace('|', "\\|")).unwrap();
        }
    }
    text
}

#[test]
fn the_documentation_lists_every_field_that_templates_see() {
    let path = root().join("docs/themes.md");
    let old = fs::read_to_string(&path).unwrap();
    let (before, rest) = old.split_once("<!-- views -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /views -->").unwrap();
    let new = format!("{before}<!-- views -->\n{}\n<!-- /views -->{after}", tables());
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, new).unwrap();
        return;
    }
    assert!(old == new, "docs/themes.md is not what src/render/view.rs says; BLESS=1 cargo test themes writes it anew");
    assert!(new.matches("### `").count() > 30);
}

#[test]
fn every_template_is_named_in_the_documentation() {
    let text = fs::read_to_string(root().join("docs/themes.md")).unwrap();
    for entry in fs::read_dir(root().join("templates")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(text.contains(&format!("`{name}`")), "docs/themes.md does not name {name}");
    }
}

#[test]
fn each_state_of_a_quotation_has_words_of_its_own_that_say_no_more_than_is_known() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("example"), dir.path());
    let states = ["verified", "locked", "cited", "missing"];
    let page = states.map(|state| format!("<p>{{{{ <state of={{\"{state}\"}} /> }}}}</p>")).concat();
    write(
        &dir.path().join("templates/page.html"),
        format!("{{% extends \"base.html\" %}}{{% block content %}}{page}{{% endblock content %}}"),
    );
    dateline().arg("-C").arg(dir.path()).args(["-q", "build"]).assert().success();
    let html = std::fs::read_to_string(dir.path().join("public/about/index.html")).unwrap();
    let html = scraper::Html::parse_document(&html);
    let selector = scraper::Selector::parse("main p > span").unwrap();
    let words: Vec<String> = html.select(&selector).map(|element| element.text().collect()).collect();
    assert_eq!(
        words,
        [
            "found in the source’s text",
            "found earlier in a saved copy that is not kept here",
            "copied by hand, not looked up",
            "not found in the source’s text",
        ]
    );
}
