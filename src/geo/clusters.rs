//! Groups points that lie near each other, so that each group can have a map of its own.

use super::point::GeoPoint;

/// The greatest distance between two points of a group, in kilometres, if there need not be more groups for it than
/// [`MOST`].
const WIDEST: f64 = 4000.0;

/// The same for sites whose points lie in more groups than that. Beyond it, one map shows all of them.
const WIDEST_AT_ALL: f64 = 7000.0;

/// The most groups: a main map and three insets.
const MOST: usize = 4;

/// Groups of points, as positions in `points`, each in order. Every point is in exactly one group.
///
/// Agglomerative clustering with complete linkage: the two groups whose farthest points are nearest to each other are
/// joined first. So no group is wider than it must be. The time grows with the third power of the number of points,
/// which is that of the circles on one map.
pub fn clusters(points: &[GeoPoint]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..points.len()).map(|at| vec![at]).collect();
    let mut distances: Vec<Vec<f64>> = points.iter().map(|a| points.iter().map(|b| a.distance(*b)).collect()).collect();
    while let Some((a, b, distance)) = nearest(&distances) {
        if distance > WIDEST && groups.len() <= MOST {
            break;
        }
        if distance > WIDEST_AT_ALL {
            return vec![(0..points.len()).collect()];
        }
        let joined = groups.remove(b);
        groups[a].extend(joined);
        groups[a].sort_unstable();
        let gone = distances.remove(b);
        for (at, row) in distances.iter_mut().enumerate() {
            row.remove(b);
            let other = gone[at + usize::from(at >= b)];
            row[a] = row[a].max(other);
        }
        let column: Vec<f64> = distances.iter().map(|row| row[a]).collect();
        distances[a] = column;
        distances[a][a] = 0.0;
    }
    groups
}

/// The two groups that are nearest to each other, the first one before the second, and their distance.
fn nearest(distances: &[Vec<f64>]) -> Option<(usize, usize, f64)> {
    let pairs = (0..distances.len()).flat_map(|a| (a + 1..distances.len()).map(move |b| (a, b)));
    pairs.map(|(a, b)| (a, b, distances[a][b])).min_by(|(.., x), (.., y)| x.total_cmp(y))
}
