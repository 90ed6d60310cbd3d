//! The kinds of files in the content folder.

/// The kind of a file in the content folder, given by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentKind {
    /// `events/**/*.md`
    Event,
    /// `articles/**/*.md`
    Article,
    /// `sources/**/*.toml`
    Sources,
    /// `actors.toml`
    Actors,
    /// `offices.toml`
    Offices,
    /// `places.toml`
    Places,
    /// `overview.toml`
    Overview,
    /// `pages/**/*.md`
    Page,
}

impl ContentKind {
    /// The kind of the file at this path, relative to the content folder; `None` if it is not a content file.
    pub fn of(path: &str) -> Option<Self> {
        let (folder, name) = path.split_once('/').unwrap_or(("", path));
        match (folder, name.rsplit_once('.')?.1) {
            ("events", "md") => Some(Self::Event),
            ("articles", "md") => Some(Self::Article),
            ("sources", "toml") => Some(Self::Sources),
            ("pages", "md") => Some(Self::Page),
            ("", "toml") => match name {
                "actors.toml" => Some(Self::Actors),
                "offices.toml" => Some(Self::Offices),
                "places.toml" => Some(Self::Places),
                "overview.toml" => Some(Self::Overview),
                _ => None,
            },
            _ => None,
        }
    }
}
