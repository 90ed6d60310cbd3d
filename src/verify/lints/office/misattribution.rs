//! The result of the check of offices.

use std::ops::Range;

use crate::model::{ActorIx, OfficeIx};

/// A text gives a person an office that they did not hold on its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeMisattribution {
    /// The words of the claim, as a range of the text.
    pub range: Range<usize>,
    /// The person who is given the office.
    pub actor: ActorIx,
    /// The office.
    pub office: OfficeIx,
    /// The holders of the office on that date, as far as the site knows them.
    pub holders: Vec<ActorIx>,
}
