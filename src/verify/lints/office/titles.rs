//! The phrases that texts use for offices, derived from the titles and aliases of a site.
//!
//! In: offices. Out: every phrase that means one of them. From "President of Iran" and "Iranian President" it follows
//! that Iran has a president, that "Iranian" refers to Iran, and that "President" alone may mean this one. No names of
//! countries are built in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::reading;
use crate::model::{Office, OfficeIx};

/// The meaning of a phrase.
#[derive(Debug, Default)]
pub(super) struct OfficeTitleMeaning {
    /// The offices that it can mean.
    pub offices: BTreeSet<OfficeIx>,
    /// Whether it names the state or body: "Iranian President", not "President".
    pub is_explicit: bool,
}

/// The phrases by their folded words, and the state or body of each office.
#[derive(Debug, Default)]
pub(super) struct OfficeTitleIndex {
    phrases: HashMap<String, OfficeTitleMeaning>,
    /// The first and last words of phrases, by which most words of a text can be skipped quickly.
    edges: HashMap<String, WordEdge>,
    /// The number of words in the longest phrase.
    longest: usize,
    /// The state or body of each office, as a number that is only compared.
    realms: Vec<Option<usize>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct WordEdge {
    begins: bool,
    ends: bool,
}

impl OfficeTitleIndex {
    pub fn new(offices: &[Office]) -> Self {
        let lessons = learn(offices);
        let realms = JurisdictionNames::new(&lessons);
        let mut titles = Self::default();
        for (at, lesson) in lessons.iter().enumerate() {
            let realm = lesson.realms.iter().next().map(|form| realms.of(form));
            titles.realms.push(realm);
            for kind in &lesson.kinds {
                titles.add(kind, OfficeIx::new(at), false);
                for form in realm.iter().flat_map(|realm| realms.forms(*realm)) {
                    for phrase in
                        [format!("{form} {kind}"), format!("{kind} of {form}"), format!("{kind} of the {form}")]
                    {
                        titles.add(&phrase, OfficeIx::new(at), true);
                    }
                }
            }
        }
        titles
    }

    fn add(&mut self, phrase: &str, office: OfficeIx, is_explicit: bool) {
        let title = self.phrases.entry(phrase.to_owned()).or_default();
        title.offices.insert(office);
        title.is_explicit |= is_explicit;
        let words = || phrase.split(' ');
        self.longest = self.longest.max(words().count());
        self.edges.entry(words().next().unwrap_or_default().to_owned()).or_default().begins = true;
        self.edges.entry(words().next_back().unwrap_or_default().to_owned()).or_default().ends = true;
    }

    /// The meaning of folded words, if they are a title.
    pub fn find(&self, phrase: &str) -> Option<&OfficeTitleMeaning> {
        self.phrases.get(phrase)
    }

    /// Whether a title begins with this word.
    pub fn begins(&self, word: &str) -> bool {
        self.edges.get(word).is_some_and(|edge| edge.begins)
    }

    /// Whether a title ends with this word.
    pub fn ends(&self, word: &str) -> bool {
        self.edges.get(word).is_some_and(|edge| edge.ends)
    }

    /// The number of words in the longest title.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The state or body of an office, as a number that is only compared.
    pub fn realm(&self, office: OfficeIx) -> Option<usize> {
        self.realms[office.at()]
    }
}

/// The parts of the title and aliases of one office: "president", and "iran", "iranian".
#[derive(Default)]
struct OfficeTitleWords {
    kinds: BTreeSet<String>,
    realms: BTreeSet<String>,
}

impl OfficeTitleWords {
    fn take(&mut self, (kind, realm): (&str, &str)) {
        self.kinds.insert(kind.to_owned());
        self.realms.insert(realm.to_owned());
    }
}

fn learn(offices: &[Office]) -> Vec<OfficeTitleWords> {
    let titles: Vec<String> = offices.iter().map(|office| reading::folded(&office.title)).collect();
    let mut lessons: Vec<OfficeTitleWords> = offices.iter().map(|_| OfficeTitleWords::default()).collect();
    for (title, lesson) in titles.iter().zip(&mut lessons) {
        if let Some(split) = split_of(title) {
            lesson.take(split);
        }
    }
    let kinds: BTreeSet<String> = lessons.iter().flat_map(|lesson| lesson.kinds.clone()).collect();
    let mut others = Vec::new();
    for (at, office) in offices.iter().enumerate() {
        for alias in office.aliases.iter().map(|alias| reading::folded(alias)) {
            match split_by_kind(&alias, &kinds) {
                Some(split) => lessons[at].take(split),
                None => others.push((at, alias)),
            }
        }
    }
    others.extend(titles.into_iter().enumerate().filter(|(_, title)| split_of(title).is_none()));
    let realms: BTreeSet<String> = lessons.iter().flat_map(|lesson| lesson.realms.clone()).collect();
    for (at, phrase) in others {
        match split_by_realm(&phrase, &realms) {
            Some(split) => lessons[at].take(split),
            None => _ = lessons[at].kinds.insert(phrase),
        }
    }
    lessons
}

/// "president of the united states" → "president", "united states".
fn split_of(title: &str) -> Option<(&str, &str)> {
    let (kind, realm) = title.rsplit_once(" of ")?;
    Some((kind, realm.strip_prefix("the ").unwrap_or(realm)))
}

/// "american president" → "president", "american", if "president" is a known kind of office.
fn split_by_kind<'a>(alias: &'a str, kinds: &BTreeSet<String>) -> Option<(&'a str, &'a str)> {
    if kinds.contains(alias) {
        return None;
    }
    let before = |kind: &String| {
        let realm = alias.strip_suffix(kind.as_str())?.strip_suffix(' ')?;
        Some((&alias[alias.len() - kind.len()..], realm))
    };
    let longest = kinds.iter().filter_map(before).max_by_key(|(kind, _)| kind.len());
    longest.or_else(|| split_of(alias).filter(|(kind, _)| kinds.contains(*kind)))
}

/// "iran un ambassador" → "un ambassador", "iran", if "iran" is a known state or body.
fn split_by_realm<'a>(alias: &'a str, realms: &BTreeSet<String>) -> Option<(&'a str, &'a str)> {
    let after = |realm: &String| {
        let kind = alias.strip_prefix(realm.as_str())?.strip_prefix(' ')?;
        Some((kind, &alias[..realm.len()]))
    };
    let longest = realms.iter().filter_map(after).max_by_key(|(_, realm)| realm.len());
    longest.or_else(|| split_of(alias).filter(|(_, realm)| realms.contains(*realm)))
}

/// Words for states and bodies. Words that one office shares have the same number.
struct JurisdictionNames(BTreeMap<String, usize>);

impl JurisdictionNames {
    fn new(lessons: &[OfficeTitleWords]) -> Self {
        let mut realms: BTreeMap<String, usize> = BTreeMap::new();
        for (at, lesson) in lessons.iter().enumerate() {
            let known: BTreeSet<usize> = lesson.realms.iter().filter_map(|form| realms.get(form).copied()).collect();
            for realm in realms.values_mut().filter(|realm| known.contains(realm)) {
                *realm = at;
            }
            realms.extend(lesson.realms.iter().map(|form| (form.clone(), at)));
        }
        Self(realms)
    }

    fn of(&self, form: &str) -> usize {
        self.0[form]
    }

    fn forms(&self, realm: usize) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(_, of)| **of == realm).map(|(form, _)| form.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Slug;
    use crate::span::{Files, Span};

    fn office(title: &str, aliases: &[&str]) -> Office {
        Office {
            id: Slug::from_words(title).unwrap(),
            title: title.to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            of: None,
            governs: Vec::new(),
            several: false,
            span: Span::new(Files::default().add("content/offices.toml", title), 0..title.len()),
        }
    }

    #[test]
    fn what_is_learnt_of_one_office_holds_for_the_others_of_its_state() {
        let titles = OfficeTitleIndex::new(&[
            office("Harbour Master of Saltmouth", &["Saltish Harbour Master"]),
            office("Mayor of Saltmouth", &[]),
            office("Mayor of the Two Isles", &["Vice Mayor", "Islander mayor"]),
            office("Vice Mayor of Saltmouth", &[]),
            office("Lamplighter", &[]),
        ]);
        let found = |phrase: &str| {
            let title = titles.find(phrase)?;
            Some((title.is_explicit, title.offices.iter().map(|office| office.at()).collect::<Vec<_>>()))
        };
        assert_eq!(found("saltish mayor"), Some((true, vec![1])));
        assert_eq!(found("mayor of saltmouth"), Some((true, vec![1])));
        assert_eq!(found("mayor of the two isles"), Some((true, vec![2])));
        assert_eq!(found("islander mayor"), Some((true, vec![2])));
        assert_eq!(found("mayor"), Some((false, vec![1, 2])));
        assert_eq!(
            found("vice mayor"),
            Some((false, vec![2, 3])),
            "a vice mayor is not the mayor of a place called Vice"
        );
        assert_eq!(found("lamplighter"), Some((false, vec![4])));
        assert_eq!(found("saltish lamplighter"), None);
        assert_eq!(titles.realm(OfficeIx::new(0)), titles.realm(OfficeIx::new(1)));
        assert_ne!(titles.realm(OfficeIx::new(1)), titles.realm(OfficeIx::new(2)));
        assert!(titles.begins("saltish") && titles.ends("master") && !titles.ends("harbour"));
    }
}
