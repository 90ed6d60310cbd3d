//! The bitmap of a card, and its PNG.
//!
//! Shapes of different inks never overlap, so each pixel is paper, one ink, or a mixture of the two. A palette of about
//! thirty colours and one byte for each pixel are enough.

use std::ops::Range;

use tiny_skia::{FillRule, Mask, Path, PathBuilder, Rect, Stroke, StrokeDash, Transform};

use super::colours::{CardColours, INKS, Ink, Rgb};
use super::fonts::{Fonts, ShapedLine};
use super::mark::CardMark;
use crate::config::Status;

/// The size that social networks ask for, in pixels.
pub(in crate::render) const WIDTH: u32 = 1200;
pub(in crate::render) const HEIGHT: u32 = 630;

/// The number of shades of an ink, for the edges of shapes.
const SHADES: u8 = 8;

/// The precision with which curves are stroked.
const RESOLUTION: f32 = 4.0;

/// The distance from the end of a quarter circle to its Bézier handle, as a fraction of the radius.
const HANDLE: f32 = 0.552_284_8;

/// A card being drawn: one path for each ink.
#[derive(Default)]
pub(super) struct CardBitmap([PathBuilder; INKS]);

impl CardBitmap {
    fn of(&mut self, ink: Ink) -> &mut PathBuilder {
        &mut self.0[ink as usize]
    }

    pub(super) fn rect(&mut self, ink: Ink, (x, y): (f32, f32), width: f32, height: f32) {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            self.of(ink).push_rect(rect);
        }
    }

    pub(super) fn text(&mut self, ink: Ink, fonts: &Fonts, line: &ShapedLine, size: f32, at: (f32, f32)) {
        fonts.trace(line, size, at, self.of(ink));
    }

    /// Draws the mark of a status. Each status has its own shape, as on pages.
    pub(super) fn mark(&mut self, status: Status, (x, y): (f32, f32), radius: f32) {
        let border = radius * 0.36;
        let path = self.of(Ink::Tone);
        let circle = PathBuilder::from_circle(x, y, radius - border / 2.0).expect("a radius is not negative");
        let mut ring = |circle: Option<Path>| push(path, circle.and_then(|circle| stroked(&circle, border)));
        match status {
            Status::Confirmed => path.push_circle(x, y, radius),
            Status::Reported => ring(Some(circle)),
            Status::Disputed => {
                ring(Some(circle));
                push_half_disc(path, (x, y), radius);
            }
            Status::Denied => {
                ring(Some(circle));
                push(path, bar((x, y), radius));
            }
            Status::Retracted => {
                let dash = StrokeDash::new(vec![radius * 0.46, radius * 0.4], 0.0);
                ring(dash.and_then(|dash| circle.dash(&dash, RESOLUTION)));
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
        writer.write_image_data(&self.pixels()).expect("there are as many pixels as there should be");
        writer.finish().expect("a vector takes everything");
        file
    }

    /// The index in the palette of each pixel's colour.
    fn pixels(self) -> Vec<u8> {
        let mut pixels = vec![0; (WIDTH * HEIGHT) as usize];
        let mut mask = Mask::new(WIDTH, HEIGHT).expect("the size is one");
        for (ink, path) in (0u8..).zip(self.0) {
            let Some(path) = path.finish() else { continue };
            mask.clear();
            mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
            let touched = touched(&path);
            let stretches = pixels[touched.clone()].chunks_mut(STRETCH).zip(mask.data()[touched].chunks(STRETCH));
            for (pixels, coverages) in stretches {
                // Most of a card is empty.
                if *coverages == EMPTY[..coverages.len()] {
                    continue;
                }
                for (pixel, coverage) in pixels.iter_mut().zip(coverages) {
                    let shade = shade(*coverage);
                    if shade > 0 {
                        *pixel = ink * SHADES + shade;
                    }
                }
            }
        }
        pixels
    }
}

/// The range of the pixels in the rows that a path touches, and in one more row above and below.
fn touched(path: &Path) -> Range<usize> {
    let bounds = path.bounds();
    let line = |y: f32| (y.clamp(0.0, HEIGHT as f32) as u32 * WIDTH) as usize;
    line(bounds.top() - 1.0)..line(bounds.bottom() + 2.0)
}

/// The number of pixels that are compared with empty ones at once.
const STRETCH: usize = 48;

/// The coverage of empty pixels. Comparing two slices is faster than comparing each byte with zero.
const EMPTY: [u8; STRETCH] = [0; STRETCH];

/// The shade of an ink for a coverage from 0 to 255.
fn shade(coverage: u8) -> u8 {
    ((u16::from(coverage) * u16::from(SHADES) + 127) / 255) as u8
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
