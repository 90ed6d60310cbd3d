//! Files for hosts and crawlers: `sitemap.xml`, `robots.txt`, `_headers`.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::super::address::Addresses;
use crate::config::{BaseUrl, EventSelection};
use crate::model::Site;
use crate::plan::{EMBED, SitePlan, sitemap};
use crate::route::{Route, encode};

/// The content security policy: nothing from other hosts except images, and forms only to the site itself. Style
/// attributes can only come from the templates, because the sanitiser removes those in content.
const POLICY: &str = "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' https: data:; \
font-src 'self'; script-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// The content security policy in each page, for hosts that ignore `_headers`. A site with relative links may be opened
/// from a disk, where some browsers do not count its files as `'self'`.
pub(in crate::render) fn policy(site: &Site) -> String {
    match site.config.base_url {
        Some(_) => POLICY.to_owned(),
        None => POLICY.replace("'self'", "'self' file:"),
    }
}

/// `sitemap.xml` (sitemaps.org 0.9), for sites with a `base_url`: the list of all pages, or if that is too long for one
/// file, an index of the files that list them.
pub(super) fn sitemap(base: Option<&BaseUrl>, files: &[Vec<Route>]) -> Vec<u8> {
    match files {
        [pages] => sitemap_part(base, pages),
        parts => {
            let parts: Vec<Route> = (1..=parts.len()).map(sitemap::part).collect();
            listing(base, ("sitemapindex", "sitemap"), &parts)
        }
    }
}

/// A file of the sitemap that lists pages.
pub(super) fn sitemap_part(base: Option<&BaseUrl>, pages: &[Route]) -> Vec<u8> {
    listing(base, ("urlset", "url"), pages)
}

/// A list of absolute addresses in the protocol's elements: `all` around the list, `one` around each address.
fn listing(base: Option<&BaseUrl>, (all, one): (&str, &str), routes: &[Route]) -> Vec<u8> {
    let home = Route::home();
    let addresses = Addresses::new(base, &home);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let mut write = |event: Event<'_>| writer.write_event(event).expect("a vector takes everything");
    write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    write(Event::Start(
        BytesStart::new(all).with_attributes([("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]),
    ));
    for route in routes {
        write(Event::Start(BytesStart::new(one)));
        write(Event::Start(BytesStart::new("loc")));
        write(Event::Text(BytesText::new(&addresses.whole(route))));
        write(Event::End(BytesEnd::new("loc")));
        write(Event::End(BytesEnd::new(one)));
    }
    write(Event::End(BytesEnd::new(all)));
    writer.into_inner()
}

/// `robots.txt` (RFC 9309), which allows everything.
pub(super) fn robots(site: &Site) -> Vec<u8> {
    let sitemap = site.config.base_url.as_ref().map(|base| format!("Sitemap: {}sitemap.xml\n", base.as_str()));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default()).into_bytes()
}

/// `_headers`, in the format of Netlify and Cloudflare Pages. If several rules match a path, one of these hosts joins
/// the values of a header and the other may keep only one of them. So no header is set by two rules that can match the
/// same path.
///
/// Only the pages to be embedded may be shown in frames. The policy in the rule for all paths cannot forbid frames,
/// because it would apply to these pages too, so `X-Frame-Options` forbids them for every other folder. If there are no
/// pages to be embedded, the policy forbids frames everywhere.
///
/// Files whose addresses contain a version may be cached for ever. No other file may be: the parts of the search index
/// and of the scripts' data keep their addresses when they change.
pub(super) fn headers(site: &Site, plan: &SitePlan, versioned: &[&str]) -> Vec<u8> {
    let embeds = site.embed_selection() != EventSelection::None;
    let ancestors = if embeds { "" } else { "; frame-ancestors 'none'" };
    let mut rules = format!(
        "/*\n  Content-Security-Policy: {POLICY}{ancestors}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=()\n"
    );
    let mut rule = |path: &str, header: &str| rules.extend(["\n/", path, "\n  ", header, "\n"]);
    if embeds {
        let folders = plan.folders().into_iter().filter(|folder| *folder != EMBED);
        let paths = folders.map(|folder| format!("{}/*", encode(folder)));
        for path in ["", "index.html"].map(str::to_owned).into_iter().chain(paths) {
            rule(&path, "X-Frame-Options: DENY");
        }
    }
    for name in versioned {
        rule(name, "Cache-Control: public, max-age=31536000, immutable");
    }
    rules.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_of_several_files_is_an_index_of_them() {
        let base = BaseUrl::new("https://ferry.example/line/").expect("a host and a folder");
        let page = |name: &str| Route::folder(name);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it was made of texts");
        let files = [vec![page("a&b"), page("c")], vec![page("d")]];
        assert_eq!(
            text(sitemap(Some(&base), &files)),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
             \x20<sitemap>\n\x20 <loc>https://ferry.example/line/sitemap-1.xml</loc>\n\x20</sitemap>\n\
             \x20<sitemap>\n\x20 <loc>https://ferry.example/line/sitemap-2.xml</loc>\n\x20</sitemap>\n\
             </sitemapindex>"
        );
        let first = text(sitemap_part(Some(&base), &files[0]));
        assert!(first.contains("<url>\n  <loc>https://ferry.example/line/a&amp;b/</loc>"), "{first}");
        assert_eq!(text(sitemap(Some(&base), &files[..1])), first);
    }
}
