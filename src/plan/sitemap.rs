//! What the sitemap lists, and into how many files it is cut (sitemaps.org 0.9).
//!
//! In: a site and its pages. Out: the pages of each file. One file is `sitemap.xml`; of several, that is their index.

use super::page::{PageKind, Planned};
use crate::model::BaseUrl;
use crate::route::Route;

/// How much one file may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many addresses.
    pub addresses: usize,
    /// How many bytes, before anything packs them.
    pub bytes: usize,
}

impl Limits {
    /// Those of the protocol.
    pub const PROTOCOL: Self = Self { addresses: 50_000, bytes: 50 * 1024 * 1024 };
}

/// What the elements around an address take at most, and what those around all of them take.
const AROUND_ONE: usize = 64;
const AROUND_ALL: usize = 256;

/// The pages that a sitemap lists, in their order, cut into files that each keep to the limits.
pub fn cut<'p>(pages: &'p [Planned], base: &BaseUrl, limits: Limits) -> Vec<Vec<&'p Route>> {
    let mut files: Vec<Vec<&Route>> = vec![Vec::new()];
    let mut bytes = AROUND_ALL;
    for page in pages.iter().filter(|page| is_listed(&page.kind)) {
        let size = AROUND_ONE + escaped_len(base.as_str()) + escaped_len(&page.route.url());
        let last = files.last_mut().expect("there is always one");
        if !last.is_empty() && (last.len() == limits.addresses || bytes + size > limits.bytes) {
            files.push(vec![&page.route]);
            bytes = AROUND_ALL + size;
        } else {
            last.push(&page.route);
            bytes += size;
        }
    }
    files
}

/// Where the sitemap stands.
pub fn route() -> Route {
    Route::file("sitemap.xml").expect("a plain name")
}

/// Where the file of this number stands, counted from 1. A sitemap may only list what lies beside it or below.
pub fn part(number: usize) -> Route {
    Route::file(&format!("sitemap-{number}.xml")).expect("a plain name")
}

/// Search engines are not offered once more what stands elsewhere.
fn is_listed(kind: &PageKind) -> bool {
    let is_double = matches!(kind, PageKind::Print(_) | PageKind::Embed | PageKind::EmbedEvent(_));
    !is_double && !matches!(kind, PageKind::NotFound | PageKind::Moved(_))
}

/// How long an address is as XML: `&` becomes `&amp;`, a quotation mark six letters.
fn escaped_len(address: &str) -> usize {
    address.bytes().map(|byte| if matches!(byte, b'&' | b'\'' | b'"' | b'<' | b'>') { 6 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Slug;

    fn pages(count: usize) -> Vec<Planned> {
        let page = |number: usize| Planned {
            route: Route::page("tags", &Slug::new(&format!("t{number}")).expect("a plain id")),
            kind: PageKind::Tags,
        };
        (0..count).map(page).collect()
    }

    fn sizes(pages: &[Planned], addresses: usize, bytes: usize) -> Vec<usize> {
        let base = BaseUrl::new("https://ferry.example/").expect("a host");
        let files = cut(pages, &base, Limits { addresses, bytes });
        let listed: Vec<&Route> = files.concat();
        assert!(listed.iter().copied().eq(pages.iter().map(|page| &page.route)), "every page once, in order");
        files.iter().map(Vec::len).collect()
    }

    #[test]
    fn a_sitemap_is_cut_where_a_file_is_full() {
        assert_eq!(sizes(&pages(0), 3, 10_000), [0]);
        assert_eq!(sizes(&pages(3), 3, 10_000), [3]);
        assert_eq!(sizes(&pages(7), 3, 10_000), [3, 3, 1]);
        assert_eq!(sizes(&pages(4), 50_000, AROUND_ALL + 200), [2, 2]);
        assert_eq!(sizes(&pages(2), 50_000, 1), [1, 1], "a page that is too long by itself has a file of its own");
        let protocol = Limits::PROTOCOL;
        assert_eq!(sizes(&pages(50_001), protocol.addresses, protocol.bytes), [50_000, 1]);
    }

    #[test]
    fn what_stands_elsewhere_is_not_listed() {
        let base = BaseUrl::new("https://ferry.example/").expect("a host");
        let mut all = pages(1);
        for kind in [PageKind::Print(1), PageKind::Embed, PageKind::NotFound, PageKind::Moved(Route::home())] {
            all.push(Planned { route: Route::folder("x"), kind });
        }
        assert_eq!(cut(&all, &base, Limits::PROTOCOL), [vec![&all[0].route]]);
    }
}
