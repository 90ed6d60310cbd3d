//! Finds what a text says about a person's office, around a name.
//!
//! In: words and a name among them. Out: an [`OfficeClaim`] that the person holds an office at the time of the text.
//! Former, future and imagined offices are no claims, nor are those of a person with the same surname, or offices in a
//! list that belong to another name.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::reading::{ReadWord, WordSeparator};
use super::context::{self, WordContext};
use super::holders::OfficeHolders;
use crate::model::{ActorIx, OfficeIx};

/// The statement that a person holds an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OfficeClaim {
    pub words: Range<usize>,
    pub actor: ActorIx,
    pub office: OfficeIx,
}

/// The claim about a person whom the text names at `place`, if there is one.
pub(super) fn about(
    words: &[ReadWord<'_>],
    actor: ActorIx,
    place: &Range<usize>,
    holders: &OfficeHolders,
) -> Option<OfficeClaim> {
    let (name, is_whole) = name(words, actor, place, holders)?;
    let is_namesake = !is_whole && WordContext(words).belongs_to_longer_name(name.start, &holders.titles);
    let reader = NameContext { words, holders, actor, name };
    reader.title_before().or_else(|| {
        let known_as = (!is_namesake).then_some(&reader)?;
        known_as.title_after().or_else(|| known_as.government())
    })
}

/// The words of a name at this place, with a form of address before it, and whether they are more than a surname.
/// `None` if the name is part of another word.
fn name(
    words: &[ReadWord<'_>],
    actor: ActorIx,
    place: &Range<usize>,
    holders: &OfficeHolders,
) -> Option<(Range<usize>, bool)> {
    let first = words.binary_search_by_key(&place.start, |word| word.range.start).ok()?;
    let last = first + words[first..].iter().position(|word| word.range.end >= place.end)?;
    let is_glued = words[first].gap == WordSeparator::Hyphen
        || words.get(last + 1).is_some_and(|next| next.gap == WordSeparator::Hyphen);
    if words[last].range.end != place.end || is_glued {
        return None;
    }
    let is_own = |word: &ReadWord<'_>| word.is_in(context::FORMS_OF_ADDRESS) || holders.is_name_of(actor, &word.folded);
    let more = (0..first)
        .rev()
        .take(LONGEST_NAME)
        .take_while(|at| words[at + 1].gap == WordSeparator::Space && is_own(&words[*at]));
    let start = more.last().unwrap_or(first);
    let is_whole = words[start..=last].iter().filter(|word| !word.is_in(context::FORMS_OF_ADDRESS)).count() > 1;
    Some((start..last + 1, is_whole))
}

/// The most words before a surname that may belong to it. Without a limit, a text that consists of names would be read
/// to its beginning for each of them.
const LONGEST_NAME: usize = 12;

/// A phrase for an office in a text.
struct OfficePhrase<'a> {
    words: Range<usize>,
    offices: &'a BTreeSet<OfficeIx>,
    is_explicit: bool,
}

/// The words around a name.
struct NameContext<'a> {
    words: &'a [ReadWord<'a>],
    holders: &'a OfficeHolders,
    actor: ActorIx,
    name: Range<usize>,
}

impl<'a> NameContext<'a> {
    /// "President Ebrahim Raisi"; "Iran’s president, Ebrahim Raisi, said".
    fn title_before(&self) -> Option<OfficeClaim> {
        let Range { start, end } = self.name;
        let title = self.title_ending_at(start)?;
        let context = WordContext(self.words);
        let belongs = match self.words[start].gap {
            WordSeparator::Space => !context.goes_on_as_name(end),
            WordSeparator::Comma => title.is_explicit && context.closes_an_aside(end),
            _ => false,
        };
        let is_held = belongs
            && !context.is_qualified(title.words.start, title.is_explicit)
            && !context.tells_of_an_end(&(title.words.start..end))
            && (!context.is_under(title.words.start) || context.is_present(&(title.words.start..end)));
        if is_held { self.claim(&title, title.words.start..end) } else { None }
    }

    /// "Ebrahim Raisi, the president of Iran, said"; "Raisi is president of Iran".
    fn title_after(&self) -> Option<OfficeClaim> {
        let Range { start, end } = self.name;
        let context = WordContext(self.words);
        let title = self.title_starting_at(context.skip_to_title(end)?)?;
        let is_closed = match self.words[end].gap {
            WordSeparator::Space => context.is_said_outright(title.words.end),
            _ => context.closes_an_aside(title.words.end),
        };
        let claim = self.claim(&title, start..title.words.end)?;
        let is_held = !self.words[title.words.end - 1].possessive && !context.tells_of_an_end(&claim.words);
        (is_closed && is_held).then_some(claim)
    }

    /// "the Biden administration"; "Biden’s administration".
    fn government(&self) -> Option<OfficeClaim> {
        let Range { start, end } = self.name;
        let government = self.words.get(end).filter(|word| word.gap == WordSeparator::Space)?;
        let office = self.holders.governed(self.actor, &government.folded)?;
        let claim = OfficeClaim { words: start..end + 1, actor: self.actor, office };
        let context = WordContext(self.words);
        let is_now = !context.is_another_government(start) && context.is_present(&claim.words);
        is_now.then_some(claim)
    }

    fn claim(&self, title: &OfficePhrase<'_>, words: Range<usize>) -> Option<OfficeClaim> {
        let office = self.holders.meant(self.actor, title.offices, title.is_explicit)?;
        // "… left the U.S. President Raisi said …": the full stop may also end a sentence.
        let may_have_ended = self.words[title.words.start].text.ends_with('.');
        if may_have_ended && !self.holders.has_held(self.actor, office) {
            let rest = self.title(title.words.start + 1..title.words.end)?;
            return self.claim(&rest, rest.words.start..words.end);
        }
        Some(OfficeClaim { words, actor: self.actor, office })
    }

    /// The longest title that ends before word `end`.
    fn title_ending_at(&self, end: usize) -> Option<OfficePhrase<'a>> {
        let titles = &self.holders.titles;
        self.words[..end].last().filter(|last| titles.ends(&last.folded) && !last.possessive)?;
        let joined = (0..end).rev().take_while(|at| at + 1 == end || is_joined(&self.words[at + 1]));
        let starts: Vec<usize> = joined.take(titles.longest()).collect();
        starts.into_iter().rev().find_map(|start| self.title(start..end))
    }

    /// The longest title that begins with word `start`.
    fn title_starting_at(&self, start: usize) -> Option<OfficePhrase<'a>> {
        let titles = &self.holders.titles;
        self.words.get(start).filter(|first| titles.begins(&first.folded))?;
        let joined =
            (start + 1..=self.words.len()).take_while(|end| *end == start + 1 || is_joined(&self.words[end - 1]));
        let ends: Vec<usize> = joined.take(titles.longest()).collect();
        ends.into_iter().rev().find_map(|end| self.title(start..end))
    }

    fn title(&self, words: Range<usize>) -> Option<OfficePhrase<'a>> {
        let phrase = self.words[words.clone()].iter().map(|word| &*word.folded).collect::<Vec<_>>().join(" ");
        let title = self.holders.titles.find(&phrase)?;
        Some(OfficePhrase { words, offices: &title.offices, is_explicit: title.is_explicit })
    }
}

/// Whether a word can be in one phrase with the word before it.
fn is_joined(word: &ReadWord<'_>) -> bool {
    matches!(word.gap, WordSeparator::Space | WordSeparator::Hyphen)
}
