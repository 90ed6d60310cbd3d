//! How many files the search index is cut into.
//!
//! In: a site. Out: numbers of files, computed from the amount of text. The first results need only a few of the files,
//! so files are small. A small site has one file of each kind.

use super::generated::GeneratedFile;
use crate::model::Site;

/// A site with no more bytes of text than this is not cut.
const SMALL: usize = 192 * 1024;

/// Bytes of text whose words go into one file.
const TEXT_PER_WORDS: usize = 64 * 1024;

/// Bytes of text of the pages that go into one file. With this value the first ten results of ten thousand events take
/// 66 KB, compressed. Half of it would take 36 KB and a thousand more files, twice as much 124 KB and half as many
/// files.
const TEXT_PER_PAGES: usize = 16 * 1024;

/// Bytes that the name, address and date of a thing take.
const HEAD: usize = 128;

/// The numbers of files that the search index is cut into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SearchShards {
    /// Files of words and the pages that contain them.
    pub words: usize,
    /// Files of titles and texts, for search results.
    pub pages: usize,
}

impl SearchShards {
    /// All files of the search, with their paths.
    pub(super) fn files(self) -> impl Iterator<Item = (String, GeneratedFile)> {
        let words = (0..self.words).map(|at| (format!("search/words-{at}.js"), GeneratedFile::SearchWords(at)));
        let pages = (0..self.pages).map(|at| (format!("search/pages-{at}.js"), GeneratedFile::SearchPages(at)));
        [("search/index.js".to_owned(), GeneratedFile::SearchIndex)].into_iter().chain(words).chain(pages)
    }
}

/// Estimates how many files are needed, before words are counted.
pub(super) fn cut(site: &Site) -> SearchShards {
    match text(site) {
        ..=SMALL => SearchShards { words: 1, pages: 1 },
        text => SearchShards { words: text.div_ceil(TEXT_PER_WORDS), pages: text.div_ceil(TEXT_PER_PAGES) },
    }
}

/// The approximate size of the text that can be searched, in bytes.
fn text(site: &Site) -> usize {
    let things = site.actors.len() + site.tags.len() + site.places.len() + site.pages.len();
    let evidence = site.events.iter().flat_map(|event| &event.evidence);
    let quotations: usize = evidence.filter_map(|piece| piece.quote.as_ref()).map(|quote| quote.text.len()).sum();
    let texts: usize = site.texts().map(|html| html.plain().len()).sum();
    texts + quotations + HEAD * (things + site.events.len() + site.sources.len())
}
