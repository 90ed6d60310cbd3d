//! Points on the Earth → a small map: its frame, the outlines in it as SVG path data, and places for its labels.
//!
//! In: latitudes and longitudes, and the outlines of `data/outlines` (Natural Earth). Out: numbers and path data in the
//! units of an SVG. Never here: events, names of places, markup, colours.
//!
//! An outline goes through these steps: [`Outlines`] (degrees, as stored) → [`Frame`] (projection, units of the picture)
//! → `simplify` (no more points than can be seen) → `clip` (the rectangle of the frame) → `path` (the shortest path
//! data). All of it is written by hand, because the usual crates bring more than is needed: `geo` has general polygon
//! operations on floating-point rings, but neither shared arcs nor clipping that skips what is far away, which makes a
//! map cost less than a millisecond.

mod atlas;
mod clip;
mod clusters;
mod drawing;
mod frame;
mod labels;
mod outlines;
mod path;
mod point;
mod projection;
mod simplify;
mod text_width;

#[cfg(test)]
mod tests;

pub use atlas::Atlas;
pub use clusters::clusters;
pub use drawing::{BorderPolicy, Drawing, draw};
pub use frame::{Frame, FrameShape};
pub use labels::{Dot, LabelAnchor, LabelPosition, LabelRequest, place_labels};
pub use outlines::Outlines;
pub use path::{round, sector};
pub use point::GeoPoint;
pub use text_width::text_width;
