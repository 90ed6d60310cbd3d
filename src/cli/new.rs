//! `dateline new event|article`.

use super::args::{General, New, NewKind};
use super::{Outcome, begin, report};
use crate::date::Written;
use crate::diagnostic::toml_text;
use crate::import::REPORT;

/// Writes the beginning of a file; one that exists is never touched.
pub(super) fn run(args: &New, general: &General) -> Outcome {
    write(args, general).map_or_else(|outcome| outcome, |()| Outcome::Fine)
}

fn write(args: &New, general: &General) -> Result<(), Outcome> {
    let paths = begin::folders(general)?;
    let id = begin::id(args.id.as_deref(), &args.title)?;
    if let Some(Err(error)) = args.date.as_deref().map(Written::parse) {
        report::failure(&error.message, Some(&error.help));
        return Err(Outcome::WrongUsage);
    }
    let (folder, text) = match args.kind {
        NewKind::Event => ("events", event(args)),
        NewKind::Article => ("articles", article(args)),
    };
    let path = general.inside(&paths.content).join(folder).join(format!("{id}.md"));
    begin::create(&path, text.as_bytes())?;
    anstream::println!("{path}");
    Ok(())
}

fn event(args: &New) -> String {
    let title = toml_text(&args.title);
    let date = args.date.as_deref().map_or_else(
        || "date   = \"\"            # as precisely as is known: 2025-06-16, 2025-06, 2025-06-16T14:30".to_owned(),
        |date| format!("date   = {}", toml_text(date)),
    );
    format!(
        "+++\ntitle  = {title}\n{date}\ntags   = []\nstatus = \"reported\"    # confirmed, reported, disputed, denied, retracted\ndraft  = true\n\n\
         # [[evidence]]\n# source = \"\"           # id of an article or of a source record\n# quote  = \"\"           # a few words, letter for letter\n+++\n"
    )
}

fn article(args: &New) -> String {
    let title = toml_text(&args.title);
    let date = args
        .date
        .as_deref()
        .map_or_else(|| "published = \"\"".to_owned(), |date| format!("published = {}", toml_text(date)));
    format!(
        "+++\ntitle     = {title}\npublisher = \"\"\n{date}\n# author  = \"\"\n# url     = \"https://\"\ndraft     = true\n\n\
         {REPORT}+++\n"
    )
}
