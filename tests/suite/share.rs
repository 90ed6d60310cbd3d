//! What is made for other places: citations, pages to be embedded with their descriptions for programs, and pages for paper.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use scraper::{Html, Selector};
use serde_json::Value;

use crate::support::{copy, dateline, root, tree, write};

type Tree = BTreeMap<String, Vec<u8>>;

/// The site that has everything, at an address.
static SITE: LazyLock<Tree> = LazyLock::new(|| built("tests/golden/everything/site", ""));

/// The sample, which has more evidence.
static SAMPLE: LazyLock<Tree> = LazyLock::new(|| built(".", ""));

/// A site built with more lines in its `site.toml`.
fn built(site: &str, more: &str) -> Tree {
    let dir = tempfile::tempdir().unwrap();
    let from = root().join(site);
    for part in ["content", "static"].map(|part| from.join(part)).iter().filter(|part| part.is_dir()) {
        copy(part, &dir.path().join(part.file_name().unwrap()));
    }
    let toml = std::fs::read_to_string(from.join("site.toml")).unwrap();
    write(&dir.path().join("site.toml"), format!("{toml}\n{more}\n"));
    dateline().arg("-C").arg(dir.path()).args(["-q", "build"]).assert().success();
    tree(&dir.path().join("public"))
}

fn page(site: &Tree, path: &str) -> Html {
    Html::parse_document(std::str::from_utf8(&site[path]).unwrap())
}

/// The texts of all elements that a selector finds.
fn texts(html: &Html, selector: &str) -> Vec<String> {
    let words = |element: scraper::ElementRef<'_>| element.text().collect::<String>();
    html.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// An attribute of all elements that a selector finds.
fn attributes(html: &Html, selector: &str, name: &str) -> Vec<String> {
    let value = |element: scraper::ElementRef<'_>| element.value().attr(name).unwrap_or_default().to_owned();
    html.select(&Selector::parse(selector).unwrap()).map(value).collect()
}

fn has(html: &Html, selector: &str) -> bool {
    html.select(&Selector::parse(selector).unwrap()).next().is_some()
}

/// The pages below `embed/` that show something.
fn embedded(site: &Tree) -> Vec<&String> {
    let is_shown = |path: &&String| {
        path.starts_with("embed/") && path.ends_with(".html") && !has(&page(site, path), "meta[http-equiv=refresh]")
    };
    site.keys().filter(is_shown).collect()
}

#[test]
fn events_articles_and_the_timeline_say_how_to_cite_them_and_when_they_changed_last() {
    for (path, title) in [
        ("events/bridge-closed/index.html", "In: The closing of Lantern Bridge. Version of 2 May 2024"),
        ("articles/harbour-courier/index.html", "In: The closing of Lantern Bridge. Version of 2 May 2024"),
        ("share/index.html", "{The closing of Lantern Bridge}"),
    ] {
        let pres = texts(&page(&SITE, path), ".cite pre");
        let [apa, permalink, chicago, note, bibtex, csl] = &pres[..6] else { unreachable!() };
        assert_eq!(texts(&page(&SITE, path), "#cite > div > pre").len(), 1, "{path}: one of them is open");
        let home = "https://example.org/bridge/";
        assert!(permalink.starts_with(home) && apa.ends_with(permalink.as_str()), "{path}: {apa}");
        assert!(apa.starts_with("Ada Invented, & Ben Invented. (2024, May 2). "), "{path}: {apa}");
        assert!(chicago.contains("Last modified May 2, 2024. https://"), "{path}: {chicago}");
        assert!(note.contains("last modified May 2, 2024, https://"), "{path}: {note}");
        assert!(bibtex.contains(title), "{path}: {bibtex}");
        let csl: Value = serde_json::from_str(csl).unwrap();
        assert_eq!(csl[0]["URL"], permalink.as_str(), "{path}");
        assert_eq!(csl[0]["issued"]["date-parts"], serde_json::json!([[2024, 5, 2]]), "{path}");
    }
}

#[test]
fn embedded_pages_have_no_script_and_every_link_leaves_the_frame() {
    let pages = embedded(&SITE);
    assert!(pages.len() > 5, "{pages:?}");
    for path in pages {
        let html = page(&SITE, path);
        assert!(!has(&html, "script"), "{path} has a script");
        assert!(has(&html, "meta[name=robots][content=noindex]"), "{path} is offered to search engines");
        let targets = attributes(&html, "a", "target");
        assert!(!targets.is_empty() && targets.iter().all(|target| target == "_top"), "{path}: {targets:?}");
        let canonical = attributes(&html, "link[rel=canonical]", "href");
        let [canonical] = &canonical[..] else { panic!("{path} stands for no page") };
        let real = format!("{}index.html", canonical.strip_prefix("https://example.org/bridge/").unwrap());
        assert!(SITE.contains_key(&real) && !real.starts_with("embed/"), "{path} stands for {real}");
    }
}

#[test]
fn an_earlier_id_leads_on_in_the_frame_as_well() {
    let moved: Vec<String> = SITE
        .keys()
        .filter(|path| path.starts_with("events/") && has(&page_or_empty(&SITE, path), "meta[http-equiv=refresh]"))
        .map(|path| path.replacen("events/", "embed/", 1))
        .collect();
    assert!(!moved.is_empty(), "the golden site has no alias");
    for path in moved {
        let refresh = attributes(&page(&SITE, &path), "meta[http-equiv=refresh]", "content");
        assert!(refresh[0].contains("url=/bridge/embed/"), "{path}: {refresh:?}");
    }
}

fn page_or_empty(site: &Tree, path: &str) -> Html {
    if path.ends_with(".html") { page(site, path) } else { Html::new_document() }
}

#[test]
fn descriptions_for_programs_have_the_fields_that_oembed_requires() {
    let mut seen = 0;
    for (path, bytes) in SITE.iter().filter(|(path, _)| path.ends_with("oembed.json")) {
        seen += 1;
        let answer: Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!((&answer["type"], &answer["version"]), (&"rich".into(), &"1.0".into()), "{path}");
        assert!(answer["width"].is_u64() && answer["height"].is_u64(), "{path}: {answer}");
        for field in ["title", "author_name", "provider_name", "provider_url"] {
            assert!(answer[field].as_str().is_some_and(|text| !text.is_empty()), "{path} lacks {field}");
        }
        let picture = ["thumbnail_url", "thumbnail_width", "thumbnail_height"].map(|field| answer.get(field).is_some());
        assert!(picture.iter().all(|is_there| *is_there == picture[0]), "{path}: a picture comes with its size");
        let frame = Html::parse_fragment(answer["html"].as_str().unwrap());
        let address = &attributes(&frame, "iframe[title]", "src")[0];
        let page = format!("{}index.html", address.strip_prefix("https://example.org/bridge/").unwrap());
        assert!(SITE.contains_key(&page), "{path} embeds {page}");
    }
    assert_eq!(seen, embedded(&SITE).len());
    let home = attributes(&page(&SITE, "index.html"), "link[type='application/json+oembed']", "href");
    assert_eq!(home, ["https://example.org/bridge/embed/oembed.json"]);
}

#[test]
fn a_site_embeds_as_much_as_it_says() {
    let key = built("tests/golden/everything/site", "[share]\nembeds = \"key\"");
    let events = |site: &Tree| embedded(site).len() - 1;
    assert!(events(&key) > 0 && events(&key) < events(&SITE), "{} of {}", events(&key), events(&SITE));
    let none = built("tests/golden/everything/site", "[share]\nembeds = \"none\"");
    assert!(none.keys().all(|path| !path.starts_with("embed/")));
    for path in none.keys().filter(|path| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(&none[path]);
        assert!(!text.contains("oembed") && !text.contains("iframe"), "{path}");
    }
    let framed = |site: &Tree| String::from_utf8(site["_headers"].clone()).unwrap();
    assert!(framed(&none).contains("frame-ancestors 'none'") && !framed(&none).contains("X-Frame-Options"));
}

#[test]
fn a_site_without_an_address_offers_nothing_to_paste() {
    let site = built("tests/golden/relative/site", "");
    assert!(site.contains_key("embed/index.html"));
    assert!(site.keys().all(|path| !path.ends_with("oembed.json")));
    for path in site.keys().filter(|path| path.ends_with(".html")) {
        assert!(!String::from_utf8_lossy(&site[path]).contains("iframe"), "{path}");
    }
}

/// The rules of `_headers`: a pattern and its headers.
fn rules(site: &Tree) -> Vec<(String, Vec<(String, String)>)> {
    let text = String::from_utf8(site["_headers"].clone()).unwrap();
    let rule = |block: &str| {
        let mut lines = block.lines();
        let pattern = lines.next().unwrap().to_owned();
        let header = |line: &str| line.trim().split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
        (pattern, lines.filter_map(header).collect())
    };
    text.split("\n\n").map(rule).collect()
}

fn fits(pattern: &str, path: &str) -> bool {
    pattern.strip_suffix('*').map_or(path == pattern, |start| path.starts_with(start))
}

#[test]
fn only_embedded_pages_may_be_framed_and_no_two_rules_give_one_header() {
    let rules = rules(&SITE);
    for path in SITE.keys().filter(|path| path.ends_with("index.html")) {
        let address = format!("/{}", path.strip_suffix("index.html").unwrap());
        let of_page = rules.iter().filter(|(pattern, _)| fits(pattern, &address)).flat_map(|(_, headers)| headers);
        let names: Vec<&str> = of_page.map(|(name, _)| name.as_str()).collect();
        let distinct: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(names.len(), distinct.len(), "{address} has a header twice: {names:?}");
        assert_eq!(!distinct.contains("X-Frame-Options"), address.starts_with("/embed/"), "{address}");
        assert!(distinct.contains("Content-Security-Policy"), "{address}");
    }
    let policy = &rules[0].1.iter().find(|(name, _)| name == "Content-Security-Policy").unwrap().1;
    assert!(!policy.contains("frame-ancestors"), "{policy}");
}

#[test]
fn only_what_pages_link_to_by_a_version_is_kept_for_ever() {
    let linked: BTreeSet<String> = SITE
        .keys()
        .filter(|path| path.ends_with(".html"))
        .map(|path| page(&SITE, path))
        .flat_map(|html| {
            [attributes(&html, "link[rel=stylesheet]", "href"), attributes(&html, "script", "src")].concat()
        })
        .map(|address| {
            let (file, _) = address.split_once("?v=").expect("every such address has a version");
            file.replacen("/bridge/", "/", 1)
        })
        // Names of fonts contain their version.
        .chain(SITE.keys().filter(|path| path.ends_with(".woff2")).map(|path| format!("/{path}")))
        .collect();
    let is_kept = |headers: &[(String, String)]| headers.iter().any(|(_, value)| value.contains("immutable"));
    let kept: BTreeSet<String> =
        rules(&SITE).into_iter().filter(|(_, headers)| is_kept(headers)).map(|(pattern, _)| pattern).collect();
    assert_eq!(kept, linked);
}

#[test]
fn on_paper_every_number_has_its_source_and_every_source_its_number() {
    let mut seen = 0;
    for (path, html) in SAMPLE.keys().filter(|path| path.ends_with(".html")).map(|path| (path, page(&SAMPLE, path))) {
        let listed = attributes(&html, ".references > li", "id");
        let cited = attributes(&html, "a.ref", "href");
        let numbered: Vec<String> = (1..=listed.len()).map(|number| format!("source_{number}")).collect();
        assert_eq!(listed, numbered, "{path}");
        let cited_once: BTreeSet<String> = cited.iter().map(|href| href.trim_start_matches('#').to_owned()).collect();
        assert_eq!(cited_once, listed.iter().cloned().collect(), "{path}");
        let words: BTreeSet<String> = texts(&html, "a.ref").into_iter().collect();
        assert_eq!(words.len(), listed.len(), "{path}: {words:?}");
        for (href, word) in cited.iter().zip(texts(&html, "a.ref")) {
            assert_eq!(format!("[{}]", href.trim_start_matches("#source_")), word, "{path}");
        }
        seen += cited.len();
    }
    assert!(seen > 500, "only {seen} numbers were looked at");
}

#[test]
fn paper_has_every_quotation_and_the_whole_address_of_every_source() {
    let html = page(&SAMPLE, "print/index.html");
    let data: Value = serde_json::from_slice(&SAMPLE["timeline.json"]).unwrap();
    let quotes: BTreeSet<String> = texts(&html, "q").into_iter().collect();
    let mut cited = BTreeSet::new();
    for piece in data["events"].as_array().unwrap().iter().flat_map(|event| event["evidence"].as_array().unwrap()) {
        cited.insert(piece["source"].as_str().unwrap());
        if let Some(quote) = piece["quote"].as_str() {
            assert!(quotes.contains(quote), "{quote} is missing");
        }
    }
    let addresses: BTreeSet<String> = texts(&html, ".references a").into_iter().collect();
    assert_eq!(addresses, attributes(&html, ".references a", "href").into_iter().collect());
    let mut seen = 0;
    for source in data["sources"].as_array().unwrap().iter().filter(|s| cited.contains(s["id"].as_str().unwrap())) {
        if let Some(url) = source["url"].as_str() {
            assert!(addresses.contains(url), "{url} is missing");
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} addresses were looked at");
}

#[test]
fn a_long_timeline_is_cut_by_days_for_paper_and_embedded_by_its_beginning() {
    let event = |n: usize| {
        let (day, source) = (n / 40 + 1, n % 3 + n / 600);
        format!(
            "[[events]]\nid = \"e{n}\"\ntitle = \"Event {n}\"\ndate = \"2024-03-{day:02}\"\n\
             [[events.evidence]]\nsource = \"s{source}\"\n"
        )
    };
    let events: String = (0..1100).map(event).collect();
    let source = |n: usize| format!("[[sources]]\nid = \"s{n}\"\npublisher = \"Paper {n}\"\n");
    let sources = [0, 1, 2, 3].map(source).concat();
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"Many\"");
    write(&dir.path().join("content/events/many.md"), format!("+++\n{events}+++\n"));
    write(&dir.path().join("content/sources/few.toml"), sources);
    dateline().arg("-C").arg(dir.path()).args(["-q", "build"]).assert().success();
    let site = tree(&dir.path().join("public"));

    let parts = [page(&site, "print/index.html"), page(&site, "print/page/2/index.html")];
    assert!(!site.contains_key("print/page/3/index.html"));
    let days = parts.each_ref().map(|part| attributes(part, ".day > h2 time", "datetime"));
    assert!(days[0].last().unwrap() < days[1].first().unwrap(), "a day stands on both pages");
    let events = parts.each_ref().map(|part| texts(part, "article.event").len());
    assert_eq!(events.iter().sum::<usize>(), 1100);
    for part in &parts {
        let cited: BTreeSet<String> = attributes(part, "a.ref", "href").into_iter().collect();
        let listed = attributes(part, ".references > li", "id").into_iter().map(|id| format!("#{id}")).collect();
        assert_eq!(cited, listed);
        assert!(cited.contains("#source_1"), "each part counts from one");
    }

    let embedded = page(&site, "embed/index.html");
    assert_eq!(texts(&embedded, "li").len(), 100);
    assert!(texts(&embedded, "main").concat().contains("1000 more events"));
}

#[test]
fn search_engines_are_led_to_pages_and_not_to_their_doubles() {
    let sitemap = String::from_utf8(SITE["sitemap.xml"].clone()).unwrap();
    assert!(sitemap.contains("/bridge/share/"));
    assert!(!sitemap.contains("/embed/") && !sitemap.contains("/print/"), "{sitemap}");
}

#[test]
fn a_page_of_the_site_is_not_taken_for_one_to_be_embedded() {
    let dir = tempfile::tempdir().unwrap();
    write(
        &dir.path().join("site.toml"),
        "title = \"A\"\nbase_url = \"https://example.org\"\n[share]\nembeds = \"none\"\n",
    );
    write(&dir.path().join("content/pages/embed.md"), "+++\ntitle = \"How to embed\"\n+++\nAsk us.\n");
    dateline().arg("-C").arg(dir.path()).args(["-q", "build"]).assert().success();
    let site = tree(&dir.path().join("public"));
    assert!(site.contains_key("embed/index.html"));
    assert!(!String::from_utf8_lossy(&site["share/index.html"]).contains("iframe"));
}
