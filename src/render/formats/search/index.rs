//! Words and where they stand.
//!
//! In: documents. Out: an [`InvertedIndex`]: for each word its postings, with the weights that BM25 gives them, as
//! `static/search.js` hands them to `MiniSearch`.
//!
//! Documents are read in segments, in parallel. A segment gives its words numbers, so that what it counts holds no texts.
//! Only the different words are sorted as texts; postings are put in order by counting.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::documents::{FIELDS, SearchDocument};
use super::words::{legible, words};

/// What a word counts for in each of them, in a word that is too common to keep all its postings.
const BOOSTS: [u32; FIELDS] = [4, 3, 1, 2, 1];

/// The most postings of a word. A word on more pages than that tells little, and would fill a file of its own.
const MOST: usize = 2_000;

/// Weights are written as whole numbers of sixteenths.
const UNIT: f64 = 16.0;

/// How much BM25 makes of a text's length: `b`, as `MiniSearch` has it.
const B: f64 = 0.7;

/// The fewest documents of a segment.
const SMALLEST_SEGMENT: usize = 64;

/// All words, and the documents that they stand in.
pub(super) struct InvertedIndex {
    /// Sorted.
    words: Vec<String>,
    /// By slot: where its postings begin; at the end, where those of the last slot end.
    starts: Vec<usize>,
    /// By slot, those of one slot by document.
    postings: Vec<Posting>,
}

/// A document that has a word in a field.
#[derive(Clone, Copy, Default)]
struct Posting {
    document: u32,
    weight: u32,
}

/// A word with its postings by field, as it is written.
#[derive(Serialize)]
pub(super) struct IndexedWord<'i>(&'i str, Vec<(usize, PostingList<'i>)>);

/// The postings of a word in one field: number of the document as its distance from the one before, weight, and so on.
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
    /// Of all words of the fields of documents, and of what documents are looked up by as a whole.
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

    /// Whether the word at a place is too common to keep all its postings.
    pub(super) fn is_common(&self, word: usize) -> bool {
        self.starts[slot(word + 1, 0)] - self.starts[slot(word, 0)] > MOST
    }

    /// The word at a place, with all its postings, or those that weigh most.
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

    /// Those postings of a word that weigh most; of the same weight, those in the first fields and documents.
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

/// The place of a word and field among all of them.
fn slot(word: usize, field: usize) -> usize {
    word * FIELDS + field
}

/// What was counted in some of the documents.
#[derive(Default)]
struct IndexSegment {
    words: HashMap<String, IndexSegmentWord>,
    /// In the order of documents and fields.
    texts: Vec<IndexedField>,
    /// Those of all texts, one text after the other.
    counts: Vec<WordFrequency>,
    /// Words that documents are looked up by as a whole.
    exact: Vec<(u32, Posting)>,
}

/// A word of a segment.
struct IndexSegmentWord {
    /// Words are numbered as they come.
    number: u32,
    /// The place of its newest count, where it was counted.
    newest: Option<usize>,
}

/// A field of a document.
struct IndexedField {
    document: u32,
    field: usize,
    /// How many words it has.
    length: u32,
    /// How many of them are different.
    distinct: usize,
}

/// How often a text has a word.
struct WordFrequency {
    word: u32,
    times: u32,
}

impl IndexSegment {
    /// Counts the words of documents, of which the first has this number.
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

    /// Its postings with their slots, those of one slot by document. `places` says where its words stand among all.
    fn weighed(self, places: &[usize], usual: [f64; FIELDS]) -> Vec<(usize, Posting)> {
        let mut weighed = Vec::with_capacity(self.counts.len() + self.exact.len());
        let mut counts = self.counts.into_iter();
        for text in self.texts {
            // In BM25 the length of a text acts as a divisor of the frequency. So it is divided here, all lengths are the
            // usual one for whoever searches, and nobody has to load lengths.
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

/// Takes the words of segments out of them, sorted, and says where those of each segment stand among all.
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

/// How many words a field has on average, where it has any.
fn usual_lengths(segments: &[IndexSegment]) -> [f64; FIELDS] {
    std::array::from_fn(|field| {
        let texts = segments.iter().flat_map(|segment| &segment.texts).filter(|text| text.field == field);
        let known = texts.map(|text| text.length).filter(|length| *length > 0);
        let (sum, number) = known.fold((0_u32, 0_u32), |(sum, number), length| (sum + length, number + 1));
        f64::from(sum) / f64::from(number.max(1))
    })
}

/// Numbers of documents and words, and how often words stand somewhere.
fn count(n: usize) -> u32 {
    u32::try_from(n).expect("texts are far below 4 GiB; the loader sees to it")
}
