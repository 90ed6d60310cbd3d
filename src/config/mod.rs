//! The configuration of a site: `site.toml`, validated.
//!
//! In: values that `parse` has checked. Out: [`Config`] and its parts. Never here: the content of a site.

mod appearance;
mod author;
mod base_url;
mod colour;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod config;
mod editor;
mod home;
mod map;
mod paths;
mod share;
mod side;
mod status;

pub use appearance::{
    Appearance, BuiltInTheme, ColourScheme, CssFontFamily, FontOrigin, LayoutDensity, LightDarkColour, Logo,
};
pub use author::Author;
pub use base_url::{BadBaseUrl, BaseUrl};
pub use colour::{Colour, READABLE};
pub use config::{Config, Licence, OutOfWindowPolicy, RawHtmlPolicy, TimelineConfig};
pub use editor::CodeEditor;
pub use home::HomePart;
pub use map::MapConfig;
pub use paths::{PathOverlap, Paths};
pub use share::{EventSelection, ShareConfig};
pub use side::{Side, SideIx};
pub use status::Status;
