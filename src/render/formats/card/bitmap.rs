//! The bitmap of a card, and its PNG.
//!
//! Shapes of different inks never overlap, so each pixel is paper, one ink, or a mixture of the two. A palette of about
//! thirty colours and one byte for each pixel are enough.

use tiny_skia::{Path, PathBuilder, Rect, Stroke, StrokeDash};

use super::colours::{CardColours, Ink, Rgb};
use super::fonts::{Fonts, ShapedLine};
use super::mark::CardMark;
use super::mask::{SHADES, ShapeMask};
use crate::config::Status;

/// The size that social networks ask for, in pixels.
pub(in crate::render) const WIDTH: u32 = 1200;
pub(in crate::render) const HEIGHT: u32 = 630;

/// The precision with which curves are stroked.
const RESOLUTION: f32 = 4.0;

/// The distance from the end of a quarter circle to its Bézier handle, as a fraction of the radius.
const HANDLE: f32 = 0.552_284_8;

/// A card being drawn: the index in the palette of each pixel's colour, row by row.
pub(super) struct CardBitmap(Vec<u8>);

impl Default for CardBitmap {
    fn default() -> Self {
        Self(vec![0; (WIDTH * HEIGHT) as usize])
    }
}

impl CardBitmap {
    pub(super) fn rect(&mut self, ink: Ink, (x, y): (f32, f32), width: f32, height: f32) {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            self.fill(ink, Some(PathBuilder::from_rect(rect)));
        }
    }

    /// Draws a line of text. Glyphs are moved to whole pixels vertically and to quarters of pixels horizontally, so that
    /// most of them have been rasterised before.
    pub(super) fn text(&mut self, ink: Ink, fonts: &Fonts, line: &ShapedLine, size: f32, at: (f32, f32)) {
        for (mask, x, y) in fonts.masks(line, size, at) {
            self.blend(ink, &mask, x, y);
        }
    }

    /// Draws the mark of a status. Each status has its own shape, as on pages.
    pub(super) fn mark(&mut self, status: Status, (x, y): (f32, f32), radius: f32) {
        let border = radius * 0.36;
        let mut path = PathBuilder::new();
        let circle = PathBuilder::from_circle(x, y, radius - border / 2.0).expect("a radius is not negative");
        let mut ring = |circle: Option<Path>| push(&mut path, circle.and_then(|circle| stroked(&circle, border)));
        match status {
            Status::Confirmed => path.push_circle(x, y, radius),
            Status::Reported => ring(Some(circle)),
            Status::Disputed => {
                ring(Some(circle));
                push_half_disc(&mut path, (x, y), radius);
            }
            Status::Denied => {
                ring(Some(circle));
                push(&mut path, bar((x, y), radius));
            }
            Status::Retracted => {
                let dash = StrokeDash::new(vec![radius * 0.46, radius * 0.4], 0.0);
                ring(dash.and_then(|dash| circle.dash(&dash, RESOLUTION)));
            }
        }
        self.fill(Ink::Tone, path.finish());
    }

    fn fill(&mut self, ink: Ink, path: Option<Path>) {
        if let Some(path) = path {
            self.blend(ink, &ShapeMask::of(&path), 0, 0);
        }
    }

    /// Adds a shape whose origin is at (`x`, `y`). Where shapes of one ink meet, their coverages add up, so that joined
    /// letters have no seam.
    fn blend(&mut self, ink: Ink, mask: &ShapeMask, x: i32, y: i32) {
        let (left, top) = (x + mask.left, y + mask.top);
        let columns = left.max(0)..(left + mask.width as i32).min(WIDTH as i32);
        if columns.is_empty() {
            return;
        }
        let first = ink as u8 * SHADES;
        for (row, shades) in (top..HEIGHT as i32).zip(mask.shades.chunks(mask.width)).filter(|(row, _)| *row >= 0) {
            let start = row as usize * WIDTH as usize;
            let pixels = &mut self.0[start + columns.start as usize..start + columns.end as usize];
            for (pixel, shade) in pixels.iter_mut().zip(&shades[(columns.start - left) as usize..]) {
                if *shade > 0 {
                    let before = pixel.checked_sub(first).filter(|before| *before <= SHADES).unwrap_or(0);
                    *pixel = first + (before + shade).min(SHADES);
                }
            }
        }
    }

    /// The PNG of the card, which contains `mark`.
    pub(super) fn png(self, colours: &CardColours, mark: &CardMark) -> Vec<u8> {
        let palette: Vec<u8> = palette(colours).into_iter().flatten().collect();
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette);
        encoder.set_deflate_compression(png::DeflateCompression::Level(LEVEL));
        encoder.set_filter(png::Filter::NoFilter);
        let mut writer = encoder.write_header().expect("a vector takes everything");
        writer.write_text_chunk(&mark.to_chunk()).expect("a vector takes everything");
        writer.write_image_data(&self.0).expect("there are as many pixels as there should be");
        writer.finish().expect("a vector takes everything");
        file
    }
}

/// The compression level of PNGs: fast, and the files are hardly larger than the smallest.
const LEVEL: u8 = 3;

/// The palette: paper, then the shades of each ink from the faintest to the full colour.
fn palette(colours: &CardColours) -> Vec<Rgb> {
    let CardColours { paper, inks } = colours;
    let blend = |ink: &Rgb, shade: u8| {
        let channel = |at: usize| {
            let (from, to) = (u16::from(paper[at]), u16::from(ink[at]));
            let (shade, all) = (u16::from(shade), u16::from(SHADES));
            ((from * (all - shade) + to * shade + all / 2) / all) as u8
        };
        [channel(0), channel(1), channel(2)]
    };
    let shades = inks.iter().flat_map(|ink| (1..=SHADES).map(move |shade| blend(ink, shade)));
    [*paper].into_iter().chain(shades).collect()
}

fn push(path: &mut PathBuilder, shape: Option<Path>) {
    if let Some(shape) = shape {
        path.push_path(&shape);
    }
}

/// Adds the left half of a disc.
fn push_half_disc(path: &mut PathBuilder, (x, y): (f32, f32), radius: f32) {
    let handle = radius * HANDLE;
    path.move_to(x, y - radius);
    // It has the direction of the ring around it. Otherwise the nonzero winding rule would leave a hole where they
    // overlap.
    path.line_to(x, y + radius);
    path.cubic_to(x - handle, y + radius, x - radius, y + handle, x - radius, y);
    path.cubic_to(x - radius, y - handle, x - handle, y - radius, x, y - radius);
    path.close();
}

/// The bar of the barred ring, from the upper left to the lower right.
fn bar((x, y): (f32, f32), radius: f32) -> Option<Path> {
    let reach = radius * 0.68;
    let mut line = PathBuilder::new();
    line.move_to(x - reach, y - reach);
    line.line_to(x + reach, y + reach);
    stroked(&line.finish()?, radius * 0.5)
}

fn stroked(path: &Path, width: f32) -> Option<Path> {
    path.stroke(&Stroke { width, ..Stroke::default() }, RESOLUTION)
}
