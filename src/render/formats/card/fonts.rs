//! Sets text in the fonts of cards.
//!
//! In: a text and a [`FontStack`]. Out: a [`ShapedLine`], which has shaped glyphs in visual order, measured in ems. The
//! fonts are part of the program, and fonts of the system are never used, so a card has the same bytes on every
//! machine. A letter that no font has is never drawn as a box: see [`Fonts::writable`].

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, RwLock};

use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathSink};
use harfrust::{Buffer, Direction, Font, GlyphId, Script, ShapeOptions, ShapePlan, ShaperFont, shape};
use tiny_skia::{Path, PathBuilder};
use unicode_bidi::{BidiInfo, Level};

use super::mask::ShapeMask;

/// The font files, in the order of [`CardFont`].
pub(super) const FILES: [&[u8]; 7] = [
    include_bytes!("fonts/serif-bold.ttf"),
    include_bytes!("fonts/serif-regular.ttf"),
    include_bytes!("fonts/sans-bold.ttf"),
    include_bytes!("fonts/sans-regular.ttf"),
    include_bytes!("fonts/greek-bold.ttf"),
    include_bytes!("fonts/naskh-bold.ttf"),
    include_bytes!("fonts/hebrew-bold.ttf"),
];

/// A font of [`FILES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum CardFont {
    SerifBold,
    SerifRegular,
    SansBold,
    SansRegular,
    GreekBold,
    NaskhBold,
    HebrewBold,
}

/// A list of fonts for a kind of text. Each letter is drawn in the first of them that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FontStack {
    /// Headlines.
    Title,
    /// Days and periods.
    Figure,
    /// Everything else.
    Label,
    /// Important words among everything else.
    Strong,
}

impl FontStack {
    fn faces(self) -> &'static [CardFont] {
        use CardFont::{GreekBold, HebrewBold, NaskhBold, SansBold, SansRegular, SerifBold, SerifRegular};
        match self {
            Self::Title => &[SerifBold, GreekBold, NaskhBold, HebrewBold],
            Self::Figure => &[SerifRegular, SerifBold, GreekBold, NaskhBold, HebrewBold],
            Self::Label => &[SansRegular, NaskhBold, HebrewBold],
            Self::Strong => &[SansBold, NaskhBold, HebrewBold],
        }
    }
}

/// All fonts, parsed once.
pub(in crate::render) struct Fonts {
    /// The fonts, in the order of [`CardFont`].
    parsed: Vec<Font>,
    /// A cache of shape plans, because making a plan takes longer than shaping a word.
    plans: RwLock<Vec<(PlanKey, Arc<ShapePlan>)>>,
    /// A cache of rasterised glyphs: cards of one site consist of a few thousand of them.
    masks: RwLock<HashMap<GlyphKey, Option<Arc<ShapeMask>>>>,
}

/// The number of horizontal positions within a pixel at which glyphs are drawn.
const QUARTERS: f32 = 4.0;

/// The parameters of a rasterised glyph.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct GlyphKey {
    face: CardFont,
    id: u32,
    /// The font size in pixels, as bits.
    size: u32,
    /// The position within the pixel, in quarters.
    quarter: u8,
}

/// The parameters of a shape plan.
type PlanKey = (CardFont, Direction, Option<Script>);

/// A text on one line, in ems.
pub(super) struct ShapedLine {
    glyphs: Vec<Glyph>,
    /// The length of the line.
    pub(super) width: f32,
}

/// A glyph and its position.
struct Glyph {
    face: CardFont,
    id: GlyphId,
    x: f32,
    y: f32,
}

impl Fonts {
    pub(in crate::render) fn new() -> Self {
        let parsed = FILES.iter().map(|file| Font::new(*file, 0).expect("our own fonts can be read")).collect();
        Self { parsed, plans: RwLock::default(), masks: RwLock::default() }
    }

    fn font(&self, face: CardFont) -> &Font {
        &self.parsed[face as usize]
    }

    fn has(&self, face: CardFont, letter: char) -> bool {
        self.font(face).charmap().map_unicode(letter).is_some()
    }

    /// The text without those signs that no font has, such as emoji, and with single spaces. `None` if nothing is left,
    /// or if a letter or digit is missing in the fonts.
    pub(super) fn writable(&self, hand: FontStack, text: &str) -> Option<String> {
        let known = |c: char| joins(c) || c == ' ' || hand.faces().iter().any(|face| self.has(*face, c));
        let words = text.split_whitespace().map(|word| {
            let unknown = word.chars().any(|c| c.is_alphanumeric() && !known(c));
            (!unknown).then(|| word.chars().filter(|c| known(*c)).collect::<String>())
        });
        let words: Vec<String> = words.collect::<Option<_>>()?;
        let written: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        (!written.is_empty()).then(|| written.join(" "))
    }

    /// Sets a text on one line. `level` is the direction of its paragraph; if `None`, it is determined from the text.
    pub(super) fn line(&self, hand: FontStack, text: &str, level: Option<Level>) -> ShapedLine {
        let bidi = BidiInfo::new(text, level);
        let mut line = ShapedLine { glyphs: Vec::new(), width: 0.0 };
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let rtl = levels[run.start].is_rtl();
                let mut stretches = self.stretches(hand, text, run);
                if rtl {
                    stretches.reverse();
                }
                for (face, range) in stretches {
                    self.append(&mut line, face, &text[range], rtl);
                }
            }
        }
        line
    }

    /// Cuts a run into parts with one font each.
    fn stretches(&self, hand: FontStack, text: &str, run: Range<usize>) -> Vec<(CardFont, Range<usize>)> {
        let mut stretches: Vec<(CardFont, Range<usize>)> = Vec::new();
        for (at, c) in text[run.clone()].char_indices() {
            let (start, end) = (run.start + at, run.start + at + c.len_utf8());
            let current = stretches.last().map(|(face, _)| *face);
            let face = self.face(hand, c, current);
            match stretches.last_mut() {
                Some((_, range)) if current == Some(face) => range.end = end,
                _ => stretches.push((face, start..end)),
            }
        }
        stretches
    }

    /// The font of a letter. Signs between letters keep the font of the letter before them, if it has them.
    fn face(&self, hand: FontStack, letter: char, current: Option<CardFont>) -> CardFont {
        let stays = |face: &CardFont| joins(letter) || !letter.is_alphanumeric() && self.has(*face, letter);
        let first = || hand.faces().iter().copied().find(|face| self.has(*face, letter));
        current.filter(stays).or_else(first).unwrap_or(hand.faces()[0])
    }

    fn append(&self, line: &mut ShapedLine, face: CardFont, text: &str, rtl: bool) {
        let font = self.font(face);
        let em = f32::from(font.units_per_em());
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        let plan = self.plan((face, buffer.direction(), buffer.script()));
        shape(&ShaperFont::new(font), &mut buffer, ShapeOptions::new().plan(Some(&plan)))
            .expect("the plan was made for this buffer");
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let ems = |units: i32| units as f32 / em;
            let (x, y) = (line.width + ems(position.x_offset), ems(position.y_offset));
            line.glyphs.push(Glyph { face, id: GlyphId::new(info.glyph_id), x, y });
            line.width += ems(position.x_advance);
        }
    }

    /// The shape plan for a font, a direction and a script.
    fn plan(&self, key: PlanKey) -> Arc<ShapePlan> {
        let find = |plans: &[(PlanKey, Arc<ShapePlan>)]| {
            plans.iter().find(|(known, _)| *known == key).map(|(_, plan)| plan.clone())
        };
        if let Some(known) = find(&self.plans.read().expect("nobody panics while holding it")) {
            return known;
        }
        let (face, direction, script) = key;
        let plan = Arc::new(ShapePlan::new(self.font(face), direction, script, None, &[]));
        let mut plans = self.plans.write().expect("nobody panics while holding it");
        // Two threads may both add a plan. Either can be used.
        plans.push((key, plan.clone()));
        plan
    }

    /// The glyphs of a line as masks, with the positions of their origins in pixels. The line begins at `x`, and its
    /// baseline is at `y`.
    pub(super) fn masks(
        &self,
        line: &ShapedLine,
        size: f32,
        (x, y): (f32, f32),
    ) -> impl Iterator<Item = (Arc<ShapeMask>, i32, i32)> {
        line.glyphs.iter().filter_map(move |glyph| {
            let quarters = ((x + glyph.x * size) * QUARTERS).round() as i32;
            let whole = quarters.div_euclid(QUARTERS as i32);
            let quarter = quarters.rem_euclid(QUARTERS as i32) as u8;
            let mask =
                self.mask(&GlyphKey { face: glyph.face, id: glyph.id.to_u32(), size: size.to_bits(), quarter })?;
            Some((mask, whole, (y - glyph.y * size).round() as i32))
        })
    }

    /// A rasterised glyph. `None` if it is empty, as a space is.
    fn mask(&self, key: &GlyphKey) -> Option<Arc<ShapeMask>> {
        if let Some(known) = self.masks.read().expect("nobody panics while holding it").get(key) {
            return known.clone();
        }
        let mask = self.outline(key).map(|path| Arc::new(ShapeMask::of(&path)));
        // Two threads may both rasterise a glyph. Their masks are the same.
        self.masks.write().expect("nobody panics while holding it").insert(*key, mask.clone());
        mask
    }

    fn outline(&self, key: &GlyphKey) -> Option<Path> {
        let font = self.font(key.face);
        let (scale, x) = (f32::from_bits(key.size) / f32::from(font.units_per_em()), f32::from(key.quarter) / QUARTERS);
        let mut path = PathBuilder::new();
        let mut pen = GlyphPen { path: &mut path, scale, x };
        let outline = font.outline_glyphs().get(GlyphId::new(key.id))?;
        outline.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut pen).expect("our own fonts have whole outlines");
        path.finish()
    }
}

/// Whether a sign belongs to the letter before it: marks, joiners, direction controls.
fn joins(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}')
}

/// Draws outlines, which are in font units with an upward y axis, in pixels.
struct GlyphPen<'p> {
    path: &'p mut PathBuilder,
    scale: f32,
    x: f32,
}

impl GlyphPen<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, -y * self.scale)
    }
}

impl PathSink for GlyphPen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let (handle, end) = (self.at(cx0, cy0), self.at(x, y));
        self.path.quad_to(handle.0, handle.1, end.0, end.1);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (first, second, end) = (self.at(cx0, cy0), self.at(cx1, cy1), self.at(x, y));
        self.path.cubic_to(first.0, first.1, second.0, second.1, end.0, end.1);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
