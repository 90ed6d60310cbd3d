//! Folding, of strings that nobody would write and of texts that somebody would.

use std::iter;

use dateline::fold::{FoldedText, fold};
use unicode_normalization::char::is_combining_mark;

use crate::texts::{random, samples};

/// Characters that have something to them: expansions, marks in and out of order, what is left out, all widths.
const PECULIAR: &[char] = &[
    'a',
    'i',
    'I',
    'İ',
    'ı',
    'ß',
    'ẞ',
    'Σ',
    'ς',
    'ﬁ',
    '½',
    '…',
    '“',
    '’',
    '«',
    '—',
    '´',
    '¨',
    '¯',
    '˜',
    '¸',
    '‾',
    '\u{309b}',
    '\u{fe7c}',
    '`',
    ' ',
    ' ',
    '\n',
    '\u{a0}',
    '\u{3000}',
    '\u{ad}',
    '\u{200b}',
    '\u{200d}',
    '\u{feff}',
    '\u{fe0f}',
    '\u{301}',
    '\u{307}',
    '\u{323}',
    '\u{345}',
    '\u{344}',
    'é',
    'ᾳ',
    'й',
    'أ',
    'ي',
    'ﷺ',
    'ﻻ',
    '\u{64b}',
    '\u{640}',
    'ש',
    '\u{5b8}',
    '\u{fb2a}',
    '가',
    '각',
    '\u{11a8}',
    'か',
    'が',
    '\u{3099}',
    '\u{ff9e}',
    'ﾊ',
    '港',
    '㍻',
    'क',
    '\u{93c}',
    'ก',
    '\u{e33}',
    '\u{f73}',
    '\u{f71}',
    '٤',
    '５',
    '𝟗',
    '𝐀',
    '\u{10ffff}',
    '1',
    '-',
];

fn strings() -> impl Iterator<Item = String> {
    let mut random = random();
    iter::repeat_with(move || {
        let length = random.usize(..40);
        let is_plain = random.bool();
        let char = |random: &mut fastrand::Rng| match random.u8(..4) {
            0 => random.char('\0'..=char::MAX),
            1 if is_plain => random.char(' '..='~'),
            _ => PECULIAR[random.usize(..PECULIAR.len())],
        };
        iter::repeat_with(|| char(&mut random)).take(length).collect()
    })
    .take(10_000)
}

fn texts() -> Vec<String> {
    strings().chain(samples().into_iter().map(|sample| sample.text)).collect()
}

#[test]
fn folding_twice_is_folding_once() {
    for text in texts() {
        let once = fold(&text);
        assert_eq!(fold(&once), once, "{text:?}");
    }
}

#[test]
fn a_text_is_folded_the_same_when_its_letters_were_met_before() {
    for text in texts() {
        let once = fold(&text);
        assert_eq!(fold(&format!("{text}\n\n{text}")), format!("{once} {once}").trim(), "{text:?}");
    }
}

#[test]
fn offsets_rise_and_lie_on_the_boundaries_of_characters() {
    for text in texts() {
        let folded = FoldedText::new(&text);
        let mut last = 0..0;
        for (start, char) in folded.text().char_indices() {
            let origin = folded.origin(start..start + char.len_utf8());
            assert!(
                text.get(origin.clone()).is_some_and(|origin| !origin.is_empty()),
                "{text:?} at {start}: {origin:?}"
            );
            assert!(
                last.start <= origin.start && last.end <= origin.end,
                "{text:?} at {start}: {last:?}, then {origin:?}"
            );
            last = origin;
        }
    }
}

#[test]
fn the_origin_of_a_range_folds_to_what_covers_it() {
    let mut random = random();
    for text in strings() {
        let folded = FoldedText::new(&text);
        // A mark without its letter may be another mark: the dot of an i is left out.
        let starts = folded.text().char_indices().filter(|(_, char)| !is_combining_mark(*char)).map(|(at, _)| at);
        let ends: Vec<usize> = starts.chain([folded.text().len()]).collect();
        let (one, two) = (ends[random.usize(..ends.len())], ends[random.usize(..ends.len())]);
        let range = one.min(two)..one.max(two);
        let origin = &text[folded.origin(range.clone())];
        assert!(fold(origin).contains(folded.text()[range].trim()), "{text:?}: {origin:?}");
    }
}

#[test]
fn the_origin_of_the_whole_is_the_whole_but_for_white_space_around_it() {
    for sample in samples() {
        let origin = sample.folded.origin(0..sample.folded.text().len());
        assert_eq!(sample.text[origin].trim(), sample.text.trim(), "{}", sample.name);
    }
}
