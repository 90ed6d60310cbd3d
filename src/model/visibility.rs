//! How much of a record is published.

/// Whether a record is published, and under which name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// It is published as it is.
    #[default]
    Public,
    /// `redact`: these words replace its name, and everything else that identifies it is left out.
    Redacted(String),
    /// `private`: nothing of it is published.
    Private,
}

impl Visibility {
    /// Whether nothing of it is published.
    pub fn is_private(&self) -> bool {
        *self == Self::Private
    }
}
