//! Who has it from whom: chains of attribution, their ends, and loops in them.

use std::collections::btree_map::{BTreeMap, Entry};
use std::collections::{BTreeSet, VecDeque};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Chain, Event, Provenance, Site, Source, SourceIx, Stance};
use crate::span::Span;

/// Where a source has it from, in one event: what its evidence there says, else what its record says.
fn upstream(source: SourceIx, event: Option<&Event>, sources: &[Source]) -> Vec<SourceIx> {
    let own = event.into_iter().flat_map(|event| &event.evidence).filter(|piece| piece.source == source);
    let mut via: Vec<SourceIx> = Vec::new();
    let mut said = false;
    for piece in own {
        if let Some(list) = &piece.via {
            said = true;
            via.extend(list);
        }
    }
    if !said {
        via.clone_from(&sources[source.at()].via);
    }
    via.sort_unstable();
    via.dedup();
    via
}

/// Reports every loop: first those in the records, then those that the evidence of one event makes.
pub(super) fn check_loops(site: &Site, findings: &mut Diagnostics) {
    let mut reported = BTreeSet::new();
    for source in endless(&site.sources) {
        if let Some(path) = find_loop(source, None, &site.sources) {
            report(&path, site.sources[path[0].at()].span, site, &mut reported, findings);
        }
    }
    for event in &site.events {
        for piece in event.evidence.iter().filter(|piece| piece.via.is_some()) {
            if let Some(path) = find_loop(piece.source, Some(event), &site.sources) {
                report(&path, piece.span, site, &mut reported, findings);
            }
        }
    }
}

/// Sources from which some way upstream never ends: those on a loop, and those that lead into one. All others are taken
/// off from the ends of the chains, each once.
fn endless(sources: &[Source]) -> Vec<SourceIx> {
    let mut open: Vec<usize> = sources.iter().map(|source| source.via.len()).collect();
    let mut downstream: Vec<Vec<usize>> = vec![Vec::new(); sources.len()];
    for (at, source) in sources.iter().enumerate() {
        for via in &source.via {
            downstream[via.at()].push(at);
        }
    }
    let mut ended: Vec<usize> = (0..sources.len()).filter(|at| open[*at] == 0).collect();
    while let Some(at) = ended.pop() {
        for &below in &downstream[at] {
            open[below] -= 1;
            if open[below] == 0 {
                ended.push(below);
            }
        }
    }
    (0..sources.len()).filter(|at| open[*at] > 0).map(SourceIx::new).collect()
}

fn report(
    path: &[SourceIx],
    span: Span,
    site: &Site,
    reported: &mut BTreeSet<BTreeSet<SourceIx>>,
    findings: &mut Diagnostics,
) {
    if !reported.insert(path.iter().copied().collect()) {
        return;
    }
    let steps: Vec<&str> = path.iter().chain(&path[..1]).map(|source| site[*source].id.as_str()).collect();
    let steps = format!("{} has it from {}", steps[0], steps[1..].join(", that from "));
    findings.push(
        Diagnostic::new(Code::ChainLoop, "this chain of attribution runs in a circle")
            .at(span)
            .help(format!("{steps}; take one of these steps out of via")),
    );
}

/// The loop that `start` lies on, beginning with `start`.
fn find_loop(start: SourceIx, event: Option<&Event>, sources: &[Source]) -> Option<Vec<SourceIx>> {
    let mut seen = BTreeSet::new();
    let mut path = vec![start];
    let mut todo = vec![upstream(start, event, sources)];
    while let Some(list) = todo.last_mut() {
        match list.pop() {
            None => {
                todo.pop();
                path.pop();
            }
            Some(next) if next == start => return Some(path),
            Some(next) => {
                if seen.insert(next) {
                    path.push(next);
                    todo.push(upstream(next, event, sources));
                }
            }
        }
    }
    None
}

/// The nearest of those that a source has its report from, however indirectly, for which something holds.
pub(super) fn nearest_upstream(
    source: SourceIx,
    event: &Event,
    sources: &[Source],
    holds: impl Fn(SourceIx) -> bool,
) -> Option<SourceIx> {
    let mut seen = BTreeSet::from([source]);
    let mut todo = VecDeque::from(upstream(source, Some(event), sources));
    while let Some(next) = todo.pop_front() {
        if !seen.insert(next) {
            continue;
        }
        if holds(next) {
            return Some(next);
        }
        todo.extend(upstream(next, Some(event), sources));
    }
    None
}

/// Gives every article its own chains, apart from any event.
pub(super) fn trace_articles(sources: &mut [Source]) {
    let of_article = |(at, source): (usize, &Source)| {
        let via = |source| upstream(source, None, sources);
        source.has_page().then(|| provenance(vec![SourceIx::new(at)], via, sources))
    };
    let traced: Vec<Option<Provenance>> = sources.par_iter().enumerate().map(of_article).collect();
    for (source, provenance) in sources.iter_mut().zip(traced) {
        source.provenance = provenance.unwrap_or_default();
    }
}

/// The reports, origins and chains of an event.
pub(super) fn of_event(event: &Event, sources: &[Source]) -> Provenance {
    let counted = event.evidence.iter().filter(|piece| piece.stance != Stance::Context);
    let mut reports: Vec<SourceIx> = counted.map(|piece| piece.source).collect();
    reports.sort_unstable();
    reports.dedup();
    provenance(reports, |source| upstream(source, Some(event), sources), sources)
}

fn provenance(reports: Vec<SourceIx>, upstream: impl Fn(SourceIx) -> Vec<SourceIx>, sources: &[Source]) -> Provenance {
    let reached = Reached::from(&reports, upstream);
    Provenance { origins: reached.ends(), chains: reached.chains(sources), reports }
}

/// The distinct ends of the chains of some sources of an event, by id.
pub(super) fn origins(event: &Event, sources: &[Source], from: &[SourceIx]) -> Vec<SourceIx> {
    Reached::from(from, |source| upstream(source, Some(event), sources)).ends()
}

/// Every source on the way upstream, with those that it has it from.
struct Reached(BTreeMap<SourceIx, Vec<SourceIx>>);

impl Reached {
    fn from(reports: &[SourceIx], upstream: impl Fn(SourceIx) -> Vec<SourceIx>) -> Self {
        let mut reached = BTreeMap::new();
        let mut todo = reports.to_vec();
        while let Some(source) = todo.pop() {
            if let Entry::Vacant(new) = reached.entry(source) {
                todo.extend_from_slice(new.insert(upstream(source)));
            }
        }
        Self(reached)
    }

    /// The distinct ends of the chains, by id.
    fn ends(&self) -> Vec<SourceIx> {
        self.0.iter().filter(|(_, via)| via.is_empty()).map(|(source, _)| *source).collect()
    }

    /// Turns "has it from" around: trees that grow from the ends of the chains towards the reports. A source that was
    /// already drawn with its children stands without them the second time.
    fn chains(&self, sources: &[Source]) -> Vec<Chain> {
        let mut children: BTreeMap<SourceIx, Vec<SourceIx>> = BTreeMap::new();
        for (source, via) in &self.0 {
            for parent in via {
                children.entry(*parent).or_default().push(*source);
            }
        }
        let mut pen = Pen { children, drawn: BTreeSet::new(), sources };
        in_order(self.ends(), sources).into_iter().map(|end| pen.draw(end, 1)).collect()
    }
}

/// How many steps of a chain are drawn. Hardly a story has been told on this often, and the template engine nests
/// components no deeper than 20. Origins are found however long the chain is.
const DEEPEST: usize = 16;

/// Draws trees.
struct Pen<'a> {
    children: BTreeMap<SourceIx, Vec<SourceIx>>,
    drawn: BTreeSet<SourceIx>,
    sources: &'a [Source],
}

impl Pen<'_> {
    fn draw(&mut self, source: SourceIx, depth: usize) -> Chain {
        let below = match self.children.get(&source) {
            Some(below) if depth < DEEPEST && self.drawn.insert(source) => {
                in_order(below.iter().copied(), self.sources)
            }
            _ => Vec::new(),
        };
        Chain { source, children: below.into_iter().map(|child| self.draw(child, depth + 1)).collect() }
    }
}

/// By publication, then id; undated ones first, because they are posts and people that others came after.
fn in_order(list: impl IntoIterator<Item = SourceIx>, sources: &[Source]) -> Vec<SourceIx> {
    let mut list: Vec<SourceIx> = list.into_iter().collect();
    list.sort_by_key(|source| (sources[source.at()].published.as_ref().map(|when| when.earliest()), *source));
    list
}
