//! Writes the addresses of links on pages.
//!
//! Links of a site with a `base_url` are paths from the host's root. Without one, they are relative paths that name
//! `index.html`, so that the site works when it is opened from a disk.

use crate::config::BaseUrl;
use crate::model::Quote;
use crate::route::Route;

/// Writes addresses for links on one page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addresses<'a> {
    base: Option<&'a BaseUrl>,
    /// The path of the site's root, with which addresses begin. If `None`, they are relative to the page.
    root: Option<&'a str>,
    from: &'a Route,
}

impl<'a> Addresses<'a> {
    /// Addresses for links on the page at `from`.
    pub(super) fn new(base: Option<&'a BaseUrl>, from: &'a Route) -> Self {
        Self { base, root: base.map(BaseUrl::path), from }
    }

    /// For a page that is shown at other addresses than its own. Its links begin at the site's root, which without a
    /// `base_url` is taken to be the host's root.
    pub(super) fn rooted(self) -> Self {
        Self { root: self.root.or(Some("/")), ..self }
    }

    /// The address of a route, with an anchor if there is one.
    pub(super) fn to(&self, route: &Route, anchor: Option<&str>) -> String {
        self.asking(route, None, anchor)
    }

    /// The address of a route, with a query and an anchor if there are any.
    pub(super) fn asking(&self, route: &Route, query: Option<&str>, anchor: Option<&str>) -> String {
        let rest = within(query, anchor);
        if route == self.from && query.is_none() && !rest.is_empty() {
            return rest;
        }
        match self.root {
            Some(root) => format!("{root}{}{rest}", route.url()),
            None => format!("{}{}{rest}", "../".repeat(self.from.depth()), route.file_url()),
        }
    }

    /// The absolute address of a route if the site has a `base_url`, otherwise a relative one.
    pub(super) fn whole(&self, route: &Route) -> String {
        self.canonical(route).unwrap_or_else(|| self.to(route, None))
    }

    /// The absolute address of a route; `None` if the site has no `base_url`.
    pub(super) fn canonical(&self, route: &Route) -> Option<String> {
        Some(format!("{}{}", self.base?.as_str(), route.url()))
    }
}

/// A query and an anchor in the form in which they follow a path. By itself, the result is an address of the page that
/// contains the link.
pub(super) fn within(query: Option<&str>, anchor: Option<&str>) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    // WHATWG URL, query percent-encode set. It does not contain `%`, so escape sequences in a query are kept.
    const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>');
    let query = query.map(|query| format!("?{}", utf8_percent_encode(query, QUERY))).unwrap_or_default();
    query + &anchor.map(fragment).unwrap_or_default()
}

/// An anchor as the fragment of an address.
fn fragment(anchor: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    // WHATWG URL, fragment percent-encode set.
    const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'%');
    format!("#{}", utf8_percent_encode(anchor, FRAGMENT))
}

/// The address of a quotation in its original: with a text fragment, by which browsers scroll to the words and
/// highlight them (WICG Scroll to Text Fragment). If the address has a fragment, the text fragment follows it. The
/// address is returned unchanged if the first passage of the quotation has square brackets.
pub(super) fn with_text_fragment(url: &str, quote: &Quote) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    // `-`, `,` and `&` are syntax in a text directive. Other characters that are not safe everywhere are encoded too.
    const TEXT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');
    // A quotation with a gap has several passages. The text fragment names the first.
    let passage = quote.text.split("[…]").next().unwrap_or_default().trim();
    if passage.is_empty() || passage.contains(['[', ']']) {
        return url.to_owned();
    }
    let encoded = |text: &str| utf8_percent_encode(text.trim(), TEXT).to_string();
    let prefix = quote.prefix.as_ref().map(|prefix| format!("{}-,", encoded(prefix))).unwrap_or_default();
    let suffix = quote.suffix.as_ref().filter(|_| passage == quote.text.trim());
    let suffix = suffix.map(|suffix| format!(",-{}", encoded(suffix))).unwrap_or_default();
    let joint = if url.contains('#') { ":~:text=" } else { "#:~:text=" };
    format!("{url}{joint}{prefix}{}{suffix}", encoded(passage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::route::Slug;
    use crate::span::{Files, Span, Spanned};

    #[test]
    fn addresses_are_rooted_with_a_base_and_relative_without() {
        let from = Route::page("events", &Slug::new("a").unwrap());
        let to = Route::page("tags", &Slug::new("b").unwrap());
        let base = BaseUrl::new("https://example.org/june").unwrap();
        assert_eq!(Addresses::new(Some(&base), &from).to(&to, None), "/june/tags/b/");
        assert_eq!(Addresses::new(None, &from).to(&to, Some("x y")), "../../tags/b/index.html#x%20y");
        assert_eq!(Addresses::new(None, &from).to(&from, Some("x")), "#x");
        assert_eq!(
            Addresses::new(None, &from).asking(&to, Some("a=é&b=%20"), Some("x")),
            "../../tags/b/index.html?a=%C3%A9&b=%20#x"
        );
        assert_eq!(Addresses::new(Some(&base), &from).asking(&from, Some("a b"), None), "/june/events/a/?a%20b");
        assert_eq!(Addresses::new(Some(&base), &from).canonical(&to).unwrap(), "https://example.org/june/tags/b/");
    }

    #[test]
    fn text_fragments_encode_what_has_a_meaning_in_them() {
        let mut files = Files::default();
        let span = Span::new(files.add("a.md", ""), 0..0);
        let quote = |text: &str| Quote::cited(&Spanned::new(text.to_owned(), span), &Language::english());
        assert_eq!(
            with_text_fragment("https://e.org/a", &quote("well-known, “x” & y")),
            "https://e.org/a#:~:text=well%2Dknown%2C%20%E2%80%9Cx%E2%80%9D%20%26%20y"
        );
        assert_eq!(with_text_fragment("https://e.org/a#b", &quote("x […] y")), "https://e.org/a#b:~:text=x");
        assert_eq!(with_text_fragment("https://e.org/a", &quote("x [and] y")), "https://e.org/a");
        let second = Quote { prefix: Some("the second".into()), suffix: Some("of all".into()), ..quote("harbour") };
        assert_eq!(
            with_text_fragment("https://e.org/a", &second),
            "https://e.org/a#:~:text=the%20second-,harbour,-of%20all"
        );
    }
}
