//! A cache of links that worked lately, so that hosts are not asked again and again.
//!
//! In: the text that an earlier run wrote, addresses, and times from the caller. Out: which addresses need no request.
//! Failures are not cached, so that an editor who mends a link sees the new result at once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use url::Url;

/// How long an answer is valid, in seconds.
const LASTS: u64 = 7 * 24 * 60 * 60;

/// The version of the file format.
const VERSION: u32 = 1;

/// Addresses that answered, with the times of their answers in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkCache {
    version: u32,
    answered: BTreeMap<String, u64>,
}

impl Default for LinkCache {
    fn default() -> Self {
        Self { version: VERSION, answered: BTreeMap::new() }
    }
}

impl LinkCache {
    /// Reads the text that [`LinkCache::to_json`] wrote. A text that cannot be understood gives an empty cache.
    pub fn from_json(text: &str) -> Self {
        serde_json::from_str(text).ok().filter(|memory: &Self| memory.version == VERSION).unwrap_or_default()
    }

    /// The text to store.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("texts and numbers are always JSON") + "\n"
    }

    /// Whether an address answered lately. Call [`LinkCache::forget`] first.
    pub fn knows(&self, url: &Url) -> bool {
        self.answered.contains_key(url.as_str())
    }

    /// Notes that an address answered at `now`, in seconds since 1970.
    pub fn keep(&mut self, url: &Url, now: u64) {
        self.answered.insert(url.to_string(), now);
    }

    /// Drops answers that are too old, and those that a wrong clock has dated in the future.
    pub fn forget(&mut self, now: u64) {
        self.answered.retain(|_, at| now.checked_sub(*at).is_some_and(|age| age < LASTS));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_believed_for_a_week() {
        let url = Url::parse("https://example.org/a").expect("it is one");
        let known_after = |kept: u64, now: u64| {
            let mut memory = LinkCache::default();
            memory.keep(&url, kept);
            let mut memory = LinkCache::from_json(&memory.to_json());
            memory.forget(now);
            memory.knows(&url)
        };
        assert!(known_after(1_000_000, 1_000_000));
        assert!(known_after(1_000_000, 1_000_000 + LASTS - 1));
        assert!(!known_after(1_000_000, 1_000_000 + LASTS));
        assert!(!known_after(1_000_001, 1_000_000), "it comes from the future");
    }

    #[test]
    fn a_broken_or_foreign_file_is_an_empty_memory() {
        let foreign = r#"{ "version": 2, "answered": { "https://example.org/a": 1 } }"#;
        for text in ["", "{", "[]", "{}", foreign] {
            assert_eq!(LinkCache::from_json(text), LinkCache::default(), "{text}");
        }
    }
}
