//! Help texts that several stages give: "did you mean …?", "this is a draft".

use std::borrow::Borrow;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The candidate that was most likely meant: the nearest with at most a third of the letters wrong and at most
/// [`MISTAKES`] of them, or else the shortest that begins with the text. To ask often, keep a [`Suggestions`].
pub fn did_you_mean<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Suggestions::new(candidates).nearest(typed).copied()
}

/// Whether a word has at most one letter that is wrong, missing, added or swapped with its neighbour. Case is ignored.
pub fn is_slip_of(typed: &str, word: &str) -> bool {
    Suggestions::new([word]).within(1, &lower_case(typed)).is_some()
}

/// The most letters that may be wrong, even in a long word. Words with more differences are rarely misspellings of one
/// another, and a search for them takes long.
const MISTAKES: usize = 6;

/// Among more candidates than this, half as many letters may be wrong. In so many words some are similar by chance, and
/// a wrong suggestion is no help.
const MANY: usize = 2000;

/// Candidates, sorted so that a search for the nearest one does not compare all of them.
///
/// They are sorted by their lower-case letters. A search goes through them in this order and keeps the rows of the
/// table of edit distances (optimal string alignment: a letter added, missing, replaced, or swapped with its
/// neighbour), so that a common prefix is compared once. If a row shows that no candidate with this prefix can be
/// nearer than the best so far, all of them are skipped. A search allows one mistake first, then more; then it also
/// skips candidates whose letter counts differ too much. Answers are cached, because ten thousand events may name the
/// same renamed source.
#[derive(Debug)]
pub struct Suggestions<T> {
    /// Sorted by their letters.
    candidates: Vec<Candidate<T>>,
    /// The answers so far: the index of the candidate, by the text that was typed.
    answers: Mutex<HashMap<String, Option<usize>>>,
}

#[derive(Debug)]
struct Candidate<T> {
    /// In lower case.
    letters: Vec<char>,
    counts: LetterCounts,
    value: T,
}

impl<T: Borrow<str> + Ord> Suggestions<T> {
    /// Sorts and indexes the candidates.
    pub fn new(candidates: impl IntoIterator<Item = T>) -> Self {
        let candidate = |value: T| {
            let letters = lower_case(value.borrow());
            Candidate { counts: LetterCounts::of(&letters), letters, value }
        };
        let mut candidates: Vec<Candidate<T>> = candidates.into_iter().map(candidate).collect();
        candidates.sort_by(|a, b| (&a.letters, &a.value).cmp(&(&b.letters, &b.value)));
        Self { candidates, answers: Mutex::default() }
    }

    /// The candidate that was most likely meant; see [`did_you_mean`].
    pub fn nearest(&self, typed: &str) -> Option<&T> {
        let answers = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let known = answers().get(typed).copied();
        let answer = known.unwrap_or_else(|| {
            let answer = self.search(&lower_case(typed));
            answers().insert(typed.to_owned(), answer);
            answer
        });
        answer.map(|at| &self.candidates[at].value)
    }

    fn search(&self, wanted: &[char]) -> Option<usize> {
        let most = if self.candidates.len() > MANY { MISTAKES / 2 } else { MISTAKES };
        let allowed = (wanted.len() / 3).clamp(1, most);
        self.within(1, wanted).or_else(|| self.within(allowed, wanted)).or_else(|| self.beginning_with(wanted))
    }

    /// The nearest candidate with at most `allowed` mistakes; the first one if several are equally near.
    fn within(&self, allowed: usize, wanted: &[char]) -> Option<usize> {
        let typed = String::from_iter(wanted);
        let otherwise = |letters: &[char]| means_otherwise(&typed, &String::from_iter(letters));
        let mut table = DistanceTable::new(wanted);
        let counts = LetterCounts::of(wanted);
        let (mut found, mut allowed, mut at) = (None, allowed, 0);
        while let Some(Candidate { letters, counts: others, .. }) = self.candidates.get(at) {
            // With one mistake allowed, skipping by prefix is faster than this test.
            if allowed > 1 && counts.fewest_mistakes(others) > allowed {
                at += 1;
                continue;
            }
            match table.compare(letters, allowed) {
                SpellingComparison::Near(distance) if !otherwise(letters) => {
                    found = Some(at);
                    // From here on, only a nearer candidate counts.
                    let Some(nearer) = distance.checked_sub(1) else { break };
                    allowed = nearer;
                    at += 1;
                }
                SpellingComparison::Near(_) | SpellingComparison::Far => at += 1,
                // No candidate with this prefix is near enough.
                SpellingComparison::FarFrom(length) => {
                    at += self.candidates[at..].partition_point(|other| other.letters.starts_with(&letters[..length]));
                }
            }
        }
        found
    }

    /// The shortest candidate that begins with the text, which must have at least four letters.
    fn beginning_with(&self, wanted: &[char]) -> Option<usize> {
        if wanted.len() < 4 {
            return None;
        }
        let first = self.candidates.partition_point(|candidate| candidate.letters.as_slice() < wanted);
        let typed = String::from_iter(wanted);
        let beginning = self.candidates.iter().enumerate().skip(first);
        let beginning = beginning.map(|(at, candidate)| (at, &candidate.letters));
        let beginning = beginning.take_while(|(_, letters)| letters.starts_with(wanted));
        let beginning = beginning.filter(|(_, letters)| !means_otherwise(&typed, &String::from_iter(*letters)));
        beginning.min_by_key(|(_, letters)| letters.len()).map(|(at, _)| at)
    }
}

fn lower_case(text: &str) -> Vec<char> {
    text.to_lowercase().chars().collect()
}

/// How often each letter occurs in a word. Letters share 32 counters, so that a word takes half a cache line.
#[derive(Debug)]
struct LetterCounts([u8; 32]);

impl LetterCounts {
    fn of(letters: &[char]) -> Self {
        let mut counts = [0_u8; 32];
        for letter in letters {
            let count = &mut counts[*letter as usize % 32];
            *count = count.saturating_add(1);
        }
        Self(counts)
    }

    /// A lower bound for the mistakes between two words: a mistake removes at most one letter and adds at most one.
    fn fewest_mistakes(&self, other: &Self) -> usize {
        let pairs = || self.0.iter().zip(&other.0);
        let missing: u16 = pairs().map(|(a, b)| u16::from(a.saturating_sub(*b))).sum();
        let added: u16 = pairs().map(|(a, b)| u16::from(b.saturating_sub(*a))).sum();
        usize::from(missing.max(added))
    }
}

/// The result of comparing a candidate with the text that was typed.
enum SpellingComparison {
    /// It has this many mistakes.
    Near(usize),
    Far,
    /// Every candidate that begins with this many of its letters is too far away.
    FarFrom(usize),
}

/// The distances between the prefixes of the text that was typed and those of the candidate compared last.
struct DistanceTable<'w> {
    wanted: &'w [char],
    letters: Vec<char>,
    /// The rows of the table: one for the empty prefix of the candidate and one for each of its letters.
    cells: Vec<usize>,
}

impl<'w> DistanceTable<'w> {
    fn new(wanted: &'w [char]) -> Self {
        Self { wanted, letters: Vec::new(), cells: (0..=wanted.len()).collect() }
    }

    /// Compares the next candidate. Rows for the prefix that it shares with the last one are reused.
    fn compare(&mut self, letters: &[char], allowed: usize) -> SpellingComparison {
        let width = self.wanted.len() + 1;
        let common = self.letters.iter().zip(letters).take_while(|(a, b)| a == b).count();
        self.letters.truncate(common);
        self.cells.truncate((common + 1) * width);
        for length in common..=letters.len() {
            if length > common {
                self.add(letters[length - 1]);
            }
            let row = &self.cells[length * width..];
            if row.iter().all(|distance| *distance > allowed) {
                return SpellingComparison::FarFrom(length);
            }
        }
        let distance = self.cells.last().copied().unwrap_or_default();
        if distance <= allowed { SpellingComparison::Near(distance) } else { SpellingComparison::Far }
    }

    fn add(&mut self, letter: char) {
        let width = self.wanted.len() + 1;
        let length = self.letters.len();
        let above = length * width;
        self.cells.push(length + 1);
        for at in 1..width {
            let wanted = self.wanted[at - 1];
            let replaced = self.cells[above + at - 1] + usize::from(wanted != letter);
            let mut distance = replaced.min(self.cells[above + at] + 1).min(self.cells[above + width + at - 1] + 1);
            let turned = at > 1 && length > 0 && self.wanted[at - 2] == letter && self.letters[length - 1] == wanted;
            if turned {
                distance = distance.min(self.cells[above - width + at - 2] + 1);
            }
            self.cells.push(distance);
        }
        self.letters.push(letter);
    }
}

/// Whether two words with similar spelling have different meanings: one negates the other, or their numbers differ.
fn means_otherwise(typed: &str, candidate: &str) -> bool {
    const DENIALS: [&str; 9] = ["un", "non", "non-", "in", "dis", "mis", "anti", "anti-", "not-"];
    let denies = |a: &str, b: &str| DENIALS.iter().any(|denial| a.strip_prefix(denial) == Some(b));
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let (of_typed, of_candidate) = (digits(typed), digits(candidate));
    let is_numbered = !of_typed.is_empty() && !of_candidate.is_empty();
    denies(typed, candidate) || denies(candidate, typed) || (is_numbered && of_typed != of_candidate)
}

/// The help for a reference to a draft; `what` is "event", "source" or "page".
pub fn draft_help(what: &str) -> String {
    format!("this {what} is a draft; build with --drafts, or publish it by taking out draft = true")
}

/// A text as a quoted TOML string.
pub fn toml_text(text: &str) -> String {
    let json = serde_json::to_string(text).expect("a text is JSON, and its quoted form is TOML as well");
    // This is the only character that JSON strings may contain and TOML strings may not.
    json.replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let fields = ["title", "date", "zone", "status", "summary"];
        assert_eq!(did_you_mean("titel", fields), Some("title"));
        assert_eq!(did_you_mean("Summry", fields), Some("summary"));
        assert_eq!(did_you_mean("stat", fields), Some("status"));
        assert_eq!(did_you_mean("colour", fields), None);
        assert_eq!(did_you_mean("", fields), None);
        assert_eq!(did_you_mean("title", []), None);
    }

    #[test]
    fn a_slip_is_one_letter() {
        for slip in ["content", "Content", "contents", "conten", "contnet", "kontent"] {
            assert!(is_slip_of(slip, "content"), "{slip}");
        }
        for other in ["cont", "contain", "status", "contexts"] {
            assert!(!is_slip_of(other, "content"), "{other}");
        }
    }

    /// The same result, found by comparing every candidate on its own.
    fn one_by_one<'a>(typed: &str, candidates: &[&'a str]) -> Option<&'a str> {
        let wanted = typed.to_lowercase();
        let allowed = (wanted.chars().count() / 3).clamp(1, MISTAKES);
        let candidates: Vec<&str> = candidates
            .iter()
            .copied()
            .filter(|candidate| !means_otherwise(&wanted, &candidate.to_lowercase()))
            .collect();
        let distance = |candidate: &str| strsim::osa_distance(&wanted, &candidate.to_lowercase());
        let key = |candidate: &&str| (distance(candidate), candidate.to_lowercase(), (*candidate).to_owned());
        let near = candidates.iter().copied().filter(|candidate| distance(candidate) <= allowed).min_by_key(key);
        near.or_else(|| {
            let begins =
                |candidate: &&str| wanted.chars().count() >= 4 && candidate.to_lowercase().starts_with(&wanted);
            candidates
                .iter()
                .copied()
                .filter(begins)
                .min_by_key(|candidate| (candidate.chars().count(), candidate.to_lowercase()))
        })
    }

    #[test]
    fn a_search_finds_what_a_look_at_every_candidate_finds() {
        let mut random = fastrand::Rng::with_seed(7);
        let mut word = |longest: usize| -> String {
            (0..random.usize(0..=longest))
                .map(|_| random.choice(['a', 'a', 'b', 'c', 'Ä', 'é', '-', '1']).unwrap_or('a'))
                .collect()
        };
        for _ in 0..300 {
            let words: Vec<String> = (0..20).map(|_| word(9)).collect();
            let candidates: Vec<&str> = words.iter().map(String::as_str).collect();
            let typed = word(9);
            let found = did_you_mean(&typed, candidates.iter().copied());
            assert_eq!(found, one_by_one(&typed, &candidates), "{typed:?} among {candidates:?}");
        }
    }

    #[test]
    fn among_very_many_words_a_suggestion_must_be_nearer() {
        let others = (0..=MANY).map(|number| format!("w{number:07}"));
        let words: Vec<String> = others.chain(["harbour-closed-again".to_owned()]).collect();
        let all = Suggestions::new(words.iter().map(String::as_str));
        let few = Suggestions::new(["harbour-closed-again"]);
        for (typed, is_among_many) in [("harbour-closes-agin", true), ("harbr-cloze-agains", false)] {
            assert_eq!(few.nearest(typed), Some(&"harbour-closed-again"), "{typed}");
            assert_eq!(all.nearest(typed).is_some(), is_among_many, "{typed}");
        }
    }

    #[test]
    fn what_means_something_else_is_not_suggested() {
        assert_eq!(did_you_mean("unconfirmed", ["confirmed", "reported"]), None);
        assert_eq!(did_you_mean("verified", ["unverified"]), None);
        assert_eq!(did_you_mean("strike-2", ["strike-1", "strike-3"]), None);
        assert_eq!(did_you_mean("strke-3", ["strike-1", "strike-3"]), Some("strike-3"));
        assert_eq!(did_you_mean("strikes-at-dawn-1", ["strike-at-dawn-1"]), Some("strike-at-dawn-1"));
    }
}
