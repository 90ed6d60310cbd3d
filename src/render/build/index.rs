//! Views of the lists of all actors, topics and places, of lists of events, of corrections and of free pages.

use chrono::NaiveDate;

use super::super::view::{CorrectionsView, FreePageView, IndexGroupView, IndexItemView, IndexView, LinkView, ListView};
use super::PageBuilder;
use super::entry::ListDetail;
use crate::date::When;
use crate::model::{ActorKind, EventIx, FreePage, TagIx, WindowPosition};
use crate::plan::DayGroup;
use crate::route::Route;
use crate::text::counted;

impl PageBuilder<'_> {
    pub(in super::super) fn actors_index(&self) -> IndexView {
        let group = |name: &str, kinds: &[ActorKind]| IndexGroupView {
            name: name.to_owned(),
            items: self
                .site
                .actors
                .iter()
                .filter(|actor| kinds.contains(&actor.kind))
                .map(|actor| IndexItemView {
                    name: actor.name.clone(),
                    url: self.url(&Route::page("actors", &actor.id)),
                    count: actor.events.len(),
                    description: actor.description.clone(),
                    native: Self::names(&actor.names).into_iter().next(),
                })
                .collect(),
        };
        by_name(vec![
            group("People", &[ActorKind::Person, ActorKind::Anonymous]),
            group("Bodies", &[ActorKind::Body, ActorKind::Publisher]),
            group("States", &[ActorKind::State]),
        ])
    }

    pub(in super::super) fn tags_index(&self) -> IndexView {
        let item = |tag: &crate::model::Tag| IndexItemView {
            name: tag.name.clone(),
            url: self.url(&Route::page("tags", &tag.id)),
            count: tag.events.len(),
            description: None,
            native: None,
        };
        by_name(vec![IndexGroupView { name: String::new(), items: self.site.tags.iter().map(item).collect() }])
    }

    pub(in super::super) fn places_index(&self) -> IndexView {
        let item = |place: &crate::model::Place| IndexItemView {
            name: place.name.clone(),
            url: self.url(&Route::page("places", &place.id)),
            count: place.events.len(),
            description: place.country.clone(),
            native: Self::names(&place.names).into_iter().next(),
        };
        by_name(vec![IndexGroupView { name: String::new(), items: self.site.places.iter().map(item).collect() }])
    }

    pub(in super::super) fn tag(&self, handle: TagIx, number: usize) -> ListView {
        let tag = &self.site[handle];
        let (pages, first) = (&self.plan.tags[handle.at()], Route::page("tags", &tag.id));
        let list = self.list(tag.name.clone(), pages, &first, number, self.events_words(&tag.events));
        let articles = if number == 1 { tag.articles.as_slice() } else { &[] };
        ListView { articles: articles.iter().map(|source| self.source_link(*source)).collect(), ..list }
    }

    pub(in super::super) fn outside_page(&self, era: WindowPosition, number: usize) -> ListView {
        let (first, pages) = self.outside_pages(era);
        let words = counted(self.outside_count(era), "event", "events");
        self.list(self.outside_title(era), pages, &first, number, words)
    }

    /// The first page of the events before or after the window, and their days.
    pub(super) fn outside_pages(&self, era: WindowPosition) -> (Route, &[Vec<DayGroup>]) {
        match era {
            WindowPosition::After => (Route::folder("aftermath"), &self.plan.after),
            WindowPosition::Before | WindowPosition::Within => (Route::folder("background"), &self.plan.before),
        }
    }

    /// The number of events before or after the window.
    pub(super) fn outside_count(&self, era: WindowPosition) -> usize {
        self.outside_pages(era).1.iter().flatten().map(|day| day.events().count()).sum()
    }

    /// The heading "Before June 2025". If the window has only one end, that day is named.
    pub(super) fn outside_title(&self, era: WindowPosition) -> String {
        let window = self.site.config.timeline.window.as_ref();
        let words = |edge: fn(&When) -> Option<NaiveDate>| {
            let edge = window.and_then(edge).map(|day| self.wording.day(day));
            let is_closed = |window: &&When| window.first_day().is_some() && window.last_day().is_some();
            window.filter(is_closed).map(|window| self.wording.date(window)).or(edge).unwrap_or_default()
        };
        match era {
            WindowPosition::After => format!("After {}", words(When::last_day)),
            WindowPosition::Before | WindowPosition::Within => format!("Before {}", words(When::first_day)),
        }
    }

    /// The number of events of a thing. If some of them are not in the window, the words also give the numbers in,
    /// before and after it, because the timeline's filters only count events in the window: "12 events: 10 on the
    /// timeline, 2 before June 2025".
    pub(super) fn events_words(&self, events: &[EventIx]) -> String {
        let of = |era: WindowPosition| events.iter().filter(|event| self.site[**event].era == era).count();
        let words = counted(events.len(), "event", "events");
        if of(WindowPosition::Within) == events.len() {
            return words;
        }
        let outside = |era: WindowPosition| {
            (of(era) > 0).then(|| format!("{} {}", of(era), uncapitalised(&self.outside_title(era))))
        };
        let within = Some(of(WindowPosition::Within))
            .filter(|within| *within > 0)
            .map(|within| format!("{within} on the timeline"));
        let parts: Vec<String> =
            [within, outside(WindowPosition::Before), outside(WindowPosition::After)].into_iter().flatten().collect();
        format!("{words}: {}", parts.join(", "))
    }

    fn list(
        &self,
        name: String,
        pages: &[Vec<DayGroup>],
        first: &Route,
        number: usize,
        events_words: String,
    ) -> ListView {
        ListView {
            name,
            days: pages.get(number - 1).map(|days| self.days(days, ListDetail::Brief)).unwrap_or_default(),
            events_words,
            articles: Vec::new(),
            pager: self.pager(first, number, pages.len()),
        }
    }

    pub(in super::super) fn corrections_page(&self) -> CorrectionsView {
        let mut all = Vec::new();
        for event in self.site.event_handles() {
            let about = LinkView { name: self.site[event].title.clone(), url: self.event_url(event) };
            all.extend(self.site[event].corrections.iter().map(|correction| (correction, about.clone())));
        }
        for source in self.site.source_handles() {
            let about = LinkView { name: self.site[source].label().to_owned(), url: self.source_url(source) };
            all.extend(self.site[source].corrections.iter().map(|correction| (correction, about.clone())));
        }
        for page in &self.site.pages {
            let about = LinkView { name: page.title.clone(), url: self.url(&Route::folder(page.id.as_str())) };
            all.extend(page.corrections.iter().map(|correction| (correction, about.clone())));
        }
        all.sort_by_key(|(correction, _)| std::cmp::Reverse(correction.date));
        CorrectionsView {
            corrections: all.into_iter().map(|(correction, about)| self.correction(correction, &about)).collect(),
        }
    }

    pub(in super::super) fn free_page(&self, page: &FreePage) -> FreePageView {
        let about = LinkView { name: page.title.clone(), url: self.url(self.route) };
        FreePageView { body_html: self.html(&page.body), corrections: self.corrections(&page.corrections, &about) }
    }
}

/// A text with a small first letter: "before June 2025".
fn uncapitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Sorts each group by name, and removes empty groups.
fn by_name(groups: Vec<IndexGroupView>) -> IndexView {
    let mut groups: Vec<IndexGroupView> = groups.into_iter().filter(|group| !group.items.is_empty()).collect();
    for group in &mut groups {
        group.items.sort_by_cached_key(|item| (item.name.to_lowercase(), item.url.clone()));
    }
    IndexView { groups }
}
