//! An office that was not held.

use std::ops::Range;

use crate::model::{ActorIx, OfficeIx};

/// A text gives somebody an office that they did not hold on its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeMisattribution {
    /// The words, in the text.
    pub range: Range<usize>,
    /// Who is given the office.
    pub actor: ActorIx,
    /// The office.
    pub office: OfficeIx,
    /// Who held it on that date, as far as the site knows.
    pub holders: Vec<ActorIx>,
}
