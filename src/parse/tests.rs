//! Tests of parsing: small files, with the records and findings expected of each.

use super::{ContentKind, Document, RawEvent, RawEvidence, config, parse, probable_path};
use crate::config::RawHtmlPolicy;
use crate::diagnostic::Diagnostics;
use crate::model::Html;
use crate::span::{Files, Spanned};

/// Parses a file and compares its records and then its findings with `expect`, line by line.
#[track_caller]
fn check(path: &str, text: &str, expect: &str) {
    let kind =
        ContentKind::of(path.strip_prefix("content/").expect("content lies in its folder")).expect("it is content");
    let mut files = Files::default();
    let file = files.add(path, text);
    let (document, mut findings) = parse(kind, file, path, text, RawHtmlPolicy::Sanitise);
    findings.sort(&files);
    let mut lines = told(&document);
    lines.extend(findings_told(&findings, &files));
    assert_eq!(lines, lines_of(expect), "{path}:\n{text}");
}

/// Reads a `site.toml` and compares its findings with `expect`, line by line.
#[track_caller]
fn check_site(text: &str, expect: &str) {
    let mut files = Files::default();
    let file = files.add("site.toml", text);
    let (_, mut findings) = config(file, "site.toml", text);
    findings.sort(&files);
    assert_eq!(findings_told(&findings, &files), lines_of(expect), "site.toml:\n{text}");
}

/// Findings with their places, one line each.
fn findings_told(findings: &Diagnostics, files: &Files) -> Vec<String> {
    let told = findings.iter().map(|finding| {
        let place = finding.span.map_or_else(String::new, |span| {
            let place = files.position(span);
            format!("{}:{} ", place.line, place.column)
        });
        format!("{place}{}: {}", finding.code.name(), finding.message)
    });
    told.collect()
}

fn lines_of(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// The records of a document, one line each.
fn told(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for event in &document.events {
        lines.push(event_told(event));
        lines.extend(event.evidence.iter().map(|piece| evidence_told("from", piece)));
        lines.extend(event.questions.iter().map(|question| format!("asks {}", question.key.value)));
    }
    for source in &document.sources {
        let mut line = format!("source {}, {}", source.id.value, source.publisher);
        add(&mut line, "title", source.title.as_deref());
        add(&mut line, "published", source.published.as_ref().map(|date| date.value.text()));
        add(&mut line, "via", list(&source.via).as_deref());
        lines.push(line);
        lines.extend(source.reports.iter().map(|piece| evidence_told("on", piece)));
    }
    lines.extend(document.actors.iter().map(|actor| format!("actor {}, {}", actor.id.value, actor.name)));
    lines.extend(document.offices.iter().map(|office| format!("office {}, {}", office.id.value, office.title)));
    lines.extend(document.places.iter().map(|place| format!("place {}, {}", place.id.value, place.name)));
    lines.extend(document.pages.iter().map(|page| format!("page {}, {}", page.id.value, page.title)));
    lines
}

fn event_told(event: &RawEvent) -> String {
    let mut line = format!("event {}", event.id.value);
    add(&mut line, "title", event.title.as_ref().map(|title| &*title.value));
    add(&mut line, "date", event.date.as_ref().map(|date| date.value.text()));
    add(&mut line, "places", event.places.as_deref().and_then(list).as_deref());
    let actors: Vec<Spanned<String>> = event.actors.iter().flatten().map(|(actor, _)| actor.clone()).collect();
    add(&mut line, "actors", list(&actors).as_deref());
    add(&mut line, "tags", event.tags.as_deref().and_then(list).as_deref());
    add(&mut line, "status", event.status.as_ref().map(|status| status.value.word()));
    add(&mut line, "lead", event.lead.as_ref().map(Html::plain));
    add(&mut line, "draft", event.draft.then_some("yes"));
    line
}

fn evidence_told(side: &str, piece: &RawEvidence) -> String {
    let mut line = format!("{side} {}", piece.about.value);
    add(&mut line, "quote", piece.quote.as_ref().map(|quote| &*quote.value));
    let asserts: Vec<String> =
        piece.asserts.iter().map(|(key, value)| format!("{} = {}", key.value, value.value.as_str())).collect();
    add(&mut line, "asserts", (!asserts.is_empty()).then(|| asserts.join(", ")).as_deref());
    line
}

fn add(line: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        line.extend([" | ", key, " ", value]);
    }
}

fn list(items: &[Spanned<String>]) -> Option<String> {
    let items: Vec<&str> = items.iter().map(|item| &*item.value).collect();
    (!items.is_empty()).then(|| items.join(" "))
}

#[test]
fn an_event_is_its_front_matter_and_its_text() {
    check(
        "content/events/raft-sinks.md",
        "+++\ntitle = \"The raft sinks\"\ndate = \"1871-04\"\nstatus = \"confirmed\"\n+++\n\nAt *noon*.\n\nMore.\n",
        "event raft-sinks | title The raft sinks | date 1871-04 | status confirmed | lead At noon.",
    );
}

#[test]
fn the_id_is_the_name_of_the_file_unless_one_is_written() {
    check(
        "content/events/raft-sinks.md",
        "+++\nid = \"sinking\"\ntitle = \"A\"\ndate = \"1871\"\n+++\n",
        "event sinking | title A | date 1871",
    );
    check(
        "content/events/Raft sinks.md",
        "+++\ntitle = \"A\"\ndate = \"1871\"\n+++\n",
        "event raft-sinks | title A | date 1871
         1:1 id/bad: the file's name “Raft sinks” cannot be an id: it has the capital letter “R”",
    );
}

#[test]
fn a_place_that_is_named_twice_counts_once() {
    check(
        "content/events/a.md",
        "+++\ntitle = \"A\"\ndate = \"1871\"\nplace = \"quay\"\nplaces = [\"mole\", \"quay\", \"mole\"]\n+++\n",
        "event a | title A | date 1871 | places quay mole",
    );
}

#[test]
fn several_events_may_stand_in_one_file() {
    check(
        "content/events/spring.md",
        "+++\n[[events]]\nid = \"a\"\ntitle = \"A\"\ndate = \"1871\"\n[[events]]\ntitle = \"B\"\ndate = \"1872\"\n+++\n",
        "event a | title A | date 1871
         event unnamed-50-60 | title B | date 1872
         6:1 field/missing: id is missing from the event",
    );
}

#[test]
fn evidence_and_questions_belong_to_their_event() {
    check(
        "content/events/a.md",
        "+++\ntitle = \"A\"\ndate = \"1871\"\n\
         [[evidence]]\nsource = \"log\"\nquote = \"she went down\"\nasserts = { dead = 3 }\n\
         [[questions]]\nkey = \"dead\"\n+++\n",
        "event a | title A | date 1871
         from log | quote she went down | asserts dead = 3
         asks dead",
    );
}

#[test]
fn one_bad_field_hides_no_other() {
    check(
        "content/events/a.md",
        "+++\ntitle = \"A\"\ndate = \"1871-13\"\nstatus = \"sure\"\ncolour = 1\n[[evidence]]\nsource = \"log\"\n+++\n",
        "event a | title A
         from log
         3:14 date/no-such-month: month 13 does not exist
         4:10 field/value: status cannot be \"sure\"
         5:1 field/unknown: the event has no field colour",
    );
}

#[test]
fn an_article_is_a_source_with_reports() {
    check(
        "content/articles/log.md",
        "+++\ntitle = \"Log\"\npublisher = \"Harbour\"\npublished = \"1871-04-03\"\n\
         [[reports]]\nevent = \"a\"\nquote = \"she went down\"\n+++\nShort.\n",
        "source log, Harbour | title Log | published 1871-04-03
         on a | quote she went down",
    );
}

#[test]
fn records_are_tables() {
    check(
        "content/sources/all.toml",
        "[[sources]]\nid = \"a\"\npublisher = \"A\"\n[[sources]]\nid = \"b\"\npublisher = \"B\"\nvia = [\"a\"]\n",
        "source a, A
         source b, B | via a",
    );
    check("content/actors.toml", "[pilot]\nname = \"The pilot\"\n", "actor pilot, The pilot");
    check(
        "content/places.toml",
        "[quay]\nname = \"Quay\"\nlat = 95\nlon = 0x1F\n",
        "place quay, Quay
        3:7 field/value: lat 95 does not exist",
    );
}

#[test]
fn no_table_has_a_field_that_nobody_knows() {
    check(
        "content/actors.toml",
        "[pilot]\nname = \"The pilot\"\nkynd = \"person\"\n[[pilot.terms]]\noffice = \"head\"\nuntil = \"1871\"\n",
        "actor pilot, The pilot
         3:1 field/unknown: the actor has no field kynd
         6:1 field/unknown: the term of office has no field until",
    );
    check(
        "content/actors.toml",
        "cook = { name = \"The cook\", rank = 1 }\n[mate]\nname = \"The mate\"\n[[mate.terms]]\noffice = \"head\"\nkind = \"person\"\n",
        "actor cook, The cook
         actor mate, The mate
         1:29 field/unknown: the actor has no field rank
         6:1 field/unknown: kind is a field of the actor, and the term of office has none of that name",
    );
    check(
        "content/offices.toml",
        "[head]\ntitle = \"Head\"\nholder = \"pilot\"\n",
        "office head, Head
         3:1 field/unknown: the office has no field holder",
    );
    check(
        "content/places.toml",
        "[quay]\nname = \"Quay\"\nlatitude = 57\n",
        "place quay, Quay
         3:1 field/unknown: the place has no field latitude",
    );
    check(
        "content/sources/all.toml",
        "sort = 1\n[[sources]]\nid = \"a\"\npublisher = \"A\"\ncolour = 1\n[[sources.archived]]\nurl = \"https://a.example/\"\nday = 1\n",
        "source a, A
         1:1 field/unknown: a file of sources has no field sort
         5:1 field/unknown: the source has no field colour
         8:1 field/unknown: the archived copy has no field day",
    );
    check(
        "content/articles/log.md",
        "+++\ntitle = \"Log\"\npublisher = \"Harbour\"\npublished = \"1871-04-03\"\nedition = 2\n\
         [[events]]\nid = \"a\"\nwhere = \"quay\"\n[[events.questions]]\nkey = \"dead\"\nanswer = 3\n\
         [[reports]]\nevent = \"a\"\npage = 4\n[[notes]]\nnote = \"x\"\nabout = \"y\"\n\
         [[corrections]]\ndate = 1871-05-01\nnote = \"x\"\nwho = \"z\"\n+++\nShort.\n",
        "event a
         asks dead
         source log, Harbour | title Log | published 1871-04-03
         on a
         on a
         5:1 field/unknown: the article has no field edition
         8:1 field/unknown: the event has no field where
         11:1 field/unknown: the question has no field answer
         14:1 field/unknown: the report has no field page
         17:1 field/unknown: the note has no field about
         21:1 field/unknown: the correction has no field who",
    );
    check(
        "content/pages/about.md",
        "+++\ntitle = \"About\"\nmenu = true\n[check]\nsilence = [\"tag/twins\"]\n+++\n",
        "page about, About
         3:1 field/unknown: the page has no field menu
         5:1 field/unknown: [check] has no field silence",
    );
}

#[test]
fn a_field_is_known_whatever_else_its_table_lacks() {
    check_site(
        "title = \"A\"\n[licence]\nurl = \"https://licence.example/\"\n",
        "2:1 field/missing: name is missing from the licence",
    );
    check_site(
        "title = \"A\"\nlicence = { url = \"licence\" }\n",
        "2:11 field/missing: name is missing from the licence
         2:19 link/scheme: url of the licence is not a web address",
    );
    check(
        "content/events/a.md",
        "+++\ntitle = \"A\"\ndate = \"1871\"\nactors = [{ role = \"pilot\" }]\n+++\n",
        "event a | title A | date 1871
         4:11 field/missing: id is missing from an actor",
    );
}

/// The readers themselves compare the keys that they ask for with those in `keys.rs`; this test has them read every
/// table. The tables are empty, so that a key that is asked for only beside another one is missed.
#[test]
fn readers_ask_for_every_key_of_their_tables() {
    #[rustfmt::skip]
    let cases = [
        ("site.toml", "[licence]\n[timeline]\n[paths]\n[markdown]\n[statuses]\n[map]\n[share]\n[check]\n\
                       [theme]\naccent = {}\nlogo = {}\n"),
        ("events/a.md", "+++\nactors = [{}]\n[[evidence]]\n[[questions]]\nresolved = {}\n[[corrections]]\n[check]\n+++\n"),
        ("events/a.md", "+++\n[[events]]\n+++\n"),
        ("articles/a.md", "+++\narchived = [{}]\ncapture = {}\n[[notes]]\n[[reports]]\n[[events]]\n+++\n"),
        ("sources/a.toml", "[[sources]]\n"),
        ("actors.toml", "[a]\n[[a.terms]]\n"),
        ("offices.toml", "[a]\n"),
        ("places.toml", "[a]\n"),
        ("pages/a.md", "+++\n+++\n"),
    ];
    for (path, text) in cases {
        let file = Files::default().add(path, text);
        let findings = match ContentKind::of(path) {
            Some(kind) => parse(kind, file, path, text, RawHtmlPolicy::Sanitise).1,
            None => config(file, path, text).1,
        };
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
        assert!(codes.iter().all(|code| *code == "field/missing") && !codes.is_empty(), "{path}: {codes:?}");
    }
}

#[test]
fn numbers_in_every_base_are_what_they_say() {
    check(
        "content/events/a.md",
        "+++\ntitle = \"A\"\ndate = 0x74F\nsummary = 0x10\ntags = [0o17, 0b11]\norder = 0x1F\nkey = 0x1\n\
         [[evidence]]\nsource = \"log\"\nasserts = { dead = 0x10, hurt = 0o17, saved = 0b1_1, boats = 1_000 }\n+++\n",
        "event a | title A
         from log | asserts dead = 16, hurt = 15, saved = 3, boats = 1000
         3:8 date/unquoted: the date 1871 needs quotation marks
         4:11 field/type: summary of the event is a text, not a number
         5:9 field/type: the items of tags are texts, and this is a number
         5:15 field/type: the items of tags are texts, and this is a number
         7:7 field/type: key of the event is true or false, not a number",
    );
    check(
        "content/places.toml",
        "[quay]\nname = \"Quay\"\nlat = 0x5B\nlon = 0xFFFFFFFFFFFFFFFFFF\n[mole]\nname = \"Mole\"\nlat = 0x1F\nlon = 99999999999999999999\n",
        "place quay, Quay
         place mole, Mole
         3:7 field/value: lat 91 does not exist
         4:7 field/value: lon 0xFFFFFFFFFFFFFFFFFF does not exist
         8:7 field/value: lon 99999999999999999999 does not exist",
    );
}

#[test]
fn a_file_without_front_matter_is_no_event() {
    check(
        "content/events/a.md",
        "A raft sinks.\n",
        "1:1 front-matter/missing: this file does not begin with front matter",
    );
}

#[test]
fn a_misspelt_path_is_set_right_where_it_looks_like_content() {
    #[rustfmt::skip]
    let cases = [
        ("events/Work Paused.MD", Some("events/work-paused.md")),
        ("events/2024/strike.markdown", Some("events/2024/strike.md")),
        ("event/strike.md", Some("events/strike.md")),
        ("Events/strike.md", Some("events/strike.md")),
        ("events/strike.txt", Some("events/strike.md")),
        ("events/strike.yaml", Some("events/strike.md")),
        ("article/wire.md", Some("articles/wire.md")),
        ("sources/wires.tml", Some("sources/wires.toml")),
        ("sources/wires.md", Some("sources/wires.toml")),
        ("strike.md", Some("events/strike.md")),
        ("actor.toml", Some("actors.toml")),
        ("Places.TOML", Some("places.toml")),
        ("places.yml", Some("places.toml")),
        ("events/harbour.jpg", None),
        ("minutes/strike.md", None),
        ("budget.toml", None),
        ("events/README", None),
    ];
    for (path, probable) in cases {
        assert_eq!(probable_path(path).as_deref(), probable, "{path}");
        assert!(probable.is_none_or(|probable| ContentKind::of(probable).is_some()), "{path}");
    }
}

#[test]
fn a_number_is_proposed_as_it_was_meant() {
    let degrees = |words| super::toml::number_meant(words, false);
    for (words, meant) in [
        ("52,5", "52.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("052.50", "52.50"),
        ("−1.5", "-1.5"),
        ("57.5 S", "-57.5"),
        ("52.5°N", "52.5"),
        ("11.25 degrees west", "-11.25"),
        ("+0x10", "16"),
    ] {
        assert_eq!(degrees(words).as_deref(), Some(meant), "{words}");
    }
    for words in ["52 30", "52° 30' N", "1/2", "two", "", ".", "1.2.3", "-5 S"] {
        assert_eq!(degrees(words), None, "{words}");
    }
    let whole = |words| super::toml::number_meant(words, true);
    assert_eq!(whole("1,329").as_deref(), Some("1329"));
    assert_eq!(whole("007").as_deref(), Some("7"));
    assert_eq!(whole("50 words").as_deref(), Some("50"));
}

#[test]
fn a_clock_time_alone_is_no_date() {
    check(
        "content/events/trial.md",
        "+++\ntitle = \"A trial run\"\ndate = 14:00:00\n+++\n",
        "event trial | title A trial run
         3:8 field/type: date of the event is a date, not a clock time without a day",
    );
}

#[test]
fn words_of_a_table_do_not_run_together_where_none_can_stand() {
    let text =
        "+++\ntitle = \"A trial run\"\ndate = \"2024\"\nsummary = \"\"\"\n|fast|slow|\n|-|-|\n|one|two|\"\"\"\n+++\n";
    let mut files = Files::default();
    let file = files.add("content/events/trial.md", text);
    let (document, findings) =
        parse(ContentKind::Event, file, "content/events/trial.md", text, RawHtmlPolicy::Sanitise);
    let summary = document.events[0].summary.as_ref().map(|summary| summary.value.plain().trim());
    assert_eq!(summary, Some("fast slow one two"));
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["markdown/not-inline"]);
}
