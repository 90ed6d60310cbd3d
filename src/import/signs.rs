//! Reads bylines, datelines and the date below an embedded post.
//!
//! In: the lines around a headline. Out: an author and a date, as far as one of the lines has them. Dates in running
//! text belong to the story, not to the article.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::byline::{behind, is_name};
use super::lines::{PastedLine, is_paragraph, lines};
use super::{ArticleMetadata, GuessedField, dates};

/// Number of lines after the first paragraph, and at the end, in which bylines and datelines are searched for.
const NEAR: usize = 3;

/// The author and date in lines near a headline; the headline is the first line.
pub(super) fn signs(lines: &[PastedLine<'_>], page: &ImportContext<'_>) -> ArticleMetadata {
    let ImportContext { url, saved, language } = *page;
    let first_paragraph = lines.iter().position(|line| is_paragraph(line.text)).unwrap_or(0);
    let last_near = lines.len().saturating_sub(NEAR).max(first_paragraph + 1 + NEAR);
    let is_near = |at: usize| at <= first_paragraph + NEAR || at >= last_near;
    let near = || {
        let short = lines.iter().enumerate().skip(1).filter(|(at, line)| is_near(*at) && !is_paragraph(line.text));
        short.map(|(_, line)| line.text)
    };
    let author = near().find_map(|line| byline(line, language)).and_then(|byline| match byline {
        Byline::Name(name) => Some(GuessedField::sure(name, "byline")),
        Byline::Nobody => None,
    });
    let at_line = near().find_map(|line| dated(line, page));
    let in_address = || Some(GuessedField::about(dates::until(saved, url?)?.0, "date in the address"));
    let in_opening = || {
        let opening = lines.get(first_paragraph)?.text;
        let place = opening.get(..opening.char_indices().nth(80).map_or(opening.len(), |(at, _)| at))?;
        let (before, _) = place.split_once(['—', '–'])?;
        Some(GuessedField::about(dates::until(saved, before)?.0, "date at the head of the text"))
    };
    let in_post = || lines.iter().find_map(|line| post(line.text, saved));
    let published = at_line.or_else(in_address).or_else(in_opening).or_else(in_post);
    ArticleMetadata { author, published, ..ArticleMetadata::default() }
}

/// What is known about a page before its lines are read.
#[derive(Clone, Copy)]
pub(super) struct ImportContext<'a> {
    /// Its address.
    pub url: Option<&'a str>,
    /// The day on which it was saved.
    pub saved: NaiveDate,
    /// Its language, a BCP 47 tag.
    pub language: Option<&'a str>,
}

/// The author and date in lines below a known headline, for a page whose head has none.
pub(super) fn signs_below(text: &str, title: Option<&str>, page: &ImportContext<'_>) -> ArticleMetadata {
    let lines = lines(text);
    let at = title.and_then(|title| lines.iter().rposition(|line| line.text == title)).unwrap_or_default();
    signs(&lines[at.min(lines.len())..], &ImportContext { url: None, ..*page })
}

/// The author in a byline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Byline {
    /// One or more names.
    Name(String),
    /// No name: "By | 20 June 2025".
    Nobody,
}

/// The byline in a line that begins with a word for "by" and has names or nothing after it.
pub(super) fn byline(line: &str, language: Option<&str>) -> Option<Byline> {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"\s*(?:[|•·–—]|\s-\s|\s/\s|(?i:\b(?:on|at|published|posted|updated)\b)|\p{Nd}).*$";
        Regex::new(pattern).expect("it is right")
    });
    /// Words between names and a date that has been removed.
    const BEFORE_DATES: [&str; 8] = ["le", "el", "am", "il", "em", "op", "den", "à"];
    let rest = behind(line, language)?;
    let name = END.replace(rest, "");
    let mut name = name.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == ';');
    if name.len() < rest.trim_end().len() {
        while let Some((before, _)) = name.rsplit_once(' ').filter(|(_, last)| BEFORE_DATES.contains(last)) {
            name = before.trim_end_matches([',', ' ']);
        }
    }
    // "20 June" is removed together with its day; a month before the day is removed here.
    let name = date_begins(name).map_or(name, |at| name[..at].trim_end_matches([',', ' ']));
    if is_name(name) {
        return Some(Byline::Name(name.to_owned()));
    }
    (name.is_empty() && !rest.starts_with(char::is_alphanumeric)).then_some(Byline::Nobody)
}

/// Where the name of a month begins that ends a text.
fn date_begins(name: &str) -> Option<usize> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";
        Regex::new(&format!(r"(?:^|\s)(?:{months})[a-z]*\.?$")).expect("it is right")
    });
    PATTERN.find(name).map(|found| found.start())
}

/// The date of a dateline; it is certain unless it is the date of an update.
fn dated(line: &str, page: &ImportContext<'_>) -> Option<GuessedField> {
    let kind = dateline(line, page.language)?;
    let (date, _) = dates::until(page.saved, line)?;
    Some(match kind {
        Dateline::Published => GuessedField::sure(date.to_string(), "dateline"),
        Dateline::Updated => GuessedField::about(date, "date of an update"),
    })
}

/// What the date of a dateline is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dateline {
    Published,
    Updated,
}

/// The kind of a line that has dates and only words that go with them: a byline, a weekday, a clock time.
pub(super) fn dateline(line: &str, language: Option<&str>) -> Option<Dateline> {
    const PUBLISHED: &str =
        "published publié publiée veröffentlicht publicado publicada pubblicato gepubliceerd опубликовано";
    const UPDATES: &str = "updated update modified last mis mise jour aktualisiert actualizado actualizada atualizado \
        aggiornato bijgewerkt güncelleme обновлено";
    const WITH_DATES: &str = "posted date on at by first a p m am pm gmt utc est edt et cst cdt ct mst mdt mt pst pdt pt \
        bst cet cest eet eest ist irst jst msk min mins minute minutes read mon tue wed thu fri sat sun \
        le à h lundi mardi mercredi jeudi vendredi samedi dimanche um uhr stand freitag samstag \
        el las hora horas hs lunes martes miércoles jueves viernes sábado domingo às il alle ore \
        lunedì martedì mercoledì giovedì venerdì sabato domenica op om";
    let is_one_of = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    dates::first(line)?;
    let rest = if byline(line, language).is_some() { String::new() } else { dates::without_days(line).to_lowercase() };
    let words: Vec<&str> = rest.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let is_published = words.iter().any(|word| is_one_of(PUBLISHED, word));
    let is_update = words.iter().any(|word| is_one_of(UPDATES, word)) && !is_published;
    let is_weekday = |word: &str| word.ends_with("day") || word.ends_with("tag") || word.ends_with("woch");
    let goes_with =
        |word: &&str| [PUBLISHED, UPDATES, WITH_DATES].iter().any(|list| is_one_of(list, word)) || is_weekday(word);
    words.iter().all(goes_with).then_some(if is_update { Dateline::Updated } else { Dateline::Published })
}

/// The date below an embedded post: "— Name (@handle) June 21, 2025".
fn post(line: &str, saved: NaiveDate) -> Option<GuessedField> {
    static PATTERN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s*[—–-]+\s*.*\(@[A-Za-z0-9_.@]+\)\s*(?<date>\S.*)$").expect("it is right"));
    let date = PATTERN.captures(line)?.name("date")?.as_str();
    Some(GuessedField::about(dates::until(saved, date)?.0, "date of the embedded post"))
}

/// Whether a line only says who wrote the article, or when.
pub(super) fn is_byline_or_dateline(line: &str, page: &ImportContext<'_>) -> bool {
    !is_paragraph(line) && (byline(line, page.language).is_some() || dated(line, page).is_some())
}
