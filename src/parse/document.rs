//! A content file, as far as it could be parsed.

use std::sync::Arc;

use super::kind::ContentKind;
use super::raw::{RawActor, RawEvent, RawOffice, RawOverview, RawPage, RawPlace, RawSource};
use crate::diagnostic::RuleList;

/// A content file, as far as it could be parsed.
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
    /// The overview.
    pub overview: Option<RawOverview>,
    /// Kinds of files with parts that could not be parsed. That has been reported, so references to things that may
    /// be in that part are not reported.
    pub incomplete: Vec<ContentKind>,
    /// Its `[check]` table, which applies to findings in this file.
    pub rules: RuleList,
}
