//! The preview server: the site in memory, made anew when a file changes, on this machine's loopback address unless somebody
//! asks for another.
//!
//! In: a site's folder and a port that is held. Out: answers to a browser, and words for whoever started it. The
//! [`workshop`] makes sites: it looks into the folder when the [`bell`] rings, which the [`watch`] does for everything on
//! the [`ground`] that matters, and publishes a [`state`], which is all that visitors see at one moment. [`http`] answers
//! requests from it, [`inject`] puts the script into pages that keeps them current, [`problems`] tells the browser what
//! stands against a newer site. Nothing here writes to a disk, and nothing is read but through [`crate::load`].

#![expect(clippy::disallowed_methods, reason = "a server lives in time")]

mod address;
mod answer;
mod bell;
mod conditional;
mod digest;
mod ground;
mod guard;
mod head;
mod http;
mod inject;
mod media;
mod moves;
mod policy;
mod problems;
mod shop;
mod socket;
mod state;
#[cfg(test)]
mod tests;
mod watch;
mod workshop;

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use camino::Utf8PathBuf;
use tokio::runtime::Builder;
use tokio::select;

use crate::diagnostic::Diagnostics;
use crate::model::Editor;
use crate::pipeline::{Options, Tally};
use crate::span::Files;
use guard::Guard;
use watch::{Method, Watch};
use workshop::Workshop;

/// How many requests are answered at once: each may have to render its page. More threads would only take more memory.
const RENDERING: usize = 4;

/// What to serve, and how.
pub struct Settings {
    /// The site's folder, as an absolute path.
    pub root: Utf8PathBuf,
    /// Where saved texts lie, in place of the folder that `site.toml` names.
    pub captures: Option<Utf8PathBuf>,
    /// As for a build.
    pub options: Options,
    /// Look for changes this often, in place of being told by the system.
    pub poll: Option<Duration>,
    /// In which editor places are opened, in place of the one that `site.toml` names.
    pub editor: Option<Editor>,
    /// The host name that the listener was bound by.
    pub host: String,
}

/// Who can reach the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Programs on this machine.
    ThisMachine,
    /// Other machines as well: findings are shown without their words, and nothing opens in an editor.
    Network,
}

/// What happened after a change.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// Paths of the files that changed, from the site's root.
    pub changed: Vec<String>,
    /// How many pages are not as they were, and of how many; `None` where no site could be made.
    pub pages: Option<(usize, usize)>,
    /// From the change until the new site could be seen.
    pub took: Duration,
}

/// Who is told what happens.
pub trait Voice: Send + Sync {
    /// The site will be seen at this address, and by these people.
    fn opens(&self, address: &str, audience: Audience);
    /// There is a site to see, for the first time.
    fn made(&self, tally: Tally, took: Duration);
    /// A change is shown.
    fn news(&self, news: &News);
    /// What was found in the content, also where it was found before.
    fn findings(&self, findings: &Diagnostics, files: &Files);
    /// A change cannot be shown for these findings; there is an earlier site to see, or there is none.
    fn refused(&self, findings: &Diagnostics, news: &News, has_earlier: bool);
    /// Something else is not as it should be.
    fn complaint(&self, words: &str);
}

/// Serves a site until the process is told to end. The listener is held before the site is made, so that two servers do
/// not both believe to have the port.
pub fn serve(settings: Settings, listener: TcpListener, voice: Arc<dyn Voice>) -> io::Result<()> {
    let bound = listener.local_addr()?;
    let guard = Guard::new(&settings.host, bound);
    let address = format!("http://{}", guard.authority());
    // Who asks cannot be told by the address that a request comes from: tunnels and containers change it.
    let audience = if bound.ip().to_canonical().is_loopback() { Audience::ThisMachine } else { Audience::Network };
    let method = settings.poll.map_or(Method::Native, Method::Poll);
    let (watch, bell) = Watch::new(method);
    let (workshop, states) = Workshop::open(settings, voice, &address, audience);
    let stop = bell.stop();
    // Nobody waits for its end: what it makes is in memory only.
    thread::spawn(move || workshop.run(watch, &bell));
    let runtime = Builder::new_current_thread().enable_all().max_blocking_threads(RENDERING).build()?;
    let served = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        select! {
            served = http::run(listener, states, guard) => served,
            ended = told_to_end() => ended,
        }
    });
    stop.stop();
    runtime.shutdown_background();
    served
}

/// Waits for Ctrl-C, or whatever else asks a program to end.
async fn told_to_end() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut terminate, mut hang_up) = (signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
        select! {
            pressed = tokio::signal::ctrl_c() => pressed,
            _ = terminate.recv() => Ok(()),
            _ = hang_up.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
