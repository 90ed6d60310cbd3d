//! Citations of pages: in two styles for people, in two formats for programs.
//!
//! In: the page, the site's authors and the day of its last change. Out: a [`CiteView`]. A citation names the day of
//! the last change to identify the version, since the day on which a reader sees the page is not known.

use serde::Serialize;

use super::super::view::CiteView;
use super::PageBuilder;
use crate::config::Author;
use crate::date::CitationDate;
use crate::model::{EventIx, Question, SourceIx};
use crate::plan::question_id;
use crate::route::Route;

/// APA names up to 20 authors. If there are more, it names the first 19 and the last.
const APA_AUTHORS: (usize, usize) = (20, 19);

/// A bibliography in Chicago style names up to 10 authors. If there are more, it names the first 7 and "et al."; a note
/// names up to 3, or the first one.
const CHICAGO_AUTHORS: (usize, usize) = (10, 7);
const CHICAGO_NOTE_AUTHORS: (usize, usize) = (3, 1);

impl PageBuilder<'_> {
    pub(super) fn cite_event(&self, event: EventIx) -> CiteView {
        let event = &self.site[event];
        self.cite(&event.id.to_string(), event.title.clone(), true)
    }

    /// A citation of this page about an article, not of the article.
    pub(super) fn cite_record(&self, source: SourceIx) -> CiteView {
        let source = &self.site[source];
        self.cite(&source.id.to_string(), format!("Record of “{}” ({})", source.label(), source.publisher), true)
    }

    pub(super) fn cite_timeline(&self) -> CiteView {
        self.cite("timeline", self.site.config.title.clone(), false)
    }

    fn version(&self) -> Option<CitedVersion> {
        let changed = self.site.updated.as_ref().and_then(CitationDate::of);
        let started = || self.site.config.started.map(CitationDate::of_day);
        match changed {
            Some(date) => Some(CitedVersion { date, is_change: true }),
            None => started().map(|date| CitedVersion { date, is_change: false }),
        }
    }

    pub(super) fn cite_question(&self, question: &Question) -> CiteView {
        self.cite(&question_id(self.site, question).replace('.', "_"), question.text.ask.clone(), true)
    }

    fn cite(&self, id: &str, title: String, is_part: bool) -> CiteView {
        let config = &self.site.config;
        let home = Route::home();
        let of_page = if is_part { self.route } else { &home };
        let publisher = Some(config.name.clone()).filter(|name| *name != config.title);
        let authors = match (&*config.authors, &publisher) {
            ([], Some(name)) => vec![Author::Literal(name.clone())],
            (authors, _) => authors.to_vec(),
        };
        CitedWork {
            id,
            title,
            container: is_part.then(|| config.title.clone()),
            // The author is not repeated as the publisher.
            publisher: publisher.filter(|name| !authors.iter().any(|author| author.to_string() == *name)),
            authors,
            version: self.version(),
            language: config.language.to_string(),
            url: self.addresses.canonical(of_page),
        }
        .view()
    }
}

/// The version that is cited: that of the last change, or the first one.
#[derive(Clone, Copy)]
struct CitedVersion {
    date: CitationDate,
    is_change: bool,
}

impl CitedVersion {
    /// "Last modified July 1, 2025", "Published July 1, 2025".
    fn as_sentence(self) -> String {
        format!("{} {}", if self.is_change { "Last modified" } else { "Published" }, self.date.month_first())
    }

    /// "last modified July 1, 2025", "published July 1, 2025".
    fn in_sentence(self) -> String {
        format!("{} {}", if self.is_change { "last modified" } else { "published" }, self.date.month_first())
    }

    /// "Version of 1 July 2025", "Published 1 July 2025".
    fn day_first(self) -> String {
        format!("{} {}", if self.is_change { "Version of" } else { "Published" }, self.date.day_first())
    }
}

/// A work to be cited.
struct CitedWork<'a> {
    id: &'a str,
    title: String,
    /// The title of the timeline, if the work is a page of it.
    container: Option<String>,
    publisher: Option<String>,
    authors: Vec<Author>,
    version: Option<CitedVersion>,
    language: String,
    url: Option<String>,
}

impl CitedWork<'_> {
    fn view(&self) -> CiteView {
        CiteView {
            permalink: self.url.clone(),
            apa: self.apa(),
            chicago: self.chicago(),
            chicago_note: self.chicago_note(),
            bibtex: self.bibtex(),
            csl: self.csl(),
        }
    }

    /// APA style, 7th edition. Without an author, the title comes first.
    fn apa(&self) -> String {
        let date = self.version.map_or_else(|| "n.d.".to_owned(), |version| version.date.year_first());
        let authors = apa_authors(&self.authors);
        let (first, second) = match authors.is_empty() {
            true => (self.title.clone(), String::new()),
            false => (authors, self.title.clone()),
        };
        let container = self.container.as_ref().map(|container| format!("In {container}")).unwrap_or_default();
        let publisher = self.publisher.clone().unwrap_or_default();
        sentences([first, format!("({date})"), second, container, publisher], self.url.as_deref())
    }

    /// An entry of a bibliography in Chicago style, 17th edition.
    fn chicago(&self) -> String {
        let authors = chicago_authors(&self.authors, CHICAGO_AUTHORS, true);
        let title = if self.container.is_some() { in_quotes(&self.title, '.') } else { self.title.clone() };
        let date = self.version.map(CitedVersion::as_sentence).unwrap_or_default();
        let others = [self.container.clone(), self.publisher.clone()].map(Option::unwrap_or_default);
        let [container, publisher] = others;
        sentences(
            [authors, title, container, publisher, date],
            self.url.as_deref().map(|url| format!("{url}.")).as_deref(),
        )
    }

    /// A note in Chicago style, 17th edition.
    fn chicago_note(&self) -> String {
        let authors = chicago_authors(&self.authors, CHICAGO_NOTE_AUTHORS, false);
        let date = self.version.map(CitedVersion::in_sentence);
        let title = if self.container.is_some() { in_quotes(&self.title, ',') } else { self.title.clone() };
        let rest = [self.container.clone(), self.publisher.clone(), date, self.url.clone()];
        let rest = rest.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let author = if authors.is_empty() { authors } else { format!("{authors}, ") };
        // A title in quotation marks already ends with the comma.
        let joint = if self.container.is_some() { " " } else { ", " };
        match rest.is_empty() {
            true => format!("{author}{title}."),
            false => format!("{author}{title}{joint}{rest}."),
        }
    }

    /// An entry for BibTeX. Literal names are in braces, so that BibTeX does not split them.
    fn bibtex(&self) -> String {
        let author = |author: &Author| match author {
            Author::Person { family, given } => format!("{}, {}", for_bibtex(family), for_bibtex(given)),
            Author::Literal(name) => format!("{{{}}}", for_bibtex(name)),
        };
        let authors = self.authors.iter().map(author).collect::<Vec<_>>().join(" and ");
        let version = self.version.map(CitedVersion::day_first);
        let container = self.container.as_ref().map(|container| format!("In: {}", for_bibtex(container)));
        let note = container.into_iter().chain(version).collect::<Vec<_>>().join(". ");
        let year = self.version.map_or_else(|| "n.d.".to_owned(), |version| version.date.year());
        let fields = [
            ("title", for_bibtex(&self.title)),
            ("author", authors),
            ("year", year),
            ("publisher", self.publisher.as_deref().map(for_bibtex).unwrap_or_default()),
            ("note", note),
            ("url", self.url.clone().unwrap_or_default()),
        ];
        let line = |(name, value): &(&str, String)| format!(",\n  {name:<9} = {{{value}}}");
        let lines: String = fields.iter().filter(|(_, value)| !value.is_empty()).map(line).collect();
        format!("@misc{{{}{lines}\n}}", self.id)
    }

    /// CSL-JSON (Citation Style Language 1.0.2) for reference managers: a list of one work.
    fn csl(&self) -> String {
        let author = |author: &Author| match author {
            Author::Person { family, given } => {
                CslName { family: Some(family.clone()), given: Some(given.clone()), literal: None }
            }
            Author::Literal(name) => CslName { family: None, given: None, literal: Some(name.clone()) },
        };
        let item = CslItem {
            id: self.id,
            kind: if self.container.is_some() { "entry-encyclopedia" } else { "webpage" },
            title: &self.title,
            container_title: self.container.as_deref(),
            author: self.authors.iter().map(author).collect(),
            publisher: self.publisher.as_deref(),
            issued: self.version.map(|version| CslDate { date_parts: [version.date.numbers()] }),
            version: self.version.map(|version| version.date.edtf()),
            language: &self.language,
            url: self.url.as_deref(),
        };
        serde_json::to_string_pretty(&[item]).expect("texts and numbers")
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslItem<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<CslName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    language: &'a str,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct CslName {
    #[serde(skip_serializing_if = "Option::is_none")]
    family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslDate {
    date_parts: [Vec<i64>; 1],
}

/// Joins the parts that are not empty, each with a full stop at its end, and the address, unchanged.
fn sentences<const N: usize>(parts: [String; N], url: Option<&str>) -> String {
    let is_ended = |part: &str| part.strip_suffix('”').unwrap_or(part).ends_with(['.', '?', '!']);
    let ended = |part: String| if is_ended(&part) { part } else { format!("{part}.") };
    let parts = parts.into_iter().filter(|part| !part.is_empty()).map(ended);
    parts.chain(url.map(str::to_owned)).collect::<Vec<_>>().join(" ")
}

/// A title in quotation marks. The punctuation that follows it is inside them, as in American English. Quotation marks
/// in the title become single ones.
fn in_quotes(title: &str, sign: char) -> String {
    let inner = title.replace('“', "‘").replace('”', "’");
    let inner = if sign == '.' { inner.as_str() } else { inner.trim_end_matches('.') };
    match inner.ends_with(['.', '?', '!']) {
        true => format!("“{inner}”"),
        false => format!("“{inner}{sign}”"),
    }
}

/// Authors in APA style: family names first, given names as initials.
fn apa_authors(authors: &[Author]) -> String {
    let name = |author: &Author| match author {
        Author::Person { family, given } => format!("{family}, {}", initials(given)),
        Author::Literal(name) => name.clone(),
    };
    let (most, shown) = APA_AUTHORS;
    match authors {
        [] => String::new(),
        [only] => name(only),
        [first @ .., last] if authors.len() <= most => {
            format!("{}, & {}", first.iter().map(name).collect::<Vec<_>>().join(", "), name(last))
        }
        [first @ .., last] => {
            format!("{}, . . . {}", first[..shown].iter().map(name).collect::<Vec<_>>().join(", "), name(last))
        }
    }
}

/// Initials: "J.-P. M." for "Jean-Paul Marie".
fn initials(given: &str) -> String {
    let initial = |part: &str| part.chars().next().map(|first| format!("{first}."));
    let of_name = |name: &str| name.split('-').filter_map(initial).collect::<Vec<_>>().join("-");
    given.split_whitespace().map(of_name).collect::<Vec<_>>().join(" ")
}

/// Authors in Chicago style: at most `most` full names, else `shown` names and "et al." If `inverted`, the first name
/// begins with the family name.
fn chicago_authors(authors: &[Author], (most, shown): (usize, usize), inverted: bool) -> String {
    let first = |author: &Author| match author {
        Author::Person { family, given } if inverted => format!("{family}, {given}"),
        author => author.to_string(),
    };
    let all: Vec<String> =
        authors.iter().take(1).map(first).chain(authors.iter().skip(1).map(ToString::to_string)).collect();
    match &*all {
        [] => String::new(),
        [only] => only.clone(),
        all if all.len() > most => {
            let comma = if shown > 1 { "," } else { "" };
            format!("{}{comma} et al", all[..shown].join(", ")) + "."
        }
        [one, other] if !inverted => format!("{one} and {other}"),
        [others @ .., last] => format!("{}, and {last}", others.join(", ")),
    }
}

/// A text for a field of a BibTeX entry. Special characters of TeX are written as commands.
fn for_bibtex(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => safe.extend(['\\', c]),
            '\\' => safe.push_str("\\textbackslash{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::{UnzonedDate, When};

    fn version(text: &str) -> Option<CitedVersion> {
        let written = UnzonedDate::parse(text).expect("a date");
        let date = CitationDate::of(&When::new(written, chrono_tz::UTC).expect("a date of UTC"))?;
        Some(CitedVersion { date, is_change: true })
    }

    fn work(authors: &[&str]) -> CitedWork<'static> {
        CitedWork {
            id: "harbour",
            title: "The “new” harbour opens".to_owned(),
            container: Some("The harbour".to_owned()),
            publisher: None,
            authors: authors.iter().map(|name| Author::new(name)).collect(),
            version: version("2025-07-01"),
            language: "en".to_owned(),
            url: Some("https://example.org/events/harbour/".to_owned()),
        }
    }

    #[test]
    fn a_body_is_cited_by_its_whole_name() {
        let work = work(&["Harbour Watch"]);
        assert_eq!(
            work.apa(),
            "Harbour Watch. (2025, July 1). The “new” harbour opens. In The harbour. https://example.org/events/harbour/"
        );
        assert_eq!(
            work.chicago(),
            "Harbour Watch. “The ‘new’ harbour opens.” The harbour. Last modified July 1, 2025. \
             https://example.org/events/harbour/."
        );
        assert_eq!(
            work.chicago_note(),
            "Harbour Watch, “The ‘new’ harbour opens,” The harbour, last modified July 1, 2025, \
             https://example.org/events/harbour/."
        );
        assert!(work.bibtex().contains("author    = {{Harbour Watch}}"), "{}", work.bibtex());
        assert!(work.csl().contains(r#""literal": "Harbour Watch""#), "{}", work.csl());
    }

    #[test]
    fn what_never_changed_was_published_and_not_modified() {
        let mut work = work(&["Harbour Watch"]);
        work.version = work.version.map(|version| CitedVersion { is_change: false, ..version });
        assert!(work.chicago().contains(" Published July 1, 2025. "), "{}", work.chicago());
        assert!(work.chicago_note().contains(", published July 1, 2025, "), "{}", work.chicago_note());
        assert!(work.bibtex().contains("Published 1 July 2025"), "{}", work.bibtex());
        let all = [work.apa(), work.chicago(), work.chicago_note(), work.bibtex()].concat();
        assert!(!all.to_lowercase().contains("modified") && !all.contains("Version"), "{all}");
    }

    #[test]
    fn of_people_the_family_name_comes_first() {
        let work = work(&["Lovelace, Ada", "Serre, Jean-Paul Marie", "Harbour Watch"]);
        assert!(work.apa().starts_with("Lovelace, A., Serre, J.-P. M., & Harbour Watch. (2025"), "{}", work.apa());
        let chicago = work.chicago();
        assert!(chicago.starts_with("Lovelace, Ada, Jean-Paul Marie Serre, and Harbour Watch. “"), "{chicago}");
        let note = work.chicago_note();
        assert!(note.starts_with("Ada Lovelace, Jean-Paul Marie Serre, and Harbour Watch, “"), "{note}");
        let bibtex = work.bibtex();
        assert!(bibtex.contains("{Lovelace, Ada and Serre, Jean-Paul Marie and {Harbour Watch}}"), "{bibtex}");
        let csl: serde_json::Value = serde_json::from_str(&work.csl()).unwrap();
        assert_eq!(csl[0]["author"][1], serde_json::json!({"family": "Serre", "given": "Jean-Paul Marie"}));
    }

    #[test]
    fn two_people_have_no_comma_in_a_note_and_an_initial_has_one_full_stop() {
        let work = work(&["Lovelace, Ada", "Hopper, Grace"]);
        assert!(work.apa().starts_with("Lovelace, A., & Hopper, G. (2025"), "{}", work.apa());
        assert!(work.chicago().starts_with("Lovelace, Ada, and Grace Hopper. “"), "{}", work.chicago());
        assert!(work.chicago_note().starts_with("Ada Lovelace and Grace Hopper, “"), "{}", work.chicago_note());
    }

    #[test]
    fn of_many_authors_the_styles_name_some() {
        let names: Vec<String> = (1..=21).map(|n| format!("N{n}")).collect();
        let work = work(&names.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(work.apa().contains("N18, N19, . . . N21. (2025"), "{}", work.apa());
        assert!(work.chicago().contains("N6, N7, et al. “"), "{}", work.chicago());
        assert!(work.chicago_note().starts_with("N1 et al., “"), "{}", work.chicago_note());
    }

    #[test]
    fn without_author_date_and_address_the_title_comes_first() {
        let bare = CitedWork { version: None, url: None, ..work(&[]) };
        assert_eq!(bare.apa(), "The “new” harbour opens. (n.d.). In The harbour.");
        assert_eq!(bare.chicago(), "“The ‘new’ harbour opens.” The harbour.");
        assert_eq!(bare.chicago_note(), "“The ‘new’ harbour opens,” The harbour.");
        assert!(!bare.bibtex().contains("author") && !bare.bibtex().contains("url"), "{}", bare.bibtex());
        let csl: serde_json::Value = serde_json::from_str(&bare.csl()).unwrap();
        assert!(csl[0].get("author").is_none() && csl[0].get("issued").is_none() && csl[0].get("URL").is_none());
    }

    #[test]
    fn a_whole_timeline_is_a_work_of_its_own() {
        let whole = CitedWork { container: None, publisher: Some("Port Press".to_owned()), ..work(&["Hopper, Grace"]) };
        assert_eq!(
            whole.apa(),
            "Hopper, G. (2025, July 1). The “new” harbour opens. Port Press. https://example.org/events/harbour/"
        );
        assert!(whole.chicago_note().starts_with("Grace Hopper, The “new” harbour opens, Port Press, last modified"));
        assert!(whole.csl().contains(r#""type": "webpage""#));
    }

    #[test]
    fn no_more_of_the_version_is_named_than_is_known() {
        let in_july = CitedWork { version: version("2025-07"), ..work(&[]) };
        assert!(in_july.apa().contains("(2025, July)"), "{}", in_july.apa());
        assert!(in_july.chicago().contains("Last modified July 2025."), "{}", in_july.chicago());
        let csl: serde_json::Value = serde_json::from_str(&in_july.csl()).unwrap();
        assert_eq!(csl[0]["issued"], serde_json::json!({"date-parts": [[2025, 7]]}));
        assert_eq!(csl[0]["version"], "2025-07");
    }

    #[test]
    fn a_title_that_ends_a_sentence_gets_no_second_full_stop() {
        let asked = CitedWork { title: "Who opened it?".to_owned(), ..work(&["Harbour Watch"]) };
        assert!(asked.apa().contains("1). Who opened it? In"), "{}", asked.apa());
        assert!(asked.chicago().contains("“Who opened it?” The"), "{}", asked.chicago());
        assert!(asked.chicago_note().contains("“Who opened it?” The"), "{}", asked.chicago_note());
    }

    #[test]
    fn bibtex_escapes_what_tex_would_read() {
        assert_eq!(for_bibtex(r"R&D: 5 % of {x_1} \ é"), r"R\&D: 5 \% of \{x\_1\} \textbackslash{} é");
    }
}
