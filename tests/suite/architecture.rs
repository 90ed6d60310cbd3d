//! The house: which room stands on which floor, and that imports run only downwards.
//!
//! `docs/architecture.md` tells the reasons; this table is what is true.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use regex::Regex;

use crate::support::{root, tree};

/// Rooms and their floors. A room is a file or folder of `src`.
const FLOORS: &[(&str, u32)] = &[
    ("span", 0),
    ("diagnostic", 0),
    ("route", 0),
    ("output", 0),
    ("date", 1),
    ("model", 2),
    ("parse", 3),
    ("resolve", 4),
    ("plan", 6),
    ("render", 7),
    ("pipeline", 8),
    ("load", 9),
    ("write", 9),
    ("cli", 12),
];

/// Rooms of one floor that may use each other, in this direction only.
const BESIDE: &[(&str, &str)] = &[("diagnostic", "span"), ("output", "route")];

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

#[test]
fn rooms_make_no_circle_inside_themselves() {
    // Inside a room: `super::file` and `self::file` edges between the files of one folder.
    let edge = Regex::new(r"\b(?:super|self)::([a-z_]+)").unwrap();
    let mut wrong = Vec::new();
    let mut folders: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for (path, _, text) in sources() {
        let Some((folder, file)) = path.rsplit_once('/') else { continue };
        if file == "mod.rs" || file == "tests.rs" {
            continue;
        }
        let outside_tests = text.split("#[cfg(test)]").next().unwrap();
        let used = edge.captures_iter(outside_tests).map(|found| found[1].to_owned()).collect();
        folders.entry(folder.to_owned()).or_default().insert(file.trim_end_matches(".rs").to_owned(), used);
    }
    for (folder, files) in folders {
        for start in files.keys() {
            let mut todo: Vec<&String> = files[start].iter().collect();
            let mut seen = Vec::new();
            while let Some(next) = todo.pop() {
                if next == start {
                    wrong.push(format!("src/{folder}/{start}.rs lies on a circle of imports"));
                    break;
                }
                if !seen.contains(&next) {
                    seen.push(next);
                    todo.extend(files.get(next).into_iter().flatten());
                }
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
fn the_floor_table_names_every_room_and_no_other() {
    let declared = Regex::new(r"(?m)^(?:pub )?mod ([a-z_]+);").unwrap();
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut rooms: Vec<&str> = declared.captures_iter(&library).map(|found| found.get(1).unwrap().as_str()).collect();
    let mut table: Vec<&str> = FLOORS.iter().map(|(name, _)| *name).collect();
    rooms.sort_unstable();
    table.sort_unstable();
    assert_eq!(rooms, table);
}
