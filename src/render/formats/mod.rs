//! What stands beside the pages: feeds, data, cards, and what scripts, hosts and other programs read.
//!
//! In: the site and its plan, which says which files there are. Out: the bytes of each. A format is a file or folder here and a
//! line in [`FileGenerator::make`]; where it stands is a line in `plan`. None touches another: what fails is that file's finding.

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

/// What files are made from.
pub(super) struct FileGeneratorInputs<'r> {
    pub(super) site: &'r Site,
    pub(super) plan: &'r SitePlan,
    /// The static files whose addresses on pages change with their bytes.
    pub(super) versioned: Vec<&'static str>,
}

/// What several files of one site share, each made when it is first needed.
#[derive(Default)]
pub(super) struct FileGenerator {
    /// Read when the first card is drawn.
    fonts: OnceLock<Fonts>,
    search: OnceLock<Result<SearchFiles, Diagnostic>>,
}

impl FileGenerator {
    /// Makes what the search reads, from which several files are cut. It shares its work among threads, so none of them may
    /// ask for it while it is made: that thread would wait for itself.
    pub(super) fn prepare(&self, inputs: &FileGeneratorInputs<'_>) {
        self.search.get_or_init(|| search_files(inputs));
    }

    /// The bytes of a file. A card that would be the `earlier` one is not drawn again.
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
            GeneratedFile::OEmbed => oembed::answer(site, plan, &PageKind::Timeline(1)).into(),
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

    /// A social card, which has no addresses on it that would depend on a page.
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
