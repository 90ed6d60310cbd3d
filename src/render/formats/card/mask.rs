//! Rasterises shapes and glyphs: a path becomes the shade of each pixel in its bounds.

use tiny_skia::{FillRule, Mask, Path, Transform};

/// The number of shades of an ink, for the edges of shapes.
pub(super) const SHADES: u8 = 8;

/// A rasterised shape.
pub(super) struct ShapeMask {
    /// The position of its left column, relative to the shape's origin.
    pub(super) left: i32,
    /// The position of its upper row.
    pub(super) top: i32,
    /// The number of its columns, at least one.
    pub(super) width: usize,
    /// How much of each pixel is covered, row by row, from 0 to [`SHADES`].
    pub(super) shades: Vec<u8>,
}

impl ShapeMask {
    /// Rasterises a path, which is measured in pixels.
    pub(super) fn of(path: &Path) -> Self {
        let bounds = path.bounds();
        let (left, top) = (bounds.left().floor(), bounds.top().floor());
        let size = |from: f32, to: f32| ((to - from).ceil() as u32).max(1);
        let (width, height) = (size(left, bounds.right()), size(top, bounds.bottom()));
        let mut mask = Mask::new(width, height).expect("the size is not zero");
        mask.fill_path(path, FillRule::Winding, true, Transform::from_translate(-left, -top));
        let shades = mask.data().iter().map(|coverage| shade(*coverage)).collect();
        Self { left: left as i32, top: top as i32, width: width as usize, shades }
    }
}

/// The shade of an ink for a coverage from 0 to 255.
fn shade(coverage: u8) -> u8 {
    ((u16::from(coverage) * u16::from(SHADES) + 127) / 255) as u8
}
