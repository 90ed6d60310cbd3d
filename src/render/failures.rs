//! Merges the findings of pages and files that could not be made.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::route::Route;

/// The findings of pages and files. `findings` has one item for each route. Equal findings are merged, because one
/// mistake in a template fails on every page that uses it.
pub(super) fn failures<'p>(
    routes: impl Iterator<Item = &'p Route>,
    findings: impl Iterator<Item = Option<Diagnostic>>,
) -> Diagnostics {
    let mut failed: Vec<(Diagnostic, Vec<&Route>)> = Vec::new();
    for (route, finding) in routes.zip(findings) {
        let Some(finding) = finding else { continue };
        match failed.iter_mut().find(|(known, _)| *known == finding) {
            Some((_, routes)) => routes.push(route),
            None => failed.push((finding, vec![route])),
        }
    }
    failed.into_iter().map(|(finding, routes)| on_pages(finding, &routes)).collect()
}

/// Adds the pages on which a template failed to its finding: the first one by name, the others by number. Other
/// findings are returned unchanged.
fn on_pages(finding: Diagnostic, routes: &[&Route]) -> Diagnostic {
    if finding.code != Code::TemplateRender {
        return finding;
    }
    let others = match routes.len() - 1 {
        0 => String::new(),
        1 => " and on one other page".to_owned(),
        n => format!(" and on {n} other pages"),
    };
    finding.help(format!(
        "this happened on /{}{others}; docs/themes.md lists what each template is given",
        routes[0].url()
    ))
}
