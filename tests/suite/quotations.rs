//! Quotations taken from texts at random: what is there is found, what was changed is not, and the passage that was meant is
//! named with the word that differs.

use std::ops::Range;

use dateline::fold::{FoldedText, fold};
use dateline::verify::lookup::{MatchTier, QuotePattern};
use dateline::verify::nearest::{TextDifference, nearest};

use crate::texts::{Sample, random, samples};

/// Quotations that a test takes from each text.
const TRIES: usize = 1_500;

#[test]
fn every_stretch_of_words_is_found_letter_for_letter() {
    for sample in samples() {
        for length in sample.fewest()..sample.fewest() + 8 {
            for words in sample.words.windows(length) {
                let quote = &sample.text[words[0].start..words[length - 1].end];
                assert_found(&sample, quote, MatchTier::Exact);
                assert_found(&sample, quote.trim_matches(|char: char| !char.is_alphanumeric()), MatchTier::Exact);
            }
        }
    }
}

#[test]
fn every_stretch_of_words_is_found_in_another_spelling() {
    let mut random = random();
    for sample in samples() {
        for _ in 0..TRIES {
            let quote = &sample.text[stretch(&sample, sample.fewest(), &mut random).range];
            let respelt = respelt(quote, &mut random);
            let found = QuotePattern::new(&respelt, None, None).find(&sample.text, &sample.folded);
            let found = found.unwrap_or_else(|| panic!("{}: {respelt:?}, which is {quote:?}", sample.name));
            assert_eq!(fold(&sample.text[found.range]), fold(quote));
        }
    }
}

/// A text whose lines end inside words, as those of a newspaper or a PDF do.
#[test]
fn every_stretch_of_words_is_found_where_the_ends_of_lines_divide_words() {
    let mut random = random();
    for sample in samples().into_iter().filter(Sample::is_spaced) {
        let (text, divided) = divided(&sample, &mut random);
        let folded = FoldedText::new(&text);
        assert!(folded.divisions().len() > 10, "{}: only {} words", sample.name, folded.divisions().len());
        for _ in 0..TRIES {
            let stretch = stretch(&sample, sample.fewest(), &mut random);
            let quote = &sample.text[stretch.range];
            let found = QuotePattern::new(quote, None, None).find(&text, &folded);
            let found = found.unwrap_or_else(|| panic!("{}: {quote:?} is not found", sample.name));
            // The passage may stand there twice, and be divided in one place only.
            let is_whole = divided[stretch.words].iter().all(|is_divided| !is_divided);
            assert!(!is_whole || found.tier == MatchTier::Exact, "{}: {quote:?}", sample.name);
        }
        for _ in 0..TRIES {
            let changed = changed(&sample, sample.fewest(), &mut random);
            let found = QuotePattern::new(&changed.quote, None, None).find(&text, &folded);
            assert!(
                found.is_none() || stands(&changed.quote, &sample.text),
                "{}: {:?} is found as {:?}",
                sample.name,
                changed.quote,
                &text[found.unwrap().range]
            );
        }
    }
}

/// The text with a hyphen and the end of a line, or a soft hyphen and that, in some of its words; and which these are.
fn divided(sample: &Sample, random: &mut fastrand::Rng) -> (String, Vec<bool>) {
    let mut text = String::new();
    let mut copied = 0;
    let is_divided = |word: &Range<usize>| {
        let letters: Vec<usize> = sample.text[word.clone()].char_indices().map(|(at, _)| at).collect();
        let is_plain = sample.text[word.clone()]
            .chars()
            .all(|char| char.is_lowercase() || (char.is_alphabetic() && matches!(char, 'א'..='ی')));
        if letters.len() < 4 || !is_plain || random.u8(..4) > 0 {
            return false;
        }
        let at = word.start + letters[random.usize(2..letters.len() - 1)];
        text.push_str(&sample.text[copied..at]);
        text.push_str(["-\n", "\u{ad}\n", "-\n   ", "\u{2010}\n"][random.usize(..4)]);
        copied = at;
        true
    };
    let which = sample.words.iter().map(is_divided).collect();
    text.push_str(&sample.text[copied..]);
    (text, which)
}

#[test]
fn with_a_word_changed_a_stretch_is_never_found() {
    let mut random = random();
    for sample in samples() {
        for _ in 0..TRIES {
            let changed = changed(&sample, sample.fewest(), &mut random);
            let found = QuotePattern::new(&changed.quote, None, None).find(&sample.text, &sample.folded);
            assert!(
                found.is_none() || stands(&changed.quote, &sample.text),
                "{}: {:?} is found as {:?}",
                sample.name,
                changed.quote,
                &sample.text[found.unwrap().range]
            );
        }
    }
}

#[test]
fn the_nearest_passage_of_a_changed_stretch_is_where_it_was_taken_from() {
    let mut random = random();
    for sample in samples() {
        let mut seen = 0;
        for _ in 0..TRIES / 10 {
            let changed = changed(&sample, 4 * sample.fewest(), &mut random);
            if stands(&changed.quote, &sample.text) {
                continue;
            }
            seen += 1;
            let near = nearest(&changed.quote, &sample.text, &sample.folded).expect("most words are the same");
            let told = |change: &TextDifference| match change {
                TextDifference::Same(_) => None,
                TextDifference::Quote(word) => Some(("quote", fold(word))),
                TextDifference::Source(word) => Some(("source", fold(word))),
            };
            let told: Vec<_> = near.changes.iter().filter_map(told).collect();
            // A passage may stand there twice.
            assert_eq!(
                (fold(&sample.text[near.range]), told),
                (fold(&sample.text[changed.from]), vec![("quote", fold(&changed.new)), ("source", fold(&changed.old))]),
                "{}: {:?}",
                sample.name,
                changed.quote
            );
        }
        assert!(seen > TRIES / 20, "{}: only {seen} quotations", sample.name);
    }
}

#[track_caller]
fn assert_found(sample: &Sample, quote: &str, tier: MatchTier) {
    let found = QuotePattern::new(quote, None, None).find(&sample.text, &sample.folded);
    assert_eq!(found.map(|found| found.tier), Some(tier), "{}: {quote:?}", sample.name);
}

/// Some words of a text that follow each other.
struct Stretch {
    words: Range<usize>,
    range: Range<usize>,
}

fn stretch(sample: &Sample, fewest: usize, random: &mut fastrand::Rng) -> Stretch {
    let length = random.usize(fewest..3 * fewest);
    let first = random.usize(..=sample.words.len() - length);
    let range = sample.words[first].start..sample.words[first + length - 1].end;
    Stretch { words: first..first + length, range }
}

/// The same words as somebody else may type them.
fn respelt(quote: &str, random: &mut fastrand::Rng) -> String {
    let mut respelt = String::new();
    for char in quote.chars() {
        let other = |signs: &[char], random: &mut fastrand::Rng| random.choice(signs).copied().unwrap();
        match char {
            _ if random.u8(..3) > 0 => respelt.push(char),
            ' ' => respelt.push_str(["\n", "  ", "\u{a0}"][random.usize(..3)]),
            '“' | '”' | '„' | '«' | '»' => respelt.push(other(&['"', '“', '„', '»', '‟'], random)),
            '‘' | '’' => respelt.push(other(&['\'', '’', '′', '`'], random)),
            '–' | '—' | '-' | '־' => respelt.push(other(&['-', '‑', '—', '−'], random)),
            'ي' | 'ی' | 'ى' => respelt.push(other(&['ي', 'ی', 'ى'], random)),
            'ك' | 'ک' => respelt.push(other(&['ك', 'ک'], random)),
            'أ' | 'إ' | 'آ' => respelt.push('ا'),
            '0'..='9' => respelt.push(char::from_u32(u32::from(char) - 0x30 + 0x660).unwrap()),
            '\u{200c}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{652}' => {}
            '\u{5d0}'..='\u{5ea}' => respelt.extend([char, '\u{5b8}']),
            '\u{620}'..='\u{6d3}' => respelt.extend([char, other(&['\u{64e}', '\u{640}', '\u{200c}'], random)]),
            _ if random.bool() => respelt.extend(char.to_uppercase()),
            _ if char.is_alphabetic() => respelt.extend([char, other(&['\u{ad}', '\u{200b}'], random)]),
            _ => respelt.push(char),
        }
    }
    respelt
}

/// A stretch in which one word is another.
struct Changed {
    quote: String,
    from: Range<usize>,
    old: String,
    new: String,
}

fn changed(sample: &Sample, fewest: usize, random: &mut fastrand::Rng) -> Changed {
    loop {
        let stretch = stretch(sample, fewest, random);
        // The first and the last word are where it is hardest.
        let place = match random.u8(..4) {
            0 => stretch.words.start,
            1 => stretch.words.end - 1,
            _ => random.usize(stretch.words.clone()),
        };
        let old = core(sample, place);
        let new = match random.u8(..3) {
            0 if sample.is_spaced() => ["zorblat", "Quux", "плющ"][random.usize(..3)],
            0 => ["瓷", "蝶", "锣"][random.usize(..3)],
            _ => &sample.text[core(sample, random.usize(..sample.words.len()))],
        };
        let text = &sample.text;
        // Beside the same word, nobody can say which of the two was changed.
        let around = stretch.words.start.saturating_sub(2)..(stretch.words.end + 2).min(sample.words.len());
        let is_around = around.into_iter().any(|word| fold(&text[core(sample, word)]) == fold(new));
        if old.is_empty() || new.is_empty() || is_around {
            continue;
        }
        let quote = [&text[stretch.range.start..old.start], new, &text[old.end..stretch.range.end]].concat();
        return Changed { quote, old: text[old].to_owned(), new: new.to_owned(), from: stretch.range };
    }
}

/// A word without the signs around it; nothing where there are signs in it as well.
fn core(sample: &Sample, word: usize) -> Range<usize> {
    let range = sample.words[word].clone();
    let word = &sample.text[range.clone()];
    let trimmed = word.trim_matches(|char: char| !char.is_alphanumeric());
    let start = range.start + word.find(trimmed).unwrap();
    let is_one = trimmed.chars().all(|char| char.is_alphanumeric() || matches!(char, '’' | '\u{200c}'));
    start..start + if is_one { trimmed.len() } else { 0 }
}

/// Whether the very words stand in a text, which is asked in another way than the program asks.
fn stands(quote: &str, text: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let is_han = |char: char| matches!(char, '\u{4e00}'..='\u{9fff}');
        let spread: String = FoldedText::new(text)
            .text()
            .chars()
            .flat_map(|char| match is_han(char) {
                true => vec![' ', char, ' '],
                false => vec![char],
            })
            .collect();
        spread
            .split(|char: char| !char.is_alphanumeric() && char != '\'')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let quote = words(quote);
    words(text).windows(quote.len()).any(|window| window == quote)
}
