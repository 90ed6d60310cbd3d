//! Leaves out points of a line that cannot be seen (Ramer–Douglas–Peucker).
//!
//! Every point of the line lies within the tolerance of what stays. Visvalingam's method keeps the character of a coast
//! better at strong simplification; here the tolerance is about a pixel, where nobody sees a difference, and this one
//! needs no heap.

/// Appends the points of a line that stay to `out`, the first and the last among them. `tolerance` is in units.
pub(super) fn simplify(line: &[[f64; 2]], tolerance: f64, out: &mut Vec<[f64; 2]>) {
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return };
    out.push(*first);
    if line.len() > 1 {
        between(line, tolerance * tolerance, out);
        out.push(*last);
    }
}

/// Appends the points that stay between the first and the last one. The depth is at most the number of points, which
/// is that of a stretch of an arc.
fn between(line: &[[f64; 2]], tolerance: f64, out: &mut Vec<[f64; 2]>) {
    let (first, last) = (line[0], line[line.len() - 1]);
    let inner = line.iter().enumerate().take(line.len() - 1).skip(1);
    let far = inner.map(|(at, point)| (at, square_distance(*point, first, last)));
    let Some((at, distance)) = far.max_by(|(_, a), (_, b)| a.total_cmp(b)) else { return };
    if distance > tolerance {
        between(&line[..=at], tolerance, out);
        out.push(line[at]);
        between(&line[at..], tolerance, out);
    }
}

/// The square of the distance of a point from a segment.
fn square_distance(point: [f64; 2], start: [f64; 2], end: [f64; 2]) -> f64 {
    let (dx, dy) = (end[0] - start[0], end[1] - start[1]);
    let length = dx * dx + dy * dy;
    let (px, py) = (point[0] - start[0], point[1] - start[1]);
    let along = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (px - along * dx).powi(2) + (py - along * dy).powi(2)
}
