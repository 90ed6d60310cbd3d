//! A site whose pages are rendered when somebody asks for them.
//!
//! Every page is rendered once at most. A page that was made from the same as in an earlier site, with the same theme, is
//! taken over from there: what it is made from is compared, and nobody has to know what depends on what.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use rayon::prelude::*;

use super::failures::failures;
use super::renderer::{PageDigest, Renderer, RerenderOutcome};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::{GeneratedFile, PlannedPage};
use crate::route::Route;

/// A site whose pages are rendered when somebody asks for them.
pub struct LazilyRenderedSite {
    renderer: Renderer,
    /// In the order of the plan.
    pages: Vec<LazyPage>,
    /// In the order of the plan.
    generated: Vec<LazyFile>,
    assets: BTreeMap<Route, Bytes>,
    /// How many pages the earlier site had that this one has not.
    gone: usize,
}

/// A page, as far as it is known.
#[derive(Default)]
struct LazyPage {
    /// As an earlier site had it.
    earlier: Option<RenderedPage>,
    now: OnceLock<Result<RenderedPage, Diagnostic>>,
}

/// A file beside the pages, as far as it is known.
#[derive(Default)]
struct LazyFile {
    /// A card as an earlier site had it; other files are made anew.
    earlier: Option<Bytes>,
    now: OnceLock<Result<Bytes, Diagnostic>>,
}

/// A printed page and the mark of what it was made from, which says nothing under another theme.
struct RenderedPage {
    mark: Option<PageDigest>,
    bytes: Bytes,
}

impl RenderedPage {
    fn under(&self, same_theme: bool) -> Self {
        Self { mark: self.mark.filter(|_| same_theme), bytes: self.bytes.clone() }
    }
}

/// What came of rendering all that nobody had asked for.
#[derive(Debug)]
pub struct BackgroundRenderReport {
    /// What went wrong on the way.
    pub findings: Diagnostics,
    /// How many pages are not as they were in the earlier site: others, new ones and those that are gone.
    pub changed: usize,
}

impl LazilyRenderedSite {
    /// A site of what the renderer holds, after an earlier one.
    pub fn new(renderer: Renderer, earlier: Option<&Self>) -> Self {
        let mut pages: Vec<LazyPage> = renderer.plan().pages.iter().map(|_| LazyPage::default()).collect();
        let mut generated: Vec<LazyFile> = renderer.plan().generated.iter().map(|_| LazyFile::default()).collect();
        let mut gone = 0;
        if let Some(earlier) = earlier {
            let same_theme = earlier.has_theme_of(&renderer);
            let mut rest = renderer.plan().pages.iter().zip(&mut pages).peekable();
            for (page, slot) in earlier.renderer.plan().pages.iter().zip(&earlier.pages) {
                // Both are in the order of their routes.
                while rest.next_if(|(planned, _)| planned.route < page.route).is_some() {}
                match rest.next_if(|(planned, _)| planned.route == page.route) {
                    Some((_, new)) => new.earlier = slot.page().map(|page| page.under(same_theme)),
                    None => gone += 1,
                }
            }
            let mut rest = renderer.plan().generated.iter().zip(&mut generated).peekable();
            for ((route, file), slot) in earlier.renderer.plan().generated.iter().zip(&earlier.generated) {
                while rest.next_if(|((planned, _), _)| planned < route).is_some() {}
                if let Some((_, new)) = rest.next_if(|((planned, _), _)| planned == route) {
                    new.earlier = slot.known().filter(|_| matches!(file, GeneratedFile::Card(_))).cloned();
                }
            }
        }
        let assets = renderer.assets().iter().map(|asset| (asset.route.clone(), asset.bytes.clone())).collect();
        Self { renderer, pages, generated, assets, gone }
    }

    /// Whether pages are made by the same templates.
    pub fn has_theme_of(&self, renderer: &Renderer) -> bool {
        Arc::ptr_eq(self.renderer.theme(), renderer.theme())
    }

    /// What the pages are made from.
    pub fn renderer(&self) -> &Renderer {
        &self.renderer
    }

    /// The file at a route, rendered now if nobody asked for it before; `None` where there is none.
    pub fn get(&self, route: &Route) -> Option<Result<Bytes, &Diagnostic>> {
        if let Some(at) = at(&self.renderer.plan().pages, route) {
            return Some(self.page(at, &mut Vec::new()).map(|page| page.bytes.clone()));
        }
        if let Some(bytes) = self.assets.get(route) {
            return Some(Ok(bytes.clone()));
        }
        let at = self.renderer.plan().generated.binary_search_by(|(known, _)| known.cmp(route)).ok()?;
        Some(self.file(at).cloned())
    }

    /// Whether there is a file at a route.
    pub fn has(&self, route: &Route) -> bool {
        let plan = self.renderer.plan();
        self.assets.contains_key(route)
            || at(&plan.pages, route).is_some()
            || plan.generated.binary_search_by(|(known, _)| known.cmp(route)).is_ok()
    }

    /// Renders every page that nobody has asked for, in parallel, as long as `goes_on`; `None` where it did not.
    pub fn finish(&self, goes_on: &(dyn Fn() -> bool + Sync)) -> Option<BackgroundRenderReport> {
        let changed = AtomicUsize::new(self.gone);
        let finished = (0..self.pages.len()).into_par_iter().map_init(Vec::new, |buffer, at| {
            let page = goes_on().then(|| self.page(at, buffer))?;
            let earlier = self.pages[at].earlier.as_ref();
            let is_same =
                |page: &RenderedPage| earlier.is_some_and(|earlier| earlier.bytes.as_ptr() == page.bytes.as_ptr());
            if page.is_ok_and(|page| !is_same(page)) {
                changed.fetch_add(1, Ordering::Relaxed);
            }
            Some(page.err())
        });
        let errors: Vec<Option<&Diagnostic>> = finished.collect::<Option<_>>()?;
        let routes = self.renderer.plan().pages.iter().map(|page| &page.route);
        let findings = failures(routes, errors.into_iter().map(Option::<&Diagnostic>::cloned));
        Some(BackgroundRenderReport { findings, changed: changed.into_inner() })
    }

    /// Makes every file beside the pages that nobody has asked for, in parallel, as long as `goes_on`, and gives what went
    /// wrong on the way; `None` where it did not go on.
    pub fn finish_files(&self, goes_on: &(dyn Fn() -> bool + Sync)) -> Option<Diagnostics> {
        if !goes_on() {
            return None;
        }
        // Before the files that are cut from it; what went wrong there is their finding.
        self.renderer.prepare_formats();
        let made = (0..self.generated.len()).into_par_iter().map(|at| goes_on().then(|| self.file(at).err()));
        let errors: Vec<Option<&Diagnostic>> = made.collect::<Option<_>>()?;
        let routes = self.renderer.plan().generated.iter().map(|(route, _)| route);
        Some(failures(routes, errors.into_iter().map(Option::<&Diagnostic>::cloned)))
    }

    fn file(&self, at: usize) -> Result<&Bytes, &Diagnostic> {
        let (route, file) = &self.renderer.plan().generated[at];
        let slot = &self.generated[at];
        slot.now.get_or_init(|| self.renderer.generated(route, *file, || slot.earlier.clone())).as_ref()
    }

    fn page(&self, at: usize, buffer: &mut Vec<u8>) -> Result<&RenderedPage, &Diagnostic> {
        let slot = &self.pages[at];
        slot.now.get_or_init(|| self.print(&self.renderer.plan().pages[at], slot.earlier.as_ref(), buffer)).as_ref()
    }

    fn print(
        &self,
        page: &PlannedPage,
        earlier: Option<&RenderedPage>,
        buffer: &mut Vec<u8>,
    ) -> Result<RenderedPage, Diagnostic> {
        let printed = self.renderer.page_anew(page, earlier.and_then(|page| page.mark), buffer)?;
        let same =
            earlier.filter(|earlier| matches!(printed, RerenderOutcome::Same) || earlier.bytes == buffer.as_slice());
        let bytes = same.map_or_else(|| Bytes::copy_from_slice(buffer), |earlier| earlier.bytes.clone());
        let mark = match printed {
            RerenderOutcome::Same => earlier.and_then(|page| page.mark),
            RerenderOutcome::New(mark) => mark,
        };
        Ok(RenderedPage { mark, bytes })
    }
}

impl LazyPage {
    /// The page as it is known best.
    fn page(&self) -> Option<&RenderedPage> {
        match self.now.get() {
            Some(Ok(page)) => Some(page),
            _ => self.earlier.as_ref(),
        }
    }
}

impl LazyFile {
    /// The file as it is known best.
    fn known(&self) -> Option<&Bytes> {
        match self.now.get() {
            Some(Ok(made)) => Some(made),
            _ => self.earlier.as_ref(),
        }
    }
}

/// Where the page of a route stands among all pages, which are in order of their routes.
fn at(pages: &[PlannedPage], route: &Route) -> Option<usize> {
    pages.binary_search_by(|page| page.route.cmp(route)).ok()
}
