//! Links: to a page, to a neighbouring event, to the other pages of a list.

use serde::Serialize;

/// An address with words: a tag, a place, a page of the header.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// The words.
    pub name: String,
    /// The address.
    pub url: String,
}

/// A neighbouring event.
#[derive(Clone, Debug, Serialize)]
pub struct NeighbourView {
    /// "14 June, two days earlier"
    pub words: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
}

/// A list that goes on over several pages.
#[derive(Clone, Debug, Serialize)]
pub struct PagerView {
    /// This page, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// The page before.
    pub previous: Option<LinkView>,
    /// The page after.
    pub next: Option<LinkView>,
}
