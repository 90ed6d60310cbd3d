//! Who has it from whom: chains of attribution, their ends, and loops in them.

use std::collections::btree_map::{BTreeMap, Entry};
use std::collections::{BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{AttributionChain, Event, EventProvenance, Evidence, Site, Source, SourceIx, Stance};
use crate::span::Span;

/// What the records of a site say of who has it from whom, made ready once for all events.
pub(super) struct AttributionIndex<'a> {
    sources: &'a [Source],
    /// Whom each source has it from, by id, each once.
    via: Vec<Vec<SourceIx>>,
    /// Whether a record has its report from this source.
    is_named: Vec<bool>,
    shortcuts: Vec<CompressedAttributionPath>,
}

/// The way up from a source past all those that have it from one other source alone.
#[derive(Clone, Copy)]
struct CompressedAttributionPath {
    /// The first that has it from nobody or from several, or that lies on a loop. It may be the source itself.
    to: SourceIx,
    /// How many steps that is away.
    steps: usize,
}

impl<'a> AttributionIndex<'a> {
    pub(super) fn new(sources: &'a [Source]) -> Self {
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

/// The shortcut of every source, each step taken once.
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
        // A path that meets itself has a loop at its end, whose sources are their own shortcuts.
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

/// Where each source has it from: what its evidence in one event says, else what its record says.
pub(super) struct UpstreamSources<'a> {
    records: &'a AttributionIndex<'a>,
    /// Of those whose evidence says so, by id, each once.
    said: BTreeMap<SourceIx, Vec<SourceIx>>,
    /// Where the shortcuts of these lead, as far as a record names them, with the shortest one: a longer one to the
    /// same source may pass by what evidence says.
    detours: HashMap<SourceIx, usize>,
}

impl<'a> UpstreamSources<'a> {
    /// As records say.
    fn of_records(records: &'a AttributionIndex<'a>) -> Self {
        Self::new(BTreeMap::new(), records)
    }

    /// As the evidence of an event says.
    pub(super) fn of_event(event: &Event, records: &'a AttributionIndex<'a>) -> Self {
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

    /// Those that a source has it from, by id, each once.
    pub(super) fn of(&self, source: SourceIx) -> &[SourceIx] {
        self.said.get(&source).unwrap_or(&self.records.via[source.at()])
    }

    /// The same, or the end of a way up to it past those that have it from one other source alone. Whoever asks only where
    /// chains end need not take every step.
    pub(super) fn ahead(&self, source: SourceIx) -> &[SourceIx] {
        let CompressedAttributionPath { to, steps } = &self.records.shortcuts[source.at()];
        let is_free = self.detours.get(to).is_none_or(|least| least >= steps);
        match *steps > 0 && is_free && !self.said.contains_key(&source) {
            true => std::slice::from_ref(to),
            false => self.of(source),
        }
    }

    /// The distinct ends of the chains of some sources, by id.
    pub(super) fn origins(&self, from: &[SourceIx]) -> Vec<SourceIx> {
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

    /// Whether what evidence says closes a loop, or lies before one.
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

/// Finds the nearest of those that a source has its report from, however indirectly, for which something holds.
pub(super) struct NearestUpstream<'u, 'a, H> {
    upstream: &'u UpstreamSources<'a>,
    holds: H,
    /// How far it is from sources on the ways that were searched, and which it is.
    known: HashMap<SourceIx, Option<(usize, SourceIx)>>,
}

impl<'u, 'a, H: Fn(SourceIx) -> bool> NearestUpstream<'u, 'a, H> {
    pub(super) fn new(upstream: &'u UpstreamSources<'a>, holds: H) -> Self {
        Self { upstream, holds, known: HashMap::new() }
    }

    /// The nearest above a source, the first by id of several.
    pub(super) fn above(&mut self, source: SourceIx) -> Option<SourceIx> {
        // By which source each was reached.
        let mut below = HashMap::from([(source, source)]);
        // How far it is, which it is, and where the way to it leaves what is searched here.
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
        // What was found is the nearest of all on the way to it, too.
        let way: Vec<SourceIx> = std::iter::successors(Some(last), |at| below.get(at).copied()).collect();
        let on_the_way = way.iter().rev().filter(|at| **at != source && **at != which);
        self.known.extend((1..distance).rev().zip(on_the_way).map(|(left, at)| (*at, Some((left, which)))));
        Some(which)
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

/// Loops that these sources lie on, each beginning with one of them. Each step is told at least once; of a source whose
/// steps have all been told, no other loop is sought.
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
pub(super) fn of_event(event: &Event, upstream: &UpstreamSources<'_>) -> EventProvenance {
    let counted = event.evidence.iter().filter(|piece| piece.stance != Stance::Context);
    let mut reports: Vec<SourceIx> = counted.map(|piece| piece.source).collect();
    reports.sort_unstable();
    reports.dedup();
    upstream.provenance(reports)
}

/// Every source that can be reached from some, with those that lead on from it.
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

/// How many steps of a chain are drawn. Hardly a story has been told on this often, and the template engine nests
/// components no deeper than 20. Origins are found however long the chain is.
const DEEPEST: usize = 16;

/// The sources of which chains are drawn: reports, and those above them as far as can be drawn.
struct ChainSources {
    /// Each with those of them that it has it from.
    via: BTreeMap<SourceIx, Vec<SourceIx>>,
    /// Those that have it from others as well, farther up.
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

    /// Turns "has it from" around: trees that grow from the uppermost towards the reports. A source that was already drawn
    /// with its children stands without them the second time.
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

/// Draws trees.
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

/// By publication, then id; undated ones first, because they are posts and people that others came after.
fn in_order(list: impl IntoIterator<Item = SourceIx>, sources: &[Source]) -> Vec<SourceIx> {
    let mut list: Vec<SourceIx> = list.into_iter().collect();
    list.sort_by_key(|source| (sources[source.at()].published.as_ref().map(|when| when.sort_key()), *source));
    list
}

#[cfg(test)]
mod tests;
