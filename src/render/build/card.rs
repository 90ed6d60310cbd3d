//! The contents of social cards.

use chrono::Datelike;

use super::super::formats::card::{
    Card, CardBody, CardDate, CardLine, EntryCard, HEIGHT, TextRun, TimelineCard, WIDTH,
};
use super::super::view::{CardView, StripCellView};
use super::PageBuilder;
use super::entry::ListDetail;
use crate::config::Status;
use crate::date::When;
use crate::model::{Answer, EventIx, EventProvenance, Question, SourceIx};
use crate::plan::{CardSubject, PageKind};
use crate::text::{capitalised, counted};

/// The most answers on the card of a question.
const MOST_ANSWERS: usize = 3;

impl PageBuilder<'_> {
    /// The view of the card that a page shows.
    pub(in super::super) fn card_view(&self, kind: &PageKind) -> Option<CardView> {
        let (route, subject) = self.plan.card(self.site, kind)?;
        Some(CardView {
            url: self.addresses.canonical(&route)?,
            alt: self.told(subject).words(),
            width: WIDTH,
            height: HEIGHT,
        })
    }

    /// The complete content of a card.
    pub(in super::super) fn card(&self, subject: CardSubject) -> Card {
        let mut card = self.told(subject);
        if let CardBody::Timeline(timeline) = &mut card.body {
            let cell = |cell: StripCellView| (cell.events, cell.disputed);
            timeline.strip = self.strip(1).map(|strip| strip.cells.into_iter().map(cell).collect()).unwrap_or_default();
        }
        card
    }

    /// The content of a card without its strip. Every page needs this content for its metadata; only the card needs the
    /// strip, which is computed from all events.
    fn told(&self, subject: CardSubject) -> Card {
        let config = &self.site.config;
        let (title, aside, body) = match subject {
            CardSubject::Timeline => (config.title.clone(), None, CardBody::Timeline(self.card_of_timeline())),
            CardSubject::Event(event) => {
                let body = CardBody::Entry(self.card_of_event(event));
                (self.site[event].title.clone(), Some(config.title.clone()), body)
            }
            CardSubject::Article(source) => {
                let body = CardBody::Entry(self.card_of_article(source));
                (self.site[source].label().to_owned(), Some(config.title.clone()), body)
            }
            CardSubject::Question(question) => {
                let question = &self.site[question];
                let body = CardBody::Entry(self.card_of_question(question));
                (question.text.ask.clone(), Some(config.title.clone()), body)
            }
        };
        let aside = aside.filter(|aside| *aside != config.name);
        Card { rtl: config.language.is_rtl(), name: config.name.clone(), aside, title, body }
    }

    fn card_of_event(&self, handle: EventIx) -> EntryCard {
        let event = &self.site[handle];
        let entry = self.event_entry(handle, ListDetail::Short);
        let day = self.hanging(&event.when);
        // All places of the event, not only those that lists show.
        let place = event.places.split_first().map(|(first, others)| {
            let first = &self.site[*first].name;
            match others.len() {
                0 => first.clone(),
                others => format!("{first} and {}", counted(others, "other place", "other places")),
            }
        });
        // If no day is known, the date is drawn beside the title and not repeated here.
        let is_told = day.number.is_none() && entry.when.zone.is_none();
        let when = entry.when.words.filter(|_| !is_told).map(|words| TextRun::Strong(capitalised(&words)));
        let zone = entry.when.zone.filter(|zone| !place.as_ref().is_some_and(|place| place.starts_with(zone.as_str())));
        let mut foot = Vec::new();
        let points = event.disputed_points();
        if !points.is_empty() {
            foot.push(TextRun::Strong(format!("{} disputed", points.join(", "))));
        }
        let EventProvenance { reports, origins, .. } = &event.provenance;
        if !reports.is_empty() {
            foot.push(TextRun::Soft(entry.reports_words));
            // Several reports of one origin: that origin is named.
            let named = origins.first().filter(|_| origins.len() == 1 && reports.len() > 1);
            let named = named.map(|origin| format!(": {}", self.site[*origin].publisher)).unwrap_or_default();
            foot.push(TextRun::Strong(entry.origins_words + &named));
        }
        let open = self.site.open_questions(event).count();
        if open > 1 {
            foot.push(TextRun::Soft(counted(open, "open question", "open questions")));
        }
        EntryCard {
            day: Some(day),
            line: when.into_iter().chain(zone.map(TextRun::Soft)).chain(place.map(TextRun::Soft)).collect(),
            lines: self.site.open_questions(event).next().map(|question| self.dispute(question)).unwrap_or_default(),
            status: Some(event.status),
            foot: between(foot),
        }
    }

    /// An open question and two of its answers: the two with most origins that contradict each other.
    fn dispute(&self, question: &Question) -> Vec<CardLine> {
        let answers = &question.positions;
        let against = |first: &Answer| answers.iter().find(|answer| !answer.value.agrees_with(&first.value));
        let pair = answers.iter().find_map(|first| Some([first, against(first)?]));
        let of_more = (answers.len() > 2).then(|| format!("2 of {} answers", answers.len()));
        let ask = CardLine { words: TextRun::Soft(question.text.ask.clone()), aside: of_more };
        [ask].into_iter().chain(pair.into_iter().flatten().map(|answer| self.answer_line(answer))).collect()
    }

    /// A question: its event, and the answers with most origins or, once it is settled, the editor's answer.
    fn card_of_question(&self, question: &Question) -> EntryCard {
        let (day, line) = match question.events.as_slice() {
            [one] => (Some(self.hanging(&self.site[one.event].when)), self.site[one.event].title.clone()),
            events => (None, format!("Asked of {}", counted(events.len(), "event", "events"))),
        };
        let answers = &question.positions;
        let lines = match self.settled_value(question) {
            Some(answer) => vec![CardLine { words: TextRun::Strong(capitalised(&answer)), aside: None }],
            None => answers.iter().take(MOST_ANSWERS).map(|answer| self.answer_line(answer)).collect(),
        };
        let of_more = (question.is_open() && answers.len() > lines.len())
            .then(|| TextRun::Soft(format!("{} of {} answers", lines.len(), answers.len())));
        let origins = TextRun::Strong(counted(question.origins.len(), "origin", "origins"));
        let settled = TextRun::Soft("Settled".to_owned());
        let foot = [Some(settled).filter(|_| !question.is_open()), of_more, Some(origins)];
        EntryCard {
            day,
            line: vec![TextRun::Soft(line)],
            lines,
            status: question.is_open().then_some(Status::Disputed),
            foot: between(foot.into_iter().flatten()),
        }
    }

    /// An answer and those who give it.
    fn answer_line(&self, answer: &Answer) -> CardLine {
        CardLine {
            words: TextRun::Strong(capitalised(&self.answer_value(answer))),
            aside: Some(self.answered_by(answer)).filter(|who| !who.is_empty()),
        }
    }

    fn card_of_article(&self, handle: SourceIx) -> EntryCard {
        let source = &self.site[handle];
        let before: Vec<&str> = source
            .provenance
            .origins
            .iter()
            .filter(|origin| **origin != handle)
            .map(|origin| self.site[*origin].publisher.as_str())
            .collect();
        let rests = match before.as_slice() {
            [] => "Counts as its own origin".to_owned(),
            [one] => format!("Rests on {one}"),
            [first, others @ ..] => format!("Rests on {first} and {}", counted(others.len(), "other", "others")),
        };
        let publisher = TextRun::Strong(source.publisher.clone());
        EntryCard {
            day: source.published.as_ref().map(|when| self.hanging(when)),
            line: [publisher].into_iter().chain(source.genre.clone().map(TextRun::Soft)).collect(),
            lines: self
                .verdict_words(handle)
                .into_iter()
                .map(|words| CardLine { words: TextRun::Strong(words), aside: None })
                .collect(),
            status: None,
            foot: vec![TextRun::Strong(rests)],
        }
    }

    /// The day that is drawn beside the title. It has the year, because a card is shown without context.
    fn hanging(&self, when: &When) -> CardDate {
        let Some(day) = when.day() else {
            return CardDate { weekday: None, number: None, rest: self.wording.date_part(when, None) };
        };
        CardDate {
            weekday: self.wording.weekday(day).map(str::to_owned),
            number: Some(day.day().to_string()),
            rest: format!("{} {}", self.wording.month(day.month()), self.wording.year(day.year())),
        }
    }

    fn card_of_timeline(&self) -> TimelineCard {
        let numbers = self.counts();
        let counts = [
            (numbers.events, "event", "events"),
            (numbers.sources, "source", "sources"),
            (numbers.origins, "origin", "origins at most"),
            (numbers.disputes, "open dispute", "open disputes"),
        ];
        let words = |(number, one, many): (usize, &str, &str)| {
            (number > 0).then(|| (number.to_string(), if number == 1 { one } else { many }.to_owned()))
        };
        TimelineCard {
            period: self.site.config.timeline.window.as_ref().map(|window| self.wording.date(window)),
            counts: counts.into_iter().filter_map(words).collect(),
            strip: Vec::new(),
        }
    }
}

/// Words with a dot between two of them.
fn between(words: impl IntoIterator<Item = TextRun>) -> Vec<TextRun> {
    let mut runs: Vec<TextRun> = Vec::new();
    for words in words {
        if !runs.is_empty() {
            runs.push(TextRun::Soft("·".to_owned()));
        }
        runs.push(words);
    }
    runs
}
