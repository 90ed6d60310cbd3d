//! Plan → bytes: renders pages by templates, and makes feeds, data and other files.
//!
//! In: the site, its plan, a [`CompiledTheme`] and the static files, which together are a [`Renderer`]. Out: files for
//! an [`OutputSink`], or a [`LazilyRenderedSite`], which renders pages on demand. Each page and file is made
//! independently: an error or a panic becomes its finding and does not affect the others.

mod address;
mod asset;
mod build;
pub mod builtin;
mod caught;
mod compiled;
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

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{OutputSink, SinkClosed};
use crate::plan::{GeneratedFile, PlannedPage, SitePlan};
use crate::route::Route;
use failures::failures;

/// Renders a site into a sink, each file as soon as it is made, and returns the findings. `done` is called after each
/// page, on the thread that rendered it. If the sink fails, the work ends early.
pub fn render(renderer: &Renderer, sink: &dyn OutputSink, done: &(dyn Fn() + Sync)) -> Result<Diagnostics, SinkClosed> {
    // Each thread reuses its buffer.
    let page = |buffer: &mut Vec<u8>, page: &PlannedPage| {
        let rendered = renderer.page(page, buffer);
        done();
        hand_over(sink, &page.route, rendered.map(|()| buffer.as_slice()))
    };
    let file = |(route, file): &(Route, GeneratedFile)| {
        let made = renderer.generated(route, *file, || sink.earlier(route));
        hand_over(sink, route, made.as_deref().map_err(Clone::clone))
    };
    let SitePlan { pages, generated, .. } = renderer.plan();
    let (data, files): (Vec<_>, Vec<_>) = generated.iter().partition(|(_, file)| *file == GeneratedFile::Data);
    let make_data = || data.iter().copied().map(file).collect::<Result<Vec<_>, _>>();
    let make_files = || {
        // The search index must exist before the files that are cut from it. If it cannot be made, each of them has the
        // finding.
        renderer.prepare_formats();
        let made = files.par_iter().copied().map(file).collect::<Result<Vec<_>, _>>()?;
        renderer.assets().par_iter().try_for_each(|asset| sink.put(&asset.route, &asset.bytes))?;
        Ok(made)
    };
    // The data file is written by one thread and takes as long as hundreds of pages, so it is made beside the pages.
    let (rendered, (of_data, of_files)) = rayon::join(
        || pages.par_iter().map_init(Vec::new, page).collect::<Result<Vec<_>, SinkClosed>>(),
        || rayon::join(make_data, make_files),
    );
    let routes = pages.iter().map(|page| &page.route).chain(data.into_iter().chain(files).map(|(route, _)| route));
    Ok(failures(routes, rendered?.into_iter().chain(of_data?).chain(of_files?)))
}

/// Puts a file into the sink, or returns the finding if it could not be made.
fn hand_over(
    sink: &dyn OutputSink,
    route: &Route,
    made: Result<&[u8], Diagnostic>,
) -> Result<Option<Diagnostic>, SinkClosed> {
    match made {
        Ok(bytes) => sink.put(route, bytes).map(|()| None),
        Err(finding) => Ok(Some(finding)),
    }
}

/// Renders all pages and makes the files for which [`GeneratedFile::is_checked`] is true, discards them, and returns
/// the findings. `done` is called after each page, on the thread that rendered it.
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
        || checked.par_iter().map(|(route, file)| renderer.generated(route, *file, || None).err()).collect(),
    );
    let routes = pages.iter().map(|page| &page.route).chain(checked.iter().map(|(route, _)| route));
    failures(routes, rendered.into_iter().chain(made))
}
