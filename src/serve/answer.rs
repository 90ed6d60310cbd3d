//! Answers requests from a [`PreviewState`], as a good static host does (RFC 9110).
//!
//! In: the current state, and a request that was admitted. Out: a complete answer. Paths of requests become routes;
//! they never reach a disk. A page may have to be rendered first, so an answer may take long.

use std::fmt::Display;

use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use bytes::Bytes;
use percent_encoding::{CONTROLS, utf8_percent_encode};

use super::conditional::shorten;
use super::digest;
use super::inject::{self, SCRIPT};
use super::media::{content_type, is_html};
use super::moves;
use super::request_path::{RequestLocation, RequestPath, is_hidden};
use super::state::{FileLookup, PreviewState, SiteFiles};
use crate::route::Route;

const CLIENT: &str = include_str!("client.js");

/// Addresses with this prefix belong to the preview, whatever the path of the site.
const RESERVED: &str = "/__dateline/";

const PROBLEMS: &str = "/__dateline/problems";

/// The fingerprint of a page. The script compares it with that of the page on which it runs.
const PAGE: HeaderName = HeaderName::from_static("x-dateline-page");

const POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

const HTML: &str = "text/html; charset=utf-8";

/// A request.
pub(super) struct PreviewRequest<'a> {
    pub method: &'a Method,
    /// The path as it was sent, percent-encoded.
    pub path: &'a str,
    pub query: Option<&'a str>,
    pub headers: &'a HeaderMap,
    /// The host of the request, with its port.
    pub host: &'a str,
}

/// Answers a request.
pub(super) fn answer(state: &PreviewState, asked: &PreviewRequest<'_>) -> Response<Bytes> {
    if !matches!(*asked.method, Method::GET | Method::HEAD) {
        let mut refusal = words(StatusCode::METHOD_NOT_ALLOWED, "This preview only shows: it answers GET and HEAD.\n");
        refusal.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refusal;
    }
    let whole = match asked.path.starts_with(RESERVED) {
        true => control(state, asked.path),
        false => page(state, asked),
    };
    let mut response = shorten(asked.method, asked.headers, whole);
    seal(&mut response);
    if *asked.method == Method::HEAD {
        *response.body_mut() = Bytes::new();
    }
    response
}

/// An answer with a short text.
pub(super) fn words(status: StatusCode, text: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = reply(status, "text/plain; charset=utf-8", text.into());
    seal(&mut response);
    response
}

/// Sets the headers of every answer: browsers must revalidate it before they show it again, and other sites must not
/// use it.
fn seal(response: &mut Response<Bytes>) {
    let length = response.body().len();
    let bare = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if !bare {
        headers.insert(CONTENT_LENGTH, length.into());
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(POLICY, HeaderValue::from_static("same-origin"));
}

fn reply(status: StatusCode, kind: &str, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    set(&mut response, CONTENT_TYPE, kind);
    response
}

fn set(response: &mut Response<Bytes>, name: HeaderName, value: impl Display) {
    let value = utf8_percent_encode(&value.to_string(), CONTROLS).to_string();
    response.headers_mut().insert(name, value.try_into().expect("visible ASCII and spaces"));
}

/// The preview's own addresses, except the WebSocket.
fn control(state: &PreviewState, path: &str) -> Response<Bytes> {
    match path {
        SCRIPT => reply(StatusCode::OK, "text/javascript; charset=utf-8", Bytes::from_static(CLIENT.as_bytes())),
        PROBLEMS => {
            let none = || Bytes::from_static(br#"{"findings":[]}"#);
            reply(StatusCode::OK, "application/json", state.problems.clone().unwrap_or_else(none))
        }
        _ => words(StatusCode::NOT_FOUND, "The preview has nothing at this address.\n"),
    }
}

/// The file or page of the site at an address.
fn page(state: &PreviewState, asked: &PreviewRequest<'_>) -> Response<Bytes> {
    let Ok(address) = RequestPath::parse(asked.path) else {
        return words(StatusCode::BAD_REQUEST, "This address is malformed.\n");
    };
    let Some(site) = state.site.as_deref() else {
        return placeholder(state, asked, StatusCode::SERVICE_UNAVAILABLE);
    };
    let place = address.below(&state.mount);
    let spot = ServedResource::find(site, &place);
    let missing = matches!(spot, ServedResource::Nothing);
    if let Some((status, to)) = moved(site, address.path(), asked.query, missing) {
        return redirect(status, &to);
    }
    match (spot, place) {
        (ServedResource::File(route), _) => file(state, asked, site, &route),
        (ServedResource::Folder(route), _) => {
            redirect(StatusCode::MOVED_PERMANENTLY, &with_query(&format!("{}{}", state.mount, route.url()), asked))
        }
        (ServedResource::Nothing, RequestLocation::Threshold) => {
            let status = if address.path() == "/" { StatusCode::FOUND } else { StatusCode::MOVED_PERMANENTLY };
            redirect(status, &with_query(&state.mount, asked))
        }
        (ServedResource::Nothing, RequestLocation::Outside) => {
            words(StatusCode::NOT_FOUND, format!("There is nothing here: the site stands below {}\n", state.mount))
        }
        (ServedResource::Nothing, RequestLocation::Site(_)) => not_found(state, asked, site),
    }
}

/// The result of looking up an address in the site.
enum ServedResource {
    File(Route),
    /// The page of a folder whose address lacks the closing slash.
    Folder(Route),
    Nothing,
}

impl ServedResource {
    fn find(site: &dyn SiteFiles, place: &RequestLocation<'_>) -> Self {
        let RequestLocation::Site(path) = place else { return Self::Nothing };
        let existing = |path: &str| Route::file(path).filter(|route| site.has(route));
        if is_hidden(path) {
            Self::Nothing
        } else if path.is_empty() || path.ends_with('/') {
            existing(&format!("{path}index.html")).map_or(Self::Nothing, Self::File)
        } else if let Some(route) = existing(path) {
            Self::File(route)
        } else {
            existing(&format!("{path}/index.html")).map_or(Self::Nothing, Self::Folder)
        }
    }
}

/// The target of an address in `_redirects`. Most rules apply only where there is no file.
fn moved(site: &dyn SiteFiles, path: &str, query: Option<&str>, missing: bool) -> Option<(StatusCode, String)> {
    let route = Route::file("_redirects").expect("a sound path");
    let FileLookup::File(bytes) = site.get(&route) else { return None };
    let text = String::from_utf8_lossy(&bytes);
    moves::parse(&text).filter(|line| missing || line.forced).find_map(|line| line.target(path, query))
}

fn with_query(path: &str, asked: &PreviewRequest<'_>) -> String {
    asked.query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
}

fn redirect(status: StatusCode, to: &str) -> Response<Bytes> {
    let mut response = words(status, format!("This has moved to {to}\n"));
    set(&mut response, LOCATION, to);
    response
}

fn file(state: &PreviewState, asked: &PreviewRequest<'_>, site: &dyn SiteFiles, route: &Route) -> Response<Bytes> {
    match site.get(route) {
        FileLookup::File(bytes) => {
            let kind = content_type(route);
            match is_html(&kind) {
                true => html(state, asked, StatusCode::OK, &bytes),
                false => reply(StatusCode::OK, &kind, bytes),
            }
        }
        FileLookup::Missing => not_found(state, asked, site),
        FileLookup::Broken => placeholder(state, asked, StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn not_found(state: &PreviewState, asked: &PreviewRequest<'_>, site: &dyn SiteFiles) -> Response<Bytes> {
    match site.get(&Route::file("404.html").expect("a sound path")) {
        FileLookup::File(bytes) => html(state, asked, StatusCode::NOT_FOUND, &bytes),
        FileLookup::Missing | FileLookup::Broken => placeholder(state, asked, StatusCode::NOT_FOUND),
    }
}

/// A page with the script in it.
fn html(state: &PreviewState, asked: &PreviewRequest<'_>, status: StatusCode, page: &[u8]) -> Response<Bytes> {
    let own = digest::page(page, &state.versions().style_mark);
    let mut response = reply(status, HTML, inject::inject(page, &inject::tag(state, &own), asked.host).into());
    set(&mut response, PAGE, own);
    response
}

/// A page that replaces one that cannot be shown. Its script loads the right page as soon as there is one.
fn placeholder(state: &PreviewState, asked: &PreviewRequest<'_>, status: StatusCode) -> Response<Bytes> {
    let (title, text) = match status {
        StatusCode::SERVICE_UNAVAILABLE => ("The site cannot be made yet", "It appears by itself when it can."),
        StatusCode::NOT_FOUND => {
            ("There is nothing at this address", "Should a page come to be here, it appears by itself.")
        }
        _ => ("This page could not be made", "It appears by itself when it can."),
    };
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n\
         html {{ color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif }}\n\
         body {{ max-width: 30rem; margin: 20vh auto; padding: 0 1.5rem }}\n\
         h1 {{ font-size: 1.5rem }}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n</main>\n\
         </body>\n</html>\n"
    );
    html(state, asked, status, page.as_bytes())
}
