//! The map of places: what stands on it for which records, how it is linked, and how large it becomes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use scraper::Html;

use crate::support::{all, dateline, random_from, root, text, tree, write};

/// A built site.
struct Built {
    files: std::collections::BTreeMap<String, Vec<u8>>,
}

impl Built {
    /// Builds the site in a folder.
    fn of(site: &Path) -> Self {
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("out");
        dateline().arg("-C").arg(site).args(["-q", "build", "-o"]).arg(&folder).assert().success();
        Self { files: tree(&folder) }
    }

    /// Builds a site of these files.
    fn with(files: &[(&str, &str)]) -> Self {
        let site = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write(&site.path().join(path), text);
        }
        Self::of(site.path())
    }

    fn text(&self, path: &str) -> &str {
        std::str::from_utf8(self.files.get(path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap()
    }

    fn html(&self, path: &str) -> Html {
        Html::parse_document(self.text(path))
    }

    fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }
}

/// The values of an attribute of all elements that fit.
fn values<'a>(html: &'a Html, selector: &str, name: &str) -> Vec<&'a str> {
    all(html, selector).into_iter().filter_map(|element| element.value().attr(name)).collect()
}

fn gzipped(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

const SITE: &str = "title = \"The salt road\"\n[check]\nallow = [\"evidence/none\"]\n";

const PLACES: &str = "
[harbour]
name = \"Old Harbour, North\"
lat = 44.1
lon = 9.8
precision = \"site\"

[mill]
name = \"Paper Mill\"
lat = 45.9
lon = 11.2

[valley]
name = \"Salt Valley\"
lat = 46.4
lon = 9.1
precision = \"region\"

[italy]
name = \"Italy\"
lat = 42.9
lon = 12.6
precision = \"country\"

[tower]
name = \"Tower\"
lat = 43.7
lon = 7.4
precision = \"exact\"

[inn]
name = \"Inn\"
precision = \"site\"

[hideout]
name = \"Hideout\"
lat = 41.5
lon = 15.2
private = true
";

const EVENTS: &str = "+++
[[events]]
id = \"ship\"
title = \"A ship lands\"
date = \"1871-03-02\"
place = \"harbour\"
status = \"disputed\"

[[events]]
id = \"strike\"
title = \"The strike begins\"
date = \"1871-03-04\"
places = [\"harbour\", \"mill\"]
status = \"confirmed\"

[[events]]
id = \"law\"
title = \"The law is passed\"
date = \"1871-03-05\"
place = \"italy\"

[[events]]
id = \"flood\"
title = \"The flood\"
date = \"1871-03-06\"
place = \"valley\"
status = \"denied\"

[[events]]
id = \"meal\"
title = \"A meal\"
date = \"1871-03-07\"
place = \"inn\"
+++
";

/// The invented site, with these lines below the others of its `site.toml`.
fn salt_road(more: &str) -> Built {
    Built::with(&[
        ("site.toml", &format!("{SITE}{more}")),
        ("content/places.toml", PLACES),
        ("content/events/all.md", EVENTS),
    ])
}

#[test]
fn every_place_stands_as_exactly_as_its_record_says() {
    let built = salt_road("");
    let html = built.html("map/index.html");
    let kinds = |kind: &str| values(&html, &format!(".map a.{kind}"), "href");
    assert_eq!(kinds("place"), ["#place-harbour", "#place-mill"]);
    assert_eq!(kinds("quiet"), ["#place-tower"]);
    assert_eq!(kinds("area"), ["#place-italy", "#place-valley"]);
    assert!(all(&html, ".map a.area circle").is_empty(), "an area has no point");
    assert_eq!(all(&html, ".map .country").len(), 1, "Italy is set off");
    assert!(!built.text("map/index.html").contains("ideout"), "what is private is not on the map");
}

#[test]
fn circles_have_names_for_those_who_do_not_see_them() {
    let html = salt_road("").html("map/index.html");
    assert_eq!(
        values(&html, ".map a", "aria-label"),
        [
            "Old Harbour, 2 events, 1 disputed or denied, Old Harbour, North",
            "Italy, 1 event",
            "Paper Mill, 1 event",
            "Salt Valley, 1 event, 1 disputed or denied",
            "Tower, no event recorded there",
        ]
    );
    assert_eq!(values(&html, ".map svg", "aria-label"), ["Map of 5 places"]);
    assert_eq!(all(&html, ".map a.place path").len(), 1, "one circle is divided");
}

#[test]
fn the_head_counts_each_event_once() {
    let html = salt_road("").html("map/index.html");
    assert_eq!(
        text(all(&html, ".dek")[0]),
        "4 events in 4 places, 2 of them disputed or denied. Old Harbour, North has 2, Italy has 1."
    );
    assert!(text(all(&html, "main")[0]).contains("Not on the map, because no coordinates are published: Inn."));
}

#[test]
fn map_and_list_are_linked_both_ways() {
    let html = salt_road("").html("map/index.html");
    let ids = [values(&html, ".map-places > section", "id"), values(&html, ".map-note [id]", "id")].concat();
    let mut marks: Vec<&str> = values(&html, ".map a", "href");
    marks.sort_unstable();
    let mut anchors: Vec<String> = ids.iter().map(|id| format!("#{id}")).collect();
    anchors.sort_unstable();
    assert_eq!(marks, anchors);
    assert_eq!(values(&html, "#place-mill h2 a", "href"), ["../places/mill/index.html"]);
    assert_eq!(values(&html, "#place-mill li a", "href"), ["../events/strike/index.html"]);
}

#[test]
fn the_page_of_a_place_has_its_surroundings() {
    let built = salt_road("");
    let mill = built.html("places/mill/index.html");
    assert_eq!(all(&mill, ".map g.here circle").len(), 1);
    assert_eq!(
        values(&mill, ".map a.near", "href"),
        ["../../places/harbour/index.html", "../../places/tower/index.html"]
    );
    assert_eq!(values(&mill, ".surroundings > p a", "href"), ["../../map/index.html#place-mill"]);
    let valley = built.html("places/valley/index.html");
    assert!(all(&valley, ".map g.area circle").is_empty() && all(&valley, ".map g.here").is_empty());
    assert!(all(&built.html("places/inn/index.html"), ".map").is_empty(), "nobody knows where it is");
}

#[test]
fn only_pages_with_a_map_load_its_styles() {
    let built = salt_road("");
    let loads = |path: &str| built.text(path).contains("map.css");
    assert!(loads("map/index.html") && loads("places/mill/index.html"));
    assert!(!loads("index.html") && !loads("places/inn/index.html") && !loads("events/ship/index.html"));
}

#[test]
fn a_site_can_do_without_borders() {
    let html = salt_road("[map]\nborders = false\n").html("map/index.html");
    assert!(all(&html, ".map .border").is_empty() && all(&html, ".map .country").is_empty());
    assert!(!all(&html, ".map .land").is_empty());
}

#[test]
fn a_site_can_do_without_a_map() {
    let built = salt_road("[map]\nshow = false\n");
    assert!(!built.has("map/index.html"));
    assert!(all(&built.html("places/mill/index.html"), ".map").is_empty());
    assert!(!built.text("index.html").contains("map/"));
}

#[test]
fn one_place_alone_is_no_map() {
    let places = "[mill]\nname = \"Paper Mill\"\nlat = 45.9\nlon = 11.2\n[inn]\nname = \"Inn\"\n";
    let built = Built::with(&[("site.toml", SITE), ("content/places.toml", places)]);
    assert!(!built.has("map/index.html") && !built.text("index.html").contains("map/"));
    assert_eq!(all(&built.html("places/mill/index.html"), ".map").len(), 1);
}

#[test]
fn each_chapter_has_a_map_of_what_happened_in_it() {
    let overview = "[[chapters]]\ntitle = \"The landing\"\nfrom = \"1871-03-02\"\n\
                    [[chapters]]\ntitle = \"The strike\"\nfrom = \"1871-03-03\"\n\
                    [[chapters]]\ntitle = \"The law\"\nfrom = \"1871-03-05\"\nto = \"1871-03-07\"\n";
    let built = Built::with(&[
        ("site.toml", SITE),
        ("content/places.toml", PLACES),
        ("content/events/all.md", EVENTS),
        ("content/overview.toml", overview),
    ]);
    let html = built.html("map/index.html");
    assert_eq!(
        values(&html, ".map-chapters svg", "aria-label"),
        [
            "Old Harbour, North, 1 event, 1 disputed or denied",
            "Old Harbour, North, 1 event; Paper Mill, 1 event",
            // The law was passed in a country and the flood was in a region, which are no points.
            "No event on the map",
        ]
    );
    assert_eq!(all(&html, ".map-chapters circle").len(), 3);
    assert_eq!(
        values(&html, ".map-chapters a", "href"),
        ["../index.html#chapter-1", "../index.html#chapter-2", "../index.html#chapter-3"]
    );
    assert!(all(&salt_road("").html("map/index.html"), ".map-chapters").is_empty());
}

#[test]
fn places_of_the_sample_stand_on_one_map_each() {
    let built = Built::of(&root());
    let page = built.text("map/index.html");
    let html = built.html("map/index.html");
    let mut marks = values(&html, ".map a", "href");
    let count = marks.len();
    marks.sort_unstable();
    marks.dedup();
    assert_eq!(marks.len(), count);
    assert!(all(&html, ".map").len() > 1, "there are insets");
    assert!(gzipped(page) < 25_000, "{} bytes", gzipped(page));
    for (path, bytes) in &built.files {
        if path.starts_with("places/") && path.ends_with("index.html") {
            let html = Html::parse_document(std::str::from_utf8(bytes).unwrap());
            let figures = all(&html, ".map").into_iter().map(|figure| gzipped(&figure.html())).collect::<Vec<_>>();
            assert!(figures.iter().all(|size| *size < 6_000), "{path}: {figures:?}");
        }
    }
}

#[test]
fn a_thousand_places_make_a_small_page() {
    let mut random = random_from(19);
    let (mut places, mut events) = (String::new(), String::from("+++\n"));
    for at in 0..1000 {
        let (lat, lon) = (random.f64() * 150.0 - 70.0, random.f64() * 360.0 - 180.0);
        writeln!(places, "[p{at}]\nname = \"Invented Town {at}\"\nlat = {lat:.3}\nlon = {lon:.3}").unwrap();
        for number in 0..random.usize(..3) {
            let title = format!("The council of town {at} meets for the {number}th time about the bridge");
            writeln!(
                events,
                "[[events]]\nid = \"e{at}-{number}\"\ntitle = \"{title}\"\ndate = \"1871-03\"\nplace = \"p{at}\""
            )
            .unwrap();
        }
    }
    events.push_str("+++\n");
    let built =
        Built::with(&[("site.toml", SITE), ("content/places.toml", &places), ("content/events/all.md", &events)]);
    let page = built.text("map/index.html");
    let html = built.html("map/index.html");
    assert_eq!(all(&html, ".map a").len(), 60);
    assert_eq!(all(&html, ".map-places > section").len(), 60);
    assert!(gzipped(page) < 25_000, "{} bytes", gzipped(page));
    assert!(text(all(&html, "main")[0]).contains("The map shows the 60 places with most events, of 1000. All places"));
    assert!(all(&built.html("places/p7/index.html"), ".map").is_empty(), "so many maps would cost too much");
}
