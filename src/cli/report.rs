//! What people read on the terminal: findings, a bar while they wait, one line at the end.

use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diagnostic::{Diagnostics, Severity, Style, draw, to_json};
use crate::pipeline::{Built, Progress};
use crate::span::Files;

/// The bar appears only when a build takes longer than this.
const PATIENCE: Duration = Duration::from_millis(400);

/// Prints all findings, and a line that counts them.
pub(super) fn findings(findings: &Diagnostics, files: &Files) {
    // Colours are taken out again where the stream does not want them.
    let _ = write!(anstream::stderr().lock(), "{}", drawn(findings, files));
}

/// All findings and a line that counts them, as they are printed; nothing where there are none.
pub(super) fn drawn(findings: &Diagnostics, files: &Files) -> String {
    let mut text: String = findings.iter().map(|finding| draw(finding, files, Style::Colour) + "\n\n").collect();
    if !findings.is_empty() {
        text.push_str(&counts(findings));
        text.push_str("; `dateline explain CODE` tells more\n");
    }
    text
}

/// "2 errors, 1 warning"
pub(super) fn counts(findings: &Diagnostics) -> String {
    let part = |severity, one: &str| match findings.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {one}s")),
    };
    let parts: Vec<String> =
        [part(Severity::Error, "error"), part(Severity::Warning, "warning")].into_iter().flatten().collect();
    if parts.is_empty() { "nothing found".to_owned() } else { parts.join(", ") }
}

/// Prints all findings as one JSON document on the output.
pub(super) fn json(built: &Built) {
    let list: Vec<_> = built.findings.iter().map(|finding| to_json(finding, &built.files)).collect();
    let document = serde_json::json!({
        "version": 1,
        "errors": built.findings.count(Severity::Error),
        "warnings": built.findings.count(Severity::Warning),
        "findings": list,
    });
    let mut stream = std::io::stdout().lock();
    let _ = serde_json::to_writer_pretty(&mut stream, &document).map(|()| writeln!(stream));
}

/// Says something that is not a finding: an error of usage or of the machine.
pub(super) fn failure(message: &str, help: Option<&str>) {
    let mut stream = anstream::stderr().lock();
    let (bold, red, plain) = ("\u{1b}[1m", "\u{1b}[1;31m", "\u{1b}[0m");
    let _ = writeln!(stream, "{red}error{plain}{bold}: {message}{plain}");
    if let Some(help) = help {
        let _ = writeln!(stream, "  help: {help}");
    }
}

/// A bar on a terminal for those who have waited a little; nothing elsewhere.
pub(super) struct Bar {
    drawn: ProgressBar,
    wanted: bool,
    begun: Instant,
    stages: Mutex<Vec<(&'static str, Instant)>>,
}

impl Bar {
    pub(super) fn new(quiet: bool) -> Self {
        let style = ProgressStyle::with_template("rendering {bar:30} {pos}/{len}").expect("the template is right");
        let drawn = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style);
        Self { drawn, wanted: !quiet, begun: Instant::now(), stages: Mutex::default() }
    }

    /// How long each stage took until the next one began, the last until now.
    pub(super) fn stages(&self) -> String {
        let stages = self.stages.lock().expect("nobody panics while holding it");
        let ends = stages.iter().skip(1).map(|(_, begun)| *begun).chain([Instant::now()]);
        let told = stages.iter().zip(ends).map(|((name, begun), end)| format!("{name} {}", seconds(end - *begun)));
        told.collect::<Vec<_>>().join(", ")
    }
}

impl Progress for Bar {
    fn stage(&self, name: &'static str) {
        self.stages.lock().expect("nobody panics while holding it").push((name, Instant::now()));
    }

    fn begin(&self, pages: usize) {
        self.drawn.set_length(pages as u64);
    }

    fn step(&self) {
        self.drawn.inc(1);
        if self.wanted && self.drawn.is_hidden() && self.begun.elapsed() > PATIENCE {
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Bar {
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
