//! Warns of likely duplicates: two files about one event, two spellings of one topic.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, toml_text};
use crate::model::{Event, Site};
use crate::route::Slug;
use crate::span::Spanned;

/// Two events with titles at least this similar (Sørensen–Dice on letter pairs) may be duplicates.
const ALIKE: f64 = 0.7;

/// Maximum difference in days between the first and the last day of an event. Longer events are not compared, because
/// everything within them would overlap.
const LONGEST_DAYS: i32 = 31;

/// Warns of every event that resembles an earlier one: their dates overlap, they share an actor, and their titles are
/// similar. If it resembles several, the first is named.
pub(super) fn warn(site: &Site, findings: &mut Diagnostics) {
    use chrono::Datelike;
    let brief = |event| {
        let Event { when, title, .. }: &Event = event;
        let (first, last) = (when.first_day()?.num_days_from_ce(), when.last_day()?.num_days_from_ce());
        (last - first <= LONGEST_DAYS).then(|| TwinCandidate { event, pairs: LetterPairs::of(title), first, last })
    };
    let mut brief: Vec<TwinCandidate<'_>> = site.events.par_iter().map(Arc::as_ref).filter_map(brief).collect();
    // The sort is stable, so that events of one day keep their order.
    brief.sort_by_key(|event| event.first);
    let twin_of = |at: usize| {
        let event = &brief[at];
        let near = brief[..at].partition_point(|other| other.first < event.first - LONGEST_DAYS - 1);
        let mut others = brief[near..at].iter().filter(|other| event.first - other.last <= 1);
        others.find(|other| are_alike(other, event)).map(|other| alike(other.event, event.event))
    };
    findings.extend((0..brief.len()).into_par_iter().filter_map(twin_of).collect::<Vec<_>>());
}

/// An event that is short enough to be compared.
struct TwinCandidate<'e> {
    event: &'e Event,
    pairs: LetterPairs,
    /// Its first and its last day, numbered from 1 January of the year 1.
    first: i32,
    last: i32,
}

fn are_alike(a: &TwinCandidate<'_>, b: &TwinCandidate<'_>) -> bool {
    let share = || a.event.actors.iter().any(|part| b.event.actors.iter().any(|theirs| theirs.actor == part.actor));
    a.pairs.may_be_alike(&b.pairs)
        && share()
        && a.event.when.overlaps(&b.event.when)
        && strsim::sorensen_dice(&a.event.title, &b.event.title) >= ALIKE
}

/// The number of letter pairs of a title, and a set of them hashed into 128 bits. For most pairs of titles this is
/// enough to see that they are not similar. Comparing all titles of a busy day in full takes too long.
struct LetterPairs {
    count: u32,
    bits: u128,
}

impl LetterPairs {
    fn of(title: &str) -> Self {
        let letters: Vec<u32> = title.chars().filter(|c| !c.is_whitespace()).map(u32::from).collect();
        let mut pairs = Self { count: 0, bits: 0 };
        for pair in letters.windows(2) {
            let mixed = pair[0].wrapping_mul(0x9E37_79B1) ^ pair[1].wrapping_mul(0x85EB_CA6B);
            pairs.bits |= 1 << (mixed >> 25);
            pairs.count += 1;
        }
        pairs
    }

    /// Whether the titles can have as many common pairs as similarity requires. Every bit that only one of them has
    /// stands for a pair that the other lacks.
    fn may_be_alike(&self, other: &Self) -> bool {
        let of_self = self.count - (self.bits & !other.bits).count_ones();
        let of_other = other.count - (other.bits & !self.bits).count_ones();
        f64::from(2 * of_self.min(of_other)) >= ALIKE * f64::from(self.count + other.count)
    }
}

fn alike(first: &Event, second: &Event) -> Diagnostic {
    Diagnostic::new(Code::MergeTwins, "these two events look like one")
        .at(second.span)
        .label("this one")
        .see(first.span, "and this one")
        .help("if they are one, move the evidence into one file and delete the other")
}

/// Warns of topics that differ only by case, spaces, a plural s or a spelling mistake.
pub(super) fn warn_of_tags(tags: &BTreeMap<Slug, Vec<Spanned<String>>>, findings: &mut Diagnostics) {
    for names in tags.values() {
        for other in &names[1..] {
            findings.push(twins(&names[0], other));
        }
    }
    let letters: Vec<(String, &Spanned<String>)> =
        tags.iter().map(|(slug, names)| (letters(slug), &names[0])).collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (at, (word, name)) in letters.iter().enumerate() {
        let forms = near_forms(word);
        let known = forms.iter().filter_map(|form| seen.get(form)).map(|known| &letters[*known]);
        let twin = known.into_iter().find(|(known, _)| strsim::damerau_levenshtein(known, word) <= 1);
        findings.extend(twin.map(|(_, first)| twins(first, name)));
        for form in forms {
            seen.entry(form).or_insert(at);
        }
    }
}

/// The letters of a topic without spaces and without a plural s.
fn letters(slug: &Slug) -> String {
    let letters = slug.as_str().replace('-', "");
    match letters.strip_suffix('s') {
        Some(singular) if letters.chars().count() >= 4 => singular.to_owned(),
        _ => letters,
    }
}

/// The word, and for words of seven or more letters every form with one letter left out. Two such words that differ by
/// one mistake have a form in common.
fn near_forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if word.chars().count() >= 7 && !word.contains(|c: char| c.is_ascii_digit()) {
        forms.extend(word.char_indices().map(|(at, c)| format!("{}{}", &word[..at], &word[at + c.len_utf8()..])));
    }
    forms
}

fn twins(first: &Spanned<String>, second: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(Code::TagTwins, format!("the tags “{}” and “{}” look like one", first.value, second.value))
        .at(second.span)
        .label("this one")
        .see(first.span, "and this one")
        .help(format!("write both as \"{}\", or give one of them another name", first.value))
        .fix(Edit::replace(second.span, toml_text(&first.value)))
}
