//! Reads the article on a web page.
//!
//! In: a page. Out: the article's metadata from the page's structured data, head, marked elements and address, the most
//! reliable first, and which lines are the article's own.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde_json::{Map, Value};
use url::Url;

use super::boilerplate::own_lines;
use super::byline::without_by;
use super::dates::{PublishedTime, UtcTimestamp};
use super::extraction::{Extraction, count_words};
use super::signs::{ImportContext, is_byline_or_dateline, signs_below};
use super::tidy::tidy;
use super::{ArticleMetadata, Boilerplate, GuessedField, dates};
use crate::capture::{MetaElement, PageText};
use crate::language::Language;

/// Reads a page.
pub(super) fn read(page: &PageText, told_language: Option<&str>, saved: NaiveDate) -> Extraction {
    let data = StructuredData::of(page);
    let readable = tidy(&page.markup).and_then(|markup| legible::parse(&markup, None, None).ok());
    let site = publisher(page, &data).or_else(|| guess(readable.as_ref()?.site_name.clone(), "name of the site"));
    let title = title(page, &data, site.as_ref());
    let publisher = site.or_else(|| behind_title(page, title.as_ref()));
    let language = language(page, &data);
    let tag = language.as_ref().map(|language| language.value.clone()).or_else(|| told_language.map(str::to_owned));
    let about = ImportContext { url: None, saved, language: tag.as_deref() };
    let below = signs_below(&page.text, title.as_ref().map(|title| title.value.as_str()), &about);
    let url = address(page, &data);
    let in_address = || dates::until(saved, &url.as_ref()?.value).map(|(day, _)| day);
    let printed =
        below.published.as_ref().filter(|guess| guess.is_sure).and_then(|guess| dates::until(saved, &guess.value));
    let printed = PageDates::on(page, printed.map(|(day, _)| day), in_address(), saved);
    let published = published(page, &data, &printed, saved)
        .or_else(|| below.published.clone().filter(|guess| guess.is_sure))
        .or_else(|| Some(GuessedField::about(in_address()?, "date in the address")))
        .or(below.published);
    let without_by = |name: &str| without_by(name, about.language).to_owned();
    let author = author(page, &data, &without_by)
        .or(below.author)
        .or_else(|| guess(readable.as_ref()?.byline.clone().map(|name| without_by(&name)), "byline"));
    let article = readable.map_or_else(|| page.text.clone(), |readable| PageText::of(readable.content).text);
    let (furniture, words) = contents(page, title.as_ref(), &article, &about);
    let fields = ArticleMetadata { title, publisher, author, published, language, url };
    Extraction { fields, furniture, words }
}

fn guess(value: Option<String>, how: &'static str) -> Option<GuessedField> {
    value
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
        .map(|value| GuessedField::sure(value, how))
}

/// The first `<meta>` with one of these names that is not empty.
fn meta(page: &PageText, names: &[&str], how: &'static str) -> Option<GuessedField> {
    let value = names.iter().find_map(|name| {
        page.metas.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.clone())
    });
    guess(value, how)
}

/// The marked elements with this property.
fn marked<'a>(page: &'a PageText, property: &'a str) -> impl Iterator<Item = &'a MetaElement> {
    page.elements.iter().filter(move |element| element.property.eq_ignore_ascii_case(property))
}

fn marked_words(page: &PageText, property: &str) -> Option<GuessedField> {
    let words = |element: &MetaElement| element.value.clone().unwrap_or_else(|| element.text.clone());
    let values = marked(page, property).map(words);
    guess(values.map(|value| value.trim().to_owned()).find(|value| !value.is_empty()), "marked in the page")
}

fn publisher(page: &PageText, data: &StructuredData) -> Option<GuessedField> {
    guess(data.names("publisher"), "publisher in the page's data")
        .or_else(|| meta(page, &["og:site_name"], "og:site_name"))
        .or_else(|| meta(page, &["citation_publisher", "citation_journal_title"], "citation data"))
        .or_else(|| meta(page, &["dc.publisher", "dcterms.publisher"], "Dublin Core"))
        .or_else(|| marked_words(page, "publisher"))
        .or_else(|| meta(page, &["application-name", "apple-mobile-web-app-title"], "name of the web application"))
}

/// The printed headline, if its heading can be told from others; else the title in the page's data or head.
fn title(page: &PageText, data: &StructuredData, site: Option<&GuessedField>) -> Option<GuessedField> {
    let site = site.map(|site| site.value.as_str());
    let named = guess(data.text("headline"), "headline in the page's data")
        .or_else(|| meta(page, &["og:title"], "og:title"))
        .or_else(|| meta(page, &["citation_title"], "citation data"))
        .or_else(|| meta(page, &["dc.title", "dcterms.title"], "Dublin Core"))
        .or_else(|| meta(page, &["twitter:title"], "twitter:title"))
        .or_else(|| marked_words(page, "headline"));
    let folded = |text: &str| text.to_lowercase().replace(['’', '‘'], "'");
    let heading =
        page.elements.iter().filter(|element| element.name == "h1").map(|element| element.text.as_str()).find(
            |heading| {
                let known = named.as_ref().map(|named| named.value.as_str()).into_iter().chain([page.title.as_str()]);
                let agrees =
                    |known: &str| folded(known).contains(&folded(heading)) || folded(heading).contains(&folded(known));
                !heading.is_empty() && Some(*heading) != site && known.filter(|known| !known.is_empty()).any(agrees)
            },
        );
    let only_heading = || page.elements.iter().find(|element| element.name == "h1").map(|element| element.text.clone());
    guess(heading.map(str::to_owned), "heading of the page")
        .or_else(|| named.map(|named| GuessedField { value: without_site(&named.value, site), ..named }))
        .or_else(|| guess(Some(without_site(&page.title, site)), "<title>"))
        .or_else(|| guess(only_heading(), "heading of the page"))
}

/// Separators between a headline and the name of its site.
const BETWEEN: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "];

fn without_site(title: &str, site: Option<&str>) -> String {
    let split = |between: &&str| title.rsplit_once(*between).filter(|(_, behind)| Some(behind.trim()) == site);
    BETWEEN.iter().find_map(split).map_or(title, |(headline, _)| headline).trim().to_owned()
}

/// The name after the headline in `<title>`, if the headline is known.
fn behind_title(page: &PageText, title: Option<&GuessedField>) -> Option<GuessedField> {
    let rest = page.title.strip_prefix(title?.value.as_str())?;
    let behind = BETWEEN.iter().find_map(|between| rest.strip_prefix(between))?;
    let is_name = behind.split_whitespace().count() <= 5 && !BETWEEN.iter().any(|between| behind.contains(between));
    is_name.then(|| GuessedField::unsure(behind.trim(), "behind the headline in <title>"))
}

fn author(page: &PageText, data: &StructuredData, without_by: &dyn Fn(&str) -> String) -> Option<GuessedField> {
    let names = |names: &[&str]| {
        let found =
            page.metas.iter().filter(|(key, value)| names.contains(&key.as_str()) && Url::parse(value).is_err());
        let found: Vec<String> = found.map(|(_, value)| without_by(value)).filter(|name| !name.is_empty()).collect();
        (!found.is_empty()).then(|| found.join(", "))
    };
    let in_data =
        data.name_list("author").map(|names| names.iter().map(|name| without_by(name)).collect::<Vec<_>>().join(", "));
    guess(in_data, "author in the page's data")
        .or_else(|| guess(names(&["citation_author"]), "citation data"))
        .or_else(|| guess(names(&["author"]), "<meta name=author>"))
        .or_else(|| guess(names(&["article:author", "parsely-author", "sailthru.author"]), "article:author"))
        .or_else(|| guess(names(&["dc.creator", "dcterms.creator"]), "Dublin Core"))
        .or_else(|| {
            marked_words(page, "author").map(|author| GuessedField { value: without_by(&author.value), ..author })
        })
}

/// Days that the page shows to readers. They are collected once, because a page may have a `<time>` for each reader
/// comment.
struct PageDates {
    /// The day near the headline.
    below: Option<NaiveDate>,
    /// The day in the page's address.
    in_address: Option<NaiveDate>,
    /// Moments with an offset, and their local days.
    moments: Vec<(UtcTimestamp, NaiveDate)>,
    /// Days in the text of `<time>` and of elements marked as date of publication.
    in_times: Vec<NaiveDate>,
}

impl PageDates {
    fn on(page: &PageText, below: Option<NaiveDate>, in_address: Option<NaiveDate>, saved: NaiveDate) -> Self {
        let is_date = |(name, _): &&(String, String)| METAS.iter().any(|(names, _)| names.contains(&name.as_str()));
        let in_head = page.metas.iter().filter(is_date).map(|(_, value)| value.as_str());
        let values = in_head.chain(page.elements.iter().filter_map(|element| element.value.as_deref()));
        let moment = |text: &str| match dates::said(saved, text)? {
            PublishedTime::Day { day, moment } => Some((moment?, day)),
            PublishedTime::Moment(_) => None,
        };
        let is_time =
            |element: &&MetaElement| element.name == "time" || element.property.eq_ignore_ascii_case("datePublished");
        let times = page.elements.iter().filter(is_time);
        let (mut known_moments, mut known_days) = (HashSet::new(), HashSet::new());
        Self {
            below,
            in_address,
            moments: values.filter_map(moment).filter(|moment| known_moments.insert(*moment)).collect(),
            in_times: times
                .filter_map(|time| Some(dates::until(saved, &time.text)?.0))
                .filter(|day| known_days.insert(*day))
                .collect(),
        }
    }
}

/// Metadata names for the date of publication, and how each group is called.
const METAS: [(&[&str], &str); 4] = [
    (&["article:published_time", "og:article:published_time", "datepublished"], "article:published_time"),
    (&["citation_publication_date", "citation_date", "citation_online_date"], "citation data"),
    (
        &["dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created"],
        "Dublin Core",
    ),
    (
        &["parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "date"],
        "date in the page's head",
    ),
];

/// The date in the page's data. If that is a moment in UTC, the result is the day that the page shows for it, or the
/// moment if the page shows none.
fn published(page: &PageText, data: &StructuredData, printed: &PageDates, saved: NaiveDate) -> Option<GuessedField> {
    let said = |guess: GuessedField| Some((dates::said(saved, &guess.value)?, guess.how));
    let found = guess(data.text("datePublished"), "datePublished in the page's data")
        .and_then(said)
        .or_else(|| METAS.iter().find_map(|(names, how)| meta(page, names, how).and_then(said)))
        .or_else(|| marked_words(page, "datePublished").and_then(said));
    match found {
        Some((PublishedTime::Day { day, .. }, how)) => Some(GuessedField::sure(day.to_string(), how)),
        Some((PublishedTime::Moment(moment), how)) => Some(day_of(moment, how, printed)),
        None => time(page, printed, saved),
    }
}

/// The local day of a moment where the page was published.
fn day_of(moment: UtcTimestamp, how: &'static str, printed: &PageDates) -> GuessedField {
    let by_offset = printed.moments.iter().find(|(other, _)| other.is_near(moment)).map(|(_, day)| *day);
    let shown = |day: &NaiveDate| moment.can_be_on(*day);
    let in_times = || printed.in_times.iter().copied().find(shown);
    if let Some(day) = by_offset.or(printed.below.filter(shown)).or_else(in_times) {
        return GuessedField::sure(day.to_string(), "date that the page shows");
    }
    match (printed.in_address.filter(shown), moment.midnight()) {
        (Some(day), _) => GuessedField::sure(day.to_string(), "date in the address, which fits the page's data"),
        // Most likely a day without a clock time, in an unknown time zone.
        (None, Some(day)) => GuessedField::about(day, how),
        (None, None) => GuessedField::sure(moment.text(), how),
    }
}

/// The first `<time>`. If others have another date, it may belong to something else.
fn time(page: &PageText, printed: &PageDates, saved: NaiveDate) -> Option<GuessedField> {
    let day = |time: &MetaElement| {
        let said = dates::said(saved, time.value.as_deref().unwrap_or(&time.text))?;
        Some(match said {
            PublishedTime::Day { day, .. } => (day, day.to_string()),
            PublishedTime::Moment(moment) => {
                let text = day_of(moment, "<time>", printed).value;
                (dates::until(saved, &text)?.0, text)
            }
        })
    };
    let mut days = page.elements.iter().filter(|element| element.name == "time").filter_map(day);
    let (first, text) = days.next()?;
    Some(if days.all(|(day, _)| day == first) {
        GuessedField { is_sure: !text.ends_with('~'), ..GuessedField::sure(text, "<time>") }
    } else {
        GuessedField::about(first, "first <time> of several")
    })
}

fn language(page: &PageText, data: &StructuredData) -> Option<GuessedField> {
    let known = |guess: GuessedField| {
        let tag = guess.value.replace('_', "-");
        Language::new(&tag).map(|language| GuessedField { value: language.tag().to_owned(), ..guess })
    };
    guess(page.language.clone(), "<html lang>")
        .and_then(known)
        .or_else(|| guess(data.text("inLanguage"), "inLanguage in the page's data").and_then(known))
        .or_else(|| meta(page, &["og:locale"], "og:locale").and_then(known))
        .or_else(|| {
            meta(page, &["content-language", "dc.language", "dcterms.language"], "language in its head").and_then(known)
        })
}

fn address(page: &PageText, data: &StructuredData) -> Option<GuessedField> {
    let is_whole = |guess: &GuessedField| is_web_address(&guess.value);
    let canonical = page.links.iter().find(|(rel, _)| rel == "canonical").map(|(_, href)| href.clone());
    guess(canonical, "<link rel=canonical>")
        .filter(is_whole)
        .or_else(|| meta(page, &["og:url"], "og:url").filter(is_whole))
        .or_else(|| {
            guess(data.text("url").or_else(|| data.text("mainEntityOfPage")), "the page's data").filter(is_whole)
        })
        .or_else(|| guess(saved_from(page), "as the browser noted").filter(is_whole))
        .map(|guess| GuessedField { value: without_credentials(guess.value), ..guess })
}

/// The address without user name and password, which a page may have been saved with and which must not be published.
fn without_credentials(address: String) -> String {
    match Url::parse(&address) {
        Ok(mut url) if !url.username().is_empty() || url.password().is_some() => {
            let is_bare = url.set_username("").and_then(|()| url.set_password(None)).is_ok();
            if is_bare { url.into() } else { address }
        }
        _ => address,
    }
}

fn is_web_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// The address that a browser or extension wrote into the page when it saved it.
fn saved_from(page: &PageText) -> Option<String> {
    page.comments.iter().find_map(|comment| {
        let by_browser = comment.split_once("saved from url=(").and_then(|(_, rest)| Some(rest.split_once(')')?.1));
        let by_extension = || comment.lines().find_map(|line| line.trim().strip_prefix("url: "));
        by_browser.or_else(by_extension)?.split_whitespace().next().map(str::to_owned)
    })
}

/// The page's lines that are not part of the article, and the article's number of words.
fn contents(
    page: &PageText,
    title: Option<&GuessedField>,
    article: &str,
    about: &ImportContext<'_>,
) -> (Boilerplate, usize) {
    let title = title.map(|title| title.value.as_str());
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.is_empty() && Some(*line) != title && *line != page.title);
        lines.map(str::to_owned).collect()
    };
    let (all, article) = (lines(&page.text), lines(article));
    let known: HashSet<&String> = article.iter().collect();
    let first = all.iter().position(|line| known.contains(line)).unwrap_or(all.len());
    let last = all.iter().rposition(|line| known.contains(line)).map_or(all.len(), |at| at + 1);
    let mut furniture = Boilerplate {
        before: all[..first].to_vec(),
        within: all[first..last].iter().filter(|line| !known.contains(line)).cloned().collect(),
        after: all[last..].to_vec(),
    };
    let own = own_lines(article.iter().map(String::as_str), &mut furniture);
    let words = own.iter().filter(|line| !is_byline_or_dateline(line, about)).map(|line| count_words(line)).sum();
    (furniture, words)
}

/// The JSON-LD objects of a page, and the index of the article among them.
struct StructuredData {
    things: Vec<Map<String, Value>>,
    article: Option<usize>,
}

impl StructuredData {
    fn of(page: &PageText) -> Self {
        let mut things = Vec::new();
        for block in &page.data {
            let block = block.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
            if let Ok(value) = serde_json::from_str(block) {
                collect(value, &mut things);
            }
        }
        let article = things.iter().position(is_article);
        Self { things, article }
    }

    fn get(&self, key: &str) -> Option<&Value> {
        self.things[self.article?].get(key)
    }

    /// The article's value for a key, as text.
    fn text(&self, key: &str) -> Option<String> {
        let value = self.get(key)?;
        let text = value.as_str().or_else(|| value.get("@id")?.as_str()).or_else(|| value.get("name")?.as_str())?;
        // Texts in JSON-LD are often escaped as HTML once more.
        Some(PageText::of(text.to_owned()).text)
    }

    /// The names of the things to which the article refers by a key, on one line.
    fn names(&self, key: &str) -> Option<String> {
        self.name_list(key).map(|names| names.join(", "))
    }

    /// The names of the things to which the article refers by a key.
    fn name_list(&self, key: &str) -> Option<Vec<String>> {
        let value = self.get(key)?;
        let one = std::slice::from_ref(value);
        let things = value.as_array().map_or(one, Vec::as_slice);
        let names: Vec<String> = things.iter().filter_map(|thing| self.name(thing)).collect();
        (!names.is_empty()).then_some(names)
    }

    fn name(&self, thing: &Value) -> Option<String> {
        let by_id = || {
            let id = thing.get("@id")?;
            self.things.iter().find(|thing| thing.get("@id") == Some(id) && thing.contains_key("name"))?.get("name")
        };
        let name = thing.as_str().or_else(|| thing.get("name").or_else(by_id)?.as_str())?;
        Some(PageText::of(name.to_owned()).text).filter(|name| !is_web_address(name))
    }
}

/// Collects all things of a block, including those in `@graph` and `mainEntity`.
fn collect(value: Value, things: &mut Vec<Map<String, Value>>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, things)),
        Value::Object(mut thing) => {
            let held = thing.remove("@graph").into_iter().chain(thing.get("mainEntity").cloned());
            let held: Vec<Value> = held.collect();
            things.push(thing);
            for value in held {
                collect(value, things);
            }
        }
        _ => {}
    }
}

fn is_article(thing: &Map<String, Value>) -> bool {
    let names_article =
        |kind: &Value| kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"));
    thing
        .get("@type")
        .is_some_and(|kind| names_article(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(names_article)))
}
