//! The parts of the home page.

/// A part of the home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HomePart {
    /// How things stood.
    Standing,
    /// Events by side and time.
    Lanes,
    /// Chapters with their main events.
    Chapters,
    /// The questions with most weight.
    Contested,
    /// The people and bodies with most events.
    People,
}

impl HomePart {
    /// All parts, in their usual order.
    pub const ALL: [Self; 5] = [Self::Standing, Self::Lanes, Self::Chapters, Self::Contested, Self::People];

    /// The word in `site.toml` and templates.
    pub fn word(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Lanes => "lanes",
            Self::Chapters => "chapters",
            Self::Contested => "contested",
            Self::People => "people",
        }
    }
}
