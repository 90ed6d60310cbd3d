//! What was heard lately, so that hosts are not asked again and again.
//!
//! In: what an earlier run wrote, addresses, times from the door. Out: which of them need not be asked. Only good answers
//! are remembered: who has mended a link wants to hear of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use url::Url;

/// How long an answer is believed, in seconds.
const LASTS: u64 = 7 * 24 * 60 * 60;

/// The form of the file.
const VERSION: u32 = 1;

/// Addresses that answered, with the seconds since 1970 when they did.
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
    /// Reads what [`LinkCache::to_json`] wrote. What cannot be understood is forgotten; the addresses are then asked again.
    pub fn from_json(text: &str) -> Self {
        serde_json::from_str(text).ok().filter(|memory: &Self| memory.version == VERSION).unwrap_or_default()
    }

    /// The text to keep.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("texts and numbers are always JSON") + "\n"
    }

    /// Whether an address answered lately.
    pub fn knows(&self, url: &Url) -> bool {
        self.answered.contains_key(url.as_str())
    }

    /// An address answered.
    pub fn keep(&mut self, url: &Url, now: u64) {
        self.answered.insert(url.to_string(), now);
    }

    /// Forgets what is old, and what a wrong clock has dated in the future.
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
