//! Pages and files that could not be made.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::route::Route;

/// Pages that could not be rendered. One mistake in a template fails on every page that it makes, and is told once.
#[derive(Default)]
pub(super) struct RenderFailures<'p>(Vec<(Diagnostic, Vec<&'p Route>)>);

impl<'p> RenderFailures<'p> {
    pub(super) fn add(&mut self, route: &'p Route, finding: Diagnostic) {
        match self.0.iter_mut().find(|(known, _)| *known == finding) {
            Some((_, routes)) => routes.push(route),
            None => self.0.push((finding, vec![route])),
        }
    }

    pub(super) fn findings(self) -> Diagnostics {
        self.0.into_iter().map(|(finding, routes)| on_pages(finding, &routes)).collect()
    }
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
