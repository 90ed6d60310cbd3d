//! The view of the site, which is the same on all pages.

use serde::Serialize;

use super::date::DateView;

/// The variable `site` of all templates.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Title of the timeline.
    pub title: String,
    /// The name of the publication.
    pub name: String,
    /// The line below the title.
    pub description: String,
    /// The language as a BCP 47 tag.
    pub language: String,
    /// The direction of the language: `ltr` or `rtl`.
    pub dir: String,
    /// The period of the timeline: "June 2025".
    pub period: Option<String>,
    /// The day on which it was first published.
    pub published: Option<DateView>,
    /// When the content last changed; `None` if no change after publication is known.
    pub updated: Option<DateView>,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// The licence.
    pub licence: Option<LicenceView>,
    /// Address of the place where corrections can be proposed.
    pub repository: Option<String>,
    /// The settings under `[theme]` in `site.toml`, if there are any besides the logo.
    pub theme: Option<ThemeView>,
    /// The values under `[extra]` in `site.toml`.
    pub extra: serde_json::Value,
}

/// The licence of a site.
#[derive(Clone, Debug, Serialize)]
pub struct LicenceView {
    /// The name: "CC BY 4.0".
    pub name: String,
    /// Address of its text.
    pub url: Option<String>,
}

/// The settings under `[theme]` in `site.toml`.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeView {
    /// The theme's name: `reference` or `docket`.
    pub name: &'static str,
    /// Declarations for the `style` attribute of the root element. May be empty.
    pub style: String,
    /// The colour scheme, if it is fixed: `light` or `dark`.
    pub scheme: Option<&'static str>,
    /// `compact`, or `None`; a value for `data-density` on the root element.
    pub density: Option<&'static str>,
    /// Values for `<meta name="theme-color">`.
    pub frame: Vec<ThemeColourView>,
}

/// A colour for the browser's frame around a page.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeColourView {
    /// The colour: `#rrggbb`.
    pub colour: String,
    /// A media query, if the colour is for light or for dark pages only.
    pub media: Option<&'static str>,
}
