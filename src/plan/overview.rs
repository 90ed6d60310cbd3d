//! What the home page says of the whole: numbers, and who and what comes up most.

use std::collections::HashSet;

use crate::config::Status;
use crate::model::{ActorIx, EventIx, PlaceIx, Site, SourceIx, TagIx, WindowPosition};

/// How many actors, topics and places each menu of the timeline offers.
const MOST: usize = 10;

/// How many sources its menu offers.
const MOST_SOURCES: usize = 6;

/// Numbers and rankings, made once for all pages of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteOverview {
    /// Events in the window.
    pub events: usize,
    /// Sources, as many as the list of sources has.
    pub sources: usize,
    /// Distinct origins of what they report, of all events as well.
    pub origins: usize,
    /// Open questions, of all events.
    pub disputes: usize,
    /// Who has most events in the window, with their number; by name among equals, at most ten.
    pub top_actors: Vec<(ActorIx, usize)>,
    /// Which topics have most, at most ten.
    pub top_tags: Vec<(TagIx, usize)>,
    /// Where most happened, at most ten.
    pub top_places: Vec<(PlaceIx, usize)>,
    /// How many events in the window have each status, the surest first.
    pub statuses: Vec<(Status, usize)>,
    /// Which sources are cited for most events in the window, at most six.
    pub top_sources: Vec<(SourceIx, usize)>,
}

/// Looks over the whole site.
pub(super) fn overview(site: &Site) -> SiteOverview {
    let within = || site.events.iter().filter(|event| event.era == WindowPosition::Within);
    let count = |events: &[EventIx]| events.iter().filter(|event| site[**event].era == WindowPosition::Within).count();
    // Pieces of evidence stand by event.
    let cited = |source: SourceIx| {
        let events = site[source].used.chunk_by(|(a, _), (b, _)| a == b);
        events.filter(|pieces| site[pieces[0].0].era == WindowPosition::Within).count()
    };
    let actors = (0..site.actors.len()).map(ActorIx::new).map(|actor| (actor, count(&site[actor].events)));
    let tags = (0..site.tags.len()).map(TagIx::new).map(|tag| (tag, count(&site[tag].events)));
    let sources = site.source_handles().map(|source| (source, cited(source)));
    let places = (0..site.places.len()).map(PlaceIx::new).map(|place| (place, count(&site[place].events)));
    let with = |status: Status| within().filter(|event| event.status == status).count();
    SiteOverview {
        events: within().count(),
        sources: site.sources.len(),
        origins: site.events.iter().flat_map(|event| &event.provenance.origins).collect::<HashSet<_>>().len(),
        disputes: site.events.iter().flat_map(|event| event.open_questions()).count(),
        top_actors: ranking(actors, |actor| &site[actor].name, MOST),
        top_tags: ranking(tags, |tag| &site[tag].name, MOST),
        top_places: ranking(places, |place| &site[place].name, MOST),
        statuses: Status::ALL.map(|status| (status, with(status))).to_vec(),
        top_sources: ranking(sources, |source| &site[source].publisher, MOST_SOURCES),
    }
}

/// The most first, then by name, no more than `most`; what has no event is left out.
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
