//! The documents of the search: every event, question, source, person, topic, place and free page.
//!
//! In: the site and its plan. Out: [`SearchDocument`]s, in a fixed order.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

use super::super::super::build::PageBuilder;
use super::words::{legible, words};
use crate::config::BaseUrl;
use crate::date::When;
use crate::language::Language;
use crate::model::{
    Actor, EventIx, Evidence, FreePage, Html, Place, Question, Quote, QuoteStanding, Site, SourceIx, Stance, Tag,
};
use crate::plan::{SitePlan, question_address};
use crate::route::Route;
use crate::text::counted;

/// The most bytes of a text, and of all quotations of a document, that search results can show. The words beyond them
/// are found too.
const SHOWN: usize = 4_000;

/// Names and titles with more words than this are not indexed as a whole, because people do not type them. They are
/// found by their words.
const MOST_WORDS_OF_A_NAME: usize = 6;

/// An event that may have happened on more days than this is not indexed by day.
const MOST_DAYS: i64 = 14;

/// The number of fields of a document: title, names, text, quotations, publishers.
pub(super) const FIELDS: usize = 5;

/// A document of the search.
pub(super) struct SearchDocument<'a> {
    /// Its kind, for readers: "event".
    kind: &'static str,
    title: &'a str,
    /// Its address from the site's root.
    url: String,
    /// The date of an event, question or source; the number of events of a person, topic or place.
    date: String,
    /// The status of an event, with the parts of it that are disputed.
    status: String,
    /// The language of the title, if it is not the site's.
    language: Option<&'a str>,
    /// The text, in parts.
    text: Vec<Cow<'a, str>>,
    quotations: Vec<SearchableQuote<'a>>,
    /// Names that belong to the document: other names of a thing; for an event, the names of its actors, places and
    /// topics, one item for each with all spellings.
    names: Vec<String>,
    publishers: Vec<&'a str>,
    /// The days on which an event happened.
    days: Vec<NaiveDate>,
    /// What is held on a source; search results show it below the title.
    verdict: String,
}

/// A quotation that can be found.
struct SearchableQuote<'a> {
    text: &'a str,
    publisher: &'a str,
    /// The language, if it is not the site's; else empty.
    language: &'a str,
    /// A caveat that search results show with the words; else empty.
    known: Cow<'a, str>,
}

/// Serialised as a list, without empty texts at its end.
impl Serialize for SearchableQuote<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = [self.text, self.publisher, self.language, &self.known];
        let length = all.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
        serializer.collect_seq(&all[..length])
    }
}

/// The data that search results show of a document. `static/search.js` relies on the order of the fields.
#[derive(Serialize)]
pub(super) struct SearchSnippet<'d>(
    &'static str,
    &'d str,
    &'d str,
    &'d str,
    &'d str,
    &'d str,
    String,
    Vec<&'d SearchableQuote<'d>>,
    &'d [String],
    #[serde(skip_serializing_if = "str::is_empty")] &'d str,
);

impl SearchDocument<'_> {
    /// The texts of the fields.
    pub(super) fn fields(&self) -> [String; FIELDS] {
        let quotations: Vec<&str> = self.quotations.iter().map(|passage| passage.text).collect();
        let known = self.quotations.iter().map(|passage| &*passage.known);
        let text = self.text.iter().map(|text| &**text).chain(known);
        let text = [self.date.as_str()].into_iter().chain(text).collect::<Vec<_>>();
        [
            self.title.to_owned(),
            self.names.join("\n"),
            text.join("\n"),
            quotations.join("\n"),
            self.publishers.join("\n"),
        ]
    }

    /// The keys by which it is found as a whole, without duplicates, with their weights: its name and other names, and
    /// its days, the first of which weighs more. Keys begin with `=`, so they differ from all words of texts.
    pub(super) fn exact(&self) -> Vec<(String, u32)> {
        let own = if matches!(self.kind, "event" | "article" | "source" | "question" | "settled") {
            &[][..]
        } else {
            &self.names
        };
        let names = [self.title].into_iter().chain(own.iter().map(String::as_str)).filter_map(|name| {
            let name = legible(name);
            let all: Vec<&str> = words(&name).collect();
            (1..=MOST_WORDS_OF_A_NAME).contains(&all.len()).then(|| (format!("={}", all.join(" ")), 1))
        });
        let days = (0..).zip(&self.days).flat_map(|(at, day)| {
            let of_any_year = format!("={:02}-{:02}", day.month(), day.day());
            let weight = if at == 0 { 2 } else { 1 };
            [(format!("={day}"), weight), (of_any_year, weight)]
        });
        let mut all: Vec<(String, u32)> = names.chain(days).collect();
        all.sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then(y.cmp(x)));
        all.dedup_by(|(a, _), (b, _)| a == b);
        all
    }

    /// The data that search results show.
    pub(super) fn shown(&self) -> SearchSnippet<'_> {
        let mut room = SHOWN;
        let fits = |passage: &&SearchableQuote<'_>| {
            room = room.saturating_sub(passage.text.len() + passage.known.len());
            room > 0
        };
        SearchSnippet(
            self.kind,
            self.title,
            &self.url,
            &self.date,
            &self.status,
            self.language.unwrap_or_default(),
            beginning(self.text.join(" ")),
            self.quotations.iter().take_while(fits).collect(),
            &self.names,
            &self.verdict,
        )
    }
}

/// The beginning of a text, cut at white space.
fn beginning(mut text: String) -> String {
    if text.len() > SHOWN {
        let end = text.char_indices().rfind(|(at, char)| *at <= SHOWN && char.is_whitespace());
        text.truncate(end.map_or(0, |(at, _)| at));
        text.push('…');
    }
    text
}

/// All documents, and how many of the first are people, topics and places.
pub(super) fn documents<'a>(site: &'a Site, plan: &'a SitePlan) -> (Vec<SearchDocument<'a>>, usize) {
    let home = Route::home();
    let finder =
        DocumentCollector { site, plan, builder: &PageBuilder::new(site, plan, &home), notes: notes_on_words(site) };
    let actors = site.actors.iter().map(|actor| (actor.events.len(), finder.actor(actor)));
    let tags = site.tags.iter().map(|tag| (tag.events.len(), finder.tag(tag)));
    let places = site.places.iter().map(|place| (place.events.len(), finder.place(place)));
    let mut things: Vec<(usize, SearchDocument<'a>)> = actors.chain(tags).chain(places).collect();
    // Those with most events come first, because the search ranks earlier documents higher.
    things.sort_by_key(|(events, _)| std::cmp::Reverse(*events));
    let names = things.len();
    let date = |events| if events > 0 { counted(events, "event", "events") } else { String::new() };
    let mut all: Vec<SearchDocument<'a>> =
        things.into_iter().map(|(events, thing)| SearchDocument { date: date(events), ..thing }).collect();
    all.extend(site.pages.iter().map(|page| finder.page(page)));
    all.extend(site.event_handles().map(|event| finder.event(event)));
    all.extend(site.questions.iter().map(|question| finder.question(question)));
    all.extend(plan.sources.iter().map(|source| finder.source(*source)));
    (all, names)
}

struct DocumentCollector<'a, 's> {
    site: &'a Site,
    plan: &'a SitePlan,
    builder: &'s PageBuilder<'s>,
    /// For each source with remarks on its words, those words and the remarks.
    notes: HashMap<SourceIx, Vec<(WholeWords, &'a Html)>>,
}

impl<'a> DocumentCollector<'a, '_> {
    fn document(&self, kind: &'static str, title: &'a str, route: &Route, anchor: Option<&str>) -> SearchDocument<'a> {
        let address = self.builder.addresses.to(route, anchor);
        let root = self.site.config.base_url.as_ref().map_or("", BaseUrl::path);
        SearchDocument {
            kind,
            title,
            url: address.strip_prefix(root).unwrap_or(&address).to_owned(),
            date: String::new(),
            status: String::new(),
            language: None,
            text: Vec::new(),
            quotations: Vec::new(),
            names: Vec::new(),
            publishers: Vec::new(),
            days: Vec::new(),
            verdict: String::new(),
        }
    }

    fn actor(&self, actor: &'a Actor) -> SearchDocument<'a> {
        let offices = actor.terms.iter().map(|term| self.site[term.office].title.clone());
        SearchDocument {
            text: actor.description.as_deref().map(Cow::Borrowed).into_iter().collect(),
            names: other_names(&actor.names, &actor.aliases).into_iter().chain(offices).collect(),
            ..self.document(actor.kind.word(), &actor.name, &Route::page("actors", &actor.id), None)
        }
    }

    fn tag(&self, tag: &'a Tag) -> SearchDocument<'a> {
        self.document("topic", &tag.name, &Route::page("tags", &tag.id), None)
    }

    fn place(&self, place: &'a Place) -> SearchDocument<'a> {
        SearchDocument {
            text: place.country.as_deref().map(Cow::Borrowed).into_iter().collect(),
            names: other_names(&place.names, &[]),
            ..self.document("place", &place.name, &Route::page("places", &place.id), None)
        }
    }

    fn page(&self, page: &'a FreePage) -> SearchDocument<'a> {
        SearchDocument {
            text: plain(page.summary.iter().chain([&page.body])),
            ..self.document("page", &page.title, &Route::folder(page.id.as_str()), None)
        }
    }

    fn event(&self, handle: EventIx) -> SearchDocument<'a> {
        let event = &self.site[handle];
        let summary = event.summary.as_ref().filter(|_| !event.summary_is_lead);
        let mut publishers: Vec<&str> =
            event.evidence.iter().map(|piece| self.site[piece.source].publisher.as_str()).collect();
        publishers.sort_unstable();
        publishers.dedup();
        let actors = event.actors.iter().map(|part| &self.site[part.actor]);
        let places = event.places.iter().map(|place| &self.site[*place]);
        let tags = event.tags.iter().map(|tag| self.site[*tag].name.clone());
        SearchDocument {
            date: self.date(&event.when),
            status: event.status_words(),
            text: plain(summary.into_iter().chain([&event.body]).chain(&event.note)),
            quotations: event.evidence.iter().filter_map(|piece| self.passage(piece)).collect(),
            names: actors
                .map(|actor| called(&actor.name, &actor.names, &actor.aliases))
                .chain(places.map(|place| called(&place.name, &place.names, &[])))
                .chain(tags)
                .collect(),
            publishers,
            days: days_of(&event.when),
            ..self.document("event", &event.title, &self.plan.event(handle), None)
        }
    }

    /// The quotation of a piece of evidence.
    fn passage(&self, piece: &'a Evidence) -> Option<SearchableQuote<'a>> {
        let quote = piece.quote.as_ref()?;
        Some(SearchableQuote {
            text: &quote.text,
            publisher: &self.site[piece.source].publisher,
            language: self.foreign(&quote.language),
            known: self.known_of(piece, quote),
        })
    }

    /// The caveat for a quotation: that it was not found, or the remark on the source that concerns these words, or
    /// that it disputes the event.
    fn known_of(&self, piece: &Evidence, quote: &Quote) -> Cow<'a, str> {
        if quote.standing == QuoteStanding::Missing {
            return Cow::Borrowed("not found in the source’s text");
        }
        let about = self.notes.get(&piece.source).and_then(|notes| {
            let told = WholeWords::of(&quote.text);
            notes.iter().find(|(noted, _)| told.have(noted) || noted.have(&told))
        });
        match about {
            Some((_, note)) => Cow::Borrowed(note.plain()),
            None if piece.stance == Stance::Disputes => Cow::Borrowed("disputes this"),
            None => Cow::Borrowed(""),
        }
    }

    /// A question with its answers.
    fn question(&self, question: &'a Question) -> SearchDocument<'a> {
        let answer = |position: &crate::model::Answer| {
            let mut publishers: Vec<&str> = Vec::new();
            for piece in &position.evidence {
                let publisher = self.site[self.site[*piece].source].publisher.as_str();
                if !publishers.contains(&publisher) {
                    publishers.push(publisher);
                }
            }
            format!("{} ({})", self.builder.answer_value(position), publishers.join(", "))
        };
        let answers: Vec<String> = question.positions.iter().map(answer).collect();
        let settled = question.text.resolved.as_ref();
        let (page, anchor) = question_address(self.site, question);
        SearchDocument {
            date: self.date(&self.site[question.first_event()].when),
            status: if question.is_open() { "disputed".to_owned() } else { String::new() },
            text: [Cow::Owned(answers.join("; "))]
                .into_iter()
                .chain(settled.map(|resolved| Cow::Borrowed(resolved.why.plain())))
                .chain(question.text.note.as_ref().map(|note| Cow::Borrowed(note.plain())))
                .collect(),
            names: question.events.iter().map(|of| self.site[of.event].title.clone()).collect(),
            ..self.document(
                if question.is_open() { "question" } else { "settled" },
                &question.text.ask,
                &page,
                anchor.as_deref(),
            )
        }
    }

    fn source(&self, handle: SourceIx) -> SearchDocument<'a> {
        let source = &self.site[handle];
        let (route, anchor) = self.plan.source(self.site, handle);
        let kind = if source.has_page() { "article" } else { "source" };
        let body = [&source.body].into_iter().filter(|_| source.shows_body());
        SearchDocument {
            date: source.published.as_ref().map(|when| self.date(when)).unwrap_or_default(),
            language: Some(self.foreign(&source.language)),
            text: plain(source.summary.iter().chain(body).chain(&source.note)),
            quotations: source
                .notes
                .iter()
                .filter_map(|note| {
                    let quote = note.quote.as_ref()?;
                    let known = Cow::Borrowed(note.note.plain());
                    Some(SearchableQuote {
                        text: &quote.text,
                        publisher: "",
                        language: self.foreign(&quote.language),
                        known,
                    })
                })
                .collect(),
            names: source.author.iter().cloned().collect(),
            publishers: vec![&source.publisher],
            verdict: self.builder.verdict_words(handle).join(" · "),
            ..self.document(kind, source.label(), &route, anchor)
        }
    }

    fn date(&self, when: &When) -> String {
        self.builder.wording.date(when)
    }

    /// The tag of a language, or nothing if it is the site's.
    fn foreign(&self, language: &'a Language) -> &'a str {
        if *language == self.site.config.language { "" } else { language.tag() }
    }
}

/// The words of a text in order, surrounded by spaces, to find whole words in it: a remark on “war” does not concern
/// “warning”.
struct WholeWords(String);

impl WholeWords {
    fn of(text: &str) -> Self {
        let text = legible(text);
        Self(words(&text).flat_map(|word| [" ", word]).chain([" "]).collect())
    }

    fn have(&self, others: &Self) -> bool {
        others.0.len() > 1 && self.0.contains(&others.0)
    }
}

fn notes_on_words(site: &Site) -> HashMap<SourceIx, Vec<(WholeWords, &Html)>> {
    let mut notes: HashMap<SourceIx, Vec<(WholeWords, &Html)>> = HashMap::new();
    for source in site.source_handles() {
        for note in &site[source].notes {
            if let Some(quote) = &note.quote {
                notes.entry(source).or_default().push((WholeWords::of(&quote.text), &note.note));
            }
        }
    }
    notes
}

fn plain<'a>(texts: impl Iterator<Item = &'a Html>) -> Vec<Cow<'a, str>> {
    texts.map(|html| Cow::Borrowed(html.plain())).collect()
}

/// The days on which something happened or may have happened; empty if there are more than [`MOST_DAYS`], or if they
/// are not known.
fn days_of(when: &When) -> Vec<NaiveDate> {
    let (Some(first), Some(last)) = (when.first_day(), when.last_day()) else { return Vec::new() };
    if (last - first).num_days() >= MOST_DAYS {
        return Vec::new();
    }
    first.iter_days().take_while(|day| *day <= last).collect()
}

/// Names in other languages and aliases, each by itself.
fn other_names(names: &[(Language, String)], aliases: &[String]) -> Vec<String> {
    names.iter().map(|(_, name)| name).chain(aliases).cloned().collect()
}

/// All names of a thing in one text.
fn called(name: &str, names: &[(Language, String)], aliases: &[String]) -> String {
    [name.to_owned()].into_iter().chain(other_names(names, aliases)).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::WholeWords;

    #[test]
    fn a_note_on_words_concerns_a_passage_that_has_them_whole() {
        let have = |text: &str, words: &str| WholeWords::of(text).have(&WholeWords::of(words));
        assert!(have("The *warning* came at noon.", "Warning came"));
        assert!(have("la d\u{e9}cision de l’\u{c9}tat", "DECISION"));
        for (text, words) in [("The warning came", "war"), ("He cannot", "not"), ("noon", "noon came"), ("noon", "…")]
        {
            assert!(!have(text, words), "{words} in {text}");
        }
        // Scripts without spaces have no boundaries of words to look at.
        assert!(have("\u{6771}\u{4eac}\u{306e}\u{6e2f}", "\u{4eac}\u{306e}"));
        assert!(have("\u{e17}\u{e48}\u{e32}\u{e40}\u{e23}\u{e37}\u{e2d}", "\u{e17}\u{e48}\u{e32}"));
    }
}
