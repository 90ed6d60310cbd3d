//! Files made for other sites to show: social cards and pages to embed.

/// Up to this number of events (or sources) all of them get social cards and embeddable pages, unless the site says
/// otherwise. A larger site would consist mostly of pictures and pages that hardly anybody shares.
const MOST_SHARED: usize = 1000;

/// The events for which something is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventSelection {
    /// All events.
    All,
    /// Key events, those in the short version.
    Key,
    /// No events.
    None,
}

impl EventSelection {
    /// Whether it contains an event, given whether that is a key event.
    pub fn has(self, is_key: bool) -> bool {
        match self {
            Self::All => true,
            Self::Key => is_key,
            Self::None => false,
        }
    }
}

/// The `[share]` table. The size of the site decides where it selects nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShareConfig {
    /// The events that get social cards. [`EventSelection::None`] also leaves out the cards of the site and its
    /// articles.
    pub cards: Option<EventSelection>,
    /// The events that get embeddable pages. [`EventSelection::None`] also leaves out the page of the timeline.
    pub embeds: Option<EventSelection>,
}

impl ShareConfig {
    /// The events that get social cards, on a site with this number of events.
    pub fn cards(self, events: usize) -> EventSelection {
        self.cards.unwrap_or_else(|| by_size(events))
    }

    /// Whether articles get social cards, on a site with this number of sources.
    pub fn has_article_cards(self, sources: usize) -> bool {
        match self.cards {
            None => sources <= MOST_SHARED,
            Some(selection) => selection != EventSelection::None,
        }
    }

    /// The events that get embeddable pages, on a site with this number of events.
    pub fn embeds(self, events: usize) -> EventSelection {
        self.embeds.unwrap_or_else(|| by_size(events))
    }
}

fn by_size(events: usize) -> EventSelection {
    if events <= MOST_SHARED { EventSelection::All } else { EventSelection::Key }
}
