//! Decodes bytes into text, whatever their encoding.
//!
//! In: bytes. Out: clean text, or the reason why the bytes are not text. A byte-order mark decides first. Then comes
//! UTF-8, because no other encoding looks like it by chance, then the encoding that the caller knows, then a guess by
//! the letters.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::UnreadableCapture;
use crate::text::clean;

/// Decodes a file that does not name its encoding.
pub(super) fn text(bytes: &[u8]) -> Result<String, UnreadableCapture> {
    text_in(bytes, || None)
}

/// Decodes a file that may name its encoding.
pub(super) fn text_in(
    bytes: &[u8],
    declared: impl FnOnce() -> Option<&'static Encoding>,
) -> Result<String, UnreadableCapture> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(decoded(encoding, &bytes[mark..]));
    }
    if let Some(magic) = MAGIC.iter().find(|magic| bytes.starts_with(magic.begins)) {
        return Err(UnreadableCapture { message: magic.message, help: "copy its words and save them as .txt" });
    }
    if bytes.contains(&0) {
        let encoding = without_mark(bytes).ok_or(BINARY)?;
        return Ok(decoded(encoding, bytes));
    }
    match str::from_utf8(bytes) {
        Ok(text) => Ok(without_null(clean(text.to_owned()))),
        Err(_) if is_damaged_utf8(bytes) => Ok(decoded(UTF_8, bytes)),
        Err(_) => Ok(decoded(declared().unwrap_or_else(|| detected(bytes)), bytes)),
    }
}

/// The first bytes of a format that people save by mistake.
struct MagicBytes {
    begins: &'static [u8],
    message: &'static str,
}

const MAGIC: [MagicBytes; 8] = [
    MagicBytes { begins: b"%PDF-", message: "it is a PDF, whatever its name says" },
    MagicBytes { begins: b"PK\x03\x04", message: "it is a document or archive in ZIP form" },
    MagicBytes { begins: b"\x89PNG", message: "it is a picture" },
    MagicBytes { begins: b"\xff\xd8\xff", message: "it is a picture" },
    MagicBytes { begins: b"bplist", message: "it is a web archive of Safari" },
    MagicBytes { begins: b"From: <Saved by", message: MHTML },
    MagicBytes { begins: b"From: \"Saved by", message: MHTML },
    MagicBytes { begins: b"MIME-Version:", message: MHTML },
];

/// MHTML stores the page as an e-mail, with encoded letters and line ends, so its words cannot be used as they are.
const MHTML: &str = "it is a web archive (MHTML)";

const BINARY: UnreadableCapture =
    UnreadableCapture { message: "it is no text", help: "save the source as a page (.html) or its words as .txt" };

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> String {
    without_null(clean(encoding.decode_without_bom_handling(bytes).0.into_owned()))
}

/// Recognises UTF-16 without a byte-order mark: the code units of Latin letters, and of spaces in any script, have one
/// zero byte.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    let is_clear = |many: usize, few: usize| many > 2 + bytes.len() / 40 && many > 20 * few;
    let encoding = if is_clear(low_first, high_first) {
        UTF_16LE
    } else if is_clear(high_first, low_first) {
        UTF_16BE
    } else {
        return None;
    };
    let text = encoding.decode_without_bom_handling(bytes).0;
    (!text.contains(['\0', '\u{fffd}'])).then_some(encoding)
}

/// Whether the bytes are UTF-8 with a few wrong bytes, such as a text that was cut within a letter. Decoding it in
/// another encoding would make all its other non-ASCII letters wrong.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut errors) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        errors += usize::from(!chunk.invalid().is_empty());
    }
    letters > 10 * errors || (letters > 0 && errors == 1)
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}
/// Replaces U+0000. A saved text is compared and not published, but some programs that show a part of it would stop at
/// U+0000.
fn without_null(text: String) -> String {
    if text.as_bytes().contains(&0) { text.replace('\0', "\u{fffd}") } else { text }
}
