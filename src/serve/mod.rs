//! The preview server: keeps the site in memory and rebuilds it when a file changes. It listens on this machine's
//! loopback address unless another one is given.
//!
//! In: a site's folder and an open port. Out: answers to a browser, and reports for the person who started it. The
//! [`rebuilder`] makes sites: it scans the folder after each [`wakeup`] and publishes a [`state`], which holds
//! everything that visitors see at one moment. The [`watch`] wakes it for changes in the [`watch_roots`]. [`http`]
//! answers requests from the state, [`inject`] adds the script to pages that keeps them current, and [`problems`]
//! reports to the browser why a newer site cannot be shown. Never here: writing to a disk, or reading except through
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

pub use reporter::{ChangeReport, PreviewAccess, PreviewReporter};
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

/// How many requests are answered at once, since each may have to render its page. More threads would only take more
/// memory.
const RENDERING: usize = 4;

/// Serves a site until the process is asked to end. The listener is opened before the site is made, so that two servers
/// cannot both claim the port.
pub fn serve(settings: ServeSettings, listener: TcpListener, reporter: Arc<dyn PreviewReporter>) -> io::Result<()> {
    let bound = listener.local_addr()?;
    let guard = HostOriginPolicy::new(&settings.host, bound);
    let address = format!("http://{}", guard.authority());
    // The sender's address does not show who can reach the server: tunnels and containers change it.
    let access =
        if bound.ip().to_canonical().is_loopback() { PreviewAccess::ThisMachine } else { PreviewAccess::Network };
    let method = settings.poll.map_or(WatchMethod::Native, WatchMethod::Poll);
    let (watch, wakeup) = FolderWatcher::new(method);
    let (rebuilder, states) = Rebuilder::open(settings, reporter, &address, access);
    let stop = wakeup.stop();
    // The thread is not joined: everything that it makes is in memory only.
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

/// Waits for Ctrl-C or for another signal that asks a program to end.
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
