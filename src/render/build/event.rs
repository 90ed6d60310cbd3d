//! The page of one event.

use super::super::view::{EventView, LinkView, NeighbourView};
use super::Scene;
use super::entry::Detail;
use super::numbers::Numbers;
use crate::model::{Event, EventIx};
use crate::plan::{PageKind, heading};

impl Scene<'_> {
    pub(in super::super) fn event_page(&self, handle: EventIx) -> EventView {
        let event = &self.site[handle];
        let key = heading(self.site, handle);
        let mut day = self.day_heading(&key, || self.wording.date_part(&event.when, None));
        if let Some(known) = event.when.day() {
            // A page that stands alone names the year.
            day.year = Some(chrono::Datelike::year(&known).to_string());
        }
        let mut entry = self.event_entry(handle, Detail::Full);
        if event.summary_is_lead {
            // The text follows at once; nobody wants to read its beginning twice.
            entry.summary_html = None;
        }
        let about = LinkView { name: event.title.clone(), url: entry.url.clone() };
        let mut numbers = Numbers::new(self);
        numbers.evidence(&mut entry.evidence);
        let mut chains = self.event_chains(event);
        numbers.chains(&mut chains);
        let references = numbers.references();
        EventView {
            day,
            body_html: self.html(&event.body),
            questions: event.questions.iter().map(|question| self.question(handle, question)).collect(),
            accounts: self.accounts(handle),
            chains,
            corrections: self.corrections(&event.corrections, &about),
            previous: handle.at().checked_sub(1).map(EventIx::new).map(|other| self.beside(event, other)),
            next: Some(EventIx::new(handle.at() + 1))
                .filter(|next| next.at() < self.site.events.len())
                .map(|other| self.beside(event, other)),
            cite: self.cite_event(handle),
            embed: self.frame(&PageKind::Event(handle)).map(|frame| frame.markup()),
            references,
            entry,
        }
    }

    /// A neighbour in the chronology, with its distance in days.
    fn beside(&self, event: &Event, other: EventIx) -> NeighbourView {
        let when = &self.site[other].when;
        let date = self.date(when).short;
        let words = match (event.when.first_day(), when.first_day()) {
            (Some(here), Some(there)) => format!("{date}, {}", self.wording.distance((there - here).num_days())),
            _ => date,
        };
        self.neighbour(other, words)
    }
}
