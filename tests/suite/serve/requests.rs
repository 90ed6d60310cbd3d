//! Requests of many and of hostile visitors.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use super::opened;
use super::preview::{PATIENCE, Preview, next_build};

/// The answer to a request, byte for byte as it was typed.
fn raw(preview: &Preview, request: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(&preview.host).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // A server that is offended may close hard, after its answer.
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.unwrap_or_else(|| panic!("no answer to {request:?}: {answer:?}")), answer)
}

fn get(preview: &Preview, target: &str, host: &str, more: &str) -> (u16, String) {
    raw(preview, &format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"))
}

#[test]
fn a_change_is_told_with_a_greater_build() {
    let (mut story, mut preview) = opened();
    let mut socket = preview.live();
    let (first, message) = next_build(&mut socket);
    assert_eq!(first, preview.build("/june/"));
    assert_eq!(message["command"], "reload");
    assert_eq!(message["problems"], false);
    story.change(0, |event| event.title = "Told".to_owned());
    let (second, message) = next_build(&mut socket);
    assert!(second > first, "{second} does not follow {first}");
    assert_eq!(message["styles"], preview.attribute("/june/", "data-styles"));
    preview.wait_until_equal();
    let good = story.read("content/actors.toml");
    story.put("content/actors.toml", "[broken\n");
    let mut message = next_build(&mut socket).1;
    while message["problems"] != true {
        message = next_build(&mut socket).1;
    }
    story.put("content/actors.toml", good);
    while message["problems"] != false {
        message = next_build(&mut socket).1;
    }
    let told: Vec<&String> = message.as_object().unwrap().keys().collect();
    assert_eq!(told.len(), 5, "{told:?}");
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn a_restarted_server_counts_on() {
    let (story, preview) = opened();
    let before = preview.build("/june/");
    preview.stop();
    let mut preview = Preview::start(&story.root());
    preview.wait_until_equal();
    assert!(preview.build("/june/") > before);
}

#[test]
fn two_hundred_pages_and_five_thousand_requests_are_served() {
    let (mut story, mut preview) = opened();
    let mut sockets: Vec<_> = (0..200).map(|_| preview.live()).collect();
    let before: Vec<u64> = sockets.iter_mut().map(|socket| next_build(socket).0).collect();
    thread::scope(|scope| {
        for worker in 0..4 {
            let (preview, events) = (&preview, &story.events);
            scope.spawn(move || {
                for number in 0..1250 {
                    let event = &events[(number + worker) % events.len()];
                    assert_eq!(preview.get(&format!("/june/events/{}/", event.id)).0, 200);
                }
            });
        }
    });
    story.change(0, |event| event.title = "Told to all".to_owned());
    for (socket, before) in sockets.iter_mut().zip(before) {
        assert!(next_build(socket).0 > before);
    }
    preview.wait_until_equal();
    drop(sockets);
    story.change(0, |event| event.title = "Told to nobody".to_owned());
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn an_address_that_does_not_exist_answers_with_the_sites_own_page() {
    let (_story, preview) = opened();
    let (status, body) = preview.get("/june/events/nothing/");
    assert_eq!(status, 404);
    assert!(String::from_utf8_lossy(&body).contains("No such page"));
    assert_eq!(preview.get("/__dateline/client.js").0, 200);
    assert_eq!(preview.get("/__dateline/nothing").0, 404);
    preview.stop();
}

#[test]
fn head_tells_which_page_is_served() {
    let (_story, preview) = opened();
    for path in ["/june/", "/june/about/", "/june/nothing/"] {
        let answer = preview.agent.head(format!("http://{}{path}", preview.host)).call().unwrap();
        let page = answer.headers()["x-dateline-page"].to_str().unwrap().to_owned();
        assert_eq!(page, preview.attribute(path, "data-page"), "{path}");
    }
    preview.stop();
}

#[test]
fn addresses_that_lead_out_of_the_site_get_nothing() {
    let (story, preview) = opened();
    fs::write(story.beside("outside.txt"), "xyzzy-7781").unwrap();
    for path in [".env", "static/.env", "content/.env", ".git/config", "static/deep/.hidden"] {
        story.put(path, "xyzzy-7781");
    }
    story.put("site.toml", story.read("site.toml") + "# xyzzy-7781\n");
    thread::sleep(Duration::from_millis(500));
    let targets = "/../outside.txt /june/../../outside.txt /june/../site.toml /june/%2e%2e/site.toml /june/%2e%2e/%2e%2e/outside.txt \
        /june/..%2foutside.txt /june/%2e%2e%2f%2e%2e%2foutside.txt /june/..%5c..%5coutside.txt /june/..\\..\\outside.txt \
        /june/%00 /june/map.svg%00 /june/%00/../map.svg /june/.env /june/%2eenv /june/static/.env /june/content/.env \
        /june/.git/config /june/deep/.hidden /june/site.toml /site.toml /june//etc/passwd //etc/passwd /june/%c0%ae%c0%ae/site.toml \
        /june/%ff /june/%zz /june/events/./e001/ /june/events/%2e/e001/ /__dateline/../site.toml /__dateline/%2e%2e/site.toml \
        /june/public/sentinel.txt /june/sentinel.txt /june/file:///etc/passwd /june/C:/site.toml";
    for target in targets.split_ascii_whitespace() {
        let (status, answer) = get(&preview, target, &preview.host, "");
        assert!(matches!(status, 400 | 403 | 404), "{target} answers {status}");
        for secret in ["xyzzy-7781", "root:", "not the preview's", "base_url ="] {
            assert!(!answer.contains(secret), "{target} tells {secret}");
        }
    }
    assert_eq!(get(&preview, "/june/map.svg", &preview.host, "").0, 200);
    preview.stop();
}

#[test]
fn strangers_are_turned_away() {
    let (_story, preview) = opened();
    let port = preview.host.split_once(':').unwrap().1;
    for host in ["evil.example", "evil.example:80", &format!("evil.example:{port}"), "127.0.0.1.evil.example", ""] {
        for target in ["/june/", "/__dateline/problems", "/__dateline/client.js"] {
            let (status, answer) = get(&preview, target, host, "");
            assert!(matches!(status, 400 | 403 | 404), "{host:?} gets {status} for {target}");
            assert!(!answer.contains("Quill"), "{host:?} is told of the site");
        }
    }
    let (status, _) = raw(&preview, "GET /june/ HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!(matches!(status, 400 | 403 | 404), "without a host: {status}");
    assert_eq!(get(&preview, "/june/", &format!("localhost:{port}"), "").0, 200);
    let upgrade = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    let knock = |origin: &str| {
        let request = format!(
            "GET /__dateline/live HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nOrigin: {origin}\r\n{upgrade}\r\n",
            preview.host
        );
        let mut stream = TcpStream::connect(&preview.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        String::from_utf8_lossy(&head[9..]).into_owned()
    };
    for origin in ["http://evil.example", &format!("http://evil.example:{port}"), "null", "http://127.0.0.1:1"] {
        let status = knock(origin);
        assert!(["400", "403", "404"].contains(&status.as_str()), "{origin} gets {status}");
    }
    assert_eq!(knock(&format!("http://{}", preview.host)), "101");
    preview.stop();
}

#[test]
fn other_methods_change_nothing() {
    let (_story, preview) = opened();
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let head = format!("{method} /june/map.svg HTTP/1.1\r\nHost: {}\r\n", preview.host);
        let (status, _) = raw(&preview, &format!("{head}Connection: close\r\nContent-Length: 0\r\n\r\n"));
        assert!((400..500).contains(&status), "{method} gets {status}");
    }
    assert_eq!(preview.get("/june/map.svg").0, 200);
    preview.stop();
}
