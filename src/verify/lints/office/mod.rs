//! Finds offices that a text gives to people who did not hold them on its date.
//!
//! In: a text, its date, the [`OfficeHolders`]. Out: [`OfficeMisattribution`]s. It first finds names, then the words
//! around them ([`claims`], [`context`]) and the times that the sentence is about ([`times`]). If the words have a
//! reading in which they are right, there is no finding.

mod claims;
mod context;
mod days;
mod holders;
mod misattribution;
mod times;
mod titles;
mod wording;

pub use holders::{OfficeHolders, fingerprint};
pub use misattribution::OfficeMisattribution;
pub use wording::words;

use super::reading;
use crate::date::When;
use days::DayInterval;
use holders::HoldingVerdict;

/// The misattributions in a text with this date, in the order of the text.
pub fn misattributions(text: &str, date: &When, holders: &OfficeHolders) -> Vec<OfficeMisattribution> {
    let mut names = holders.names_in(text).peekable();
    if names.peek().is_none() {
        return Vec::new();
    }
    let words = reading::words(text);
    let days = DayInterval::of(date);
    let claims = names.filter_map(|(actor, range)| claims::about(&words, actor, &range, holders));
    claims
        .filter(|claim| {
            let sentence = &words[reading::sentence(&words, claim.words.start)];
            let is_wrong =
                |days: &DayInterval| holders.judge(claim.actor, claim.office, days) == HoldingVerdict::NotHeld;
            is_wrong(&days) && times::of(sentence, &days).is_some_and(|times| times.iter().all(is_wrong))
        })
        .map(|claim| OfficeMisattribution {
            range: words[claim.words.start].range.start..words[claim.words.end - 1].range.end,
            actor: claim.actor,
            office: claim.office,
            holders: holders.holders(claim.office, &days),
        })
        .collect()
}
