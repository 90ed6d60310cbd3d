//! Views of links.

use serde::Serialize;

/// A link: a topic, a place, a page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// The text of the link.
    pub name: String,
    /// The address.
    pub url: String,
}

/// A link to a view of the timeline or to another list.
#[derive(Clone, Debug, Serialize)]
pub struct TabView {
    /// The words of the link.
    pub name: String,
    /// The address.
    pub url: String,
    /// The number of entries there; 0 if the words need none.
    pub count: usize,
    /// The value of `aria-current`: `page` on the linked page, `true` on the later pages of its list, else empty.
    pub current: &'static str,
}

/// A link to an event.
#[derive(Clone, Debug, Serialize)]
pub struct NeighbourView {
    /// The date, on the page of another event with the distance: "14 June, two days earlier".
    pub words: String,
    /// The title of the event.
    pub title: String,
    /// Address of the event's page.
    pub url: String,
}

/// Links between the pages of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerView {
    /// The number of this page, from 1.
    pub number: usize,
    /// The number of pages.
    pub of: usize,
    /// The previous page.
    pub previous: Option<LinkView>,
    /// The next page.
    pub next: Option<LinkView>,
}
