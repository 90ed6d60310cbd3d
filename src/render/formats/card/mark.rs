//! The mark in a card's file, by which a later build recognises that it would draw the same card.
//!
//! In: a [`Card`](super::Card), or the file of one. Out: a [`CardMark`], which is a digest of the card's content and of
//! the version of the drawing. Equal marks mean equal files.

use png::text_metadata::TEXtChunk;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::text::hex;

/// The version of the drawing: a digest of sample cards and of all fonts. It must change whenever the drawing changes,
/// so that cards of earlier builds are drawn again. A test fails and prints the new value.
pub(super) const DRAWING: &str = "c2863d1e36b22f6a";

/// The keyword of the PNG text chunk that contains the mark.
const KEYWORD: &str = "dateline-card";

/// The number of bytes of the digest that are kept.
const KEPT: usize = 16;

/// The length of a PNG's signature, in bytes.
const SIGNATURE: usize = 8;

/// A digest of what a card was drawn from, as hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CardMark(String);

impl CardMark {
    /// The mark of a card with this content.
    pub(super) fn new(card: &impl Serialize) -> Self {
        let said = serde_json::to_vec(card).expect("cards are texts and numbers");
        let digest = Sha256::new().chain_update(DRAWING).chain_update(said).finalize();
        Self(hex(&digest[..KEPT]))
    }

    /// The mark in a card's file. `None` if there is none before the image data, or if the file ends before it.
    pub(super) fn of_file(png: &[u8]) -> Option<Self> {
        let text = png_chunks(png).take_while(|(kind, _)| *kind != b"IDAT").find(|(kind, _)| *kind == b"tEXt")?.1;
        let mark = str::from_utf8(text).ok()?.strip_prefix(KEYWORD)?.strip_prefix('\0')?;
        Some(Self(mark.to_owned()))
    }

    /// The mark as a text chunk.
    pub(super) fn to_chunk(&self) -> TEXtChunk {
        TEXtChunk::new(KEYWORD, self.0.clone())
    }
}

/// The complete chunks of a PNG, each with its type.
pub(super) fn png_chunks(png: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = png.get(SIGNATURE..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk()?;
        let (kind, after) = after.split_first_chunk()?;
        let (data, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        let (_crc, after) = after.split_first_chunk::<4>()?;
        rest = after;
        Some((kind, data))
    })
}
