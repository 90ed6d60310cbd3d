//! The numbers of quotations by standing.

use serde::{Deserialize, Serialize};

/// How many quotations have each standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotationCounts {
    /// Found in a saved text, or in the text of an article that is published in full.
    pub verified: usize,
    /// Found earlier, according to `evidence.lock`.
    pub locked: usize,
    /// Not looked up.
    pub cited: usize,
    /// Not found.
    pub missing: usize,
}
