//! `dateline new event|article`.

use super::args::{GlobalArgs, NewArgs, NewSubcommand};
use super::begin::ExistingSite;
use super::exit_status::ExitStatus;
use super::{begin, report};
use crate::date::UnzonedDate;
use crate::diagnostic::toml_text;
use crate::import::REPORT;
use crate::parse::ContentKind;
use crate::write::{IfExists, NewFile};

/// Writes the beginning of a content file. A file that exists is never changed.
pub(super) fn run(args: &NewArgs, general: &GlobalArgs) -> ExitStatus {
    write(args, general).map_or_else(|outcome| outcome, |()| ExitStatus::Fine)
}

fn write(args: &NewArgs, general: &GlobalArgs) -> Result<(), ExitStatus> {
    let site = ExistingSite::open(general)?;
    let id = begin::id(args.id.as_deref(), &args.title)?;
    if let Some(Err(error)) = args.date.as_deref().map(UnzonedDate::parse) {
        report::failure(&error.message, Some(&error.help));
        return Err(ExitStatus::WrongUsage);
    }
    let (folder, kind) = match args.kind {
        NewSubcommand::Event => ("events", ContentKind::Event),
        NewSubcommand::Article => ("articles", ContentKind::Article),
    };
    let text = |date: Option<&str>, publisher| match args.kind {
        NewSubcommand::Event => event(&args.title, date),
        NewSubcommand::Article => article(&args.title, date, publisher),
    };
    let name = format!("{folder}/{id}.md");
    // Fields that are still to be filled in are no mistakes.
    let filled_in = text(args.date.as_deref().or(Some("2000-01-01")), "Somebody");
    let (errors, files) = site.errors(kind, &format!("{}/{name}", site.paths.content), &filled_in, None);
    let path = general.inside(&site.paths.content).join(name);
    if path.symlink_metadata().is_ok() {
        return Err(begin::exists(&path));
    }
    if errors.has_errors() {
        report::findings(&errors, &files, usize::MAX)?;
        report::failure(&format!("{path} is not written, because of what it would hold"), None);
        return Err(ExitStatus::WrongUsage);
    }
    let text = text(args.date.as_deref(), "");
    begin::create(&[NewFile { path: &path, bytes: text.as_bytes(), if_there: IfExists::Refuse }])?;
    report::result(&format!("{path}\n"))
}

fn event(title: &str, date: Option<&str>) -> String {
    let title = toml_text(title);
    let date = date.map_or_else(
        || "date   = \"\"            # as precisely as is known: 2025-06-16, 2025-06, 2025-06-16T14:30".to_owned(),
        |date| format!("date   = {}", toml_text(date)),
    );
    format!(
        "+++\ntitle  = {title}\n{date}\ntags   = []\nstatus = \"reported\"    # confirmed, reported, disputed, denied, retracted\ndraft  = true\n\n\
         # [[evidence]]\n# source = \"\"           # id of an article or of a source record\n# quote  = \"\"           # a few words, letter for letter\n+++\n"
    )
}

fn article(title: &str, date: Option<&str>, publisher: &str) -> String {
    let title = toml_text(title);
    let publisher = toml_text(publisher);
    let date = date.map_or_else(|| "published = \"\"".to_owned(), |date| format!("published = {}", toml_text(date)));
    format!(
        "+++\ntitle     = {title}\npublisher = {publisher}\n{date}\n# author  = \"\"\n# url     = \"https://\"\ndraft     = true\n\n\
         {REPORT}+++\n"
    )
}
