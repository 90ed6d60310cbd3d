//! What is not public: drafts, bodies of records, private and redacted things, and what only these refer to. The whole
//! output and every answer of the preview are searched for each word that must not be there, in all ways of writing it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use dateline::fold::fold;
use percent_encoding::percent_decode;
use tempfile::TempDir;

use crate::support::{dateline, tree, write};

/// Writes a site of these files.
fn site(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(&dir.path().join(path), text);
    }
    dir
}

fn run(root: &Path, args: &[&str]) -> Output {
    dateline().arg("-C").arg(root).args(args).output().unwrap()
}

/// Builds a site, which must succeed without a finding but those that nobody asked to be silent about.
#[track_caller]
fn built(root: &Path, args: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let out = tempfile::tempdir().unwrap();
    let to = out.path().join("out");
    let result = run(root, &[&["-q", "build", "-o", to.to_str().unwrap()], args].concat());
    assert!(result.status.success(), "{}", String::from_utf8_lossy(&result.stderr));
    tree(&to)
}

/// A text as a reader, a browser or a program may come to see it: as it is, without percent-encoding, with the escapes of
/// JSON and HTML undone, folded, and with the hyphens of addresses as spaces.
fn ways(bytes: &[u8]) -> Vec<String> {
    let plain = String::from_utf8_lossy(bytes).into_owned();
    let decoded = percent_decode(bytes).decode_utf8_lossy().into_owned();
    let unescaped = unescape(&decoded);
    let folded = fold(&unescaped);
    let spaced = folded.replace(['-', '_'], " ");
    vec![plain, decoded, unescaped, folded, spaced]
}

/// Undoes `\u0041` and `&#x41;`, `&#65;`.
fn unescape(text: &str) -> String {
    let escape = regex::Regex::new(r"\\u([0-9a-fA-F]{4})|&#x([0-9a-fA-F]+);|&#([0-9]+);").unwrap();
    let replaced = escape.replace_all(text, |found: &regex::Captures<'_>| {
        let number = |group: usize, radix| u32::from_str_radix(found.get(group)?.as_str(), radix).ok();
        let code = number(1, 16).or_else(|| number(2, 16)).or_else(|| number(3, 10));
        code.and_then(char::from_u32).map(String::from).unwrap_or_default()
    });
    replaced.into_owned()
}

/// The chunks of a PNG that are not pixels.
fn chunks_of_text(png: &[u8]) -> Vec<u8> {
    let mut rest = &png[8..];
    let mut found = Vec::new();
    while rest.len() >= 12 {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
        if rest[4..8] != *b"IDAT" {
            found.extend_from_slice(&rest[4..8 + length]);
        }
        rest = &rest[12 + length..];
    }
    found
}

/// Where secrets stand in files, in their names as well.
fn leaks(files: &BTreeMap<String, Vec<u8>>, secrets: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in files {
        let content = if name.ends_with(".png") { chunks_of_text(bytes) } else { bytes.clone() };
        for way in ways(name.as_bytes()).into_iter().chain(ways(&content)) {
            for secret in secrets {
                if way.contains(secret) || way.contains(&fold(secret)) {
                    found.push(format!("{name}: {secret}"));
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

const CONFIG: &str = "title = \"The flood at Saltmarsh\"\nbase_url = \"https://flood.example/saltmarsh/\"\n\
    started = 2031-04-01\nzone = \"Europe/Lisbon\"\n\n[check]\nallow = [\"evidence/none\", \"evidence/single-origin\", \"source/unused\"]\n";

#[test]
fn a_shared_question_that_only_a_private_event_keeps_open_goes_with_all_that_it_names() {
    let event = |title: &str, value: &str, more: &str| {
        format!(
            "+++\ntitle = \"{title}\"\ndate = \"2031-04-02\"\nstatus = \"confirmed\"\n{more}[[evidence]]\nsource = \"wire\"\n\
             asserts = {{ opened = \"{value}\" }}\n[[questions]]\nquestion = \"hidden-quarrel\"\nkey = \"opened\"\n+++\n"
        )
    };
    let (first, second) = (event("The gate opens", "the guard", ""), event("The gate is shut", "the guard", ""));
    let secret = event("The night watch", "the smuggler", "private = true\n");
    let files = |secret: &str| {
        site(&[
            ("site.toml", CONFIG),
            (
                "content/overview.toml",
                "[[questions]]\nid = \"hidden-quarrel\"\nask = \"Hiddenquestion?\"\nnote = \"Hiddennote on [him](actor:zedsecret).\"\n",
            ),
            ("content/actors.toml", "[zedsecret]\nname = \"Zedsecret\"\n"),
            ("content/sources/wire.toml", "[[sources]]\nid = \"wire\"\npublisher = \"Wire\"\n"),
            ("content/events/opens.md", &first),
            ("content/events/shut.md", &second),
            ("content/events/watch.md", secret),
        ])
    };
    let secrets =
        ["hidden-quarrel", "Hiddenquestion", "Hiddennote", "zedsecret", "Zedsecret", "night watch", "smuggler"];
    assert_eq!(leaks(&built(files(&secret).path(), &[]), &secrets), [""; 0]);
    let public = built(files(&secret.replace("private = true\n", "")).path(), &[]);
    assert!(secrets.iter().all(|secret| !leaks(&public, &[secret]).is_empty()), "without private, all of it is shown");
}

#[test]
fn what_a_draft_article_brings_is_a_draft() {
    let dir = site(&[
        ("site.toml", CONFIG),
        (
            "content/articles/levee.md",
            "+++\ntitle = \"Levee Gazette report\"\npublisher = \"Gazettehidden\"\npublished = \"2031-04-02\"\ndraft = true\n\
             aliases = [\"levee-old\"]\ntags = [\"hiddentopic\"]\n\
             [[events]]\nid = \"levee-breaks\"\ntitle = \"The leveebreaks\"\ndate = \"2031-04-02\"\nsummary = \"Hiddensummary.\"\n\
             aliases = [\"levee-burst\"]\ntags = [\"breaktopic\"]\n\
             [[events.questions]]\nkey = \"hour\"\nask = \"Hiddenquestion?\"\n\
             [[events.corrections]]\ndate = 2031-04-03\nnote = \"Hiddencorrection.\"\n\
             [[reports]]\nevent = \"gauge\"\nquote = \"hiddenquotation of the levee\"\nnote = \"Hiddenremark.\"\n\
             [[notes]]\nnote = \"Hiddennote.\"\n+++\nHiddenabstract.\n",
        ),
        ("content/events/gauge.md", "+++\ntitle = \"The gauge stops\"\ndate = \"2031-04-02\"\n+++\nAt noon.\n"),
    ]);
    let secrets = [
        "leveebreaks",
        "levee-breaks",
        "levee-burst",
        "levee-old",
        "breaktopic",
        "hiddentopic",
        "Gazettehidden",
        "Hiddensummary",
        "Hiddenquestion",
        "Hiddencorrection",
        "hiddenquotation",
        "Hiddenremark",
        "Hiddennote",
        "Hiddenabstract",
    ];
    assert_eq!(leaks(&built(dir.path(), &[]), &secrets), [""; 0]);
    let drafts = built(dir.path(), &["--drafts"]);
    for secret in secrets.iter().filter(|secret| **secret != "Hiddenquestion") {
        assert!(!leaks(&drafts, &[secret]).is_empty(), "--drafts shows {secret}");
    }
}

#[test]
fn an_editors_draft_is_not_published_because_an_article_brings_it_too() {
    let article = "+++\ntitle = \"Tide tables\"\npublisher = \"Harbour Post\"\npublished = \"2031-04-02\"\n\
        [[events]]\nid = \"sluice\"\ntitle = \"Sluicehidden opens\"\ndate = \"2031-04-02\"\n\
        [[events]]\nid = \"weir\"\ntitle = \"Weirhidden\"\ndate = \"2031-04-02\"\ndraft = true\n+++\nAbout tides.\n";
    let event = "+++\ntitle = \"Sluicehidden\"\ndate = \"2031-04-02\"\ndraft = true\n+++\n";
    let dir =
        site(&[("site.toml", CONFIG), ("content/articles/tides.md", article), ("content/events/sluice.md", event)]);
    assert_eq!(leaks(&built(dir.path(), &[]), &["Sluicehidden", "Weirhidden", "sluice", "weir"]), [""; 0]);
}

#[test]
fn no_word_of_the_body_of_a_record_is_published() {
    let article = |publish: &str| {
        format!(
            "+++\ntitle = \"The night of the water\"\npublisher = \"Harbour Post\"\npublished = \"2031-04-02\"\n\
             publish = \"{publish}\"\n+++\nFirsthidden paragraph with a [link](https://linkhidden.example/).\n\n\
             ## Headinghidden\n\nSecondhidden paragraph with [its list](listhidden.pdf), ![Picturehidden](roofhidden.svg)\n\
             and <img src=\"yardhidden.svg\" alt=\"Yardhidden\">.\n"
        )
    };
    let event =
        "+++\ntitle = \"Water\"\ndate = \"2031-04-02\"\n[[evidence]]\nsource = \"night\"\n+++\nWater in the streets.\n";
    let files = |article: &str| {
        site(&[
            ("site.toml", CONFIG),
            ("content/articles/night.md", article),
            ("content/articles/listhidden.pdf", "Wordshidden of the list"),
            ("content/articles/roofhidden.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- Linehidden --></svg>"),
            ("content/articles/yardhidden.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            ("content/events/water.md", event),
        ])
    };
    // Names of files, and what is in them, are not published either.
    let secrets = [
        "Firsthidden",
        "linkhidden",
        "Headinghidden",
        "Secondhidden",
        "listhidden",
        "Wordshidden",
        "Picturehidden",
        "roofhidden",
        "Linehidden",
        "Yardhidden",
    ];
    assert_eq!(leaks(&built(files(&article("record")).path(), &[]), &secrets), [""; 0]);
    let shown = built(files(&article("abstract")).path(), &[]);
    for secret in secrets {
        assert!(!leaks(&shown, &[secret]).is_empty(), "an abstract shows {secret}");
    }
}

/// A site with something private or redacted of every kind.
fn secretive() -> TempDir {
    site(&[
        ("site.toml", CONFIG),
        (
            "content/actors.toml",
            "[olena-marchuk]\nname = \"Olena Marchuk\"\nnames = { uk = \"Олена Марчук\", ar = \"أولينا مارتشوك\" }\n\
             aliases = [\"Lena Marchukova\"]\ndescription = \"descriptionhidden\"\nwikidata = \"Q987654321\"\n\
             redact = \"a resident of Saltmarsh\"\n\
             [[olena-marchuk.terms]]\noffice = \"ward-secretary\"\nsource = \"term-ledger\"\nnote = \"termnotehidden\"\n\n\
             [pavlo-hrytsenko]\nname = \"Pavlo Hrytsenko\"\nredact = \"a resident of Saltmarsh\"\n\n\
             [zoya-private]\nname = \"Zoya Bilyk\"\nprivate = true\n\
             [[zoya-private.terms]]\noffice = \"night-warden\"\n\n\
             [drafted-witness]\nname = \"Draftwitness\"\n\n\
             [mayor]\nname = \"Ines Duarte\"\n[[mayor.terms]]\noffice = \"mayor-of-saltmarsh\"\n\n\
             [town]\nname = \"Town of Saltmarsh\"\nkind = \"body\"\n\n[spare]\nname = \"Spare Actor\"\n",
        ),
        (
            "content/offices.toml",
            "[ward-secretary]\ntitle = \"Ward secretaryhidden\"\n\n[night-warden]\ntitle = \"Wardenhidden\"\n\n\
             [mayor-of-saltmarsh]\ntitle = \"Mayor of Saltmarsh\"\nof = \"town\"\n",
        ),
        (
            "content/places.toml",
            "[saltmarsh]\nname = \"Saltmarsh\"\n\n\
             [safe-house]\nname = \"Mill Cottage\"\nlat = 51.2345678\nlon = -8.7654321\nzone = \"Europe/Lisbon\"\nprivate = true\n\n\
             [cellar]\nname = \"Rope Street Cellar\"\nnames = { pt = \"Adega da Corda\" }\nlat = 51.1111222\nlon = -8.3333444\n\
             country = \"Countryhidden\"\nwikidata = \"Q123123123\"\nnote = \"placenotehidden\"\nredact = \"a cellar near the quay\"\n\n\
             [drafted-place]\nname = \"Draftplace\"\n",
        ),
        (
            "content/sources/all.toml",
            "[[sources]]\nid = \"interview-marchuk\"\npublisher = \"Talk with Marchuk\"\ntitle = \"Marchuk tells of the night\"\n\
             author = \"Rui Interviewer\"\nurl = \"https://archive.example/marchuk-tape\"\nnote = \"sourcenotehidden\"\n\
             published = \"2031-04-03\"\nprivate = true\n\n\
             [[sources]]\nid = \"line-tap\"\npublisher = \"Call of Hrytsenko\"\nurl = \"https://calls.example/callhidden\"\n\
             archived = [{ url = \"https://web.archive.org/web/20310403120000/https://calls.example/callhidden\" }]\nnote = \"callnotehidden\"\nredact = \"a phone call\"\n\n\
             [[sources]]\nid = \"term-ledger\"\npublisher = \"Ledgerhidden\"\n\n\
             [[sources]]\nid = \"drafted-source\"\npublisher = \"Draftsource\"\nvia = [\"drafted-upstream\"]\n\n\
             [[sources]]\nid = \"drafted-upstream\"\npublisher = \"Draftupstream\"\n\n\
             [[sources]]\nid = \"post\"\npublisher = \"Harbour Post\"\nvia = [\"interview-marchuk\"]\n\n\
             [[sources]]\nid = \"herald\"\npublisher = \"Quay Herald\"\nvia = [\"interview-marchuk\"]\n\n\
             [[sources]]\nid = \"radio\"\npublisher = \"Radio Estuary\"\n\n\
             [[sources]]\nid = \"private-basis\"\npublisher = \"Basishidden\"\n\n\
             [[sources]]\nid = \"spare-source\"\npublisher = \"Spare Source\"\n",
        ),
        (
            "content/articles/closed.md",
            "+++\ntitle = \"Closedhidden dossier\"\npublisher = \"Dossierhidden Press\"\npublished = \"2031-04-04\"\nprivate = true\n\
             aliases = [\"dossier-old\"]\ntags = [\"dossiertopic\"]\n\
             [[events]]\nid = \"dossier-event\"\ntitle = \"Dossiereventhidden\"\ndate = \"2031-04-04\"\n\
             [[events]]\nid = \"search\"\nsummary = \"Privatesummaryhidden.\"\ntags = [\"privatesearchtopic\"]\n\
             [[notes]]\nnote = \"Dossiernotehidden.\"\nbasis = [\"private-basis\"]\n+++\nDossierbodyhidden.\n",
        ),
        (
            "content/articles/weekly-reed.md",
            "+++\ntitle = \"Redactedtitlehidden\"\npublisher = \"Weeklyhidden Reed\"\nauthor = \"Authorhidden Reed\"\n\
             published = \"2031-04-04\"\naliases = [\"weekly-earlier\"]\nurl = \"https://weekly.example/reedhidden\"\n\
             redact = \"a paper of the town\"\n\
             capture = { sha256 = \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\" }\n+++\n\
             It tells of the search.\n",
        ),
        (
            "content/events/search.md",
            "+++\ntitle = \"Police search a house\"\ndate = \"2031-04-03T09:00\"\nplace = \"safe-house\"\n\
             actors = [{ id = \"olena-marchuk\", role = \"is questioned\" }, \"pavlo-hrytsenko\", \"zoya-private\", \"mayor\"]\n\
             [[evidence]]\nsource = \"post\"\nquote = \"they came before breakfast\"\nasserts = { officers = 6 }\n\
             [[evidence]]\nsource = \"herald\"\nquote = \"a search in the town\"\n\
             [[evidence]]\nsource = \"interview-marchuk\"\nquote = \"interviewquotehidden\"\nasserts = { officers = 9911991 }\n\
             [[evidence]]\nsource = \"radio\"\nprivate = true\nquote = \"radioquotehidden\"\nnote = \"radionotehidden, see [it](source:private-basis)\"\nvia = [\"post\"]\n\
             [[evidence]]\nsource = \"line-tap\"\nquote = \"nobody was hurt\"\n+++\n\
             Asked was [a resident](actor:olena-marchuk), in [a cellar](place:cellar).\n",
        ),
        (
            "content/events/secret.md",
            "+++\ntitle = \"Eventhidden\"\ndate = \"2031-04-05\"\nprivate = true\naliases = [\"secret-earlier\"]\n\
             actors = [\"mayor\"]\ntags = [\"secrettopic\", \"open topic\"]\n\
             [[evidence]]\nsource = \"private-basis\"\nquote = \"secretquotehidden\"\n\
             [[corrections]]\ndate = 2031-05-05\nnote = \"Secretcorrectionhidden.\"\n+++\nSecretbodyhidden.\n",
        ),
        (
            "content/events/drafted.md",
            "+++\ntitle = \"Drafttitle\"\ndate = \"2031-04-06\"\ndraft = true\nplace = \"drafted-place\"\n\
             actors = [\"drafted-witness\"]\ntags = [\"drafttopic\"]\n[[evidence]]\nsource = \"drafted-source\"\n+++\nDraftbody.\n",
        ),
        (
            "content/events/meeting.md",
            "+++\ntitle = \"The council meets\"\ndate = \"2031-04-07\"\nplace = \"cellar\"\ntags = [\"open topic\"]\n\
             actors = [\"olena-marchuk\"]\n[[evidence]]\nsource = \"radio\"\n+++\nIn the evening.\n",
        ),
        ("content/pages/about.md", "+++\ntitle = \"About\"\nnav = true\n+++\nHow this is made.\n"),
    ])
}

/// What must stand nowhere in the site of [`secretive`], but for numbers of coordinates that are looked for as they are.
const SECRETS: &[&str] = &[
    "Marchuk",
    "Olena",
    "Олена",
    "Марчук",
    "أولينا",
    "Marchukova",
    "descriptionhidden",
    "Q987654321",
    "termnotehidden",
    "secretaryhidden",
    "ward-secretary",
    "Hrytsenko",
    "Pavlo",
    "Zoya",
    "Bilyk",
    "night-warden",
    "Wardenhidden",
    "Draftwitness",
    "drafted-witness",
    "Mill Cottage",
    "safe-house",
    "51.2345678",
    "Rope Street",
    "Adega",
    "51.1111222",
    "Countryhidden",
    "Q123123123",
    "placenotehidden",
    "Draftplace",
    "drafted-place",
    "interview-marchuk",
    "Talk with",
    "tells of the night",
    "Interviewer",
    "archive.example",
    "sourcenotehidden",
    "Call of",
    "callhidden",
    "line-tap",
    "callnotehidden",
    "term-ledger",
    "Ledgerhidden",
    "drafted-source",
    "Draftsource",
    "drafted-upstream",
    "Draftupstream",
    "private-basis",
    "Basishidden",
    "Closedhidden",
    "Dossierhidden",
    "dossier-old",
    "dossiertopic",
    "dossier-event",
    "Dossiereventhidden",
    "Privatesummaryhidden",
    "privatesearchtopic",
    "Dossiernotehidden",
    "Dossierbodyhidden",
    "interviewquotehidden",
    "9911991",
    "radioquotehidden",
    "radionotehidden",
    "Eventhidden",
    "secret-earlier",
    "secrettopic",
    "secretquotehidden",
    "Secretcorrectionhidden",
    "Redactedtitlehidden",
    "Weeklyhidden",
    "weekly-reed",
    "Authorhidden",
    "weekly-earlier",
    "weekly.example",
    "0123456789abcdef",
    "Secretbodyhidden",
    "2031-05-05",
    "Drafttitle",
    "drafttopic",
    "Draftbody",
];

#[test]
fn every_secret_stands_in_the_content() {
    let files = tree(&secretive().path().join("content"));
    for secret in SECRETS {
        let stands = |(path, bytes): (&String, &Vec<u8>)| {
            path.contains(secret) || String::from_utf8_lossy(bytes).contains(secret)
        };
        assert!(files.iter().any(stands), "{secret} could leak from nowhere");
    }
}

#[test]
fn nothing_private_stands_in_the_output() {
    let dir = secretive();
    let built = built(dir.path(), &[]);
    assert_eq!(leaks(&built, SECRETS), [""; 0]);
    assert!(built.contains_key("cards/events/search.png"));
    let page = |path: &str| String::from_utf8_lossy(&built[path]).into_owned();
    // What is public is there, under public names and addresses.
    assert!(page("actors/a-resident-of-saltmarsh/index.html").contains("a resident of Saltmarsh"));
    assert!(built.contains_key("actors/a-resident-of-saltmarsh-2/index.html"));
    assert!(built.contains_key("places/a-cellar-near-the-quay/index.html"));
    assert!(!built.contains_key("places/cellar/index.html"));
    assert!(
        page("events/search/index.html").contains("../../actors/a-resident-of-saltmarsh/")
            || page("events/search/index.html").contains("/saltmarsh/actors/a-resident-of-saltmarsh/")
    );
    assert!(page("events/search/index.html").contains("is questioned"));
    assert!(page("articles/a-paper-of-the-town/index.html").contains("It tells of the search."));
    assert!(page("sources/index.html").contains("Spare Source"));
    assert!(page("actors/index.html").contains("Spare Actor"));
}

#[test]
fn origins_behind_a_private_source_are_not_counted_twice() {
    let dir = secretive();
    let built = built(dir.path(), &[]);
    let data: serde_json::Value = serde_json::from_slice(&built["timeline.json"]).unwrap();
    let event = |id: &str| {
        let events = data["events"].as_array().unwrap();
        events.iter().find(|event| event["id"] == id).unwrap().clone()
    };
    let search = event("search");
    assert_eq!(search["reports"], serde_json::json!(["a-phone-call", "herald", "post"]));
    assert_eq!(search["origins"], serde_json::json!(["a-phone-call", "unnamed-source"]));
    assert_eq!(search["questions"], serde_json::json!([]));
    // It is contradicted, though readers do not learn by whom.
    assert_eq!(search["status"], "disputed");
    assert_eq!(search["date"]["zone"], "Europe/Lisbon");
    assert_eq!(search["places"], serde_json::json!([]));
    let tags: Vec<_> = data["tags"].as_array().unwrap().iter().map(|tag| tag["id"].clone()).collect();
    assert_eq!(tags, ["open-topic"]);
    let offices: Vec<_> = data["offices"].as_array().unwrap().iter().map(|office| office["id"].clone()).collect();
    assert_eq!(offices, ["mayor-of-saltmarsh"]);
}

#[test]
fn drafts_show_nothing_private_either() {
    let dir = secretive();
    let drafts: Vec<&str> =
        SECRETS.iter().copied().filter(|secret| !secret.to_lowercase().starts_with("draft")).collect();
    let built = built(dir.path(), &["--drafts"]);
    assert_eq!(leaks(&built, &drafts), [""; 0]);
    assert!(built.contains_key("events/drafted/index.html"));
    assert!(built.contains_key("actors/drafted-witness/index.html"));
}

/// Every address of the site, those of what is hidden, and the preview's own.
#[cfg(unix)]
#[test]
fn no_answer_of_the_preview_has_anything_private() {
    use crate::serve::preview::Preview;
    let dir = secretive();
    let mut preview = Preview::start(dir.path());
    preview.wait_until_equal();
    let mut answers: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for file in built(dir.path(), &[]).into_keys().filter(|file| !file.starts_with('.')) {
        let path = format!("/saltmarsh/{}", file.strip_suffix("index.html").unwrap_or(&file));
        let (status, body) = preview.get(&path);
        assert_eq!(status, 200, "{path}");
        answers.insert(file, body);
    }
    for own in ["problems", "client.js"] {
        let (status, body) = preview.get(&format!("/__dateline/{own}"));
        assert_eq!(status, 200, "{own}");
        answers.insert(own.to_owned(), body);
    }
    let gone = [
        "events/secret/",
        "events/secret-earlier/",
        "events/drafted/",
        "events/dossier-event/",
        "articles/closed/",
        "articles/dossier-old/",
        "actors/olena-marchuk/",
        "actors/zoya-private/",
        "actors/drafted-witness/",
        "places/safe-house/",
        "places/cellar/",
        "tags/secrettopic/",
    ];
    for path in gone {
        let (status, body) = preview.get(&format!("/saltmarsh/{path}"));
        assert_eq!(status, 404, "{path}");
        // The page may say which address was asked for, and nothing more.
        let body = String::from_utf8_lossy(&body).replace(path.trim_end_matches('/'), "");
        answers.insert(format!("answer-{}", answers.len()), body.into_bytes());
    }
    assert!(answers.len() > 40, "only {} answers", answers.len());
    assert_eq!(leaks(&answers, SECRETS), [""; 0]);
    preview.stop();
}

#[test]
fn quotations_of_private_things_are_looked_up_and_not_locked() {
    let dir = secretive();
    let captures = [
        ("interview-marchuk", "On tape: interviewquotehidden, she says."),
        ("post", "In short, they came before breakfast."),
        ("radio", "Nothing of that kind."),
        ("private-basis", "It says secretquotehidden."),
    ];
    for (source, text) in captures {
        write(&dir.path().join(format!("captures/{source}.txt")), text);
    }
    let result = run(dir.path(), &["check", "--update-lock"]);
    let report = String::from_utf8(result.stderr).unwrap();
    // A private quotation that its source does not have is still an error here.
    assert!(report.contains("error[evidence/quote-not-found]"), "{report}");
    assert!(report.contains("radioquotehidden"), "{report}");
    write(&dir.path().join("captures/radio.txt"), "It says radioquotehidden.");
    let result = run(dir.path(), &["check", "--update-lock"]);
    assert!(result.status.success(), "{}", String::from_utf8_lossy(&result.stderr));
    let lock = std::fs::read_to_string(dir.path().join("evidence.lock")).unwrap();
    assert!(lock.contains("they came before breakfast"), "{lock}");
    for secret in ["interview", "interviewquotehidden", "radioquotehidden", "secretquotehidden", "private-basis"] {
        assert!(!lock.contains(secret), "{secret} in {lock}");
    }
    // Where the saved texts are not, nothing is missing from the lock.
    std::fs::remove_dir_all(dir.path().join("captures")).unwrap();
    let report = String::from_utf8(run(dir.path(), &["check"]).stderr).unwrap();
    assert!(!report.contains("[evidence/"), "{report}");
}

#[test]
fn links_to_private_things_are_errors_and_links_to_redacted_ones_lead_there() {
    let event = "+++\ntitle = \"The quay\"\ndate = \"2031-04-09\"\n+++\n\
        [one](actor:hidden), [two](event:hidden-event), [three](hidden-event.md), [four](source:hidden-source), \
        [five](actor:named).\n";
    let dir = site(&[
        ("site.toml", CONFIG),
        (
            "content/actors.toml",
            "[hidden]\nname = \"Rita Vaz\"\nprivate = true\n\n[named]\nname = \"Rui Sá\"\nredact = \"a ferryman\"\n",
        ),
        ("content/sources/s.toml", "[[sources]]\nid = \"hidden-source\"\npublisher = \"Tape\"\nprivate = true\n"),
        ("content/events/hidden-event.md", "+++\ntitle = \"Unseen\"\ndate = \"2031-04-09\"\nprivate = true\n+++\n"),
        ("content/events/quay.md", event),
    ]);
    let report = String::from_utf8(run(dir.path(), &["check"]).stderr).unwrap();
    assert_eq!(report.matches("error[link/dangling]").count(), 4, "{report}");
    for what in ["actor", "event", "source"] {
        assert!(report.contains(&format!("this {what} is private, so nothing may lead to it")), "{report}");
    }
    let body = "[five](actor:named) at [the place](place:mill).\n";
    write(
        &dir.path().join("content/events/quay.md"),
        format!("+++\ntitle = \"The quay\"\ndate = \"2031-04-09\"\n+++\n{body}"),
    );
    write(&dir.path().join("content/places.toml"), "[mill]\nname = \"Vaz Mill\"\nredact = \"a mill\"\n");
    let built = built(dir.path(), &["--base-url", ""]);
    let page = String::from_utf8_lossy(&built["events/quay/index.html"]).into_owned();
    assert!(page.contains("href=\"../../actors/a-ferryman/index.html\""), "{page}");
    assert!(page.contains("href=\"../../places/a-mill/index.html\""), "{page}");
}

#[test]
fn a_private_speaker_is_not_named_and_a_redacted_one_is_named_by_the_words_in_place_of_the_name() {
    let dir = site(&[
        ("site.toml", CONFIG),
        (
            "content/actors.toml",
            "[ines-vale]\nname = \"Ines Vale\"\nprivate = true\n[rui-mota]\nname = \"Rui Mota\"\nredact = \"a neighbour\"\n\
             [only-draft]\nname = \"Olga Draft\"\n",
        ),
        ("content/sources/all.toml", "[[sources]]\nid = \"gazette\"\npublisher = \"Gazette\"\n"),
        (
            "content/events/flood.md",
            "+++\ntitle = \"The flood\"\ndate = \"2031-04-02\"\n\
             [[evidence]]\nsource = \"gazette\"\nquote = \"it came at night\"\nspeaker = \"ines-vale\"\n\
             [[evidence]]\nsource = \"gazette\"\nquote = \"nobody warned us\"\nspeaker = \"rui-mota\"\n+++\n",
        ),
        (
            "content/events/later.md",
            "+++\ntitle = \"Later\"\ndate = \"2031-04-03\"\ndraft = true\n\
             [[evidence]]\nsource = \"gazette\"\nspeaker = \"only-draft\"\n+++\n",
        ),
    ]);
    let files = built(dir.path(), &[]);
    assert_eq!(leaks(&files, &["Ines Vale", "ines-vale", "Rui Mota", "rui-mota", "Olga Draft", "only-draft"]), [""; 0]);
    let page = String::from_utf8(files["events/flood/index.html"].clone()).unwrap();
    assert!(page.contains("a neighbour") && page.contains("it came at night"), "{page}");
}

#[test]
fn what_private_evidence_disputes_in_part_stays_disputed() {
    let event = "+++\ntitle = \"The flood\"\ndate = \"2031-04-02\"\nstatus = \"confirmed\"\n\
        [[evidence]]\nsource = \"gazette\"\nasserts = { houses = 40 }\n\
        [[evidence]]\nsource = \"diary\"\nprivate = true\nasserts = { houses = 60 }\n\
        [[questions]]\nkey = \"houses\"\npoint = \"damage\"\n+++\n";
    let sources = "[[sources]]\nid = \"gazette\"\npublisher = \"Gazette\"\n[[sources]]\nid = \"diary\"\npublisher = \"A diary\"\n";
    let dir = site(&[("site.toml", CONFIG), ("content/events/flood.md", event), ("content/sources/all.toml", sources)]);
    let files = built(dir.path(), &[]);
    let page = String::from_utf8(files["events/flood/index.html"].clone()).unwrap();
    assert!(page.contains("data-status=\"disputed\"") && !page.contains("damage"), "{page}");
}
