//! The path of a request: decoded once, checked, and located relative to the site's path.
//!
//! In: the path of a request. Out: a [`RequestPath`], or that it is malformed. Paths that two programs could read
//! differently (`..`, `//`, `\`, an encoded slash) are refused.

use percent_encoding::percent_decode_str;

/// A decoded path from the host's root. It begins with a slash and has no `.`, no `..` and no empty segment except
/// perhaps the last one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RequestPath(String);

/// The path is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MalformedPath;

/// The position of an address relative to the site.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RequestLocation<'a> {
    /// In the site. The path is from the site's root, without the leading slash.
    Site(&'a str),
    /// The site's root without its closing slash, or the host's root if the site is below it.
    Threshold,
    /// Outside the site.
    Outside,
}

impl RequestPath {
    /// Decodes and checks a path.
    pub fn parse(raw: &str) -> Result<Self, MalformedPath> {
        if !escapes_are_sound(raw.as_bytes()) {
            return Err(MalformedPath);
        }
        let path = percent_decode_str(raw).decode_utf8().map_err(|_| MalformedPath)?;
        let below = path.strip_prefix('/').ok_or(MalformedPath)?;
        let folders = below.strip_suffix('/').unwrap_or(below);
        let sound = |segment: &str| !matches!(segment, "" | "." | "..");
        let letters = !path.contains(|c: char| c.is_control() || c == '\\');
        let segments = below.is_empty() || folders.split('/').all(sound);
        if letters && segments { Ok(Self(path.into_owned())) } else { Err(MalformedPath) }
    }

    /// The whole path, with its leading slash.
    pub fn path(&self) -> &str {
        &self.0
    }

    /// The position of the address for a site at the path `mount`, which is percent-encoded.
    pub fn below(&self, mount: &str) -> RequestLocation<'_> {
        let mount = percent_decode_str(mount).decode_utf8_lossy();
        if let Some(path) = self.0.strip_prefix(&*mount) {
            RequestLocation::Site(path)
        } else if self.0 == "/" || Some(self.0.as_str()) == mount.strip_suffix('/') {
            RequestLocation::Threshold
        } else {
            RequestLocation::Outside
        }
    }
}

/// Whether every `%` begins an escape sequence, and none encodes a slash, which would turn one segment into two.
fn escapes_are_sound(raw: &[u8]) -> bool {
    raw.iter().enumerate().filter(|(_, byte)| **byte == b'%').all(|(index, _)| match raw.get(index + 1..index + 3) {
        Some(digits) => digits.iter().all(u8::is_ascii_hexdigit) && !digits.eq_ignore_ascii_case(b"2f"),
        None => false,
    })
}

/// Whether a path in a site names a hidden file or a file in a hidden folder. `.well-known` is not hidden, because it
/// exists to be requested.
pub(super) fn is_hidden(path: &str) -> bool {
    path.strip_prefix(".well-known/").unwrap_or(path).split('/').any(|segment| segment.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_two_readers_could_read_differently_is_refused() {
        for bad in [
            "",
            "*",
            "a",
            "/..",
            "/../site.toml",
            "/a/../b",
            "/a/..",
            "/./a",
            "/a/.",
            "/%2e%2e/site.toml",
            "/%2E%2e/",
            "/.%2e/a",
            "/a%2fb",
            "/a%2Fb",
            "/a%5cb",
            "/a\\b",
            "/a%00",
            "/%0a",
            "/a%7f",
            "/%c2%85",
            "//",
            "//elsewhere.example/",
            "/a//b",
            "/a//",
            "/%ff",
            "/%",
            "/%2",
            "/%zz",
            "/a%2",
            "/%+1",
        ] {
            assert_eq!(RequestPath::parse(bad), Err(MalformedPath), "{bad:?}");
        }
    }

    #[test]
    fn a_path_is_decoded_exactly_once() {
        let path = |raw| RequestPath::parse(raw).expect("well-formed").0;
        assert_eq!(path("/"), "/");
        assert_eq!(path("/events/%C3%B6/"), "/events/ö/");
        assert_eq!(path("/events/ö/"), "/events/ö/");
        assert_eq!(path("/%252e%252e/a"), "/%2e%2e/a");
        assert_eq!(path("/a%252fb"), "/a%2fb");
        assert_eq!(path("/a%20b+c"), "/a b+c");
        assert_eq!(path("/..."), "/...");
    }

    #[test]
    fn an_address_is_in_the_site_at_its_threshold_or_outside() {
        let address = |raw| RequestPath::parse(raw).expect("well-formed");
        assert_eq!(address("/").below("/"), RequestLocation::Site(""));
        assert_eq!(address("/a/b").below("/"), RequestLocation::Site("a/b"));
        assert_eq!(address("/june/a").below("/june/"), RequestLocation::Site("a"));
        assert_eq!(address("/june/").below("/june/"), RequestLocation::Site(""));
        assert_eq!(address("/june").below("/june/"), RequestLocation::Threshold);
        assert_eq!(address("/").below("/june/"), RequestLocation::Threshold);
        assert_eq!(address("/juneau/").below("/june/"), RequestLocation::Outside);
        assert_eq!(address("/a").below("/june/"), RequestLocation::Outside);
        assert_eq!(address("/j%C3%BCni/a").below("/j%C3%BCni/"), RequestLocation::Site("a"));
    }

    #[test]
    fn hidden_files_are_told_from_those_that_are_well_known() {
        for hidden in [".git/config", ".nojekyll", "a/.env", ".well-known/.env", "...", ".well-known"] {
            assert!(is_hidden(hidden), "{hidden}");
        }
        for shown in ["", "a.b", "a/b.c/", ".well-known/security.txt", ".well-known/"] {
            assert!(!is_hidden(shown), "{shown}");
        }
    }
}
