//! The registries of all things that can be referred to by id.

use super::registry::IdRegistry;
use crate::model::{ActorIx, OfficeIx, PlaceIx, SharedQuestionIx, SourceIx};

/// The registries of all things that can be referred to by id.
pub(super) struct SiteIds {
    pub(super) sources: IdRegistry<SourceIx>,
    pub(super) actors: IdRegistry<ActorIx>,
    pub(super) offices: IdRegistry<OfficeIx>,
    pub(super) places: IdRegistry<PlaceIx>,
    pub(super) questions: IdRegistry<SharedQuestionIx>,
}
