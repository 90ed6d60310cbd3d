//! What is made for other people's pages.

/// Up to how many events, and up to how many sources, everything is made that can be shared, unless a site says otherwise. A
/// large site would consist of little else than pictures and pages that hardly anybody shares.
const MOST_SHARED: usize = 1000;

/// Of which events something is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventSelection {
    /// Of all.
    All,
    /// Of those that belong in the short version.
    Key,
    /// Of none.
    None,
}

impl EventSelection {
    /// Whether an event is one of them.
    pub fn has(self, is_key: bool) -> bool {
        match self {
            Self::All => true,
            Self::Key => is_key,
            Self::None => false,
        }
    }
}

/// `[share]`. Where nothing is selected, the size of the site decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShareConfig {
    /// Of which events there are social cards; [`EventSelection::None`] leaves out those of the site and its articles as well.
    pub cards: Option<EventSelection>,
    /// Of which events there are pages to be embedded; [`EventSelection::None`] leaves out that of the timeline as well.
    pub embeds: Option<EventSelection>,
}

impl ShareConfig {
    /// Which of so many events have social cards.
    pub fn cards(self, events: usize) -> EventSelection {
        self.cards.unwrap_or_else(|| by_size(events))
    }

    /// Whether articles have social cards, on a site of so many sources.
    pub fn has_article_cards(self, sources: usize) -> bool {
        match self.cards {
            None => sources <= MOST_SHARED,
            Some(selection) => selection != EventSelection::None,
        }
    }

    /// Which of so many events have pages to be embedded.
    pub fn embeds(self, events: usize) -> EventSelection {
        self.embeds.unwrap_or_else(|| by_size(events))
    }
}

fn by_size(events: usize) -> EventSelection {
    if events <= MOST_SHARED { EventSelection::All } else { EventSelection::Key }
}
