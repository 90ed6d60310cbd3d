//! Views of the pages of actors and places.

use super::super::view::{ActorView, NameView, OfficeTermView, PlaceView};
use super::PageBuilder;
use super::entry::ListDetail;
use crate::date::When;
use crate::language::Language;
use crate::model::{Actor, ActorIx, OfficeTerm, PlaceIx};
use crate::route::Route;

impl PageBuilder<'_> {
    pub(super) fn names(names: &[(Language, String)]) -> Vec<NameView> {
        let name = |(language, name): &(Language, String)| NameView {
            language: language.english_name().to_owned(),
            lang: language.to_string(),
            dir: language.dir(),
            name: name.clone(),
        };
        names.iter().map(name).collect()
    }

    pub(in super::super) fn actor(&self, handle: ActorIx, number: usize) -> ActorView {
        let actor = &self.site[handle];
        let pages = &self.plan.actors[handle.at()];
        let axis = YearAxis::of(actor, self.site.config.timeline.window.as_ref());
        ActorView {
            name: actor.name.clone(),
            kind: actor.kind.word(),
            side: actor.side.map(|side| self.site.config.sides[side.0].name.clone()),
            description: actor.description.clone(),
            names: Self::names(&actor.names),
            aliases: actor.aliases.clone(),
            wikidata: actor.wikidata.as_deref().map(wikidata),
            terms: actor.terms.iter().map(|term| self.term(term, axis.as_ref())).collect(),
            axis: axis.as_ref().map(|axis| (self.wording.year(axis.first), self.wording.year(axis.last))),
            now: axis.as_ref().map_or(1.0, |axis| axis.now),
            days: pages.get(number - 1).map(|days| self.days(days, ListDetail::Brief)).unwrap_or_default(),
            events_words: self.events_words(&actor.events),
            pager: self.pager(&Route::page("actors", &actor.id), number, pages.len()),
        }
    }

    fn term(&self, term: &OfficeTerm, axis: Option<&YearAxis>) -> OfficeTermView {
        let date =
            |when: &Option<When>| when.as_ref().map(|when| self.wording.date_part(when, None)).unwrap_or_default();
        let place = |when: Option<&When>, open: f32| match (axis, when) {
            (Some(axis), Some(when)) => axis.place(when),
            _ => open,
        };
        OfficeTermView {
            office: self.site[term.office].title.clone(),
            words: format!("{} – {}", date(&term.from), date(&term.to)).trim().to_owned(),
            from: place(term.from.as_ref(), 0.0),
            to: place(term.to.as_ref(), 1.0),
            unverified: term.unverified,
            source: term.source.map(|source| self.source_link(source)),
            note_html: self.some_html(term.note.as_ref()),
        }
    }

    pub(in super::super) fn place(&self, handle: PlaceIx, number: usize) -> PlaceView {
        let place = &self.site[handle];
        let pages = &self.plan.places[handle.at()];
        PlaceView {
            name: place.name.clone(),
            names: Self::names(&place.names),
            country: place.country.clone(),
            coordinates: place.coordinates.map(|(lat, lon)| format!("{lat}, {lon}")),
            precision: place.precision.map(crate::model::PlacePrecision::word),
            map: (number == 1).then(|| self.surroundings(handle)).flatten(),
            map_url: self.map_entry(handle),
            zone: place.zone.map(|zone| zone.name().to_owned()),
            wikidata: place.wikidata.as_deref().map(wikidata),
            note_html: self.some_html(place.note.as_ref()),
            days: pages.get(number - 1).map(|days| self.days(days, ListDetail::Brief)).unwrap_or_default(),
            events_words: self.events_words(&place.events),
            pager: self.pager(&Route::page("places", &place.id), number, pages.len()),
        }
    }
}

fn wikidata(item: &str) -> String {
    format!("https://www.wikidata.org/wiki/{item}")
}

/// The time axis of an actor's page, in years.
struct YearAxis {
    first: i32,
    last: i32,
    now: f32,
}

impl YearAxis {
    /// From the year of the earliest start or end of a term to that of the latest one or of the window's end. `None` if
    /// no date of a term is known.
    fn of(actor: &Actor, window: Option<&When>) -> Option<Self> {
        use chrono::Datelike;
        let years = |when: &Option<When>| when.as_ref().and_then(When::first_day).map(|day| day.year());
        let starts = actor.terms.iter().filter_map(|term| years(&term.from));
        let ends = actor.terms.iter().filter_map(|term| years(&term.to));
        let now = window.and_then(When::last_day);
        let first = starts.clone().chain(ends.clone()).min()?;
        let last = ends.chain(starts).chain(now.map(|day| day.year())).max()?;
        let mut axis = Self { first, last, now: 1.0 };
        if let Some(window) = window {
            axis.now = axis.place(window);
        }
        Some(axis)
    }

    /// The position of a date as a fraction of the axis, which ends with its last year.
    fn place(&self, when: &When) -> f32 {
        use chrono::Datelike;
        let Some(day) = when.first_day() else { return 0.0 };
        #[expect(clippy::cast_precision_loss, reason = "years are small")]
        let (years, span) = ((day.year() - self.first) as f32, (self.last - self.first + 1) as f32);
        #[expect(clippy::cast_precision_loss, reason = "days of a year are few")]
        let part = day.ordinal0() as f32 / 366.0;
        // Three digits are less than a pixel.
        (((years + part) / span).clamp(0.0, 1.0) * 1000.0).round() / 1000.0
    }
}
