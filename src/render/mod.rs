//! A plan becomes bytes: pages through templates, feeds and data files through their formats.
//!
//! In: the site, its plan, a compiled [`Theme`] and the static files. Out: an [`Output`]. Pages are rendered in parallel,
//! each on its own: an error or a panic on one page becomes that page's finding and harms no other.

mod address;
mod build;
pub mod builtin;
mod data;
mod feed;
mod hosting;
mod theme;
pub mod view;

pub use theme::Theme;

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Value};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Era, Site};
use crate::output::Output;
use crate::plan::{Generated, PageKind, Plan, Planned};
use crate::route::Route;
use crate::span::Files;
use build::Scene;

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it stands.
    pub route: Route,
    /// Where it comes from, for reports.
    pub path: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// A page's address and what became of it.
type Rendered<'p> = (&'p Route, Result<Bytes, Diagnostic>);

/// Renders everything. `done` is told after each page, from whichever thread rendered it.
pub fn render<'p>(
    site: &Site,
    plan: &'p Plan,
    theme: &Theme,
    assets: &[Asset],
    files: &Files,
    done: &(dyn Fn() + Sync),
) -> (Output, Diagnostics) {
    let press = Press::new(site, plan, theme, files, assets);
    // Each thread renders into one buffer of its own; a page then takes just the memory that it needs.
    let page = |buffer: &mut Vec<u8>, page: &'p Planned| {
        buffer.clear();
        let result = catch_unwind(AssertUnwindSafe(|| press.page(page, buffer)));
        done();
        let result = result.unwrap_or_else(|panic| Err(panicked(page, panic.as_ref())));
        (&page.route, result.map(|()| Bytes::copy_from_slice(buffer)))
    };
    // The data file of a large site takes as long as hundreds of pages, so it does not wait for them.
    let (rendered, made): (Vec<Rendered<'p>>, _) =
        rayon::join(|| plan.pages.par_iter().map_init(Vec::new, page).collect(), || generated(site, plan));
    let mut output = Output::default();
    let mut failed: Vec<(Diagnostic, Vec<&Route>)> = Vec::new();
    for (route, page) in rendered {
        match page {
            Ok(bytes) => output.insert(route.clone(), bytes),
            // One mistake in a template fails on every page that it makes.
            Err(finding) => match failed.iter_mut().find(|(known, _)| *known == finding) {
                Some((_, routes)) => routes.push(route),
                None => failed.push((finding, vec![route])),
            },
        }
    }
    let findings: Diagnostics = failed.into_iter().map(|(finding, routes)| on_pages(finding, &routes)).collect();
    for asset in assets {
        output.insert(asset.route.clone(), asset.bytes.clone());
    }
    for (route, bytes) in made {
        output.insert(route, bytes);
    }
    (output, findings)
}

/// The files that the plan wants beside the pages.
fn generated(site: &Site, plan: &Plan) -> Vec<(Route, Vec<u8>)> {
    let bytes = |file| match file {
        Generated::Feed => feed::atom(site, plan),
        Generated::Sitemap => hosting::sitemap(site, plan),
        Generated::Robots => hosting::robots(site),
        Generated::Data => data::timeline(site, plan),
        Generated::Headers => hosting::headers(),
        Generated::NoJekyll => Vec::new(),
    };
    plan.generated.iter().map(|(route, file)| (route.clone(), bytes(*file))).collect()
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

fn panicked(page: &Planned, panic: &(dyn std::any::Any + Send)) -> Diagnostic {
    let words =
        panic.downcast_ref::<&str>().map(ToString::to_string).or_else(|| panic.downcast_ref::<String>().cloned());
    let words = words.unwrap_or_else(|| "no message".to_owned());
    Diagnostic::new(Code::RenderPanic, format!("rendering /{} failed inside the program: {words}", page.route.url()))
        .help("this is a mistake in dateline; please report it with the content of that page")
}

/// Part of the style sheet's address, so that a browser fetches it anew when it changes.
fn style_version(assets: &[Asset]) -> String {
    let style = assets.iter().find(|asset| asset.route.path() == STYLE);
    let digest = Sha256::digest(style.map(|style| &*style.bytes).unwrap_or_default());
    format!("{:08x}", u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]))
}

const STYLE: &str = "style.css";

/// What all pages share while they are rendered.
struct Press<'a> {
    site: &'a Site,
    plan: &'a Plan,
    theme: &'a Theme,
    files: &'a Files,
    /// [`view::SiteView`], made once.
    site_view: Value,
    /// Part of the style sheet's address.
    style: String,
}

impl<'a> Press<'a> {
    fn new(site: &'a Site, plan: &'a Plan, theme: &'a Theme, files: &'a Files, assets: &[Asset]) -> Self {
        let home = Route::home();
        let site_view = Value::from_serializable(&Scene::new(site, plan, &home).site_view());
        Self { site, plan, theme, files, site_view, style: style_version(assets) }
    }

    /// Renders one page into `bytes`.
    fn page(&self, page: &Planned, bytes: &mut Vec<u8>) -> Result<(), Diagnostic> {
        let site = self.site;
        let scene = Scene::new(site, self.plan, &page.route);
        let (title, description) = scene.title(&page.kind);
        let sheet = scene.addresses.to(&Route::file(STYLE).expect("a plain name"), None);
        let mut context = Context::new();
        context.insert_value("site", self.site_view.clone());
        context.insert("page", &scene.page_view(page, format!("{sheet}?v={}", self.style), title, description));
        let template = match &page.kind {
            PageKind::Timeline(number) => put(&mut context, "timeline.html", "timeline", &scene.timeline(*number)),
            PageKind::Event(event) => put(&mut context, "event.html", "event", &scene.event_page(*event)),
            PageKind::Article(source) => put(&mut context, "article.html", "article", &scene.article(*source)),
            PageKind::Sources(number) => put(&mut context, "sources.html", "sources", &scene.sources(*number)),
            PageKind::Actors => put(&mut context, "actors.html", "index", &scene.actors_index()),
            PageKind::Tags => put(&mut context, "tags.html", "index", &scene.tags_index()),
            PageKind::Places => put(&mut context, "places.html", "index", &scene.places_index()),
            PageKind::Actor(actor, number) => put(&mut context, "actor.html", "actor", &scene.actor(*actor, *number)),
            PageKind::Place(place, number) => put(&mut context, "place.html", "place", &scene.place(*place, *number)),
            PageKind::Tag(tag, number) => put(&mut context, "tag.html", "list", &scene.tag(*tag, *number)),
            PageKind::Before(number) => {
                put(&mut context, "background.html", "list", &scene.outside_page(Era::Before, *number))
            }
            PageKind::After(number) => {
                put(&mut context, "background.html", "list", &scene.outside_page(Era::After, *number))
            }
            PageKind::Disputes => put(&mut context, "disputes.html", "disputes", &scene.disputes()),
            PageKind::Corrections => put(&mut context, "corrections.html", "corrections", &scene.corrections_page()),
            PageKind::Page(free) => put(&mut context, "page.html", "free", &scene.free_page(&site[*free])),
            PageKind::NotFound => "404.html",
            PageKind::Moved(target) => put(&mut context, "redirect.html", "target", &scene.addresses.to(target, None)),
        };
        self.theme.render(template, &context, self.files, bytes)
    }
}

/// Gives a template its view, under the name that the template knows.
fn put<T: Serialize>(context: &mut Context, template: &'static str, name: &'static str, view: &T) -> &'static str {
    context.insert(name, view);
    template
}
