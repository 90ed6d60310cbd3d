//! The HTTP server: accepts connections, checks requests and answers them.
//!
//! In: a listener, states as they are published, a [`guard`](super::guard). Out: answers. This file only passes
//! requests on: the guard decides which are admitted, [`answer`](super::answer) finds the content, and
//! [`socket`](super::socket) reports changes.

use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts as _, Request, State as Shared};
use axum::handler::Handler as _;
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use axum::serve::ListenerExt as _;
use bytes::Bytes;
use tokio::net::TcpListener;
use tokio::sync::watch::Receiver;
use tokio::task::spawn_blocking;

use super::answer::{PreviewRequest, answer, words};
use super::guard::{HostOriginPolicy, RequestRefusal};
use super::socket::{follow, lean};
use super::state::PreviewState;

/// The address of the WebSocket on which pages wait for changes.
const LIVE: &str = "/__dateline/live";

#[derive(Clone)]
struct Server {
    states: Receiver<Arc<PreviewState>>,
    guard: Arc<HostOriginPolicy>,
}

/// Serves until it is dropped. Open connections end with the runtime. The runtime must end by `shutdown_background`;
/// otherwise it would wait for pages that are being rendered.
pub(super) async fn run(
    listener: TcpListener,
    states: Receiver<Arc<PreviewState>>,
    guard: HostOriginPolicy,
) -> io::Result<()> {
    // Messages are short and must not wait to be sent together. If the option cannot be set, they wait a little.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let server = Server { states, guard: Arc::new(guard) };
    axum::serve(listener, serve.with_state(server).into_make_service()).await
}

async fn serve(Shared(server): Shared<Server>, request: Request) -> Response<Body> {
    let (parts, _) = request.into_parts();
    match parts.uri.path() {
        LIVE => live(server, parts).await,
        _ => show(server, parts).await.map(Body::from),
    }
}

async fn show(server: Server, parts: Parts) -> Response<Bytes> {
    let host = match server.guard.admit(&parts.uri, &parts.headers) {
        Ok(host) => host.to_owned(),
        Err(refusal) => return refused(refusal),
    };
    let state = Arc::clone(&server.states.borrow());
    let answering = spawn_blocking(move || {
        let Parts { method, uri, headers, .. } = &parts;
        answer(&state, &PreviewRequest { method, path: uri.path(), query: uri.query(), headers, host: &host })
    });
    // A panic in `answer` fails one request, not the server.
    answering
        .await
        .unwrap_or_else(|_| words(StatusCode::INTERNAL_SERVER_ERROR, "This request could not be answered.\n"))
}

async fn live(server: Server, mut parts: Parts) -> Response<Body> {
    if let Err(refusal) = server.guard.admit_socket(&parts.uri, &parts.headers) {
        return refused(refusal).map(Body::from);
    }
    match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => lean(upgrade).on_upgrade(|socket| follow(socket, server.states)),
        Err(_) => words(StatusCode::BAD_REQUEST, "This address is for WebSockets.\n").map(Body::from),
    }
}

fn refused(RequestRefusal(why): RequestRefusal) -> Response<Bytes> {
    words(StatusCode::FORBIDDEN, why)
}
