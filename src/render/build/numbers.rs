//! Numbers the sources that a page cites, since links cannot be followed on paper.
//!
//! Sources are numbered in the order in which they are cited first. The list at the end of the page has the same order.

use std::collections::HashMap;

use super::super::view::{AttributionChainView, EvidenceView, ReferenceView, SourceLinkView};
use super::PageBuilder;
use crate::model::SourceIx;

/// The sources that a page has cited so far, with their numbers.
pub(super) struct ReferenceNumbers<'a> {
    builder: &'a PageBuilder<'a>,
    cited: Vec<SourceIx>,
    known: HashMap<SourceIx, usize>,
}

impl<'a> ReferenceNumbers<'a> {
    pub(super) fn new(builder: &'a PageBuilder<'a>) -> Self {
        Self { builder, cited: Vec::new(), known: HashMap::new() }
    }

    /// Gives a citation the number of its source.
    pub(super) fn number(&mut self, source: &mut SourceLinkView) {
        let handle = self.builder.site.source_of_id(&source.id).expect("a view names a source of the site");
        source.number = Some(*self.known.entry(handle).or_insert_with(|| {
            self.cited.push(handle);
            self.cited.len()
        }));
    }

    pub(super) fn evidence<'v>(&mut self, evidence: impl IntoIterator<Item = &'v mut EvidenceView>) {
        for piece in evidence {
            self.number(&mut piece.source);
            piece.via.iter_mut().for_each(|via| self.number(via));
        }
    }

    pub(super) fn chains(&mut self, chains: &mut [AttributionChainView]) {
        for chain in chains {
            if !chain.here {
                self.number(&mut chain.source);
            }
            self.chains(&mut chain.children);
        }
    }

    /// The list of references at the end of the page.
    pub(super) fn references(&self) -> Vec<ReferenceView> {
        self.cited.iter().map(|source| self.reference(*source)).collect()
    }

    fn reference(&self, handle: SourceIx) -> ReferenceView {
        let source = &self.builder.site[handle];
        let mut view = self.builder.source_link(handle);
        view.number = self.known.get(&handle).copied();
        ReferenceView {
            source: view,
            author: source.author.clone(),
            original: source.address().map(str::to_owned),
            archived: self.builder.archives(&source.archived),
        }
    }
}
