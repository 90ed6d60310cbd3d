//! Links to other hosts, asked of a host of our own on this machine: what it says, what becomes of it, and whether it was
//! asked with manners.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use dateline::external::{LinkCache, LinkCheckSummary, LinkStatus, PolitenessPolicy, ask, check};
use dateline::plan::ExternalLink;
use dateline::span::{Files, Span};
use url::Url;

use crate::support::{dateline, write};

/// Manners that take no time; what a test measures it sets itself.
const HASTY: PolitenessPolicy = PolitenessPolicy {
    connections: 8,
    pause: Duration::ZERO,
    timeout: Duration::from_secs(20),
    retries: 2,
    backoff: Duration::from_millis(10),
    longest_wait: Duration::from_secs(10),
};

/// What a host does when it is asked.
enum Does {
    /// Status and headers, each with its line end.
    Says(u16, String),
    /// Nothing, for so long.
    Waits(Duration),
    /// It closes the connection.
    Closes,
    /// It sends a body without an end.
    Floods,
}

fn says(code: u16) -> Does {
    Does::Says(code, String::new())
}

fn sends_on(code: u16, to: &str) -> Does {
    Does::Says(code, format!("Location: {to}\r\n"))
}

/// What was asked of a host.
#[derive(Default)]
struct Log {
    /// "HEAD /a", in the order in which they came.
    requests: Vec<String>,
    /// All headers of all requests, in lower case.
    headers: String,
    open: usize,
    most_open: usize,
    last_end: Option<Instant>,
    pauses: Vec<Duration>,
    flooded: usize,
}

/// A host on this machine.
struct TestHost {
    port: u16,
    log: Arc<Mutex<Log>>,
}

impl TestHost {
    /// A host that does `does`, given "HEAD /a" and how often just that was asked before.
    fn new(does: impl Fn(&str, usize) -> Does + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("0.0.0.0:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let log = Arc::new(Mutex::new(Log::default()));
        let (does, shared) = (Arc::new(does), Arc::clone(&log));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (does, log) = (Arc::clone(&does), Arc::clone(&shared));
                thread::spawn(move || answer(&stream.unwrap(), &*does, &log));
            }
        });
        Self { port, log }
    }

    fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://127.0.0.1:{}{path}", self.port)).unwrap()
    }

    /// What a host says of `/`, and what it was asked.
    fn asked(
        does: impl Fn(&str, usize) -> Does + Send + Sync + 'static,
        manners: &PolitenessPolicy,
    ) -> (LinkStatus, Vec<String>) {
        let host = Self::new(does);
        let answer = ask(&[&host.url("/")], manners, &|| ()).remove(0);
        (answer, host.requests())
    }

    fn requests(&self) -> Vec<String> {
        self.log.lock().unwrap().requests.clone()
    }
}

/// Reads one request and does what is to be done.
fn answer(mut stream: &TcpStream, does: &dyn Fn(&str, usize) -> Does, log: &Mutex<Log>) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let asked = first.rsplit_once(' ').unwrap().0.to_owned();
    let does = {
        let mut log = log.lock().unwrap();
        let before = log.requests.iter().filter(|known| **known == asked).count();
        log.requests.push(asked.clone());
        log.headers.push_str(&headers.join("\n").to_lowercase());
        log.open += 1;
        log.most_open = log.most_open.max(log.open);
        let pause = log.last_end.map(|end| end.elapsed());
        log.pauses.extend(pause);
        does(&asked, before)
    };
    // Long enough that two at a time would meet.
    thread::sleep(Duration::from_millis(5));
    let mut flooded = 0;
    let words = match &does {
        Does::Says(code, headers) => {
            format!("HTTP/1.1 {code} x\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n")
        }
        Does::Waits(time) => {
            thread::sleep(*time);
            String::new()
        }
        Does::Closes => String::new(),
        Does::Floods => "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".to_owned(),
    };
    {
        let mut log = log.lock().unwrap();
        log.open -= 1;
        log.last_end = Some(Instant::now());
    }
    let _ = stream.write_all(words.as_bytes());
    if matches!(does, Does::Floods) {
        while let Ok(written) = stream.write(&[b'x'; 4096]) {
            flooded += written;
        }
    }
    log.lock().unwrap().flooded += flooded;
}

fn unreachable(words: &str) -> LinkStatus {
    LinkStatus::Unreachable(words.to_owned())
}

#[test]
fn a_page_that_answers_is_asked_once_and_without_its_body() {
    assert_eq!(TestHost::asked(|_, _| says(200), &HASTY), (LinkStatus::Fine, vec!["HEAD /".to_owned()]));
}

#[test]
fn a_page_that_is_gone_is_asked_as_a_browser_does_before_it_is_told() {
    for (code, words) in [(404, "answers 404 Not Found"), (410, "answers 410 Gone")] {
        let (answer, requests) = TestHost::asked(move |_, _| says(code), &HASTY);
        assert_eq!(answer, unreachable(words));
        assert_eq!(requests, ["HEAD /", "GET /"]);
    }
}

#[test]
fn a_host_that_refuses_head_is_asked_with_get() {
    for code in [400, 403, 404, 405, 501] {
        let does = move |asked: &str, _| says(if asked.starts_with("HEAD") { code } else { 200 });
        assert_eq!(TestHost::asked(does, &HASTY), (LinkStatus::Fine, vec!["HEAD /".to_owned(), "GET /".to_owned()]));
    }
}

#[test]
fn walls_are_not_dead_links() {
    for code in [401, 402, 403, 406, 429, 451, 999] {
        let (answer, _) = TestHost::asked(move |_, _| says(code), &HASTY);
        assert_eq!(answer, LinkStatus::Silent, "{code}");
    }
}

#[test]
fn a_host_in_trouble_is_asked_again_twice_and_no_more() {
    let mut trouble = vec![says(503), says(502), says(200)];
    trouble.reverse();
    let trouble = Mutex::new(trouble);
    let (answer, requests) = TestHost::asked(move |_, _| trouble.lock().unwrap().pop().unwrap(), &HASTY);
    assert_eq!((answer, requests.len()), (LinkStatus::Fine, 3));
    let (answer, requests) = TestHost::asked(|_, _| says(503), &HASTY);
    assert_eq!((answer, requests.len()), (unreachable("answers 503 Service Unavailable"), 3));
}

#[test]
fn a_host_is_left_alone_for_as_long_as_it_wants() {
    let busy = |seconds: u32| Does::Says(429, format!("Retry-After: {seconds}\r\n"));
    let begun = Instant::now();
    let does = move |asked: &str, _| if asked.starts_with("HEAD") { busy(1) } else { says(200) };
    assert_eq!(TestHost::asked(does, &HASTY).0, LinkStatus::Fine);
    assert!(begun.elapsed() >= Duration::from_secs(1));
    // An hour is too long to wait, and asking before would be rude.
    let (answer, requests) = TestHost::asked(move |_, _| busy(3600), &HASTY);
    assert_eq!((answer, requests.len()), (LinkStatus::Silent, 1));
}

#[test]
fn a_host_that_wants_to_be_left_alone_for_long_is_not_asked_for_its_other_pages() {
    let host = TestHost::new(|_, _| Does::Says(429, "Retry-After: 3600\r\n".to_owned()));
    let urls = ["/a", "/b", "/c"].map(|path| host.url(path));
    assert_eq!(ask(&urls.each_ref(), &HASTY, &|| ()), vec![LinkStatus::Silent; 3]);
    assert_eq!(host.requests(), ["HEAD /a"]);
}

#[test]
fn a_host_that_lets_three_addresses_wait_is_not_waited_for_again() {
    let manners = PolitenessPolicy { timeout: Duration::from_millis(100), retries: 0, ..HASTY };
    let host = TestHost::new(|_, _| Does::Waits(Duration::from_secs(5)));
    let urls = ["/a", "/b", "/c", "/d", "/e"].map(|path| host.url(path));
    let answers = ask(&urls.each_ref(), &manners, &|| ());
    assert_eq!(answers, vec![unreachable("cannot be reached: 127.0.0.1 did not answer within 0.1 s"); 5]);
    assert!(!host.requests().iter().any(|asked| asked.ends_with("/d") || asked.ends_with("/e")));
}

#[test]
fn redirects_are_followed_to_their_end() {
    let does = |asked: &str, _| match asked {
        "HEAD /" => sends_on(301, "/a/b"),
        "HEAD /a/b" => sends_on(302, "c#part"),
        "HEAD /a/c" => sends_on(308, "/end"),
        _ => says(200),
    };
    let (answer, requests) = TestHost::asked(does, &HASTY);
    assert_eq!(answer, LinkStatus::Fine);
    assert_eq!(requests, ["HEAD /", "HEAD /a/b", "HEAD /a/c", "HEAD /end"]);
    let to_nothing = |asked: &str, _| if asked.ends_with(" /") { sends_on(302, "/gone") } else { says(404) };
    assert_eq!(TestHost::asked(to_nothing, &HASTY).0, unreachable("answers 404 Not Found"));
    let (answer, _) = TestHost::asked(|_, _| sends_on(302, "ftp://example.org/"), &HASTY);
    assert_eq!(answer, unreachable("leads to ftp://example.org/, which is no web page"));
}

#[test]
fn redirects_without_an_end_are_left_and_say_nothing() {
    let (answer, requests) = TestHost::asked(|_, _| sends_on(302, "/"), &HASTY);
    assert_eq!(answer, LinkStatus::Silent);
    // The address and ten redirects, with each of the two methods.
    assert_eq!(requests.len(), 22);
}

#[test]
fn a_host_that_does_not_answer_in_time_is_unreachable() {
    let manners = PolitenessPolicy { timeout: Duration::from_millis(300), ..HASTY };
    let (answer, requests) = TestHost::asked(|_, _| Does::Waits(Duration::from_secs(5)), &manners);
    assert_eq!(answer, unreachable("cannot be reached: 127.0.0.1 did not answer within 0.3 s"));
    assert_eq!(requests.len(), 3);
}

#[test]
fn a_host_that_hangs_up_is_unreachable() {
    let (answer, requests) = TestHost::asked(|_, _| Does::Closes, &HASTY);
    assert_eq!(answer, unreachable("cannot be reached: 127.0.0.1 ended the connection without an answer"));
    assert_eq!(requests.len(), 3);
    let (answer, _) =
        TestHost::asked(|asked, _| if asked.starts_with("HEAD") { Does::Closes } else { says(200) }, &HASTY);
    assert_eq!(answer, LinkStatus::Fine);
}

#[test]
fn a_host_that_takes_no_connection_is_unreachable() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = Url::parse(&format!("http://127.0.0.1:{port}/")).unwrap();
    let answers = ask(&[&url, &url], &HASTY, &|| ());
    assert_eq!(answers, vec![unreachable("cannot be reached: 127.0.0.1 takes no connection"); 2]);
    // Names below .invalid belong to nobody, ever.
    let url = Url::parse("http://nobody.invalid/").unwrap();
    assert_eq!(
        ask(&[&url], &HASTY, &|| ()),
        [unreachable("cannot be reached: no address is found for nobody.invalid")]
    );
}

#[test]
fn a_host_that_has_no_certificate_is_unreachable() {
    let host = TestHost::new(|_, _| says(200));
    let url = Url::parse(&format!("https://127.0.0.1:{}/", host.port)).unwrap();
    let LinkStatus::Unreachable(why) = ask(&[&url], &HASTY, &|| ()).remove(0) else { panic!("it was reached") };
    assert!(why.starts_with("cannot be reached: "), "{why}");
}

#[test]
fn a_body_without_an_end_is_not_read() {
    let host = TestHost::new(|asked, _| if asked.starts_with("HEAD") { says(405) } else { Does::Floods });
    assert_eq!(ask(&[&host.url("/")], &HASTY, &|| ()), [LinkStatus::Fine]);
    // The host hears of the closed connection a moment later.
    let until = Instant::now() + Duration::from_secs(10);
    while host.log.lock().unwrap().flooded == 0 && Instant::now() < until {
        thread::sleep(Duration::from_millis(10));
    }
    // What the buffers of both ends took.
    let flooded = host.log.lock().unwrap().flooded;
    assert!((1..16 << 20).contains(&flooded), "{flooded} bytes were sent");
}

#[test]
fn a_host_is_never_asked_two_things_at_once_and_has_its_pause() {
    let host = TestHost::new(|asked, _| if asked.ends_with("/0") { sends_on(302, "/redirected") } else { says(200) });
    let urls: Vec<Url> = (0..8).map(|number| host.url(&format!("/{number}"))).collect();
    let manners = PolitenessPolicy { pause: Duration::from_millis(60), ..HASTY };
    let answers = ask(&urls.iter().collect::<Vec<_>>(), &manners, &|| ());
    assert_eq!(answers, vec![LinkStatus::Fine; 8]);
    let log = host.log.lock().unwrap();
    assert_eq!((log.requests.len(), log.most_open), (9, 1));
    assert!(log.pauses.iter().all(|pause| *pause >= manners.pause), "{:?}", log.pauses);
}

#[cfg(target_os = "linux")]
#[test]
fn hosts_are_asked_beside_one_another_but_not_too_many() {
    let host = TestHost::new(|_, _| {
        thread::sleep(Duration::from_millis(1));
        says(200)
    });
    // Every such address is this machine, and another host.
    let urls: Vec<Url> =
        (1..=24).map(|number| Url::parse(&format!("http://127.0.0.{number}:{}/", host.port)).unwrap()).collect();
    let manners = PolitenessPolicy { connections: 3, ..HASTY };
    let steps = Mutex::new(0);
    let answers = ask(&urls.iter().collect::<Vec<_>>(), &manners, &|| *steps.lock().unwrap() += 1);
    assert_eq!((answers, *steps.lock().unwrap()), (vec![LinkStatus::Fine; 24], 24));
    let most = host.log.lock().unwrap().most_open;
    assert!((2..=3).contains(&most), "{most} at once");
}

#[test]
fn the_program_says_who_it_is_and_nothing_of_the_editor() {
    let cookie = |_: &str, before| match before {
        0 => Does::Says(302, "Location: /\r\nSet-Cookie: a=b\r\n".to_owned()),
        _ => says(200),
    };
    let host = TestHost::new(cookie);
    assert_eq!(ask(&[&host.url("/")], &HASTY, &|| ()), [LinkStatus::Fine]);
    let log = host.log.lock().unwrap();
    assert_eq!(log.requests.len(), 2);
    assert!(log.headers.contains(concat!("user-agent: dateline/", env!("CARGO_PKG_VERSION"), " (link check)")));
    for header in ["referer", "cookie", "authorization", "accept-language"] {
        assert!(!log.headers.contains(header), "{}", log.headers);
    }
}

#[test]
fn who_answered_lately_is_not_asked_and_an_address_is_told_at_all_its_places() {
    let host = TestHost::new(|asked, _| says(if asked.ends_with("/gone") { 404 } else { 200 }));
    let mut files = Files::default();
    let file = files.add("a.md", "one two");
    let spans = vec![Span::new(file, 0..3), Span::new(file, 4..7)];
    let links = ["/fine", "/gone"].map(|path| ExternalLink { url: host.url(path), spans: spans.clone() });
    let mut memory = LinkCache::default();
    let mut run = |now| {
        let (asked, findings) = check(&links, &mut memory, now, &HASTY, &());
        let places: Vec<Span> = findings.iter().filter_map(|finding| finding.span).collect();
        assert_eq!(places, spans);
        asked
    };
    let first = LinkCheckSummary { addresses: 2, hosts: 1, unreachable: 1, silent: 0, remembered: 0 };
    let second = LinkCheckSummary { addresses: 1, remembered: 1, ..first };
    let week = 7 * 24 * 60 * 60;
    assert_eq!([run(1_000), run(2_000), run(1_000 + week)], [first, second, first]);
    let requests: HashMap<String, usize> = host.requests().into_iter().fold(HashMap::new(), |mut counts, request| {
        *counts.entry(request).or_default() += 1;
        counts
    });
    assert_eq!((requests["HEAD /fine"], requests["HEAD /gone"]), (2, 3));
}

/// A site whose files name two pages of a host, one of them in many places.
fn site(host: &TestHost) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let (gone, fine) = (host.url("/gone"), host.url("/fine"));
    let file = |path: &str, text: String| write(&dir.path().join(path), text);
    file(
        "site.toml",
        format!("title = \"A\"\nlicence = {{ name = \"Terms\", url = \"{fine}\" }}\nrepository = \"{gone}\"\n"),
    );
    file(
        "content/sources/all.toml",
        format!(
            "[[sources]]\nid = \"a\"\npublisher = \"A\"\nurl = \"{gone}\"\narchived = [{{ url = \"{fine}#x\" }}]\nnote = \"See [it]({gone}).\"\n"
        ),
    );
    file(
        "content/events/a.md",
        format!(
            "+++\ntitle = \"A\"\ndate = \"2025-06-01\"\n[check]\ndeny = [\"link/unreachable\"]\n+++\nÄ [one]({gone}#a), <a href=\"{gone}\">two</a>, [three](mailto:a@example.org)\n"
        ),
    );
    file("content/pages/about.md", format!("+++\ntitle = \"B\"\n+++\n[one][x]\n\n[x]: {gone}\n"));
    dir
}

/// What stands in a file at a place of a report.
fn words_at(place: &serde_json::Value, file: &Path) -> String {
    let number = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
    let text = fs::read_to_string(file).unwrap();
    let line = text.lines().nth(number("line") - 1).unwrap();
    let (start, end) = (number("column") - 1, number("end_column") - 1);
    line.chars().skip(start).take(end - start).collect()
}

#[test]
fn check_asks_each_address_once_and_tells_every_place() {
    let host = TestHost::new(|asked, _| says(if asked.ends_with("/gone") { 404 } else { 200 }));
    let dir = site(&host);
    let run = |args: &[&str]| dateline().arg("-C").arg(dir.path()).arg("check").args(args).output().unwrap();
    run(&[]);
    assert_eq!(host.requests(), Vec::<String>::new(), "nobody wanted it to ask");
    assert!(!dir.path().join(".dateline").exists());

    let output = run(&["--external", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "the event's file denies it");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let places: Vec<(&str, &str, String)> = findings
        .iter()
        .filter(|finding| finding["code"] == "link/unreachable")
        .map(|finding| {
            let place = &finding["place"];
            let file = place["file"].as_str().unwrap();
            (finding["severity"].as_str().unwrap(), file, words_at(place, &dir.path().join(file)))
        })
        .collect();
    let gone = host.url("/gone");
    let expected = [
        ("error", "content/events/a.md", format!("{gone}#a")),
        ("error", "content/events/a.md", format!("{gone}")),
        ("warning", "content/pages/about.md", "[one][x]".to_owned()),
        ("warning", "content/sources/all.toml", format!("\"{gone}\"")),
        ("warning", "content/sources/all.toml", format!("{gone}")),
        ("warning", "site.toml", format!("\"{gone}\"")),
    ];
    assert_eq!(places, expected);
    let mut requests = host.requests();
    requests.sort();
    assert_eq!(requests, ["GET /gone", "HEAD /fine", "HEAD /gone"]);
    assert_eq!(report["external"]["addresses"], 2);

    let again = run(&["--external"]);
    let words = String::from_utf8(again.stderr).unwrap();
    let told = "asked 1 address of 1 host: 1 unreachable, 0 would not say, 1 not asked because they answered lately";
    assert!(words.contains(told), "{words}");
    assert!(words.contains("/gone answers 404 Not Found"), "{words}");
}

#[test]
fn a_site_without_links_is_left_without_a_memory() {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"A\"\n");
    let output = dateline().arg("-C").arg(dir.path()).args(["check", "--external"]).output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("asked 0 addresses of 0 hosts: 0 unreachable, 0 would not say"), "{words}");
    assert!(!dir.path().join(".dateline").exists());
}
