//! Finds the day on which a page was saved.
//!
//! In: a page. Out: a day, and how it is known. Programs that save pages write the day into them, while the time stamp
//! of a file may be that of a copy.

use chrono::NaiveDate;

use super::dates;
use crate::capture::PageText;

/// The day on which a text was saved, and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaptureDay {
    /// The day.
    pub day: NaiveDate,
    /// How it is known, in a few words.
    pub how: &'static str,
    /// Whether it is certain.
    pub is_sure: bool,
}

impl CaptureDay {
    /// A day that is certain.
    pub fn sure(day: NaiveDate, how: &'static str) -> Self {
        Self { day, how, is_sure: true }
    }

    /// A day that is inferred.
    pub fn inferred(day: NaiveDate, how: &'static str) -> Self {
        Self { day, how, is_sure: false }
    }
}

impl Default for CaptureDay {
    fn default() -> Self {
        Self::inferred(NaiveDate::default(), "nothing tells it")
    }
}

/// The day that a program wrote into a page when it saved it.
pub(super) fn stamp(page: &PageText) -> Option<CaptureDay> {
    let by_single_file = |comment: &String| {
        let line = comment
            .lines()
            .filter(|_| comment.contains("SingleFile"))
            .find_map(|line| line.trim().strip_prefix("saved date:"))?;
        Some(CaptureDay::sure(dates::first(line)?.0, "SingleFile noted it"))
    };
    let by_monolith = |comment: &String| {
        let (before, _) = comment.split_once(" using monolith")?;
        Some(CaptureDay::sure(dates::first(before.rsplit_once(" at ")?.1)?.0, "monolith noted it"))
    };
    let by_save_page_we = || {
        let (_, date) = page.metas.iter().find(|(name, _)| name == "savepage-date")?;
        Some(CaptureDay::sure(dates::first(date)?.0, "Save Page WE noted it"))
    };
    let in_comment = page.comments.iter().find_map(|comment| by_single_file(comment).or_else(|| by_monolith(comment)));
    in_comment.or_else(by_save_page_we)
}
