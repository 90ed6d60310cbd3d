//! Addresses: what links in content become, what files beside the pages name, and what a `base_url` may be.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{dateline, tree, write};

/// Texts by their paths from the output's root.
type Tree = BTreeMap<String, Vec<u8>>;

/// Writes a site: `toml` behind the title, and files by their paths.
fn site(at: &Path, toml: &str, files: &[(&str, &str)]) {
    write(&at.join("site.toml"), format!("title = \"The ferry\"\n{toml}\n[check]\nallow = [\"evidence/none\"]\n"));
    for (path, text) in files {
        write(&at.join(path), text);
    }
}

/// Builds a site without findings.
fn built(toml: &str, files: &[(&str, &str)]) -> Tree {
    let dir = tempfile::tempdir().unwrap();
    site(dir.path(), toml, files);
    dateline().arg("-C").arg(dir.path()).args(["-q", "build"]).assert().success().stderr("");
    tree(&dir.path().join("public"))
}

/// What is said of a site that cannot be built.
fn refused(toml: &str, files: &[(&str, &str)]) -> String {
    let dir = tempfile::tempdir().unwrap();
    site(dir.path(), toml, files);
    let output = dateline().arg("-C").arg(dir.path()).args(["-q", "build"]).assert().failure();
    String::from_utf8(output.get_output().stderr.clone()).unwrap()
}

fn text<'t>(tree: &'t Tree, path: &str) -> &'t str {
    std::str::from_utf8(&tree[path]).unwrap()
}

/// Asserts that a page has all of these.
fn has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is not on the page:\n{page}");
    }
}

const ACTORS: &str = "[harbour-master]\nname = \"The harbour master\"\n[\"zoë\"]\nname = \"Zoë\"\n";

#[test]
fn a_link_keeps_its_query_and_only_its_path_is_looked_up() {
    let event = "+++\ntitle = \"It sails\"\ndate = \"1998-05-01\"\nactors = [\"harbour-master\", \"zoë\"]\n+++\n\n\
        [all](/?people=harbour-master,zoe\u{308}&status=reported#main) [plan](/plan.pdf?v=2&lang=pt) [self](?print=1#text)\n\
        [again](event:sails?x=a%20b) <a href=\"/plan.pdf?raw=1\">raw</a>\n";
    let files = [("content/events/sails.md", event), ("content/actors.toml", ACTORS), ("static/plan.pdf", "a plan")];
    let relative = built("", &files);
    has(
        text(&relative, "events/sails/index.html"),
        &[
            "href=\"../../index.html?people=harbour-master,zo%C3%AB&amp;status=reported#main\"",
            "href=\"../../plan.pdf?v=2&amp;lang=pt\"",
            "href=\"?print=1#text\"",
            "href=\"../../events/sails/index.html?x=a%20b\"",
            "href=\"../../plan.pdf?raw=1\"",
        ],
    );
    let below = built("base_url = \"https://ferry.example/line/\"\n[share]\ncards = \"none\"", &files);
    has(
        text(&below, "events/sails/index.html"),
        &[
            "href=\"/line/?people=harbour-master,zo%C3%AB&amp;status=reported#main\"",
            "href=\"/line/plan.pdf?v=2&amp;lang=pt\"",
        ],
    );
}

#[test]
fn what_a_link_asks_the_timeline_for_is_looked_up() {
    let event = "+++\ntitle = \"It sails\"\ndate = \"1998-05-01\"\n+++\n\n[all](/?people=harbor-master&known=1998)\n";
    let said = refused("", &[("content/events/sails.md", event), ("content/actors.toml", ACTORS)]);
    has(
        &said,
        &[
            "error[link/query]",
            "there is no actor “harbor-master”",
            "did you mean people=harbour-master?",
            "known is one day, not “1998”",
        ],
    );
}
