//! Social cards on a whole site: which there are, which a page names, and that what it names is there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dateline::config::BuiltInTheme;
use dateline::parse::ContentKind;
use dateline::pipeline::{BuildInputs, BuildOptions, ReducedSharing, make};
use dateline::plan::{CardSubject, GeneratedFile, PageKind, PlannedPage};
use dateline::render::builtin;
use regex::Regex;
use sha2::{Digest, Sha256};

use crate::support::{dateline, tree, write};

/// A site of two events, one of them in the short version, and an article; `share` is what `site.toml` says of cards.
fn write_site(folder: &Path, base_url: &str, share: &str) {
    let file = |path: &str, text: &str| write(&folder.join(path), text);
    file(
        "site.toml",
        &format!(
            "title = \"The bridge\"\nname = \"Bridge\"\nbase_url = \"{base_url}\"\nlanguage = \"en\"\nzone = \"Europe/Berlin\"\n{share}\n"
        ),
    );
    for (id, key) in [("opening", true), ("repair", false)] {
        let text =
            format!("+++\ntitle = \"The {id}\"\ndate = \"1890-05-02\"\nstatus = \"reported\"\nkey = {key}\n+++\n");
        file(&format!("content/events/{id}.md"), &text);
    }
    file(
        "content/articles/gazette.md",
        "+++\ntitle = \"A bridge\"\npublisher = \"The Gazette\"\npublished = \"1890-05-03\"\n+++\n",
    );
}

/// Builds a site into a folder.
fn build(site: &Path, out: &Path) -> BTreeMap<String, Vec<u8>> {
    dateline().arg("-C").arg(site).args(["-q", "build", "-o"]).arg(out).assert().success();
    tree(out)
}

/// [`write_site`], built.
fn built(base_url: &str, share: &str) -> BTreeMap<String, Vec<u8>> {
    let dir = tempfile::tempdir().unwrap();
    write_site(&dir.path().join("site"), base_url, share);
    build(&dir.path().join("site"), &dir.path().join("out"))
}

fn cards(site: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    site.keys().filter(|path| path.starts_with("cards/")).map(String::as_str).collect()
}

/// The card that a page names, as a path.
fn named(site: &BTreeMap<String, Vec<u8>>, page: &str) -> Option<String> {
    let image = Regex::new(r#"property="og:image" content="https://example.org/june/([^"]+)""#).unwrap();
    let html = std::str::from_utf8(&site[page]).unwrap();
    let kind = if html.contains("og:image") { "summary_large_image" } else { "summary" };
    assert!(html.contains(&format!("name=\"twitter:card\" content=\"{kind}\"")), "{page}");
    image.captures(html).map(|found| found[1].to_owned())
}

#[test]
fn every_page_names_a_card_that_is_there() {
    let site = built("https://example.org/june/", "");
    let all = ["cards/articles/gazette.png", "cards/events/opening.png", "cards/events/repair.png", "cards/site.png"];
    assert_eq!(cards(&site), all);
    let mut pages = 0;
    // Embedded pages are not for networks.
    for path in site.keys().filter(|path| path.ends_with(".html") && !path.starts_with("embed/")) {
        let card = named(&site, path).unwrap_or_else(|| panic!("{path} names no card"));
        assert!(site.contains_key(&card), "{path} names {card}, which is not there");
        pages += 1;
    }
    assert!(pages > 8);
    assert_eq!(named(&site, "events/repair/index.html").unwrap(), "cards/events/repair.png");
    assert_eq!(named(&site, "articles/gazette/index.html").unwrap(), "cards/articles/gazette.png");
    assert_eq!(named(&site, "sources/index.html").unwrap(), "cards/site.png");
}

#[test]
fn a_site_says_of_which_events_it_wants_cards() {
    let key = built("https://example.org/june/", "[share]\ncards = \"key\"");
    assert_eq!(cards(&key), ["cards/articles/gazette.png", "cards/events/opening.png", "cards/site.png"]);
    assert_eq!(named(&key, "events/repair/index.html").unwrap(), "cards/site.png");
    let none = built("https://example.org/june/", "[share]\ncards = \"none\"");
    assert!(cards(&none).is_empty());
    assert_eq!(named(&none, "index.html"), None);
}

#[test]
fn a_large_site_has_fewer_cards_and_embedded_pages_unless_it_asks_for_all() {
    // An event in a hundred is a key event.
    let shared = |events: usize, articles: usize, share: &str| {
        let mut inputs = BuildInputs::default();
        let site = format!(
            "title = \"The bridge\"\nbase_url = \"https://example.org/\"\nlanguage = \"en\"\nzone = \"UTC\"\n{share}\n"
        );
        inputs.site = Some(inputs.files.add("site.toml", site));
        for number in 0..events {
            let key = number % 100 == 0;
            let text = format!("+++\ntitle = \"Event {number}\"\ndate = \"1890-05-02\"\nkey = {key}\n+++\n");
            let file = inputs.files.add(format!("content/events/event-{number:04}.md"), text);
            inputs.content.push((file, ContentKind::Event));
        }
        for number in 0..articles {
            let text = format!(
                "+++\ntitle = \"Article {number}\"\npublisher = \"Gazette\"\npublished = \"1890-05-03\"\nurl = \"https://gazette.example/{number}\"\npublish = \"abstract\"\n+++\n"
            );
            let file = inputs.files.add(format!("content/articles/article-{number:04}.md"), text);
            inputs.content.push((file, ContentKind::Article));
        }
        for (name, text) in builtin::templates(BuiltInTheme::default()) {
            let file = inputs.files.add(builtin::path("templates", name), text);
            inputs.templates.insert(name.to_owned(), file);
        }
        let made = make(&inputs, &BuildOptions::default(), None, &());
        let findings = made.findings.iter().next().map(|finding| finding.message.clone());
        let (reduced, renderer) = (made.counts.reduced, made.site.unwrap_or_else(|| panic!("{findings:?}")));
        let is_card = |(_, file): &&(_, GeneratedFile)| matches!(file, GeneratedFile::Card(CardSubject::Event(_)));
        let is_of_article =
            |(_, file): &&(_, GeneratedFile)| matches!(file, GeneratedFile::Card(CardSubject::Article(_)));
        let is_embedded = |page: &&PlannedPage| matches!(page.kind, PageKind::EmbedEvent(_));
        let plan = renderer.plan();
        let cards = plan.generated.iter().filter(is_card).count();
        let of_articles = plan.generated.iter().filter(is_of_article).count();
        ((cards, of_articles, plan.pages.iter().filter(is_embedded).count()), reduced)
    };
    let reduced = |event_cards, article_cards, embeds| ReducedSharing { event_cards, article_cards, embeds };
    assert_eq!(shared(1000, 3, ""), ((1000, 3, 1000), reduced(false, false, false)));
    assert_eq!(shared(1001, 3, ""), ((11, 3, 11), reduced(true, false, true)));
    assert_eq!(shared(1, 1001, ""), ((1, 0, 1), reduced(false, true, false)));
    let all_cards = "[share]\ncards = \"all\"\nembeds = \"auto\"";
    assert_eq!(shared(1001, 1001, all_cards), ((1001, 1001, 11), reduced(false, false, true)));
    let no_embeds = "[share]\ncards = \"key\"\nembeds = \"none\"";
    assert_eq!(shared(1001, 3, no_embeds), ((11, 3, 0), reduced(false, false, false)));
}

#[test]
fn a_site_without_an_address_has_no_cards_and_no_word_of_them() {
    let site = built("", "");
    assert!(cards(&site).is_empty());
    assert_eq!(named(&site, "events/opening/index.html"), None);
}

#[test]
fn a_picture_that_a_site_brings_takes_the_place_of_a_card() {
    let dir = tempfile::tempdir().unwrap();
    let file = |path: &str, text: &str| write(&dir.path().join("site").join(path), text);
    file(
        "site.toml",
        "title = \"The bridge\"\nname = \"Bridge\"\nbase_url = \"https://example.org/june/\"\nlanguage = \"en\"\nzone = \"UTC\"\n",
    );
    file("static/cards/site.png", "a picture of our own");
    let out = dir.path().join("out");
    dateline().arg("-C").arg(dir.path().join("site")).args(["-q", "build", "-o"]).arg(&out).assert().success();
    let site = tree(&out);
    assert_eq!(site["cards/site.png"], b"a picture of our own");
    assert_eq!(named(&site, "index.html").unwrap(), "cards/site.png");
}

/// A site below `site` in a folder of its own, and its output below `out`.
fn site_with_cards() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    write_site(&dir.path().join("site"), "https://example.org/june/", "");
    dir
}

/// The card of an event, spoiled: its mark is whole, the picture is not.
fn spoil(card: &Path) -> Vec<u8> {
    let mut bytes = fs::read(card).unwrap();
    let at = bytes.len() - 100;
    bytes[at] ^= 1;
    fs::write(card, &bytes).unwrap();
    bytes
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

#[test]
fn a_second_build_makes_the_bytes_of_a_fresh_one() {
    let dir = site_with_cards();
    let (site, out) = (dir.path().join("site"), dir.path().join("out"));
    let event = site.join("content/events/opening.md");
    let text = fs::read_to_string(&event).unwrap();
    let steps = [
        text.replace("The opening", "The second opening"),
        text.replace("reported", "disputed"),
        text.replace("02", "03"),
        text,
    ];
    let mut before = build(&site, &out);
    for (number, step) in steps.iter().enumerate() {
        write(&event, step);
        let after = build(&site, &out);
        assert_eq!(after, build(&site, &dir.path().join(format!("fresh-{number}"))));
        assert_ne!(after["cards/events/opening.png"], before["cards/events/opening.png"], "{step}");
        assert_eq!(after["cards/events/repair.png"], before["cards/events/repair.png"]);
        before = after;
    }
}

#[test]
fn a_card_that_somebody_changed_is_drawn_anew() {
    let dir = site_with_cards();
    let (site, out) = (dir.path().join("site"), dir.path().join("out"));
    let before = build(&site, &out);
    spoil(&out.join("cards/events/opening.png"));
    fs::remove_file(out.join("cards/site.png")).unwrap();
    assert_eq!(build(&site, &out), before);
}

#[test]
fn a_card_is_not_drawn_again_while_it_says_the_same() {
    let dir = site_with_cards();
    let (site, out) = (dir.path().join("site"), dir.path().join("out"));
    let before = build(&site, &out);
    // A picture that nobody would draw, which the manifest takes for ours: only its mark is looked at.
    let card = "cards/events/opening.png";
    let spoiled = spoil(&out.join(card));
    let [was, is] = [&before[card], &spoiled].map(|bytes| hex(&Sha256::digest(bytes)));
    let manifest = String::from_utf8(before[".dateline-manifest"].clone()).unwrap();
    write(&out.join(".dateline-manifest"), manifest.replace(&was, &is));
    assert_eq!(build(&site, &out)[card], spoiled);
    let event = site.join("content/events/opening.md");
    write(&event, fs::read_to_string(&event).unwrap().replace("The opening", "The closing"));
    assert_eq!(build(&site, &out)[card], build(&site, &dir.path().join("fresh"))[card]);
}
