//! `dateline import article`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use chrono::{DateTime, Utc};

use super::args::{GlobalArgs, ImportArticleArgs, ImportSubcommand};
use super::begin::ExistingSite;
use super::exit_status::ExitStatus;
use super::{begin, report};
use crate::capture::CaptureFormat;
use crate::import::{self, AS_YOU_SAY, ArticleDraft, CaptureDay, ImportHints};
use crate::load::{LARGEST_TEXT, too_large};
use crate::parse::ContentKind;
use crate::write::{IfExists, NewFile};

/// Makes content files from texts of other publishers.
pub(super) fn run(args: &ImportSubcommand, general: &GlobalArgs) -> ExitStatus {
    match args {
        ImportSubcommand::Article(args) => article(args, general).map_or_else(|outcome| outcome, |()| ExitStatus::Fine),
        ImportSubcommand::Other(words) => {
            let typed = words.iter().map(|word| as_typed(word)).collect::<Vec<_>>().join(" ");
            let is_file = words.first().is_some_and(|first| first == "-" || first.contains(['.', '/', '\\']));
            let what = if is_file { typed.as_str() } else { "FILE" };
            report::failure(
                &format!("import does not say what {typed} is to become"),
                Some(&format!("write dateline import article {what}")),
            );
            ExitStatus::WrongUsage
        }
    }
}

/// A word of a command line, quoted so that a shell reads it as one word.
fn as_typed(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
    }
}

/// Writes an article file and its capture. Neither may exist yet. If `check` would find an error, nothing is written.
fn article(args: &ImportArticleArgs, general: &GlobalArgs) -> Result<(), ExitStatus> {
    let site = ExistingSite::open(general)?;
    let (bytes, modified) = read(&args.file)?;
    let format = CaptureFormat::of(args.file.as_str()).unwrap_or_else(|| CaptureFormat::sniff(&bytes));
    let mut draft = import::article(format, &bytes, &hints(args, modified)).map_err(|unreadable| {
        report::failure(&format!("{} cannot be read: {}", args.file, unreadable.message), Some(unreadable.help));
        ExitStatus::WrongUsage
    })?;
    let title = draft.fields.title.as_ref().map_or("", |title| &title.value);
    let id = begin::id(args.id.as_deref(), title)?;
    refuse_known(&draft, &site)?;
    let name = format!("articles/{id}.md");
    let file = general.inside(&site.paths.content).join(&name);
    if file.symlink_metadata().is_ok() {
        return Err(begin::exists(&file));
    }
    let capture = kept(&general.inside(&site.paths.captures), id.as_str(), format, &bytes)?;
    let path = format!("{}/{name}", site.paths.content);
    let refused = leave_out_what_check_refuses(&mut draft, &site, &path)?;
    let text = draft.file();
    begin::create(&[
        NewFile { path: &capture, bytes: &bytes, if_there: IfExists::KeepSame },
        NewFile { path: &file, bytes: text.as_bytes(), if_there: IfExists::Refuse },
    ])?;
    if !general.quiet {
        tell(&draft, &refused);
    }
    report::result(&format!("{file}\n{capture}\n"))
}

/// Removes fields from a draft that were found in the page and that `check` would refuse. Returns the reasons by the
/// names of the fields. Fields that the user gave are not removed; if one of them is wrong, nothing is imported.
fn leave_out_what_check_refuses(
    draft: &mut ArticleDraft,
    site: &ExistingSite,
    path: &str,
) -> Result<BTreeMap<&'static str, String>, ExitStatus> {
    let mut refused = BTreeMap::new();
    loop {
        let text = draft.file_filled_in();
        let (errors, files) = site.errors(ContentKind::Article, path, &text, None);
        if !errors.has_errors() {
            return Ok(refused);
        }
        let mut is_better = false;
        for error in &errors {
            let at = error.span.and_then(|span| text.get(..span.range().start)).unwrap_or("");
            let line = text[at.rfind('\n').map_or(0, |end| end + 1)..].lines().next().unwrap_or("");
            let Some((key, guess)) = draft.fields.found(line.split([' ', '=']).next().unwrap_or("")) else { continue };
            if guess.take_if(|guess| guess.how != AS_YOU_SAY).is_some() {
                refused.insert(key, error.message.clone());
                is_better = true;
            }
        }
        if !is_better {
            report::findings(&errors, &files, usize::MAX)?;
            report::failure("nothing is imported, because of what the article's file would hold", None);
            return Err(ExitStatus::WrongUsage);
        }
    }
}

/// Refuses the page if the site has it already, by its saved text or its address. Under two ids it would count as two
/// origins.
fn refuse_known(draft: &ArticleDraft, site: &ExistingSite) -> Result<(), ExitStatus> {
    let known = site.sources();
    let at_address = || draft.fields.url.as_ref().and_then(|url| known.of_address(&url.value));
    let (message, help) = match (known.of_capture(&draft.sha256), at_address()) {
        (Some(id), _) => (
            format!("the site has this page already: it is the source {id}"),
            "write what else it reports into that source’s file".to_owned(),
        ),
        (None, Some(id)) => (
            format!("the site has another text of this page: it is the source {id}"),
            format!("compare the two; to keep both, write a file for the later one with via = [\"{id}\"]"),
        ),
        (None, None) => return Ok(()),
    };
    report::failure(&message, Some(&help));
    Err(ExitStatus::WrongUsage)
}

/// The bytes of a file and the time of its last change. The time is `None` for pasted text.
fn read(file: &Utf8Path) -> Result<(Vec<u8>, Option<SystemTime>), ExitStatus> {
    let mut bytes = Vec::new();
    let is_pasted = file == "-";
    let read = if is_pasted {
        std::io::stdin().lock().take(LARGEST_TEXT + 1).read_to_end(&mut bytes).map(|_| None)
    } else {
        fs::File::open(file).and_then(|opened| {
            let modified = opened.metadata()?.modified().ok();
            opened.take(LARGEST_TEXT + 1).read_to_end(&mut bytes).map(|_| modified)
        })
    };
    let modified = read.map_err(|error| {
        report::failure(
            &format!("{file} cannot be read: {error}"),
            Some("name a saved page or text, or - for what is pasted"),
        );
        ExitStatus::WrongUsage
    })?;
    if bytes.len() as u64 > LARGEST_TEXT {
        let finding = too_large(file.as_str());
        report::failure(&finding.message, finding.help.as_deref());
        return Err(ExitStatus::WrongUsage);
    }
    Ok((bytes, modified))
}

fn hints(args: &ImportArticleArgs, modified: Option<SystemTime>) -> ImportHints {
    let day = |time: SystemTime| DateTime::<Utc>::from(time).date_naive();
    let taken = match (args.taken, modified) {
        (Some(told), _) => CaptureDay::sure(told, AS_YOU_SAY),
        (None, Some(modified)) => CaptureDay::inferred(day(modified), "time of the file"),
        (None, None) => CaptureDay::sure(day(SystemTime::now()), "today"),
    };
    ImportHints {
        title: args.title.clone(),
        publisher: args.publisher.clone(),
        author: args.author.clone(),
        published: args.published.as_ref().map(|date| date.text().to_owned()),
        url: args.url.as_ref().map(ToString::to_string),
        language: args.language.as_ref().map(|language| language.tag().to_owned()),
        taken,
    }
}

/// The path for the capture. If a file with this id and the same bytes exists in any format, it is used.
fn kept(folder: &Utf8Path, id: &str, format: CaptureFormat, bytes: &[u8]) -> Result<Utf8PathBuf, ExitStatus> {
    for format in CaptureFormat::ALL {
        let path = folder.join(format!("{id}.{}", format.ending()));
        match fs::read(&path) {
            Ok(kept) if kept == bytes => return Ok(path),
            Ok(_) => return Err(begin::exists(&path)),
            Err(_) => {}
        }
    }
    Ok(folder.join(format!("{id}.{}", format.ending())))
}

/// Prints each guessed field and where it came from, one line a field, and the fields that were found but removed.
fn tell(draft: &ArticleDraft, refused: &BTreeMap<&str, String>) {
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
        let words = match (guess, refused.get(key)) {
            (Some(guess), _) => in_words(&guess.value, guess.how, guess.is_sure),
            (None, Some(why)) => format!("? (what the page tells is left out: {why})"),
            (None, None) => format!("? ({without})"),
        };
        report::say(format_args!("{key:<10} {words}"));
    }
    report::say(format_args!("words      {}", draft.words));
    report::say(format_args!("sha-256    {}", draft.sha256));
    let CaptureDay { day, how, is_sure } = draft.taken;
    report::say(format_args!("taken      {}", in_words(&day.to_string(), how, is_sure)));
    report::say(format_args!("set aside  {}", draft.furniture));
}

fn in_words(value: &str, how: &str, is_sure: bool) -> String {
    format!("{value} ({how}{})", if is_sure { "" } else { "; check it" })
}
