//! Files that the program makes beside the pages.

use super::cards::CardSubject;
use crate::model::EventIx;

/// A file that the program makes beside the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratedFile {
    /// `atom.xml`
    Feed,
    /// `sitemap.xml`. The protocol requires full addresses, so only a site with a `base_url` has one.
    Sitemap,
    /// `sitemap-1.xml` and so on, for a site with more pages than one file may list.
    SitemapPart(usize),
    /// `robots.txt`
    Robots,
    /// `timeline.json`
    Data,
    /// `_headers`
    Headers,
    /// `.nojekyll`
    NoJekyll,
    /// A social card below `cards`.
    Card(CardSubject),
    /// `embed/oembed.json`: how to embed the timeline.
    OEmbed,
    /// `embed/<id>/oembed.json`: how to embed an event.
    OEmbedEvent(EventIx),
    /// `reader/facets.js`: actors, topics and other properties of all events, for filters.
    Facets,
    /// `reader/sources.js`: the events that cite those sources that no menu offers.
    Cited,
    /// `reader/titles-1.js` and so on: the events of one page of the timeline, for a list of all matches. Made if the
    /// timeline has several pages.
    Titles(usize),
    /// `reader/known-1.js` and so on: when the events of one page of the timeline became known in print.
    Known(usize),
    /// `search/index.js`: what the search needs to find its other files.
    SearchIndex,
    /// `search/words-0.js` and so on: words, and the pages that contain them.
    SearchWords(usize),
    /// `search/pages-0.js` and so on: titles and texts of pages, for search results.
    SearchPages(usize),
}

impl GeneratedFile {
    /// Whether `check` makes it too: only files that pass texts of the content on to other programs. Nothing in the
    /// content can make the other files fail, and cards and the search take longer than all pages.
    pub fn is_checked(self) -> bool {
        matches!(self, Self::Feed | Self::Data)
    }

    /// Files in the root of every site, with their names. The sitemap needs a `base_url`.
    pub(super) const ALWAYS: [(Self, &'static str); 6] = [
        (Self::Feed, "atom.xml"),
        (Self::Sitemap, "sitemap.xml"),
        (Self::Robots, "robots.txt"),
        (Self::Data, "timeline.json"),
        (Self::Headers, "_headers"),
        (Self::NoJekyll, ".nojekyll"),
    ];
}
