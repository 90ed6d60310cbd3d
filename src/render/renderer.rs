//! Everything that pages are made from, and the making of one page.

use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Value};

use super::build::{PageAssetUrls, PageBuilder};
use super::caught::caught;
use super::formats::{FileGenerator, FileGeneratorInputs};
use super::lean::lean;
use super::{Asset, CompiledTheme};
use crate::config::{BuiltInTheme, LayoutDensity};
use crate::diagnostic::Diagnostic;
use crate::model::{Site, WindowPosition};
use crate::plan::{GeneratedFile, PageKind, PlannedPage, SitePlan};
use crate::route::Route;
use crate::span::Files;
use crate::text::hex;

/// The style sheets of a site, in the order in which pages link to them.
const STYLES: [&str; 7] = ["style.css", PAGES, EMBED, COMPACT, DOCKET, THEME, PRINT];

/// What the timeline does without.
const PAGES: &str = "pages.css";

/// What only embedded pages need.
const EMBED: &str = "embed.css";

/// What only paper needs; pages link to it apart from the others.
const PRINT: &str = "print.css";

/// What stands closer together where a site asks for it.
const COMPACT: &str = "compact.css";

/// What the theme of this name puts on top.
const DOCKET: &str = "docket.css";

/// What a site puts on top of all that; there may be none.
const THEME: &str = "theme.css";

/// The script of all pages, and what it loads when it is first needed, under the same version.
const SCRIPT: &str = "timeline.js";
const SCRIPTS: [&str; 9] = [
    SCRIPT,
    "narrowed.js",
    "known.js",
    "visit.js",
    "help.js",
    "reader.css",
    "search.js",
    "search.css",
    "minisearch.js",
];

/// What a page was made from, as a digest: its template's name and its views. With the same [`CompiledTheme`], equal marks mean
/// equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageDigest([u8; 32]);

/// What came of printing a page that may be known.
pub(super) enum RerenderOutcome {
    /// It would be the page that is known.
    Same,
    /// It is another one, and now stands in the buffer.
    New(PageDigest),
}

/// Everything that pages are made from.
pub struct Renderer {
    site: Site,
    plan: SitePlan,
    theme: Arc<CompiledTheme>,
    assets: Vec<Asset>,
    files: Files,
    /// Whether the site is shown by a server that answers missing addresses with its page for them.
    is_served: bool,
    /// [`super::view::SiteView`], made once.
    site_view: Value,
    /// What [`PageDigest`]s begin with: what stands on every page.
    marks: Sha256,
    /// Part of the style sheets' addresses.
    style: String,
    /// Part of the script's address.
    script: String,
    formats: FileGenerator,
}

impl Renderer {
    /// Makes ready what all pages share. `files` are those that the theme's templates stand in.
    pub fn new(site: Site, plan: SitePlan, theme: Arc<CompiledTheme>, assets: Vec<Asset>, files: Files) -> Self {
        let site_view = PageBuilder::new(&site, &plan, &Route::home()).site_view();
        let (site_view, marks) = (Value::from_serializable(&site_view), Sha256::new_with_prefix(bytes_of(&site_view)));
        let assets: Vec<Asset> = assets.into_iter().map(leaner).collect();
        let (style, script) = (version(&assets, &STYLES), version(&assets, &SCRIPTS));
        let formats = FileGenerator::default();
        Self { site, plan, theme, assets, files, is_served: false, site_view, marks, style, script, formats }
    }

    /// For a server that answers missing addresses with the site's page for them. Without a `base_url`, links on that page
    /// then begin at the host's root: relative ones would lead nowhere from an address in a folder.
    pub fn served(self) -> Self {
        Self { is_served: true, ..self }
    }

    /// Makes what files beside the pages share, unless it has been made; what goes wrong is told with each of the files. No two
    /// threads that share their work may ask at once: whoever makes it shares its work too, and would wait for itself.
    pub(super) fn prepare_formats(&self) {
        self.formats.prepare(&self.format_inputs());
    }

    /// With one file more, which cannot be made.
    #[cfg(test)]
    pub fn with_a_file_that_fails(mut self, route: Route) -> Self {
        self.plan.generated.push((route, GeneratedFile::SearchWords(usize::MAX)));
        self.plan.generated.sort_by(|(a, _), (b, _)| a.cmp(b));
        self
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// What pages there are.
    pub fn plan(&self) -> &SitePlan {
        &self.plan
    }

    /// The static files.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The routes of all files that the site consists of.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        let SitePlan { pages, generated, .. } = &self.plan;
        let made = pages.iter().map(|page| &page.route).chain(generated.iter().map(|(route, _)| route));
        made.chain(self.assets.iter().map(|asset| &asset.route))
    }

    /// The templates.
    pub(super) fn theme(&self) -> &Arc<CompiledTheme> {
        &self.theme
    }

    /// The part of the style sheets' addresses that every page carries and that changes with any of them.
    pub fn style(&self) -> &str {
        &self.style
    }

    /// Renders a page into `buffer`, whatever that held.
    pub(super) fn page(&self, page: &PlannedPage, buffer: &mut Vec<u8>) -> Result<(), Diagnostic> {
        let views = TemplateContext { context: Context::new(), hasher: None, known: None };
        caught(&rendering(page), || self.print(page, views, buffer)).map(|_| ())
    }

    /// Renders a page into `buffer`, unless its mark says that it would be the page that is known.
    pub(super) fn page_anew(
        &self,
        page: &PlannedPage,
        known: Option<PageDigest>,
        buffer: &mut Vec<u8>,
    ) -> Result<RerenderOutcome, Diagnostic> {
        let views = TemplateContext { context: Context::new(), hasher: Some(self.marks.clone()), known };
        let mark = caught(&rendering(page), || self.print(page, views, buffer))?;
        Ok(mark.map_or(RerenderOutcome::Same, RerenderOutcome::New))
    }

    /// A file beside the pages. What goes wrong there is that file's finding. A card that would be the `earlier` one is not
    /// drawn again.
    pub(super) fn generated(
        &self,
        route: &Route,
        file: GeneratedFile,
        earlier: impl FnOnce() -> Option<Bytes>,
    ) -> Result<Bytes, Diagnostic> {
        caught(&format!("making /{}", route.url()), || self.formats.make(&self.format_inputs(), file, earlier))
    }

    fn format_inputs(&self) -> FileGeneratorInputs<'_> {
        FileGeneratorInputs { site: &self.site, plan: &self.plan, versioned: self.versioned() }
    }

    /// The files whose addresses on pages change with their bytes.
    fn versioned(&self) -> Vec<&'static str> {
        STYLES.into_iter().chain([SCRIPT]).filter(|name| self.uses(name)).collect()
    }

    /// Whether a site uses one of these files: it is there, and nothing under `[theme]` speaks against it.
    fn uses(&self, name: &str) -> bool {
        let look = &self.site.config.appearance;
        let is_asked_for = match name {
            COMPACT => look.density == LayoutDensity::Compact,
            DOCKET => look.theme == BuiltInTheme::Docket,
            _ => true,
        };
        is_asked_for && self.assets.iter().any(|asset| asset.route.path() == name)
    }

    /// What a page links to.
    fn linked(&self, builder: &PageBuilder<'_>, kind: &PageKind) -> PageAssetUrls {
        let address = |name: &str, version: &str| {
            format!("{}?v={version}", builder.addresses.to(&Route::file(name).expect("a plain name"), None))
        };
        let is_embedded = matches!(kind, PageKind::Embed | PageKind::EmbedEvent(_));
        let is_wanted = |name: &&&str| match **name {
            PAGES => !is_embedded && !matches!(kind, PageKind::Timeline(_)),
            EMBED => is_embedded,
            PRINT => false,
            _ => true,
        };
        let styles = STYLES.iter().filter(|name| self.uses(name)).filter(is_wanted);
        PageAssetUrls {
            styles: styles.map(|name| address(name, &self.style)).collect(),
            print_style: address(PRINT, &self.style),
            script: address(SCRIPT, &self.script),
        }
    }

    /// Sets a page and prints it; `None` where it is the known one.
    fn print(
        &self,
        page: &PlannedPage,
        mut views: TemplateContext,
        buffer: &mut Vec<u8>,
    ) -> Result<Option<PageDigest>, Diagnostic> {
        let site = &self.site;
        let mut builder = PageBuilder::of_page(site, &self.plan, page);
        if self.is_served && page.kind == PageKind::NotFound {
            builder.addresses = builder.addresses.rooted();
        }
        let (title, description) = builder.title(&page.kind);
        views.context.insert_value("site", self.site_view.clone());
        views.put("", "page", &builder.page_view(page, self.linked(&builder, &page.kind), title, description));
        let template = match &page.kind {
            PageKind::Timeline(number) => views.put("timeline.html", "timeline", &builder.timeline(*number)),
            PageKind::Event(event) => views.put("event.html", "event", &builder.event_page(*event)),
            PageKind::Article(source) => views.put("article.html", "article", &builder.article(*source)),
            PageKind::Sources(number) => views.put("sources.html", "sources", &builder.sources(*number)),
            PageKind::Actors => views.put("actors.html", "index", &builder.actors_index()),
            PageKind::Tags => views.put("tags.html", "index", &builder.tags_index()),
            PageKind::Places => views.put("places.html", "index", &builder.places_index()),
            PageKind::Actor(actor, number) => views.put("actor.html", "actor", &builder.actor(*actor, *number)),
            PageKind::Place(place, number) => views.put("place.html", "place", &builder.place(*place, *number)),
            PageKind::Tag(tag, number) => views.put("tag.html", "list", &builder.tag(*tag, *number)),
            PageKind::Before(number) => {
                views.put("background.html", "list", &builder.outside_page(WindowPosition::Before, *number))
            }
            PageKind::After(number) => {
                views.put("background.html", "list", &builder.outside_page(WindowPosition::After, *number))
            }
            PageKind::Disputes => views.put("disputes.html", "disputes", &builder.disputes()),
            PageKind::Corrections => views.put("corrections.html", "corrections", &builder.corrections_page()),
            PageKind::Page(free) => views.put("page.html", "free", &builder.free_page(&site[*free])),
            PageKind::Share => views.put("share.html", "share", &builder.share()),
            PageKind::Print(number) => views.put("print.html", "print", &builder.print(*number)),
            PageKind::Embed => views.put("embed.html", "embed", &builder.embed()),
            PageKind::EmbedEvent(event) => views.put("embed.html", "embed", &builder.embed_event(*event)),
            PageKind::NotFound => "404.html",
            PageKind::Moved(target) => views.put("redirect.html", "target", &builder.addresses.to(target, None)),
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
struct TemplateContext {
    context: Context,
    /// Takes in what the page is made from, where somebody wants its mark.
    hasher: Option<Sha256>,
    known: Option<PageDigest>,
}

impl TemplateContext {
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

    fn mark(&self) -> Option<PageDigest> {
        self.hasher.as_ref().map(|hasher| PageDigest(hasher.clone().finalize().into()))
    }
}

/// A style sheet of the pages in fewer bytes; other files as they are.
fn leaner(asset: Asset) -> Asset {
    let is_sheet = STYLES.contains(&asset.route.path());
    match std::str::from_utf8(&asset.bytes) {
        Ok(css) if is_sheet => Asset { bytes: lean(css).into(), ..asset },
        _ => asset,
    }
}

/// A view as bytes, for its digest.
fn bytes_of(view: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(view).expect("views are texts, numbers and lists")
}

/// What is being done when a page is rendered.
fn rendering(page: &PlannedPage) -> String {
    format!("rendering /{}", page.route.url())
}

/// Part of the addresses of files, so that a browser fetches them anew when one of them changes.
fn version(assets: &[Asset], names: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for asset in assets.iter().filter(|asset| names.contains(&asset.route.path())) {
        hasher.update(asset.route.path());
        hasher.update(&asset.bytes);
    }
    hex(&hasher.finalize()[..4])
}
