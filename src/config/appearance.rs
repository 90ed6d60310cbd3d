//! `[theme]`, understood: how a site wants to look.

use std::fmt;

use super::colour::Colour;
use super::colour::READABLE;
use crate::route::Route;
use crate::span::Spanned;

/// A theme that the program has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BuiltInTheme {
    /// A reference book: serifs, days in the margin.
    #[default]
    Reference,
    /// A court's file: one sans serif, numbered paragraphs, ISO dates.
    Docket,
}

impl BuiltInTheme {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Reference, Self::Docket];

    /// Its name in `site.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Docket => "docket",
        }
    }

    /// Its `--paper`.
    pub fn paper(self) -> LightDarkColour {
        let (light, dark) = match self {
            Self::Reference => (Colour::new(0xfd, 0xfc, 0xf9), Colour::new(0x15, 0x16, 0x18)),
            Self::Docket => (Colour::new(0xf7, 0xf8, 0xfa), Colour::new(0x12, 0x15, 0x1a)),
        };
        LightDarkColour { light, dark }
    }
}

/// A colour for light pages and one for dark ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LightDarkColour {
    /// On light paper.
    pub light: Colour,
    /// On dark paper.
    pub dark: Colour,
}

impl LightDarkColour {
    /// A colour for light pages with the one that can be read as well on dark ones.
    pub fn from_light(light: Colour, paper: LightDarkColour) -> Self {
        let dark = light.readable_on(paper.dark, light.contrast(paper.light).max(READABLE));
        Self { light, dark }
    }

    /// A colour for dark pages with the one that can be read as well on light ones.
    pub fn from_dark(dark: Colour, paper: LightDarkColour) -> Self {
        let light = dark.readable_on(paper.light, dark.contrast(paper.dark).max(READABLE));
        Self { light, dark }
    }
}

/// Whether pages are light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourScheme {
    /// As the reader's system is.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How close together things stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LayoutDensity {
    /// As the theme has it.
    #[default]
    Comfortable,
    /// Closer.
    Compact,
}

/// A font family: a name that cannot end the declaration it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CssFontFamily(String);

impl CssFontFamily {
    /// Families that browsers choose themselves. As keywords they stand without quotation marks.
    const GENERIC: [&str; 8] =
        ["serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded"];

    /// Takes a name of letters, digits, spaces and hyphens.
    pub fn new(name: &str) -> Option<Self> {
        let is_sound = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-');
        (name.contains(char::is_alphanumeric) && name.chars().all(is_sound)).then(|| Self(name.to_owned()))
    }
}

/// As style sheets have it.
impl fmt::Display for CssFontFamily {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if Self::GENERIC.contains(&self.0.as_str()) { f.write_str(&self.0) } else { write!(f, "'{}'", self.0) }
    }
}

/// A picture in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// A static file.
    pub file: Spanned<Route>,
    /// What it says, where it stands in place of the site's name.
    pub alt: Option<String>,
}

/// `[theme]`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appearance {
    /// The theme that the site is set in.
    pub theme: BuiltInTheme,
    /// In place of the theme's accent.
    pub accent: Option<LightDarkColour>,
    /// Families for reading, in place of the theme's where there are any.
    pub serif: Vec<CssFontFamily>,
    /// Families for labels.
    pub sans: Vec<CssFontFamily>,
    /// Families for code.
    pub mono: Vec<CssFontFamily>,
    /// A picture in the header.
    pub logo: Option<Logo>,
    /// Light or dark.
    pub scheme: ColourScheme,
    /// How close together things stand.
    pub density: LayoutDensity,
}
