//! All stages in one function: inputs → rendered site and findings.
//!
//! Pure: no disk, no clock, no environment. The same inputs and options give the same bytes. The commands, the preview
//! server and the tests all use these functions.

mod fingerprint;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::capture::CaptureFormat;
use crate::config::{BaseUrl, EventSelection, RawHtmlPolicy, ShareConfig};
use crate::diagnostic::{CheckRules, Diagnostic, Diagnostics};
use crate::model::Site;
use crate::output::{OutputSink, SinkClosed, SiteOutput};
use crate::parse::{self, ContentKind, Document};
use crate::plan::{self, ExternalLink};
use crate::redact;
use crate::render::{self, Asset, CompiledTheme, Renderer, builtin};
use crate::resolve;
use crate::route::Route;
use crate::span::{FileId, Files, TextFile};
use crate::verify::{self, HashedFile, QuotationCounts, SavedText, VerifyInputs, VerifyResult};

/// The inputs of a build, read into memory.
#[derive(Clone, Debug, Default)]
pub struct BuildInputs {
    /// All texts, by the ids that spans contain.
    pub files: Files,
    /// `site.toml`.
    pub site: Option<FileId>,
    /// Content files and their kinds, sorted by id, which is the order of their paths.
    pub content: Vec<(FileId, ContentKind)>,
    /// The kinds of content files that could not be read.
    pub unread: Vec<ContentKind>,
    /// Templates by name: the site's own, and those of the theme that the site does not replace.
    pub templates: BTreeMap<String, FileId>,
    /// Static files: the site's own, and those of the theme that the site does not replace.
    pub assets: Vec<Asset>,
    /// Files that lie beside content, sorted by path. Those to which a published text refers are published.
    pub attachments: Vec<Attachment>,
    /// Saved texts of sources, sorted by path.
    pub captures: Vec<CaptureFile>,
    /// Files beside the saved texts in formats that are not read, sorted by path.
    pub hashed: Vec<HashedFile>,
    /// `evidence.lock`.
    pub lock: Option<FileId>,
    /// Findings from reading the inputs.
    pub findings: Diagnostics,
}

/// A picture, recording or document in the content folder.
#[derive(Clone, Debug, Hash)]
pub struct Attachment {
    /// Path from the site's root.
    pub path: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// A file in the folder of saved texts.
#[derive(Clone, Debug, Hash)]
pub struct CaptureFile {
    /// Path from the site's root; an absolute path for files outside it.
    pub path: Arc<str>,
    /// Its format.
    pub format: CaptureFormat,
    /// Its bytes.
    pub bytes: Bytes,
}

/// The options of a build.
#[derive(Clone, Debug, Default, Hash)]
pub struct BuildOptions {
    /// A base URL in place of the site's own. `Some(None)` means relative links.
    pub base_url: Option<Option<BaseUrl>>,
    /// Whether drafts are included.
    pub drafts: bool,
    /// Whether `evidence.lock` will be written again.
    pub renew_lock: bool,
    /// Whether to list the links to other hosts.
    pub lists_external: bool,
}

/// The sizes of a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteCounts {
    /// The number of events.
    pub events: usize,
    /// The number of articles and source records.
    pub sources: usize,
    /// The number of pages.
    pub pages: usize,
    /// The numbers of quotations.
    pub quotations: QuotationCounts,
    /// The cards and pages that are left out because the site is large.
    pub reduced: ReducedSharing,
}

/// Which social cards and embedded pages are left out because the site is large and does not configure them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReducedSharing {
    /// Whether only key events have social cards.
    pub event_cards: bool,
    /// Whether articles have no social cards.
    pub article_cards: bool,
    /// Whether only key events have pages to be embedded.
    pub embeds: bool,
}

impl ReducedSharing {
    fn of(site: &Site) -> Self {
        let ShareConfig { cards, embeds } = site.config.share;
        let may_have_cards = cards.is_none() && site.config.base_url.is_some();
        Self {
            event_cards: may_have_cards && site.card_selection() == EventSelection::Key,
            article_cards: may_have_cards && !site.has_article_cards(),
            embeds: embeds.is_none() && site.embed_selection() == EventSelection::Key,
        }
    }
}

/// The result of a build: a site in some form, the findings and other data.
pub struct BuildResult<T> {
    /// The site; `None` if there are errors.
    pub site: Option<T>,
    /// All findings so far, sorted.
    pub findings: Diagnostics,
    /// The new text of `evidence.lock`, if it is to be written again.
    pub lock: Option<String>,
    /// The texts that findings point into: inputs, saved texts and files of the built-in theme.
    pub files: Files,
    /// The sizes of the site.
    pub counts: SiteCounts,
    /// The links to other hosts, if they were to be listed.
    pub external: Vec<ExternalLink>,
    /// The rules of `[check]`, for findings that are added later.
    pub rules: CheckRules,
}

impl<T> BuildResult<T> {
    /// The same result with another value for the site.
    pub fn map<U>(self, site: impl FnOnce(T) -> U) -> BuildResult<U> {
        let Self { site: made, findings, lock, files, counts, external, rules } = self;
        BuildResult { site: made.map(site), findings, lock, files, counts, external, rules }
    }
}

/// A site that was built in memory.
pub type BuiltSite = BuildResult<SiteOutput>;

/// A site that was only checked, or whose files are in a sink.
pub type CheckedSite = BuildResult<()>;

/// Receives the progress of a build.
pub trait Progress: Sync {
    /// The stage of this name begins.
    fn stage(&self, name: &'static str);
    /// A loop over so many pages or external addresses begins.
    fn begin(&self, steps: usize);
    /// One step of the loop is done. Called from any thread.
    fn step(&self);
}

/// Ignores the progress.
impl Progress for () {
    fn stage(&self, _: &'static str) {}
    fn begin(&self, _: usize) {}
    fn step(&self) {}
}

/// Results of one run that the next one can reuse: those that depend on a single file or on the templates alone.
/// Everything else is computed again each time, so that no dependencies need to be tracked.
#[derive(Default)]
pub struct BuildCache {
    /// Content files, sorted by id.
    documents: Vec<(FileId, Arc<CachedDocument>)>,
    /// Saved texts, sorted by path.
    saved: Vec<(CaptureFile, Result<Arc<SavedText>, Diagnostic>)>,
    verified: verify::VerifyCache,
    theme: Option<(TemplateTexts, Arc<CompiledTheme>)>,
    /// Whether the last site had private names.
    has_private_names: bool,
}

/// Templates by name: their ids and texts.
type TemplateTexts = BTreeMap<String, (FileId, Arc<str>)>;

/// A parsed content file, with all that the result depends on.
struct CachedDocument {
    path: Arc<str>,
    text: Arc<str>,
    kind: ContentKind,
    raw_html: RawHtmlPolicy,
    document: Document,
    findings: Diagnostics,
}

/// Builds a site into memory.
pub fn build(inputs: &BuildInputs, options: &BuildOptions, progress: &dyn Progress) -> BuiltSite {
    let output = Mutex::new(SiteOutput::default());
    let rendered = render_into(make(inputs, options, None, progress), &output, progress);
    rendered.map(|()| output.into_inner().expect("nobody panicked while holding it"))
}

/// Renders a planned site into a sink. If there are errors, or if the sink fails, the files in the sink are incomplete
/// and must not be published.
pub fn render_into(planned: BuildResult<Renderer>, sink: &dyn OutputSink, progress: &dyn Progress) -> BuildResult<()> {
    finished(planned, progress, |renderer| render::render(renderer, sink, &|| progress.step()))
}

/// Checks a site: gives the same findings as [`build`] without any output. All pages are rendered, because their
/// templates may fail, and discarded. Cards, the search and the data for scripts are not made, since content cannot
/// make them fail.
pub fn check(inputs: &BuildInputs, options: &BuildOptions, progress: &dyn Progress) -> CheckedSite {
    let planned = make(inputs, options, None, progress);
    finished(planned, progress, |renderer| Ok(render::check(renderer, &|| progress.step())))
}

/// Renders a planned site by `render` and adds the findings. The site is `None` if there are errors.
fn finished(
    planned: BuildResult<Renderer>,
    progress: &dyn Progress,
    render: impl FnOnce(&Renderer) -> Result<Diagnostics, SinkClosed>,
) -> BuildResult<()> {
    let BuildResult { site, mut findings, lock, files, counts, external, rules } = planned;
    let site = site.and_then(|renderer| {
        progress.stage("render");
        progress.begin(counts.pages);
        let found = render(&renderer).ok()?;
        findings.append(found);
        findings.sort(&files);
        (!findings.has_errors()).then_some(())
    });
    BuildResult { site, findings, lock, files, counts, external, rules }
}

/// Runs all stages before rendering. With a cache, only changed files and templates are parsed and compiled; the result
/// is the same.
pub fn make(
    inputs: &BuildInputs,
    options: &BuildOptions,
    cache: Option<&mut BuildCache>,
    progress: &dyn Progress,
) -> BuildResult<Renderer> {
    let mut findings = inputs.findings.clone();
    let mut files = inputs.files.clone();
    let Some(site_file) = inputs.site else {
        let (lock, counts, external, rules) = Default::default();
        return BuildResult { site: None, findings, lock, files, counts, external, rules };
    };
    let text = inputs.files.get(site_file);
    let (mut config, found) = parse::config(site_file, &text.path, &text.text);
    findings.append(found);
    if let Some(base_url) = &options.base_url {
        config.base_url.clone_from(base_url);
    }
    let rules = config.rules.clone();

    progress.stage("parse");
    let mut empty = BuildCache::default();
    let cache = cache.unwrap_or(&mut empty);
    cache.parse(inputs, config.raw_html);
    for (_, known) in &cache.documents {
        findings.extend(known.findings.iter().cloned());
    }

    progress.stage("resolve");
    let unread = Document { incomplete: inputs.unread.clone(), ..Document::default() };
    let documents = cache.documents.iter().map(|(_, known)| &known.document).chain([&unread]);
    let (mut site, found) = resolve::resolve(documents, config, options.drafts);
    findings.append(found);
    progress.stage("verify");
    cache.read(inputs);
    let mut saved: Vec<Arc<SavedText>> = Vec::with_capacity(cache.saved.len());
    for (_, read) in &cache.saved {
        match read {
            Ok(text) => saved.push(text.clone()),
            Err(unreadable) => findings.push(unreadable.clone()),
        }
    }
    let against = VerifyInputs { saved: &saved, hashed: &inputs.hashed, lock: inputs.lock, renew: options.renew_lock };
    let VerifyResult { lock, quotations, findings: found } =
        verify::verify(&mut site, &against, &mut files, &mut cache.verified);
    findings.append(found);
    progress.stage("redact");
    cache.has_private_names = redact::has_private_names(&site);
    let places: Vec<(Route, String)> =
        inputs.assets.iter().map(|asset| (asset.route.clone(), asset.path.clone())).collect();
    let own_files: Vec<(Route, String)> = places.iter().filter(|(_, path)| !builtin::is_path(path)).cloned().collect();
    let (site, found) = redact::redact(site, &files, &own_files);
    findings.append(found);
    progress.stage("plan");
    let attachments: Vec<String> = inputs.attachments.iter().map(|file| file.path.clone()).collect();
    let (plan, found) = plan::plan(&site, &places, &attachments, &files);
    findings.append(found);
    findings.append(render::idle_templates(site.config.appearance.theme, &inputs.templates, &inputs.files));
    // Merge conflicts in templates. One in `evidence.lock` is reported as an invalid line, and disappears when the file
    // is written again.
    for &file in inputs.templates.values() {
        let TextFile { path, text, .. } = inputs.files.get(file);
        if !builtin::is_path(path) {
            findings.append(parse::conflicts(file, text));
        }
    }
    let theme = cache.compile(inputs).map_err(|found| findings.append(found)).ok();

    let external = if options.lists_external { plan::external(&site) } else { Vec::new() };
    let rules =
        CheckRules::new(rules, cache.documents.iter().map(|(file, known)| (*file, known.document.rules.clone())));
    findings.apply_rules(&rules);
    findings.sort(&files);
    let counts = SiteCounts {
        events: site.events.len(),
        sources: site.sources.len(),
        pages: plan.pages.len(),
        quotations,
        reduced: ReducedSharing::of(&site),
    };
    let theme = theme.filter(|_| !findings.has_errors());
    let renderer = theme.map(|theme| {
        let attached = plan.attachments.published.iter().map(|(route, at)| {
            let Attachment { path, bytes } = inputs.attachments[*at].clone();
            Asset { route: route.clone(), path, bytes }
        });
        let assets = inputs.assets.iter().cloned().chain(attached).collect();
        Renderer::new(site, Arc::new(plan), theme, assets, files.clone())
    });
    BuildResult { site: renderer, findings, lock, files, counts, external, rules }
}

impl BuildCache {
    /// The last site with the new texts of an event file, if nothing else has changed since. `last` is the renderer of the
    /// last site, and the text at `path` is the only input that differs from those of the last site. Returns `None` if
    /// [`make`] is needed to know what to show: if the file is no event's or has findings, if another file describes the event too, if other fields than `title` and
    /// `summary` have changed, if the texts refer to other things, or if there are private names, which they could contain.
    ///
    /// The pages of the event are then those that `make` would lead to. It can still find fault with the texts, and lists
    /// may break into pages elsewhere.
    pub fn with_edited_texts(&self, inputs: &BuildInputs, path: &str, last: &Renderer) -> Option<Renderer> {
        if self.has_private_names {
            return None;
        }
        let (file, TextFile { text, .. }) = inputs.files.iter().find(|(_, file)| *file.path == *path)?;
        let before = self.document(file)?;
        let ([old], true) = (&before.document.events[..], before.kind == ContentKind::Event) else { return None };
        if !parse::has_same_fields_but_texts(&before.text, text) {
            return None;
        }
        let (document, findings) = parse::parse(before.kind, file, path, text, before.raw_html);
        let [new] = &document.events[..] else { return None };
        // What another file says of the event is compared with this one: another title is an assertion.
        let describes_it =
            |other: &CachedDocument| other.document.events.iter().any(|event| event.id.value == new.id.value);
        if self.documents.iter().any(|(other, known)| *other != file && describes_it(known)) {
            return None;
        }
        let site = findings.is_empty().then(|| resolve::with_edited_texts(last.site(), old, new))?;
        Some(last.with_words_of(site?))
    }

    /// A content file, as it was last parsed.
    fn document(&self, file: FileId) -> Option<&Arc<CachedDocument>> {
        let at = self.documents.binary_search_by_key(&file, |(file, _)| *file).ok()?;
        Some(&self.documents[at].1)
    }

    /// Parses the content files that have changed since the last run.
    fn parse(&mut self, inputs: &BuildInputs, raw_html: RawHtmlPolicy) {
        let understood = |(file, kind): &(FileId, ContentKind)| {
            let TextFile { path, text, .. } = inputs.files.get(*file);
            let is_same = |known: &&Arc<CachedDocument>| {
                known.kind == *kind && known.raw_html == raw_html && known.path == *path && known.text == *text
            };
            let remembered = self.document(*file).filter(is_same).cloned().unwrap_or_else(|| {
                let (document, findings) = parse::parse(*kind, *file, path, text, raw_html);
                let (path, text) = (path.clone(), text.clone());
                Arc::new(CachedDocument { path, text, kind: *kind, raw_html, document, findings })
            });
            (*file, remembered)
        };
        self.documents = inputs.content.par_iter().map(understood).collect();
    }

    /// Reads the saved texts that have changed since the last run.
    fn read(&mut self, inputs: &BuildInputs) {
        let known: HashMap<&str, &(CaptureFile, Result<Arc<SavedText>, Diagnostic>)> =
            self.saved.iter().map(|known| (&*known.0.path, known)).collect();
        // Unchanged bytes usually have the same address, and then need not be compared.
        let is_same = |a: &Bytes, b: &Bytes| (a.as_ptr(), a.len()) == (b.as_ptr(), b.len()) || a == b;
        let read = |file: &CaptureFile| match known.get(&*file.path) {
            Some((before, read)) if is_same(&before.bytes, &file.bytes) => read.clone(),
            _ => SavedText::read(&file.path, file.format, &file.bytes).map(Arc::new),
        };
        self.saved = inputs.captures.par_iter().map(|file| (file.clone(), read(file))).collect();
    }

    /// Compiles the templates if one of them has changed since the last run.
    fn compile(&mut self, inputs: &BuildInputs) -> Result<Arc<CompiledTheme>, Diagnostics> {
        let templates: TemplateTexts = inputs
            .templates
            .iter()
            .map(|(name, file)| (name.clone(), (*file, inputs.files.get(*file).text.clone())))
            .collect();
        if let Some((known, theme)) = &self.theme
            && *known == templates
        {
            return Ok(theme.clone());
        }
        let theme = Arc::new(CompiledTheme::compile(&inputs.templates, &inputs.files)?);
        self.theme = Some((templates, theme.clone()));
        Ok(theme)
    }
}
