//! Answers from a few texts in memory, directly and through real sockets.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::{HeaderMap, Method, Response};
use bytes::Bytes;

use super::answer::{PreviewRequest, answer};
use super::state::{FileLookup, PageDependencyDigests, PreviewState, SiteFiles};
use crate::route::Route;

/// Files by their routes.
struct Texts {
    files: BTreeMap<Route, FileLookup>,
    versions: PageDependencyDigests,
}

impl SiteFiles for Texts {
    fn get(&self, route: &Route) -> FileLookup {
        assert_ne!(route.path(), "panic.html", "this one is meant to panic");
        self.files.get(route).cloned().unwrap_or(FileLookup::Missing)
    }

    fn has(&self, route: &Route) -> bool {
        self.files.contains_key(route)
    }

    fn versions(&self) -> &PageDependencyDigests {
        &self.versions
    }
}

const HOME: &str = "<!DOCTYPE html>\n<html>\n<head>\n<title>The ferry</title>\n</head>\n<body>…</body>\n</html>\n";

fn texts(files: &[(&str, &'static str)]) -> Arc<dyn SiteFiles> {
    let usual = [
        ("index.html", HOME),
        ("404.html", "<head><title>Lost</title>"),
        ("events/a/index.html", "<head><title>A"),
        ("events/ö b/index.html", "<head><title>Ö"),
        ("style.css", "a{}"),
        ("panic.html", ""),
    ];
    let mut files: BTreeMap<Route, FileLookup> = usual
        .iter()
        .chain(files)
        .map(|(path, text)| (Route::file(path).expect("sound"), FileLookup::File(Bytes::from_static(text.as_bytes()))))
        .collect();
    files.insert(Route::file("broken/index.html").expect("sound"), FileLookup::Broken);
    let versions = PageDependencyDigests { styles: "ab12".into(), assets: "cd34".into(), style_mark: "5e".into() };
    Arc::new(Texts { files, versions })
}

fn state(mount: &str, files: &[(&str, &'static str)]) -> PreviewState {
    PreviewState {
        build: 7,
        mount: mount.into(),
        site: Some(texts(files)),
        problems: None,
        changed: "event-a event-b".into(),
    }
}

fn empty() -> PreviewState {
    PreviewState { build: 7, mount: "/".into(), site: None, problems: None, changed: String::new() }
}

/// The answer for a path with its query.
fn get(state: &PreviewState, target: &str) -> Response<Bytes> {
    ask(state, &Method::GET, target, &HeaderMap::new())
}

fn ask(state: &PreviewState, method: &Method, target: &str, headers: &HeaderMap) -> Response<Bytes> {
    let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
    answer(state, &PreviewRequest { method, path, query, headers, host: "localhost:4000" })
}

fn status(state: &PreviewState, target: &str) -> u16 {
    get(state, target).status().as_u16()
}

fn header<'a>(response: &'a Response<Bytes>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().expect("visible"))
}

fn text(response: &Response<Bytes>) -> String {
    String::from_utf8(response.body().to_vec()).expect("UTF-8")
}

/// Status and target of a redirect.
fn sent_on(state: &PreviewState, target: &str) -> (u16, String) {
    let response = get(state, target);
    (response.status().as_u16(), header(&response, "location").to_owned())
}

fn on(status: u16, to: &str) -> (u16, String) {
    (status, to.to_owned())
}

#[test]
fn a_page_is_the_sites_own_but_for_the_script() {
    let response = get(&state("/", &[]), "/");
    let body = text(&response);
    let begin = body.find("<script").expect("there is a script");
    let end = body.find("</script>").expect("it ends") + "</script>".len();
    assert_eq!([&body[..begin], &body[end..]].concat(), HOME);
    let page = header(&response, "x-dateline-page");
    assert_eq!(page.len(), 32);
    assert_eq!(
        &body[begin..end],
        format!(
            "<script src=\"/__dateline/client.js\" data-build=\"7\" data-page=\"{page}\" data-styles=\"ab12\" \
             data-assets=\"cd34\" data-changed=\"event-a event-b\" defer></script>"
        )
    );
    assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8");
    assert_eq!(header(&response, "content-length"), body.len().to_string());
}

#[test]
fn what_is_put_into_the_tag_cannot_leave_its_attribute() {
    let state = PreviewState { changed: "\"><script>'&".into(), ..state("/", &[]) };
    assert!(text(&get(&state, "/")).contains("data-changed=\"&quot;&gt;&lt;script&gt;&apos;&amp;\" defer"));
}

#[test]
fn a_pages_hash_changes_with_its_own_text_only() {
    let hash = |state: &PreviewState| header(&get(state, "/"), "x-dateline-page").to_owned();
    let usual = hash(&state("/", &[]));
    assert_eq!(hash(&PreviewState { build: 8, changed: String::new(), ..state("/", &[("style.css", "b{}")]) }), usual);
    assert_ne!(hash(&state("/", &[("index.html", "<head>other")])), usual);
    // The version in the style sheet's address is not part of the page.
    let marked = |text| hash(&state("/", &[("index.html", text)]));
    assert_eq!(marked("<link href=style.css?v=5e>"), marked("<link href=style.css>"));
}

#[test]
fn files_are_the_sites_own_bytes() {
    let response = get(&state("/", &[("a.json", "{}")]), "/style.css?v=5e");
    assert_eq!((response.status().as_u16(), text(&response).as_str()), (200, "a{}"));
    assert_eq!(header(&response, "content-type"), "text/css; charset=utf-8");
    assert_eq!(header(&response, "x-dateline-page"), "");
    assert_eq!(text(&get(&state("/", &[("a.json", "{}")]), "/a.json")), "{}");
}

#[test]
fn folders_have_closing_slashes() {
    let state = state("/", &[]);
    assert_eq!(status(&state, "/events/a/"), 200);
    assert_eq!(status(&state, "/events/a/index.html"), 200);
    assert_eq!(sent_on(&state, "/events/a"), on(301, "/events/a/"));
    assert_eq!(sent_on(&state, "/events/a?q=%20&b"), on(301, "/events/a/?q=%20&b"));
    assert_eq!(sent_on(&state, "/events/%C3%B6%20b"), on(301, "/events/%C3%B6%20b/"));
    assert_eq!(status(&state, "/events"), 404);
    assert_eq!(status(&state, "/style.css/"), 404);
    assert_eq!(status(&state, "/index.html/"), 404);
}

#[test]
fn letters_are_found_in_whatever_way_they_are_composed() {
    let state = state("/", &[]);
    for target in ["/events/%C3%B6%20b/", "/events/o%CC%88%20b/", "/events/ö%20b/"] {
        assert_eq!(status(&state, target), 200, "{target}");
    }
    assert_eq!(sent_on(&state, "/events/o%CC%88%20b"), on(301, "/events/%C3%B6%20b/"));
    assert_eq!(status(&state, "/events/%25C3%25B6%20b/"), 404);
}

#[test]
fn nothing_but_the_sites_files_is_served() {
    let state =
        state("/", &[(".nojekyll", ""), (".git/config", "a"), (".well-known/security.txt", "b"), ("a/.env", "c")]);
    for malformed in [
        "/..",
        "/../site.toml",
        "/%2e%2e/site.toml",
        "/a/%2E%2E/b",
        "/a%2fb",
        "/a\\b",
        "/%5C",
        "/%00",
        "/a//b",
        "//",
        "/%ff",
        "/%",
    ] {
        let response = get(&state, malformed);
        assert_eq!(response.status(), 400, "{malformed}");
        assert_eq!(header(&response, "content-type"), "text/plain; charset=utf-8");
    }
    let long = format!("/{}", "a".repeat(5000));
    for missing in [
        "/.git/config",
        "/%2egit/config",
        "/.nojekyll",
        "/a/.env",
        "/%252e%252e/site.toml",
        "/c:/a",
        "/site.toml",
        &long,
    ] {
        assert_eq!(status(&state, missing), 404, "{missing}");
    }
    assert_eq!(status(&state, "/.well-known/security.txt"), 200);
}

#[test]
fn a_missing_page_gets_the_sites_own_answer() {
    let response = get(&state("/", &[]), "/nowhere/");
    assert_eq!(response.status(), 404);
    assert!(text(&response).contains("<title>Lost</title>") && text(&response).contains("client.js"));
    assert_eq!(header(&response, "x-dateline-page").len(), 32);
    let bare = Texts { files: BTreeMap::new(), versions: PageDependencyDigests::default() };
    let bare = PreviewState { site: Some(Arc::new(bare)), ..empty() };
    let response = get(&bare, "/");
    assert_eq!(response.status(), 404);
    assert!(text(&response).contains("client.js"));
}

#[test]
fn a_site_below_a_path_stays_there() {
    let state = state("/june/", &[]);
    assert_eq!(status(&state, "/june/"), 200);
    assert_eq!(status(&state, "/june/events/a/"), 200);
    assert_eq!(sent_on(&state, "/june/events/a?q"), on(301, "/june/events/a/?q"));
    assert_eq!(sent_on(&state, "/june"), on(301, "/june/"));
    assert_eq!(sent_on(&state, "/?q"), on(302, "/june/?q"));
    for outside in ["/events/a/", "/style.css", "/juneau/"] {
        let response = get(&state, outside);
        assert_eq!(response.status(), 404, "{outside}");
        assert!(text(&response).contains("/june/"), "{outside}");
    }
    assert!(text(&get(&state, "/june/nowhere")).contains("Lost"));
    assert_eq!(status(&state, "/__dateline/client.js"), 200);
    assert_eq!(status(&state, "/june/__dateline/client.js"), 404);
}

#[test]
fn before_there_is_a_site_every_address_waits_for_it() {
    for target in ["/", "/events/a/", "/style.css", "/.env"] {
        let response = get(&empty(), target);
        assert_eq!(response.status(), 503, "{target}");
        assert!(text(&response).contains("The site cannot be made yet"));
        assert!(text(&response).contains("<head><script src=\"/__dateline/client.js\" data-build=\"7\""));
        assert_eq!(header(&response, "x-dateline-page").len(), 32);
    }
    assert_eq!(status(&empty(), "/__dateline/client.js"), 200);
}

#[test]
fn a_page_that_could_not_be_rendered_says_so_and_waits() {
    let response = get(&state("/", &[]), "/broken/");
    assert_eq!(response.status(), 500);
    assert!(text(&response).contains("This page could not be made") && text(&response).contains("client.js"));
}

#[test]
fn moves_go_before_files_only_where_they_are_forced() {
    let moves =
        "/events/a/ /b/ 301\n/old /events/a/\n/style.css /other.css 302!\n/archive/* /events/:splat 308\n/* /ö 302\n";
    let state = state("/", &[("_redirects", moves)]);
    assert_eq!(status(&state, "/events/a/"), 200);
    assert_eq!(sent_on(&state, "/old?q"), on(301, "/events/a/?q"));
    assert_eq!(sent_on(&state, "/style.css"), on(302, "/other.css"));
    assert_eq!(sent_on(&state, "/archive/%C3%B6%20b/"), on(308, "/events/%C3%B6%20b/"));
    assert_eq!(sent_on(&state, "/nowhere"), on(302, "/%C3%B6"));
    assert_eq!(status(&state, "/%C3%B6"), 404);
    assert_eq!(status(&state, "/a//b"), 400);
    assert_eq!(status(&state, "/__dateline/nothing"), 404);
}

#[test]
fn head_has_the_headers_of_get_and_no_body() {
    let state = state("/", &[("_redirects", "/old /new")]);
    for target in ["/", "/style.css", "/nowhere", "/events/a", "/old", "/broken/", "/__dateline/problems", "/a//b"] {
        let get = get(&state, target);
        let head = ask(&state, &Method::HEAD, target, &HeaderMap::new());
        assert_eq!((head.status(), head.headers()), (get.status(), get.headers()), "{target}");
        assert!(head.body().is_empty() && !get.body().is_empty(), "{target}");
        assert_eq!(header(&head, "content-length"), get.body().len().to_string(), "{target}");
    }
}

#[test]
fn other_methods_are_not_allowed() {
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::CONNECT, Method::TRACE] {
        for state in [state("/", &[]), empty()] {
            let response = ask(&state, &method, "*", &HeaderMap::new());
            assert_eq!((response.status().as_u16(), header(&response, "allow")), (405, "GET, HEAD"), "{method}");
        }
    }
}

#[test]
fn every_answer_is_asked_for_again_and_shown_to_nobody_else() {
    let state = state("/", &[]);
    let had = get(&state, "/").headers()["etag"].clone();
    let mut conditional = HeaderMap::new();
    conditional.insert("if-none-match", had);
    let mut answers = vec![ask(&state, &Method::GET, "/", &conditional), ask(&state, &Method::POST, "/", &conditional)];
    assert_eq!(answers[0].status(), 304);
    answers.extend(
        ["/", "/style.css", "/nowhere", "/events/a", "/broken/", "/%", "/__dateline/client.js"]
            .map(|to| get(&state, to)),
    );
    for response in answers {
        assert_eq!(header(&response, "cache-control"), "no-cache");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header(&response, "cross-origin-resource-policy"), "same-origin");
        assert!(response.headers().keys().all(|name| !name.as_str().starts_with("access-control")));
    }
}

#[test]
fn a_page_that_the_client_has_is_not_sent_again_until_its_tag_or_text_changes() {
    let mut headers = HeaderMap::new();
    headers.insert("if-none-match", get(&state("/", &[]), "/").headers()["etag"].clone());
    let again = |state: &PreviewState| ask(state, &Method::GET, "/", &headers);
    let same = again(&state("/", &[]));
    assert_eq!((same.status().as_u16(), same.body().len()), (304, 0));
    assert_eq!(header(&same, "content-length"), "");
    assert_eq!(header(&same, "x-dateline-page").len(), 32);
    assert_eq!(again(&state("/", &[("index.html", "<head>other")])).status(), 200);
    assert_eq!(again(&PreviewState { build: 8, ..state("/", &[]) }).status(), 200);
}

#[test]
fn a_part_of_a_file_can_be_had() {
    let mut headers = HeaderMap::new();
    headers.insert("range", "bytes=1-".parse().expect("a header"));
    let response = ask(&state("/", &[]), &Method::GET, "/style.css", &headers);
    assert_eq!((response.status().as_u16(), text(&response).as_str()), (206, "{}"));
    assert_eq!((header(&response, "content-range"), header(&response, "content-length")), ("bytes 1-2/3", "2"));
    headers.insert("range", "bytes=3-".parse().expect("a header"));
    let response = ask(&state("/", &[]), &Method::GET, "/style.css", &headers);
    assert_eq!((response.status().as_u16(), header(&response, "content-range")), (416, "bytes */3"));
}

#[test]
fn the_problems_are_those_of_the_state() {
    let none = get(&empty(), "/__dateline/problems");
    assert_eq!((header(&none, "content-type"), text(&none).as_str()), ("application/json", "{\"findings\":[]}"));
    let some = PreviewState { problems: Some(Bytes::from_static(b"{\"findings\":[1]}")), ..empty() };
    assert_eq!(text(&get(&some, "/__dateline/problems")), "{\"findings\":[1]}");
}

#[test]
fn the_script_is_served_as_a_script() {
    let response = get(&empty(), "/__dateline/client.js");
    assert_eq!(header(&response, "content-type"), "text/javascript; charset=utf-8");
    assert_eq!(text(&response), include_str!("client.js"));
}

/// Through real sockets.
mod sockets {
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpStream};
    use std::thread;
    use std::time::Duration;

    use tokio::sync::{oneshot, watch};
    use tungstenite::client::IntoClientRequest as _;
    use tungstenite::{Message, WebSocket};

    use super::*;
    use crate::serve::guard::HostOriginPolicy;
    use crate::serve::http::run;

    /// A server in a thread of its own, which ends when this is dropped.
    struct Preview {
        address: SocketAddr,
        states: watch::Sender<Arc<PreviewState>>,
        end: Option<oneshot::Sender<()>>,
        thread: Option<thread::JoinHandle<()>>,
    }

    impl Preview {
        fn new(state: PreviewState) -> Self {
            let (states, follower) = watch::channel(Arc::new(state));
            let (end, ended) = oneshot::channel::<()>();
            let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
            listener.set_nonblocking(true).expect("sockets can be non-blocking");
            let address = listener.local_addr().expect("it is bound");
            let thread = thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                runtime.block_on(async {
                    let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                    tokio::select! {
                        _ = run(listener, follower, HostOriginPolicy::new("127.0.0.1", address)) => {}
                        _ = ended => {}
                    }
                });
            });
            Self { address, states, end: Some(end), thread: Some(thread) }
        }

        fn connect(&self) -> TcpStream {
            let stream = TcpStream::connect(self.address).expect("the server listens");
            stream.set_read_timeout(Some(Duration::from_secs(20))).expect("not zero");
            stream
        }

        /// Sends a request as it is, with the server's address in place of `HOST`, and returns the raw answer.
        fn raw(&self, request: &str) -> String {
            let mut stream = self.connect();
            stream.write_all(request.replace("HOST", &self.address.to_string()).as_bytes()).expect("sent");
            let mut answer = String::new();
            stream.read_to_string(&mut answer).expect("the server closes");
            answer
        }

        fn socket(&self, origin: Option<&str>) -> Result<WebSocket<TcpStream>, String> {
            let mut request = format!("ws://{}/__dateline/live", self.address).into_client_request().expect("sound");
            if let Some(origin) = origin {
                request.headers_mut().insert("origin", origin.parse().expect("a header"));
            }
            let (socket, _) = tungstenite::client(request, self.connect()).map_err(|error| error.to_string())?;
            Ok(socket)
        }

        fn own_socket(&self) -> WebSocket<TcpStream> {
            self.socket(Some(&format!("http://{}", self.address))).expect("the page's own socket is taken")
        }
    }

    impl Drop for Preview {
        fn drop(&mut self) {
            drop(self.end.take());
            let ended = self.thread.take().expect("it ends once").join();
            assert!(ended.is_ok() || thread::panicking());
        }
    }

    fn message(socket: &mut WebSocket<TcpStream>) -> serde_json::Value {
        loop {
            if let Message::Text(text) = socket.read().expect("a message") {
                return serde_json::from_str(text.as_str()).expect("JSON");
            }
        }
    }

    const CLOSE: &str = "Host: HOST\r\nConnection: close\r\n\r\n";

    #[test]
    fn a_browser_gets_pages_and_heads_and_refusals() {
        let preview = Preview::new(state("/", &[]));
        let get = preview.raw(&format!("GET / HTTP/1.1\r\n{CLOSE}"));
        assert!(get.starts_with("HTTP/1.1 200 OK\r\n") && get.contains("<title>The ferry"), "{get}");
        let length = |answer: &str| {
            let line = answer.lines().find(|line| line.to_ascii_lowercase().starts_with("content-length:"));
            line.map(str::to_owned)
        };
        let head = preview.raw(&format!("HEAD / HTTP/1.1\r\n{CLOSE}"));
        assert!(head.ends_with("\r\n\r\n") && length(&head).is_some(), "{head}");
        assert_eq!(length(&head), length(&get));
        assert_eq!(head.matches("content-length").count(), 1);
        let had = get.lines().find_map(|line| line.strip_prefix("etag: ")).expect("a tag");
        let same = preview.raw(&format!("GET / HTTP/1.1\r\nIf-None-Match: {had}\r\n{CLOSE}"));
        assert!(same.starts_with("HTTP/1.1 304 ") && length(&same).is_none() && same.ends_with("\r\n\r\n"), "{same}");
        for (request, answer) in [
            ("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "403"),
            ("GET / HTTP/1.0\r\n\r\n", "403"),
            (&format!("GET http://evil.example/ HTTP/1.1\r\n{CLOSE}"), "403"),
            (&format!("GET http://HOST/ HTTP/1.1\r\n{CLOSE}"), "200"),
            (&format!("GET / HTTP/1.1\r\nOrigin: http://evil.example\r\n{CLOSE}"), "403"),
            (&format!("GET /../site.toml HTTP/1.1\r\n{CLOSE}"), "400"),
            (&format!("GET /a\\b HTTP/1.1\r\n{CLOSE}"), "400"),
            (&format!("GET //evil.example/ HTTP/1.1\r\n{CLOSE}"), "400"),
            (&format!("POST / HTTP/1.1\r\nContent-Length: 2\r\n{CLOSE}ab"), "405"),
            (&format!("OPTIONS * HTTP/1.1\r\n{CLOSE}"), "405"),
            (&format!("GET /__dateline/live HTTP/1.1\r\nOrigin: http://HOST\r\n{CLOSE}"), "400"),
        ] {
            let got = preview.raw(request);
            assert_eq!(got.split(' ').nth(1), Some(answer), "{request}\n{got}");
            assert!(!got.contains("The ferry") || answer == "200", "{got}");
        }
    }

    #[test]
    fn a_request_that_fails_inside_harms_no_other() {
        let preview = Preview::new(state("/", &[]));
        assert!(preview.raw(&format!("GET /panic.html HTTP/1.1\r\n{CLOSE}")).starts_with("HTTP/1.1 500 "));
        assert!(preview.raw(&format!("GET / HTTP/1.1\r\n{CLOSE}")).starts_with("HTTP/1.1 200 "));
    }

    #[test]
    fn a_socket_tells_of_the_state_and_of_each_that_follows() {
        let preview = Preview::new(state("/", &[]));
        let mut socket = preview.own_socket();
        let first = socket.read().expect("a message").into_text().expect("a text");
        assert_eq!(
            first.as_str(),
            r#"{"command":"reload","build":7,"styles":"ab12","assets":"cd34","problems":false}"#
        );
        let problems = Some(Bytes::from_static(b"{}"));
        preview.states.send_replace(Arc::new(PreviewState { build: 8, problems, ..empty() }));
        let next = message(&mut socket);
        assert_eq!((&next["build"], &next["styles"], &next["problems"]), (&8.into(), &"".into(), &true.into()));
        let page = preview.raw(&format!("GET / HTTP/1.1\r\n{CLOSE}"));
        assert!(page.starts_with("HTTP/1.1 503 "), "{page}");
    }

    #[test]
    fn a_socket_of_another_page_is_refused() {
        let preview = Preview::new(state("/", &[]));
        for origin in [None, Some("http://evil.example"), Some("null"), Some("http://localhost:1")] {
            let refused = preview.socket(origin).map(drop).expect_err("refused");
            assert!(refused.contains("403"), "{refused}");
        }
    }

    #[test]
    fn two_hundred_pages_hear_of_a_change_and_a_slow_one_of_the_newest() {
        let preview = Preview::new(state("/", &[]));
        let mut sockets: Vec<_> = (0..200).map(|_| preview.own_socket()).collect();
        for socket in &mut sockets {
            assert_eq!(message(socket)["build"], 7);
        }
        for build in 8..=1000 {
            preview.states.send_replace(Arc::new(PreviewState { build, ..empty() }));
        }
        for socket in &mut sockets {
            let mut heard = 7;
            while heard < 1000 {
                let build = message(socket)["build"].as_u64().expect("a number");
                assert!(build > heard, "{build} after {heard}");
                heard = build;
            }
        }
    }

    #[test]
    fn a_page_that_goes_is_forgotten() {
        let preview = Preview::new(state("/", &[]));
        let mut socket = preview.own_socket();
        message(&mut socket);
        assert!(preview.states.receiver_count() > 1, "beside the server itself, the socket follows");
        drop(socket);
        for _ in 0..500 {
            if preview.states.receiver_count() == 1 {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("the server still follows for {} peers", preview.states.receiver_count() - 1);
    }
}
