//! The sample site, read as a reader would: what stands on its pages, in which order, and whether every link leads
//! somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use scraper::Html;

use crate::support::{all, dateline, root, text, tree};

/// The built sample, by path.
static SITE: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    dateline().arg("-C").arg(root()).args(["-q", "build", "-o"]).arg(&out).assert().success();
    tree(&out)
});

fn page(path: &str) -> Html {
    Html::parse_document(std::str::from_utf8(SITE.get(path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap())
}

#[test]
fn all_events_and_articles_have_their_pages() {
    let count =
        |folder: &str| SITE.keys().filter(|path| path.starts_with(folder) && path.ends_with("/index.html")).count();
    assert_eq!(count("events/"), 58 + 4, "and the whole timeline, newest first, headlines and key events");
    assert_eq!(count("articles/"), 5);
    let home = page("events/index.html");
    assert_eq!(all(&home, "article.event[data-status]").len(), 50);
    let background = page("background/index.html");
    assert_eq!(all(&background, "article.event[data-status]").len(), 8);
}

#[test]
fn the_days_of_the_timeline_stand_in_order() {
    let home = page("events/index.html");
    let days: Vec<String> =
        all(&home, "main section.day").into_iter().map(|day| day.value().attr("id").unwrap().to_owned()).collect();
    let mut sorted = days.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(days, sorted);
    assert!(days.len() > 20);
    assert!(days.iter().all(|day| day.starts_with("2025-06-")));
}

#[test]
fn events_of_one_day_stand_in_chronological_order() {
    let home = page("events/index.html");
    let ids: Vec<&str> =
        all(&home, "article.event[data-status]").into_iter().filter_map(|event| event.value().attr("id")).collect();
    let before = |a: &str, b: &str| {
        let place = |id: &str| {
            ids.iter()
                .position(|known| *known == format!("event-{id}"))
                .unwrap_or_else(|| panic!("{id} is not on the page"))
        };
        place(a) < place(b)
    };
    assert!(before("israel-strikes-iran", "sixth-round-off"));
    assert!(before("istanbul-plan", "us-strikes"));
    assert!(before("us-strikes", "ceasefire-announced"));
    assert!(before("ceasefire-announced", "ceasefire-begins"));
}

#[test]
fn the_strikes_have_two_dates() {
    let event = page("events/us-strikes/index.html");
    let header = text(all(&event, "main header").remove(0));
    assert!(header.contains("22") && header.contains("June 2025"), "{header}");
    assert!(header.contains("02:10"), "{header}");
    assert!(header.contains("18:40 the day before") && header.contains("Washington"), "{header}");
    // Under the other date stands a pointer.
    let home = page("events/index.html");
    let day = all(&home, "section.day")
        .into_iter()
        .find(|day| day.value().attr("id") == Some("2025-06-21"))
        .expect("21 June");
    assert!(text(day).contains("see 22 June"), "{}", text(day));
}

#[test]
fn the_istanbul_dispute_has_one_origin() {
    let event = page("events/istanbul-plan/index.html");
    let words = text(event.root_element());
    assert!(words.contains("could not be reached") && words.contains("refused"));
    assert!(words.contains("1 origin"));
    let question = page("disputes/istanbul-plan.approval/index.html");
    let words = text(question.root_element()).to_lowercase();
    assert!(words.contains("one origin") || words.contains("1 origin"), "{words}");
}

#[test]
fn every_link_within_the_site_leads_to_a_page_and_an_anchor() {
    let pages: BTreeMap<&str, Html> =
        SITE.keys().filter(|path| path.ends_with(".html")).map(|path| (path.as_str(), page(path))).collect();
    let ids: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|(path, html)| {
            (*path, all(html, "[id]").into_iter().map(|e| e.value().attr("id").unwrap().to_owned()).collect())
        })
        .collect();
    let mut wrong = Vec::new();
    let mut links = 0;
    for (path, html) in &pages {
        for element in all(html, "[href], [src]") {
            let address = element.value().attr("href").or_else(|| element.value().attr("src")).unwrap();
            if address.contains("://") || address.starts_with("mailto:") || address.starts_with("tag:") {
                continue;
            }
            links += 1;
            let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
            let file = file.split('?').next().unwrap();
            let target = if file.is_empty() { (*path).to_owned() } else { join(path, file) };
            let known = ids.get(target.as_str());
            if known.is_none() && !SITE.contains_key(&target) {
                wrong.push(format!("{path}: {address} leads nowhere"));
            } else if !anchor.is_empty()
                && !anchor.starts_with(":~:")
                && !known.is_some_and(|ids| ids.contains(&decode(anchor)))
            {
                wrong.push(format!("{path}: {address} has no such anchor"));
            }
        }
    }
    assert!(links > 3000, "only {links} links were looked at");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn join(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop().expect("no link leaves the site");
            }
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if joined.is_empty() { "index.html".to_owned() } else { decode(&joined) }
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

#[test]
fn ids_are_unique_on_every_page() {
    for path in SITE.keys().filter(|path| path.ends_with(".html")) {
        let html = page(path);
        let mut seen = BTreeSet::new();
        for element in all(&html, "[id]") {
            let id = element.value().attr("id").unwrap();
            assert!(seen.insert(id.to_owned()), "{path} has #{id} twice");
        }
    }
}

#[test]
fn nothing_is_fetched_from_elsewhere() {
    let mut fetched = 0;
    for path in SITE.keys().filter(|path| path.ends_with(".html")) {
        let html = page(path);
        assert!(all(&html, "script:not([src])").is_empty(), "{path} has a script within");
        for element in all(&html, "link[rel=stylesheet], link[rel=icon], img, iframe, source, script") {
            let address = element.value().attr("href").or_else(|| element.value().attr("src")).unwrap_or_default();
            assert!(!address.contains("://") && !address.starts_with("//"), "{path} fetches {address}");
            fetched += 1;
        }
    }
    assert!(fetched > 300, "only {fetched} addresses were looked at");
}

#[test]
fn unofficial_copies_are_not_linked() {
    let sources = String::from_utf8(SITE["timeline.json"].clone()).unwrap();
    let data: serde_json::Value = serde_json::from_str(&sources).unwrap();
    for source in data["sources"].as_array().unwrap() {
        let note = source["note"].as_str().unwrap_or_default();
        if note.contains("unofficial copy") && source["id"].as_str().unwrap().contains("-mirror-") {
            assert!(source.get("url").is_none_or(|url| !url.as_str().unwrap().contains("mirror")), "{source}");
        }
    }
}

#[test]
fn quotations_have_at_most_twelve_words() {
    let data: serde_json::Value = serde_json::from_slice(&SITE["timeline.json"]).unwrap();
    let mut quotes = 0;
    for event in data["events"].as_array().unwrap() {
        for piece in event["evidence"].as_array().unwrap() {
            if let Some(quote) = piece["quote"].as_str() {
                quotes += 1;
                assert!(quote.split_whitespace().count() <= 12, "{quote}");
            }
        }
    }
    assert!(quotes > 150, "only {quotes} quotations");
}

#[test]
fn the_home_page_is_light() {
    let bytes = SITE["index.html"].len() + SITE["style.css"].len();
    // Gzip brings it to about a fifth; `./test` measures that. This only notices an accident.
    assert!(bytes < 250_000, "index.html and style.css have {bytes} bytes");
}
