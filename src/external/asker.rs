//! Requests many addresses without burdening their hosts.
//!
//! In: addresses. Out: a [`LinkStatus`] for each, in the same order. Addresses on one host are requested one after the
//! other; different hosts are asked in parallel. If a host is busy, the request is repeated after a wait, unless the
//! wait would be too long.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use url::{Origin, Url};

use super::PolitenessPolicy;
use super::request::{HttpClient, LinkRequestError, LinkRequestMethod, LinkResponse};

/// The result of checking an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkStatus {
    /// It leads somewhere.
    Fine,
    /// The host refuses to answer programs; a person may get an answer.
    Silent,
    /// It leads nowhere. The text gives the reason and follows the address in messages.
    Unreachable(String),
}

/// Requests every address. `step` is called after each one.
pub fn ask(urls: &[&Url], manners: &PolitenessPolicy, step: &(dyn Fn() + Sync)) -> Vec<LinkStatus> {
    let jobs = Mutex::new(by_host(urls));
    let next = || jobs.lock().expect("nobody panics while holding it").pop();
    let client = HttpClient::new(manners);
    let work = || {
        let mut answers = Vec::new();
        while let Some(job) = next() {
            let mut host = HostLinkChecker { client: &client, manners, closed: Vec::new(), late: 0 };
            for (at, url) in job {
                answers.push((at, host.ask(url)));
                step();
            }
        }
        answers
    };
    let mut answers: Vec<(usize, LinkStatus)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..manners.connections.min(urls.len())).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("asking does not panic")).collect()
    });
    answers.sort_unstable_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Addresses with their positions in the list, grouped by host. The host with the most addresses is last and is taken
/// first, since it takes longest.
fn by_host<'u>(urls: &[&'u Url]) -> Vec<Vec<(usize, &'u Url)>> {
    let mut hosts: BTreeMap<Option<&str>, Vec<(usize, &Url)>> = BTreeMap::new();
    for (at, url) in urls.iter().enumerate() {
        hosts.entry(url.host_str()).or_default().push((at, url));
    }
    let mut jobs: Vec<_> = hosts.into_values().collect();
    jobs.sort_by_key(Vec::len);
    jobs
}

/// Requests the addresses on one host.
struct HostLinkChecker<'a> {
    client: &'a HttpClient,
    manners: &'a PolitenessPolicy,
    /// Origins that accept no connection, do not answer, or ask for too long a pause. Their other pages are not
    /// requested.
    closed: Vec<(Origin, LinkStatus)>,
    /// How many addresses in a row brought no answer in time.
    late: usize,
}

/// After so many timeouts in a row, the other addresses of a host are not requested, because that would take hours.
const MOST_LATE: usize = 3;

impl HostLinkChecker<'_> {
    fn ask(&mut self, url: &Url) -> LinkStatus {
        let origin = url.origin();
        if let Some((_, answer)) = self.closed.iter().find(|(closed, _)| *closed == origin) {
            return answer.clone();
        }
        let reply = self.last_reply(url);
        let is_late = matches!(&reply, LinkResponse::Failure(failure) if failure.is_late);
        self.late = if is_late { self.late + 1 } else { 0 };
        let is_closed = match &reply {
            LinkResponse::Failure(failure) => failure.is_closed || self.late >= MOST_LATE,
            LinkResponse::Status { code, .. } => code.as_u16() == 429 && self.wait(&reply, 0).is_none(),
            LinkResponse::Loop => false,
        };
        let answer = answer(reply);
        if is_closed {
            self.closed.push((origin, answer.clone()));
        }
        answer
    }

    /// Sends HEAD first, GET if that fails, and repeats the request if the failure may be temporary.
    fn last_reply(&self, url: &Url) -> LinkResponse {
        let mut method = LinkRequestMethod::Head;
        let mut retries = 0;
        loop {
            let reply = self.client.follow(method, url);
            if is_fine(&reply) {
                return reply;
            }
            if is_passing(&reply) && retries < self.manners.retries {
                let Some(wait) = self.wait(&reply, retries) else { return reply };
                thread::sleep(wait);
                retries += 1;
            } else if method == LinkRequestMethod::Get {
                return reply;
            }
            // Many hosts answer HEAD wrongly or not at all.
            method = LinkRequestMethod::Get;
        }
    }

    /// How long to wait before the next try; `None` if the host asks for too long a pause.
    fn wait(&self, reply: &LinkResponse, retries: u32) -> Option<Duration> {
        match reply {
            LinkResponse::Status { retry_after: Some(wait), .. } => {
                Some(*wait).filter(|wait| *wait <= self.manners.longest_wait)
            }
            _ => Some(self.manners.backoff * 2u32.pow(retries)),
        }
    }
}

fn is_fine(reply: &LinkResponse) -> bool {
    matches!(reply, LinkResponse::Status { code, .. } if code.as_u16() < 400)
}

/// Whether the failure may be temporary.
fn is_passing(reply: &LinkResponse) -> bool {
    match reply {
        LinkResponse::Status { code, .. } => code.is_server_error() || code.as_u16() == 429,
        LinkResponse::Loop => false,
        LinkResponse::Failure(failure) => failure.is_passing,
    }
}

fn answer(reply: LinkResponse) -> LinkStatus {
    match reply {
        reply if is_fine(&reply) => LinkStatus::Fine,
        LinkResponse::Status { code, .. } if code.is_server_error() || matches!(code.as_u16(), 404 | 410) => {
            LinkStatus::Unreachable(format!("answers {code}"))
        }
        // 401, 403, 429, 451, 999 and other statuses with which hosts refuse programs.
        LinkResponse::Status { .. } | LinkResponse::Loop => LinkStatus::Silent,
        LinkResponse::Failure(LinkRequestError { why, .. }) => LinkStatus::Unreachable(why),
    }
}
