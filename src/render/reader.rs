//! What the timeline's script loads when a reader first asks for it, as classic scripts that set a value: a page that is
//! opened from a disk can load nothing else.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::model::{Event, EventIx, Site, SourceIx, Status};
use crate::plan::{Day, Plan, event_anchor};
use crate::resolve::{growth, in_print};
use crate::route::Route;

/// What the events of all pages are about.
#[derive(Serialize)]
struct Choices<'s> {
    /// The pages, from the site's root.
    pages: Vec<String>,
    /// The addresses of what a filter can choose, from the site's root.
    facets: Vec<&'s str>,
    statuses: [&'static str; 5],
    /// Place in `pages`, place in `statuses`, whether it is a key event, places in `facets`.
    events: Vec<(usize, usize, u8, Vec<usize>)>,
}

/// What was in print when.
#[derive(Serialize)]
struct Known {
    sources: BTreeMap<String, Option<String>>,
    /// By anchor: day, reports, origins, and whether they contradicted each other.
    events: BTreeMap<String, Vec<(String, usize, usize, u8)>>,
}

/// `reader/facets.js`
pub(super) fn facets(site: &Site, plan: &Plan) -> Vec<u8> {
    let offered = Offered::new(site, plan);
    let write = |route: Route| if site.config.base_url.is_some() { route.url() } else { route.file_url() };
    let status = |event: &Event| Status::ALL.iter().position(|status| *status == event.status).unwrap_or_default();
    let row = |page: usize, event: EventIx| {
        let event = &site[event];
        (page, status(event), u8::from(event.key), offered.of(site, event))
    };
    let choices = Choices {
        pages: (1..=plan.timeline.len()).map(|number| write(Route::home().numbered(number))).collect(),
        facets: offered.addresses.iter().map(String::as_str).collect(),
        statuses: Status::ALL.map(Status::word),
        events: (0..plan.timeline.len())
            .flat_map(|page| events(plan, page).map(move |event| (page, event)))
            .map(|(page, event)| row(page, event))
            .collect(),
    };
    script("facets", &choices)
}

/// `reader/known-1.js`, for a page of the timeline.
pub(super) fn known(site: &Site, plan: &Plan, page: usize) -> Vec<u8> {
    let mut known = Known { sources: BTreeMap::new(), events: BTreeMap::new() };
    for event in events(plan, page - 1).map(|event| &site[event]) {
        for piece in &event.evidence {
            known
                .sources
                .insert(site[piece.source].id.to_string(), in_print(site, piece.source).map(|day| day.to_string()));
        }
        let steps = growth(site, event).into_iter();
        let steps = steps.map(|step| (step.day.to_string(), step.reports, step.origins, u8::from(step.contradicted)));
        known.events.insert(event_anchor(&event.id), steps.collect());
    }
    script("known", &known)
}

/// The events of a page of the timeline, in their order.
fn events(plan: &Plan, page: usize) -> impl Iterator<Item = EventIx> {
    plan.timeline.get(page).into_iter().flatten().flat_map(Day::events)
}

/// What a filter can choose: everybody and everything with events, and of the sources those of the menu, since of sources
/// there may be more than of events.
struct Offered {
    addresses: Vec<String>,
    places: HashMap<String, usize>,
    sources: Vec<(SourceIx, String)>,
}

impl Offered {
    fn new(site: &Site, plan: &Plan) -> Self {
        let overview = &plan.overview;
        let source = |source: SourceIx| {
            let (route, anchor) = plan.source(site, source);
            (source, anchor.map_or_else(|| route.url(), |anchor| format!("{}#{anchor}", route.url())))
        };
        let sources: Vec<_> = overview.top_sources.iter().map(|(handle, _)| source(*handle)).collect();
        let actors = site.actors.iter().filter(|actor| !actor.events.is_empty());
        let actors = actors.map(|actor| Route::page("actors", &actor.id).url());
        let tags = site.tags.iter().filter(|tag| !tag.events.is_empty());
        let tags = tags.map(|tag| Route::page("tags", &tag.id).url());
        let places = site.places.iter().filter(|place| !place.events.is_empty());
        let places = places.map(|place| Route::page("places", &place.id).url());
        let addresses: Vec<String> =
            actors.chain(tags).chain(places).chain(sources.iter().map(|(_, address)| address.clone())).collect();
        let places = addresses.iter().cloned().zip(0..).collect();
        Self { addresses, places, sources }
    }

    /// Places of what an event links to.
    fn of(&self, site: &Site, event: &Event) -> Vec<usize> {
        let actors = event.actors.iter().map(|part| Route::page("actors", &site[part.actor].id).url());
        let tags = event.tags.iter().map(|tag| Route::page("tags", &site[*tag].id).url());
        let places = event.places.iter().map(|place| Route::page("places", &site[*place].id).url());
        let cited = |source: SourceIx| event.evidence.iter().any(|piece| piece.source == source);
        let sources = self.sources.iter().filter(|(source, _)| cited(*source)).map(|(_, address)| address.clone());
        let mut places: Vec<usize> = actors
            .chain(tags)
            .chain(places)
            .chain(sources)
            .filter_map(|address| self.places.get(&address).copied())
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// A script that sets `dateline.NAME`. JSON may hold what ends a script element or, in old browsers, a line.
fn script(name: &str, value: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_string(value).expect("texts, numbers and lists");
    let json = json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("(window.dateline||={{}}).{name}={json};\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn nothing_in_a_value_ends_the_script() {
        let script = String::from_utf8(script("known", &["</script>", "a\u{2028}b\u{2029}c"])).unwrap();
        assert_eq!(script, "(window.dateline||={}).known=[\"\\u003c/script>\",\"a\\u2028b\\u2029c\"];\n");
    }
}
