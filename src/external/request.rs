//! Sends one request and follows its redirects.
//!
//! In: a method and an address. Out: the final status, or why there is none. No cookie and no referrer is ever sent, no
//! body is read, and a public address cannot redirect into the editor's own network.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::{IpAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use ureq::http::StatusCode;
use ureq::http::header::{HeaderMap, LOCATION, RETRY_AFTER};
use ureq::{Agent, Error};
use url::{Host, Url};

use super::PolitenessPolicy;

/// Tells hosts which program sends the request, and why.
const USER_AGENT: &str = concat!("dateline/", env!("CARGO_PKG_VERSION"), " (link check)");

/// The most redirects that are followed.
const MOST_REDIRECTS: usize = 10;

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkRequestMethod {
    /// HEAD, which asks for no body.
    Head,
    /// GET, as a browser does; the body is not read.
    Get,
}

/// The result of a request and its redirects.
#[derive(Debug)]
pub(super) enum LinkResponse {
    /// An answer.
    Status {
        code: StatusCode,
        /// The pause that the host asks for.
        retry_after: Option<Duration>,
    },
    /// Too many redirects. Hosts that require a cookie also cause this.
    Loop,
    /// No answer.
    Failure(LinkRequestError),
}

/// Why a request got no answer.
#[derive(Debug)]
pub(super) struct LinkRequestError {
    /// "cannot be reached: …"
    pub why: String,
    /// The failure may be temporary.
    pub is_passing: bool,
    /// The host did not answer in time.
    pub is_late: bool,
    /// The host of the address itself accepted no connection, so its other pages need no request.
    pub is_closed: bool,
}

impl LinkRequestError {
    fn lasting(why: String) -> Self {
        Self { why, is_passing: false, is_late: false, is_closed: false }
    }
}

/// Sends requests, one at a time to each host.
pub(super) struct HttpClient {
    agent: Agent,
    pause: Duration,
    timeout: Duration,
    /// The time at which the last request to each host ended. A request holds the inner lock of its host.
    gates: Mutex<HashMap<String, HostQueue>>,
}

type HostQueue = Arc<Mutex<Option<Instant>>>;

impl HttpClient {
    /// A client that keeps to these limits.
    pub(super) fn new(manners: &PolitenessPolicy) -> Self {
        let agent = Agent::config_builder()
            .user_agent(USER_AGENT)
            .http_status_as_error(false)
            .timeout_global(Some(manners.timeout))
            // `follow` handles redirects, so that each hop waits in the queue of its host.
            .max_redirects(0)
            // Connections are closed after each request, because an idle one is also a burden for a small host.
            .max_idle_connections(0)
            .build()
            .into();
        Self { agent, pause: manners.pause, timeout: manners.timeout, gates: Mutex::default() }
    }

    /// Sends a request and follows redirects to their end.
    pub(super) fn follow(&self, method: LinkRequestMethod, url: &Url) -> LinkResponse {
        let mut at = url.clone();
        for hop in 0..=MOST_REDIRECTS {
            let (code, headers) = match self.exchange(method, &at) {
                Ok(answer) => answer,
                Err(error) => {
                    let failure = failure(&error, &at, self.timeout);
                    return LinkResponse::Failure(LinkRequestError {
                        is_late: failure.is_late && hop == 0,
                        is_closed: failure.is_closed && hop == 0,
                        ..failure
                    });
                }
            };
            let Some(next) = location(code, &headers, &at) else {
                return LinkResponse::Status { code, retry_after: retry_after(&headers) };
            };
            if !matches!(next.scheme(), "http" | "https") {
                return LinkResponse::Failure(LinkRequestError::lasting(format!(
                    "leads to {next}, which is no web page"
                )));
            }
            if leads_inside(url, &next) {
                return LinkResponse::Failure(LinkRequestError::lasting(format!(
                    "leads to {next}, on this machine or its network"
                )));
            }
            at = next;
        }
        LinkResponse::Loop
    }

    /// Sends one request after the host's pause. The connection is closed before the next one may be opened.
    fn exchange(&self, method: LinkRequestMethod, url: &Url) -> Result<(StatusCode, HeaderMap), Error> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let gate = self.gates.lock().expect("nobody panics while holding it").entry(host).or_default().clone();
        let mut last = gate.lock().expect("nobody panics while holding it");
        if let Some(last) = *last {
            sleep((last + self.pause).saturating_duration_since(Instant::now()));
        }
        let request = match method {
            LinkRequestMethod::Head => self.agent.head(url.as_str()),
            LinkRequestMethod::Get => self.agent.get(url.as_str()),
        };
        let answer = request.call().map(|response| {
            let (head, _) = response.into_parts();
            (head.status, head.headers)
        });
        *last = Some(Instant::now());
        answer
    }
}

/// The target of a redirect, if the answer is one.
fn location(code: StatusCode, headers: &HeaderMap, from: &Url) -> Option<Url> {
    let sends_on = matches!(code.as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = headers.get(LOCATION).filter(|_| sends_on)?;
    let mut next = from.join(str::from_utf8(location.as_bytes()).ok()?).ok()?;
    next.set_fragment(None);
    Some(next)
}

/// The `Retry-After` header in seconds. A date is ignored, because it needs a clock that is right.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

/// Describes in an editor's words why a request got no answer.
fn failure(error: &Error, url: &Url, timeout: Duration) -> LinkRequestError {
    let host = url.host_str().unwrap_or_default();
    let (why, is_passing, is_closed) = match error {
        Error::Timeout(_) => (format!("{host} did not answer within {} s", timeout.as_secs_f64()), true, false),
        Error::HostNotFound => (format!("no address is found for {host}"), true, true),
        Error::ConnectionFailed => (format!("{host} takes no connection"), true, true),
        Error::Io(error) => match error.kind() {
            ErrorKind::ConnectionRefused => (format!("{host} takes no connection"), true, true),
            ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset => {
                (format!("{host} ended the connection without an answer"), true, false)
            }
            // An invalid certificate comes as such an error.
            ErrorKind::InvalidData => (error.to_string(), false, false),
            // An unknown host name has no error kind of its own.
            _ if url.socket_addrs(|| None).is_err() => (format!("no address is found for {host}"), true, true),
            _ => (error.to_string(), true, false),
        },
        Error::Tls(_) | Error::Rustls(_) => (error.to_string(), false, false),
        error => (error.to_string(), true, false),
    };
    let is_late = matches!(error, Error::Timeout(_));
    LinkRequestError { why: format!("cannot be reached: {why}"), is_passing, is_late, is_closed }
}

/// Whether a redirect leads from the public network to this machine or its local network, which a link must not reach.
fn leads_inside(from: &Url, to: &Url) -> bool {
    is_inside(to) && !is_inside(from)
}

fn is_inside(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_internal(address.into()),
        Some(Host::Ipv6(address)) => is_internal(address.into()),
        Some(Host::Domain("localhost")) => true,
        Some(Host::Domain(name)) => {
            name.ends_with(".localhost")
                // If the name cannot be resolved, the request itself fails and reports that.
                || (name, 0).to_socket_addrs().is_ok_and(|mut found| found.any(|found| is_internal(found.ip())))
        }
        None => false,
    }
}

fn is_internal(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            address.is_loopback() || address.is_private() || address.is_link_local() || address.is_unspecified()
        }
        IpAddr::V6(address) => {
            address.is_loopback()
                || address.is_unique_local()
                || address.is_unicast_link_local()
                || address.is_unspecified()
        }
    }
}

#[cfg(test)]
mod tests {
    use ureq::http::HeaderValue;

    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("the test writes an address")
    }

    #[test]
    fn a_public_address_cannot_lead_into_the_network_of_the_editor() {
        let public = url("https://192.0.2.1/a");
        for inside in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://localhost:8080/",
            "http://a.localhost/",
            "http://10.1.2.3/",
            "http://192.168.0.1/",
            "http://172.16.0.1/",
            "http://169.254.169.254/latest/",
            "http://0.0.0.0/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
        ] {
            assert!(leads_inside(&public, &url(inside)), "{inside}");
            assert!(!leads_inside(&url("http://127.0.0.1:1/"), &url(inside)), "{inside}");
        }
        assert!(!leads_inside(&public, &url("https://198.51.100.7/b")));
        assert!(!leads_inside(&public, &url("https://[2001:db8::1]/b")));
    }

    #[test]
    fn a_redirect_may_be_relative_and_needs_its_status() {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, "../b?c#d".parse().expect("it is plain"));
        let from = url("https://example.org/x/y/a");
        assert_eq!(location(StatusCode::FOUND, &headers, &from), Some(url("https://example.org/x/b?c")));
        assert_eq!(location(StatusCode::OK, &headers, &from), None);
        headers.insert(LOCATION, HeaderValue::from_bytes("/müll".as_bytes()).expect("it may be any bytes"));
        assert_eq!(location(StatusCode::FOUND, &headers, &from), Some(url("https://example.org/m%C3%BCll")));
        assert_eq!(location(StatusCode::FOUND, &HeaderMap::new(), &from), None);
    }
}
