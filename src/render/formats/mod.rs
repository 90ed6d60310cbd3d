//! Files beside the pages: feeds, data, cards, and files for scripts, hosts and other programs.
//!
//! In: the site, and its plan, which lists the files. Out: the bytes of each file. Each format is a file or folder here
//! and a line in [`FileGenerator::make`]; the plan decides on its address. Files are made independently: a failure
//! becomes the finding of that file.

pub(super) mod card;
mod data;
mod feed;
mod filter_data;
pub(super) mod hosting;
mod oembed;
pub mod search;

use std::sync::OnceLock;

use bytes::Bytes;

use super::build::PageBuilder;
use super::caught::caught;
use crate::diagnostic::Diagnostic;
use crate::model::Site;
use crate::plan::{CardSubject, GeneratedFile, PageKind, SitePlan};
use crate::route::Route;
use card::Fonts;
use search::SearchFiles;

/// The data that files are made from.
pub(super) struct FileGeneratorInputs<'r> {
    pub(super) site: &'r Site,
    pub(super) plan: &'r SitePlan,
    /// The static files whose addresses on pages contain a version.
    pub(super) versioned: Vec<&'static str>,
}

/// Makes files. It keeps what several files of a site share, made when it is first needed.
#[derive(Default)]
pub(super) struct FileGenerator {
    /// The fonts of cards, parsed when the first card is drawn.
    fonts: OnceLock<Fonts>,
    search: OnceLock<Result<SearchFiles, Diagnostic>>,
}

impl FileGenerator {
    /// Makes the search index, from which several files are cut. The work is shared among rayon's threads, so no other
    /// task of the pool may ask for the index meanwhile: a thread that makes the index could pick up that task and wait
    /// for itself.
    pub(super) fn prepare(&self, inputs: &FileGeneratorInputs<'_>) {
        self.search.get_or_init(|| search_files(inputs));
    }

    /// Makes the bytes of a file. A card that equals the `earlier` one is not drawn again.
    pub(super) fn make(
        &self,
        inputs: &FileGeneratorInputs<'_>,
        file: GeneratedFile,
        earlier: impl FnOnce() -> Option<Bytes>,
    ) -> Result<Bytes, Diagnostic> {
        let (site, plan, base) = (inputs.site, inputs.plan, inputs.site.config.base_url.as_ref());
        let search = || self.search.get_or_init(|| search_files(inputs)).as_ref().map_err(Clone::clone);
        let bytes = match file {
            GeneratedFile::Feed => feed::atom(site, plan).into(),
            GeneratedFile::Sitemap => hosting::sitemap(base, &plan.sitemap).into(),
            GeneratedFile::SitemapPart(number) => hosting::sitemap_part(base, &plan.sitemap[number - 1]).into(),
            GeneratedFile::Robots => hosting::robots(site).into(),
            GeneratedFile::Data => data::timeline(site, plan).into(),
            GeneratedFile::Headers => hosting::headers(site, plan, &inputs.versioned).into(),
            GeneratedFile::NoJekyll => Bytes::new(),
            GeneratedFile::Card(subject) => self.card(inputs, subject, earlier),
            GeneratedFile::OEmbed => oembed::answer(site, plan, &PageKind::Home).into(),
            GeneratedFile::OEmbedEvent(event) => oembed::answer(site, plan, &PageKind::Event(event)).into(),
            GeneratedFile::Facets => filter_data::facets(site, plan).into(),
            GeneratedFile::Cited => filter_data::sources(site, plan).into(),
            GeneratedFile::Titles(page) => filter_data::titles(site, plan, page).into(),
            GeneratedFile::Known(page) => filter_data::known(site, plan, page).into(),
            GeneratedFile::SearchIndex => search()?.index.clone(),
            GeneratedFile::SearchWords(at) => search()?.words[at].clone(),
            GeneratedFile::SearchPages(at) => search()?.pages[at].clone(),
        };
        Ok(bytes)
    }

    /// A social card. It has no links, so it does not depend on the page that shows it.
    fn card(
        &self,
        inputs: &FileGeneratorInputs<'_>,
        subject: CardSubject,
        earlier: impl FnOnce() -> Option<Bytes>,
    ) -> Bytes {
        let card = PageBuilder::new(inputs.site, inputs.plan, &Route::home()).card(subject);
        earlier()
            .filter(|earlier| card.is_drawn_in(earlier))
            .unwrap_or_else(|| card.draw(self.fonts.get_or_init(Fonts::new)).into())
    }
}

fn search_files(inputs: &FileGeneratorInputs<'_>) -> Result<SearchFiles, Diagnostic> {
    caught("making what the search loads", || Ok(SearchFiles::new(inputs.site, inputs.plan)))
}
