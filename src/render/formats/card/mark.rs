//! What a card was drawn from, noted in its file, so that a later build knows whether it would draw the same.
//!
//! In: a [`Card`](super::Card), or the file of one. Out: a [`CardMark`]: a digest of what the card says and of how cards are
//! drawn. Equal marks mean equal files.

use png::text_metadata::TEXtChunk;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::text::hex;

/// The drawing's version: the digest of some cards and of all fonts. Whoever changes the drawing changes this with it, so that
/// cards of earlier builds are drawn anew; a test tells the new one.
pub(super) const DRAWING: &str = "0a2cfecff5f2051b";

/// What names the mark in the file.
const KEYWORD: &str = "dateline-card";

/// How many bytes of the digest are kept.
const KEPT: usize = 16;

/// How a PNG begins, before its first chunk.
const SIGNATURE: usize = 8;

/// What a card was drawn from, as hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CardMark(String);

impl CardMark {
    /// The mark of a card that says this.
    pub(super) fn new(card: &impl Serialize) -> Self {
        let said = serde_json::to_vec(card).expect("cards are texts and numbers");
        let digest = Sha256::new().chain_update(DRAWING).chain_update(said).finalize();
        Self(hex(&digest[..KEPT]))
    }

    /// The mark in the file of a card; `None` where it has none, or is no whole PNG as far as that.
    pub(super) fn of_file(png: &[u8]) -> Option<Self> {
        let text = png_chunks(png).take_while(|(kind, _)| *kind != b"IDAT").find(|(kind, _)| *kind == b"tEXt")?.1;
        let mark = str::from_utf8(text).ok()?.strip_prefix(KEYWORD)?.strip_prefix('\0')?;
        Some(Self(mark.to_owned()))
    }

    /// The mark as it stands in the file.
    pub(super) fn to_chunk(&self) -> TEXtChunk {
        TEXtChunk::new(KEYWORD, self.0.clone())
    }
}

/// The chunks of a PNG, each with its kind, as far as they are whole.
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
