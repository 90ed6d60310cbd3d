//! Splits a text into lines and classifies each line: running text, or boilerplate that sites write around articles.
//!
//! In: a text. Out: its [`PastedLine`]s, and whether a line is a paragraph or boilerplate: share buttons, "read also",
//! advertisement marks, comment forms. Captures stay whole; this only decides which words are the article's own.

use std::sync::LazyLock;

use regex::{RegexSet, RegexSetBuilder};

/// Maximum number of words in a line of boilerplate. Longer lines have content.
const LONGEST_FURNITURE: usize = 30;

/// A line that is not blank.
pub(super) struct PastedLine<'a> {
    pub text: &'a str,
    pub follows_blank: bool,
}

/// The lines of a text that are not blank.
pub(super) fn lines(text: &str) -> Vec<PastedLine<'_>> {
    let mut follows_blank = true;
    let mut lines = Vec::new();
    for text in text.lines().map(str::trim) {
        if !text.is_empty() {
            lines.push(PastedLine { text, follows_blank });
        }
        follows_blank = text.is_empty();
    }
    lines
}

/// Whether a line is running text.
pub(super) fn is_paragraph(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let is_sentence = line.trim_end_matches(['"', '”', '»', '\'', '’', ')']).ends_with(['.', '。', '۔']);
    let is_cut_off = line.ends_with("..");
    words > 40
        || line.chars().count() > 280
        || (is_sentence && !is_cut_off && (words >= 15 || line.chars().count() >= 100))
}

/// Whether a line is boilerplate, not part of the article.
pub(super) fn is_furniture(line: &str) -> bool {
    is_rule(line) || (line.split_whitespace().count() <= LONGEST_FURNITURE && PATTERNS.is_match(line))
}

/// Whether a line has neither letters nor digits.
pub(super) fn is_rule(line: &str) -> bool {
    !line.contains(char::is_alphanumeric)
}

/// Words that sites write around articles. All but "all rights reserved" must begin their line, at most after a bullet.
static PATTERNS: LazyLock<RegexSet> = LazyLock::new(|| {
    const SHARE: &str = "share|tweet|pin|print|e-?mail|copy link|facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|messenger";
    let share =
        format!(r"^\W*(?:{SHARE})(?:\W+(?:{SHARE}|x|this|on|via|to|with|by|and|friends|article|story|post|page))*\W*$");
    let patterns = [
        share.as_str(),
        r"^\W*click to (?:share|print|e-?mail)\b",
        r"^\W*you (?:may|might) (?:also )?(?:like|enjoy|be interested)\b",
        r"^\W*(?:read (?:more|also|next)|also read|see also|related|recommended|don.t miss|up next|watch|more)\s*:",
        r"^\W*(?:read (?:more|also|next)|see also|recommended(?: for you| stories)?|up next|most (?:read|popular|viewed))\W*$",
        r"^\W*related (?:articles|stories|posts|news|topics|coverage)\b",
        r"^\W*(?:more (?:from|stories|news)\b|trending (?:now|on|stories|news)\b|editor.s picks?\b|more on this (?:story|topic)\b)",
        r"^\W*leave a (?:reply|comment)\b",
        r"^\W*(?:your e-?mail address will not be published|required fields are marked|save my name, e-?mail)\b",
        r"^\W*(?:post|add|write) a comment\b",
        r"^\W*join the (?:conversation|discussion)\b",
        r"^\W*(?:(?:no|[0-9]+) comments?|comments?(?: \([0-9]+\)| are closed)?|cancel reply|log ?in to (?:comment|reply)|view comments?)\W*$",
        r"^\W*(?:advertisements?|advertisement - .*|sponsored(?: content)?|promoted(?: content)?|ads?|story continues below.*)\W*$",
        r"^\W*(?:skip to (?:main )?content|scroll to continue|continue reading|back to top|loading)\W*$",
        r"^\W*(?:sign up (?:for|to|here|now)|subscribe (?:to|for|now|here|today)|(?:get|join) our \S*\s?newsletter|enter your e-?mail|newsletter)\b",
        r"^\W*follow (?:us|me)(?: on)?\b",
        r"^(?:©|\(c\)\s|copyright\b)|\ball rights reserved\b",
    ];
    RegexSetBuilder::new(patterns).case_insensitive(true).build().expect("they are right")
});
