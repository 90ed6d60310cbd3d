//! Site → views of one page.
//!
//! A [`PageBuilder`] has the site and the plan, and writes addresses and dates for one page. Each file of this folder
//! adds views of one kind to it.

mod actor;
mod appearance;
mod card;
mod chain;
mod cite;
mod disputes;
mod entry;
mod event;
mod home;
mod index;
mod lanes;
mod map;
mod map_figure;
mod numbers;
mod origins;
mod question;
mod share;
mod source;
mod timeline;
mod verdict;
mod views;

use chrono::NaiveDate;

use super::address::{Addresses, within};
use super::formats::hosting::policy;
use super::view::{
    CorrectionView, DateView, LicenceView, LinkView, NavLinkView, PageView, PagerView, QuoteView, SiteView,
};
use crate::date::{DateWording, English, When, html_day, zone_city};
use crate::language::Language;
use crate::model::{Correction, EventIx, Html, Link, LinkTarget, Quote, Site, WindowPosition};
use crate::plan::{PageKind, PlannedPage, SitePlan, newest};
use crate::route::Route;
use crate::text::counted;

/// The addresses on this page of the static files that every page links to.
pub(super) struct PageAssetUrls {
    pub(super) fonts: Vec<String>,
    pub(super) styles: Vec<String>,
    pub(super) print_style: String,
    pub(super) script: String,
}

/// Makes the views of one page.
pub(super) struct PageBuilder<'a> {
    pub(super) site: &'a Site,
    pub(super) plan: &'a SitePlan,
    pub(super) route: &'a Route,
    pub(super) addresses: Addresses<'a>,
    pub(super) wording: &'a dyn DateWording,
    /// The year that dates on this page leave out.
    year: Option<i32>,
}

impl<'a> PageBuilder<'a> {
    pub(super) fn new(site: &'a Site, plan: &'a SitePlan, route: &'a Route) -> Self {
        let addresses = Addresses::new(site.config.base_url.as_ref(), route);
        Self { site, plan, route, addresses, wording: &English, year: None }
    }

    /// The builder for a planned page. If the timeline covers a single year, dates on pages of the timeline leave the
    /// year out. Dates on other pages do so only if all events are in the window.
    pub(super) fn of_page(site: &'a Site, plan: &'a SitePlan, page: &'a PlannedPage) -> Self {
        let all_within = plan.before.is_empty() && plan.after.is_empty();
        let is_of_window = page.kind.is_view() || matches!(page.kind, PageKind::Home | PageKind::Embed);
        let year = year_of(site).filter(|_| is_of_window || all_within);
        Self { year, ..Self::new(site, plan, &page.route) }
    }

    /// The address of a route on this page.
    fn url(&self, route: &Route) -> String {
        self.addresses.to(route, None)
    }

    fn event_url(&self, event: EventIx) -> String {
        self.url(&self.plan.event(event))
    }

    /// Markdown as markup, with the addresses of its links on this page.
    pub(super) fn html(&self, html: &Html) -> String {
        html.fill(|link| quick_xml::escape::escape(self.link(html, link).as_str()).into_owned())
    }

    fn some_html(&self, html: Option<&Html>) -> Option<String> {
        html.map(|html| self.html(html)).filter(|html| !html.trim().is_empty())
    }

    /// The address of a link in a text. The plan has reported all links that lead nowhere.
    fn link(&self, html: &Html, link: &Link) -> String {
        let (query, name) = (link.query.as_deref(), link.fragment.as_deref());
        if link.target == LinkTarget::Here {
            let id = name.and_then(|name| html.anchor(name)).or(name);
            return Some(within(query, id)).filter(|rest| !rest.is_empty()).unwrap_or_else(|| self.url(self.route));
        }
        match self.plan.target(self.site, link) {
            Some((route, anchor)) => {
                let id = name.and_then(|name| self.plan.anchor_id(self.site, &route, name)).or(name);
                self.addresses.asking(&route, query, id.or(anchor))
            }
            None => "#".to_owned(),
        }
    }

    fn date(&self, when: &When) -> DateView {
        DateView {
            words: self.wording.date_part(when, None),
            short: self.wording.date_part(when, self.year),
            datetime: when.html_datetime(),
            edtf: when.text().to_owned(),
        }
    }

    /// A date with its clock time, if it has one.
    fn date_and_time(&self, when: &When) -> DateView {
        DateView { words: self.wording.date(when), ..self.date(when) }
    }

    fn day(&self, day: NaiveDate) -> DateView {
        use chrono::Datelike;
        let words = self.wording.day(day);
        let short = if self.year == Some(day.year()) { self.wording.day_short(day) } else { words.clone() };
        DateView { words, short, datetime: html_day(day), edtf: day.to_string() }
    }

    /// The name of a zone on this site.
    fn zone(&self, zone: chrono_tz::Tz) -> String {
        self.site.config.zone_names.get(zone.name()).cloned().unwrap_or_else(|| zone_city(zone))
    }

    fn quote(&self, quote: &Quote) -> QuoteView {
        QuoteView {
            text: quote.text.clone(),
            lang: self.foreign(&quote.language),
            dir: self.other_direction(&quote.language),
            translation: quote.translation.clone(),
            state: quote.standing.word(),
        }
    }

    /// The tag of a language, if it is not the site's.
    fn foreign(&self, language: &Language) -> Option<String> {
        (*language != self.site.config.language).then(|| language.to_string())
    }

    /// The direction of a language, if it is not that of the site's language.
    fn other_direction(&self, language: &Language) -> Option<&'static str> {
        (language.is_rtl() != self.site.config.language.is_rtl()).then(|| language.dir())
    }

    fn corrections(&self, corrections: &[Correction], about: &LinkView) -> Vec<CorrectionView> {
        corrections.iter().map(|correction| self.correction(correction, about)).collect()
    }

    fn correction(&self, correction: &Correction, about: &LinkView) -> CorrectionView {
        CorrectionView {
            date: self.day(correction.date),
            kind: correction.kind.word(),
            note_html: self.html(&correction.note),
            was: correction.was.clone(),
            now: correction.now.clone(),
            about: about.clone(),
        }
    }

    /// The links between the pages of a list that begins at `first` and has `of` pages.
    fn pager(&self, first: &Route, number: usize, of: usize) -> Option<PagerView> {
        let link = |number: usize| LinkView { name: number.to_string(), url: self.url(&first.numbered(number)) };
        (of > 1).then(|| PagerView {
            number,
            of,
            previous: (number > 1).then(|| link(number - 1)),
            next: (number < of).then(|| link(number + 1)),
        })
    }

    pub(super) fn site_view(&self) -> SiteView {
        let config = &self.site.config;
        SiteView {
            title: config.title.clone(),
            name: config.name.clone(),
            description: config.description.clone(),
            language: config.language.to_string(),
            dir: config.language.dir().to_owned(),
            period: config.timeline.window.as_ref().map(|window| self.wording.date(window)),
            published: config.started.map(|day| self.day(day)),
            updated: self.site.updated.as_ref().map(|when| self.date_and_time(when)),
            authors: config.authors.iter().map(ToString::to_string).collect(),
            licence: config.licence.as_ref().map(|licence| LicenceView {
                name: licence.name.clone(),
                url: licence.url.clone().map(|url| url.value),
            }),
            repository: config.repository.clone().map(|url| url.value),
            theme: self.theme(),
            extra: config.extra.clone(),
        }
    }

    pub(super) fn page_view(
        &self,
        page: &PlannedPage,
        linked: PageAssetUrls,
        title: String,
        description: String,
    ) -> PageView {
        let file = |name: &str| self.url(&Route::file(name).expect("a plain name"));
        let index = |folder: &str, empty: bool| (!empty).then(|| self.url(&Route::folder(folder)));
        PageView {
            kind: kind_word(&page.kind),
            title,
            description,
            home: self.url(&Route::home()),
            policy: policy(self.site),
            fonts: linked.fonts,
            styles: linked.styles,
            print_style: linked.print_style,
            script: linked.script,
            icon: file("favicon.svg"),
            logo: self.logo(),
            feed: file("atom.xml"),
            nav: self.nav(&page.kind),
            canonical: match page.kind {
                PageKind::NotFound => None,
                PageKind::Embed => self.addresses.canonical(&Route::home()),
                PageKind::EmbedEvent(event) => self.addresses.canonical(&self.plan.event(event)),
                _ => self.addresses.canonical(&page.route),
            },
            published: self.published(&page.kind).and_then(html_day),
            modified: self.modified(&page.kind).and_then(html_day),
            locale: self.site.config.language.locale(),
            oembed: self.plan.oembed(self.site, &page.kind).map(|route| self.addresses.whole(&route)),
            share: self.url(&Route::folder("share")),
            print: self.url(&Route::folder("print")),
            corrections: self.url(&Route::folder("corrections")),
            disputes: self.url(&Route::folder("disputes")),
            sources: self.url(&Route::folder("sources")),
            origins: self.url(&Route::folder("origins")),
            actors: index("actors", self.site.actors.is_empty()),
            tags: index("tags", self.site.tags.is_empty()),
            places: index("places", self.site.places.is_empty()),
            map: self.plan.map_page().map(|route| self.url(&route)),
            data: file("timeline.json"),
            card: self.card_view(&page.kind),
        }
    }

    fn published(&self, kind: &PageKind) -> Option<NaiveDate> {
        let PageKind::Event(event) = kind else { return None };
        self.site[*event].added.or(self.site.config.started)
    }

    fn modified(&self, kind: &PageKind) -> Option<NaiveDate> {
        let PageKind::Event(event) = kind else { return None };
        self.site[*event].corrections.first().map(|correction| correction.date)
    }

    /// The heading and the description of a page.
    pub(super) fn title(&self, kind: &PageKind) -> (String, String) {
        let site = self.site;
        let plain = |html: Option<&Html>| html.map(|html| html.plain().to_owned()).unwrap_or_default();
        let events = |name: &str, count: usize| {
            (name.to_owned(), format!("{name}: {} in this timeline.", counted(count, "event", "events")))
        };
        let about = |title: &str, words: &str| (title.to_owned(), words.to_owned());
        match kind {
            PageKind::Timeline(_) => about("Every event", "All events in the order in which they happened."),
            PageKind::Newest => about("Newest first", "The newest events, the newest first."),
            PageKind::Headlines(_) => {
                about("Headlines", "All events in the order in which they happened, in a line each.")
            }
            PageKind::KeyEvents(_) => about("Key events", "The events that belong in the short version."),
            PageKind::Home | PageKind::Embed => (site.config.title.clone(), site.config.description.clone()),
            PageKind::Event(event) | PageKind::EmbedEvent(event) => {
                (site[*event].title.clone(), plain(site[*event].summary.as_ref()))
            }
            PageKind::Article(source) => {
                let held = self.verdict_words(*source).into_iter().map(|words| words + ".");
                let parts = held.chain([plain(site[*source].summary.as_ref())]).filter(|part| !part.is_empty());
                (site[*source].label().to_owned(), parts.collect::<Vec<_>>().join(" "))
            }
            PageKind::Sources(_) => {
                about("Sources", "Everything that this timeline cites, and whom each source has it from.")
            }
            PageKind::Origins(_) => about(
                "Origins",
                "Where the reports of this timeline begin: what rests on each source, who repeats it, and who says otherwise.",
            ),
            PageKind::Actors => about("People and bodies", "Everybody whom this timeline names."),
            PageKind::Actor(actor, _) => {
                let actor = &site[*actor];
                let (title, words) = events(&actor.name, actor.events.len());
                (
                    title,
                    actor.description.as_ref().map_or(words, |description| format!("{}: {description}.", actor.name)),
                )
            }
            PageKind::Tags => about("Topics", "All topics of this timeline."),
            PageKind::Tag(tag, _) => events(&site[*tag].name, site[*tag].events.len()),
            PageKind::Places => about("Places", "All places of this timeline."),
            PageKind::Place(place, _) => events(&site[*place].name, site[*place].events.len()),
            PageKind::Map => about("Where it happened", "The places of this timeline on a map, with their events."),
            PageKind::Disputes => {
                about("Disputes", "Where the accounts contradict each other: open questions and settled ones.")
            }
            PageKind::Question(question) => {
                let question = &site[*question];
                let of = match question.events.as_slice() {
                    [one] => site[one.event].title.clone(),
                    events => counted(events.len(), "event", "events"),
                };
                (question.text.ask.clone(), format!("{of}: what the sources answer, and where their reports begin."))
            }
            PageKind::Corrections => about("Corrections", "What was changed after publication, and why."),
            PageKind::Before(_) => {
                events(&self.outside_title(WindowPosition::Before), self.outside_count(WindowPosition::Before))
            }
            PageKind::After(_) => {
                events(&self.outside_title(WindowPosition::After), self.outside_count(WindowPosition::After))
            }
            PageKind::Page(page) => (site[*page].title.clone(), plain(site[*page].summary.as_ref())),
            PageKind::Share => {
                about("Cite and share", "How to cite this timeline, embed it, follow it and take its data.")
            }
            PageKind::Print(_) => {
                about("For paper", "The whole timeline with all its evidence, laid out for printing.")
            }
            PageKind::NotFound => about("Not found", "There is nothing at this address."),
            PageKind::Moved(_) => about("Moved", "This page has another address now."),
        }
    }

    /// The links in the header: to the timeline, its lists and the free pages.
    fn nav(&self, kind: &PageKind) -> Vec<NavLinkView> {
        let mut nav: Vec<NavLinkView> = Vec::new();
        let mut add = |name: &str, route: Route, exact: bool, below: bool| {
            let current = if exact {
                "page"
            } else if below {
                "true"
            } else {
                ""
            };
            nav.push(NavLinkView { name: name.to_owned(), url: self.url(&route), current });
        };
        let is_below = kind.is_view() || matches!(kind, PageKind::Event(_));
        let front = match self.plan.opens_on_newest(self.site) {
            true => PlannedPage { route: newest(), kind: PageKind::Newest },
            false => PlannedPage { route: Route::home(), kind: PageKind::Home },
        };
        add("Timeline", front.route, *kind == front.kind, is_below);
        let is_question = matches!(kind, PageKind::Question(..));
        if !self.site.questions.is_empty() {
            add("Disputes", Route::folder("disputes"), *kind == PageKind::Disputes, is_question);
        }
        if let Some(map) = self.plan.map_page() {
            add("Map", map, matches!(kind, PageKind::Map), false);
        }
        add(
            "Sources",
            Route::folder("sources"),
            matches!(kind, PageKind::Sources(_)),
            matches!(kind, PageKind::Article(_) | PageKind::Origins(_)),
        );
        if !self.site.actors.is_empty() {
            add(
                "People",
                Route::folder("actors"),
                matches!(kind, PageKind::Actors),
                matches!(kind, PageKind::Actor(..)),
            );
        }
        for (at, page) in self.site.pages.iter().enumerate().filter(|(_, page)| page.nav) {
            add(
                &page.title,
                Route::folder(page.id.as_str()),
                matches!(kind, PageKind::Page(ix) if ix.at() == at),
                false,
            );
        }
        nav
    }
}

fn kind_word(kind: &PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Timeline(_) => "timeline",
        PageKind::Newest => "newest",
        PageKind::Headlines(_) => "headlines",
        PageKind::KeyEvents(_) => "key",
        PageKind::Event(_) => "event",
        PageKind::Article(_) => "article",
        PageKind::Sources(_) => "sources",
        PageKind::Origins(_) => "origins",
        PageKind::Actors => "actors",
        PageKind::Actor(..) => "actor",
        PageKind::Tags => "tags",
        PageKind::Tag(..) => "tag",
        PageKind::Places => "places",
        PageKind::Place(..) => "place",
        PageKind::Map => "map",
        PageKind::Disputes => "disputes",
        PageKind::Question(..) => "question",
        PageKind::Corrections => "corrections",
        PageKind::Before(_) | PageKind::After(_) => "background",
        PageKind::Page(_) => "page",
        PageKind::Share => "share",
        PageKind::Print(_) => "print",
        PageKind::Embed | PageKind::EmbedEvent(_) => "embed",
        PageKind::NotFound => "404",
        PageKind::Moved(_) => "redirect",
    }
}

/// The year of a timeline that covers at most one year.
fn year_of(site: &Site) -> Option<i32> {
    use chrono::Datelike;
    let window = site.config.timeline.window.as_ref()?;
    let (first, last) = (window.first_day()?.year(), window.last_day()?.year());
    (first == last).then_some(first)
}
