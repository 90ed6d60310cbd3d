//! Collects which page or file wants which address, and reports where two want the same.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::route::{Route, Slug};
use crate::span::Span;

/// The page or file that claims an address. It is put into words only where two claims collide.
#[derive(Clone, Copy)]
pub(super) enum RouteClaimant<'a> {
    /// Something that the program makes, described in words.
    Ours(&'static str),
    /// A page of the theme.
    Theme(&'static str),
    /// The page of a thing.
    Thing(&'static str, &'a Slug),
    /// An earlier id of a thing: that id, the kind of thing, its id now.
    Earlier(&'a Slug, &'static str, &'a Slug),
    /// A list of events: its folder and the id of the actor, topic or place.
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

    /// Reports every two claims on the same address. A file `method` and a page `method/index.html` also collide,
    /// because a file and a folder cannot have the same name.
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
