//! What counts as a word in a search, and that the browser is told the same.

use std::fmt::Write as _;
use std::fs;

use dateline::render::formats::search::words::{legible, words};
use unicode_normalization::is_nfkd;

use crate::support::root;

fn of(text: &str) -> Vec<String> {
    words(&legible(text)).map(str::to_owned).collect()
}

#[test]
fn words_are_what_people_type_for_them() {
    assert_eq!(of("Iran’s “Fordow” plant, 60%"), ["iran", "s", "fordow", "plant", "60"]);
    assert_eq!(of("Türkiye, São Tomé, Łódź, Straße"), ["turkiye", "sao", "tome", "łodz", "strasse"]);
    assert_eq!(of("خامنه\u{200c}ای، ٢٢ علي"), ["خامنهای", "22", "علی"]);
    assert_eq!(of("Ёлка Й"), ["елка", "и"]);
    assert_eq!(of("हिन्दी"), ["हिन्दी"]);
}

#[test]
fn where_a_script_puts_no_spaces_every_character_is_a_word() {
    assert_eq!(of("伊朗B2ガス・x"), ["伊", "朗", "b2", "カ", "ス", "x"]);
}

#[test]
fn scripts_without_spaces_are_taken_apart_into_pairs_of_letters() {
    // A letter keeps its marks; figures and other scripts stand by themselves, and so does a letter without another.
    assert_eq!(of("น้ำท่วม 12 จุดB2 ก"), ["น\u{e49}\u{e4d}า", "าท่", "ท่ว", "วม", "12", "จุด", "b2", "ก"]);
    assert_eq!(of("ລາວ"), ["ລາ", "າວ"]);
    assert_eq!(of("ខ្មែរ"), ["ខ្មែ", "មែរ"]);
    let sentence = of("แม่น้ำเจ้าพระยาท่วม");
    assert!(of("เจ้าพระยา").iter().all(|pair| sentence.contains(pair)), "a word is found within a sentence");
    assert!(!of("พายุ").iter().all(|pair| sentence.contains(pair)), "another word is not");
}

/// What the browser cannot do with `normalize("NFKD")` and `toLowerCase()`, as its script writes it.
fn letters() -> String {
    let mut dropped: Vec<(u32, u32)> = Vec::new();
    let mut zeros = String::new();
    let mut others = Vec::new();
    for char in '\u{80}'..'\u{ffff}' {
        let is_plain = is_nfkd(char.encode_utf8(&mut [0; 4])) && char.to_lowercase().eq([char]);
        let between = legible(&format!("x{char}x"));
        let folded = between.strip_prefix('x').and_then(|text| text.strip_suffix('x')).expect("an x folds to itself");
        let code = u32::from(char);
        // Before folding, and after it.
        let separates = words(&char.to_string()).next().is_none();
        let says_nothing = folded.chars().eq([char]) || separates && of(folded).concat() != folded;
        match folded.as_bytes() {
            _ if !is_plain || says_nothing => {}
            [] => match dropped.last_mut().filter(|(_, last)| last + 1 == code) {
                Some((_, last)) => *last = code,
                None => dropped.push((code, code)),
            },
            [b'0'] => zeros.push(char),
            // The other digits follow their zero.
            [b'1'..=b'9'] => {}
            // Whatever stands between words is as good as an apostrophe.
            _ if of(folded).is_empty() => others.push(format!("{char}'")),
            _ => others.push(format!("{char}{folded}")),
        }
    }
    let dropped = dropped.iter().fold(String::new(), |mut list, (first, last)| {
        match first == last {
            true => write!(list, "\\u{first:04x}"),
            false => write!(list, "\\u{first:04x}-\\u{last:04x}"),
        }
        .expect("a string takes everything");
        list
    });
    format!(
        "  const DROPPED =\n    /[{dropped}]/g;\n  const ZEROS = \"{zeros}\";\n  const LETTERS = \"{}\";\n",
        others.join(" ")
    )
}

/// Compares a part of a committed file with what it should be; `BLESS=1` writes it.
fn compare(path: &str, part: impl Fn(&str) -> (usize, usize), expected: &str) {
    let path = root().join(path);
    let mut text = fs::read_to_string(&path).unwrap_or_default();
    let (start, end) = part(&text);
    if std::env::var_os("BLESS").is_some() {
        text.replace_range(start..end, expected);
        fs::write(&path, text).unwrap();
    } else {
        assert!(text[start..end] == *expected, "{} is not what the program does; BLESS=1 writes it", path.display());
    }
}

#[test]
fn the_script_knows_every_letter_that_folding_treats_specially() {
    let between = |script: &str| {
        let start = script.find("  const DROPPED").expect("the script has the letters");
        let last = script[start..].find("  const LETTERS").expect("the script has the letters") + start;
        (start, last + script[last..].find('\n').expect("the line ends") + 1)
    };
    compare("static/search.js", between, &letters());
}

#[test]
fn the_browser_is_given_texts_with_their_words() {
    let texts = [
        "Iran’s “Fordow” plant, 60% — B-2 bombers’ 30,000-pound GBU‑57s",
        "Türkiye, São Tomé, Łódź, Straße, STRASSE ẞ ſ, İSTANBUL IĞDIR ığdır",
        "ΌΣΟΣ ὅσος ᾼ ᾳ ΑΙ ς Σ · Ёлка Й й ї",
        "ﬁnal № ② ½ ℌ Ⅳ ﷺ ｆｕｌｌ ＡＢＣ１２",
        "خامنه\u{200c}ای خامنهای علي كتابى أحمد إلى آخر ٱسم مُؤَسَّسَةٌ مسئول ـــسلام برنامهٔ خانۀ ۱۲۳ ٤٥٦ ہند ھ ە",
        "שָׁלוֹם צה״ל בית־ספר ם מ",
        "हिन्दी १२३ ไทย ๑๒ 서울 ᄒ",
        "伊朗核設施 ガス ｶﾞｽ・データ 𠮷野家 々",
        "น้ำท่วมใหญ่ที่อยุธยา ๑๒ จุดB2ก ฯลฯ ๆ ພາສາລາວ ຄຳ ភាសាខ្មែរ ស្រុក မြန်မာဘာသာ ပြည်သူ့ x",
        "ᥖᥭᥰ ᦑᦟᦹᧉ ᨲᩫ᩠ᩅ ᬅᬓ᭄ᬱᬭ ꦲꦏ꧀ꦱꦫ ꪼꪕ ก\u{200b}ข \u{e31}ก",
        "co\u{ad}op\u{200d}er\u{feff}ate\u{fe0f} \u{202a}here\u{202c} a\u{301}\u{200d}\u{323} e\u{301}",
        "Hawaiʻi Qurʾān Khamene'i Māori Đà Nẵng ŉ ǰ ŀ Ω Å",
    ];
    let mut pairs: Vec<(String, Vec<String>)> = texts.iter().map(|text| ((*text).to_owned(), of(text))).collect();
    // Every letter of Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic.
    for block in (0xa0..0x780).step_by(32) {
        let letters = (block..block + 32).filter_map(char::from_u32).filter(|char| char.is_alphanumeric());
        let text: String = letters.flat_map(|char| ['x', char, 'x', ' ']).collect();
        let found = of(&text);
        pairs.push((text, found));
    }
    let lines: Vec<String> = pairs.iter().map(|pair| serde_json::to_string(pair).unwrap()).collect();
    compare("tests/fixtures/search-words.json", |text| (0, text.len()), &format!("[\n{}\n]\n", lines.join(",\n")));
}
