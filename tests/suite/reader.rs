//! What a reader's machine has to carry: pages stay light whatever events hold, and what the timeline's script loads agrees
//! with them.

use std::fmt::Write as _;

use scraper::{Html, Selector};
use serde_json::Value;

use super::support::{dateline, tree, write};

/// A site's files, built.
fn built(files: &[(&str, String)]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let site = "title = \"Heavy\"\nbase_url = \"https://example.org/june/\"\n";
    write(&folder.path().join("site.toml"), site);
    for (path, text) in files {
        write(&folder.path().join("content").join(path), text);
    }
    let out = folder.path().join("out");
    dateline().current_dir(folder.path()).args(["-q", "build", "-o"]).arg(&out).assert().success();
    tree(&out)
}

/// The value that a script sets.
fn value(script: &[u8], name: &str) -> Value {
    let text = std::str::from_utf8(script).unwrap();
    let start = format!("(window.dateline||={{}}).{name}=");
    let json = text.strip_prefix(&start).and_then(|json| json.strip_suffix(";\n"));
    serde_json::from_str(json.unwrap_or_else(|| panic!("no {name} in {text}"))).unwrap()
}

/// A number as a place in a list.
fn place(number: &Value) -> usize {
    usize::try_from(number.as_u64().unwrap()).unwrap()
}

/// A record of a source.
fn source(id: &str, published: &str, via: &str) -> String {
    format!("[[sources]]\nid = \"{id}\"\npublisher = \"{id}\"\npublished = \"{published}\"\nvia = [{via}]\n\n")
}

#[test]
fn pages_stay_light_whatever_events_hold() {
    let mut files = Vec::new();
    let people: Vec<String> = (0..12).map(|at| format!("person-{at}")).collect();
    let actors = people.iter().fold(String::new(), |all, id| all + &format!("[{id}]\nname = \"{id}\"\n\n"));
    files.push(("actors.toml", actors));
    let sources = ["a", "b", "c"].map(|id| source(id, "2025-01-01", "")).concat();
    files.push(("sources/all.toml", sources));
    let paths: Vec<String> = (0..400).map(|at| format!("events/event-{at}.md")).collect();
    for (at, path) in (0..).zip(&paths) {
        let day = chrono::NaiveDate::from_ymd_opt(2025, 2, 1).unwrap() + chrono::Days::new(at / 2);
        let mut text = format!("+++\ntitle = \"Event {at}\"\ndate = \"{day}\"\nactors = {people:?}\n");
        for (source, count) in [("a", 1), ("b", 2), ("c", 3)] {
            write!(
                text,
                "[[evidence]]\nsource = \"{source}\"\nquote = \"{count} of them\"\nasserts = {{ number = {count} }}\n"
            )
            .unwrap();
        }
        text += "+++\nMany *words*.\n";
        files.push((path, text));
    }
    let site = built(&files);
    let facets = value(&site["reader/facets.js"], "facets");
    let pages = facets["pages"].as_array().unwrap();
    assert!(pages.len() > 3);
    let mut events = 0;
    for (at, address) in pages.iter().enumerate() {
        let path = format!("{}index.html", address.as_str().unwrap());
        let html = Html::parse_document(std::str::from_utf8(&site[&path]).unwrap());
        let elements = html.select(&Selector::parse("*").unwrap()).count();
        assert!(elements < 3500, "{path} has {elements} elements");
        let here = html.select(&Selector::parse("article.event").unwrap()).count();
        let rows = facets["events"].as_array().unwrap().iter().filter(|row| row[0] == at).count();
        assert_eq!(rows, here, "{path}");
        let known = value(&site[&format!("reader/known-{}.js", at + 1)], "known");
        assert_eq!(known["events"].as_object().unwrap().len(), here, "{path}");
        events += here;
    }
    assert_eq!(events, 400);
    let row = &facets["events"][0];
    assert_eq!((&facets["statuses"][place(&row[1])], &row[2]), (&"disputed".into(), &2.into()));
    let names: Vec<&str> =
        row[3].as_array().unwrap().iter().map(|at| facets["facets"][place(at)][0].as_str().unwrap()).collect();
    assert_eq!(names.len(), 12 + 3, "{names:?}");
    assert!(names.contains(&"actors/person-0/") && names.contains(&"sources/#a"), "{names:?}");
}

#[test]
fn an_event_is_known_as_its_sources_come_into_print() {
    let sources = [
        source("agency", "2025-06-03", ""),
        source("early", "2025-06-02", "\"agency\""),
        source("vague", "2025-06", ""),
        source("later", "2025-06-05", ""),
        source("beside", "2025-06-01", ""),
    ];
    let undated = "[[sources]]\nid = \"undated\"\npublisher = \"undated\"\n";
    let cited = [
        ("early", "asserts = { hour = \"ten\" }"),
        ("agency", ""),
        ("later", "asserts = { hour = \"noon\" }"),
        ("vague", ""),
        ("beside", "stance = \"context\""),
        ("undated", ""),
    ];
    let evidence = cited.map(|(id, more)| format!("[[evidence]]\nsource = \"{id}\"\n{more}\n")).concat();
    let event = format!("+++\ntitle = \"Landing\"\ndate = \"2025-06-01\"\n{evidence}+++\n");
    let site = built(&[("sources/all.toml", sources.concat() + undated), ("events/landing.md", event)]);
    assert!(!site.contains_key("reader/titles-1.js"), "one page needs no list of others");
    assert_eq!(value(&site["reader/facets.js"], "facets")["events"][0][4], "2025-06-02");
    let known = value(&site["reader/known-1.js"], "known");
    let steps = serde_json::json!([
        // Whom the early report has it from is known from the report, so it has one origin, and so have both together.
        ["2025-06-02", 1, 1, 0],
        ["2025-06-03", 2, 1, 0],
        ["2025-06-05", 3, 2, 1],
        // "June 2025" was surely over only then.
        ["2025-06-30", 4, 3, 1],
    ]);
    assert_eq!(known["events"]["event-landing"], steps);
    assert_eq!(known["sources"]["vague"], "2025-06-30");
    assert_eq!(known["sources"]["undated"], Value::Null);
}

#[test]
fn what_the_filters_load_knows_every_source_and_every_title() {
    // More sources than the menu offers, in a script that addresses encode.
    let ids: Vec<String> = (1..=9).map(|at| format!("روزنامه-{at}")).collect();
    let sources = ids.iter().map(|id| source(id, "2025-01-01", "")).collect::<Vec<_>>().concat();
    let paths: Vec<String> = (0..9).map(|at| format!("events/event-{at}.md")).collect();
    let mut files = vec![("sources/all.toml", sources)];
    for (at, path) in paths.iter().enumerate() {
        // The first source is cited for every event, the second for all but the first, and so on.
        let evidence: Vec<String> = ids[..=at].iter().map(|id| format!("[[evidence]]\nsource = \"{id}\"\n")).collect();
        let evidence = evidence.concat();
        files.push((path, format!("+++\ntitle = \"Event {at}\"\ndate = \"2025-02-{:02}\"\n{evidence}+++\n", at + 1)));
    }
    let site = built(&files);
    let facets = value(&site["reader/facets.js"], "facets");
    let offered = facets["facets"].as_array().unwrap().len();
    let others = value(&site["reader/sources.js"], "cited");
    assert_eq!(offered + others.as_array().unwrap().len(), ids.len());
    for row in others.as_array().unwrap() {
        let name = row[1].as_str().unwrap();
        let at: usize = name.trim_start_matches("روزنامه-").split(',').next().unwrap().parse().unwrap();
        let cited: Vec<usize> = row[2].as_array().unwrap().iter().map(place).collect();
        assert_eq!(cited, (at - 1..9).collect::<Vec<_>>(), "{name}");
    }
}
