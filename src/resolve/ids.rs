//! Everything that can be referred to by id.

use super::registry::Registry;
use crate::model::{ActorIx, OfficeIx, PlaceIx, SourceIx};

/// Everything that can be referred to by id.
pub(super) struct Ids {
    pub(super) sources: Registry<SourceIx>,
    pub(super) actors: Registry<ActorIx>,
    pub(super) offices: Registry<OfficeIx>,
    pub(super) places: Registry<PlaceIx>,
}
