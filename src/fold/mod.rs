//! Folding: the form in which texts are compared.
//!
//! In: any text. Out: a [`FoldedText`], in which different spellings of the same words are equal, with a map back to
//! the original. Nothing here looks anything up, and originals are never changed.
//!
//! Folding replaces compatibility forms (NFKD), case in full (`ß` becomes `ss`, both Turkish i become `i`), quotation
//! marks with `'` and `"`, dashes and hyphens with `-`, and digits of every script with ASCII digits. Runs of white
//! space become one space, and none at either end. It leaves out soft hyphens, zero-width and bidi controls, variation
//! selectors, tatweel and the vowel signs of Arabic and Hebrew. Arabic and Persian letters that differ only by keyboard
//! become one letter. Accents of other scripts stay, because they carry meaning.
//!
//! A word that the end of a line divides is folded as printed and recorded as a [`WordDivision`], so that it can be
//! read with or without the hyphen.

mod cache;
mod division;
mod letter;
mod offset_map;

use std::ops::Range;

use memchr::memmem::Finder;
use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

pub use division::WordDivision;

use cache::CharacterFoldCache;
use division::Unhyphenated;
use offset_map::OffsetMap;

/// A folded text with a map from its offsets to those of the original.
#[derive(Debug)]
pub struct FoldedText {
    text: String,
    map: OffsetMap,
    divisions: Vec<WordDivision>,
    /// The text without hyphens, if any word is divided.
    loose: Option<Unhyphenated>,
}

impl FoldedText {
    /// Folds a text. Folding a folded text again changes nothing.
    pub fn new(text: &str) -> Self {
        let mut folder = FoldBuilder {
            out: String::with_capacity(text.len()),
            map: OffsetMap::default(),
            cluster: Vec::new(),
            memo: CharacterFoldCache::default(),
        };
        let mut at = 0;
        while at < text.len() {
            at = folder.ascii(text.as_bytes(), at);
            if let Some(first) = text[at..].chars().next() {
                at = folder.beyond_ascii(text, at, first);
            }
        }
        folder.finish(text)
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte range of the original that a byte range of the folded text came from: the smallest range of whole
    /// characters that covers it. Characters that folding leaves out belong to the character before them.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        let start = self.map.start(range.start);
        let end = if range.is_empty() { start } else { self.map.end(range.end) };
        start..end
    }

    /// The places where the end of a line divides a word, in order.
    pub fn divisions(&self) -> &[WordDivision] {
        &self.divisions
    }

    /// Whether an offset of the folded text lies in the gap of a divided word that may be read as one word.
    pub fn is_divided(&self, at: usize) -> bool {
        let next = self.divisions.partition_point(|division| division.folded.end < at);
        self.divisions.get(next).is_some_and(|division| division.may_join && division.folded.start <= at)
    }

    /// The end offset of the folded `words` if they begin at `start` of the folded text, with each divided word in the
    /// reading that fits. `None` if other words are there, or if every word fits as printed.
    pub fn reads(&self, start: usize, words: &str) -> Option<usize> {
        let (text, mut rest) = (self.text.as_bytes(), words.as_bytes());
        let mut at = start;
        let mut is_divided = false;
        let mut next = self.divisions.partition_point(|division| division.folded.start < start);
        while !rest.is_empty() {
            let division = self.divisions.get(next);
            if let Some(division) = division.filter(|division| division.folded.start == at) {
                next += 1;
                let gap = division.folded.clone();
                if rest.starts_with(&text[gap.clone()]) {
                    rest = &rest[gap.len()..];
                } else {
                    is_divided = true;
                    rest = match rest.strip_prefix(b"-").filter(|_| division.may_keep) {
                        Some(after) => after,
                        None if division.may_join => rest,
                        None => return None,
                    };
                }
                at = gap.end;
                continue;
            }
            let length = division.map_or(text.len(), |division| division.folded.start).min(at + rest.len()) - at;
            let (here, after) = rest.split_at(length);
            if length == 0 || text[at..at + length] != *here {
                return None;
            }
            (at, rest) = (at + length, after);
        }
        is_divided.then_some(at)
    }

    /// Offsets at which `words` may begin if the end of a line divides one of them. They include every start for which
    /// [`Self::reads`] finds the words.
    pub fn may_read<'f>(&'f self, words: &str) -> impl Iterator<Item = usize> + use<'f> {
        let sought = self.loose.is_some().then(|| Finder::new(&loosen(words)).into_owned());
        let mut from = 0;
        std::iter::from_fn(move || {
            let loose = self.loose.as_ref()?;
            let found = from + sought.as_ref()?.find(loose.text().as_bytes().get(from..)?)?;
            from = found + 1;
            Some(loose.folded_at(found))
        })
    }

    /// The start offset of `words` that end at `end` of the folded text, if the end of a line divides one of them.
    pub fn reads_back(&self, end: usize, words: &str) -> Option<usize> {
        let loose = self.loose.as_ref()?;
        let before = loose.text()[..loose.at(end)].strip_suffix(&loosen(words))?;
        let start = loose.folded_at(before.len());
        (self.reads(start, words) == Some(end)).then_some(start)
    }

    /// The text without the hyphens inside words, with divided words joined. `None` if no word is divided.
    pub fn loose(&self) -> Option<&str> {
        self.loose.as_ref().map(Unhyphenated::text)
    }
}

/// A folded text without the hyphens inside its words, for a search in [`FoldedText::loose`].
pub fn loosen(folded: &str) -> String {
    division::without_hyphens(folded)
}

/// The text of [`FoldedText::new`] alone.
pub fn fold(text: &str) -> String {
    FoldedText::new(text).text
}

/// Number of ASCII bytes that are folded at once. The compiler turns such a chunk into a few vector instructions.
const STRIDE: usize = 32;

/// A folded text under construction.
struct FoldBuilder {
    out: String,
    map: OffsetMap,
    /// A letter with its marks. It is a field only so that its allocation is reused.
    cluster: Vec<char>,
    memo: CharacterFoldCache,
}

impl FoldBuilder {
    /// Folds ASCII from `at` on. Returns the offset of the first byte that is not ASCII, or the end.
    fn ascii(&mut self, bytes: &[u8], mut at: usize) -> usize {
        loop {
            while let Some(folded) = bytes[at..].first_chunk().and_then(|chunk| stride(chunk, self.is_blank())) {
                self.map.add(self.out.len(), at, true);
                self.out.push_str(str::from_utf8(&folded).expect("ASCII is folded to ASCII"));
                at += STRIDE;
            }
            for &byte in bytes[at..].iter().take(STRIDE) {
                if !byte.is_ascii() {
                    return at;
                }
                let folded = ascii_byte(byte);
                if folded != b' ' || !self.is_blank() {
                    self.map.add(self.out.len(), at, true);
                    self.out.push(char::from(folded));
                }
                at += 1;
            }
            if at == bytes.len() {
                return at;
            }
        }
    }

    /// Whether a further space would be redundant.
    fn is_blank(&self) -> bool {
        self.out.as_bytes().last().is_none_or(|last| *last == b' ')
    }

    /// Folds the character `first` at `at` and the marks attached to it. Returns the offset of the next character.
    fn beyond_ascii(&mut self, text: &str, at: usize, first: char) -> usize {
        let next = at + first.len_utf8();
        if let Some(sign) = letter::punctuation(first) {
            self.map.add(self.out.len(), at, false);
            self.out.push(sign);
            return next;
        }
        if letter::is_dropped(first) {
            return next;
        }
        let stands_alone = || !text[next..].starts_with(letter::is_attached);
        if let Some(kept) = self.memo.get(first).filter(|kept| !kept.has_mark || stands_alone()) {
            self.map.add(self.out.len(), at, kept.is_even);
            self.out.push_str(kept.text());
            return next;
        }
        self.cluster(text, at, first)
    }

    /// Does the same without the cache.
    fn cluster(&mut self, text: &str, at: usize, first: char) -> usize {
        let end = self.take_cluster(&text[at..]) + at;
        let start = self.out.len();
        let written = self.write_cluster();
        let folded = &self.out[start..];
        let is_alone = end == at + first.len_utf8();
        let is_even = is_alone && written == 1 && folded.len() == first.len_utf8() || *folded == text[at..end];
        if !folded.is_empty() {
            self.map.add(start, at, is_even);
        }
        // What a space becomes depends on the character before it, so such a result is not cached. The spacing accents
        // (`¨`, `¯`, `¸`) decompose into a space and a mark, and that space is dropped after another space. Therefore
        // the decomposed parts are examined, not the result.
        let has_space = self.cluster.iter().any(|part| part.is_whitespace());
        if is_alone && !has_space && !letter::is_attached(first) {
            let has_mark = self.cluster.iter().any(|part| canonical_combining_class(*part) != 0);
            self.memo.keep(first, folded, has_mark, is_even);
        }
        end
    }

    /// Decomposes the first character of `rest` and all marks that follow it into `cluster`. Returns their length in
    /// bytes.
    fn take_cluster(&mut self, rest: &str) -> usize {
        self.cluster.clear();
        let mut length = 0;
        for char in rest.chars() {
            if length > 0 && !letter::is_attached(char) {
                break;
            }
            if !letter::is_dropped(char) {
                decompose_compatible(char, |part| self.cluster.push(part));
            }
            length += char.len_utf8();
        }
        // Marks are put into canonical order only now, when no left-out character stands between them any more.
        for letter in self.cluster.chunk_by_mut(|_, next| canonical_combining_class(*next) != 0) {
            letter.sort_by_key(|part| canonical_combining_class(*part));
        }
        length
    }

    /// Folds `cluster`. Returns the number of characters written.
    fn write_cluster(&mut self) -> usize {
        let mut written = 0;
        // The dot above an i is not an accent: Turkish İ is an i.
        let mut is_i = self.out.ends_with('i');
        for part in 0..self.cluster.len() {
            let part = self.cluster[part];
            if letter::is_dropped(part) || (is_i && part == '\u{307}') {
                continue;
            }
            for folded in letter::folded(part) {
                if folded == ' ' && self.is_blank() {
                    continue;
                }
                if canonical_combining_class(folded) == 0 {
                    is_i = folded == 'i';
                }
                self.out.push(folded);
                written += 1;
            }
        }
        written
    }

    /// Removes the space at the end and completes the map.
    fn finish(mut self, original: &str) -> FoldedText {
        let end = match self.out.strip_suffix(' ') {
            Some(text) => {
                let end = self.map.start(text.len());
                self.out.pop();
                end
            }
            None => original.len(),
        };
        self.out.shrink_to_fit();
        let map = self.map.finish(self.out.len(), end);
        let text = self.out;
        let divisions = division::divisions(original, &text, |at| map.changed(at));
        let loose = (!divisions.is_empty()).then(|| Unhyphenated::new(&text, &divisions));
        FoldedText { text, map, divisions, loose }
    }
}

/// The folded bytes, if all are ASCII and no white space follows other white space, nor a blank before the chunk
/// (`after_blank`).
fn stride(chunk: &[u8; STRIDE], after_blank: bool) -> Option<[u8; STRIDE]> {
    let mut folded = [0; STRIDE];
    for at in 0..STRIDE {
        folded[at] = ascii_byte(chunk[at]);
    }
    let mut is_irregular = !chunk.is_ascii() || after_blank && folded[0] == b' ';
    for at in 1..STRIDE {
        is_irregular |= [folded[at - 1], folded[at]] == [b' '; 2];
    }
    (!is_irregular).then_some(folded)
}

/// Does for ASCII what [`letter::folded`] does.
fn ascii_byte(byte: u8) -> u8 {
    match byte {
        b'A'..=b'Z' => byte | 0x20,
        b'\t'..=b'\r' => b' ',
        b'`' => b'\'',
        _ => byte,
    }
}

#[cfg(test)]
mod tests;
