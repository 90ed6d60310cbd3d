//! What can be typed.

use camino::{Utf8Path, Utf8PathBuf};
use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};
use url::Url;

use crate::config::{BadBaseUrl, BaseUrl, CodeEditor};
use crate::date::UnzonedDate;
use crate::diagnostic::MOST_SHOWN;
use crate::language::Language;
use crate::pipeline::BuildOptions;

/// A static site generator for curated timelines that show their receipts.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100)]
pub(super) struct Args {
    #[command(flatten)]
    pub general: GlobalArgs,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(super) struct GlobalArgs {
    /// The site's folder, where site.toml is
    #[arg(short = 'C', long, global = true, default_value = ".", value_name = "FOLDER")]
    pub root: Utf8PathBuf,
    /// Say only what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Colours in reports
    #[arg(long = "color", global = true, value_enum, default_value_t = ColourChoice::Auto, value_name = "WHEN")]
    pub colour: ColourChoice,
}

impl GlobalArgs {
    /// A path inside the site's folder, as a person would write it.
    pub fn inside(&self, path: impl AsRef<Utf8Path>) -> Utf8PathBuf {
        if self.root == "." { path.as_ref().to_owned() } else { self.root.join(path.as_ref()) }
    }
}

/// When reports are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColourChoice {
    /// Makes it so for everything that is printed.
    pub fn apply(self) {
        let choice = match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Begin a site: a small example that builds without warnings
    Init(InitArgs),
    /// Write the site
    Build(BuildArgs),
    /// Say what is wrong, without writing the site
    Check(CheckArgs),
    /// Show the site in a browser, and each change as it is saved
    Serve(ServeArgs),
    /// Begin an event or an article
    New(NewArgs),
    /// Take in what others have written
    #[command(subcommand)]
    Import(ImportSubcommand),
    /// Tell what a code means
    Explain(ExplainArgs),
}

/// What build, check and serve share.
#[derive(Debug, clap::Args)]
pub(super) struct SiteArgs {
    /// Where the site will stand, in place of `base_url` in site.toml; "" for relative links
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrlArg>,
    /// With drafts
    #[arg(long)]
    pub drafts: bool,
    /// Where saved texts lie, in place of the folder in site.toml
    #[arg(long, value_name = "FOLDER", value_parser = folder)]
    pub captures: Option<Utf8PathBuf>,
    /// Print all findings, however many there are
    #[arg(long)]
    pub all: bool,
}

impl SiteArgs {
    /// How many findings are printed for people.
    pub fn most_findings(&self) -> usize {
        if self.all { usize::MAX } else { MOST_SHOWN }
    }

    /// As the pipeline takes them.
    pub fn options(&self) -> BuildOptions {
        BuildOptions {
            base_url: self.base_url.as_ref().map(|base| base.0.clone()),
            drafts: self.drafts,
            ..BuildOptions::default()
        }
    }
}

/// A folder that is there. Its path is made whole, because paths of a site count from the site's folder.
fn folder(text: &str) -> Result<Utf8PathBuf, String> {
    let folder = Utf8Path::new(text);
    if folder.is_dir() {
        Ok(folder.canonicalize_utf8().unwrap_or_else(|_| folder.to_owned()))
    } else {
        Err("there is no such folder".to_owned())
    }
}

/// `--base-url`: an address, or none on purpose.
#[derive(Clone, Debug)]
pub(super) struct BaseUrlArg(pub Option<BaseUrl>);

fn base_url(text: &str) -> Result<BaseUrlArg, String> {
    if text.is_empty() {
        return Ok(BaseUrlArg(None));
    }
    let base = BaseUrl::new(text).map_err(|BadBaseUrl { why, instead }| {
        let form = instead.unwrap_or_else(|| "the whole address, such as https://example.org/june/".to_owned());
        format!("it {why}; write {form}")
    });
    base.map(|base| BaseUrlArg(Some(base)))
}

#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// The new site's folder
    #[arg(default_value = ".", value_name = "FOLDER")]
    pub folder: Utf8PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub choices: SiteArgs,
    /// Where to write, in place of the one in site.toml
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<Utf8PathBuf>,
    /// Wait until the disk has everything
    #[arg(long)]
    pub sync: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub choices: SiteArgs,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = ReportFormat::Text, value_name = "FORMAT")]
    pub format: ReportFormat,
    /// Write into evidence.lock what was found in the saved texts
    #[arg(long)]
    pub update_lock: bool,
    /// Ask other hosts whether the links to them still lead somewhere
    #[arg(long)]
    pub external: bool,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people.
    Text,
    /// One JSON document.
    Json,
    /// SARIF 2.1.0, for forges and editors.
    Sarif,
}

#[derive(Debug, clap::Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    pub choices: SiteArgs,
    /// The port; by default 3030, or the next one that is free. 0 takes any free port
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The host name or address to listen at; 0.0.0.0 lets other machines look
    #[arg(long, default_value = "127.0.0.1", value_name = "HOST")]
    pub host: String,
    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes every so many milliseconds, where the system does not tell of them (network drives, containers)
    #[arg(long, value_name = "MILLISECONDS", num_args = 0..=1, default_missing_value = "500", value_parser = clap::value_parser!(u64).range(10..))]
    pub poll: Option<u64>,
    /// The editor that places in files open in, in place of the one in site.toml: vscode, zed, idea, emacs …
    #[arg(long, value_name = "EDITOR", value_parser = CodeEditor::parse)]
    pub editor: Option<CodeEditor>,
}

#[derive(Debug, clap::Args)]
pub(super) struct NewArgs {
    /// What to begin
    #[arg(value_enum)]
    pub kind: NewSubcommand,
    /// Its title
    pub title: String,
    /// Its date, for an event when it happened, for an article when it was published
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Its id, in place of one made from the title
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

/// What can be begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum NewSubcommand {
    /// Something that happened
    Event,
    /// A source with a page of its own
    Article,
}

/// What can be taken in.
#[derive(Debug, Subcommand)]
pub(super) enum ImportSubcommand {
    /// A saved page or pasted text: begins an article and keeps the bytes as its capture
    Article(Box<ImportArticleArgs>),
    /// A file without the word before it
    #[command(external_subcommand)]
    Other(Vec<String>),
}

#[derive(Debug, clap::Args)]
pub(super) struct ImportArticleArgs {
    /// The saved page (.html), text (.txt) or Markdown (.md); - reads what is pasted
    pub file: Utf8PathBuf,
    /// Its id, in place of one made from the title
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Its title, in place of the one that is found
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Who wrote it, as printed
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// When it was published
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<UnzonedDate>,
    /// Where it can be read
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub url: Option<Url>,
    /// Its language: en, fa, pt-BR …
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub language: Option<Language>,
    /// The day on which it was saved; by default what the page notes, else the time of the file
    #[arg(long, value_name = "DAY")]
    pub taken: Option<NaiveDate>,
}

fn date(text: &str) -> Result<UnzonedDate, String> {
    UnzonedDate::parse(text).map_err(|error| format!("{}: {}", error.message, error.help))
}

fn web_address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.ok_or_else(|| "write the whole address, such as https://example.org/news/1".to_owned())
}

fn language(text: &str) -> Result<Language, String> {
    Language::new(text).ok_or_else(|| "write a language tag, such as en, fa or pt-BR".to_owned())
}

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// A code, such as date/no-such-day; without one, all codes are listed
    pub code: Option<String>,
}
