//! The passage that was most likely meant by a quotation that was not found.
//!
//! In: a quotation, a text and the text folded. Out: the nearest passage, and where the two differ, word by word.
//! Whether the quotation stands somewhere is not asked here ([`super::lookup`]).

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::iter;
use std::ops::Range;

use super::quotable::{halves, quotable};
use super::words::{is_letter, words};
use crate::fold::FoldedText;

/// A stretch of two texts, side by side. Words are joined by single blanks and spelt as in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextDifference {
    /// In both; what `[brackets]` of the quotation stand for is the brackets.
    Same(String),
    /// In the quotation only.
    Quote(String),
    /// In the source only.
    Source(String),
}

/// The passage that is most like a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct NearestPassage {
    /// Bytes of the original text, whole words.
    pub range: Range<usize>,
    /// From the quotation to the passage. All the same, if only what stands around it is not as was asked for.
    pub changes: Vec<TextDifference>,
    /// The share of words that both have, from a half to 1.
    pub likeness: f64,
}

/// Words of a quotation beyond which nothing is compared.
const LONGEST: usize = 1_000;
/// Pairs of words up to which a quotation is compared with all of a text. In a longer text it is compared only with the
/// stretches that have most of its rare words: texts are long where misses are many.
const PAIRS: usize = 100_000;
/// Stretches of a longer text that are compared.
const STRETCHES: usize = 3;
/// Places of rare words by which stretches are found. More are looked at only where the rarest word alone has more.
const HITS: usize = 4_000;
/// Words of the source that a bracket may stand for, in looking for a stretch.
const BRACKET_WORDS: usize = 400;

/// The passage of `text` that is most like `quote`, the first of several. Nothing where less than half of the words are the
/// same.
pub fn nearest(quote: &str, text: &str, folded: &FoldedText) -> Option<NearestPassage> {
    PassageIndex::of(text, folded).nearest(quote)
}

/// A text in which passages are sought that are like quotations. Its words are taken apart once for all of them.
pub struct PassageIndex<'t> {
    text: &'t str,
    folded: &'t FoldedText,
    tokens: Vec<PassageToken>,
    /// Numbers for its words.
    ids: HashMap<&'t str, u32>,
    /// Where each word stands among the tokens, by its number.
    places: Vec<Vec<u32>>,
}

impl<'t> PassageIndex<'t> {
    /// Takes a text apart.
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

    /// The passage that is most like `quote`, the first of several.
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
        // Nobody is told to quote half a word.
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

    /// The parts of the text that the quotation is compared with, in the order of the text: all of it where that is not
    /// much, otherwise those that have the most of the quotation's rare words.
    fn stretches(&self, quoted: &[PassageToken]) -> Vec<Range<usize>> {
        let length = self.tokens.len();
        let all = 0..length;
        if length * quoted.len() <= PAIRS {
            return vec![all];
        }
        let brackets = quoted.iter().filter(|token| token.kind == TokenKind::Bracket).count();
        let width = (2 * quoted.len() + BRACKET_WORDS * brackets + 32).min(length);
        let hits = self.hits(quoted);
        // How rare the words are up to each of them.
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
            // Of all places that have the same words, the first: it ends with one of them, or begins where it may.
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

    /// Where the quotation's rare words stand in the text, in its order.
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

/// A place where a word of a quotation stands.
struct WordOccurrence {
    /// Its place among the tokens.
    at: usize,
    rarity: u64,
}

/// The number of a word. A text has fewer than four thousand million of them.
fn number(at: usize) -> u32 {
    u32::try_from(at).expect("texts are far below 4 GiB; the loader sees to it")
}

/// A word, a sign between words, or a bracket that stands for words.
#[derive(Clone)]
struct PassageToken {
    /// The same for the same word of quotation and source.
    id: u32,
    /// Where it stands in the folded text.
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

    /// What it costs that the source has a word more: less than to take it for another, or `could be` would be nearer to
    /// `not be` than to `could not be`.
    fn added(&self) -> u32 {
        self.weight() * 9 / 10
    }

    /// What it costs to have `other` in place of this one: less than to leave this one out, so that a passage begins
    /// and ends with what stands for the first and the last word of the quotation.
    fn replaced(&self, other: &Self) -> u32 {
        match self.id == other.id {
            true if self.is_spaced == other.is_spaced => 0,
            true => 10,
            false if self.kind == other.kind => self.weight() * 19 / 20,
            false => u32::MAX / 2,
        }
    }
}

/// Numbers for the words of a quotation: those of the source, and more for words that the source does not have.
struct WordIds<'s> {
    source: &'s HashMap<&'s str, u32>,
    new: HashMap<String, u32>,
}

impl WordIds<'_> {
    /// The id of every word of the source that is put together anew and not in the quotation.
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

    /// Reads words of the source that the end of a line divides in one piece, unless the quotation has them with a hyphen.
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

/// The words of a quotation, each bracket as one, together with the letters that it hangs on.
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

/// A word of the quotation, one of the source, or both side by side, by their places among the tokens.
struct AlignmentStep {
    quote: Option<usize>,
    source: Option<usize>,
}

/// How a step was reached.
#[derive(Clone, Copy)]
enum AlignmentMove {
    Both,
    Quote,
    Source,
}

/// What it costs to have a bracket stand for one more word.
const BRACKETED: u32 = 1;

/// The cheapest way to turn all of the quotation into a stretch of the source: an edit distance that may begin and end
/// anywhere in the source, and what it costs. Brackets stand for what they need.
fn align(quoted: &[PassageToken], source: &[PassageToken]) -> (u32, Vec<AlignmentStep>) {
    let height = quoted.len() + 1;
    let mut ways = vec![AlignmentMove::Quote; height * (source.len() + 1)];
    // Costs of the beginnings of the quotation, ending at the word of the source that is being looked at.
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

/// What stands before the first word of the quotation, or after a bracket, is nobody's business.
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

/// What a step means.
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

/// Twice the weight of what is the same by the weight of both sides.
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
    /// The quotation, which may be the same.
    quote: &'a str,
    folded: &'a FoldedText,
    tokens: &'a [PassageToken],
}

impl TextSide<'_> {
    /// The words that stand at these places, which follow each other, as they are spelt.
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

/// Words that are shown beside a difference.
const SHOWN: usize = 5;

/// The differences on one line, for a message: `could not be {reached → contacted} or give his …`. What is only in the
/// quotation stands as `{−so}`, what is only in the source as `{+so}`. Square brackets would look like a part of the
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

/// Signs that hang on the word before them.
const CLOSING: [char; 14] = [',', '.', ';', ':', '!', '?', ')', '”', '’', '»', '،', '؛', '؟', '。'];

/// The first and the last words of a text.
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
        // Every sentence has the digits of its number as words, so that no two are the same.
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
