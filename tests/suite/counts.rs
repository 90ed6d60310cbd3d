//! Numbers that pages say agree with what the same site holds: whoever counts finds what was claimed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use super::support::{dateline, root, text, tree};

/// A built site, read as visitors read it.
struct BuiltSite {
    pages: BTreeMap<String, Html>,
    data: Value,
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("selectors here are written well")
}

/// The number that a text begins with.
fn number(text: &str) -> usize {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("“{text}” begins with no number"))
}

impl BuiltSite {
    /// Builds a site with relative links.
    fn of(site: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let out = folder.path().join("out");
        dateline().arg("-C").arg(site).args(["-q", "build", "--base-url", "", "-o"]).arg(&out).assert().success();
        let files = tree(&out);
        let utf8 = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("pages are UTF-8");
        let data = serde_json::from_slice(&files["timeline.json"]).expect("the data are JSON");
        let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
        let pages = pages.map(|(path, bytes)| (path.clone(), Html::parse_document(&utf8(bytes)))).collect();
        Self { pages, data }
    }

    /// All elements of this kind on the pages whose paths begin so and are pages of one list: `""`, `"sources/"`.
    fn all(&self, list: &str, kind: &str) -> Vec<ElementRef<'_>> {
        let first = format!("{list}index.html");
        let further = format!("{list}page/");
        let kind = selector(kind);
        let pages = self.pages.iter().filter(|(path, _)| **path == first || path.starts_with(&further));
        pages.flat_map(|(_, page)| page.select(&kind).collect::<Vec<_>>()).collect()
    }

    fn one(&self, list: &str, kind: &str) -> ElementRef<'_> {
        self.all(list, kind).into_iter().next().unwrap_or_else(|| panic!("{list} has no {kind}"))
    }

    /// The folders of things of one kind: `actors/trump/`.
    fn folders(&self, kind: &str) -> Vec<String> {
        let below = |path: &&String| {
            let rest = path.strip_prefix(kind).and_then(|rest| rest.strip_suffix("/index.html"));
            rest.is_some_and(|rest| !rest.contains('/'))
        };
        self.pages.keys().filter(below).map(|path| path.trim_end_matches("index.html").to_owned()).collect()
    }

    fn events(&self) -> &Vec<Value> {
        self.data["events"].as_array().expect("events are a list")
    }
}

/// The folder that an address leads to, from a page in the site's root.
fn folder(element: ElementRef<'_>) -> String {
    let address = element.attr("href").expect("a link").trim_end_matches("index.html");
    address.trim_start_matches("../").to_owned()
}

fn masthead(site: &BuiltSite) {
    let mut numbers = BTreeMap::new();
    for row in site.all("events/", ".counts div") {
        let of = |kind: &str| text(row.select(&selector(kind)).next().expect("a number has words"));
        numbers.entry(of("dt").trim_end_matches('s').to_owned()).or_insert_with(|| number(&of("dd")));
    }
    let sources = site.all("sources/", ".works > li, .works dd").len();
    assert_eq!(numbers["event"], site.all("events/", "article.event").len());
    assert_eq!(numbers["source"], sources);
    let origins = site.events().iter().flat_map(|event| event["origins"].as_array().expect("a list"));
    let origins: BTreeSet<&str> = origins.map(|origin| origin.as_str().expect("an id")).collect();
    assert_eq!(numbers["origins at most"], origins.len());
    assert_eq!(number(&text(site.one("origins/", ".entry > header .date b"))), origins.len());
    assert_eq!(site.all("origins/", ".origins > li").len(), origins.len());
    assert_eq!(numbers["open dispute"], site.all("disputes/", ".disputes tr[id]").len());
    assert_eq!(number(&text(site.one("sources/", ".entry > header .date b"))), sources);
    for head in site.all("sources/", ".entry > header .date b") {
        assert_eq!(number(&text(head)), sources);
    }
    let open = site.one("disputes/", ".entry > header .date b");
    assert_eq!(number(&text(open)), numbers["open dispute"]);
}

/// What a menu offers is on so many events of the timeline; of sources lists show some, so the data tell.
fn menus(site: &BuiltSite) {
    let link = selector("a");
    let entries = site.all("events/", ".filters li a:has(span)");
    assert!(entries.len() > 3, "the menus offer nothing");
    for entry in entries {
        let leads = folder(entry);
        let claimed = text(entry.select(&selector("span")).next().expect("a number"));
        let found = if leads.starts_with("sources/") || leads.starts_with("articles/") {
            let id = leads.split(['/', '#']).rfind(|part| !part.is_empty()).expect("an id").to_owned();
            let cites = |event: &&Value| {
                let pieces = event["evidence"].as_array().expect("a list");
                event["era"] == "within" && pieces.iter().any(|piece| piece["source"] == id.as_str())
            };
            site.events().iter().filter(cites).count()
        } else {
            // An entry has few links; what it leaves out is named for the filters.
            let key = leads.trim_end_matches('/').replacen('/', "=", 1);
            let key = key.replacen("actors=", "people=", 1).replacen("tags=", "topics=", 1);
            let names = |event: &ElementRef<'_>| {
                event.attr("data-more").is_some_and(|more| more.split(' ').any(|one| one == key))
            };
            let holds = |event: &&ElementRef<'_>| names(event) || event.select(&link).any(|a| folder(a) == leads);
            site.all("events/", "article.event").iter().filter(holds).count()
        };
        assert_eq!(number(&claimed), found, "{leads}");
    }
}

/// Pages of people, topics and places, and the lists of them.
fn things(site: &BuiltSite) {
    for kind in ["actors/", "tags/", "places/"] {
        assert!(!site.folders(kind).is_empty(), "there are no {kind}");
        let mut counted = BTreeMap::new();
        for thing in site.folders(kind) {
            let events: BTreeSet<String> = site
                .all(&thing, "article.event")
                .iter()
                .map(|event| event.attr("id").expect("an id").trim_start_matches("event-").to_owned())
                .collect();
            let words = text(site.one(&thing, ".count"));
            assert_eq!(number(&words), events.len(), "{thing}");
            let within =
                |event: &&Value| event["era"] == "within" && events.contains(event["id"].as_str().expect("an id"));
            let within = site.events().iter().filter(within).count();
            let is_split = words.contains(':');
            assert_eq!(is_split, within < events.len(), "{thing}: {words}");
            assert!(
                !is_split || within == 0 || words.contains(&format!(": {within} on the timeline")),
                "{thing}: {words}"
            );
            counted.insert(thing, events.len());
        }
        let items = site.all(kind, ".index li");
        assert_eq!(items.len(), counted.len(), "{kind}");
        if let Some(head) = site.all(kind, ".entry > header .date b").first() {
            assert_eq!(number(&text(*head)), items.len(), "{kind}");
        }
        for item in items {
            let of = |kind: &str| item.select(&selector(kind)).next().expect("an entry has both");
            let thing = folder(of("a")).trim_start_matches("../").to_owned();
            assert_eq!(number(&text(of(".n"))), counted[&thing], "{thing}");
        }
    }
}

/// Days, the strip, and what lies outside the window.
fn days(site: &BuiltSite) {
    let mut dated = 0;
    // Longer dates that lie within one cell.
    let undated = site.all("events/", ".strip a").into_iter().filter_map(|cell| cell.attr("data-undated"));
    let drawn: BTreeSet<String> = undated.flat_map(|ids| ids.split(' ').map(str::to_owned)).collect();
    for (path, page) in &site.pages {
        for day in page.select(&selector("section.day")) {
            let events = day.select(&selector("article.event")).count();
            if let Some(words) = day.select(&selector("h2 small")).next() {
                assert_eq!(number(&text(words)), events, "{path}");
            }
            let is_of_timeline = path == "events/index.html" || path.starts_with("events/page/");
            if is_of_timeline && !day.attr("class").is_some_and(|class| class.contains("undated")) {
                dated += events;
            }
            if is_of_timeline && drawn.contains(day.attr("id").expect("a day has an anchor")) {
                dated += events;
            }
        }
    }
    assert!(dated > 0, "no event stands under a day");
    let cells = site.all("events/", ".strip a").into_iter().filter_map(|cell| {
        let style = cell.attr("style")?;
        let claimed = number(style.strip_prefix("--n:")?);
        let words = cell.attr("aria-label").expect("a cell has words");
        assert!(words.contains(&format!(" {claimed} event")), "{words}");
        Some(claimed)
    });
    assert_eq!(cells.sum::<usize>(), dated);
    assert!(!site.all("events/", ".outside").is_empty(), "nothing lies outside the window");
    for outside in site.all("events/", ".outside") {
        let leads = folder(outside.select(&selector("a")).next().expect("it leads there"));
        let words = text(outside);
        let found = site.all(&leads, "article.event").len();
        assert!(words.contains(&format!(" {found} event")), "{words}: {found}");
    }
    let embedded = site.all("embed/", "main li").len();
    let more =
        site.all("embed/", "main > .label a").iter().map(|a| text(*a)).find(|words| words.contains("more event"));
    assert_eq!(embedded + more.map_or(0, |words| number(&words)), site.all("events/", "article.event").len());
    assert_eq!(site.all("print/", "article.event").len(), site.events().len());
}

/// Reports and origins, on the event's page, in lists and in the data.
fn reports(site: &BuiltSite) {
    let (mut with_evidence, mut in_lists, mut used) = (0, 0, 0);
    for event in site.events() {
        let id = event["id"].as_str().expect("an id");
        let length = |key: &str| event[key].as_array().expect("a list").len();
        let (reports, origins) = (length("reports"), length("origins"));
        let page = format!("events/{id}/");
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let why = if origins > reports { " (a report can name several)" } else { "" };
        let words =
            |joint: &str| format!("{reports} report{}{joint}{origins} origin{}{why}", plural(reports), plural(origins));
        if length("evidence") > 0 {
            with_evidence += 1;
            let claimed = text(site.one(&page, "#evidence h2 span"));
            assert_eq!(claimed, words(", "), "{id}");
            // Each source stands once; what is mentioned as context is marked as that.
            let listed = site.all(&page, "#evidence > .evidence > ol > li");
            let is_context =
                |piece: ElementRef<'_>| piece.select(&selector(".parts > span")).any(|part| text(part) == "context");
            let is_report = |item: &&ElementRef<'_>| item.select(&selector("div")).any(|piece| !is_context(piece));
            assert_eq!(listed.iter().filter(is_report).count(), reports, "{id}");
        }
        let entry = site.all("events/", &format!("article[id='event-{id}'] .evidence"));
        let Some(entry) = entry.first() else { continue };
        in_lists += 1;
        let summary = entry.select(&selector("summary, p.evidence > a, :scope > a:has(b)")).next().expect("numbers");
        assert_eq!(text(summary), words(" · "), "{id}");
        let shown: BTreeSet<String> = entry
            .select(&selector("li > p:first-child > a"))
            .map(|a| a.attr("href").expect("a link").to_owned())
            .collect();
        if let Some(more) = entry.select(&selector("ol + a")).next() {
            assert_eq!(number(&text(more)) + shown.len(), reports, "{id}");
        }
    }
    for article in site.folders("articles/") {
        // An earlier address has nothing but the way to the new one.
        let Some(words) = site.all(&article, ".entry > header .dek").first().map(|dek| text(*dek)) else { continue };
        let claimed = number(words.trim_start_matches("Used for "));
        assert_eq!(claimed, site.all(&article, ".claims tbody tr").len(), "{article}");
        used += 1;
    }
    assert!(with_evidence > 0 && in_lists > 0 && used > 0, "{with_evidence}, {in_lists}, {used}");
}

fn every_number(site: &Path) {
    let site = BuiltSite::of(site);
    masthead(&site);
    menus(&site);
    things(&site);
    days(&site);
    reports(&site);
}

#[test]
fn the_sample_has_as_much_as_it_says() {
    every_number(&root());
}

#[test]
fn a_site_with_everything_has_as_much_as_it_says() {
    every_number(&root().join("tests/golden/everything/site"));
}
