//! Conditional and range requests: entity tags and byte ranges (RFC 9110, sections 13 and 14).
//!
//! In: a whole answer and the headers of the request. Out: the same answer, or the part of it to send.

use axum::http::header::{ACCEPT_RANGES, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use bytes::Bytes;

use super::digest::digest;

/// Adds an entity tag to a successful answer, and cuts the answer to what the request asks for.
pub(super) fn shorten(method: &Method, headers: &HeaderMap, mut response: Response<Bytes>) -> Response<Bytes> {
    if response.status() != StatusCode::OK {
        return response;
    }
    let tag = format!("\"{}\"", digest([&**response.body()]));
    response.headers_mut().insert(ETAG, value(&tag));
    response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if has_it(headers, &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().remove(CONTENT_TYPE);
        *response.body_mut() = Bytes::new();
        return response;
    }
    let length = response.body().len();
    match range(headers, &tag, length).filter(|_| *method == Method::GET) {
        None => {}
        Some(HttpByteRange::Bytes(first, last)) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            response.headers_mut().insert(CONTENT_RANGE, value(&format!("bytes {first}-{last}/{length}")));
            *response.body_mut() = response.body().slice(first..=last);
        }
        Some(HttpByteRange::Beyond) => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            response.headers_mut().insert(CONTENT_RANGE, value(&format!("bytes */{length}")));
            response.headers_mut().remove(CONTENT_TYPE);
            response.headers_mut().remove(ETAG);
            *response.body_mut() = Bytes::new();
        }
    }
    response
}

fn value(text: &str) -> HeaderValue {
    text.try_into().expect("visible ASCII and spaces")
}

/// Whether the client has the content with this tag already.
fn has_it(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        // Our tags have no comma, so a comma inside another server's tag does no harm.
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|had| had == "*" || had.strip_prefix("W/").unwrap_or(had) == tag)
}

/// The range of an answer to send.
enum HttpByteRange {
    /// The first and the last byte.
    Bytes(usize, usize),
    /// It begins after the end, so it cannot be satisfied.
    Beyond,
}

/// The range that a request asks for. `None` means the whole: also if the request asks for several ranges, for another
/// unit, in a malformed way, or only if the content is unchanged and it has changed.
fn range(headers: &HeaderMap, tag: &str, length: usize) -> Option<HttpByteRange> {
    if headers.get(IF_RANGE).is_some_and(|had| had.as_bytes() != tag.as_bytes()) {
        return None;
    }
    let mut values = headers.get_all(RANGE).iter();
    let (value, None) = (values.next()?.to_str().ok()?, values.next()) else { return None };
    let (unit, asked) = value.split_once('=')?;
    let (first, last) = asked.trim().split_once('-')?;
    if !unit.eq_ignore_ascii_case("bytes") {
        return None;
    }
    match (first, last) {
        ("", count) => match number(count)? {
            0 => Some(HttpByteRange::Beyond),
            // An empty file has no ranges.
            count => length.checked_sub(1).map(|last| HttpByteRange::Bytes(length.saturating_sub(count), last)),
        },
        (first, last) => {
            let first = number(first)?;
            let last = if last.is_empty() { usize::MAX } else { number(last)? };
            match first {
                _ if first > last => None,
                _ if first >= length => Some(HttpByteRange::Beyond),
                _ => Some(HttpByteRange::Bytes(first, last.min(length - 1))),
            }
        }
    }
}

/// A number of digits only. If it is too large for `usize`, the result is the largest one.
fn number(digits: &str) -> Option<usize> {
    let sound = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "abcdefghij";

    fn asked(method: &Method, list: &[(&'static str, &str)], body: &'static str) -> Response<Bytes> {
        let mut headers = HeaderMap::new();
        for (name, value) in list {
            headers.append(*name, value.parse().expect("a header"));
        }
        shorten(method, &headers, Response::new(Bytes::from_static(body.as_bytes())))
    }

    fn header(response: &Response<Bytes>, name: &str) -> String {
        response.headers().get(name).map_or("", |value| value.to_str().expect("visible")).to_owned()
    }

    /// Status, body and content range of the answer to a range request.
    fn part(range: &str) -> (u16, String, String) {
        let response = asked(&Method::GET, &[("range", range)], BODY);
        let body = String::from_utf8(response.body().to_vec()).expect("letters");
        (response.status().as_u16(), body, header(&response, "content-range"))
    }

    fn partial(body: &str, range: &str) -> (u16, String, String) {
        (206, body.to_owned(), range.to_owned())
    }

    #[test]
    fn one_range_gets_that_part() {
        assert_eq!(part("bytes=0-3"), partial("abcd", "bytes 0-3/10"));
        assert_eq!(part("bytes=9-9"), partial("j", "bytes 9-9/10"));
        assert_eq!(part("bytes=4-"), partial("efghij", "bytes 4-9/10"));
        assert_eq!(part("bytes=8-99999999999999999999999"), partial("ij", "bytes 8-9/10"));
        assert_eq!(part("bytes=-3"), partial("hij", "bytes 7-9/10"));
        assert_eq!(part("Bytes=-30"), partial(BODY, "bytes 0-9/10"));
    }

    #[test]
    fn a_range_behind_the_end_is_refused_with_the_length() {
        for range in ["bytes=10-", "bytes=10-20", "bytes=99999999999999999999999-", "bytes=-0"] {
            assert_eq!(part(range), (416, String::new(), "bytes */10".to_owned()), "{range}");
        }
        assert_eq!(asked(&Method::GET, &[("range", "bytes=0-")], "").status(), 416);
    }

    #[test]
    fn ranges_that_are_malformed_or_several_get_the_whole() {
        for range in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-3",
            "bytes=a-b",
            "bytes=+1-2",
            "bytes=0-1,3-4",
            "lines=0-1",
            "0-1",
        ] {
            assert_eq!(part(range), (200, BODY.to_owned(), String::new()), "{range}");
        }
        assert_eq!(asked(&Method::GET, &[("range", "bytes=0-1"), ("range", "bytes=3-4")], BODY).status(), 200);
        assert_eq!(asked(&Method::HEAD, &[("range", "bytes=0-1")], BODY).status(), 200);
        assert_eq!(asked(&Method::GET, &[("range", "bytes=-1")], "").status(), 200);
    }

    #[test]
    fn a_part_is_sent_only_of_the_version_that_the_client_has_the_rest_of() {
        let tag = header(&asked(&Method::GET, &[], BODY), "etag");
        let status =
            |tag: &str| asked(&Method::GET, &[("range", "bytes=0-1"), ("if-range", tag)], BODY).status().as_u16();
        assert_eq!(status(&tag), 206);
        assert_eq!(status(&format!("W/{tag}")), 200);
        assert_eq!(status("\"other\""), 200);
        assert_eq!(status("Wed, 21 Oct 2015 07:28:00 GMT"), 200);
    }

    #[test]
    fn what_the_client_has_is_not_sent_again() {
        let first = asked(&Method::GET, &[], BODY);
        let tag = header(&first, "etag");
        assert_eq!((first.status().as_u16(), first.body().len(), tag.len()), (200, 10, 34));
        for had in [tag.clone(), format!("W/{tag}"), format!("\"a\", {tag} ,\"b\""), "*".to_owned()] {
            let again = asked(&Method::GET, &[("if-none-match", &had), ("range", "bytes=0-1")], BODY);
            assert_eq!((again.status().as_u16(), again.body().len()), (304, 0), "{had}");
            assert_eq!(header(&again, "etag"), tag);
        }
        for other in ["\"a\"", "", tag.trim_matches('"')] {
            assert_eq!(asked(&Method::GET, &[("if-none-match", other)], BODY).status(), 200, "{other}");
        }
        let lines = [("if-none-match", "\"a\""), ("if-none-match", &*tag)];
        assert_eq!(asked(&Method::HEAD, &lines, BODY).status(), 304);
        assert_ne!(header(&asked(&Method::GET, &[], "other"), "etag"), tag);
    }

    #[test]
    fn only_success_has_a_tag() {
        let mut missing = Response::new(Bytes::new());
        *missing.status_mut() = StatusCode::NOT_FOUND;
        let mut headers = HeaderMap::new();
        headers.insert(IF_NONE_MATCH, HeaderValue::from_static("*"));
        let same = shorten(&Method::GET, &headers, missing);
        assert_eq!((same.status().as_u16(), same.headers().len()), (404, 0));
    }
}
