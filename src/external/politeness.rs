//! How to ask other hosts without being a burden.

use std::time::Duration;

/// How to ask without being a burden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolitenessPolicy {
    /// How many requests may be open at once; to one host there is never more than one.
    pub connections: usize,
    /// How long a host is left alone between two requests.
    pub pause: Duration,
    /// How long an answer may take.
    pub timeout: Duration,
    /// How often a host that is busy or away is asked again.
    pub retries: u32,
    /// How long to wait before that; each time twice as long.
    pub backoff: Duration,
    /// A host that wants to be left alone for longer is not asked again.
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
