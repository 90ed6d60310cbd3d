//! The numbers and rankings of the whole site that the home page shows.

use crate::config::Status;
use crate::model::{ActorIx, Event, EventIx, PlaceIx, Site, SourceIx, TagIx, WindowPosition};

/// The most actors, topics and places in each menu of the timeline.
const MOST: usize = 10;

/// The most sources in their menu.
const MOST_SOURCES: usize = 6;

/// Numbers and rankings, computed once for all pages of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteOverview {
    /// Events in the window.
    pub events: usize,
    /// Sources, counted as in the list of sources.
    pub sources: usize,
    /// Open questions.
    pub disputes: usize,
    /// The actors with most events in the window, with their numbers of events. Ties are sorted by name; at most ten.
    pub top_actors: Vec<(ActorIx, usize)>,
    /// The topics with most events in the window, at most ten.
    pub top_tags: Vec<(TagIx, usize)>,
    /// The places with most events in the window, at most ten.
    pub top_places: Vec<(PlaceIx, usize)>,
    /// The number of events in the window with each status, the most certain status first. An event of which a part is
    /// disputed counts as disputed as well.
    pub statuses: Vec<(Status, usize)>,
    /// The sources cited for most events in the window, at most six.
    pub top_sources: Vec<(SourceIx, usize)>,
}

/// Counts and ranks the whole site.
pub(super) fn overview(site: &Site) -> SiteOverview {
    let within = || site.events_within().map(|event| &site[event]);
    let count = |events: &[EventIx]| events.iter().filter(|event| site[**event].era == WindowPosition::Within).count();
    // Pieces of evidence are grouped by event.
    let cited = |source: SourceIx| {
        let events = site[source].used.chunk_by(|(a, _), (b, _)| a == b);
        events.filter(|pieces| site[pieces[0].0].era == WindowPosition::Within).count()
    };
    let actors = (0..site.actors.len()).map(ActorIx::new).map(|actor| (actor, count(&site[actor].events)));
    let tags = (0..site.tags.len()).map(TagIx::new).map(|tag| (tag, count(&site[tag].events)));
    let sources = site.source_handles().map(|source| (source, cited(source)));
    let places = (0..site.places.len()).map(PlaceIx::new).map(|place| (place, count(&site[place].events)));
    let has = |event: &Event, status: Status| match status {
        Status::Disputed => event.has_dispute(),
        _ => event.status == status,
    };
    let with = |status: Status| within().filter(|event| has(event, status)).count();
    SiteOverview {
        events: within().count(),
        sources: site.sources.len(),
        disputes: site.questions.iter().filter(|question| question.is_open()).count(),
        top_actors: ranking(actors, |actor| &site[actor].name, MOST),
        top_tags: ranking(tags, |tag| &site[tag].name, MOST),
        top_places: ranking(places, |place| &site[place].name, MOST),
        statuses: Status::ALL.map(|status| (status, with(status))).to_vec(),
        top_sources: ranking(sources, |source| &site[source].publisher, MOST_SOURCES),
    }
}

/// Things sorted by count, then by name, at most `most` of them. Things with no event are left out.
fn ranking<'s, H: Copy + Ord>(
    things: impl Iterator<Item = (H, usize)>,
    name: impl Fn(H) -> &'s str,
    most: usize,
) -> Vec<(H, usize)> {
    let mut things: Vec<(H, usize)> = things.filter(|(_, count)| *count > 0).collect();
    things.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| name(*a).cmp(name(*b))).then(a.cmp(b)));
    things.truncate(most);
    things
}
