//! Addresses: what links in content become, what files beside the pages name, and what a `base_url` may be.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{dateline, tree, write};

/// Texts by their paths from the output's root.
type Tree = BTreeMap<String, Vec<u8>>;

/// Writes a site: `toml` behind the title, and files by their paths.
fn site(at: &Path, toml: &str, files: &[(&str, &str)]) {
    let allowed = "[\"evidence/none\", \"evidence/no-lock\"]";
    write(&at.join("site.toml"), format!("title = \"The ferry\"\n{toml}\n[check]\nallow = {allowed}\n"));
    for (path, text) in files {
        write(&at.join(path), text);
    }
}

/// Builds a site without findings.
fn built(toml: &str, files: &[(&str, &str)]) -> Tree {
    let dir = tempfile::tempdir().unwrap();
    site(dir.path(), toml, files);
    dateline().arg("-C").arg(dir.path()).args(["-q", "build"]).assert().success().stderr("");
    tree(&dir.path().join("public"))
}

/// What is said of a site that cannot be built.
fn refused(toml: &str, files: &[(&str, &str)]) -> String {
    let dir = tempfile::tempdir().unwrap();
    site(dir.path(), toml, files);
    let output = dateline().arg("-C").arg(dir.path()).args(["-q", "build"]).assert().failure();
    String::from_utf8(output.get_output().stderr.clone()).unwrap()
}

fn text<'t>(tree: &'t Tree, path: &str) -> &'t str {
    std::str::from_utf8(&tree[path]).unwrap()
}

/// Asserts that a page has all of these.
fn has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is not on the page:\n{page}");
    }
}

const ACTORS: &str = "[harbour-master]\nname = \"The harbour master\"\n[\"zoë\"]\nname = \"Zoë\"\n";

#[test]
fn a_link_keeps_its_query_and_only_its_path_is_looked_up() {
    let event = "+++\ntitle = \"It sails\"\ndate = \"1998-05-01\"\nactors = [\"harbour-master\", \"zoë\"]\n+++\n\n\
        [all](/?people=harbour-master,zoe\u{308}&status=reported#1998-05-01) [plan](/plan.pdf?v=2&lang=pt) [self](?print=1#text)\n\
        [again](event:sails?x=a%20b) <a href=\"/plan.pdf?raw=1\">raw</a>\n";
    let files = [("content/events/sails.md", event), ("content/actors.toml", ACTORS), ("static/plan.pdf", "a plan")];
    let relative = built("", &files);
    has(
        text(&relative, "events/sails/index.html"),
        &[
            "href=\"../../events/index.html?people=harbour-master,zo%C3%AB&amp;status=reported#1998-05-01\"",
            "href=\"../../plan.pdf?v=2&amp;lang=pt\"",
            "href=\"?print=1#text\"",
            "href=\"../../events/sails/index.html?x=a%20b\"",
            "href=\"../../plan.pdf?raw=1\"",
        ],
    );
    let below = built("base_url = \"https://ferry.example/line/\"\n[share]\ncards = \"none\"", &files);
    has(
        text(&below, "events/sails/index.html"),
        &[
            "href=\"/line/events/?people=harbour-master,zo%C3%AB&amp;status=reported#1998-05-01\"",
            "href=\"/line/plan.pdf?v=2&amp;lang=pt\"",
        ],
    );
}

#[test]
fn what_a_link_asks_the_timeline_for_is_looked_up() {
    let event = "+++\ntitle = \"It sails\"\ndate = \"1998-05-01\"\n+++\n\n[all](/?people=harbor-master&known=1998)\n";
    let said = refused("", &[("content/events/sails.md", event), ("content/actors.toml", ACTORS)]);
    has(
        &said,
        &[
            "error[link/query]",
            "there is no actor “harbor-master”",
            "did you mean people=harbour-master?",
            "known is one day, not “1998”",
        ],
    );
}

#[test]
fn the_nearest_page_or_file_is_named_as_a_link_writes_it() {
    let event = "+++\ntitle = \"It sails\"\ndate = \"1998-05-01\"\n+++\n\n[a](/events/sejour/) [b](/plan-detail.pdf?v=2) \
        [c](/print) [d](/prnt/) [e](../events/sejour.md) [f](event:sejour)\n";
    let files = [
        ("content/events/sails.md", event),
        ("content/events/séjour.md", "+++\ntitle = \"A stay\"\ndate = \"1998-05-02\"\n+++\n"),
        ("static/plan-détail.pdf", "a plan"),
    ];
    let said = refused("", &files);
    let helps: Vec<&str> = said.lines().filter_map(|line| line.split("= help: ").nth(1)).collect();
    assert_eq!(
        helps,
        [
            "did you mean /events/séjour/?",
            "did you mean /plan-détail.pdf?",
            "did you mean /print/?",
            "the nearest file is content/events/séjour.md",
            "did you mean event:séjour?",
        ],
        "{said}"
    );
}

#[test]
fn an_address_with_a_password_is_not_published() {
    let sources = "[[sources]]\nid = \"log\"\npublisher = \"Port\"\nurl = \"https://ana:tide@port.example/log?y=1998\"\n\
        archived = [{ url = \"https://ana@copies.example/log\" }]\n";
    let toml = "repository = \"https://token@code.example/ferry\"\nlicence = { name = \"CC0\", url = \"https://a:b@terms.example/\" }";
    let said = refused(toml, &[("content/sources/all.toml", sources)]);
    assert_eq!(said.matches("error[link/credentials]").count(), 4, "{said}");
    has(
        &said,
        &[
            "write url = \"https://port.example/log?y=1998\"",
            "write url = \"https://copies.example/log\"",
            "write repository = \"https://code.example/ferry\"",
            "write url = \"https://terms.example/\"",
        ],
    );
}

#[test]
fn a_base_url_that_sends_links_elsewhere_is_refused_with_the_right_form() {
    for (base_url, why) in [
        ("https://ferry.example//line/", "has two slashes in a row in its path"),
        ("https://ana:tide@ferry.example/line/", "has a name or password, which everybody could read"),
        ("https://ferry.example/line/index.html", "names a file, not the folder that the site stands in"),
        ("https://ferry.example/line/?page=1", "has something behind its path"),
    ] {
        let said = refused(&format!("base_url = \"{base_url}\""), &[]);
        has(
            &said,
            &[&format!("error[field/value]: base_url {why}"), "write base_url = \"https://ferry.example/line/\""],
        );
        let dir = tempfile::tempdir().unwrap();
        site(dir.path(), "", &[]);
        let output = dateline().arg("-C").arg(dir.path()).args(["build", "--base-url", base_url]).assert().code(2);
        let said = String::from_utf8(output.get_output().stderr.clone()).unwrap();
        has(&said, &[why, "write https://ferry.example/line/"]);
    }
}

#[test]
fn two_sites_of_one_host_have_feeds_of_their_own() {
    let files = [("content/events/sails.md", "+++\ntitle = \"It sails\"\ndate = \"1998-05-01\"\n+++\n")];
    let ids = |base_url: &str| {
        let toml = format!("base_url = \"{base_url}\"\nstarted = 1998-05-02\n[share]\ncards = \"none\"");
        let site = built(&toml, &files);
        let feed = text(&site, "atom.xml").to_owned();
        feed.split("<id>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // As every site in the root of its host has had them.
    assert_eq!(
        ids("https://ferry.example/"),
        ["tag:ferry.example,1998-05-02:", "tag:ferry.example,1998-05-02:events/sails"]
    );
    assert_eq!(
        ids("https://ferry.example/north/line/"),
        ["tag:ferry.example,1998-05-02:north/line/", "tag:ferry.example,1998-05-02:north/line/events/sails"]
    );
}

/// `é` as one character, and as a letter with its mark.
const FORMS: [(&str, &str); 2] = [("\u{e9}", "e\u{301}"), ("e\u{301}", "\u{e9}")];

#[test]
fn names_are_the_same_in_both_unicode_forms() {
    for (here, there) in FORMS {
        let event = |name: &str, more: &str| format!("+++\ntitle = \"{name}\"\ndate = \"1998-05-01\"\n{more}");
        let quay = event(
            "The quay",
            &format!(
                "place = \"quai-r{there}mi\"\nactors = [{{ id = \"andr{there}\" }}]\ntags = [\"f{there}te\"]\n\n\
                 [[evidence]]\nsource = \"gaz{there}tte\"\nquote = \"the quay was full\"\nasserts = {{ \"dur{there}e\" = \"two hours\" }}\n\n\
                 [[evidence]]\nsource = \"r{here}gion\"\nvia = [\"gaz{there}tte\"]\nasserts = {{ \"dur{here}e\" = \"three hours\" }}\n\n\
                 [[questions]]\nkey = \"dur{here}e\"\nask = \"How long?\"\n+++\n\n\
                 [by path](../events/caf{there}.md#menu) [by id](event:caf{there}) [a file](/plan-d{there}tail.pdf) \
                 [people](/?people=andr{there}) [place](place:quai-r{there}mi) [source](source:gaz{there}tte)\n"
            ),
        );
        let cafe = event("The cafe", &format!("tags = [\"f{here}te\"]\n+++\n\n## Menu\n\nTea.\n"));
        let sources = format!(
            "[[sources]]\nid = \"gaz{here}tte\"\npublisher = \"Gaz{here}tte\"\npublished = \"1998-05-02\"\n\n\
             [[sources]]\nid = \"r{here}gion\"\npublisher = \"Gaz{there}tte\"\npublished = \"1998-05-03\"\n"
        );
        let actors = format!("[\"andr{here}\"]\nname = \"Andr{here}\"\n");
        let places = format!("[\"quai-r{here}mi\"]\nname = \"Quai R{here}mi\"\nzone = \"Europe/Lisbon\"\n");
        let note = "{% extends \"base.html\" %}{% block content %}{{ free.body_html | safe }}{% include \"NAME\" %}{% endblock content %}";
        let files = [
            ("content/events/quay.md".to_owned(), quay),
            (format!("content/events/caf{here}.md"), cafe),
            ("content/sources/all.toml".to_owned(), sources),
            ("content/actors.toml".to_owned(), actors),
            ("content/places.toml".to_owned(), places),
            (format!("static/plan-d{here}tail.pdf"), "a plan".to_owned()),
            (format!("captures/gaz{here}tte.txt"), "That day the quay was full of people.".to_owned()),
            ("content/pages/about.md".to_owned(), "+++\ntitle = \"About\"\n+++\n\nWords.\n".to_owned()),
            ("templates/page.html".to_owned(), note.replace("NAME", &format!("pi{there}ce.html"))),
            (format!("templates/pi{here}ce.html"), "<p>a piece</p>".to_owned()),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let site = built("", &files);
        let page = text(&site, "events/quay/index.html");
        has(
            page,
            &[
                "href=\"../../events/caf%C3%A9/index.html#menu\">by path",
                "href=\"../../events/caf%C3%A9/index.html\">by id",
                "href=\"../../plan-d%C3%A9tail.pdf\"",
                "href=\"../../events/index.html?people=andr%C3%A9\"",
                "How long?",
                "class=\"found\"",
            ],
        );
        has(text(&site, "about/index.html"), &["<p>a piece</p>"]);
        assert!(site.contains_key("plan-d\u{e9}tail.pdf"), "{:?}", site.keys());
    }
}

#[test]
fn lists_show_some_of_many_topics_and_the_timelines_filters_know_all() {
    const MANY: usize = 300;
    let list = |name: &dyn Fn(usize) -> String| (0..MANY).map(name).collect::<Vec<_>>().join(", ");
    let event = format!(
        "+++\ntitle = \"It sails\"\ndate = \"1998-05-01\"\ntags = [{}]\nactors = [{}]\nplaces = [{}]\n+++\n",
        list(&|at| format!("\"word {}\"", at * 1009)),
        list(&|at| format!("\"p{at}\"")),
        list(&|at| format!("\"q{at}\"")),
    );
    let entry = |letter: char, at: usize| format!("[{letter}{at}]\nname = \"Name {letter}{at}\"\n");
    let table = |letter: char| (0..MANY).map(|at| entry(letter, at)).collect::<Vec<_>>().concat();
    let (actors, places) = (table('p'), table('q'));
    let files = [
        ("content/events/sails.md", event.as_str()),
        ("content/actors.toml", actors.as_str()),
        ("content/places.toml", places.as_str()),
    ];
    let site = built("", &files);
    let links = |path: &str, folder: &str| {
        let entry = text(&site, path).split("<article class=\"event").nth(1).unwrap();
        entry
            .split("</article>")
            .next()
            .unwrap()
            .matches(&format!("/{folder}/"))
            .count()
            .max(entry.split("</article>").next().unwrap().matches(&format!("\"{folder}/")).count())
    };
    for folder in ["tags", "actors", "places"] {
        for list in ["events/index.html", "tags/word-0/index.html", "actors/p7/index.html", "places/q299/index.html"] {
            assert_eq!(links(list, folder), 3, "{folder} on {list}");
        }
    }
    let timeline = text(&site, "events/index.html");
    let (_, more) = timeline.split_once("data-more=\"").unwrap();
    let more: Vec<&str> = more.split('"').next().unwrap().split(' ').collect();
    for (menu, key) in [("people", "people=p299"), ("topics", "topics=word-301691"), ("places", "places=q3")] {
        assert!(more.contains(&key), "{more:?}");
        assert_eq!(more.iter().filter(|one| one.starts_with(menu)).count(), MANY - 3, "{menu}");
    }
    has(timeline, &["sails/index.html#people\">and 297 more</a>"]);
    has(text(&site, "tags/word-0/index.html"), &["events/sails/index.html#people\">and 297 more</a>"]);
}
