//! Finds places for the labels of a map.
//!
//! Greedy: labels are placed in their order, each at the first of a few positions around its dot where it overlaps
//! neither a dot nor an earlier label nor an edge. A label without such a position gets none.

/// The height of a line above and below its baseline, in the size of its font.
const ASCENT: f64 = 0.82;
const DESCENT: f64 = 0.26;

/// The height of the middle of small letters and figures above the baseline.
const MIDDLE: f64 = 0.35;

/// The space between a dot and its label, and the least between a label and other dots.
const GAP: f64 = 0.28;
const CLEARANCE: f64 = 0.08;

/// A dot that labels must not cover, in units.
#[derive(Clone, Copy, Debug)]
pub struct Dot {
    /// Its centre.
    pub x: f64,
    /// Its centre.
    pub y: f64,
    /// Its radius.
    pub radius: f64,
}

/// A label to be placed.
#[derive(Clone, Copy, Debug)]
pub enum LabelRequest {
    /// Beside a dot.
    Beside {
        /// The dot.
        dot: Dot,
        /// The width of the label, in the size of its font.
        width: f64,
    },
    /// At a point that has no dot, as the name of an area.
    At {
        /// The point.
        x: f64,
        /// The point.
        y: f64,
        /// The width of the label, in the size of its font.
        width: f64,
    },
}

/// The part of a label at its x, as in `text-anchor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelAnchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

impl LabelAnchor {
    /// The value of `text-anchor` for a text that runs from left to right.
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// Where a label stands, in units.
#[derive(Clone, Copy, Debug)]
pub struct LabelPosition {
    /// The position of `anchor`.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// The part of the label at `x`.
    pub anchor: LabelAnchor,
}

/// A rectangle in units.
#[derive(Clone, Copy, Debug)]
pub(super) struct LabelBox {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// Positions for labels of a picture of this width and height, with a font of `size` units. Names of areas are placed
/// before names of dots; otherwise earlier labels have the choice.
pub fn place_labels(
    (width, height): (f64, f64),
    size: f64,
    dots: &[Dot],
    labels: &[LabelRequest],
) -> Vec<Option<LabelPosition>> {
    let picture = LabelBox { left: 0.0, top: 0.0, right: width, bottom: height };
    let mut taken: Vec<LabelBox> = Vec::new();
    let mut positions = vec![None; labels.len()];
    let is_area = |at: &usize| matches!(labels[*at], LabelRequest::At { .. });
    let order = (0..labels.len()).filter(is_area).chain((0..labels.len()).filter(|at| !is_area(at)));
    for at in order {
        let is_free = |position: &LabelPosition| {
            let area = position.area(labels[at].width(), size);
            picture.holds(&area)
                && !taken.iter().any(|other| other.overlaps(&area))
                && !dots.iter().any(|dot| area.touches(dot, if labels[at].is_of(dot) { 0.0 } else { CLEARANCE * size }))
        };
        positions[at] = candidates(labels[at], size, width).into_iter().find(is_free);
        taken.extend(positions[at].map(|position| position.area(labels[at].width(), size)));
    }
    positions
}

impl LabelRequest {
    pub(super) fn width(self) -> f64 {
        match self {
            Self::Beside { width, .. } | Self::At { width, .. } => width,
        }
    }

    /// Whether it is the label of a dot at that position.
    fn is_of(self, other: &Dot) -> bool {
        matches!(self, Self::Beside { dot, .. } if (dot.x - other.x).hypot(dot.y - other.y) < 1e-6)
    }
}

/// The positions to try in a picture of this width, the best one first.
fn candidates(label: LabelRequest, size: f64, picture: f64) -> Vec<LabelPosition> {
    let at = |x: f64, y: f64, anchor: LabelAnchor| LabelPosition { x, y, anchor };
    match label {
        LabelRequest::At { x, y, width } => {
            // A name at the edge of the picture is moved inwards.
            let half = ((width / 2.0 + GAP) * size).min(picture / 2.0);
            let x = x.clamp(half, picture - half);
            let rise = [0.0, -1.0, 1.0, -2.0, 2.0];
            rise.map(|lines| at(x, y + (MIDDLE + 0.6 * lines) * size, LabelAnchor::Middle)).to_vec()
        }
        LabelRequest::Beside { dot: Dot { x, y, radius }, .. } => {
            let (aside, slant) = (radius + GAP * size, 0.75 * radius + GAP * size);
            let (above, below) = (y - slant - DESCENT * size, y + slant + ASCENT * size * 0.8);
            let middle = y + MIDDLE * size;
            vec![
                at(x + aside, middle, LabelAnchor::Start),
                at(x - aside, middle, LabelAnchor::End),
                at(x + slant, above + 0.4 * size, LabelAnchor::Start),
                at(x + slant, below - 0.4 * size, LabelAnchor::Start),
                at(x - slant, above + 0.4 * size, LabelAnchor::End),
                at(x - slant, below - 0.4 * size, LabelAnchor::End),
                at(x, y - radius - (GAP + DESCENT) * size, LabelAnchor::Middle),
                at(x, y + radius + (GAP + ASCENT) * size, LabelAnchor::Middle),
            ]
        }
    }
}

impl LabelPosition {
    /// The rectangle that a label of this width and size covers.
    pub(super) fn area(&self, width: f64, size: f64) -> LabelBox {
        let left = match self.anchor {
            LabelAnchor::Start => self.x,
            LabelAnchor::Middle => self.x - width * size / 2.0,
            LabelAnchor::End => self.x - width * size,
        };
        LabelBox { left, top: self.y - ASCENT * size, right: left + width * size, bottom: self.y + DESCENT * size }
    }
}

impl LabelBox {
    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether a part of a dot is within it or less than `clearance` from it.
    pub(super) fn touches(&self, dot: &Dot, clearance: f64) -> bool {
        let (dx, dy) = (dot.x - dot.x.clamp(self.left, self.right), dot.y - dot.y.clamp(self.top, self.bottom));
        dx.hypot(dy) < dot.radius + clearance
    }
}
