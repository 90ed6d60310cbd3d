//! Tests of the words around a title and a name: whether they end the office, place it in the future, imagine it, or
//! give it to another person.
//!
//! In: words and positions among them. Out: answers to these tests. If a phrase has two readings, the one without a
//! mistake counts. The vocabulary is English.

use std::ops::Range;

use super::super::calendar::{month, weekday};
use super::super::reading::{self, ReadWord, WordSeparator};
use super::times;
use super::titles::OfficeTitleIndex;

/// The words of a text, for tests of a position.
pub(super) struct WordContext<'a>(pub &'a [ReadWord<'a>]);

impl<'a> WordContext<'a> {
    /// Whether the title that begins here is past, future or imagined, or belongs to another office: "former
    /// President", "a President", "deputy foreign minister", "Bank President".
    pub fn is_qualified(&self, title: usize, is_explicit: bool) -> bool {
        let Some(before) = self.joined_before(title) else { return false };
        let further = self.joined_before(title - 1);
        before.is_in(QUALIFIERS)
            || further.is_some_and(|word| word.is_in(FORMER))
            || (!is_explicit && Self::makes_another_office(before))
            || (&*before.folded == "and" && self.before(title, 8).iter().any(|word| word.is_in(FORMER)))
    }

    /// Whether the words around the claim say that the office has ended: "the death of President …", "… ’s successor",
    /// "President … had refused".
    pub fn tells_of_an_end(&self, claim: &Range<usize>) -> bool {
        let is_over = match self.after(claim.end, 2) {
            [was, felled] if felled.is_in(FELLED) => &*was.folded == "was",
            [had, ..] => had.gap == WordSeparator::Space && &*had.folded == "had",
            [] => false,
        };
        let mut near = self.before(claim.start, 3).iter().chain(self.after(claim.end, 3));
        is_over
            || self.joined_before(claim.start).is_some_and(|word| word.is_in(FELLED))
            || near.any(|word| word.is_in(ENDS))
    }

    /// Whether "under" is shortly before the title. It may refer to a time that is over.
    pub fn is_under(&self, title: usize) -> bool {
        self.before(title, 4).iter().any(|word| &*word.folded == "under")
    }

    /// Whether this is an earlier, later or imagined government, or one that is only named as an origin: "officials
    /// from the … administration".
    pub fn is_another_government(&self, name: usize) -> bool {
        let article = usize::from(self.joined_before(name).is_some_and(|word| &*word.folded == "the"));
        self.joined_before(name).is_some_and(|word| word.is_in(QUALIFIERS))
            || self.joined_before(name - article).is_some_and(|word| word.is_in(ORIGINS))
    }

    /// Whether the sentence is about the present: a word says so, or the verb after the claim does, or else the first
    /// verb of the sentence.
    pub fn is_present(&self, claim: &Range<usize>) -> bool {
        let sentence = reading::sentence(self.0, claim.start);
        let (before, after) = (&self.0[sentence.start..claim.start], &self.0[claim.end..sentence.end.max(claim.end)]);
        let first_tense = || after.iter().chain(before).find_map(tense);
        times::is_now(&self.0[sentence]) || self.has_verb_in_s(claim.end) || first_tense() == Some(Tense::Present)
    }

    /// Whether a verb in the present tense follows, by its ending: "… wants", "… quietly hopes".
    fn has_verb_in_s(&self, end: usize) -> bool {
        let next = self.after(end, 2).iter().find(|word| !word.folded.ends_with("ly"));
        let is_verb = |word: &ReadWord<'_>| {
            word.gap == WordSeparator::Space && word.folded.ends_with('s') && !word.is_in(PLURALS) && !is_function(word)
        };
        !self.0[end - 1].possessive && next.is_some_and(|word| is_verb(word) && tense(word) != Some(Tense::Past))
    }

    /// Whether the surname that begins here follows a first name that is not this person's.
    pub fn belongs_to_longer_name(&self, name: usize, titles: &OfficeTitleIndex) -> bool {
        let is_name = |word: &ReadWord<'_>| word.is_capitalised() && !is_function(word) && !titles.ends(&word.folded);
        self.joined_before(name).is_some_and(is_name)
    }

    /// Whether a name has more words than the known one: "Vance Smith", "Raisi Street".
    pub fn goes_on_as_name(&self, end: usize) -> bool {
        let last = &self.0[end - 1];
        let is_shouted = !last.text.chars().any(char::is_lowercase);
        let next = self.0.get(end).filter(|next| next.gap == WordSeparator::Space && !last.possessive && !is_shouted);
        next.is_some_and(|next| next.is_capitalised() && !is_function(next))
    }

    /// Whether an aside between two commas, dashes or brackets ends here and is no item of a list.
    pub fn closes_an_aside(&self, end: usize) -> bool {
        let Some(next) = self.0.get(end) else { return true };
        match next.gap {
            WordSeparator::Comma => !next.is_capitalised() && !next.is_in(LISTS),
            WordSeparator::Aside | WordSeparator::Stop => true,
            WordSeparator::Space | WordSeparator::Hyphen => false,
        }
    }

    /// Whether a sentence such as "… is president of Iran" can end here.
    pub fn is_said_outright(&self, end: usize) -> bool {
        self.0.get(end).is_none_or(|next| {
            next.gap != WordSeparator::Hyphen && !(next.gap == WordSeparator::Space && next.is_in(GOES_ON))
        })
    }

    /// Where a title begins that follows a name which ends here: after ", the", ", who is", "is".
    pub fn skip_to_title(&self, end: usize) -> Option<usize> {
        let next = self.0.get(end).filter(|_| !self.0[end - 1].possessive)?;
        let is_told = matches!(next.gap, WordSeparator::Comma | WordSeparator::Aside)
            || (next.gap == WordSeparator::Space && next.is_in(IS));
        let skipped = self.0[end..]
            .iter()
            .enumerate()
            .take_while(|(at, word)| (*at == 0 || word.gap == WordSeparator::Space) && word.is_in(LEADS_TO_TITLE));
        is_told.then_some(end + skipped.count())
    }

    fn makes_another_office(before: &ReadWord<'_>) -> bool {
        before.is_in(ORGANISATIONS) || (before.is_capitalised() && !is_function(before))
    }

    /// The word before, if only a space or hyphen is between them.
    fn joined_before(&self, at: usize) -> Option<&'a ReadWord<'a>> {
        matches!(self.0.get(at)?.gap, WordSeparator::Space | WordSeparator::Hyphen).then(|| &self.0[at - 1])
    }

    /// At most `count` words before this position, within the sentence.
    fn before(&self, at: usize, count: usize) -> &'a [ReadWord<'a>] {
        &self.0[reading::sentence(self.0, at).start.max(at.saturating_sub(count))..at]
    }

    /// At most `count` words from this position on, within the sentence.
    fn after(&self, at: usize, count: usize) -> &'a [ReadWord<'a>] {
        let end = reading::sentence(self.0, at - 1).end;
        &self.0[at..end.min(at + count).max(at)]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tense {
    Present,
    Past,
}

fn tense(word: &ReadWord<'_>) -> Option<Tense> {
    if word.is_in(PRESENT) {
        Some(Tense::Present)
    } else if word.is_in(PAST) || (word.folded.len() > 4 && word.folded.ends_with("ed")) {
        Some(Tense::Past)
    } else {
        None
    }
}

/// Whether a capital letter in this word may only mark the start of a sentence, or the word is a day, month or number.
fn is_function(word: &ReadWord<'_>) -> bool {
    word.is_in(FUNCTION_WORDS) || weekday(word).is_some() || month(word).is_some() || word.number().is_some()
}

/// Words that may be between a title and a name.
pub(super) const FORMS_OF_ADDRESS: &[&str] = &[
    "ayatollah",
    "dr",
    "gen",
    "hojatoleslam",
    "hojjatoleslam",
    "hon",
    "mr",
    "mrs",
    "ms",
    "sayed",
    "sayyed",
    "sayyid",
    "seyed",
    "seyyed",
    "sheikh",
    "sir",
    "sr",
];

/// Words that end an office, and also an office that "and" joins to it.
const FORMER: &[&str] = &["ex", "former", "formerly"];

/// Words before a title that turn it into another office or none.
const QUALIFIERS: &[&str] = &[
    "a",
    "acting",
    "an",
    "another",
    "any",
    "aspiring",
    "assassinated",
    "assistant",
    "associate",
    "be",
    "ceremonial",
    "deceased",
    "declared",
    "deposed",
    "deputy",
    "designate",
    "elect",
    "emeritus",
    "erstwhile",
    "ex",
    "fake",
    "fallen",
    "first",
    "former",
    "future",
    "hypothetical",
    "incoming",
    "interim",
    "last",
    "late",
    "next",
    "no",
    "old",
    "onetime",
    "ousted",
    "past",
    "possible",
    "potential",
    "previous",
    "prior",
    "proclaimed",
    "prospective",
    "retired",
    "second",
    "shadow",
    "slain",
    "sometime",
    "styled",
    "then",
    "time",
    "vice",
    "would",
];

/// Organisations, which also have presidents and other officers.
const ORGANISATIONS: &[&str] = &[
    "association",
    "bank",
    "board",
    "chamber",
    "club",
    "college",
    "commission",
    "committee",
    "company",
    "council",
    "court",
    "faculty",
    "federation",
    "firm",
    "foundation",
    "institute",
    "league",
    "parliament",
    "party",
    "school",
    "senate",
    "society",
    "student",
    "union",
    "university",
];

/// Words near a title and a name that say that the office has ended.
const ENDS: &[&str] = &[
    "assassination",
    "commemorate",
    "commemorated",
    "death",
    "demise",
    "died",
    "dies",
    "funeral",
    "honor",
    "honoring",
    "honour",
    "honouring",
    "memoir",
    "memoirs",
    "memory",
    "mourn",
    "mourned",
    "mourning",
    "mourns",
    "named",
    "predecessor",
    "predecessors",
    "recalled",
    "recalling",
    "recalls",
    "remembered",
    "remembering",
    "replaced",
    "replaces",
    "replacing",
    "succeed",
    "succeeded",
    "succeeding",
    "succeeds",
    "successor",
    "successors",
    "widow",
];

/// Words for the end of a person's life or office: "was killed", "killed President …".
const FELLED: &[&str] = &["assassinated", "buried", "deposed", "killed", "ousted", "toppled"];

/// Words before a government that make it an origin or a period.
const ORIGINS: &[&str] = &["during", "from", "in", "like", "since", "than", "throughout", "unlike", "until"];

/// Words after a comma that continue a list.
const LISTS: &[&str] = &["a", "an", "and", "as", "her", "his", "its", "or", "the", "their"];

/// Words after a title that turn it into another title.
const GOES_ON: &[&str] =
    &["at", "candidate", "designate", "elect", "emeritus", "for", "hopeful", "in", "nominee", "of"];

const IS: &[&str] = &["is", "remains"];

const LEADS_TO_TITLE: &[&str] = &["currently", "is", "now", "remains", "still", "the", "who"];

/// Plural nouns that may follow "administration".
const PLURALS: &[&str] = &[
    "advisers",
    "advisors",
    "aides",
    "alumni",
    "appointees",
    "diplomats",
    "documents",
    "efforts",
    "figures",
    "lawyers",
    "members",
    "officials",
    "plans",
    "policies",
    "sanctions",
    "sources",
    "talks",
    "veterans",
    "years",
];

const PRESENT: &[&str] =
    &["are", "can", "does", "has", "have", "is", "may", "must", "remains", "seems", "wants", "will"];

const PAST: &[&str] = &[
    "became", "began", "brought", "built", "came", "cut", "did", "drew", "fell", "fought", "found", "gave", "got",
    "had", "held", "kept", "led", "left", "lost", "made", "met", "put", "ran", "said", "saw", "sent", "set", "sought",
    "spoke", "struck", "thought", "told", "took", "was", "went", "were", "withdrew", "won", "wrote",
];

const FUNCTION_WORDS: &[&str] = &[
    "across",
    "after",
    "against",
    "also",
    "although",
    "and",
    "as",
    "at",
    "because",
    "before",
    "between",
    "both",
    "but",
    "by",
    "even",
    "for",
    "from",
    "had",
    "has",
    "have",
    "her",
    "his",
    "how",
    "if",
    "in",
    "is",
    "its",
    "like",
    "meanwhile",
    "of",
    "on",
    "or",
    "our",
    "since",
    "so",
    "than",
    "that",
    "the",
    "their",
    "these",
    "this",
    "those",
    "though",
    "thus",
    "to",
    "today",
    "towards",
    "under",
    "unless",
    "until",
    "was",
    "were",
    "what",
    "when",
    "where",
    "whereas",
    "whether",
    "while",
    "who",
    "why",
    "will",
    "with",
    "yesterday",
    "yet",
];
