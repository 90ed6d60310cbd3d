//! The files of the search in the browser: words, the documents that contain them, and the data for search results.
//!
//! In: the site and its plan. Out: [`SearchFiles`], scripts for `static/search.js`. They are scripts because a page
//! that is opened from a disk cannot load other data. The plan decides on the number of files. They have about the same
//! size, and a search loads only the files with its words.

mod documents;
mod index;
pub mod words;

use std::ops::Range;

use bytes::Bytes;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::model::Site;
use crate::plan::{SearchShards, SitePlan};
use crate::text::hex;
use documents::documents;
use index::InvertedIndex;

/// The files of the search.
pub(super) struct SearchFiles {
    /// The file that is needed to find the others.
    pub(super) index: Bytes,
    /// Files with words and the documents that contain them.
    pub(super) words: Vec<Bytes>,
    /// Files with the data for search results.
    pub(super) pages: Vec<Bytes>,
}

/// The content of the first file, which describes the others.
#[derive(Serialize)]
struct SearchManifest<'a> {
    /// Part of the addresses of the other files, so that a browser never mixes two builds.
    version: String,
    documents: usize,
    /// How many of the first documents are people, topics and places.
    names: usize,
    /// The first word of each file of words, without the empty files at the end.
    words: Vec<&'a str>,
    /// The number of documents in each file of pages.
    pages: Vec<usize>,
    /// Words of which not all postings are listed.
    common: Vec<&'a str>,
}

impl SearchFiles {
    /// Makes the files of a site.
    pub(super) fn new(site: &Site, plan: &SitePlan) -> Self {
        let SearchShards { words: files_of_words, pages: files_of_pages } = plan.search;
        let (documents, names) = documents(site, plan);
        let index = InvertedIndex::new(&documents);
        let listed: Vec<String> = (0..index.words().len()).into_par_iter().map(|at| json(&index.entry(at))).collect();
        let shown: Vec<String> = documents.par_iter().map(|document| json(&document.shown())).collect();

        let words = parts(&listed, files_of_words);
        let pages = parts(&shown, files_of_pages);
        let header = SearchManifest {
            version: String::new(),
            documents: documents.len(),
            names,
            words: words.iter().map_while(|part| index.words().get(part.start)).map(String::as_str).collect(),
            pages: pages.iter().map(ExactSizeIterator::len).collect(),
            common: index
                .words()
                .iter()
                .enumerate()
                .filter(|(at, _)| index.is_common(*at))
                .map(|(_, word)| word.as_str())
                .collect(),
        };
        let words = scripts("words", &listed, &words);
        let pages = scripts("pages", &shown, &pages);
        let version = version(words.iter().chain(&pages));
        Self { index: script("index", &json(&SearchManifest { version, ..header })), words, pages }
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts, numbers and lists are always JSON")
}

/// Cuts a list into `number` parts of about the same size in bytes. Some may be empty.
fn parts(list: &[String], number: usize) -> Vec<Range<usize>> {
    let mut whole = 0;
    let length_before = |item: &String| {
        whole += item.len();
        whole - item.len()
    };
    let before: Vec<usize> = list.iter().map(length_before).collect();
    let start = |part: usize| before.partition_point(|before| before * number / whole < part);
    (0..number).map(|part| start(part)..start(part + 1)).collect()
}

fn scripts(name: &str, list: &[String], parts: &[Range<usize>]) -> Vec<Bytes> {
    let one = |(at, part): (usize, &Range<usize>)| {
        script(&format!("{name}-{at}"), &format!("[\n{}\n]", list[part.clone()].join(",\n")))
    };
    parts.par_iter().enumerate().map(one).collect()
}

/// A script that passes a value to `static/search.js`.
fn script(name: &str, value: &str) -> Bytes {
    format!("dateline.part(\"{name}\",{value})\n").into()
}

fn version<'f>(files: impl Iterator<Item = &'f Bytes>) -> String {
    let mut hasher = Sha256::new();
    for file in files {
        hasher.update(file);
    }
    hex(&hasher.finalize()[..4])
}

#[cfg(test)]
mod tests;
