//! Words and where they stand.
//!
//! In: documents. Out: for each word its postings, with the weights that BM25 gives them, as `static/search.js` hands them
//! to `MiniSearch`.

use rayon::prelude::*;

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

/// A word of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Posting<'t> {
    word: &'t str,
    field: u8,
    document: u32,
    weight: u32,
}

/// A word with its postings.
pub(super) struct TermEntry<'t> {
    pub(super) word: &'t str,
    /// By field: number of the document as its distance from the one before, weight, and so on.
    pub(super) postings: Vec<(u8, Vec<u32>)>,
    pub(super) extent: PostingScope,
}

/// Whether all postings of a word are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PostingScope {
    /// They are.
    Whole,
    /// Only those that weigh most are.
    Best,
}

/// The legible fields of documents.
pub(super) fn fields(documents: &[SearchDocument<'_>]) -> Vec<[String; FIELDS]> {
    documents.par_iter().map(|document| document.fields().map(|text| legible(&text))).collect()
}

/// All words of the fields, and what documents are looked up by as a whole, sorted.
pub(super) fn entries<'t>(fields: &'t [[String; FIELDS]], exact: &'t [Vec<(String, u32)>]) -> Vec<TermEntry<'t>> {
    let usual = usual_lengths(fields);
    let mut postings: Vec<Posting<'_>> = fields
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, texts)| {
            let document = number(at);
            texts.iter().zip(0..).flat_map(move |(text, field)| postings(text, field, document, usual))
        })
        .collect();
    let whole = |(document, words): (usize, &'t Vec<(String, u32)>)| {
        let document = number(document);
        words.iter().map(move |(word, weight)| Posting { word, field: 0, document, weight: *weight })
    };
    postings.par_extend(exact.par_iter().enumerate().flat_map_iter(whole));
    postings.par_sort_unstable();
    postings.par_chunk_by(|a, b| a.word == b.word).map(entry).collect()
}

/// The number of a document.
fn number(at: usize) -> u32 {
    u32::try_from(at).expect("fewer than four thousand million documents")
}

/// How many words a field has on average, where it has any.
fn usual_lengths(fields: &[[String; FIELDS]]) -> [f64; FIELDS] {
    let lengths: Vec<[u32; FIELDS]> =
        fields.par_iter().map(|texts| texts.each_ref().map(|text| count(words(text).count()))).collect();
    std::array::from_fn(|field| {
        let known = lengths.iter().map(|lengths| lengths[field]).filter(|length| *length > 0);
        let (sum, number) = known.fold((0_u32, 0_u32), |(sum, number), length| (sum + length, number + 1));
        f64::from(sum) / f64::from(number.max(1))
    })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).expect("texts are far below 4 GiB; the loader sees to it")
}

/// The words of one field of a document.
fn postings<'t>(text: &'t str, field: u8, document: u32, usual: [f64; FIELDS]) -> Vec<Posting<'t>> {
    let mut all: Vec<&'t str> = words(text).collect();
    let relative = f64::from(count(all.len())) / usual[usize::from(field)];
    // In BM25 the length of a text acts as a divisor of the frequency. So it is divided here, all lengths are the usual
    // one for whoever searches, and nobody has to load lengths.
    let divisor = 1.0 - B + B * relative;
    all.sort_unstable();
    let posting = |same: &[&'t str]| {
        let weight = (f64::from(count(same.len())) / divisor * UNIT).round().max(1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
        Posting { word: same[0], field, document, weight: weight as u32 }
    };
    all.chunk_by(|a, b| a == b).map(posting).collect()
}

/// Puts the postings of one word together.
fn entry<'t>(postings: &[Posting<'t>]) -> TermEntry<'t> {
    let word = postings[0].word;
    if postings.len() <= MOST {
        return TermEntry { word, postings: by_field(postings), extent: PostingScope::Whole };
    }
    let mut best = postings.to_vec();
    best.sort_by_key(|posting| std::cmp::Reverse(posting.weight * BOOSTS[usize::from(posting.field)]));
    best.truncate(MOST);
    best.sort_unstable();
    TermEntry { word, postings: by_field(&best), extent: PostingScope::Best }
}

fn by_field(postings: &[Posting<'_>]) -> Vec<(u8, Vec<u32>)> {
    let row = |same: &[Posting<'_>]| {
        let mut last = 0;
        let pair = |posting: &Posting<'_>| {
            let distance = posting.document - last;
            last = posting.document;
            [distance, posting.weight]
        };
        (same[0].field, same.iter().flat_map(pair).collect())
    };
    postings.chunk_by(|a, b| a.field == b.field).map(row).collect()
}
