//! Finds the passage that was most likely meant by a quotation that was not found.
//!
//! In: a quotation, a text and its folded form. Out: the nearest passage and the differences, word by word. Never here:
//! exact matches (see [`super::lookup`]).

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::iter;
use std::ops::Range;

use super::quotable::{halves, quotable};
use super::words::{is_letter, words};
use crate::fold::FoldedText;

/// A part of the comparison of two texts. Words are joined by single spaces and spelt as in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextDifference {
    /// In both texts. Where `[brackets]` of the quotation stand for words, it is the brackets.
    Same(String),
    /// Only in the quotation.
    Quote(String),
    /// Only in the source.
    Source(String),
}

/// The passage that is most similar to a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct NearestPassage {
    /// Its bytes in the original text, whole words only.
    pub range: Range<usize>,
    /// The changes from the quotation to the passage. All are `Same` if only the prefix or suffix did not match.
    pub changes: Vec<TextDifference>,
    /// The share of words that both have in common, from 0.5 to 1.
    pub likeness: f64,
}

/// Longer quotations, in words, are not compared.
const LONGEST: usize = 1_000;
/// The most pairs of words for which a quotation is compared with a whole text. In a longer text it is compared only
/// with the stretches that have most of its rare words, because texts are often long where many quotations are missing.
const PAIRS: usize = 100_000;
/// How many stretches of a longer text are compared.
const STRETCHES: usize = 3;
/// The most places of rare words from which stretches are found. It is exceeded only if the rarest word alone has more.
const HITS: usize = 4_000;
/// How many words of the source a bracket may stand for when a stretch is sought.
const BRACKET_WORDS: usize = 400;

/// The passage of `text` that is most similar to `quote`, the first one if several are equally similar. `None` if less
/// than half of the words are the same.
pub fn nearest(quote: &str, text: &str, folded: &FoldedText) -> Option<NearestPassage> {
    PassageIndex::of(text, folded).nearest(quote)
}

/// An index of a text for finding passages similar to quotations. It splits the text into words once for all
/// quotations.
pub struct PassageIndex<'t> {
    text: &'t str,
    folded: &'t FoldedText,
    tokens: Vec<PassageToken>,
    /// The number of each distinct word.
    ids: HashMap<&'t str, u32>,
    /// The positions of each word among the tokens, by the number of the word.
    places: Vec<Vec<u32>>,
}

impl<'t> PassageIndex<'t> {
    /// Splits a text into words and indexes them.
    pub fn of(text: &'t str, folded: &'t FoldedText) -> Self {
        let mut ids = HashMap::new();
        let mut places: Vec<Vec<u32>> = Vec::new();
        let folded_text = folded.text();
        let token = |(at, range): (usize, Range<usize>)| {
            let word = &folded_text[range.clone()];
            let id = *ids.entry(word).or_insert_with(|| {
                places.push(Vec::new());
                number(places.len() - 1)
            });
            places[id as usize].push(number(at));
            PassageToken::new(folded_text, range, TokenKind::of(word), id)
        };
        let tokens = words(folded_text).enumerate().map(token).collect();
        Self { text, folded, tokens, ids, places }
    }

    /// The passage that is most similar to `quote`, the first one if several are equally similar.
    pub fn nearest(&self, quote: &str) -> Option<NearestPassage> {
        let folded_quote = FoldedText::new(quote);
        if words(folded_quote.text()).nth(LONGEST).is_some() {
            return None;
        }
        let mut ids = WordIds { source: &self.ids, new: HashMap::new() };
        let quoted = ids.quoted(folded_quote.text());
        if !quoted.iter().any(|token| token.kind == TokenKind::Word) {
            return None;
        }
        let compared = self.stretches(&quoted).into_iter().map(|stretch| {
            let source = ids.join_divided(&self.tokens[stretch], self.folded, folded_quote.text());
            let (cost, steps) = align(&quoted, &source);
            (cost, steps, source)
        });
        let (_, steps, source) = compared.min_by_key(|(cost, ..)| *cost)?;
        let likeness = likeness(&steps, &quoted, &source);
        let mut first = steps.iter().find_map(|step| step.source)?;
        let mut last = steps.iter().rev().find_map(|step| step.source)?;
        // A suggestion must not begin or end with half a word.
        while first > 0 && self.folded.is_divided(source[first].range.start) {
            first -= 1;
        }
        while last + 1 < source.len() && self.folded.is_divided(source[last].range.end) {
            last += 1;
        }
        (likeness >= 0.5).then(|| NearestPassage {
            range: self.folded.origin(source[first].range.start..source[last].range.end),
            changes: changes(
                &steps,
                &TextSide { text: quote, quote, folded: &folded_quote, tokens: &quoted },
                &TextSide { text: self.text, quote, folded: self.folded, tokens: &source },
            ),
            likeness,
        })
    }

    /// The parts of the text with which the quotation is compared, in the order of the text: the whole text if it is
    /// short, or else the parts with the most rare words of the quotation.
    fn stretches(&self, quoted: &[PassageToken]) -> Vec<Range<usize>> {
        let length = self.tokens.len();
        let all = 0..length;
        if length * quoted.len() <= PAIRS {
            return vec![all];
        }
        let brackets = quoted.iter().filter(|token| token.kind == TokenKind::Bracket).count();
        let width = (2 * quoted.len() + BRACKET_WORDS * brackets + 32).min(length);
        let hits = self.hits(quoted);
        // The sums of the rarity of all hits before each hit.
        let sums: Vec<u64> = iter::once(0)
            .chain(hits.iter().scan(0, |sum, hit| {
                *sum += hit.rarity;
                Some(*sum)
            }))
            .collect();
        let before = |at: usize| sums[hits.partition_point(|hit| hit.at < at)];
        let rarity = |start: usize| before(start + width) - before(start);
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for _ in 0..STRETCHES {
            let is_free =
                |start: &usize| stretches.iter().all(|taken| *start >= taken.end || start + width <= taken.start);
            // Of all starts with the same words, the first counts: its stretch ends with one of the words, or begins
            // where it may.
            let ending = hits.iter().map(|hit| (hit.at + 1).saturating_sub(width));
            let starts = iter::once(0).chain(stretches.iter().map(|taken| taken.end)).chain(ending);
            let starts = starts.filter(|start| *start <= length - width).filter(is_free);
            let Some(best) = starts.min_by_key(|start| (Reverse(rarity(*start)), *start)) else { break };
            let margin = width / 2;
            stretches.push(best.saturating_sub(margin)..(best + width + margin).min(length));
        }
        stretches.sort_by_key(|stretch| stretch.start);
        stretches
    }

    /// The places of the quotation's rare words, in the order of the text.
    fn hits(&self, quoted: &[PassageToken]) -> Vec<WordOccurrence> {
        let known: BTreeSet<usize> = quoted.iter().map(|token| token.id as usize).collect();
        let mut known: Vec<&Vec<u32>> = known.into_iter().filter_map(|id| self.places.get(id)).collect();
        known.sort_by_key(|places| places.len());
        let mut hits: Vec<WordOccurrence> = Vec::new();
        for places in known {
            if !hits.is_empty() && hits.len() + places.len() > HITS {
                break;
            }
            let rarity = 1_000_000 / u64::try_from(places.len()).unwrap_or(u64::MAX).max(1);
            hits.extend(places.iter().map(|at| WordOccurrence { at: *at as usize, rarity }));
        }
        hits.sort_unstable_by_key(|hit| hit.at);
        hits
    }
}

/// A place in the text with a word of the quotation.
struct WordOccurrence {
    /// Its position among the tokens.
    at: usize,
    rarity: u64,
}

/// The number of a word. It fits into `u32`, since a text has fewer than 2³² words.
fn number(at: usize) -> u32 {
    u32::try_from(at).expect("texts are far below 4 GiB; the loader sees to it")
}

/// A word, a sign between words, or a bracket that stands for words.
#[derive(Clone)]
struct PassageToken {
    /// The number of the word, the same in quotation and source.
    id: u32,
    /// Its range in the folded text.
    range: Range<usize>,
    kind: TokenKind,
    /// Whether there is white space before it.
    is_spaced: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum TokenKind {
    Word,
    Sign,
    /// `[…]` or `[inserted]`.
    Bracket,
}

impl TokenKind {
    fn of(word: &str) -> Self {
        if word.contains(is_letter) { Self::Word } else { Self::Sign }
    }
}

impl PassageToken {
    fn new(text: &str, range: Range<usize>, kind: TokenKind, id: u32) -> Self {
        Self { id, kind, is_spaced: text[..range.start].ends_with(' '), range }
    }

    fn weight(&self) -> u32 {
        match self.kind {
            TokenKind::Word => 100,
            TokenKind::Sign => 20,
            TokenKind::Bracket => 0,
        }
    }

    /// The cost of a word that only the source has. It is less than the cost of a replacement, or `could be` would be
    /// nearer to `not be` than to `could not be`.
    fn added(&self) -> u32 {
        self.weight() * 9 / 10
    }

    /// The cost of `other` in place of this word. It is less than the cost of leaving this word out, so that a passage
    /// begins and ends with the counterparts of the quotation's first and last word.
    fn replaced(&self, other: &Self) -> u32 {
        match self.id == other.id {
            true if self.is_spaced == other.is_spaced => 0,
            true => 10,
            false if self.kind == other.kind => self.weight() * 19 / 20,
            false => u32::MAX / 2,
        }
    }
}

/// Numbers for the words of a quotation: those of the source, and new ones for words that the source does not have.
struct WordIds<'s> {
    source: &'s HashMap<&'s str, u32>,
    new: HashMap<String, u32>,
}

impl WordIds<'_> {
    /// The number for all joined words of the source that are not in the quotation.
    const OTHER: u32 = u32::MAX;

    fn quoted(&mut self, text: &str) -> Vec<PassageToken> {
        let mut tokens = Vec::new();
        for (range, kind) in with_brackets(text) {
            // `talk[s]` is compared as `talks`.
            let word = text[range.clone()].replace(['[', ']'], "");
            let id = self.of(&word).unwrap_or_else(|| {
                let next = number(self.source.len() + self.new.len());
                self.new.insert(word, next);
                next
            });
            tokens.push(PassageToken::new(text, range, kind, id));
        }
        tokens
    }

    fn of(&self, word: &str) -> Option<u32> {
        self.source.get(word).or_else(|| self.new.get(word)).copied()
    }

    /// Joins words of the source that the end of a line divides, unless the quotation has them with a hyphen.
    fn join_divided(&self, tokens: &[PassageToken], folded: &FoldedText, quote: &str) -> Vec<PassageToken> {
        let first = tokens.first().map_or(0, |token| token.range.start);
        let divisions = folded.divisions();
        let next = divisions.partition_point(|division| division.folded.end < first);
        let mut divisions = divisions[next..].iter().peekable();
        let mut joined: Vec<PassageToken> = Vec::with_capacity(tokens.len());
        for token in tokens {
            let mut token = token.clone();
            while divisions.next_if(|division| division.folded.end < token.range.start).is_some() {}
            if let Some(division) = divisions.next_if(|division| division.folded.end == token.range.start) {
                let (first, second) = halves(division, folded);
                let has_hyphen = division.may_keep && quote.contains(&format!("{first}-{second}"));
                let is_one = division.may_join && !has_hyphen && second.len() == token.range.len();
                // The hyphen is a token of its own.
                let hyphens = usize::from(division.may_keep);
                let before = joined.len().checked_sub(1 + hyphens).map(|at| joined[at].range.end);
                if is_one && before == Some(division.folded.start) {
                    joined.truncate(joined.len() - hyphens);
                    let half = joined.last_mut().expect("the first half was looked at");
                    half.id = self.of(&format!("{first}{second}")).unwrap_or(Self::OTHER);
                    half.range.end = token.range.end;
                    continue;
                }
                token.is_spaced = !division.may_keep;
            }
            joined.push(token);
        }
        joined
    }
}

/// The words of a quotation. A bracket is one word, together with the letters that are attached to it.
fn with_brackets(text: &str) -> Vec<(Range<usize>, TokenKind)> {
    let mut joined: Vec<(Range<usize>, TokenKind)> = Vec::new();
    let mut open_until = 0;
    for word in words(text) {
        let kind = TokenKind::of(&text[word.clone()]);
        let is_within = word.start < open_until;
        let bracket = text[word.start..].strip_prefix('[').filter(|_| !is_within).and_then(|rest| rest.find(']'));
        if let Some(length) = bracket {
            open_until = word.end + length + 1;
        }
        let hangs_on = |last: &Range<usize>, last_kind| {
            let opens = bracket.is_some() && last_kind == TokenKind::Word;
            let closed = kind == TokenKind::Word && text[last.clone()].ends_with(']');
            last.end == word.start && (opens || closed)
        };
        match joined.last_mut() {
            Some((last, _)) if is_within => last.end = word.end,
            Some((last, last_kind)) if hangs_on(last, *last_kind) => {
                last.end = word.end;
                *last_kind = TokenKind::Word;
            }
            _ if bracket.is_some() => joined.push((word, TokenKind::Bracket)),
            _ => joined.push((word, kind)),
        }
    }
    joined
}

/// A word of the quotation, a word of the source, or both side by side, by their positions among the tokens.
struct AlignmentStep {
    quote: Option<usize>,
    source: Option<usize>,
}

/// The step that leads to a cell of the table.
#[derive(Clone, Copy)]
enum AlignmentMove {
    Both,
    Quote,
    Source,
}

/// The cost of each further word that a bracket stands for.
const BRACKETED: u32 = 1;

/// The cheapest alignment of the whole quotation with a stretch of the source, and its cost: an edit distance that may
/// begin and end anywhere in the source. Brackets stand for as many words as needed.
fn align(quoted: &[PassageToken], source: &[PassageToken]) -> (u32, Vec<AlignmentStep>) {
    let height = quoted.len() + 1;
    let mut ways = vec![AlignmentMove::Quote; height * (source.len() + 1)];
    // The costs of all prefixes of the quotation that end at the current word of the source.
    let mut costs: Vec<u32> = Vec::with_capacity(height);
    costs.push(0);
    costs.extend(quoted.iter().scan(0, |sum, token| {
        *sum += token.weight();
        Some(*sum)
    }));
    let mut best = (costs[quoted.len()], 0);
    for (column, theirs) in source.iter().enumerate() {
        let ways = &mut ways[(column + 1) * height..][..height];
        let mut diagonal = costs[0];
        for (row, ours) in quoted.iter().enumerate() {
            let is_bracket = ours.kind == TokenKind::Bracket;
            let both =
                (if is_bracket { u32::MAX } else { diagonal + distance(quoted, row, theirs) }, AlignmentMove::Both);
            let quote = (costs[row] + ours.weight(), AlignmentMove::Quote);
            let source = (costs[row + 1] + if is_bracket { BRACKETED } else { theirs.added() }, AlignmentMove::Source);
            diagonal = costs[row + 1];
            let cheaper = |one: (u32, AlignmentMove), two: (u32, AlignmentMove)| if two.0 < one.0 { two } else { one };
            (costs[row + 1], ways[row + 1]) = cheaper(cheaper(both, quote), source);
        }
        if costs[quoted.len()] < best.0 {
            best = (costs[quoted.len()], column + 1);
        }
    }
    (best.0, walk_back(quoted, &ways, best.1))
}

/// The cost of a word in place of another. White space before the first word of the quotation or after a bracket does
/// not count.
fn distance(quoted: &[PassageToken], row: usize, theirs: &PassageToken) -> u32 {
    let ours = &quoted[row];
    let is_first = row.checked_sub(1).is_none_or(|before| quoted[before].kind == TokenKind::Bracket);
    if is_first && ours.id == theirs.id { 0 } else { ours.replaced(theirs) }
}

fn walk_back(quoted: &[PassageToken], ways: &[AlignmentMove], mut column: usize) -> Vec<AlignmentStep> {
    let mut row = quoted.len();
    let mut steps = Vec::new();
    while row > 0 {
        let way = ways[column * (quoted.len() + 1) + row];
        let is_bracket = quoted[row - 1].kind == TokenKind::Bracket;
        let (takes_quote, takes_source) = (!matches!(way, AlignmentMove::Source), !matches!(way, AlignmentMove::Quote));
        column -= usize::from(takes_source);
        steps.push(AlignmentStep {
            quote: (takes_quote || is_bracket).then_some(row - 1),
            source: takes_source.then_some(column),
        });
        row -= usize::from(takes_quote);
    }
    steps.reverse();
    steps
}

/// The meaning of a step.
#[derive(Clone, Copy, PartialEq)]
enum AlignmentStepKind {
    Same,
    Differs,
    Bracket(usize),
}

impl AlignmentStep {
    fn sort(&self, quoted: &[PassageToken], source: &[PassageToken]) -> AlignmentStepKind {
        match (self.quote, self.source) {
            (Some(at), _) if quoted[at].kind == TokenKind::Bracket => AlignmentStepKind::Bracket(at),
            (Some(ours), Some(theirs)) if distance(quoted, ours, &source[theirs]) == 0 => AlignmentStepKind::Same,
            _ => AlignmentStepKind::Differs,
        }
    }
}

/// The weight of equal words on both sides, divided by the weight of all words on both sides.
fn likeness(steps: &[AlignmentStep], quoted: &[PassageToken], source: &[PassageToken]) -> f64 {
    let (mut same, mut all) = (0, 0);
    for step in steps.iter().filter(|step| !matches!(step.sort(quoted, source), AlignmentStepKind::Bracket(_))) {
        let ours = step.quote.map(|at| &quoted[at]);
        let theirs = step.source.map(|at| &source[at]);
        let weight = ours.map_or(0, PassageToken::weight) + theirs.map_or(0, PassageToken::weight);
        all += weight;
        if ours.zip(theirs).is_some_and(|(ours, theirs)| ours.id == theirs.id) {
            same += weight;
        }
    }
    if all == 0 { 0.0 } else { f64::from(same) / f64::from(all) }
}

/// One of the two texts.
struct TextSide<'a> {
    text: &'a str,
    /// The quotation, which may be the same text.
    quote: &'a str,
    folded: &'a FoldedText,
    tokens: &'a [PassageToken],
}

impl TextSide<'_> {
    /// The words at these consecutive positions, as they are spelt.
    fn spelt(&self, places: impl Iterator<Item = usize>) -> Option<String> {
        let places: Vec<usize> = places.collect();
        let range = self.tokens[*places.first()?].range.start..self.tokens[*places.last()?].range.end;
        Some(quotable(self.text, self.folded, self.folded.origin(range), self.quote).words)
    }
}

fn changes(steps: &[AlignmentStep], quote: &TextSide<'_>, source: &TextSide<'_>) -> Vec<TextDifference> {
    let sort = |step: &AlignmentStep| step.sort(quote.tokens, source.tokens);
    let mut changes = Vec::new();
    for run in steps.chunk_by(|one, two| sort(one) == sort(two)) {
        let quoted = quote.spelt(run.iter().filter_map(|step| step.quote));
        let theirs = source.spelt(run.iter().filter_map(|step| step.source));
        match sort(&run[0]) {
            AlignmentStepKind::Same => changes.extend(theirs.map(TextDifference::Same)),
            AlignmentStepKind::Bracket(_) => changes.extend(quoted.map(TextDifference::Same)),
            AlignmentStepKind::Differs => {
                changes.extend(quoted.map(TextDifference::Quote));
                changes.extend(theirs.map(TextDifference::Source));
            }
        }
    }
    changes
}

/// How many words are shown beside a difference.
const SHOWN: usize = 5;

/// The differences on one line, for a message: `could not be {reached → contacted} or give his …`. Words only in the
/// quotation are shown as `{−so}`, words only in the source as `{+so}`. Square brackets would look like a part of the
/// quotation.
pub fn sketch(changes: &[TextDifference]) -> String {
    let mut pieces = Vec::new();
    let mut rest = changes;
    while let [first, after @ ..] = rest {
        rest = after;
        pieces.push(match (first, after) {
            (TextDifference::Same(words), []) if !pieces.is_empty() => shortened(words, SHOWN, 0),
            (TextDifference::Same(words), [_, ..]) if pieces.is_empty() => shortened(words, 0, SHOWN),
            (TextDifference::Same(words), _) => shortened(words, SHOWN, SHOWN),
            (TextDifference::Quote(ours), [TextDifference::Source(theirs), after @ ..]) => {
                rest = after;
                format!("{{{} → {}}}", shortened(ours, SHOWN, SHOWN), shortened(theirs, SHOWN, SHOWN))
            }
            (TextDifference::Quote(ours), _) => format!("{{−{}}}", shortened(ours, SHOWN, SHOWN)),
            (TextDifference::Source(theirs), _) => format!("{{+{}}}", shortened(theirs, SHOWN, SHOWN)),
        });
    }
    pieces.into_iter().fold(String::new(), |line, piece: String| match piece.starts_with(CLOSING) || line.is_empty() {
        true => line + &piece,
        false => line + " " + &piece,
    })
}

/// Signs that follow a word without a space.
const CLOSING: [char; 14] = [',', '.', ';', ':', '!', '?', ')', '”', '’', '»', '،', '؛', '؟', '。'];

/// The first and the last words of a text, with an ellipsis between.
fn shortened(text: &str, first: usize, last: usize) -> String {
    let words: Vec<Range<usize>> = words(text).collect();
    if words.len() <= first + last + 1 {
        return text.to_owned();
    }
    let beginning = first.checked_sub(1).map(|at| &text[..words[at].end]);
    let end = (last > 0).then(|| &text[words[words.len() - last].start..]);
    [beginning, Some("…"), end].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{nearest, sketch};
    use crate::fold::FoldedText;

    const TEXT: &str = "The council met in May. The clerk could not be contacted, or give her approval, before the vote. \
        In June the council met again, and the “new” pier was agreed; nobody could be reached by telephone.";

    #[track_caller]
    fn check(quote: &str, text: &str, passage: &str, expected: &str) {
        let found = nearest(quote, text, &FoldedText::new(text)).unwrap_or_else(|| panic!("nothing is like {quote:?}"));
        assert_eq!((&text[found.range], sketch(&found.changes).as_str()), (passage, expected));
    }

    #[test]
    fn a_changed_word_is_shown_with_the_words_beside_it() {
        check(
            "could not be reached, or give her approval",
            TEXT,
            "could not be contacted, or give her approval",
            "could not be {reached → contacted}, or give her approval",
        );
        check("nobody could be found", TEXT, "nobody could be reached", "nobody could be {found → reached}");
        check("a council met again", TEXT, "the council met again", "{a → the} council met again");
    }

    #[test]
    fn missing_and_added_words_and_signs_are_shown() {
        check(
            "could be contacted, or give",
            TEXT,
            "could not be contacted, or give",
            "could {+not} be contacted, or give",
        );
        check(
            "the vote in June the whole council met",
            TEXT,
            "the vote. In June the council met",
            "the vote {+.} In June the {−whole} council met",
        );
        check("the new pier", TEXT, "the “new” pier", "the {new → “new”} pier");
        check("met council again", TEXT, "met again", "met {−council} again");
    }

    #[test]
    fn words_that_the_end_of_a_line_divides_are_compared_and_shown_whole() {
        let text = "A well-\nknown diver had com-\npletely re-\nmoved the barriers.";
        check(
            "a well-known diver had completely ruined the barriers",
            text,
            "A well-\nknown diver had com-\npletely re-\nmoved the barriers",
            "… -known diver had completely {ruined → re-|moved} the barriers",
        );
        check(
            "pletely removed the barriers",
            text,
            "com-\npletely re-\nmoved the barriers",
            "{pletely → com-|pletely} removed the barriers",
        );
    }

    #[test]
    fn brackets_stand_for_what_they_need() {
        check(
            "the [local] council met […] the new bridge was agreed",
            TEXT,
            "the council met again, and the “new” pier was agreed",
            "the [local] council met […] the {new bridge → “new” pier} was agreed",
        );
        check("[t]he clerk would not be", TEXT, "The clerk could not be", "The clerk {would → could} not be");
    }

    #[test]
    fn scripts_without_spaces_are_compared_by_character() {
        check(
            "旧渡轮会留在别的地方",
            "工程定于春天开始，旧渡轮会留在原来的地方，改成茶馆。",
            "旧渡轮会留在原来的地方",
            "旧渡轮会留在 {别 → 原来} 的地方",
        );
        check("کشتی نو همان‌جا", "سپس کشتی قدیمی همان‌جا ماند", "کشتی قدیمی همان‌جا", "کشتی {نو → قدیمی} همان‌جا");
    }

    #[test]
    fn what_is_the_same_letter_for_letter_is_all_the_same() {
        check("council met", TEXT, "council met", "council met");
    }

    #[test]
    fn what_is_not_half_alike_is_not_offered() {
        for quote in ["the penguins danced all night", "", "…", "[…]"] {
            assert_eq!(nearest(quote, TEXT, &FoldedText::new(TEXT)), None);
        }
        assert_eq!(nearest("council", "", &FoldedText::new("")), None);
    }

    #[test]
    fn a_passage_is_found_in_a_very_long_text() {
        let filler = "the boat and the pier and the sea and the ".repeat(40_000);
        let text = format!("{filler}old clerk counted seven crates and the umbrellas {filler}");
        check(
            "the clerk counted eight crates and the",
            &text,
            "the old clerk counted seven crates and the",
            "the {+old} clerk counted {eight → seven} crates and the",
        );
    }

    #[test]
    fn each_of_many_changed_quotations_of_a_long_text_finds_its_own_passage() {
        const WORDS: [&str; 10] =
            ["boat", "pier", "lamp", "crate", "clerk", "tide", "rope", "storm", "bell", "harbour"];
        // Every sentence has the digits of its number as words, so that all are different.
        let sentence = |at: usize| {
            let digit = |power: u32| WORDS[at / 10_usize.pow(power) % 10];
            format!("the {} near the {} saw a {} and one {}", digit(3), digit(2), digit(1), digit(0))
        };
        let text = (0..3_000).map(|at| format!("Number{at} {}. ", sentence(at))).collect::<Vec<_>>().concat();
        let folded = FoldedText::new(&text);
        let passages = super::PassageIndex::of(&text, &folded);
        for at in (0..3_000).step_by(7) {
            let found = passages.nearest(&format!("number{at} {}", sentence(at).replace("near", "under")));
            let passage = &text[found.expect("one word was changed").range];
            assert_eq!(passage, format!("Number{at} {}", sentence(at)));
        }
    }
}
