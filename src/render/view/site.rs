//! What is the same on every page: the site, its terms of use and its look.

use serde::Serialize;

use super::date::DateView;

/// `site`: the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Title of the timeline.
    pub title: String,
    /// The publication's name.
    pub name: String,
    /// The line below the title.
    pub description: String,
    /// BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// The span covered, in words: "June 2025".
    pub period: Option<String>,
    /// When it was first published.
    pub published: Option<DateView>,
    /// When the content last changed after that.
    pub updated: Option<DateView>,
    /// Who writes it.
    pub authors: Vec<String>,
    /// Terms of use.
    pub licence: Option<LicenceView>,
    /// Where corrections can be proposed.
    pub repository: Option<String>,
    /// `[theme]` of `site.toml`, where it sets anything but a logo.
    pub theme: Option<ThemeView>,
    /// `[extra]` of `site.toml`.
    pub extra: serde_json::Value,
}

/// Terms of use.
#[derive(Clone, Debug, Serialize)]
pub struct LicenceView {
    /// "CC BY 4.0"
    pub name: String,
    /// Where they can be read.
    pub url: Option<String>,
}

/// How the site wants to look.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeView {
    /// The theme's name: `reference` or `docket`.
    pub name: &'static str,
    /// Declarations for the `style` attribute of the root element; may be empty.
    pub style: String,
    /// `light` or `dark`, where pages are always that.
    pub scheme: Option<&'static str>,
    /// `compact`, or nothing: for `data-density` on the root element.
    pub density: Option<&'static str>,
    /// Colours for `<meta name="theme-color">`.
    pub frame: Vec<ThemeColourView>,
}

/// A colour for what a browser draws around a page.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeColourView {
    /// `#rrggbb`
    pub colour: String,
    /// A media query, where it holds for light or dark pages only.
    pub media: Option<&'static str>,
}
