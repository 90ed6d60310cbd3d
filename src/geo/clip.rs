//! Clips rings and lines to a rectangle.
//!
//! Rings are clipped by Sutherland and Hodgman's method. Where a ring leaves the rectangle several times, its parts stay
//! joined along the edges; that cannot be seen, because land is filled and not stroked, and the rectangle is a little
//! larger than the picture.

/// A rectangle in units: from `[left, top]` to `[right, bottom]`.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClipRectangle {
    pub(super) least: [f64; 2],
    pub(super) greatest: [f64; 2],
}

/// A side of a rectangle: the coordinate that it limits, its value, and whether that is the greatest one.
type Side = (usize, f64, bool);

impl ClipRectangle {
    fn sides(&self) -> [Side; 4] {
        [(0, self.least[0], false), (0, self.greatest[0], true), (1, self.least[1], false), (1, self.greatest[1], true)]
    }

    /// The part of a ring inside the rectangle; empty if it is outside.
    pub(super) fn ring(&self, mut ring: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
        for side in self.sides() {
            ring = cut(&ring, side);
        }
        ring
    }

    /// The parts of a line inside the rectangle.
    pub(super) fn line(&self, line: &[[f64; 2]]) -> Vec<Vec<[f64; 2]>> {
        let mut parts: Vec<Vec<[f64; 2]>> = Vec::new();
        for pair in line.windows(2) {
            let Some((start, end)) = self.segment(pair[0], pair[1]) else { continue };
            match parts.last_mut().filter(|part| part.last() == Some(&start)) {
                Some(part) => part.push(end),
                None => parts.push(vec![start, end]),
            }
        }
        parts
    }

    /// The part of a segment inside the rectangle (Liang–Barsky).
    fn segment(&self, start: [f64; 2], end: [f64; 2]) -> Option<([f64; 2], [f64; 2])> {
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for axis in 0..2 {
            let step = end[axis] - start[axis];
            let (low, high) = (self.least[axis] - start[axis], self.greatest[axis] - start[axis]);
            if step == 0.0 {
                if low > 0.0 || high < 0.0 {
                    return None;
                }
                continue;
            }
            let (enters, leaves) = if step > 0.0 { (low / step, high / step) } else { (high / step, low / step) };
            (from, to) = (from.max(enters), to.min(leaves));
        }
        let at = |share: f64| match share {
            0.0 => start,
            1.0 => end,
            share => [start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])],
        };
        (from < to).then(|| (at(from), at(to)))
    }
}

/// The part of a ring on the inner side of one edge.
fn cut(ring: &[[f64; 2]], (axis, limit, is_greatest): Side) -> Vec<[f64; 2]> {
    let is_inside = |point: &[f64; 2]| if is_greatest { point[axis] <= limit } else { point[axis] >= limit };
    let crossing = |a: [f64; 2], b: [f64; 2]| {
        let other = 1 - axis;
        let mut point = [limit; 2];
        point[other] = a[other] + (limit - a[axis]) / (b[axis] - a[axis]) * (b[other] - a[other]);
        point
    };
    let Some(mut before) = ring.last().copied() else { return Vec::new() };
    let mut out = Vec::with_capacity(ring.len());
    for point in ring {
        if is_inside(point) != is_inside(&before) {
            out.push(crossing(before, *point));
        }
        if is_inside(point) {
            out.push(*point);
        }
        before = *point;
    }
    out
}
