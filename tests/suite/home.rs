//! The home page: its parts, the lanes and the chapters, for sites of any size and with or without sides and chapters.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use scraper::{ElementRef, Html, Selector};

use super::support::{all, dateline, random_from, text, tree, write};

/// The files of a site that is built with relative links.
pub fn built(config: &str, files: &[(String, String)]) -> BTreeMap<String, String> {
    let dir = tempfile::tempdir().unwrap();
    let site = format!("title = \"The ferry\"\n{config}\n[check]\nallow = [\"evidence/none\"]\n");
    write(&dir.path().join("site.toml"), site);
    for (path, text) in files {
        write(&dir.path().join(path), text);
    }
    let out = dir.path().join("out");
    dateline().arg("-C").arg(dir.path()).args(["-q", "build", "-o"]).arg(&out).assert().success();
    let pages = tree(&out).into_iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

const ACTORS: &str = "[pilot]\nname = \"The pilot\"\nside = \"harbour\"\n[mayor]\nname = \"The mayor\"\nside = \"city\"\n\
    [gull]\nname = \"The gull\"\n";

const SIDES: &str = "[[sides]]\nid = \"city\"\nname = \"City\"\n[[sides]]\nid = \"harbour\"\nname = \"Harbour\"\n";

/// Events on these days, each with one of the actors in turn.
pub fn events(days: &[NaiveDate]) -> Vec<(String, String)> {
    let actors = ["pilot", "mayor", "gull"];
    let event = |(at, day): (usize, &NaiveDate)| {
        let text = format!(
            "+++\ntitle = \"Event {at}\"\ndate = \"{day}\"\nactors = [\"{}\"]\n+++\n",
            actors[at % actors.len()]
        );
        (format!("content/events/event-{at}.md"), text)
    };
    days.iter().enumerate().map(event).collect()
}

fn with_actors(mut files: Vec<(String, String)>, sides: bool) -> Vec<(String, String)> {
    let actors = if sides { ACTORS.to_owned() } else { ACTORS.replace("side = ", "description = ") };
    files.push(("content/actors.toml".to_owned(), actors));
    files
}

pub fn days(first: &str, number: u64, step: u64) -> Vec<NaiveDate> {
    let first: NaiveDate = first.parse().unwrap();
    (0..number).map(|at| first + Days::new(at * step)).collect()
}

#[test]
fn every_event_has_a_mark_on_the_lane_of_its_side() {
    let site = built(SIDES, &with_actors(events(&days("1998-05-01", 30, 1)), true));
    let home = Html::parse_document(&site["index.html"]);
    assert_eq!(all(&home, ".lanes h2").into_iter().map(text).collect::<Vec<_>>(), ["Events by side and day"]);
    assert_eq!(all(&home, ".lane").into_iter().map(text).collect::<Vec<_>>(), ["City", "Harbour", "Others"]);
    let marks = all(&home, ".lanes li a");
    assert_eq!(marks.len(), 30);
    let rows = BTreeMap::from([("harbour", 1), ("city", 0), ("gull", 2)]);
    for (at, mark) in marks.iter().enumerate() {
        let (name, style) = (mark.attr("aria-label").unwrap(), mark.attr("style").unwrap());
        assert!(name.contains(&format!("Event {at}. Reported.")), "{name}");
        let side = ["harbour", "city", "gull"][at % 3];
        assert!(style.contains(&format!("--r:{};", rows[side])), "{name}: {style}");
        assert!(site.contains_key(mark.attr("href").unwrap()), "{name}");
    }
}

#[test]
fn without_sides_lanes_are_by_actor_and_their_unit_grows_with_the_span() {
    for (step, unit) in [(1, "day"), (7, "week"), (30, "month"), (365, "year"), (3650, "years")] {
        let site = built("", &with_actors(events(&days("1900-01-03", 30, step)), false));
        let home = Html::parse_document(&site["index.html"]);
        let title = text(all(&home, ".lanes h2")[0]);
        assert_eq!(title, format!("Events by person or body and {unit}"));
        assert!(all(&home, ".tick").len() <= 36, "{step}");
        assert_eq!(all(&home, ".lanes li").len(), 30, "{step}");
    }
}

#[test]
fn no_event_stands_above_the_days_of_another_chapter() {
    let seed = 1926;
    let mut random = random_from(seed);
    for span in [100, 1500, 20_000, 44_000] {
        let day = |at: u64| days("1906-01-01", 1, 1)[0] + Days::new(at);
        let mut dates: Vec<NaiveDate> = (0..40).map(|_| day(random.u64(..span))).collect();
        dates.sort_unstable();
        let mut begins: Vec<u64> = (0..4).map(|_| random.u64(..span)).collect();
        begins.sort_unstable();
        begins.dedup();
        let chapter =
            |(at, from): (usize, &u64)| format!("[[chapters]]\ntitle = \"{at}\"\nfrom = \"{}\"\n", day(*from));
        let chapters: String = begins.iter().enumerate().map(chapter).collect();
        let mut files = with_actors(events(&dates), true);
        files.push(("content/overview.toml".to_owned(), chapters));
        let home = Html::parse_document(&built(SIDES, &files)["index.html"]);
        let number = |element: ElementRef<'_>, name: &str| -> usize {
            let mut style = element.attr("style").unwrap().split(';');
            style.find_map(|rule| rule.strip_prefix(name)).unwrap().parse().unwrap()
        };
        let bands: Vec<(usize, usize)> =
            all(&home, ".band").into_iter().map(|band| (number(band, "--a:"), number(band, "--b:"))).collect();
        let marks = all(&home, ".lanes li");
        assert!(marks.len() > 15, "seed {seed}: {} marks of {span} days", marks.len());
        for (at, mark) in marks.into_iter().enumerate().filter(|_| all(&home, ".count").is_empty()) {
            let chapter = begins.iter().rposition(|from| day(*from) <= dates[at]);
            let column = number(mark, "--c:");
            let here = bands.iter().position(|(a, b)| (*a..*b).contains(&column));
            assert_eq!(here, chapter, "seed {seed}: {} of {span} days, from {begins:?}", dates[at]);
        }
    }
}

#[test]
fn lanes_draw_what_lasts_where_it_began_and_say_why_the_rest_is_not_drawn() {
    let mut files = with_actors(events(&days("1906-01-03", 30, 1450)), true);
    for (at, date) in [(3, "1917~"), (9, "1942/1945"), (12, "1953/2008"), (29, "2021-03/..")] {
        let line = files[at].1.lines().find(|line| line.starts_with("date")).unwrap().to_owned();
        files[at].1 = files[at].1.replace(&line, &format!("date = \"{date}\""));
    }
    let home = Html::parse_document(&built(SIDES, &files)["index.html"]);
    assert_eq!(all(&home, ".lanes li").len(), 29);
    let words = text(all(&home, ".marks")[0]);
    assert!(words.ends_with("One event is not drawn: its date is less exact than five years."), "{words}");
}

#[test]
fn numbers_of_many_events_add_up_and_lead_to_the_first_of_them() {
    let seed = 1998;
    let mut random = random_from(seed);
    let mut many: Vec<NaiveDate> =
        (0..400).map(|_| days("1990-01-01", 1, 1)[0] + Days::new(random.u64(..3650))).collect();
    many.sort_unstable();
    let site = built("", &with_actors(events(&many), false));
    let home = Html::parse_document(&site["index.html"]);
    let cells = all(&home, ".lanes a.count");
    let number = |cell: &ElementRef<'_>| text(*cell).parse::<usize>().unwrap();
    assert_eq!(cells.iter().map(number).sum::<usize>(), 400);
    for cell in cells {
        let (page, anchor) = cell.attr("href").unwrap().split_once('#').unwrap();
        assert!(site[page].contains(&format!("id=\"{anchor}\"")), "{page}#{anchor}");
    }
    assert!(site["index.html"].len() < 60_000, "the home page has {} bytes", site["index.html"].len());
}

#[test]
fn chapters_have_each_event_once_and_say_how_many_they_do_not_show() {
    let overview = "[[chapters]]\ntitle = \"Before\"\nfrom = \"1998-05\"\n[[chapters]]\ntitle = \"After\"\nfrom = \"1998-05-21\"\n\
        summary = \"It [sails](event:event-20).\"\n";
    for written in [true, false] {
        let mut files = with_actors(events(&days("1998-05-01", 60, 1)), false);
        if written {
            files.push(("content/overview.toml".to_owned(), overview.to_owned()));
        }
        let site = built("", &files);
        let home = Html::parse_document(&site["index.html"]);
        let chapters = all(&home, ".chapters section");
        let mut shown = BTreeSet::new();
        let mut number = 0;
        for chapter in &chapters {
            for link in chapter.select(&Selector::parse("h3 a").unwrap()) {
                assert!(shown.insert(text(link)), "{} stands twice", text(link));
                number += 1;
            }
            let more =
                chapter.select(&Selector::parse("a").unwrap()).map(text).find(|words| words.contains("more event"));
            number += more.map_or(0, |words| words.split(' ').next().unwrap().parse::<usize>().unwrap());
        }
        assert_eq!(number, 60, "written: {written}");
        let titles: Vec<String> = all(&home, ".chapters h2").into_iter().map(text).collect();
        if written {
            assert_eq!(titles, ["Before", "After"]);
            assert!(site["index.html"].contains("events/event-20/index.html\">sails</a>"));
        } else {
            assert!(titles.len() > 3, "{titles:?}");
        }
    }
}

#[test]
fn a_small_site_shows_all_of_its_events() {
    let site = built("", &with_actors(events(&days("1998-05-01", 12, 40)), false));
    let home = Html::parse_document(&site["index.html"]);
    assert_eq!(all(&home, ".chapters h2").into_iter().map(text).collect::<Vec<_>>(), ["Every event"]);
    assert_eq!(all(&home, ".chapters h3").len(), 12);
}

#[test]
fn a_site_chooses_the_parts_and_their_order() {
    let files = with_actors(events(&days("1998-05-01", 30, 1)), true);
    let config = format!("{SIDES}[home]\nparts = [\"chapters\", \"people\", \"lanes\"]\n");
    let site = built(&config, &files);
    let place = |what: &str| site["index.html"].find(what);
    assert!(place("class=\"chapters\"") < place("class=\"who\"") && place("class=\"who\"") < place("class=\"lanes\""));
    assert!(place("class=\"lanes\"").is_some() && place("class=\"contested\"").is_none());
}

#[test]
fn former_addresses_of_the_timeline_lead_to_the_same_entries() {
    let mut files = with_actors(events(&days("1998-05-01", 30, 1)), false);
    let links = "+++\ntitle = \"About\"\n+++\n[a](/?people=pilot) [b](/#event-event-29) [c](/#1998-05-02) [d](/) [e](/?q=gull)\n";
    files.push(("content/pages/about.md".to_owned(), links.to_owned()));
    let site = built("[timeline]\nper_page = 10\n", &files);
    let about = &site["about/index.html"];
    for (name, address) in [
        ("a", "../events/index.html?people=pilot"),
        ("b", "../events/page/3/index.html#event-event-29"),
        ("c", "../events/index.html#1998-05-02"),
        ("d", "../index.html"),
        ("e", "../index.html?q=gull"),
    ] {
        assert!(about.contains(&format!("<a href=\"{address}\">{name}</a>")), "{name}: {about}");
    }
    assert!(site["page/2/index.html"].contains("../../events/page/2/index.html"));
}

#[test]
fn a_question_about_a_part_of_an_event_leaves_its_status() {
    let event = |point: &str| {
        format!(
            "+++\ntitle = \"It sails\"\ndate = \"1998-05-01\"\nstatus = \"confirmed\"\n\
             [[evidence]]\nsource = \"a\"\nspeaker = \"mayor\"\nasserts = {{ aboard = 40 }}\n\
             [[evidence]]\nsource = \"b\"\nspeaker = \"pilot\"\nasserts = {{ aboard = 60 }}\n\
             [[questions]]\nkey = \"aboard\"\nask = \"How many were aboard?\"\n{point}+++\n"
        )
    };
    let sources =
        "[[sources]]\nid = \"a\"\npublisher = \"Paper A\"\n[[sources]]\nid = \"b\"\npublisher = \"Paper B\"\n";
    for (point, status) in [("", "Disputed"), ("point = \"number\"\n", "Confirmed · number disputed")] {
        let files = [
            ("content/events/sails.md".to_owned(), event(point)),
            ("content/sources/all.toml".to_owned(), sources.to_owned()),
            ("content/actors.toml".to_owned(), ACTORS.to_owned()),
        ];
        let site = built(SIDES, &files);
        for page in ["events/index.html", "events/sails/index.html", "print/index.html"] {
            let page = Html::parse_document(&site[page]);
            assert_eq!(text(all(&page, "main .standing .status, main article .status")[0]), status);
        }
        let disputes = Html::parse_document(&site["disputes/index.html"]);
        let heads: Vec<String> = all(&disputes, ".disputes thead th").into_iter().map(text).collect();
        assert_eq!(heads, ["Question", "City", "Harbour"]);
        let cells: Vec<String> = all(&disputes, ".disputes td").into_iter().map(text).collect();
        assert_eq!(cells, ["40 The mayor", "60 The pilot"]);
        assert!(site["disputes/sails.aboard/index.html"].contains("How many were aboard?"));
    }
}

#[test]
fn every_answer_in_the_table_of_disputes_has_somebody_who_gives_it() {
    let event = "+++\ntitle = \"It sails\"\ndate = \"1998-05-01\"\n\
        [[evidence]]\nsource = \"wire\"\nasserts = { aboard = 40 }\n\
        [[evidence]]\nsource = \"copycat\"\nasserts = { aboard = 50 }\n\
        [[evidence]]\nsource = \"gazette\"\nspeaker = \"mayor\"\nasserts = { aboard = 50 }\n+++\n";
    let sources = "[[sources]]\nid = \"wire\"\npublisher = \"Wire\"\n[[sources]]\nid = \"gazette\"\npublisher = \"Gazette\"\n\
        [[sources]]\nid = \"copycat\"\npublisher = \"Copycat\"\nvia = [\"wire\"]\n";
    let files = [
        ("content/events/sails.md".to_owned(), event.to_owned()),
        ("content/sources/all.toml".to_owned(), sources.to_owned()),
        ("content/actors.toml".to_owned(), ACTORS.to_owned()),
    ];
    let site = built(SIDES, &files);
    let disputes = Html::parse_document(&site["disputes/index.html"]);
    let cells: Vec<String> = all(&disputes, ".disputes td").into_iter().map(text).collect();
    assert_eq!(cells, ["50 The mayor", "50 Copycat40 Wire"]);
}

#[test]
fn anchors_of_entries_that_are_nowhere_are_reported() {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"The ferry\"\n");
    write(
        &dir.path().join("content/pages/about.md"),
        "+++\ntitle = \"About\"\n+++\n[a](/#event-nope) [b](/#1998-05-09)\n",
    );
    let output = dateline().arg("-C").arg(dir.path()).arg("check").assert().code(1).get_output().clone();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.matches("error[link/anchor]").count(), 2, "{told}");
}
