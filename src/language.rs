//! Languages of texts: their tags, directions and English names.

use std::fmt;

/// A BCP 47 language tag, such as `en`, `fa` or `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Box<str>);

/// The part of the Latin script that a language is written in, as far as fonts are cut by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LatinAlphabet {
    /// Letters of Western Europe, which are in Latin-1.
    Western,
    /// Others, such as those of Polish or Turkish.
    Extended,
    /// Letters with two marks, as Vietnamese has them.
    Vietnamese,
}

/// Languages that are written in [`LatinAlphabet::Western`].
const WESTERN: [&str; 30] = [
    "af", "br", "ca", "co", "da", "de", "en", "es", "eu", "fi", "fil", "fo", "fr", "ga", "gd", "gl", "id", "is", "it",
    "lb", "ms", "nb", "nl", "nn", "no", "oc", "pt", "sq", "sv", "sw",
];

/// Languages that are usually not written in the Latin script.
const NOT_LATIN: [&str; 70] = [
    "ab", "am", "ar", "as", "av", "ba", "be", "bg", "bh", "bn", "bo", "ce", "chr", "ckb", "cr", "cv", "dv", "dz", "el",
    "fa", "gu", "he", "hi", "hy", "ii", "iu", "iw", "ja", "ka", "kk", "km", "kn", "ko", "kok", "ks", "kv", "ky", "lo",
    "mai", "mk", "ml", "mn", "mni", "mr", "my", "ne", "or", "os", "pa", "ps", "ru", "sa", "sat", "sd", "si", "sr",
    "ta", "te", "tg", "th", "ti", "tt", "ug", "uk", "ur", "wuu", "yi", "yue", "zgh", "zh",
];

impl Language {
    /// Accepts a tag whose subtags have the right shape: the first of two or three letters, the others of one to eight
    /// letters or digits. It does not check whether a registry contains them.
    pub fn new(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let sound = (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_alphabetic())
            && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        sound.then(|| Self(tag.into()))
    }

    /// The tag `en`.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// The tag as it was written.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `zh` of `zh-Hant`.
    fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether text in this language usually runs from right to left, by its script subtag, else by its primary subtag.
    pub fn is_rtl(&self) -> bool {
        match self.script() {
            Some(script) => is_among(script, &["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"]),
            None => is_among(self.primary(), &["ar", "fa", "he", "ur", "ps", "yi", "dv", "sd", "ug", "ckb"]),
        }
    }

    /// The part of the Latin script in which the language is usually written; `None` if it is written in another script.
    pub fn latin_alphabet(&self) -> Option<LatinAlphabet> {
        let is_latin = match self.script() {
            Some(script) => is_among(script, &["Latn"]),
            None => !is_among(self.primary(), &NOT_LATIN),
        };
        is_latin.then(|| match self.primary() {
            primary if is_among(primary, &["vi"]) => LatinAlphabet::Vietnamese,
            primary if is_among(primary, &WESTERN) => LatinAlphabet::Western,
            _ => LatinAlphabet::Extended,
        })
    }

    /// The script subtag: `Latn` of `sr-Latn`. Four letters are a script; four characters that begin with a digit are a
    /// variant.
    fn script(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()))
    }

    /// `rtl` or `ltr`, for HTML's `dir`.
    pub fn dir(&self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }

    /// The locale as Open Graph writes it (`pt_BR` for `pt-BR`), if the tag has a region of two letters.
    pub fn locale(&self) -> Option<String> {
        let region = self.0.split('-').skip(1).find(|part| part.len() == 2)?;
        Some(format!("{}_{}", self.primary().to_lowercase(), region.to_uppercase()))
    }

    /// The language's name in English, or the tag if ISO 639 has none.
    pub fn english_name(&self) -> &str {
        let primary = self.primary();
        let language = if primary.len() == 2 {
            isolang::Language::from_639_1(primary)
        } else {
            isolang::Language::from_639_3(primary)
        };
        language.map_or(self.tag(), |language| language.to_name())
    }
}

/// Whether a list contains a subtag, in any case.
fn is_among(tag: &str, known: &[&str]) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(tag))
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, LatinAlphabet};

    #[test]
    fn tags_have_shape_direction_and_name() {
        let persian = Language::new("fa").unwrap();
        assert!(persian.is_rtl());
        assert_eq!(persian.english_name(), "Persian");
        for (tag, is_rtl) in [("az-Latn", false), ("az-Arab", true), ("FA", true), ("AZ-arab", true), ("ar-1996", true)]
        {
            assert_eq!(Language::new(tag).unwrap().is_rtl(), is_rtl, "{tag}");
        }
        for (tag, alphabet) in [
            ("en-GB", Some(LatinAlphabet::Western)),
            ("TR", Some(LatinAlphabet::Extended)),
            ("vi", Some(LatinAlphabet::Vietnamese)),
            ("sr", None),
            ("sr-Latn", Some(LatinAlphabet::Extended)),
            ("az-Arab", None),
            ("zh-Hant", None),
        ] {
            assert_eq!(Language::new(tag).unwrap().latin_alphabet(), alphabet, "{tag}");
        }
        assert_eq!(Language::new("english please"), None);
        assert_eq!(Language::new("zh-Hant-TW").unwrap().locale().as_deref(), Some("zh_TW"));
        assert_eq!(persian.locale(), None);
    }
}
