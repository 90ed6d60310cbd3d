//! `dateline check`: all checks of a build, without writing the site.

use std::collections::BTreeSet;
use std::fs;
use std::time::{Instant, SystemTime};

use super::args::{CheckArgs, GlobalArgs, ReportFormat};
use super::cache_folder;
use super::exit_status::ExitStatus;
use super::report;
use crate::external::{self, LinkCache, LinkCheckSummary, PolitenessPolicy};
use crate::load::{LOCK, LoadedSite, load};
use crate::pipeline::{BuildOptions, CheckedSite, Progress, check};
use crate::text::counted;
use crate::write::{WriteError, replace};

/// The name of the link cache in the cache folder.
const LINK_CACHE: &str = "links.json";

/// Checks the site and prints the findings.
pub(super) fn run(args: &CheckArgs, general: &GlobalArgs) -> ExitStatus {
    let begun = Instant::now();
    let bar = report::BuildProgress::new(general.quiet);
    let options =
        BuildOptions { renew_lock: args.update_lock, lists_external: args.external, ..args.choices.options() };
    bar.stage("read");
    let loaded = load(&general.root, args.choices.captures.clone());
    let mut checked = check(&loaded.inputs, &options, &bar);
    let asked = args.external.then(|| ask(&mut checked, general, &bar));
    drop(bar);
    let (asked, kept) = asked.unzip();
    let printed = match args.format {
        ReportFormat::Json => report::json(&checked, asked.as_ref()),
        ReportFormat::Sarif => report::sarif(&checked),
        ReportFormat::Text => report::findings(&checked.findings, &checked.files, args.choices.most_findings()),
    };
    if let Err(failed) = printed {
        return failed;
    }
    if args.format == ReportFormat::Text && !general.quiet {
        tell(&checked, asked.as_ref(), begun);
    }
    if let Some(Err(error)) = kept {
        return failed(&error);
    }
    match (&checked.lock, checked.findings.has_errors()) {
        (Some(_), true) => {
            report::say(format_args!("{} stays as it is until there are no errors", general.inside(LOCK)));
            ExitStatus::ContentHasErrors
        }
        (None, true) => ExitStatus::ContentHasErrors,
        (Some(lock), false) => update_lock(lock, &loaded, general),
        (None, false) => ExitStatus::Fine,
    }
}

/// Writes `evidence.lock` if it has changed. It is not called for a site with errors, so that no entry is dropped
/// because of a mistake.
fn update_lock(lock: &str, loaded: &LoadedSite, general: &GlobalArgs) -> ExitStatus {
    let entries = |lock: &str| -> BTreeSet<String> {
        lock.lines().filter(|line| line.starts_with("quote ")).map(str::to_owned).collect()
    };
    let before = loaded.inputs.lock.map(|file| &*loaded.inputs.files.get(file).text);
    let (known, found) = (before.map(entries).unwrap_or_default(), entries(lock));
    let path = general.inside(LOCK);
    let is_same = before.map_or(found.is_empty(), |before| before == lock);
    if !is_same && let Err(error) = replace(&path, lock.as_bytes()) {
        return failed(&error);
    }
    if !general.quiet {
        let told = match (is_same, before) {
            (true, None) => "is not written: no quotation was found in a saved text".to_owned(),
            (true, Some(_)) => "is as it should be".to_owned(),
            (false, _) => {
                let (new, gone) = (found.difference(&known).count(), known.difference(&found).count());
                format!("has {}, {new} new, {gone} gone", counted(found.len(), "quotation", "quotations"))
            }
        };
        report::say(format_args!("{path} {told}"));
    }
    ExitStatus::Fine
}

fn failed(error: &WriteError) -> ExitStatus {
    report::failure(&error.message(), error.help());
    ExitStatus::MachineFailed
}

/// Checks the links to other hosts, and stores the answers for the next run.
fn ask(
    checked: &mut CheckedSite,
    general: &GlobalArgs,
    bar: &report::BuildProgress,
) -> (LinkCheckSummary, Result<(), WriteError>) {
    let path = cache_folder::path(LINK_CACHE, general);
    // If the cache is missing or unreadable, every address is requested again. A failure to write it is reported.
    let before = fs::read_to_string(&path).map_or_else(|_| LinkCache::default(), |text| LinkCache::from_json(&text));
    let mut memory = before.clone();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs());
    bar.stage("asking");
    let (asked, mut findings) = external::check(&checked.external, &mut memory, now, &PolitenessPolicy::default(), bar);
    findings.apply_rules(&checked.rules);
    checked.findings.append(findings);
    checked.findings.sort(&checked.files);
    let kept = if memory == before { Ok(()) } else { cache_folder::write(LINK_CACHE, &memory.to_json(), general) };
    (asked, kept)
}

fn tell(checked: &CheckedSite, asked: Option<&LinkCheckSummary>, begun: Instant) {
    let counts = checked.counts;
    let found = report::counts(&checked.findings);
    let time = report::seconds(begun.elapsed());
    let asked = asked.map(|asked| format!("; {}", report::asked(asked))).unwrap_or_default();
    report::say(format_args!(
        "{}, {} checked in {time}: {found}{asked}",
        report::site_counts(counts),
        report::quotations(counts.quotations)
    ));
}
