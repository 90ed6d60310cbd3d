//! Reads `[[sides]]` of `site.toml`.

use super::fields::TableReader;
use super::keys;
use crate::config::Side;
use crate::diagnostic::{Code, Diagnostic};

/// The sides, in the order in which they are written. Of two with the same id, the second is reported and left out.
pub(super) fn sides(site: &TableReader<'_, '_>) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    for table in site.tables("sides", &keys::SIDE) {
        let (id, name) = (table.required_id("id"), table.required_line("name"));
        table.finish();
        let (Some(id), Some(name)) = (id, name) else { continue };
        if let Some(first) = sides.iter().find(|side| side.id == id.value) {
            site.report(
                Diagnostic::new(Code::IdTwice, format!("two sides have the id {}", id.value))
                    .at(id.span)
                    .label("this one")
                    .see(first.span, "and this one")
                    .help("rename one of the two, or take it out if both are the same side"),
            );
            continue;
        }
        sides.push(Side { id: id.value, name: name.value, span: id.span });
    }
    sides
}
