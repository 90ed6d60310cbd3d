//! `dateline build`: reads, makes and writes the site.

use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{BuildArgs, GlobalArgs};
use super::exit_status::ExitStatus;
use super::report;
use crate::load::{LoadedSite, SITE, load};
use crate::pipeline::{BuildResult, Progress, make, render_into};
use crate::render::Renderer;
use crate::write::{OutputTarget, SiteWriter, WriteError, WriteReport};

/// The address of such a site is not known, and hosts show 404.html at addresses of any depth.
const NO_BASE_URL: &str = "base_url is empty, so links are relative: right for a disk, but 404.html finds its style sheet only \
at addresses without a folder, and there are no sitemap and no social cards";

/// Builds the site into its output folder. If the site has errors, the folder stays as it is.
pub(super) fn run(args: &BuildArgs, general: &GlobalArgs) -> ExitStatus {
    let begun = Instant::now();
    let bar = report::BuildProgress::new(general.quiet);
    let options = args.choices.options();
    bar.stage("read");
    let loaded = load(&general.root, args.choices.captures.clone());
    // A folder named on the command line counts from where the command was given, one in site.toml from the site.
    let folder = args.output.clone().unwrap_or_else(|| general.inside(&loaded.layout.paths.output));
    let planned = make(&loaded.inputs, &options, None, &bar);
    let writer = planned.site.as_ref().map(|renderer| {
        bar.stage("survey");
        begin_writing(renderer, &folder, &loaded, args, general)
    });
    let mut built = match &writer {
        Some(Ok(writer)) => render_into(planned, writer, &bar),
        Some(Err(_)) | None => planned.map(drop),
    };
    built.findings.drop_notes();
    if let Err(failed) = report::findings(&built.findings, &built.files, args.choices.most_findings()) {
        return failed;
    }
    bar.stage("publish");
    let written = match writer {
        Some(writer) if !built.findings.has_errors() => writer.and_then(SiteWriter::finish),
        _ => return ExitStatus::ContentHasErrors,
    };
    match written {
        Ok(written) => {
            let stages = bar.stages();
            drop(bar);
            tell(&built, &written, &folder, begun, general);
            if !general.quiet && options.base_url.as_ref().unwrap_or(&loaded.layout.base_url).is_none() {
                report::say(format_args!("{NO_BASE_URL}"));
            }
            if general.verbose {
                report::say(format_args!("{stages}"));
            }
            ExitStatus::Fine
        }
        Err(error) => {
            report::failure(&error.message(), error.help());
            match error {
                WriteError::Refused { .. } | WriteError::Exists { .. } => ExitStatus::WrongUsage,
                WriteError::Busy { .. }
                | WriteError::Disturbed { .. }
                | WriteError::Io { .. }
                | WriteError::File { .. } => ExitStatus::MachineFailed,
            }
        }
    }
}

/// Takes the output folder, before the site is rendered into it.
fn begin_writing(
    renderer: &Renderer,
    folder: &Utf8Path,
    loaded: &LoadedSite,
    args: &BuildArgs,
    general: &GlobalArgs,
) -> Result<SiteWriter, WriteError> {
    let inputs = inputs(&general.root, loaded);
    let home = std::env::home_dir().and_then(|home| Utf8PathBuf::from_path_buf(home).ok());
    let target =
        OutputTarget { output: folder, root: &general.root, home: home.as_deref(), inputs: &inputs, sync: args.sync };
    SiteWriter::begin(&target, renderer.routes())
}

/// The site's input folders and `site.toml`, which must not be written to.
fn inputs(root: &Utf8Path, loaded: &LoadedSite) -> Vec<Utf8PathBuf> {
    let paths = &loaded.layout.paths;
    paths.inputs().into_iter().chain([SITE]).map(|path| root.join(path)).collect()
}

fn tell(built: &BuildResult<()>, written: &WriteReport, folder: &Utf8Path, begun: Instant, general: &GlobalArgs) {
    for kept in &written.kept {
        report::say(format_args!(
            "kept {}: it left the site, but was changed by hand after it was written",
            folder.join(kept)
        ));
    }
    for stranded in &written.stranded {
        report::say(format_args!(
            "{stranded} came into {folder} while it was being replaced and could not be moved there: the next build deletes it"
        ));
    }
    if general.quiet {
        return;
    }
    let time = report::seconds(begun.elapsed());
    let reduced = report::reduced(built.counts.reduced);
    report::say(format_args!("{} → {folder} in {time}{reduced}", report::site_counts(built.counts)));
    if general.verbose {
        let WriteReport { created, changed, unchanged, deleted, bytes_written, .. } = written;
        report::say(format_args!(
            "files: {created} new, {changed} changed, {unchanged} untouched, {deleted} deleted; {bytes_written} bytes written"
        ));
    }
}
