//! Offices that a text gives to people who did not hold them on its date.
//!
//! In: a text, its date, the [`Roster`]. Out: [`Misattribution`]s. Names are found first, then what stands around them
//! ([`claims`], [`context`]) and of which time the sentence speaks ([`times`]). Where a careful reader could understand the words in a way
//! that is right, there is no finding.

mod claims;
mod context;
mod days;
mod roster;
mod times;
mod titles;
mod wording;

use std::ops::Range;

pub use roster::{Roster, fingerprint};
pub use wording::words;

use super::reading;
use crate::date::When;
use crate::model::{ActorIx, OfficeIx};
use days::Days;
use roster::Verdict;

/// A text gives somebody an office that they did not hold on its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misattribution {
    /// The words, in the text.
    pub range: Range<usize>,
    /// Who is given the office.
    pub actor: ActorIx,
    /// The office.
    pub office: OfficeIx,
    /// Who held it on that date, as far as the site knows.
    pub holders: Vec<ActorIx>,
}

/// The misattributions in a text of this date, in the order of the text.
pub fn misattributions(text: &str, date: &When, roster: &Roster) -> Vec<Misattribution> {
    let mut names = roster.names_in(text).peekable();
    if names.peek().is_none() {
        return Vec::new();
    }
    let words = reading::words(text);
    let days = Days::of(date);
    let claims = names.filter_map(|(actor, range)| claims::about(&words, actor, &range, roster));
    claims
        .filter(|claim| {
            let sentence = &words[reading::sentence(&words, claim.words.start)];
            let is_wrong = |days: &Days| roster.judge(claim.actor, claim.office, days) == Verdict::NotHeld;
            is_wrong(&days) && times::of(sentence, &days).is_some_and(|times| times.iter().all(is_wrong))
        })
        .map(|claim| Misattribution {
            range: words[claim.words.start].range.start..words[claim.words.end - 1].range.end,
            actor: claim.actor,
            office: claim.office,
            holders: roster.holders(claim.office, &days),
        })
        .collect()
}
