//! What a site holds on a source, in words: the line that stands wherever the source's headline stands.

use super::super::view::{DifferenceView, LinkView};
use super::PageBuilder;
use crate::model::{EvidenceRef, SourceIx};
use crate::plan::{SourceDifference, SourceVerdict, verdict};
use crate::text::counted;

impl PageBuilder<'_> {
    /// The parts of the line on a source, each with the address of what it rests on: the passages and the notes on its
    /// own page; for a source without a page, the first question on which it differs. Empty if there is nothing to say.
    pub(super) fn verdict(&self, source: SourceIx) -> Vec<LinkView> {
        let found = verdict(self.site, source);
        let has_page = self.site[source].has_page();
        let section = |anchor: &str| self.addresses.to(&self.plan.source(self.site, source).0, Some(anchor));
        let differing = self.differing_words(&found).map(|name| {
            let first = found.differences.first().filter(|_| !has_page);
            let question = |first: &SourceDifference| self.question_url(&self.site[first.question]);
            LinkView { name, url: first.map_or_else(|| section("evidence"), question) }
        });
        let notes = notes_words(&found).filter(|_| has_page);
        let notes = notes.map(|name| LinkView { name, url: section("notes") });
        differing.into_iter().chain(notes).collect()
    }

    /// The same parts without addresses.
    pub(in super::super) fn verdict_words(&self, source: SourceIx) -> Vec<String> {
        let found = verdict(self.site, source);
        self.differing_words(&found).into_iter().chain(notes_words(&found)).collect()
    }

    /// "2 of 7 cited passages differ from their own source, The Gazette".
    fn differing_words(&self, found: &SourceVerdict) -> Option<String> {
        let first = found.differences.first()?.from;
        let is_one = found.differences.iter().all(|difference| difference.from == first);
        let from = is_one.then(|| self.site[first].publisher.as_str());
        Some(differing_words(found.differing, found.passages, from))
    }

    /// An answer of an article that differs from that of the source that it relies on.
    pub(super) fn difference(&self, difference: SourceDifference) -> DifferenceView {
        let event = &self.site[difference.event];
        let question = &self.site[difference.question];
        let gives = |piece: &&EvidenceRef| self.site[**piece].source == difference.from;
        let told = question.positions.iter().flat_map(|answer| {
            answer.evidence.iter().filter(gives).map(move |piece| (piece.event != difference.event, &answer.value))
        });
        // What it says of the same event comes first.
        let answer = told.min_by_key(|(is_elsewhere, _)| *is_elsewhere);
        DifferenceView {
            from: self.source_link(difference.from),
            answer: answer.map(|(_, value)| self.value(event, value)),
            question: LinkView { name: self.question_title(question), url: self.question_url(question) },
        }
    }
}

fn notes_words(found: &SourceVerdict) -> Option<String> {
    (found.notes > 0).then(|| counted(found.notes, "editor’s note", "editor’s notes"))
}

/// `from` is the source that all of them differ from, if there is only one.
fn differing_words(differing: usize, passages: usize, from: Option<&str>) -> String {
    let passages = match passages {
        1 => "The cited passage".to_owned(),
        _ => format!("{differing} of {passages} cited passages"),
    };
    let differ = if differing == 1 { "differs from its" } else { "differ from their" };
    match from {
        Some(from) => format!("{passages} {differ} own source, {from}"),
        None => format!("{passages} {differ} own sources"),
    }
}

#[cfg(test)]
mod tests {
    use super::differing_words;

    #[test]
    fn the_line_counts_what_differs() {
        for (differing, passages, from, words) in [
            (1, 1, Some("The Gazette"), "The cited passage differs from its own source, The Gazette"),
            (1, 7, Some("The Gazette"), "1 of 7 cited passages differs from its own source, The Gazette"),
            (2, 7, None, "2 of 7 cited passages differ from their own sources"),
        ] {
            assert_eq!(differing_words(differing, passages, from), words);
        }
    }
}
