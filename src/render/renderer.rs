//! Renders single pages, and holds everything that they are made from.

use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Value};

use super::build::{PageAssetUrls, PageBuilder};
use super::caught::caught;
use super::compiled::{self, PageTemplate};
use super::formats::{FileGenerator, FileGeneratorInputs};
use super::lean::lean;
use super::view::{PageView, SiteView};
use super::{Asset, CompiledTheme, builtin};
use crate::config::{BuiltInTheme, LayoutDensity};
use crate::diagnostic::Diagnostic;
use crate::language::LatinAlphabet;
use crate::model::{Site, WindowPosition};
use crate::plan::{GeneratedFile, PageKind, PlannedPage, SitePlan};
use crate::route::Route;
use crate::span::Files;
use crate::text::hex;

/// The style sheets of a site, in the order in which pages link to them. [`PRINT`] has its own link.
const STYLES: [&str; 10] = [FONTS, "style.css", PAGES, HOME, MAP, EMBED, COMPACT, DOCKET, THEME, PRINT];

/// The style sheet of the font that comes with the program.
const FONTS: &str = "fonts.css";

/// The files of that font: basic Latin letters, and further ones. Their names contain the font's version, because the
/// style sheet refers to them without one.
const FONT_FILES: [&str; 2] = ["fonts/source-serif-4-v15-latin.woff2", "fonts/source-serif-4-v15-latin-ext.woff2"];

/// Styles that the timeline does not need.
const PAGES: &str = "pages.css";

/// The style sheet of the home page.
const HOME: &str = "home.css";

/// The style sheet of pages with a map.
const MAP: &str = "map.css";

/// Styles of embedded pages only.
const EMBED: &str = "embed.css";

/// Styles for printing.
const PRINT: &str = "print.css";

/// Styles for `density = "compact"`.
const COMPACT: &str = "compact.css";

/// Styles of the theme `docket`.
const DOCKET: &str = "docket.css";

/// The site's own styles, if it has any.
const THEME: &str = "theme.css";

/// The script of all pages. The other [`SCRIPTS`] are loaded by it on demand, with the same version.
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

/// A digest of all that Tera makes a page from: the name of its template and its views. Under the same
/// [`CompiledTheme`], equal digests mean equal pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageDigest([u8; 32]);

/// The result of rendering a page that may be known from an earlier site.
pub(super) enum RerenderOutcome {
    /// The page would be the same as the known one, so it was not rendered.
    Same,
    /// The page is in the buffer. It has a digest if Tera rendered it. A compiled function takes no longer than a
    /// digest, so its pages have none.
    New(Option<PageDigest>),
}

/// Everything that pages are made from.
pub struct Renderer {
    site: Site,
    plan: Arc<SitePlan>,
    theme: Arc<CompiledTheme>,
    assets: Vec<Asset>,
    files: Files,
    /// Whether the site is shown by a server that answers requests for missing addresses with the site's 404 page.
    is_served: bool,
    /// The view of the site, the same for all pages.
    site_view: SiteView,
    /// The same as a value of Tera.
    site_value: Value,
    /// The state of the hash after the view of the site, from which each [`PageDigest`] continues.
    digest_prefix: Sha256,
    /// The version of the style sheets in their addresses.
    style: String,
    /// The version of the scripts in their addresses.
    script: String,
    formats: FileGenerator,
}

impl Renderer {
    /// Prepares what all pages share. `files` contains the texts of the theme's templates.
    pub fn new(site: Site, plan: Arc<SitePlan>, theme: Arc<CompiledTheme>, assets: Vec<Asset>, files: Files) -> Self {
        let site_view = PageBuilder::new(&site, &plan, &Route::home()).site_view();
        let (site_value, digest_prefix) =
            (Value::from_serializable(&site_view), Sha256::new_with_prefix(bytes_of(&site_view)));
        let assets: Vec<Asset> = assets.into_iter().map(leaner).collect();
        let (style, script) = (version(&assets, &STYLES), version(&assets, &SCRIPTS));
        let formats = FileGenerator::default();
        Self {
            site,
            plan,
            theme,
            assets,
            files,
            is_served: false,
            site_view,
            site_value,
            digest_prefix,
            style,
            script,
            formats,
        }
    }

    /// A renderer of the same pages with the same theme, for a site that differs from this one only in words.
    pub fn with_words_of(&self, site: Site) -> Self {
        Self {
            site,
            plan: self.plan.clone(),
            theme: self.theme.clone(),
            assets: self.assets.clone(),
            files: self.files.clone(),
            is_served: self.is_served,
            site_view: self.site_view.clone(),
            site_value: self.site_value.clone(),
            digest_prefix: self.digest_prefix.clone(),
            style: self.style.clone(),
            script: self.script.clone(),
            formats: FileGenerator::default(),
        }
    }

    /// For a server that answers requests for missing addresses with the site's 404 page. Without a `base_url`, links
    /// on that page then begin at the host's root, because relative ones would be wrong at an address in a folder.
    pub fn served(self) -> Self {
        Self { is_served: true, ..self }
    }

    /// Makes the search index, unless it was made before. If that fails, each file that is cut from it has the finding.
    /// Two threads of the same pool must not call this at once: the first one shares its work with the pool, so it may
    /// pick up the second call and wait for itself.
    pub(super) fn prepare_formats(&self) {
        self.formats.prepare(&self.format_inputs());
    }

    /// Adds a file that cannot be made.
    #[cfg(test)]
    pub fn with_a_file_that_fails(mut self, route: Route) -> Self {
        let plan = Arc::get_mut(&mut self.plan).expect("a new renderer shares its plan with nobody");
        plan.generated.push((route, GeneratedFile::SearchWords(usize::MAX)));
        plan.generated.sort_by(|(a, _), (b, _)| a.cmp(b));
        self
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The plan of the site.
    pub fn plan(&self) -> &SitePlan {
        &self.plan
    }

    /// The static files.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The routes of all files of the site.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        let SitePlan { pages, generated, .. } = &*self.plan;
        let made = pages.iter().map(|page| &page.route).chain(generated.iter().map(|(route, _)| route));
        made.chain(self.assets.iter().map(|asset| &asset.route))
    }

    /// The compiled templates.
    pub(super) fn theme(&self) -> &Arc<CompiledTheme> {
        &self.theme
    }

    /// The version of the style sheets in their addresses on every page. It changes with any of them.
    pub fn style(&self) -> &str {
        &self.style
    }

    /// Renders a page into `buffer`, in place of the earlier content.
    pub(super) fn page(&self, page: &PlannedPage, buffer: &mut Vec<u8>) -> Result<(), Diagnostic> {
        caught(&rendering(page), || self.print(page, DigestUse::Without, buffer)).map(|_| ())
    }

    /// Renders a page into `buffer`, unless its digest equals `known`.
    pub(super) fn page_anew(
        &self,
        page: &PlannedPage,
        known: Option<PageDigest>,
        buffer: &mut Vec<u8>,
    ) -> Result<RerenderOutcome, Diagnostic> {
        caught(&rendering(page), || self.print(page, DigestUse::With { known }, buffer))
    }

    /// Makes a file beside the pages. A card that equals the `earlier` one is not drawn again.
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

    /// The files whose addresses on pages contain a version.
    fn versioned(&self) -> Vec<&'static str> {
        STYLES.into_iter().chain([SCRIPT]).chain(FONT_FILES).filter(|name| self.uses(name)).collect()
    }

    /// Whether a site uses one of these files: the file exists, and the settings under `[theme]` require it.
    fn uses(&self, name: &str) -> bool {
        let look = &self.site.config.appearance;
        let is_asked_for = match name {
            COMPACT => look.density == LayoutDensity::Compact,
            DOCKET => look.theme == BuiltInTheme::Docket,
            name if builtin::is_of_font(name) => self.alphabet().is_some(),
            _ => true,
        };
        is_asked_for && self.assets.iter().any(|asset| asset.route.path() == name)
    }

    /// The alphabet for which pages load the font that comes with the program, if they use it.
    fn alphabet(&self) -> Option<LatinAlphabet> {
        let config = &self.site.config;
        config.appearance.bundled_font(&config.language)
    }

    /// The font files that nearly every page needs, so that a browser need not wait for the style sheet to know of them.
    /// A site with relative links has none: it may be opened from a disk, from where browsers refuse to preload fonts.
    fn preloaded(&self) -> impl Iterator<Item = &'static str> {
        let number = match self.alphabet() {
            Some(LatinAlphabet::Western) => 1,
            Some(_) => FONT_FILES.len(),
            None => 0,
        };
        let number = if self.site.config.base_url.is_some() { number } else { 0 };
        FONT_FILES.into_iter().take(number).filter(|name| self.uses(name))
    }

    /// The addresses of the files that a page links to.
    fn linked(&self, builder: &PageBuilder<'_>, kind: &PageKind) -> PageAssetUrls {
        let plain = |name: &str| builder.addresses.to(&Route::file(name).expect("a plain name"), None);
        let address = |name: &str, version: &str| format!("{}?v={version}", plain(name));
        let is_embedded = matches!(kind, PageKind::Embed | PageKind::EmbedEvent(_));
        let is_wanted = |name: &&&str| match **name {
            FONTS => !is_embedded,
            PAGES => !is_embedded && !matches!(kind, PageKind::Home | PageKind::Timeline(_)),
            HOME => *kind == PageKind::Home,
            MAP => self.has_map(kind),
            EMBED => is_embedded,
            PRINT => false,
            _ => true,
        };
        let styles = STYLES.iter().filter(|name| self.uses(name)).filter(is_wanted);
        PageAssetUrls {
            fonts: self.preloaded().map(plain).collect(),
            styles: styles.map(|name| address(name, &self.style)).collect(),
            print_style: address(PRINT, &self.style),
            script: address(SCRIPT, &self.script),
        }
    }

    /// Whether a page shows a map.
    fn has_map(&self, kind: &PageKind) -> bool {
        match kind {
            PageKind::Map => true,
            PageKind::Place(place, 1) => self.plan.surroundings(*place).is_some(),
            _ => false,
        }
    }

    /// Makes a page's views and renders them.
    fn print(
        &self,
        page: &PlannedPage,
        digest: DigestUse,
        buffer: &mut Vec<u8>,
    ) -> Result<RerenderOutcome, Diagnostic> {
        let site = &self.site;
        let mut builder = PageBuilder::of_page(site, &self.plan, page);
        if self.is_served && page.kind == PageKind::NotFound {
            builder.addresses = builder.addresses.rooted();
        }
        let (title, description) = builder.title(&page.kind);
        let page_view = builder.page_view(page, self.linked(&builder, &page.kind), title, description);
        let set = PageRendering { renderer: self, page: page_view, digest, buffer };
        match &page.kind {
            PageKind::Home => set.render(&compiled::TEMPLATE_HOME, &builder.home()),
            PageKind::Timeline(number) => set.render(&compiled::TEMPLATE_TIMELINE, &builder.timeline(*number)),
            PageKind::Newest => set.render(&compiled::TEMPLATE_NEWEST, &builder.newest()),
            PageKind::Headlines(number) => set.render(&compiled::TEMPLATE_HEADLINES, &builder.headlines(*number)),
            PageKind::KeyEvents(number) => set.render(&compiled::TEMPLATE_KEY, &builder.key_events(*number)),
            PageKind::Event(event) => set.render(&compiled::TEMPLATE_EVENT, &builder.event_page(*event)),
            PageKind::Article(source) => set.render(&compiled::TEMPLATE_ARTICLE, &builder.article(*source)),
            PageKind::Sources(number) => set.render(&compiled::TEMPLATE_SOURCES, &builder.sources(*number)),
            PageKind::Origins(number) => set.render(&compiled::TEMPLATE_ORIGINS, &builder.origins(*number)),
            PageKind::Actors => set.render(&compiled::TEMPLATE_ACTORS, &builder.actors_index()),
            PageKind::Tags => set.render(&compiled::TEMPLATE_TAGS, &builder.tags_index()),
            PageKind::Places => set.render(&compiled::TEMPLATE_PLACES, &builder.places_index()),
            PageKind::Actor(actor, number) => set.render(&compiled::TEMPLATE_ACTOR, &builder.actor(*actor, *number)),
            PageKind::Place(place, number) => set.render(&compiled::TEMPLATE_PLACE, &builder.place(*place, *number)),
            PageKind::Tag(tag, number) => set.render(&compiled::TEMPLATE_TAG, &builder.tag(*tag, *number)),
            PageKind::Before(number) => {
                set.render(&compiled::TEMPLATE_BACKGROUND, &builder.outside_page(WindowPosition::Before, *number))
            }
            PageKind::After(number) => {
                set.render(&compiled::TEMPLATE_BACKGROUND, &builder.outside_page(WindowPosition::After, *number))
            }
            PageKind::Map => set.render(&compiled::TEMPLATE_MAP, &builder.map()),
            PageKind::Disputes => set.render(&compiled::TEMPLATE_DISPUTES, &builder.disputes()),
            PageKind::Question(question) => set.render(&compiled::TEMPLATE_QUESTION, &builder.question_page(*question)),
            PageKind::Corrections => set.render(&compiled::TEMPLATE_CORRECTIONS, &builder.corrections_page()),
            PageKind::Page(free) => set.render(&compiled::TEMPLATE_PAGE, &builder.free_page(&site[*free])),
            PageKind::Share => set.render(&compiled::TEMPLATE_SHARE, &builder.share()),
            PageKind::Print(number) => set.render(&compiled::TEMPLATE_PRINT, &builder.print(*number)),
            PageKind::Embed => set.render(&compiled::TEMPLATE_EMBED, &builder.embed()),
            PageKind::EmbedEvent(event) => set.render(&compiled::TEMPLATE_EMBED, &builder.embed_event(*event)),
            PageKind::NotFound => set.render(&compiled::TEMPLATE_404, &()),
            PageKind::Moved(target) => set.render(&compiled::TEMPLATE_REDIRECT, &*builder.addresses.to(target, None)),
        }
    }
}

/// Whether to compute the digest of a page.
enum DigestUse {
    /// It is not computed.
    Without,
    /// It is computed, and the page is rendered only if it differs from `known`.
    With {
        /// The digest of the page in an earlier site.
        known: Option<PageDigest>,
    },
}

/// A page that is about to be rendered.
struct PageRendering<'r> {
    renderer: &'r Renderer,
    page: PageView,
    digest: DigestUse,
    buffer: &'r mut Vec<u8>,
}

impl PageRendering<'_> {
    /// Renders the page by the compiled function of its template, or by Tera if the site or its theme has changed a
    /// file from which that function was made.
    fn render<T: Serialize + ?Sized>(
        self,
        template: &PageTemplate<T>,
        view: &T,
    ) -> Result<RerenderOutcome, Diagnostic> {
        if !self.renderer.theme.is_compiled(template.file) {
            return self.interpret(template, view);
        }
        self.buffer.clear();
        (template.render)(self.buffer, &self.renderer.site_view, &self.page, view);
        Ok(RerenderOutcome::New(None))
    }

    /// Renders the page by Tera. Converting views to values of Tera is a third of the work, so digests are compared
    /// before.
    fn interpret<T: Serialize + ?Sized>(
        self,
        template: &PageTemplate<T>,
        view: &T,
    ) -> Result<RerenderOutcome, Diagnostic> {
        let Renderer { theme, files, site_value, digest_prefix, .. } = self.renderer;
        let mut digest = None;
        if let DigestUse::With { known } = self.digest {
            let hasher = digest_prefix.clone().chain_update(bytes_of(&self.page)).chain_update(template.file);
            digest = Some(PageDigest(hasher.chain_update(bytes_of(view)).finalize().into()));
            if digest == known {
                return Ok(RerenderOutcome::Same);
            }
        }
        let mut context = Context::new();
        context.insert_value("site", site_value.clone());
        context.insert("page", &self.page);
        if !template.view.is_empty() {
            context.insert(template.view, view);
        }
        self.buffer.clear();
        theme.render(template.file, &context, files, self.buffer)?;
        Ok(RerenderOutcome::New(digest))
    }
}

/// Minifies the style sheets of pages. Other files are returned unchanged.
fn leaner(asset: Asset) -> Asset {
    let is_sheet = STYLES.contains(&asset.route.path());
    match std::str::from_utf8(&asset.bytes) {
        Ok(css) if is_sheet => Asset { bytes: lean(css).into(), ..asset },
        _ => asset,
    }
}

/// A view as bytes, for its digest.
fn bytes_of<T: Serialize + ?Sized>(view: &T) -> Vec<u8> {
    serde_json::to_vec(view).expect("views are texts, numbers and lists")
}

/// A description of the rendering of a page, for findings.
fn rendering(page: &PlannedPage) -> String {
    format!("rendering /{}", page.route.url())
}

/// The version of some files, part of their addresses, so that a browser fetches them again when one of them changes.
fn version(assets: &[Asset], names: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for asset in assets.iter().filter(|asset| names.contains(&asset.route.path())) {
        hasher.update(asset.route.path());
        hasher.update(&asset.bytes);
    }
    hex(&hasher.finalize()[..4])
}
