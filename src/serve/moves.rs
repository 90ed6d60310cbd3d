//! The redirects of `_redirects`, a file in the format of Netlify and Cloudflare Pages.
//!
//! In: the file's text and a path from the host's root. Out: a status and an address. Rules that need more than a
//! redirect (other statuses, conditions, placeholders) are skipped, because the file is meant for another host.

use axum::http::StatusCode;
use percent_encoding::percent_decode_str;

use crate::route::encode;

/// A rule, which is one line of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RedirectRule<'a> {
    /// The path, decoded, without the closing slash or the star at its end.
    from: String,
    /// Whether `from` ended with a star.
    open: bool,
    to: &'a str,
    status: StatusCode,
    /// Whether the rule applies even if there is a file at the address.
    pub forced: bool,
}

/// The rules of the file.
pub(super) fn parse(text: &str) -> impl Iterator<Item = RedirectRule<'_>> {
    text.lines().filter_map(RedirectRule::parse)
}

impl<'a> RedirectRule<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut fields = line.split_whitespace().take_while(|field| !field.starts_with('#'));
        let (from, to, status) = (fields.next()?, fields.next()?, fields.next().unwrap_or("301"));
        let leads = ["/", "http://", "https://"].iter().any(|start| to.starts_with(start));
        if fields.next().is_some() || !leads || !from.starts_with('/') || from.contains("/:") {
            return None;
        }
        let (status, forced) = match status.strip_suffix('!') {
            Some(status) => (status, true),
            None => (status, false),
        };
        if !matches!(status, "301" | "302" | "303" | "307" | "308") {
            return None;
        }
        let from = percent_decode_str(from).decode_utf8().ok()?;
        let (from, open) = match from.strip_suffix('*') {
            Some(start) => (start, true),
            None => (from.trim_end_matches('/'), false),
        };
        let status = status.parse().expect("one of the five above");
        Some(Self { from: from.to_owned(), open, to, status, forced })
    }

    /// The status and address with which a decoded path and its query are answered, if this rule applies.
    pub fn target(&self, path: &str, query: Option<&str>) -> Option<(StatusCode, String)> {
        let splat = self.splat(path)?;
        let to = self.to.replace(":splat", &encode(splat));
        let (address, fragment) = to.split_at(to.find('#').unwrap_or(to.len()));
        let query = query.filter(|_| !address.contains('?')).map(|query| format!("?{query}")).unwrap_or_default();
        // A rule that leads back to the same address would never end.
        let circle = percent_decode_str(address).decode_utf8().is_ok_and(|address| address == path);
        (!circle).then(|| (self.status, format!("{address}{query}{fragment}")))
    }

    /// The part of the path that the star matches, if the rule applies.
    fn splat<'p>(&self, path: &'p str) -> Option<&'p str> {
        let bare = path.trim_end_matches('/');
        match self.open {
            true if self.from.strip_suffix('/') == Some(bare) => Some(""),
            true => path.strip_prefix(&self.from),
            false => (bare == self.from).then_some(""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(text: &str, path: &str, query: Option<&str>) -> Option<(u16, String)> {
        let (status, to) = parse(text).find_map(|line| line.target(path, query))?;
        Some((status.as_u16(), to))
    }

    fn to(text: &str, path: &str) -> Option<(u16, String)> {
        moved(text, path, None)
    }

    fn on(status: u16, to: &str) -> (u16, String) {
        (status, to.to_owned())
    }

    #[test]
    fn exact_paths_move_with_and_without_a_closing_slash() {
        let text = "# moved in spring\n\n/old /new/\n/harbour/  /places/harbour/ 302 # for now\n/%C3%B6 https://example.org/o 308";
        assert_eq!(to(text, "/old"), Some(on(301, "/new/")));
        assert_eq!(to(text, "/old/"), Some(on(301, "/new/")));
        assert_eq!(to(text, "/harbour"), Some(on(302, "/places/harbour/")));
        assert_eq!(to(text, "/ö"), Some(on(308, "https://example.org/o")));
        assert_eq!(to(text, "/older"), None);
        assert_eq!(to(text, "/"), None);
    }

    #[test]
    fn a_star_carries_the_rest_of_the_path_over_encoded_again() {
        let text = "/news/* /events/:splat 303\n/a* /b/:splat";
        assert_eq!(to(text, "/news/a b/ö/"), Some(on(303, "/events/a%20b/%C3%B6/")));
        assert_eq!(to(text, "/news/50%"), Some(on(303, "/events/50%25")));
        assert_eq!(to(text, "/news/"), Some(on(303, "/events/")));
        assert_eq!(to(text, "/news"), Some(on(303, "/events/")));
        assert_eq!(to(text, "/newsreel"), None);
        assert_eq!(to(text, "/abc"), Some(on(301, "/b/bc")));
    }

    #[test]
    fn a_query_is_kept_unless_the_line_has_one() {
        let text = "/a /b\n/c /d?x=1\n/e /f#there";
        assert_eq!(moved(text, "/a", Some("q=1")), Some(on(301, "/b?q=1")));
        assert_eq!(moved(text, "/c", Some("q=1")), Some(on(301, "/d?x=1")));
        assert_eq!(moved(text, "/e", Some("q=1")), Some(on(301, "/f?q=1#there")));
    }

    #[test]
    fn lines_that_ask_for_more_than_a_redirection_are_skipped() {
        for line in [
            "/a",
            "/a b",
            "a /b",
            "/a /b 200",
            "/a /b 404",
            "/a /b 301 Country=tr",
            "/a id=:id /b 301",
            "/a/:id /b/:id",
            "/a javascript:alert(1)",
            "https://old.example/a /b",
        ] {
            assert_eq!(parse(line).count(), 0, "{line}");
        }
    }

    #[test]
    fn a_mark_of_exclamation_goes_before_files() {
        let forced: Vec<bool> = parse("/a /b 301!\n/c /d 301").map(|line| line.forced).collect();
        assert_eq!(forced, [true, false]);
    }

    #[test]
    fn a_line_that_leads_to_itself_is_skipped() {
        assert_eq!(to("/* /gone/", "/gone/"), None);
        assert_eq!(to("/* /gone/", "/else"), Some(on(301, "/gone/")));
        assert_eq!(to("/* /:splat", "/ö"), None);
    }
}
