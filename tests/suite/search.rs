//! What the search in the browser is given: that it knows the sample, and that a large site is cut into small files.

use std::collections::BTreeSet;
use std::path::Path;

use camino::Utf8Path;
use dateline::config::BaseUrl;
use dateline::load;
use dateline::pipeline::{self, BuildOptions};
use dateline::render::LazilyRenderedSite;
use dateline::route::Route;
use serde_json::Value;

use crate::support::{random_from, root, write};

/// A site, and the search files in it.
struct Search {
    edition: LazilyRenderedSite,
}

impl Search {
    /// Makes a site ready. No page is rendered before somebody asks for it.
    fn of(site: &Path, base_url: Option<&str>) -> Self {
        let loaded = load::load(Utf8Path::from_path(site).expect("the path is UTF-8"), None);
        let base_url = base_url.map(|url| BaseUrl::new(url).unwrap());
        let options = BuildOptions { base_url: Some(base_url), ..BuildOptions::default() };
        let renderer = pipeline::make(&loaded.inputs, &options, None, &()).site.expect("the site has no errors");
        Self { edition: LazilyRenderedSite::new(renderer, None) }
    }

    fn file(&self, path: &str) -> Option<String> {
        let bytes = self.edition.get(&Route::file(path)?)?.expect("it can be rendered");
        Some(String::from_utf8(bytes.to_vec()).unwrap())
    }

    fn value(&self, name: &str) -> Option<Value> {
        let text = self.file(&format!("search/{name}.js"))?;
        let json = text.strip_prefix(&format!("dateline.part(\"{name}\",")).and_then(|text| text.strip_suffix(")\n"));
        Some(serde_json::from_str(json.expect("a file hands a value over")).unwrap())
    }

    /// All values of files of one kind, in the order of their numbers.
    fn all(&self, kind: &str) -> Vec<Vec<Value>> {
        let values = (0..).map_while(|number| self.value(&format!("{kind}-{number}")));
        values.map(|value| value.as_array().unwrap().clone()).collect()
    }

    /// The titles of what a word stands in.
    fn titles(&self, word: &str) -> BTreeSet<String> {
        let pages = self.all("pages").concat();
        let entry = self.all("words").concat().into_iter().find(|entry| entry[0] == word);
        let entry = entry.unwrap_or_else(|| panic!("the search does not know {word}"));
        let mut titles = BTreeSet::new();
        for field in entry[1].as_array().unwrap() {
            let mut document = 0;
            for pair in field[1].as_array().unwrap().chunks(2) {
                document += pair[0].as_u64().unwrap();
                titles.insert(pages[usize::try_from(document).unwrap()][1].as_str().unwrap().to_owned());
            }
        }
        titles
    }
}

#[test]
fn the_search_knows_names_in_every_spelling_and_words_of_quotations() {
    let search = Search::of(&root(), None);
    let finds = |word: &str, title: &str| {
        let titles = search.titles(word);
        assert!(titles.iter().any(|known| known.contains(title)), "{word} leads to {titles:?}");
    };
    finds("araqchi", "Abbas Araghchi");
    finds("عراقچی", "Abbas Araghchi");
    finds("خامنهای", "Ali Khamenei");
    finds("خامنهای", "Khamenei claims victory");
    finds("rompre", "Embassy seizure in Tehran");
    finds("fordow", "Fordow");
    finds("supreme", "Ali Khamenei");
}

/// A small site with a question, a wrong name in a source, and titles in Thai.
fn small_site(folder: &Path) {
    write(&folder.join("site.toml"), "title = \"Floods\"\nlanguage = \"en\"\nzone = \"Asia/Bangkok\"\n");
    write(
        &folder.join("content/articles/herald.md"),
        "+++\ntitle = \"Herald\"\npublisher = \"Herald\"\npublished = \"2024-05-03\"\npublish = \"record\"\n\
         [[notes]]\nkind = \"name\"\nquote = \"Governor Sombat\"\nnote = \"Her name is Sombun.\"\n+++\n",
    );
    write(
        &folder.join("content/sources/all.toml"),
        "[[sources]]\nid = \"gazette\"\npublisher = \"Gazette\"\npublished = \"2024-05-04\"\n",
    );
    write(
        &folder.join("content/events/rising.md"),
        "+++\ntitle = \"น้ำท่วมใหญ่\"\ndate = \"2024-05-02/2024-05-04\"\nstatus = \"reported\"\n\
         [[questions]]\nkey = \"houses\"\nask = \"How many houses stood in water?\"\n\
         [[evidence]]\nsource = \"herald\"\nquote = \"Governor Sombat saw forty houses in water\"\nasserts = { houses = 40 }\n\
         [[evidence]]\nsource = \"gazette\"\nquote = \"sixty houses\"\nasserts = { houses = 60 }\n+++\n\nRain.\n",
    );
}

#[test]
fn questions_are_found_and_days_and_what_is_known_of_wrong_words() {
    let dir = tempfile::tempdir().unwrap();
    small_site(dir.path());
    let search = Search::of(dir.path(), None);
    let question = "How many houses stood in water?".to_owned();
    assert!(search.titles("houses").contains(&question));
    assert_eq!(search.titles("=how many houses stood in water"), [question].into());
    let event = BTreeSet::from(["น้ำท่วมใหญ่".to_owned()]);
    for key in ["=2024-05-02", "=2024-05-03", "=05-04"] {
        assert_eq!(search.titles(key), event, "{key}");
    }
    assert!(search.titles("ท่ว").is_superset(&event));
    let pages = search.all("pages").concat();
    let shown = |title: &str| pages.iter().find(|page| page[1] == title).unwrap();
    let quotations = &shown("น้ำท่วมใหญ่")[7];
    assert_eq!(quotations[0][3], "Her name is Sombun.");
    assert_eq!(quotations[1], serde_json::json!(["sixty houses", "Gazette"]));
    assert_eq!(shown("Herald")[7][0], serde_json::json!(["Governor Sombat", "", "", "Her name is Sombun."]));
    assert_eq!(shown("How many houses stood in water?")[6], "40 (Herald); 60 (Gazette)");
}

#[test]
fn whatever_the_search_finds_has_an_address_that_is_there() {
    for base_url in [None, Some("https://example.org/june/")] {
        let search = Search::of(&root(), base_url);
        let pages = search.all("pages").concat();
        assert!(pages.len() > 300, "{} things can be found", pages.len());
        for page in &pages {
            let url = page[2].as_str().unwrap();
            let (path, anchor) = url.split_once('#').unwrap_or((url, ""));
            let path = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
            assert!(search.edition.has(&Route::file(&path).unwrap()), "{url} leads nowhere");
            let has_anchor = || search.file(&path).is_some_and(|html| html.contains(&format!("id=\"{anchor}\"")));
            assert!(anchor.is_empty() || has_anchor(), "{url} has no such anchor");
        }
    }
}

/// A site of many events in made-up words, some of which nearly all of them have.
fn large_site(folder: &Path, events: usize) {
    let mut random = random_from(7);
    let syllables = ["ba", "che", "dor", "fi", "gul", "ha", "kin", "lo", "mar", "ne", "پل", "桥"];
    let mut word = || (0..random.usize(2..5)).map(|_| syllables[random.usize(..syllables.len())]).collect::<String>();
    write(&folder.join("site.toml"), "title = \"Many\"\nname = \"Many\"\nlanguage = \"en\"\nzone = \"UTC\"\n");
    for event in 0..events {
        let words: Vec<String> = (0..60).map(|_| word()).collect();
        let (title, body) = (words[..5].join(" "), words[5..].join(" "));
        let text = format!(
            "+++\ntitle = \"{title}\"\ndate = \"2024-{:02}-{:02}\"\nstatus = \"reported\"\n+++\n\nEverywhere: {body}.\n",
            event % 12 + 1,
            event % 28 + 1
        );
        write(&folder.join(format!("content/events/event-{event}.md")), text);
    }
}

#[test]
fn a_large_site_is_searched_in_small_files() {
    const EVENTS: usize = 2_100;
    let dir = tempfile::tempdir().unwrap();
    large_site(dir.path(), EVENTS);
    let search = Search::of(dir.path(), None);
    let header = search.value("index").unwrap();
    let limits = [("words-", 64 * 1024), ("pages-", 40 * 1024), ("index", 16 * 1024)];
    for (route, _) in &search.edition.renderer().plan().generated {
        let Some(name) = route.path().strip_prefix("search/") else { continue };
        let (_, most) = limits.iter().find(|(kind, _)| name.starts_with(kind)).expect("a kind of file");
        let length = search.file(route.path()).unwrap().len();
        assert!(length <= *most, "{route} has {length} bytes");
    }

    let words = search.all("words");
    let firsts: Vec<&Value> = words.iter().filter_map(|file| file.first()).map(|entry| &entry[0]).collect();
    assert_eq!(header["words"].as_array().unwrap().iter().collect::<Vec<_>>(), firsts);
    let all: Vec<String> = words.concat().iter().map(|entry| entry[0].as_str().unwrap().to_owned()).collect();
    assert!(words.len() > 10 && all.is_sorted(), "words are cut in {} files", words.len());

    let pages = search.all("pages");
    let lengths: Vec<usize> = pages.iter().map(Vec::len).collect();
    assert_eq!(header["pages"], serde_json::to_value(&lengths).unwrap());
    assert_eq!(header["documents"], lengths.iter().sum::<usize>());
    assert_eq!(lengths.iter().sum::<usize>(), EVENTS);

    assert!(header["common"].as_array().unwrap().contains(&"everywhere".into()), "{}", header["common"]);
}
