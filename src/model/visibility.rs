//! How much of a record is told to readers.

/// Whether a record is published, and under which name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// It is published as it is.
    #[default]
    Public,
    /// `redact`: these words stand in place of its name, and all else that tells which one it is goes.
    Redacted(String),
    /// `private`: nothing of it is published.
    Private,
}

impl Visibility {
    /// Whether nothing of the record is published.
    pub fn is_private(&self) -> bool {
        *self == Self::Private
    }
}
