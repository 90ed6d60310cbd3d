//! Reads `[theme]` of `site.toml`.

use super::fields::TableReader;
use super::keys;
use crate::config::{
    Appearance, BuiltInTheme, Colour, ColourScheme, CssFontFamily, FontOrigin, LayoutDensity, LightDarkColour, Logo,
    READABLE,
};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::route::Route;
use crate::span::Spanned;

/// Reads how the site should look.
pub(super) fn theme(site: &TableReader<'_, '_>) -> Appearance {
    let Some(fields) = site.table("theme", &keys::THEME) else { return Appearance::default() };
    let names = BuiltInTheme::ALL.map(|theme| (theme.name(), theme));
    let schemes = [("auto", ColourScheme::Auto), ("light", ColourScheme::Light), ("dark", ColourScheme::Dark)];
    let densities = [("comfortable", LayoutDensity::Comfortable), ("compact", LayoutDensity::Compact)];
    let fonts = [("bundled", FontOrigin::Bundled), ("system", FontOrigin::System)];
    let theme = fields.choice("name", &names).map(|name| name.value).unwrap_or_default();
    let scheme = fields.choice("scheme", &schemes).map(|scheme| scheme.value).unwrap_or_default();
    let appearance = Appearance {
        theme,
        accent: accent(&fields, theme.paper(), scheme),
        fonts: fields.choice("fonts", &fonts).map(|fonts| fonts.value).unwrap_or_default(),
        serif: families(&fields, "serif"),
        sans: families(&fields, "sans"),
        mono: families(&fields, "mono"),
        logo: logo(&fields),
        scheme,
        density: fields.choice("density", &densities).map(|density| density.value).unwrap_or_default(),
    };
    fields.finish();
    appearance
}

/// Reads one colour for light and dark pages, or one for each.
fn accent(fields: &TableReader<'_, '_>, paper: LightDarkColour, scheme: ColourScheme) -> Option<LightDarkColour> {
    if !fields.is_table("accent") {
        let written = colour(fields, "accent")?;
        return Some(one_accent(fields, &written, paper, scheme));
    }
    let table = fields.table("accent", &keys::ACCENT)?;
    let shade = |key, on: Colour| {
        let colour = colour(&table, key)?;
        if colour.value.contrast(on) < READABLE {
            let instead = format!("\"{}\"", colour.value.readable_on(on, READABLE));
            let help = format!("{NEEDED} write {key} = {instead}");
            fields.report(weak(&colour, on, key).help(help).fix(Edit::replace(colour.span, instead)));
        }
        Some(colour.value)
    };
    let (light, dark) = (shade("light", paper.light), shade("dark", paper.dark));
    if !table.has("light") && !table.has("dark") {
        table.require("light");
    }
    table.finish();
    match (light, dark) {
        (Some(light), Some(dark)) => Some(LightDarkColour { light, dark }),
        (Some(light), None) => Some(LightDarkColour::from_light(light, paper)),
        (None, dark) => Some(LightDarkColour::from_dark(dark?, paper)),
    }
}

/// A single colour is meant for light pages, unless the site has only dark ones. The other colour is derived from it.
fn one_accent(
    fields: &TableReader<'_, '_>,
    written: &Spanned<Colour>,
    paper: LightDarkColour,
    scheme: ColourScheme,
) -> LightDarkColour {
    let colour = written.value;
    let (on, shade, shades) = match scheme {
        ColourScheme::Dark => (paper.dark, "dark", LightDarkColour::from_dark(colour, paper)),
        ColourScheme::Auto | ColourScheme::Light => (paper.light, "light", LightDarkColour::from_light(colour, paper)),
    };
    if colour.contrast(on) < READABLE {
        let better = colour.readable_on(on, READABLE);
        let can_be_dark = scheme == ColourScheme::Auto && colour.contrast(paper.dark) >= READABLE;
        let instead = match can_be_dark {
            true => format!("{{ light = \"{better}\", dark = \"{colour}\" }}"),
            false => format!("\"{better}\""),
        };
        let help = format!("{NEEDED} write accent = {instead}");
        fields.report(weak(written, on, shade).help(help).fix(Edit::replace(written.span, instead)));
    }
    shades
}

/// The beginning of a help text.
const NEEDED: &str = "words need 4.5:1 to be read;";

/// The finding for a colour with too little contrast.
fn weak(colour: &Spanned<Colour>, paper: Colour, shade: &str) -> Diagnostic {
    // Rounded down, because 4.49 is not enough and must not be shown as 4.5.
    let ratio = (colour.value.contrast(paper) * 10.0).floor() / 10.0;
    let message =
        format!("accent {} has a contrast of {ratio:.1}:1 on the theme's {shade} paper, {paper}", colour.value);
    Diagnostic::new(Code::ThemeContrast, message).at(colour.span)
}

fn colour(fields: &TableReader<'_, '_>, key: &'static str) -> Option<Spanned<Colour>> {
    let text = fields.text(key)?;
    let colour = Colour::parse(&text.value);
    if colour.is_none() {
        fields.report(
            Diagnostic::new(Code::FieldValue, format!("{key} cannot be \"{}\"", text.value))
                .at(text.span)
                .help(format!("write a colour as # and six hexadecimal digits, such as {key} = \"#1d4a9e\""))
                .fix(Edit::replace(text.span, "\"#1d4a9e\"")),
        );
    }
    Some(Spanned::new(colour?, text.span))
}

fn families(fields: &TableReader<'_, '_>, key: &'static str) -> Vec<CssFontFamily> {
    let family = |name: Spanned<String>| {
        let family = CssFontFamily::new(&name.value);
        if family.is_none() {
            fields.report(
                Diagnostic::new(Code::FieldValue, format!("{key} cannot have a font family \"{}\"", name.value))
                    .at(name.span)
                    .help(format!(
                        "names have letters, digits, spaces and hyphens, one name an item: \
                         {key} = [\"Source Serif 4\", \"Georgia\"]"
                    )),
            );
        }
        family
    };
    fields.texts(key).unwrap_or_default().into_iter().filter_map(family).collect()
}

/// Reads the logo. A file alone is shown next to the site's name; a file with `alt` replaces the name.
fn logo(fields: &TableReader<'_, '_>) -> Option<Logo> {
    if !fields.is_table("logo") {
        return Some(Logo { file: file(fields, &fields.line("logo")?)?, alt: None });
    }
    let table = fields.table("logo", &keys::LOGO)?;
    let path = table.required_line("file");
    let alt = table.line("alt").map(|alt| alt.value);
    table.finish();
    Some(Logo { file: file(fields, &path?)?, alt })
}

fn file(fields: &TableReader<'_, '_>, path: &Spanned<String>) -> Option<Spanned<Route>> {
    let route = Route::file(&path.value);
    if route.is_none() {
        fields.report(
            Diagnostic::new(Code::FieldValue, format!("the logo cannot be at \"{}\"", path.value))
                .at(path.span)
                .help("write its path from the folder of static files, such as logo = \"logo.svg\""),
        );
    }
    Some(Spanned::new(route?, path.span))
}
