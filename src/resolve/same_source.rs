//! Finds two records of one page.
//!
//! In: the saved texts and addresses of records. Out: a finding for each record that shares one with an earlier record.
//! Such a page would count as two reports and two origins, so that a story with one witness would seem to have two.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;
use url::Url;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::RawSource;
use crate::route::Slug;
use crate::span::Span;

/// A property that two records share only if they describe the same page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum SourceFingerprint {
    /// The SHA-256 of the saved text.
    Capture(String),
    /// An address in comparable form.
    Address(String),
}

/// The records added so far, by fingerprint.
#[derive(Default)]
pub struct KnownSources {
    groups: HashMap<SourceFingerprint, SameSource>,
}

/// Records with the same fingerprint.
struct SameSource {
    /// The first record.
    id: Slug,
    span: Span,
    /// The ids of all records.
    ids: HashSet<String>,
    /// The ids in `via` of any of them.
    via: HashSet<String>,
}

impl KnownSources {
    /// Adds a record. Reports it if an earlier record describes the same page.
    ///
    /// A page that was changed after publication may have two records, one for each saved text, if one of them names
    /// the other in `via`: then both have the same origin.
    pub fn add(&mut self, source: &RawSource) -> Option<Diagnostic> {
        let id = source.id.value.as_str();
        let via = || source.via.iter().map(|via| via.value.clone());
        let mut twice = None;
        for mark in marks_of(source) {
            let new = || SameSource {
                id: source.id.value.clone(),
                span: source.span,
                ids: HashSet::new(),
                via: HashSet::new(),
            };
            let is_capture = matches!(mark, SourceFingerprint::Capture(_));
            let group = self.groups.entry(mark).or_insert_with(new);
            let is_known = group.ids.is_empty() || group.ids.contains(id);
            let is_version = !is_capture && (group.via.contains(id) || via().any(|via| group.ids.contains(&via)));
            if !is_known && !is_version && twice.is_none() {
                twice = Some(report(source, group, is_capture));
            }
            group.ids.insert(id.to_owned());
            group.via.extend(via());
        }
        twice
    }

    /// The id of the source with this saved text.
    pub fn of_capture(&self, sha256: &str) -> Option<&Slug> {
        self.groups.get(&SourceFingerprint::Capture(sha256.to_owned())).map(|group| &group.id)
    }

    /// The id of the source at this address.
    pub fn of_address(&self, address: &str) -> Option<&Slug> {
        self.groups.get(&SourceFingerprint::Address(comparable(address))).map(|group| &group.id)
    }
}

fn marks_of(source: &RawSource) -> impl Iterator<Item = SourceFingerprint> {
    let capture = source.capture.iter().map(|capture| SourceFingerprint::Capture(capture.sha256.clone()));
    let copies = source.archived.iter().map(|copy| &copy.url);
    let addresses = source.url.iter().chain(copies);
    capture.chain(addresses.map(|address| SourceFingerprint::Address(comparable(&address.value))))
}

fn report(source: &RawSource, group: &SameSource, is_capture: bool) -> Diagnostic {
    let (id, first) = (&source.id.value, &group.id);
    let (what, version) = match is_capture {
        true => ("both were worked from the same saved text", String::new()),
        false => (
            "both stand at the same address",
            format!("; of a page that was changed, write via = [\"{first}\"] in the record of the later version"),
        ),
    };
    Diagnostic::new(Code::SourceTwice, format!("{first} and {id} are one source: {what}"))
        .at(source.span)
        .label("this one")
        .see(group.span, "and this one")
        .help(format!("keep one of the two, and write its id wherever the other is named{version}"))
}

/// Query parameters that only count clicks. The page is the same without them.
const TRACKING: &[&str] = &[
    "_ga", "_gl", "dclid", "fbclid", "gbraid", "gclid", "igsh", "igshid", "mc_cid", "mc_eid", "msclkid", "twclid",
    "wbraid", "yclid",
];

/// An address in comparable form: without scheme, `www.`, default port, final slash, fragment and tracking parameters,
/// and with the other parameters sorted by name. A copy in the Wayback Machine is compared by the address of its
/// original. A fragment that begins with `!` or `/` stays, because scripts treat it as the path of a page.
fn comparable(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return address.trim().to_owned() };
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    if let Some(original) = original_of_copy(host, &url) {
        return comparable(&original);
    }
    let path = percent_decode_str(url.path().trim_end_matches('/')).decode_utf8_lossy().into_owned();
    let mut parameters: Vec<(String, String)> =
        url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect();
    parameters.retain(|(key, _)| !key.starts_with("utm_") && TRACKING.binary_search(&key.as_str()).is_err());
    // The sort is stable, because the order of parameters with the same name may matter.
    parameters.sort_by(|one, two| one.0.cmp(&two.0));
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let fragment = url.fragment().filter(|fragment| fragment.starts_with(['!', '/'])).unwrap_or_default();
    format!("{host}{port}{path} {parameters:?} {fragment}")
}

/// The address of the original of a copy in the Wayback Machine: `web.archive.org/web/20250616010203/https://…`.
fn original_of_copy(host: &str, url: &Url) -> Option<String> {
    let rest = (host == "web.archive.org").then(|| url.as_str().split_once("/web/"))??.1;
    let (stamp, original) = rest.split_once('/')?;
    let is_stamp = stamp.starts_with(|first: char| first.is_ascii_digit());
    let original = if original.contains("://") { original.to_owned() } else { format!("http://{original}") };
    is_stamp.then_some(original)
}

#[cfg(test)]
mod tests {
    use super::comparable;

    #[track_caller]
    fn same(one: &str, two: &str) {
        assert_eq!(comparable(one), comparable(two));
    }

    #[track_caller]
    fn different(one: &str, two: &str) {
        assert_ne!(comparable(one), comparable(two));
    }

    #[test]
    fn one_page_has_many_addresses() {
        let page = "https://courier.example/2024/pier-closes";
        same(page, "http://courier.example/2024/pier-closes");
        same(page, "https://www.courier.example/2024/pier-closes/");
        same(page, "https://COURIER.example:443/2024/pier-closes#comments");
        same(page, "https://courier.example/2024/pier%2dcloses?utm_source=feed&utm_medium=rss&fbclid=Iw3");
        same(page, "https://courier.example/2024/pier-closes#:~:text=at%20noon");
        same(page, "https://web.archive.org/web/20240312101500/https://www.courier.example/2024/pier-closes/");
        same(page, "https://web.archive.org/web/20240312101500id_/courier.example/2024/pier-closes");
        same("https://courier.example/", "http://www.courier.example");
        same("https://courier.example/?b=2&a=1", "https://courier.example/?a=1&b=2");
    }

    #[test]
    fn other_pages_have_other_addresses() {
        let page = "https://courier.example/story?id=7";
        different(page, "https://courier.example/story?id=8");
        different(page, "https://courier.example/story");
        different(page, "https://courier.example/Story?id=7");
        different(page, "https://news.courier.example/story?id=7");
        different(page, "https://courier.example:8443/story?id=7");
        different("https://post.example/#!/sam/1", "https://post.example/#!/sam/2");
        different("https://post.example/list?x=1&x=2", "https://post.example/list?x=2&x=1");
        different("https://post.example/a%2Fb?c", "https://post.example/a?c");
    }

    #[test]
    fn the_list_of_tracking_parameters_can_be_searched() {
        assert!(super::TRACKING.is_sorted());
    }
}
