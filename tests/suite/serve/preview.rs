//! A running preview server, and the comparison of what it serves with a fresh build.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use camino::Utf8PathBuf;
use dateline::config::BaseUrl;
use dateline::diagnostic::to_json;
use dateline::load::load;
use dateline::pipeline::{BuildOptions, build};
use regex::Regex;
use tungstenite::client::IntoClientRequest as _;
use tungstenite::{Message, WebSocket};

/// How long the server may take until it shows what is on the disk.
pub const PATIENCE: Duration = Duration::from_secs(15);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(15);

static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"<script src="/__dateline/client\.js"[^>]*></script>"#).unwrap());
static POLICY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"<meta http-equiv="Content-Security-Policy" content="[^"]*">"#).unwrap());

/// What somebody else wrote into the output folder, which a preview never touches.
type Untouched = BTreeMap<PathBuf, (Vec<u8>, SystemTime)>;
/// A finding as it is compared: code, file, line.
type Finding = (String, Option<String>, Option<u64>);

/// The last site that could be built: bytes by the path of their address.
type Pages = BTreeMap<String, Vec<u8>>;

/// How to start a preview.
#[derive(Default)]
pub struct Start {
    /// Beside `-C` and `--port 0`.
    pub arguments: Vec<&'static str>,
    /// The program, where it is not the one that was built.
    pub program: Option<PathBuf>,
    pub user: Option<u32>,
}

/// A running server. It is ended when this is dropped.
pub struct Preview {
    child: Child,
    /// `127.0.0.1:41327`
    pub host: String,
    root: PathBuf,
    options: BuildOptions,
    pub agent: ureq::Agent,
    lines: Arc<Mutex<Vec<String>>>,
    good: Option<Pages>,
    gone: BTreeSet<String>,
    untouched: Untouched,
}

impl Preview {
    pub fn start(root: &Path) -> Self {
        Self::start_with(root, Start::default())
    }

    /// Starts the server of a folder, with files of somebody else's in its output, and waits until it tells its address.
    pub fn start_with(root: &Path, start: Start) -> Self {
        fs::create_dir_all(root.join("public/events")).unwrap();
        for (name, text) in [("sentinel.txt", "not the preview's"), ("events/index.html", "an older build")] {
            if !root.join("public").join(name).exists() {
                fs::write(root.join("public").join(name), text).unwrap();
            }
        }
        let mut options = BuildOptions::default();
        for (at, argument) in start.arguments.iter().enumerate() {
            match *argument {
                "--drafts" => options.drafts = true,
                "--base-url" => options.base_url = Some(BaseUrl::new(start.arguments[at + 1]).ok()),
                _ => {}
            }
        }
        let program = start.program.unwrap_or_else(|| assert_cmd::cargo::cargo_bin("dateline"));
        let mut command = Command::new(program);
        command.arg("serve").arg("-C").arg(root);
        if !start.arguments.contains(&"--default-port") {
            command.args(["--port", "0"]);
        }
        command.args(start.arguments.iter().filter(|argument| **argument != "--default-port"));
        command.env("NO_COLOR", "1").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        if let Some(user) = start.user {
            command.uid(user).gid(user);
        }
        let mut child = command.spawn().unwrap();
        let lines = Arc::new(Mutex::new(Vec::new()));
        let told = collect(child.stderr.take().unwrap(), Arc::clone(&lines));
        let Ok(host) = told.recv_timeout(PATIENCE * 2) else {
            let _ = child.kill();
            panic!("the server told no address: {:?}", lines.lock().unwrap());
        };
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .build()
            .into();
        let untouched = snapshot(&root.join("public"));
        let root = root.to_path_buf();
        Self { child, host, root, options, agent, lines, good: None, gone: BTreeSet::new(), untouched }
    }

    /// What the server has printed.
    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// Ends the server by a signal; it must end at once, and well. Nothing may have been written anywhere.
    pub fn stop_by(mut self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let begun = Instant::now();
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None if begun.elapsed() > Duration::from_secs(5) => panic!("{signal} does not end the server"),
                None => thread::sleep(PAUSE),
            }
        };
        assert_eq!(status.code(), Some(0), "after {signal}: {:?}", self.lines());
        self.check_untouched();
    }

    pub fn stop(self) {
        self.stop_by("-TERM");
    }

    /// From now on, the server can have so many files open at once, connections among them.
    #[cfg(target_os = "linux")]
    pub fn limit_files(&self, number: usize) {
        let (process, limit) = (self.child.id().to_string(), format!("--nofile={number}:"));
        assert!(Command::new("prlimit").args(["--pid", &process, &limit]).status().unwrap().success());
    }

    fn check_untouched(&self) {
        if self.root.join("public").exists() {
            assert!(snapshot(&self.root.join("public")) == self.untouched, "the output folder was touched");
        }
        for entry in fs::read_dir(&self.root).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(!name.starts_with(".public"), "{name} was left beside the output folder");
        }
    }

    /// Status and body of an address, such as `/june/`.
    pub fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let answer = self.agent.get(format!("http://{}{path}", self.host)).call();
        let mut answer = answer.unwrap_or_else(|error| panic!("{path}: {error}; {:?}", self.lines()));
        (answer.status().as_u16(), answer.body_mut().read_to_vec().unwrap())
    }

    /// An attribute of the injected tag on a page.
    pub fn attribute(&self, path: &str, name: &str) -> String {
        let body = String::from_utf8(self.get(path).1).unwrap();
        let tag = TAG.find(&body).unwrap_or_else(|| panic!("{path} has no tag: {body}")).as_str();
        let value = Regex::new(&format!("{name}=\"([^\"]*)\"")).unwrap();
        value.captures(tag).unwrap_or_else(|| panic!("{name} is missing in {tag}"))[1].to_owned()
    }

    /// The number of the build that a page comes from.
    pub fn build(&self, path: &str) -> u64 {
        self.attribute(path, "data-build").parse().unwrap()
    }

    /// What the overlay is told.
    pub fn problems(&self) -> serde_json::Value {
        let (status, body) = self.get("/__dateline/problems");
        assert_eq!(status, 200);
        serde_json::from_slice(&body).unwrap()
    }

    /// Waits for a line that the server prints.
    pub fn wait_for_line_after(&self, number: usize) -> String {
        let begun = Instant::now();
        loop {
            if let Some(line) = self.lines().get(number) {
                return line.clone();
            }
            assert!(begun.elapsed() < PATIENCE, "nothing was printed");
            thread::sleep(PAUSE);
        }
    }

    /// Builds the folder afresh and waits until the server shows just that: every file, nothing that is gone, and, where
    /// the build fails, the last good site and the errors.
    #[track_caller]
    pub fn wait_until_equal(&mut self) {
        let errors = self.expect_what_is_on_the_disk();
        self.wait_for(&errors, "");
    }

    /// As [`Self::wait_until_equal`]; a failure says what was done before.
    #[track_caller]
    pub fn wait_until_equal_after(&mut self, what: &str) {
        let errors = self.expect_what_is_on_the_disk();
        self.wait_for(&errors, what);
    }

    /// Waits until the server shows the last good site and an error with this code.
    #[track_caller]
    pub fn wait_until_broken(&self, code: &str, file: Option<&str>) {
        let begun = Instant::now();
        let is_told =
            || self.told().iter().any(|found| found.0 == code && (file.is_none() || found.1.as_deref() == file));
        while !is_told() {
            assert!(begun.elapsed() < PATIENCE, "{code} is not told, but {}", self.problems());
            thread::sleep(PAUSE);
        }
        let differing = self.differing(usize::MAX);
        assert!(differing.is_empty(), "{}", differing.into_values().collect::<String>());
    }

    fn expect_what_is_on_the_disk(&mut self) -> BTreeSet<Finding> {
        let root = Utf8PathBuf::from_path_buf(self.root.clone()).unwrap();
        let loaded = load(&root, None);
        let built = build(&loaded.inputs, &self.options, &());
        let Some(output) = &built.site else {
            let found = built.findings.iter().map(|finding| to_json(finding, &built.files));
            return found
                .filter(|finding| finding["severity"] == "error")
                .map(|finding| comparable(&finding))
                .collect();
        };
        let base = match &self.options.base_url {
            Some(base) => base.clone(),
            None => {
                let file = loaded.inputs.files.get(loaded.inputs.site.unwrap());
                dateline::parse::config(loaded.inputs.site.unwrap(), &file.path, &file.text).0.base_url
            }
        };
        let mount = base.as_ref().map_or("/", BaseUrl::path).to_owned();
        // Hidden files are for hosts, which do not serve them either.
        let served = output.iter().filter(|(route, _)| !route.path().starts_with('.'));
        // Without a base_url the server links its page for missing addresses in its own way.
        let served = served.filter(|(route, _)| base.is_some() || route.path() != "404.html");
        let pages: Pages = served.map(|(route, bytes)| (format!("{mount}{}", route.url()), bytes.to_vec())).collect();
        if let Some(before) = self.good.take() {
            // The host's root leads to a site that has moved below a path, and the page for missing addresses is there
            // without a base_url as well.
            let is_there = |path: &String| path == "/" || (base.is_none() && path == "/404.html");
            self.gone = before.into_keys().filter(|path| !is_there(path) && !pages.contains_key(path)).collect();
        }
        self.good = Some(pages);
        BTreeSet::new()
    }

    #[track_caller]
    fn wait_for(&self, errors: &BTreeSet<Finding>, what: &str) {
        let begun = Instant::now();
        loop {
            // One difference is enough to go on waiting.
            if self.problems_differ(errors).is_none() && self.differing(1).is_empty() {
                return;
            }
            if begun.elapsed() > PATIENCE {
                break;
            }
            thread::sleep(PAUSE);
        }
        let differing = self.differing(usize::MAX);
        let mut report = format!("the preview is not what a build is {what}\n");
        let _ = writeln!(report, "{}", self.problems_differ(errors).unwrap_or_default());
        let _ = writeln!(
            report,
            "{} addresses differ: {:?}",
            differing.len(),
            differing.keys().take(30).collect::<Vec<_>>()
        );
        differing.values().take(5).for_each(|text| report.push_str(text));
        let lines = self.lines();
        let _ = write!(report, "printed at last: {:#?}", &lines[lines.len().saturating_sub(12)..]);
        panic!("{report}");
    }

    fn told(&self) -> Vec<Finding> {
        let problems = self.problems();
        let list = problems["findings"].as_array().cloned().unwrap_or_default();
        list.iter().filter(|finding| finding["severity"] == "error").map(comparable).collect()
    }

    /// Errors of a build that the server does not tell, or any that it tells of a site that is well.
    fn problems_differ(&self, errors: &BTreeSet<Finding>) -> Option<String> {
        let told: BTreeSet<Finding> = self.told().into_iter().collect();
        let missing: Vec<_> = errors.difference(&told).collect();
        let is_well = missing.is_empty() && (!errors.is_empty() || told.is_empty());
        (!is_well).then(|| format!("errors not told: {missing:?}; errors told: {told:?}"))
    }

    /// Up to so many addresses that do not answer as the last good build says, with the first difference of each.
    fn differing(&self, at_most: usize) -> BTreeMap<String, String> {
        let pages =
            self.good.iter().flatten().filter_map(|(path, bytes)| Some((path.clone(), self.differs(path, bytes)?)));
        let gone = self.gone.iter().filter_map(|path| {
            let (status, _) = self.get(path);
            (status != 404).then(|| (path.clone(), format!("{path} is gone, but answers {status}\n")))
        });
        gone.chain(pages).take(at_most).collect()
    }

    fn differs(&self, path: &str, expected: &[u8]) -> Option<String> {
        let answer = self.agent.get(format!("http://{}{path}", self.host)).call();
        let mut answer = answer.unwrap_or_else(|error| panic!("{path}: {error}; {:?}", self.lines()));
        let body = answer.body_mut().with_config().limit(1 << 30).read_to_vec().unwrap();
        if answer.status() != 200 {
            return Some(format!("{path} answers {}\n", answer.status()));
        }
        let kind = answer.headers().get("content-type").map_or("", |value| value.to_str().unwrap_or(""));
        let body = if kind.starts_with("text/html") {
            let (plain, tag) = self.without_injection(&body);
            let page = answer.headers().get("x-dateline-page").map_or("", |value| value.to_str().unwrap_or(""));
            if page.is_empty() || !tag.contains(&format!("data-page=\"{page}\"")) {
                return Some(format!("{path}: the header X-Dateline-Page is {page:?}, the tag is {tag:?}\n"));
            }
            plain
        } else if path.ends_with('/') || path.ends_with(".html") {
            return Some(format!("{path} is {kind:?}\n"));
        } else {
            body
        };
        (body != expected).then(|| first_difference(path, expected, &body))
    }

    /// A page as it was before the tag was put in and its policy was widened, and the tag.
    fn without_injection(&self, body: &[u8]) -> (Vec<u8>, String) {
        let Ok(text) = std::str::from_utf8(body) else { return (body.to_vec(), String::new()) };
        let tag = TAG.find(text).map_or("", |found| found.as_str()).to_owned();
        let text = TAG.replace(text, "");
        let socket = format!(" ws://{}", self.host);
        let text = POLICY.replace(&text, |found: &regex::Captures<'_>| found[0].replacen(&socket, "", 1));
        (text.into_owned().into_bytes(), tag)
    }

    /// A WebSocket, as a page of the site opens it.
    pub fn live(&self) -> WebSocket<TcpStream> {
        let mut request = format!("ws://{}/__dateline/live", self.host).into_client_request().unwrap();
        request.headers_mut().insert("Origin", format!("http://{}", self.host).parse().unwrap());
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        tungstenite::client(request, stream).unwrap().0
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next message that tells a build, and the build.
pub fn next_build(socket: &mut WebSocket<TcpStream>) -> (u64, serde_json::Value) {
    loop {
        if let Message::Text(text) = socket.read().unwrap() {
            let message: serde_json::Value = serde_json::from_str(&text).unwrap();
            return (message["build"].as_u64().unwrap(), message);
        }
    }
}

fn comparable(finding: &serde_json::Value) -> Finding {
    let place = &finding["place"];
    (finding["code"].as_str().unwrap().to_owned(), place["file"].as_str().map(str::to_owned), place["line"].as_u64())
}

/// Keeps what a process prints; tells the host once, from the first line.
fn collect(stream: impl std::io::Read + Send + 'static, lines: Arc<Mutex<Vec<String>>>) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    let address = Regex::new("http://([^ /]+)/").unwrap();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let mut lines = lines.lock().unwrap();
            if let Some(found) = address.captures(&line).filter(|_| lines.is_empty()) {
                let _ = sender.send(found[1].to_owned());
            }
            lines.push(line);
        }
    });
    receiver
}

fn snapshot(folder: &Path) -> Untouched {
    let files = crate::support::tree(folder).into_iter();
    files
        .map(|(name, bytes)| {
            let path = folder.join(name);
            let modified = fs::metadata(&path).unwrap().modified().unwrap();
            (path, (bytes, modified))
        })
        .collect()
}

fn first_difference(path: &str, expected: &[u8], found: &[u8]) -> String {
    let at = expected.iter().zip(found).take_while(|(one, other)| one == other).count();
    let part = |bytes: &[u8]| {
        let (from, to) = (at.saturating_sub(60).min(bytes.len()), (at + 120).min(bytes.len()));
        String::from_utf8_lossy(&bytes[from..to]).into_owned()
    };
    format!("{path} differs from byte {at}:\n  built  {:?}\n  served {:?}\n", part(expected), part(found))
}
