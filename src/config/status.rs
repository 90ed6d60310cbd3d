//! The status of an event. `site.toml` can define what each word means on the site.

/// How certain it is that an event happened as described.
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
    /// Those who reported it withdrew it.
    Retracted,
}

impl Status {
    /// All of them, the most certain first.
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
