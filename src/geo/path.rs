//! SVG path data (SVG 2, chapter 9), as short as it can be: whole units, relative steps, no separator that is not needed.

use std::fmt::Write;

/// A number as a whole number of units. What is not finite or does not fit is 0 or the nearest limit.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, which is what is wanted")]
pub fn round(value: f64) -> i32 {
    value.round() as i32
}

/// Path data under construction.
#[derive(Debug, Default)]
pub(super) struct PathData {
    text: String,
}

impl PathData {
    /// Adds a closed ring. One that has no area after rounding is left out.
    pub(super) fn ring(&mut self, points: &[[f64; 2]]) {
        let mut rounded = whole(points);
        if rounded.first() == rounded.last() {
            rounded.pop();
        }
        if rounded.len() > 2 {
            self.line_of(&rounded);
            self.text.push('z');
        }
    }

    /// Adds an open line. One that is a single point after rounding is left out.
    pub(super) fn line(&mut self, points: &[[f64; 2]]) {
        let rounded = whole(points);
        if rounded.len() > 1 {
            self.line_of(&rounded);
        }
    }

    fn line_of(&mut self, points: &[[i32; 2]]) {
        let [x, y] = points[0];
        self.text.push('M');
        self.pair(x, y, true);
        self.text.push('l');
        for (at, pair) in points.windows(2).enumerate() {
            self.pair(pair[1][0] - pair[0][0], pair[1][1] - pair[0][1], at == 0);
        }
    }

    /// Writes two numbers. A minus sign separates as well as a space does.
    fn pair(&mut self, x: i32, y: i32, is_first: bool) {
        for (number, is_first) in [(x, is_first), (y, false)] {
            let space = if is_first || number < 0 { "" } else { " " };
            write!(self.text, "{space}{number}").expect("a string takes all text");
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// The points in whole units, without repeating one that follows itself, and without the middle ones of a straight row.
fn whole(points: &[[f64; 2]]) -> Vec<[i32; 2]> {
    let mut out: Vec<[i32; 2]> = Vec::with_capacity(points.len());
    for point in points.iter().map(|[x, y]| [round(*x), round(*y)]) {
        if out.last() == Some(&point) {
            continue;
        }
        if let [.., a, b] = out[..]
            && is_straight(a, b, point)
        {
            out.pop();
        }
        out.push(point);
    }
    out
}

/// Whether three points lie on one line, the second between the others.
fn is_straight(a: [i32; 2], b: [i32; 2], c: [i32; 2]) -> bool {
    let (first, second) = ([b[0] - a[0], b[1] - a[1]], [c[0] - b[0], c[1] - b[1]]);
    first[0] * second[1] == first[1] * second[0] && first[0] * second[0] + first[1] * second[1] > 0
}

/// The sector of a circle around the origin that begins at the top and goes clockwise: path data. `share` is the part
/// of the circle, above 0 and below 1.
pub fn sector(radius: f64, share: f64) -> String {
    let angle = share * std::f64::consts::TAU;
    let tenth = |value: f64| (value * 10.0).round() / 10.0 + 0.0;
    let (x, y, radius) = (tenth(radius * angle.sin()), tenth(-radius * angle.cos()), tenth(radius));
    format!("M0 0V-{radius}A{radius} {radius} 0 {} 1 {x} {y}z", u8::from(share > 0.5))
}
