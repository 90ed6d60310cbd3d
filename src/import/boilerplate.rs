//! Separates an article's own lines from the rest of a page.
//!
//! In: lines. Out: the article's own lines, and a [`Boilerplate`] with the others.

use std::fmt;

use super::headline::is_headline;
use super::lines::{is_furniture, is_paragraph, is_rule};
use crate::text::counted;

/// Lines that are not part of the article, in the order of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boilerplate {
    /// Lines before the article.
    pub before: Vec<String>,
    /// Lines within it.
    pub within: Vec<String>,
    /// Lines after it.
    pub after: Vec<String>,
}

/// Writes a summary: "15 headlines before the article, “Leave a Reply” and 2 more lines after it"
impl fmt::Display for Boilerplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [before(&self.before), quoted(&self.within, "within it"), quoted(&self.after, "after it")];
        let told: Vec<String> = parts.into_iter().flatten().collect();
        if told.is_empty() { f.write_str("nothing") } else { f.write_str(&told.join(", ")) }
    }
}

fn before(lines: &[String]) -> Option<String> {
    let headlines = lines.iter().filter(|line| is_headline(line)).count();
    let others = lines.len() - headlines;
    match (headlines, others) {
        (0, _) => quoted(lines, "before the article"),
        (_, 0) => Some(format!("{} before the article", counted(headlines, "headline", "headlines"))),
        _ => Some(format!(
            "{} and {} before the article",
            counted(headlines, "headline", "headlines"),
            counted(others, "other line", "other lines")
        )),
    }
}

fn quoted(lines: &[String], place: &str) -> Option<String> {
    let first = lines.iter().find(|line| !is_rule(line)).or(lines.first())?;
    Some(match lines.len() - 1 {
        0 => format!("“{}” {place}", shortened(first)),
        more => format!("“{}” and {} {place}", shortened(first), counted(more, "more line", "more lines")),
    })
}

/// The first eight words of a line, enough to recognise it.
fn shortened(line: &str) -> String {
    const WORDS: usize = 8;
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() <= WORDS { words.join(" ") } else { format!("{} …", words[..WORDS].join(" ")) }
}

/// The article's own lines; the others are moved to `furniture`. After the last paragraph, the first line of
/// boilerplate begins the foot of the page.
pub(super) fn own_lines<'a>(lines: impl Iterator<Item = &'a str>, furniture: &mut Boilerplate) -> Vec<&'a str> {
    let lines: Vec<&str> = lines.collect();
    let text_end = lines.iter().rposition(|line| is_paragraph(line) && !is_furniture(line)).map_or(0, |at| at + 1);
    let is_foot = |line: &&str| is_furniture(line) && !is_rule(line);
    let foot = lines[text_end..].iter().position(is_foot).map_or(lines.len(), |at| text_end + at);
    let (aside, own): (Vec<&str>, Vec<&str>) = lines[..foot].iter().partition(|line| is_furniture(line));
    furniture.within.extend(aside.into_iter().map(str::to_owned));
    furniture.after.splice(..0, lines[foot..].iter().map(|line| (*line).to_owned()));
    own
}
