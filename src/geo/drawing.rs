//! Outlines in a frame → path data.

use super::clip::ClipRectangle;
use super::frame::{DegreeBox, Frame};
use super::outlines::{Bounds, OutlineArc, Outlines, Ring, Stretch, TURN, UNITS};
use super::path::{PathData, round};
use super::point::GeoPoint;
use super::simplify::simplify;

/// How far a line may be from where it should be, in units. A picture has about 1.7 units to a pixel.
const TOLERANCE: f64 = 1.6;

/// The smallest island that is drawn, in square units: about two pixels.
const SMALLEST: f64 = 6.0;

/// How much is drawn beyond the edges of the picture, in units.
const OVERLAP: f64 = 4.0;

/// Whether the borders of countries are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BorderPolicy {
    /// They are.
    Drawn,
    /// Only coasts are drawn, and no country is set off.
    CoastOnly,
}

/// What a map shows of the Earth, as path data.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// All land, for an even-odd fill.
    pub land: String,
    /// Countries that are set off, for an even-odd fill; empty if there are none.
    pub countries: String,
    /// Borders of countries, for a stroke; empty without borders.
    pub borders: String,
    /// For each wished country, whether it is set off.
    pub is_set_off: Vec<bool>,
}

/// Draws outlines in a frame. Each of `areas` is a point with names of a country: the country is set off if one of the
/// names is its own and the point lies in it.
pub fn draw(outlines: &Outlines, frame: &Frame, borders: BorderPolicy, areas: &[(GeoPoint, Vec<&str>)]) -> Drawing {
    let pen = Pen::new(outlines, frame);
    let mut land = PathData::default();
    pen.rings(&outlines.land, &mut land);
    let (mut lines, mut countries, mut is_set_off) = (PathData::default(), PathData::default(), Vec::new());
    if borders == BorderPolicy::Drawn {
        for arc in &outlines.borders {
            pen.border(&outlines.arcs[*arc], &mut lines);
        }
        for (point, names) in areas {
            let country = outlines.country(names, *point);
            is_set_off.push(country.is_some());
            if let Some(country) = country {
                pen.rings(&country.rings, &mut countries);
            }
        }
    } else {
        is_set_off = vec![false; areas.len()];
    }
    Drawing { land: land.finish(), countries: countries.finish(), borders: lines.finish(), is_set_off }
}

/// Draws in one frame.
struct Pen<'a> {
    outlines: &'a Outlines,
    frame: &'a Frame,
    /// What the frame shows, in hundredths of a degree.
    window: Bounds,
    rectangle: ClipRectangle,
}

impl<'a> Pen<'a> {
    fn new(outlines: &'a Outlines, frame: &'a Frame) -> Self {
        let DegreeBox { west, south, east, north } = frame.degree_box(2.0 * OVERLAP);
        let units = |degrees: f64| round(degrees * UNITS);
        let rectangle =
            ClipRectangle { least: [-OVERLAP; 2], greatest: [frame.width + OVERLAP, frame.height + OVERLAP] };
        let window = Bounds { west: units(west), south: units(south), east: units(east), north: units(north) };
        Self { outlines, frame, window, rectangle }
    }

    /// The sides of the frame beyond which a rectangle lies wholly, a bit for each; 0 if a part of it may be in the frame.
    fn sides_beyond(&self, bounds: Bounds) -> u8 {
        u8::from(bounds.east < self.window.west)
            | u8::from(bounds.west > self.window.east) << 1
            | u8::from(bounds.north < self.window.south) << 2
            | u8::from(bounds.south > self.window.north) << 3
    }

    fn is_outside(&self, bounds: Bounds) -> bool {
        self.sides_beyond(bounds) != 0
    }

    /// The turns of the Earth, as offsets of longitudes, that bring a rectangle into the frame.
    fn turns(&self, bounds: Bounds) -> impl Iterator<Item = i32> {
        [-TURN, 0, TURN].into_iter().filter(move |turn| !self.is_outside(bounds.shifted(*turn)))
    }

    fn rings(&self, rings: &[Ring], path: &mut PathData) {
        for ring in rings {
            for turn in self.turns(ring.bounds) {
                let clipped = self.rectangle.ring(self.ring(ring, turn));
                if area(&clipped) >= SMALLEST {
                    path.ring(&clipped);
                }
            }
        }
    }

    /// The points of a ring in the picture.
    fn ring(&self, ring: &Ring, turn: i32) -> Vec<[f64; 2]> {
        let mut points = Vec::new();
        for step in &ring.steps {
            let (arc, offset) = (&self.outlines.arcs[step.arc], step.offset + turn);
            let start = points.len();
            self.arc(arc, offset, &mut points);
            if step.is_reversed {
                points[start..].reverse();
            }
        }
        if let (Some(pole), Some(first), Some(last)) = (ring.pole, points.first().copied(), points.last().copied()) {
            let [_, y] = self.project([0, pole], 0);
            points.extend([[last[0], y], [first[0], y]]);
        }
        points
    }

    /// Appends the points of an arc. Stretches in a row that lie beyond the same side of the frame are replaced by one
    /// straight line, which lies beyond it too, so nothing changes inside the frame. That makes a map of a region cost
    /// what its region costs, not what the continents around it would.
    fn arc(&self, arc: &OutlineArc, offset: i32, out: &mut Vec<[f64; 2]>) {
        // The sides beyond which everything since the last point of `out` lies, and where that ends.
        let (mut beyond, mut end) = (0, None);
        for stretch in &arc.stretches {
            let sides = self.sides_beyond(stretch.bounds.shifted(offset));
            if beyond & sides == 0 {
                out.extend(end.take().map(|point| self.project(point, offset)));
                beyond = sides;
                if sides == 0 {
                    self.stretch(arc, stretch, offset, out);
                } else {
                    out.push(self.project(arc.points[stretch.points.start], offset));
                }
            }
            beyond &= sides;
            end = (sides != 0).then(|| arc.points[stretch.points.end - 1]);
        }
        out.extend(end.map(|point| self.project(point, offset)));
    }

    /// Adds the parts of a border that are in the frame.
    fn border(&self, arc: &OutlineArc, path: &mut PathData) {
        for turn in self.turns(arc.bounds) {
            let mut line = Vec::new();
            for stretch in &arc.stretches {
                if self.is_outside(stretch.bounds.shifted(turn)) {
                    self.finish_line(&mut line, path);
                } else {
                    self.stretch(arc, stretch, turn, &mut line);
                }
            }
            self.finish_line(&mut line, path);
        }
    }

    fn finish_line(&self, line: &mut Vec<[f64; 2]>, path: &mut PathData) {
        for part in self.rectangle.line(line) {
            path.line(&part);
        }
        line.clear();
    }

    /// Appends the points of a stretch that can be seen. They are the same whoever asks, so a coast is the same line
    /// for land and for a country.
    fn stretch(&self, arc: &OutlineArc, stretch: &Stretch, offset: i32, out: &mut Vec<[f64; 2]>) {
        let points = arc.points[stretch.points.clone()].iter();
        let line: Vec<[f64; 2]> = points.map(|point| self.project(*point, offset)).collect();
        simplify(&line, TOLERANCE, out);
    }

    fn project(&self, [longitude, latitude]: [i32; 2], offset: i32) -> [f64; 2] {
        self.frame.project(f64::from(longitude + offset) / UNITS, f64::from(latitude) / UNITS)
    }
}

/// The area of a ring in square units (shoelace formula).
fn area(ring: &[[f64; 2]]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let twice: f64 = ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
    twice.abs() / 2.0
}
