//! The view of the home page.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::super::view::{
    ChapterView, ContestedView, HomePersonView, HomeRowView, HomeView, LinkView, StandingItemView, StandingView,
    TabView,
};
use super::PageBuilder;
use super::views::HeadlineDate;
use crate::config::{HomePart, Status};
use crate::model::{EventIx, QuestionIx, WindowPosition};
use crate::plan::{HomeChapter, PageKind, chronicle, event_anchor, known_query};
use crate::route::Route;
use crate::text::counted;

/// The most answers to a question that the home page shows.
const MOST_ANSWERS: usize = 3;

/// The page of the whole timeline on which each event stands.
pub(super) type ChroniclePages = HashMap<EventIx, usize>;

impl PageBuilder<'_> {
    pub(in super::super) fn home(&self) -> HomeView {
        let pages = self.chronicle_pages();
        let parts = &self.site.config.home;
        let has = |part: HomePart| parts.contains(&part);
        let standing = if has(HomePart::Standing) { self.standing() } else { None };
        let lanes = self.plan.lanes.as_ref().filter(|_| has(HomePart::Lanes));
        let chapters: &[HomeChapter] = if has(HomePart::Chapters) { &self.plan.chapters } else { &[] };
        let contested: &[QuestionIx] = if has(HomePart::Contested) { &self.plan.contested } else { &[] };
        let people = if has(HomePart::People) { self.home_people() } else { Vec::new() };
        let is_there = |part: &HomePart| match part {
            HomePart::Standing => standing.is_some(),
            HomePart::Lanes => lanes.is_some(),
            HomePart::Chapters => !chapters.is_empty(),
            HomePart::Contested => !contested.is_empty(),
            HomePart::People => !people.is_empty(),
        };
        HomeView {
            counts: self.counts(),
            views: self.home_links(),
            rows: rows(parts.iter().copied().filter(is_there)),
            lanes: lanes.map(|lanes| self.lanes(lanes, &pages)),
            chapters: self.in_reading_order(chapters.iter()).map(|chapter| self.chapter(chapter, &pages)).collect(),
            contested: contested.iter().map(|question| self.contested(*question)).collect(),
            standing,
            people,
        }
    }

    fn chronicle_pages(&self) -> ChroniclePages {
        let pages = (1..).zip(&self.plan.timeline);
        pages
            .flat_map(|(number, days)| days.iter().flat_map(move |day| day.events().map(move |e| (e, number))))
            .collect()
    }

    /// The address of an event in the whole timeline.
    pub(super) fn in_chronicle(&self, event: EventIx, pages: &ChroniclePages) -> String {
        let number = pages.get(&event).copied().unwrap_or(1);
        self.addresses.to(&chronicle(number), Some(&event_anchor(&self.site[event].id)))
    }

    fn home_links(&self) -> Vec<TabView> {
        let overview = &self.plan.overview;
        let link = |name: &str, route: Route, count: usize| TabView {
            name: name.to_owned(),
            url: self.url(&route),
            count,
            current: "",
        };
        let mut links = self.view_links(&PageKind::Home);
        if overview.disputes > 0 {
            links.push(link("Disputes", Route::folder("disputes"), overview.disputes));
        }
        links.push(link("Sources", Route::folder("sources"), overview.sources));
        if !self.site.actors.is_empty() {
            links.push(link("Who is who", Route::folder("actors"), self.site.actors.len()));
        }
        if !self.site.places.is_empty() {
            links.push(match self.plan.map_page().zip(self.plan.map.as_ref()) {
                Some((route, map)) => link("Map", route, map.places.len()),
                None => link("Places", Route::folder("places"), self.site.places.len()),
            });
        }
        for (era, pages) in [(WindowPosition::Before, &self.plan.before), (WindowPosition::After, &self.plan.after)] {
            if !pages.is_empty() {
                links.push(link(&self.outside_title(era), self.outside_pages(era).0, self.outside_count(era)));
            }
        }
        links
    }

    fn standing(&self) -> Option<StandingView> {
        let overview = &self.site.overview;
        let items: Vec<StandingItemView> = overview
            .standing
            .iter()
            .map(|standing| StandingItemView {
                label: standing.label.clone(),
                text_html: self.html(&standing.text),
                status: standing.status.map(Status::word),
            })
            .collect();
        let date = overview.as_of.as_ref().map(|when| self.date(when));
        (!items.is_empty()).then_some(StandingView { date, items })
    }

    fn chapter(&self, chapter: &HomeChapter, pages: &ChroniclePages) -> ChapterView {
        let days = chapter.first.map(|first| match (chapter.last, chapter.unit) {
            (Some(_), Some(unit)) => self.unit(unit, first),
            (Some(last), None) => self.span(first, last),
            (None, _) => self.wording.since(first, self.year),
        });
        let written = chapter.written.map(|at| &self.site.overview.chapters[at]);
        let hidden = chapter.events - chapter.shown.len();
        ChapterView {
            number: chapter.written.map(|at| at + 1),
            id: chapter.written.map_or_else(
                || chapter.first.map_or_else(|| "all".to_owned(), |first| format!("from-{first}")),
                chapter_anchor,
            ),
            title: written
                .map(|chapter| chapter.title.clone())
                .or_else(|| days.clone())
                .unwrap_or_else(|| "Every event".to_owned()),
            days: days.filter(|_| written.is_some()),
            summary_html: written.and_then(|chapter| self.some_html(chapter.summary.as_ref())),
            events: self
                .in_reading_order(chapter.shown.iter())
                .map(|event| self.headline(*event, HeadlineDate::Whole))
                .collect(),
            more: chapter.first_hidden.map(|event| LinkView {
                name: counted(hidden, "more event", "more events"),
                url: self.in_chronicle(event, pages),
            }),
            known: chapter.known_on.zip(chapter.shown.first()).map(|(day, event)| self.known_on(day, *event, pages)),
            contested: (chapter.contested > 0)
                .then(|| format!("{} of {} disputed or denied", chapter.contested, chapter.events)),
        }
    }

    /// A link to the page of the whole timeline with an event, as it was known on a day.
    fn known_on(&self, day: NaiveDate, event: EventIx, pages: &ChroniclePages) -> LinkView {
        let page = self.url(&chronicle(pages.get(&event).copied().unwrap_or(1)));
        LinkView { name: format!("as known on {}", self.day(day).short), url: format!("{page}?{}", known_query(day)) }
    }

    /// Newest first, if the timeline opens on its newest day.
    fn in_reading_order<'t, T: 't>(&self, list: impl DoubleEndedIterator<Item = &'t T>) -> impl Iterator<Item = &'t T> {
        let mut list: Vec<&T> = list.collect();
        if self.site.config.timeline.newest {
            list.reverse();
        }
        list.into_iter()
    }

    fn contested(&self, question: QuestionIx) -> ContestedView {
        let question = &self.site[question];
        let answers = &question.positions;
        let shown = if answers.len() > MOST_ANSWERS { MOST_ANSWERS - 1 } else { answers.len() };
        let hidden = answers.len() - shown;
        ContestedView {
            ask: self.question_title(question),
            url: self.question_url(question),
            answers: answers[..shown].iter().map(|answer| self.short_answer(answer)).collect(),
            more: (hidden > 0).then(|| counted(hidden, "more answer", "more answers")),
        }
    }

    /// The actors with most events, those of one side together, in the order of the sides.
    fn home_people(&self) -> Vec<HomePersonView> {
        let mut people = self.plan.overview.top_actors.clone();
        let sides = self.site.config.sides.len();
        people.sort_by_key(|(actor, _)| self.site[*actor].side.map_or(sides, |side| side.0));
        people
            .into_iter()
            .map(|(handle, count)| {
                let actor = &self.site[handle];
                HomePersonView {
                    name: actor.name.clone(),
                    url: self.url(&Route::page("actors", &actor.id)),
                    description: actor.description.clone(),
                    count,
                }
            })
            .collect()
    }
}

/// The anchor of a chapter that the editor wrote.
pub(super) fn chapter_anchor(at: usize) -> String {
    format!("chapter-{}", at + 1)
}

/// Puts questions and people beside chapters that they follow or precede; every other part has a row of its own.
fn rows(parts: impl Iterator<Item = HomePart>) -> Vec<HomeRowView> {
    let parts: Vec<HomePart> = parts.collect();
    let is_wide = |part: &HomePart| matches!(part, HomePart::Standing | HomePart::Lanes);
    let words = |parts: &[&HomePart]| parts.iter().map(|part| part.word().to_owned()).collect::<Vec<_>>();
    parts
        .chunk_by(|a, b| !is_wide(a) && !is_wide(b))
        .map(|parts| {
            let (main, aside): (Vec<&HomePart>, Vec<&HomePart>) =
                parts.iter().partition(|part| is_wide(part) || **part == HomePart::Chapters);
            match main.is_empty() {
                // Without chapters there is no wide column for them to stand beside.
                true => HomeRowView { main: words(&aside[..1]), aside: words(&aside[1..]) },
                false => HomeRowView { main: words(&main), aside: words(&aside) },
            }
        })
        .collect()
}
