//! A plan becomes bytes: pages through templates, feeds and data files through their formats.
//!
//! In: the site, its plan, a compiled [`CompiledTheme`] and the static files, which together are a [`Renderer`]. Out: an
//! [`SiteOutput`], or a [`LazilyRenderedSite`], whose pages are rendered when somebody asks for them. Each page and file is made on
//! its own: an error or a panic there becomes its finding and harms no other.

mod address;
mod asset;
mod build;
pub mod builtin;
mod caught;
mod failures;
pub mod formats;
mod lazily_rendered_site;
mod lean;
mod renderer;
mod theme;
pub mod view;

pub use asset::Asset;
pub use lazily_rendered_site::{BackgroundRenderReport, LazilyRenderedSite};
pub use renderer::Renderer;
pub use theme::{CompiledTheme, idle_templates};

use bytes::Bytes;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::SiteOutput;
use crate::plan::{GeneratedFile, PlannedPage, SitePlan};
use crate::route::Route;
use failures::RenderFailures;

/// The address of a page or file, and what became of it.
type RenderedFile<'p> = (&'p Route, Result<Bytes, Diagnostic>);

/// Renders everything. `done` is told after each page, from whichever thread rendered it.
pub fn render(renderer: &Renderer, done: &(dyn Fn() + Sync)) -> (SiteOutput, Diagnostics) {
    // Each thread renders into one buffer of its own; a page then takes just the memory that it needs.
    let page = |buffer: &mut Vec<u8>, page| {
        let result = renderer.page(page, buffer);
        done();
        (&page.route, result.map(|()| Bytes::copy_from_slice(buffer)))
    };
    let pages = &renderer.plan().pages;
    let made = || {
        // Before the files that are cut from it; what went wrong there is their finding.
        renderer.prepare_formats();
        let generated = renderer.plan().generated.par_iter();
        generated
            .map(|(route, file)| (route, renderer.generated(route, *file, None).map(|made| made.bytes)))
            .collect::<Vec<_>>()
    };
    // The data file of a large site takes as long as hundreds of pages, so it does not wait for them.
    let (rendered, made): (Vec<RenderedFile<'_>>, Vec<RenderedFile<'_>>) =
        rayon::join(|| pages.par_iter().map_init(Vec::new, page).collect(), made);
    let mut output = SiteOutput::default();
    let mut failed = RenderFailures::default();
    for asset in renderer.assets() {
        output.insert(asset.route.clone(), asset.bytes.clone());
    }
    for (route, file) in rendered.into_iter().chain(made) {
        match file {
            Ok(bytes) => output.insert(route.clone(), bytes),
            Err(finding) => failed.add(route, finding),
        }
    }
    (output, failed.findings())
}

/// Renders every page and makes what [`GeneratedFile::is_checked`] names, keeps nothing, and gives what went wrong. `done` is
/// told after each page, from whichever thread rendered it.
pub fn check(renderer: &Renderer, done: &(dyn Fn() + Sync)) -> Diagnostics {
    let page = |buffer: &mut Vec<u8>, page: &PlannedPage| {
        let result = renderer.page(page, buffer);
        done();
        result.err()
    };
    let SitePlan { pages, generated, .. } = renderer.plan();
    let checked: Vec<&(Route, GeneratedFile)> = generated.iter().filter(|(_, file)| file.is_checked()).collect();
    let (rendered, made): (Vec<Option<Diagnostic>>, Vec<Option<Diagnostic>>) = rayon::join(
        || pages.par_iter().map_init(Vec::new, page).collect(),
        || checked.par_iter().map(|(route, file)| renderer.generated(route, *file, None).err()).collect(),
    );
    let routes = pages.iter().map(|page| &page.route).chain(checked.iter().map(|(route, _)| route));
    let mut failed = RenderFailures::default();
    for (route, finding) in routes.zip(rendered.into_iter().chain(made)) {
        if let Some(finding) = finding {
            failed.add(route, finding);
        }
    }
    failed.findings()
}
