//! Tests with graphs of sources: their origins, cycles and paths.

use super::*;

type Graph = BTreeMap<SourceIx, Vec<SourceIx>>;

/// A graph of attributions, each from one source to the sources on which it relies.
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

/// Records that name each other at random. Without `loops`, records name only earlier ones. Most name exactly one, so
/// that there are long paths without branches.
fn random_records(rng: &mut fastrand::Rng, count: usize, loops: bool) -> Vec<Vec<SourceIx>> {
    let mut via = |at: usize| {
        let most = if loops { count } else { at };
        let number = if most == 0 { 0 } else { [0, 1, 1, 1, 1, 1, 1, 2][rng.usize(..8)] };
        let mut via: Vec<SourceIx> = (0..number).map(|_| SourceIx::new(rng.usize(..most))).collect();
        via.sort_unstable();
        via.dedup();
        via
    };
    (0..count).map(&mut via).collect()
}

fn records(via: Vec<Vec<SourceIx>>) -> AttributionIndex<'static> {
    let is_named = (0..via.len()).map(|at| via.iter().flatten().any(|source| source.at() == at)).collect();
    AttributionIndex { sources: &[], shortcuts: shortcuts(&via), is_named, via }
}

fn said<'a>(records: &'a AttributionIndex<'a>, said: &[(SourceIx, Vec<SourceIx>)]) -> UpstreamSources<'a> {
    UpstreamSources::new(said.iter().cloned().collect(), records)
}

/// All sources above some sources, found step by step without shortcuts.
fn all_above(starts: &[SourceIx], upstream: &UpstreamSources<'_>) -> Graph {
    reached(starts, |source| upstream.of(source))
}

#[test]
fn shortcuts_pass_by_no_end_and_by_nothing_that_evidence_says() {
    let mut rng = fastrand::Rng::with_seed(41);
    for round in 0..3_000 {
        let count = rng.usize(1..14);
        let records = records(random_records(&mut rng, count, round % 2 == 0));
        let mut pick = || SourceIx::new(rng.usize(..count));
        let statements: Vec<(SourceIx, Vec<SourceIx>)> = (0..round % 4).map(|_| (pick(), vec![pick()])).collect();
        let from = [pick(), pick()];
        let upstream = said(&records, &statements);
        let all = all_above(&from, &upstream);
        let ends: Vec<SourceIx> = all.iter().filter(|(_, via)| via.is_empty()).map(|(source, _)| *source).collect();
        assert_eq!(upstream.origins(&from), ends, "round {round}");
        let is_said = |source: &SourceIx| upstream.said.contains_key(source);
        let starts: Vec<SourceIx> = upstream.said.keys().copied().collect();
        let rest = looped(&all_above(&starts, &upstream));
        if rest.keys().any(is_said) {
            assert!(upstream.has_loop(), "round {round}");
        }
    }
}

#[test]
fn the_nearest_is_found_whatever_was_sought_before() {
    let mut rng = fastrand::Rng::with_seed(43);
    for round in 0..3_000 {
        let count = rng.usize(2..14);
        let records = records(random_records(&mut rng, count, false));
        let upstream = UpstreamSources::of_records(&records);
        let wanted: BTreeSet<SourceIx> = (0..rng.usize(..4)).map(|_| SourceIx::new(rng.usize(..count))).collect();
        let mut nearest = NearestUpstream::new(&upstream, |source| wanted.contains(&source));
        for _ in 0..count {
            let start = SourceIx::new(rng.usize(..count));
            let mut level: BTreeSet<SourceIx> = upstream.of(start).iter().copied().collect();
            let mut expected = None;
            while expected.is_none() && !level.is_empty() {
                expected = level.intersection(&wanted).next().copied();
                level = level.iter().flat_map(|at| upstream.of(*at)).copied().collect();
            }
            assert_eq!(nearest.above(start), expected, "round {round}, from {start:?}");
        }
    }
}
