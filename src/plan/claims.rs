//! Who claims which address, and where two things claim one.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::route::{Route, Slug};
use crate::span::Span;

/// Who claims an address. Its words are wanted only where two meet.
#[derive(Clone, Copy)]
pub(super) enum RouteClaimant<'a> {
    /// Something that the program makes, in words.
    Ours(&'static str),
    /// A page that the theme has.
    Theme(&'static str),
    /// The page of a thing.
    Thing(&'static str, &'a Slug),
    /// An earlier id of a thing.
    Earlier(&'a Slug, &'static str, &'a Slug),
    /// The list of what belongs to an actor, topic or place.
    Listing(&'static str, &'a Slug),
    /// A file that the program makes.
    Generated(&'static str),
    /// A static file.
    File(&'a str),
}

impl fmt::Display for RouteClaimant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ours(words) => f.write_str(words),
            Self::Theme(page) => write!(f, "the theme's page {page}"),
            Self::Thing(what, id) => write!(f, "the {what} {id}"),
            Self::Earlier(alias, what, id) => write!(f, "the earlier id {alias} of the {what} {id}"),
            Self::Listing(folder, id) => write!(f, "{folder}/{id}"),
            Self::Generated(name) => write!(f, "the generated file {name}"),
            Self::File(path) => write!(f, "the file {path}"),
        }
    }
}

struct RouteClaim<'a> {
    route: Route,
    who: RouteClaimant<'a>,
    span: Option<Span>,
}

/// All claims of a site.
#[derive(Default)]
pub(super) struct RouteClaims<'a> {
    list: Vec<RouteClaim<'a>>,
}

impl<'a> RouteClaims<'a> {
    pub(super) fn add(&mut self, route: Route, who: RouteClaimant<'a>, span: Option<Span>) {
        self.list.push(RouteClaim { route, who, span });
    }

    /// Reports every two claims on one address. A file `method` and a page `method/index.html` cannot both be written:
    /// that is one address claimed twice.
    pub(super) fn report(&self) -> Diagnostics {
        let mut claims: Vec<(Cow<'_, str>, &RouteClaim<'_>)> =
            self.list.par_iter().map(|claim| (claim.route.collision_key(), claim)).collect();
        claims.par_sort_by(|(a, _), (b, _)| a.cmp(b));
        let mut first_below: HashMap<&str, &RouteClaim<'_>> = HashMap::new();
        for (key, claim) in &claims {
            for (end, _) in key.match_indices('/') {
                first_below.entry(&key[..end]).or_insert(claim);
            }
        }
        let mut findings = Diagnostics::default();
        for same in claims.chunk_by(|(a, _), (b, _)| a == b) {
            let below = first_below.get(&*same[0].0).copied();
            let mut rivals = below.into_iter().chain(same.iter().map(|(_, claim)| *claim));
            let first = rivals.next().expect("a chunk is not empty");
            findings.extend(rivals.map(|second| collision(first, second)));
        }
        findings
    }
}

fn collision(first: &RouteClaim<'_>, second: &RouteClaim<'_>) -> Diagnostic {
    let message = format!("{} and {} both want to stand at {}", first.who, second.who, first.route);
    let mut finding = Diagnostic::new(Code::RouteCollision, message);
    finding.span = second.span.or(first.span);
    if let (Some(first_span), Some(_)) = (first.span, second.span) {
        finding = finding.see(first_span, first.who.to_string());
    }
    finding.help("rename one of them")
}
