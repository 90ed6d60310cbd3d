//! `dateline explain CODE`.

use super::args::Explain;
use super::{Outcome, report};
use crate::diagnostic::{Code, did_you_mean};

/// Prints what a code means, or all codes.
pub(super) fn run(args: &Explain) -> Outcome {
    let Some(name) = &args.code else {
        for code in Code::ALL {
            anstream::println!("{:<24} {}", code.name(), code.severity().word());
        }
        return Outcome::Fine;
    };
    if let Some(code) = Code::from_name(name) {
        anstream::print!("{}", code.explanation());
        return Outcome::Fine;
    }
    let meant = did_you_mean(name, Code::ALL.iter().map(|code| code.name()));
    let help =
        meant.map_or_else(|| "`dateline explain` lists all codes".to_owned(), |meant| format!("did you mean {meant}?"));
    report::failure(&format!("there is no code {name}"), Some(&help));
    Outcome::WrongUsage
}
