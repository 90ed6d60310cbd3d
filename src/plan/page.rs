//! A page and what it shows.

use crate::model::{ActorIx, EventIx, PageIx, PlaceIx, SourceIx, TagIx};
use crate::route::Route;

/// What a page shows. Numbers count the pages of a list from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// The home page and its continuations.
    Timeline(usize),
    /// One event.
    Event(EventIx),
    /// One article.
    Article(SourceIx),
    /// The list of sources.
    Sources(usize),
    /// All actors.
    Actors,
    /// One actor.
    Actor(ActorIx, usize),
    /// All topics.
    Tags,
    /// One topic.
    Tag(TagIx, usize),
    /// All places.
    Places,
    /// One place.
    Place(PlaceIx, usize),
    /// Open and settled questions.
    Disputes,
    /// What was changed.
    Corrections,
    /// What lies before the window.
    Before(usize),
    /// What lies after it.
    After(usize),
    /// A free page.
    Page(PageIx),
    /// How to cite the timeline, to embed it and to take its data.
    Share,
    /// The timeline for paper, with all evidence.
    Print(usize),
    /// The timeline in short, for other people's pages.
    Embed,
    /// One event in short, for other people's pages.
    EmbedEvent(EventIx),
    /// What hosts show for an address that does not exist.
    NotFound,
    /// An earlier address of something.
    Moved(Route),
}

/// A page and its address.
#[derive(Clone, Debug)]
pub struct PlannedPage {
    /// Where it stands.
    pub route: Route,
    /// What it shows.
    pub kind: PageKind,
}
