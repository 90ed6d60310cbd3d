//! `archive/shape`: the address of an archived copy that does not lead to one copy of a certain day.

use chrono::NaiveDate;
use url::Url;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Archive, Site};

/// The hosts of archive.today.
const ARCHIVE_TODAY: [&str; 7] =
    ["archive.today", "archive.ph", "archive.is", "archive.li", "archive.md", "archive.vn", "archive.fo"];

pub(super) fn lint(site: &Site) -> Vec<Diagnostic> {
    let copies = site.sources.iter().flat_map(|source| &source.archived);
    copies.filter_map(judge).collect()
}

fn judge(archive: &Archive) -> Option<Diagnostic> {
    let finding = |message: &str, help: String| {
        Some(Diagnostic::new(Code::ArchiveShape, message).at(archive.url.span).help(help))
    };
    match shape(&archive.url.value) {
        ArchiveAddressTarget::Wrong(help) => {
            finding("this address does not lead to one archived copy", help.to_owned())
        }
        ArchiveAddressTarget::Unknown | ArchiveAddressTarget::Copy(None) => None,
        ArchiveAddressTarget::Copy(Some(taken)) => {
            let date = archive.date.filter(|date| (*date - taken).num_days().abs() > 1)?;
            finding(
                "the address says another day than the date",
                format!("the copy was taken on {taken}, not on {date}: write date = {taken}"),
            )
        }
    }
}

/// The target of an address at an archive.
#[derive(Debug, PartialEq)]
enum ArchiveAddressTarget {
    /// One copy, with its day if the address contains it.
    Copy(Option<NaiveDate>),
    /// Something else. The text is the help.
    Wrong(&'static str),
    /// The host is no known archive.
    Unknown,
}

fn shape(address: &str) -> ArchiveAddressTarget {
    let Ok(url) = Url::parse(address) else { return ArchiveAddressTarget::Unknown };
    let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
    let path = url.path().trim_start_matches('/');
    match host {
        "web.archive.org" => wayback(path),
        "perma.cc" => perma(path),
        host if ARCHIVE_TODAY.contains(&host) => archive_today(path),
        _ => ArchiveAddressTarget::Unknown,
    }
}

/// `web/20250621083000/https://…`, where letters may follow the digits.
fn wayback(path: &str) -> ArchiveAddressTarget {
    const HELP: &str =
        "write the address of one copy: https://web.archive.org/web/ and 14 digits before the original address";
    let Some((stamp, original)) = path.strip_prefix("web/").and_then(|rest| rest.split_once('/')) else {
        return ArchiveAddressTarget::Wrong(HELP);
    };
    let digits = stamp.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '_');
    if digits.len() != 14 || original.is_empty() {
        return ArchiveAddressTarget::Wrong(HELP);
    }
    day(digits).map_or(ArchiveAddressTarget::Wrong(HELP), |day| ArchiveAddressTarget::Copy(Some(day)))
}

/// `AbCdE`, or `2025.06.21-083000/https://…`, or `20250621083000/https://…`.
fn archive_today(path: &str) -> ArchiveAddressTarget {
    const HELP: &str = "write the short address of one copy, as in https://archive.ph/AbCdE";
    match path.split_once('/') {
        None if path.len() >= 4 && path.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            ArchiveAddressTarget::Copy(None)
        }
        Some((stamp, original)) if !original.is_empty() => {
            let digits: String = stamp.chars().filter(char::is_ascii_digit).collect();
            day(&digits).map_or(ArchiveAddressTarget::Wrong(HELP), |day| ArchiveAddressTarget::Copy(Some(day)))
        }
        _ => ArchiveAddressTarget::Wrong(HELP),
    }
}

/// `AB12-CD34`
fn perma(path: &str) -> ArchiveAddressTarget {
    let is_part = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match path.trim_end_matches('/').split_once('-') {
        Some((first, second)) if is_part(first) && is_part(second) => ArchiveAddressTarget::Copy(None),
        _ => ArchiveAddressTarget::Wrong("write the address of one copy, as in https://perma.cc/AB12-CD34"),
    }
}

/// The day in the first 8 of 14 digits; `None` if there are not 14, or if the day does not exist.
fn day(digits: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(digits.get(..8).filter(|_| digits.len() == 14)?, "%Y%m%d").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_copies_are_told_from_others() {
        let june = ArchiveAddressTarget::Copy(NaiveDate::from_ymd_opt(2025, 6, 21));
        for (address, expected) in [
            ("https://web.archive.org/web/20250621083000/https://example.org/a", &june),
            ("http://web.archive.org/web/20250621083000id_/https://example.org/a", &june),
            ("https://archive.ph/2025.06.21-083000/https://example.org/a", &june),
            ("https://archive.today/AbCdE", &ArchiveAddressTarget::Copy(None)),
            ("https://perma.cc/AB12-CD34", &ArchiveAddressTarget::Copy(None)),
            ("https://example.org/web/2025", &ArchiveAddressTarget::Unknown),
        ] {
            assert_eq!(shape(address), *expected, "{address}");
        }
        for address in [
            "https://web.archive.org/web/*/https://example.org/a",
            "https://web.archive.org/web/2025/https://example.org/a",
            "https://web.archive.org/save/https://example.org/a",
            "https://web.archive.org/web/20251321083000/https://example.org/a",
            "https://archive.ph/newest/https://example.org/a",
            "https://archive.ph/",
            "https://perma.cc/about",
        ] {
            assert!(matches!(shape(address), ArchiveAddressTarget::Wrong(_)), "{address}");
        }
    }
}
