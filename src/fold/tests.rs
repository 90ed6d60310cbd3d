//! Tests of folding: which texts are equal when folded, and how offsets are mapped back.

use regex::Regex;
use unicode_normalization::char::decompose_compatible;

use super::letter::is_attached;
use super::{FoldedText, fold};

#[track_caller]
fn same(one: &str, two: &str) {
    assert_eq!(fold(one), fold(two), "{one:?} and {two:?}");
}

#[track_caller]
fn different(one: &str, two: &str) {
    assert_ne!(fold(one), fold(two), "{one:?} and {two:?}");
}

#[test]
fn spacing_accents_are_signs_of_their_own_wherever_they_stand() {
    same("one ¨ two and three¨ four", "one ¨ two and three¨ four");
    for accent in ['¨', '¯', '¸', '˘', '˙', '˚', '˛', '˜', '˝', '‾', '‗', '΄', '゛', '゜'] {
        assert_eq!(
            fold(&format!("{accent} a{accent} b")),
            format!("{} {}", fold(&accent.to_string()), fold(&format!("a{accent} b")))
        );
    }
}

#[test]
fn white_space_is_one_space_between_words_and_none_around_them() {
    assert_eq!(fold(" \n one\t\ttwo\u{a0}\u{2009}three\u{200b} \u{200f} four \r\n"), "one two three four");
    assert_eq!(fold(" \u{200b}\n"), "");
    assert_eq!(fold(""), "");
}

#[test]
fn quotation_marks_dashes_and_ellipses_are_plain_signs() {
    assert_eq!(fold("“a” „b‟ «c» ″d″ 「e」"), "\"a\" \"b\" \"c\" \"d\" \"e\"");
    assert_eq!(fold("‘a’ ‚b‛ ‹c› ′d′ `e´ 『f』"), "'a' 'b' 'c' 'd' 'e' 'f'");
    assert_eq!(fold("a-b‐c‑d–e—f−g－h־i"), "a-b-c-d-e-f-g-h-i");
    assert_eq!(fold("well …"), "well ...");
}

#[test]
fn case_is_folded_in_full() {
    same("STRASSE ẞ ſ", "straße ß s");
    same("ΌΣΟΣ ᾼ", "όσος ᾳ");
    same("İSTANBUL IĞDIR", "istanbul iğdır");
    same("ﬁnal № ②", "FINAL No 2");
    different("resume", "résumé");
    different("И", "Й");
}

#[test]
fn arabic_and_persian_are_compared_by_letters_that_keyboards_agree_on() {
    same("خامنه‌ای", "خامنهای");
    same("علي كتابى", "علی کتابی");
    same("أحمد إلى آخر ٱسم", "احمد الی اخر اسم");
    same("مُؤَسَّسَةٌ مسئول", "موسسه مسیول");
    same("ـــسلام برنامهٔ خانۀ", "سلام برنامه خانه");
    same("۱۲۳ ٤٥٦ १२३", "123 456 123");
}

#[test]
fn hebrew_points_are_left_out_and_final_letters_stay() {
    same("שָׁלוֹם צה״ל בית־ספר", "שלום צה\"ל בית-ספר");
    different("ם", "מ");
}

#[test]
fn what_cannot_be_seen_is_left_out() {
    same("co\u{ad}op\u{200d}er\u{feff}ate\u{fe0f} \u{202a}here\u{202c}", "cooperate here");
    // Marks are sorted even if there was an invisible character between them.
    same("a\u{301}\u{200d}\u{323}", "a\u{323}\u{301}");
}

#[test]
fn digits_of_every_script_are_ascii() {
    let digit = Regex::new(r"^\p{Nd}$").unwrap();
    let strange: Vec<String> = ('\0'..=char::MAX)
        .filter(|char| digit.is_match(char.encode_utf8(&mut [0; 4])))
        .filter(|char| !fold(&char.to_string()).bytes().all(|byte| byte.is_ascii_digit()))
        .map(|char| format!("{:X}", u32::from(char)))
        .collect();
    assert!(strange.is_empty(), "no digits: {}", strange.join(" "));
}

#[test]
fn folding_any_character_twice_is_folding_it_once() {
    let chars = ('\0'..='\u{323af}').chain('\u{e0000}'..='\u{e0fff}');
    let all: String = chars.flat_map(|char| ['x', char, 'i', char, ' ']).collect();
    let once = fold(&all);
    let twice = fold(&once);
    let differing = once.split(' ').zip(twice.split(' ')).find(|(one, two)| one != two);
    assert_eq!(differing, None);
    assert_eq!(once.len(), twice.len());
}

/// The folded form of a character after a space must not be cached for its use inside a word, nor the other way round.
#[test]
fn a_character_is_folded_the_same_whatever_it_was_met_after() {
    let is_several = |char: char| {
        let mut parts = 0;
        decompose_compatible(char, |_| parts += 1);
        parts > 1
    };
    let all = ('\0'..='\u{323af}').filter(|char| is_several(*char) || is_attached(*char) || *char == 'ı');
    let all: Vec<char> = all.collect();
    let chars = || all.iter().copied();
    let met = |place: &str| fold(&chars().map(|char| place.replace("{}", &char.to_string())).collect::<String>());
    for [one, other] in [["a {} b#", "c{}d#"], ["c{}d#", "a {} b#"], ["c{}d#", "i{}#"], ["i{}#", "c{}d#"]] {
        let both = met(&[one, other].concat());
        let apart = [met(one), met(other)];
        let [ones, others] = apart.each_ref().map(|text| text.split('#').map(str::trim));
        let mut both = both.split('#').map(str::trim);
        for (char, (one, other)) in chars().zip(ones.zip(others)) {
            assert_eq!((both.next(), both.next()), (Some(one), Some(other)), "U+{:04X}", u32::from(char));
        }
    }
}

#[test]
fn places_in_the_folded_text_are_places_in_the_original() {
    let text = "  The “Straße”,\n\n  co\u{ad}op e\u{301}te\u{301} ½ ";
    let folded = FoldedText::new(text);
    assert_eq!(folded.text(), "the \"strasse\", coop e\u{301}te\u{301} 1\u{2044}2");
    let origin = |part: &str| {
        let start = folded.text().find(part).unwrap();
        &text[folded.origin(start..start + part.len())]
    };
    assert_eq!(origin("the"), "The");
    assert_eq!(origin("\"strasse\""), "“Straße”");
    assert_eq!(origin("ss"), "ß");
    assert_eq!(origin("e\","), "e”,");
    assert_eq!(origin("coop"), "co\u{ad}op");
    assert_eq!(origin("2"), "½");
    assert_eq!(&text[folded.origin(0..folded.text().len())], text.trim());
    assert_eq!(folded.origin(4..4), 6..6);
    assert_eq!(FoldedText::new(" \n").origin(0..0).len(), 0);
}

#[test]
fn the_map_of_prose_is_small() {
    let text = "The harbour master said “no” — and then she said nothing for a while.\n".repeat(1_000);
    let entries = FoldedText::new(&text).map.pieces();
    assert!(entries <= 7_000, "{entries} pieces");
    assert_eq!(FoldedText::new(&"Причал. ".repeat(1_000)).map.pieces(), 1);
}
