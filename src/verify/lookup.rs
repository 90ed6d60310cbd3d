//! Looks quotations up in texts.
//!
//! In: a quotation, a text and its folded form. Out: where the quotation is, and whether it matches exactly. A changed
//! word never matches: both ends of every part are at word boundaries, and a match must fold to the same words as the
//! quotation. Never here: similar passages.

use std::iter;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use memchr::memmem::Finder;
use rayon::prelude::*;

use super::words::{is_inside, is_letter, words};
use crate::fold::{FoldedText, fold, loosen};
use crate::model::Quote;

/// How a quotation matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchTier {
    /// Letter for letter, except for white space.
    Exact,
    /// Only after folding.
    Folded,
}

/// The match of a quotation in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteMatch {
    /// How it was found.
    pub tier: MatchTier,
    /// The bytes of the original text from the start of the first part to the end of the last part.
    pub range: Range<usize>,
    /// How often it occurs in the same interpretation, exactly or folded, counted up to [`OCCURRENCES`].
    pub occurrences: usize,
}

/// Further occurrences are not counted. An editor who must choose only needs to know that there are many.
pub const OCCURRENCES: usize = 9;

/// The most characters that `[…]` may stand for: about a page of a book. Words that are farther apart are not one
/// statement.
const GAP: usize = 2_000;
/// The most words that inserted words `[like these]` may stand for.
const INSERTED_WORDS: usize = 8;
/// The most letters that a bracket inside a word, `talk[s]`, may stand for.
const INSERTED_LETTERS: usize = 12;
/// A quotation with more parts is only read literally, so that a hostile one cannot cause unlimited work.
const PARTS: usize = 64;
/// The most bytes that are compared to find the places of all parts. Only a quotation like `a […] a […] a` in a text
/// full of them would need more, and its time would be almost unlimited.
const EFFORT: usize = 20_000_000;
/// The most texts that are named as containing the same words.
const HOLDERS: usize = 3;
/// How many bytes of a quotation a text must contain to be searched fully.
const NEEDLE: usize = 32;

/// A quotation, prepared to be looked up in many texts.
///
/// `[…]` or `[...]` stands for words left out, `[inserted]` words for up to eight words of the source, brackets inside
/// a word (`[t]he`, `talk[s]`) for up to twelve letters. The reading in which the source itself has these brackets is
/// tried first.
#[derive(Debug)]
pub struct QuotePattern {
    readings: Vec<QuoteInterpretation>,
    prefix: String,
    suffix: String,
}

impl QuotePattern {
    /// A quotation, with the text that must be directly before and after it, except for white space. If no occurrence
    /// has both, the quotation is not found. A quotation without any letters or signs is never found.
    pub fn new(quote: &str, prefix: Option<&str>, suffix: Option<&str>) -> Self {
        Self {
            readings: [QuoteInterpretation::literal(quote), QuoteInterpretation::bracketed(quote)]
                .into_iter()
                .flatten()
                .collect(),
            prefix: prefix.map(fold).unwrap_or_default(),
            suffix: suffix.map(fold).unwrap_or_default(),
        }
    }

    /// A quotation of the site.
    pub fn of(quote: &Quote) -> Self {
        Self::new(&quote.text, quote.prefix.as_deref(), quote.suffix.as_deref())
    }

    /// The match in the first interpretation that has one: the first exact match, or else the first folded one.
    pub fn find(&self, text: &str, folded: &FoldedText) -> Option<QuoteMatch> {
        self.readings.iter().find_map(|reading| self.find_reading(reading, text, folded))
    }

    fn find_reading(&self, reading: &QuoteInterpretation, text: &str, folded: &FoldedText) -> Option<QuoteMatch> {
        let mut places = reading.places(text, folded)?;
        let folded_text = folded.text();
        places.first_mut()?.retain(|place| stands_before(place.start, &self.prefix, folded));
        places.last_mut()?.retain(|place| stands_after(place.end, &self.suffix, folded));
        let all = reading.passages(&places, folded_text);
        for of_part in &mut places {
            of_part.retain(|place| place.tier == MatchTier::Exact);
        }
        let exact = reading.passages(&places, folded_text);
        let (tier, passages) = if exact.is_empty() { (MatchTier::Folded, &all) } else { (MatchTier::Exact, &exact) };
        let range = folded.origin(passages.first()?.clone());
        Some(QuoteMatch { tier, range, occurrences: all.len().min(OCCURRENCES) })
    }
}

/// One interpretation of a quotation: at least one part, and the parts follow each other.
#[derive(Debug)]
struct QuoteInterpretation {
    parts: Vec<QuotePart>,
}

/// A match of a part in the folded text.
struct MatchPosition {
    start: usize,
    end: usize,
    tier: MatchTier,
}

impl QuoteInterpretation {
    /// The interpretation in which brackets are part of the source.
    fn literal(quote: &str) -> Option<Self> {
        Some(Self { parts: vec![QuotePart::new(quote, PartJoint::Gap, false)?] })
    }

    /// The interpretation in which brackets stand for something else; `None` without brackets or with too many parts.
    fn bracketed(quote: &str) -> Option<Self> {
        let mut parts: Vec<QuotePart> = Vec::new();
        let (mut rest, mut joint, mut opens_inside) = (quote, None, false);
        while let Some((before, bracket, after)) = bracket(rest) {
            match QuotePart::new(before, joint.unwrap_or(PartJoint::Gap), opens_inside) {
                Some(part) => {
                    parts.push(part);
                    joint = None;
                }
                // With two brackets side by side, more than a part of a word is missing.
                None => joint = joint.map(|joint| joint.and(PartJoint::Words(0))),
            }
            let is_left_out = matches!(bracket.trim(), "…" | "..." | ". . .");
            let ends_inside = !is_left_out && before.ends_with(is_letter);
            opens_inside = !is_left_out && after.strip_prefix(is_apostrophe).unwrap_or(after).starts_with(is_letter);
            let stands_for = match is_left_out {
                true => PartJoint::Gap,
                false if ends_inside || opens_inside => PartJoint::Letters(INSERTED_LETTERS),
                false => PartJoint::Words(INSERTED_WORDS),
            };
            if ends_inside && let Some(last) = parts.last_mut() {
                last.ends_inside = true;
            }
            joint = Some(joint.map_or(stands_for, |joint| joint.and(stands_for)));
            rest = after;
        }
        parts.extend(QuotePart::new(rest, joint?, opens_inside));
        (1..=PARTS).contains(&parts.len()).then_some(Self { parts })
    }

    /// The matches of every part; `None` if a part has none.
    fn places(&self, text: &str, folded: &FoldedText) -> Option<Vec<Vec<MatchPosition>>> {
        let mut places: Vec<Vec<MatchPosition>> = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let of_part = part.places(text, folded, EFFORT / self.parts.len());
            if of_part.is_empty() {
                return None;
            }
            places.push(of_part);
        }
        // A bracket at either end of the quotation stands for the rest of a word.
        places.first_mut()?.retain_mut(|place| {
            let start = word_start(folded, place.start);
            place.start = start.unwrap_or(place.start);
            start.is_some()
        });
        places.last_mut()?.retain_mut(|place| {
            let end = word_end(folded, place.end);
            place.end = end.unwrap_or(place.end);
            end.is_some()
        });
        Some(places)
    }

    /// The ranges of the folded text in which all parts follow each other, each as short as possible.
    fn passages(&self, places: &[Vec<MatchPosition>], folded: &str) -> Vec<Range<usize>> {
        let mut passages: Vec<Range<usize>> = places[0].iter().map(|place| place.start..place.end).collect();
        for (pair, places) in self.parts.windows(2).zip(&places[1..]) {
            let mut longer: Vec<Range<usize>> = Vec::new();
            for place in places {
                // If the nearest match before is too far away, all are, because every joint has a longest length.
                let before = passages.partition_point(|passage| passage.end <= place.start).checked_sub(1);
                let before = before.map(|at| &passages[at]);
                let before = before.filter(|passage| pair[1].follows(&pair[0], &folded[passage.end..place.start]));
                longer.extend(before.map(|passage| passage.start..place.end));
            }
            passages = longer;
        }
        // Not earlier: the next part may be within reach only of a later match of the part before it.
        passages.dedup_by_key(|passage| passage.start);
        passages
    }
}

/// The first bracket: the text before it, in it and after it.
fn bracket(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('[')?;
    let (inside, after) = rest.split_once(']')?;
    Some((before, inside, after))
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’')
}

/// What may be between two parts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum PartJoint {
    /// Words left out.
    Gap,
    /// Up to this many words.
    Words(usize),
    /// Up to this many letters of one word.
    Letters(usize),
}

impl PartJoint {
    /// Both joints, one after the other.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Gap, _) | (_, Self::Gap) => Self::Gap,
            (Self::Letters(one), Self::Letters(two)) => Self::Letters(one + two),
            (Self::Words(one), Self::Words(two)) => Self::Words(one + two),
            (Self::Words(words), Self::Letters(_)) | (Self::Letters(_), Self::Words(words)) => Self::Words(words + 1),
        }
    }
}

/// Words that the source must contain unchanged.
#[derive(Debug)]
struct QuotePart {
    /// The words as they were quoted.
    quoted: String,
    /// Searches for their folded form.
    finder: Finder<'static>,
    /// What may be between the part before and these words.
    joint: PartJoint,
    /// Whether a bracket stands for the beginning of the first word.
    opens_inside: bool,
    /// Whether a bracket stands for the end of the last word.
    ends_inside: bool,
}

impl QuotePart {
    /// `None` if there is nothing to compare.
    fn new(quoted: &str, joint: PartJoint, opens_inside: bool) -> Option<Self> {
        let folded = FoldedText::new(quoted);
        let needle = folded.text();
        (!needle.is_empty()).then(|| Self {
            quoted: quoted[folded.origin(0..needle.len())].to_owned(),
            finder: Finder::new(needle).into_owned(),
            joint,
            opens_inside,
            ends_inside: false,
        })
    }

    /// The folded form of the words.
    fn needle(&self) -> &str {
        str::from_utf8(self.finder.needle()).expect("it was a text")
    }

    /// The matches of the part, as many as `effort` allows.
    fn places(&self, text: &str, folded: &FoldedText, effort: usize) -> Vec<MatchPosition> {
        let (folded_text, length) = (folded.text(), self.finder.needle().len());
        let mut places = Vec::new();
        let (mut from, mut left) = (0, 1 + effort / (length + 20));
        while left > 0
            && let Some(found) = self.finder.find(&folded_text.as_bytes()[from..])
        {
            left -= 1;
            let (start, end) = (from + found, from + found + length);
            if self.is_of_whole_words(start..end, folded) {
                let tier = self.tier(&text[folded.origin(start..end)]);
                places.extend(tier.map(|tier| MatchPosition { start, end, tier }));
            }
            // Matches may overlap.
            from = start + 1;
        }
        places.extend(self.divided_places(text, folded, effort));
        places.sort_by_key(|place| (place.start, place.end));
        places
    }

    /// The matches of the part in which the end of a line divides a word.
    fn divided_places(&self, text: &str, folded: &FoldedText, effort: usize) -> Vec<MatchPosition> {
        let needle = self.needle();
        let place = |start: usize| {
            let end = folded.reads(start, needle)?;
            let is_whole = self.is_of_whole_words(start..end, folded) && {
                let again = FoldedText::new(&text[folded.origin(start..end)]);
                again.reads(0, needle) == Some(again.text().len())
            };
            is_whole.then_some(MatchPosition { start, end, tier: MatchTier::Folded })
        };
        folded.may_read(needle).take(1 + effort / (needle.len() + 20)).filter_map(place).collect()
    }

    /// Whether the part neither begins nor ends inside a word, unless a bracket stands for the rest of the word.
    fn is_of_whole_words(&self, range: Range<usize>, folded: &FoldedText) -> bool {
        (self.opens_inside || !is_inside_word(range.start, folded))
            && (self.ends_inside || !is_inside_word(range.end, folded))
    }

    /// How the original matches the quoted words. `None` if the match begins or ends inside a character: `1` inside
    /// `½`.
    fn tier(&self, original: &str) -> Option<MatchTier> {
        if original.split_whitespace().eq(self.quoted.split_whitespace()) {
            return Some(MatchTier::Exact);
        }
        (fold(original).as_bytes() == self.finder.needle()).then_some(MatchTier::Folded)
    }

    /// Whether this part may follow `before` with the text `between` in the middle.
    fn follows(&self, before: &Self, between: &str) -> bool {
        match self.joint {
            PartJoint::Gap => is_at_most(GAP, between),
            PartJoint::Words(most) => {
                let is_word = |word: &Range<usize>| between[word.clone()].contains(is_letter);
                between.len() <= most * 40 && words(between).filter(is_word).count() <= most
            }
            PartJoint::Letters(most) => {
                let letters = match (before.ends_inside, self.opens_inside) {
                    (true, true) => between,
                    (true, false) => between.trim_end(),
                    (false, _) => between.trim_start(),
                };
                is_at_most(most, letters) && letters.chars().all(|char| is_letter(char) || char == '\'')
            }
        }
    }
}

/// Whether a text has at most this many characters. Long texts are not counted, because many parts in a long text would
/// take too long.
fn is_at_most(characters: usize, text: &str) -> bool {
    text.len() <= characters * char::MAX.len_utf8() && text.chars().count() <= characters
}

/// Whether a position is inside a word. It may also be one that the end of a line divides, since half of it is no word.
fn is_inside_word(at: usize, folded: &FoldedText) -> bool {
    is_inside(folded.text(), at) || folded.is_divided(at)
}

/// Whether these words are directly before a position.
fn stands_before(at: usize, words: &str, folded: &FoldedText) -> bool {
    let before = folded.text()[..at].trim_end();
    before.ends_with(words) || folded.reads_back(before.len(), words).is_some()
}

/// Whether these words are directly after a position.
fn stands_after(at: usize, words: &str, folded: &FoldedText) -> bool {
    let after = folded.text()[at..].trim_start();
    after.starts_with(words) || folded.reads(folded.text().len() - after.len(), words).is_some()
}

/// The start of the word around a position, unless it is too far away.
fn word_start(folded: &FoldedText, at: usize) -> Option<usize> {
    let text = folded.text();
    let before = text[..at].char_indices().rev().map(|(start, _)| start);
    iter::once(at).chain(before).take(1 + INSERTED_LETTERS).find(|start| !is_inside_word(*start, folded))
}

/// The end of the word around a position, unless it is too far away.
fn word_end(folded: &FoldedText, at: usize) -> Option<usize> {
    let text = folded.text();
    let after = text[at..].char_indices().map(|(end, _)| at + end);
    after.chain([text.len()]).take(1 + INSERTED_LETTERS).find(|end| !is_inside_word(*end, folded))
}

/// For each pattern, the indexes of the first texts that contain it, at most [`HOLDERS`].
pub fn holders(patterns: &[&QuotePattern], texts: &[(&str, &FoldedText)]) -> Vec<Vec<usize>> {
    let needles: Vec<(usize, &str)> = patterns
        .iter()
        .enumerate()
        .flat_map(|(pattern, sought)| sought.readings.iter().map(move |reading| (pattern, reading.needle())))
        .collect();
    let search =
        AhoCorasick::new(needles.iter().map(|(_, needle)| needle)).expect("a few megabytes of needles at most");
    // If the end of a line divides a word, its hyphens are not certain.
    let loose: Vec<String> = needles.iter().map(|(_, needle)| loosen(needle)).collect();
    let has_divided_words = texts.iter().any(|(_, folded)| folded.loose().is_some());
    let loose_search = has_divided_words.then(|| AhoCorasick::new(&loose).expect("they are no longer than the others"));
    let held: Vec<Vec<usize>> = texts
        .par_iter()
        .map(|(text, folded)| {
            let found = search.find_overlapping_iter(folded.text());
            let divided = loose_search.as_ref().zip(folded.loose());
            let divided = divided.into_iter().flat_map(|(search, loose)| search.find_overlapping_iter(loose));
            let mut likely: Vec<usize> =
                found.chain(divided).map(|found| needles[found.pattern().as_usize()].0).collect();
            likely.sort_unstable();
            likely.dedup();
            likely.retain(|pattern| patterns[*pattern].find(text, folded).is_some());
            likely
        })
        .collect();
    let mut holders = vec![Vec::new(); patterns.len()];
    for (text, held) in held.into_iter().enumerate() {
        for pattern in held {
            if holders[pattern].len() < HOLDERS {
                holders[pattern].push(text);
            }
        }
    }
    holders
}

impl QuoteInterpretation {
    /// The beginning of the longest part. A text without it does not contain the quotation.
    fn needle(&self) -> &str {
        let longest = self.parts.iter().map(QuotePart::needle).max_by_key(|needle| needle.len());
        let longest = longest.expect("a reading has parts");
        let end = (0..=longest.len().min(NEEDLE)).rev().find(|end| longest.is_char_boundary(*end)).unwrap_or_default();
        // Whether a hyphen at its end is inside a word is not known.
        Some(longest[..end].trim_matches('-')).filter(|needle| !needle.is_empty()).unwrap_or(longest)
    }
}

#[cfg(test)]
mod tests {
    use super::{MatchTier, OCCURRENCES, QuoteMatch, QuotePattern, holders};
    use crate::fold::FoldedText;

    fn look_up(quote: &str, text: &str) -> Option<QuoteMatch> {
        QuotePattern::new(quote, None, None).find(text, &FoldedText::new(text))
    }

    #[track_caller]
    fn finds(quote: &str, text: &str, tier: MatchTier, words: &str) {
        let found = look_up(quote, text).unwrap_or_else(|| panic!("{quote:?} is not in {text:?}"));
        assert_eq!((found.tier, &text[found.range]), (tier, words));
    }

    #[track_caller]
    fn misses(quote: &str, text: &str) {
        let found = look_up(quote, text);
        assert!(found.is_none(), "{quote:?} in {text:?}: {found:?}");
    }

    #[test]
    fn what_stands_letter_for_letter_is_exact_across_line_breaks() {
        finds("the ferry\nleft  late", "At six the\n ferry left\nlate.", MatchTier::Exact, "the\n ferry left\nlate");
        finds("مقهىً عائمًا", "يبقى مقهىً عائمًا هناك", MatchTier::Exact, "مقهىً عائمًا");
        finds("水上茶馆", "改成一家水上茶馆，让", MatchTier::Exact, "水上茶馆");
    }

    #[test]
    fn another_spelling_is_folded_and_an_exact_place_is_preferred() {
        finds("\"no\" - she said", "The answer: “No” – she said.", MatchTier::Folded, "“No” – she said");
        finds("the pier", "The pier is new. Mind the pier.", MatchTier::Exact, "the pier");
        assert_eq!(look_up("the pier", "The pier is new. Mind the pier.").unwrap().occurrences, 2);
    }

    #[test]
    fn a_quotation_neither_begins_nor_ends_inside_a_word() {
        misses("plan", "a planet");
        misses("we can", "we can't sail");
        misses("port", "the airport");
        misses("rose by 3", "rose by 3.5 percent");
        misses("1", "1,500 or ½ or x²");
        misses("か", "がき");
        misses("서", "설");
        finds("plan", "the “plan”, well-kept", MatchTier::Exact, "plan");
        finds("kept", "the “plan”, well-kept", MatchTier::Exact, "kept");
        finds("homme", "l’homme de mer", MatchTier::Exact, "homme");
        misses("neill", "O’Neill");
    }

    #[test]
    fn words_left_out_join_parts_that_follow_each_other() {
        let text = "The council agreed. It took a year. The pier was built in spring.";
        finds(
            "council agreed. […] built in spring",
            text,
            MatchTier::Exact,
            "council agreed. It took a year. The pier was built in spring",
        );
        finds("agreed [...] pier", text, MatchTier::Exact, "agreed. It took a year. The pier");
        misses("built in spring […] council agreed", text);
        misses("plan[…] late", "a planet that came late");
        misses("first […] last", &format!("first {} last", "word ".repeat(500)));
        finds(
            "first […] last",
            &format!("first {} last, last", "word ".repeat(300)),
            MatchTier::Exact,
            &format!("first {} last", "word ".repeat(300)),
        );
        // The nearest beginning is taken.
        finds("one […] two", "one, one and two", MatchTier::Exact, "one and two");
    }

    #[test]
    fn brackets_stand_for_words_or_for_letters_of_one_word() {
        let text = "He said the old ferry talks, and then they left.";
        finds("[The captain] said the [new] ferry", text, MatchTier::Exact, "said the old ferry");
        finds("the [steam] [ship] talks", text, MatchTier::Exact, "the old ferry talks");
        finds("[t]he old ferry", text, MatchTier::Exact, "the old ferry");
        finds("ferry talk[ed], and", text, MatchTier::Exact, "ferry talks, and");
        finds("old ferry talk[]", text, MatchTier::Exact, "old ferry talks");
        finds("and [so] [t]hey left", text, MatchTier::Exact, "and then they left");
        finds("[He]’s late", "The master’s late", MatchTier::Exact, "master’s late");
        finds("ferry talk[s][…] left", text, MatchTier::Exact, "ferry talks, and then they left");
        finds(
            "The master […] the [old] ferry",
            "The master saw the man who sold to all who came by that day the ferry",
            MatchTier::Exact,
            "The master saw the man who sold to all who came by that day the ferry",
        );
        misses("said [it] left", "said one two three four five six seven eight nine left");
        misses("talk[s] of", "talk is of");
        misses("[t]he ferry", "withwhatsoeverthe ferry");
    }

    #[test]
    fn brackets_of_the_source_are_tried_first() {
        finds("the [old] ferry", "the new ferry, the [old] ferry", MatchTier::Exact, "the [old] ferry");
        finds("a […] b", "a c b; a [...] b", MatchTier::Folded, "a [...] b");
        finds("left [open", "was left [open", MatchTier::Exact, "left [open");
    }

    #[test]
    fn a_word_that_the_end_of_a_line_divides_is_one_word() {
        let text = "The well-\nknown diver had com-\n  pletely re\u{ad}\nmoved the Anglo-\nSaxon sign in COVID-\n19 times—\nnow.";
        finds("a well-known", "a well-\nknown", MatchTier::Folded, "a well-\nknown");
        finds("completely removed the", text, MatchTier::Folded, "com-\n  pletely re\u{ad}\nmoved the");
        finds("known diver", "well-known diver", MatchTier::Exact, "known diver");
        finds(
            "The well-known diver had completely",
            text,
            MatchTier::Folded,
            "The well-\nknown diver had com-\n  pletely",
        );
        finds("the Anglo-Saxon sign", text, MatchTier::Folded, "the Anglo-\nSaxon sign");
        finds("COVID-19 times—now", text, MatchTier::Folded, "COVID-\n19 times—\nnow");
        // Both readings are possible.
        finds("The wellknown diver", text, MatchTier::Folded, "The well-\nknown diver");
        finds("com-pletely", text, MatchTier::Folded, "com-\n  pletely");
        // This is the text letter for letter.
        finds("had com- pletely", text, MatchTier::Exact, "had com-\n  pletely");
        // Half a word is no word, and a word that certainly has a hyphen keeps it.
        misses("pletely removed", text);
        misses("the lawful strike", "the un-\nlawful strike");
        misses("lawful strike", "the un-\nlawful strike");
        misses("had com-", text);
        misses("AngloSaxon", text);
        misses("COVID19", text);
        misses("re-moved", text);
        // A hyphen elsewhere does not divide a word at the end of a line, and neither does one before an empty line.
        misses("coop", "a co-op, and a co- op");
        misses("finalword", "final-\n\nword");
        misses("two three-year", "two- and\nthree-year");
    }

    #[test]
    fn divided_words_join_other_parts_and_surroundings() {
        let text = "In Septem-\nber the ferry sailed. In October the ferry was re-\npaired, and the fer-\nry sank.";
        let folded = FoldedText::new(text);
        let find = |quote, prefix, suffix| {
            QuotePattern::new(quote, prefix, suffix).find(text, &folded).map(|found| &text[found.range])
        };
        assert_eq!(find("the ferry", Some("In September"), None), Some("the ferry"));
        assert_eq!(find("the ferry", None, Some("was repaired")), Some("the ferry"));
        assert_eq!(find("the ferry", Some("repaired, and"), Some("sank")), Some("the fer-\nry"));
        assert_eq!(find("[S]eptember […] was repaired", None, None), Some(&text[3..68]));
        assert_eq!(
            QuotePattern::new("the ferry", None, None).find(text, &folded).map(|found| found.occurrences),
            Some(3)
        );
    }

    #[test]
    fn what_stands_around_chooses_the_place() {
        let text = "In May the ferry sailed. In June the ferry sank.";
        let folded = FoldedText::new(text);
        let find = |prefix, suffix| QuotePattern::new("the ferry", prefix, suffix).find(text, &folded);
        assert_eq!(find(None, None).map(|found| (found.range, found.occurrences)), Some((7..16, 2)));
        assert_eq!(find(Some("In june "), None).map(|found| (found.range, found.occurrences)), Some((33..42, 1)));
        assert_eq!(find(None, Some("sank")).map(|found| found.range), Some(33..42));
        assert_eq!(find(Some("May"), Some("sank")), None);
    }

    #[test]
    fn nothing_is_never_found() {
        for quote in ["", " \n", "\u{200b}", "\u{ad}"] {
            misses(quote, "a text with \u{200b} in it");
        }
        misses("[…]", "a text […");
        misses("word", "");
    }

    #[test]
    fn hostile_texts_take_no_more_than_a_moment() {
        let text = "a ".repeat(100_000);
        let quote = format!("{}b", "a […] ".repeat(60));
        misses(&quote, &text);
        assert_eq!(look_up("a", &text).unwrap().occurrences, OCCURRENCES);
        misses(&"[".repeat(10_000), &text);
        misses(&"[a]".repeat(10_000), &text);
    }

    #[test]
    fn the_first_three_holders_are_named_in_order() {
        let texts = [
            "nothing",
            "“The pier is long”",
            "the pier is long",
            "the Pier\nis long",
            "so the pier is long",
            "a piers",
            "where the pi-\ner, so long, ends",
        ];
        let folded: Vec<FoldedText> = texts.iter().map(|text| FoldedText::new(text)).collect();
        let texts: Vec<(&str, &FoldedText)> = texts.into_iter().zip(&folded).collect();
        let patterns = ["the pier is long", "pier", "nothing […] else", "no[…]", "", "so […] long", "the pier, so"]
            .map(|quote| QuotePattern::new(quote, None, None));
        let found = holders(&patterns.iter().collect::<Vec<_>>(), &texts);
        assert_eq!(found, [vec![1, 2, 3], vec![1, 2, 3], vec![], vec![], vec![], vec![4, 6], vec![6]]);
    }
}
