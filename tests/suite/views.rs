//! Views of the timeline with addresses of their own: the newest events, headlines, key events.

use std::collections::BTreeMap;

use chrono::Days;
use scraper::{ElementRef, Html};

use super::home::{built, days, events};
use super::support::{all, random_from, text};

const NEWEST: &str = "events/newest/index.html";
const HEADLINES: &str = "events/headlines/index.html";
const KEY: &str = "events/key/index.html";

/// The pages of a site, parsed.
struct Site(BTreeMap<String, String>);

impl Site {
    fn page(&self, path: &str) -> Html {
        Html::parse_document(&self.0[path])
    }

    fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The ids of the events on the pages of a list, in order.
    fn events(&self, first: &str) -> Vec<String> {
        let ids = |page: Html| all(&page, "[id^=event-]").into_iter().map(id).collect::<Vec<_>>();
        self.pages(first).into_iter().flat_map(|path| ids(self.page(&path))).collect()
    }

    /// The pages of a list.
    fn pages(&self, first: &str) -> Vec<String> {
        let folder = first.trim_end_matches("index.html");
        let later = (2..).map(|number| format!("{folder}page/{number}/index.html"));
        [first.to_owned()].into_iter().chain(later).take_while(|path| self.has(path)).collect()
    }

    /// The names of the tabs of a page, with an asterisk after the current one.
    fn tabs(&self, path: &str) -> Vec<String> {
        let page = self.page(path);
        let name = |tab: ElementRef<'_>| match tab.attr("aria-current") {
            Some(current) => format!("{} *{current}", text(tab)),
            None => text(tab),
        };
        all(&page, ".views a").into_iter().map(name).collect()
    }
}

fn id(element: ElementRef<'_>) -> String {
    element.attr("id").unwrap().to_owned()
}

/// Events of which every `key`th is a key event.
fn with_keys(mut files: Vec<(String, String)>, key: usize) -> Vec<(String, String)> {
    for (_, text) in files.iter_mut().step_by(key) {
        *text = text.replacen("title", "key = true\ntitle", 1);
    }
    files.retain(|(path, _)| path.starts_with("content/events"));
    for (_, text) in &mut files {
        *text = text.split_inclusive('\n').filter(|line| !line.starts_with("actors")).collect();
    }
    files
}

fn site(config: &str, number: u64, key: usize) -> Site {
    Site(built(config, &with_keys(events(&days("1998-05-01", number, 1)), key)))
}

#[test]
fn a_view_that_shows_nothing_of_its_own_is_left_out() {
    let small = site("", 11, 2);
    for path in [NEWEST, HEADLINES, KEY] {
        assert!(!small.has(path), "{path} of a small site");
    }
    assert!(small.tabs("events/index.html").is_empty());
    assert_eq!(small.tabs("index.html")[0], "Every event 11");

    let all_key = site("", 12, 1);
    assert_eq!(all_key.tabs("events/index.html"), ["Every event 12 *page", "Newest first", "Headlines"]);
    let no_key = site("", 12, 100);
    assert!(no_key.has(KEY), "one event of twelve is a key event");
    assert_eq!(no_key.tabs(KEY), ["Every event 12", "Newest first", "Headlines", "Key events 1 *page"]);

    let running = site("[timeline]\nnewest = true\n", 2, 1);
    assert_eq!(running.tabs(NEWEST), ["Newest first *page", "Every event 2"]);
    let begun = site("[timeline]\nnewest = true\n", 1, 1);
    assert!(!begun.has(NEWEST));
}

#[test]
fn the_newest_events_are_those_of_the_timeline_from_its_end() {
    for per_page in [1000, 30, 7, 1] {
        let site = site(&format!("[timeline]\nper_page = {per_page}\n"), 100, 3);
        let (all_events, newest) = (site.events("events/index.html"), site.events(NEWEST));
        let held = newest.len();
        assert_eq!(held, per_page.min(100), "a page is as full as it may be");
        assert!(newest.iter().eq(all_events.iter().rev().take(held)), "{per_page}: {newest:?}");
        let page = site.page(NEWEST);
        let told = text(all(&page, ".masthead .dateline")[0]);
        match held {
            100 => assert_eq!(told, "100 events"),
            1 => assert_eq!(told, "The newest of 100 events"),
            held => assert_eq!(told, format!("The {held} newest of 100 events")),
        }
        let links = all(&page, ".spans a");
        let pages = site.pages("events/index.html");
        assert_eq!(links.len(), if held == 100 { 0 } else { pages.len() });
        for (link, path) in links.iter().zip(pages.iter().rev()) {
            let there = site.page(path);
            let headings = all(&there, ".day");
            let ends = [headings[0], *headings.last().unwrap()].map(id);
            assert!(path.ends_with(link.attr("href").unwrap().trim_start_matches("../")), "{path}");
            let last = ends[1].rsplit('-').next().unwrap().trim_start_matches('0');
            assert!(text(*link).contains(last) && text(*link).ends_with("1998"), "{ends:?}: {}", text(*link));
        }
    }
}

#[test]
fn every_event_has_one_headline_under_a_heading_that_its_date_lies_within() {
    let seed = 1998;
    let mut random = random_from(seed);
    for (number, span, unit) in [(60, 20, "day"), (60, 700, "month"), (60, 9000, "year"), (1000, 9000, "month")] {
        let mut many: Vec<_> =
            (0..number).map(|_| days("1990-01-01", 1, 1)[0] + Days::new(random.u64(..span))).collect();
        many.sort_unstable();
        let mut files = with_keys(events(&many), 7);
        files[5].1 = files[5].1.replace(&format!("date = \"{}\"", many[5]), "date = \"1990/1991\"");
        let site = Site(built("", &files));
        let headlines = site.events(HEADLINES);
        assert_eq!(headlines, site.events("events/index.html"), "{unit}");
        for path in site.pages(HEADLINES) {
            assert!(site.0[&path].len() < 150_000, "{path} has {} bytes", site.0[&path].len());
            let page = site.page(&path);
            for group in all(&page, ".heads") {
                let heading = text(all_in(group, "h2")[0]);
                for line in all_in(group, "li") {
                    let at: usize = id(line).trim_start_matches("event-event-").parse().unwrap();
                    let date = text(all_in(line, ".when")[0]);
                    let words = date.split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
                    let said = |format: &str| many[at].format(format).to_string();
                    match (unit, at) {
                        // What the heading says is not said again.
                        ("year", 5) => assert_eq!((words.as_str(), heading.as_str()), ("1990 to 1991", "1990")),
                        (_, 5) => assert_eq!((words.as_str(), heading.as_str()), ("", "1990 to 1991")),
                        ("day", _) => assert_eq!((words, heading.clone()), (String::new(), said("%A %-d %B %Y"))),
                        ("month", _) => assert_eq!((words, heading.clone()), (said("%-d %B"), said("%B %Y"))),
                        _ => assert_eq!((words, heading.clone()), (said("%-d %B"), said("%Y"))),
                    }
                }
            }
        }
    }
}

#[test]
fn a_headline_under_a_day_says_what_the_day_does_not() {
    let many = days("2024-03-01", 20, 1);
    let mut files = with_keys(events(&many), 7);
    for (at, written) in [(3, "2024-03-04~"), (5, "2024-03-06/2024-03-08"), (7, "2024-03-08?")] {
        files[at].1 = files[at].1.replace(&format!("date = \"{}\"", many[at]), &format!("date = \"{written}\""));
    }
    // Two events a day, so that headings are days.
    for day in &many {
        files
            .push((format!("content/events/also-{day}.md"), format!("+++\ntitle = \"Also\"\ndate = \"{day}\"\n+++\n")));
    }
    let site = Site(built("", &files));
    let page = site.page(HEADLINES);
    let said = |event: &str| {
        text(all(&page, &format!("#event-{event} .when"))[0]).replacen("reported", "", 1).trim().to_owned()
    };
    assert_eq!(said("event-3"), "about 4 March 2024");
    assert_eq!(said("event-5"), "6 to 8 March 2024");
    assert_eq!(said("event-7"), "perhaps 8 March 2024");
    assert_eq!(said("event-8"), "");
}

fn all_in<'h>(element: ElementRef<'h>, selector: &str) -> Vec<ElementRef<'h>> {
    element.select(&scraper::Selector::parse(selector).unwrap()).collect()
}

#[test]
fn key_events_stand_alone_in_order() {
    let site = site("[timeline]\nper_page = 10\n", 100, 3);
    let key: Vec<String> = (0..100).step_by(3).map(|number| format!("event-event-{number}")).collect();
    assert_eq!(site.events(KEY), key);
    assert_eq!(site.pages(KEY).len(), 4);
    assert_eq!(text(all(&site.page(KEY), ".masthead .dateline")[0]), "34 of 100 events");
    assert_eq!(site.tabs("events/key/page/2/index.html")[3], "Key events 34 *true");
}

#[test]
fn a_running_story_opens_on_its_newest_day() {
    let story = site("[timeline]\nnewest = true\n", 60, 5);
    assert_eq!(story.tabs(NEWEST), ["Newest first *page", "Every event 60", "Headlines", "Key events 12"]);
    assert_eq!(story.tabs("index.html")[..2], ["Newest first", "Every event 60"]);
    let home = story.page("index.html");
    let nav = all(&home, "header.site nav a")[0];
    assert_eq!((text(nav).as_str(), nav.attr("href")), ("Timeline", Some(NEWEST)));
    let told: Vec<String> = story.0.keys().cloned().collect();
    assert_eq!(told, site("", 60, 5).0.into_keys().collect::<Vec<_>>(), "it has the same pages");

    let usual = site("", 60, 5);
    let chapters = |site: &Site| {
        all(&site.page("index.html"), ".chapters h2, .chapters h3").into_iter().map(text).collect::<Vec<_>>()
    };
    let (usual, newest) = (chapters(&usual), chapters(&story));
    let titles = |list: &[String]| list.iter().filter(|title| title.starts_with("Event")).cloned().collect::<Vec<_>>();
    assert!(titles(&usual).iter().eq(titles(&newest).iter().rev()), "{newest:?}");
}
