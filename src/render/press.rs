//! Everything that pages are made from, and the making of one page.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Value};

use super::build::Scene;
use super::{Asset, Theme, data, feed, hosting};
use crate::diagnostic::Diagnostic;
use crate::model::{Era, Site};
use crate::plan::{Generated, PageKind, Plan, Planned};
use crate::route::Route;
use crate::span::Files;

const STYLE: &str = "style.css";

/// What a page was made from, as a digest: its template's name and its views. With the same [`Theme`], equal marks mean
/// equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark([u8; 32]);

/// What came of printing a page that may be known.
pub(super) enum Printed {
    /// It would be the page that is known.
    Same,
    /// It is another one, and now stands in the buffer.
    New(Mark),
}

/// Everything that pages are made from.
pub struct Press {
    site: Site,
    plan: Plan,
    theme: Arc<Theme>,
    assets: Vec<Asset>,
    files: Files,
    /// [`super::view::SiteView`], made once.
    site_view: Value,
    /// What [`Mark`]s begin with: what stands on every page.
    marks: Sha256,
    /// Part of the style sheet's address.
    style: String,
}

impl Press {
    /// Makes ready what all pages share. `files` are those that the theme's templates stand in.
    pub fn new(site: Site, plan: Plan, theme: Arc<Theme>, assets: Vec<Asset>, files: Files) -> Self {
        let site_view = Scene::new(&site, &plan, &Route::home()).site_view();
        let (site_view, marks) = (Value::from_serializable(&site_view), Sha256::new_with_prefix(bytes_of(&site_view)));
        let style = style_version(&assets);
        Self { site, plan, theme, assets, files, site_view, marks, style }
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// What pages there are.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The static files.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The templates.
    pub(super) fn theme(&self) -> &Arc<Theme> {
        &self.theme
    }

    /// The part of the style sheet's address that every page carries and that changes with the style sheet.
    pub fn style(&self) -> &str {
        &self.style
    }

    /// Renders a page into `buffer`, whatever that held.
    pub(super) fn page(&self, page: &Planned, buffer: &mut Vec<u8>) -> Result<(), Diagnostic> {
        let views = Views { context: Context::new(), hasher: None, known: None };
        caught(page, || self.print(page, views, buffer)).map(|_| ())
    }

    /// Renders a page into `buffer`, unless its mark says that it would be the page that is known.
    pub(super) fn page_anew(
        &self,
        page: &Planned,
        known: Option<Mark>,
        buffer: &mut Vec<u8>,
    ) -> Result<Printed, Diagnostic> {
        let views = Views { context: Context::new(), hasher: Some(self.marks.clone()), known };
        let mark = caught(page, || self.print(page, views, buffer))?;
        Ok(mark.map_or(Printed::Same, Printed::New))
    }

    /// The bytes of a file beside the pages.
    pub(super) fn generated(&self, file: Generated) -> Vec<u8> {
        let (site, plan) = (&self.site, &self.plan);
        match file {
            Generated::Feed => feed::atom(site, plan),
            Generated::Sitemap => hosting::sitemap(site, plan),
            Generated::Robots => hosting::robots(site),
            Generated::Data => data::timeline(site, plan),
            Generated::Headers => hosting::headers(),
            Generated::NoJekyll => Vec::new(),
        }
    }

    /// Sets a page and prints it; `None` where it is the known one.
    fn print(&self, page: &Planned, mut views: Views, buffer: &mut Vec<u8>) -> Result<Option<Mark>, Diagnostic> {
        let site = &self.site;
        let scene = Scene::new(site, &self.plan, &page.route);
        let (title, description) = scene.title(&page.kind);
        let style = scene.addresses.to(&Route::file(STYLE).expect("a plain name"), None);
        views.context.insert_value("site", self.site_view.clone());
        views.put("", "page", &scene.page_view(page, format!("{style}?v={}", self.style), title, description));
        let template = match &page.kind {
            PageKind::Timeline(number) => views.put("timeline.html", "timeline", &scene.timeline(*number)),
            PageKind::Event(event) => views.put("event.html", "event", &scene.event_page(*event)),
            PageKind::Article(source) => views.put("article.html", "article", &scene.article(*source)),
            PageKind::Sources(number) => views.put("sources.html", "sources", &scene.sources(*number)),
            PageKind::Actors => views.put("actors.html", "index", &scene.actors_index()),
            PageKind::Tags => views.put("tags.html", "index", &scene.tags_index()),
            PageKind::Places => views.put("places.html", "index", &scene.places_index()),
            PageKind::Actor(actor, number) => views.put("actor.html", "actor", &scene.actor(*actor, *number)),
            PageKind::Place(place, number) => views.put("place.html", "place", &scene.place(*place, *number)),
            PageKind::Tag(tag, number) => views.put("tag.html", "list", &scene.tag(*tag, *number)),
            PageKind::Before(number) => views.put("background.html", "list", &scene.outside_page(Era::Before, *number)),
            PageKind::After(number) => views.put("background.html", "list", &scene.outside_page(Era::After, *number)),
            PageKind::Disputes => views.put("disputes.html", "disputes", &scene.disputes()),
            PageKind::Corrections => views.put("corrections.html", "corrections", &scene.corrections_page()),
            PageKind::Page(free) => views.put("page.html", "free", &scene.free_page(&site[*free])),
            PageKind::NotFound => "404.html",
            PageKind::Moved(target) => views.put("redirect.html", "target", &scene.addresses.to(target, None)),
        };
        let mark = views.mark();
        if mark.is_some() && mark == views.known {
            return Ok(None);
        }
        buffer.clear();
        self.theme.render(template, &views.context, &self.files, buffer)?;
        Ok(mark)
    }
}

/// What a page's template is given, as it is put together.
struct Views {
    context: Context,
    /// Takes in what the page is made from, where somebody wants its mark.
    hasher: Option<Sha256>,
    known: Option<Mark>,
}

impl Views {
    /// Gives a template a view, under the name that the template knows. Turning views into the engine's values is a third
    /// of the work, so a page that is known is spared it.
    fn put<T: Serialize>(&mut self, template: &'static str, name: &'static str, view: &T) -> &'static str {
        if let Some(hasher) = &mut self.hasher {
            hasher.update(template);
            hasher.update(bytes_of(view));
        }
        if self.known.is_none() || self.mark() != self.known {
            self.context.insert(name, view);
        }
        template
    }

    fn mark(&self) -> Option<Mark> {
        self.hasher.as_ref().map(|hasher| Mark(hasher.clone().finalize().into()))
    }
}

/// A view as bytes, for its digest.
fn bytes_of(view: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(view).expect("views are texts, numbers and lists")
}

/// Makes a panic a finding.
fn caught<T>(page: &Planned, print: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    let told = |panic: Box<dyn Any + Send>| {
        let finding = Diagnostic::of_panic(&format!("rendering /{}", page.route.url()), panic.as_ref());
        Err(finding.help("this is a mistake in dateline; please report it with the content of that page"))
    };
    catch_unwind(AssertUnwindSafe(print)).unwrap_or_else(told)
}

/// Part of the style sheet's address, so that a browser fetches it anew when it changes.
fn style_version(assets: &[Asset]) -> String {
    let style = assets.iter().find(|asset| asset.route.path() == STYLE);
    let digest = Sha256::digest(style.map(|style| &*style.bytes).unwrap_or_default());
    format!("{:08x}", u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]))
}
