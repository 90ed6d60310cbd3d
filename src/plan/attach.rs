//! Publishes files that lie beside content: each beside the page of a text that shows it or links to it.
//!
//! In: a site and the paths of the files. Out: their routes. A file that no published text refers to is not published,
//! so files beside a draft stay private.

use std::collections::{HashMap, HashSet};

use super::claims::{RouteClaimant, RouteClaims};
use super::contents::SitePlan;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{LinkTarget, Site};
use crate::route::Route;
use crate::span::Files;
use crate::text::composed;

impl SitePlan {
    /// Gives every file that a published text refers to a route beside the page of that text, and reports the other
    /// files.
    pub(super) fn add_attachments<'s>(
        &mut self,
        site: &'s Site,
        paths: &'s [String],
        files: &Files,
        claims: &mut RouteClaims<'s>,
    ) -> Diagnostics {
        if paths.is_empty() {
            return Diagnostics::default();
        }
        let of_path: HashMap<Box<str>, usize> =
            paths.iter().enumerate().map(|(at, path)| (composed(path.clone()).into(), at)).collect();
        let mut placed: HashSet<(Route, usize)> = HashSet::new();
        let mut wanted: HashSet<usize> = HashSet::new();
        for link in site.texts().flat_map(|html| html.links()) {
            let LinkTarget::File(path) = &link.target else { continue };
            let Some(at) = of_path.get(path).copied() else { continue };
            wanted.insert(at);
            let page = self.by_file.get(&*composed(files.get(link.span.file).path.to_string()));
            let name = path.rsplit('/').next().unwrap_or(path);
            let Some(route) = page.and_then(|page| page.beside(name)) else { continue };
            self.attachments.routes.insert((link.span.file, path.clone()), route.clone());
            if placed.insert((route.clone(), at)) {
                claims.add(route.clone(), RouteClaimant::File(&paths[at]), Some(link.span));
                self.files.insert(route.clone());
                self.attachments.published.push((route, at));
            }
        }
        self.attachments.known = of_path.into_keys().collect();
        let unused = paths.iter().enumerate().filter(|(at, _)| !wanted.contains(at));
        unused
            .map(|(_, path)| {
                Diagnostic::new(
                    Code::FileUnpublished,
                    format!("{path} is not published: no published text refers to it"),
                )
                .help("link to it or show it in the text that it belongs to, or give it a name that begins with _")
            })
            .collect()
    }
}
