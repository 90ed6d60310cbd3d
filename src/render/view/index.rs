//! Lists of all actors, places or topics.

use serde::Serialize;

use super::actor::NameView;

/// `actors`, `tags`, `places`: all of a kind with their numbers of events.
#[derive(Clone, Debug, Serialize)]
pub struct IndexView {
    /// Groups with a heading each; a single group has an empty one.
    pub groups: Vec<IndexGroupView>,
}

/// A group of an index.
#[derive(Clone, Debug, Serialize)]
pub struct IndexGroupView {
    /// "People"
    pub name: String,
    /// Its things.
    pub items: Vec<IndexItemView>,
}

/// A thing in an index.
#[derive(Clone, Debug, Serialize)]
pub struct IndexItemView {
    /// The name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// How many events.
    pub count: usize,
    /// A few words.
    pub description: Option<String>,
    /// Its name in its own script.
    pub native: Option<NameView>,
}
