//! A page and its content.

use crate::model::{ActorIx, EventIx, PageIx, PlaceIx, QuestionIx, SourceIx, TagIx};
use crate::route::Route;

/// The content of a page. Numbers count the pages of a list from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// The home page.
    Home,
    /// The whole timeline.
    Timeline(usize),
    /// The newest events of the timeline, the newest first.
    Newest,
    /// The events of the timeline in a line each.
    Headlines(usize),
    /// The key events of the timeline.
    KeyEvents(usize),
    /// One event.
    Event(EventIx),
    /// One article.
    Article(SourceIx),
    /// The list of sources.
    Sources(usize),
    /// The list of origins.
    Origins(usize),
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
    /// The places on a map.
    Map,
    /// Open and settled questions.
    Disputes,
    /// One question.
    Question(QuestionIx),
    /// All corrections.
    Corrections,
    /// Events before the window.
    Before(usize),
    /// Events after the window.
    After(usize),
    /// A page of the site's own, from the folder `pages`.
    Page(PageIx),
    /// How to cite the timeline, to embed it and to take its data.
    Share,
    /// The timeline for printing, with all evidence.
    Print(usize),
    /// The timeline in short, to be embedded in other sites.
    Embed,
    /// One event in short, to be embedded in other sites.
    EmbedEvent(EventIx),
    /// The page that hosts show for an address that does not exist.
    NotFound,
    /// A redirect from an earlier address to this route.
    Moved(Route),
}

impl PageKind {
    /// Whether it is a page of the whole timeline, or of another view of it.
    pub fn is_view(&self) -> bool {
        matches!(self, Self::Timeline(_) | Self::Newest | Self::Headlines(_) | Self::KeyEvents(_))
    }
}

/// A page and its address.
#[derive(Clone, Debug)]
pub struct PlannedPage {
    /// Its address.
    pub route: Route,
    /// Its content.
    pub kind: PageKind,
}

/// The route of a page of the whole timeline. Numbers count from 1.
pub fn chronicle(number: usize) -> Route {
    Route::folder("events").numbered(number)
}

/// The route of the newest events.
pub fn newest() -> Route {
    Route::folder("events/newest")
}

/// The route of a page of the headlines. Numbers count from 1.
pub fn headlines(number: usize) -> Route {
    Route::folder("events/headlines").numbered(number)
}

/// The route of a page of the key events. Numbers count from 1.
pub fn key_events(number: usize) -> Route {
    Route::folder("events/key").numbered(number)
}
