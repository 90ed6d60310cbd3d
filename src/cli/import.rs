//! `dateline import article`.

use std::fs;
use std::io::Read as _;
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use chrono::{DateTime, Utc};

use super::args::{General, Import, ImportArticle};
use super::begin::Site;
use super::{Outcome, begin, report};
use crate::capture::Format;
use crate::import::{self, Draft, Guess, Hints};
use crate::write::{IfThere, NewFile};

/// Makes content files of what others have written.
pub(super) fn run(args: &Import, general: &General) -> Outcome {
    let Import::Article(args) = args;
    article(args, general).map_or_else(|outcome| outcome, |()| Outcome::Fine)
}

/// Writes an article file and its capture; neither may be there yet.
fn article(args: &ImportArticle, general: &General) -> Result<(), Outcome> {
    let paths = Site::open(general)?.paths;
    let bytes = read(&args.file)?;
    let format = Format::of(args.file.as_str()).unwrap_or_else(|| Format::sniff(&bytes));
    let draft = import::article(format, &bytes, &hints(args)).map_err(|unreadable| {
        report::failure(&format!("{} cannot be read: {}", args.file, unreadable.message), Some(unreadable.help));
        Outcome::WrongUsage
    })?;
    let title = draft.fields.title.as_ref().map_or("", |title| &title.value);
    let id = begin::id(args.id.as_deref(), title)?;
    let file = general.inside(&paths.content).join("articles").join(format!("{id}.md"));
    let text = draft.file();
    let capture = kept(&general.inside(&paths.captures), id.as_str(), format, &bytes)?;
    begin::create(&[
        NewFile { path: &capture, bytes: &bytes, if_there: IfThere::KeepSame },
        NewFile { path: &file, bytes: text.as_bytes(), if_there: IfThere::Refuse },
    ])?;
    if !general.quiet {
        tell(&draft);
    }
    report::result(&format!("{file}\n{capture}\n"))
}

fn read(file: &Utf8Path) -> Result<Vec<u8>, Outcome> {
    let mut bytes = Vec::new();
    let bytes =
        if file == "-" { std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes) } else { fs::read(file) };
    bytes.map_err(|error| {
        report::failure(
            &format!("{file} cannot be read: {error}"),
            Some("name a saved page or text, or - for what is pasted"),
        );
        Outcome::WrongUsage
    })
}

fn hints(args: &ImportArticle) -> Hints {
    let today = || DateTime::<Utc>::from(SystemTime::now()).date_naive();
    Hints {
        title: args.title.clone(),
        publisher: args.publisher.clone(),
        author: args.author.clone(),
        published: args.published.as_ref().map(|date| date.text().to_owned()),
        url: args.url.as_ref().map(ToString::to_string),
        language: args.language.as_ref().map(|language| language.tag().to_owned()),
        taken: args.taken.unwrap_or_else(today),
    }
}

/// Where the bytes are kept: under this id, or where they lie already under it.
fn kept(folder: &Utf8Path, id: &str, format: Format, bytes: &[u8]) -> Result<Utf8PathBuf, Outcome> {
    for format in Format::ALL {
        let path = folder.join(format!("{id}.{}", format.ending()));
        match fs::read(&path) {
            Ok(kept) if kept == bytes => return Ok(path),
            Ok(_) => return Err(begin::exists(&path)),
            Err(_) => {}
        }
    }
    Ok(folder.join(format!("{id}.{}", format.ending())))
}

/// Says what was guessed and how, a line a field.
fn tell(draft: &Draft) {
    let fields = &draft.fields;
    let required = "nothing tells it; write it into the file";
    let lines = [
        ("title", &fields.title, required),
        ("publisher", &fields.publisher, required),
        ("author", &fields.author, "nothing tells it"),
        ("published", &fields.published, required),
        ("language", &fields.language, "nothing tells it; the site's is taken"),
        ("url", &fields.url, "nothing tells it"),
    ];
    for (key, guess, without) in lines {
        report::say(format_args!("{key:<10} {}", guess.as_ref().map_or_else(|| format!("? ({without})"), in_words)));
    }
    report::say(format_args!("words      {}", draft.words));
    report::say(format_args!("sha-256    {}", draft.sha256));
    report::say(format_args!("set aside  {}", draft.furniture));
}

fn in_words(guess: &Guess) -> String {
    let Guess { value, how, is_sure } = guess;
    format!("{value} ({how}{})", if *is_sure { "" } else { "; check it" })
}
