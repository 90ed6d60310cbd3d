//! Finds names of private and redacted records in the texts that readers see.
//!
//! In: the site before and after redaction. Out: a finding for each place where a text, a quotation, an id, an address
//! or a file name contains such a name. No text is changed: the program could not know whether other words are true
//! there.
//!
//! Texts are compared word by word, folded, without accents on Latin letters. A capitalised name of one word is found
//! only where it is capitalised (or in ids, addresses and file names), and not inside the longer name of a public
//! record.

use std::collections::HashSet;
use std::ops::Range;

use aho_corasick::{AhoCorasick, BuildError};
use rayon::prelude::*;
use unicode_normalization::char::is_combining_mark;

use super::texts::{SiteText, TextForm, texts};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fold::FoldedText;
use crate::model::{Site, Visibility};
use crate::route::Route;
use crate::span::{Files, Span};
use crate::text::on_one_line;

/// A name that readers must not see.
struct PrivateName {
    /// Its words, folded.
    words: String,
    /// Whether it counts only where it begins with a capital letter.
    is_capitalised: bool,
    /// Whether it is an id, which is searched for in ids only.
    is_id: bool,
    /// Index of its record in [`PrivateNames::owners`].
    owner: usize,
}

/// A private or redacted record.
struct PrivateNameOwner {
    /// The kind of record, such as "actor".
    what: &'static str,
    visibility: Visibility,
    span: Span,
}

/// All names that readers must not see.
pub(super) struct PrivateNames {
    names: Vec<PrivateName>,
    owners: Vec<PrivateNameOwner>,
}

impl PrivateNames {
    /// Collects the names of all private and redacted records.
    pub(super) fn of(site: &Site) -> Self {
        let mut all = Self { names: Vec::new(), owners: Vec::new() };
        for actor in site.actors.iter().filter(|actor| actor.visibility != Visibility::Public) {
            let names = [&actor.name].into_iter().chain(actor.names.iter().map(|(_, name)| name));
            all.own("actor", &actor.visibility, actor.span);
            all.add(names.chain(&actor.aliases).map(String::as_str), actor.id.as_str());
        }
        for place in site.places.iter().filter(|place| place.visibility != Visibility::Public) {
            let names = [&place.name].into_iter().chain(place.names.iter().map(|(_, name)| name));
            all.own("place", &place.visibility, place.span);
            all.add(names.map(String::as_str), place.id.as_str());
        }
        for source in site.sources.iter().filter(|source| source.visibility != Visibility::Public) {
            // A publisher of one word is rarely a secret, as in "Telegram".
            let publisher = Some(&source.publisher).filter(|publisher| words(publisher).contains(' '));
            let names = source.title.iter().chain(&source.author).chain(publisher);
            all.own("source", &source.visibility, source.span);
            all.add(names.map(String::as_str), source.id.as_str());
        }
        all
    }

    fn own(&mut self, what: &'static str, visibility: &Visibility, span: Span) {
        self.owners.push(PrivateNameOwner { what, visibility: visibility.clone(), span });
    }

    /// Adds the names and the id of the last owner.
    fn add<'n>(&mut self, names: impl Iterator<Item = &'n str>, id: &str) {
        let owner = self.owners.len() - 1;
        for name in names {
            let words = words(name);
            let is_capitalised = !words.contains(' ') && name.starts_with(char::is_uppercase);
            let joined = words.replace(' ', "");
            if joined != words && joined.chars().count() >= SHORTEST_JOINED {
                self.names.push(PrivateName { words: joined, is_capitalised: false, is_id: false, owner });
            }
            self.names.push(PrivateName { words, is_capitalised, is_id: false, owner });
        }
        self.names.push(PrivateName { words: words(id), is_capitalised: false, is_id: true, owner });
    }

    /// Finds the names in the site's published texts and in the names of its static files.
    pub(super) fn find_in_site(mut self, site: &Site, files: &Files, static_files: &[(Route, String)]) -> Diagnostics {
        if self.names.is_empty() {
            return Diagnostics::default();
        }
        self.find_names(site, files, static_files).unwrap_or_else(|too_many| {
            let message = format!("names of private records cannot be searched for: {too_many}");
            Diagnostic::new(Code::PrivateNamed, message).help("mark fewer records as private or redacted").into()
        })
    }

    /// The same. Fails if there are more names than an automaton can hold.
    fn find_names(
        &mut self,
        site: &Site,
        files: &Files,
        static_files: &[(Route, String)],
    ) -> Result<Diagnostics, BuildError> {
        let public: HashSet<String> = public_names(site).map(words).collect();
        self.names.retain(|name| !name.words.is_empty() && !public.contains(&name.words));
        let needles: HashSet<&str> = self.names.iter().map(|name| name.words.as_str()).collect();
        let longer = AhoCorasick::new(&needles)?;
        let longer: Vec<&String> = public.iter().filter(|name| longer.is_match(name.as_str())).collect();
        let names = AhoCorasick::new(self.names.iter().map(|name| &name.words))?;
        let finder = NameFinder { known: self, names, longer: AhoCorasick::new(&longer)?, files };
        let found: Vec<Diagnostic> =
            texts(site, static_files).par_iter().flat_map_iter(|text| finder.find_in(text)).collect();
        Ok(found.into_iter().collect())
    }
}

/// Minimum number of characters with which a name is also searched for without its spaces: "#olenakovalenko".
const SHORTEST_JOINED: usize = 6;

/// Names of public records.
fn public_names(site: &Site) -> impl Iterator<Item = &str> {
    let is_public = |visibility: &Visibility| *visibility == Visibility::Public;
    let actors = site.actors.iter().filter(move |actor| is_public(&actor.visibility)).flat_map(|actor| {
        [&actor.name].into_iter().chain(actor.names.iter().map(|(_, name)| name)).chain(&actor.aliases)
    });
    let places = site.places.iter().filter(move |place| is_public(&place.visibility));
    let places = places.flat_map(|place| [&place.name].into_iter().chain(place.names.iter().map(|(_, name)| name)));
    let sources = site.sources.iter().filter(move |source| is_public(&source.visibility));
    let sources = sources.flat_map(|source| [&source.publisher].into_iter().chain(&source.author));
    actors.chain(places).chain(sources).map(String::as_str)
}

/// The automata with which texts are searched.
struct NameFinder<'a> {
    known: &'a PrivateNames,
    names: AhoCorasick,
    /// Names of public records that contain one of `names`.
    longer: AhoCorasick,
    files: &'a Files,
}

impl NameFinder<'_> {
    /// A finding for each private name in a text.
    fn find_in(&self, site_text: &SiteText<'_>) -> Vec<Diagnostic> {
        let mut seen = HashSet::new();
        let mut findings = Vec::new();
        for text in site_text.form.texts() {
            for (name, range) in self.matches(&text, site_text.form) {
                let written = &text[range];
                if seen.insert((name.owner, written.to_owned())) {
                    self.report(name, written, site_text, &mut findings);
                }
            }
        }
        findings
    }

    /// The names in a text, with their ranges. If ranges of one record contain each other, only the longest counts.
    fn matches(&self, text: &str, form: TextForm<'_>) -> Vec<(&PrivateName, Range<usize>)> {
        let words = SearchedText::of(text);
        let mut found: Vec<(&PrivateName, Range<usize>)> = Vec::new();
        let mut longer: Option<Vec<Range<usize>>> = None;
        for hit in self.names.find_overlapping_iter(words.text.as_str()) {
            let name = &self.known.names[hit.pattern().as_usize()];
            if !words.is_whole(&hit.range()) || (name.is_id && !matches!(form, TextForm::Id(_))) {
                continue;
            }
            let longer = longer.get_or_insert_with(|| self.longer_names(&words));
            let is_inside = |range: &Range<usize>| range.start <= hit.start() && hit.end() <= range.end;
            if !name.words.contains(' ') && longer.iter().any(is_inside) {
                continue;
            }
            let place = words.origin(&hit.range());
            let is_small = name.is_capitalised && !text[place.clone()].starts_with(char::is_uppercase);
            if is_small && !matches!(form, TextForm::Id(_) | TextForm::Address(_) | TextForm::File(_)) {
                continue;
            }
            found.retain(|(other, range)| {
                other.owner != name.owner || range.start < place.start || place.end < range.end
            });
            let is_known = |(other, range): &(&PrivateName, Range<usize>)| {
                other.owner == name.owner && range.start <= place.start && place.end <= range.end
            };
            if !found.iter().any(is_known) {
                found.push((name, place));
            }
        }
        found
    }

    /// The ranges of names of public records that contain a private name.
    fn longer_names(&self, words: &SearchedText) -> Vec<Range<usize>> {
        let found = self.longer.find_overlapping_iter(words.text.as_str()).map(|found| found.range());
        found.filter(|range| words.is_whole(range)).collect()
    }

    /// Reports a name at each place of the file where its words occur.
    fn report(&self, name: &PrivateName, written: &str, text: &SiteText<'_>, findings: &mut Vec<Diagnostic>) {
        let owner = &self.known.owners[name.owner];
        let (is, instead) = match &owner.visibility {
            Visibility::Redacted(words) => {
                ("redacted", format!("write “{words}” or other words that do not tell the name"))
            }
            Visibility::Public | Visibility::Private => ("private", "write words that do not tell the name".to_owned()),
        };
        let help = match text.form {
            TextForm::Id(_) => "give it another name".to_owned(),
            TextForm::Address(_) => "take the address out".to_owned(),
            TextForm::File(_) => "rename the file".to_owned(),
            TextForm::Quotation(_) => "leave the name out of the quotation with […]".to_owned(),
            TextForm::Beside(_) => {
                "it becomes a part of the link to the quotation; write fewer words, or take it out".to_owned()
            }
            TextForm::Words(_) | TextForm::Markdown(_) | TextForm::Author(_) => instead,
        };
        let what = owner.what;
        let message = format!("{} names a {is} {what}: “{}”", text.what, on_one_line(written));
        let finding = Diagnostic::new(Code::PrivateNamed, message).help(help).see(owner.span, format!("the {what}"));
        match text.span {
            None => findings.push(finding),
            Some(span) => {
                findings
                    .extend(self.places(written, text.form, span).into_iter().map(|place| finding.clone().at(place)));
            }
        }
    }

    /// The places of some words in the part of the file from which a text comes. If markup separates the words, the
    /// result is the first line of that part.
    fn places(&self, written: &str, form: TextForm<'_>, span: Span) -> Vec<Span> {
        if matches!(form, TextForm::Id(_)) {
            return vec![span];
        }
        let text = self.files.text(span);
        let words = words(written);
        let mut found = self.matches(text, form);
        if found.iter().any(|(_, place)| text[place.clone()] == *written) {
            found.retain(|(_, place)| text[place.clone()] == *written);
        } else {
            found.retain(|(_, place)| self::words(&text[place.clone()]) == words);
            found.truncate(1);
        }
        match found.is_empty() {
            true => vec![span.part(0..text.find('\n').unwrap_or(text.len()))],
            false => found.into_iter().map(|(_, place)| span.part(place)).collect(),
        }
    }
}

/// The folded words of a text, with single spaces between them.
fn words(text: &str) -> String {
    SearchedText::of(text).text
}

/// A text in the form in which names are searched for.
struct SearchedText {
    folded: FoldedText,
    /// Folded words with one space between them.
    text: String,
    /// For each word, its start in `text` and its range in the folded text.
    places: Vec<(usize, Range<usize>)>,
}

impl SearchedText {
    fn of(text: &str) -> Self {
        let folded = FoldedText::new(text);
        let mut words = String::with_capacity(folded.text().len());
        let mut places = Vec::new();
        let mut rest = folded.text();
        let is_part = |c: char| c.is_alphanumeric() || is_combining_mark(c);
        while let Some(start) = rest.find(is_part) {
            let length = rest[start..].find(|c| !is_part(c)).unwrap_or(rest.len() - start);
            let from = folded.text().len() - rest.len() + start;
            if !words.is_empty() {
                words.push(' ');
            }
            places.push((words.len(), from..from + length));
            let mut base = ' ';
            for c in rest[start..start + length].chars() {
                // Accents on Latin letters are ignored.
                if !(is_combining_mark(c) && base.is_ascii_alphabetic()) {
                    words.push(c);
                    base = c;
                }
            }
            rest = &rest[start + length..];
        }
        Self { folded, text: words, places }
    }

    /// Whether a range of the text begins and ends at word boundaries.
    fn is_whole(&self, range: &Range<usize>) -> bool {
        let first = self.text[range.clone()].chars().next().unwrap_or(' ');
        let last = self.text[range.clone()].chars().next_back().unwrap_or(' ');
        let before = &self.text[..range.start];
        let before = &before[before.rfind(' ').map_or(0, |at| at + 1)..];
        let after = self.text[range.end..].chars().next().unwrap_or(' ');
        let begins = match before.chars().next_back() {
            None => true,
            Some(c) if c.is_numeric() != first.is_numeric() => true,
            Some(_) => is_unspaced(first) || (before.chars().count() <= 2 && before.chars().all(is_attached_before)),
        };
        begins && (after == ' ' || after.is_numeric() != last.is_numeric() || is_unspaced(last))
    }

    /// The range of the original text that belongs to a range of this one, extended to whole words.
    fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let word = |at: usize| self.places.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let (first, last) = (word(range.start), word(range.end.saturating_sub(1)));
        self.folded.origin(self.places[first].1.start..self.places[last].1.end)
    }
}

/// Whether a letter is of a script without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// One-letter words that Arabic and Hebrew write before a name without a space, such as "and", "in", "to", "from" and
/// "as".
fn is_attached_before(c: char) -> bool {
    matches!(c, 'و' | 'ف' | 'ب' | 'ل' | 'ك' | 'ک' | 'ו' | 'ב' | 'ל' | 'מ' | 'ה' | 'ש' | 'כ')
}
