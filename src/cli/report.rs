//! The output of commands on the terminal: findings, a progress bar, a summary line.

use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::exit_status::ExitStatus;
use crate::diagnostic::{Diagnostics, ReportStyle, Severity, ShownFindings, draw, to_json, to_sarif};
use crate::external::LinkCheckSummary;
use crate::pipeline::{CheckedSite, Progress, ReducedSharing, SiteCounts};
use crate::span::Files;
use crate::text::counted;
use crate::verify::QuotationCounts;

/// The bar appears only when a build takes longer than this.
const PATIENCE: Duration = Duration::from_millis(400);

/// Prints the worst findings, at most `limit`, and a line with the numbers of all. Findings are the result of a
/// command, so the command fails if they cannot be printed.
pub(super) fn findings(findings: &Diagnostics, files: &Files, limit: usize) -> Result<(), ExitStatus> {
    print_drawn(&drawn(findings, files, limit))
}

/// Prints the text that [`drawn`] gave, in colours if they are wanted.
pub(super) fn print_drawn(text: &str) -> Result<(), ExitStatus> {
    let printed = match AutoStream::choice(&io::stderr()) {
        // The stream would also remove the colours, but it writes each piece between two of them separately.
        ColorChoice::Never => io::stderr().lock().write_all(strip_str(text).to_string().as_bytes()),
        _ => anstream::stderr().lock().write_all(text.as_bytes()),
    };
    written(printed)
}

/// Prints the result of a command on the output.
pub(super) fn result(text: &str) -> Result<(), ExitStatus> {
    let mut stream = anstream::stdout().lock();
    written(stream.write_all(text.as_bytes()).and_then(|()| stream.flush()))
}

/// Turns a failed write into the exit status of a command. A closed pipe is no failure: the reading program wanted no
/// more.
fn written(result: io::Result<()>) -> Result<(), ExitStatus> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            failure(&format!("the output could not be written: {error}"), None);
            Err(ExitStatus::MachineFailed)
        }
        _ => Ok(()),
    }
}

/// Prints a message on the error stream that is not the command's result. A failure to write it is ignored.
pub(super) fn say(words: fmt::Arguments<'_>) {
    drop(writeln!(anstream::stderr().lock(), "{words}"));
}

/// Prints the message for a command line that is wrong or that asks for help.
pub(super) fn usage(answer: &clap::Error) -> ExitStatus {
    let printed = answer.print().and_then(|()| io::stdout().flush());
    match (written(printed), answer.exit_code()) {
        (Err(failed), _) => failed,
        (Ok(()), 0) => ExitStatus::Fine,
        (Ok(()), _) => ExitStatus::WrongUsage,
    }
}

/// The text of the worst findings, at most `limit`, of the numbers that are left out, and of a line with the numbers of
/// all; empty if there are none.
pub(super) fn drawn(findings: &Diagnostics, files: &Files, limit: usize) -> String {
    let worst = findings.worst(limit);
    let mut text: String =
        worst.shown.par_iter().map(|finding| draw(finding, files, ReportStyle::Colour) + "\n\n").collect();
    text.push_str(&left_out(&worst));
    if !findings.is_empty() {
        text.push_str(&counts(findings));
        text.push_str("; `dateline explain CODE` tells more\n");
    }
    text
}

/// How many findings of each kind are not printed, and how to print them; empty if all are printed.
fn left_out(ShownFindings { left_out, .. }: &ShownFindings<'_>) -> String {
    if left_out.is_empty() {
        return String::new();
    }
    let kinds = left_out
        .iter()
        .map(|((severity, code), number)| format!("  {number} × {}[{}]\n", severity.word(), code.name()));
    let all = counted(left_out.values().sum(), "more finding", "more findings");
    format!("{all}; `--all` prints them:\n{}\n", kinds.collect::<String>())
}

/// "2 errors, 1 warning"
pub(super) fn counts(findings: &Diagnostics) -> String {
    let kinds = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ];
    let numbers = kinds.map(|(severity, one, many)| (findings.count(severity), one, many));
    let parts: Vec<String> =
        numbers.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(n, one, many)).collect();
    if parts.is_empty() { "nothing found".to_owned() } else { parts.join(", ") }
}

/// "58 events, 76 sources, 209 pages"
pub(super) fn site_counts(counts: SiteCounts) -> String {
    let SiteCounts { events, sources, pages, .. } = counts;
    let parts =
        [counted(events, "event", "events"), counted(sources, "source", "sources"), counted(pages, "page", "pages")];
    parts.join(", ")
}

/// `; because there are so many, only key events have social cards, and articles have none ([share])`, or nothing.
pub(super) fn reduced(reduced: ReducedSharing) -> String {
    let key = match (reduced.event_cards, reduced.embeds) {
        (false, false) => None,
        (true, false) => Some("only key events have social cards"),
        (false, true) => Some("only key events have pages to embed"),
        (true, true) => Some("only key events have social cards and pages to embed"),
    };
    let articles = match (reduced.article_cards, reduced.event_cards) {
        (false, _) => None,
        (true, false) => Some("articles have no social cards"),
        (true, true) => Some("articles have no cards"),
    };
    let parts: Vec<&str> = key.into_iter().chain(articles).collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("; because there are so many, {} ([share])", parts.join(", and "))
    }
}

/// "asked 120 addresses of 85 hosts: 3 unreachable, 12 would not say"
pub(super) fn asked(asked: &LinkCheckSummary) -> String {
    let LinkCheckSummary { addresses, hosts, unreachable, silent, remembered } = *asked;
    let (addresses, hosts) = (counted(addresses, "address", "addresses"), counted(hosts, "host", "hosts"));
    let lately = match remembered {
        0 => String::new(),
        n => format!(", {n} not asked because they answered lately"),
    };
    format!("asked {addresses} of {hosts}: {unreachable} unreachable, {silent} would not say{lately}")
}

/// "245 quotations (90 verified, 155 cited)"
pub(super) fn quotations(quotations: QuotationCounts) -> String {
    let QuotationCounts { verified, locked, cited, missing } = quotations;
    let all = counted(verified + locked + cited + missing, "quotation", "quotations");
    let parts = [(verified, "verified"), (locked, "locked"), (cited, "cited"), (missing, "missing")];
    let parts: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, word)| format!("{number} {word}")).collect();
    if parts.is_empty() { all } else { format!("{all} ({})", parts.join(", ")) }
}

/// Prints all findings as one JSON document on the output; `docs/schema/findings.schema.json` describes it.
pub(super) fn json(site: &CheckedSite, asked: Option<&LinkCheckSummary>) -> Result<(), ExitStatus> {
    let findings: Vec<_> = site.findings.iter().collect();
    let list: Vec<_> = findings.into_par_iter().map(|finding| to_json(finding, &site.files)).collect();
    let mut document = serde_json::json!({
        "version": 1,
        "errors": site.findings.count(Severity::Error),
        "warnings": site.findings.count(Severity::Warning),
        "notes": site.findings.count(Severity::Note),
        "quotations": site.counts.quotations,
        "findings": list,
    });
    if let Some(asked) = asked {
        document["external"] = serde_json::json!(asked);
    }
    print_json(&document)
}

/// Prints all findings as a SARIF log on the output.
pub(super) fn sarif(site: &CheckedSite) -> Result<(), ExitStatus> {
    print_json(&to_sarif(&site.findings, &site.files))
}

fn print_json(document: &serde_json::Value) -> Result<(), ExitStatus> {
    // `result` would remove text that looks like a colour code.
    let text = format!("{document:#}\n");
    let mut stream = io::stdout().lock();
    written(stream.write_all(text.as_bytes()).and_then(|()| stream.flush()))
}

/// Prints an error that is not a finding: of usage or of the machine.
pub(super) fn failure(message: &str, help: Option<&str>) {
    let (bold, red, plain) = ("\u{1b}[1m", "\u{1b}[1;31m", "\u{1b}[0m");
    say(format_args!("{red}error{plain}{bold}: {message}{plain}"));
    if let Some(help) = help {
        say(format_args!("  help: {help}"));
    }
}

/// A progress bar that appears on a terminal after [`PATIENCE`]; it never appears elsewhere.
pub(super) struct BuildProgress {
    drawn: ProgressBar,
    wanted: bool,
    begun: Instant,
    stages: Mutex<Vec<(&'static str, Instant)>>,
}

impl BuildProgress {
    pub(super) fn new(quiet: bool) -> Self {
        let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}").expect("the template is right");
        let drawn = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style);
        Self { drawn, wanted: !quiet, begun: Instant::now(), stages: Mutex::default() }
    }

    /// The time that each stage took, up to the start of the next one or until now.
    pub(super) fn stages(&self) -> String {
        let stages = self.stages.lock().expect("nobody panics while holding it");
        let ends = stages.iter().skip(1).map(|(_, begun)| *begun).chain([Instant::now()]);
        let told = stages.iter().zip(ends).map(|((name, begun), end)| format!("{name} {}", seconds(end - *begun)));
        told.collect::<Vec<_>>().join(", ")
    }
}

impl Progress for BuildProgress {
    fn stage(&self, name: &'static str) {
        self.drawn.set_message(name);
        self.stages.lock().expect("nobody panics while holding it").push((name, Instant::now()));
    }

    fn begin(&self, steps: usize) {
        self.drawn.set_position(0);
        self.drawn.set_length(steps as u64);
    }

    fn step(&self) {
        self.drawn.inc(1);
        if self.wanted && self.drawn.is_hidden() && self.begun.elapsed() > PATIENCE {
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for BuildProgress {
    fn drop(&mut self) {
        self.drawn.finish_and_clear();
    }
}

/// "0.8 s", "35 ms"
pub(super) fn seconds(elapsed: Duration) -> String {
    match elapsed.as_millis() {
        millis if millis < 1000 => format!("{millis} ms"),
        _ => format!("{:.1} s", elapsed.as_secs_f64()),
    }
}
