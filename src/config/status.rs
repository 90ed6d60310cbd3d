//! How sure an event is. `site.toml` says what the words mean on a site.

/// How sure it is that an event happened as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Distinct origins agree, or the act itself is public.
    Confirmed,
    /// Reported and not contradicted.
    Reported,
    /// Accounts contradict each other.
    Disputed,
    /// A party named in the claim rejects it.
    Denied,
    /// Those who reported it took it back.
    Retracted,
}

impl Status {
    /// All of them, the surest first.
    pub const ALL: [Self; 5] = [Self::Confirmed, Self::Reported, Self::Disputed, Self::Denied, Self::Retracted];

    /// The word in content files and in `data-status`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Reported => "reported",
            Self::Disputed => "disputed",
            Self::Denied => "denied",
            Self::Retracted => "retracted",
        }
    }
}
