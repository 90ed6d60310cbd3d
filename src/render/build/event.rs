//! The view of an event's page.

use super::super::view::{EventView, LinkView, NeighbourView};
use super::PageBuilder;
use super::entry::ListDetail;
use super::numbers::ReferenceNumbers;
use crate::model::EventIx;
use crate::plan::{PageKind, heading};

impl PageBuilder<'_> {
    pub(in super::super) fn event_page(&self, handle: EventIx) -> EventView {
        let event = &self.site[handle];
        let key = heading(self.site, handle);
        let mut day = self.day_heading(&key, || self.wording.date_part(&event.when, None));
        if let Some(known) = event.when.day() {
            // The page is read without the timeline, so it names the year.
            day.year = Some(self.wording.year(chrono::Datelike::year(&known)));
        }
        let mut entry = self.event_entry(handle, ListDetail::Full);
        if event.summary_is_lead {
            // The text begins with the same paragraph.
            entry.summary_html = None;
        }
        let about = LinkView { name: event.title.clone(), url: entry.url.clone() };
        let mut numbers = ReferenceNumbers::new(self);
        numbers.evidence(&mut entry.evidence);
        let mut chains = self.event_chains(event);
        numbers.chains(&mut chains);
        let references = numbers.references();
        EventView {
            day,
            body_html: self.html(&event.body),
            questions: event
                .questions
                .iter()
                .map(|question| self.question(&self.site[*question], Some(handle)))
                .collect(),
            accounts: self.accounts(handle),
            chains,
            corrections: self.corrections(&event.corrections, &about),
            previous: handle.at().checked_sub(1).map(EventIx::new).map(|other| self.beside(handle, other)),
            next: Some(EventIx::new(handle.at() + 1))
                .filter(|next| next.at() < self.site.events.len())
                .map(|other| self.beside(handle, other)),
            cite: self.cite_event(handle),
            embed: self.frame(&PageKind::Event(handle)).map(|frame| frame.markup()),
            references,
            entry,
        }
    }

    /// A link to a neighbour in the chronology, with the distance if it is known.
    fn beside(&self, handle: EventIx, other: EventIx) -> NeighbourView {
        let (here, there) = (&self.site[handle].when, &self.site[other].when);
        let date = self.date(there).short;
        // In different zones, days may have another order than the events. Then no distance is given.
        let distance =
            here.distance_to(there).filter(|distance| distance.is_same_day() || distance.is_later == (other > handle));
        let words = match distance {
            Some(distance) => format!("{date}, {}", self.wording.distance(&distance)),
            None => date,
        };
        self.neighbour(other, words)
    }
}
