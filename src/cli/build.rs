//! `dateline build`: reads, makes and writes the site.

use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{BuildArgs, GlobalArgs};
use super::build_record::{BuildOrigin, BuildRecord, program_digest};
use super::exit_status::ExitStatus;
use super::report;
use crate::load::{LoadedSite, SITE, load};
use crate::pipeline::{Progress, SiteCounts, make, render_into};
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
    let (loaded, program) = rayon::join(|| load(&general.root, args.choices.captures.clone()), program_digest);
    // A folder named on the command line counts from where the command was given, one in site.toml from the site.
    let folder = args.output.clone().unwrap_or_else(|| general.inside(&loaded.layout.paths.output));
    let (inputs, home) = (inputs(&general.root, &loaded), std::env::home_dir());
    let home = home.and_then(|home| Utf8PathBuf::from_path_buf(home).ok());
    let target =
        OutputTarget { output: &folder, root: &general.root, home: home.as_deref(), inputs: &inputs, sync: args.sync };
    let has_base_url = options.base_url.as_ref().unwrap_or(&loaded.layout.base_url).is_some();
    let summary = BuildSummary { folder: &folder, begun, has_base_url, general };

    bar.stage("compare");
    let most_findings = args.choices.most_findings();
    let origin = BuildOrigin::new(program, &loaded.inputs, &options, most_findings);
    if let Some(record) = origin.as_ref().and_then(|origin| BuildRecord::of_same_build(origin, &target, general)) {
        let stages = bar.stages();
        drop(bar);
        if let Err(failed) = report::print_drawn(&record.warnings) {
            return failed;
        }
        let unchanged = WriteReport { unchanged: record.files, ..WriteReport::default() };
        summary.print(record.counts, &unchanged, &stages);
        return ExitStatus::Fine;
    }

    let planned = make(&loaded.inputs, &options, None, &bar);
    let writer = planned.site.as_ref().map(|renderer| {
        bar.stage("survey");
        SiteWriter::begin(&target, renderer.routes())
    });
    let mut built = match &writer {
        Some(Ok(writer)) => render_into(planned, writer, &bar),
        Some(Err(_)) | None => planned.map(drop),
    };
    built.findings.drop_notes();
    let warnings = report::drawn(&built.findings, &built.files, most_findings);
    if let Err(failed) = report::print_drawn(&warnings) {
        return failed;
    }
    bar.stage("publish");
    let written = match writer {
        Some(writer) if !built.findings.has_errors() => writer.and_then(SiteWriter::finish),
        _ => return ExitStatus::ContentHasErrors,
    };
    let stages = bar.stages();
    drop(bar);
    match written {
        Ok(written) => {
            summary.print(built.counts, &written, &stages);
            if let Some(origin) = origin {
                let WriteReport { created, changed, unchanged, manifest, .. } = written;
                let (files, counts) = (created + changed + unchanged, built.counts);
                let record = BuildRecord { origin, manifest, files, warnings, counts };
                // The record only saves time. A site in a folder that may only be read is built without it.
                if let Err(error) = record.write(general)
                    && general.verbose
                {
                    report::say(format_args!("the next build will take as long: {}", error.message()));
                }
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

/// The site's input folders and `site.toml`, which must not be written to.
fn inputs(root: &Utf8Path, loaded: &LoadedSite) -> Vec<Utf8PathBuf> {
    let paths = &loaded.layout.paths;
    paths.inputs().into_iter().chain([SITE]).map(|path| root.join(path)).collect()
}

/// Prints what a build did.
struct BuildSummary<'a> {
    /// The output folder.
    folder: &'a Utf8Path,
    begun: Instant,
    has_base_url: bool,
    general: &'a GlobalArgs,
}

impl BuildSummary<'_> {
    fn print(&self, counts: SiteCounts, written: &WriteReport, stages: &str) {
        let Self { folder, begun, has_base_url, general } = self;
        for kept in &written.kept {
            report::say(format_args!(
                "kept {}: it left the site, but was changed by hand after it was written",
                folder.join(kept)
            ));
        }
        for stranded in &written.stranded {
            report::say(format_args!(
                "{stranded} came into {folder} while it was being replaced and could not be moved there: the next build \
                 deletes it"
            ));
        }
        if general.quiet {
            return;
        }
        let WriteReport { created, changed, unchanged, deleted, bytes_written, .. } = written;
        let time = report::seconds(begun.elapsed());
        let reduced = report::reduced(counts.reduced);
        let nothing = if created + changed + deleted == 0 { ", nothing changed" } else { "" };
        report::say(format_args!("{} → {folder} in {time}{nothing}{reduced}", report::site_counts(counts)));
        if general.verbose {
            report::say(format_args!(
                "files: {created} new, {changed} changed, {unchanged} untouched, {deleted} deleted; {bytes_written} bytes \
                 written"
            ));
        }
        if !has_base_url {
            report::say(format_args!("{NO_BASE_URL}"));
        }
        if general.verbose {
            report::say(format_args!("{stages}"));
        }
    }
}
