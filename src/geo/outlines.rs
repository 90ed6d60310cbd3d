//! The outlines of land and countries, as `data/outlines/README.md` describes their files.

use std::ops::Range;

use super::point::GeoPoint;

/// The stored integers are hundredths of a degree.
pub(super) const UNITS: f64 = 100.0;

/// A full turn, in hundredths of a degree.
pub(super) const TURN: i32 = 36_000;

/// The most points in a stretch of an arc.
const STRETCH: usize = 48;

/// Outlines of land and countries at one scale.
#[derive(Debug)]
pub struct Outlines {
    pub(super) arcs: Vec<OutlineArc>,
    /// The rings of all land; a ring inside another one is water.
    pub(super) land: Vec<Ring>,
    /// The arcs that two countries share.
    pub(super) borders: Vec<usize>,
    pub(super) countries: Vec<Country>,
}

/// A line that one or two rings share, in hundredths of a degree: longitude, latitude. Longitudes are continuous and may
/// go beyond 180 degrees.
#[derive(Debug)]
pub(super) struct OutlineArc {
    pub(super) points: Vec<[i32; 2]>,
    pub(super) stretches: Vec<Stretch>,
    pub(super) bounds: Bounds,
}

/// A part of an arc. Neighbouring stretches share a point.
#[derive(Debug)]
pub(super) struct Stretch {
    pub(super) points: Range<usize>,
    pub(super) bounds: Bounds,
}

/// A rectangle in hundredths of a degree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) west: i32,
    pub(super) south: i32,
    pub(super) east: i32,
    pub(super) north: i32,
}

/// A closed line, made of arcs.
#[derive(Debug)]
pub(super) struct Ring {
    pub(super) steps: Vec<RingStep>,
    pub(super) bounds: Bounds,
    /// The latitude of the pole inside a ring that goes all around the Earth.
    pub(super) pole: Option<i32>,
}

/// An arc of a ring.
#[derive(Clone, Copy, Debug)]
pub(super) struct RingStep {
    pub(super) arc: usize,
    /// Whether the arc is followed from its end to its beginning.
    pub(super) is_reversed: bool,
    /// What is added to its longitudes so that it begins where the arc before it ended.
    pub(super) offset: i32,
}

/// A country.
#[derive(Debug)]
pub(super) struct Country {
    /// Its name as Natural Earth writes it, in English and partly abbreviated.
    pub(super) name: String,
    pub(super) rings: Vec<Ring>,
}

impl Outlines {
    /// Reads the bytes of a file of `data/outlines`. These are part of the program, so they are not checked.
    pub(super) fn decode(bytes: &[u8]) -> Self {
        let mut reader = ByteReader { rest: bytes };
        let arcs: Vec<OutlineArc> = (0..reader.count()).map(|_| reader.arc()).collect();
        let land = reader.rings(&arcs);
        let borders = (0..reader.count()).map(|_| reader.count()).collect();
        let countries = (0..reader.count()).map(|_| Country { name: reader.text(), rings: reader.rings(&arcs) });
        let countries = countries.collect();
        Self { arcs, land, borders, countries }
    }

    /// The country that has one of some names and contains a point. Names are compared without regard to case.
    pub(super) fn country(&self, names: &[&str], point: GeoPoint) -> Option<&Country> {
        let is_named = |country: &&Country| {
            let own = country.name.to_lowercase();
            names.iter().any(|name| name.to_lowercase() == own)
        };
        self.countries.iter().filter(is_named).find(|country| self.contains(&country.rings, point))
    }

    /// Whether an even-odd fill of some rings contains a point.
    pub(super) fn contains(&self, rings: &[Ring], point: GeoPoint) -> bool {
        let turns = [-1.0, 0.0, 1.0].map(|turn| point.longitude + 360.0 * turn);
        let crossings = |ring: &Ring| {
            let line = self.points(ring);
            let edges = line.iter().zip(line.iter().cycle().skip(1));
            let crosses = |x: f64, a: [f64; 2], b: [f64; 2]| {
                (a[1] > point.latitude) != (b[1] > point.latitude)
                    && x < (b[0] - a[0]) * (point.latitude - a[1]) / (b[1] - a[1]) + a[0]
            };
            turns.map(|x| edges.clone().filter(|(a, b)| crosses(x, **a, **b)).count())
        };
        let inside = |turn: usize| rings.iter().map(|ring| crossings(ring)[turn]).sum::<usize>() % 2 == 1;
        (0..turns.len()).any(inside)
    }

    /// The points of a ring in degrees, in order.
    fn points(&self, ring: &Ring) -> Vec<[f64; 2]> {
        let mut line = Vec::new();
        for step in &ring.steps {
            let point = |[x, y]: &[i32; 2]| [f64::from(x + step.offset) / UNITS, f64::from(*y) / UNITS];
            let start = line.len();
            line.extend(self.arcs[step.arc].points.iter().map(point));
            if step.is_reversed {
                line[start..].reverse();
            }
        }
        line
    }
}

impl Bounds {
    fn of(points: &[[i32; 2]]) -> Self {
        let none = Self { west: i32::MAX, south: i32::MAX, east: i32::MIN, north: i32::MIN };
        points.iter().fold(none, |bounds, [x, y]| bounds.union(Self { west: *x, south: *y, east: *x, north: *y }))
    }

    fn union(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// The same, moved east.
    pub(super) fn shifted(self, by: i32) -> Self {
        Self { west: self.west + by, east: self.east + by, ..self }
    }
}

impl OutlineArc {
    fn new(points: Vec<[i32; 2]>) -> Self {
        let last = points.len() - 1;
        let stretch = |start: usize| {
            let points_of = start..(start + STRETCH).min(last) + 1;
            Stretch { bounds: Bounds::of(&points[points_of.clone()]), points: points_of }
        };
        let stretches: Vec<Stretch> = (0..last).step_by(STRETCH).map(stretch).collect();
        let bounds = Bounds::of(&points);
        Self { points, stretches, bounds }
    }
}

impl Ring {
    /// Joins arcs, each given by its number, or by `!number` if it is reversed.
    fn new(references: &[i32], arcs: &[OutlineArc]) -> Self {
        let mut steps = Vec::with_capacity(references.len());
        let (mut start, mut at) = (None, [0, 0]);
        let mut bounds = Bounds::of(&[]);
        for reference in references {
            let is_reversed = *reference < 0;
            let arc = usize::try_from(if is_reversed { !reference } else { *reference }).expect("it is not negative");
            let points = &arcs[arc].points;
            let (mut first, mut last) = (points[0], points[points.len() - 1]);
            if is_reversed {
                std::mem::swap(&mut first, &mut last);
            }
            let offset = if start.is_none() { 0 } else { at[0] - first[0] };
            start.get_or_insert(first);
            at = [last[0] + offset, last[1]];
            bounds = bounds.union(arcs[arc].bounds.shifted(offset));
            steps.push(RingStep { arc, is_reversed, offset });
        }
        let is_around = start.is_some_and(|start| (start[0] - at[0]).abs() >= TURN);
        let pole = is_around.then_some(if at[1] < 0 { -9000 } else { 9000 });
        if let Some(pole) = pole {
            bounds = Bounds { south: bounds.south.min(pole), north: bounds.north.max(pole), ..bounds };
        }
        Self { steps, bounds, pole }
    }
}

/// Reads numbers from the beginning of a row of bytes.
struct ByteReader<'a> {
    rest: &'a [u8],
}

impl ByteReader<'_> {
    fn varint(&mut self) -> u32 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let (byte, rest) = self.rest.split_first().expect("the file is whole");
            self.rest = rest;
            value |= u32::from(byte & 127) << shift;
            shift += 7;
            if byte & 128 == 0 {
                return value;
            }
        }
    }

    fn count(&mut self) -> usize {
        self.varint() as usize
    }

    /// A signed number in zigzag form.
    fn signed(&mut self) -> i32 {
        let value = self.varint();
        (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
    }

    fn arc(&mut self) -> OutlineArc {
        let count = self.count();
        let mut at = [0, 0];
        let mut next = || {
            at = [at[0] + self.signed(), at[1] + self.signed()];
            at
        };
        OutlineArc::new((0..count).map(|_| next()).collect())
    }

    fn rings(&mut self, arcs: &[OutlineArc]) -> Vec<Ring> {
        let count = self.count();
        let ring = |_| {
            let references: Vec<i32> = (0..self.count()).map(|_| self.signed()).collect();
            Ring::new(&references, arcs)
        };
        (0..count).map(ring).collect()
    }

    fn text(&mut self) -> String {
        let length = self.count();
        let (text, rest) = self.rest.split_at(length);
        self.rest = rest;
        String::from_utf8_lossy(text).into_owned()
    }
}
