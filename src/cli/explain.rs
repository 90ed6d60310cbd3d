//! `dateline explain CODE`.

use super::args::ExplainArgs;
use super::exit_status::ExitStatus;
use super::report;
use crate::diagnostic::{Code, did_you_mean};

/// Prints the explanation of a code, or the list of all codes.
pub(super) fn run(args: &ExplainArgs) -> ExitStatus {
    let text = match &args.code {
        None => {
            let line = |code: &Code| format!("{:<24} {}\n", code.name(), code.severity().word());
            Code::ALL.iter().map(line).collect::<Vec<_>>().concat()
        }
        Some(name) => match Code::from_name(name) {
            Some(code) => code.explanation().to_owned(),
            None => return unknown(name),
        },
    };
    report::result(&text).map_or_else(|failed| failed, |()| ExitStatus::Fine)
}

fn unknown(name: &str) -> ExitStatus {
    let meant = did_you_mean(name, Code::ALL.iter().map(|code| code.name()));
    let help =
        meant.map_or_else(|| "`dateline explain` lists all codes".to_owned(), |meant| format!("did you mean {meant}?"));
    report::failure(&format!("there is no code {name}"), Some(&help));
    ExitStatus::WrongUsage
}
