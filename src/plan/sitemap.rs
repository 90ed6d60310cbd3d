//! Which pages the sitemap lists, and how it is cut into files (sitemaps.org 0.9).
//!
//! In: a site's pages and its address. Out: the pages of each file. If there is one file, it is `sitemap.xml`; if there
//! are several, `sitemap.xml` is their index.

use super::page::{PageKind, PlannedPage};
use crate::config::BaseUrl;
use crate::route::Route;

/// The limits of one file.
#[derive(Clone, Copy, Debug)]
pub struct SitemapLimits {
    /// Addresses.
    pub addresses: usize,
    /// Bytes, before compression.
    pub bytes: usize,
}

impl SitemapLimits {
    /// The limits of the protocol.
    pub const PROTOCOL: Self = Self { addresses: 50_000, bytes: 50 * 1024 * 1024 };
}

/// The most bytes that the XML elements around one address take.
const PER_ADDRESS: usize = 64;
/// The most bytes that the XML around the whole list takes.
const PER_FILE: usize = 256;

/// The pages that a sitemap lists, in their order, cut into files within the limits.
pub fn cut<'p>(pages: &'p [PlannedPage], base: &BaseUrl, limits: SitemapLimits) -> Vec<Vec<&'p Route>> {
    let mut files: Vec<Vec<&Route>> = vec![Vec::new()];
    let mut bytes = PER_FILE;
    for page in pages.iter().filter(|page| is_listed(&page.kind)) {
        let size = PER_ADDRESS + escaped_len(base.as_str()) + escaped_len(&page.route.url());
        let last = files.last_mut().expect("there is always one");
        if !last.is_empty() && (last.len() == limits.addresses || bytes + size > limits.bytes) {
            files.push(vec![&page.route]);
            bytes = PER_FILE + size;
        } else {
            last.push(&page.route);
            bytes += size;
        }
    }
    files
}

/// The route of the sitemap, or of its index.
pub fn route() -> Route {
    Route::file("sitemap.xml").expect("a plain name")
}

/// The route of the file with this number, counted from 1. It is in the root because a sitemap may only list pages
/// beside it or below it.
pub fn part(number: usize) -> Route {
    Route::file(&format!("sitemap-{number}.xml")).expect("a plain name")
}

/// Whether a page is listed. Copies of other pages, and pages without content of their own, are not.
fn is_listed(kind: &PageKind) -> bool {
    let is_copy = matches!(kind, PageKind::Print(_) | PageKind::Embed | PageKind::EmbedEvent(_));
    !is_copy && !matches!(kind, PageKind::NotFound | PageKind::Moved(_))
}

/// The most bytes that an address takes in XML, where `&` becomes `&amp;` and a quotation mark takes six bytes.
fn escaped_len(address: &str) -> usize {
    address.bytes().map(|byte| if matches!(byte, b'&' | b'\'' | b'"' | b'<' | b'>') { 6 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Slug;

    fn pages(count: usize) -> Vec<PlannedPage> {
        let page = |number: usize| PlannedPage {
            route: Route::page("tags", &Slug::new(&format!("t{number}")).expect("a plain id")),
            kind: PageKind::Tags,
        };
        (0..count).map(page).collect()
    }

    fn sizes(pages: &[PlannedPage], addresses: usize, bytes: usize) -> Vec<usize> {
        let base = BaseUrl::new("https://ferry.example/").expect("a host");
        let files = cut(pages, &base, SitemapLimits { addresses, bytes });
        let listed: Vec<&Route> = files.concat();
        assert!(listed.iter().copied().eq(pages.iter().map(|page| &page.route)), "every page once, in order");
        files.iter().map(Vec::len).collect()
    }

    #[test]
    fn a_sitemap_is_cut_where_a_file_is_full() {
        assert_eq!(sizes(&pages(0), 3, 10_000), [0]);
        assert_eq!(sizes(&pages(3), 3, 10_000), [3]);
        assert_eq!(sizes(&pages(7), 3, 10_000), [3, 3, 1]);
        assert_eq!(sizes(&pages(4), 50_000, PER_FILE + 200), [2, 2]);
        assert_eq!(sizes(&pages(2), 50_000, 1), [1, 1], "a page that is too long by itself has a file of its own");
        let protocol = SitemapLimits::PROTOCOL;
        assert_eq!(sizes(&pages(50_001), protocol.addresses, protocol.bytes), [50_000, 1]);
    }

    #[test]
    fn pages_that_repeat_another_are_not_listed() {
        let base = BaseUrl::new("https://ferry.example/").expect("a host");
        let mut all = pages(1);
        for kind in [PageKind::Print(1), PageKind::Embed, PageKind::NotFound, PageKind::Moved(Route::home())] {
            all.push(PlannedPage { route: Route::folder("x"), kind });
        }
        assert_eq!(cut(&all, &base, SitemapLimits::PROTOCOL), [vec![&all[0].route]]);
    }
}
