//! Media types by file name.

use crate::route::Route;

/// The `Content-Type` of a file.
pub(super) fn content_type(route: &Route) -> String {
    let path = route.path();
    let name = path.rsplit('/').next().unwrap_or(path);
    let kind = match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        // The name of feeds; the extension alone says only that they are XML.
        "xml" if name == "atom.xml" => "application/atom+xml",
        // As plain text, so that browsers show it. They download files of types that they do not know.
        "bib" => "text/plain",
        _ => mime_guess::from_path(name).first_raw().unwrap_or("application/octet-stream"),
    };
    if is_text(kind) { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

/// Whether a `Content-Type` is that of HTML.
pub(super) fn is_html(content_type: &str) -> bool {
    content_type.starts_with("text/html")
}

fn is_text(kind: &str) -> bool {
    kind.starts_with("text/")
        || kind.ends_with("+json")
        || kind.ends_with("+xml")
        || matches!(kind, "application/json" | "application/javascript" | "application/xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_the_types_that_browsers_and_readers_expect() {
        for (path, kind) in [
            ("index.html", "text/html; charset=utf-8"),
            ("style.css", "text/css; charset=utf-8"),
            ("search.js", "text/javascript; charset=utf-8"),
            ("data/events.json", "application/json; charset=utf-8"),
            ("atom.xml", "application/atom+xml; charset=utf-8"),
            ("tags/harbour/atom.xml", "application/atom+xml; charset=utf-8"),
            ("feed.atom", "application/atom+xml; charset=utf-8"),
            ("sitemap.xml", "text/xml; charset=utf-8"),
            ("calendar.ics", "text/calendar; charset=utf-8"),
            ("events.csv", "text/csv; charset=utf-8"),
            ("sources.bib", "text/plain; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("icon.svg", "image/svg+xml; charset=utf-8"),
            ("site.webmanifest", "application/manifest+json; charset=utf-8"),
            ("fonts/a.woff2", "font/woff2"),
            ("photo.JPG", "image/jpeg"),
            ("_redirects", "application/octet-stream"),
            ("folder.html/file", "application/octet-stream"),
            ("a.strange-ending", "application/octet-stream"),
        ] {
            assert_eq!(content_type(&Route::file(path).expect("a sound path")), kind, "{path}");
        }
    }
}
