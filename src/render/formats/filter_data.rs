//! Data that the timeline's script loads on demand.
//!
//! The files are classic scripts that set a value, because a page that is opened from a disk cannot load other data.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::super::build::PageBuilder;
use crate::config::Status;
use crate::model::{Event, EventIx, Site, SourceIx};
use crate::plan::{DayGroup, SitePlan, chronicle, event_anchor};
use crate::resolve::{first_in_print, growth, in_print, texts_known};
use crate::route::Route;

/// The properties of all events of the timeline, for filters.
#[derive(Serialize)]
struct FilterChoices<'s> {
    /// Addresses of the timeline's pages, from the site's root.
    pages: Vec<String>,
    /// The values that filters can choose: their addresses from the site's root, and their names.
    facets: &'s [(String, String)],
    statuses: [&'static str; 5],
    /// The events, in the order of the timeline.
    events: Vec<FilterDataEvent>,
}

/// An event: the index of its page, the index of its status, bits (1: a key event; 2: it or a part of it is disputed),
/// the indices of its `facets`, and the day by which its first report was in print.
#[derive(Serialize)]
struct FilterDataEvent(usize, usize, u8, Vec<usize>, Option<String>);

/// The days on which sources were published, and the states of events on those days.
#[derive(Default, Serialize)]
struct PublicationDays {
    sources: BTreeMap<String, Option<String>>,
    /// By the anchor of the event, its successive states: the day, the numbers of reports and origins, and 1 if they
    /// contradicted each other or else 0.
    events: BTreeMap<String, Vec<(String, usize, usize, u8)>>,
    /// By the anchor of the event, the day from which its summary, notes and status tell of nothing later. Events of which
    /// it is not known are left out.
    texts: BTreeMap<String, String>,
}

/// `reader/facets.js`.
pub(super) fn facets(site: &Site, plan: &SitePlan) -> Vec<u8> {
    let offered = OfferedFilters::new(site, plan);
    let bits = |event: &Event| u8::from(event.key) | u8::from(event.has_dispute()) << 1;
    let status = |event: &Event| Status::ALL.iter().position(|status| *status == event.status).unwrap_or_default();
    let row = |page: usize, event: EventIx| {
        let event = &site[event];
        let since = first_in_print(site, event).map(|day| day.to_string());
        FilterDataEvent(page, status(event), bits(event), offered.of(site, event), since)
    };
    let choices = FilterChoices {
        pages: (1..=plan.timeline.len()).map(|number| address(site, &chronicle(number))).collect(),
        facets: &offered.things,
        statuses: Status::ALL.map(Status::word),
        events: (0..plan.timeline.len())
            .flat_map(|page| events(plan, page).map(move |event| (page, event)))
            .map(|(page, event)| row(page, event))
            .collect(),
    };
    script("facets", &choices)
}

/// The address of a page, from the site's root.
fn address(site: &Site, route: &Route) -> String {
    if site.config.base_url.is_some() { route.url() } else { route.file_url() }
}

/// `reader/sources.js`: the address and name of each source that the menu does not offer, and the indices of the events
/// that cite it, in the order of the timeline.
pub(super) fn sources(site: &Site, plan: &SitePlan) -> Vec<u8> {
    let home = Route::home();
    let builder = PageBuilder::new(site, plan, &home);
    let mut cited: BTreeMap<SourceIx, Vec<usize>> = site.source_handles().map(|source| (source, Vec::new())).collect();
    for (at, event) in (0..plan.timeline.len()).flat_map(|page| events(plan, page)).enumerate() {
        for piece in &site[event].evidence {
            let places = cited.entry(piece.source).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    for (source, _) in &plan.overview.top_sources {
        cited.remove(source);
    }
    let rows = cited
        .into_iter()
        .map(|(source, places)| (source_address(site, plan, source), builder.source_name(source), places));
    script("cited", &rows.collect::<Vec<_>>())
}

/// The address of a source, from the site's root.
fn source_address(site: &Site, plan: &SitePlan, source: SourceIx) -> String {
    let (route, anchor) = plan.source(site, source);
    anchor.map_or_else(|| route.url(), |anchor| format!("{}#{anchor}", route.url()))
}

/// `reader/titles-1.js` and so on: address, title, date and status of each event on a page of the timeline.
pub(super) fn titles(site: &Site, plan: &SitePlan, page: usize) -> Vec<u8> {
    let home = Route::home();
    let builder = PageBuilder::new(site, plan, &home);
    let row = |handle: EventIx| {
        let event = &site[handle];
        let address = address(site, &plan.event(handle));
        (address, event.title.as_str(), builder.wording.date(&event.when), event.status_words())
    };
    script(&format!("titles{page}"), &events(plan, page - 1).map(row).collect::<Vec<_>>())
}

/// `reader/known-1.js` and so on: the data on publication for a page of the timeline.
pub(super) fn known(site: &Site, plan: &SitePlan, page: usize) -> Vec<u8> {
    let mut known = PublicationDays::default();
    let shown: Vec<&Event> = events(plan, page - 1).map(|event| &site[event]).collect();
    for (event, steps) in shown.iter().zip(growth(site, shown.iter().copied())) {
        for piece in &event.evidence {
            known
                .sources
                .insert(site[piece.source].id.to_string(), in_print(site, piece.source).map(|day| day.to_string()));
        }
        let steps = steps
            .into_iter()
            .map(|step| (step.day.to_string(), step.reports, step.origins, u8::from(step.contradicted)));
        known.events.insert(event_anchor(&event.id), steps.collect());
        known.texts.extend(texts_known(site, event).map(|day| (event_anchor(&event.id), day.to_string())));
    }
    script("known", &known)
}

/// The events of a page of the timeline, in order. `page` is counted from 0.
fn events(plan: &SitePlan, page: usize) -> impl Iterator<Item = EventIx> {
    plan.timeline.get(page).into_iter().flatten().flat_map(DayGroup::events)
}

/// The values that filters can choose: all actors, topics and places, and the sources of the menu. There may be more
/// sources than events, so the other sources are in their own file.
struct OfferedFilters {
    things: Vec<(String, String)>,
    places: HashMap<String, usize>,
    sources: Vec<(SourceIx, String)>,
}

impl OfferedFilters {
    fn new(site: &Site, plan: &SitePlan) -> Self {
        let home = Route::home();
        let builder = PageBuilder::new(site, plan, &home);
        let top = plan.overview.top_sources.iter().map(|(source, _)| *source);
        let sources: Vec<_> = top.map(|source| (source, source_address(site, plan, source))).collect();
        let actors = site.actors.iter().map(|actor| (Route::page("actors", &actor.id).url(), actor.name.clone()));
        let tags = site.tags.iter().map(|tag| (Route::page("tags", &tag.id).url(), tag.name.clone()));
        let places = site.places.iter().map(|place| (Route::page("places", &place.id).url(), place.name.clone()));
        let named = sources.iter().map(|(source, address)| (address.clone(), builder.source_name(*source)));
        let things: Vec<(String, String)> = actors.chain(tags).chain(places).chain(named).collect();
        let places = things.iter().map(|(address, _)| address.clone()).zip(0..).collect();
        Self { things, places, sources }
    }

    /// The indices of the values that apply to an event.
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

/// A script that sets `dateline.NAME`. Characters that would end a script element or, in old browsers, a line are
/// escaped.
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
