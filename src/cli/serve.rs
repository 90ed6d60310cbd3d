//! `dateline serve`: shows the site in a browser and updates it when a file is saved.

use std::io;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::args::{GlobalArgs, ServeArgs};
use super::exit_status::ExitStatus;
use super::report;
use crate::diagnostic::Diagnostics;
use crate::pipeline::SiteCounts;
use crate::serve::{ChangeReport, PreviewAccess, PreviewReporter, ServeSettings, serve};
use crate::span::Files;
use crate::text::counted;

/// The first port that is tried if none is given.
const PORT: u16 = 3030;

/// How many ports after it are tried if it is taken.
const TRIED: u16 = 20;

/// Serves until Ctrl-C.
pub(super) fn run(args: &ServeArgs, general: &GlobalArgs) -> ExitStatus {
    let listener = match listen(&args.host, args.port) {
        Ok(listener) => listener,
        Err(refused) => return refused,
    };
    // Symbolic links are not resolved here, because their targets may be exchanged while the server runs.
    let root = camino::absolute_utf8(&general.root).unwrap_or_else(|_| general.root.clone());
    if !root.is_dir() {
        report::failure(&format!("there is no folder {}", general.root), Some("name the site's folder with -C"));
        return ExitStatus::WrongUsage;
    }
    let settings = ServeSettings {
        root,
        captures: args.choices.captures.clone(),
        options: args.choices.options(),
        poll: args.poll.map(Duration::from_millis),
        editor: args.editor.clone(),
        host: args.host.clone(),
    };
    let terminal = TerminalReporter {
        quiet: general.quiet,
        opens: args.open,
        most_findings: args.choices.most_findings(),
        last: Mutex::default(),
    };
    match serve(settings, listener, Arc::new(terminal)) {
        Ok(()) => ExitStatus::Fine,
        Err(error) => {
            report::failure(&format!("the preview ended: {error}"), None);
            ExitStatus::MachineFailed
        }
    }
}

/// Binds the given port, or the first free one from [`PORT`] on.
fn listen(host: &str, port: Option<u16>) -> Result<TcpListener, ExitStatus> {
    let ports = port.map_or(PORT..=PORT + TRIED, |port| port..=port);
    let last = *ports.end();
    let is_taken = |bound: &io::Result<_>| bound.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse);
    let bind = |port| (port, TcpListener::bind((host.trim_matches(['[', ']']), port)));
    match ports.map(bind).find(|(_, bound)| !is_taken(bound)) {
        Some((_, Ok(listener))) => Ok(listener),
        Some((port, Err(error))) => {
            report::failure(
                &format!("cannot listen at {host}, port {port}: {error}"),
                Some("name an address of this machine with --host, and a port above 1023 with --port"),
            );
            Err(ExitStatus::MachineFailed)
        }
        None => {
            let (message, help) = match port {
                Some(port) => (
                    format!("port {port} of {host} is in use"),
                    "name another one with --port, leave --port out for the next free one, or end the other program",
                ),
                None => (
                    format!("the ports {PORT} to {last} of {host} are in use"),
                    "name another one with --port, or 0 for any that is free",
                ),
            };
            report::failure(&message, Some(help));
            Err(ExitStatus::WrongUsage)
        }
    }
}

/// Reports events of the preview on the terminal.
struct TerminalReporter {
    quiet: bool,
    opens: bool,
    /// The most findings that are printed at once.
    most_findings: usize,
    /// The findings that were printed last. The same text is not printed twice.
    last: Mutex<String>,
}

impl PreviewReporter for TerminalReporter {
    fn opens(&self, address: &str, access: PreviewAccess) {
        report::say(format_args!("{address} is the preview; Ctrl-C ends it"));
        if access == PreviewAccess::Network {
            report::say(format_args!(
                "other machines can see the site; of what is wrong with it they see only codes, and the words stand here"
            ));
        }
        if self.opens
            && let Err(error) = open::that_detached(address)
        {
            self.complaint(&format!("no browser could be opened ({error}); go to {address}"));
        }
    }

    fn made(&self, counts: SiteCounts, took: Duration) {
        if !self.quiet {
            report::say(format_args!("{} in {}", report::site_counts(counts), report::seconds(took)));
        }
    }

    fn changed(&self, change: &ChangeReport) {
        if self.quiet {
            return;
        }
        let pages = change
            .pages
            .map(|(changed, all)| format!("{changed} of {}", counted(all, "page", "pages")))
            .unwrap_or_default();
        report::say(format_args!("{}: {pages}, shown after {}", what(&change.changed), report::seconds(change.took)));
    }

    fn findings(&self, findings: &Diagnostics, files: &Files) {
        let drawn = report::drawn(findings, files, self.most_findings);
        let mut last = self.last.lock().expect("nobody panics while holding it");
        if *last != drawn {
            if !drawn.is_empty() {
                report::say(format_args!("{}", drawn.trim_end()));
            }
            *last = drawn;
        }
    }

    fn refused(&self, findings: &Diagnostics, change: &ChangeReport, has_earlier: bool) {
        let what = if change.changed.is_empty() { String::new() } else { format!("{}: ", what(&change.changed)) };
        let stays = match has_earlier {
            true => "the last version that could be made stays",
            false => "the site appears when it can be made",
        };
        report::say(format_args!("{what}{}; {stays}", report::counts(findings)));
    }

    fn complaint(&self, words: &str) {
        report::say(format_args!("{words}"));
    }
}

/// The changed files in a few words.
fn what(changed: &[String]) -> String {
    match changed {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first, second] => format!("{first}, {second}"),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    }
}
