//! How the quotations of a site stand, in numbers.

use serde::Serialize;

/// How many quotations there are of each standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct QuotationCounts {
    /// Found in a saved text that is held, or in the article's own.
    pub verified: usize,
    /// Found earlier, says `evidence.lock`.
    pub locked: usize,
    /// Not looked up.
    pub cited: usize,
    /// Not found.
    pub missing: usize,
}
