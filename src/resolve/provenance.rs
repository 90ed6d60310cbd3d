//! Who has it from whom: chains of attribution, their ends, and loops in them.

use std::collections::{BTreeMap, BTreeSet};

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

/// Gives every event its reports, origins and chains.
pub(super) fn trace(site: &mut Site) {
    let sources = &site.sources;
    for event in &mut site.events {
        event.provenance = provenance(event, sources);
    }
    let of_article = |source: SourceIx| {
        let via = |source| upstream(source, None, &site.sources);
        Provenance { reports: vec![source], origins: ends(&[source], via), chains: grow(&[source], via, &site.sources) }
    };
    let articles: Vec<(SourceIx, Provenance)> = site
        .source_handles()
        .filter(|source| site[*source].has_page())
        .map(|source| (source, of_article(source)))
        .collect();
    for (source, provenance) in articles {
        site.sources[source.at()].provenance = provenance;
    }
}

fn provenance(event: &Event, sources: &[Source]) -> Provenance {
    let reports: BTreeSet<SourceIx> =
        event.evidence.iter().filter(|piece| piece.stance != Stance::Context).map(|piece| piece.source).collect();
    let reports: Vec<SourceIx> = reports.into_iter().collect();
    let via = |source| upstream(source, Some(event), sources);
    Provenance { origins: ends(&reports, via), chains: grow(&reports, via, sources), reports }
}

/// The distinct ends of the chains of some sources of an event, by id.
pub(super) fn origins(event: &Event, sources: &[Source], from: &[SourceIx]) -> Vec<SourceIx> {
    ends(from, |source| upstream(source, Some(event), sources))
}

/// The distinct ends of the chains that begin at some sources, by id.
fn ends(from: &[SourceIx], upstream: impl Fn(SourceIx) -> Vec<SourceIx>) -> Vec<SourceIx> {
    let mut ends = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut todo = from.to_vec();
    while let Some(source) = todo.pop() {
        if !seen.insert(source) {
            continue;
        }
        let via = upstream(source);
        if via.is_empty() {
            ends.insert(source);
        }
        todo.extend(via);
    }
    ends.into_iter().collect()
}

/// Turns "has it from" around: trees that grow from the ends of the chains towards the reports. A source that was already
/// drawn with its children stands without them the second time.
fn grow(reports: &[SourceIx], upstream: impl Fn(SourceIx) -> Vec<SourceIx>, sources: &[Source]) -> Vec<Chain> {
    let ends = ends(reports, &upstream);
    let mut children: BTreeMap<SourceIx, BTreeSet<SourceIx>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut todo = reports.to_vec();
    while let Some(source) = todo.pop() {
        if !seen.insert(source) {
            continue;
        }
        for parent in upstream(source) {
            children.entry(parent).or_default().insert(source);
            todo.push(parent);
        }
    }
    let mut pen = Pen { children, drawn: BTreeSet::new(), sources };
    in_order(ends, sources).into_iter().map(|end| pen.draw(end, 1)).collect()
}

/// How many steps of a chain are drawn. Hardly a story has been told on this often, and the template engine nests
/// components no deeper than 20. Origins are found however long the chain is.
const DEEPEST: usize = 16;

/// Draws trees.
struct Pen<'a> {
    children: BTreeMap<SourceIx, BTreeSet<SourceIx>>,
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
