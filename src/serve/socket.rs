//! The line to each open page: a message when what visitors see has changed.
//!
//! In: states, as they are published. Out: short messages that hold neither paths nor content. A peer that reads slowly
//! gets fewer messages, each with the newest state; one that no longer answers is given up.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use serde::Serialize;
use tokio::select;
use tokio::sync::watch::Receiver;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::state::{PageDependencyDigests, PreviewState};

/// How often a peer is asked whether it is still there, and how long it may take to take a message.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is kept for what peers send: they have nothing to say.
const ROOM: usize = 1024;

/// Says what has changed, for the script to compare with the page that it stands on.
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

/// An upgrade with as little memory as our messages need.
pub(super) fn lean(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade.read_buffer_size(ROOM).write_buffer_size(0).max_message_size(ROOM).max_frame_size(ROOM)
}

/// Tells a peer of the state that there is, and of each that follows, until it goes.
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
        // While this waits, states only replace each other.
        if !matches!(timeout(PATIENCE, socket.send(next)).await, Ok(Ok(()))) {
            return;
        }
    }
}
