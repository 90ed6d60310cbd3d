//! Tests of resolving: small sites as texts, with the events and findings expected of each.
//!
//! Every site is resolved twice, with its files in either order, because the result must not depend on that order.

use super::resolve;
use crate::config::RawHtmlPolicy;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Event, Evidence, Site, SourceIx, Stance};
use crate::parse::{self, ContentKind, Document};
use crate::span::{Files, Span};

/// Resolves a site and compares its events and findings with `expect`, line by line. Each file begins with
/// `-- path --`. The fences of front matter are added to files that end in `.md`.
#[track_caller]
fn check(input: &str, expect: &str) {
    let expect: Vec<&str> = expect.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut files: Vec<(String, String)> = input.split("\n-- ").skip(1).map(file).collect();
    assert_eq!(told(&files), expect, "{input}");
    files.reverse();
    assert_eq!(told(&files), expect, "with the files in the other order: {input}");
}

fn file(text: &str) -> (String, String) {
    let (path, text) = text.split_once(" --\n").expect("a path stands between two dashes");
    let text: Vec<&str> = text.lines().map(str::trim).collect();
    let text = text.join("\n");
    (path.to_owned(), if path.ends_with(".md") { format!("+++\n{text}\n+++\n") } else { text })
}

fn told(texts: &[(String, String)]) -> Vec<String> {
    let (site, findings, files) = resolved(texts);
    let mut lines: Vec<String> = site.events.iter().flat_map(|event| event_told(&site, event)).collect();
    let mut found: Vec<String> = findings.iter().map(|finding| finding_told(finding, &files)).collect();
    found.sort();
    lines.extend(found);
    lines
}

/// The site of these files, and all findings.
fn resolved(texts: &[(String, String)]) -> (Site, Diagnostics, Files) {
    let mut files = Files::default();
    let site = files.add("site.toml", "title = \"A site\"\n");
    let (config, _) = parse::config(site, "site.toml", &files.get(site).text);
    let mut findings = Diagnostics::default();
    let mut documents: Vec<Document> = Vec::new();
    for (path, text) in texts {
        let kind = ContentKind::of(path).expect("content lies in its folder");
        let file = files.add(path.as_str(), text.as_str());
        let (document, found) = parse::parse(kind, file, path, text, RawHtmlPolicy::Sanitise);
        findings.append(found);
        documents.push(document);
    }
    let (site, found) = resolve(&documents, config, false);
    findings.append(found);
    (site, findings, files)
}

/// An event, its evidence sorted by source, and its questions, one line each.
fn event_told(site: &Site, event: &Event) -> Vec<String> {
    let id = |source: &SourceIx| site[*source].id.to_string();
    let origins: Vec<String> = event.provenance.origins.iter().map(id).collect();
    let reports = event.provenance.reports.len();
    let mut lines = vec![format!(
        "{}: {} | {} | {} | {reports} by {}",
        event.id,
        event.title,
        event.when.text(),
        event.status.word(),
        if origins.is_empty() { "nobody".to_owned() } else { origins.join(", ") }
    )];
    let mut evidence: Vec<String> = event.evidence.iter().map(|piece| piece_told(site, piece)).collect();
    evidence.sort();
    lines.extend(evidence);
    lines.extend(event.questions.iter().map(|question| &site[*question]).map(|question| {
        let mut positions: Vec<String> = question
            .positions
            .iter()
            .map(|position| {
                let from: Vec<String> = position.origins.iter().map(id).collect();
                format!("{} by {}", position.value, from.join(", "))
            })
            .collect();
        positions.sort();
        let answer = question.text.resolved.as_ref().map_or("open", |resolved| resolved.answer.as_str());
        format!("? {} {} = {answer}", question.text.ask, positions.join(" / "))
    }));
    lines
}

fn piece_told(site: &Site, piece: &Evidence) -> String {
    let quote = piece.quote.as_ref().map(|quote| format!("“{}”", quote.text));
    let asserts = piece.asserts.iter().map(|assertion| format!("{}={}", assertion.key, assertion.value));
    let stance = Some(piece.stance.word()).filter(|_| piece.stance != Stance::Supports).map(str::to_owned);
    let source = format!("+ {}", site[piece.source].id);
    [source].into_iter().chain(quote).chain(asserts).chain(stance).collect::<Vec<_>>().join(" ")
}

/// The code of a finding, its message and all its places, sorted by name.
fn finding_told(finding: &Diagnostic, files: &Files) -> String {
    let related = finding.related.iter().map(|related| related.span);
    let place = |span: Span| {
        let path = &files.get(span.file).path;
        format!("{}:{}", path.rsplit('/').next().unwrap_or(path), files.position(span).line)
    };
    let mut places: Vec<String> = finding.span.into_iter().chain(related).map(place).collect();
    places.sort();
    format!("! {} {}: {}", places.join(" "), finding.code.name(), finding.message)
}

#[test]
fn an_event_is_known_by_its_id_and_its_file_is_the_curated_truth() {
    check(
        r#"
-- events/pier-closes.md --
title = "The pier closes"
date = "2024-03-12"
[[evidence]]
source = "courier"
quote = "closed at six"
-- sources/papers.toml --
[[sources]]
id = "courier"
publisher = "Courier"
"#,
        "
        pier-closes: The pier closes | 2024-03-12 | reported | 1 by courier
        + courier “closed at six”
        ",
    );
}

#[test]
fn two_curated_events_of_one_id_are_an_error_with_both_places() {
    check(
        r#"
-- events/2023/pier.md --
title = "The pier opens"
date = "2023-03-12"
-- events/2024/pier.md --
title = "The pier opens"
date = "2023-03-12"
"#,
        "
        pier: The pier opens | 2023-03-12 | reported | 0 by nobody
        ! pier.md:1 pier.md:1 id/twice: two events have the id pier
        ",
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_told_where_it_stands() {
    check(
        r#"
-- events/pier.md --
title = "The pier closes"
date = "2024-03-12"
place = "old-peir"
[[evidence]]
source = "nobody"
-- places.toml --
[old-pier]
name = "Old pier"
"#,
        "
        pier: The pier closes | 2024-03-12 | reported | 0 by nobody
        ! pier.md:4 id/unknown: there is no place “old-peir”
        ! pier.md:6 id/unknown: there is no source “nobody”
        ",
    );
}

#[test]
fn a_report_adds_evidence_and_the_same_words_from_both_sides_are_one_piece() {
    check(
        r#"
-- events/pier.md --
title = "The pier closes"
date = "2024-03-12"
[[evidence]]
source = "wire"
quote = "closed at six"
stance = "supports"
-- articles/wire.md --
title = "Closed"
publisher = "Wire"
published = "2024-03-13"
[[reports]]
event = "pier"
quote = "closed at six"
asserts = { hour = "six" }
[[reports]]
event = "pier"
quote = "nobody was told"
"#,
        "
        pier: The pier closes | 2024-03-12 | reported | 1 by wire
        + wire “closed at six” hour=six
        + wire “nobody was told”
        ",
    );
}

#[test]
fn evidence_that_only_denies_stays_beside_what_its_source_says() {
    let site = |modality: &str| {
        format!(
            r#"
-- events/pier.md --
title = "The pier closes"
date = "2024-03-12"
[[evidence]]
source = "wire"
{modality}
-- articles/wire.md --
title = "Closed"
publisher = "Wire"
published = "2024-03-13"
[[reports]]
event = "pier"
quote = "closed at six"
"#
        )
    };
    let event = "pier: The pier closes | 2024-03-12 | reported | 1 by wire";
    check(&site(""), &format!("{event}\n + wire “closed at six”"));
    check(&site("modality = \"denied\""), &format!("{event}\n + wire\n + wire “closed at six”"));
}

#[test]
fn a_field_that_both_sides_of_one_piece_set_differently_is_an_error_with_both_places() {
    check(
        r#"
-- events/pier.md --
title = "The pier closes"
date = "2024-03-12"
[[evidence]]
source = "wire"
quote = "closed at six"
asserts = { hour = "six" }
-- articles/wire.md --
title = "Closed"
publisher = "Wire"
published = "2024-03-13"
[[reports]]
event = "pier"
quote = "closed at six"
asserts = { hour = "seven" }
"#,
        "
        pier: The pier closes | 2024-03-12 | reported | 1 by wire
        + wire “closed at six” hour=six
        ! pier.md:7 wire.md:8 merge/conflict: two places disagree on the hour of this evidence
        ",
    );
}

#[test]
fn an_event_that_only_an_article_brings_rests_on_that_article() {
    check(
        r#"
-- articles/wire.md --
title = "Closed"
publisher = "Wire"
published = "2024-03-13"
[[events]]
id = "pier"
title = "The pier closes"
date = "2024-03-12"
quote = "closed at six"
"#,
        "
        pier: The pier closes | 2024-03-12 | reported | 1 by wire
        + wire “closed at six”
        ",
    );
}

#[test]
fn a_curated_file_wins_field_by_field_and_what_the_article_dates_otherwise_is_its_assertion() {
    check(
        r#"
-- events/pier.md --
title = "The pier closes"
date = "2024-03-12"
[[evidence]]
source = "courier"
asserts = { date = "2024-03-12" }
-- articles/wire.md --
title = "Closed"
publisher = "Wire"
published = "2024-03-13"
[[events]]
id = "pier"
title = "The pier closes"
date = "2024-03-11"
status = "denied"
-- sources/papers.toml --
[[sources]]
id = "courier"
publisher = "Courier"
"#,
        "
        pier: The pier closes | 2024-03-12 | denied | 2 by courier, wire
        + courier date=2024-03-12
        + wire date=2024-03-11
        ? date? 2024-03-11 by wire / 2024-03-12 by courier = open
        ",
    );
}

#[test]
fn two_articles_that_set_one_field_differently_are_an_error_with_both_places() {
    check(
        r#"
-- articles/courier.md --
title = "Shut"
publisher = "Courier"
published = "2024-03-13"
[[events]]
id = "pier"
title = "The pier closes"
date = "2024-03-12"
actors = [{ id = "mayor", role = "orders it" }]
note = "See [the minutes](https://town.example/minutes)."
-- articles/wire.md --
title = "Closed"
publisher = "Wire"
published = "2024-03-13"
[[events]]
id = "pier"
title = "The pier closes"
date = "2024-03-12"
status = "confirmed"
actors = [{ id = "mayor", role = "learns of it" }]
note = "See [the minutes](https://town.example/minutes)."
-- actors.toml --
[mayor]
name = "The mayor"
"#,
        "
        pier: The pier closes | 2024-03-12 | confirmed | 2 by courier, wire
        + courier
        + wire
        ! courier.md:9 wire.md:10 merge/conflict: two places disagree on the role of mayor of pier
        ",
    );
}

#[test]
fn what_two_files_tell_in_the_same_words_is_told_once() {
    check(
        r#"
-- events/pier.md --
title = "The pier closes"
date = "2024-03-12"
aliases = ["jetty"]
[[questions]]
key = "hour"
ask = "At what hour?"
[[evidence]]
source = "courier"
asserts = { hour = "six" }
-- articles/wire.md --
title = "Closed"
publisher = "Wire"
published = "2024-03-13"
[[reports]]
event = "pier"
asserts = { hour = "seven" }
[[events]]
id = "pier"
aliases = ["jetty"]
[[events.questions]]
key = "hour"
ask = "When?"
resolved = { answer = "six", why = "The clock stopped." }
-- sources/papers.toml --
[[sources]]
id = "courier"
publisher = "Courier"
"#,
        "
        pier: The pier closes | 2024-03-12 | reported | 2 by courier, wire
        + courier hour=six
        + wire hour=seven
        ? At what hour? seven by wire / six by courier = six
        ",
    );
}

#[test]
fn two_questions_of_one_file_cannot_have_one_key() {
    check(
        r#"
-- events/pier.md --
title = "The pier closes"
date = "2024-03-12"
[[questions]]
key = "hour"
ask = "At what hour?"
[[questions]]
key = "hour"
ask = "Was it six?"
[[evidence]]
source = "courier"
asserts = { hour = "six" }
-- sources/papers.toml --
[[sources]]
id = "courier"
publisher = "Courier"
"#,
        "
        pier: The pier closes | 2024-03-12 | reported | 1 by courier
        + courier hour=six
        ! pier.md:5 pier.md:8 question/twice: two questions have the key “hour”
        ! pier.md:5 question/unasked: no two sources contradict each other on “hour”
        ! pier.md:8 question/unasked: no two sources contradict each other on “hour”
        ",
    );
}

#[test]
fn values_that_cannot_both_hold_make_a_question_and_dispute_the_event() {
    check(
        r#"
-- events/pier.md --
title = "The pier closes"
date = "2024-03-12"
status = "confirmed"
[[evidence]]
source = "courier"
asserts = { boats = "10..12", day = "2024-03", captain = "Ada Lind" }
[[evidence]]
source = "wire"
asserts = { boats = 14, day = "2024-03-12", captain = "ada  lind." }
[[evidence]]
source = "post"
asserts = { boats = 11 }
-- sources/papers.toml --
[[sources]]
id = "courier"
publisher = "Courier"
[[sources]]
id = "wire"
publisher = "Wire"
[[sources]]
id = "post"
publisher = "Post"
via = ["courier"]
"#,
        "
        pier: The pier closes | 2024-03-12 | disputed | 3 by courier, wire
        + courier boats=10..12 day=2024-03 captain=Ada Lind
        + post boats=11
        + wire boats=14 day=2024-03-12 captain=ada  lind.
        ? boats? 10..12 by courier / 11 by courier / 14 by wire = open
        ",
    );
}

#[test]
fn a_question_that_events_share_is_asked_once_with_the_answers_of_all() {
    check(
        r#"
-- events/letter.md --
title = "The mayor writes a letter"
date = "2024-03-12"
status = "confirmed"
[[evidence]]
source = "courier"
asserts = { asked = "the mayor" }
[[questions]]
question = "who-asked"
key = "asked"
point = "who asked"
-- events/visit.md --
title = "The pilots visit the mayor"
date = "2024-03-14"
status = "confirmed"
[[evidence]]
source = "post"
asserts = { who-asked = "the pilots" }
[[evidence]]
source = "wire"
asserts = { who-asked = "the pilots" }
[[questions]]
question = "who-asked"
-- events/vote.md --
title = "The council votes"
date = "2024-03-15"
status = "confirmed"
[[evidence]]
source = "wire"
[[questions]]
question = "who-asked"
-- overview.toml --
[[questions]]
id = "who-asked"
ask = "Who asked for talks?"
[[questions]]
id = "who-pays"
ask = "Who pays?"
-- sources/papers.toml --
[[sources]]
id = "courier"
publisher = "Courier"
[[sources]]
id = "wire"
publisher = "Wire"
[[sources]]
id = "post"
publisher = "Post"
via = ["courier"]
"#,
        "
        letter: The mayor writes a letter | 2024-03-12 | confirmed | 1 by courier
        + courier asked=the mayor
        ? Who asked for talks? the mayor by courier / the pilots by courier, wire = open
        visit: The pilots visit the mayor | 2024-03-14 | disputed | 2 by courier, wire
        + post who-asked=the pilots
        + wire who-asked=the pilots
        ? Who asked for talks? the mayor by courier / the pilots by courier, wire = open
        vote: The council votes | 2024-03-15 | confirmed | 1 by wire
        + wire
        ! overview.toml:5 question/unasked: no event asks the question “who-pays”
        ! vote.md:8 question/unasked: no evidence of this event answers “who-asked”
        ",
    );
}

#[test]
fn an_event_asks_a_shared_question_once_and_its_text_stands_in_the_overview() {
    check(
        r#"
-- articles/news.md --
title = "News"
publisher = "News"
published = "2024-03-13"
[[events]]
id = "visit"
[[events.questions]]
key = "who-asked"
ask = "Who was it?"
-- events/visit.md --
title = "The pilots visit the mayor"
date = "2024-03-14"
known = "2024-03-13"
[[evidence]]
source = "wire"
asserts = { who-asked = "the pilots", asked = "the pilots" }
[[questions]]
question = "who-asked"
[[questions]]
question = "who-asked"
key = "asked"
-- events/letter.md --
title = "The mayor writes a letter"
date = "2024-03-12"
[[evidence]]
source = "wire"
asserts = { who-asked = "the mayor" }
[[questions]]
question = "who-asked"
-- overview.toml --
[[questions]]
id = "who-asked"
ask = "Who asked for talks?"
-- sources/papers.toml --
[[sources]]
id = "wire"
publisher = "Wire"
"#,
        "
        letter: The mayor writes a letter | 2024-03-12 | disputed | 1 by wire
        + wire who-asked=the mayor
        ? Who asked for talks? the mayor by wire / the pilots by wire = open
        visit: The pilots visit the mayor | 2024-03-14 | disputed | 2 by news, wire
        + news
        + wire who-asked=the pilots asked=the pilots
        ? Who asked for talks? the mayor by wire / the pilots by wire = open
        ! news.md:8 visit.md:9 field/value: the question who-asked of visit is “who-asked” in the overview
        ! visit.md:12 visit.md:9 question/twice: the event asks the question “who-asked” twice
        ! visit.md:4 field/value: known is 2024-03-13, which is before the event
        ",
    );
}

#[test]
fn a_report_departs_from_what_its_source_says_of_another_event_that_shares_the_question() {
    let files = [
        event_file("a", "[[evidence]]\nsource = \"wire\"\nasserts = { q = 1 }\n[[questions]]\nquestion = \"q\"\n"),
        event_file("b", "[[evidence]]\nsource = \"echo\"\nasserts = { q = 2 }\n[[questions]]\nquestion = \"q\"\n"),
        ("overview.toml".to_owned(), "[[questions]]\nid = \"q\"\nask = \"How many?\"\n".to_owned()),
        records_file([("wire", ""), ("echo", "\"wire\"")].map(|(id, via)| (id.to_owned(), via.to_owned())).into_iter()),
    ];
    let (site, ..) = resolved(&files);
    let [departure] = &site.questions[0].departures[..] else { panic!("{:?}", site.questions) };
    assert_eq!(site[departure.evidence.event].id.as_str(), "b");
    assert_eq!(site[departure.from].id.as_str(), "wire");
}

#[test]
fn origins_are_the_ends_of_the_chains_and_context_is_not_counted() {
    check(
        r#"
-- events/pier.md --
title = "The pier closes"
date = "2024-03-12"
[[evidence]]
source = "post"
[[evidence]]
source = "echo"
[[evidence]]
source = "blog"
via = ["echo"]
[[evidence]]
source = "map"
stance = "context"
-- events/quay.md --
title = "The quay closes"
date = "2024-03-13"
[[evidence]]
source = "post"
via = []
-- sources/papers.toml --
[[sources]]
id = "wire"
publisher = "Wire"
[[sources]]
id = "post"
publisher = "Post"
via = ["wire"]
[[sources]]
id = "echo"
publisher = "Echo"
via = ["post"]
[[sources]]
id = "blog"
publisher = "Blog"
[[sources]]
id = "map"
publisher = "Maps"
"#,
        "
        pier: The pier closes | 2024-03-12 | reported | 3 by wire
        + blog
        + echo
        + map context
        + post
        quay: The quay closes | 2024-03-13 | reported | 1 by post
        + post
        ",
    );
}

#[test]
fn a_chain_that_runs_in_a_circle_is_an_error() {
    check(
        r#"
-- sources/papers.toml --
[[sources]]
id = "post"
publisher = "Post"
via = ["wire"]
[[sources]]
id = "wire"
publisher = "Wire"
via = ["post"]
"#,
        "
        ! papers.toml:1 chain/loop: this chain of attribution runs in a circle
        ",
    );
}

#[test]
fn one_page_is_one_source_unless_one_record_says_that_it_rests_on_the_other() {
    check(
        r#"
-- events/pier.md --
title = "The pier closes"
date = "2024-03-12"
[[evidence]]
source = "first"
[[evidence]]
source = "later"
-- sources/papers.toml --
[[sources]]
id = "again"
publisher = "Courier"
url = "http://www.courier.example/pier/?fbclid=1"
[[sources]]
id = "first"
publisher = "Courier"
url = "https://courier.example/pier"
[[sources]]
id = "later"
publisher = "Courier"
url = "https://courier.example/pier#update"
via = ["first"]
"#,
        "
        pier: The pier closes | 2024-03-12 | reported | 2 by first
        + first
        + later
        ! papers.toml:1 papers.toml:5 source/twice: again and first are one source: both stand at the same address
        ",
    );
}

#[test]
fn two_events_that_look_like_one_are_a_warning() {
    check(
        r#"
-- events/pier.md --
title = "The old pier is closed"
date = "2024-03-12"
actors = ["mayor"]
-- events/quay.md --
title = "The old pier was closed"
date = "2024-03-12"
actors = ["mayor"]
-- events/street.md --
title = "The old pier is closed"
date = "2024-03-12"
-- actors.toml --
[mayor]
name = "The mayor"
"#,
        "
        pier: The old pier is closed | 2024-03-12 | reported | 0 by nobody
        quay: The old pier was closed | 2024-03-12 | reported | 0 by nobody
        street: The old pier is closed | 2024-03-12 | reported | 0 by nobody
        ! pier.md:2 quay.md:2 merge/twins: these two events look like one
        ",
    );
}

/// Number of things in tests with many things.
const MANY: usize = 2_000;

/// [`MANY`] texts, concatenated.
fn many(text: impl Fn(usize) -> String) -> String {
    (0..MANY).map(text).collect::<Vec<_>>().concat()
}

fn event_file(id: &str, fields: &str) -> (String, String) {
    (format!("events/{id}.md"), format!("+++\ntitle = \"The {id}\"\ndate = \"2024-03-12\"\n{fields}\n+++\n"))
}

/// A file of records, each with an id and its `via` as written.
fn records_file(records: impl Iterator<Item = (String, String)>) -> (String, String) {
    let record = |(id, via)| format!("[[sources]]\nid = \"{id}\"\npublisher = \"P\"\nvia = [{via}]\n");
    ("sources/all.toml".to_owned(), records.map(record).collect::<Vec<_>>().concat())
}

fn messages(findings: &Diagnostics, code: &str) -> Vec<String> {
    findings.iter().filter(|finding| finding.code.name() == code).map(|finding| finding.message.clone()).collect()
}

#[test]
fn many_passages_from_both_sides_are_one_each() {
    let pieces = many(|at| format!("[[evidence]]\nsource = \"courier\"\nquote = \"crate {at}\"\n"));
    let reports = many(|at| format!("[[reports]]\nevent = \"count\"\nquote = \"crate {}\"\n", (at * 7 + 3) % MANY));
    let article =
        format!("+++\ntitle = \"Crates\"\npublisher = \"Courier\"\npublished = \"2024-03-12\"\n{reports}+++\n");
    let (site, findings, _) = resolved(&[event_file("count", &pieces), ("articles/courier.md".to_owned(), article)]);
    assert_eq!(site.events[0].evidence.len(), MANY);
    assert_eq!(messages(&findings, "merge/conflict"), [""; 0]);
}

#[test]
fn a_long_chain_has_one_origin_and_says_where_it_is_cut() {
    let via = |at: usize| if at < MANY { format!("\"s{}\"", at + 1) } else { String::new() };
    let records = records_file((0..=MANY).map(|at| (format!("s{at}"), via(at))));
    let events = (0..MANY).map(|at| event_file(&format!("e{at}"), &format!("[[evidence]]\nsource = \"s{at}\"\n")));
    let (site, findings, _) = resolved(&events.chain([records]).collect::<Vec<_>>());
    assert_eq!(messages(&findings, "chain/loop"), [""; 0]);
    let id = |source: SourceIx| site[source].id.as_str();
    for event in &site.events {
        let provenance = &event.provenance;
        assert_eq!(provenance.origins.iter().map(|origin| id(*origin)).collect::<Vec<_>>(), [format!("s{MANY}")]);
        // Goes from the uppermost source that is drawn down to the report.
        let mut chain = &provenance.chains[0];
        let has_origin = provenance.is_origin(chain.source);
        assert_eq!(chain.is_cut, !has_origin, "{}", event.id);
        while let [below] = chain.children.as_slice() {
            assert!(!below.is_cut);
            chain = below;
        }
        assert_eq!([chain.source], *provenance.reports);
    }
}

#[test]
fn what_evidence_says_holds_within_a_long_chain() {
    let via = |at: usize| if at < MANY { format!("\"s{}\"", at + 1) } else { String::new() };
    let all = (0..=MANY).map(|at| (format!("s{at}"), via(at))).chain([("other".to_owned(), String::new())]);
    let middle = MANY / 2;
    let apart = format!(
        "[[evidence]]\nsource = \"s0\"\n[[evidence]]\nsource = \"s{middle}\"\nvia = [\"other\"]\n[[evidence]]\nsource = \"s{}\"\n",
        middle + 1
    );
    let closed = format!("[[evidence]]\nsource = \"s{MANY}\"\nvia = [\"s{middle}\"]\n");
    let files = [event_file("apart", &apart), event_file("closed", &closed), records_file(all)];
    let (site, findings, _) = resolved(&files);
    let origins = |at: usize| site.events[at].provenance.origins.iter().map(|origin| site[*origin].id.to_string());
    assert_eq!(origins(0).collect::<Vec<_>>(), ["other".to_owned(), format!("s{MANY}")]);
    assert_eq!(origins(1).count(), 0);
    assert_eq!(messages(&findings, "chain/loop").len(), 1);
}

#[test]
fn many_answers_far_below_the_one_that_they_depart_from_are_told() {
    let below = (0..MANY).map(|at| (format!("t{at}"), "\"s0\"".to_owned()));
    let via = |at: usize| if at < MANY { format!("\"s{}\"", at + 1) } else { String::new() };
    let chain = (0..=MANY).map(|at| (format!("s{at}"), via(at)));
    let answer =
        |source: String, dead: usize| format!("[[evidence]]\nsource = \"{source}\"\nasserts = {{ dead = {dead} }}\n");
    let answers = many(|at| answer(format!("t{at}"), at % 2));
    let event = event_file("storm", &(answers + &answer(format!("s{MANY}"), 1)));
    let (site, ..) = resolved(&[event, records_file(below.chain(chain))]);
    let departures = &site.questions[0].departures;
    assert_eq!(departures.len(), MANY / 2, "every second one says otherwise");
    assert!(departures.iter().all(|departure| site[departure.from].id.as_str() == format!("s{MANY}")));
}

#[test]
fn one_circle_of_many_events_is_one_finding_and_many_small_ones_are_many() {
    let circle = (0..MANY).map(|at| event_file(&format!("e{at}"), &format!("after = \"e{}\"", (at + 1) % MANY)));
    let (site, findings, _) = resolved(&circle.collect::<Vec<_>>());
    assert_eq!(site.events.len(), MANY);
    assert_eq!(messages(&findings, "event/order").len(), 1);
    let both = |at: usize| match at.checked_sub(1) {
        Some(before) => format!("after = \"e{before}\"\nbefore = \"e{before}\""),
        None => String::new(),
    };
    let ladder = (0..MANY).map(|at| event_file(&format!("e{at}"), &both(at)));
    let (site, findings, _) = resolved(&ladder.collect::<Vec<_>>());
    assert_eq!(site.events.len(), MANY);
    assert_eq!(messages(&findings, "event/order").len(), MANY - 1);
}

#[test]
fn of_many_events_that_look_like_one_each_is_told_once() {
    let actors = ("actors.toml".to_owned(), "[mayor]\nname = \"The mayor\"\n".to_owned());
    let event = |at: usize| {
        let fields = "+++\ntitle = \"The pier is closed\"\ndate = \"2024-03-12\"\nactors = [\"mayor\"]\n+++\n";
        (format!("events/e{at}.md"), fields.to_owned())
    };
    let (site, findings, files) = resolved(&(0..MANY).map(event).chain([actors]).collect::<Vec<_>>());
    let twins: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.code.name() == "merge/twins").collect();
    assert_eq!(twins.len(), MANY - 1);
    let path = |span: Span| files.get(span.file).path.to_string();
    let first = format!("events/{}.md", site.events[0].id);
    assert!(twins.iter().all(|twin| path(twin.related[0].span) == first));
}

#[test]
fn a_source_that_gives_two_answers_departs_with_the_one_that_its_own_source_does_not_give() {
    let piece = |source: &str, quote: &str, dead: usize| {
        format!("[[evidence]]\nsource = \"{source}\"\nquote = \"{quote}\"\nasserts = {{ dead = {dead} }}\n")
    };
    let pieces = [piece("wire", "five died", 5), piece("echo", "five are dead", 5), piece("echo", "six are dead", 6)];
    let records = [("wire", ""), ("echo", "\"wire\"")].map(|(id, via)| (id.to_owned(), via.to_owned()));
    let (site, ..) = resolved(&[event_file("storm", &pieces.concat()), records_file(records.into_iter())]);
    let departures = &site.questions[0].departures;
    let words = departures.iter().filter_map(|departure| site[departure.evidence].quote.as_ref());
    assert_eq!(words.map(|quote| quote.text.as_str()).collect::<Vec<_>>(), ["six are dead"]);
}
