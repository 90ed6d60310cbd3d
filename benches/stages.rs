//! How long each stage takes, on the sample site of this repository: `cargo bench --bench stages`.
//!
//! The whole program against other generators, on larger sites, is measured by `benches/compare.py`.

use std::sync::Mutex;

use camino::Utf8Path;
use dateline::date::UnzonedDate;
use dateline::fold::FoldedText;
use dateline::load::{LoadedSite, load};
use dateline::output::SiteOutput;
use dateline::parse::{self, Document};
use dateline::pipeline::{self, BuildInputs, BuildOptions};
use dateline::render::{self, Renderer};
use dateline::verify::lookup::QuotePattern;
use dateline::{plan, resolve};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The sample site, read from the disk.
fn sample() -> BuildInputs {
    let LoadedSite { inputs, .. } = load(Utf8Path::new(env!("CARGO_MANIFEST_DIR")), None);
    inputs
}

fn documents(inputs: &BuildInputs) -> Vec<Document> {
    let config = config(inputs);
    let document = |(file, kind): &(_, _)| {
        let text = inputs.files.get(*file);
        parse::parse(*kind, *file, &text.path, &text.text, config.raw_html).0
    };
    inputs.content.iter().map(document).collect()
}

fn config(inputs: &BuildInputs) -> dateline::config::Config {
    let file = inputs.site.expect("the repository is a site");
    let text = inputs.files.get(file);
    parse::config(file, &text.path, &text.text).0
}

fn renderer(inputs: &BuildInputs) -> Renderer {
    pipeline::make(inputs, &BuildOptions::default(), None, &()).site.expect("the sample has no errors")
}

/// Some 100 KB of invented prose with the marks and letters that folding looks at.
fn prose() -> String {
    let sentence = |number: usize| {
        format!(
            "The “harbour” gate’s lock №{number} was closed—twice—by ferry-\nmen, said Łukasz O’Neill of Café {number}. "
        )
    };
    (0..1000).map(sentence).collect()
}

#[divan::bench(args = ["2025-06-16", "2025-06-22T02:10", "2025-06-13/2025-06-19", "2004-06~-11", "1984-2X"])]
fn read_a_date(text: &str) -> UnzonedDate {
    UnzonedDate::parse(text).expect("it is a date")
}

#[divan::bench]
fn fold_100_kb(bencher: Bencher) {
    let text = prose();
    bencher.bench(|| FoldedText::new(black_box(&text)));
}

#[divan::bench]
fn look_up_a_quotation_in_100_kb(bencher: Bencher) {
    let text = prose();
    let folded = FoldedText::new(&text);
    let pattern = QuotePattern::new("the \"harbour\" gate's lock №777 was closed […] by ferrymen", None, None);
    bencher.bench(|| pattern.find(black_box(&text), &folded).expect("it stands there"));
}

#[divan::bench]
fn parse_all_content(bencher: Bencher) {
    let inputs = sample();
    bencher.bench(|| documents(&inputs));
}

#[divan::bench]
fn merge_and_resolve(bencher: Bencher) {
    let inputs = sample();
    let documents = documents(&inputs);
    bencher.with_inputs(|| config(&inputs)).bench_values(|config| resolve::resolve(&documents, config, false));
}

#[divan::bench]
fn plan_all_pages(bencher: Bencher) {
    let inputs = sample();
    let (site, _) = resolve::resolve(&documents(&inputs), config(&inputs), false);
    bencher.bench(|| plan::plan(&site, &[], &[], &inputs.files));
}

#[divan::bench(sample_count = 20)]
fn render_all_pages_and_files(bencher: Bencher) {
    let renderer = renderer(&sample());
    bencher.with_inputs(Mutex::<SiteOutput>::default).bench_values(|sink| {
        let result = render::render(&renderer, &sink, &|| ());
        (sink, result)
    });
}

#[divan::bench(sample_count = 20)]
fn check_the_whole_site(bencher: Bencher) {
    let inputs = sample();
    bencher.bench(|| pipeline::check(&inputs, &BuildOptions::default(), &()));
}
