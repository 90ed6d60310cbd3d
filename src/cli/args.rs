//! What can be typed.

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Parser, Subcommand, ValueEnum};

use crate::model::{BaseUrl, Editor};
use crate::pipeline::Options;

/// A static site generator for curated timelines that show their receipts.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100)]
pub(super) struct Args {
    #[command(flatten)]
    pub general: General,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(super) struct General {
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
    #[arg(long = "color", global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub colour: Colour,
}

impl General {
    /// A path inside the site's folder, as a person would write it.
    pub fn inside(&self, path: impl AsRef<Utf8Path>) -> Utf8PathBuf {
        if self.root == "." { path.as_ref().to_owned() } else { self.root.join(path.as_ref()) }
    }
}

/// When reports are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
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
    Init(Init),
    /// Write the site
    Build(Build),
    /// Say what is wrong, without writing anything
    Check(Check),
    /// Show the site in a browser, and each change as it is saved
    Serve(Serve),
    /// Begin an event or an article
    New(New),
    /// Tell what a code means
    Explain(Explain),
}

/// What build, check and serve share.
#[derive(Debug, clap::Args)]
pub(super) struct Choices {
    /// Where the site will stand, in place of `base_url` in site.toml; "" for relative links
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseAddress>,
    /// With drafts
    #[arg(long)]
    pub drafts: bool,
}

impl Choices {
    /// As the pipeline takes them.
    pub fn options(&self) -> Options {
        Options { base_url: self.base_url.as_ref().map(|base| base.0.clone()), drafts: self.drafts }
    }
}

/// `--base-url`: an address, or none on purpose.
#[derive(Clone, Debug)]
pub(super) struct BaseAddress(pub Option<BaseUrl>);

fn base_url(text: &str) -> Result<BaseAddress, String> {
    if text.is_empty() {
        return Ok(BaseAddress(None));
    }
    let help = "write the whole address, such as https://example.org/june/";
    BaseUrl::new(text).map(|base| BaseAddress(Some(base))).ok_or_else(|| help.to_owned())
}

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The new site's folder
    #[arg(default_value = ".", value_name = "FOLDER")]
    pub folder: Utf8PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub choices: Choices,
    /// Where to write, in place of the one in site.toml
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<Utf8PathBuf>,
    /// Wait until the disk has everything
    #[arg(long)]
    pub sync: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub choices: Choices,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    pub format: Format,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// One JSON document.
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub choices: Choices,
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
    #[arg(long, value_name = "EDITOR", value_parser = Editor::parse)]
    pub editor: Option<Editor>,
}

#[derive(Debug, clap::Args)]
pub(super) struct New {
    /// What to begin
    #[arg(value_enum)]
    pub kind: NewKind,
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
pub(super) enum NewKind {
    /// Something that happened
    Event,
    /// A source with a page of its own
    Article,
}

#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// A code, such as date/no-such-day; without one, all codes are listed
    pub code: Option<String>,
}
