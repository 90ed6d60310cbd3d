//! The view of the lists of all actors, topics and places.

use serde::Serialize;

use super::actor::NameView;

/// The view of `actors.html`, `tags.html` and `places.html`: all things of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct IndexView {
    /// The groups. If there is only one group, it may have an empty name.
    pub groups: Vec<IndexGroupView>,
}

/// A group of an index.
#[derive(Clone, Debug, Serialize)]
pub struct IndexGroupView {
    /// The heading: "People". Empty for topics and places.
    pub name: String,
    /// Its items, by name.
    pub items: Vec<IndexItemView>,
}

/// An item of an index.
#[derive(Clone, Debug, Serialize)]
pub struct IndexItemView {
    /// The name.
    pub name: String,
    /// Address of its page.
    pub url: String,
    /// The number of events.
    pub count: usize,
    /// A description in a few words; for a place, its country.
    pub description: Option<String>,
    /// Its first name in another language.
    pub native: Option<NameView>,
}
