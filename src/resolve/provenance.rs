//! Attribution: which source relies on which, the origins of these chains, and cycles in them.

use std::collections::btree_map::{BTreeMap, Entry};
use std::collections::{BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{AttributionChain, Event, EventProvenance, Evidence, Site, Source, SourceIx, Stance};
use crate::span::Span;

/// The attributions in the records of a site, indexed once for all events.
pub struct AttributionIndex<'a> {
    sources: &'a [Source],
    /// For each source, the sources that it relies on, by id, each once.
    via: Vec<Vec<SourceIx>>,
    /// For each source, whether a record relies on it.
    is_named: Vec<bool>,
    shortcuts: Vec<CompressedAttributionPath>,
}

/// The path from a source up through all sources that rely on exactly one other source.
#[derive(Clone, Copy)]
struct CompressedAttributionPath {
    /// The first source that relies on none or on several others, or that lies on a cycle. It may be the start itself.
    to: SourceIx,
    /// Number of steps to it.
    steps: usize,
}

impl<'a> AttributionIndex<'a> {
    /// Indexes the records of all sources.
    pub fn new(sources: &'a [Source]) -> Self {
        let sorted = |source: &Source| {
            let mut via = source.via.clone();
            via.sort_unstable();
            via.dedup();
            via
        };
        let via: Vec<Vec<SourceIx>> = sources.iter().map(sorted).collect();
        let mut is_named = vec![false; sources.len()];
        for source in via.iter().flatten() {
            is_named[source.at()] = true;
        }
        Self { sources, shortcuts: shortcuts(&via), is_named, via }
    }
}

/// The compressed path of every source. Each step is followed only once.
fn shortcuts(via: &[Vec<SourceIx>]) -> Vec<CompressedAttributionPath> {
    let mut known: Vec<Option<CompressedAttributionPath>> = vec![None; via.len()];
    let mut is_on_path = vec![false; via.len()];
    for start in (0..via.len()).map(SourceIx::new) {
        let mut path = Vec::new();
        let mut at = start;
        while let ([next], None, false) = (via[at.at()].as_slice(), known[at.at()], is_on_path[at.at()]) {
            is_on_path[at.at()] = true;
            path.push(at);
            at = *next;
        }
        // A path that meets itself ends in a cycle, whose sources get an empty path.
        let meets = path.iter().position(|source| *source == at).filter(|_| known[at.at()].is_none());
        for source in path.split_off(meets.unwrap_or(path.len())) {
            known[source.at()] = Some(CompressedAttributionPath { to: source, steps: 0 });
        }
        let CompressedAttributionPath { to, steps } =
            *known[at.at()].get_or_insert(CompressedAttributionPath { to: at, steps: 0 });
        for (source, more) in path.into_iter().rev().zip(1..) {
            known[source.at()] = Some(CompressedAttributionPath { to, steps: steps + more });
        }
    }
    known.into_iter().map(|shortcut| shortcut.expect("every source was a start")).collect()
}

/// The attributions in one event: those in its evidence, else those in the records.
pub struct UpstreamSources<'a> {
    records: &'a AttributionIndex<'a>,
    /// The sources whose evidence names other sources, with those sources by id, each once.
    said: BTreeMap<SourceIx, Vec<SourceIx>>,
    /// Where the compressed paths of the sources in `said` end, with the least number of steps to each end. Only
    /// sources that a record names are included. A longer path to the same end may pass through such a source, whose
    /// evidence takes precedence.
    detours: HashMap<SourceIx, usize>,
}

impl<'a> UpstreamSources<'a> {
    /// The attributions in the records.
    fn of_records(records: &'a AttributionIndex<'a>) -> Self {
        Self::new(BTreeMap::new(), records)
    }

    /// The attributions in the evidence of an event, else in the records.
    pub fn of_event(event: &Event, records: &'a AttributionIndex<'a>) -> Self {
        Self::new(event.attributions.iter().cloned().collect(), records)
    }

    fn new(mut said: BTreeMap<SourceIx, Vec<SourceIx>>, records: &'a AttributionIndex<'a>) -> Self {
        let mut detours: HashMap<SourceIx, usize> = HashMap::new();
        for (source, via) in &mut said {
            via.sort_unstable();
            via.dedup();
            if records.is_named[source.at()] {
                let CompressedAttributionPath { to, steps } = records.shortcuts[source.at()];
                detours.entry(to).and_modify(|least| *least = steps.min(*least)).or_insert(steps);
            }
        }
        Self { records, said, detours }
    }

    /// The sources on which a source relies, by id, each once.
    pub(super) fn of(&self, source: SourceIx) -> &[SourceIx] {
        self.said.get(&source).unwrap_or(&self.records.via[source.at()])
    }

    /// The same, or the end of a compressed path to it. This is enough for finding origins, and takes fewer steps.
    pub(super) fn ahead(&self, source: SourceIx) -> &[SourceIx] {
        let CompressedAttributionPath { to, steps } = &self.records.shortcuts[source.at()];
        let is_free = self.detours.get(to).is_none_or(|least| least >= steps);
        match *steps > 0 && is_free && !self.said.contains_key(&source) {
            true => std::slice::from_ref(to),
            false => self.of(source),
        }
    }

    /// The distinct origins of some sources, by id.
    pub fn origins(&self, from: &[SourceIx]) -> Vec<SourceIx> {
        let mut seen = HashSet::new();
        let mut ends = Vec::new();
        let mut todo = from.to_vec();
        while let Some(source) = todo.pop() {
            if !seen.insert(source) {
                continue;
            }
            let ahead = self.ahead(source);
            if ahead.is_empty() {
                ends.push(source);
            }
            todo.extend(ahead);
        }
        ends.sort_unstable();
        ends
    }

    fn provenance(&self, reports: Vec<SourceIx>) -> EventProvenance {
        let chains = ChainSources::near(&reports, self).chains(self.records.sources);
        EventProvenance { origins: self.origins(&reports), chains, reports }
    }

    /// Whether attributions in evidence close a cycle or lead to one.
    fn has_loop(&self) -> bool {
        let said: BTreeSet<SourceIx> = self.said.values().flatten().copied().collect();
        let may_come_back = |source: &SourceIx| self.records.is_named[source.at()] || said.contains(source);
        if !self.said.keys().any(may_come_back) {
            return false;
        }
        let starts: Vec<SourceIx> = self.said.keys().copied().collect();
        !looped(&reached(&starts, |source| self.ahead(source))).is_empty()
    }
}

/// Finds the nearest source for which `holds` is true among those on which a source relies, directly or indirectly.
pub(super) struct NearestUpstream<'u, 'a, H> {
    upstream: &'u UpstreamSources<'a>,
    holds: H,
    /// For sources that have been searched, the result and its distance in steps.
    known: HashMap<SourceIx, Option<(usize, SourceIx)>>,
}

impl<'u, 'a, H: Fn(SourceIx) -> bool> NearestUpstream<'u, 'a, H> {
    pub(super) fn new(upstream: &'u UpstreamSources<'a>, holds: H) -> Self {
        Self { upstream, holds, known: HashMap::new() }
    }

    /// The nearest above a source; if several are equally near, the first by id.
    pub(super) fn above(&mut self, source: SourceIx) -> Option<SourceIx> {
        // For each reached source, the source from which it was reached.
        let mut below = HashMap::from([(source, source)]);
        // The distance of the result, the result, and the last source on the path to it that was searched here.
        let mut best: Option<(usize, SourceIx, SourceIx)> = None;
        let (mut level, mut steps) = (vec![source], 0);
        while !level.is_empty() && best.is_none_or(|(distance, ..)| steps < distance) {
            steps += 1;
            let mut next = Vec::new();
            for at in level {
                for via in self.upstream.of(at) {
                    if below.contains_key(via) {
                        continue;
                    }
                    below.insert(*via, at);
                    let found = match self.known.get(via) {
                        _ if (self.holds)(*via) => Some((steps, *via)),
                        Some(known) => known.map(|(more, which)| (steps + more, which)),
                        None => {
                            next.push(*via);
                            None
                        }
                    };
                    if let Some((distance, which)) = found
                        && best.is_none_or(|(least, first, _)| (distance, which) < (least, first))
                    {
                        best = Some((distance, which, *via));
                    }
                }
            }
            level = next;
        }
        below.remove(&source);
        let Some((distance, which, last)) = best else {
            self.known.extend(below.into_keys().map(|source| (source, None)));
            return None;
        };
        // The result is also the nearest for each source on the path to it.
        let way: Vec<SourceIx> = std::iter::successors(Some(last), |at| below.get(at).copied()).collect();
        let on_the_way = way.iter().rev().filter(|at| **at != source && **at != which);
        self.known.extend((1..distance).rev().zip(on_the_way).map(|(left, at)| (*at, Some((left, which)))));
        Some(which)
    }
}

/// For each source whose evidence in an event names other sources, those sources, each once.
pub(super) fn attributions(evidence: &[Evidence]) -> Vec<(SourceIx, Vec<SourceIx>)> {
    let mut said: BTreeMap<SourceIx, BTreeSet<SourceIx>> = BTreeMap::new();
    for piece in evidence {
        if let Some(via) = &piece.via {
            said.entry(piece.source).or_default().extend(via);
        }
    }
    said.into_iter().map(|(source, via)| (source, via.into_iter().collect())).collect()
}

/// Reports every cycle: first those in the records, then those that the evidence of one event makes.
pub(super) fn check_loops(site: &Site, findings: &mut Diagnostics) {
    let records = AttributionIndex::new(&site.sources);
    let mut reported = BTreeSet::new();
    let all: Vec<SourceIx> = site.source_handles().collect();
    for path in loops(&all, &UpstreamSources::of_records(&records)) {
        report(&path, site.sources[path[0].at()].span, site, &mut reported, findings);
    }
    for event in &site.events {
        let upstream = UpstreamSources::of_event(event, &records);
        if !upstream.has_loop() {
            continue;
        }
        let said = event.evidence.iter().filter(|piece| piece.via.is_some());
        let said: Vec<SourceIx> = said.map(|piece| piece.source).collect();
        for path in loops(&said, &upstream) {
            let piece = event.evidence.iter().find(|piece| piece.source == path[0] && piece.via.is_some());
            report(&path, piece.map_or(event.span, |piece| piece.span), site, &mut reported, findings);
        }
    }
}

/// Cycles through these sources, each beginning with one of them. Every step of a cycle is part of at least one result.
/// If all steps from a source are in results already, no further cycle is searched from it.
fn loops(starts: &[SourceIx], upstream: &UpstreamSources<'_>) -> Vec<Vec<SourceIx>> {
    let graph = looped(&reached(starts, |source| upstream.of(source)));
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

/// Removes from a graph what is not on a cycle: repeatedly the sources that rely on none, then those on which none
/// relies. Each is removed once. Paths from one cycle to another stay.
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

/// Repeatedly removes nodes without steps to remaining nodes. `back` has the same steps in reverse.
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

/// The cycle through `start`, beginning with `start`.
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

/// Computes the chains of attribution of every article, apart from any event.
pub(super) fn trace_articles(sources: &mut [Source]) {
    let records = AttributionIndex::new(sources);
    let upstream = UpstreamSources::of_records(&records);
    let of_article =
        |(at, source): (usize, &Source)| source.has_page().then(|| upstream.provenance(vec![SourceIx::new(at)]));
    let traced: Vec<Option<EventProvenance>> = sources.par_iter().enumerate().map(of_article).collect();
    for (source, provenance) in sources.iter_mut().zip(traced) {
        source.provenance = provenance.unwrap_or_default();
    }
}

/// The reports, origins and chains of an event.
pub fn of_event(event: &Event, upstream: &UpstreamSources<'_>) -> EventProvenance {
    let counted = event.evidence.iter().filter(|piece| piece.stance != Stance::Context);
    let mut reports: Vec<SourceIx> = counted.map(|piece| piece.source).collect();
    reports.sort_unstable();
    reports.dedup();
    upstream.provenance(reports)
}

/// Every source that can be reached from `starts`, with the sources that `ahead` gives for it.
fn reached<'u>(starts: &[SourceIx], ahead: impl Fn(SourceIx) -> &'u [SourceIx]) -> BTreeMap<SourceIx, Vec<SourceIx>> {
    let mut reached = BTreeMap::new();
    let mut todo = starts.to_vec();
    while let Some(source) = todo.pop() {
        if let Entry::Vacant(new) = reached.entry(source) {
            todo.extend_from_slice(new.insert(ahead(source).to_vec()));
        }
    }
    reached
}

/// Maximum number of levels of a chain that are drawn. Reports are hardly ever passed on more often, and the template
/// engine nests components no deeper than 20. Origins are found however long the chain is.
const DEEPEST: usize = 16;

/// The sources for which chains are drawn: reports, and sources above them up to the maximum depth.
struct ChainSources {
    /// For each drawn source, the drawn sources on which it relies.
    via: BTreeMap<SourceIx, Vec<SourceIx>>,
    /// Sources that also rely on sources that are not drawn.
    cut: BTreeSet<SourceIx>,
}

impl ChainSources {
    fn near(reports: &[SourceIx], upstream: &UpstreamSources<'_>) -> Self {
        let mut via: BTreeMap<SourceIx, Vec<SourceIx>> = BTreeMap::new();
        let mut level = reports.to_vec();
        for _ in 1..DEEPEST {
            let mut next = Vec::new();
            for source in level {
                if let Entry::Vacant(new) = via.entry(source) {
                    next.extend_from_slice(new.insert(upstream.of(source).to_vec()));
                }
            }
            level = next;
        }
        for source in &level {
            via.entry(*source).or_insert_with(|| upstream.of(*source).to_vec());
        }
        let mut cut = BTreeSet::new();
        for source in level {
            let is_drawn = |above: &SourceIx| via.contains_key(above);
            let (drawn, farther): (Vec<_>, Vec<_>) = upstream.of(source).iter().partition(|above| is_drawn(above));
            if !farther.is_empty() {
                cut.insert(source);
                via.insert(source, drawn);
            }
        }
        Self { via, cut }
    }

    /// Builds trees from the uppermost sources down to the reports. A source that has been drawn with its children is
    /// drawn without them the second time.
    fn chains(self, sources: &[Source]) -> Vec<AttributionChain> {
        let mut children: BTreeMap<SourceIx, Vec<SourceIx>> = BTreeMap::new();
        for (source, via) in &self.via {
            for parent in via {
                children.entry(*parent).or_default().push(*source);
            }
        }
        let uppermost = self.via.iter().filter(|(_, via)| via.is_empty()).map(|(source, _)| *source);
        let uppermost = in_order(uppermost, sources);
        let mut pen = ProvenanceTreeBuilder { children, cut: self.cut, drawn: BTreeSet::new(), sources };
        uppermost.into_iter().map(|source| pen.draw(source, 1)).collect()
    }
}

/// Builds the trees.
struct ProvenanceTreeBuilder<'a> {
    children: BTreeMap<SourceIx, Vec<SourceIx>>,
    cut: BTreeSet<SourceIx>,
    drawn: BTreeSet<SourceIx>,
    sources: &'a [Source],
}

impl ProvenanceTreeBuilder<'_> {
    fn draw(&mut self, source: SourceIx, depth: usize) -> AttributionChain {
        let mut is_cut = self.cut.contains(&source);
        let below = match self.children.get(&source) {
            Some(below) if depth < DEEPEST && self.drawn.insert(source) => {
                in_order(below.iter().copied(), self.sources)
            }
            below => {
                is_cut |= below.is_some() && depth == DEEPEST;
                Vec::new()
            }
        };
        AttributionChain {
            source,
            is_cut,
            children: below.into_iter().map(|child| self.draw(child, depth + 1)).collect(),
        }
    }
}

/// Sorted by publication, then by id. Undated sources come first, because they are posts and people that others relied
/// on.
fn in_order(list: impl IntoIterator<Item = SourceIx>, sources: &[Source]) -> Vec<SourceIx> {
    let mut list: Vec<SourceIx> = list.into_iter().collect();
    list.sort_by_key(|source| (sources[source.at()].published.as_ref().map(|when| when.sort_key()), *source));
    list
}

#[cfg(test)]
mod tests;
