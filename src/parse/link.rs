//! Where a link leads, and whether it may.
//!
//! Addresses are judged after entities are decoded and control characters are gone, against a list of schemes that are
//! allowed: a list of forbidden ones is always one trick short.

use percent_encoding::percent_decode_str;

use crate::model::{LinkTarget, Thing};

/// The address of a link, judged.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Judged {
    /// It leaves the site; this is the cleaned address.
    External(String),
    /// It stays within the site.
    Internal(LinkTarget, Option<Box<str>>),
    /// It may not be; this says why and what to write.
    Refused {
        /// "javascript: links are not allowed"
        message: String,
        /// What to write instead.
        help: String,
    },
}

/// Prefixes that lead to things of the site by id.
pub(super) const THINGS: [(&str, Thing); 7] = [
    ("event", Thing::Event),
    ("article", Thing::Source),
    ("source", Thing::Source),
    ("actor", Thing::Actor),
    ("place", Thing::Place),
    ("tag", Thing::Tag),
    ("page", Thing::Page),
];

/// Whether a text is an absolute `http` or `https` address.
pub(super) fn is_web_address(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        // A browser reads https:/x as a path on the page's own host.
        && text.get(text.find(':').unwrap_or_default()..).is_some_and(|rest| rest.starts_with("://"))
        && !text.contains(char::is_whitespace)
}

/// Judges the address of a link in the content file at `from`, a path from the site's root.
pub(super) fn judge_address(address: &str, from: &str) -> Judged {
    // What browsers ignore inside an address must not hide its scheme.
    let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
    let (rest, fragment) = match address.split_once('#') {
        Some((rest, fragment)) => (rest, Some(percent_decode_str(fragment).decode_utf8_lossy().into())),
        None => (address.as_str(), None),
    };
    if let Some((scheme, thing)) = scheme(rest) {
        if let Some((_, kind)) = THINGS.iter().find(|(name, _)| *name == scheme) {
            return Judged::Internal(LinkTarget::Thing(*kind, thing.into()), fragment);
        }
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if !is_web_address(&address) => Judged::Refused {
                message: format!("“{address}” is not a whole web address"),
                help: "write it as https://host/path".to_owned(),
            },
            "http" | "https" | "mailto" | "tel" => Judged::External(address),
            other => Judged::Refused {
                message: format!("links with {other}: are not allowed"),
                help: "link to https, http, mailto or tel, or to event:, article:, source:, actor:, place:, tag:, page: within the site".to_owned(),
            },
        };
    }
    if rest.starts_with("//") || rest.contains('\\') {
        return Judged::Refused {
            message: format!("“{address}” has no scheme"),
            help: "write the whole address, beginning with https://".to_owned(),
        };
    }
    let path = percent_decode_str(rest).decode_utf8_lossy();
    let target = match path.strip_prefix('/') {
        Some(from_root) => LinkTarget::Path(from_root.into()),
        None if path.is_empty() => LinkTarget::Here,
        None => LinkTarget::File(join(from, &path).into()),
    };
    Judged::Internal(target, fragment)
}

/// The scheme of an address and what follows its colon (RFC 3986, section 3.1).
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let letters = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    letters.then_some((scheme, rest))
}

/// A relative path from the folder of `from`. Steps above the root stay at the root, where nothing will be found.
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

    fn judge(address: &str) -> Judged {
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
            assert!(matches!(judge(bad), Judged::Refused { .. }), "{bad:?}");
        }
        assert_eq!(judge("https://example.org/a?b#c"), Judged::External("https://example.org/a?b#c".into()));
        assert_eq!(judge("mailto:a@example.org"), Judged::External("mailto:a@example.org".into()));
    }

    #[test]
    fn links_within_the_site_keep_their_kind() {
        let internal = |target, fragment: Option<&str>| Judged::Internal(target, fragment.map(Into::into));
        assert_eq!(judge("event:landing#x"), internal(LinkTarget::Thing(Thing::Event, "landing".into()), Some("x")));
        assert_eq!(judge("/disputes/"), internal(LinkTarget::Path("disputes/".into()), None));
        assert_eq!(judge("../pages/method.md"), internal(LinkTarget::File("content/pages/method.md".into()), None));
        assert_eq!(judge("../../../../etc/passwd"), internal(LinkTarget::File("etc/passwd".into()), None));
        assert_eq!(judge("#note"), internal(LinkTarget::Here, Some("note")));
    }
}
