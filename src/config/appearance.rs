//! The `[theme]` table, validated: how a site looks.

use std::fmt;

use super::colour::Colour;
use super::colour::READABLE;
use crate::language::{Language, LatinAlphabet};
use crate::route::Route;
use crate::span::Spanned;

/// A theme that is part of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BuiltInTheme {
    /// In the style of a reference book: serifs, days in the margin.
    #[default]
    Reference,
    /// In the style of a court file: one sans serif, numbered paragraphs, ISO dates.
    Docket,
}

/// The font family that comes with the program.
const BUNDLED_FAMILY: &str = "Source Serif 4";

impl BuiltInTheme {
    /// All built-in themes.
    pub const ALL: [Self; 2] = [Self::Reference, Self::Docket];

    /// Its name in `site.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Docket => "docket",
        }
    }

    /// Its background colour, the custom property `--paper`.
    pub fn paper(self) -> LightDarkColour {
        let (light, dark) = match self {
            Self::Reference => (Colour::new(0xfd, 0xfc, 0xf9), Colour::new(0x15, 0x16, 0x18)),
            Self::Docket => (Colour::new(0xf7, 0xf8, 0xfa), Colour::new(0x12, 0x15, 0x1a)),
        };
        LightDarkColour { light, dark }
    }
}

/// A colour for light pages and one for dark pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LightDarkColour {
    /// The colour on a light background.
    pub light: Colour,
    /// The colour on a dark background.
    pub dark: Colour,
}

impl LightDarkColour {
    /// Takes a colour for light pages and derives one for dark pages with at least the same contrast, and at least
    /// [`READABLE`].
    pub fn from_light(light: Colour, paper: LightDarkColour) -> Self {
        let dark = light.readable_on(paper.dark, light.contrast(paper.light).max(READABLE));
        Self { light, dark }
    }

    /// Takes a colour for dark pages and derives one for light pages with at least the same contrast, and at least
    /// [`READABLE`].
    pub fn from_dark(dark: Colour, paper: LightDarkColour) -> Self {
        let light = dark.readable_on(paper.light, dark.contrast(paper.dark).max(READABLE));
        Self { light, dark }
    }
}

/// Whether pages are light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourScheme {
    /// Follows the reader's system.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How much space the layout leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LayoutDensity {
    /// The theme's own spacing.
    #[default]
    Comfortable,
    /// Less space.
    Compact,
}

/// Where the fonts for running text come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FontOrigin {
    /// From the program: pages look the same everywhere.
    #[default]
    Bundled,
    /// From the reader's system.
    System,
}

/// The name of a font family, without characters that could end a CSS declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CssFontFamily(String);

impl CssFontFamily {
    /// Generic families, which browsers choose themselves. As CSS keywords they are written without quotation marks.
    const GENERIC: [&str; 8] =
        ["serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded"];

    /// Accepts a name of letters, digits, spaces and hyphens with at least one letter or digit.
    pub fn new(name: &str) -> Option<Self> {
        let is_sound = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-');
        (name.contains(char::is_alphanumeric) && name.chars().all(is_sound)).then(|| Self(name.to_owned()))
    }
}

/// Writes it in CSS syntax.
impl fmt::Display for CssFontFamily {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if Self::GENERIC.contains(&self.0.as_str()) { f.write_str(&self.0) } else { write!(f, "'{}'", self.0) }
    }
}

/// A picture in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// The image, one of the site's static files.
    pub file: Spanned<Route>,
    /// Its alternative text, if the picture replaces the site's name.
    pub alt: Option<String>,
}

/// The `[theme]` table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appearance {
    /// The built-in theme.
    pub theme: BuiltInTheme,
    /// Replaces the theme's accent colour.
    pub accent: Option<LightDarkColour>,
    /// Where the fonts for running text come from.
    pub fonts: FontOrigin,
    /// Font families for running text. Empty means those of the theme, here and below.
    pub serif: Vec<CssFontFamily>,
    /// Font families for labels.
    pub sans: Vec<CssFontFamily>,
    /// Font families for code.
    pub mono: Vec<CssFontFamily>,
    /// A picture in the header.
    pub logo: Option<Logo>,
    /// Light, dark, or as the reader's system.
    pub scheme: ColourScheme,
    /// How much space the layout leaves.
    pub density: LayoutDensity,
}

impl Appearance {
    /// The alphabet for which pages load the font that comes with the program. `None` if they do not use it: if the
    /// settings ask for other fonts, or if it lacks letters of the site's language.
    pub fn bundled_font(&self, language: &Language) -> Option<LatinAlphabet> {
        let is_family = |family: &CssFontFamily| family.0.eq_ignore_ascii_case(BUNDLED_FAMILY);
        let is_read = match self.theme {
            BuiltInTheme::Reference => self.serif.is_empty() || self.serif.iter().any(is_family),
            BuiltInTheme::Docket => self.serif.iter().any(is_family),
        };
        let is_used = is_read && self.fonts == FontOrigin::Bundled;
        language.latin_alphabet().filter(|alphabet| is_used && *alphabet != LatinAlphabet::Vietnamese)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_of_the_program_is_used_where_it_is_asked_for_and_has_the_letters() {
        let families = |names: &[&str]| names.iter().map(|name| CssFontFamily::new(name).unwrap()).collect();
        let default = Appearance::default;
        let system = Appearance { fonts: FontOrigin::System, ..default() };
        let docket = Appearance { theme: BuiltInTheme::Docket, ..default() };
        let georgia = Appearance { serif: families(&["Georgia"]), ..default() };
        let named = Appearance { serif: families(&["Georgia", BUNDLED_FAMILY]), ..docket.clone() };
        let cases = [
            (default(), "en", Some(LatinAlphabet::Western)),
            (default(), "pl", Some(LatinAlphabet::Extended)),
            (default(), "vi", None),
            (default(), "fa", None),
            (system, "en", None),
            (docket, "en", None),
            (georgia, "en", None),
            (named, "en", Some(LatinAlphabet::Western)),
        ];
        for (look, tag, expect) in cases {
            assert_eq!(look.bundled_font(&Language::new(tag).unwrap()), expect, "{tag}, {look:?}");
        }
    }
}
