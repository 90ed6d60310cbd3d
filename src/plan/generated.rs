//! Files that the program makes beside the pages.

use super::cards::CardSubject;
use crate::model::EventIx;

/// A file that the program makes beside the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratedFile {
    /// `atom.xml`
    Feed,
    /// `sitemap.xml`; the protocol wants whole addresses, so only a site with a `base_url` has one.
    Sitemap,
    /// `sitemap-1.xml` and so on, of a site with more pages than one file may list.
    SitemapPart(usize),
    /// `robots.txt`
    Robots,
    /// `timeline.json`
    Data,
    /// `_headers`
    Headers,
    /// `.nojekyll`
    NoJekyll,
    /// A picture in `cards`.
    Card(CardSubject),
    /// `embed/oembed.json`: how to embed the timeline.
    OEmbed,
    /// `embed/<id>/oembed.json`: how to embed an event.
    OEmbedEvent(EventIx),
    /// `reader/facets.js`: what the events of all pages are about, for filters.
    Facets,
    /// `reader/sources.js`: which events cite the sources that no menu offers.
    Cited,
    /// `reader/titles-1.js` and so on: the events of a page of the timeline, for a list of all that match; where there are
    /// several pages.
    Titles(usize),
    /// `reader/known-1.js`: what was in print when, of the events of a page of the timeline.
    Known(usize),
    /// `search/index.js`: what the search knows of its other files.
    SearchIndex,
    /// `search/words-0.js` and so on: words, and the pages that they stand on.
    SearchWords(usize),
    /// `search/pages-0.js` and so on: what the search shows of pages.
    SearchPages(usize),
}

impl GeneratedFile {
    /// Whether a check makes it too: only what carries the texts of the content to other programs. Nothing that a site says
    /// can make the others fail, and cards and the search take longer than all pages.
    pub fn is_checked(self) -> bool {
        matches!(self, Self::Feed | Self::Data)
    }

    /// Those that every site has, in its root, by their names.
    pub(super) const ALWAYS: [(Self, &'static str); 6] = [
        (Self::Feed, "atom.xml"),
        (Self::Sitemap, "sitemap.xml"),
        (Self::Robots, "robots.txt"),
        (Self::Data, "timeline.json"),
        (Self::Headers, "_headers"),
        (Self::NoJekyll, ".nojekyll"),
    ];
}
