//! `evidence.lock`: the quotations that were found in saved texts, for people who do not have those texts.
//!
//! In: the file's text. Out: its entries, and findings for lines that this program did not write. Also the reverse:
//! entries become the text of the file. Each line is an entry. Lines are sorted, so that a diff shows one changed line
//! for one changed quotation:
//!
//! ```text
//! capture SOURCE SHA-256-OF-THE-SAVED-TEXT
//! quote SOURCE START+LENGTH SEAL WORDS
//! ```
//!
//! Start and length count bytes of the saved text in UTF-8. The seal is the SHA-256 of the rest of the entry and of the
//! saved text's hash. It reveals a change by hand, but anybody can compute a new one.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use crate::capture::sha256;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::route::Slug;
use crate::span::{FileId, Span, Spanned};

/// The first lines of the file.
const HEAD: &str = "\
# What was found in saved texts that are not published with this site.
# Written by `dateline check --update-lock`; other changes are noticed.
";

/// The content of the file.
#[derive(Debug, Default)]
pub(super) struct EvidenceLock {
    /// The start of the file, if there is one.
    pub place: Option<Span>,
    /// The entries by the id of their source.
    pub sources: BTreeMap<Slug, LockedCapture>,
}

/// The entries of one source.
#[derive(Debug)]
pub(super) struct LockedCapture {
    /// SHA-256 of the saved text.
    pub capture: Spanned<String>,
    /// Its quotations, in the order of the text.
    pub entries: Vec<LockedQuote>,
}

/// A quotation that was found, as the file has it.
#[derive(Debug)]
pub(super) struct LockedQuote {
    /// The words.
    pub quote: String,
    /// The range of the words in the saved text, in bytes.
    pub range: Range<usize>,
    /// The span of the words in `evidence.lock`.
    pub span: Span,
    /// Whether the seal is right, so that nobody has changed the entry.
    pub is_sound: bool,
}

impl LockedQuote {
    /// The same entry, to be written again.
    pub fn receipt(&self, source: &Slug, capture: &str) -> LockEntry {
        LockEntry {
            source: source.clone(),
            start: self.range.start,
            length: self.range.len(),
            quote: self.quote.clone(),
            capture: capture.to_owned(),
        }
    }
}

/// An entry to be written: a quotation that was found in a saved text, now or earlier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LockEntry {
    /// Id of the source.
    pub source: Slug,
    /// The first byte of the words in the saved text.
    pub start: usize,
    /// The number of bytes.
    pub length: usize,
    /// The words.
    pub quote: String,
    /// SHA-256 of the saved text.
    pub capture: String,
}

impl LockEntry {
    fn seal(&self) -> String {
        let Self { source, start, length, quote, capture } = self;
        sha256(format!("{capture}\n{source}\n{start}+{length}\n{quote}").as_bytes())
    }
}

/// Reads the file. If it is about to be written anew (`renew`), lines that cannot be read are reported only if they
/// belong to a source whose text is not `held`, because then their content would be lost.
pub(super) fn read(file: FileId, text: &str, renew: bool, held: &dyn Fn(&str) -> bool) -> (EvidenceLock, Diagnostics) {
    let mut lock = EvidenceLock { place: Some(Span::new(file, 0..0)), sources: BTreeMap::new() };
    let mut findings = Diagnostics::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(file, at..at + line.trim_end().len());
        at += line.len();
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let is_lost = || line.split(' ').nth(1).is_some_and(|id| is_entry(line) && !held(id));
        if take(line, span, &mut lock).is_none() && (!renew || is_lost()) {
            findings.push(
                Diagnostic::new(
                    Code::EvidenceLockEdited,
                    "this line of evidence.lock is none that was written by the program",
                )
                .at(span)
                .help("take back the change, or run `dateline check --update-lock` where the saved texts are"),
            );
        }
    }
    (lock, findings)
}

/// Whether a line has the beginning of an entry.
fn is_entry(line: &str) -> bool {
    line.starts_with("capture ") || line.starts_with("quote ")
}

/// Adds the entry in a line; `None` if the line is no entry.
fn take(line: &str, span: Span, lock: &mut EvidenceLock) -> Option<()> {
    let (kind, rest) = line.split_once(' ')?;
    let (source, rest) = rest.split_once(' ')?;
    let source = Slug::new(source).ok()?;
    match kind {
        "capture" => {
            let capture = Spanned::new(rest.to_owned(), span);
            let is_hash = rest.len() == 64 && rest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            let is_new = is_hash && !lock.sources.contains_key(&source);
            is_new.then(|| lock.sources.insert(source, LockedCapture { capture, entries: Vec::new() }))?;
        }
        "quote" => {
            let (place, rest) = rest.split_once(' ')?;
            let (seal, quote) = rest.split_once(' ')?;
            let (start, length) = place.split_once('+')?;
            let (start, length) = (start.parse::<usize>().ok()?, length.parse::<usize>().ok()?);
            let locked = lock.sources.get_mut(&source)?;
            let receipt =
                LockEntry { source, start, length, quote: quote.to_owned(), capture: locked.capture.value.clone() };
            let is_sound = receipt.seal() == seal;
            let range = start..start.checked_add(length)?;
            let span = span.part(line.len() - quote.len()..line.len());
            locked.entries.push(LockedQuote { quote: receipt.quote, range, span, is_sound });
        }
        _ => return None,
    }
    Some(())
}

/// The text of the file with these entries.
pub(super) fn write(mut receipts: Vec<LockEntry>) -> String {
    receipts.sort();
    receipts.dedup();
    let mut text = HEAD.to_owned();
    for of_source in receipts.chunk_by(|a, b| a.source == b.source) {
        let LockEntry { source, capture, .. } = &of_source[0];
        writeln!(text, "\ncapture {source} {capture}").expect("a text takes everything");
        for receipt in of_source {
            let LockEntry { source, start, length, quote, .. } = receipt;
            writeln!(text, "quote {source} {start}+{length} {} {quote}", receipt.seal())
                .expect("a text takes everything");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Files;

    fn receipt(source: &str, start: usize, quote: &str) -> LockEntry {
        LockEntry {
            source: Slug::new(source).expect("it is one"),
            start,
            length: quote.len(),
            quote: quote.into(),
            capture: "0f".repeat(32),
        }
    }

    fn reread(text: &str) -> (EvidenceLock, Vec<String>) {
        let mut files = Files::default();
        let file = files.add("evidence.lock", text);
        let (lock, findings) = read(file, text, false, &|_| true);
        (lock, findings.iter().map(|finding| files.text(finding.span.expect("it has a place")).to_owned()).collect())
    }

    #[test]
    fn what_is_written_is_read_again_in_the_order_of_the_texts() {
        let text = write(vec![
            receipt("b", 7, "the ferry did not sail"),
            receipt("a", 40, "at noon"),
            receipt("a", 5, "at dawn"),
        ]);
        let (lock, wrong) = reread(&text);
        assert!(wrong.is_empty(), "{wrong:?}");
        let quotes: Vec<&str> =
            lock.sources.values().flat_map(|locked| &locked.entries).map(|entry| entry.quote.as_str()).collect();
        assert_eq!(quotes, ["at dawn", "at noon", "the ferry did not sail"]);
        assert!(lock.sources.values().flat_map(|locked| &locked.entries).all(|entry| entry.is_sound));
        assert_eq!(lock.sources[&Slug::new("a").expect("it is one")].entries[0].range, 5..12);
    }

    #[test]
    fn every_change_by_hand_is_noticed() {
        let text = write(vec![receipt("a", 5, "at dawn")]);
        for (from, to) in [("at dawn", "at noon"), ("5+7", "6+7"), (" a 5", " b 5"), ("0f0f", "0f0e")] {
            let changed = text.replace(from, to);
            assert_ne!(changed, text);
            let (lock, wrong) = reread(&changed);
            let is_sound = lock.sources.values().flat_map(|locked| &locked.entries).all(|entry| entry.is_sound);
            assert!(!is_sound || !wrong.is_empty(), "{from} → {to} passes");
        }
        let (_, wrong) = reread(&format!("{text}<<<<<<< ours\n"));
        assert_eq!(wrong, ["<<<<<<< ours"]);
    }
}
