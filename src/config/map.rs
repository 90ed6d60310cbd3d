//! Whether a site has a map, and what it shows.

use crate::geo::BorderPolicy;

/// The `[map]` table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapConfig {
    /// Whether the site may have a map.
    pub show: bool,
    /// Whether maps show the borders of countries.
    pub borders: BorderPolicy,
}

impl Default for MapConfig {
    fn default() -> Self {
        Self { show: true, borders: BorderPolicy::Drawn }
    }
}
