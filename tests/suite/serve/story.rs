//! An invented site on the disk, which tests change: the ferry strike at Quill Harbour.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::write;

/// Events that others link to: they are never deleted or renamed.
pub const PILLARS: usize = 4;

const ACTORS: [&str; 5] = ["ferry-company", "dockers", "minister", "harbour-master", "lodge"];
const PLACES: [&str; 4] = ["quill-harbour", "north-quay", "ministry", "lodge-hall"];
const TAGS: [&str; 6] = ["strike", "talks", "tolls", "night shift", "court", "ice"];
const STATUSES: [&str; 5] = ["confirmed", "reported", "disputed", "denied", "retracted"];
const WORDS: [&str; 12] = [
    "ferry", "crew", "harbour", "ballot", "lantern", "pier", "winter", "ledger", "council", "whistle", "tariff", "fog",
];

/// An event as its file tells it.
#[derive(Clone)]
pub struct Event {
    pub id: String,
    /// Below `content/events/`.
    pub folder: String,
    pub title: String,
    pub date: String,
    pub place: Option<usize>,
    pub actors: Vec<usize>,
    pub tags: Vec<usize>,
    pub status: usize,
    pub key: bool,
    pub draft: bool,
    pub summary: Option<String>,
    /// Sources and the number of boats that each asserts.
    pub evidence: Vec<(usize, u32)>,
    pub body: String,
}

impl Event {
    pub fn path(&self) -> String {
        format!("content/events/{}/{}.md", self.folder, self.id)
    }

    pub fn text(&self) -> String {
        let mut text = format!("+++\ntitle = \"{}\"\ndate = \"{}\"\n", self.title, self.date);
        if let Some(place) = self.place {
            writeln!(text, "place = \"{}\"", PLACES[place]).unwrap();
        }
        let list =
            |names: &[&str], chosen: &[usize]| chosen.iter().map(|n| format!("\"{}\"", names[*n])).collect::<Vec<_>>();
        writeln!(text, "actors = [{}]", list(&ACTORS, &self.actors).join(", ")).unwrap();
        writeln!(text, "tags = [{}]", list(&TAGS, &self.tags).join(", ")).unwrap();
        writeln!(text, "status = \"{}\"", STATUSES[self.status]).unwrap();
        if self.key {
            text.push_str("key = true\n");
        }
        if self.draft {
            text.push_str("draft = true\n");
        }
        if let Some(summary) = &self.summary {
            writeln!(text, "summary = \"{summary}\"").unwrap();
        }
        for (source, boats) in &self.evidence {
            writeln!(text, "\n[[evidence]]\nsource = \"s{source}\"\nasserts = {{ boats = {boats} }}").unwrap();
        }
        writeln!(text, "+++\n\n{}", self.body).unwrap();
        text
    }
}

/// The site and the folder that it lies in, with room beside it.
pub struct Story {
    dir: tempfile::TempDir,
    pub events: Vec<Event>,
    pub random: fastrand::Rng,
    added: usize,
}

impl Story {
    /// A small site whose files are always the same.
    pub fn small() -> Self {
        Self::new(12, 7)
    }

    pub fn new(events: usize, seed: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut story = Self { dir, events: Vec::new(), random: fastrand::Rng::with_seed(seed), added: 0 };
        for _ in 0..events {
            let event = story.invent();
            story.put(&event.path(), event.text());
            story.events.push(event);
        }
        story.put("site.toml", Self::config("The ferry strike at Quill Harbour", "https://example.org/june/"));
        for number in 0..3 {
            story.write_article(number);
        }
        story.write_sources();
        story.write_actors();
        story.write_places();
        story.put("content/pages/about.md", "+++\ntitle = \"About\"\nnav = true\n+++\n\nAll of this is invented.\n");
        story.put("static/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
        story
    }

    pub fn config(title: &str, base_url: &str) -> String {
        format!(
            "title = \"{title}\"\nbase_url = \"{base_url}\"\nzone = \"Europe/Oslo\"\nstarted = 2024-06-01\n\n[share]\ncards = \"key\"\n\n[timeline]\nwindow = \"2024\"\n"
        )
    }

    /// The folder that holds `site.toml`.
    pub fn root(&self) -> PathBuf {
        self.dir.path().join("site")
    }

    /// A path beside the site.
    pub fn beside(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file of the site in place.
    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write(&self.path(path), bytes);
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    pub fn rename(&self, from: &str, to: &str) {
        fs::create_dir_all(self.path(to).parent().unwrap()).unwrap();
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// Writes an event's file anew after a change.
    pub fn change(&mut self, number: usize, change: impl FnOnce(&mut Event)) {
        change(&mut self.events[number]);
        self.put(&self.events[number].path(), self.events[number].text());
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.random.usize(..WORDS.len())]).collect();
        words.join(" ")
    }

    fn date(&mut self) -> String {
        let (month, day) = (self.random.u32(1..=12), self.random.u32(1..=28));
        match self.random.u32(..6) {
            0 => format!("2024-{month:02}"),
            1 => format!("2024-{month:02}-{day:02}T{:02}:30", self.random.u32(4..=23)),
            2 => format!("2024-{month:02}-{day:02}~"),
            3 => format!("{}-{month:02}-{day:02}", self.random.u32(2022..=2025)),
            _ => format!("2024-{month:02}-{day:02}"),
        }
    }

    fn some(&mut self, of: usize) -> Vec<usize> {
        let wanted = self.random.usize(..=of.min(3));
        let mut chosen: Vec<usize> = (0..of).collect();
        self.random.shuffle(&mut chosen);
        chosen.truncate(wanted);
        chosen
    }

    fn body(&mut self) -> String {
        let words = self.words(12);
        match self.events.len() {
            0 => format!("The {words}.\n"),
            events => {
                let pillar = self.random.usize(..events.min(PILLARS));
                format!("The {words}, after [what was said](event:{}).\n", self.events[pillar].id)
            }
        }
    }

    /// An event with an id of its own; no file yet.
    pub fn invent(&mut self) -> Event {
        self.added += 1;
        let number = self.added;
        Event {
            id: format!("e{number:03}"),
            folder: format!("part-{}", number % 5),
            title: format!("No. {number}: {}", self.words(3)),
            date: self.date(),
            place: Some(self.random.usize(..PLACES.len())).filter(|place| *place > 0),
            actors: self.some(ACTORS.len()),
            tags: self.some(TAGS.len()),
            status: self.random.usize(..STATUSES.len()),
            key: number.is_multiple_of(8),
            draft: false,
            summary: None,
            evidence: self.evidence(),
            body: self.body(),
        }
    }

    fn evidence(&mut self) -> Vec<(usize, u32)> {
        self.some(6).into_iter().map(|source| (source, self.random.u32(10..13))).collect()
    }

    fn write_article(&mut self, number: usize) {
        let (title, body, boats) = (self.words(3), self.words(5), self.random.u32(10..13));
        let (day, event) = (number + 1, &self.events[number].id);
        let text = format!(
            "+++\ntitle = \"Report {number}: {title}\"\npublisher = \"Quill Post\"\npublished = \"2024-04-0{day}\"\n\
             via = [\"s{number}\"]\n\n[[reports]]\nevent = \"{event}\"\nasserts = {{ boats = {boats} }}\n+++\n\n\
             An abstract of {body}.\n"
        );
        self.put(&format!("content/articles/report-{number}.md"), text);
    }

    fn write_sources(&mut self) {
        let record = |story: &mut Self, number: usize| {
            format!("[[sources]]\nid = \"s{number}\"\npublisher = \"{}\"\npublished = \"2024-03\"\n", story.words(2))
        };
        let text: Vec<String> = (0..6).map(|number| record(self, number)).collect();
        self.put("content/sources/sources.toml", text.join("\n"));
    }

    fn write_actors(&mut self) {
        let text: Vec<String> = ACTORS
            .iter()
            .map(|id| {
                format!(
                    "[{id}]\nname = \"{id} {}\"\nkind = \"body\"\ndescription = \"{}\"\n",
                    self.words(1),
                    self.words(2)
                )
            })
            .collect();
        self.put("content/actors.toml", text.join("\n"));
    }

    fn write_places(&mut self) {
        let zones = ["Europe/Oslo", "America/Halifax", "Asia/Tokyo", "Europe/Oslo"];
        let text: Vec<String> = PLACES
            .iter()
            .map(|id| {
                let zone = zones[self.random.usize(..zones.len())];
                format!("[{id}]\nname = \"{id} {}\"\nzone = \"{zone}\"\n", self.words(1))
            })
            .collect();
        self.put("content/places.toml", text.join("\n"));
    }

    /// One edit of the kind that an author makes. Returns what was done, and how to mend it where it broke the site.
    pub fn edit(&mut self) -> (String, Option<(String, String)>) {
        let any = self.random.usize(..self.events.len());
        let path = self.events[any].path();
        let what = self.random.u32(..24);
        let done = |what: &str, path: &str| (format!("{what} {path}"), None);
        match what {
            0 => {
                let title = self.words(4);
                self.change(any, |event| event.title = title);
                done("title of", &path)
            }
            1 => {
                let date = self.date();
                self.change(any, |event| event.date = date);
                done("date of", &path)
            }
            2 => {
                let place = Some(self.random.usize(..PLACES.len()));
                self.change(any, |event| event.place = place);
                done("place of", &path)
            }
            3 => {
                let actors = self.some(ACTORS.len());
                self.change(any, |event| event.actors = actors);
                done("actors of", &path)
            }
            4 => {
                let tags = self.some(TAGS.len());
                self.change(any, |event| event.tags = tags);
                done("tags of", &path)
            }
            5 => {
                let evidence = self.evidence();
                self.change(any, |event| event.evidence = evidence);
                done("evidence of", &path)
            }
            6 => {
                let status = self.random.usize(..STATUSES.len());
                self.change(any, |event| event.status = status);
                done("status of", &path)
            }
            7 => {
                let body = self.body();
                self.change(any, |event| event.body = body);
                done("body of", &path)
            }
            8 => {
                let summary = Some(self.words(6));
                self.change(any, |event| event.summary = summary);
                done("summary of", &path)
            }
            9 => {
                let event = self.invent();
                self.put(&event.path(), event.text());
                let path = event.path();
                self.events.push(event);
                done("new", &path)
            }
            10 if any >= PILLARS => {
                self.remove(&path);
                self.events.remove(any);
                done("deleted", &path)
            }
            11 if any >= PILLARS => {
                let id = self.invent().id;
                self.events[any].id = id;
                let to = self.events[any].path();
                self.rename(&path, &to);
                (format!("renamed {path} to {to}"), None)
            }
            12 | 13 => {
                let good = self.read(&path);
                let bad = match self.random.u32(..4) {
                    0 => good.replacen("date = \"", "date = \"2024-02-31, ", 1),
                    1 => good.replacen("status = ", "statsu = ", 1),
                    2 => good.replacen("+++\n\n", "\n", 1),
                    _ => good.replacen("tags = [", "tags = [\"", 1),
                };
                self.put(&path, bad);
                (format!("broke {path}"), Some((path, good)))
            }
            14 => {
                let number = self.random.usize(..3);
                self.write_article(number);
                done("article", "")
            }
            15 => {
                self.write_sources();
                done("sources", "")
            }
            16 => {
                self.write_actors();
                done("actors", "")
            }
            17 => {
                self.write_places();
                done("places", "")
            }
            18 => {
                let text = format!("+++\ntitle = \"{}\"\n+++\n\n{}.\n", self.words(2), self.words(9));
                self.put("content/pages/about.md", text);
                done("page", "")
            }
            19 => {
                let path = "templates/tag.html";
                if self.path(path).exists() {
                    self.remove(path);
                } else {
                    self.put(
                        path,
                        "{% extends \"base.html\" %}{% block content %}<p>Our own.</p>{% endblock content %}\n",
                    );
                }
                done("template", path)
            }
            20 => {
                let margin = self.random.u32(..50);
                self.put("static/style.css", format!("body {{ margin: {margin}em }}\n"));
                done("style", "")
            }
            21 => {
                let title = self.words(3);
                self.put("site.toml", Self::config(&title, "https://example.org/june/"));
                done("config", "")
            }
            22 => {
                let from = self.events[any].folder.clone();
                let to = format!("moved-{}", self.invent().id);
                self.rename(&format!("content/events/{from}"), &format!("content/events/{to}"));
                for event in self.events.iter_mut().filter(|event| event.folder == from) {
                    event.folder.clone_from(&to);
                }
                (format!("moved the folder {from} to {to}"), None)
            }
            _ if any >= PILLARS => {
                self.change(any, |event| event.draft = !event.draft);
                done("draft", &path)
            }
            _ => self.edit(),
        }
    }
}

/// Saves as most editors do: a new file beside the old, then a rename over it.
pub fn save_by_rename(path: &Path, text: &str) {
    let beside = path.with_file_name(format!("{}.k3X9pQ", path.file_name().unwrap().to_string_lossy()));
    fs::write(&beside, text).unwrap();
    fs::rename(beside, path).unwrap();
}

/// Saves as vim does with `backupcopy=no`: the old file becomes the backup, and is deleted in the end.
pub fn save_with_backup(path: &Path, text: &str) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let backup = path.with_file_name(format!("{name}~"));
    fs::write(path.with_file_name("4913"), "").unwrap();
    fs::remove_file(path.with_file_name("4913")).unwrap();
    fs::rename(path, &backup).unwrap();
    fs::write(path, text).unwrap();
    fs::remove_file(backup).unwrap();
}
