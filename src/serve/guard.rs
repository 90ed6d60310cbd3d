//! Decides which requests are admitted: those of browsers that opened this server by its own address and were not sent
//! by a page of another site.
//!
//! In: the address at which the server listens, then the target and headers of each request. Out: the host of the
//! request, or the reason for refusing it. A page of another site could send the visitor's browser here under a name of
//! its own (DNS rebinding) or fetch drafts (cross-site requests). `Host`, `Origin` and `Sec-Fetch-Site` reveal that.

use std::net::{IpAddr, SocketAddr};

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Uri};

/// The rules by which requests are admitted.
#[derive(Clone, Debug)]
pub(super) struct HostOriginPolicy {
    /// The host name with which the server was started.
    host: String,
    bound: SocketAddr,
}

/// Why a request is refused, in words for its sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestRefusal(pub String);

impl HostOriginPolicy {
    /// The rules of a server that was started with `host` and listens at `bound`.
    pub fn new(host: &str, bound: SocketAddr) -> Self {
        Self { host: host.trim_matches(['[', ']']).to_owned(), bound }
    }

    /// The host of a request with its port, as the browser names it, or why the request is refused.
    pub fn admit<'a>(&self, target: &Uri, headers: &'a HeaderMap) -> Result<&'a str, RequestRefusal> {
        let mut hosts = headers.get_all(HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return Err(self.refusal("it does not say which host it is for"));
        };
        let host = host.to_str().ok().filter(|host| self.is_ours(host));
        let target = target.authority().is_none_or(|authority| self.is_ours(authority.as_str()));
        let Some(host) = host.filter(|_| target) else {
            return Err(self.refusal("it is for a host that is not this one"));
        };
        let own = format!("http://{host}");
        let is_foreign = headers.get_all(ORIGIN).iter().any(|origin| origin.as_bytes() != own.as_bytes());
        if is_foreign || is_from_elsewhere(headers) {
            return Err(self.refusal("a page of another site sent it"));
        }
        Ok(host)
    }

    /// The same for a WebSocket. Browsers open one to any host, but always send the page's origin.
    pub fn admit_socket<'a>(&self, target: &Uri, headers: &'a HeaderMap) -> Result<&'a str, RequestRefusal> {
        if headers.contains_key(ORIGIN) {
            self.admit(target, headers)
        } else {
            Err(self.refusal("it does not say which page sent it"))
        }
    }

    /// Whether an authority (`host` or `host:port`) names this server.
    fn is_ours(&self, authority: &str) -> bool {
        let (host, port) = match authority.rsplit_once(':') {
            // The last colon of `[::1]` is inside the brackets.
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (authority, None),
        };
        port.is_none_or(|port| port == self.bound.port().to_string()) && self.is_our_host(host)
    }

    fn is_our_host(&self, host: &str) -> bool {
        let literal = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
            Some(inner) => inner.parse().ok().map(IpAddr::V6),
            None => host.parse().ok().map(IpAddr::V4),
        };
        if let Some(address) = literal.map(|address| address.to_canonical()) {
            // Others can make a host name resolve to this server, but not an IP address.
            return address.is_loopback() || address == self.bound.ip() || self.bound.ip().is_unspecified();
        }
        let host = host.to_ascii_lowercase();
        is_name(&host)
            && (host == "localhost" || host.ends_with(".localhost") || host == self.host.to_ascii_lowercase())
    }

    fn refusal(&self, why: &str) -> RequestRefusal {
        let here = self.authority();
        RequestRefusal(format!(
            "This preview does not answer the request: {why}.\nOpen http://{here}/, or start the preview with --host and \
             the name that you want to reach it by.\n"
        ))
    }

    /// The host and port at which this machine reaches the server.
    pub fn authority(&self) -> String {
        match self.bound.ip() {
            ip if ip.is_unspecified() => format!("localhost:{}", self.bound.port()),
            _ => self.bound.to_string(),
        }
    }
}

/// Whether a text has the form of a host name: letters, digits, hyphens, underscores and dots.
fn is_name(host: &str) -> bool {
    host.split('.').all(|label| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}

/// Whether the browser says that a page of another site sent the request. A link from there to here is fine; a frame
/// with this page inside the other one is not.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let is = |name: &str, value: &str| headers.get(name).is_some_and(|own| own.as_bytes() == value.as_bytes());
    let followed = is("sec-fetch-mode", "navigate")
        && (is("sec-fetch-dest", "document") || !headers.contains_key("sec-fetch-dest"));
    is("sec-fetch-site", "cross-site") && !followed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(host: &str, bound: &str) -> HostOriginPolicy {
        HostOriginPolicy::new(host, bound.parse().expect("an address"))
    }

    fn local() -> HostOriginPolicy {
        guard("127.0.0.1", "127.0.0.1:4000")
    }

    fn headers(list: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in list {
            headers.append(*name, value.parse().expect("a header"));
        }
        headers
    }

    fn admits(guard: &HostOriginPolicy, list: &[(&'static str, &str)]) -> bool {
        guard.admit(&Uri::from_static("/"), &headers(list)).is_ok()
    }

    #[test]
    fn only_hosts_that_nobody_else_can_own_are_admitted() {
        for host in [
            "localhost:4000",
            "localhost",
            "LocalHost:4000",
            "june.localhost:4000",
            "127.0.0.1:4000",
            "127.1.2.3",
            "[::1]:4000",
            "[::1]",
            "[::ffff:127.0.0.1]:4000",
        ] {
            assert!(admits(&local(), &[("host", host)]), "{host}");
        }
        for host in [
            "",
            ":4000",
            "localhost:4001",
            "localhost:",
            "localhost:04000",
            "localhost:4000:4000",
            "localhost.evil.example:4000",
            "evil.example",
            "evillocalhost",
            ".localhost",
            "a..localhost",
            "a;b.localhost",
            "user@localhost:4000",
            "127.0.0.1.evil.example",
            "0127.0.0.1",
            "127.1",
            "10.0.0.1:4000",
            "0.0.0.0:4000",
            "[::2]",
            "::1",
            "[127.0.0.1]",
            "[::1",
        ] {
            assert!(!admits(&local(), &[("host", host)]), "{host}");
        }
        assert!(!admits(&local(), &[]));
        assert!(!admits(&local(), &[("host", "localhost:4000"), ("host", "localhost:4000")]));
    }

    #[test]
    fn the_host_that_the_server_was_started_for_is_admitted() {
        let named = guard("desk.example", "192.0.2.7:4000");
        assert!(admits(&named, &[("host", "Desk.example:4000")]));
        assert!(admits(&named, &[("host", "192.0.2.7:4000")]));
        assert!(!admits(&named, &[("host", "192.0.2.8:4000")]));
        assert!(admits(&guard("2001:db8::1", "[2001:db8::1]:4000"), &[("host", "[2001:DB8::1]:4000")]));
        for open in [guard("0.0.0.0", "0.0.0.0:4000"), guard("::", "[::]:4000")] {
            assert!(admits(&open, &[("host", "192.0.2.8:4000")]));
            assert!(admits(&open, &[("host", "[2001:db8::1]:4000")]));
            assert!(!admits(&open, &[("host", "desk.example:4000")]));
        }
    }

    #[test]
    fn an_origin_must_be_the_hosts_own() {
        let with = |origin| admits(&local(), &[("host", "localhost:4000"), ("origin", origin)]);
        assert!(with("http://localhost:4000"));
        for foreign in
            ["http://localhost", "https://localhost:4000", "http://127.0.0.1:4000", "null", "", "http://evil.example"]
        {
            assert!(!with(foreign), "{foreign}");
        }
        let twice =
            [("host", "localhost:4000"), ("origin", "http://localhost:4000"), ("origin", "http://evil.example")];
        assert!(!admits(&local(), &twice));
    }

    #[test]
    fn a_socket_needs_an_origin() {
        let socket =
            |list: &[(&'static str, &str)]| local().admit_socket(&Uri::from_static("/"), &headers(list)).is_ok();
        assert!(socket(&[("host", "localhost:4000"), ("origin", "http://localhost:4000")]));
        assert!(!socket(&[("host", "localhost:4000")]));
        assert!(!socket(&[("host", "localhost:4000"), ("origin", "http://evil.example")]));
    }

    #[test]
    fn a_whole_target_is_judged_by_its_host_too() {
        let host = headers(&[("host", "localhost:4000")]);
        let admits = |target| local().admit(&Uri::from_static(target), &host).is_ok();
        assert!(admits("http://localhost:4000/a"));
        assert!(!admits("http://evil.example/a"));
        assert!(!admits("http://user@localhost:4000/a"));
    }

    #[test]
    fn other_sites_may_link_here_and_nothing_more() {
        let with = |list: &[(&'static str, &str)]| {
            admits(&local(), &[&[("host", "localhost:4000"), ("sec-fetch-site", "cross-site")], list].concat())
        };
        assert!(with(&[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")]));
        assert!(with(&[("sec-fetch-mode", "navigate")]));
        assert!(!with(&[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")]));
        assert!(!with(&[("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")]));
        assert!(!with(&[]));
        assert!(admits(&local(), &[("host", "127.0.0.1:4000"), ("sec-fetch-site", "same-origin")]));
    }

    #[test]
    fn a_refusal_says_why_and_what_to_do() {
        let RequestRefusal(words) =
            local().admit(&Uri::from_static("/"), &headers(&[("host", "evil.example")])).unwrap_err();
        assert!(words.contains("a host that is not this one") && words.contains("http://127.0.0.1:4000/"), "{words}");
    }
}
