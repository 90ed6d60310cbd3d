//! Classifies the addresses of links, and refuses those that are not allowed.
//!
//! Entities are decoded and control characters removed before an address is checked. It is checked against a list of
//! allowed schemes, because a list of forbidden ones would never be complete.

use percent_encoding::percent_decode_str;

use crate::diagnostic::Code;
use crate::model::{Link, LinkPurpose, LinkTarget, LinkableKind};
use crate::span::Span;
use crate::text::composed;

/// The result of classifying an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ClassifiedLink {
    /// It leads to another host or program; this is the cleaned address.
    External(String),
    /// It leads to a part of the site.
    Internal(SitePath),
    /// It is not allowed.
    Refused {
        /// `link/scheme`, `link/credentials` or, for a picture, `image/elsewhere`.
        code: Code,
        /// "links with javascript: are not allowed"
        message: String,
        /// What to write instead.
        help: String,
    },
}

/// An address within the site, split into its components (RFC 3986, section 3).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SitePath {
    /// The target of the path.
    pub target: LinkTarget,
    /// The text after `?` as written, composed to NFC as ids are.
    pub query: Option<Box<str>>,
    /// The text after `#`, percent-decoded.
    pub fragment: Option<Box<str>>,
}

impl SitePath {
    /// The link that was written at `span`.
    pub(super) fn at(self, span: Span) -> Link {
        let Self { target, query, fragment } = self;
        Link { purpose: LinkPurpose::Follow, target, query, fragment, span }
    }
}

/// Prefixes of links to things of the site by id.
pub(super) const THINGS: [(&str, LinkableKind); 7] = [
    ("event", LinkableKind::Event),
    ("article", LinkableKind::Source),
    ("source", LinkableKind::Source),
    ("actor", LinkableKind::Actor),
    ("place", LinkableKind::Place),
    ("tag", LinkableKind::Tag),
    ("page", LinkableKind::Page),
];

/// The message about an address with a user name or password.
pub(super) const CREDENTIALS: &str = "this address holds a name or password, which everybody could read";

/// Whether a text is an absolute `http` or `https` address.
pub(super) fn is_web_address(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        // A browser reads https:/x as a path on the current host.
        && text.get(text.find(':').unwrap_or_default()..).is_some_and(|rest| rest.starts_with("://"))
        && !text.contains(char::is_whitespace)
}

/// The address without the user name and password before its host. `None` if it has none.
pub(super) fn without_credentials(address: &str) -> Option<String> {
    let host = address.find("://")? + "://".len();
    let end = address[host..].find(['/', '?', '#', '\\']).map_or(address.len(), |at| host + at);
    let at = host + address[host..end].rfind('@')?;
    Some(format!("{}{}", &address[..host], &address[at + 1..]))
}

/// The complete address for one that lacks its scheme or is in brackets, such as `(www.example.org/page)`.
pub(super) fn with_scheme(text: &str) -> Option<String> {
    let address = text.trim_matches(|c: char| c.is_whitespace() || "()<>[]".contains(c)).trim_start_matches('/');
    let host = address.split(['/', '?', '#', ':']).next()?;
    let last = host.rsplit_once('.').map(|(_, last)| last)?;
    let whole = match is_web_address(address) {
        true => address.to_owned(),
        false => format!("https://{address}"),
    };
    let is_host = is_web_address(address) || (last.len() > 1 && last.chars().all(char::is_alphabetic));
    (is_host && is_web_address(&whole)).then_some(whole)
}

/// The address that was probably meant by a relative path in content: `www.example.org`, `example.org/page`,
/// `https//example.org`, `ann@example.org`. `None` if the first part of the path does not look like a host.
pub(crate) fn probable_address(path: &str) -> Option<String> {
    let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let address = match (first, rest) {
        ("http" | "https", Some(rest)) => {
            let host = rest.trim_start_matches('/');
            format!("{first}://{}", Some(host).filter(|host| is_host(host.split('/').next().unwrap_or(host), true))?)
        }
        (name, None) if name.contains('@') => {
            let is_mailbox = name.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host, true));
            return is_mailbox.then(|| format!("mailto:{name}"));
        }
        (host, rest) => Some(format!("https://{path}")).filter(|_| is_host(host, rest.is_some()))?,
    };
    (is_web_address(&address) && !address.contains(['?', '#', '%'])).then_some(address)
}

/// Whether a name looks like a host name. Without a path after it, it could also be a file name.
fn is_host(name: &str, has_path: bool) -> bool {
    const TOP: [&str; 16] = [
        "app", "biz", "blog", "com", "dev", "edu", "gov", "info", "int", "io", "media", "mil", "net", "news", "org",
        "press",
    ];
    // Files have these extensions too, so they count as countries only before a path.
    const ENDINGS: [&str; 12] = ["ai", "cc", "gz", "js", "md", "mk", "pl", "ps", "py", "rs", "sh", "so"];
    let name = name.to_ascii_lowercase();
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let Some((before, top)) = name.rsplit_once('.') else { return false };
    if !before.split('.').all(is_label) {
        return false;
    }
    let is_country = top.len() == 2 && top.bytes().all(|b| b.is_ascii_lowercase());
    TOP.contains(&top)
        || (is_country && (has_path || !ENDINGS.contains(&top)))
        || (before.starts_with("www.") && is_label(top))
}

/// Classifies the address of a link in the content file at `from`, a path relative to the site's root.
pub(super) fn judge_address(address: &str, from: &str) -> ClassifiedLink {
    // Browsers ignore control characters inside an address, so these must not hide its scheme.
    let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
    let (rest, fragment) = match address.split_once('#') {
        Some((rest, fragment)) => (rest, Some(name(fragment))),
        None => (address.as_str(), None),
    };
    // Only the path identifies a file; the query is for the program that reads it.
    let (path, query) = match rest.split_once('?') {
        Some((path, query)) => (path, Some(composed(query.to_owned()).into())),
        None => (rest, None),
    };
    let within = |target| ClassifiedLink::Internal(SitePath { target, query, fragment });
    if let Some((scheme, thing)) = scheme(path) {
        if let Some((_, kind)) = THINGS.iter().find(|(name, _)| *name == scheme) {
            return within(LinkTarget::Thing(*kind, name(thing)));
        }
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if !is_web_address(&address) => ClassifiedLink::Refused {
                code: Code::LinkScheme,
                message: format!("“{address}” is not a whole web address"),
                help: "write it as https://host/path".to_owned(),
            },
            "http" | "https" => match without_credentials(&address) {
                Some(instead) => ClassifiedLink::Refused {
                    code: Code::LinkCredentials,
                    message: CREDENTIALS.to_owned(),
                    help: format!("write {instead}"),
                },
                None => ClassifiedLink::External(address),
            },
            "mailto" | "tel" => ClassifiedLink::External(address),
            // What looks like a scheme is a host, and a port follows.
            host if is_host(host, true) && is_web_address(&format!("https://{address}")) => ClassifiedLink::Refused {
                code: Code::LinkScheme,
                message: format!("“{address}” has no scheme"),
                help: format!("write https://{address}"),
            },
            other => ClassifiedLink::Refused {
                code: Code::LinkScheme,
                message: format!("links with {other}: are not allowed"),
                help: "link to https, http, mailto or tel, or to event:, article:, source:, actor:, place:, tag:, page: within the site".to_owned(),
            },
        };
    }
    if path.starts_with("//") || path.starts_with("\\\\") {
        let whole = Some(format!("https:{address}")).filter(|whole| is_web_address(whole));
        return ClassifiedLink::Refused {
            code: Code::LinkScheme,
            message: format!("“{address}” has no scheme"),
            help: whole.map_or_else(
                || "write the whole address, beginning with https://".to_owned(),
                |whole| format!("write {whole}"),
            ),
        };
    }
    if path.contains('\\') {
        return ClassifiedLink::Refused {
            code: Code::LinkScheme,
            message: format!("“{address}” has backslashes, which browsers and other systems read otherwise"),
            help: format!("write {}", address.replace('\\', "/")),
        };
    }
    let path = name(path);
    within(match path.strip_prefix('/') {
        Some(from_root) => LinkTarget::Path(from_root.into()),
        None if path.is_empty() => LinkTarget::Here,
        None => LinkTarget::File(composed(join(from, &path)).into()),
    })
}

/// Classifies the address of a picture. Pages load nothing from other hosts, so a picture must be a file of the site.
pub(super) fn judge_picture(address: &str, from: &str) -> ClassifiedLink {
    let refused = |code, message: String| ClassifiedLink::Refused {
        code,
        message,
        help: "save the picture beside this file or in static/, and write ![what it shows](picture.jpg) or \
               ![what it shows](/picture.jpg)"
            .to_owned(),
    };
    match judge_address(address, from) {
        ClassifiedLink::External(address) => {
            match url::Url::parse(&address).ok().and_then(|url| Some(url.host_str()?.to_owned())) {
                Some(host) => refused(
                    Code::ImageElsewhere,
                    format!("this picture would be loaded from {host}, which would learn who reads the page"),
                ),
                None => refused(Code::LinkScheme, format!("“{address}” is no picture")),
            }
        }
        ClassifiedLink::Internal(_) if address.trim().is_empty() => {
            refused(Code::LinkScheme, "this picture has no address".to_owned())
        }
        ClassifiedLink::Internal(SitePath { target: LinkTarget::Here | LinkTarget::Thing(..), .. }) => {
            refused(Code::LinkScheme, format!("“{address}” is no picture"))
        }
        backslashes @ ClassifiedLink::Refused { .. } if address.contains('\\') && scheme(address.trim()).is_none() => {
            backslashes
        }
        ClassifiedLink::Refused { code: Code::LinkScheme, .. } if address.trim().starts_with("//") => {
            refused(Code::ImageElsewhere, format!("“{address}” is the address of a picture on another host"))
        }
        ClassifiedLink::Refused { .. } => {
            let start: String = address.chars().take(40).collect();
            let rest = if start.len() < address.len() { "…" } else { "" };
            refused(Code::LinkScheme, format!("a picture cannot be loaded from “{start}{rest}”"))
        }
        within @ ClassifiedLink::Internal(_) => within,
    }
}

/// A part of an address, percent-decoded and composed to NFC, as names are compared.
fn name(encoded: &str) -> Box<str> {
    composed(percent_decode_str(encoded).decode_utf8_lossy().into_owned()).into()
}

/// The scheme of an address and the text after its colon (RFC 3986, section 3.1).
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let letters = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    letters.then_some((scheme, rest))
}

/// Resolves a relative path from the folder of `from`. Steps above the root stay at the root, where no file will be
/// found.
fn join(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(address: &str) -> ClassifiedLink {
        judge_address(address, "content/events/landing.md")
    }

    #[test]
    fn only_listed_schemes_leave_the_site() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example/x",
            "https:/x y",
            "https:/x",
            "https:x",
        ] {
            assert!(matches!(judge(bad), ClassifiedLink::Refused { .. }), "{bad:?}");
        }
        assert_eq!(judge("https://example.org/a?b#c"), ClassifiedLink::External("https://example.org/a?b#c".into()));
        assert_eq!(judge("mailto:a@example.org"), ClassifiedLink::External("mailto:a@example.org".into()));
    }

    #[test]
    fn links_within_the_site_keep_their_kind() {
        let internal = |target, fragment: Option<&str>| {
            ClassifiedLink::Internal(SitePath { target, query: None, fragment: fragment.map(Into::into) })
        };
        assert_eq!(
            judge("event:landing#x"),
            internal(LinkTarget::Thing(LinkableKind::Event, "landing".into()), Some("x"))
        );
        assert_eq!(judge("/disputes/"), internal(LinkTarget::Path("disputes/".into()), None));
        assert_eq!(judge("../pages/method.md"), internal(LinkTarget::File("content/pages/method.md".into()), None));
        assert_eq!(judge("../../../../etc/passwd"), internal(LinkTarget::File("etc/passwd".into()), None));
        assert_eq!(judge("#note"), internal(LinkTarget::Here, Some("note")));
    }

    #[test]
    fn a_path_that_looks_like_a_host_was_meant_as_an_address() {
        for (path, address) in [
            ("www.ferry.example", Some("https://www.ferry.example")),
            ("www.ferry.example/a/b.html", Some("https://www.ferry.example/a/b.html")),
            ("example.org", Some("https://example.org")),
            ("Example.org/timetable", Some("https://Example.org/timetable")),
            ("harbour.example.net/plan.pdf", Some("https://harbour.example.net/plan.pdf")),
            ("faehre.de", Some("https://faehre.de")),
            ("gov.md/report", Some("https://gov.md/report")),
            ("https/example.org/x", Some("https://example.org/x")),
            ("http//example.org", Some("http://example.org")),
            ("ann@example.org", Some("mailto:ann@example.org")),
            ("strike.md", None),
            ("timetable.html", None),
            ("plan.pdf", None),
            ("2024.05/plan.pdf", None),
            ("pages/method.md", None),
            ("v1.final/plan.pdf", None),
            ("www", None),
            ("www.pdf", None),
            (".org", None),
            ("ferry..org", None),
            ("example.org/a b", None),
            ("ann@", None),
            ("", None),
        ] {
            assert_eq!(probable_address(path).as_deref(), address, "{path}");
        }
    }

    #[test]
    fn what_lacks_its_scheme_is_given_one() {
        for (address, instead) in [
            ("//ferry.example/a", "write https://ferry.example/a"),
            ("example.org:8080/a", "write https://example.org:8080/a"),
            ("..\\pages\\method.md", "write ../pages/method.md"),
            ("//", "write the whole address, beginning with https://"),
        ] {
            match judge(address) {
                ClassifiedLink::Refused { code: Code::LinkScheme, help, .. } => assert_eq!(help, instead, "{address}"),
                other => panic!("{address}: {other:?}"),
            }
        }
    }

    #[test]
    fn names_and_passwords_do_not_leave_the_site() {
        for (address, instead) in [
            ("https://ana:secret@ferry.example/a?b#c", Some("https://ferry.example/a?b#c")),
            ("https://ana@ferry.example", Some("https://ferry.example")),
            ("https://a@b@ferry.example/@c", Some("https://ferry.example/@c")),
            ("https://ferry.example/@ana", None),
            ("https://ferry.example/?to=ana@b.example", None),
            ("https://ferry.example/#ana@b", None),
            ("https://copies.example/2024/https://ana@ferry.example/", None),
        ] {
            let refused = match judge(address) {
                ClassifiedLink::Refused { code: Code::LinkCredentials, help, .. } => Some(help),
                _ => None,
            };
            assert_eq!(refused, instead.map(|instead| format!("write {instead}")), "{address}");
        }
        assert_eq!(judge("mailto:ana@ferry.example"), ClassifiedLink::External("mailto:ana@ferry.example".into()));
    }

    #[test]
    fn a_query_is_no_part_of_the_path() {
        let parts = |address: &str| match judge(address) {
            ClassifiedLink::Internal(within) => {
                (within.target, within.query.map(String::from), within.fragment.map(String::from))
            }
            other => panic!("{address}: {other:?}"),
        };
        let some = |text: &str| Some(text.to_owned());
        let path = |path: &str| LinkTarget::Path(path.into());
        assert_eq!(parts("/?people=ana#top"), (path(""), some("people=ana"), some("top")));
        assert_eq!(parts("/plan.pdf?v=2"), (path("plan.pdf"), some("v=2"), None));
        assert_eq!(parts("/why%3F.pdf"), (path("why?.pdf"), None, None));
        assert_eq!(parts("?q=pier"), (LinkTarget::Here, some("q=pier"), None));
        assert_eq!(parts("/a?b?c#d?e"), (path("a"), some("b?c"), some("d?e")));
        assert_eq!(parts("/?to=//elsewhere.example"), (path(""), some("to=//elsewhere.example"), None));
        assert_eq!(parts("/?at=10:30"), (path(""), some("at=10:30"), None));
        assert_eq!(
            parts("event:landing?x=1"),
            (LinkTarget::Thing(LinkableKind::Event, "landing".into()), some("x=1"), None)
        );
        assert_eq!(parts("/?places=cafe\u{301}").1, some("places=caf\u{e9}"));
    }
}
