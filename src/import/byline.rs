//! Recognises the word before authors' names: "By Ann Example", "Par Anne Exemple".
//!
//! In: a line or a field, and the language of its page if known. Out: the text after such a word. A word that is part
//! of names in other languages ("von", "di") counts only on pages in its own language.

use std::sync::LazyLock;

use regex::Regex;

/// Words that mean "by" or "author" in one language and nothing else in any other.
const PLAIN: &str = r"
    (?:(?:written|posted|published|reported|words|story)\s+)?by\b\s*[:：]? | author\b\s*[:：]?
    | (?:écrit|rédigé|publié)\s+par\b | auteure?s?\s*[:：]
    | (?:escrito|redactado|publicado)\s+por\b | autor(?:as?|es)?\s*[:：]
    | (?:ein\s+(?:beitrag|artikel|bericht)|geschrieben)\s+von\b | autor(?:in|en|innen)?\s*[:：]
    | (?:scritto\s+da|a\s+cura\s+di)\b | autor[ei]\s*[:：]
    | geschreven\s+door\b
    | (?:yazan|yazar|haber|muhabir)\s*[:：]
    | (?:автор(?:ы)?|текст)\s*[:：]
    | (?:به\s+قلم|بقلم)\b\s*[:：]?
    | (?:نویسنده|نويسنده|نویسندگان|نوشته|نوشتهٔ|خبرنگار|گزارشگر|كتب|كتبت|الكاتب|الكاتبة|إعداد)\s*[:：]
    | מאת\b\s*[:：]?
    | (?:作者|撰文|记者|記者|撰稿)\s*[:：] | 文\s*[/／|丨]";

/// Words that mean "by" only on pages in this language, and whether they are also parts of names in it.
const OF_A_LANGUAGE: [(&str, &str, bool); 6] = [
    ("fr", r"par\b", false),
    ("es", r"por\b", false),
    ("pt", r"por\b", false),
    ("de", r"von\b", true),
    ("it", r"di\b", true),
    ("nl", r"door\b", true),
];

/// The text after a word for "by".
struct BylineRest<'a> {
    rest: &'a str,
    /// Whether the word may also be the beginning of a name.
    may_be_name: bool,
}

/// The text after a word for "by": the names, and whatever follows them. `None` if the text does not begin with such a
/// word.
pub(super) fn behind<'a>(text: &'a str, language: Option<&str>) -> Option<&'a str> {
    find(text, language).map(|found| found.rest)
}

fn find<'a>(text: &'a str, language: Option<&str>) -> Option<BylineRest<'a>> {
    static PLAINLY: LazyLock<Regex> = LazyLock::new(|| beginning(PLAIN));
    static IN_A_LANGUAGE: LazyLock<Vec<Regex>> =
        LazyLock::new(|| OF_A_LANGUAGE.iter().map(|(_, words, _)| beginning(words)).collect());
    let begins = |pattern: &Regex| pattern.find(text).map(|found| text[found.end()..].trim_start());
    if let Some(rest) = begins(&PLAINLY) {
        return Some(BylineRest { rest, may_be_name: false });
    }
    let own = language?.split('-').next()?;
    let words = OF_A_LANGUAGE.iter().zip(&*IN_A_LANGUAGE);
    let ((.., may_be_name), pattern) =
        words.into_iter().find(|((language, ..), _)| language.eq_ignore_ascii_case(own))?;
    Some(BylineRest { rest: begins(pattern)?, may_be_name: *may_be_name })
}

fn beginning(words: &str) -> Regex {
    Regex::new(&format!(r"(?ix)^\W*(?:{words})")).expect("it is right")
}

/// The names in a field, without a word for "by" before them. A name that begins with such a word stays whole: "Von
/// Neumann", "Di Stefano, Alfredo".
pub(super) fn without_by<'a>(field: &'a str, language: Option<&str>) -> &'a str {
    let field = field.trim();
    let Some(BylineRest { rest, may_be_name }) = find(field, language) else { return field };
    let names = rest.trim();
    let are_names = || names.split_whitespace().count() >= 2 && is_name(names) && !names.contains(',');
    if !names.is_empty() && (!may_be_name || are_names()) { names } else { field }
}

/// Whether words can be names of people: all but small connecting words are capitalised, or the script has no capitals.
pub(super) fn is_name(text: &str) -> bool {
    const SMALL: [&str; 28] = [
        "and", "et", "und", "y", "e", "i", "en", "ve", "и", "de", "da", "dos", "del", "der", "den", "di", "du", "la",
        "le", "van", "von", "zu", "bin", "ibn", "al", "el", "with", "for",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_part = |word: &&str| {
        SMALL.contains(word) || word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) || *word == "&"
    };
    !words.is_empty() && words.len() <= 10 && words.iter().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_before_the_names_is_taken_off_and_a_name_is_not() {
        for (field, language, expected) in [
            ("By Ann Example", None, "Ann Example"),
            ("Par Léa Exemple et Paul Modèle", Some("fr"), "Léa Exemple et Paul Modèle"),
            ("Por LUCÍA MUESTRA / AGENCIA", Some("es"), "LUCÍA MUESTRA / AGENCIA"),
            ("Von Karla Muster", Some("de-AT"), "Karla Muster"),
            ("Von Neumann", Some("de"), "Von Neumann"),
            ("Von Karla Muster", Some("en"), "Von Karla Muster"),
            ("Di Esempio, Carla", Some("it"), "Di Esempio, Carla"),
            ("di Carla Esempio", Some("it"), "Carla Esempio"),
            ("A cura di Carla Esempio", None, "Carla Esempio"),
            ("Door Piet Voorbeeld", Some("nl"), "Piet Voorbeeld"),
            ("Yazan: Ayşe Örnek", None, "Ayşe Örnek"),
            ("Автор: Анна Пример", None, "Анна Пример"),
            ("نویسنده: نمونه آزمایشی", Some("fa"), "نمونه آزمایشی"),
            ("به قلم نمونه آزمایشی", None, "نمونه آزمایشی"),
            ("بقلم: مثال تجريبي", Some("ar"), "مثال تجريبي"),
            ("מאת דוגמה לדוגמה", Some("he"), "דוגמה לדוגמה"),
            ("作者:张样本", Some("zh"), "张样本"),
            ("作者：张样本", None, "张样本"),
            ("Par Bengtsson", Some("en"), "Par Bengtsson"),
            ("Byron Sample", None, "Byron Sample"),
            ("Parker Sample", Some("fr"), "Parker Sample"),
            ("Portia Sample", None, "Portia Sample"),
            ("By", None, "By"),
        ] {
            assert_eq!(without_by(field, language), expected, "{field} {language:?}");
        }
    }
}
