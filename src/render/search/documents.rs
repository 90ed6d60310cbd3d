//! What can be found: every event, source, person, topic, place and free page, as the search knows it.
//!
//! In: the site and its plan. Out: [`Document`]s, in an order that never depends on what is looked for.

use serde::Serialize;

use super::super::build::{Scene, count};
use crate::date::When;
use crate::model::{Actor, BaseUrl, EventIx, Html, Language, Page, Place, Site, SourceIx, Tag};
use crate::plan::Plan;
use crate::route::Route;

/// How much of a text the search can show, in bytes. It finds words beyond that, and shows the beginning.
const SHOWN: usize = 4_000;

/// How many fields a document has: title, names, text, quotations, publishers.
pub(super) const FIELDS: usize = 5;

/// Something that can be found.
pub(super) struct Document<'a> {
    /// What it is, for the reader: "event".
    kind: &'static str,
    title: &'a str,
    /// Its address from the site's root.
    url: String,
    /// When it was, or how much there is of it.
    date: String,
    /// How sure it is, of an event.
    status: &'static str,
    /// The language of the title, where it is not the site's.
    language: Option<&'a str>,
    /// Running text, in parts.
    text: Vec<&'a str>,
    /// Quotations, with who says it and in which language.
    quotations: Vec<(&'a str, &'a str, &'a str)>,
    /// Names in all spellings, by whom or what they call.
    names: Vec<String>,
    publishers: Vec<&'a str>,
}

/// What the search shows of a document; `static/search.js` knows the order.
#[derive(Serialize)]
pub(super) struct Shown<'d>(
    &'static str,
    &'d str,
    &'d str,
    &'d str,
    &'static str,
    &'d str,
    String,
    Vec<&'d (&'d str, &'d str, &'d str)>,
    &'d [String],
);

impl Document<'_> {
    /// Its texts by field.
    pub(super) fn fields(&self) -> [String; FIELDS] {
        let quotations: Vec<&str> = self.quotations.iter().map(|(words, ..)| *words).collect();
        let text = [self.date.as_str()].into_iter().chain(self.text.iter().copied()).collect::<Vec<_>>();
        [
            self.title.to_owned(),
            self.names.join("\n"),
            text.join("\n"),
            quotations.join("\n"),
            self.publishers.join("\n"),
        ]
    }

    /// What the search shows of it.
    pub(super) fn shown(&self) -> Shown<'_> {
        let mut room = SHOWN;
        let fits = |(words, ..): &&(&str, &str, &str)| {
            room = room.saturating_sub(words.len());
            room > 0
        };
        Shown(
            self.kind,
            self.title,
            &self.url,
            &self.date,
            self.status,
            self.language.unwrap_or_default(),
            beginning(self.text.join(" ")),
            self.quotations.iter().take_while(fits).collect(),
            &self.names,
        )
    }
}

/// The beginning of a text, in whole words.
fn beginning(mut text: String) -> String {
    if text.len() > SHOWN {
        let end = text.char_indices().rfind(|(at, char)| *at <= SHOWN && char.is_whitespace());
        text.truncate(end.map_or(0, |(at, _)| at));
        text.push('…');
    }
    text
}

/// Everything that can be found, and how many of the first are names of something: people, topics, places.
pub(super) fn documents<'a>(site: &'a Site, plan: &'a Plan) -> (Vec<Document<'a>>, usize) {
    let home = Route::home();
    let finder = Finder { site, plan, scene: &Scene::new(site, plan, &home) };
    let actors = site.actors.iter().map(|actor| (actor.events.len(), finder.actor(actor)));
    let tags = site.tags.iter().map(|tag| (tag.events.len(), finder.tag(tag)));
    let places = site.places.iter().map(|place| (place.events.len(), finder.place(place)));
    let mut things: Vec<(usize, Document<'a>)> = actors.chain(tags).chain(places).collect();
    // Those with most events first: the search prefers what comes early among them.
    things.sort_by_key(|(events, _)| std::cmp::Reverse(*events));
    let names = things.len();
    let date = |events| if events > 0 { count(events, "event", "events") } else { String::new() };
    let mut all: Vec<Document<'a>> =
        things.into_iter().map(|(events, thing)| Document { date: date(events), ..thing }).collect();
    all.extend(site.pages.iter().map(|page| finder.page(page)));
    all.extend(site.event_handles().map(|event| finder.event(event)));
    all.extend(plan.sources.iter().map(|source| finder.source(*source)));
    (all, names)
}

struct Finder<'a, 's> {
    site: &'a Site,
    plan: &'a Plan,
    scene: &'s Scene<'s>,
}

impl<'a> Finder<'a, '_> {
    fn document(&self, kind: &'static str, title: &'a str, route: &Route, anchor: Option<&str>) -> Document<'a> {
        let address = self.scene.addresses.to(route, anchor);
        let root = self.site.config.base_url.as_ref().map_or("", BaseUrl::path);
        Document {
            kind,
            title,
            url: address.strip_prefix(root).unwrap_or(&address).to_owned(),
            date: String::new(),
            status: "",
            language: None,
            text: Vec::new(),
            quotations: Vec::new(),
            names: Vec::new(),
            publishers: Vec::new(),
        }
    }

    fn actor(&self, actor: &'a Actor) -> Document<'a> {
        let offices = actor.terms.iter().map(|term| self.site[term.office].title.clone());
        Document {
            text: actor.description.as_deref().into_iter().collect(),
            names: other_names(&actor.names, &actor.aliases).into_iter().chain(offices).collect(),
            ..self.document(actor.kind.word(), &actor.name, &Route::page("actors", &actor.id), None)
        }
    }

    fn tag(&self, tag: &'a Tag) -> Document<'a> {
        self.document("topic", &tag.name, &Route::page("tags", &tag.id), None)
    }

    fn place(&self, place: &'a Place) -> Document<'a> {
        Document {
            text: place.country.as_deref().into_iter().collect(),
            names: other_names(&place.names, &[]),
            ..self.document("place", &place.name, &Route::page("places", &place.id), None)
        }
    }

    fn page(&self, page: &'a Page) -> Document<'a> {
        Document {
            text: page.summary.iter().chain([&page.body]).map(Html::plain).collect(),
            ..self.document("page", &page.title, &Route::folder(page.id.as_str()), None)
        }
    }

    fn event(&self, handle: EventIx) -> Document<'a> {
        let event = &self.site[handle];
        let summary = event.summary.as_ref().filter(|_| !event.summary_is_lead);
        let mut publishers: Vec<&str> =
            event.evidence.iter().map(|piece| self.site[piece.source].publisher.as_str()).collect();
        publishers.sort_unstable();
        publishers.dedup();
        let actors = event.actors.iter().map(|part| &self.site[part.actor]);
        let places = event.places.iter().map(|place| &self.site[*place]);
        let tags = event.tags.iter().map(|tag| self.site[*tag].name.clone());
        Document {
            date: self.date(&event.when),
            status: event.status.word(),
            text: summary.into_iter().chain([&event.body]).chain(&event.note).map(Html::plain).collect(),
            quotations: event
                .evidence
                .iter()
                .filter_map(|piece| piece.quote.as_ref().map(|quote| (piece.source, quote)))
                .map(|(source, quote)| {
                    (quote.text.as_str(), self.site[source].publisher.as_str(), self.foreign(&quote.language))
                })
                .collect(),
            names: actors
                .map(|actor| called(&actor.name, &actor.names, &actor.aliases))
                .chain(places.map(|place| called(&place.name, &place.names, &[])))
                .chain(tags)
                .collect(),
            publishers,
            ..self.document("event", &event.title, &self.plan.event(handle), None)
        }
    }

    fn source(&self, handle: SourceIx) -> Document<'a> {
        let source = &self.site[handle];
        let (route, anchor) = self.plan.source(self.site, handle);
        let kind = if source.has_page() { "article" } else { "source" };
        let body = [&source.body].into_iter().filter(|_| source.shows_body());
        Document {
            date: source.published.as_ref().map(|when| self.date(when)).unwrap_or_default(),
            language: Some(self.foreign(&source.language)),
            text: source.summary.iter().chain(body).chain(&source.note).map(Html::plain).collect(),
            names: source.author.iter().cloned().collect(),
            publishers: vec![&source.publisher],
            ..self.document(kind, source.label(), &route, anchor)
        }
    }

    fn date(&self, when: &When) -> String {
        self.scene.wording.date(when)
    }

    /// A language's tag, where it is not the site's own.
    fn foreign(&self, language: &'a Language) -> &'a str {
        if *language == self.site.config.language { "" } else { language.tag() }
    }
}

/// How else something is called, each name by itself.
fn other_names(names: &[(Language, String)], aliases: &[String]) -> Vec<String> {
    names.iter().map(|(_, name)| name).chain(aliases).cloned().collect()
}

/// All names of one thing in a row.
fn called(name: &str, names: &[(Language, String)], aliases: &[String]) -> String {
    [name.to_owned()].into_iter().chain(other_names(names, aliases)).collect::<Vec<_>>().join(" · ")
}
