//! Which room stands on which floor, and that imports run only downwards.
//!
//! `docs/architecture.md` tells the reasons; this table is what is true. Modules are found as the compiler finds them: from
//! `lib.rs` by their `mod` lines. What stands behind `#[cfg(test)]` is a test, whatever it is called.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::support::{root, tree};

/// Rooms and their floors. A room is a file or folder of `src`.
const FLOORS: &[(&str, u32)] = &[
    ("fold", 0),
    ("span", 0),
    ("text", 0),
    ("diagnostic", 0),
    ("route", 0),
    ("output", 0),
    ("capture", 1),
    ("language", 1),
    ("date", 1),
    ("geo", 1),
    ("config", 2),
    ("model", 2),
    ("import", 3),
    ("parse", 3),
    ("resolve", 4),
    ("redact", 5),
    ("verify", 5),
    ("plan", 6),
    ("render", 7),
    ("pipeline", 8),
    ("external", 9),
    ("load", 9),
    ("write", 9),
    ("session", 10),
    ("serve", 11),
    ("cli", 12),
];

/// Rooms of one floor that may use each other, in this direction only.
const BESIDE: &[(&str, &str)] =
    &[("diagnostic", "span"), ("diagnostic", "text"), ("output", "route"), ("model", "config")];

/// Floors above this one may touch disk, clock and environment.
const LAST_PURE_FLOOR: u32 = 8;

fn floor(room: &str) -> u32 {
    FLOORS
        .iter()
        .find(|(name, _)| *name == room)
        .unwrap_or_else(|| panic!("the room {room} has no floor; add it to FLOORS"))
        .1
}

/// A module by its place in the crate: `["date", "english"]`. The root is empty.
type Place = Vec<String>;

/// A module of the crate.
struct Module {
    /// Its file, from `src`.
    file: String,
    /// Its text without comments, and without what stands in texts and characters.
    text: String,
    /// The same without tests; empty where the whole module is one.
    code: String,
}

/// The modules of a crate, from its files by path.
fn modules(files: &BTreeMap<String, String>) -> BTreeMap<Place, Module> {
    static DECLARED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bmod ([a-z_0-9]+);").unwrap());
    let names = |text: &str| DECLARED.captures_iter(text).map(|found| found[1].to_owned()).collect::<BTreeSet<_>>();
    let mut found = BTreeMap::new();
    let mut todo = vec![(Place::new(), "lib.rs".to_owned(), false)];
    while let Some((place, file, is_test)) = todo.pop() {
        let text = without_words(&files[&file]);
        let code = if is_test { String::new() } else { without_tests(&text) };
        let folder: String = place.iter().flat_map(|name| [name, "/"]).collect();
        let of_code = names(&code);
        for name in names(&text) {
            let candidates = [format!("{folder}{name}.rs"), format!("{folder}{name}/mod.rs")];
            let child = candidates.into_iter().find(|path| files.contains_key(path)).expect("a module has a file");
            let is_test = is_test || !of_code.contains(&name);
            todo.push(([place.clone(), vec![name]].concat(), child, is_test));
        }
        found.insert(place, Module { file, text, code });
    }
    found
}

/// The modules of the program.
static PROGRAM: LazyLock<BTreeMap<Place, Module>> = LazyLock::new(|| {
    let files = tree(&root().join("src")).into_iter().filter(|(path, _)| path.ends_with(".rs"));
    let files: BTreeMap<_, _> = files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect();
    let modules = modules(&files);
    let known: BTreeSet<&str> = modules.values().map(|module| module.file.as_str()).collect();
    let others: Vec<&String> = files.keys().filter(|path| !known.contains(path.as_str())).collect();
    assert_eq!(others, ["main.rs"], "only the program's own root is no module of the library");
    modules
});

/// A text without comments; of texts and characters in it only the marks stay.
fn without_words(text: &str) -> String {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        let comment = r"(?P<comment>//[^\n]*|(?s:/\*.*?\*/))";
        let raw = r###"(?s:r##".*?"##|r#".*?"#)|\br"[^"]*""###;
        let plain = r#""(?:\\(?s:.)|[^"\\])*"|'(?:\\[^']+|\\'|[^'\\])'"#;
        Regex::new(&format!("{comment}|{raw}|{plain}")).unwrap()
    });
    let kept = |found: &Captures<'_>| if found.name("comment").is_some() { "" } else { "\"\"" };
    WORDS.replace_all(text, kept).into_owned()
}

/// A text without the items behind `#[cfg(test)]`.
fn without_tests(text: &str) -> String {
    static TEST: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"#\[cfg\((?:all\()?test\b[^\]]*\]").unwrap());
    let mut kept = String::new();
    let mut rest = text;
    while let Some(found) = TEST.find(rest) {
        kept.push_str(&rest[..found.start()]);
        rest = &rest[found.end()..];
        // Attributes between have no semicolon and no brace: their texts are taken out.
        let item = rest.find(['{', ';']).expect("an item follows its attribute");
        let end = if rest[item..].starts_with(';') { item } else { item + closing(&rest[item..]) };
        rest = &rest[end + 1..];
    }
    kept + rest
}

/// Where the brace closes with which a text begins.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    panic!("a brace stays open in {text:.80}");
}

/// The paths that `{a::b, c::{d, e as f}}` stands for, and the names that they get.
fn branches(list: &str) -> Vec<(Place, String)> {
    let mut found = Vec::new();
    let mut depth = 0;
    let items = list.split(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    });
    for item in items.map(str::trim).filter(|item| !item.is_empty()) {
        let segments =
            |path: &str| path.split("::").filter(|part| *part != "self").map(str::to_owned).collect::<Place>();
        if let Some((path, inner)) = item.strip_suffix('}').and_then(|item| item.split_once("::{")) {
            let within = |(tail, name)| ([segments(path), tail].concat(), name);
            found.extend(branches(inner).into_iter().map(within));
        } else {
            let (path, name) = item.split_once(" as ").unwrap_or((item, item));
            found.push((segments(path), name.rsplit("::").next().unwrap_or_default().to_owned()));
        }
    }
    found
}

/// The paths within the crate that a text of a module names, from the root, with the names that `use` gives them.
fn paths(place: &[String], text: &str, all: &BTreeMap<Place, Module>) -> Vec<(Place, String)> {
    static PATH: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:^|[^\w:.])([a-z_]\w*)((?:::\w+)*)(?:(::\{)|(::\*)|(?: as (\w+)))?").unwrap());
    static VISIBILITY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bpub\([^)]*\)").unwrap());
    let text = VISIBILITY.replace_all(text, "pub");
    let mut found = Vec::new();
    for hit in PATH.captures_iter(&text) {
        let mut base: Place = match &hit[1] {
            "crate" => Vec::new(),
            "super" => place[..place.len().saturating_sub(1)].to_vec(),
            "self" => place.to_vec(),
            child => [place, &[child.to_owned()]].concat(),
        };
        if !matches!(&hit[1], "crate" | "super" | "self") && !all.contains_key(&base) {
            continue;
        }
        for part in hit[2].split("::").filter(|part| !part.is_empty()) {
            if part == "super" {
                base.pop();
            } else {
                base.push(part.to_owned());
            }
        }
        if let Some(open) = hit.get(3) {
            let list = &text[open.end() - 1..];
            let within = |(tail, name)| ([base.clone(), tail].concat(), name);
            found.extend(branches(&list[1..closing(list)]).into_iter().map(within));
        } else if hit.get(4).is_some() {
            found.push((base, "*".to_owned()));
        } else if !hit[2].is_empty() {
            let name = hit.get(5).map_or_else(|| base.last().cloned(), |name| Some(name.as_str().to_owned()));
            found.push((base, name.unwrap_or_default()));
        }
    }
    found
}

/// Names that modules pass on: what each is called there, and where it really stands.
fn passed_on(all: &BTreeMap<Place, Module>) -> BTreeMap<Place, Place> {
    static STATEMENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\buse [^;]+;").unwrap());
    static DECLARED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(?:struct|enum|trait|type|fn|const|static) (\w+)").unwrap());
    let mut found = BTreeMap::new();
    for (place, module) in all {
        for used in STATEMENT.find_iter(&module.code) {
            for (path, name) in paths(place, used.as_str(), all) {
                if name != "*" {
                    found.insert([place.as_slice(), &[name]].concat(), path);
                } else if let Some(other) = all.get(&path) {
                    let names = DECLARED.captures_iter(&other.code).map(|name| name[1].to_owned());
                    found.extend(names.map(|name| {
                        ([place.as_slice(), std::slice::from_ref(&name)].concat(), [path.as_slice(), &[name]].concat())
                    }));
                }
            }
        }
    }
    found
}

/// The module in which what a path names really stands.
fn stands_in(path: &[String], all: &BTreeMap<Place, Module>, passed_on: &BTreeMap<Place, Place>) -> Place {
    for end in (0..=path.len()).rev() {
        let (beginning, rest) = path.split_at(end);
        if all.contains_key(beginning) {
            return beginning.to_vec();
        }
        if let Some(there) = passed_on.get(beginning).filter(|there| there.as_slice() != beginning) {
            return stands_in(&[there, rest].concat(), all, passed_on);
        }
    }
    unreachable!("the root is a module")
}

/// Which modules each module takes something from, tests aside. A name that a module passes on counts as that of the module
/// which declares it.
fn uses(all: &BTreeMap<Place, Module>) -> BTreeMap<&Place, BTreeSet<Place>> {
    let passed_on = passed_on(all);
    let used = |(place, module): (&'_ Place, &Module)| {
        let paths = paths(place, &module.code, all);
        let used = paths.iter().map(|(path, _)| stands_in(path, all, &passed_on));
        used.filter(|used| used != place).collect::<BTreeSet<_>>()
    };
    all.iter().map(|(place, module)| (place, used((place, module)))).collect()
}

/// Modules that lie on a circle of imports.
fn on_a_circle(uses: &BTreeMap<&Place, BTreeSet<Place>>) -> Vec<String> {
    let is_on_one = |start: &Place| {
        let mut todo: Vec<&Place> = uses[start].iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(next) = todo.pop() {
            if next == start {
                return true;
            }
            if seen.insert(next) {
                todo.extend(&uses[next]);
            }
        }
        false
    };
    uses.keys().filter(|place| is_on_one(place)).map(|place| place.join("::")).collect()
}

#[test]
fn imports_run_only_downwards() {
    let mut wrong = BTreeSet::new();
    let mut seen = 0;
    for (place, module) in &*PROGRAM {
        let Some(room) = place.first() else { continue };
        for (path, _) in paths(place, &module.text, &PROGRAM) {
            // In tests inside a file, `super` is the file.
            let is_room = |used: &&String| *used != room && PROGRAM.contains_key(std::slice::from_ref(*used));
            let Some(used) = path.first().filter(is_room) else { continue };
            seen += 1;
            let beside = BESIDE.contains(&(room.as_str(), used.as_str()));
            if floor(used) > floor(room) || (floor(used) == floor(room) && !beside) {
                wrong.insert(format!(
                    "src/{} (floor {}) uses {used} (floor {})",
                    module.file,
                    floor(room),
                    floor(used)
                ));
            }
        }
    }
    assert!(seen > 500, "imports were not recognised");
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn imports_make_no_circle() {
    let uses = uses(&PROGRAM);
    assert!(uses.values().map(BTreeSet::len).sum::<usize>() > 500, "imports were not recognised");
    assert_eq!(on_a_circle(&uses), [""; 0]);
}

/// What the tests above see in a crate of these files: who uses whom, and who lies on a circle.
fn seen_in(files: &[(&str, &str)]) -> (String, Vec<String>) {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let all = modules(&files);
    let uses = uses(&all);
    let mut lines: Vec<String> = Vec::new();
    for (place, used) in &uses {
        lines.extend(used.iter().map(|used| format!("{} -> {}", place.join("::"), used.join("::"))));
    }
    (lines.join(", "), on_a_circle(&uses))
}

#[test]
fn imports_are_seen_in_every_form() {
    let library = ("lib.rs", "mod a;\nmod b;");
    let b = ("b.rs", "pub struct B;\npub fn make() {}");
    let forms = [
        "use crate::b::B;",
        "use crate::{b::{B, make}};",
        "fn f() { crate::b::make() }",
        "pub(in crate::b) use super::b as other;",
        "fn f(x: super::b::B) {}",
        "#[cfg(test)]\nmod tests { fn f() { crate::c::g() } }\nuse crate::b::*;",
    ];
    for form in forms {
        assert_eq!(seen_in(&[library, b, ("a.rs", form)]).0, "a -> b", "{form}");
    }
    let none = [
        "//! See [`crate::b`].\n/* crate::b::B */",
        "const TEXT: &str = \"crate::b::B\";\nconst MARK: char = '\"'; // crate::b::B",
        "#[cfg(test)]\nmod tests {\n    use crate::b::B;\n    const BRACE: char = '{';\n}",
        "#[cfg(all(test, unix))]\nuse crate::b::B;",
        "pub(in crate::b) struct A;",
    ];
    for form in none {
        assert_eq!(seen_in(&[library, b, ("a.rs", form)]).0, "", "{form}");
    }
}

#[test]
fn a_circle_is_seen_through_the_file_of_a_folder() {
    let library = ("lib.rs", "mod a;");
    let child = ("a/child.rs", "use super::Shared;\npub struct Own;");
    let circle = [library, ("a/mod.rs", "mod child;\nuse child::Own;\npub struct Shared;"), child];
    assert_eq!(seen_in(&circle).1, ["a", "a::child"]);
    let shared = ("a/shared.rs", "pub struct Shared;");
    let passed_on =
        [library, ("a/mod.rs", "mod child;\nmod shared;\npub use shared::*;\nuse child::Own;"), child, shared];
    assert_eq!(seen_in(&passed_on), ("a -> a::child, a -> a::shared, a::child -> a::shared".to_owned(), Vec::new()));
    // A test may use what it tests, whatever the test is called.
    let tested = [library, ("a/mod.rs", "#[cfg(test)]\nmod proof;\npub struct A;"), ("a/proof.rs", "use super::A;")];
    assert_eq!(seen_in(&tested), (String::new(), Vec::new()));
    let named = [
        library,
        ("a/mod.rs", "mod tests;\nuse tests::B;\npub struct A;"),
        ("a/tests.rs", "use super::A;\npub struct B;"),
    ];
    assert_eq!(seen_in(&named).1, ["a", "a::tests"]);
}

#[test]
fn every_source_file_opens_with_a_header() {
    let files = tree(&root().join("src")).into_iter().chain(tree(&root().join("tests/suite")));
    let sources: Vec<_> =
        files.filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "rs")).collect();
    assert!(sources.len() > 200, "files were not found");
    for (path, bytes) in sources {
        assert!(bytes.starts_with(b"//! "), "{path} has no header");
    }
}

#[test]
fn the_middle_of_the_house_touches_no_disk_clock_or_environment() {
    let forbidden =
        Regex::new(r"\bstd::(?:fs|env|net|process)\b|\b(?:Utc|Local)::now\b|\bSystemTime\b|\bInstant\b").unwrap();
    let list = Regex::new(r"\bstd::\{[^;]*\b(?:fs|env|net|process)\b").unwrap();
    let mut looked_at = 0;
    for (place, module) in &*PROGRAM {
        if place.first().is_some_and(|room| floor(room) > LAST_PURE_FLOOR) {
            continue;
        }
        looked_at += usize::from(!module.code.is_empty());
        let found = forbidden.find(&module.code).or_else(|| list.find(&module.code));
        assert!(found.is_none(), "src/{} touches {:?}", module.file, found.map(|found| found.as_str()));
    }
    assert!(looked_at > 150, "only {looked_at} modules were looked at");
}

#[test]
fn only_one_room_asks_other_hosts_and_only_the_command_line_sends_it() {
    let client = Regex::new(r"\bureq\b|\bTcpStream::connect\b|\bto_socket_addrs\b").unwrap();
    let mut clients = BTreeSet::new();
    let mut senders = BTreeSet::new();
    for (place, module) in &*PROGRAM {
        let Some(room) = place.first() else { continue };
        if client.is_match(&module.code) {
            clients.insert(room.as_str());
        }
        if paths(place, &module.code, &PROGRAM).iter().any(|(path, _)| path[0] == "external") {
            senders.insert(room.as_str());
        }
    }
    assert_eq!(clients.into_iter().collect::<Vec<_>>(), ["external"]);
    assert_eq!(senders.into_iter().filter(|room| *room != "external").collect::<Vec<_>>(), ["cli"]);
}

#[test]
fn the_floor_table_names_every_room_and_no_other() {
    let declared = Regex::new(r"(?m)^(?:pub )?mod ([a-z_]+);").unwrap();
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut rooms: Vec<&str> = declared.captures_iter(&library).map(|found| found.get(1).unwrap().as_str()).collect();
    let mut table: Vec<&str> = FLOORS.iter().map(|(name, _)| *name).collect();
    rooms.sort_unstable();
    table.sort_unstable();
    assert_eq!(rooms, table);
}

#[test]
fn nothing_is_printed_but_where_lost_output_is_noticed() {
    let printing = Regex::new(r"\be?print(ln)?!\(").unwrap();
    let printers: Vec<String> =
        PROGRAM.values().filter(|module| printing.is_match(&module.text)).map(|module| module.file.clone()).collect();
    assert_eq!(printers, [""; 0], "these panic where a stream is full; use `cli/report.rs`");
}
