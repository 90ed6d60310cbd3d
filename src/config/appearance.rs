//! The `[theme]` table, validated: how a site looks.

use std::fmt;

use super::colour::Colour;
use super::colour::READABLE;
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
