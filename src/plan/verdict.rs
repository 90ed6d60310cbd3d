//! What a site holds on a source: notes of the editor, and answers that differ from those of the sources that it
//! relies on. Wherever a source stands as a headline, the same is said of it.

use crate::model::{EventIx, EvidenceRef, QuestionIx, Site, SourceIx};

/// What a site holds on a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceVerdict {
    /// Notes of the editor on its mistakes and peculiarities.
    pub notes: usize,
    /// Passages of it that events cite.
    pub passages: usize,
    /// The number of these passages with an answer that differs from that of a source on which it relies.
    pub differing: usize,
    /// These answers, in chronological order of the events. A passage may give several.
    pub differences: Vec<SourceDifference>,
}

/// An answer of a source that differs from that of the source that it relies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceDifference {
    /// The event.
    pub event: EventIx,
    /// Index into [`crate::model::Event::evidence`] of the passage.
    pub evidence: usize,
    /// The question that it answers.
    pub question: QuestionIx,
    /// The source that it relies on, directly or through others: the nearest that has an answer.
    pub from: SourceIx,
}

/// What a site holds on a source.
pub fn verdict(site: &Site, source: SourceIx) -> SourceVerdict {
    let used = &site[source].used;
    let mut verdict =
        SourceVerdict { notes: site[source].notes.len(), passages: used.len(), ..SourceVerdict::default() };
    for (event, evidence) in used.iter().copied() {
        let before = verdict.differences.len();
        let piece = EvidenceRef { event, at: evidence };
        for question in site[event].questions.iter().copied() {
            let departures = site[question].departures.iter().filter(|departure| departure.evidence == piece);
            let difference = |from| SourceDifference { event, evidence, question, from };
            verdict.differences.extend(departures.map(|departure| difference(departure.from)));
        }
        verdict.differing += usize::from(verdict.differences.len() > before);
    }
    verdict
}
