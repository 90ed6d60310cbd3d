//! The WebSocket to each open page: sends a message when the state that visitors see has changed.
//!
//! In: states, as they are published. Out: short messages without paths and content. A peer that reads slowly gets
//! fewer messages, each with the newest state. A peer that no longer answers is disconnected.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use serde::Serialize;
use tokio::select;
use tokio::sync::watch::Receiver;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::state::{PageDependencyDigests, PreviewState};

/// How often a peer is asked whether it is still there, and the longest time that sending a message may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The buffer size and limit for messages of peers, in bytes. They have nothing to send.
const ROOM: usize = 1024;

/// The message about a change. The script compares it with the page on which it runs.
#[derive(Serialize)]
struct ReloadMessage<'a> {
    command: &'static str,
    build: u64,
    styles: &'a str,
    assets: &'a str,
    problems: bool,
}

fn message(state: &PreviewState) -> Message {
    let PageDependencyDigests { styles, assets, .. } = state.versions();
    let reload =
        ReloadMessage { command: "reload", build: state.build, styles, assets, problems: state.problems.is_some() };
    Message::text(serde_json::to_string(&reload).expect("texts and numbers are JSON"))
}

/// Gives a connection as little memory as our messages need.
pub(super) fn lean(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade.read_buffer_size(ROOM).write_buffer_size(0).max_message_size(ROOM).max_frame_size(ROOM)
}

/// Sends a peer the current state and each state that follows, until it disconnects.
pub(super) async fn follow(mut socket: WebSocket, mut states: Receiver<Arc<PreviewState>>) {
    let mut calls = interval_at(Instant::now() + PATIENCE, PATIENCE);
    calls.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = true;
    states.mark_changed();
    loop {
        let next = select! {
            changed = states.changed() => match changed {
                Ok(()) => message(&states.borrow_and_update()),
                Err(_) => return,
            },
            _ = calls.tick() => match std::mem::replace(&mut heard, false) {
                true => Message::Ping(Vec::new().into()),
                false => return,
            },
            received = socket.recv() => match received {
                Some(Ok(_)) => {
                    heard = true;
                    continue;
                }
                Some(Err(_)) | None => return,
            },
        };
        // While this waits, newer states replace each other.
        if !matches!(timeout(PATIENCE, socket.send(next)).await, Ok(Ok(()))) {
            return;
        }
    }
}
