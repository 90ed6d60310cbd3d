//! Who has it from whom: chains of attribution, their ends, and loops in them.

use std::collections::btree_map::{BTreeMap, Entry};
use std::collections::{BTreeSet, VecDeque};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Chain, Event, Evidence, Provenance, Site, Source, SourceIx, Stance};
use crate::span::Span;

/// Where each source has it from: what its evidence in one event says, else what its record says.
pub(super) struct Upstream<'a> {
    /// Of those whose evidence says so.
    said: BTreeMap<SourceIx, Vec<SourceIx>>,
    sources: &'a [Source],
}

impl<'a> Upstream<'a> {
    /// As records say.
    fn of_records(sources: &'a [Source]) -> Self {
        Self { said: BTreeMap::new(), sources }
    }

    /// As the evidence of an event says.
    pub(super) fn of_event(event: &Event, sources: &'a [Source]) -> Self {
        Self { said: event.attributions.iter().cloned().collect(), sources }
    }

    /// Those that a source has it from, by id, each once.
    pub(super) fn of(&self, source: SourceIx) -> Vec<SourceIx> {
        let mut via = self.said.get(&source).unwrap_or(&self.sources[source.at()].via).clone();
        via.sort_unstable();
        via.dedup();
        via
    }

    /// The nearest of those that a source has its report from, however indirectly, for which something holds.
    pub(super) fn nearest(&self, source: SourceIx, holds: impl Fn(SourceIx) -> bool) -> Option<SourceIx> {
        let mut seen = BTreeSet::from([source]);
        let mut todo = VecDeque::from(self.of(source));
        while let Some(next) = todo.pop_front() {
            if !seen.insert(next) {
                continue;
            }
            if holds(next) {
                return Some(next);
            }
            todo.extend(self.of(next));
        }
        None
    }

    /// The distinct ends of the chains of some sources, by id.
    pub(super) fn origins(&self, from: &[SourceIx]) -> Vec<SourceIx> {
        Reached::from(from, self).ends()
    }

    fn provenance(&self, reports: Vec<SourceIx>) -> Provenance {
        let reached = Reached::from(&reports, self);
        Provenance { origins: reached.ends(), chains: reached.chains(self.sources), reports }
    }
}

/// Whom sources have it from in an event, where evidence says so: by source, each once.
pub(super) fn attributions(evidence: &[Evidence]) -> Vec<(SourceIx, Vec<SourceIx>)> {
    let mut said: BTreeMap<SourceIx, BTreeSet<SourceIx>> = BTreeMap::new();
    for piece in evidence {
        if let Some(via) = &piece.via {
            said.entry(piece.source).or_default().extend(via);
        }
    }
    said.into_iter().map(|(source, via)| (source, via.into_iter().collect())).collect()
}

/// Reports every loop: first those in the records, then those that the evidence of one event makes.
pub(super) fn check_loops(site: &Site, findings: &mut Diagnostics) {
    let mut reported = BTreeSet::new();
    let records: Vec<SourceIx> = site.source_handles().collect();
    for path in loops(&records, &Upstream::of_records(&site.sources)) {
        report(&path, site.sources[path[0].at()].span, site, &mut reported, findings);
    }
    for event in &site.events {
        let said = event.evidence.iter().filter(|piece| piece.via.is_some());
        let said: Vec<SourceIx> = said.map(|piece| piece.source).collect();
        if said.is_empty() {
            continue;
        }
        for path in loops(&said, &Upstream::of_event(event, &site.sources)) {
            let piece = event.evidence.iter().find(|piece| piece.source == path[0] && piece.via.is_some());
            report(&path, piece.map_or(event.span, |piece| piece.span), site, &mut reported, findings);
        }
    }
}

/// Loops that these sources lie on, each beginning with one of them. Each step is told at least once; of a source whose steps
/// have all been told, no other loop is sought.
fn loops(starts: &[SourceIx], upstream: &Upstream<'_>) -> Vec<Vec<SourceIx>> {
    let graph = looped(&Reached::from(starts, upstream).0);
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for start in starts {
        let Some(via) = graph.get(start) else { continue };
        if via.iter().all(|via| told.contains(&(*start, *via))) {
            continue;
        }
        if let Some(path) = find_loop(*start, &graph) {
            told.extend(path.iter().copied().zip(path[1..].iter().chain(&path[..1]).copied()));
            found.push(path);
        }
    }
    found
}

/// What is left of a graph when everything is taken off that no loop goes through: from the ends of the chains, and from
/// those that nobody has it from. Each is taken off once. Ways from one loop to another stay.
fn looped(graph: &BTreeMap<SourceIx, Vec<SourceIx>>) -> BTreeMap<SourceIx, Vec<SourceIx>> {
    let mut turned: BTreeMap<SourceIx, Vec<SourceIx>> = graph.keys().map(|source| (*source, Vec::new())).collect();
    for (source, via) in graph {
        for via in via {
            turned.entry(*via).or_default().push(*source);
        }
    }
    let endless = without_ends(graph, &turned, graph.keys().copied().collect());
    let both = without_ends(&turned, graph, endless);
    let kept = |via: &Vec<SourceIx>| via.iter().copied().filter(|via| both.contains(via)).collect();
    both.iter().map(|source| (*source, kept(&graph[source]))).collect()
}

/// Takes off, again and again, what leads to nothing that is left. `back` has the same steps the other way.
fn without_ends(
    steps: &BTreeMap<SourceIx, Vec<SourceIx>>,
    back: &BTreeMap<SourceIx, Vec<SourceIx>>,
    mut left: BTreeSet<SourceIx>,
) -> BTreeSet<SourceIx> {
    let count = |source: &SourceIx| steps[source].iter().filter(|next| left.contains(next)).count();
    let mut open: BTreeMap<SourceIx, usize> = left.iter().map(|source| (*source, count(source))).collect();
    let mut ended: Vec<SourceIx> = left.iter().copied().filter(|source| open[source] == 0).collect();
    while let Some(source) = ended.pop() {
        left.remove(&source);
        for before in &back[&source] {
            if let Some(count) = open.get_mut(before).filter(|count| **count > 0) {
                *count -= 1;
                if *count == 0 {
                    ended.push(*before);
                }
            }
        }
    }
    left
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
fn find_loop(start: SourceIx, graph: &BTreeMap<SourceIx, Vec<SourceIx>>) -> Option<Vec<SourceIx>> {
    let mut seen = BTreeSet::new();
    let mut path = vec![start];
    let mut todo = vec![graph[&start].clone()];
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
                    todo.push(graph[&next].clone());
                }
            }
        }
    }
    None
}

/// Gives every article its own chains, apart from any event.
pub(super) fn trace_articles(sources: &mut [Source]) {
    let upstream = Upstream::of_records(sources);
    let of_article =
        |(at, source): (usize, &Source)| source.has_page().then(|| upstream.provenance(vec![SourceIx::new(at)]));
    let traced: Vec<Option<Provenance>> = sources.par_iter().enumerate().map(of_article).collect();
    for (source, provenance) in sources.iter_mut().zip(traced) {
        source.provenance = provenance.unwrap_or_default();
    }
}

/// The reports, origins and chains of an event.
pub(super) fn of_event(event: &Event, upstream: &Upstream<'_>) -> Provenance {
    let counted = event.evidence.iter().filter(|piece| piece.stance != Stance::Context);
    let mut reports: Vec<SourceIx> = counted.map(|piece| piece.source).collect();
    reports.sort_unstable();
    reports.dedup();
    upstream.provenance(reports)
}

/// Every source on the way upstream, with those that it has it from.
struct Reached(BTreeMap<SourceIx, Vec<SourceIx>>);

impl Reached {
    fn from(reports: &[SourceIx], upstream: &Upstream<'_>) -> Self {
        let mut reached = BTreeMap::new();
        let mut todo = reports.to_vec();
        while let Some(source) = todo.pop() {
            if let Entry::Vacant(new) = reached.entry(source) {
                todo.extend_from_slice(new.insert(upstream.of(source)));
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
    list.sort_by_key(|source| (sources[source.at()].published.as_ref().map(|when| when.sort_key()), *source));
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    type Graph = BTreeMap<SourceIx, Vec<SourceIx>>;

    /// A graph of steps, each from one source to those that it has it from.
    fn graph(steps: &[(usize, &[usize])]) -> Graph {
        let mut graph = Graph::new();
        for (source, via) in steps {
            graph.insert(SourceIx::new(*source), via.iter().copied().map(SourceIx::new).collect());
        }
        for via in graph.clone().into_values().flatten() {
            graph.entry(via).or_default();
        }
        graph
    }

    fn left(steps: &[(usize, &[usize])]) -> Vec<usize> {
        looped(&graph(steps)).into_keys().map(SourceIx::at).collect()
    }

    #[test]
    fn what_no_loop_goes_through_is_taken_off() {
        assert_eq!(left(&[(0, &[1]), (1, &[2]), (3, &[1, 2])]), [0_usize; 0], "no loop");
        assert_eq!(left(&[(0, &[1]), (1, &[2]), (2, &[3]), (3, &[2])]), [2, 3], "a chain into a loop");
        assert_eq!(left(&[(0, &[1]), (1, &[0, 2]), (2, &[3])]), [0, 1], "a chain out of a loop");
        assert_eq!(left(&[(0, &[0])]), [0], "a source that has it from itself");
        assert_eq!(
            left(&[(0, &[1]), (1, &[0, 2]), (2, &[3]), (3, &[4]), (4, &[3])]),
            [0, 1, 2, 3, 4],
            "a way between loops"
        );
    }

    #[test]
    fn a_long_chain_into_a_loop_leaves_the_loop() {
        const LONG: usize = 20_000;
        let mut long: Graph = (0..LONG).map(|at| (SourceIx::new(at), vec![SourceIx::new(at + 1)])).collect();
        long.insert(SourceIx::new(LONG), vec![SourceIx::new(LONG - 1)]);
        let rest = looped(&long);
        assert_eq!(rest.keys().map(|source| source.at()).collect::<Vec<_>>(), [LONG - 1, LONG]);
        let path = find_loop(SourceIx::new(LONG), &rest).expect("the two are a loop");
        assert_eq!(path.into_iter().map(SourceIx::at).collect::<Vec<_>>(), [LONG, LONG - 1]);
    }
}
