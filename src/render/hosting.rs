//! What hosts and crawlers read: `sitemap.xml`, `robots.txt`, `_headers`.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::address::Addresses;
use crate::model::Site;
use crate::plan::{PageKind, Plan};
use crate::route::Route;

/// No foreign host but for images that content names, no form to elsewhere. Style attributes are ours alone: the
/// sanitiser takes those of content away.
const POLICY: &str = "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' https: data:; \
font-src 'self'; script-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// The content security policy that each page carries, for hosts that do not read `_headers`. A site with relative links
/// may be opened from a disk, where not every browser takes the folder for `'self'`.
pub(super) fn policy(site: &Site) -> String {
    match site.config.base_url {
        Some(_) => POLICY.to_owned(),
        None => POLICY.replace("'self'", "'self' file:"),
    }
}

/// `sitemap.xml` (sitemaps.org 0.9), which the plan has only where the site has a `base_url`.
pub(super) fn sitemap(site: &Site, plan: &Plan) -> Vec<u8> {
    let home = Route::home();
    let addresses = Addresses::new(site.config.base_url.as_ref(), &home);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let mut write = |event: Event<'_>| writer.write_event(event).expect("a vector takes everything");
    write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    write(Event::Start(
        BytesStart::new("urlset").with_attributes([("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]),
    ));
    for page in plan.pages.iter().filter(|page| !matches!(page.kind, PageKind::NotFound | PageKind::Moved(_))) {
        write(Event::Start(BytesStart::new("url")));
        write(Event::Start(BytesStart::new("loc")));
        write(Event::Text(BytesText::new(&addresses.whole(&page.route))));
        write(Event::End(BytesEnd::new("loc")));
        write(Event::End(BytesEnd::new("url")));
    }
    write(Event::End(BytesEnd::new("urlset")));
    writer.into_inner()
}

/// `robots.txt` (RFC 9309): everything may be read.
pub(super) fn robots(site: &Site) -> Vec<u8> {
    let sitemap = site.config.base_url.as_ref().map(|base| format!("Sitemap: {}sitemap.xml\n", base.as_str()));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default()).into_bytes()
}

/// `_headers`, as Netlify and Cloudflare Pages read it.
pub(super) fn headers() -> Vec<u8> {
    format!(
        "/*\n  Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=()\n\n/style.css\n  Cache-Control: public, max-age=31536000, immutable\n"
    )
    .into_bytes()
}
