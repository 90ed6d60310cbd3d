//! How bad a finding is.

use serde::Serialize;

/// How bad a finding is. The order is that of the report: errors first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site cannot be written like this.
    Error,
    /// The site can be written; a reader may be misled.
    Warning,
    /// Nothing is wrong; an editor may want to know.
    Note,
}

impl Severity {
    /// The word that opens the finding.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}
