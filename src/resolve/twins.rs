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
const LONGEST_DAYS: i64 = 31;

/// Warns of events whose dates overlap, who share an actor and whose titles are alike.
pub(super) fn warn(site: &Site, findings: &mut Diagnostics) {
    let short: Vec<(&Event, i32, i32)> = site
        .events
        .par_iter()
        .filter_map(|event| {
            use chrono::Datelike;
            let (first, last) = (event.when.first_day()?.num_days_from_ce(), event.when.last_day()?.num_days_from_ce());
            (i64::from(last - first) <= LONGEST_DAYS).then_some((event, first, last))
        })
        .collect();
    // Sorted by beginning, so what overlaps with an event follows it closely.
    let twins_of = |at: usize| {
        let (event, _, last) = short[at];
        let near = short[at + 1..].iter().take_while(move |(_, first, _)| i64::from(first - last) <= 1);
        near.filter(move |(other, ..)| are_alike(event, other)).map(move |(other, ..)| alike(event, other))
    };
    findings.extend((0..short.len()).into_par_iter().flat_map_iter(twins_of).collect::<Vec<_>>());
}

fn are_alike(a: &Event, b: &Event) -> bool {
    let share = a.actors.iter().any(|part| b.actors.iter().any(|theirs| theirs.actor == part.actor));
    share && a.when.overlaps(&b.when) && strsim::sorensen_dice(&a.title, &b.title) >= ALIKE
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
