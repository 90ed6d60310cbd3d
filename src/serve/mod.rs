//! The preview server: the site in memory, made anew when a file changes, on this machine's loopback address unless somebody
//! asks for another.
//!
//! In: a site's folder and a port that is held. Out: answers to a browser, and words for whoever started it. The
//! [`rebuilder`] makes sites: it scans the folder after each [`wakeup`], which the [`watch`] gives for everything on
//! the [`watch_roots`] that matters, and publishes a [`state`], which is all that visitors see at one moment. [`http`]
//! answers requests from it, [`inject`] puts the script into pages that keeps them current, [`problems`] tells the
//! browser what stands against a newer site. Nothing here writes to a disk, and nothing is read but through
//! [`crate::load`].

#![expect(clippy::disallowed_methods, reason = "a server lives in time")]

mod answer;
mod conditional;
mod digest;
mod guard;
mod head;
mod http;
mod inject;
mod media;
mod moves;
mod policy;
mod problems;
mod rebuilder;
mod reporter;
mod request_path;
mod served_site;
mod settings;
mod socket;
mod state;
#[cfg(test)]
mod tests;
mod wakeup;
mod watch;
mod watch_roots;

pub use reporter::{ChangeReport, PreviewAccess, Reporter};
pub use settings::ServeSettings;

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use tokio::runtime::Builder;
use tokio::select;

use guard::HostOriginPolicy;
use rebuilder::Rebuilder;
use watch::{FolderWatcher, WatchMethod};

/// How many requests are answered at once: each may have to render its page. More threads would only take more memory.
const RENDERING: usize = 4;

/// Serves a site until the process is told to end. The listener is held before the site is made, so that two servers do
/// not both believe to have the port.
pub fn serve(settings: ServeSettings, listener: TcpListener, reporter: Arc<dyn Reporter>) -> io::Result<()> {
    let bound = listener.local_addr()?;
    let guard = HostOriginPolicy::new(&settings.host, bound);
    let address = format!("http://{}", guard.authority());
    // Who asks cannot be told by the address that a request comes from: tunnels and containers change it.
    let access =
        if bound.ip().to_canonical().is_loopback() { PreviewAccess::ThisMachine } else { PreviewAccess::Network };
    let method = settings.poll.map_or(WatchMethod::Native, WatchMethod::Poll);
    let (watch, wakeup) = FolderWatcher::new(method);
    let (rebuilder, states) = Rebuilder::open(settings, reporter, &address, access);
    let stop = wakeup.stop();
    // Nobody waits for its end: what it makes is in memory only.
    thread::spawn(move || rebuilder.run(watch, &wakeup));
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
