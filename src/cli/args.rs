//! The commands and options of the command line, with their help texts.

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

/// The options of all commands.
#[derive(Debug, clap::Args)]
pub(super) struct GlobalArgs {
    /// The site's folder, which contains site.toml
    #[arg(short = 'C', long, global = true, default_value = ".", value_name = "FOLDER")]
    pub root: Utf8PathBuf,
    /// Print only what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Print more details
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// When to colour reports
    #[arg(long = "color", global = true, value_enum, default_value_t = ColourChoice::Auto, value_name = "WHEN")]
    pub colour: ColourChoice,
}

impl GlobalArgs {
    /// A path inside the site's folder, relative to the folder in which the command was given.
    pub fn inside(&self, path: impl AsRef<Utf8Path>) -> Utf8PathBuf {
        if self.root == "." { path.as_ref().to_owned() } else { self.root.join(path.as_ref()) }
    }
}

/// When to colour reports.
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
    /// Applies the choice to everything that is printed.
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
    /// Create a site with a small example that builds without warnings
    Init(InitArgs),
    /// Build the site and write it to the output folder
    Build(BuildArgs),
    /// Report what is wrong, without writing the site
    Check(CheckArgs),
    /// Show the site in a browser, and update it when a file is saved
    Serve(ServeArgs),
    /// Create an event or an article
    New(NewArgs),
    /// Import a saved page or a text
    #[command(subcommand)]
    Import(ImportSubcommand),
    /// Explain the code of a finding
    Explain(ExplainArgs),
}

/// The options that build, check and serve share.
#[derive(Debug, clap::Args)]
pub(super) struct SiteArgs {
    /// The address of the published site, in place of `base_url` in site.toml; "" for relative links
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrlArg>,
    /// Include drafts
    #[arg(long)]
    pub drafts: bool,
    /// The folder of saved texts, in place of the one in site.toml
    #[arg(long, value_name = "FOLDER", value_parser = folder)]
    pub captures: Option<Utf8PathBuf>,
    /// Print all findings, without a limit
    #[arg(long)]
    pub all: bool,
}

impl SiteArgs {
    /// The most findings that are printed for people.
    pub fn most_findings(&self) -> usize {
        if self.all { usize::MAX } else { MOST_SHOWN }
    }

    /// The options of the pipeline.
    pub fn options(&self) -> BuildOptions {
        BuildOptions {
            base_url: self.base_url.as_ref().map(|base| base.0.clone()),
            drafts: self.drafts,
            ..BuildOptions::default()
        }
    }
}

/// Parses the path of an existing folder. The path becomes absolute, because the pipeline resolves relative paths from
/// the site's folder.
fn folder(text: &str) -> Result<Utf8PathBuf, String> {
    let folder = Utf8Path::new(text);
    if folder.is_dir() {
        Ok(folder.canonicalize_utf8().unwrap_or_else(|_| folder.to_owned()))
    } else {
        Err("there is no such folder".to_owned())
    }
}

/// The value of `--base-url`: an address, or `None` for relative links.
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
    /// The folder of the new site
    #[arg(default_value = ".", value_name = "FOLDER")]
    pub folder: Utf8PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub choices: SiteArgs,
    /// The output folder, in place of the one in site.toml
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<Utf8PathBuf>,
    /// Wait until all files have been flushed to the disk
    #[arg(long)]
    pub sync: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub choices: SiteArgs,
    /// The format of the findings
    #[arg(long, value_enum, default_value_t = ReportFormat::Text, value_name = "FORMAT")]
    pub format: ReportFormat,
    /// Write evidence.lock with the quotations that were found in saved texts
    #[arg(long)]
    pub update_lock: bool,
    /// Request the links to other hosts, and report those that are dead
    #[arg(long)]
    pub external: bool,
}

/// The format of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// Text for people.
    Text,
    /// A JSON document.
    Json,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
}

#[derive(Debug, clap::Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    pub choices: SiteArgs,
    /// The port, or 0 for any free one; by default 3030 or the next free one
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The host name or address to listen at; with 0.0.0.0, other machines can open the site
    #[arg(long, default_value = "127.0.0.1", value_name = "HOST")]
    pub host: String,
    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes at this interval, if the system does not report them (network drives, containers)
    #[arg(long, value_name = "MILLISECONDS", num_args = 0..=1, default_missing_value = "500", value_parser = clap::value_parser!(u64).range(10..))]
    pub poll: Option<u64>,
    /// The editor that opens files from the browser, in place of the one in site.toml: vscode, zed, idea, emacs …
    #[arg(long, value_name = "EDITOR", value_parser = CodeEditor::parse)]
    pub editor: Option<CodeEditor>,
}

#[derive(Debug, clap::Args)]
pub(super) struct NewArgs {
    /// What to create
    #[arg(value_enum)]
    pub kind: NewSubcommand,
    /// The title
    pub title: String,
    /// The date of the event, or of the article's publication
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// The id, in place of one made from the title
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

/// The kinds of content that `new` creates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum NewSubcommand {
    /// Something that happened
    Event,
    /// A source with its own page
    Article,
}

/// The kinds of content that can be imported.
#[derive(Debug, Subcommand)]
pub(super) enum ImportSubcommand {
    /// A saved page or a text: creates an article, and keeps the file as its saved text
    Article(Box<ImportArticleArgs>),
    /// Any other word, for example a file without `article` before it
    #[command(external_subcommand)]
    Other(Vec<String>),
}

#[derive(Debug, clap::Args)]
pub(super) struct ImportArticleArgs {
    /// The saved page (.html), text (.txt) or Markdown (.md); - reads the standard input
    pub file: Utf8PathBuf,
    /// The id, in place of one made from the title
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// The title, in place of the one that is found
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// The publisher
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// The author, as printed
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// The date of publication
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<UnzonedDate>,
    /// The address of the original
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub url: Option<Url>,
    /// The language: en, fa, pt-BR …
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub language: Option<Language>,
    /// The day on which the page was saved; by default the day that the page names, or else that of the file's last
    /// change
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
    /// The code, such as date/no-such-day; without it, all codes are listed
    pub code: Option<String>,
}
