//! `dateline new event|article`.

use std::fs;
use std::io::{ErrorKind, Write};

use super::args::{General, New, NewKind};
use super::{Outcome, report};
use crate::date::Written;
use crate::load::load;
use crate::route::Slug;

/// Writes the beginning of a file; one that exists is never touched.
pub(super) fn run(args: &New, general: &General) -> Outcome {
    let loaded = load(&general.root);
    if loaded.inputs.site.is_none() {
        report::failure(
            &format!("there is no site.toml in {}", general.root),
            Some("name the site's folder with -C, or begin one with `dateline init`"),
        );
        return Outcome::WrongUsage;
    }
    let id = match &args.id {
        Some(id) => Slug::new(id).map_err(|bad| format!("“{id}” cannot be an id: it {bad}")),
        None => Slug::from_words(&args.title)
            .ok_or_else(|| "the title has neither letters nor digits to make an id from".to_owned()),
    };
    let id = match id {
        Ok(id) => id,
        Err(message) => {
            report::failure(&message, Some("name one with --id"));
            return Outcome::WrongUsage;
        }
    };
    if let Some(Err(error)) = args.date.as_deref().map(Written::parse) {
        report::failure(&error.message, Some(&error.help));
        return Outcome::WrongUsage;
    }
    let (folder, text) = match args.kind {
        NewKind::Event => ("events", event(args)),
        NewKind::Article => ("articles", article(args)),
    };
    let path = general.inside(&loaded.preface.paths.content).join(folder).join(format!("{id}.md"));
    let written = fs::create_dir_all(path.parent().expect("a file lies in a folder"))
        .and_then(|()| fs::OpenOptions::new().write(true).create_new(true).open(&path))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => {
            anstream::println!("{path}");
            Outcome::Fine
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            report::failure(&format!("{path} exists already"), Some("choose another id with --id"));
            Outcome::WrongUsage
        }
        Err(error) => {
            report::failure(&format!("could not write {path}: {error}"), None);
            Outcome::MachineFailed
        }
    }
}

/// A text as TOML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON, and its quoted form is TOML as well")
}

fn event(args: &New) -> String {
    let title = quoted(&args.title);
    let date = args.date.as_deref().map_or_else(
        || "date   = \"\"            # as precisely as is known: 2025-06-16, 2025-06, 2025-06-16T14:30".to_owned(),
        |date| format!("date   = {}", quoted(date)),
    );
    format!(
        "+++\ntitle  = {title}\n{date}\ntags   = []\nstatus = \"reported\"    # confirmed, reported, disputed, denied, retracted\ndraft  = true\n\n\
         # [[evidence]]\n# source = \"\"           # id of an article or of a source record\n# quote  = \"\"           # at most 12 words, letter for letter\n+++\n"
    )
}

fn article(args: &New) -> String {
    let title = quoted(&args.title);
    let date = args
        .date
        .as_deref()
        .map_or_else(|| "published = \"\"".to_owned(), |date| format!("published = {}", quoted(date)));
    format!(
        "+++\ntitle     = {title}\npublisher = \"\"\n{date}\n# author  = \"\"\n# url     = \"https://\"\ndraft     = true\n\n\
         # [[reports]]          # what it says about an event of this timeline\n# event = \"\"\n# quote = \"\"\n+++\n"
    )
}
