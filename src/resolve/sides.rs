//! Resolves the side of an actor.

use super::registry::unknown;
use crate::config::{Config, SideIx};
use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::parse::Reference;

/// The side with this id. An unknown one is reported, with the one that was probably meant: by its name or a similar id.
pub(super) fn find(side: &Reference, config: &Config, findings: &mut Diagnostics) -> Option<SideIx> {
    let sides = &config.sides;
    let found = sides.iter().position(|known| known.id.as_str() == side.value);
    if found.is_none() {
        let of_name = sides.iter().find(|known| known.name.to_lowercase() == side.value.to_lowercase());
        let similar = || {
            let id = did_you_mean(&side.value, sides.iter().map(|known| known.id.as_str()))?;
            sides.iter().find(|known| known.id.as_str() == id)
        };
        let meant: Vec<_> = of_name.or_else(similar).map(|side| &side.id).into_iter().collect();
        findings.push(unknown("side", "add it to [[sides]] in site.toml", side, &meant, false));
    }
    found.map(SideIx)
}
