//! Views of pages for use elsewhere: how to share the timeline, pages to be embedded, pages for printing.

use quick_xml::escape::escape;

use super::super::view::{EmbedView, PrintSectionView, PrintView, SharePageView};
use super::PageBuilder;
use super::entry::ListDetail;
use super::numbers::ReferenceNumbers;
use crate::model::{EventIx, WindowPosition};
use crate::plan::{DayGroup, DayGroupEntry, PageKind};
use crate::route::Route;

/// The most events in the embedded timeline.
const MOST_EMBEDDED: usize = 100;

/// An `iframe` that shows a page in another one.
pub(in super::super) struct Frame {
    /// Address of the embedded page.
    pub(in super::super) url: String,
    /// Its title, for readers who cannot see it.
    pub(in super::super) title: String,
    pub(in super::super) width: u32,
    pub(in super::super) height: u32,
}

impl Frame {
    /// The markup for other pages to copy. The frame is as wide as its container.
    pub(in super::super) fn markup(&self) -> String {
        let (url, title, height) = (escape(self.url.as_str()), escape(self.title.as_str()), self.height);
        format!(
            r#"<iframe src="{url}" title="{title}" width="100%" height="{height}" loading="lazy" style="border:0"></iframe>"#
        )
    }
}

impl PageBuilder<'_> {
    pub(in super::super) fn share(&self) -> SharePageView {
        SharePageView {
            cite: self.cite_timeline(),
            embed: self.frame(&PageKind::Share).map(|frame| frame.markup()),
            embed_url: self.plan.embed(self.site, &PageKind::Share).map(|route| self.url(&route)),
        }
    }

    /// The frame that embeds the content of a page; `None` unless the site has a `base_url` and makes a page to be
    /// embedded.
    pub(in super::super) fn frame(&self, kind: &PageKind) -> Option<Frame> {
        let url = self.addresses.canonical(&self.plan.embed(self.site, kind)?)?;
        let (title, height) = match kind {
            PageKind::Event(event) => (&self.site[*event].title, 320),
            _ => (&self.site.config.title, 600),
        };
        Some(Frame { url, title: title.clone(), width: 600, height })
    }

    /// The view of the embedded timeline, with its first events.
    pub(in super::super) fn embed(&self) -> EmbedView {
        let mut left = MOST_EMBEDDED;
        let mut days = Vec::new();
        for day in self.plan.timeline.iter().flatten() {
            let entries: Vec<DayGroupEntry> = day.events().take(left).map(DayGroupEntry::Event).collect();
            left -= entries.len();
            if !entries.is_empty() {
                days.push(DayGroup { key: day.key.clone(), entries });
            }
        }
        let shown = MOST_EMBEDDED - left;
        EmbedView { event: None, days: self.days(&days, ListDetail::Short), more: self.plan.overview.events - shown }
    }

    pub(in super::super) fn embed_event(&self, event: EventIx) -> EmbedView {
        EmbedView { event: Some(self.event_entry(event, ListDetail::Brief)), days: Vec::new(), more: 0 }
    }

    pub(in super::super) fn print(&self, number: usize) -> PrintView {
        let days = self.plan.print.get(number - 1).map(Vec::as_slice).unwrap_or_default();
        let mut numbers = ReferenceNumbers::new(self);
        let section = |days: &[DayGroup]| PrintSectionView {
            name: Some(self.era(&days[0]))
                .filter(|era| *era != WindowPosition::Within)
                .map(|era| self.outside_title(era)),
            days: self.days(days, ListDetail::Full),
        };
        let mut sections: Vec<PrintSectionView> =
            days.chunk_by(|a, b| self.era(a) == self.era(b)).map(section).collect();
        let of_days = sections.iter_mut().flat_map(|section| &mut section.days);
        let of_entries = of_days.flat_map(|day| &mut day.entries);
        numbers.evidence(of_entries.flat_map(|entry| &mut entry.evidence));
        PrintView {
            references: numbers.references(),
            sections,
            pager: self.pager(&Route::folder("print"), number, self.plan.print.len()),
        }
    }

    /// Whether the entries under a heading are before, in or after the window. They all have the same position.
    fn era(&self, day: &DayGroup) -> WindowPosition {
        match day.entries[0] {
            DayGroupEntry::Event(event) | DayGroupEntry::See(event) => self.site[event].era,
            DayGroupEntry::Article(_) => WindowPosition::Within,
        }
    }
}
