//! The inverted index of the search.
//!
//! In: documents. Out: an [`InvertedIndex`]: for each word its postings with BM25 weights, in the form in which
//! `static/search.js` passes them to `MiniSearch`.
//!
//! Documents are read in segments, in parallel. A segment numbers its words, so that its counts contain no texts. Only
//! distinct words are sorted as texts; postings are sorted by counting.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::documents::{FIELDS, SearchDocument};
use super::words::{legible, words};

/// The boost of each field, by which the postings of a common word are chosen.
const BOOSTS: [u32; FIELDS] = [4, 3, 1, 2, 1];

/// The most postings of a word that are kept. A word with more is hardly useful for a search, and would fill a whole
/// file.
const MOST: usize = 2_000;

/// Weights are stored as multiples of 1/16.
const UNIT: f64 = 16.0;

/// The parameter `b` of BM25, the influence of a text's length, with the value of `MiniSearch`.
const B: f64 = 0.7;

/// The smallest number of documents in a segment.
const SMALLEST_SEGMENT: usize = 64;

/// All words, and the documents that contain them.
pub(super) struct InvertedIndex {
    /// The words, sorted.
    words: Vec<String>,
    /// The start of each slot's postings, and finally the end of the last slot's. A slot is a pair of a word and a
    /// field.
    starts: Vec<usize>,
    /// The postings of all slots, sorted by slot and document.
    postings: Vec<Posting>,
}

/// A document that contains a word in a field, with the weight of the word there.
#[derive(Clone, Copy, Default)]
struct Posting {
    document: u32,
    weight: u32,
}

/// A word with its postings by field, as it is serialised.
#[derive(Serialize)]
pub(super) struct IndexedWord<'i>(&'i str, Vec<(usize, PostingList<'i>)>);

/// The postings of a word in one field. It is serialised as a list of numbers, two for each posting: the difference to
/// the previous document's number, and the weight.
struct PostingList<'i>(Cow<'i, [Posting]>);

impl Serialize for PostingList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut last = 0;
        let pair = |posting: &Posting| {
            let distance = posting.document - last;
            last = posting.document;
            [distance, posting.weight]
        };
        serializer.collect_seq(self.0.iter().flat_map(pair))
    }
}

impl InvertedIndex {
    /// Indexes the words of all fields, and the keys by which documents are found as a whole.
    pub(super) fn new(documents: &[SearchDocument<'_>]) -> Self {
        let size = documents.len().div_ceil(rayon::current_num_threads() * 4).max(SMALLEST_SEGMENT);
        let segments = documents.par_chunks(size).enumerate();
        let mut segments: Vec<IndexSegment> =
            segments.map(|(at, documents)| IndexSegment::read(documents, count(at * size))).collect();
        let usual = usual_lengths(&segments);
        let (words, places) = sorted_words(&mut segments);
        let weighed: Vec<Vec<(usize, Posting)>> =
            segments.into_par_iter().zip(&places).map(|(segment, places)| segment.weighed(places, usual)).collect();

        let mut starts = vec![0; words.len() * FIELDS + 1];
        for (slot, _) in weighed.iter().flatten() {
            starts[slot + 1] += 1;
        }
        for slot in 1..starts.len() {
            starts[slot] += starts[slot - 1];
        }
        let mut free = starts.clone();
        let mut postings = vec![Posting::default(); starts[words.len() * FIELDS]];
        for (slot, posting) in weighed.into_iter().flatten() {
            postings[free[slot]] = posting;
            free[slot] += 1;
        }
        Self { words, starts, postings }
    }

    /// All words, sorted.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether a word has too many postings to keep all of them. Words are given by index.
    pub(super) fn is_common(&self, word: usize) -> bool {
        self.starts[slot(word + 1, 0)] - self.starts[slot(word, 0)] > MOST
    }

    /// A word with all its postings, or with those that weigh most.
    pub(super) fn entry(&self, word: usize) -> IndexedWord<'_> {
        let text = &self.words[word];
        if self.is_common(word) {
            return IndexedWord(text, self.best(word));
        }
        let fields = (0..FIELDS).map(|field| (field, self.postings(word, field)));
        let known = fields.filter(|(_, postings)| !postings.is_empty());
        IndexedWord(text, known.map(|(field, postings)| (field, PostingList(Cow::Borrowed(postings)))).collect())
    }

    fn postings(&self, word: usize, field: usize) -> &[Posting] {
        &self.postings[self.starts[slot(word, field)]..self.starts[slot(word, field) + 1]]
    }

    /// The [`MOST`] postings of a word that weigh most. With equal weights, earlier fields and documents win.
    fn best(&self, word: usize) -> Vec<(usize, PostingList<'_>)> {
        let in_field = |field| self.postings(word, field).iter().map(move |posting| (field, *posting));
        let mut best: Vec<(usize, Posting)> = (0..FIELDS).flat_map(in_field).collect();
        best.sort_by_key(|(field, posting)| Reverse(posting.weight * BOOSTS[*field]));
        best.truncate(MOST);
        best.sort_unstable_by_key(|(field, posting)| (*field, posting.document));
        let list = |same: &[(usize, Posting)]| {
            let postings = same.iter().map(|(_, posting)| *posting).collect();
            (same[0].0, PostingList(Cow::Owned(postings)))
        };
        best.chunk_by(|(a, _), (b, _)| a == b).map(list).collect()
    }
}

/// The slot of a word and a field.
fn slot(word: usize, field: usize) -> usize {
    word * FIELDS + field
}

/// The counts for some of the documents.
#[derive(Default)]
struct IndexSegment {
    words: HashMap<String, IndexSegmentWord>,
    /// The fields of the documents, in order.
    texts: Vec<IndexedField>,
    /// The counts of all fields, one field after the other.
    counts: Vec<WordFrequency>,
    /// The keys by which documents are found as a whole.
    exact: Vec<(u32, Posting)>,
}

/// A word of a segment.
struct IndexSegmentWord {
    /// Its number. Words are numbered in order of appearance.
    number: u32,
    /// The index of its latest count, if it has one.
    newest: Option<usize>,
}

/// A field of a document.
struct IndexedField {
    document: u32,
    field: usize,
    /// The number of its words.
    length: u32,
    /// The number of its distinct words.
    distinct: usize,
}

/// How often a field contains a word.
struct WordFrequency {
    word: u32,
    times: u32,
}

impl IndexSegment {
    /// Counts the words of documents. `first` is the number of the first one.
    fn read(documents: &[SearchDocument<'_>], first: u32) -> Self {
        let mut segment = Self::default();
        for (document, number) in documents.iter().zip(first..) {
            for (field, text) in document.fields().iter().enumerate() {
                segment.add_text(number, field, &legible(text));
            }
            for (key, weight) in document.exact() {
                let next = count(segment.words.len());
                let word = segment.words.entry(key).or_insert(IndexSegmentWord { number: next, newest: None }).number;
                segment.exact.push((word, Posting { document: number, weight }));
            }
        }
        segment
    }

    fn add_text(&mut self, document: u32, field: usize, text: &str) {
        let first = self.counts.len();
        let mut length = 0;
        for word in words(text) {
            length += 1;
            let newest = Some(self.counts.len());
            let number = match self.words.get_mut(word) {
                Some(IndexSegmentWord { newest: Some(known), .. }) if *known >= first => {
                    self.counts[*known].times += 1;
                    continue;
                }
                Some(known) => {
                    known.newest = newest;
                    known.number
                }
                None => {
                    let number = count(self.words.len());
                    self.words.insert(word.to_owned(), IndexSegmentWord { number, newest });
                    number
                }
            };
            self.counts.push(WordFrequency { word: number, times: 1 });
        }
        self.texts.push(IndexedField { document, field, length, distinct: self.counts.len() - first });
    }

    /// The postings with their slots, those of one slot sorted by document. `places` maps the numbers of words to their
    /// indices among all words.
    fn weighed(self, places: &[usize], usual: [f64; FIELDS]) -> Vec<(usize, Posting)> {
        let mut weighed = Vec::with_capacity(self.counts.len() + self.exact.len());
        let mut counts = self.counts.into_iter();
        for text in self.texts {
            // In BM25 the length of a text divides the frequency of a word. This is done here. The search then takes
            // all lengths to be average, and browsers need not load them.
            let divisor = 1.0 - B + B * (f64::from(text.length) / usual[text.field]);
            weighed.extend(counts.by_ref().take(text.distinct).map(|WordFrequency { word, times }| {
                let weight = (f64::from(times) / divisor * UNIT).round().max(1.0);
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
                let posting = Posting { document: text.document, weight: weight as u32 };
                (slot(places[word as usize], text.field), posting)
            }));
        }
        weighed.extend(self.exact.into_iter().map(|(word, posting)| (slot(places[word as usize], 0), posting)));
        weighed
    }
}

/// Takes the words out of all segments and sorts them. Also returns for each segment the indices of its words among all
/// words.
fn sorted_words(segments: &mut [IndexSegment]) -> (Vec<String>, Vec<Vec<usize>>) {
    let mut places: Vec<Vec<usize>> = segments.iter().map(|segment| vec![0; segment.words.len()]).collect();
    let taken = segments.iter_mut().map(|segment| std::mem::take(&mut segment.words)).enumerate();
    let mut numbered: Vec<(String, usize, u32)> = taken
        .flat_map(|(segment, words)| words.into_iter().map(move |(word, known)| (word, segment, known.number)))
        .collect();
    numbered.par_sort_unstable();
    let mut words: Vec<String> = Vec::new();
    for (word, segment, number) in numbered {
        if words.last() != Some(&word) {
            words.push(word);
        }
        places[segment][number as usize] = words.len() - 1;
    }
    (words, places)
}

/// The average number of words of each field, without empty fields.
fn usual_lengths(segments: &[IndexSegment]) -> [f64; FIELDS] {
    std::array::from_fn(|field| {
        let texts = segments.iter().flat_map(|segment| &segment.texts).filter(|text| text.field == field);
        let known = texts.map(|text| text.length).filter(|length| *length > 0);
        let (sum, number) = known.fold((0_u32, 0_u32), |(sum, number), length| (sum + length, number + 1));
        f64::from(sum) / f64::from(number.max(1))
    })
}

/// A number of documents, words or occurrences as 32 bits.
fn count(n: usize) -> u32 {
    u32::try_from(n).expect("texts are far below 4 GiB; the loader sees to it")
}
