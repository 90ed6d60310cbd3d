//! Views of attribution: which sources rely on which.

use std::collections::HashMap;

use super::super::view::AttributionChainView;
use super::PageBuilder;
use crate::model::{AttributionChain, Event, EventProvenance, Evidence, SourceIx};

/// The data that chains are drawn from.
struct ChainContext<'a> {
    provenance: &'a EventProvenance,
    /// The first passage of each source that the page cites.
    cited: HashMap<SourceIx, &'a Evidence>,
    /// The article that the page is about, if it is about one.
    here: Option<SourceIx>,
}

impl PageBuilder<'_> {
    /// The chains of an event, with the words that it quotes.
    pub(super) fn event_chains(&self, event: &Event) -> Vec<AttributionChainView> {
        let cited = event.evidence.iter().rev().map(|piece| (piece.source, piece)).collect();
        self.chains(&ChainContext { provenance: &event.provenance, cited, here: None })
    }

    /// The chains that lead to an article.
    pub(super) fn article_chains(&self, here: SourceIx) -> Vec<AttributionChainView> {
        let provenance = &self.site[here].provenance;
        self.chains(&ChainContext { provenance, cited: HashMap::new(), here: Some(here) })
    }

    fn chains(&self, drawn: &ChainContext<'_>) -> Vec<AttributionChainView> {
        drawn.provenance.chains.iter().map(|chain| self.chain(chain, drawn)).collect()
    }

    fn chain(&self, chain: &AttributionChain, drawn: &ChainContext<'_>) -> AttributionChainView {
        let cited = drawn.cited.get(&chain.source);
        let here = drawn.here == Some(chain.source);
        let role = match (drawn.provenance.is_origin(chain.source), cited.is_some() || here) {
            (true, _) => "origin",
            (false, true) => "report",
            (false, false) => "step",
        };
        AttributionChainView {
            source: self.source_link(chain.source),
            role,
            here,
            cut: chain.is_cut,
            quote: cited.and_then(|piece| piece.quote.as_ref()).map(|quote| self.quote(quote)),
            children: chain.children.iter().map(|child| self.chain(child, drawn)).collect(),
        }
    }
}
