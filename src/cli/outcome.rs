//! How a command ended.

use std::process::ExitCode;

/// How a command ended, as an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Fine.
    Fine,
    /// The content has errors.
    ContentHasErrors,
    /// The command was used in a wrong way.
    WrongUsage,
    /// The machine failed: disk, permission.
    MachineFailed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Fine => 0,
            Outcome::ContentHasErrors => 1,
            Outcome::WrongUsage => 2,
            Outcome::MachineFailed => 3,
        })
    }
}
