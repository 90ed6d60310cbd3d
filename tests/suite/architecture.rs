//! The house: which room stands on which floor, and that imports run only downwards.
//!
//! `docs/architecture.md` tells the reasons; this table is what is true.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;

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
    ("date", 1),
    ("model", 2),
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
    ("serve", 10),
    ("import", 11),
    ("cli", 12),
];

/// Rooms of one floor that may use each other, in this direction only.
const BESIDE: &[(&str, &str)] = &[("diagnostic", "span"), ("diagnostic", "text"), ("output", "route")];

/// Floors above this one may touch disk, clock and environment.
const LAST_PURE_FLOOR: u32 = 8;

fn floor(room: &str) -> u32 {
    FLOORS
        .iter()
        .find(|(name, _)| *name == room)
        .unwrap_or_else(|| panic!("the room {room} has no floor; add it to FLOORS"))
        .1
}

/// Source files by path, with the room that each belongs to.
fn sources() -> Vec<(String, String, String)> {
    tree(&root().join("src"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs") && path != "lib.rs" && path != "main.rs")
        .map(|(path, bytes)| {
            let room = path.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
            (path, room, String::from_utf8(bytes).unwrap())
        })
        .collect()
}

/// Rooms that a text imports: `use crate::room`, `crate::room::thing` and `use crate::{room, …}`.
fn imports(text: &str) -> Vec<String> {
    let single = Regex::new(r"\bcrate::([a-z_]+)").unwrap();
    let list = Regex::new(r"\bcrate::\{([^}]*)\}").unwrap();
    let word = Regex::new(r"(?:^|,)\s*([a-z_]+)").unwrap();
    let mut rooms: Vec<String> = single.captures_iter(text).map(|found| found[1].to_owned()).collect();
    for found in list.captures_iter(text) {
        rooms.extend(word.captures_iter(&found[1]).map(|found| found[1].to_owned()));
    }
    rooms
}

#[test]
fn imports_run_only_downwards() {
    let mut wrong = Vec::new();
    for (path, room, text) in sources() {
        for used in imports(&text).into_iter().filter(|used| *used != room) {
            let beside = BESIDE.contains(&(room.as_str(), used.as_str()));
            if floor(&used) > floor(&room) || (floor(&used) == floor(&room) && !beside) {
                wrong.push(format!("src/{path} (floor {}) uses {used} (floor {})", floor(&room), floor(&used)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files that a file takes something from, by module path: `date::english::form`. Folders' own `mod.rs` only pass names on
/// and are not followed.
fn uses(module: &[String], text: &str, files: &BTreeSet<Vec<String>>) -> BTreeSet<Vec<String>> {
    let path = Regex::new(r"\b(crate|super|self)((?:::(?:super|[a-z_0-9]+))*)(?:::\{([^}]*)\})?").unwrap();
    let segments = |text: &str| text.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let mut found = BTreeSet::new();
    for hit in path.captures_iter(text) {
        let mut base: Vec<String> = match &hit[1] {
            "crate" => Vec::new(),
            "super" => module[..module.len() - 1].to_vec(),
            _ => module.to_vec(),
        };
        for part in segments(&hit[2]) {
            if part == "super" {
                base.pop();
            } else {
                base.push(part);
            }
        }
        let list = hit.get(3).map_or("", |list| list.as_str());
        let tails = list.split(',').map(|item| segments(item.trim())).chain([Vec::new()]);
        for tail in tails {
            let whole: Vec<String> = base.iter().cloned().chain(tail).collect();
            // The longest beginning that is a file; what follows are names inside it.
            found.extend((1..=whole.len()).rev().map(|end| whole[..end].to_vec()).find(|path| files.contains(path)));
        }
    }
    found.remove(module);
    found
}

#[test]
fn imports_make_no_circle() {
    let module = |path: &str| path.trim_end_matches(".rs").split('/').map(str::to_owned).collect::<Vec<_>>();
    let texts: BTreeMap<Vec<String>, String> = sources()
        .into_iter()
        .filter(|(path, ..)| !path.ends_with("mod.rs") && !path.contains("tests"))
        .map(|(path, _, text)| (module(&path), text.split("#[cfg(test)]").next().unwrap().to_owned()))
        .collect();
    let files: BTreeSet<Vec<String>> = texts.keys().cloned().collect();
    let edges: BTreeMap<&Vec<String>, BTreeSet<Vec<String>>> =
        texts.iter().map(|(module, text)| (module, uses(module, text, &files))).collect();
    assert!(edges.values().map(BTreeSet::len).sum::<usize>() > 60, "imports were not recognised");
    let mut wrong = Vec::new();
    for start in edges.keys() {
        let mut todo: Vec<&Vec<String>> = edges[*start].iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(next) = todo.pop() {
            if next == *start {
                wrong.push(format!("{} lies on a circle of imports", start.join("::")));
                break;
            }
            if seen.insert(next) {
                todo.extend(edges.get(next).into_iter().flatten());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_source_file_opens_with_a_header() {
    for (path, bytes) in tree(&root().join("src")).into_iter().chain(tree(&root().join("tests/suite"))) {
        if Path::new(&path).extension().is_some_and(|ending| ending == "rs") {
            assert!(bytes.starts_with(b"//! "), "{path} has no header");
        }
    }
}

#[test]
fn the_middle_of_the_house_touches_no_disk_clock_or_environment() {
    let forbidden =
        Regex::new(r"\bstd::(?:fs|env|net|process)\b|\b(?:Utc|Local)::now\b|\bSystemTime\b|\bInstant\b").unwrap();
    let comment = Regex::new(r"(?m)//.*$").unwrap();
    for (path, room, text) in sources() {
        if floor(&room) <= LAST_PURE_FLOOR {
            let code = comment.replace_all(text.split("#[cfg(test)]").next().unwrap(), "").into_owned();
            // `tera::State` and the like are fine; `Local` alone is a type of our own.
            assert!(
                !forbidden.is_match(&code),
                "src/{path} touches {:?}",
                forbidden.find(&code).map(|found| found.as_str())
            );
        }
    }
}

#[test]
fn only_one_room_asks_other_hosts_and_only_the_command_line_sends_it() {
    let client = Regex::new(r"\bureq\b|\bTcpStream::connect\b|\bto_socket_addrs\b").unwrap();
    let mut clients = BTreeSet::new();
    for (path, room, text) in sources() {
        let code = text.split("#[cfg(test)]").next().unwrap();
        if client.is_match(code) && !path.contains("tests") {
            clients.insert(room.clone());
        }
        assert!(!imports(code).contains(&"external".to_owned()) || room == "cli", "src/{path} uses external");
    }
    assert_eq!(clients.into_iter().collect::<Vec<_>>(), ["external"]);
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
        sources().into_iter().filter(|(_, _, text)| printing.is_match(text)).map(|(path, ..)| path).collect();
    assert_eq!(printers, [""; 0], "these panic where a stream is full; use `cli/report.rs`");
}
