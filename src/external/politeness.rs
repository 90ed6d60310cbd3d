//! Limits that keep a link check from burdening other hosts.

use std::time::Duration;

/// Limits that keep a link check from burdening other hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolitenessPolicy {
    /// The most requests that are open at once. A host never gets more than one at a time.
    pub connections: usize,
    /// The pause between two requests to one host.
    pub pause: Duration,
    /// The longest time that an answer may take.
    pub timeout: Duration,
    /// How many times a request is repeated if the host is busy or cannot be reached.
    pub retries: u32,
    /// The pause before the first repetition. It doubles each time.
    pub backoff: Duration,
    /// If a host asks for a longer pause, the request is not repeated.
    pub longest_wait: Duration,
}

impl Default for PolitenessPolicy {
    fn default() -> Self {
        Self {
            connections: 8,
            pause: Duration::from_millis(500),
            timeout: Duration::from_secs(15),
            retries: 2,
            backoff: Duration::from_secs(1),
            longest_wait: Duration::from_secs(10),
        }
    }
}
