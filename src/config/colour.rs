//! Colours and their contrast.
//!
//! In: `#rgb` or `#rrggbb`. Out: CSS colours and contrast ratios as WCAG 2 defines them. A colour is made lighter or
//! darker in Oklab, because there it keeps its hue.

use std::fmt;

/// The contrast ratio that WCAG 2.2 requires of text (success criterion 1.4.3).
pub const READABLE: f64 = 4.5;

/// Number of steps in the searches for a lightness and for a strength of colour.
const STEPS: u32 = 256;

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// A colour from its red, green and blue components.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Parses `#rgb` or `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?.as_bytes();
        let digit = |at: usize| char::from(digits[at]).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let part = |at: usize| match digits.len() {
            3 => digit(at).map(|digit| digit * 17),
            6 => Some(digit(2 * at)? * 16 + digit(2 * at + 1)?),
            _ => None,
        };
        Some(Self([part(0)?, part(1)?, part(2)?]))
    }

    /// The contrast ratio of two colours: from 1 (equal luminance) to 21 (black on white).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour, made lighter or darker by as little as gives it at least `contrast` on `paper`. If no lightness
    /// gives that contrast, the result is black or white.
    pub fn readable_on(self, paper: Self, contrast: f64) -> Self {
        let [own, a, b] = self.oklab();
        // At this luminance of the paper, black and white have the same contrast on it.
        let end = if paper.luminance() > 0.179 { 0.0 } else { 1.0 };
        let on_the_way = |step: u32| {
            let part = f64::from(step) / f64::from(STEPS);
            Self::from_oklab(own + (end - own) * part, a, b)
        };
        std::iter::once(self)
            .chain((0..=STEPS).map(on_the_way))
            .find(|colour| colour.contrast(paper) >= contrast)
            .unwrap_or_else(|| on_the_way(STEPS))
    }

    /// Relative luminance, as WCAG 2 defines it.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The linear-light components, from 0 to 1.
    fn linear(self) -> [f64; 3] {
        self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Lightness and the two hue axes in Oklab. The numbers are those of <https://bottosson.github.io/posts/oklab/>.
    fn oklab(self) -> [f64; 3] {
        let cones = product(
            &[
                [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
                [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
                [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
            ],
            self.linear(),
        );
        product(
            &[
                [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
                [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
                [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
            ],
            cones.map(f64::cbrt),
        )
    }

    /// The colour of this lightness and hue, with as much of its strength as sRGB can show.
    fn from_oklab(lightness: f64, a: f64, b: f64) -> Self {
        let strengths = (0..=STEPS).rev().map(|step| f64::from(step) / f64::from(STEPS));
        let shown = |strength: f64| {
            let cones = product(
                &[
                    [1.0, 0.396_337_777_4, 0.215_803_757_3],
                    [1.0, -0.105_561_345_8, -0.063_854_172_8],
                    [1.0, -0.089_484_177_5, -1.291_485_548_0],
                ],
                [lightness, a * strength, b * strength],
            );
            product(
                &[
                    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
                    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
                    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
                ],
                cones.map(|cone| cone.powi(3)),
            )
        };
        let can_be = |light: &[f64; 3]| light.iter().all(|part| (-0.001..=1.001).contains(part));
        Self::from_linear(strengths.map(shown).find(can_be).unwrap_or_else(|| shown(0.0)))
    }

    fn from_linear(light: [f64; 3]) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 255")]
        Self(light.map(|part| {
            let part = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
            (part.clamp(0.0, 1.0) * 255.0).round() as u8
        }))
    }
}

/// Writes it as CSS: `#rrggbb`.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

fn product(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(factor, part)| factor * part).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: Colour = Colour::new(0xfd, 0xfc, 0xf9);
    const DARK: Colour = Colour::new(0x15, 0x16, 0x18);

    #[test]
    fn contrasts_are_those_of_wcag() {
        let (black, white) = (Colour::new(0, 0, 0), Colour::new(255, 255, 255));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!((Colour::new(0x77, 0x77, 0x77).contrast(white) - 4.48).abs() < 0.005);
        assert!((white.contrast(white) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_colour_survives_the_way_there_and_back() {
        for colour in ["#1d4a9e", "#ffcc00", "#000000", "#ffffff", "#00ff00", "#7a1f3d"] {
            let parsed = Colour::parse(colour).expect("it is one");
            let [lightness, a, b] = parsed.oklab();
            assert_eq!(Colour::from_oklab(lightness, a, b).to_string(), colour);
        }
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for text in ["", "#", "red", "1d4a9e", "#1d4a9", "#1d4a9e00", "#ggg", "#12é", "#1d4a9e;"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
        assert_eq!(Colour::parse("#1Ac"), Colour::parse("#11aacc"));
    }

    #[test]
    fn a_readable_colour_stays_and_another_is_changed_no_more_than_needed() {
        let lapis = Colour::parse("#1d4a9e").expect("it is one");
        assert_eq!(lapis.readable_on(LIGHT, READABLE), lapis);
        let lighter = lapis.readable_on(DARK, READABLE);
        assert!((READABLE..READABLE + 0.2).contains(&lighter.contrast(DARK)), "{lighter}");
        assert_eq!(lapis.readable_on(DARK, 21.0), Colour::new(255, 255, 255));
    }
}
