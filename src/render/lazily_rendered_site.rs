//! A site whose pages are rendered on demand.
//!
//! A page that was requested is kept. Of a page that was rendered only to learn whether it can be, nothing is kept but a
//! hash, which tells whether it has changed: all pages of a large site together take hundreds of megabytes, and one is
//! rendered again in a moment. A page that Tera renders is not rendered again as long as the theme and the digest of its
//! views are the same. So it is not necessary to know which pages depend on which files.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::failures::failures;
use super::renderer::{PageDigest, Renderer, RerenderOutcome};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::{GeneratedFile, PlannedPage};
use crate::route::Route;

/// A site whose pages, and files beside the pages, are made on demand.
pub struct LazilyRenderedSite {
    renderer: Renderer,
    /// The pages, in the order of the plan.
    pages: Vec<LazyPage>,
    /// The files beside the pages, in the order of the plan.
    generated: Vec<LazyFile>,
    assets: BTreeMap<Route, Bytes>,
    /// The number of pages that the earlier site had and this one has not.
    gone: usize,
}

/// A page and its version in an earlier site.
#[derive(Default)]
struct LazyPage {
    /// The page in an earlier site, if it was rendered.
    earlier: Option<RenderedPage>,
    now: OnceLock<Result<RenderedPage, Diagnostic>>,
    /// Its bytes, if it was requested after it had been rendered without keeping them.
    requested: OnceLock<Result<Bytes, Diagnostic>>,
}

/// A file beside the pages and its version in an earlier site.
#[derive(Default)]
struct LazyFile {
    /// A social card in an earlier site. Other files are always made anew.
    earlier: Option<Bytes>,
    now: OnceLock<Result<Bytes, Diagnostic>>,
}

/// A page that was rendered.
#[derive(Clone)]
struct RenderedPage {
    /// The digest of its views, if Tera rendered it. It is valid for one theme only.
    digest: Option<PageDigest>,
    /// The SHA-256 of its bytes.
    sha256: [u8; 32],
    /// Its bytes, if it was requested, in this site or, with the same bytes, in an earlier one.
    bytes: Option<Bytes>,
}

/// The result of rendering all pages that were not requested.
#[derive(Debug)]
pub struct BackgroundRenderReport {
    /// The findings of pages that could not be rendered.
    pub findings: Diagnostics,
    /// The number of pages that differ from those of the earlier site: changed, added and removed ones.
    pub changed: usize,
}

impl LazilyRenderedSite {
    /// A site that renders with `renderer` and takes over from an earlier site what it can.
    pub fn new(renderer: Renderer, earlier: Option<&Self>) -> Self {
        let mut pages: Vec<LazyPage> = renderer.plan().pages.iter().map(|_| LazyPage::default()).collect();
        let mut generated: Vec<LazyFile> = renderer.plan().generated.iter().map(|_| LazyFile::default()).collect();
        let mut gone = 0;
        if let Some(earlier) = earlier {
            let same_theme = earlier.has_theme_of(&renderer);
            let mut rest = renderer.plan().pages.iter().zip(&mut pages).peekable();
            for (page, slot) in earlier.renderer.plan().pages.iter().zip(&earlier.pages) {
                // Both lists are sorted by route.
                while rest.next_if(|(planned, _)| planned.route < page.route).is_some() {}
                match rest.next_if(|(planned, _)| planned.route == page.route) {
                    Some((_, new)) => new.earlier = slot.known(same_theme),
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

    /// Whether `renderer` uses the same compiled theme.
    pub fn has_theme_of(&self, renderer: &Renderer) -> bool {
        Arc::ptr_eq(self.renderer.theme(), renderer.theme())
    }

    /// The renderer of the pages.
    pub fn renderer(&self) -> &Renderer {
        &self.renderer
    }

    /// The file at a route, made now if it was not requested before. `None` if there is no such file; an error if it
    /// could not be made.
    pub fn get(&self, route: &Route) -> Option<Result<Bytes, &Diagnostic>> {
        if let Some(at) = at(&self.renderer.plan().pages, route) {
            return Some(self.requested_page(at));
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

    /// Renders all pages that were not requested, in parallel. `None` if `goes_on` became false before the end.
    pub fn finish(&self, goes_on: &(dyn Fn() -> bool + Sync)) -> Option<BackgroundRenderReport> {
        let changed = AtomicUsize::new(self.gone);
        let finished = (0..self.pages.len()).into_par_iter().map_init(Vec::new, |buffer, at| {
            let page = goes_on().then(|| self.page(at, Keep::Hash, buffer))?;
            let earlier = self.pages[at].earlier.as_ref();
            if page.is_ok_and(|page| earlier.is_none_or(|earlier| earlier.sha256 != page.sha256)) {
                changed.fetch_add(1, Ordering::Relaxed);
            }
            Some(page.err())
        });
        let errors: Vec<Option<&Diagnostic>> = finished.collect::<Option<_>>()?;
        let routes = self.renderer.plan().pages.iter().map(|page| &page.route);
        let findings = failures(routes, errors.into_iter().map(Option::<&Diagnostic>::cloned));
        Some(BackgroundRenderReport { findings, changed: changed.into_inner() })
    }

    /// Makes all files beside the pages that were not requested, in parallel, and returns the findings. `None` if
    /// `goes_on` became false before the end.
    pub fn finish_files(&self, goes_on: &(dyn Fn() -> bool + Sync)) -> Option<Diagnostics> {
        if !goes_on() {
            return None;
        }
        // The search index must exist before the files that are cut from it. If it cannot be made, each of them has the
        // finding.
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

    /// The bytes of a page, which are kept from now on.
    fn requested_page(&self, at: usize) -> Result<Bytes, &Diagnostic> {
        let mut buffer = Vec::new();
        if let Some(bytes) = &self.page(at, Keep::Bytes, &mut buffer)?.bytes {
            return Ok(bytes.clone());
        }
        let anew = || {
            self.renderer.page(&self.renderer.plan().pages[at], &mut buffer)?;
            Ok(Bytes::from(buffer))
        };
        self.pages[at].requested.get_or_init(anew).as_ref().cloned()
    }

    fn page(&self, at: usize, keep: Keep, buffer: &mut Vec<u8>) -> Result<&RenderedPage, &Diagnostic> {
        let slot = &self.pages[at];
        let rendered = || self.render(&self.renderer.plan().pages[at], slot.earlier.as_ref(), keep, buffer);
        slot.now.get_or_init(rendered).as_ref()
    }

    fn render(
        &self,
        page: &PlannedPage,
        earlier: Option<&RenderedPage>,
        keep: Keep,
        buffer: &mut Vec<u8>,
    ) -> Result<RenderedPage, Diagnostic> {
        // Without the earlier bytes, a page that is to be kept has to be rendered even if it is the same.
        let comparable = earlier.filter(|earlier| keep == Keep::Hash || earlier.bytes.is_some());
        let digest = match (self.renderer.page_anew(page, comparable.and_then(|page| page.digest), buffer)?, comparable)
        {
            (RerenderOutcome::Same, Some(same)) => return Ok(same.clone()),
            (RerenderOutcome::Same, None) => unreachable!("nothing was given to compare with"),
            (RerenderOutcome::New(digest), _) => digest,
        };
        let sha256 = Sha256::digest(&buffer).into();
        let same = earlier.filter(|earlier| earlier.sha256 == sha256).and_then(|earlier| earlier.bytes.clone());
        let bytes = same.or_else(|| (keep == Keep::Bytes).then(|| Bytes::copy_from_slice(buffer)));
        Ok(RenderedPage { digest, sha256, bytes })
    }
}

/// What is kept of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Hash,
    Bytes,
}

impl LazyPage {
    /// The page as it was last rendered, for a later site, which has the same theme or not.
    fn known(&self, same_theme: bool) -> Option<RenderedPage> {
        let page = match self.now.get() {
            Some(Ok(page)) => page,
            _ => self.earlier.as_ref()?,
        };
        let requested = self.requested.get().and_then(|bytes| bytes.as_ref().ok());
        Some(RenderedPage {
            digest: page.digest.filter(|_| same_theme),
            sha256: page.sha256,
            bytes: page.bytes.as_ref().or(requested).cloned(),
        })
    }
}

impl LazyFile {
    /// The file of this site if it was made without error, else that of the earlier site.
    fn known(&self) -> Option<&Bytes> {
        match self.now.get() {
            Some(Ok(made)) => Some(made),
            _ => self.earlier.as_ref(),
        }
    }
}

/// The index of the page with a route. Pages are sorted by route.
fn at(pages: &[PlannedPage], route: &Route) -> Option<usize> {
    pages.binary_search_by(|page| page.route.cmp(route)).ok()
}
