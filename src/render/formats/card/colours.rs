//! The colours of cards, which are those of light pages.

use crate::config::Status;

/// Red, green, blue.
pub(super) type Rgb = [u8; 3];

/// The number of inks of a card.
pub(super) const INKS: usize = 4;

/// The role of a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Titles and other important text.
    Dark,
    /// Other text.
    Soft,
    /// Hairlines.
    Rule,
    /// The status of an event, and disputed events.
    Tone,
}

/// The colours of one card.
pub(super) struct CardColours {
    pub(super) paper: Rgb,
    /// The inks, in the order of [`Ink`].
    pub(super) inks: [Rgb; INKS],
}

impl CardColours {
    /// The colours for a status. They equal the custom properties in `static/style.css`.
    pub(super) fn new(tone: Status) -> Self {
        let tone = match tone {
            Status::Confirmed => [0x1a, 0x68, 0x44],
            Status::Reported => [0x4b, 0x57, 0x66],
            Status::Disputed => [0x9a, 0x43, 0x00],
            Status::Denied => [0x9c, 0x1b, 0x3c],
            Status::Retracted => SOFT,
        };
        Self { paper: [0xfd, 0xfc, 0xf9], inks: [[0x1c, 0x1b, 0x18], SOFT, [0xdc, 0xd6, 0xc9], tone] }
    }
}

const SOFT: Rgb = [0x5b, 0x57, 0x4f];
