//! The severity of findings.

use serde::Serialize;

/// The severity of a finding. It sorts errors first, then warnings, then notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site cannot be written.
    Error,
    /// The site can be written, but readers may be misled.
    Warning,
    /// Nothing is wrong, but an editor may want to know.
    Note,
}

impl Severity {
    /// The word at the beginning of the finding.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}
