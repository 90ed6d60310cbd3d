//! A content file, understood as far as it could be.

use std::sync::Arc;

use super::kind::ContentKind;
use super::raw::{RawActor, RawEvent, RawOffice, RawPage, RawPlace, RawSource};
use crate::diagnostic::RuleList;

/// A content file, understood as far as it could be.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its events.
    pub events: Vec<Arc<RawEvent>>,
    /// Its article and source records.
    pub sources: Vec<Arc<RawSource>>,
    /// Its actors.
    pub actors: Vec<RawActor>,
    /// Its offices.
    pub offices: Vec<RawOffice>,
    /// Its places.
    pub places: Vec<RawPlace>,
    /// Its page.
    pub pages: Vec<RawPage>,
    /// Kinds of files of which something could not be understood at all. That has been reported; what refers to
    /// something that may have stood there is not wrong for it.
    pub incomplete: Vec<ContentKind>,
    /// Its `[check]`: what it makes of findings whose place it is.
    pub rules: RuleList,
}
