//! Likely doubles: two files on one event, two spellings of one topic.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, toml_text};
use crate::model::{Event, Site};
use crate::route::Slug;
use crate::span::Spanned;

/// Titles at least this alike (Sørensen–Dice on letter pairs) make two events of one day a likely double.
const ALIKE: f64 = 0.7;

/// An event that spans more days than this is not compared with everything inside it.
const LONGEST_DAYS: i32 = 31;

/// Warns of every event that is like an earlier one: their dates overlap, they share an actor and their titles are alike.
/// Of several earlier ones, the first is named.
pub(super) fn warn(site: &Site, findings: &mut Diagnostics) {
    use chrono::Datelike;
    let brief = |event| {
        let Event { when, title, .. }: &Event = event;
        let (first, last) = (when.first_day()?.num_days_from_ce(), when.last_day()?.num_days_from_ce());
        (last - first <= LONGEST_DAYS).then(|| TwinCandidate { event, pairs: LetterPairs::of(title), first, last })
    };
    let mut brief: Vec<TwinCandidate<'_>> = site.events.par_iter().filter_map(brief).collect();
    // Stable: events of one day keep their order.
    brief.sort_by_key(|event| event.first);
    let twin_of = |at: usize| {
        let event = &brief[at];
        let near = brief[..at].partition_point(|other| other.first < event.first - LONGEST_DAYS - 1);
        let mut others = brief[near..at].iter().filter(|other| event.first - other.last <= 1);
        others.find(|other| are_alike(other, event)).map(|other| alike(other.event, event.event))
    };
    findings.extend((0..brief.len()).into_par_iter().filter_map(twin_of).collect::<Vec<_>>());
}

/// An event that does not last long.
struct TwinCandidate<'e> {
    event: &'e Event,
    pairs: LetterPairs,
    /// Its first and its last day.
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

/// How many pairs of letters a title has, and which, as far as 128 bits can tell: enough to see of most titles that they are
/// not alike. To compare all titles of a busy day in full takes too long.
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

    /// Whether both can have as many pairs in common as titles that are alike. Every bit that only one of them has is a pair
    /// that the other lacks.
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

/// Warns of topics that one person would take for one: the same but for case, spaces, a plural or a slip of the pen.
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

/// A topic's letters without spaces and without a plural s.
fn letters(slug: &Slug) -> String {
    let letters = slug.as_str().replace('-', "");
    match letters.strip_suffix('s') {
        Some(singular) if letters.chars().count() >= 4 => singular.to_owned(),
        _ => letters,
    }
}

/// The word, and for longer ones the word with any one letter left out: two words a slip apart share a form.
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
