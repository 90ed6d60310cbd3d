//! Who took a report from whom, as it is drawn.

use super::super::view::ChainView;
use super::Scene;
use crate::model::{Chain, Event, SourceIx};

impl Scene<'_> {
    /// The chains of an event, with the words that it quotes.
    pub(super) fn event_chains(&self, event: &Event) -> Vec<ChainView> {
        event.provenance.chains.iter().map(|chain| self.chain(chain, Some(event), None, true)).collect()
    }

    /// The chains above an article.
    pub(super) fn article_chains(&self, chains: &[Chain], here: SourceIx) -> Vec<ChainView> {
        chains.iter().map(|chain| self.chain(chain, None, Some(here), true)).collect()
    }

    fn chain(&self, chain: &Chain, event: Option<&Event>, here: Option<SourceIx>, is_origin: bool) -> ChainView {
        let cited = event.and_then(|event| event.evidence.iter().find(|piece| piece.source == chain.source));
        let role = match (is_origin, cited.is_some() || here == Some(chain.source)) {
            (true, _) => "origin",
            (false, true) => "report",
            (false, false) => "step",
        };
        ChainView {
            source: self.source_link(chain.source),
            role,
            here: here == Some(chain.source),
            quote: cited.and_then(|piece| piece.quote.as_ref()).map(|quote| self.quote(quote)),
            children: chain.children.iter().map(|child| self.chain(child, event, here, false)).collect(),
        }
    }
}
