//! The list of origins: what rests on each source, who repeats it and who says otherwise, and that nothing private is in it.
//! Those to whom answers are attributed, and what is held on a source.

use dateline::config::BuiltInTheme;
use dateline::model::{Answer, SourceIx};
use dateline::parse::ContentKind;
use dateline::pipeline::{BuildInputs, BuildOptions, make};
use dateline::plan::{OriginDivergence, OriginSummary, verdict};
use dateline::render::{Renderer, builtin};

use scraper::Html;

use crate::support::{all, dateline, text, tree, write};

/// A site with these source records and event files, made as far as its plan.
fn planned(sources: &str, events: &[(&str, &str)]) -> Renderer {
    let mut inputs = BuildInputs::default();
    inputs.site =
        Some(inputs.files.add("site.toml", "title = \"The ferry\"\nlanguage = \"en\"\nzone = \"UTC\"\n".to_owned()));
    let file = inputs.files.add("content/sources/all.toml", sources.to_owned());
    inputs.content.push((file, ContentKind::Sources));
    for (id, evidence) in events {
        let text = format!("+++\ntitle = \"The {id}\"\ndate = \"1931-03-02\"\n{evidence}\n+++\n");
        let file = inputs.files.add(format!("content/events/{id}.md"), text);
        inputs.content.push((file, ContentKind::Event));
    }
    for (name, text) in builtin::templates(BuiltInTheme::default()) {
        let file = inputs.files.add(builtin::path("templates", name), text);
        inputs.templates.insert(name.to_owned(), file);
    }
    let made = make(&inputs, &BuildOptions::default(), None, &());
    let findings: Vec<_> = made.findings.iter().map(|finding| finding.message.clone()).collect();
    made.site.unwrap_or_else(|| panic!("{findings:?}"))
}

/// The list of origins in words, one line for each: "agency: ferry, storm (1 alone); paper repeats 2; blog differs from
/// paper on dead".
fn told(renderer: &Renderer) -> Vec<String> {
    let site = renderer.site();
    let line = |summary: &OriginSummary| {
        let id = |source: SourceIx| site[source].id.as_str();
        let events: Vec<&str> = summary.events.iter().map(|event| site[*event].id.as_str()).collect();
        let first = format!("{}: {} ({} alone)", id(summary.origin), events.join(", "), summary.alone);
        let repeaters = summary.repeaters.iter().map(|(source, events)| format!("{} repeats {events}", id(*source)));
        let divergences = summary.divergences.iter().map(|OriginDivergence { event, question, source, from }| {
            let key = &site[*question].asked_of(*event).unwrap().key;
            format!("{} differs from {} on {key}", id(*source), id(*from))
        });
        [first].into_iter().chain(repeaters).chain(divergences).collect::<Vec<_>>().join("; ")
    };
    renderer.plan().origins.list.iter().map(line).collect()
}

const SOURCES: &str = r#"
[[sources]]
id = "agency"
publisher = "Agency"

[[sources]]
id = "paper"
publisher = "Paper"
via = ["agency"]

[[sources]]
id = "blog"
publisher = "Blog"
via = ["paper"]

[[sources]]
id = "captain"
publisher = "A captain"
"#;

/// Evidence from these sources, each piece with words of its own; after a colon the number of dead that it gives.
fn evidence(sources: &str) -> String {
    let piece = |(at, source): (usize, &str)| {
        let (id, dead) = source.split_once(':').unwrap_or((source, ""));
        let asserts = if dead.is_empty() { String::new() } else { format!("asserts = {{ dead = {dead} }}\n") };
        format!("[[evidence]]\nsource = \"{id}\"\nquote = \"words {at}\"\n{asserts}")
    };
    sources.split(' ').enumerate().map(piece).collect()
}

#[test]
fn origins_stand_in_the_order_of_what_rests_on_them() {
    let site = planned(
        SOURCES,
        &[
            ("ferry", &evidence("agency paper blog")),
            ("storm", &evidence("captain blog")),
            ("wreck", &evidence("paper captain")),
            ("rescue", &evidence("agency")),
        ],
    );
    let lines = [
        "agency: ferry, rescue, storm, wreck (2 alone); blog repeats 2; paper repeats 2",
        "captain: storm, wreck (0 alone)",
    ];
    assert_eq!(told(&site), lines);
    let all = &site.plan().origins;
    assert_eq!((all.events, all.reports, all.of_one_origin, all.echoed), (4, 8, 2, 1));
}

#[test]
fn who_says_otherwise_than_what_it_relies_on_stands_with_the_origin() {
    let differing = [("ferry", evidence("agency:3 paper:4 blog:4 captain:4"))];
    let differing = differing.each_ref().map(|(id, evidence)| (*id, evidence.as_str()));
    let lines = [
        "captain: ferry (0 alone)",
        "agency: ferry (0 alone); blog repeats 1; paper repeats 1; paper differs from agency on dead",
    ];
    assert_eq!(told(&planned(SOURCES, &differing)), lines);
    // The nearest source with an answer counts, not the origin. Several passages of a source are one difference.
    let last = [("ferry", evidence("agency:3 paper:3 blog:4 blog:4"))];
    let last = last.each_ref().map(|(id, evidence)| (*id, evidence.as_str()));
    let lines = ["agency: ferry (1 alone); blog repeats 1; paper repeats 1; blog differs from paper on dead"];
    assert_eq!(told(&planned(SOURCES, &last)), lines);
}

#[test]
fn context_and_private_evidence_are_no_reports() {
    let context = "[[evidence]]\nsource = \"captain\"\nstance = \"context\"\n";
    let private = "[[evidence]]\nsource = \"captain\"\nprivate = true\n";
    let site = planned(SOURCES, &[("ferry", context), ("storm", private), ("wreck", &evidence("paper"))]);
    assert_eq!(told(&site), ["agency: wreck (1 alone); paper repeats 1"]);
    assert_eq!(site.plan().origins.events, 1);
    // A private source has neither its name nor its id in the list.
    let sources = SOURCES.replace("publisher = \"Agency\"", "publisher = \"Agency\"\nprivate = true");
    let site = planned(&sources, &[("wreck", &evidence("paper"))]);
    let [line] = &told(&site)[..] else { panic!("one origin is behind the report") };
    assert!(!line.contains("agency") && line.ends_with("wreck (1 alone); paper repeats 1"), "{line}");
}

#[test]
fn a_site_without_reports_has_an_empty_list() {
    let site = planned(SOURCES, &[("ferry", "")]);
    assert!(told(&site).is_empty());
    assert_eq!(site.plan().origin_page_count(), 1);
}

#[test]
fn a_long_list_is_cut_into_pages() {
    let all: Vec<String> = (0..2000).map(|at| format!("s{at:04}")).collect();
    let records: Vec<String> =
        all.iter().map(|id| format!("[[sources]]\nid = \"{id}\"\npublisher = \"P\"\n")).collect();
    let site = planned(&records.concat(), &[("ferry", &evidence(&all.join(" ")))]);
    let plan = site.plan();
    assert_eq!(plan.origin_page_count(), 10);
    let shown: usize = (1..=10).map(|number| plan.origins_on(number).len()).sum();
    assert_eq!(shown, 2000);
    assert!(plan.origins_on(11).is_empty());
}

/// The answers to the question of an event on how many died, each with the sources to which it is attributed.
fn attributed(sources: &str) -> Vec<String> {
    let renderer = planned(SOURCES, &[("ferry", &evidence(sources))]);
    let site = renderer.site();
    let [question] = &site.questions[..] else { panic!("{sources} is one question") };
    let of_answer = |answer: &Answer| {
        let to: Vec<&str> = answer.attributed_to.iter().map(|source| site[*source].id.as_str()).collect();
        format!("{}: {}", answer.value, to.join(", "))
    };
    question.positions.iter().map(of_answer).collect()
}

#[test]
fn an_answer_is_attributed_to_the_origins_that_stand_behind_it() {
    // An origin without an answer of its own is taken at the word of those who repeat it.
    assert_eq!(attributed("agency paper:4 captain:3"), ["4: agency", "3: captain"]);
    assert_eq!(attributed("agency:4 paper:4 captain:3"), ["4: agency", "3: captain"]);
    // One that answers otherwise is not named, but the source that changed its answer.
    assert_eq!(attributed("agency:3 paper:4"), ["3: agency", "4: paper"]);
    assert_eq!(attributed("agency:3 paper:4 blog:4"), ["4: paper", "3: agency"]);
    assert_eq!(attributed("agency:3 paper:4 captain:4"), ["4: captain, paper", "3: agency"]);
}

#[test]
fn what_is_held_on_a_source_counts_the_passages_that_differ() {
    let events =
        [("ferry", evidence("agency:3 paper:4 paper:4 blog:4 captain:4")), ("storm", evidence("paper agency"))];
    let events = events.each_ref().map(|(id, evidence)| (*id, evidence.as_str()));
    let renderer = planned(SOURCES, &events);
    let site = renderer.site();
    let held = |id: &str| {
        let found = verdict(site, site.source_of_id(id).unwrap());
        let from: Vec<&str> = found.differences.iter().map(|difference| site[difference.from].id.as_str()).collect();
        (found.differing, found.passages, from)
    };
    assert_eq!(held("paper"), (2, 3, vec!["agency", "agency"]));
    // It repeats what its own source says, which is not what the origin says.
    assert_eq!(held("blog"), (0, 1, vec![]));
    assert_eq!(held("agency"), (0, 2, vec![]));
}

#[test]
fn the_headline_of_an_article_never_stands_without_what_is_held_on_it() {
    let dir = tempfile::tempdir().unwrap();
    let file = |path: &str, text: &str| write(&dir.path().join("site").join(path), text);
    file(
        "site.toml",
        "title = \"The ferry\"\nname = \"Ferry\"\nbase_url = \"https://example.org/\"\nlanguage = \"en\"\nzone = \"UTC\"\n",
    );
    file("content/sources/all.toml", "[[sources]]\nid = \"agency\"\npublisher = \"Agency\"\n");
    let event = format!("+++\ntitle = \"The ferry\"\ndate = \"1931-03-02\"\n{}\n+++\n", evidence("agency:3"));
    file("content/events/ferry.md", &event);
    file(
        "content/articles/gazette.md",
        r#"+++
title = "Ferry lost"
publisher = "Gazette"
published = "1931-03-03"
publish = "abstract"
via = ["agency"]

[[reports]]
event = "ferry"
quote = "four were lost"
asserts = { dead = 4 }

[[reports]]
event = "ferry"
quote = "in the storm"

[[notes]]
note = "It names no witness."
+++
A page about the ferry.
"#,
    );
    dateline().arg("-C").arg(dir.path().join("site")).args(["-q", "build"]).assert().success();
    let made = tree(&dir.path().join("site/public"));
    let text = |path: &str| std::str::from_utf8(&made[path]).unwrap();
    let words = "1 of 2 cited passages differs from its own source, Agency";
    let line = format!(
        "<p class=\"verdict\"><a href=\"/articles/gazette/#evidence\">{words}</a> · <a href=\"/articles/gazette/#notes\">1 editor’s note</a></p>"
    );
    for page in ["events/index.html", "sources/index.html", "print/index.html"] {
        assert!(text(page).contains(&line), "{page} has no line below the headline");
    }
    let page = text("articles/gazette/index.html");
    assert!(page.contains(&format!("Ferry lost</bdi></h1>{}", line.replace("/articles/gazette/", ""))), "{page}");
    assert!(page.contains(&format!("name=\"description\" content=\"{words}. 1 editor’s note. ")), "{page}");
    // So do the words of the social card.
    let card = format!("Gazette. Ferry lost. {words}. 1 editor’s note. Rests on Agency");
    assert!(page.contains(&card), "{page}");
    // At the passage stands what the source says.
    assert!(page.contains("differs from <a href=\"/sources/#agency\"><bdi>Agency</bdi></a></b>: 3 · "), "{page}");
    assert!(text("search/pages-0.js").contains(&format!("{words} · 1 editor’s note")));
}

#[test]
fn the_page_of_one_of_many_events_names_only_origins_of_its_own_reports() {
    let source = |at: usize| format!("[[sources]]\nid = \"s{at}\"\npublisher = \"Paper {at}\"\n");
    let event = |at: usize| {
        format!(
            "+++\ntitle = \"Meeting {at}\"\ndate = \"2024-03-0{}\"\n[[evidence]]\nsource = \"s{at}\"\nasserts = {{ who = \"{}\" }}\n\
             [[questions]]\nquestion = \"who\"\n+++\n",
            at + 1,
            if at.is_multiple_of(2) { "the mayor" } else { "the pilots" },
        )
    };
    let mut files: Vec<(String, String)> = (0..6).map(|at| (format!("content/events/e{at}.md"), event(at))).collect();
    files.push(("content/sources/papers.toml".to_owned(), (0..6).map(source).collect()));
    files.push((
        "content/overview.toml".to_owned(),
        "[[questions]]\nid = \"who\"\nask = \"Who asked for it?\"\n".to_owned(),
    ));
    let site = super::home::built("", &files);
    let shown = |path: &str| -> Vec<usize> {
        let page = Html::parse_document(&site[path]);
        let question = text(all(&page, ".question")[0]);
        (0..6).filter(|at| question.contains(&format!("Paper {at}"))).collect()
    };
    assert_eq!(shown("events/e2/index.html"), [2]);
    assert_eq!(shown("disputes/who/index.html"), [0, 1, 2, 3, 4, 5]);
}
