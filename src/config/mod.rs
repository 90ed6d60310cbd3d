//! What `site.toml` says, understood: facts and choices of a site.
//!
//! In: values that `parse` has checked. Out: [`Config`] and its parts. Nothing here knows what a site tells.

mod appearance;
mod author;
mod base_url;
mod colour;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod config;
mod editor;
mod paths;
mod share;
mod status;

pub use appearance::{Appearance, BuiltInTheme, ColourScheme, CssFontFamily, LayoutDensity, LightDarkColour, Logo};
pub use author::Author;
pub use base_url::{BadBaseUrl, BaseUrl};
pub use colour::{Colour, READABLE};
pub use config::{Config, Licence, OutOfWindowPolicy, RawHtmlPolicy, TimelineConfig};
pub use editor::CodeEditor;
pub use paths::{PathOverlap, Paths};
pub use share::{EventSelection, ShareConfig};
pub use status::Status;
