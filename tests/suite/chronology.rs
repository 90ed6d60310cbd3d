//! The order of events, the days on which nothing can have been, and what is said of the time between.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{dateline, write};

const SITE: &str = "title = \"The harbour\"\nzone = \"UTC\"\n[check]\nallow = [\"evidence/none\"]\n";

/// A site that was built: events are given as id and fields.
struct BuiltSite {
    folder: TempDir,
    data: Value,
}

impl BuiltSite {
    fn new(site: &str, events: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("site.toml"), site);
        let places = "[oslo]\nname = \"Oslo\"\nlat = 59.9\nlon = 10.7\nzone = \"Europe/Oslo\"\n\
                      [hobart]\nname = \"Hobart\"\nlat = -42.9\nlon = 147.3\nzone = \"Australia/Hobart\"\n";
        write(&folder.path().join("content/places.toml"), places);
        for (id, fields) in events {
            let text = format!("+++\ntitle = \"{id}\"\n{fields}\n+++\nText.\n");
            write(&folder.path().join(format!("content/events/{id}.md")), text);
        }
        let result = dateline().arg("-C").arg(folder.path()).arg("build").output().unwrap();
        assert!(result.status.success(), "{}", String::from_utf8_lossy(&result.stderr));
        let data = fs::read(folder.path().join("public/timeline.json")).unwrap();
        Self { data: serde_json::from_slice(&data).unwrap(), folder }
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join("public").join(path)).unwrap()
    }

    fn in_data(&self) -> String {
        let ids = self.data["events"].as_array().unwrap().iter().map(|event| event["id"].as_str().unwrap());
        ids.collect::<Vec<_>>().join(" ")
    }

    /// The ids of events as a list shows them.
    fn on_page(&self, path: &str) -> String {
        let page = self.page(path);
        let ids = page.split("<article").skip(1).filter_map(|part| part.split_once("id=\"")?.1.split('"').next());
        ids.map(|id| id.trim_start_matches("event-")).collect::<Vec<_>>().join(" ")
    }

    /// What the page of an event says of those beside it.
    fn beside(&self, id: &str) -> Vec<String> {
        let page = self.page(&format!("events/{id}/index.html"));
        let around =
            page.split("class=\"around\"").nth(1).unwrap_or_default().split("</nav>").next().unwrap_or_default();
        let words = around.split("<span class=\"label\">").skip(1);
        words.map(|part| part.split("</span>").next().unwrap().to_owned()).collect()
    }

    fn gaps(&self) -> Vec<String> {
        let page = self.page("events/index.html");
        let gaps = page.split("<p class=\"gap\"><span>").skip(1);
        gaps.map(|part| part.split("</span>").next().unwrap().to_owned()).collect()
    }
}

/// Fields of an event, and the order of ids that they give.
fn check(events: &[(&str, &str)], expect: &str) {
    let built = BuiltSite::new(SITE, events);
    assert_eq!(built.in_data(), expect);
    assert_eq!(built.on_page("events/index.html"), expect, "the timeline and the data have one order");
}

#[test]
fn an_hour_that_is_not_known_comes_after_those_that_are() {
    check(
        &[
            ("a-month", "date = \"2024-02\""),
            ("b-day", "date = \"2024-02-01\""),
            ("c-days", "date = \"2024-02-01/2024-02-03\""),
            ("d-morning", "date = \"2024-02-01T09:00\""),
            ("e-evening", "date = \"2024-02-01T21:00~\""),
            ("f-next", "date = \"2024-02-02T00:00\""),
            ("g-year", "date = \"2024\""),
            ("h-unknown-beginning", "date = \"/2024-02-01\""),
        ],
        "g-year d-morning e-evening b-day c-days h-unknown-beginning a-month f-next",
    );
    // The evening in the west comes after the day has ended in the east.
    let zones = [
        ("a-hobart", "date = \"2024-02-01\"\nplace = \"hobart\""),
        ("b-west", "date = \"2024-02-01T22:00\"\nzone = \"America/Los_Angeles\""),
        ("c-hobart-hour", "date = \"2024-02-01T08:00\"\nplace = \"hobart\""),
    ];
    check(&zones, "c-hobart-hour b-west a-hobart");
}

#[test]
fn an_event_without_an_hour_can_be_put_beside_another() {
    let day = "date = \"2024-02-01\"";
    let at = |hour: &str| format!("date = \"2024-02-01T{hour}\"");
    let (nine, noon, six) = (at("09:00"), at("12:00"), at("18:00"));
    let put = |words: &str| format!("{day}\n{words}");
    let cases: &[(&[(&str, String)], &str)] = &[
        (&[("b", put("before = \"n\"")), ("n", noon.clone()), ("s", six.clone())], "b n s"),
        (&[("a", put("after = \"m\"")), ("m", nine.clone()), ("n", noon.clone())], "m a n"),
        // A chain hangs together, wherever it hangs.
        (
            &[("a", put("after = \"b\"")), ("b", put("after = \"m\"")), ("m", nine.clone()), ("n", noon.clone())],
            "m b a n",
        ),
        (&[("a", put("after = \"b\"")), ("b", day.to_owned()), ("c", day.to_owned())], "b a c"),
        (&[("a", day.to_owned()), ("b", day.to_owned()), ("c", put("before = \"a\""))], "c a b"),
        // Several stand in their usual order.
        (
            &[("a", put("after = \"m\"")), ("b", put("after = \"m\"")), ("m", nine.clone()), ("n", noon.clone())],
            "m a b n",
        ),
        (&[("a", put("before = \"n\"")), ("b", put("before = \"n\"")), ("n", noon.clone())], "a b n"),
        // Both sides: between, also where the usual order is the other way round.
        (&[("t", put("after = \"m\"\nbefore = \"n\"")), ("m", nine.clone()), ("n", noon.clone())], "m t n"),
        (&[("m", day.to_owned()), ("t", put("after = \"m\"\nbefore = \"a\"")), ("a", day.to_owned())], "m t a"),
    ];
    for (events, expect) in cases {
        let events: Vec<(&str, &str)> = events.iter().map(|(id, fields)| (*id, fields.as_str())).collect();
        check(&events, expect);
    }
}

#[test]
fn what_is_put_beside_another_stands_there_on_every_list() {
    let events = [
        ("a-walk-out", "date = \"2024-02-06\"\nafter = \"c-vote\"\ntags = [\"council\"]\nplace = \"oslo\"\nkey = true"),
        ("b-before", "date = \"2024-02-05\"\ntags = [\"council\"]\nplace = \"oslo\""),
        ("c-vote", "date = \"2024-02-06T10:00\"\ntags = [\"council\"]\nplace = \"oslo\""),
        ("d-evening", "date = \"2024-02-06T20:00\"\ntags = [\"council\"]\nplace = \"oslo\""),
    ];
    let built = BuiltSite::new(SITE, &events);
    let order = "b-before c-vote a-walk-out d-evening";
    assert_eq!(built.in_data(), order);
    for list in ["events/index.html", "tags/council/index.html", "places/oslo/index.html"] {
        assert_eq!(built.on_page(list), order, "{list}");
    }
    let feed = built.page("atom.xml");
    let at = |id: &str| feed.find(&format!("events/{id}/")).unwrap();
    // The latest stands first.
    assert!(at("d-evening") < at("a-walk-out") && at("a-walk-out") < at("c-vote") && at("c-vote") < at("b-before"));
    assert_eq!(built.beside("a-walk-out"), ["6 February 2024, the same day", "6 February 2024, the same day"]);
}

#[test]
fn nothing_is_called_empty_in_which_an_event_may_lie() {
    // A busy beginning, so that months without a heading stand out.
    let days: Vec<(String, String)> =
        (1..=20).map(|day| (format!("a{day}"), format!("date = \"2020-01-{day:02}\""))).collect();
    let busy: Vec<(&str, &str)> = days.iter().map(|(id, fields)| (id.as_str(), fields.as_str())).collect();
    let gaps = |events: &[(&str, &str)]| BuiltSite::new(SITE, &[&busy, events].concat()).gaps();
    let last = ("z", "date = \"2020-12-20\"");
    let all = "No event recorded for ten months: 21 January – 19 December 2020";
    assert_eq!(gaps(&[last]), [all]);
    let dates =
        ["2020", "202X", "2020-03-05/2020-11-02", "2020-06-01/..", "[..2020-06-30]", "1985/", "/2020-11-30", "2020-21"];
    for date in dates {
        let told = gaps(&[("m", &format!("date = \"{date}\"")), last]);
        assert!(!told.contains(&all.to_owned()), "{date}: {told:?}");
    }
    let told = |date: &str| gaps(&[("m", &format!("date = \"{date}\"")), last]);
    let none: [&str; 0] = [];
    assert_eq!(told("2020"), none);
    assert_eq!(told("1985/"), none);
    assert_eq!(told("2020~"), none);
    assert_eq!(told("2020-06-01/.."), ["No event recorded for four months: 21 January – 31 May 2020"]);
    assert_eq!(
        told("2020-06"),
        [
            "No event recorded for four months: 21 January – 31 May 2020",
            "No event recorded for five months: 1 July – 19 December 2020"
        ]
    );
    // A week to each side of "about".
    assert_eq!(
        told("2020-06-16~"),
        [
            "No event recorded for four months: 21 January – 8 June 2020",
            "No event recorded for five months: 24 June – 19 December 2020"
        ]
    );
    // What lies before the window can reach into it.
    let window = SITE.replace("[check]", "[timeline]\nwindow = \"2020\"\n[check]");
    let late: Vec<String> = days.iter().map(|(_, fields)| fields.replace("2020-01", "2020-12")).collect();
    let mut events: Vec<(&str, &str)> =
        days.iter().zip(&late).map(|((id, _), fields)| (id.as_str(), &**fields)).collect();
    events.push(("early", "date = \"2019-12-29~\""));
    let built = BuiltSite::new(&window, &events);
    assert_eq!(built.gaps()[0], "No event recorded for ten months: 6 January – 30 November 2020");
}

#[test]
fn a_gap_is_told_only_where_it_stands_out() {
    let gaps = |days: &[u32]| {
        let days: Vec<(String, String)> =
            days.iter().map(|day| (format!("e{day}"), format!("date = \"2020-06-{day:02}\""))).collect();
        let events: Vec<(&str, &str)> = days.iter().map(|(id, fields)| (id.as_str(), fields.as_str())).collect();
        BuiltSite::new(SITE, &events).gaps()
    };
    let none: [&str; 0] = [];
    // Every day or two: a week is told, six days are not.
    let busy: Vec<u32> = (1..=15).collect();
    assert_eq!(gaps(&[&busy[..], &[22, 23, 24, 25, 26, 27, 28]].concat()), none);
    assert_eq!(gaps(&[&busy[..], &[23, 24, 25, 26, 27, 28]].concat()), ["16–22 June 2020: no event recorded"]);
    // Now and then: a week is nothing unusual.
    assert_eq!(gaps(&[1, 9, 18, 30]), none);
}

#[test]
fn neighbours_are_as_far_apart_as_both_dates_carry() {
    let built = BuiltSite::new(
        SITE,
        &[
            ("a", "date = \"2023-11-20\""),
            ("b", "date = \"2024-03\""),
            ("c", "date = \"2024-03-30\""),
            ("d", "date = \"2025-03-30?\""),
            ("e", "date = \"2025-05-01\""),
            ("f", "date = \"2025-05-02\""),
        ],
    );
    assert_eq!(built.beside("a"), ["March 2024, between three and five months later"]);
    // They may be the same day.
    assert_eq!(built.beside("b"), ["20 November 2023, between three and five months earlier", "30 March 2024"]);
    assert_eq!(built.beside("d"), ["30 March 2024", "1 May 2025"]);
    assert_eq!(built.beside("f"), ["1 May 2025, the day before"]);
    // Each has the date of its own place, so no word may count from another.
    let built = BuiltSite::new(
        SITE,
        &[
            ("a", "date = \"2024-03-01T09:00\"\nplace = \"hobart\""),
            ("b", "date = \"2024-03-01T22:00\"\nplace = \"hobart\""),
            ("c", "date = \"2024-03-01T20:00\"\nzone = \"America/New_York\""),
        ],
    );
    assert_eq!(built.beside("b"), ["1 March 2024, the same day", "1 March 2024"]);
}

#[test]
fn events_without_a_day_are_told_to_be_missing_from_the_strip() {
    let days = [("a", "date = \"2020-01-05\""), ("z", "date = \"2020-02-20\"")];
    assert!(!BuiltSite::new(SITE, &days).page("events/index.html").contains("not drawn"));
    let built = BuiltSite::new(SITE, &[days[0], days[1], ("m", "date = \"2020\""), ("n", "date = \"2020-01\"")]);
    assert!(
        built.page("events/index.html").contains("Two events are not drawn: their dates are less exact than a day")
    );
}

#[test]
fn a_strip_of_years_draws_what_began_within_a_cell_from_the_first_event_to_the_last() {
    let dates = ["1906", "1910/1912", "1913-11-04", "1914~", "1942/1945", "1990", "2025-03/..", "2025-06-30"];
    let between: Vec<String> = (1915..2025).step_by(3).map(|year| format!("{year}-05-30")).collect();
    let dates = dates.iter().copied().chain(between.iter().map(String::as_str)).enumerate();
    let named: Vec<(String, String)> =
        dates.map(|(at, date)| (format!("event-{at}"), format!("date = \"{date}\""))).collect();
    let events: Vec<(&str, &str)> = named.iter().map(|(id, fields)| (id.as_str(), fields.as_str())).collect();
    let built = BuiltSite::new(SITE, &events);
    let cells = cells(&built);
    assert_eq!(cells[0], "1905 to 1909: at least 1 event");
    assert_eq!(cells[1], "1910 to 1914: at least 2 events");
    assert_eq!(cells.last().unwrap(), "2025 to 2029: at least 2 events");
    let page = built.page("events/index.html");
    assert!(page.contains("One event is not drawn: its date is less exact than five years"));
    assert!(page.contains("data-from=\"1906-01-01\" data-undated=\"undated-1906\""), "{page}");
}

#[test]
fn a_strip_of_two_months_names_them() {
    let days: Vec<String> = (8..=30)
        .map(|day| format!("2025-09-{day:02}"))
        .chain((1..=20).map(|day| format!("2025-10-{day:02}")))
        .collect();
    let named: Vec<(String, String)> =
        days.iter().map(|day| (format!("e-{day}"), format!("date = \"{day}\""))).collect();
    let events: Vec<(&str, &str)> = named.iter().map(|(id, fields)| (id.as_str(), fields.as_str())).collect();
    let page = BuiltSite::new(SITE, &events).page("events/index.html");
    let names: Vec<&str> = page.split("data-w=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(names, ["Sep", "Oct"]);
}

#[test]
fn years_before_the_first_are_told_in_words_everywhere() {
    let built = BuiltSite::new(
        SITE,
        &[
            ("ides", "date = \"-0043-03-15\"\ntags = [\"rome\"]"),
            ("augustus", "date = \"0014-08-19\"\ntags = [\"rome\"]"),
        ],
    );
    for path in [
        "events/index.html",
        "events/ides/index.html",
        "events/augustus/index.html",
        "tags/rome/index.html",
        "atom.xml",
        "print/index.html",
    ] {
        let page = built.page(path);
        assert!(page.contains("44 BC") || path.contains("augustus") || path == "events/index.html", "{path}");
        assert!(!page.contains("datetime=\"-") && !page.contains(" -43"), "{path}");
        for weekday in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] {
            assert!(!page.contains(weekday), "{path} has a {weekday}");
        }
    }
    assert!(built.page("events/index.html").contains("44 BC"));
    let date = &built.data["events"][0]["date"];
    assert_eq!((date["edtf"].as_str(), date["earliest"].as_str()), (Some("-0043-03-15"), None));
}

#[test]
fn an_unknown_end_has_no_bound_in_the_data() {
    let built = BuiltSite::new(
        SITE,
        &[("held", "date = \"1985/\""), ("until", "date = \"/1985-04-12\""), ("z", "date = \"1990-01-01\"")],
    );
    let bound = |at: usize, which: &str| built.data["events"][at]["date"][which].as_str().map(str::to_owned);
    assert_eq!(built.in_data(), "held until z");
    assert_eq!(built.on_page("events/index.html"), "held until z");
    assert_eq!(bound(0, "earliest").as_deref(), Some("1985-01-01T00:00:00Z"));
    assert_eq!(bound(0, "latest"), None);
    assert_eq!((bound(1, "earliest"), bound(1, "latest").as_deref()), (None, Some("1985-04-12T23:59:59Z")));
}

#[test]
fn a_season_is_read_at_the_place_of_the_event() {
    let built = BuiltSite::new(
        SITE,
        &[
            ("south", "date = \"2024-21\"\nplace = \"hobart\""),
            ("north", "date = \"2024-21\"\nplace = \"oslo\""),
            ("anywhere", "date = \"2024-21\""),
        ],
    );
    let events = built.data["events"].as_array().unwrap();
    let bounds = |id: &str| {
        let date = &events.iter().find(|event| event["id"] == id).unwrap()["date"];
        format!("{} {}", &date["earliest"].as_str().unwrap()[..7], &date["latest"].as_str().unwrap()[..7])
    };
    assert_eq!(bounds("north"), "2024-02 2024-05", "March to May, by the clocks of Oslo");
    assert_eq!(bounds("south"), "2024-08 2024-11");
    assert_eq!(bounds("anywhere"), "2024-03 2024-11");
}

#[test]
fn lists_that_mix_years_name_them() {
    let window = SITE.replace("[check]", "[timeline]\nwindow = \"2020\"\n[check]");
    let before = ("a", "date = \"1998-05-30\"\ntags = [\"dredging\"]");
    let within = ("b", "date = \"2020-06-20\"\ntags = [\"dredging\"]");
    let mixed = BuiltSite::new(&window, &[before, within]).page("tags/dredging/index.html");
    assert!(mixed.contains("June 2020") && mixed.contains("May 1998"), "{mixed}");
    let alone = BuiltSite::new(&window, &[within]).page("tags/dredging/index.html");
    assert!(!alone.contains("June 2020"), "{alone}");
}

#[test]
fn a_site_that_never_changed_says_when_it_was_published() {
    let started = format!("started = 2024-10-01\n{SITE}");
    let page = |site: &str, fields: &str| BuiltSite::new(site, &[("a", fields)]).page("events/index.html");
    let first = page(&started, "date = \"2024-02-01\"");
    assert!(first.contains("Published <time datetime=\"2024-10-01\">") && !first.contains("Updated"), "{first}");
    let added = page(&started, "date = \"2024-02-01\"\nadded = 2024-11-05");
    assert!(added.contains("Updated <time datetime=\"2024-11-05\">") && !added.contains("Published"));
    let neither = page(SITE, "date = \"2024-02-01\"");
    assert!(!neither.contains("Updated") && !neither.contains("Published"));
}

/// What the cells of the overview strip say, as far as they lead somewhere.
fn cells(built: &BuiltSite) -> Vec<String> {
    let page = built.page("events/index.html");
    let strip = page.split("class=\"strip").nth(1).and_then(|rest| rest.split("</nav>").next()).unwrap_or_default();
    let links = strip.split("<a href=").skip(1);
    links.map(|link| link.split("aria-label=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn a_cell_counts_only_the_events_of_its_own_days() {
    let events =
        [("ferry", "date = \"2023-01-05\""), ("lamp", "date = \"2024-01-06\""), ("bell", "date = \"2024-12-25\"")];
    let built = BuiltSite::new(SITE, &events);
    assert_eq!(cells(&built), ["5 January 2023: 1 event", "6 January 2024: 1 event", "25 December 2024: 1 event"]);
    // Of the month that is known, there may be more.
    let tide = [("tide", "date = \"2023-06\"")];
    let built = BuiltSite::new(SITE, &[events.as_slice(), &tide].concat());
    assert_eq!(cells(&built)[0], "5 January 2023: at least 1 event");
}

#[test]
fn what_lies_outside_a_window_without_an_end_is_told_by_the_day_of_its_other_end() {
    let window = |window: &str| format!("{SITE}[timeline]\nwindow = \"{window}\"\n");
    let events = [("early", "date = \"2024-02-03\""), ("late", "date = \"2024-09-01\"")];
    let since = BuiltSite::new(&window("2024-06/.."), &events);
    assert!(since.page("background/index.html").contains("<h1><bdi>Before 1 June 2024</bdi></h1>"));
    let until = BuiltSite::new(&window("../2024-06"), &events);
    assert!(until.page("aftermath/index.html").contains("<h1><bdi>After 30 June 2024</bdi></h1>"));
    let closed = BuiltSite::new(&window("2024-06"), &events);
    assert!(closed.page("background/index.html").contains("<h1><bdi>Before June 2024</bdi></h1>"));
}
