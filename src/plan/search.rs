//! Into how many files the search is cut.
//!
//! In: a site. Out: numbers of files, from how much there is to read in it. A reader's first answer needs only a few of
//! them, so they are small; a small site has one of each kind.

use super::generated::GeneratedFile;
use crate::model::Site;

/// A site whose texts are no longer than this is not cut, in bytes.
const SMALL: usize = 192 * 1024;

/// Bytes of text whose words share a file.
const TEXT_PER_WORDS: usize = 64 * 1024;

/// Bytes of text of the pages that share a file. The first ten results of ten thousand events take 66 KB with this, compressed;
/// half of it would take 36 KB and a thousand files more, twice as much 124 KB and half as many files.
const TEXT_PER_PAGES: usize = 16 * 1024;

/// What the name, address and date of a thing take, in bytes.
const HEAD: usize = 128;

/// Into how many files the search is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SearchShards {
    /// Files of words and the pages that they stand on.
    pub words: usize,
    /// Files of titles and texts, to show what was found.
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

/// Decides how to cut, before anybody counts words.
pub(super) fn cut(site: &Site) -> SearchShards {
    match text(site) {
        ..=SMALL => SearchShards { words: 1, pages: 1 },
        text => SearchShards { words: text.div_ceil(TEXT_PER_WORDS), pages: text.div_ceil(TEXT_PER_PAGES) },
    }
}

/// About how many bytes of text the search knows.
fn text(site: &Site) -> usize {
    let things = site.actors.len() + site.tags.len() + site.places.len() + site.pages.len();
    let evidence = site.events.iter().flat_map(|event| &event.evidence);
    let quotations: usize = evidence.filter_map(|piece| piece.quote.as_ref()).map(|quote| quote.text.len()).sum();
    let texts: usize = site.texts().map(|html| html.plain().len()).sum();
    texts + quotations + HEAD * (things + site.events.len() + site.sources.len())
}
