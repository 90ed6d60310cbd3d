//! Pages and files that could not be made.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::route::Route;

/// What went wrong, from what each page and file has to say. One mistake in a template fails on every page that it makes, and
/// is told once.
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

/// Says on which pages a template failed.
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
