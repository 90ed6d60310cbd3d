//! An index of who held which office when, for reading many texts.
//!
//! In: a site's actors and offices. Out: [`OfficeHolders`], which finds names in a text and decides whether a person
//! held an office on a day. An office or a term that is not recorded never counts as a mistake.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::super::reading;
use super::days::DayInterval;
use super::titles::OfficeTitleIndex;
use crate::date::When;
use crate::model::{Actor, ActorIx, ActorKind, Office, OfficeIx, Site};

/// An index of who held which office when. It is built once for a run.
pub struct OfficeHolders {
    names: AhoCorasick,
    /// The actor whose name each pattern of `names` is.
    owners: Vec<ActorIx>,
    pub(super) titles: OfficeTitleIndex,
    people: Vec<OfficePerson>,
    seats: Vec<OfficeTerms>,
}

/// The data of an actor that matter here.
#[derive(Default)]
struct OfficePerson {
    /// The folded words of all names of the actor, since a surname may be part of a longer name.
    words: BTreeSet<String>,
    /// The offices that the actor ever held, the latest first.
    offices: Vec<OfficeIx>,
}

/// The data of an office that matter here.
struct OfficeTerms {
    terms: Vec<(ActorIx, DayInterval)>,
    /// Folded words for the government that its holder heads, such as "administration".
    governs: Vec<String>,
    several: bool,
}

/// Whether a person held an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HoldingVerdict {
    Held,
    NotHeld,
    /// The records cannot refute it: they have no other term of this person in the office, and no other person who held
    /// it alone on all these days.
    Unknown,
}

/// A hash of the records of actors and offices: names, titles and terms. It changes when they change.
pub fn fingerprint(site: &Site) -> u64 {
    let mut hasher = DefaultHasher::new();
    for actor in &site.actors {
        (actor.id.as_str(), &actor.name, &actor.names, &actor.aliases, actor.kind.word()).hash(&mut hasher);
        for term in &actor.terms {
            let text = |when: &Option<When>| when.as_ref().map(|when| (when.text().to_owned(), when.zone()));
            (term.office.at(), text(&term.from), text(&term.to), term.unverified).hash(&mut hasher);
        }
    }
    for office in &site.offices {
        let of = office.of.map(ActorIx::at);
        (office.id.as_str(), &office.title, &office.aliases, of, &office.governs, office.several).hash(&mut hasher);
    }
    hasher.finish()
}

impl OfficeHolders {
    /// Builds the index from the actors and offices of a site.
    pub fn new(site: &Site) -> Self {
        let (patterns, owners): (Vec<String>, Vec<ActorIx>) = names(&site.actors).into_iter().unzip();
        let names = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            // The automaton is built once and reads every saved text. A DFA is three times as fast as the kind that the
            // builder chooses for many names.
            .kind(Some(AhoCorasickKind::DFA))
            .build(&patterns)
            .expect("names are far from the automaton's limits");
        let mut seats: Vec<OfficeTerms> = site.offices.iter().map(seat).collect();
        for (at, actor) in site.actors.iter().enumerate() {
            for term in &actor.terms {
                let days = DayInterval::of_term(term.from.as_ref(), term.to.as_ref());
                seats[term.office.at()].terms.push((ActorIx::new(at), days));
            }
        }
        let people = site.actors.iter().map(person).collect();
        Self { names, owners, titles: OfficeTitleIndex::new(&site.offices), people, seats }
    }

    /// The names in a text, with the actors who have them. They may be parts of longer words.
    pub(super) fn names_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (ActorIx, Range<usize>)> + 'a {
        self.names.find_iter(text).map(|hit| (self.owners[hit.pattern().as_usize()], hit.range()))
    }

    /// Whether a folded word is part of a name of the actor.
    pub(super) fn is_name_of(&self, actor: ActorIx, word: &str) -> bool {
        self.people[actor.at()].words.contains(word)
    }

    /// The office of `actor` that the text means by any of `offices`. `is_explicit` is whether the text names the state
    /// or body.
    pub(super) fn meant(&self, actor: ActorIx, offices: &BTreeSet<OfficeIx>, is_explicit: bool) -> Option<OfficeIx> {
        let own = &self.people[actor.at()].offices;
        if let Some(office) = own.iter().find(|office| offices.contains(office)) {
            return Some(*office);
        }
        let realms: BTreeSet<usize> = own.iter().filter_map(|office| self.titles.realm(*office)).collect();
        let is_near = |office: &&OfficeIx| self.titles.realm(**office).is_some_and(|realm| realms.contains(&realm));
        let mut possible = offices.iter().filter(|office| is_explicit || is_near(office));
        possible.next().copied().filter(|_| possible.next().is_none())
    }

    /// The office by which `actor` headed a government that this word names: "administration".
    pub(super) fn governed(&self, actor: ActorIx, word: &str) -> Option<OfficeIx> {
        let governs = |office: &&OfficeIx| self.seats[office.at()].governs.iter().any(|known| known == word);
        self.people[actor.at()].offices.iter().find(governs).copied()
    }

    /// Whether `actor` ever held the office.
    pub(super) fn has_held(&self, actor: ActorIx, office: OfficeIx) -> bool {
        self.people[actor.at()].offices.contains(&office)
    }

    /// Whether `actor` can have held the office on one of these days.
    pub(super) fn judge(&self, actor: ActorIx, office: OfficeIx, days: &DayInterval) -> HoldingVerdict {
        let seat = &self.seats[office.at()];
        let mut own = seat.terms.iter().filter(|(holder, _)| *holder == actor).peekable();
        let ever = own.peek().is_some();
        if own.any(|(_, term)| term.touches(days)) {
            HoldingVerdict::Held
        } else if ever || (!seat.several && seat.terms.iter().any(|(_, term)| term.cover(days))) {
            HoldingVerdict::NotHeld
        } else {
            HoldingVerdict::Unknown
        }
    }

    /// All actors who can have held the office on one of these days.
    pub(super) fn holders(&self, office: OfficeIx, days: &DayInterval) -> Vec<ActorIx> {
        let terms = self.seats[office.at()].terms.iter();
        let holders: BTreeSet<ActorIx> =
            terms.filter(|(_, term)| term.touches(days)).map(|(actor, _)| *actor).collect();
        holders.into_iter().collect()
    }
}

/// The names to look for. A name that two actors share is left out.
fn names(actors: &[Actor]) -> BTreeMap<String, ActorIx> {
    let mut owners: BTreeMap<String, BTreeSet<ActorIx>> = BTreeMap::new();
    for (at, actor) in actors.iter().enumerate() {
        let surname = actor.name.split_whitespace().next_back().filter(|_| actor.kind == ActorKind::Person);
        for name in all_names(actor).chain(surname) {
            owners.entry(name.to_lowercase()).or_default().insert(ActorIx::new(at));
            // The automaton ignores the case of ASCII letters only.
            for form in [name.to_owned(), name.to_uppercase()].into_iter().filter(|form| !form.is_ascii()) {
                owners.entry(form).or_default().insert(ActorIx::new(at));
            }
        }
    }
    let only_one = |owners: BTreeSet<ActorIx>| owners.first().copied().filter(|_| owners.len() == 1);
    owners.into_iter().filter_map(|(name, owners)| Some((name, only_one(owners)?))).collect()
}

fn all_names(actor: &Actor) -> impl Iterator<Item = &str> {
    let others = actor.names.iter().map(|(_, name)| name).chain(&actor.aliases);
    std::iter::once(&actor.name).chain(others).map(String::as_str)
}

fn person(actor: &Actor) -> OfficePerson {
    let mut offices: Vec<OfficeIx> = Vec::new();
    for term in &actor.terms {
        if !offices.contains(&term.office) {
            offices.push(term.office);
        }
    }
    let words = all_names(actor).flat_map(|name| reading::words(name).into_iter().map(|word| word.folded.into_owned()));
    OfficePerson { words: words.collect(), offices }
}

fn seat(office: &Office) -> OfficeTerms {
    let governs = office.governs.iter().map(|word| reading::folded(word)).collect();
    OfficeTerms { terms: Vec::new(), governs, several: office.several }
}
