//! Languages of texts: their tags, directions and English names.

use std::fmt;

/// A BCP 47 language tag, such as `en`, `fa` or `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Box<str>);

impl Language {
    /// Takes a tag whose parts have the right shape: letters and digits, at most eight, the first of two or three
    /// letters. Whether a registry knows it is not asked.
    pub fn new(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let sound = (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_alphabetic())
            && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        sound.then(|| Self(tag.into()))
    }

    /// English.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `zh` of `zh-Hant`.
    fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether its usual script runs from right to left.
    pub fn is_rtl(&self) -> bool {
        let script = self.0.split('-').find(|part| part.len() == 4);
        match script {
            Some(script) => matches!(script, "Arab" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Adlm"),
            None => matches!(self.primary(), "ar" | "fa" | "he" | "ur" | "ps" | "yi" | "dv" | "sd" | "ug" | "ckb"),
        }
    }

    /// `rtl` or `ltr`, for HTML's `dir`.
    pub fn dir(&self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }

    /// As Open Graph writes it, where it names a region: `pt_BR` for `pt-BR`.
    pub fn locale(&self) -> Option<String> {
        let region = self.0.split('-').skip(1).find(|part| part.len() == 2)?;
        Some(format!("{}_{}", self.primary().to_lowercase(), region.to_uppercase()))
    }

    /// Its name in English, or the tag where there is none.
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
        assert!(!Language::new("az-Latn").unwrap().is_rtl());
        assert_eq!(Language::new("english please"), None);
        assert_eq!(Language::new("zh-Hant-TW").unwrap().locale().as_deref(), Some("zh_TW"));
        assert_eq!(persian.locale(), None);
    }
}
