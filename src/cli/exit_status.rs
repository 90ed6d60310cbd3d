//! How a command ended.

use std::process::ExitCode;

/// How a command ended, as an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExitStatus {
    /// The command succeeded.
    Fine,
    /// The content has errors.
    ContentHasErrors,
    /// The command was used in a wrong way.
    WrongUsage,
    /// The machine failed, for example the disk or a permission.
    MachineFailed,
}

impl From<ExitStatus> for ExitCode {
    fn from(outcome: ExitStatus) -> Self {
        Self::from(match outcome {
            ExitStatus::Fine => 0,
            ExitStatus::ContentHasErrors => 1,
            ExitStatus::WrongUsage => 2,
            ExitStatus::MachineFailed => 3,
        })
    }
}
