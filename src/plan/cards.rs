//! Which social cards are made, and which card a page shows.

use super::page::PageKind;
use super::questions::{question_id, question_route};
use crate::config::EventSelection;
use crate::model::{EventIx, QuestionIx, Site, SourceIx};
use crate::route::Route;

/// The subject of a social card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardSubject {
    /// The whole timeline.
    Timeline,
    /// An event.
    Event(EventIx),
    /// An article.
    Article(SourceIx),
    /// A question.
    Question(QuestionIx),
}

impl CardSubject {
    /// The subject of a page.
    fn of(page: &PageKind) -> Self {
        match page {
            PageKind::Event(event) => Self::Event(*event),
            PageKind::Article(source) => Self::Article(*source),
            PageKind::Question(question) => Self::Question(*question),
            _ => Self::Timeline,
        }
    }

    /// The route of the card, if one is made. Pages name their card by its full address, so only a site with a
    /// `base_url` has cards.
    fn route(self, site: &Site) -> Option<Route> {
        let selection = site.card_selection();
        let wanted = match self {
            _ if site.config.base_url.is_none() => false,
            Self::Event(event) => selection.has(site[event].key),
            Self::Article(_) => site.has_article_cards(),
            Self::Question(question) => selection.has(site[question].events.iter().any(|of| site[of.event].key)),
            Self::Timeline => selection != EventSelection::None,
        };
        let path = |folder: &str, id: &str| format!("cards/{folder}/{id}.png");
        let path = || match self {
            Self::Timeline => "cards/site.png".to_owned(),
            Self::Event(event) => path("events", site[event].id.as_str()),
            Self::Article(source) => path("articles", site[source].id.as_str()),
            Self::Question(question) => path("disputes", &question_id(site, &site[question])),
        };
        // An id may be so long that there is no room for the extension.
        wanted.then(path).and_then(|path| Route::file(&path))
    }
}

/// All cards of a site with their routes.
pub(super) fn cards(site: &Site) -> impl Iterator<Item = (Route, CardSubject)> {
    let articles = site.source_handles().filter(|source| site[*source].has_page()).map(CardSubject::Article);
    let events = site.event_handles().map(CardSubject::Event);
    let with_page = |question: &QuestionIx| question_route(site, &site[*question]).is_some();
    let questions = site.question_handles().filter(with_page).map(CardSubject::Question);
    let subjects = [CardSubject::Timeline].into_iter().chain(events).chain(articles).chain(questions);
    subjects.filter_map(|subject| Some((subject.route(site)?, subject)))
}

/// The card that a page shows, with its route: its own, or else that of the timeline.
pub(super) fn card(site: &Site, page: &PageKind) -> Option<(Route, CardSubject)> {
    let own = CardSubject::of(page);
    let found = |subject: CardSubject| Some((subject.route(site)?, subject));
    found(own).or_else(|| found(CardSubject::Timeline))
}
