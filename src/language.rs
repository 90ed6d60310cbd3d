//! Languages of texts: their tags, directions and English names.

use std::fmt;

/// A BCP 47 language tag, such as `en`, `fa` or `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Box<str>);

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
        let among = |tag: &str, known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(tag));
        // Four letters are a script; four characters that begin with a digit are a variant.
        let is_script = |part: &&str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic());
        match self.0.split('-').skip(1).find(is_script) {
            Some(script) => among(script, &["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"]),
            None => among(self.primary(), &["ar", "fa", "he", "ur", "ps", "yi", "dv", "sd", "ug", "ckb"]),
        }
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

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_have_shape_direction_and_name() {
        let persian = Language::new("fa").unwrap();
        assert!(persian.is_rtl());
        assert_eq!(persian.english_name(), "Persian");
        for (tag, is_rtl) in [("az-Latn", false), ("az-Arab", true), ("FA", true), ("AZ-arab", true), ("ar-1996", true)]
        {
            assert_eq!(Language::new(tag).unwrap().is_rtl(), is_rtl, "{tag}");
        }
        assert_eq!(Language::new("english please"), None);
        assert_eq!(Language::new("zh-Hant-TW").unwrap().locale().as_deref(), Some("zh_TW"));
        assert_eq!(persian.locale(), None);
    }
}
