//! Views of the settings under `[theme]`: attributes of the root element, and the picture in the header.

use std::fmt::Write as _;

use super::PageBuilder;
use crate::config::{Appearance, ColourScheme, CssFontFamily, LayoutDensity};
use crate::render::view::{LogoView, ThemeColourView, ThemeView};

impl PageBuilder<'_> {
    /// The settings, if there are any besides the logo.
    pub(super) fn theme(&self) -> Option<ThemeView> {
        let look = &self.site.config.appearance;
        let is_set = *look != Appearance { logo: look.logo.clone(), ..Appearance::default() };
        is_set.then(|| ThemeView {
            name: look.theme.name(),
            style: style(look),
            scheme: scheme(look.scheme),
            density: (look.density == LayoutDensity::Compact).then_some("compact"),
            frame: frame(look),
        })
    }

    /// The picture in the header.
    pub(super) fn logo(&self) -> Option<LogoView> {
        let logo = self.site.config.appearance.logo.as_ref()?;
        Some(LogoView { url: self.url(&logo.file.value), alt: logo.alt.clone() })
    }
}

/// The value of the root element's style attribute. The configuration only accepts values that can end neither a
/// declaration nor the attribute.
fn style(look: &Appearance) -> String {
    let mut style = String::new();
    let mut add = |name: &str, value: &str| write!(style, "{name}:{value};").expect("texts take everything");
    if let Some(scheme) = scheme(look.scheme) {
        add("color-scheme", scheme);
    }
    if let Some(accent) = look.accent {
        add("--accent", &format!("light-dark({},{})", accent.light, accent.dark));
    }
    for (name, families, last) in
        [("--serif", &look.serif, "serif"), ("--sans", &look.sans, "sans-serif"), ("--mono", &look.mono, "monospace")]
    {
        if !families.is_empty() {
            add(name, &stack(families, last));
        }
    }
    style.pop();
    style
}

/// A list of font families for CSS, with a generic one at the end.
fn stack(families: &[CssFontFamily], last: &str) -> String {
    let mut names: Vec<String> = families.iter().map(CssFontFamily::to_string).collect();
    if names.last().is_none_or(|name| name != last) {
        names.push(last.to_owned());
    }
    names.join(",")
}

fn scheme(scheme: ColourScheme) -> Option<&'static str> {
    match scheme {
        ColourScheme::Auto => None,
        ColourScheme::Light => Some("light"),
        ColourScheme::Dark => Some("dark"),
    }
}

/// The accent colour, for the browser's frame around a page.
fn frame(look: &Appearance) -> Vec<ThemeColourView> {
    let Some(accent) = look.accent else { return Vec::new() };
    let colour = |colour: crate::config::Colour, media| ThemeColourView { colour: colour.to_string(), media };
    match look.scheme {
        ColourScheme::Auto => vec![
            colour(accent.light, Some("(prefers-color-scheme: light)")),
            colour(accent.dark, Some("(prefers-color-scheme: dark)")),
        ],
        ColourScheme::Light => vec![colour(accent.light, None)],
        ColourScheme::Dark => vec![colour(accent.dark, None)],
    }
}
