//! The whole program in one function: inputs in, output and findings out.
//!
//! Pure: no disk, no clock, no environment. The same inputs and options give the same bytes. Disk, preview server and
//! tests all come through here.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{BaseUrl, Site};
use crate::output::Output;
use crate::parse::{self, Kind};
use crate::plan::{self, Plan};
use crate::render::{self, Asset, Theme, builtin};
use crate::resolve;
use crate::route::Route;
use crate::span::{FileId, Files};

/// What a site is made of, read into memory.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// All texts, by the id that spans carry.
    pub files: Files,
    /// `site.toml`.
    pub site: Option<FileId>,
    /// Content files and what they hold, by path.
    pub content: Vec<(FileId, Kind)>,
    /// What content files would have held that could not be read.
    pub unread: Vec<Kind>,
    /// The site's own templates, by name.
    pub templates: BTreeMap<String, FileId>,
    /// The site's own static files.
    pub assets: Vec<Asset>,
    /// What was wrong while reading.
    pub findings: Diagnostics,
}

/// How to build.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// In place of the site's own `base_url`; `Some(None)` asks for relative links.
    pub base_url: Option<Option<BaseUrl>>,
    /// With drafts.
    pub drafts: bool,
}

/// How much there was of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Events.
    pub events: usize,
    /// Articles and source records.
    pub sources: usize,
    /// Pages.
    pub pages: usize,
}

/// What came of it.
pub struct Built {
    /// The site; `None` where errors stand against it.
    pub output: Option<Output>,
    /// Everything that was found, sorted.
    pub findings: Diagnostics,
    /// The texts that findings point into: the inputs' and the built-in theme's.
    pub files: Files,
    /// How much there was.
    pub tally: Tally,
}

/// Who wants to know how far a build is.
pub trait Progress: Sync {
    /// A stage of this name begins.
    fn stage(&self, name: &'static str);
    /// So many pages will be rendered.
    fn begin(&self, pages: usize);
    /// One more is done.
    fn step(&self);
}

/// Nobody does.
impl Progress for () {
    fn stage(&self, _: &'static str) {}
    fn begin(&self, _: usize) {}
    fn step(&self) {}
}

/// Builds a site.
pub fn build(inputs: &Inputs, options: &Options, progress: &dyn Progress) -> Built {
    let mut findings = inputs.findings.clone();
    let mut files = inputs.files.clone();
    let Some(site_file) = inputs.site else {
        return Built { output: None, findings, files, tally: Tally::default() };
    };
    let text = inputs.files.get(site_file);
    let (mut config, found) = parse::config(site_file, &text.path, &text.text);
    findings.append(found);
    if let Some(base_url) = &options.base_url {
        config.base_url.clone_from(base_url);
    }
    let (deny, allow) = (config.deny.clone(), config.allow.clone());

    progress.stage("parse");
    let raw_html = config.raw_html;
    let parsed: Vec<_> = inputs
        .content
        .par_iter()
        .map(|(file, kind)| {
            let text = inputs.files.get(*file);
            parse::parse(*kind, *file, &text.path, &text.text, raw_html)
        })
        .collect();
    let mut documents = Vec::with_capacity(parsed.len());
    for (document, found) in parsed {
        documents.push(document);
        findings.append(found);
    }

    documents.push(parse::Document { incomplete: inputs.unread.clone(), ..parse::Document::default() });

    progress.stage("resolve");
    let (site, found) = resolve::resolve(documents, config, options.drafts);
    findings.append(found);
    progress.stage("plan");
    let assets = all_assets(&inputs.assets);
    let places: Vec<(Route, String)> = assets.iter().map(|asset| (asset.route.clone(), asset.path.clone())).collect();
    let (plan, found) = plan::plan(&site, &places, &files);
    findings.append(found);
    let templates = all_templates(&inputs.templates, &mut files);
    let (theme, found) = Theme::compile(&templates, &files);
    findings.append(found);

    findings.judge(&deny, &allow);
    let tally = Tally { events: site.events.len(), sources: site.sources.len(), pages: plan.pages.len() };
    let mut output = None;
    if let Some(theme) = theme.filter(|_| !findings.has_errors()) {
        let (rendered, found) = rendered(&site, &plan, &theme, &assets, &files, progress);
        findings.append(found);
        output = Some(rendered).filter(|_| !findings.has_errors());
    }
    findings.sort(&files);
    Built { output, findings, files, tally }
}

fn rendered(
    site: &Site,
    plan: &Plan,
    theme: &Theme,
    assets: &[Asset],
    files: &Files,
    progress: &dyn Progress,
) -> (Output, Diagnostics) {
    progress.stage("render");
    progress.begin(plan.pages.len());
    render::render(site, plan, theme, assets, files, &|| progress.step())
}

/// The site's static files, and the theme's where the site has none of that name.
fn all_assets(own: &[Asset]) -> Vec<Asset> {
    let taken: BTreeSet<&Route> = own.iter().map(|asset| &asset.route).collect();
    let builtin = builtin::assets().filter_map(|(name, bytes)| {
        let route = Route::file(name).expect("the theme's names are sound");
        (!taken.contains(&route)).then(|| Asset {
            route,
            path: format!("static/{name} of the theme"),
            bytes: Bytes::from_static(bytes),
        })
    });
    own.iter().cloned().chain(builtin).collect()
}

/// The site's templates, and the theme's where the site has none of that name.
fn all_templates(own: &BTreeMap<String, FileId>, files: &mut Files) -> BTreeMap<String, FileId> {
    let mut all = own.clone();
    for (name, text) in builtin::templates() {
        all.entry(name.to_owned()).or_insert_with(|| files.add(format!("templates/{name} of the theme"), text));
    }
    all
}

/// The finding for a folder without a `site.toml`.
pub fn no_site(path: &str) -> Diagnostic {
    Diagnostic::new(Code::SiteMissing, format!("there is no site.toml in {path}"))
        .help("go to the folder of your site, name it with -C, or begin one with `dateline init`")
}
