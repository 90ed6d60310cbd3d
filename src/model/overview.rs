//! The editor's overview of a story: its chapters, and how things stood.

use chrono::NaiveDate;

use super::Html;
use crate::config::Status;
use crate::date::When;
use crate::span::Span;

/// A titled span of days.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its title.
    pub title: String,
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day; `None` if it has not ended.
    pub last: Option<NaiveDate>,
    /// A few sentences.
    pub summary: Option<Html>,
    /// The place of its title in the content.
    pub span: Span,
}

impl Chapter {
    /// Whether a day lies in the chapter.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }
}

/// How one matter stood.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The matter, in one or two words: "Talks".
    pub label: String,
    /// How it stood.
    pub text: Html,
    /// How certain that is.
    pub status: Option<Status>,
    /// The place of its label in the content.
    pub span: Span,
}

/// What the editor says of the whole story.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// The chapters, in the order of their days. No two share a day.
    pub chapters: Vec<Chapter>,
    /// How things stood.
    pub standing: Vec<Standing>,
    /// The date at which they stood so.
    pub as_of: Option<When>,
}

impl Overview {
    /// All its Markdown texts.
    pub fn texts(&self) -> impl Iterator<Item = &Html> {
        let chapters = self.chapters.iter().filter_map(|chapter| chapter.summary.as_ref());
        chapters.chain(self.standing.iter().map(|standing| &standing.text))
    }

    /// The index of the chapter that contains a day.
    pub fn chapter_of(&self, day: NaiveDate) -> Option<usize> {
        let at = self.chapters.partition_point(|chapter| chapter.first <= day).checked_sub(1)?;
        self.chapters[at].contains(day).then_some(at)
    }
}
